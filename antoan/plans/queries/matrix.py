"""The coverage matrix: the tasks of an upper plan × the units that answer it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from antoan.plans.models import AnswerLink, AnswerRefusal, Assignment, Plan, Task
from antoan.plans.queries.remembered import until_the_next_deed


class Coverage(TextChoices):
    """How a unit answers one upper task."""

    COVERED = "covered", _("đã có trong kế hoạch hoặc đã xong")
    DRAFT = "draft", _("đang dự thảo")
    MISSING = "missing", _("chưa trả lời")
    WAITING = "waiting", _("chưa trả lời, chưa đến hạn")
    REFUSED = "refused", _("không thực hiện, có lý do")
    NOT_ASKED = "not_asked", _("không giao")


class Lower(NamedTuple):
    """A lower task as a cell shows it; a province has ten thousand of them, too many to be rows of the model."""

    pk: int
    text: str

    def get_absolute_url(self) -> str:
        return reverse("plans:task", args=[self.pk])

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


@dataclass(frozen=True, slots=True)
class Cell:
    """One unit's answer to one task: its state, the lower tasks that cover it, or the reason of a refusal."""

    unit: Any
    coverage: Coverage
    lower: tuple[Lower, ...] = ()
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
        """Of the strip: has its plan in force, is drafting, has none yet and still time for it, or is missing."""
        if any(plan.status != Plan.Status.REVIEWING for plan in self.plans):
            return "covered"
        return "draft" if self.plans else "waiting" if self.has_time else "missing"

    @property
    def has_time(self) -> bool:
        """Whether the day of its answer has not passed: until then silence is no fault."""
        return self.due is not None and self.due >= timezone.localdate()


@dataclass
class _Facts:
    """What the cells of one task follow from: units by their keys."""

    given: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    linked: dict[int, bool] = field(default_factory=dict)  # whether a plan in force covers it, or only a draft
    refused: dict[int, str] = field(default_factory=dict)

    def coverage(self, unit: int) -> Coverage:
        if (in_force := self.linked.get(unit)) is not None:
            return Coverage.COVERED if in_force else Coverage.DRAFT
        if unit in self.done:  # done itself, which needs no further task
            return Coverage.COVERED
        if self.refused.get(unit):
            return Coverage.REFUSED
        return Coverage.MISSING if not self.given or unit in self.given else Coverage.NOT_ASKED

    def covered(self) -> Iterable[int]:
        """The units that are COVERED."""
        yield from (unit for unit, in_force in self.linked.items() if in_force)
        yield from self.done - self.linked.keys()

    def asked(self, units: set[int]) -> set[int]:
        """Those of the units that are not NOT_ASKED."""
        if not self.given:
            return units
        refusing = {unit for unit, reason in self.refused.items() if reason}
        return units & (self.given | self.done | self.linked.keys() | refusing)


@dataclass(frozen=True)
class Matrix:
    """Who is asked and how far each has come with all tasks; the cells are made for those tasks and units that are shown."""

    answerers: list[Answerer]
    tasks: list[Task]
    asked_tasks: list[Task]  # of at least one of the answerers
    other_tasks: list[Task]
    _facts: dict[int, _Facts]  # by the key of the task

    @property
    def not_issued(self) -> list[Answerer]:
        """Those who have no plan in force: with none at all, or with a draft."""
        return [one for one in self.answerers if one.state != "covered"]

    @property
    def rows(self) -> list[tuple[Task, list[Cell]]]:
        return self.rows_of(self.tasks, self.answerers)

    def rows_of(self, tasks: Sequence[Task], answerers: Sequence[Answerer]) -> list[tuple[Task, list[Cell]]]:
        """The cells of these tasks (rows) and units (columns). One query."""
        units = [one.unit for one in answerers]
        lower: dict[tuple[int, int], list[Lower]] = {}
        links = AnswerLink.objects.filter(upper__in=tasks, lower__plan__unit__in=units).order_by("upper", "lower")
        for upper, unit, pk, text in links.values_list("upper", "lower__plan__unit", "lower", "lower__text"):
            lower.setdefault((upper, unit), []).append(Lower(pk, text))
        return [(task, [self._cell(task, unit, lower.get((task.pk, unit.pk), [])) for unit in units]) for task in tasks]

    def count(self, coverage: str) -> int:
        units = [one.unit.pk for one in self.answerers]
        return sum(self._coverage(task, unit) == coverage for task in self.tasks for unit in units)

    @cached_property
    def _with_time(self) -> set[int]:
        return {one.unit.pk for one in self.answerers if one.has_time}

    def _coverage(self, task: Task, unit: int) -> Coverage:
        found = self._facts[task.pk].coverage(unit)
        return Coverage.WAITING if found == Coverage.MISSING and unit in self._with_time else found

    def _cell(self, task: Task, unit: Any, lower: list[Lower]) -> Cell:
        facts = self._facts[task.pk]
        reason = "" if lower else "đã hoàn thành" if unit.pk in facts.done else facts.refused.get(unit.pk, "")
        return Cell(unit, self._coverage(task, unit.pk), tuple(lower), reason)


def matrix_of(plan: Plan, *, unit: Any = None) -> Matrix:
    """The matrix of a plan, or the column of one unit, in eight queries, however many units and tasks.

    A unit is asked for a task that was given to it, or that was given to nobody in particular.
    """
    only = {} if unit is None else {"unit": unit}
    whose = Q() if unit is None else Q(unit=unit) | Q(kept_by=unit)
    expected = plan.expected_answers.filter(**only, ended_on=None).select_related("unit").order_by("unit__name")
    answerers = {row.unit_id: Answerer(row.unit, row.due) for row in expected}
    answers = (
        plan.answers.filter(whose)
        .only("number", "symbol", "title", "status", "unit", "kept_by", "upper")
        .order_by("id")
    )
    for answer in answers:
        for key in (answer.unit_id, answer.kept_by_id):  # a plan taken over answers for its keeper too
            if key is not None and key in answerers and answer not in answerers[key].plans:
                answerers[key].plans.append(answer)
    tasks = list(plan.tasks.order_by("order", "id"))
    facts = defaultdict(_Facts, until_the_next_deed(f"matrix {plan.pk}", lambda: _facts_of(plan)))
    units = set(answerers)
    asked = {task.pk: facts[task.pk].asked(units) for task in tasks}
    count_asked = Counter(chain.from_iterable(asked.values()))
    count_covered = Counter(chain.from_iterable(facts[task.pk].covered() for task in tasks))
    for key, one in answerers.items():
        one.covered, one.asked = count_covered[key], count_asked[key]
    return Matrix(
        answerers=list(answerers.values()),
        tasks=tasks,
        asked_tasks=[task for task in tasks if asked[task.pk]],
        other_tasks=[task for task in tasks if not asked[task.pk]],
        _facts=facts,
    )


def _facts_of(plan: Plan) -> dict[int, _Facts]:
    facts: dict[int, _Facts] = defaultdict(_Facts)
    parts = Assignment.objects.standing().filter(task__plan=plan)
    for task, unit, confirmed_on in parts.values_list("task", "unit", "confirmed_on"):
        facts[task].given.add(unit)
        if confirmed_on:
            facts[task].done.add(unit)
    links = AnswerLink.objects.filter(upper__plan=plan).order_by()
    for task, unit, status in links.values_list("upper", "lower__plan__unit", "lower__plan__status"):
        linked = facts[task].linked
        linked[unit] = linked.get(unit, False) or status != Plan.Status.REVIEWING
    refusals = AnswerRefusal.objects.filter(task__plan=plan)
    for task, unit, reason in refusals.values_list("task", "unit", "reason"):
        facts[task].refused[unit] = reason
    return dict(facts)
