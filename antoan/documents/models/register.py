"""The register of numbers: one book for each unit, kind and period; a number is used once, here or on paper."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet
from antoan.documents import kinds, numbering
from antoan.documents.models.document import Document

says(
    documents_register_is_one_a_period=_("Sổ này vừa được mở. Hãy làm lại."),
    documents_registerentry_number_is_used_once=_("Số này đã dùng cho văn bản khác trong sổ."),
    documents_registerentry_number_begins_at_one=_("Số văn bản bắt đầu từ 1."),
)


class RegisterQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "documents.view"


class Register(models.Model):
    """The book of one kind of document of a unit in a period; its row is held by whoever takes a number."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="registers", verbose_name=_("đơn vị"))
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=[(kind.code, kind.name) for kind in kinds.KINDS])
    period = models.CharField(_("kỳ"), max_length=9)  # "2026", or the term "2025-2030"
    last = models.PositiveIntegerField(default=0)  # every number up to this one is used

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "kind", "unit", "id"]
        verbose_name = _("sổ đăng ký văn bản")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "period"], name="documents_register_is_one_a_period"),
        ]

    def __str__(self):
        return f"Sổ {kinds.kind_of(self.kind).name.lower()} {self.period_words}"

    def get_absolute_url(self):
        return reverse("documents:register", args=[self.pk])

    @property
    def next(self) -> int:
        """The number that is given next."""
        return self.last + 1

    @property
    def period_words(self) -> str:
        return numbering.words(self.period)


class RegisterEntry(models.Model):
    """A used number: of a document issued here or, without one, "đã dùng trên giấy"."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(_("số"))
    document = models.OneToOneField(Document, models.PROTECT, null=True, related_name="entry")
    title = models.TextField(_("trích yếu"), blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["register", "-number"]
        verbose_name = _("số đã dùng")
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="documents_registerentry_number_is_used_once"),
            models.CheckConstraint(
                name="documents_registerentry_number_begins_at_one", condition=models.Q(number__gt=0)
            ),
        ]

    def __str__(self):
        return str(self.number)
