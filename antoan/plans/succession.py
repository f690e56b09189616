"""What a plan's open work does when the unit that owes it is followed by another."""

from __future__ import annotations

from typing import Any

from antoan.core.scoping import Actor
from antoan.obligations import duties
from antoan.obligations.models import Obligation
from antoan.plans.commands.assign import kind_of_part
from antoan.plans.models import Assignment, ExpectedAnswer, Plan
from antoan.units.models import Succession
from antoan.units.succession import MovedLine, heirs_of


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """Pass open assignments, other open duties of plans and plans in force to the successors; closed work stays.

    Where a unit was divided, its open work goes to the successor that took the largest part, and the line says so.
    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines: list[MovedLine] = []
    for predecessor, successor, note in heirs_of(succession):
        lines += _pass_assignments(predecessor, successor, succession, note)
        lines += _pass_duties(predecessor, successor, succession, note)
        lines += _pass_plans(predecessor, successor, note)
    return lines


def _pass_assignments(predecessor, successor, succession, note) -> list[MovedLine]:
    lines = []
    open_rows = (
        Assignment.objects.standing()
        .filter(unit=predecessor, confirmed_on=None, task__plan__status=Plan.Status.IN_FORCE)
        .select_related("task__plan", "obligation")
        .order_by("task__plan", "task__order", "id")
    )
    for row in open_rows:
        heir = Assignment.objects.standing().filter(task=row.task, unit=successor).first()
        finished = heir if heir and heir.confirmed_on else None  # its own part is done; what it takes over is not
        heir = None if finished else heir
        extra = "nhập vào phần việc đã có của đơn vị mới" if heir else ""
        title = f"{row.task.plan} · {row.task.path}: {row.task}".replace(" : ", ": ")
        lines.append(
            MovedLine("nhiệm vụ", title, str(predecessor), str(successor), "; ".join(filter(None, [extra, note])))
        )
        if finished:
            finished.ended_on = succession.effective_on
            finished.version += 1
            finished.save()
        if heir is None:
            heir = Assignment.objects.create(
                task=row.task, unit=successor, part=row.part, assigned_on=succession.effective_on,
                first_due=row.first_due, due=row.due, percent=row.percent, done_on=row.done_on,
                accountable=_head_who_followed(row, successor, succession.effective_on),
            )  # fmt: skip
            if row.obligation:
                heir.obligation = duties.pass_on(row.obligation, unit=successor, about=heir, on=succession.effective_on)
                heir.save(update_fields=["obligation"])
        else:
            _join(heir, row)
            if row.obligation:
                duties.withdraw(row.obligation, succession.effective_on)
                row.obligation.passed_to = heir.obligation
                row.obligation.save(update_fields=["passed_to"])
        row.ended_on, row.passed_to = succession.effective_on, heir
        row.version += 1
        row.save()
    return lines


def _head_who_followed(row: Assignment, successor, on) -> Any:
    """The accountable head, where he works in the new unit too; else nobody until one is named."""
    head = row.accountable
    return head if head and head.memberships.on(on).filter(unit=successor).exists() else None


def _join(heir: Assignment, row: Assignment) -> None:
    """Two parts become one. Who leads says until when and how far; of two that lead, the earlier day and the slower."""
    if row.part == Assignment.Part.LEAD != heir.part:
        heir.part, heir.first_due, heir.due = row.part, row.first_due, row.due
        heir.percent, heir.done_on = row.percent, row.done_on
    elif row.part == heir.part:
        heir.first_due = min(filter(None, (heir.first_due, row.first_due)), default=None)
        heir.due = min(filter(None, (heir.due, row.due)), default=None)
        heir.percent = min(heir.percent, row.percent)
        heir.done_on = max(heir.done_on, row.done_on) if heir.done_on and row.done_on else None
    heir.version += 1
    heir.save()
    if heir.obligation:
        heir.obligation.kind = kind_of_part(heir)
        heir.obligation.first_due, heir.obligation.due = heir.first_due, heir.due
        heir.obligation.save(update_fields=["kind", "first_due", "due"])


def _pass_duties(predecessor, successor, succession, note) -> list[MovedLine]:
    """Duties of plans that are not assignments: to answer an upper plan, to answer an obstacle."""
    lines = []
    for duty in Obligation.objects.standing().filter(unit=predecessor, kind__in=["plans.answer", "plans.obstacle"]):
        lines.append(MovedLine("việc phải làm", duty.title, str(predecessor), str(successor), note))
        if duty.kind == "plans.answer":
            expected = ExpectedAnswer.objects.filter(plan=duty.about_id, unit=predecessor).first()
            if not ExpectedAnswer.objects.filter(plan=duty.about_id, unit=successor).exists() and expected:
                ExpectedAnswer.objects.create(plan_id=expected.plan_id, unit=successor, due=expected.due)
            if expected:
                expected.ended_on = succession.effective_on
                expected.save(update_fields=["ended_on"])
        obstacle = getattr(duty, "obstacle", None)
        heir = Obligation.objects.standing().filter(kind=duty.kind, unit=successor, about_id=duty.about_id).first()
        if heir is None:
            heir = Obligation.objects.create(
                kind=duty.kind, unit=successor, to=duty.to, title=duty.title, basis=duty.basis, about_id=duty.about_id,
                begins_on=succession.effective_on, first_due=duty.first_due, due=duty.due,
            )  # fmt: skip
        duty.ended_on, duty.passed_to = succession.effective_on, heir
        duty.save(update_fields=["ended_on", "passed_to"])
        if obstacle:
            obstacle.obligation = (
                heir  # to whom it was raised stays; who follows reaches what its predecessors were asked
            )
            obstacle.save(update_fields=["obligation"])
    return lines


def _pass_plans(predecessor, successor, note) -> list[MovedLine]:
    """A plan in force keeps its issuer on paper; from now on the successor follows it up."""
    lines = []
    in_force = Plan.objects.filter(status=Plan.Status.IN_FORCE)
    led = in_force.filter(unit=predecessor, kept_by=None) | in_force.filter(kept_by=predecessor)
    for plan in led.order_by("id"):
        title = f"{plan}: {plan.title}"[:200]
        lines.append(
            MovedLine("kế hoạch", title, str(predecessor), str(successor), note or "tiếp tục chỉ đạo, theo dõi")
        )
        plan.kept_by = successor
        plan.save(update_fields=["kept_by"])
    return lines
