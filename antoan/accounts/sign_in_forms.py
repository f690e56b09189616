"""The forms of allauth in Vietnamese, and the second step counted like the first."""

from __future__ import annotations

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth.signals import user_login_failed
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from antoan.accounts.adapter import TOO_OFTEN


def _name(form: forms.Form, **labels: object) -> None:
    """Set labels and take away the placeholders, which vanish as soon as one types."""
    for field, label in labels.items():
        form.fields[field].label = label  # type: ignore[assignment]
        form.fields[field].widget.attrs.pop("placeholder", None)
        form.fields[field].help_text = ""


class SignInForm(account.LoginForm):
    error_css_class = "error"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self, login=_("Tên đăng nhập hoặc thư điện tử"), password=_("Mật khẩu"))
        self.fields["login"].validators.append(MaxLengthValidator(254))
        self.fields["login"].widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self, password=_("Mật khẩu"))


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(
            self,
            oldpassword=_("Mật khẩu hiện tại"),
            password1=_("Mật khẩu mới"),
            password2=_("Nhập lại mật khẩu mới"),
        )
        self.fields["password1"].help_text = _("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt.")

    def clean(self):
        cleaned = forms.Form.clean(self) or self.cleaned_data
        if cleaned.get("password1") and cleaned.get("password1") != cleaned.get("password2"):
            self.add_error("password2", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return cleaned


class _CountedCode:
    """Wrong codes count towards the same lock-out as wrong passwords, in the database that all processes share."""

    def clean_code(self) -> str:
        request = context.request
        name = {"username": self.user.username}  # type: ignore[attr-defined]
        if not AxesProxyHandler.is_allowed(request, name):
            request.axes_locked_out = True
            raise forms.ValidationError(TOO_OFTEN)
        try:
            return super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            user_login_failed.send(sender=__name__, credentials=name, request=request)
            raise


class SecondFactorForm(_CountedCode, mfa.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self, code=_("Mã xác thực"))


class SecondFactorAgainForm(_CountedCode, mfa.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self, code=_("Mã xác thực"))


class ActivateAppForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name(self, code=_("Mã 6 số hiện trong ứng dụng"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
