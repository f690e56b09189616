"""Django's rules for passwords, in words that say what to do."""

from __future__ import annotations

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu quá ngắn. Hãy dùng ít nhất {count} ký tự, chẳng hạn một câu ngắn dễ nhớ.").format(
            count=self.min_length
        )

    def get_help_text(self) -> str:
        return _("Ít nhất {count} ký tự.").format(count=self.min_length)


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Mật khẩu này quá phổ biến, ai cũng đoán được. Hãy chọn mật khẩu khác.")


class NotLikeThePerson(django.UserAttributeSimilarityValidator):
    DEFAULT_USER_ATTRIBUTES = ("username", "full_name", "email", "phone")

    def __init__(self):
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES)

    def get_error_message(self) -> str:
        return _(
            "Mật khẩu quá giống tên, tên đăng nhập, thư điện tử hoặc số điện thoại của bạn. Hãy chọn mật khẩu khác."
        )
