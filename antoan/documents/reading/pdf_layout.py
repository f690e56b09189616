"""From the letters of a PDF page to words and lines that keep their place: side by side stays side by side."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

_LETTER_GAP = 0.28  # a wider gap between letters, in line heights, begins a new word even without a blank
_COLUMN_GAP = 1.3  # a wider gap between words, in line heights, is a gap between columns
_SAME_LINE = 0.4  # base lines closer than this, in line heights, are one line (superscripts too)
PARAGRAPH_GAP = 1.75  # a wider step between lines, in usual steps, is an empty line
_LEAST_BLANKS = 3  # between columns
_MOST_BLANKS = 200


@dataclass(slots=True)
class Word:
    """A word with its box in points; `base` is its base line, counted downward."""

    text: str
    left: float
    right: float
    base: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides in which table cell the word stands."""
        return (self.left + self.right) / 2, self.base - self.height * 0.3


@dataclass(slots=True)
class Glyph:
    """A letter as the page draws it; `foot` is the lower edge of its box."""

    text: str
    left: float
    right: float
    base: float
    height: float
    foot: float


def words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Join letters into words, in the order in which the page draws them."""
    found: list[Word] = []
    word: Word | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            word = None
            continue
        if word is not None and (
            abs(glyph.base - word.base) > _SAME_LINE * word.height
            or glyph.left - word.right > _LETTER_GAP * word.height
            or glyph.left < word.left - 1
        ):
            word = None
        if word is None:
            word = Word(glyph.text, glyph.left, glyph.right, glyph.base, glyph.height)
            found.append(word)
        else:
            word.text += glyph.text
            word.right = max(word.right, glyph.right)
    return found


def lines(page: list[Word]) -> list[list[Word]]:
    """Words grouped into lines from top to bottom, each from left to right; letters drawn twice stand once."""
    found: list[list[Word]] = []
    for word in sorted(page, key=lambda w: (w.base, w.left)):
        if found and word.base - found[-1][0].base <= _SAME_LINE * max(word.height, found[-1][0].height):
            found[-1].append(word)
        else:
            found.append([word])
    return [_once(sorted(line, key=lambda w: w.left)) for line in found]


def _once(line: list[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in line:
        twin = any(w.text == word.text and abs(w.left - word.left) < 1.5 for w in kept[-2:])
        if not twin:
            kept.append(word)
    return kept


def letter_width(page: list[Word]) -> float:
    """The usual width of a letter on a page, in points."""
    widths = [(word.right - word.left) / len(word.text) for word in page if word.right > word.left]
    return max(1.0, statistics.median(widths)) if widths else 6.0


def line_pitch(page: list[list[Word]]) -> float:
    """The usual distance between the base lines of a page, in points; 0.0 where it has fewer than three lines."""
    steps = [after[0].base - before[0].base for before, after in pairwise(page)]
    return statistics.median(steps) if len(steps) > 1 else 0.0


def typeset(line: list[Word], *, margin: float, width: float) -> str:
    """A line as text: its indent in blanks, one blank between words, several between columns."""
    text = ""
    end = 0.0
    for word in line:
        place = min(_MOST_BLANKS, max(0, round((word.left - margin) / width)))
        if not text:
            text = " " * place
        elif word.left - end > _COLUMN_GAP * word.height:
            text += " " * max(_LEAST_BLANKS, place - len(text))
        elif word.left - end > 0.02 * word.height or not _touches(text, word.text):
            text += " "
        text += word.text
        end = word.right
    return text


def _touches(text: str, word: str) -> bool:
    """Whether two words without a gap are parts of one, such as a letter and its mark set apart."""
    return not (text[-1].isalnum() and word[0].isalnum())
