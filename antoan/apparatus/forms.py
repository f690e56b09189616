"""Forms of the apparatus: they translate what was typed into the arguments of a deed, and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import User
from antoan.apparatus import queries
from antoan.apparatus.models import Share, Training
from antoan.core.fields import DayField
from antoan.core.scoping import Actor
from antoan.units.models import Unit


class _PersonForm(forms.Form):
    """What is known of a person; the account is chosen among the colleagues of the unit."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    position = forms.CharField(label=_("Chức vụ, chức danh"), max_length=150, required=False)
    since = DayField(label=_("Làm từ ngày"))
    allowance = forms.IntegerField(
        label=_("Phụ cấp (đồng/tháng)"),
        min_value=0,
        max_value=10**12,
        required=False,
        help_text=_("Để trống nếu không rõ; ghi 0 nếu không có."),
    )
    user = forms.ModelChoiceField(
        User.objects.none(), label=_("Tài khoản"), required=False, empty_label=_("Không gắn tài khoản")
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.colleagues(unit)


class RegisterForm(_PersonForm):
    share = forms.ChoiceField(label=_("Làm việc"), choices=Share.choices, initial=Share.PART, widget=forms.RadioSelect)
    field_order = ("name", "position", "share", "since", "allowance", "user")


class MendForm(_PersonForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ShareForm(forms.Form):
    share = forms.ChoiceField(label=_("Từ nay làm"), choices=Share.choices, widget=forms.RadioSelect)
    on = DayField(label=_("Từ ngày"))


class EndForm(forms.Form):
    last_day = DayField(label=_("Làm đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class TrainingForm(forms.Form):
    group = forms.ChoiceField(label=_("Nhóm huấn luyện"), choices=Training.Group.choices, initial=Training.Group.TWO)
    trained_on = DayField(label=_("Ngày huấn luyện"))
    certificate = forms.CharField(label=_("Số giấy chứng nhận"), max_length=60, required=False)
    holds_until = DayField(
        label=_("Có giá trị đến hết ngày"),
        required=False,
        help_text=_("Theo giấy chứng nhận. Để trống thì tính theo quy định vào ngày huấn luyện."),
    )


class PostsForm(forms.Form):
    """How many people; for one unit or for many at once."""

    units = forms.ModelMultipleChoiceField(Unit.objects.none(), label=_("Đơn vị"), widget=forms.CheckboxSelectMultiple)
    wanted = forms.IntegerField(label=_("Số người cần có ở mỗi đơn vị"), min_value=0, max_value=1000)
    since = DayField(label=_("Từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False, help_text=_("Ví dụ: Quyết định số …."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = queries.settable(actor)
