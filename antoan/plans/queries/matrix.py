"""The coverage matrix: the tasks of an upper plan × the units that answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from antoan.plans.models import AnswerLink, AnswerRefusal, Assignment, Plan, Task


class Coverage(TextChoices):
    """How a unit answers one upper task."""

    COVERED = "covered", _("đã có trong kế hoạch hoặc đã xong")
    DRAFT = "draft", _("đang dự thảo")
    MISSING = "missing", _("chưa trả lời")
    REFUSED = "refused", _("không thực hiện, có lý do")
    NOT_ASKED = "not_asked", _("không giao")


@dataclass(frozen=True)
class Cell:
    """One unit's answer to one task: its state, the lower tasks that cover it, or the reason of a refusal."""

    unit: Any
    coverage: Coverage
    lower: tuple[Task, ...] = ()
    reason: str = ""


@dataclass
class Answerer:
    """A unit that is to answer, with its own plans and how many of the tasks asked of it are covered."""

    unit: Any
    due: Any
    plans: list[Plan] = field(default_factory=list)
    covered: int = 0
    asked: int = 0

    @property
    def state(self) -> str:
        """Of the strip: has its plan in force, is drafting, or has none."""
        if any(plan.status != Plan.Status.REVIEWING for plan in self.plans):
            return "covered"
        return "draft" if self.plans else "missing"


@dataclass(frozen=True)
class Matrix:
    """Rows of cells in the order of `answerers`."""

    answerers: list[Answerer]
    rows: list[tuple[Task, list[Cell]]]

    @property
    def without_plan(self) -> list[Answerer]:
        return [one for one in self.answerers if one.state == "missing"]

    def count(self, coverage: str) -> int:
        return sum(cell.coverage == coverage for _, cells in self.rows for cell in cells)


def matrix_of(plan: Plan) -> Matrix:
    """The matrix in six queries, however many units and tasks.

    A unit is asked for a task that was given to it, or that was given to nobody in particular.
    """
    tasks = list(plan.tasks.order_by("order", "id"))
    expected = plan.expected_answers.select_related("unit").order_by("unit__name")
    answerers = {row.unit_id: Answerer(row.unit, row.due) for row in expected}
    for answer in plan.answers.order_by("id"):
        if answer.unit_id in answerers:
            answerers[answer.unit_id].plans.append(answer)
    given: dict[int, set[int]] = {}
    done: set[tuple[int, int]] = set()
    parts = Assignment.objects.standing().filter(task__plan=plan)
    for task_id, unit_id, confirmed_on in parts.values_list("task", "unit", "confirmed_on"):
        given.setdefault(task_id, set()).add(unit_id)
        if confirmed_on:
            done.add((task_id, unit_id))
    links: dict[tuple[int, int], list[Task]] = {}
    for link in AnswerLink.objects.filter(upper__plan=plan).select_related("lower__plan"):
        links.setdefault((link.upper_id, link.lower.plan.unit_id), []).append(link.lower)
    refusals = {(row.task_id, row.unit_id): row.reason for row in AnswerRefusal.objects.filter(task__plan=plan)}

    rows = []
    for task in tasks:
        cells = []
        for answerer in answerers.values():
            key = (task.pk, answerer.unit.pk)
            cell = _cell(answerer.unit, links.get(key, []), refusals.get(key, ""), given.get(task.pk), key in done)
            answerer.asked += cell.coverage != Coverage.NOT_ASKED
            answerer.covered += cell.coverage == Coverage.COVERED
            cells.append(cell)
        rows.append((task, cells))
    return Matrix(list(answerers.values()), rows)


def _cell(unit: Any, lower: list[Task], reason: str, given: set[int] | None, is_done: bool) -> Cell:
    if lower:
        in_force = any(task.plan.status != Plan.Status.REVIEWING for task in lower)
        return Cell(unit, Coverage.COVERED if in_force else Coverage.DRAFT, tuple(lower))
    if is_done:  # done itself, which needs no further task
        return Cell(unit, Coverage.COVERED, reason="đã hoàn thành")
    if reason:
        return Cell(unit, Coverage.REFUSED, reason=reason)
    asked = not given or unit.pk in given
    return Cell(unit, Coverage.MISSING if asked else Coverage.NOT_ASKED)
