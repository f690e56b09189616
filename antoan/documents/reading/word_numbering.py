"""Automatic numbers of a DOCX: the file keeps only "item 3 of list 7", the reader of the paper sees "3." or "c)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from antoan.documents.reading.archives import attribute, child, local, number
from antoan.documents.reading.labels import bullet, letter, roman

_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restart: int | None = None  # 1-based level whose step begins the count anew; 0 never; None: any higher level
    legal: bool = False  # every number of the label in digits


class Numbering:
    """Counts the numbered paragraphs of a document in their order. Ask once per paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by w:abstractNumId
        self._abstract: dict[str, str] = {}  # w:numId → w:abstractNumId
        self._own: dict[str, dict[int, _Level]] = {}  # levels that a w:num overrides
        self._starts: dict[str, dict[int, int]] = {}  # counts that a w:num begins anew
        self._begun: set[str] = set()
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for item in root:
            identity = attribute(item, "abstractNumId")
            if local(item) == "abstractNum" and identity is not None:
                self._levels[identity] = _levels(item)
        self._follow_links(root)
        for item in root:
            identity = attribute(item, "numId")
            target = attribute(child(item, "abstractNumId"), "val")
            if local(item) == "num" and identity is not None and target is not None:
                self._abstract[identity] = target
                self._override(identity, item)

    def label(self, list_id: str | None, level: int) -> str:
        """The label of the next paragraph of that list and level (0-based); "" where it shows none."""
        abstract = self._abstract.get(list_id or "")
        if list_id is None or abstract is None or not 0 <= level < _LEVELS:
            return ""
        levels = self._levels.get(abstract, {}) | self._own.get(list_id, {})
        counts = self._counts.setdefault(abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for place, start in self._starts.get(list_id, {}).items():
                counts[place] = start - 1
                for deeper in [deep for deep in counts if deep > place]:
                    del counts[deeper]
        shape = levels.get(level, _Level())
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels.get(deeper, _Level()).restart
            if restart is None or (restart and level < restart):
                counts.pop(deeper, None)
        if shape.form == "bullet":
            return bullet(shape.text)
        if shape.form == "none":
            return re.sub(r"%\d", "", shape.text).strip()

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            other = levels.get(place, _Level())
            return _number(counts.get(place, other.start), "decimal" if shape.legal else other.form)

        return re.sub(r"%([1-9])", shown, shape.text).strip()

    def _follow_links(self, root: etree._Element) -> None:
        """Give a list that only names a list style the levels of the list that defines that style."""
        defined: dict[str | None, dict[int, _Level]] = {
            attribute(child(item, "styleLink"), "val"): self._levels.get(attribute(item, "abstractNumId") or "", {})
            for item in root
        }
        for item in root:
            link = attribute(child(item, "numStyleLink"), "val")
            identity = attribute(item, "abstractNumId")
            if link in defined and link is not None and identity in self._levels:
                self._levels[identity] = defined[link]

    def _override(self, identity: str, item: etree._Element) -> None:
        for override in item:
            if local(override) != "lvlOverride":
                continue
            place = number(attribute(override, "ilvl"), 0, most=_LEVELS)
            level = child(override, "lvl")
            if level is not None:
                self._own.setdefault(identity, {})[place] = _level(level)
            start = attribute(child(override, "startOverride"), "val")
            if start is not None:
                self._starts.setdefault(identity, {})[place] = number(start, 1)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    return {number(attribute(item, "ilvl"), 0, most=_LEVELS): _level(item) for item in abstract if local(item) == "lvl"}


def _level(item: etree._Element) -> _Level:
    restart = attribute(child(item, "lvlRestart"), "val")
    legal = child(item, "isLgl")
    return _Level(
        start=number(attribute(child(item, "start"), "val"), 1),
        form=attribute(child(item, "numFmt"), "val") or "decimal",
        text=attribute(child(item, "lvlText"), "val") or "",
        restart=None if restart is None else number(restart, 0, most=_LEVELS),
        legal=legal is not None and (attribute(legal, "val") or "1") not in ("0", "false", "off"),
    )


def _number(value: int, form: str) -> str:
    match form:
        case "upperRoman":
            return roman(value).upper()
        case "lowerRoman":
            return roman(value)
        case "upperLetter":
            return letter(value).upper()
        case "lowerLetter":
            return letter(value)
        case "decimalZero":
            return f"{value:02d}"
        case "none":
            return ""
        case _:
            return str(value)
