"""Bringing a plan in: its document is kept, and what it asks of whom is proposed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.documents.commands import ingest, reread
from antoan.documents.ingestion import Understood, read_again
from antoan.documents.models import Document
from antoan.documents.tree import Header, ParsedDocument
from antoan.plans.commands.assign import open_plan
from antoan.plans.models import Plan, Proposal
from antoan.plans.models.recurrence import Recurrence
from antoan.plans.proposing import Proposals, ProposedTask, propose
from antoan.plans.queries.issuers import day_of
from antoan.plans.refusals import AlreadyDecided, AnswersItself, EmptyText, IssuerUnknown, NoTasksFound
from antoan.units.commands import create_unit
from antoan.units.matching import Matcher
from antoan.units.models import Unit
from antoan.units.names import key_of, proper

_LOST = re.compile(r"[?\ufffd]")  # letters that an older program could not keep


@command
def register_issuer(actor: Actor, *, header: Header) -> Unit:
    """Take the issuer of a paper into the register of units, where it stands from the year of the paper.

    Raises:
        NotPermitted: only the system makes a unit at the top of the tree.
        IssuerUnknown: the header names nobody.
    """
    if not header.issuer or _LOST.search(header.issuer):
        raise IssuerUnknown(issuer=header.issuer or "không đọc được")
    since = day_of(header).replace(month=1, day=1)
    return create_unit(actor, name=proper(header.issuer), on=since)


def bring_in(actor: Actor, *, unit: Any, understood: Understood, upper: Plan | None = None) -> Plan:
    """Take in a plan document and propose its tasks. The same file twice opens the first plan.

    `upper` is the plan which this one answers.

    Raises:
        NotPermitted
        NoTasksFound: the document asks nothing of anybody.
    """
    require(actor, "plans.draft", unit)  # before the work of reading
    proposals = propose(understood.parsed)  # before the transaction: a long plan keeps no other writer waiting
    if not proposals.tasks:
        raise NoTasksFound(name=understood.name)
    return _keep(actor, unit=unit, understood=understood, upper=upper, proposals=proposals)


@command
def _keep(actor: Actor, *, unit: Any, understood: Understood, upper: Plan | None, proposals: Proposals) -> Plan:
    """Keep the document and what it asks, all or nothing."""
    require(actor, "plans.draft", unit)
    document = ingest(actor, unit=unit, understood=understood)
    return _plan_of(actor, document, understood.parsed, proposals, upper)


def follow_issued(actor: Actor, *, document: Document) -> Plan:
    """Make a plan that is followed of one that was written and issued here. Asked twice it is the first one.

    Raises:
        NotPermitted
        NoTasksFound: the document asks nothing of anybody.
    """
    require(actor, "plans.draft", document.unit)
    parsed = read_again(document)
    proposals = propose(parsed)
    if not proposals.tasks:
        raise NoTasksFound(name=document.title or document.file_name)
    return _follow(actor, document=document, parsed=parsed, proposals=proposals)


@command
def _follow(actor: Actor, *, document: Document, parsed: ParsedDocument, proposals: Proposals) -> Plan:
    """Keep what an issued document asks."""
    require(actor, "plans.draft", document.unit)
    return _plan_of(actor, locked(document), parsed, proposals, None)


def _plan_of(
    actor: Actor, document: Document, parsed: ParsedDocument, proposals: Proposals, upper: Plan | None
) -> Plan:
    """The plan of a document; part of a command."""
    unit = document.unit
    if known := Plan.objects.filter(document=document).first():
        return known
    today = timezone.localdate()
    plan = Plan.objects.create(
        unit=unit,
        document=document,
        upper=upper,
        number=document.number or "",
        symbol=document.symbol or "",
        title=document.title or document.file_name,
        issued_on=document.issued_on,
        starts_on=_first_day(document) or today,
        created_by_id=actor.user_id,
    )
    _keep_proposals(plan, parsed, proposals)
    audit.record(
        actor, "plans.plan.brought_in", plan, unit=unit, document=document.pk,
        tasks=len(proposals.tasks), targets=len(proposals.targets), upper=upper.pk if upper else None,
    )  # fmt: skip
    return plan


@command
def begin_plan(
    actor: Actor, *, unit: Unit, title: str, number: str = "", symbol: str = "", issued_on: date | None = None
) -> Plan:
    """Begin a plan of which the office has no document at hand, only its list of tasks (bảng theo dõi).

    Raises:
        NotPermitted, EmptyText
    """
    require(actor, "plans.draft", unit)
    if not title.strip():
        refusal = EmptyText()
        refusal.field = "title"
        raise refusal
    plan = Plan.objects.create(
        unit=unit, title=title.strip(), number=number.strip(), symbol=symbol.strip(), issued_on=issued_on,
        starts_on=issued_on or timezone.localdate(), created_by_id=actor.user_id,
    )  # fmt: skip
    audit.record(actor, "plans.plan.begun", plan, unit=unit, title=plan.title)
    return plan


@command
def reread_plan(actor: Actor, *, plan: Plan, encoding: str) -> Plan:
    """Read the plan's file again under another encoding, before anything of it was decided.

    Raises:
        NotPermitted, UnreadableFile, NoTasksFound
        AlreadyDecided: somebody has already decided on a proposal; rereading would lose that work.
    """
    require(actor, "plans.draft", plan.unit)
    plan = locked(plan)
    if plan.proposals.exclude(state=Proposal.State.PENDING).exists():
        raise AlreadyDecided(state="được duyệt một phần")
    document = plan.document
    if document is None:
        raise AlreadyDecided(state="được soạn tại đây, không đọc từ tệp")
    parsed = reread(actor, document=document, encoding=encoding)
    proposals = propose(parsed)
    if not proposals.tasks:
        raise NoTasksFound(name=document.file_name)
    document.refresh_from_db()
    plan.number, plan.symbol = document.number or "", document.symbol or ""
    plan.title = document.title or document.file_name
    plan.save()
    plan.proposals.all().delete()
    _keep_proposals(plan, parsed, proposals)
    audit.record(actor, "plans.plan.reread", plan, unit=plan.unit, encoding=encoding)
    return plan


@command
def describe_plan(
    actor: Actor,
    *,
    plan: Plan,
    number: str,
    symbol: str,
    title: str,
    issued_on: date | None,
    starts_on: date,
    ends_on: date | None,
    upper: Plan | None,
    version: int,
) -> Plan:
    """Put right what the header says: number, title, days, and which plan this one answers.

    Raises:
        NotPermitted, ChangedMeanwhile, EmptyText, BrokenRule, PlanClosed, AnswersItself
    """
    require(actor, "plans.draft", plan.unit)
    plan = open_plan(locked(plan, version=version, what="kế hoạch này"))
    if not title.strip():
        raise EmptyText
    above = upper
    while above is not None:
        if above.pk == plan.pk:
            raise AnswersItself
        above = above.upper
    plan.number, plan.symbol, plan.title = number.strip(), symbol.strip(), title.strip()
    plan.issued_on, plan.starts_on, plan.ends_on, plan.upper = issued_on, starts_on, ends_on, upper
    plan.version += 1
    plan.save()
    audit.record(actor, "plans.plan.described", plan, unit=plan.unit, number=number, title=title)
    return plan


def _first_day(document: Document) -> date | None:
    """The day of the document or, where its day is left blank, the first of its month."""
    if document.issued_on:
        return document.issued_on
    return date(document.year, document.month, 1) if document.year and document.month else None


def _keep_proposals(plan: Plan, parsed: ParsedDocument, proposals: Proposals) -> None:
    matcher = Matcher(issuer=plan.unit, on=plan.day)
    for order, task in enumerate(proposals.tasks, start=1):
        match_bodies(keep_task(plan, task, order), matcher)
    for order, target in enumerate(proposals.targets, start=len(proposals.tasks) + 1):
        Proposal.objects.create(
            plan=plan,
            order=order,
            kind=Proposal.Kind.TARGET,
            path=target.path,
            text=target.text,
            start=target.start,
            end=target.end,
            due=date.fromisoformat(target.due) if target.due else None,
            read=vars(target),
        )


def keep_task(plan: Plan, task: ProposedTask, order: float) -> Proposal:
    """A task as it was read, as a proposal of the plan whose bodies are not matched yet. Part of a command."""
    return Proposal.objects.create(
        plan=plan,
        order=order,
        path=task.path,
        text=task.text.rstrip(" ;,"),
        start=task.start,
        end=task.end,
        lead=task.lead,
        coordinate=task.coordinate,
        due=date.fromisoformat(task.due) if task.due else None,
        recurrence=task.recurrence if task.recurrence in Recurrence.values else "",
        rule=task.recurrence_rule or "",
        when=task.when or "",
        product=task.product or "",
        confidence=task.confidence,
        why=task.why,
        read=vars(task) | {"text": task.text.rstrip(" ;,")},
    )


def match_bodies(row: Proposal, matcher: Matcher) -> None:
    """Find the units behind the names of a proposal. What is not certain is left open, with a note for the person."""
    notes, unknown, all_certain = [], [], bool(row.lead)
    for names, units in ((row.lead, row.lead_units), (row.coordinate, row.coordinate_units)):
        found = {}
        for name in names:
            match = matcher.match(name)
            if meant := row.plan.meanings.get(key_of(name)):
                found.update({unit.pk: unit for unit in Unit.objects.filter(pk__in=meant).order_by("pk")})
            elif match.certain:
                found.update({unit.pk: unit for unit in match.units})
            else:
                if match.is_unknown:
                    unknown.append(name)
                else:
                    notes.append(match.why)
                all_certain = all_certain and names is not row.lead
        units.set(found)
    row.is_matched = all_certain
    if unknown:
        notes.append(matcher.not_found(*dict.fromkeys(unknown)))
    row.match_note = "\n".join(dict.fromkeys(notes)) if row.lead else "Câu không nêu cơ quan nào chủ trì."
    row.save(update_fields=["is_matched", "match_note"])
