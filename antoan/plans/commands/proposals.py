"""Deciding on proposals: accept, mend, merge, split, reject. What was read stays beside what people made of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.documents.kept import as_parsed, header_of
from antoan.documents.tree import Header
from antoan.plans.commands.assign import open_plan
from antoan.plans.commands.draft import keep_task, match_bodies
from antoan.plans.models import Plan, Proposal, Target, Task
from antoan.plans.proposing import ProposedTask, read_alone, read_chosen
from antoan.plans.refusals import (
    AlreadyDecided,
    AlreadyProposed,
    EmptyText,
    KindsDiffer,
    MergeNeedsTwo,
    NeedsSecondPerson,
    NothingToSplit,
    WorkRestsOnIt,
)
from antoan.units.matching import Matcher


@command
def accept(actor: Actor, *, proposal: Proposal, version: int | None = None) -> Task | Target:
    """Make a proposal a task (or a target) of the plan.

    Raises:
        NotPermitted, ChangedMeanwhile, AlreadyDecided
    """
    proposal = _open(actor, proposal, version)
    made = _accept(actor, proposal)
    audit.record(
        actor, "plans.proposal.accepted", proposal, unit=proposal.plan.unit, changes=proposal.changes, made=made.pk
    )
    return made


@command
def accept_all(actor: Actor, *, plan: Plan, needs_known_lead: bool = False) -> int:
    """Accept every proposal that still waits; the number of them.

    One whose text names a day that no calendar has is left to a person; with `needs_known_lead` also one of whose
    leading bodies the register does not know for certain.

    Raises:
        NotPermitted, PlanClosed
    """
    require(actor, "plans.draft", plan.unit)
    open_plan(plan)
    waiting = [
        proposal
        for proposal in plan.proposals.select_for_update().filter(state=Proposal.State.PENDING)
        if not (proposal.lacks_its_day or (needs_known_lead and proposal.lacks_its_lead))
    ]
    for proposal in waiting:
        _accept(actor, proposal)
    audit.record(actor, "plans.plan.all_accepted", plan, unit=plan.unit, proposals=[p.pk for p in waiting])
    return len(waiting)


@command
def mend(
    actor: Actor,
    *,
    proposal: Proposal,
    version: int,
    text: str,
    lead_units: Sequence[Any],
    coordinate_units: Sequence[Any],
    due: date | None,
    recurrence: str,
    product: str,
) -> Proposal:
    """Put a proposal right before it is accepted. The bodies a person chose are certain.

    Raises:
        NotPermitted, ChangedMeanwhile, AlreadyDecided, EmptyText
    """
    proposal = _open(actor, proposal, version)
    if not text.strip():
        raise EmptyText
    proposal.text, proposal.due, proposal.product = squeeze(text), due, product.strip()
    if recurrence != proposal.recurrence:
        proposal.recurrence, proposal.rule, proposal.when = recurrence, "", ""
    if {unit.pk for unit in lead_units} != set(proposal.lead_units.values_list("pk", flat=True)):
        proposal.lead_units.set(lead_units)
        proposal.lead = [str(unit) for unit in lead_units]
    if {unit.pk for unit in coordinate_units} != set(proposal.coordinate_units.values_list("pk", flat=True)):
        proposal.coordinate_units.set(coordinate_units)
        proposal.coordinate = [str(unit) for unit in coordinate_units]
    proposal.is_matched = bool(lead_units)
    proposal.match_note = ""
    proposal.version += 1
    proposal.save()
    audit.record(actor, "plans.proposal.mended", proposal, unit=proposal.plan.unit, changes=proposal.changes)
    return proposal


@command
def reject(actor: Actor, *, proposal: Proposal, version: int | None = None) -> Proposal:
    """Say that a sentence is no task. It can be put back.

    Raises:
        NotPermitted, ChangedMeanwhile, AlreadyDecided
    """
    proposal = _open(actor, proposal, version)
    _decide(actor, proposal, Proposal.State.REJECTED)
    audit.record(actor, "plans.proposal.rejected", proposal, unit=proposal.plan.unit, text=proposal.text)
    return proposal


@command
def put_back(actor: Actor, *, proposal: Proposal, version: int | None = None) -> Proposal:
    """Open a decided proposal again; a task made of it goes, unless it was already assigned.

    Raises:
        NotPermitted, ChangedMeanwhile
        AlreadyDecided: it waits already, its task has been assigned, or it was merged into one that was accepted.
        WorkRestsOnIt: money, links or readings hang on what was made of it.
    """
    require(actor, "plans.draft", proposal.plan.unit)
    proposal = locked(proposal, version=version, what="đề xuất này")
    task = Task.objects.filter(proposal=proposal).first()
    if proposal.state == Proposal.State.PENDING:
        raise AlreadyDecided(state=proposal.get_state_display())
    if task and task.assignments.exists():
        raise AlreadyDecided(state="được giao cho đơn vị")
    if proposal.merged_into and proposal.merged_into.state == Proposal.State.ACCEPTED:
        raise AlreadyDecided(state="được gộp vào một nhiệm vụ đã nhận")
    _refuse_if_work_rests(proposal, task)
    if task:
        task.delete()
    Target.objects.filter(proposal=proposal).delete()
    proposal.merged_into = None
    _decide(actor, proposal, Proposal.State.PENDING)
    audit.record(actor, "plans.proposal.put_back", proposal, unit=proposal.plan.unit)
    return proposal


def _refuse_if_work_rests(proposal: Proposal, task: Task | None) -> None:
    if task and task.funding.exists():
        raise WorkRestsOnIt(what="nhiệm vụ đã có dòng kinh phí")
    if task and (task.answered_by.exists() or task.answering.exists() or task.refusals.exists()):
        raise WorkRestsOnIt(what="nhiệm vụ đã được nối với nhiệm vụ của cấp khác")
    if Target.objects.filter(proposal=proposal, readings__isnull=False).exists():
        raise WorkRestsOnIt(what="chỉ tiêu đã có số liệu")


@command
def merge(actor: Actor, *, proposals: Sequence[Proposal]) -> Proposal:
    """Join proposals that speak of one deed: the first in the text takes in the others.

    Raises:
        NotPermitted, AlreadyDecided
        MergeNeedsTwo: fewer than two, or of different plans.
        KindsDiffer: a task and a target.
    """
    if len({p.pk for p in proposals}) < 2 or len({p.plan_id for p in proposals}) > 1:
        raise MergeNeedsTwo
    if len({p.kind for p in proposals}) > 1:
        raise KindsDiffer
    first, *others = sorted((_open(actor, p, None) for p in proposals), key=lambda p: (p.start, p.order))
    first.text = "; ".join([first.text.rstrip(" .;"), *(other.text.rstrip(" .;") for other in others)]) + "."
    first.end = max(first.end, *(other.end for other in others))
    for other in others:
        first.lead = list(dict.fromkeys([*first.lead, *other.lead]))
        first.coordinate = list(dict.fromkeys([*first.coordinate, *other.coordinate]))
        first.lead_units.add(*other.lead_units.all())
        first.coordinate_units.add(*other.coordinate_units.all())
        first.is_matched = first.is_matched and other.is_matched
        first.due = first.due or other.due
        first.product = first.product or other.product
        other.merged_into = first
        _decide(actor, other, Proposal.State.MERGED)
    first.version += 1
    first.save()
    audit.record(actor, "plans.proposal.merged", first, unit=first.plan.unit, took_in=[other.pk for other in others])
    return first


@command
def split(actor: Actor, *, proposal: Proposal, at: int, version: int | None = None) -> tuple[Proposal, Proposal]:
    """Cut a proposal in two before the character `at` of its text; both keep bodies and days.

    Raises:
        NotPermitted, ChangedMeanwhile, AlreadyDecided
        NothingToSplit: one of the parts would be empty.
    """
    proposal = _open(actor, proposal, version)
    head, tail = proposal.text[:at].strip(" ;,"), proposal.text[at:].strip(" ;,")
    if not head or not tail:
        raise NothingToSplit
    # The healed text is at most as long as the place it came from, so the cut is found by proportion, inside it.
    cut = proposal.start + round((proposal.end - proposal.start) * at / len(proposal.text))
    following = proposal.plan.proposals.filter(order__gt=proposal.order).order_by("order").first()
    second = Proposal.objects.create(
        plan=proposal.plan,
        kind=proposal.kind,
        order=(proposal.order + following.order) / 2 if following else proposal.order + 1,
        path=proposal.path,
        text=tail[0].upper() + tail[1:],
        start=cut,
        end=proposal.end,
        lead=proposal.lead,
        coordinate=proposal.coordinate,
        is_matched=proposal.is_matched,
        match_note=proposal.match_note,
        due=proposal.due,
        recurrence=proposal.recurrence,
        rule=proposal.rule,
        when=proposal.when,
        product=proposal.product,
        confidence=proposal.confidence,
        why=proposal.why,
        read=proposal.read,
    )
    second.lead_units.set(proposal.lead_units.all())
    second.coordinate_units.set(proposal.coordinate_units.all())
    proposal.text, proposal.end = head, cut
    proposal.version += 1
    proposal.save()
    audit.record(actor, "plans.proposal.split", proposal, unit=proposal.plan.unit, second=second.pk)
    return proposal, second


@command
def add_proposal(actor: Actor, *, plan: Plan, text: str, start: int = 0, end: int = 0) -> list[Proposal]:
    """Propose what the program did not see: a place of the plan's document, or words that a person wrote.

    Words that stand in the document are looked up there. The same reader says who leads, who helps, by when and under
    which provision; a sentence with several deeds makes several proposals, each in its place among the others.

    Raises:
        NotPermitted, PlanClosed, EmptyText
        AlreadyProposed: the place is proposed already.
    """
    require(actor, "plans.draft", plan.unit)
    open_plan(plan)
    if not text.strip() and not start < end:
        raise EmptyText
    found = _read_again(plan, text, start, end)
    known = list(plan.proposals.exclude(state__in=(Proposal.State.REJECTED, Proposal.State.MERGED)))
    fresh = [task for task in found if not any(_covers(other, task) for other in known)]
    if not fresh:
        other = next(other for other in known if any(_covers(other, task) for task in found))
        raise AlreadyProposed(where=other.path or other.text[:60])
    matcher = Matcher(plan.unit, plan.day)
    made = [_propose(plan, task, matcher) for task in fresh]
    audit.record(
        actor, "plans.proposal.added", made[0], unit=plan.unit, text=squeeze(text), proposals=[p.pk for p in made]
    )
    return made


def _read_again(plan: Plan, text: str, start: int, end: int) -> list[ProposedTask]:
    document = plan.document
    if document is None:
        header = Header(issuer=str(plan.unit), title=plan.title, year=plan.day.year, month=plan.day.month)
        return read_alone(squeeze(text), header)
    if not start < end <= len(document.text):
        start, end = _place_of(text, document.text)
    if start < end:
        return read_chosen(as_parsed(document), start, end)
    tasks = read_alone(squeeze(text), header_of(document))
    for task in tasks:  # they stand nowhere in the document
        task.start = task.end = 0
    return tasks


def _place_of(words: str, text: str) -> tuple[int, int]:
    """Where these words stand in the text, however its lines were broken; (0, 0) where they do not."""
    pieces = unicodedata.normalize("NFC", words).strip(" .;,").split()
    found = re.search(r"\s+".join(map(re.escape, pieces)), text) if pieces else None
    return found.span() if found else (0, 0)


def _covers(proposal: Proposal, task: ProposedTask) -> bool:
    return task.start < task.end and proposal.start <= task.start and task.end <= proposal.end


def _propose(plan: Plan, task: ProposedTask, matcher: Matcher) -> Proposal:
    """Keep one task as a proposal, between those that stand before and behind it in the text."""
    last = plan.proposals.aggregate(last=Max("order"))["last"] or 0
    order = last + 1
    if task.start < task.end and (behind := plan.proposals.filter(start__gt=task.start).order_by("order").first()):
        before = plan.proposals.filter(order__lt=behind.order).aggregate(last=Max("order"))["last"] or 0
        order = (before + behind.order) / 2
    row = keep_task(plan, task, order)
    row.why = f"Người dùng thêm. {task.why}"
    row.save(update_fields=["why"])
    match_bodies(row, matcher)
    return row


@command
def confirm_second(actor: Actor, *, proposal: Proposal) -> Proposal:
    """A second person confirms what the first decided.

    Raises:
        NotPermitted
        NeedsSecondPerson: the same person decided.
        AlreadyDecided: nobody has decided yet.
    """
    require(actor, "plans.draft", proposal.plan.unit)
    proposal = locked(proposal)
    if proposal.state == Proposal.State.PENDING:
        raise AlreadyDecided(state=proposal.get_state_display())
    if proposal.decided_by_id == actor.user_id:
        raise NeedsSecondPerson(name=proposal.decided_by)
    proposal.confirmed_by_id, proposal.confirmed_at = actor.user_id, timezone.now()
    proposal.version += 1
    proposal.save()
    audit.record(actor, "plans.proposal.confirmed", proposal, unit=proposal.plan.unit)
    return proposal


def _open(actor: Actor, proposal: Proposal, version: int | None) -> Proposal:
    """The proposal, held, if the actor may decide on it and nobody has yet."""
    require(actor, "plans.draft", proposal.plan.unit)
    open_plan(proposal.plan)
    proposal = locked(proposal, version=version, what="đề xuất này")
    if proposal.state != Proposal.State.PENDING:
        raise AlreadyDecided(state=proposal.get_state_display())
    return proposal


def _decide(actor: Actor, proposal: Proposal, state: str) -> None:
    proposal.state = state
    proposal.decided_by_id, proposal.decided_at = actor.user_id, timezone.now()
    proposal.confirmed_by, proposal.confirmed_at = None, None
    proposal.version += 1
    proposal.save()


def _begun(text: str) -> str:
    """A task stands on its own: where its sentence was cut out of a longer one, it still begins with a capital."""
    return text[:1].upper() + text[1:]


def _accept(actor: Actor, proposal: Proposal) -> Task | Target:
    _decide(actor, proposal, Proposal.State.ACCEPTED)
    if proposal.kind == Proposal.Kind.TARGET:
        return Target.objects.create(
            plan=proposal.plan,
            proposal=proposal,
            path=proposal.path,
            text=proposal.text,
            comparison=proposal.read.get("comparison") or "",
            value=str(proposal.read["value"]) if proposal.read.get("value") is not None else None,
            unit=proposal.read.get("unit") or "",
            of=proposal.read.get("of") or "",
            due=proposal.due,
        )
    return Task.objects.create(
        plan=proposal.plan,
        proposal=proposal,
        order=proposal.order,
        path=proposal.path,
        text=_begun(proposal.text),
        start=proposal.start,
        end=proposal.end,
        product=proposal.product,
        due=proposal.due,
        recurrence=proposal.recurrence,
        rule=proposal.rule,
        when=proposal.when,
    )
