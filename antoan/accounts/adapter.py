"""How allauth behaves here: nobody signs up by himself, its messages are in Vietnamese, its secrets are kept encrypted."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

WRONG_SIGN_IN = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra lại, chú ý bộ gõ tiếng Việt và phím Caps Lock.")
WRONG_CODE = _("Mã chưa đúng. Hãy nhập mã 6 số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng chưa dùng.")
TOO_OFTEN = _("Bạn đã thử quá nhiều lần. Hãy đợi ít phút rồi thử lại.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã bị khóa. Hãy liên hệ người quản trị của đơn vị."),
        # One sentence for every way of being wrong, so that nobody learns which names exist.
        "email_password_mismatch": WRONG_SIGN_IN,
        "phone_password_mismatch": WRONG_SIGN_IN,
        "username_password_mismatch": WRONG_SIGN_IN,
        "invalid_login": WRONG_SIGN_IN,
        "enter_current_password": _("Mật khẩu hiện tại chưa đúng. Hãy nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng. Hãy nhập lại."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reauthentication_methods(self, user) -> list[dict]:
        words = {
            "reauthenticate": _("Dùng mật khẩu"),
            "mfa_reauthenticate": _("Dùng mã trong ứng dụng xác thực hoặc mã dự phòng"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Vai trò của bạn bắt buộc xác thực hai bước nên không tắt được."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước, rồi tạo mã dự phòng."),
    }

    def get_totp_label(self, user) -> str:
        return user.username

    def can_delete_authenticator(self, authenticator) -> bool:
        from antoan.accounts.actors import actor_for

        held = {grant.role for grant in actor_for(authenticator.user).grants}
        return not held.intersection(settings.ANTOAN_MFA_ROLES)

    def encrypt(self, text: str) -> str:
        """A stolen database alone must not give away the second factor: the key is in another file."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [salted_hmac("antoan.accounts.second_factor", "", secret, algorithm="sha256").digest() for secret in secrets]
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])
