"""What a unit says of its part, and what the issuer answers: a log in which nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from uuid6 import uuid7

from antoan.core import audit, files
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.obligations import duties
from antoan.plans.commands.assign import next_due, oblige_for
from antoan.plans.models import Assignment, Evidence, Extension, Obstacle, Plan, ProgressReport, Task
from antoan.plans.models.recurrence import Recurrence
from antoan.plans.refusals import (
    AlreadyAnswered,
    AlreadyDone,
    AnswerDueInPast,
    BeforeAssigned,
    DoneWithoutProduct,
    EmptyText,
    ExtensionNotLater,
    ExtensionWaits,
    GoesOn,
    InFuture,
    JoinedMeanwhile,
    NoDueToExtend,
    NoLongerYours,
    NotALink,
    NothingToDecide,
    OwnRequest,
    PercentOutOfRange,
    PlanNotInForce,
    ReasonNeeded,
    Superseded,
)

OBSTACLE = "plans.obstacle"  # the kind of duty that a raised obstacle puts on who is to answer
ANSWER_WITHIN = timedelta(days=15)  # proposed on the form; whoever raises the obstacle may choose another day
EVIDENCE_LIMIT = 15 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class EvidenceFile:
    """A photo or paper that somebody attaches."""

    name: str
    data: bytes


@command
def report_progress(
    actor: Actor,
    *,
    assignment: Assignment,
    text: str,
    id: UUID | None = None,
    on: date | None = None,
    percent: int | None = None,
    count: Decimal | None = None,
    count_unit: str = "",
    claims_done: bool = False,
    product: str = "",
    no_product_reason: str = "",
    evidence: Sequence[EvidenceFile] = (),
    links: Sequence[str] = (),
) -> ProgressReport:
    """Say how far a unit has come, or that it is done. `on` is the day it speaks of, by default today.

    Sending the same `id` twice returns the report that the first sending made.

    Raises:
        NotPermitted, PlanNotInForce, NoLongerYours, AlreadyDone, EmptyText, InFuture, BeforeAssigned, PercentOutOfRange
        DoneWithoutProduct: done is claimed with neither a product nor a reason.
        GoesOn: a standing task is called done before its plan ends.
        FileTooLarge, EmptyUpload, NotALink
    """
    require(actor, "plans.progress", assignment.unit)
    today = timezone.localdate()
    on = on or today
    # Looked up while the part is held: of two sendings at once the second finds what the first made.
    held = locked(assignment)
    if id and (known := ProgressReport.objects.filter(pk=id, assignment=held).first()):
        return known
    assignment = _refuse_unless_running(held)
    if assignment.confirmed_on:
        raise AlreadyDone(on=assignment.confirmed_on)
    if not text.strip():
        raise EmptyText
    if on > today:
        raise InFuture(on=on)
    if on < assignment.assigned_on:
        raise BeforeAssigned(on=on, assigned_on=assignment.assigned_on)
    if any(not link.startswith(("https://", "http://")) for link in links):
        raise NotALink
    if percent is not None and not 0 <= percent <= 100:
        raise PercentOutOfRange(percent=percent)
    task = assignment.task
    if claims_done and task.recurrence == Recurrence.CONTINUOUS and task.plan.ends_on and on < task.plan.ends_on:
        raise GoesOn(until=task.plan.ends_on)
    if claims_done and not product.strip() and not no_product_reason.strip():
        raise DoneWithoutProduct

    report = ProgressReport.objects.create(
        id=id or uuid7(),
        assignment=assignment,
        on=on,
        text=text.strip(),
        percent=100 if claims_done else percent,
        count=count,
        count_unit=count_unit.strip(),
        claims_done=claims_done,
        product=product.strip(),
        no_product_reason=no_product_reason.strip(),
        by_id=actor.user_id,
    )
    for item in evidence:
        stored = files.keep(item.data, name=item.name, limit=EVIDENCE_LIMIT)
        Evidence.objects.create(report=report, file=stored, name=files.safe_name(item.name))
    for link in links:
        Evidence.objects.create(report=report, link=link, name=link[:150])
    if report.percent is not None:
        assignment.percent = report.percent
    assignment.done_on = on if claims_done else None
    assignment.version += 1
    assignment.save()
    audit.record(
        actor, "plans.progress.reported", report, unit=assignment.unit, assignment=assignment.pk, percent=report.percent,
        claims_done=claims_done, evidence=len(evidence) + len(links),
    )  # fmt: skip
    return report


@command
def confirm_report(actor: Actor, *, report: ProgressReport, text: str = "") -> Assignment:
    """The issuer confirms that the part is done. A recurring part opens its next cycle.

    What a unit said before it was followed by another is confirmed for its successor.

    Raises:
        NotPermitted, NothingToDecide, PlanNotInForce
        Superseded: the unit has said something newer.
        JoinedMeanwhile: the part was joined with another unit's, for which nobody has said that it is done.
    """
    assignment, report = _awaiting(actor, report)
    _answer(actor, report, ProgressReport.Verdict.CONFIRMED, text)
    done_on = report.on
    assignment.done_on, assignment.confirmed_on, assignment.percent = done_on, timezone.localdate(), 100
    if assignment.obligation:
        duties.fulfil(assignment.obligation, done_on)
    following = next_due(assignment.task, after=assignment.due or done_on)
    if following and (assignment.task.plan.ends_on is None or following <= assignment.task.plan.ends_on):
        assignment.assigned_on = done_on
        assignment.first_due = assignment.due = following
        assignment.done_on = assignment.confirmed_on = None
        assignment.percent = 0
        assignment.obligation = oblige_for(assignment)
    assignment.version += 1
    assignment.save()
    _close_helpers(assignment.task, done_on)
    audit.record(
        actor, "plans.progress.confirmed", report, unit=assignment.task.plan.unit, assignment=assignment.pk,
        done_on=done_on, next_due=following,
    )  # fmt: skip
    return assignment


@command
def return_report(actor: Actor, *, report: ProgressReport, text: str) -> Assignment:
    """The issuer returns a report and says what is missing; the part is open again.

    Raises:
        NotPermitted, NothingToDecide, PlanNotInForce, Superseded, ReasonNeeded
    """
    assignment, report = _awaiting(actor, report, claimed=False)
    if not text.strip():
        raise ReasonNeeded
    _answer(actor, report, ProgressReport.Verdict.RETURNED, text)
    assignment.done_on = None
    if report.claims_done:  # back to what was said before that
        before = assignment.reports.filter(claims_done=False, percent__isnull=False, at__lt=report.at)
        assignment.percent = before.order_by("-at").values_list("percent", flat=True).first() or 0
    assignment.version += 1
    assignment.save()
    audit.record(
        actor, "plans.progress.returned", report, unit=assignment.task.plan.unit, assignment=assignment.pk, reason=text
    )
    return assignment


@command
def raise_obstacle(actor: Actor, *, assignment: Assignment, text: str, to: Any, answer_due: date) -> Obstacle:
    """Say what hinders, to whom, and by when an answer is needed. The one asked owes the answer.

    Raises:
        NotPermitted, PlanNotInForce, NoLongerYours, EmptyText, AnswerDueInPast
    """
    require(actor, "plans.progress", assignment.unit)
    assignment = _held(assignment)
    today = timezone.localdate()
    if not text.strip():
        raise EmptyText
    if answer_due < today:
        raise AnswerDueInPast(due=answer_due)
    same = assignment.obstacles.filter(text=text.strip(), to=to, answered_at=None, at__date=today).first()
    if same:  # sent twice by an impatient hand
        return same
    obstacle = Obstacle.objects.create(
        assignment=assignment, text=text.strip(), to=to, answer_due=answer_due, by_id=actor.user_id
    )
    obstacle.obligation = duties.oblige(
        OBSTACLE,
        unit=to,
        to=assignment.unit,
        about=obstacle,
        title=f"Trả lời vướng mắc của {assignment.unit}: {obstacle.text}",
        begins_on=today,
        due=answer_due,
        basis=str(assignment.task.plan),
    )
    obstacle.save(update_fields=["obligation"])
    audit.record(
        actor,
        "plans.obstacle.raised",
        obstacle,
        unit=assignment.unit,
        assignment=assignment.pk,
        to=to.pk,
        due=answer_due,
    )
    return obstacle


@command
def answer_obstacle(actor: Actor, *, obstacle: Obstacle, answer: str) -> Obstacle:
    """Answer an obstacle.

    Raises:
        NotPermitted, AlreadyAnswered, EmptyText
    """
    require(actor, "plans.decide", obstacle.to)
    obstacle = locked(obstacle)
    if obstacle.answered_at:
        raise AlreadyAnswered(at=timezone.localtime(obstacle.answered_at))
    if not answer.strip():
        raise EmptyText
    obstacle.answer, obstacle.answered_by_id, obstacle.answered_at = answer.strip(), actor.user_id, timezone.now()
    obstacle.save()
    if obstacle.obligation:
        duties.fulfil(obstacle.obligation, timezone.localdate())
    audit.record(actor, "plans.obstacle.answered", obstacle, unit=obstacle.to, answer=obstacle.answer)
    return obstacle


@command
def ask_extension(actor: Actor, *, assignment: Assignment, asked_due: date, reason: str) -> Extension:
    """Ask for a later day.

    Raises:
        NotPermitted, PlanNotInForce, NoLongerYours, AlreadyDone, NoDueToExtend, ExtensionNotLater, ReasonNeeded,
        ExtensionWaits
    """
    require(actor, "plans.progress", assignment.unit)
    assignment = _held(assignment)
    if assignment.confirmed_on:
        raise AlreadyDone(on=assignment.confirmed_on)
    if assignment.due is None:
        raise NoDueToExtend
    if asked_due <= assignment.due:
        raise ExtensionNotLater(due=assignment.due)
    if not reason.strip():
        raise ReasonNeeded
    if waiting := assignment.extensions.filter(is_granted__isnull=True).first():
        raise ExtensionWaits(asked_due=waiting.asked_due)
    extension = Extension.objects.create(
        assignment=assignment, old_due=assignment.due, asked_due=asked_due, reason=reason.strip(), by_id=actor.user_id
    )
    audit.record(
        actor, "plans.extension.asked", extension, unit=assignment.unit, old_due=assignment.due, asked_due=asked_due
    )
    return extension


@command
def decide_extension(actor: Actor, *, extension: Extension, is_granted: bool, decision: str = "") -> Extension:
    """Grant or refuse a later day. A granted one moves `due`; the first due day stays, so the delay can be seen.

    Raises:
        NotPermitted, NothingToDecide
        OwnRequest: whoever asked may not grant it himself, as could be where a unit carries out its own plan.
        ReasonNeeded: refused without saying why.
        AlreadyDone: granted after the part was confirmed; what was done late stays so.
    """
    plan = extension.assignment.task.plan
    require(actor, "plans.decide", plan.unit)
    extension = locked(extension)
    if extension.is_granted is not None:
        raise NothingToDecide(verdict="cho gia hạn" if extension.is_granted else "không cho gia hạn")
    if is_granted and extension.by_id is not None and extension.by_id == actor.user_id:
        raise OwnRequest(unit=plan.unit)
    if not is_granted and not decision.strip():
        raise ReasonNeeded
    extension.is_granted, extension.decision = is_granted, decision.strip()
    extension.decided_by_id, extension.decided_at = actor.user_id, timezone.now()
    extension.save()
    if is_granted:
        assignment = locked(_present(extension.assignment))
        if assignment.confirmed_on:
            raise AlreadyDone(on=assignment.confirmed_on)
        assignment.due = extension.asked_due
        assignment.version += 1
        assignment.save()
        if assignment.obligation:
            duties.extend(assignment.obligation, extension.asked_due)
    audit.record(
        actor,
        "plans.extension.decided",
        extension,
        unit=plan.unit,
        is_granted=is_granted,
        asked_due=extension.asked_due,
    )
    return extension


def _held(assignment: Assignment) -> Assignment:
    """The assignment, held, if its plan is in force and it is still this unit's."""
    return _refuse_unless_running(locked(assignment))


def _refuse_unless_running(assignment: Assignment) -> Assignment:
    if assignment.task.plan.status != Plan.Status.IN_FORCE:
        raise PlanNotInForce
    if assignment.ended_on:
        raise NoLongerYours(unit=assignment.unit, on=assignment.ended_on)
    return assignment


def _close_helpers(task: Task, on: date) -> None:
    """Once all who lead are confirmed, the parts of those who helped are done with them."""
    parts = task.assignments.standing().select_related("obligation")
    if parts.filter(part=Assignment.Part.LEAD, confirmed_on=None).exists():
        return
    for helper in parts.filter(part=Assignment.Part.COORDINATE, confirmed_on=None):
        helper.done_on, helper.confirmed_on, helper.percent = helper.done_on or on, timezone.localdate(), 100
        helper.version += 1
        helper.save()
        if helper.obligation:
            duties.fulfil(helper.obligation, helper.done_on)


def _awaiting(actor: Actor, report: ProgressReport, *, claimed: bool = True) -> tuple[Assignment, ProgressReport]:
    """The part as it stands today and the report, both held, if the report is the last word on it.

    `claimed`: only what says that the part is done is awaited.
    """
    plan = report.assignment.task.plan
    require(actor, "plans.decide", plan.unit)
    assignment = locked(_present(report.assignment))
    report = locked(report)
    if assignment.task.plan.status != Plan.Status.IN_FORCE:
        raise PlanNotInForce
    if report.verdict or assignment.confirmed_on or (claimed and not report.claims_done):
        raise NothingToDecide(verdict=report.get_verdict_display() or "chưa báo xong")
    said = ProgressReport.objects.filter(assignment__in=[assignment.pk, report.assignment_id])
    if said.filter(Q(at__gt=report.at) | Q(at=report.at, pk__gt=report.pk)).exists():
        raise Superseded
    if claimed and assignment.done_on is None:
        raise Superseded if assignment.pk == report.assignment_id else JoinedMeanwhile(unit=assignment.unit)
    return assignment, report


def _present(assignment: Assignment) -> Assignment:
    """The part that stands today for one that was passed on: who follows answers for what was said before."""
    while assignment.ended_on and assignment.passed_to:
        assignment = assignment.passed_to
    return assignment


def _answer(actor: Actor, report: ProgressReport, verdict: str, text: str) -> None:
    report.verdict, report.verdict_text = verdict, text.strip()
    report.verdict_by_id, report.verdict_at = actor.user_id, timezone.now()
    report.save()
