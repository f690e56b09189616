"""The five short steps of telling: what happened, who is hurt, where, when, who tells. Nearly everything may stay empty."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accidents.models import Accident, Declaration, Employment, Injury
from antoan.accidents.places import place_of
from antoan.core.fields import DayField
from antoan.core.refusals import Refusal

MOST_PEOPLE = 30

_KINDS = [
    (Accident.Kind.ACCIDENT, _("Có người bị thương hoặc chết")),
    (Accident.Kind.DANGEROUS_OCCURRENCE, _("Máy hỏng, đổ sập, cháy nổ … nhưng không ai bị thương")),
]


class WhatForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Chuyện gì đã xảy ra?"), choices=_KINDS, widget=forms.RadioSelect, initial=Accident.Kind.ACCIDENT
    )
    account = forms.CharField(
        label=_("Kể ngắn, như kể qua điện thoại"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        help_text=_("Ví dụ: đá trên vách rơi trúng người đang khoan."),
    )


class PersonForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Người này bị sao?"),
        choices=Injury.Outcome.choices,
        widget=forms.RadioSelect,
        initial=Injury.Outcome.SERIOUS,
    )
    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False, help_text=_("Chưa biết thì để trống."))
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2199)
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=[("", _("chưa rõ")), ("male", _("nam")), ("female", _("nữ"))], required=False
    )
    occupation = forms.CharField(label=_("Đang làm việc gì"), max_length=150, required=False)
    employment = forms.ChoiceField(
        label=_("Làm cho ai, theo cách nào"), choices=Employment.choices, required=False, initial=Employment.UNKNOWN
    )
    died_on = DayField(
        label=_("Ngày chết, nếu đã chết"),
        required=False,
        help_text=_("Để trống nếu chết ngay trong ngày xảy ra tai nạn."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("died_on") and given.get("outcome") != Injury.Outcome.DEAD:
            given["outcome"] = Injury.Outcome.DEAD
        return given


PeopleForm = forms.formset_factory(
    PersonForm, extra=0, min_num=1, validate_min=True, max_num=MOST_PEOPLE, validate_max=True, absolute_max=MOST_PEOPLE
)


class WhereForm(forms.Form):
    commune = forms.CharField(
        label=_("Xã, phường"),
        max_length=200,
        help_text=_("Ví dụ: Phước Bình, Bác Ái, Ninh Thuận. Tên cũ hay tên mới đều được."),
    )
    place = forms.CharField(
        label=_("Chỗ nào"), max_length=300, help_text=_("Ví dụ: mỏ đá thôn Bố Lang; nhà đang xây của ông Tư.")
    )
    employer_name = forms.CharField(
        label=_("Công ty, hợp tác xã, hộ kinh doanh"),
        max_length=200,
        required=False,
        help_text=_("Nơi người bị nạn làm việc, nếu có."),
    )
    hirer = forms.CharField(label=_("Nếu làm không có hợp đồng: ai thuê, nhà của ai"), max_length=200, required=False)
    setting = forms.ChoiceField(
        label=_("Lúc ấy"),
        choices=Accident.Setting.choices,
        widget=forms.RadioSelect,
        initial=Accident.Setting.WORKPLACE,
    )
    country = forms.CharField(
        label=_("Nếu ở nước ngoài: nước nào"),
        max_length=100,
        required=False,
        help_text=_("Khi ấy ô xã, phường ghi nơi gia đình đang ở."),
    )

    def clean_commune(self) -> str:
        text = self.cleaned_data["commune"]
        try:
            place_of(text, timezone.localdate())
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return text


class WhenForm(forms.Form):
    occurred_on = DayField(label=_("Ngày xảy ra"))
    at = forms.TimeField(
        label=_("Giờ xảy ra"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Không nhớ giờ thì để trống."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (on := given.get("occurred_on")) and moment_of(on, given.get("at")) > timezone.now():
            said = f"{given['at']:%H:%M} {on:%d/%m/%Y}" if given.get("at") else f"{on:%d/%m/%Y}"
            self.add_error("occurred_on", f"{said} ở sau lúc này. Hãy kiểm tra lại ngày giờ.")
        return given


def moment_of(on: Any, at: time | None) -> datetime:
    """The moment in Việt Nam; the first minute of the day where the hour is not known, so that no day is in the future."""
    return datetime.combine(on, at or time(0, 0), tzinfo=timezone.get_default_timezone())


class TellerForm(forms.Form):
    teller = forms.ChoiceField(label=_("Bạn là ai?"), choices=Declaration.Teller.choices, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Họ và tên của bạn"), max_length=150, required=False)
    phone = forms.CharField(
        label=_("Điện thoại của bạn"),
        max_length=20,
        required=False,
        help_text=_("Để cán bộ gọi lại khi cần; không hiện cho người ngoài."),
    )
    post = forms.CharField(label=_("Chức vụ, hoặc là gì của người bị nạn"), max_length=150, required=False)


class SendForm(forms.Form):
    """The last page: pictures, and a field that people do not see and programs fill."""

    photos = forms.FileField(
        label=_("Ảnh hiện trường (nếu có)"),
        required=False,
        help_text=_("JPG, PNG hoặc HEIC, mỗi ảnh không quá 30 MB, nhiều nhất 5 ảnh."),
    )
    keeps_place = forms.BooleanField(label=_("Cho giữ lại tọa độ nơi chụp ghi trong ảnh"), required=False)
    website = forms.CharField(required=False, label=_("Để trống ô này"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["photos"].widget.attrs["accept"] = "image/jpeg,image/png,image/heic,image/heif,image/webp"


STEPS: dict[str, tuple[Any, Any]] = {
    "viec": (_("Chuyện gì"), WhatForm),
    "ai": (_("Ai bị nạn"), PeopleForm),
    "o-dau": (_("Ở đâu"), WhereForm),
    "khi-nao": (_("Khi nào"), WhenForm),
    "nguoi-bao": (_("Ai báo"), TellerForm),
}
