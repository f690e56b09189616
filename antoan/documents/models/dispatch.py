"""A document on its way to a unit: sent, opened, assigned, done."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.constraints import says
from antoan.core.scoping import ScopedQuerySet
from antoan.documents.models.document import Document

says(
    documents_dispatch_goes_once_to_a_unit=_("Văn bản này đã gửi đơn vị đó rồi."),
    documents_dispatch_is_assigned_after_it_is_opened=_("Hãy mở văn bản trước khi phân công."),
    documents_dispatch_is_done_after_it_is_opened=_("Hãy mở văn bản trước khi ghi đã xử lý."),
)


class DispatchQuerySet(ScopedQuerySet):
    scope = "unit"
    view_action = "documents.view"


class Dispatch(models.Model):
    """One receiver of a document. Opening it is the receipt."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="dispatches")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="incoming", verbose_name=_("nơi nhận"))
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField(null=True)
    instruction = models.TextField(_("ý kiến chỉ đạo"), blank=True)
    due = models.DateField(_("hạn xử lý"), null=True)
    obligation = models.OneToOneField("obligations.Obligation", models.PROTECT, null=True, related_name="dispatch")
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    result = models.TextField(_("kết quả xử lý"), blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name = _("văn bản đến")
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="documents_dispatch_goes_once_to_a_unit"),
            models.CheckConstraint(
                name="documents_dispatch_is_assigned_after_it_is_opened",
                condition=Q(assigned_to__isnull=True) | Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_dispatch_is_done_after_it_is_opened",
                condition=Q(done_at__isnull=True) | Q(opened_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "opened_at"], name="documents_dispatch_to_open")]

    def __str__(self):
        return f"{self.document} → {self.unit}"

    def get_absolute_url(self):
        return reverse("documents:incoming", args=[self.pk])

    @property
    def days_unopened(self) -> int:
        """Whole days that it has lain unopened; 0 once it is opened."""
        return 0 if self.opened_at else (timezone.now() - self.sent_at) // timedelta(days=1)
