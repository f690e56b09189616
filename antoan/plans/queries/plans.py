"""Plans and their tasks as lists: every row ready to be shown without a further query."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from antoan.core.scoping import Actor
from antoan.plans.models import AnswerLink, Assignment, ExpectedAnswer, Plan, Proposal, Task
from antoan.plans.models.plan import PlanQuerySet


def plan_rows(actor: Actor) -> PlanQuerySet:
    """Plans in reach, newest first, with `task_count`, `done_count`, `overdue_count`, `pending_count`, `missing_count`.

    A task is done when every unit that leads it is confirmed; overdue when any of its units is late today.
    `missing_count` counts the units that were to answer and have no plan in force.
    """
    today = timezone.localdate()
    standing = Assignment.objects.standing().filter(task=OuterRef("pk"))
    leading = standing.filter(part=Assignment.Part.LEAD)
    tasks = Task.objects.filter(plan=OuterRef("pk"))
    answered = Plan.objects.filter(upper=OuterRef("plan"), unit=OuterRef("unit")).exclude(status=Plan.Status.REVIEWING)
    return (
        Plan.objects.visible_to(actor)
        .select_related("unit", "upper__unit")
        .annotate(
            task_count=_count(tasks, "plan"),
            done_count=_count(tasks.filter(Exists(leading), ~Exists(leading.filter(confirmed_on=None))), "plan"),
            overdue_count=_count(tasks.filter(Exists(leading.filter(confirmed_on=None, due__lt=today))), "plan"),
            pending_count=_count(Proposal.objects.filter(plan=OuterRef("pk"), state=Proposal.State.PENDING), "plan"),
            missing_count=_count(ExpectedAnswer.objects.filter(~Exists(answered), plan=OuterRef("pk")), "plan"),
        )
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def plan_or_none(pk: int) -> Plan | None:
    return Plan.objects.select_related("unit", "document").filter(pk=pk).first()


def assignment_rows(actor: Actor) -> QuerySet[Assignment]:
    """Assignments in reach with all that a row shows."""
    return (
        Assignment.objects.visible_to(actor)
        .standing()
        .select_related("unit", "accountable", "task__plan__unit")
        .order_by("task__plan", "task__order", "part", "unit__name")
    )


def task_rows(plan: Plan) -> QuerySet[Task, Any]:
    """A plan's tasks in the order of the text, each with `given` (its standing assignments) and its answers."""
    return plan.tasks.prefetch_related(
        Prefetch(
            "assignments",
            Assignment.objects.standing().select_related("unit", "accountable").order_by("part", "unit__name"),
            to_attr="given",
        ),
        Prefetch("answered_by", AnswerLink.objects.select_related("lower__plan__unit"), to_attr="answers"),
        "funding",
    ).order_by("order", "id")
