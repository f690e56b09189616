"""What the clock does with duties, and what a person does with its words."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import User
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor
from antoan.obligations.digest import may_write, send_digest
from antoan.obligations.models import SOON, Digest, Feed, Notice, Obligation
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
    # Two servers may tick at once: what the other has said is not said again.
    Notice.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
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


@command
def queue_digests(actor: Actor, *, now: datetime | None = None) -> int:
    """Queue the morning mail of everybody who wants one and has an address, once a working day; the number queued."""
    now = now or timezone.now()
    if not may_write(now):
        return 0
    today = timezone.localdate(now)
    people = User.objects.filter(is_active=True, wants_digest=True).exclude(email="")
    waiting = people.exclude(pk__in=Digest.objects.filter(on=today).values("user"))
    made = Digest.objects.bulk_create([Digest(user=person, on=today) for person in waiting], batch_size=500)
    for digest in made:
        transaction.on_commit(partial(send_digest.enqueue, digest.pk))
    if made:
        audit.record(actor, "obligations.digests.queued", made[0], day=today, people=len(made))
    return len(made)


@command
def make_feed(actor: Actor) -> str:
    """A new secret under which the actor's calendar program reads his duties. It is shown once; only its digest is kept.

    Raises:
        NotPermitted: nobody is signed in.
    """
    if actor.user_id is None:
        raise NotPermitted(action=_("Tạo địa chỉ lịch"), unit=_("hệ thống"))
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(user_id=actor.user_id, digest=digest_of(secret))
    audit.record(actor, "obligations.feed.made", feed)
    return secret


@command
def revoke_feed(actor: Actor, *, feed: Feed) -> Feed:
    """Make a secret address useless. Revoking twice changes nothing.

    Raises:
        NotPermitted: it is somebody else's.
    """
    if feed.user_id != actor.user_id:
        raise NotPermitted(action=_("Thu hồi địa chỉ lịch"), unit=feed.user)
    feed = locked(feed)
    if feed.revoked_at is None:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        audit.record(actor, "obligations.feed.revoked", feed)
    return feed


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
