"""What people fill in about accounts. The rules are in commands.py; forms only read what was typed."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from antoan.accounts import queries
from antoan.accounts.events import domains
from antoan.accounts.models import Membership, Role, User
from antoan.core.fields import DayField
from antoan.core.scoping import Actor
from antoan.units.models import Unit


class InviteForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    position = forms.CharField(label=_("Chức vụ"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Vai trò trong hệ thống"), choices=Role.choices, initial=Role.OFFICER)
    email = forms.EmailField(label=_("Thư điện tử (nếu có)"), required=False)


class AcceptForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Viết liền, không dấu, ví dụ lan.phuocbinh hoặc số điện thoại của bạn."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("Hai lần nhập mật khẩu chưa giống nhau."))
        return cleaned


class NewPasswordForm(AcceptForm):
    username = None  # type: ignore[assignment]
    phone = None  # type: ignore[assignment]


class ProfileForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    position = forms.CharField(label=_("Chức vụ"), max_length=150, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    wants_digest = forms.BooleanField(label=_("Nhận thư nhắc việc mỗi sáng (ngày làm việc)"), required=False)


class DelegateForm(forms.Form):
    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Vai trò được làm thay"), empty_label=None)
    to = forms.ModelChoiceField(User.objects.none(), label=_("Người làm thay"), empty_label=_("Chọn đồng nghiệp"))
    first_day = DayField(label=_("Từ ngày"))
    last_day = DayField(label=_("Đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, *args, memberships: QuerySet[Membership], absent: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = memberships  # type: ignore[attr-defined]
        self.fields["membership"].label_from_instance = _role_and_unit  # type: ignore[attr-defined]
        self.fields["to"].queryset = queries.colleagues(memberships, absent)  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = _name_and_position  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), empty_label=_("Chọn đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    last_day = DayField(label=_("Đến hết ngày (bỏ trống nếu không thời hạn)"), required=False)

    def __init__(self, *args, actor: Actor, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        # Where the administrator or the person sits; into any other unit the person is invited.
        near = Q(pk__in=actor.unit_ids) | Q(pk__in=person.memberships.values("unit"))
        self.fields["unit"].queryset = queries.manageable_units(actor).filter(near)  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    position = forms.CharField(label=_("Chức vụ"), max_length=150, required=False)


class AuditFilter(forms.Form):
    kind = forms.ChoiceField(label=_("Lĩnh vực"), required=False)
    who = forms.CharField(label=_("Người thực hiện"), required=False, max_length=100)
    first_day = DayField(label=_("Từ ngày"), required=False)
    last_day = DayField(label=_("Đến hết ngày"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Tất cả")), *domains()]  # type: ignore[attr-defined]


def _role_and_unit(membership: Membership) -> str:
    return f"{membership.get_role_display()}, {membership.unit}"


def _name_and_position(user: User) -> str:
    return f"{user}, {user.position}" if user.position else str(user)
