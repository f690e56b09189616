"""What is owed, as people ask it: by me, by my unit, this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from antoan.core.scoping import Actor, Grant, reach
from antoan.obligations.models import Notice, Obligation


def own_units(actor: Actor) -> QuerySet:
    """The units in which the actor sits, with what they took over; not what lies below them."""
    seats = tuple(
        Grant(grant.unit_id, grant.role, grant.actions, subtree=False) for grant in actor.granted("obligations.view")
    )
    return reach(seats)


def work_of(actor: Actor) -> QuerySet[Obligation]:
    """What the actor's own units owe, and what he answers for himself; soonest first."""
    mine = Q(unit__in=own_units(actor)) | Q(accountable=actor.user_id)
    return Obligation.objects.standing().filter(mine).select_related("unit", "to", "accountable")


@dataclass(frozen=True)
class Load:
    """How much is owed: today and late, within seven days, in all."""

    overdue: int
    today: int
    week: int
    total: int


def load_of(rows: QuerySet[Obligation]) -> Load:
    """Counts in one query."""
    today = timezone.localdate()
    counts = rows.order_by().aggregate(
        overdue=Count("pk", filter=Q(due__lt=today)),
        today=Count("pk", filter=Q(due=today)),
        week=Count("pk", filter=Q(due__gte=today, due__lte=today + timedelta(days=7))),
        total=Count("pk"),
    )
    return Load(**counts)


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Words about late duties that were said to the actor or to his own units and not yet seen."""
    mine = Q(user=actor.user_id) | Q(user=None, unit__in=own_units(actor))
    return Notice.objects.filter(mine, seen_at=None).select_related("obligation__unit")
