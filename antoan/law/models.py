"""What people did about the law: compared it with the official text, and settled what was open.

The law itself is no table: it is read from texts (antoan.law.pack).
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.core.clock import now
from antoan.core.constraints import says
from antoan.core.scoping import actions

actions(
    **{
        "law.verify": _("Đối chiếu quy định với bản gốc"),
        "law.settle": _("Trả lời câu hỏi mở về quy định"),
    }
)
says(
    law_verification_is_made_once_an_entry=_("Người khác vừa ghi đã đối chiếu mục này. Hãy tải lại trang để xem."),
    law_settlement_answers_once_a_day=_("Mục này đã có câu trả lời từ ngày đó. Hãy rút lại câu trả lời cũ trước."),
)


class Deed(models.Model):
    """Who did it, for which unit, when; and who took it back. A row is never deleted."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi"))
    at = models.DateTimeField(_("thời điểm ghi"), default=now)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("thời điểm rút lại"), null=True)
    withdrawn_because = models.CharField(_("lý do rút lại"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


class Verification(Deed):
    """Somebody laid one entry of the law beside the official text and found them equal.

    `digest` is what the entry said then: an entry that says something else today counts as never compared.
    """

    key = models.CharField(_("quy định"), max_length=120)
    variant = models.CharField(_("trường hợp"), max_length=200, blank=True)  # codes, joined by commas
    valid_from = models.DateField(_("có hiệu lực từ ngày"))
    digest = models.CharField(max_length=16)
    compared_on = models.DateField(_("ngày đối chiếu"))
    gazette = models.CharField(_("bản gốc đã xem"), max_length=200)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("lần đối chiếu")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "variant", "valid_from", "digest"],
                condition=Q(withdrawn_at__isnull=True),
                name="law_verification_is_made_once_an_entry",
            ),
        ]

    def __str__(self):
        return f"{self.key} ({self.gazette})"

    def get_absolute_url(self):
        return reverse("law:rule", args=[self.key])


class Settlement(Deed):
    """The answer to an open question, with where it is written.

    With a `key` it decides from `valid_from` on, as a text of the home's own law (antoan.law.settlements); without
    one it answers in words alone.
    """

    question = models.CharField(_("câu hỏi"), max_length=20)
    answer = models.TextField(_("câu trả lời"))
    key = models.CharField(_("quy định"), max_length=120, blank=True)
    variant = models.CharField(_("trường hợp"), max_length=200, blank=True)  # empty where it holds for all variants
    value: Any = models.JSONField(_("giá trị"), null=True)
    details: Any = models.JSONField(default=dict)  # unit, operator … as the rule's other entries have them
    valid_from = models.DateField(_("có hiệu lực từ ngày"), null=True)
    document = models.CharField(_("văn bản"), max_length=120)
    provision = models.CharField(_("điều khoản"), max_length=200, blank=True)
    document_about = models.CharField(_("văn bản quy định về"), max_length=300, blank=True)  # where it is new here
    document_valid_from = models.DateField(_("văn bản có hiệu lực từ ngày"), null=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("câu trả lời")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "variant", "valid_from"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(key=""),
                name="law_settlement_answers_once_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.citation}"

    def get_absolute_url(self):
        return reverse("law:question", args=[self.question])

    @property
    def citation(self) -> str:
        return f"{self.document}, {self.provision}" if self.provision else self.document
