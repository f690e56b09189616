"""Assigning: who leads, who helps, which head answers for it, until when. One deed, one transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from uuid6 import uuid7

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.core.text import fold
from antoan.obligations import duties
from antoan.obligations.calendar.recurrence import occurrences
from antoan.obligations.models import Obligation
from antoan.plans.models import Assignment, Extension, Plan, ProgressReport, Proposal, Task
from antoan.plans.refusals import (
    DueBeforeStart,
    LeadsAndCoordinates,
    NobodyLeads,
    NotAccountableThere,
    PlanClosed,
    PlanNotInForce,
    ProposalsLeft,
    TasksWithoutLead,
)

TASK = "plans.task"  # the kind of duty that leading a task makes
HELP = "plans.help"  # … and helping with it
ANSWER = "plans.answer"  # the kind of duty to answer an upper plan with an own one


@command
def assign_task(
    actor: Actor,
    *,
    task: Task,
    leads: Sequence[Any],
    coordinators: Sequence[Any] = (),
    accountable: Mapping[int, Any] | None = None,
    due: date | None = None,
    recurrence: str = "",
    rule: str = "",
    product: str = "",
    version: int | None = None,
) -> list[Assignment]:
    """Give a task to its bodies, each with its accountable head (`accountable`: unit key → user).

    Bodies that stay keep their first due day; those left out end today, with their log. A cycle with a `rule`
    (RFC 5545) and no day takes the rule's next day.

    Raises:
        NotPermitted, NobodyLeads, LeadsAndCoordinates, DueBeforeStart, NotAccountableThere
        PlanNotInForce: the plan has been closed.
        ChangedMeanwhile: somebody assigned it after `version` was read.
    """
    plan = task.plan
    require(actor, "plans.assign", plan.unit)
    if plan.status == Plan.Status.CLOSED:
        raise PlanNotInForce
    _check(task, leads, coordinators, due)
    task = locked(task, version=version, what="nhiệm vụ này")
    task.version += 1
    is_moved = due != task.due
    if recurrence != task.recurrence:  # the words of the text speak of its own cycle
        task.when = ""
    task.due, task.recurrence, task.product = due, recurrence, product.strip()
    task.rule = rule
    task.save()
    assignments = give(actor, task, leads, coordinators, accountable or {}, is_moved=is_moved)
    audit.record(
        actor, "plans.task.assigned", task, unit=plan.unit, due=due, recurrence=recurrence,
        leads=[unit.pk for unit in leads], coordinators=[unit.pk for unit in coordinators],
    )  # fmt: skip
    return assignments


@command
def assign_to_matched(actor: Actor, *, plan: Plan) -> int:
    """Assign every task that nobody has yet to the units that were matched in its proposal; the number assigned."""
    require(actor, "plans.assign", plan.unit)
    assigned = []
    waiting = plan.tasks.filter(assignments__isnull=True, proposal__is_matched=True).select_related("proposal", "plan")
    for task in waiting:
        proposal = task.proposal
        leads = list(proposal.lead_units.all()) if proposal else []
        if proposal is None or not leads:
            continue
        coordinators = [unit for unit in proposal.coordinate_units.all() if unit not in leads]
        give(actor, task, leads, coordinators, {})
        assigned.append(task.pk)
    audit.record(actor, "plans.plan.assigned", plan, unit=plan.unit, tasks=assigned)
    return len(assigned)


@command
def issue_plan(
    actor: Actor, *, plan: Plan, number: str | None = None, issued_on: date | None = None, despite: bool = False
) -> Plan:
    """Put a plan in force: from now on its bodies see their tasks and report on them.

    `despite` puts it in force although some tasks have no leading body yet.

    Raises:
        NotPermitted, ProposalsLeft, TasksWithoutLead, PlanClosed
    """
    require(actor, "plans.assign", plan.unit)
    plan = open_plan(locked(plan))
    if left := plan.proposals.filter(state=Proposal.State.PENDING).count():
        raise ProposalsLeft(count=left)
    orphans = list(plan.tasks.filter(assignments__isnull=True))
    if orphans and not despite:
        raise TasksWithoutLead(count=len(orphans), example=orphans[0].path or str(orphans[0])[:40])
    plan.status = Plan.Status.IN_FORCE
    plan.number = number.strip() if number is not None else plan.number
    plan.issued_on = issued_on or plan.issued_on
    plan.version += 1
    plan.save()
    settled = settle_answer(plan, plan.issued_on or timezone.localdate(), actor)
    audit.record(
        actor, "plans.plan.issued", plan, unit=plan.unit, number=plan.number, on=plan.issued_on,
        settled=settled.pk if settled else None,
    )  # fmt: skip
    return plan


@command
def close_plan(actor: Actor, *, plan: Plan) -> Plan:
    """End a plan after its final review; what was not done stays on the record as not done.

    Raises:
        NotPermitted, PlanNotInForce
    """
    require(actor, "plans.assign", plan.unit)
    plan = locked(plan)
    if plan.status != Plan.Status.IN_FORCE:
        raise PlanNotInForce
    today = timezone.localdate()
    plan.status = Plan.Status.CLOSED
    plan.version += 1
    plan.save()
    for assignment in (
        Assignment.objects.standing().filter(task__plan=plan, confirmed_on=None).select_related("obligation")
    ):
        if assignment.obligation:
            duties.withdraw(assignment.obligation, today)
    audit.record(actor, "plans.plan.closed", plan, unit=plan.unit)
    return plan


def _check(task: Task, leads: Sequence[Any], coordinators: Sequence[Any], due: date | None) -> None:
    if not leads:
        raise NobodyLeads
    if both := {unit.pk for unit in leads} & {unit.pk for unit in coordinators}:
        raise LeadsAndCoordinates(unit=next(unit for unit in leads if unit.pk in both))
    if due and due < task.plan.starts_on:
        raise DueBeforeStart(due=due, start=task.plan.starts_on)


def open_plan(plan: Plan) -> Plan:
    """The plan itself, unless it has been closed.

    Raises:
        PlanClosed
    """
    if plan.status == Plan.Status.CLOSED:
        raise PlanClosed
    return plan


def give(
    actor: Actor,
    task: Task,
    leads: Sequence[Any],
    coordinators: Sequence[Any],
    accountable: Mapping[int, Any],
    *,
    is_moved: bool = False,
) -> list[Assignment]:
    """Give a task to these bodies, and take it from others that have not finished it. Part of a command, no deed of its own.

    `is_moved`: the issuer set another day in the same deed; a later one is noted as an extension that he granted.
    """
    today = timezone.localdate()
    begins_on = max(task.plan.starts_on, task.plan.issued_on or task.plan.starts_on)
    due = task.due or next_due(task, after=begins_on)
    standing = {row.unit_id: row for row in task.assignments.standing().select_related("obligation")}
    given = []
    for part, units in ((Assignment.Part.LEAD, leads), (Assignment.Part.COORDINATE, coordinators)):
        for unit in units:
            head = accountable.get(unit.pk)
            if head is not None and not head.memberships.on(today).filter(unit=unit).exists():
                raise NotAccountableThere(person=head, unit=unit)
            row = standing.pop(unit.pk, None)
            if row is None:
                row = _make(task, unit, part, head, begins_on, due)
            else:
                _change(actor, row, part, head or row.accountable, due if is_moved else row.due)
            given.append(row)
    for row in standing.values():
        if row.confirmed_on:  # what was done stays on the record
            continue
        row.ended_on = today
        row.save()
        if row.obligation:
            duties.withdraw(row.obligation, today)
    return given


def _make(task: Task, unit: Any, part: str, head: Any, begins_on: date, due: date | None) -> Assignment:
    # A unit that had the task before keeps the day it was first given, however often it is left out and put back.
    before = task.assignments.filter(unit=unit, ended_on__isnull=False, first_due__isnull=False).order_by("id").first()
    row = Assignment.objects.create(
        task=task, unit=unit, part=part, accountable=head, assigned_on=begins_on,
        first_due=before.first_due if before and due else due, due=due,
    )  # fmt: skip
    row.obligation = oblige_for(row)
    row.save(update_fields=["obligation"])
    return row


def _change(actor: Actor, row: Assignment, part: str, head: Any, due: date | None) -> None:
    row.part, row.accountable = part, head
    if row.confirmed_on is None and due != row.due:
        if row.due and due and due > row.due:
            Extension.objects.create(
                assignment=row, old_due=row.due, asked_due=due, reason="Nơi giao lùi hạn khi giao lại.", is_granted=True,
                by_id=actor.user_id, decided_by_id=actor.user_id, decided_at=timezone.now(),
            )  # fmt: skip
        row.due = due
        row.first_due = row.first_due or due
    row.version += 1
    row.save()
    if row.obligation:
        row.obligation.kind = kind_of_part(row)
        row.obligation.title, row.obligation.accountable = row.task.text, head
        row.obligation.due, row.obligation.first_due = row.due, row.obligation.first_due or row.due
        row.obligation.save()


def kind_of_part(row: Assignment) -> str:
    """The kind of duty that a part makes: whoever leads answers for the result, whoever helps does not."""
    return TASK if row.part == Assignment.Part.LEAD else HELP


def oblige_for(row: Assignment) -> Any:
    """The duty which an assignment puts on its unit."""
    plan = row.task.plan
    return duties.oblige(
        kind_of_part(row),
        unit=row.unit,
        to=plan.unit,
        about=row,
        title=row.task.text,
        begins_on=row.assigned_on,
        due=row.due,
        accountable=row.accountable,
        basis=f"{plan}, {row.task.path}" if row.task.path else str(plan),
    )


def next_due(task: Task, *, after: date) -> date | None:
    """The next day of a task's cycle after a day; None where the cycle has no day or the plan ends before it.

    "Định kỳ 6 tháng" names months and no day: the day on which the plan began is not made one.
    """
    if "BYMONTHDAY" not in task.rule and "BYDAY" not in task.rule:
        return None
    until = task.plan.ends_on or after.replace(year=after.year + 2, day=1)
    return next((day for day in occurrences(task.rule, after, until) if day > after), None)


def settle_answer(plan: Plan, on: date, actor: Actor) -> Assignment | None:
    """The duty to answer the upper plan is done the day the unit's own plan is in force.

    Where the upper plan also asks of the unit, as a task, to make that very plan, the unit says by issuing it that this
    is done; the issuer of the upper plan confirms it like any other result. The part of which it was said, if any.
    """
    if plan.upper_id is None:
        return None
    for duty in Obligation.objects.standing().filter(kind=ANSWER, unit=plan.unit, about_id=str(plan.upper_id)):
        duties.fulfil(duty, on)
    upper: Any = plan.upper
    if upper.status != Plan.Status.IN_FORCE:
        return None
    asked = [
        part
        for part in Assignment.objects.standing()
        .filter(task__plan=upper, unit=plan.unit, part=Assignment.Part.LEAD, done_on=None)
        .select_related("task")
        .order_by("task__order", "id")
        if _MAKES_A_PLAN.search(fold(part.task.text)) and not part.task.rule
    ]
    if len(asked) != 1:  # which of several is meant, the unit says itself
        return None
    part = asked[0]
    said_on = max(part.assigned_on, min(on, timezone.localdate()))
    ProgressReport.objects.create(
        id=uuid7(), assignment=part, on=said_on, text=f"Đã ban hành {plan}.", percent=100, claims_done=True,
        product=f"{plan}: {plan.title}"[:500], by_id=actor.user_id,
    )  # fmt: skip
    part.done_on, part.percent = said_on, 100
    part.version += 1
    part.save()
    return part


_MAKES_A_PLAN = re.compile(
    r"\b(xay dung|ban hanh|lap) (?:\w+ ){0,3}(ke hoach|chuong trinh)\b(?! kiem tra| giam sat| thanh tra)"
)
