"""Forms for what a unit says of its part, and what is answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.plans.commands.progress import ANSWER_WITHIN
from antoan.plans.forms.fields import DayField, FilesField, offer
from antoan.plans.models import Assignment
from antoan.units.models import AREAS, Unit, UnitClosure


class ProgressForm(forms.Form):
    """How far we have come. One screen of a phone."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Đã làm được gì?"), widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Hãy ghi vài dòng về việc đã làm.")},
    )  # fmt: skip
    percent = forms.IntegerField(label=_("Đạt bao nhiêu phần trăm?"), required=False, min_value=0, max_value=100)
    count = forms.DecimalField(label=_("Hoặc số lượng đã làm"), required=False, max_digits=14, decimal_places=2)
    count_unit = forms.CharField(
        label=_("Đơn vị tính"), required=False, max_length=60, help_text=_("buổi, người, cơ sở …")
    )
    evidence = FilesField(label=_("Ảnh, văn bản minh chứng"), required=False, help_text=_("Mỗi tệp tối đa 15 MB."))
    link = forms.URLField(label=_("Hoặc đường dẫn minh chứng"), required=False, assume_scheme="https")
    claims_done = forms.BooleanField(label=_("Việc này đã xong"), required=False)
    product = forms.CharField(
        label=_("Sản phẩm"), required=False, help_text=_("Khi đã xong: số văn bản, số liệu, tên báo cáo …")
    )
    no_product_reason = forms.CharField(label=_("Nếu không có sản phẩm: lý do"), required=False)
    on = DayField(label=_("Ngày"), required=False, help_text=_("Để trống là hôm nay."))


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(choices=[("confirmed", _("Xác nhận")), ("returned", _("Trả lại"))])
    text = forms.CharField(label=_("Ý kiến"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ObstacleForm(forms.Form):
    """What hinders, and who is to answer: a body above the unit or the issuer of the plan."""

    text = forms.CharField(label=_("Khó khăn, vướng mắc"), widget=forms.Textarea(attrs={"rows": 4}))
    to = forms.ModelChoiceField(Unit.objects.none(), label=_("Đề nghị đơn vị nào giải quyết?"), empty_label=None)
    answer_due = DayField(label=_("Cần trả lời trước ngày"))

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any):
        today = timezone.localdate()
        plan = assignment.task.plan
        # Whose plan a plan answers may help with it, also where the tree has changed since; nobody asks himself first.
        asked = [plan]
        while asked[-1].upper is not None and len(asked) < 5:
            asked.append(asked[-1].upper)
        issuers = [unit_id for one in asked for unit_id in (one.kept_by_id or one.unit_id,)]
        first = next((unit_id for unit_id in issuers if unit_id != assignment.unit_id), issuers[0])
        kwargs.setdefault("initial", {"to": first, "answer_due": today + ANSWER_WITHIN})
        super().__init__(*args, **kwargs)
        above = UnitClosure.objects.on(today).filter(descendant=assignment.unit, depth__gt=0).values("ancestor")
        choices = Unit.objects.filter(pk__in=above).exclude(kind__in=AREAS) | Unit.objects.filter(pk__in=issuers)
        offer(self, choices.distinct(), "to")


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Trả lời, hướng giải quyết"), widget=forms.Textarea(attrs={"rows": 4}))


class ExtensionForm(forms.Form):
    asked_due = DayField(label=_("Xin lùi đến ngày"))
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea(attrs={"rows": 3}))
