"""What a PDF page draws, as letters and straight lines in upright coordinates (points, counted downward)."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw

from antoan.documents.reading.labels import bullet
from antoan.documents.reading.pdf_layout import Glyph
from antoan.documents.reading.pdf_tables import Rule

pdfium_c: Any = pypdfium2.raw  # its names are made while it is imported, out of a type checker's sight

_THIN = 3.0  # points: a filled shape no thicker than this is a line
_SHORTEST = 4.0  # points: shorter strokes are dots and serifs
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 400
_DEPTH = 3  # forms within forms
_BLANKS = {"\r", "\n", "\t", "\f", "\x0b", "\xa0", "\x00", "\ufffe", "\uffff"}

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]


@dataclass
class Drawn:
    """A page: its letters in the order of drawing, its lines, and whether a picture covers most of it."""

    glyphs: list[Glyph]
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
            turn, glyphs = _glyphs(text_page)
        finally:
            text_page.close()
        across, down, pictured = _Lines(page, turn).collect()
        return Drawn(glyphs, across, down, pictured)
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


def _glyphs(text_page: pdfium.PdfTextPage) -> tuple[int, list[Glyph]]:
    count = text_page.count_chars()
    handle = text_page.raw
    turn = _turn(handle, count)
    unicode_of = pdfium_c.FPDFText_GetUnicode
    origin_of = pdfium_c.FPDFText_GetCharOrigin
    box_of = pdfium_c.FPDFText_GetLooseCharBox
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium_c.FS_RECTF()
    glyphs: list[Glyph] = []
    for i in range(count):
        code = unicode_of(handle, i)
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        letter = chr(code)
        if letter in _BLANKS or letter == " ":
            glyphs.append(Glyph(" ", 0.0, 0.0, 0.0, 0.0))
            continue
        if code < 0x20 or letter == "\xad":
            letter = "-" if code in (2, 0xAD) else ""  # PDFium marks a hyphen at a line's end with U+0002
            if not letter:
                continue
        if "\ue000" <= letter <= "\uf8ff":
            letter = bullet(letter)
        origin_of(handle, i, x, y)
        box_of(handle, i, box)
        left, one = _turned(turn, box.left, box.bottom)
        right, other = _turned(turn, box.right, box.top)
        _, base = _turned(turn, x.value, y.value)
        glyphs.append(Glyph(letter, min(left, right), max(left, right), base, max(1.0, abs(one - other))))
    return turn, glyphs


def _turn(handle: object, count: int) -> int:
    """The direction of most letters, in quarter turns against the clock."""
    step = max(1, count // 60)
    angles = Counter(
        round(pdfium_c.FPDFText_GetCharAngle(handle, i) / (math.pi / 2)) % 4
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
