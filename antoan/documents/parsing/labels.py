"""Labels of provisions, and the sequence that tells a label from a number that happens to begin a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = "nhất hai ba tư năm sáu bảy tám chín mười".split()
_SMALL = "abcdđeghiklmnopqrstuvxy"
_SMALL_LATIN = "abcdefghijklmnopqrstuvwxyz"

# Rank of the styles that stand above numbered items whatever the order in which a document uses them.
RANKS = {"part": 0, "chapter": 1, "capital": 1, "section": 2, "roman": 2, "subsection": 3, "article": 4}

_NAMED = re.compile(
    r"(?P<word>PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|TIỂU MỤC|Tiểu mục)\s+(?P<number>[IVXLC]{1,7}|\d{1,3}|[A-ZĐ]|"
    r"(?i:thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)))(?![^\s.:\-–/)])\s*(?P<mark>[.:\-–/)]?)\s*"
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+(?P<number>\d{1,3})(?P<letter>[a-zđ]?)\s*(?P<mark>[.:]|$)\s*")
_CLAUSE = re.compile(r"(?:Khoản|KHOẢN)\s+(?P<number>\d{1,3})\s*(?P<mark>[.:]|$)\s*")
_ROMAN = re.compile(r"(?P<number>[IVXLC]{1,7})\s*(?P<mark>[.):]|/(?!\d)|[-–](?!\d))\s*")
_ROMAN_BARE = re.compile(r"(?P<number>[IVX]{1,5})\s+(?=[A-ZĐÀ-Ỹ]{2})")
_CAPITAL = re.compile(r"(?P<number>[A-HĐ])\s*(?P<mark>[.)/]|[-–](?=\s))\s*")
_DECIMAL = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?P<mark>\.?[.):/]|\s?[-–](?=\s?[^\W\d_])|(?=\s))\s*(?!\d)"
)
_ARABIC = re.compile(r"(?P<number>\d{1,3})(?P<mark>\s?[.)/](?![\d/])|\s?[-–](?=\s?[^\W\d_]))\s*")
_LETTER = re.compile(r"(?P<number>[a-zđ])(?P<mark>\)|[./](?=\s)|\s\))\s*")
_LETTER_NUMBER = re.compile(r"(?P<letter>[a-zđ])\.?(?P<number>\d{1,2})(?P<mark>[).])\s*")
_PAREN = re.compile(r"\((?P<number>\d{1,2}|[a-zđ]|[ivx]{1,5})\)\.?\s*")
# A line that ends in one of these goes on: the number that begins the next line is cited, not a label.
_CITING = frozenset(
    "khoản điều điểm mục chương phần số ngày tháng năm quý tuần lần đợt nhóm loại cấp bảng biểu lục tập hạng mức từ đến "
    "và hoặc của với theo tại thứ giai đoạn khóa kỳ đội tổ khối lớp tiết trang vùng lô trước sau là về có trên dưới".split()
)


def roman_value(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral, None for any other letters."""
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if _roman(total) == numeral else None


def _roman(value: int) -> str:
    marks = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    numeral = ""
    for worth, mark in marks:
        while value >= worth:
            numeral += mark
            value -= worth
    return numeral


@dataclass(slots=True)
class Reading:
    """One way to read the beginning of a line as a label."""

    style: str
    number: tuple[int, ...]  # last figure counts on; the ones before name the parent (3.1 under 3)
    label: str
    length: int  # characters of the line that the label takes, with the blank after it
    letter: str = ""
    suffix: str = ""  # Điều 12a

    @property
    def rank(self) -> int:
        return RANKS.get(self.style, 9)


def readings(text: str) -> Iterator[Reading]:
    """All ways to read a label at the beginning of `text`, the likelier first."""
    head = text[:80]
    first = head[:1]
    if first in "PCMT" and (match := _NAMED.match(head)):
        yield from _named(match, text)
    elif first in "Đ" and (match := _ARTICLE.match(head)):
        number = int(match["number"])
        label = f"Điều {number}{match['letter']}"
        yield Reading("article", (number,), label, match.end(), suffix=match["letter"])
    elif first == "K" and (match := _CLAUSE.match(head)):
        yield Reading("arabic.", (int(match["number"]),), match["number"], match.end())
    if first in _ROMAN_VALUES:
        match = _ROMAN.match(head) or (_ROMAN_BARE.match(head) if text.isupper() else None)
        if match and (value := roman_value(match["number"])):
            yield Reading("roman", (value,), match["number"], match.end())
    if first in "ABCDEFGHĐ" and (match := _CAPITAL.match(head)):
        order = "ABCDEFGH".find(match["number"]) + 1 or 5
        yield Reading("capital", (order,), match["number"], match.end(), letter=match["number"].lower())
    if first.isdigit() and first.isascii():
        if match := _DECIMAL.match(head):
            parts = tuple(int(part) for part in match["number"].split("."))
            yield Reading("decimal", parts, match["number"], match.end())
        elif match := _ARABIC.match(head):
            style = "arabic" + match["mark"].strip().replace("–", "-")
            yield Reading(style, (int(match["number"]),), match["number"], match.end())
    elif first == "(" and (match := _PAREN.match(head)):
        yield from _in_brackets(match)
    elif first.islower():
        if match := _LETTER.match(head):
            mark = match["mark"].strip()
            order = _SMALL.find(match["number"]) + 1 or 99
            yield Reading(f"letter{mark}", (order,), match["number"], match.end(), letter=match["number"])
        elif match := _LETTER_NUMBER.match(head):
            letter = _SMALL_LATIN.find(match["letter"]) + 1 or 5
            label = f"{match['letter']}.{match['number']}" if "." in match[0][:2] else match["letter"] + match["number"]
            yield Reading("letter-number", (letter, int(match["number"])), label, match.end())


def _named(match: re.Match[str], text: str) -> Iterator[Reading]:
    rest = text[match.end() :]
    if rest and not match["mark"] and not rest[:1].isupper():
        return
    word, number = match["word"], match["number"]
    style = {"phần": "part", "chương": "chapter", "mục": "section", "tiểu mục": "subsection"}[word.lower()]
    folded = number.lower()
    value: int | None
    if folded.startswith("thứ"):
        value = _ORDINALS.index(folded.split()[-1]) + 1
        number = "thứ " + folded.split()[-1]
    elif number.isdigit():
        value = int(number)
    elif set(number) <= set(_ROMAN_VALUES):
        value = roman_value(number)
    else:
        value = "ABCDEFGH".find(number) + 1 or None
    if value:
        yield Reading(style, (value,), f"{word.capitalize()} {number}", match.end())


def _in_brackets(match: re.Match[str]) -> Iterator[Reading]:
    number = match["number"]
    if number.isdigit():
        yield Reading("(1)", (int(number),), number, match.end())
        return
    if set(number) <= set("ivx") and (value := roman_value(number.upper())):
        yield Reading("(i)", (value,), number, match.end())
    if len(number) == 1:
        yield Reading("(a)", (_SMALL.find(number) + 1 or 99,), number, match.end(), letter=number)


def cites(line_above: str) -> bool:
    """Whether the words above go on into the number that begins the next line."""
    tail = line_above[-24:].rstrip()
    if not tail or tail[-1] in ",-–/(&+":
        return True
    return tail.split()[-1].lower().strip('(“"') in _CITING


@dataclass
class Open:
    """A provision that is still open, as the sequence sees it."""

    reading: Reading
    node: object
    children: int = 0


@dataclass
class Sequence:
    """The open provisions, outermost first. A label must continue one of them or open a list of its own."""

    open: list[Open] = field(default_factory=list)
    last_seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def place(self, reading: Reading, *, apart: bool) -> int | None:
        """How many open provisions stay above a new one with this label; None where it is no label here.

        `apart` says that the setting itself shows a new paragraph, which allows a number left out or typed twice.
        """
        for depth in range(len(self.open) - 1, -1, -1):
            other = self.open[depth].reading
            if other.style == reading.style and _follows(other, reading):
                return depth
        opened = self._opens(reading, apart)
        if opened is not None:
            return opened
        if apart:
            for depth in range(len(self.open) - 1, -1, -1):
                other = self.open[depth].reading
                if other.style == reading.style and other.number[:-1] == reading.number[:-1]:
                    step = reading.number[-1] - other.number[-1]
                    return depth if 0 <= step <= 3 and reading.number[-1] > 1 else None
        return None

    def _opens(self, reading: Reading, apart: bool) -> int | None:
        last = reading.number[-1]
        if reading.style in RANKS:
            depth = next((i for i, item in enumerate(self.open) if item.reading.rank >= reading.rank), len(self.open))
            seen = self.last_seen.get(reading.style)
            if reading.style == "article" and seen is not None:  # articles count through all chapters
                return (
                    depth
                    if 0 <= last - seen[-1] <= (3 if apart else 1) and (last > seen[-1] or reading.suffix)
                    else None
                )
            if last == 1:
                fresh = all(item.reading.style != reading.style for item in self.open)
                return depth if fresh or apart else None
            going_on = seen is not None and last == seen[-1] + 1
            return depth if going_on or (seen is None and apart and last <= 30) else None
        if reading.style in ("decimal", "letter-number"):
            return self._opens_decimal(reading, apart)
        if last == 1:
            same = [i for i, item in enumerate(self.open) if item.reading.style == reading.style]
            if not same:
                return len(self.open)
            # A list begun anew inside an item of another style: "a) … gồm: 1. …".
            return len(self.open) if apart and same[-1] < len(self.open) - 1 else None
        seen = self.last_seen.get(reading.style)
        nothing_below = bool(self.open) and self.open[-1].children == 0 and self.open[-1].reading.style in RANKS
        return len(self.open) if seen is not None and nothing_below and last == seen[-1] + 1 else None

    def _opens_decimal(self, reading: Reading, apart: bool) -> int | None:
        prefix, last = reading.number[:-1], reading.number[-1]
        for depth in range(len(self.open) - 1, -1, -1):
            other = self.open[depth].reading
            numbered = other.style.startswith(("arabic", "decimal")) or (
                reading.style == "letter-number" and other.style.startswith("letter")
            )
            by_roman = other.style == "roman" and not any(i.reading.style.startswith("arabic") for i in self.open)
            if (numbered or by_roman) and _own_number(other) == prefix:
                return depth + 1 if last == 1 or (apart and last <= 2) else None
        if last == 1 and apart and len(prefix) == 1 and prefix[0] == 1:  # 1.1 with no 1 above it
            return len(self.open) if all(i.reading.style in RANKS for i in self.open) else None
        above = next((i for i, item in enumerate(self.open) if item.reading.style == "decimal"), None)
        if above is not None and apart and last == 1:  # 1.1, 1.2, then 2.1
            other = self.open[above].reading
            if len(other.number) == len(reading.number) and prefix[-1] == other.number[-2] + 1:
                return above
        return None

    def push(self, reading: Reading, depth: int, node: object) -> None:
        """Close what stood below `depth` and open the new provision there."""
        del self.open[depth:]
        if depth:
            self.open[depth - 1].children += 1
        self.open.append(Open(reading, node))
        self.last_seen[reading.style] = reading.number


def _own_number(reading: Reading) -> tuple[int, ...]:
    if reading.style.startswith("letter") and reading.letter:
        return (_SMALL_LATIN.find(reading.letter) + 1 or 5,)
    return reading.number


def _follows(other: Reading, reading: Reading) -> bool:
    if reading.letter and other.letter:
        return any(other.letter + reading.letter in alphabet for alphabet in (_SMALL, _SMALL_LATIN, "abcde"))
    if other.style == "article" and other.number == reading.number:
        return reading.suffix > other.suffix
    return other.number[:-1] == reading.number[:-1] and reading.number[-1] == other.number[-1] + 1
