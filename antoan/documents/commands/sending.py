"""Sending a document inside the system, and what the receiver does with it: open, assign, finish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.accounts.models import Membership
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.documents import duties
from antoan.documents.models import Dispatch, Document
from antoan.documents.refusals import AlreadyDone, DueBeforeToday, NotAColleague, NotIssuedHere, NotOpened


@command
def send_document(actor: Actor, *, document: Document, recipients: Iterable[Any]) -> list[Dispatch]:
    """Send an issued document to more units; those that have it already get it no second time.

    Raises:
        NotPermitted
        NotIssuedHere: it was brought in from elsewhere; only its issuer sends it.
    """
    require(actor, "documents.issue", document.unit)
    if not hasattr(document, "entry"):
        raise NotIssuedHere
    sent = send(actor, document, recipients)
    if sent:
        audit.record(
            actor, "documents.document.sent", document, unit=document.unit, sent_to=[row.unit_id for row in sent]
        )
    return sent


def send(actor: Actor, document: Document, recipients: Iterable[Any]) -> list[Dispatch]:
    """A dispatch for each unit that has none yet, the issuer left out. Part of a command."""
    known = {document.unit_id, *document.dispatches.values_list("unit_id", flat=True)}
    units = {unit.pk: unit for unit in recipients if unit.pk not in known}
    return Dispatch.objects.bulk_create(
        Dispatch(document=document, unit=unit, sent_by_id=actor.user_id) for unit in units.values()
    )


@command
def open_dispatch(actor: Actor, *, dispatch: Dispatch) -> Dispatch:
    """Open an incoming document: the sender sees who received it and when. Opening it again changes nothing.

    Raises:
        NotPermitted
    """
    require(actor, "documents.receive", dispatch.unit)
    dispatch = locked(dispatch)
    if dispatch.opened_at:
        return dispatch
    dispatch.opened_by_id, dispatch.opened_at = actor.user_id, timezone.now()
    dispatch.save()
    audit.record(actor, "documents.dispatch.opened", dispatch, unit=dispatch.unit, document=dispatch.document_id)
    return dispatch


@command
def assign_dispatch(
    actor: Actor, *, dispatch: Dispatch, to: Any, due: date | None = None, instruction: str = ""
) -> Dispatch:
    """Give an opened document to a colleague to deal with; giving it to another replaces the first. A day makes it a duty.

    Raises:
        NotPermitted, NotOpened, AlreadyDone
        NotAColleague: that person holds no role in the unit today.
        DueBeforeToday
    """
    require(actor, "documents.receive", dispatch.unit)
    dispatch = _open(dispatch)
    today = timezone.localdate()
    if not Membership.objects.on(today).filter(unit=dispatch.unit, user=to, user__is_active=True).exists():
        raise NotAColleague(person=to, unit=dispatch.unit)
    if due and due < today:
        raise DueBeforeToday(due=due)
    dispatch.assigned_to, dispatch.assigned_by_id, dispatch.assigned_at = to, actor.user_id, timezone.now()
    dispatch.due, dispatch.instruction = due, instruction.strip()
    dispatch.save()
    duties.follow(dispatch)
    audit.record(
        actor, "documents.dispatch.assigned", dispatch, unit=dispatch.unit, document=dispatch.document_id, user=to.pk,
        due=due, text=dispatch.instruction,
    )  # fmt: skip
    return dispatch


@command
def finish_dispatch(actor: Actor, *, dispatch: Dispatch, result: str = "") -> Dispatch:
    """Say that an incoming document was dealt with, and how.

    Raises:
        NotPermitted, NotOpened, AlreadyDone
    """
    require(actor, "documents.receive", dispatch.unit)
    dispatch = _open(dispatch)
    dispatch.done_by_id, dispatch.done_at, dispatch.result = actor.user_id, timezone.now(), result.strip()
    dispatch.save()
    duties.finish(dispatch)
    audit.record(
        actor, "documents.dispatch.finished", dispatch, unit=dispatch.unit, document=dispatch.document_id,
        text=dispatch.result,
    )  # fmt: skip
    return dispatch


def _open(dispatch: Dispatch) -> Dispatch:
    """The dispatch, held, while there is still something to do."""
    dispatch = locked(dispatch)
    if dispatch.opened_at is None:
        raise NotOpened
    if dispatch.done_at:
        raise AlreadyDone(on=timezone.localtime(dispatch.done_at))
    return dispatch
