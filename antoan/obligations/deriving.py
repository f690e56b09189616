"""From an event to the day until which the law wants something done, each step with its reason. No database.

    derive("investigate_accident", date(2024, 6, 20), gravity="fatal").due   # 2024-07-22, a Monday

The law of the day of the event governs. Days are counted by the Civil Code (Bộ luật Dân sự 91/2015/QH13, Điều 147, 148).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from dateutil.relativedelta import relativedelta
from django.urls import reverse

from antoan import law
from antoan.law.errors import nearest
from antoan.obligations import calendar

_FILE = Path(__file__).parent / "duties.yaml"
_NEEDED, _ALLOWED = {"code", "name", "event", "rule"}, {"code", "name", "event", "rule", "given", "who", "receiver"}


class UnknownDuty(LookupError):
    def __init__(self, code: str):
        self.nearest = nearest(code, duties())
        super().__init__(code)
        self.message_vi = f"Không có loại việc “{code}”. Các loại gần nhất: {', '.join(self.nearest)}."


class NotADeadline(LookupError):
    """The rule says something, but nothing from which a day follows."""

    def __init__(self, code: str):
        super().__init__(code)
        self.message_vi = f"{code}: quy định không cho một ngày cụ thể; hãy xem antoan law show."


@dataclass(frozen=True)
class Duty:
    """A duty of the law: the event it begins with, the rule that sets its day, and those that say who and to whom."""

    code: str
    name: str
    event: str
    rule: str
    given: Mapping[str, str]
    who: str = ""
    receiver: str = ""

    @property
    def parameters(self) -> dict[str, Mapping[str, str]]:
        """What must be told: parameter → its values with their names."""
        return {name: values for name, values in law.current().rule(self.rule).by.items() if name not in self.given}


@dataclass(frozen=True)
class Derived:
    """The day, how it came about, and whence. `mark` is set where a source was not yet compared with the gazette."""

    duty: Duty
    due: date
    steps: tuple[str, ...]
    citation: str
    mark: str
    is_certain: bool
    digest: str  # of the rule's entry: it changes when the law does
    rule: str  # the very entry: "accidents.investigation_time_limit(fatal)@2016-07-01"


@cache
def duties() -> dict[str, Duty]:
    """The duties of the table, strictly read: an unknown or missing word is an error with its place."""
    found: dict[str, Duty] = {}
    for number, row in enumerate(yaml.safe_load(_FILE.read_text(encoding="utf-8")), start=1):
        words = set(row)
        if words - _ALLOWED or _NEEDED - words or row["code"] in found:
            raise ValueError(
                f"{_FILE.name}, dòng thứ {number}: sai hoặc thiếu {sorted(words ^ _NEEDED)}, hoặc trùng mã"
            )
        found[row["code"]] = Duty(given=row.pop("given", {}), **row)
    return found


def duty_of(code: str) -> Duty:
    try:
        return duties()[code]
    except KeyError:
        raise UnknownDuty(code) from None


def derive(code: str, event_on: date, **given: str) -> Derived:
    """Until when a duty is to be done that began with an event on that day.

    Raises:
        UnknownDuty, NotADeadline
        UnknownParameter, NotInForce, OpenQuestion: as the law answers.
    """
    duty = duty_of(code)
    entry = law.on(event_on).get(duty.rule, **{**duty.given, **given})
    said = ", ".join([f"{duty.event} {event_on:%d/%m/%Y}", *filter(None, [entry.variant_name])])
    counted = _count(code, entry, event_on)
    sources = f"{entry.citation}" + (f" ({entry.mark})" if entry.mark else "")
    steps = (f"{said}: {_limit_words(entry)} theo {sources}", *counted.steps)
    return Derived(
        duty, counted.day, steps, str(entry.citation), entry.mark, counted.is_certain, entry.digest, entry.reference
    )


def _count(code: str, entry: Any, start: date) -> calendar.Deadline:
    value = entry.value
    match entry.unit:
        case _ if entry.operator == "immediately":
            return calendar.Deadline(start, True, ("làm ngay, không chờ ngày làm việc",))
        case "calendar_day" if entry.rolls is False:
            end = start + timedelta(days=value)
            return calendar.Deadline(end, True, (f"{start:%d/%m/%Y} + {value} ngày = {end:%d/%m/%Y}",))
        case "calendar_day":
            return calendar.add_days(start, value)
        case "working_day":
            return calendar.add_working_days(start, value)
        case "month" | "year":
            return _after_months(start, value * (12 if entry.unit == "year" else 1))
        case "time" if isinstance(value, Mapping) and value.get("months"):
            return _after_months(start, value["months"] // value.get("times", 1))
        case "day_of_year":
            return _next_day_of_year(start, value, is_before=entry.operator == "before")
    raise NotADeadline(code)


def _after_months(start: date, months: int) -> calendar.Deadline:
    """The same number of the last month; its last day where it has none (Bộ luật Dân sự, Điều 148 khoản 3)."""
    end = start + relativedelta(months=months)
    rolled = calendar.roll(end)
    step = f"{start:%d/%m/%Y} + {months} tháng = {end:%d/%m/%Y} (Điều 148 khoản 3 Bộ luật Dân sự)"
    return calendar.Deadline(rolled.day, rolled.is_certain, (step, *rolled.steps))


def _next_day_of_year(start: date, value: str, *, is_before: bool) -> calendar.Deadline:
    """A fixed day of the year does not move for a holiday: what falls on one is to be ready on the working day before."""
    month, number = map(int, value.split("-"))
    day = date(start.year, month, number)
    if day <= start:
        day = day.replace(year=start.year + 1)
    due = day - timedelta(days=1) if is_before else day
    steps = [f"trước ngày {day:%d/%m/%Y}: ngày cuối còn kịp là {due:%d/%m/%Y}" if is_before else f"ngày {day:%d/%m/%Y}"]
    ready, certain = due, True
    while (answer := calendar.day_answer(ready)).is_working is False:
        ready -= timedelta(days=1)
    certain = answer.is_certain
    if ready != due:
        steps.append(f"{due:%d/%m/%Y} là ngày nghỉ và hạn này không lùi: nên gửi trong ngày {ready:%d/%m/%Y}")
    return calendar.Deadline(due, certain, tuple(steps))


def _limit_words(entry: Any) -> str:
    value, unit = entry.value, entry.unit
    if entry.operator == "immediately":
        return "ngay"
    if unit == "day_of_year":
        month, number = value.split("-")
        return f"{'trước' if entry.operator == 'before' else 'chậm nhất'} ngày {number}/{month}"
    if isinstance(value, Mapping):
        return f"ít nhất {value.get('times', 1)} lần trong {value['months']} tháng"
    words = {"calendar_day": "ngày", "working_day": "ngày làm việc", "month": "tháng", "year": "năm"}
    return f"{value} {words.get(unit, unit)}"


def answerer(duty: Duty, event_on: date, **given: str) -> law.Provision | None:
    """Who is competent, or to whom it goes, by the law of that day; None where the table names no rule or it is open."""
    key = duty.who or duty.receiver
    if not key:
        return None
    known = law.current().rule(key).by
    return law.on(event_on).find(key, **{name: value for name, value in given.items() if name in known})


def uses_of(key: str) -> list[law.Use]:
    """Which duties stand on a rule, for the page of the rule."""
    return [
        law.Use(duty.name, f"{reverse('obligations:reckon')}?loai={duty.code}", f"từ ngày {duty.event}")
        for duty in duties().values()
        if key in (duty.rule, duty.who, duty.receiver)
    ]
