"""What the clock does with duties, and what a person does with its words."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import Membership, User
from antoan.accounts.queries import holders_of
from antoan.core import audit
from antoan.core.bulk import write_fields
from antoan.core.commands import command, locked
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, require
from antoan.law.errors import LawError
from antoan.obligations import duties
from antoan.obligations.deriving import Derived, NotADeadline, UnknownDuty, derive
from antoan.obligations.digest import may_write, send_digest
from antoan.obligations.models import LAW, SOON, Digest, Feed, Notice, Obligation
from antoan.obligations.queries import notices_of
from antoan.obligations.refusals import AlreadyNoted, BeforeTheEvent, NoDayFollows, NoLongerOwed, NotNotedHere
from antoan.units.models import Unit, UnitClosure

UPPER_AFTER = timedelta(days=7)  # so long late, and the upper body hears of it


def remind(actor: Actor, *, today: date | None = None, batch: int = 2000) -> int:
    """Say each step once: soon due and due to the body, overdue to the body and its head, long overdue to the upper body.

    What a workplace owes is said to its employers; that it is late, to the body that watches over it too, and no further up.
    Run it every day (the server does); running it again says nothing twice. The number of new notices. In batches, each a
    transaction of its own: where very much is late, others can write meanwhile.
    """
    today = today or timezone.localdate()
    said = Notice.objects.filter(obligation=OuterRef("pk"), due=OuterRef("due"))
    owed = Obligation.objects.standing().filter(due__lte=today + SOON).order_by("pk")
    # Most of what is late was late yesterday, and all was said: it need not be read again every hour.
    owed = owed.exclude(Exists(said.filter(step=Notice.Step.ESCALATED)), due__lte=today - UPPER_AFTER)
    last_of_watched = said.filter(step=Notice.Step.OVERDUE, user__isnull=True)
    owed = owed.exclude(Exists(last_of_watched), owed_by__gt="", due__lt=today)
    made = last = 0
    while rows := list(owed.filter(pk__gt=last)[:batch]):
        last = rows[-1].pk
        made += _remind(actor, rows=rows, today=today)
    return made


@command
def _remind(actor: Actor, *, rows: list[Obligation], today: date) -> int:
    """One batch of `remind`; nothing is logged where nothing new was said."""
    long_late = [row for row in rows if row.due and row.due <= today - UPPER_AFTER and not row.is_watched]
    uppers = _uppers([row.unit_id for row in long_late], today)
    sitting = _sitting([row.accountable_id for row in rows if row.accountable_id], today)
    employers = holders_of([row.owed_by for row in rows if row.owed_by], today)
    notices = [
        notice
        for row in rows
        for notice in (
            _steps_watched(row, today, employers.get(row.owed_by, ()))
            if row.is_watched
            else _steps(row, today, uppers.get(row.unit_id), sitting)
        )
    ]
    known = set(
        Notice.objects.filter(obligation__in=[row.pk for row in rows]).values_list(
            "obligation", "unit", "user", "step", "due"
        )
    )
    new = [n for n in notices if (n.obligation_id, n.unit_id, n.user_id, n.step, n.due) not in known]
    # Two servers may tick at once: what the other has said is not said again.
    Notice.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    if new:
        audit.record(actor, "obligations.notices.made", new[0].obligation, day=today, notices=len(new))
    return len(new)


def _steps(row: Obligation, today: date, upper: int | None, sitting: set[tuple[int, int]]) -> Iterable[Notice]:
    due = row.due
    assert due is not None

    def notice(step: str, unit_id: int, user: int | None = None) -> Notice:
        return Notice(obligation=row, unit_id=unit_id, user_id=user, step=step, due=due)

    def to_body_and_head(step: str) -> Iterable[Notice]:
        yield notice(step, row.unit_id)
        # A head who sits in the body hears it there; one who does not is told in person.
        if row.accountable_id and (row.accountable_id, row.unit_id) not in sitting:
            yield notice(step, row.unit_id, row.accountable_id)

    if due > today:
        yield notice(Notice.Step.SOON, row.unit_id)
    elif due == today:
        yield from to_body_and_head(Notice.Step.DUE)
    elif not row.is_help:  # that it is late is said to whoever leads
        yield from to_body_and_head(Notice.Step.OVERDUE)
        above = row.to_id or upper
        if today - due >= UPPER_AFTER and above and above != row.unit_id:
            yield notice(Notice.Step.ESCALATED, above)


def _steps_watched(row: Obligation, today: date, employers: Iterable[int]) -> Iterable[Notice]:
    """The same for what a record owes: to whoever holds the record and, once it is late, to the body that watches."""
    due = row.due
    assert due is not None
    step = Notice.Step.SOON if due > today else Notice.Step.DUE if due == today else Notice.Step.OVERDUE
    for user in employers:
        yield Notice(obligation=row, unit_id=row.unit_id, user_id=user, step=step, due=due)
    if due < today:
        yield Notice(obligation=row, unit_id=row.unit_id, step=step, due=due)


def _sitting(heads: list[int], today: date) -> set[tuple[int, int]]:
    """Who of these heads sits where: (person, unit). One query."""
    return set(Membership.objects.on(today).filter(user__in=heads).values_list("user_id", "unit_id"))


def _uppers(unit_ids: list[int], today: date) -> dict[int, int]:
    """The body right above each unit today. One query."""
    rows = UnitClosure.objects.on(today).filter(Q(depth=1), descendant__in=unit_ids)
    return dict(rows.values_list("descendant", "ancestor"))


@command
def see_notices(actor: Actor, *, only: int | None = None) -> int:
    """Mark the actor's notices as seen, or the one of that key; the number."""
    rows = notices_of(actor)
    return (rows if only is None else rows.filter(pk=only)).update(seen_at=timezone.now())


@command
def note_duty(
    actor: Actor, *, unit: Unit, duty: str, event_on: date, given: Mapping[str, str], note: str = ""
) -> Obligation:
    """Put a duty of the law on a unit's list, its day computed from the event. `note`: what the event was.

    Raises:
        NotPermitted, AlreadyNoted
        NoDayFollows: the duty or a parameter is unknown, nothing is in force that day, or the matter is open.
    """
    require(actor, "obligations.note", unit)
    derived = _derived(duty, event_on, given)
    title = f"{derived.duty.name}: {note.strip()}" if note.strip() else derived.duty.name
    source = {"duty": duty, "from": event_on.isoformat(), "with": dict(sorted(given.items())), "digest": derived.digest}
    twin = Obligation.objects.standing().filter(kind=LAW, unit=unit, title=title, begins_on=event_on).first()
    if twin:
        raise AlreadyNoted(unit=unit, title=title, on=event_on, due=twin.due)
    row = Obligation.objects.create(
        kind=LAW, unit=unit, title=title, basis=derived.citation, about_id=duty, begins_on=event_on, first_due=derived.due,
        due=derived.due, steps=list(derived.steps), derived=source,
    )  # fmt: skip
    audit.record(actor, "obligations.duty.noted", row, unit=unit, due=derived.due, **source)
    return row


@command
def finish_duty(actor: Actor, *, obligation: Obligation, on: date) -> Obligation:
    """Say that a duty noted from the law is done.

    Raises:
        NotPermitted, NotNotedHere, NoLongerOwed, BeforeTheEvent
    """
    require(actor, "obligations.note", obligation.unit)
    obligation = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if obligation.kind != LAW:
        raise NotNotedHere
    if obligation.done_on or obligation.ended_on:
        raise NoLongerOwed(state=obligation.state.label)
    if on > timezone.localdate() or on < obligation.begins_on:
        raise BeforeTheEvent(on=on, begins_on=obligation.begins_on)
    duties.fulfil(obligation, on)
    audit.record(actor, "obligations.duty.finished", obligation, unit=obligation.unit, on=on)
    return obligation


@dataclass(frozen=True)
class Moved:
    """A duty whose day the law moved, or whose law no longer gives one (`after` is None then, and the day stays)."""

    obligation: int
    title: str
    unit: str
    before: date | None
    after: date | None
    why: str


def recompute(actor: Actor, *, dry_run: bool = False, batch: int = 2000) -> Iterator[Moved]:
    """Compute anew every open duty that came from the law, and yield those whose day moved.

    In batches, each a transaction with one audit event that names the differences: a run that was killed goes on where
    it stood when it is started again, because what is up to date is passed over. The first due day stays.
    """
    keys = Obligation.objects.standing().filter(derived__isnull=False).order_by("pk").values_list("pk", flat=True)
    known: dict[str, Derived | str] = {}  # what one run was answered, it is not answered otherwise
    last = 0
    while batch_keys := list(keys.filter(pk__gt=last)[:batch]):
        last = batch_keys[-1]
        yield from _recompute(actor, keys=batch_keys, known=known, dry_run=dry_run)


@command
def _recompute(actor: Actor, *, keys: list[int], known: dict[str, Derived | str], dry_run: bool) -> list[Moved]:
    """One batch of `recompute`, its rows held: what somebody reports done meanwhile waits for the new day."""
    rows = Obligation.objects.standing().filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    changed, moved = [], []
    for row in rows.select_related("unit"):
        source = row.derived or {}
        key = repr((source.get("duty"), source.get("from"), source.get("with")))
        if key not in known:
            try:
                known[key] = _derived(source["duty"], date.fromisoformat(source["from"]), source["with"])
            except NoDayFollows as refusal:
                known[key] = str(refusal)
        answer = known[key]
        if isinstance(answer, str):
            moved.append(Moved(row.pk, row.title, str(row.unit), row.due, None, answer))
            continue
        if source.get("digest") == answer.digest and row.due == answer.due and row.steps == list(answer.steps):
            continue
        if row.due != answer.due:
            moved.append(Moved(row.pk, row.title, str(row.unit), row.due, answer.due, answer.steps[0]))
        row.due, row.steps, row.basis = answer.due, list(answer.steps), answer.citation
        row.derived = {**source, "digest": answer.digest}
        row.changed_at = timezone.now()
        changed.append(row)
    if changed and not dry_run:
        write_fields(changed, ["due", "steps", "basis", "derived", "changed_at"])
        audit.record(
            actor, "obligations.duties.recomputed", changed[-1], duties=len(changed),
            moved=[{"duty": one.obligation, "before": one.before, "after": one.after} for one in moved],
        )  # fmt: skip
    return moved


def _derived(duty: str, event_on: date, given: Mapping[str, str]) -> Derived:
    try:
        return derive(duty, event_on, **given)
    except (UnknownDuty, NotADeadline, LawError) as problem:
        raise NoDayFollows(sentence=problem.message_vi) from problem


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
