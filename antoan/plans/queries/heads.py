"""What one accountable head answers for, over time, as the upper body sees it when it assesses heads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from antoan.accounts.models import User
from antoan.core.scoping import Actor
from antoan.plans.models import Assignment
from antoan.plans.queries.late import standing_counts


@dataclass(frozen=True)
class HeadRecord:
    """A head's assignments in the reader's reach, and the counts of those he leads: four classes, kept, extended."""

    rows: QuerySet[Assignment]
    counts: dict[str, int]
    kept: int  # done by the day first promised
    helping: int  # parts in which another unit leads


def head_record(actor: Actor, user: User) -> HeadRecord:
    """The record of one person: what is late first, then what is open by its day, then what is done or has passed on."""
    rows = (
        Assignment.objects.visible_to(actor)
        .filter(accountable=user)
        .select_related("unit", "task__plan__unit")
        .annotate(
            turn=Case(
                When(Q(confirmed_on__isnull=False) | Q(ended_on__isnull=False), then=Value(2)),
                When(part=Assignment.Part.LEAD, done_on=None, due__lt=timezone.localdate(), then=Value(0)),
                default=Value(1),
            )
        )
        .order_by("turn", F("due").asc(nulls_last=True), "-assigned_on", "-id")
    )
    led = rows.filter(part=Assignment.Part.LEAD)
    kept = led.filter(confirmed_on__isnull=False, done_on__lte=F("first_due")).count()
    helping = rows.filter(part=Assignment.Part.COORDINATE).count()
    return HeadRecord(rows, standing_counts(led), kept, helping)
