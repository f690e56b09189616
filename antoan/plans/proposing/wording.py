"""Vietnamese wording made comparable without losing places: every key has the length of its text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LATE_TONE = re.compile(r"(?<![qQ])([ou])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")
_EARLY = {
    **{a: ("a", i) for i, a in enumerate("àáảãạ")},
    **{e: ("e", i) for i, e in enumerate("èéẻẽẹ")},
    **{y: ("y", i) for i, y in enumerate("ỳýỷỹỵ")},
}
_MARKED = {"o": "òóỏõọ", "u": "ùúủũụ"}
_BLANKS = re.compile(r"[\s\u200b]")
_DASHES = str.maketrans("–—‑", "---")


def key(text: str) -> str:
    """The text in lower case with one spelling for both places of a tone mark (uỷ → ủy), plain dashes and blanks.

    The key is as long as the text, so a place found in the one is a place in the other.
    """
    low = text.lower()
    if len(low) != len(text):  # a few foreign letters grow when lowered
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    low = _BLANKS.sub(" ", low.translate(_DASHES))
    return _LATE_TONE.sub(_tone_first, low)


def _tone_first(found: re.Match[str]) -> str:
    vowel, tone = _EARLY[found[2]]
    return _MARKED[found[1]][tone] + vowel


def words(*phrases: str) -> str:
    """An alternation of whole phrases, the longest first, blanks elastic; to be put inside a pattern of keys."""
    all_phrases = {key(p.strip()) for phrase in phrases for p in phrase.split("|") if p.strip()}
    longest_first: Iterable[str] = sorted(all_phrases, key=lambda p: (-len(p), p))
    return r"(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first) + r")(?!\w)"


class Placed:
    """Healed wording whose every character knows its place in the source text."""

    def __init__(self, text: str, source: str, start: int, end: int) -> None:
        self.text = text
        self.key = key(text)
        self.start, self.end = start, end
        self._places = _align(text, source, start, end)

    def span(self, begin: int, stop: int) -> tuple[int, int]:
        """The source offsets of `text[begin:stop]`, blanks at its ends left out; the whole where they cannot be told."""
        while begin < stop and self.text[begin].isspace():
            begin += 1
        while stop > begin and self.text[stop - 1].isspace():
            stop -= 1
        if begin == 0 and stop >= len(self.text.rstrip()):
            return self.start, self.end
        if self._places is None or begin >= stop:
            return self.start, self.end
        last = self.end if stop >= len(self.text.rstrip()) else self._places[stop - 1] + 1
        return (self.start if begin == 0 else self._places[begin]), last


def _align(text: str, source: str, start: int, end: int) -> list[int] | None:
    """For each character its place in the source: healing only drops characters and changes blanks."""
    places, at = [], start
    for character in text:
        if character.isspace():
            places.append(at)
            continue
        found = source.find(character, at, end)
        if found < 0:
            return None
        places.append(found)
        at = found + 1
    return places


def depths(text: str) -> list[int]:
    """How deep each character stands in brackets and quotation marks. An unclosed bracket does not swallow the rest."""
    opens, closes = "([“", ")]”"
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for place, character in enumerate(text):
        if character in opens:
            waiting.append(place)
        elif character in closes and waiting:
            kind = closes.index(character)
            if text[waiting[-1]] == opens[kind]:
                partner[waiting.pop()] = place
    depth, result, closing = 0, [], set(partner.values())
    for place in range(len(text)):
        if place in partner:
            depth += 1
        result.append(depth)
        if place in closing:
            depth -= 1
    return result


def place_of_tail(text: str, source: str, start: int, end: int) -> tuple[int, int]:
    """Where a healed heading stands in `source[start:end]`, whose front is its label ("1.", "Điều 2.") and whose end may
    be a colon; the whole stretch if unknown."""
    at, last = end, None
    for character in reversed(text.rstrip()):
        if character.isspace():
            continue
        at = source.rfind(character, start, at)
        if at < 0:
            return start, end
        last = last or at + 1
    return at, last or end
