"""Labelled lines under an activity: "Thời gian: …", "Đơn vị chủ trì: …", "Sản phẩm: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from antoan.plans.proposing.bodies import read_cell
from antoan.plans.proposing.wording import key, words

_LABELS: tuple[tuple[str, str], ...] = (
    (
        "coordinate",
        "đơn vị phối hợp|cơ quan phối hợp|cơ quan, đơn vị phối hợp|phối hợp|phối hợp thực hiện|đơn vị tham gia|cơ quan tham gia|các đơn vị phối hợp",
    ),
    (
        "lead",
        "đơn vị chủ trì|cơ quan chủ trì|cơ quan, đơn vị chủ trì|chủ trì|đơn vị đầu mối|cơ quan đầu mối|đơn vị chịu trách nhiệm|cơ quan chịu trách nhiệm"
        "|đơn vị phụ trách|chủ trì thực hiện|phân công chủ trì|người chịu trách nhiệm|đầu mối",
    ),
    (
        "performer",
        "đơn vị thực hiện|cơ quan thực hiện|đơn vị tổ chức|cơ quan, đơn vị thực hiện|đơn vị triển khai|đơn vị tham mưu|phân công thực hiện|phân công|trách nhiệm thực hiện",
    ),
    ("time", "thời gian|thời hạn|tiến độ|hạn hoàn thành|thời điểm|thời gian hoàn thành|hoàn thành|lộ trình|hạn"),
    (
        "product",
        "sản phẩm|kết quả|sản phẩm, kết quả|kết quả đầu ra|sản phẩm đầu ra|kết quả thực hiện|sản phẩm hoàn thành|yêu cầu sản phẩm",
    ),
    (
        "other",
        "địa điểm|kinh phí|nguồn kinh phí|hình thức|nội dung|thành phần|đối tượng|quy mô|số lượng|phương thức|phạm vi|dự toán|chủ đề",
    ),
)
_KIND_OF = {key(name): kind for kind, names in _LABELS for name in names.split("|")}
_LABEL = re.compile(
    rf"(?:^\W*|[;.]\s*[-+•]?\s*|\(\s*)(?P<label>{words(*(n for _, n in _LABELS))})[^:;.,()]{{0,30}}:\s*"
)


@dataclass
class Lines:
    """What the labelled lines of one item say together."""

    lead: list[str] = field(default_factory=list)
    performers: list[str] = field(default_factory=list)
    coordinate: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    product: str | None = None

    def take(self, kind: str, value: str) -> None:
        """Add one line's value."""
        value = value.strip(" .;,()\n")
        if not value:
            return
        if kind == "time":
            self.times.append(value)
        elif kind == "product":
            self.product = f"{self.product}; {value}" if self.product else value
        elif kind in ("lead", "performer", "coordinate"):
            names = {"lead": self.lead, "performer": self.performers, "coordinate": self.coordinate}[kind]
            names += [name for name in read_cell(value) if name not in names]

    @property
    def leads(self) -> list[str]:
        """Who leads: the named lead, else who carries it out."""
        return self.lead or self.performers

    @property
    def coordinating(self) -> list[str]:
        """Who works along; where a lead is named, those who carry it out as well."""
        along = [*self.performers, *self.coordinate] if self.lead else self.coordinate
        return [name for name in dict.fromkeys(along) if name not in self.leads]

    @property
    def makes_activity(self) -> bool:
        """Whether the lines tell enough for the heading above them to be one task."""
        return bool(self.leads or self.times)


def read_lines(text: str) -> list[tuple[str, str]]:
    """The labels of a sentence with their values, as (kind, value); empty where it does not open with a label."""
    low = key(text)
    first = _LABEL.match(low)
    if first is None:
        return []
    found = list(_LABEL.finditer(low))
    result = []
    for mark, following in zip(found, [*found[1:], None], strict=True):
        stop = following.start() if following else len(text)
        label = re.sub(r"\s+", " ", mark["label"])
        result.append((_KIND_OF[label], text[mark.end() : stop].strip()))
    return result
