"""The figures of a review, as they stood on a day: what was due then, what was done by then, who had answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from antoan.core.periods import Term
from antoan.core.scoping import Actor
from antoan.plans.models import (
    Assignment,
    Extension,
    FundingLine,
    Obstacle,
    Plan,
    ProgressReport,
    Standing,
    Target,
    Task,
)
from antoan.units.models import Unit


@dataclass(frozen=True)
class PartFigure:
    """One unit's part as it stood on the day."""

    assignment: Assignment
    due: date | None
    done_on: date | None
    standing: Standing
    percent: int
    latest: ProgressReport | None

    @property
    def is_extended(self) -> bool:
        return self.due != self.assignment.first_due

    @property
    def is_kept(self) -> bool:
        """Done by the day first promised."""
        return self.standing == Standing.DONE_ON_TIME and not self.is_extended

    @property
    def words(self) -> str:
        """How the part stands. Lateness is counted where a task is led; who helps is named."""
        if self.assignment.part != Assignment.Part.LEAD:
            return "Phối hợp"
        return str(self.standing.label).capitalize() + (", đã gia hạn" if self.is_extended else "")


@dataclass
class TaskFigure:
    task: Task
    parts: list[PartFigure] = field(default_factory=list)

    @property
    def leads(self) -> list[PartFigure]:
        return [part for part in self.parts if part.assignment.part == Assignment.Part.LEAD]

    @property
    def standing(self) -> Standing | None:
        """The task's class: overdue if any leading unit is, done when all are, late if any was; None where not given."""
        found = {part.standing for part in self.leads}
        if not found:
            return None
        for standing in (Standing.OVERDUE, Standing.IN_TIME, Standing.DONE_LATE):
            if standing in found:
                return standing
        return Standing.DONE_ON_TIME


@dataclass(frozen=True)
class Figures:
    """All that a review counts. `on` is the last day of the term, or today where the term still runs."""

    on: date
    tasks: list[TaskFigure]
    expected: list[Any]  # units asked to answer with a plan
    answered: list[Plan]  # their plans in force by that day
    obstacles: list[Obstacle]
    targets: list[Target]
    planned: Decimal
    allocated: Decimal
    disbursed: Decimal
    reports: int  # progress reports made in the term
    units_reporting: int

    def count(self, standing: Standing) -> int:
        return sum(task.standing == standing for task in self.tasks)

    @property
    def parts(self) -> list[PartFigure]:
        return [part for task in self.tasks for part in task.parts]

    @property
    def unassigned(self) -> list[TaskFigure]:
        return [task for task in self.tasks if not task.parts]

    @property
    def unassigned_late(self) -> list[TaskFigure]:
        """Tasks whose day in the text has passed without anybody having been given them."""
        return [task for task in self.unassigned if task.task.due and task.task.due < self.on]

    @property
    def missing(self) -> list[Any]:
        """Units that were to answer and had no plan in force."""
        having = {plan.unit_id for plan in self.answered}
        return [unit for unit in self.expected if unit.pk not in having]

    @property
    def unanswered(self) -> list[Obstacle]:
        return [row for row in self.obstacles if row.answered_at is None or row.answered_at.date() > self.on]


def figures_of(actor: Actor, plan: Plan, unit: Any, term: Term, today: date) -> Figures:
    """Count for a unit: the issuer's review covers the whole plan, another unit's review its own parts.

    The number of queries does not depend on the number of tasks.
    """
    on = min(term.last_day, today)
    rows = (
        Assignment.objects.visible_to(actor)
        .filter(task__plan=plan, assigned_on__lte=on)
        .filter(Q(ended_on=None) | Q(ended_on__gt=on))
        .select_related("unit", "accountable")
        .prefetch_related(
            Prefetch("extensions", Extension.objects.filter(is_granted=True).order_by("decided_at"), to_attr="granted"),
            Prefetch("reports", ProgressReport.objects.filter(on__lte=on).order_by("on", "at"), to_attr="told"),
        )
        .order_by("-part", "unit__name")  # who leads stands before who helps
    )
    is_whole = unit.pk == plan.unit_id
    if not is_whole:
        rows = rows.filter(unit=unit)
    tasks = {task.pk: TaskFigure(task) for task in plan.tasks.order_by("order", "id")}
    for row in rows:
        tasks[row.task_id].parts.append(_part(row, on))
    shown = [figure for figure in tasks.values() if is_whole or figure.parts]
    funding = FundingLine.objects.filter(task__in=[figure.task for figure in shown], year__lte=on.year)
    obstacles = Obstacle.objects.visible_to(actor).filter(assignment__task__plan=plan, at__date__lte=on)
    if not is_whole:
        obstacles = obstacles.filter(assignment__unit=unit)
    in_term = ProgressReport.objects.visible_to(actor).filter(
        assignment__task__plan=plan, on__gte=term.start, on__lte=on
    )
    answered = plan.answers.exclude(status=Plan.Status.REVIEWING).filter(Q(issued_on=None) | Q(issued_on__lte=on))
    return Figures(
        on=on,
        tasks=shown,
        expected=[
            row.unit
            for row in plan.expected_answers.filter(unit__in=Unit.objects.as_of(on))
            .select_related("unit")
            .order_by("unit__name")
        ]
        if is_whole
        else [],
        answered=list(answered.select_related("unit").order_by("unit__name")) if is_whole else [],
        obstacles=list(obstacles.select_related("assignment__unit", "to").order_by("at")),
        targets=list(plan.targets.prefetch_related("readings")),
        planned=_total(funding, "planned"),
        allocated=_total(funding, "allocated"),
        disbursed=_total(funding, "disbursed"),
        reports=in_term.count(),
        units_reporting=in_term.values("assignment__unit").distinct().count(),
    )


def _part(row: Any, on: date) -> PartFigure:
    due = row.first_due
    for extension in row.granted:
        if extension.decided_at.date() <= on:
            due = extension.asked_due
    due = due or row.due
    is_done = row.confirmed_on is not None and row.done_on is not None and row.done_on <= on
    if is_done:
        standing = Standing.DONE_LATE if due and row.done_on > due else Standing.DONE_ON_TIME
    else:
        standing = Standing.OVERDUE if due and due < on else Standing.IN_TIME
    told = [report for report in row.told if report.percent is not None]
    percent = 100 if is_done else told[-1].percent if told else 0
    return PartFigure(row, due, row.done_on if is_done else None, standing, percent, row.told[-1] if row.told else None)


def _total(lines: Any, name: str) -> Decimal:
    return sum((getattr(line, name) or Decimal(0) for line in lines), Decimal(0))
