"""Money and programmes of a task, and readings of the plan's targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.plans.models import FundingLine, Target, TargetReading, Task
from antoan.plans.refusals import FundingUnnamed, InFuture, MoreThanPlanned


@command
def set_funding(
    actor: Actor,
    *,
    task: Task,
    line: FundingLine | None = None,
    version: int | None = None,
    year: int,
    programme: str = "",
    source: str = "",
    planned: Decimal | int | None = None,
    allocated: Decimal | int | None = None,
    disbursed: Decimal | int | None = None,
    note: str = "",
) -> FundingLine:
    """Enter or change a budget line; amounts in đồng, None where not known. Without amounts: an integration.

    Raises:
        NotPermitted, ChangedMeanwhile, FundingUnnamed, MoreThanPlanned, BrokenRule
    """
    require(actor, "plans.assign", task.plan.unit)
    if not programme.strip() and not source.strip():
        raise FundingUnnamed
    if disbursed is not None and allocated is not None and disbursed > allocated:
        raise MoreThanPlanned(disbursed=disbursed, allocated=allocated)
    line = locked(line, version=version, what="dòng kinh phí này") if line else FundingLine(task=task, version=0)
    line.year, line.programme, line.source, line.note = year, programme.strip(), source.strip(), note.strip()
    line.planned, line.allocated, line.disbursed = planned, allocated, disbursed
    line.version += 1
    line.save()
    audit.record(
        actor, "plans.funding.set", line, unit=task.plan.unit, task=task.pk, year=year, programme=line.programme,
        source=line.source, planned=planned, allocated=allocated, disbursed=disbursed,
    )  # fmt: skip
    return line


@command
def remove_funding(actor: Actor, *, line: FundingLine) -> None:
    """Take a budget line out; what it held stays in the audit log.

    Raises:
        NotPermitted
    """
    plan = line.task.plan
    require(actor, "plans.assign", plan.unit)
    audit.record(
        actor, "plans.funding.removed", line, unit=plan.unit, task=line.task_id, year=line.year, programme=line.programme,
        source=line.source, planned=line.planned, allocated=line.allocated, disbursed=line.disbursed,
    )  # fmt: skip
    line.delete()


@command
def record_target(actor: Actor, *, target: Target, on: date, value: Decimal, note: str = "") -> TargetReading:
    """Note how far a target had come on a day, with the source of the figure.

    Raises:
        NotPermitted, InFuture
    """
    require(actor, "plans.assign", target.plan.unit)
    if on > timezone.localdate():
        raise InFuture(on=on)
    reading = TargetReading.objects.create(target=target, on=on, value=value, note=note.strip(), by_id=actor.user_id)
    audit.record(actor, "plans.target.read", target, unit=target.plan.unit, on=on, value=value, note=note)
    return reading
