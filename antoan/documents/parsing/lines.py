"""Lines of a text with their offsets, what is mere printing among them, and how the page was set."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from antoan.documents.tree import ReadText

ZERO_WIDTH = "\u200b\ufeff"  # left behind by word processors; no reader sees them
_WORD = re.compile(rf"[^\s{ZERO_WIDTH}]+")
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(?:[Tt]rang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—]?")
_SEPARATOR = re.compile(r"(?:[-–—_=*.~·─━]\s?){3,200}|[-–—_=*~]{2}|\*|[-_=*\s]{0,30}[oO0]{3}[-_=*\s]{0,30}")
_SHORTEST_PAGE = 12
"""Lines after which a number alone on its line, beside an empty one, is the next page's."""
_TERMINAL = ".;:!?…"
_CLOSERS = '”"’»)] '


@dataclass(slots=True)
class Line:
    """One printed line without its margins; `start` and `end` are offsets of its words in the whole text."""

    text: str
    start: int
    end: int
    indent: int
    blank: bool  # an empty line stands above it, not counting those around a page number
    page: bool  # a page begins between the line above and this one
    noise: bool = False  # page number or rule
    rule: bool = False  # a drawn rule or star: it parts what stands above from what stands below
    table: int | None = None  # number of the table in ReadText.tables that it lies in

    @property
    def ends_sentence(self) -> bool:
        """Whether the last mark of the line can end a sentence or a list item."""
        bare = self.text.rstrip(_CLOSERS) or self.text
        return bare[-1] in _TERMINAL or self.text.endswith(("./.", "/."))

    @property
    def reach(self) -> int:
        """The column at which the line ends."""
        return self.indent + len(self.text)

    @property
    def first_word(self) -> str:
        return self.text.split(None, 1)[0] if self.text else ""

    @property
    def starts_lower(self) -> bool:
        return self.text[:1].islower()

    @property
    def starts_upper(self) -> bool:
        return self.text.lstrip("“\"‘'«([")[:1].isupper()


def split_lines(read: ReadText) -> list[Line]:
    """Every line that has words, in order, with page numbers and rules marked as noise."""
    lines: list[Line] = []
    position, blank, page = 0, False, False
    tables = sorted((table.start, table.end, number) for number, table in enumerate(read.tables))
    table_starts = [start for start, _, _ in tables]
    page_starts = sorted(read.pages)
    for raw in read.text.split("\n"):
        page = page or "\f" in raw
        words = raw.strip()
        if words.strip(ZERO_WIDTH + " \t"):
            left = len(raw) - len(raw.lstrip())
            start = position + left
            end = start + len(words)
            if lines and page_starts:
                page = page or bisect_right(page_starts, start) != bisect_right(page_starts, lines[-1].start)
            indent = len(raw[:left].replace("\f", "").expandtabs(8))
            line = Line(words, start, end, indent, blank, page)
            at = bisect_right(table_starts, start) - 1
            if at >= 0 and start < tables[at][1]:
                line.table = tables[at][2]
            lines.append(line)
            blank = page = False
        else:
            blank = True
        position += len(raw) + 1
    _mark_noise(lines)
    return lines


def _mark_noise(lines: list[Line]) -> None:
    """Page numbers are told by their sequence and place, so that a year or a table's number stays text."""
    last = last_at = 0
    for index, line in enumerate(lines):
        if line.table is not None:
            continue
        if len(line.text) <= 200 and _SEPARATOR.fullmatch(line.text):
            line.noise = line.rule = True
            continue
        match = _PAGE_NUMBER.fullmatch(line.text) if len(line.text) <= 20 else None
        if match is None:
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        number = int(match[1])
        at_edge = line.page or following is None or following.page
        apart = line.indent >= 18 or (line.blank and following is not None and following.blank)
        expected = last < number <= last + 3 if last else 1 < number <= 3
        worded = not match[0].isdigit()  # "- 2 -", "Trang 2/10"
        beside_blank = line.blank or (following is not None and following.blank)
        is_far = beside_blank and index - last_at >= _SHORTEST_PAGE
        if (at_edge and (expected or not last)) or (expected and (apart or worded or is_far)):
            line.noise = True
            last, last_at = number, index
            if following is not None:
                following.page, following.blank = True, False


@dataclass(slots=True)
class Healed:
    """Words as a person reads them, with the offset in the text of each character."""

    text: str
    offsets: list[int]

    def at(self, index: int) -> int:
        return self.offsets[index]


def heal_spans(text: str, spans: list[tuple[int, int]]) -> Healed:
    """Join printed lines into running words: one blank between words, none after a hyphen that ends a line."""
    parts: list[str] = []
    offsets: list[int] = []
    for start, end in spans:
        first = True
        for match in _WORD.finditer(text, start, end):
            if parts:
                wrapped = first or "\n" in text[offsets[-1] + 1 : match.start()]
                last = parts[-1]
                hyphen = wrapped and len(last) > 1 and last[-1] in "-‐" and last[-2].isalnum()
                if not (hyphen and match[0][0].isalnum()):
                    parts.append(" ")
                    offsets.append(offsets[-1] + 1)
            parts.append(match[0])
            offsets.extend(range(match.start(), match.end()))
            first = False
    return Healed("".join(parts), offsets)


def heal(text: str) -> str:
    """The healed wording of a stretch of text: broken lines joined, double blanks one, compound hyphens kept."""
    return heal_spans(text, [(0, len(text))]).text


@dataclass(slots=True)
class Layout:
    """How paragraphs are told apart in this text."""

    one_line_each: bool  # a line is a paragraph, as in word processor files
    double_spaced: bool  # an empty line after every line says nothing
    indented: bool  # a paragraph begins with an indented line
    margin: int  # indent of continued lines
    full: int  # so far reach the longest quarter of lines that go on
    widest: int  # so far reaches the widest line
    room: int  # a line that would not reach so far with the next word was ended on purpose

    def joins(self, above: Line, line: Line) -> bool:
        """Whether `line` continues the paragraph of `above`; labels and bullets are judged before this."""
        if self.one_line_each:
            hangs = line.indent < above.indent and above.reach + 1 + len(line.first_word) > self.widest
            return (line.starts_lower or hangs) and not above.ends_sentence and not line.blank
        if above.text.isupper() and line.text.isupper() and not above.ends_sentence:
            return not line.blank or self.double_spaced
        tells = line.blank and not self.double_spaced and not line.page
        had_room = above.reach + 1 + len(line.first_word) < self.room
        if self.indented:
            if line.indent >= self.margin + 2:
                return line.starts_lower and not above.ends_sentence and not tells
            if tells:
                return not above.ends_sentence and not line.starts_upper
            return not (above.ends_sentence and line.starts_upper and had_room and above.reach < self.room * 0.75)
        if line.starts_lower:
            return not (tells and above.ends_sentence)
        if tells:
            return False
        if above.ends_sentence and line.starts_upper:  # more paragraphs end so than sentences happen to fill a line
            return above.reach >= self.full
        if line.starts_upper or above.ends_sentence:
            return not had_room
        return True

    def begins_apart(self, above: Line | None, line: Line) -> bool:
        """Whether the setting alone says that a new paragraph begins with `line`."""
        if above is None or self.one_line_each:
            return True
        if above.ends_sentence or (line.blank and not self.double_spaced and not line.page):
            return True
        if self.indented:
            return line.indent >= self.margin + 2
        return above.reach + 1 + len(line.first_word) < self.room


_WORD_FILES = ("wordprocessingml", "opendocument.text", "msword")
_COLUMNS = re.compile(r"\S[ \t]{3,}\S")  # head, recipients and signature stand in two columns
_ENOUGH = 12
_RIGHT_HALF = 30  # characters: what begins farther in stands on the right half of the page
_HANGING = 8  # characters by which an item may hang under its label
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\s?[.)/-]\s*\S|Điều\s\d")


def measure(read: ReadText, lines: list[Line]) -> Layout:
    """Learn the layout from lines that are surely continued: they begin in lower case after a wide, unfinished line."""
    body = [line for line in lines if not line.noise and line.table is None]
    reaches = sorted(line.reach for line in body)
    wide = reaches[len(reaches) * 9 // 10] * 0.7 if reaches else 0  # a title or a list of recipients wraps earlier
    pairs = list(pairwise(_without_recipients(body, wide)))
    wraps = [
        (a, b)
        for a, b in pairs
        if b.starts_lower
        and not a.ends_sentence
        and b.text[1:2] not in (")", ".", "/")
        and a.reach >= wide
        and b.indent <= a.indent + _HANGING  # what stands farther in is the centred end of a title
    ]
    wraps = _after_the_title(body, wraps)
    blanks = sum(b.blank for _, b in pairs if not b.page)
    one_line_each = any(kind in read.media_type for kind in _WORD_FILES) or len(wraps) < 0.05 * max(len(pairs), 20)
    double_spaced = bool(pairs) and blanks > 0.6 * len(pairs) and not one_line_each
    margin = Counter(b.indent for _, b in wraps).most_common(1)[0][0] if wraps else 0
    begins = [
        b
        for a, b in pairs
        if a.ends_sentence and b.starts_upper and b.indent < margin + 18 and not _LABEL.match(b.text)
    ]
    begins += [b for _, b in pairs if b.text[:2] in ("- ", "+ ") and b.indent < margin + 18]
    begins += [b for _, b in pairs if margin + 2 <= b.indent < margin + 18 and _LABEL.match(b.text)]
    kept = sum(abs(b.indent - margin) <= 1 for _, b in wraps)
    indented = (
        bool(begins) and kept > 0.6 * len(wraps) and sum(b.indent >= margin + 2 for b in begins) > 0.6 * len(begins)
    )
    reach = sorted(a.reach + 1 + len(b.first_word) for a, b in wraps)
    ends = sorted(a.reach for a, _ in wraps)
    full = ends[len(ends) * 3 // 4] if ends else 80
    room = reach[len(reach) // 10] if reach else 60
    if len(wraps) < _ENOUGH:  # few lines do not yet show how early one may end and still go on
        room = min(room, full * 9 // 10)
    widest = reaches[-1] if reaches else 0
    return Layout(one_line_each, double_spaced, indented and not one_line_each, margin, full, widest, room)


def _after_the_title(body: list[Line], wraps: list[tuple[Line, Line]]) -> list[tuple[Line, Line]]:
    """The wraps below the first label or full stop, if there are any: the lines of a centred title show no margin."""
    first = next((line.start for line in body if line.ends_sentence or _LABEL.match(line.text)), 0)
    return [(a, b) for a, b in wraps if a.start >= first] or wraps


def _without_recipients(body: list[Line], wide: float) -> list[Line]:
    """The lines that show how running text is set: not those in two columns, nor the narrow list under "Nơi nhận"."""
    kept: list[Line] = []
    in_list = False
    for line in body:
        beside = line.indent > _RIGHT_HALF  # of the signature, which stands beside the list
        in_list = (in_list and (line.reach < wide or beside)) or line.text.startswith("Nơi nhận")
        if not in_list and not _COLUMNS.search(line.text):
            kept.append(line)
    return kept
