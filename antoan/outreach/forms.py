"""Forms of outreach: they translate what was typed into the arguments of a deed, and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.fields import DayField
from antoan.documents.models import Document
from antoan.outreach import queries
from antoan.outreach.models import Group, StudySession
from antoan.outreach.papers import Signing
from antoan.units.models import Unit


class TimeInput(forms.TimeInput):
    input_type = "time"


class _CountsForm(forms.Form):
    """A form with one number a group of people, under `count-<group>`."""

    def add_counts(self, groups: list[tuple[str, Any]], initial: dict[str, Any]) -> None:
        for group, label in groups:
            self.fields[f"count-{group}"] = forms.IntegerField(
                label=label, min_value=0, max_value=1_000_000, required=False, initial=initial.get(group)
            )

    def count_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("count-")]

    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("count-")]

    def counts(self) -> dict[str, int]:
        """group → number, for the groups that were given one."""
        return {
            name.removeprefix("count-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("count-") and value is not None
        }

    def facts(self) -> dict[str, Any]:
        """What else was given."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("count-")}


class SessionForm(_CountsForm):
    directive = forms.CharField(
        label=_("Văn bản được học tập"), max_length=300, help_text=_("Ví dụ: Chỉ thị số 31-CT/TW ngày 19/3/2024.")
    )
    subject = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    on = DayField(label=_("Ngày"))
    at = forms.TimeField(label=_("Giờ"), required=False, widget=TimeInput(format="%H:%M", attrs={"class": "short"}))
    place = forms.CharField(label=_("Địa điểm"), max_length=200)

    def __init__(self, *args: Any, session: StudySession | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        expected = {row.group: row.expected for row in session.audience.all()} if session else {}
        self.add_counts(list(Group.choices), expected)
        if session:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=session.version)
            for name in ("directive", "subject", "on", "at", "place"):
                self.fields[name].initial = getattr(session, name)


class PlanForm(SessionForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị tổ chức"), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        self.order_fields(["unit", *(name for name in self.fields if name != "unit")])


class CountForm(_CountsForm):
    held_on = DayField(label=_("Đã tổ chức ngày"))

    def __init__(self, *args: Any, session: StudySession, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["held_on"].initial = session.held_on or min(session.on, timezone.localdate())
        rows = list(session.audience.all())
        groups = [(row.group, f"{row.get_group_display()} (dự kiến {row.expected})") for row in rows]
        self.add_counts(groups, {row.group: row.attended for row in rows})


class CallOffForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class GuidanceForm(forms.Form):
    title = forms.CharField(label=_("Tên hướng dẫn"), max_length=300)
    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label=_("Văn bản kèm"),
        required=False,
        empty_label=_("Không kèm văn bản"),
        help_text=_("Văn bản mà đơn vị gửi đã đưa vào hệ thống; đơn vị nhận tải được tệp gốc."),
    )
    read_within = forms.IntegerField(label=_("Đọc trong bao nhiêu ngày"), min_value=1, max_value=90, initial=5)
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Đơn vị nhận"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        units, document = self.fields["units"], self.fields["document"]
        assert isinstance(units, forms.ModelMultipleChoiceField)
        assert isinstance(document, forms.ModelChoiceField)
        units.queryset = queries.below(unit)
        document.queryset = queries.own_documents(unit)


class SigningForm(forms.Form):
    """What a paper bears beside its words. Its fields are those of `papers.Signing`."""

    number = forms.CharField(label=_("Số"), max_length=10, required=False, help_text=_("Để trống thì ghi tay khi ký."))
    body = forms.CharField(label=_("Chữ viết tắt cơ quan"), max_length=20, required=False)
    place = forms.CharField(label=_("Nơi ban hành"), max_length=60, required=False)
    authority = forms.CharField(label=_("Thay mặt, thừa lệnh"), max_length=80, required=False)
    position = forms.CharField(label=_("Chức vụ người ký"), max_length=80, required=False)
    name = forms.CharField(label=_("Họ và tên người ký"), max_length=100, required=False)

    @classmethod
    def asked(cls, data: Any, usual: Signing) -> Signing:
        """What was asked for in the address, or what is usual where it says nothing."""
        form = cls(data)
        return Signing(**form.cleaned_data) if data and form.is_valid() else usual
