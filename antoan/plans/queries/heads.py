"""What one accountable head answers for, over time, as the upper body sees it when it assesses heads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from antoan.accounts.models import User
from antoan.core.scoping import Actor
from antoan.plans.models import Assignment
from antoan.plans.queries.late import standing_counts


@dataclass(frozen=True)
class HeadRecord:
    """A head's assignments in the reader's reach and their counts: four classes, kept, extended."""

    rows: QuerySet[Assignment]
    counts: dict[str, int]
    kept: int  # done by the day first promised


def head_record(actor: Actor, user: User) -> HeadRecord:
    """The record of one person; rows are newest first, also those that have passed to a successor."""
    rows = (
        Assignment.objects.visible_to(actor)
        .filter(accountable=user)
        .select_related("unit", "task__plan__unit")
        .order_by("-assigned_on", "-id")
    )
    kept = rows.filter(confirmed_on__isnull=False, done_on__lte=F("first_due")).count()
    return HeadRecord(rows, standing_counts(rows), kept)
