"""What a paper is made of, before it is set on pages. The renderers beside this module only read these shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from antoan.documents.tree import Header, Signer

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | Sequence[Run]


@dataclass(frozen=True)
class Heading:
    """The heading of a part. Level 1 is "I.", 2 "1.", 3 "1.1.", 4 "a)"; the label is printed as given, then the title."""

    label: str
    title: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph; `label` ("-", "+", "a)", "Điều 3.") is printed before the text on the same line.

    `dotted`: lines to write on by hand: 1 fills the rest of its own line with dots, 2 adds a whole line below.
    """

    text: Text
    label: str = ""
    align: Literal["justify", "left", "center", "right"] = "justify"
    indent: bool = True
    dotted: int = 0


@dataclass(frozen=True)
class NationalTitle:
    """Quốc hiệu and Tiêu ngữ in the middle of the page, as forms without an issuing body bear them."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its title, its share of the width (above zero), and how its cells stand."""

    title: str
    weight: float = 1.0
    align: Align = "left"

    def __post_init__(self) -> None:
        if not self.weight > 0:
            raise ValueError(f"the column {self.title!r} needs a weight above zero")


@dataclass(frozen=True)
class Cell:
    """A cell that is more than plain text: bold, spread over columns or rows, or standing otherwise than its column."""

    text: Text
    colspan: int = 1
    rowspan: int = 1
    bold: bool = False
    align: Align | None = None


Row = Sequence["str | Cell"]


@dataclass(frozen=True)
class TableBlock:
    """A table whose header is repeated on each page and whose rows are never broken unless longer than a page.

    `header` replaces the single row of column titles where titles are grouped; `totals` are printed bold at the end.
    A row with fewer cells than columns (spans counted) is filled up with empty ones.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    header: Sequence[Row] = ()
    totals: Sequence[Row] = ()
    caption: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length, and how the value is printed (as the number itself where `shown` is empty)."""

    label: str
    value: float
    shown: str = ""


@dataclass(frozen=True)
class Bars:
    """A ranking drawn as bars from zero, each with its name and value as text. Lengths are shares of `full`.

    `full` is the greatest value where it is not given.
    """

    bars: Sequence[Bar]
    caption: str = ""
    note: str = ""
    full: float | None = None


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Signing:
    """One who signs: as what, how ("Ký, ghi rõ họ tên"), and the name."""

    title: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True)
class Signatures:
    """Those who sign a form, side by side with room above their names: one at the right, two or three in a row, else by twos.

    `day`: the line of place and day that stands above the last of them.
    """

    places: Sequence[Signing]
    day: str = ""

    @property
    def rows(self) -> list[list[Signing | None]]:
        """The places row by row; one alone leaves the left empty."""
        if len(self.places) == 1:
            return [[None, self.places[0]]]
        across = 3 if len(self.places) == 3 else 2
        rows = [list(self.places[at : at + across]) for at in range(0, len(self.places), across)]
        return [[*row, *[None] * (across - len(row))] for row in rows]


Block = Heading | Para | TableBlock | Bars | PageBreak | Signatures | NationalTitle


@dataclass(frozen=True)
class Appendix:
    """An annex on pages of its own, numbered anew. `label` is "Phụ lục I"; `reference` the line that names its document."""

    title: str
    blocks: Sequence[Block]
    label: str = "Phụ lục"
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True)
class ListHead:
    """The head of a printed list, which is no official document: unit, title, and a line below ("Đến ngày 30/06/2024")."""

    unit: str
    title: str
    subtitle: str = ""


@dataclass(frozen=True)
class Paper:
    """A whole paper. With a `Header` it is an official document, with a `ListHead` a list, with neither a plain text.

    bases: the lines "Căn cứ …" as they are to be printed, without dash.
    addressees: after "Kính gửi:"; a document without kind (công văn) carries its title as "V/v …" under its number.
    urgency: "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC".
    authority: who decides, above the bases of a decision: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI".
    secretary: who wrote the minutes: he signs at the left, whoever presided (the header's signer) at the right, and the
        recipients stand below both.
    mark: the lines at the upper right that name a statutory form: "Mẫu số 01", "(Nghị định 129/2025/NĐ-CP)".
    created_at: the moment written into the file's properties, with its time zone; a fixed one where it is not given, so
        that equal papers are equal bytes.
    """

    form: Literal["party", "state"]
    header: Header | ListHead | None
    body: Sequence[Block] = ()
    bases: Sequence[str] = ()
    addressees: Sequence[str] = ()
    urgency: str = ""
    appendices: Sequence[Appendix] = field(default_factory=tuple)
    landscape: bool = False
    authority: str = ""
    secretary: Signer | None = None
    mark: Sequence[str] = ()
    created_at: datetime | None = None
