"""What the law consists of here: instruments, rules, their dated provisions, and the questions still open."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

UNVERIFIED = "chưa đối chiếu bản gốc"

UNITS = {  # unit → how it is said after a number; "" where the value speaks for itself
    "calendar_day": "ngày",
    "working_day": "ngày làm việc",
    "hour": "giờ",
    "day": "ngày",
    "month": "tháng",
    "year": "năm",
    "percent": "%",
    "vnd": "đồng",
    "million_vnd": "triệu đồng",
    "vnd_per_month": "đồng/tháng",
    "monthly_wage": "tháng tiền lương",
    "base_wage": "lần lương cơ sở",
    "contribution_wage": "lần tiền lương đóng",
    "regional_minimum_wage": "lần lương tối thiểu tháng vùng IV",
    "person": "người",
    "count": "",
    "time": "lần",
    "millimetre": "mm",
    "point": "pt",
    "day_of_year": "",
    "date": "",
    "body": "",
    "form": "",
    "list": "",
    "text": "",
}
KINDS = {
    "deadline": "Thời hạn",
    "competence": "Thẩm quyền",
    "report": "Báo cáo định kỳ",
    "duty": "Việc phải làm định kỳ",
    "threshold": "Ngưỡng, định mức",
    "parameter": "Giá trị",
    "formula": "Công thức",
    "classification": "Phân loại, danh mục",
    "form": "Biểu mẫu",
    "sanction": "Mức phạt",
    "principle": "Nguyên tắc",
    "definition": "Khái niệm",
}
OPERATORS = {
    "before": "trước",
    "no_later_than": "không quá",
    "at_least": "ít nhất",
    "immediately": "ngay",
    "at_most": "nhiều nhất",
}
CONFIDENCE = ("sure", "likely")
ASKED = "asked"
RECORDS = {  # from which record a field of a form takes its value; "asked" is nobody's record: a person writes it
    ASKED: "người lập ghi",
    "accident": "hồ sơ vụ tai nạn",
    "employer": "hồ sơ cơ sở quản lý người bị nạn",
    "injury": "hồ sơ người bị nạn",
    "investigation": "hồ sơ điều tra",
    "law": "quy định đang có hiệu lực",
    "report": "số liệu của kỳ báo cáo",
    "unit": "đơn vị lập giấy tờ",
    "workplace": "hồ sơ cơ sở",
}
FIELD_TYPES = {  # what is written into a field of a form
    "block": "nhóm mục",
    "blocks": "nhóm mục, mỗi người một nhóm",
    "choice": "chọn",
    "coded": "chọn theo mã",
    "date": "ngày",
    "datetime": "ngày giờ",
    "grid": "bảng số liệu",
    "heading": "phần đầu",
    "integer": "số nguyên",
    "list": "danh sách",
    "number": "số",
    "signature": "chữ ký",
    "table": "bảng",
    "text": "chữ",
}


@dataclass(frozen=True)
class Citation:
    """The document and the place in it."""

    document: str
    provision: str = ""

    def __str__(self) -> str:
        return f"{self.document}, {self.provision}" if self.provision else self.document


@dataclass(frozen=True)
class Instrument:
    """A law, decree, circular … with its life. `valid_to` is half-open; None where no end is known."""

    name: str
    about: str
    issued: date | None
    valid_from: date | None
    valid_to: date | None
    replaces: tuple[str, ...]
    amends: tuple[str, ...]
    confidence: str
    verified_on: date | None
    note: str
    questions: tuple[str, ...]
    place: tuple[str, int]

    def holds_on(self, day: date) -> bool:
        return self.valid_from is not None and self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def last_day(self) -> date | None:
        return self.valid_to - timedelta(days=1) if self.valid_to else None


@dataclass(frozen=True)
class Question:
    """Something the gatherers of the facts could not settle; `affects` are keys of the law."""

    code: str
    text: str
    affects: tuple[str, ...]
    settled_by: str
    place: tuple[str, int]

    @property
    def sentence(self) -> str:
        """What is asked and where the answer stands: "Bao nhiêu ngày? Văn bản trả lời: Công báo …."."""
        return f"{self.text}{'' if self.text.endswith(('?', '.')) else '.'} Văn bản trả lời: {self.settled_by}."


@dataclass(frozen=True)
class Rule:
    """One thing that the law settles, under its key. `by` names its parameters with what each may be, in Vietnamese."""

    key: str
    name: str
    meaning: str
    kind: str
    by: Mapping[str, Mapping[str, str]]
    uses: tuple[str, ...]
    questions: tuple[str, ...]
    cases: tuple[Any, ...]  # mappings that remember their file and line
    place: tuple[str, int]

    @property
    def domain(self) -> str:
        return self.key.partition(".")[0]


@dataclass(frozen=True, eq=False)
class Provision:
    """One value of a rule for one variant and one period, with where it is written.

    Where `question` is set the value is None: the day is governed, but by what is open. Where `is_repealed` is true,
    nothing holds from that day.
    """

    rule: Rule = field(repr=False)
    variant: tuple[str, ...]
    value: Any
    unit: str
    valid_from: date
    valid_to: date | None  # half-open: the first day no longer in force; None while no end is known
    citation: Citation
    confidence: str
    verified_on: date | None
    operator: str
    starts: str
    ends: str
    rolls: bool | None
    note: str
    question: Question | None = field(repr=False)
    is_repealed: bool
    settles: str
    digest: str = field(repr=False)
    place: tuple[str, int] = field(repr=False)

    @property
    def key(self) -> str:
        return self.rule.key

    @property
    def decides(self) -> bool:
        return self.question is None and not self.is_repealed

    @property
    def with_(self) -> dict[str, str]:
        """The parameters that lead here: {"gravity": "fatal"}."""
        return dict(zip(self.rule.by, self.variant, strict=True))

    @property
    def variant_name(self) -> str:
        """The variant in words: "chết người"."""
        return ", ".join(self.rule.by[name][code] for name, code in self.with_.items())

    @property
    def mark(self) -> str:
        """What stands beside the value wherever it decides something; empty where it is sure or was compared."""
        return UNVERIFIED if self.decides and self.confidence != "sure" and self.verified_on is None else ""

    @property
    def reference(self) -> str:
        """The address of this very entry: "key", "key(fatal)", with the day it begins."""
        variant = f"({','.join(self.variant)})" if self.variant else ""
        return f"{self.key}{variant}@{self.valid_from.isoformat()}"

    @property
    def last_day(self) -> date | None:
        """The last day that counts, as screens show it."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    @cached_property
    def plain(self) -> Any:
        """The value as JSON has it."""
        return thaw(self.value)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def of(self, quantity: float | Decimal | int) -> Decimal:
        """What a formula gives for that quantity (a loss of capacity in percent, years of contribution …)."""
        from antoan.law.formulas import amount

        return amount(self.value, Decimal(str(quantity)))

    def as_json(self) -> dict[str, Any]:
        """The shape that `antoan law show --json` promises."""
        row: dict[str, Any] = {"key": self.key}
        if self.variant:
            row |= {"variant": ",".join(self.variant), "with": self.with_}
        row |= {
            "value": self.plain,
            "unit": self.unit,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "citation": str(self.citation),
            "confidence": self.confidence,
            "verified_on": self.verified_on.isoformat() if self.verified_on else None,
        }
        extra = {
            "operator": self.operator,
            "starts": self.starts,
            "ends": self.ends,
            "rolls": self.rolls,
            "mark": self.mark,
        }
        row |= {name: value for name, value in extra.items() if value not in ("", None)}
        if self.question:
            row |= {"question": self.question.code, "confidence": "check"}
        return row


def freeze(value: Any) -> Any:
    """The same data, which nobody can change by mistake."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(item) for key, item in value.items()})
    return tuple(freeze(item) for item in value) if isinstance(value, list) else value


def thaw(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def digest_of(*content: Any) -> str:
    """A short fingerprint of what an entry says; it changes when the entry does."""
    text = json.dumps(thaw(freeze(list(content))), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
