"""What waits for the reader's own decision, beside the duties of his unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from antoan.core.scoping import Actor, reach
from antoan.plans.models import Extension, Plan, ProgressReport, Urging


@dataclass(frozen=True)
class Waiting:
    """Reports to confirm, extensions to decide, plans to review, reminders not yet seen."""

    reports: QuerySet[ProgressReport]
    extensions: QuerySet[Extension]
    reviews: QuerySet[Plan]
    urgings: QuerySet[Urging]


def waiting_for(actor: Actor) -> Waiting:
    """What this person may decide himself: deeds reach only the own unit, so nothing of lower units is here."""
    deciding = reach(actor.granted("plans.decide"))
    reports = ProgressReport.objects.filter(
        claims_done=True, verdict="", assignment__confirmed_on=None, assignment__task__plan__unit__in=deciding
    ).select_related("assignment__unit", "assignment__task__plan")
    extensions = Extension.objects.filter(
        is_granted__isnull=True, assignment__task__plan__unit__in=deciding
    ).select_related("assignment__unit", "assignment__task__plan")
    reviews = Plan.objects.filter(status=Plan.Status.REVIEWING, unit__in=reach(actor.granted("plans.draft")))
    urgings = Urging.objects.filter(seen_at=None, unit__in=reach(actor.granted("plans.progress")))
    return Waiting(
        reports.order_by("at"),
        extensions.order_by("at"),
        reviews.select_related("unit"),
        urgings.select_related("plan__unit", "unit"),
    )
