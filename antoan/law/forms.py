"""Forms about the law: what was compared with which gazette, and how an open question is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import yaml
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.law import queries, words
from antoan.law.queries import Asked
from antoan.law.rules import UNITS, Provision, Rule
from antoan.law.settlements import details_of

DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
AS_WRITTEN = ("text", "body", "form")  # units whose value is a phrase, taken as it stands


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Không đọc được ngày. Hãy ghi như 01/07/2025.")},
        **more,
    )


class VerifyForm(forms.Form):
    """Which entries were laid beside which official text."""

    entries = forms.MultipleChoiceField(
        label=_("Đã đối chiếu, nội dung đúng"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Hãy chọn ít nhất một mục."),
            "invalid_choice": _("Một mục vừa được sửa hoặc vừa được đối chiếu. Hãy xem lại danh sách và chọn lại."),
        },
    )
    gazette = forms.CharField(
        label=_("Bản gốc đã xem"),
        max_length=200,
        help_text=_("Ví dụ: Công báo số 821+822 ngày 27/7/2015, hoặc bản giấy có dấu tại văn thư."),
    )
    compared_on = _day(_("Ngày đối chiếu"))
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any, *, left: Iterable[Provision]):
        super().__init__(data, initial={"compared_on": timezone.localdate()})
        self.fields["entries"].choices = [(queries.choice_of(each), _called(each)) for each in left]  # type: ignore[attr-defined]


def _called(entry: Provision) -> str:
    name = f"{entry.variant_name}: " if entry.variant else ""
    return f"{name}{words.sentence(entry)} – từ ngày {words.day(entry.valid_from)}, {entry.citation}"


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class SettleForm(forms.Form):
    """An answer to an open question, with the document that gives it."""

    answer = forms.CharField(
        label=_("Câu trả lời"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Một câu, như văn bản quy định."),
    )
    document = forms.CharField(
        label=_("Văn bản trả lời"), max_length=120, widget=forms.TextInput(attrs={"list": "van-ban-da-co"}),
        help_text=_("Số, ký hiệu đầy đủ, ví dụ: Nghị định 129/2025/NĐ-CP."),
    )  # fmt: skip
    provision = forms.CharField(
        label=_("Điều, khoản, điểm"), max_length=200, required=False, help_text=_("Ví dụ: Điều 13 khoản 7.")
    )
    target = forms.ChoiceField(
        label=_("Áp dụng cho"),
        required=False,
        help_text=_("Nơi giá trị bắt đầu quyết định thời hạn, thẩm quyền, biểu mẫu."),
    )
    value = forms.CharField(
        label=_("Giá trị"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Để trống nếu chỉ trả lời bằng lời. Danh sách: mỗi dòng một mục, bắt đầu bằng dấu gạch ngang."),
    )
    valid_from = _day(_("Giá trị có hiệu lực từ ngày"), required=False)
    document_about = forms.CharField(
        label=_("Văn bản mới quy định về"), max_length=300, required=False,
        help_text=_("Chỉ ghi khi văn bản chưa có trong danh mục."),
    )  # fmt: skip
    document_valid_from = _day(_("Văn bản mới có hiệu lực từ ngày"), required=False)

    def __init__(self, data: Any, *, asked: Asked):
        super().__init__(data)
        self.rules = {rule.key: rule for rule in asked.rules}
        choices: list[Any] = [("", str(_("Không; chỉ trả lời bằng lời")))]
        choices += [(rule.name, list(_targets(rule))) for rule in asked.rules]
        self.fields["target"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        key, _bar, variant = facts.get("target", "").partition("|")
        text = facts.get("value", "").strip()
        if key and not text:
            self.add_error("value", _("Hãy ghi giá trị cho mục đã chọn, hoặc chọn chỉ trả lời bằng lời."))
        if text and not key:
            self.add_error("target", _("Hãy chọn mục mà giá trị áp dụng cho."))
        if key and text:
            facts["value"] = self._value(self.rules[key], variant, text)
        else:
            facts["value"] = None
        facts.pop("target", None)
        return {**facts, "key": key, "variant": variant}

    def _value(self, rule: Rule, variant: str, text: str) -> Any:
        """The value as the law has it: a number for what is counted, a phrase as it stands, else what YAML reads."""
        unit = details_of(rule, variant).get("unit", "")
        if unit in AS_WRITTEN and not text.startswith(("-", "{", "[")) and ": " not in text:
            return text
        if unit == "day_of_year":
            return self._day_of_year(text)
        if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d+([.,]\d+)?", text) and UNITS.get(unit):
            number = Decimal(text.replace(".", "") if re.fullmatch(r"[\d.]+\.\d{3}", text) else text.replace(",", "."))
            return int(number) if number == number.to_integral_value() else float(number)
        try:
            value = json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))
        except (yaml.YAMLError, TypeError, ValueError):
            self.add_error("value", _("Không đọc được giá trị. Hãy ghi một số, một câu, hoặc mỗi dòng một mục."))
            return None
        if UNITS.get(unit) and isinstance(value, str):
            self.add_error("value", _("Quy định này tính bằng {unit}. Hãy ghi một số.").format(unit=UNITS[unit]))
        return value

    def _day_of_year(self, text: str) -> str:
        """ "05/07" (day and month, as people write) → "07-05"."""
        day, _slash, month = text.partition("/")
        try:
            return f"{date(2024, int(month), int(day)):%m-%d}"
        except ValueError:
            self.add_error("value", _("Hãy ghi ngày và tháng như 05/07."))
            return ""


def _targets(rule: Rule) -> Iterable[tuple[str, str]]:
    if not rule.by:
        return [(f"{rule.key}|", rule.name)]
    variants = [
        (f"{rule.key}|{','.join(codes)}", f"{rule.name} – {', '.join(said[code] for said, code in zip(rule.by.values(), codes, strict=True))}")
        for codes in product(*rule.by.values())
    ]  # fmt: skip
    return [(f"{rule.key}|", f"{rule.name} – {_('mọi trường hợp')}"), *variants]
