"""The shapes of a document between reading, parsing and rendering. Plain data: no Django, no database.

All offsets count characters in `ReadText.text`, which is NFC with "\\n" line ends: `text[start:end]` is the place itself,
broken lines, page numbers and all, while every `.text` is the healed wording that a person reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class ReadCell:
    """One cell of a table; merged cells stand once, with their spans."""

    text: str
    start: int
    end: int
    row: int  # 0-based grid position of its upper left corner
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass
class ReadTable:
    """A table as the file drew it; its words also stand in the text between `start` and `end`."""

    start: int
    end: int
    rows: int
    columns: int
    cells: list[ReadCell] = field(default_factory=list)
    ruled: bool = True  # False where no line is drawn: it only sets texts side by side (official header, signature)


@dataclass
class ReadText:
    """What reading a file gives: its words in order, where tables stand, and how the bytes were understood."""

    text: str
    media_type: str  # "text/plain", "application/pdf", …
    encoding: str | None = None  # "utf-8", "utf-16-le", "windows-1258", "tcvn3", "vni"; None where the format fixes it
    encoding_confidence: float = 1.0
    composed: bool = True  # False where the bytes held decomposed (NFD) Vietnamese
    tables: list[ReadTable] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)  # offset at which each page begins, where the format has pages


@dataclass
class Sentence:
    text: str
    start: int
    end: int


@dataclass
class Paragraph:
    text: str
    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)


@dataclass
class Provision:
    """A numbered or titled part: I, 1, 1.1, a), Điều 3, khoản 2. `path` joins labels: "II.1", "Điều 3.2.a"."""

    label: str
    path: str
    title: str  # "" where the item is a paragraph and not a heading
    start: int  # from its label to the end of its last descendant
    end: int
    heading_end: int  # where label and title end and the body begins
    paragraphs: list[Paragraph] = field(default_factory=list)
    children: list[Provision] = field(default_factory=list)


@dataclass
class Base:
    """A document on which this one rests ("Căn cứ …", "Thực hiện …")."""

    kind: str | None
    number: str | None  # as cited: "31-CT/TW", "84/2015/QH13"
    date: str | None  # ISO; None where the text gives no full date


@dataclass
class Signer:
    authority: str | None = None  # "T/M BAN THƯỜNG VỤ", "TM. ỦY BAN NHÂN DÂN"
    position: str | None = None
    name: str | None = None


@dataclass
class Header:
    """The components of an official document (NĐ 30/2020/NĐ-CP Điều 8; Party form: HD 36-HD/VPTW). Missing is None."""

    superior: str | None = None
    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    impossible_day: str | None = None  # the words of a day of issue that no calendar has, with its line
    kind: str | None = None
    title: str | None = None
    bases: list[Base] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer: Signer = field(default_factory=Signer)


@dataclass
class Table:
    """A table of the body or of an appendix, with healed cells and the heading that stands above it."""

    heading: str
    start: int
    end: int
    grid: list[list[ReadCell]] = field(default_factory=list)  # every grid place filled: a merged cell stands in each


@dataclass
class ParsedDocument:
    """A document understood: header, tree of provisions, tables, and what stands around them."""

    read: ReadText
    form: str | None  # "party", "state", or None where neither can be told
    header: Header
    opening: list[Paragraph] = field(default_factory=list)  # between title and first provision
    provisions: list[Provision] = field(default_factory=list)
    closing: list[Paragraph] = field(default_factory=list)  # after the last provision, before the recipients
    tables: list[Table] = field(default_factory=list)
    body_start: int = (
        0  # the body: after the title, before "Nơi nhận" and the signature; appendices after them count too
    )
    body_end: int = 0
    foot_start: int = 0  # recipients and signature, where they were found
    foot_end: int = 0
    warnings: list[str] = field(default_factory=list)  # doubts of the reader, in Vietnamese, naming the place
