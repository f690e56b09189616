"""Births as lists write them: a day, a month, or the year alone. 01/01 stands in for an unknown day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

EARLIEST = 1900
_PARTS = re.compile(r"\d+")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}.*$")


class NoSuchBirth(ValueError):
    """A birth that cannot be; `reason` says why in Vietnamese."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Birth:
    """A birth as far as it is known. `day` is None where only the year (and perhaps the month) was known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def digits(self) -> str | None:
        """YYYYMMDD, or None where the day is not known."""
        return f"{self.year:04}{self.month:02}{self.day:02}" if self.day and self.month else None

    @property
    def exchanged(self) -> str | None:
        """YYYYDDMM where day and month could have been taken for each other."""
        if not self.day or not self.month or self.day > 12:
            return None
        return f"{self.year:04}{self.day:02}{self.month:02}"


@lru_cache(maxsize=1 << 16)
def parse(text: str, *, latest: int) -> Birth | None:
    """Read a birth: "12/03/1985", "1985-03-12", "12.3.85", "3/1985", "1985"; None where nothing is written.

    The day comes before the month, unless only the other order makes a date. `latest` is the last year that can be.

    Raises:
        NoSuchBirth: no day of the calendar, or a year before 1900 or after `latest`.
    """
    text = _TIME.sub("", text.strip())
    if not text or text.casefold() in (
        "không rõ",
        "khong ro",
        "k rõ",
        "?",
        "-",
        "null",
        "none",
        "nan",
        "nat",
        "n/a",
        "0",
    ):
        return None
    numbers = _PARTS.findall(text)
    if re.fullmatch(r"\d{8}", text):
        numbers = [text[:4], text[4:6], text[6:]] if text[:2] in ("19", "20") else [text[:2], text[2:4], text[4:]]
    elif re.fullmatch(r"\d{4}\.0", text):  # a year that a workbook took for a number
        numbers = [text[:4]]
    if not 1 <= len(numbers) <= 3:
        raise NoSuchBirth("không phải là ngày, tháng hay năm")
    if len(numbers) == 3 and len(numbers[0]) == 4:
        numbers = numbers[::-1]
    *before, written = numbers
    if len(numbers) == 2 and len(numbers[0]) == 4:
        before, written = [numbers[1]], numbers[0]
    year = int(written)
    if len(written) == 2 and len(numbers) == 3:
        year += 2000 if year + 2000 <= latest - 10 else 1900  # people on these lists have worked
    elif len(written) != 4:
        raise NoSuchBirth("không phải là ngày, tháng hay năm")
    if year < EARLIEST or year > latest:
        raise NoSuchBirth(f"năm {year} không thể là năm sinh")
    parts = [int(part) for part in before]
    if not any(parts):
        return Birth(year)  # "00/00/1985"
    if len(parts) == 1:
        if parts[0] > 12:
            raise NoSuchBirth(f"không có tháng {parts[0]}")
        return Birth(year, parts[0])
    day, month = parts
    if not day or not month:
        return Birth(year)
    if month > 12 >= day:
        day, month = month, day
    try:
        date(year, month, day)
    except ValueError as problem:
        raise NoSuchBirth("ngày này không có trong lịch") from problem
    if (day, month) == (1, 1):
        return Birth(year)
    return Birth(year, month, day)


def day_of(text: str) -> date | None:
    """The day of an event as a list writes it; None where it cannot be read: such a day is then not compared."""
    text = _TIME.sub("", text.strip())
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None
