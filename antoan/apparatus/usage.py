"""What of the apparatus stands on a rule of the law, for the page of that rule."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from antoan.apparatus.validity import VALIDITY
from antoan.law.usage import Use


def uses_of(key: str) -> Iterable[Use]:
    if key == VALIDITY:
        yield Use(
            "Hạn huấn luyện lại của người làm ATVSLĐ",
            reverse("apparatus:index"),
            "tính khi giấy chứng nhận không ghi ngày hết hạn",
        )
