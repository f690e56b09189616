"""The year of a unit as a calendar for the wall: twelve months, which days are off, and what is due on which day.

On the page, in print and as a PDF (wall.typ). A day that no announcement has settled is shown as unknown, never guessed.
"""

from __future__ import annotations

import json
import threading
from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import typst
from django.db.models import Q

import antoan
from antoan.obligations.calendar import day_answer, holidays, unannounced
from antoan.obligations.models import Obligation
from antoan.units.models import Unit, UnitLineage

SIZES = ("a4", "a3")
_HERE = Path(__file__).parent
_FONTS = Path(antoan.__file__).parent / "documents" / "rendering" / "fonts"  # those of the official papers
_MONDAY_FIRST = Calendar(firstweekday=0)
_local = threading.local()


@dataclass(frozen=True)
class Entry:
    """A duty with its number in the list, and the body it came from where that was another one."""

    number: int
    duty: Obligation
    origin: str = ""


@dataclass(frozen=True)
class Square:
    """A day. `state`: working, off, unknown, or worked (instead of another day); `why` says so in words."""

    day: date
    state: str
    why: str
    entries: tuple[Entry, ...]
    is_today: bool = False

    @property
    def numbers(self) -> str:
        """As a square has room for: "3", "3, 4", "3–7"."""
        found = [entry.number for entry in self.entries]
        return f"{found[0]}–{found[-1]}" if len(found) > 2 else ", ".join(map(str, found))


@dataclass(frozen=True)
class Month:
    """A month by weeks from Monday on; None where the week belongs to its neighbour."""

    number: int
    weeks: list[list[Square | None]]
    entries: list[Entry]
    days_off: list[tuple[date, str]]
    is_current: bool

    @property
    def days_off_told(self) -> list[tuple[date, str]]:
        """Days off that follow each other under one name, told once by their first day and how many."""
        told: list[tuple[date, str]] = []
        at = 0
        while at < len(self.days_off):
            day, name = self.days_off[at]
            end = at + 1
            while end < len(self.days_off) and self.days_off[end] == (day + timedelta(days=end - at), name):
                end += 1
            told.append((day, name if end == at + 1 else f"{name} ({end - at} ngày)"))
            at = end
        return told


@dataclass(frozen=True)
class Wall:
    """The duties of a unit in a year. `is_announced`: whether the days off around Tết and 2/9 are known."""

    unit: Unit
    year: int
    months: list[Month]
    without_day: int
    is_announced: bool
    today: date

    @property
    def entries(self) -> Iterator[Entry]:
        for month in self.months:
            yield from month.entries

    @property
    def count(self) -> int:
        return sum(len(month.entries) for month in self.months)

    @property
    def open_count(self) -> int:
        return sum(entry.duty.done_on is None for entry in self.entries)


def wall_of(unit: Unit, year: int, today: date) -> Wall:
    """What the unit owes or owed with a day in that year, and what bodies owed whose work it took over. Three queries.

    What workplaces owe under its watch is not the unit's year.
    """
    before = dict(
        UnitLineage.objects.filter(successor=unit, distance__gt=0).values_list("predecessor_id", "predecessor__name")
    )
    rows = Obligation.objects.filter(Q(unit=unit) | Q(unit__in=before), ended_on=None, owed_by="")
    due = rows.filter(due__year=year).select_related("accountable").prefetch_related("passed_from__unit")
    entries = [
        Entry(number, duty, _origin(duty, before)) for number, duty in enumerate(due.order_by("due", "pk"), start=1)
    ]
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        assert entry.duty.due is not None
        by_day.setdefault(entry.duty.due, []).append(entry)
    off = sorted(holidays(year).items())
    months = [
        Month(
            number,
            [[_square(day, by_day, today) if day.month == number else None for day in week] for week in
             _MONDAY_FIRST.monthdatescalendar(year, number)],
            [entry for entry in entries if entry.duty.due and entry.duty.due.month == number],
            [(day, name) for day, name in off if day.month == number],
            (today.year, today.month) == (year, number),
        )
        for number in range(1, 13)
    ]  # fmt: skip
    is_announced = not unannounced(date(year, 1, 1), date(year, 12, 31))
    return Wall(unit, year, months, rows.standing().filter(due=None).count(), is_announced, today)


def _origin(duty: Obligation, before: dict[int, str]) -> str:
    """The body that owed it first: it stands with it still, or was passed on when that body ended."""
    if duty.unit_id in before:
        return before[duty.unit_id]
    return next((str(old.unit) for old in duty.passed_from.all()), "")


def _square(day: date, by_day: dict[date, list[Entry]], today: date) -> Square:
    answer = day_answer(day)
    if answer.is_working is None:
        state = "unknown"
    elif answer.is_working:
        state = "worked" if day.weekday() >= 5 else "working"
    else:
        state = "off"
    return Square(day, state, answer.reason, tuple(by_day.get(day, ())), day == today)


def render_pdf(wall: Wall, size: str) -> bytes:
    """The calendar lying on A4 or A3: the months on the first sheet, the numbered list behind them. PDF/A-2b."""
    inputs = {"wall": json.dumps(_data(wall, size), ensure_ascii=False)}
    moment = int(datetime.combine(wall.today, time(12), tzinfo=UTC).timestamp())
    made = _compiler().compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=moment)
    assert isinstance(made, bytes)
    return made


def _compiler() -> typst.Compiler:
    """One compiler a thread, as for the papers: it remembers template and fonts."""
    compiler = getattr(_local, "compiler", None)
    if compiler is None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_FONTS)])
        compiler = typst.Compiler(_HERE / "wall.typ", root=_HERE, font_paths=fonts, ignore_system_fonts=True)
        _local.compiler = compiler
    return compiler


def _data(wall: Wall, size: str) -> dict[str, Any]:
    return {
        "size": size,
        "title": f"Lịch việc năm {wall.year}",
        "unit": str(wall.unit),
        "notes": notes(wall),
        "unknown": not wall.is_announced,
        "printed": f"In ngày {wall.today:%d/%m/%Y}",
        "months": [
            {
                "name": f"Tháng {month.number}",
                "current": month.is_current,
                "weeks": [
                    [
                        square
                        and {"day": square.day.day, "state": square.state, "numbers": square.numbers, "first": square.entries[0].number if square.entries else 0}
                        for square in week
                    ]
                    for week in month.weeks
                ],
                "off": "; ".join(f"{day:%d/%m} {name}" for day, name in month.days_off_told),
            }
            for month in wall.months
        ],
        "entries": [
            {
                "number": entry.number,
                "day": f"{entry.duty.due:%d/%m}",
                "title": entry.duty.title[:1].upper() + entry.duty.title[1:],
                "facts": "; ".join(filter(None, (
                    f"tiếp nhận từ {entry.origin}" if entry.origin else "",
                    entry.duty.basis,
                    str(entry.duty.accountable or ""),
                    f"đã xong {entry.duty.done_on:%d/%m/%Y}" if entry.duty.done_on else "",
                ))),
            }
            for entry in wall.entries
        ],
    }  # fmt: skip


def notes(wall: Wall) -> list[str]:
    """What a reader of the calendar must know beside it."""
    said = []
    if not wall.is_announced:
        said.append(
            f"Chưa có thông báo nghỉ Tết, Quốc khánh năm {wall.year} trong hệ thống: những ngày có dấu ? không được đoán."
        )
    if wall.without_day:
        said.append(f"Ngoài các việc có ngày còn {wall.without_day} việc thường xuyên.")
    return said
