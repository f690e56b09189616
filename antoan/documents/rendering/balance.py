"""How wide a title is set so that its last line is no widow: as narrow as its number of lines allows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

_FONTS = Path(__file__).parent / "fonts"
_EM = 1000
_SLACK = 2.0  # points: what two programs may differ in measuring a line


@cache
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    name = "Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), _EM, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, size: float, *, bold: bool) -> float:
    """The width of a line, in points; the typeface has the widths of Times New Roman."""
    return _face(bold).getlength(text) * size / _EM


def balanced_width(text: str, size: float, *, bold: bool, most: float) -> float:
    """The least width in points at which the text has as few lines as in `most`; `most` where it fits into one line."""
    words = [[width_of(word, size, bold=bold) for word in line.split()] for line in text.split("\n")]
    blank = width_of(" ", size, bold=bold)
    wanted = sum(_lines(line, blank, most) for line in words)
    if wanted <= len(words):
        return most
    longest = max((word for line in words for word in line), default=most)
    low, high = min(longest, most), most
    while high - low > 0.5:
        middle = (low + high) / 2
        if sum(_lines(line, blank, middle) for line in words) <= wanted:
            high = middle
        else:
            low = middle
    return min(high + _SLACK, most)


def _lines(words: list[float], blank: float, width: float) -> int:
    """Lines that words of these widths take, each filled before the next begins."""
    lines, at = 1, 0.0
    for word in words:
        if at and at + blank + word > width:
            lines, at = lines + 1, word
        else:
            at = at + blank + word if at else word
    return lines
