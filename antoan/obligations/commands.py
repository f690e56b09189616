"""What the clock does with duties, and what a person does with its words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor
from antoan.obligations.models import SOON, Notice, Obligation
from antoan.obligations.queries import notices_of
from antoan.units.models import UnitClosure

UPPER_AFTER = timedelta(days=7)  # so long late, and the upper body hears of it


@command
def remind(actor: Actor, *, today: date | None = None) -> int:
    """Say each step once: soon due and due to the body, overdue to the body and its head, long overdue to the upper body.

    Run it every day (the server does); running it again says nothing twice. The number of new notices.
    """
    today = today or timezone.localdate()
    owed = Obligation.objects.standing().filter(due__lte=today + SOON).select_related("unit")
    rows = list(owed.order_by("id"))
    uppers = _uppers([row.unit_id for row in rows if row.due <= today - UPPER_AFTER], today)
    notices = [notice for row in rows for notice in _steps(row, today, uppers.get(row.unit_id))]
    known = set(
        Notice.objects.filter(obligation__in=[row.pk for row in rows]).values_list("obligation", "unit", "step", "due")
    )
    new = [n for n in notices if (n.obligation_id, n.unit_id, n.step, n.due) not in known]
    Notice.objects.bulk_create(new, batch_size=500)
    if new:
        audit.record(actor, "obligations.notices.made", new[0].obligation, day=today, notices=len(new))
    return len(new)


def _steps(row: Obligation, today: date, upper: int | None) -> Iterable[Notice]:
    due = row.due
    assert due is not None

    def notice(step: str, unit_id: int, user: Any = None) -> Notice:
        return Notice(obligation=row, unit_id=unit_id, user_id=user, step=step, due=due)

    if due > today:
        yield notice(Notice.Step.SOON, row.unit_id)
    elif due == today:
        yield notice(Notice.Step.DUE, row.unit_id, row.accountable_id)
    else:
        yield notice(Notice.Step.OVERDUE, row.unit_id, row.accountable_id)
        above = row.to_id or upper
        if today - due >= UPPER_AFTER and above and above != row.unit_id:
            yield notice(Notice.Step.ESCALATED, above)


def _uppers(unit_ids: list[int], today: date) -> dict[int, int]:
    """The body right above each unit today. One query."""
    rows = UnitClosure.objects.on(today).filter(Q(depth=1), descendant__in=unit_ids)
    return dict(rows.values_list("descendant", "ancestor"))


@command
def see_notices(actor: Actor) -> int:
    """Mark the actor's notices as seen; the number."""
    return notices_of(actor).update(seen_at=timezone.now())
