"""What is late, where, who answers for it, and what moved this week: the leader's questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from antoan.core.scoping import Actor
from antoan.plans.models import Assignment, Extension, Obstacle, Plan, ProgressReport, Standing
from antoan.plans.queries.plans import plan_rows
from antoan.plans.queries.remembered import until_the_next_deed
from antoan.units.models import Unit, UnitClosure


def running(actor: Actor) -> QuerySet[Assignment]:
    """Leading parts in plans in force, in reach. Who only helps is done with the one who leads, and is not called late."""
    leading = Assignment.objects.visible_to(actor).standing().filter(part=Assignment.Part.LEAD)
    return leading.filter(task__plan__status=Plan.Status.IN_FORCE)


def standing_counts(rows: QuerySet[Assignment], today: date | None = None) -> dict[str, int]:
    """How many assignments stand in each of the State's four classes; *extended* and *awaiting* are counted apart.

    Keys: the values of `Standing`, "total", "extended", "awaiting". One query.
    """
    return rows.aggregate(**_counts(today or timezone.localdate()))


def _counts(today: date) -> dict[str, Count]:
    done = Q(confirmed_on__isnull=False)
    return {
        Standing.DONE_LATE: Count("pk", filter=done & Q(done_on__gt=F("due"))),
        Standing.DONE_ON_TIME: Count("pk", filter=done & (Q(due=None) | Q(done_on__lte=F("due")))),
        Standing.OVERDUE: Count("pk", filter=~done & Q(due__lt=today)),
        Standing.IN_TIME: Count("pk", filter=~done & (Q(due=None) | Q(due__gte=today))),
        "extended": Count("pk", filter=Q(due__isnull=False) & ~Q(due=F("first_due"))),
        "awaiting": Count("pk", filter=~done & Q(done_on__isnull=False)),
        "total": Count("pk"),
    }


def overdue_rows(actor: Actor) -> QuerySet[Assignment]:
    """Late parts, the longest late first, each with its unit and accountable head."""
    return (
        running(actor)
        .filter(confirmed_on=None, due__lt=timezone.localdate())
        .select_related("unit", "accountable", "task__plan__unit")
        .order_by("due", "id")
    )


@dataclass(frozen=True)
class UnitLate:
    """One square of the reach strip: a unit, or all below it, with its parts and how many are late or soon due."""

    unit_id: int
    name: str
    total: int
    late: int
    soon: int
    done: int

    @property
    def state(self) -> str:
        if self.late:
            return "late"
        if self.soon:
            return "soon"
        return "done" if self.total and self.done == self.total else "open"

    def __add__(self, other: UnitLate) -> UnitLate:
        """Both together, under the name of the first."""
        return UnitLate(
            self.unit_id, self.name, self.total + other.total, self.late + other.late, self.soon + other.soon,
            self.done + other.done,
        )  # fmt: skip


def late_by_unit(actor: Actor) -> list[UnitLate]:
    """Every unit in reach that has work, in the order of its name. One query."""
    return _units(_standings(actor))


def _standings(actor: Actor) -> list[dict[str, Any]]:
    """The counts of each unit in reach that has work, all at once: the leader's page reads so many rows only one time."""
    today = timezone.localdate()
    soon = Q(confirmed_on=None, due__gte=today, due__lte=today + timedelta(days=7))
    rows: Any = running(actor).values("unit_id", "unit__name").annotate(**_counts(today), soon=Count("pk", filter=soon))
    return list(rows.order_by("unit__name", "unit_id"))


def _units(rows: list[dict[str, Any]]) -> list[UnitLate]:
    return [
        UnitLate(
            r["unit_id"], r["unit__name"], r["total"], r[Standing.OVERDUE], r["soon"],
            r[Standing.DONE_ON_TIME] + r[Standing.DONE_LATE],
        )
        for r in rows
    ]  # fmt: skip


MANY = 150  # squares that an eye can take in; a country has thousands


def _squares(actor: Actor, units: list[UnitLate]) -> list[UnitLate]:
    """The units of a strip: each one or, where they are too many, the branches right below the reader's own units."""
    if len(units) <= MANY:
        return units
    tree = UnitClosure.objects.on(timezone.localdate())
    branches = tree.filter(ancestor__in=actor.unit_ids, depth=1).values("descendant")
    branch_of = dict(tree.filter(ancestor__in=branches).values_list("descendant", "ancestor"))
    names = dict(Unit.objects.filter(pk__in=branches).values_list("pk", "name"))
    gathered: dict[int, UnitLate] = {}
    for unit in units:
        branch = branch_of.get(unit.unit_id, unit.unit_id)
        empty = UnitLate(branch, names.get(branch, unit.name), 0, 0, 0, 0)
        gathered[branch] = gathered.get(branch, empty) + unit
    return sorted(gathered.values(), key=lambda square: (square.name, square.unit_id))


@dataclass(frozen=True)
class Week:
    """What moved in the last seven days."""

    reports: int
    confirmed: int
    returned: int
    obstacles: int
    unanswered: int
    extensions_waiting: int


def week_of(actor: Actor) -> Week:
    """Counts of the last seven days in reach, and what waits for an answer."""
    since = timezone.now() - timedelta(days=7)
    reports = ProgressReport.objects.visible_to(actor).filter(Q(at__gte=since) | Q(verdict_at__gte=since))
    moved = reports.aggregate(
        made=Count("pk", filter=Q(at__gte=since)),
        confirmed=Count("pk", filter=Q(verdict_at__gte=since, verdict=ProgressReport.Verdict.CONFIRMED)),
        returned=Count("pk", filter=Q(verdict_at__gte=since, verdict=ProgressReport.Verdict.RETURNED)),
    )
    obstacles = Obstacle.objects.visible_to(actor).aggregate(
        new=Count("pk", filter=Q(at__gte=since)), unanswered=Count("pk", filter=Q(answered_at=None))
    )
    waiting = Extension.objects.visible_to(actor).filter(is_granted__isnull=True).count()
    return Week(
        moved["made"], moved["confirmed"], moved["returned"], obstacles["new"], obstacles["unanswered"], waiting
    )


@dataclass(frozen=True)
class LeaderFigures:
    """What the leader's page tells: the squares of the strip, who is late, the counts, the worst, the week, the plans."""

    squares: list[UnitLate]
    late_units: list[UnitLate]  # those with most late parts first
    counts: dict[str, int]
    worst: list[Assignment]
    week: Week
    plans: list[Plan]


def leader_figures(actor: Actor) -> LeaderFigures:
    """Counted over the whole reach, and remembered until somebody does something."""
    return until_the_next_deed("leader", lambda: _leader_figures(actor), reader=actor)


def _leader_figures(actor: Actor) -> LeaderFigures:
    rows = _standings(actor)
    units = _units(rows)
    names = [*Standing.values, "extended", "awaiting", "total"]
    return LeaderFigures(
        squares=_squares(actor, units),
        late_units=sorted((unit for unit in units if unit.late), key=lambda unit: -unit.late),
        counts={name: sum(row[name] for row in rows) for name in names},
        worst=list(overdue_rows(actor)[:5]),
        week=week_of(actor),
        plans=list(plan_rows(actor).exclude(status=Plan.Status.CLOSED)[:10]),
    )
