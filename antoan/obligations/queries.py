"""What is owed, as people ask it: by me, by my unit, this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from antoan.accounts.queries import Seats, seats_of
from antoan.core.scoping import Actor, reach
from antoan.obligations.calendar import day_answer, holidays, unannounced
from antoan.obligations.kinds import help_kinds
from antoan.obligations.models import Notice, Obligation
from antoan.units.models import Unit


def work_of(actor: Actor, seats: Seats | None = None) -> QuerySet[Obligation]:
    """What the actor's own units owe, and what he answers for himself; soonest first."""
    mine = Q(unit__in=(seats or seats_of(actor)).allowing("obligations.view")) | Q(accountable=actor.user_id)
    return Obligation.objects.standing().filter(mine).select_related("unit", "to", "accountable")


@dataclass(frozen=True)
class Load:
    """How much is owed: today and late, within seven days, in all; and how much is done along with those who lead."""

    overdue: int
    today: int
    week: int
    total: int
    helping: int


def own_of(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Those for whose result the unit itself answers."""
    return rows.exclude(kind__in=help_kinds())


def helped_of(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Those in which another unit leads."""
    return rows.filter(kind__in=help_kinds())


def load_of(rows: QuerySet[Obligation]) -> Load:
    """Counts in one query."""
    today = timezone.localdate()
    helps = Q(kind__in=help_kinds())
    counts = rows.order_by().aggregate(
        overdue=Count("pk", filter=~helps & Q(due__lt=today)),
        today=Count("pk", filter=~helps & Q(due=today)),
        week=Count("pk", filter=~helps & Q(due__gte=today, due__lte=today + timedelta(days=7))),
        total=Count("pk", filter=~helps),
        helping=Count("pk", filter=helps),
    )
    return Load(**counts)


def notices_of(actor: Actor, seats: Seats | None = None) -> QuerySet[Notice]:
    """Words about late duties that were said to the actor or to his own units and not yet seen."""
    own = (seats or seats_of(actor)).allowing("obligations.view")
    mine = Q(user=actor.user_id) | Q(user=None, unit__in=own)
    return Notice.objects.filter(mine, seen_at=None).select_related("obligation__unit")


def readable(actor: Actor) -> QuerySet[Obligation]:
    """The duties whose page the actor may open: of the units in his reach, those owed to them, and his own."""
    rows = Obligation.objects.select_related("unit", "to", "accountable", "passed_to__unit")
    if actor.is_system:
        return rows
    units = reach(actor.granted("obligations.view"))
    return rows.filter(Q(unit__in=units) | Q(to__in=units) | Q(accountable=actor.user_id))


def steps_of(duty: Obligation) -> list[str]:
    """How its day came about, in sentences: as it was computed, or what was set by hand and moved since."""
    steps = list(duty.steps) or [f"Giao ngày {duty.begins_on:%d/%m/%Y}"]
    if not duty.steps and duty.first_due:
        steps.append(f"Hạn đầu {duty.first_due:%d/%m/%Y}, do nơi giao ấn định")
    if duty.due and duty.first_due and duty.due != duty.first_due:
        steps.append(f"Được lùi đến {duty.due:%d/%m/%Y}; hạn đầu vẫn giữ trên hồ sơ")
    if duty.due is None:
        steps.append("Nơi giao không nêu ngày đến hạn, hoặc việc làm theo chu kỳ không có ngày")
    elif not duty.steps and not (answer := day_answer(duty.due)).is_working:
        said = "chưa biết có phải ngày nghỉ không" if answer.is_working is None else "là ngày nghỉ"
        steps.append(f"Ngày {duty.due:%d/%m/%Y} {said} ({answer.reason}); hạn do nơi giao ấn định nên không dời")
    if duty.done_on:
        steps.append(f"Xong ngày {duty.done_on:%d/%m/%Y}")
    elif duty.passed_to:
        steps.append(f"Chuyển cho {duty.passed_to.unit} ngày {duty.ended_on:%d/%m/%Y}")
    elif duty.ended_on:
        steps.append(f"Thôi ngày {duty.ended_on:%d/%m/%Y}")
    return steps


@dataclass(frozen=True)
class Month:
    """A month of the year's calendar: its duties by day, and its days off."""

    number: int
    duties: list[Obligation]
    days_off: list[tuple[date, str]]


@dataclass(frozen=True)
class YearWheel:
    """The duties of a unit in a year. `is_announced`: whether the days off around Tết and 2/9 are known."""

    year: int
    months: list[Month]
    without_day: int
    is_announced: bool


def year_of(unit: Unit, year: int) -> YearWheel:
    """What the unit owes or owed with a day in that year. Two queries."""
    rows = Obligation.objects.filter(unit=unit, ended_on=None).select_related("accountable")
    due = list(rows.filter(due__year=year).order_by("due", "id"))
    off = sorted(holidays(year).items())
    months = [
        Month(
            number,
            [duty for duty in due if duty.due and duty.due.month == number],
            [(day, name) for day, name in off if day.month == number],
        )
        for number in range(1, 13)
    ]
    return YearWheel(
        year, months, rows.standing().filter(due=None).count(), not unannounced(date(year, 1, 1), date(year, 12, 31))
    )
