"""What waits for the reader's own decision, beside the duties of his unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from antoan.accounts.queries import Seats, seats_of
from antoan.core.scoping import Actor
from antoan.plans.models import Extension, Plan, ProgressReport, Urging

AT_ONCE = 10  # decisions to show; the next ones follow when these are taken


@dataclass(frozen=True)
class Waiting:
    """Reports to confirm and extensions to decide, the oldest first; plans to review, reminders not yet seen."""

    reports: QuerySet[ProgressReport]
    extensions: QuerySet[Extension]
    reviews: QuerySet[Plan]
    urgings: QuerySet[Urging]


def urged_today(plans: Iterable[int]) -> QuerySet[Urging]:
    """The reminders that went out today on these plans: a second click would send none."""
    return Urging.objects.filter(plan__in=list(plans), at__date=timezone.localdate())


def _theirs(plan: str, units: Any) -> Q:
    """Plans that these units decide on: their own, unless another has taken them over, and those that they took over."""
    return Q(**{f"{plan}unit__in": units, f"{plan}kept_by": None}) | Q(**{f"{plan}kept_by__in": units})


def waiting_for(actor: Actor, seats: Seats | None = None) -> Waiting:
    """What this person may decide himself: deeds reach only the own unit, so nothing of lower units is here."""
    seats = seats or seats_of(actor)
    deciding = seats.allowing("plans.decide")
    # Only the last word on a part is awaited: what was said before it is answered by answering it.
    later = ProgressReport.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")), assignment=OuterRef("assignment")
    )
    reports = ProgressReport.objects.filter(
        ~Exists(later), _theirs("assignment__task__plan__", deciding), claims_done=True, verdict="",
        assignment__confirmed_on=None, assignment__passed_to__confirmed_on=None, assignment__task__plan__status=Plan.Status.IN_FORCE,
    )  # fmt: skip
    extensions = Extension.objects.filter(_theirs("assignment__task__plan__", deciding), is_granted__isnull=True)
    reviews = Plan.objects.filter(status=Plan.Status.REVIEWING, unit__in=seats.allowing("plans.draft"))
    urgings = Urging.objects.filter(seen_at=None, unit__in=seats.allowing("plans.progress"))
    return Waiting(
        reports.select_related("assignment__unit", "assignment__task").order_by("at")[:AT_ONCE],
        extensions.select_related("assignment__unit", "assignment__task").order_by("at")[:AT_ONCE],
        reviews.select_related("unit"),
        urgings.select_related("plan__unit", "unit"),
    )
