"""The cascade: lower units answer an upper plan with their own, task by task, or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.obligations import duties
from antoan.plans.commands.assign import ANSWER, open_plan
from antoan.plans.models import AnswerLink, AnswerRefusal, ExpectedAnswer, Plan, Task
from antoan.plans.refusals import AnswersNotItsUpper, EmptyText, NotExpectedToAnswer, ReasonNeeded


@command
def expect_answers(actor: Actor, *, plan: Plan, units: Sequence[Any], due: date | None = None) -> int:
    """Ask units to answer with their own plan; each owes it from now on. The number newly asked.

    Raises:
        NotPermitted, PlanClosed
    """
    require(actor, "plans.assign", plan.unit)
    open_plan(plan)
    known = set(plan.expected_answers.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in known]
    for unit in units:
        ExpectedAnswer.objects.update_or_create(plan=plan, unit=unit, defaults={"due": due, "ended_on": None})
    for unit in new:
        duties.oblige(
            ANSWER,
            unit=unit,
            to=plan.unit,
            about=plan,
            title=f"Ban hành kế hoạch thực hiện {plan}",
            begins_on=plan.issued_on or plan.starts_on,
            due=due,
            basis=str(plan),
        )
    audit.record(actor, "plans.plan.answers_expected", plan, unit=plan.unit, units=[unit.pk for unit in new], due=due)
    return len(new)


@command
def answer_in_writing(actor: Actor, *, upper: Plan, unit: Any, title: str, tasks: Sequence[tuple[Task, str]]) -> Plan:
    """Write an own plan here, from the upper one: each (upper task, own wording) becomes a linked task.

    Raises:
        NotPermitted, NotExpectedToAnswer, EmptyText
    """
    require(actor, "plans.answer", unit)
    _expected(upper, unit)
    if not title.strip() or not any(text.strip() for _, text in tasks):
        raise EmptyText
    today = timezone.localdate()
    ends_on = upper.ends_on if upper.ends_on and upper.ends_on >= today else None  # an answer may come after the end
    plan = Plan.objects.create(
        unit=unit, upper=upper, title=title.strip(), starts_on=today, ends_on=ends_on, created_by_id=actor.user_id
    )
    for order, (upper_task, text) in enumerate(((task, text) for task, text in tasks if text.strip()), start=1):
        if upper_task.plan_id != upper.pk:
            raise AnswersNotItsUpper(lower=order, upper=upper_task.path or upper_task.pk)
        task = Task.objects.create(
            plan=plan, order=order, path=str(order), text=text.strip(), due=upper_task.due, recurrence=upper_task.recurrence,
            rule=upper_task.rule, when=upper_task.when, product=upper_task.product,
        )  # fmt: skip
        AnswerLink.objects.create(upper=upper_task, lower=task, by_id=actor.user_id)
    audit.record(actor, "plans.plan.written", plan, unit=unit, upper=upper.pk, tasks=plan.tasks.count())
    return plan


@command
def link_answer(actor: Actor, *, upper: Task, lower: Task) -> AnswerLink:
    """Say that a task of the unit's own plan covers an upper task. Linking twice changes nothing.

    Raises:
        NotPermitted
        AnswersNotItsUpper: the lower plan does not answer the upper plan.
    """
    require(actor, "plans.answer", lower.plan.unit)
    if lower.plan.upper_id != upper.plan_id:
        raise AnswersNotItsUpper(lower=lower.path or lower.pk, upper=upper.path or upper.pk)
    link, is_new = AnswerLink.objects.get_or_create(upper=upper, lower=lower, defaults={"by_id": actor.user_id})
    AnswerRefusal.objects.filter(task=upper, unit=lower.plan.unit).delete()
    if is_new:
        audit.record(actor, "plans.answer.linked", upper, unit=lower.plan.unit, lower=lower.pk)
    return link


@command
def unlink_answer(actor: Actor, *, link: AnswerLink) -> None:
    """Take a link back.

    Raises:
        NotPermitted
    """
    require(actor, "plans.answer", link.lower.plan.unit)
    audit.record(actor, "plans.answer.unlinked", link.upper, unit=link.lower.plan.unit, lower=link.lower_id)
    link.delete()


@command
def refuse_answer(actor: Actor, *, task: Task, unit: Any, reason: str) -> AnswerRefusal:
    """Say that an upper task does not concern the unit, and why. A later refusal replaces the reason.

    Raises:
        NotPermitted, NotExpectedToAnswer, ReasonNeeded
    """
    require(actor, "plans.answer", unit)
    _expected(task.plan, unit)
    if not reason.strip():
        raise ReasonNeeded
    refusal, _ = AnswerRefusal.objects.update_or_create(
        task=task, unit=unit, defaults={"reason": reason.strip(), "by_id": actor.user_id, "at": timezone.now()}
    )
    audit.record(actor, "plans.answer.refused", task, unit=unit, reason=refusal.reason)
    return refusal


def _expected(plan: Plan, unit: Any) -> None:
    if not ExpectedAnswer.objects.filter(plan=plan, unit=unit).exists():
        raise NotExpectedToAnswer(unit=unit)
