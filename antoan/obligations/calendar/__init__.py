"""The calendar of Vietnamese working days, each answer with its reason. Plain Python: no database.

Weekends; fixed holidays; Giỗ Tổ computed from the lunar calendar; the days around Tết and 2/9 and swapped days from the
yearly announcements. A year without its announcement says so: its answers are not certain, and Tết is not guessed.
Sources: Bộ luật Lao động 45/2019/QH14, Điều 111, 112; Bộ luật Dân sự 91/2015/QH13, Điều 147, 148.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from antoan.obligations.calendar.announced import announced
from antoan.obligations.calendar.lunar import hung_kings_day, tet

_CODE_IN_FORCE = date(2021, 1, 1)
_CULTURE_DAY_SINCE = date(2026, 7, 1)  # Nghị quyết 28/2026/QH16: likely, not compared with the gazette
_TET_WINDOW = (timedelta(days=-3), timedelta(days=6))  # within it an unannounced year cannot say which days are off
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class DayAnswer:
    """Whether State bodies work on a day; None where no announcement says so. `reason` is for people."""

    is_working: bool | None
    reason: str

    @property
    def is_certain(self) -> bool:
        return self.is_working is not None


@dataclass(frozen=True)
class Deadline:
    """A computed day, whether every step was certain, and the steps as a person would explain them."""

    day: date
    is_certain: bool
    steps: tuple[str, ...]


def holidays(year: int) -> dict[date, str]:
    """The days off of a year that are certain, with their names; substitutes for weekends included."""
    days = {date(year, 1, 1): "Tết Dương lịch", hung_kings_day(year): "Giỗ Tổ Hùng Vương"}
    days |= {
        date(year, 4, 30): "Ngày Chiến thắng",
        date(year, 5, 1): "Ngày Quốc tế lao động",
        date(year, 9, 2): "Quốc khánh",
    }
    if date(year, 11, 24) >= _CULTURE_DAY_SINCE:
        days[date(year, 11, 24)] = "Ngày Văn hóa Việt Nam (chưa đối chiếu bản gốc)"
    if told := announced().get(year):
        span = (told.tet_last - told.tet_first).days + 1
        days |= {told.tet_first + timedelta(days=n): "Tết Nguyên đán" for n in range(span)}
        days[told.national_day] = "Quốc khánh"
        days |= dict.fromkeys(told.off, "nghỉ hoán đổi")
    for day in sorted(days):
        if day.weekday() >= 5 and "Tết Nguyên đán" not in days[day]:  # Điều 111 khoản 3
            substitute = day
            while substitute.weekday() >= 5 or substitute in days:
                substitute += timedelta(days=1)
            days[substitute] = f"nghỉ bù {days[day]}"
    return days


def day_answer(day: date) -> DayAnswer:
    """Whether State bodies work on that day, and why."""
    told = announced().get(day.year)
    if told and day in told.worked:
        return DayAnswer(True, f"{WEEKDAYS[day.weekday()]}, làm bù ({told.citation})")
    if name := holidays(day.year).get(day):
        return DayAnswer(False, name)
    if day.weekday() >= 5:
        if told is None and day.weekday() == 5:
            return DayAnswer(False, f"thứ Bảy (chưa có thông báo hoán đổi năm {day.year})")
        return DayAnswer(False, WEEKDAYS[day.weekday()])
    if told is None:
        new_year = tet(day.year)
        near_tet = new_year + _TET_WINDOW[0] <= day <= new_year + _TET_WINDOW[1]
        if near_tet or (day >= _CODE_IN_FORCE and day in (date(day.year, 9, 1), date(day.year, 9, 3))):
            return DayAnswer(None, f"chưa có thông báo nghỉ Tết, Quốc khánh năm {day.year}")
    return DayAnswer(True, WEEKDAYS[day.weekday()])


def is_working_day(day: date) -> bool:
    """Whether State bodies surely work on that day."""
    return day_answer(day).is_working is True


def roll(day: date) -> Deadline:
    """The day itself or, where it is off, the end of the next working day (Điều 148 khoản 5 Bộ luật Dân sự)."""
    steps, certain, at = [], True, day
    while (answer := day_answer(at)).is_working is not True:
        certain = certain and answer.is_certain
        steps.append(f"{at:%d/%m/%Y}: {answer.reason}")
        at += timedelta(days=1)
    if at != day:
        steps.append(f"chuyển sang {WEEKDAYS[at.weekday()]} {at:%d/%m/%Y} (Điều 148 khoản 5 Bộ luật Dân sự)")
    return Deadline(at, certain, tuple(steps))


def add_days(start: date, count: int) -> Deadline:
    """`count` calendar days after `start`, which is not counted itself (Điều 147 khoản 2), rolled to a working day."""
    end = start + timedelta(days=count)
    rolled = roll(end)
    first = f"{start:%d/%m/%Y} + {count} ngày = {end:%d/%m/%Y} (không tính ngày đầu, Điều 147 khoản 2 Bộ luật Dân sự)"
    return Deadline(rolled.day, rolled.is_certain, (first, *rolled.steps))


def add_working_days(start: date, count: int) -> Deadline:
    """The `count`-th working day after `start`, which is not counted itself."""
    at, left, certain, steps = start, count, True, []
    while left > 0:
        at += timedelta(days=1)
        answer = day_answer(at)
        certain = certain and answer.is_certain
        if answer.is_working:
            left -= 1
        elif at.weekday() < 5:
            steps.append(f"{at:%d/%m/%Y} không tính: {answer.reason}")
    return Deadline(at, certain, (f"{count} ngày làm việc sau {start:%d/%m/%Y} là {at:%d/%m/%Y}", *steps))


def unannounced(start: date, end: date) -> list[int]:
    """The years between two days for which no announcement is in the table."""
    return [year for year in range(start.year, end.year + 1) if year not in announced()]
