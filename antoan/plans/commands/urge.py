"""Đôn đốc: a reminder document to a unit about what it owes, in one click, and the receipt of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.plans.commands.assign import open_plan
from antoan.plans.models import Assignment, Plan, Urging
from antoan.plans.refusals import NothingLate

ANSWER_WITHIN = timedelta(days=5)


@command
def urge(actor: Actor, *, plan: Plan, unit: Any, text: str = "", answer_by: date | None = None) -> Urging:
    """Remind a unit of what is late in a plan or, where nothing is late, of all that stands open.

    Once a day: a second click returns the paper of the first.

    Raises:
        NotPermitted, PlanClosed
        NothingLate: the unit owes nothing in this plan.
    """
    require(actor, "plans.urge", plan.unit)
    plan = open_plan(locked(plan))  # held, so that two clicks at once make one paper
    today = timezone.localdate()
    if sent := plan.urgings.filter(unit=unit, at__date=today).first():
        return sent
    standing = Assignment.objects.standing().filter(task__plan=plan, unit=unit, done_on=None).select_related("task")
    # Who leads is late; who helps is reminded only where he leads nothing here.
    leading = standing.filter(part=Assignment.Part.LEAD)
    owed = list(leading.filter(due__lt=today)) or list(leading) or list(standing)
    unanswered = plan.expected_answers.filter(unit=unit).exists() and not plan.answers.filter(unit=unit).exists()
    if not owed and not unanswered:
        raise NothingLate(unit=unit)
    urging = Urging.objects.create(
        plan=plan,
        unit=unit,
        text=text.strip() or _wording(plan, owed, unanswered, today),
        answer_by=answer_by or today + ANSWER_WITHIN,
        by_id=actor.user_id,
    )
    urging.assignments.set(owed)
    audit.record(actor, "plans.urging.sent", urging, unit=plan.unit, to=unit.pk, assignments=[row.pk for row in owed])
    return urging


@command
def acknowledge_urging(actor: Actor, *, urging: Urging) -> Urging:
    """The unit has seen the reminder. Seeing it again changes nothing.

    Raises:
        NotPermitted
    """
    require(actor, "plans.progress", urging.unit)
    urging = locked(urging)
    if urging.seen_at:
        return urging
    urging.seen_by_id, urging.seen_at = actor.user_id, timezone.now()
    urging.save()
    audit.record(actor, "plans.urging.seen", urging, unit=urging.unit)
    return urging


def _wording(plan: Plan, owed: list[Assignment], unanswered: bool, today: date) -> str:
    late = [row for row in owed if row.due and row.due < today]
    parts = []
    if late:
        parts.append(f"còn {len(late)} nhiệm vụ đã quá hạn")
    elif owed:
        parts.append(f"còn {len(owed)} nhiệm vụ đang thực hiện")
    if unanswered:
        parts.append("chưa ban hành kế hoạch thực hiện")
    return (
        f"Qua theo dõi việc thực hiện {plan}, đến ngày {today:%d/%m/%Y} đơn vị {' và '.join(parts)}. "
        "Đề nghị khẩn trương thực hiện, báo cáo kết quả và nêu rõ khó khăn, vướng mắc (nếu có)."
    )
