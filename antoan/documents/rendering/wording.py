"""The fixed words and lines of both forms, made from a header. A value that is missing becomes room to write it by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from antoan.documents.tree import Header

from .paper import Bar

NBSP = "\N{NO-BREAK SPACE}"
ROOM = NBSP * 8  # for a number or a day, filled in by hand
SHORT_ROOM = NBSP * 5
DOTS = "…" * 12

PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSEES = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
FIVE_DASHES = "-----"

# The moment in a file's properties where the paper names none: a constant, so that equal papers are equal bytes.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)

_FORBIDDEN = {"Cc", "Cs", "Cn"}
# They reorder what is seen against what is written: a paper must read as it is stored.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_ONE_LINE = 24  # capitals that the left column holds
# Beginnings that keep their capital inside a sentence although the next word has none.
_NAMES = re.compile(
    r"(?:Đảng|Đoàn|Nhà nước|Nhân dân|Chính phủ|Quốc hội|[ỦU][yỷ] ban|(?:Tỉnh|Thành|Huyện|Quận|Thị) [uủ][yỷ]|Mặt trận|"
    r"Hội đồng|Luật|Bộ luật|Pháp lệnh|Nghị định|Thông tư|Tết)\b"
)
_SUBJECT = re.compile(r"(?:V/v|về việc)\b[\s:]*", re.IGNORECASE)
_KINDS_OF_BODY = re.compile(
    r"((?:ỦY|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|(?:ỦY|UỶ) BAN (?:MTTQ|MẶT TRẬN TỔ QUỐC) VIỆT NAM) +"
)


def clean(text: str) -> str:
    """The text as it can be printed: composed, one kind of line end, no control characters, no half characters.

    A lone surrogate or an unassigned character becomes U+FFFD, so that it is seen that something stood there.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if text.isprintable():
        return text
    kept = []
    for character in text:
        if character == "\n":
            kept.append(character)
        elif character in "\u2028\u2029\x0b\x0c\x85":
            kept.append("\n")
        elif (category := unicodedata.category(character)) in _FORBIDDEN:
            kept.append("" if category == "Cc" else "\N{REPLACEMENT CHARACTER}")
        elif character not in _BIDI:
            kept.append(character)
    return "".join(kept)


def body_name(name: str | None) -> str:
    """The name of a body in capitals; a long one is broken where offices break it, after what kind of body it is."""
    name = clean(name or "").strip().upper()
    if len(name) > _ONE_LINE and (kind := _KINDS_OF_BODY.match(name)):
        return f"{kind[1]}\n{name[kind.end() :]}"
    return name


def number_line(header: Header, form: Literal["party", "state"]) -> str:
    """Number and symbol: "Số 05-KH/HU" (PF-05) or "Số: 05/KH-UBND" (DF-07); below 10 it gets a leading zero."""
    number = (header.number or "").strip()
    if re.fullmatch(r"[0-9]", number):
        number = f"0{number}"
    # An empty place without any symbol is dots, so that the line cannot be mistaken for a finished one.
    number = number or (ROOM if header.symbol else DOTS)
    symbol = (header.symbol or "").strip().lstrip("-/")
    if form == "party":
        return f"Số{NBSP}{number}" + (f"-{symbol}" if symbol else "")
    return f"Số:{NBSP}{number}" + (f"/{symbol}" if symbol else "")


def date_line(header: Header) -> str:
    """Place and date: "Bác Ái, ngày 05 tháng 6 năm 2024"; days below 10 and months 1 and 2 are padded (DF-08)."""
    place = (header.place or "").strip() or "…" * 6
    day = ROOM if header.day is None else f"{header.day:02d}"
    month = SHORT_ROOM if header.month is None else f"{header.month:02d}" if header.month <= 2 else str(header.month)
    year = ROOM if header.year is None else str(header.year)
    return f"{place}, ngày{NBSP}{day}{NBSP}tháng{NBSP}{month}{NBSP}năm{NBSP}{year}".rstrip(NBSP)


def subject_line(header: Header, form: Literal["party", "state"]) -> str:
    """The subject of an official letter, under its number (DF-11, PF-09)."""
    title = (header.title or "").strip()
    if not title:
        return title
    if said := _SUBJECT.match(title):
        return said[0] + _in_sentence(title[said.end() :])
    return f"{'V/v' if form == 'state' else 'Về việc'} {_in_sentence(title)}"


def _in_sentence(title: str) -> str:
    """The title with a small first letter, unless its first word is a name or an abbreviation.

    A capital that only begins the sentence stands alone: "Kiểm tra", but "Bác Ái", "UBND xã", "Đảng ủy xã".
    """
    words = title.split(maxsplit=2)
    if len(words) < 2 or not words[0].istitle() or not words[1][0].islower() or _NAMES.match(title):
        return title
    return title[0].lower() + title[1:]


def is_letter(header: Header) -> bool:
    """An official letter (công văn) has no kind printed above its title."""
    return (header.kind or "").strip().casefold() in ("", "công văn")


def addressee_lines(names: Sequence[str]) -> list[str]:
    """The places after "Kính gửi": one as it is, several each with ";" and "." after the last."""
    names = [clean(name).strip() for name in names]
    if len(names) < 2:
        return names
    bare = [name.rstrip(" ;,.") for name in names]
    return [f"{name}{'.' if place == len(bare) else ';'}" for place, name in enumerate(bare, start=1)]


def recipient_lines(header: Header, form: Literal["party", "state"]) -> list[str]:
    """The list under "Nơi nhận": a dash before each, ";" or "," after each by the form, "." at the end (DF-19, PF-15)."""
    names = [name.strip().lstrip("-– ").rstrip(" ;,.") for name in header.recipients]
    names = [name for name in names if name]
    stop = ";" if form == "state" else ","
    return [f"- {name}{'.' if place == len(names) else stop}" for place, name in enumerate(names, start=1)]


def authority_line(header: Header) -> str:
    """In whose name it is signed; whoever signs for another (KT., TL., TUQ.) does so on a line of its own (DF-14)."""
    return re.sub(r"\s+(?=(?:KT|TL|TUQ|Q)\.)", "\n", (header.signer.authority or "").strip())


def document_title(header: Header) -> str:
    """Kind and title in one line, for the file's properties."""
    return " ".join(part.strip() for part in (header.kind, header.title) if part and part.strip())


def base_line(line: str, form: Literal["party", "state"]) -> str:
    """A line of the legal bases: after a dash in the Party form (PF-10), as it is in the State form (DF-12)."""
    return f"- {line.strip().lstrip('-– ')}" if form == "party" else line.strip()


def bar_value(bar: Bar) -> str:
    """The value beside a bar: as given, or the number with a decimal comma."""
    return bar.shown or f"{bar.value:.10g}".replace(".", ",")
