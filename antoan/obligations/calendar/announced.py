"""The yearly announcements of days off, read strictly: a wrong line is named with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("announced.yaml")
_KEYS = {"year", "tet", "national_day", "swaps", "citation", "confidence", "verified_on"}


class WrongTable(ValueError):
    """The table of announcements has a fault; the message names file, line and what is wrong."""


@dataclass(frozen=True)
class Announced:
    """What was announced for one year: the days off at Tết, the second day of 2/9, days swapped (off, worked instead)."""

    year: int
    tet_first: date
    tet_last: date
    national_day: date
    swaps: tuple[tuple[date, date], ...]
    citation: str
    confidence: str  # "sure" | "likely"
    verified_on: date | None

    @property
    def off(self) -> frozenset[date]:
        return frozenset(day for day, _ in self.swaps)

    @property
    def worked(self) -> frozenset[date]:
        return frozenset(day for _, day in self.swaps)


@lru_cache(maxsize=1)
def announced() -> dict[int, Announced]:
    return read(FILE.read_text(encoding="utf-8"), FILE.name)


def read(text: str, name: str) -> dict[int, Announced]:
    """The announcements by year.

    Raises:
        WrongTable: an unknown, missing or double key, a day outside its year, a year given twice, no citation.
    """
    years: dict[int, Announced] = {}
    table = yaml.compose(text)
    if not isinstance(table, yaml.SequenceNode):
        raise WrongTable(f"{name}: phải là danh sách các năm")
    for node in table.value:
        place = f"{name}, dòng {node.start_mark.line + 1}"
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise WrongTable(f"{place}: một khóa ghi hai lần")
        if set(keys) != _KEYS:
            raise WrongTable(f"{place}: thiếu hoặc thừa khóa {', '.join(sorted(set(keys) ^ _KEYS))}")
        row = yaml.safe_load(yaml.serialize(node))
        made = _row(row, place)
        if made.year in years:
            raise WrongTable(f"{place}: năm {made.year} ghi hai lần")
        years[made.year] = made
    return years


def _row(row: dict[str, Any], place: str) -> Announced:
    if not row["citation"] or row["confidence"] not in ("sure", "likely"):
        raise WrongTable(f"{place}: thiếu căn cứ hoặc độ chắc chắn")
    swaps = tuple((swap["rest"], swap["work"]) for swap in row["swaps"])
    days = [row["tet"]["first"], row["tet"]["last"], row["national_day"], *(day for swap in swaps for day in swap)]
    if any(not isinstance(day, date) or day.year != row["year"] for day in days):
        raise WrongTable(f"{place}: có ngày không thuộc năm {row['year']}")
    if row["tet"]["last"] < row["tet"]["first"]:
        raise WrongTable(f"{place}: Tết kết thúc trước khi bắt đầu")
    return Announced(
        row["year"], row["tet"]["first"], row["tet"]["last"], row["national_day"], swaps, row["citation"], row["confidence"],
        row["verified_on"],
    )  # fmt: skip
