"""Plans and their tasks as lists: every row ready to be shown without a further query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.scoping import Actor
from antoan.plans.models import AnswerLink, Assignment, ExpectedAnswer, Plan, Proposal, Task
from antoan.plans.models.plan import PlanQuerySet
from antoan.plans.queries.remembered import until_the_next_deed


def plan_rows(actor: Actor) -> PlanQuerySet:
    """Plans in reach, newest first, with their COUNTS.

    A task is done when every unit that leads it is confirmed; overdue when any of its units is late today.
    `ungiven_count` counts the tasks that no unit leads: nobody is late with them, and that is no good news.
    `missing_count` counts the units that were to answer and have no plan in force.
    """
    return counted(Plan.objects.visible_to(actor).select_related("unit", "upper__unit"))


def figures_of(plan: Plan) -> dict[str, int]:
    """The counts of `plan_rows` for one plan that the reader has already opened."""
    return until_the_next_deed(
        f"figures {plan.pk}", lambda: counted(Plan.objects.filter(pk=plan.pk)).values(*COUNTS).get()
    )


COUNTS = ("task_count", "done_count", "overdue_count", "ungiven_count", "pending_count", "missing_count")


def counted(plans: PlanQuerySet) -> PlanQuerySet:
    """Plans with their COUNTS."""
    today = timezone.localdate()
    standing = Assignment.objects.standing().filter(task=OuterRef("pk"))
    leading = standing.filter(part=Assignment.Part.LEAD)
    tasks = Task.objects.filter(plan=OuterRef("pk"))
    whose = Q(unit=OuterRef("unit")) | Q(kept_by=OuterRef("unit"))
    answered = Plan.objects.filter(whose, upper=OuterRef("plan")).exclude(status=Plan.Status.REVIEWING)
    return plans.annotate(
        task_count=_count(tasks, "plan"),
        done_count=_count(tasks.filter(Exists(leading), ~Exists(leading.filter(confirmed_on=None))), "plan"),
        overdue_count=_count(tasks.filter(Exists(leading.filter(confirmed_on=None, due__lt=today))), "plan"),
        ungiven_count=_count(tasks.filter(~Exists(leading)), "plan"),
        pending_count=_count(Proposal.objects.filter(plan=OuterRef("pk"), state=Proposal.State.PENDING), "plan"),
        missing_count=_count(
            ExpectedAnswer.objects.filter(~Exists(answered), plan=OuterRef("pk"), ended_on=None), "plan"
        ),
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def plan_or_none(pk: int) -> Plan | None:
    return Plan.objects.select_related("unit", "document").filter(pk=pk).first()


def twins_of(plan: Plan) -> QuerySet[Plan]:
    """Other plans of the same unit, number and year: most likely the same paper from another file."""
    if not plan.number:
        return Plan.objects.none()
    rows = Plan.objects.filter(
        unit=plan.unit, number=plan.number, symbol=plan.symbol, starts_on__year=plan.starts_on.year
    )
    return rows.exclude(pk=plan.pk).order_by("pk")


def assignment_rows(actor: Actor) -> QuerySet[Assignment]:
    """Assignments in reach with all that a row shows."""
    return (
        Assignment.objects.visible_to(actor)
        .standing()
        .select_related("unit", "accountable", "task__plan__unit")
        .order_by("task__plan", "task__order", "-part", "unit__name")
    )


def task_rows(plan: Plan) -> QuerySet[Task, Any]:
    """A plan's tasks in the order of the text, each with `given` (its standing assignments) and its answers."""
    return plan.tasks.prefetch_related(
        Prefetch("assignments", _parts(), to_attr="given"),
        Prefetch("answered_by", _answers(), to_attr="answers"),
        "funding",
    ).order_by("order", "id")


CROWD = 30  # more leading units than a line of a list can name: it counts them, the task's own page names them


def listed(tasks: Iterable[Task]) -> list[Task]:
    """Tasks as a list shows them: each with `answer_count`, and with `given` (its standing assignments) or, where more
    than CROWD units lead it, `crowd`: how many do ("total"), have done it ("done") or are late ("late"). Four queries.
    """
    rows: list[Any] = list(tasks)
    today = timezone.localdate()
    leads = Assignment.objects.standing().filter(task__in=rows, part=Assignment.Part.LEAD).order_by()
    sizes = leads.values("task").annotate(
        total=Count("pk"),
        done=Count("pk", filter=Q(confirmed_on__isnull=False)),
        late=Count("pk", filter=Q(confirmed_on=None, done_on=None, due__lt=today)),
    )
    crowds = {row["task"]: row for row in sizes if row["total"] > CROWD}
    links = AnswerLink.objects.filter(upper__in=rows).order_by().values_list("upper").annotate(Count("pk"))
    answers = dict(links)
    for task in rows:
        task.crowd, task.answer_count = crowds.get(task.pk), answers.get(task.pk, 0)
    prefetch_related_objects(
        [task for task in rows if not task.crowd], Prefetch("assignments", _parts(), to_attr="given")
    )
    return rows


def _answers() -> QuerySet[AnswerLink]:
    """What lower plans in force say; a draft is its own unit's until it is issued."""
    links = AnswerLink.objects.exclude(lower__plan__status=Plan.Status.REVIEWING)
    return links.select_related("lower__plan__unit")


def _parts() -> QuerySet[Assignment]:
    return Assignment.objects.standing().select_related("unit", "accountable").order_by("-part", "unit__name")


class Pick(TextChoices):
    """Which of a plan's tasks a reader looks at; each has its own address (?xem=…)."""

    ALL = "", _("tất cả")
    OVERDUE = "qua-han", _("quá hạn")
    AWAITING = "cho-xac-nhan", _("chờ xác nhận")
    MINE = "cua-toi", _("của đơn vị tôi")
    UNASSIGNED = "chua-giao", _("chưa giao")
    DONE = "xong", _("đã xong")


def pick_filters(actor: Actor) -> dict[Pick, Any]:
    """For each Pick the condition on a task. Lateness is that of those who lead, as the plan's own figures count it."""
    standing = Assignment.objects.standing().filter(task=OuterRef("pk"))
    leading = standing.filter(part=Assignment.Part.LEAD)
    open_lead = leading.filter(confirmed_on=None)
    return {
        Pick.ALL: Q(),
        Pick.OVERDUE: Exists(open_lead.filter(due__lt=timezone.localdate())),
        Pick.AWAITING: Exists(open_lead.filter(done_on__isnull=False)),
        Pick.MINE: Exists(standing.filter(unit__in=actor.unit_ids)),
        Pick.UNASSIGNED: ~Exists(standing),
        Pick.DONE: Exists(leading) & ~Exists(open_lead),
    }


def picks_of(plan: Plan, actor: Actor) -> list[dict[str, Any]]:
    """The choices above a plan's tasks with how many each holds; those that hold none are left out. One query."""
    return until_the_next_deed(f"picks {plan.pk} {actor.unit_ids}", lambda: _picks_of(plan, actor))


def _picks_of(plan: Plan, actor: Actor) -> list[dict[str, Any]]:
    filters = pick_filters(actor)
    names = {pick: f"pick_{number}" for number, pick in enumerate(filters)}
    counts = plan.tasks.aggregate(**{names[pick]: Count("pk", filter=where) for pick, where in filters.items()})
    choices = [{"code": pick.value, "name": pick.label, "count": counts[names[pick]]} for pick in filters]
    return [choice for choice in choices if choice["count"]]
