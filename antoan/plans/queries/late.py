"""What is late, where, who answers for it, and what moved this week: the leader's questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from antoan.core.scoping import Actor
from antoan.plans.models import Assignment, Extension, Obstacle, Plan, ProgressReport, Standing


def running(actor: Actor) -> QuerySet[Assignment]:
    """Leading parts in plans in force, in reach. Who only helps is done with the one who leads, and is not called late."""
    leading = Assignment.objects.visible_to(actor).standing().filter(part=Assignment.Part.LEAD)
    return leading.filter(task__plan__status=Plan.Status.IN_FORCE)


def standing_counts(rows: QuerySet[Assignment], today: date | None = None) -> dict[str, int]:
    """How many assignments stand in each of the State's four classes; *extended* and *awaiting* are counted apart.

    Keys: the values of `Standing`, "total", "extended", "awaiting". One query.
    """
    today = today or timezone.localdate()
    done = Q(confirmed_on__isnull=False)
    return rows.aggregate(
        **{
            Standing.DONE_LATE: Count("pk", filter=done & Q(done_on__gt=F("due"))),
            Standing.DONE_ON_TIME: Count("pk", filter=done & (Q(due=None) | Q(done_on__lte=F("due")))),
            Standing.OVERDUE: Count("pk", filter=~done & Q(due__lt=today)),
            Standing.IN_TIME: Count("pk", filter=~done & (Q(due=None) | Q(due__gte=today))),
            "extended": Count("pk", filter=Q(due__isnull=False) & ~Q(due=F("first_due"))),
            "awaiting": Count("pk", filter=~done & Q(done_on__isnull=False)),
            "total": Count("pk"),
        }
    )


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
    """One square of the reach strip: a unit with its parts and how many of them are late or soon due."""

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


def late_by_unit(actor: Actor) -> list[UnitLate]:
    """Every unit in reach that has work, in the order of its name. One query."""
    today = timezone.localdate()
    open_part = Q(confirmed_on=None)
    rows = (
        running(actor)
        .values("unit_id", "unit__name")
        .annotate(
            total=Count("pk"),
            late=Count("pk", filter=open_part & Q(due__lt=today)),
            soon=Count("pk", filter=open_part & Q(due__gte=today, due__lte=today + timedelta(days=7))),
            done=Count("pk", filter=~open_part),
        )
        .order_by("unit__name", "unit_id")
    )
    return [UnitLate(r["unit_id"], r["unit__name"], r["total"], r["late"], r["soon"], r["done"]) for r in rows]


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
