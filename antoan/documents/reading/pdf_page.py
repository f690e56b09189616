"""What a PDF page draws, as words and straight lines in upright coordinates (points, counted downward)."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw

from antoan.documents.reading import pdf_layout
from antoan.documents.reading.labels import bullet
from antoan.documents.reading.pdf_layout import Glyph, Word
from antoan.documents.reading.pdf_tables import Rule

pdfium_c: Any = pypdfium2.raw  # its names are made while it is imported, out of a type checker's sight

_THIN = 3.0  # points: a filled shape no thicker than this is a line
_SHORTEST = 4.0  # points: shorter strokes are dots and serifs
_MOST_OBJECTS = 20_000
_ODD = re.compile("[\x00-\x1f\xad\ue000-\uf8ff]")
_MOST_SEGMENTS = 400
_DEPTH = 3  # forms within forms
_WORD = re.compile(r"[^\s\x00\ufffe\uffff\ufffd]+")

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]


@dataclass
class Drawn:
    """A page: its words in the order of drawing, its lines, and whether a picture covers most of it."""

    words: list[Word]
    across: list[Rule]
    down: list[Rule]
    pictured: bool


def draw(document: pdfium.PdfDocument, index: int) -> Drawn:
    """Read one page; the filled-in fields of a form and stamps count as its text."""
    page = document[index]
    try:
        if pdfium_c.FPDFPage_GetAnnotCount(page) > 0:
            # The number and date of an issued document often stand in form fields above the page.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        text_page = page.get_textpage()
        try:
            turn, words = _words(text_page)
        finally:
            text_page.close()
        across, down, pictured = _Lines(page, turn).collect()
        return Drawn(words, across, down, pictured)
    finally:
        page.close()


def _turned(turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page when text that runs at `turn` quarter turns is held upright; y counts downward."""
    match turn:
        case 1:
            return y, x
        case 2:
            return -x, y
        case 3:
            return -y, -x
        case _:
            return x, -y


def _words(text_page: pdfium.PdfTextPage) -> tuple[int, list[Word]]:
    """The turn of the page and its words in the order of drawing."""
    pen = _Pen(text_page)
    found: list[Word] = []
    for match in _WORD.finditer(pen.letters):
        first, last = match.start(), match.end() - 1
        head = pen.glyph(first)
        left, right, foot = pen.edges(last)
        if (
            abs(foot - head.foot) < 0.2 * head.height
            and left >= head.left
            and right - head.left <= (last - first + 1) * head.height
        ):
            if text := _cleaned(match.group()):
                found.append(Word(text, head.left, right, head.base, head.height))
        else:  # letters that jump about: each is asked for its own place
            found += pdf_layout.words(glyph for i in range(first, last + 1) if _cleaned((glyph := pen.glyph(i)).text))
    return pen.turn, found


class _Pen:
    """Where the letters of a page stand. PDFium is asked as seldom as possible: a long plan has a million letters."""

    def __init__(self, text_page: pdfium.PdfTextPage) -> None:
        self._handle = text_page.raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium_c.FS_RECTF()
        count = text_page.count_chars()
        self.letters = self._all(count)
        self.turn = _turn(self._handle, count)

    def glyph(self, i: int) -> Glyph:
        """The letter of that index with its place."""
        left, right, foot = self.edges(i)
        box = self._box
        height = box.top - box.bottom if self.turn % 2 == 0 else box.right - box.left
        pdfium_c.FPDFText_GetCharOrigin(self._handle, i, self._x, self._y)
        _, base = _turned(self.turn, self._x.value, self._y.value)
        return Glyph(self.letters[i], left, right, base, max(1.0, abs(height)), foot)

    def edges(self, i: int) -> tuple[float, float, float]:
        """Left, right and lower edge of a letter."""
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(self._handle, i, box)
        if not self.turn:
            return box.left, box.right, -box.bottom
        one, other = _turned(self.turn, box.left, box.bottom), _turned(self.turn, box.right, box.top)
        return min(one[0], other[0]), max(one[0], other[0]), max(one[1], other[1])

    def _all(self, count: int) -> str:
        """Every letter, one character to each index of PDFium."""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium_c.FPDFText_GetText(self._handle, 0, count, buffer) if count else 0
        letters = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if written == count + 1 and len(letters) == count:
            return letters
        codes = (pdfium_c.FPDFText_GetUnicode(self._handle, i) for i in range(count))
        return "".join(chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " " for code in codes)


def _cleaned(text: str) -> str:
    """Letters as they read: bullets of symbol fonts made ordinary, hyphens at line ends written, controls dropped."""
    if not _ODD.search(text):
        return text
    text = text.replace("\x02", "-").replace("\xad", "-")  # PDFium marks a hyphen at a line's end with U+0002
    if any("\ue000" <= c <= "\uf8ff" for c in text):
        text = bullet(text)
    return "".join(c for c in text if c >= " ")


def _turn(handle: object, count: int) -> int:
    """The direction of most letters, in quarter turns against the clock."""
    step = max(1, count // 60)
    angles = Counter(
        round(-pdfium_c.FPDFText_GetCharAngle(handle, i) / (math.pi / 2)) % 4  # PDFium counts with the clock
        for i in range(0, count, step)
        if pdfium_c.FPDFText_GetUnicode(handle, i) > 0x20
    )
    return angles.most_common(1)[0][0] if angles else 0


class _Lines:
    """Collects the straight lines of a page, those inside forms too."""

    def __init__(self, page: pdfium.PdfPage, turn: int) -> None:
        self._page = page
        self._turn = turn
        self._area = max(1.0, page.get_width() * page.get_height())
        self._across: list[Rule] = []
        self._down: list[Rule] = []
        self._pictured = False
        self._left = _MOST_OBJECTS

    def collect(self) -> tuple[list[Rule], list[Rule], bool]:
        count = pdfium_c.FPDFPage_CountObjects(self._page)
        for i in range(min(count, self._left)):
            self._object(pdfium_c.FPDFPage_GetObject(self._page, i), (1, 0, 0, 1, 0, 0), _DEPTH)
        return self._across, self._down, self._pictured

    def _object(self, item: object, outer: _Matrix, depth: int) -> None:
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self._path(item, outer)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = _bounds(item)
            corners = [_apply(outer, left, bottom), _apply(outer, right, top)]
            area = abs(corners[0][0] - corners[1][0]) * abs(corners[0][1] - corners[1][1])
            self._pictured = self._pictured or area > 0.4 * self._area
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth:
            inner = _times(_matrix(item), outer)
            for i in range(max(0, pdfium_c.FPDFFormObj_CountObjects(item))):
                self._left -= 1
                if self._left < 0:
                    return
                self._object(pdfium_c.FPDFFormObj_GetObject(item, i), inner, depth - 1)

    def _path(self, item: object, outer: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
            return
        left, bottom, right, top = _bounds(item)
        if right - left <= _THIN or top - bottom <= _THIN:
            self._line(_apply(outer, left, bottom), _apply(outer, right, top))
            return
        count = pdfium_c.FPDFPath_CountSegments(item)
        if count > _MOST_SEGMENTS:
            return
        matrix = _times(_matrix(item), outer)
        for figure in _figures(item, count):
            points = [_apply(matrix, x, y) for x, y in figure]
            if stroke.value:
                for one, other in pairwise(points):
                    self._line(one, other)
            else:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                self._line((min(xs), min(ys)), (max(xs), max(ys)))

    def _line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        """Keep what runs straight along or across the page; everything else is no line of a table."""
        x0, y0 = _turned(self._turn, *one)
        x1, y1 = _turned(self._turn, *other)
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= _THIN and width >= _SHORTEST and width > height:
            self._across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= _THIN and height >= _SHORTEST:
            self._down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _figures(item: object, count: int) -> list[list[tuple[float, float]]]:
    """The points of each part of a path; a closed part ends where it began, a curve is left out."""
    figures: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO or not figures:
            figures.append([])
        figures[-1].append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and len(figures[-1]) > 1:
            figures[-1].append(figures[-1][0])
    return [figure for figure in figures if len(figure) > 1]


def _bounds(item: object) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _matrix(item: object) -> _Matrix:
    m = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    e, f = _apply(outer, e, f)
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        e,
        f,
    )
