"""Fields that forms of every room use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # what lies beyond is a slip of the finger, and breaks reckoning


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: Any = None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, by the browser's calendar or typed as offices write it: 20/06/2024."""

    widget = DayInput

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        kwargs.setdefault("error_messages", {"invalid": _("Không đọc được ngày. Hãy ghi như 20/06/2024.")})
        super().__init__(**kwargs)
        words = _("Năm phải từ 1900 đến 2199. Hãy kiểm tra lại ngày.")
        self.validators += [MinValueValidator(FIRST, words), MaxValueValidator(LAST, words)]
