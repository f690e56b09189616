"""What people ask of the law's clock."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.fields import DayField
from antoan.obligations.deriving import Duty, duties
from antoan.units.models import Unit

_LABELS = {
    "duty": _("Ai báo cho ai?"),
    "gravity": _("Mức độ tai nạn"),
    "term": _("Kỳ báo cáo"),
    "group": _("Nhóm huấn luyện"),
    "workers": _("Người lao động nào?"),
    "sector": _("Ngành"),
    "place": _("Cấp tự kiểm tra"),
    "round": _("Lần giải quyết"),
}


class ReckonForm(forms.Form):
    """Which duty, from which day, and what its rule must know. Its fields are named for the address bar."""

    loai = forms.ChoiceField(label=_("Việc gì?"))
    ngay = DayField(label=_("Từ ngày nào?"))

    def __init__(self, *args: Any, duty: Duty | None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [(one.code, one.name) for one in duties().values()]  # type: ignore[attr-defined]
        self.duty = duty
        if duty:
            self.fields["ngay"].label = _("Ngày {event}").format(event=duty.event)
            for name, values in duty.parameters.items():
                self.fields[name] = forms.ChoiceField(
                    label=_LABELS.get(name, _("Trường hợp")), choices=[(code, words) for code, words in values.items()]
                )

    def given(self) -> dict[str, str]:
        """The parameters of the rule."""
        return {name: self.cleaned_data[name] for name in (self.duty.parameters if self.duty else {})}


class NoteForm(forms.Form):
    """Putting the duty on a unit's list."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị phải làm"), empty_label=None)
    note = forms.CharField(
        label=_("Ghi chú để nhận ra"), max_length=200, required=False, help_text=_("Ví dụ: vụ tại mỏ đá Phước Trung")
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    on = DayField(label=_("Xong ngày"), initial=timezone.localdate)
