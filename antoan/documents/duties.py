"""The duty that an incoming document becomes once it is given to somebody with a day to answer by."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.documents.models import Dispatch
from antoan.obligations import duties
from antoan.obligations.kinds import Kind, register
from antoan.units.models import Unit

INCOMING = "documents.incoming"


def offer() -> None:
    """Register the kind of duty of this room."""
    register(Kind(INCOMING, _("Xử lý văn bản đến"), lambda duty: reverse("documents:incoming", args=[duty.about_id])))


def follow(dispatch: Dispatch) -> None:
    """Bring the duty in line with whom the document was given to and until when; the first day stays on record."""
    duty, today = dispatch.obligation, timezone.localdate()
    if duty is not None and (dispatch.due is None or duty.accountable_id != dispatch.assigned_to_id):
        duties.withdraw(duty, today)
        duty = dispatch.obligation = None
    if duty is not None and dispatch.due is not None and duty.due != dispatch.due:
        duties.extend(duty, dispatch.due)
    if duty is None and dispatch.due is not None:
        document = dispatch.document
        dispatch.obligation = duties.oblige(
            INCOMING,
            unit=dispatch.unit,
            to=document.unit,
            accountable=dispatch.assigned_to,
            about=dispatch,
            title=f"Xử lý văn bản đến: {document.title or document}",
            begins_on=today,
            due=dispatch.due,
        )
    dispatch.save(update_fields=["obligation"])


def finish(dispatch: Dispatch) -> None:
    """The document was dealt with, and so is the duty."""
    if dispatch.obligation is not None:
        duties.fulfil(dispatch.obligation, timezone.localdate())


def pass_on(dispatch: Dispatch, *, unit: Unit, on: date) -> None:
    """The heir of the unit owes the answer by the same day; who in it answers is for the heir to say."""
    if dispatch.obligation is not None:
        dispatch.obligation = duties.pass_on(dispatch.obligation, unit=unit, about=dispatch, on=on)
