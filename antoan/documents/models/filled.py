"""A statutory form while it is filled in: what was typed so far, by the code of the field."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.core import clock
from antoan.core.scoping import ScopedQuerySet


class FilledFormQuerySet(ScopedQuerySet):
    scope = "unit"
    # It names injured people: only those of the office that fills it in see it.
    view_action = "documents.comment"


class FilledForm(models.Model):
    """A form of the law with the values of a unit. Which form it is follows from key, case and day of signing.

    `values` are as the page reads them: texts, lists, rows and blocks by code; days as ISO texts.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="filled_forms", verbose_name=_("đơn vị lập"))
    key = models.CharField(_("biểu mẫu"), max_length=120)
    case = models.JSONField(default=dict)  # {"level": "province"}
    on = models.DateField(_("ngày ký"))
    title = models.CharField(_("ghi chú để nhận ra"), max_length=200, blank=True)
    values = models.JSONField(default=dict)
    begun_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FilledFormQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = _("biểu mẫu đang điền")

    def __str__(self):
        return self.title or self.key

    def get_absolute_url(self):
        return reverse("documents:filled_form", args=[self.pk])
