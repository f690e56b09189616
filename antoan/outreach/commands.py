"""What can be done in outreach: study sessions from plan to attendance, and guidance from sending to reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from antoan.accounts.queries import seats_of
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name, require
from antoan.core.text import squeeze
from antoan.documents.models import Document
from antoan.obligations import duties
from antoan.outreach import kinds
from antoan.outreach.models import Addressee, Attendee, Audience, Group, Guidance, Receipt, StudySession
from antoan.outreach.refusals import (
    AlreadyHeld,
    CalledOff,
    DirectiveMissing,
    GuidanceEmpty,
    InFuture,
    NobodyAddressed,
    NobodyCounted,
    NobodyExpected,
    NobodyListed,
    NotAddressed,
    NotBelow,
    NotExpectedGroup,
    NotYourDocument,
    ReasonMissing,
    UnitEnded,
)
from antoan.outreach.sheets import AttendeeRow
from antoan.units.models import Unit, UnitClosure


@command
def plan_session(
    actor: Actor,
    *,
    unit: Unit,
    directive: str,
    subject: str,
    on: date,
    place: str,
    expected: Mapping[str, int],
    at: time | None = None,
) -> StudySession:
    """Plan a session: what is studied, when, where, and how many of which group are expected.

    Raises:
        NotPermitted, UnitEnded, DirectiveMissing, NobodyExpected
    """
    require(actor, "outreach.hold", unit)
    if unit.ends_on and unit.ends_on <= on:
        raise UnitEnded(unit=unit, on=unit.ends_on)
    session = StudySession(unit=unit)
    _write(session, directive, subject, on, at, place, expected)
    audit.record(actor, "outreach.session.planned", session, unit=unit, **_facts(session))
    return session


@command
def change_session(
    actor: Actor,
    *,
    session: StudySession,
    version: int | None = None,
    directive: str,
    subject: str,
    on: date,
    place: str,
    expected: Mapping[str, int],
    at: time | None = None,
) -> StudySession:
    """Change what was planned; once it was held, its denominator stays as it was.

    Raises:
        NotPermitted, ChangedMeanwhile, AlreadyHeld, CalledOff, DirectiveMissing, NobodyExpected
    """
    require(actor, "outreach.hold", session.unit)
    session = _still_planned(locked(session, version=version))
    before = _facts(session)
    _write(session, directive, subject, on, at, place, expected)
    audit.record(actor, "outreach.session.changed", session, unit=session.unit, **_facts(session), before=before)
    return session


@command
def call_off_session(actor: Actor, *, session: StudySession, reason: str) -> StudySession:
    """Say that a planned session will not take place, and why.

    Raises:
        NotPermitted, AlreadyHeld, CalledOff, ReasonMissing
    """
    require(actor, "outreach.hold", session.unit)
    session = _still_planned(locked(session))
    if not reason.strip():
        raise ReasonMissing
    session.call_off_reason = reason.strip()
    session.version += 1
    session.save()
    audit.record(actor, "outreach.session.called_off", session, unit=session.unit, reason=session.call_off_reason)
    return session


@command
def count_attendance(
    actor: Actor, *, session: StudySession, held_on: date, attended: Mapping[str, int]
) -> StudySession:
    """The session was held on that day, and so many of each expected group came. Counting anew corrects the figures.

    Raises:
        NotPermitted, CalledOff, InFuture, NobodyCounted, NotExpectedGroup
    """
    require(actor, "outreach.hold", session.unit)
    session = _held(locked(session), held_on)
    if not attended:
        raise NobodyCounted
    rows = {row.group: row for row in session.audience.all()}
    before = {group: row.attended for group, row in rows.items()}
    for group, count in attended.items():
        if group not in rows:
            raise NotExpectedGroup(group=Group(group).label)
        rows[group].attended = count
        rows[group].save()
    session.attendees.all().delete()  # figures given by hand stand for themselves
    audit.record(
        actor, "outreach.session.counted", session, unit=session.unit, held_on=held_on, attended=dict(attended), before=before
    )  # fmt: skip
    return session


@command
def list_attendance(actor: Actor, *, session: StudySession, held_on: date, rows: Iterable[AttendeeRow]) -> StudySession:
    """The session was held on that day, and these people came; the counts follow the list. A new list replaces the old.

    A group that nobody expected is taken in with nobody expected, so that it cannot raise the share.

    Raises:
        NotPermitted, CalledOff, InFuture, NobodyListed
    """
    require(actor, "outreach.hold", session.unit)
    session = _held(locked(session), held_on)
    people = {row.key: row for row in rows}
    if not people:
        raise NobodyListed
    session.attendees.all().delete()
    Attendee.objects.bulk_create(
        Attendee(session=session, name=row.name, name_key=row.key[0], workplace=row.workplace, group=row.group)
        for row in people.values()
    )
    counts = Counter(row.group for row in people.values())
    for row in session.audience.all():
        row.attended = counts.pop(row.group, 0)
        row.save()
    Audience.objects.bulk_create(
        Audience(session=session, group=group, expected=0, attended=count) for group, count in counts.items()
    )
    audit.record(actor, "outreach.session.listed", session, unit=session.unit, held_on=held_on, people=len(people))
    return session


@command
def issue_guidance(
    actor: Actor,
    *,
    unit: Unit,
    title: str,
    units: Iterable[Unit],
    text: str = "",
    document: Document | None = None,
    read_within: int = 5,
) -> Guidance:
    """Send guidance to units below; a document of the sender goes with it and opens for whoever receives it.

    Raises:
        NotPermitted, GuidanceEmpty, NobodyAddressed, NotYourDocument
        NotBelow: a unit does not stand below the sender today.
    """
    require(actor, "outreach.guide", unit)
    chosen = list(units)
    if not text.strip() and document is None:
        raise GuidanceEmpty
    if not chosen:
        raise NobodyAddressed
    if document is not None and document.unit_id != unit.pk:
        raise NotYourDocument(unit=unit)
    below = set(
        UnitClosure.objects.on(timezone.localdate())
        .filter(ancestor=unit, depth__gt=0)
        .values_list("descendant", flat=True)
    )
    for stranger in chosen:
        if stranger.pk not in below:
            raise NotBelow(unit=stranger)
    guidance = Guidance.objects.create(
        unit=unit, title=squeeze(title), text=text.strip(), document=document, read_within=read_within, issued_by_id=actor.user_id
    )  # fmt: skip
    today = timezone.localdate(guidance.issued_at)
    for each in chosen:
        duty = duties.oblige(
            kinds.GUIDANCE, unit=each, to=unit, about=guidance, begins_on=today, due=today + timedelta(days=read_within),
            title=f"Đọc hướng dẫn: {guidance.title}",
        )  # fmt: skip
        Addressee.objects.create(guidance=guidance, unit=each, obligation=duty)
    audit.record(
        actor, "outreach.guidance.issued", guidance, unit=unit, title=guidance.title, units=[each.pk for each in chosen]
    )
    return guidance


@command
def read_guidance(actor: Actor, *, guidance: Guidance) -> list[Receipt]:
    """Somebody of an addressed unit opens the guidance: a receipt, and the unit's duty to read is done. Again adds none.

    Raises:
        NotPermitted: nobody is signed in.
        NotAddressed: none of his units was addressed.
    """
    if actor.user_id is None:
        raise NotPermitted(action=action_name("outreach.view"), unit=guidance.unit)
    seats = seats_of(actor).allowing("outreach.view")
    addressed = list(guidance.addressees.filter(unit__in=seats).select_related("unit", "obligation"))
    if not addressed:
        raise NotAddressed
    made = []
    for addressee in addressed:
        receipt, is_new = Receipt.objects.get_or_create(addressee=addressee, user_id=actor.user_id)
        if is_new:
            made.append(receipt)
        if (duty := addressee.obligation) and duty.done_on is None:
            duties.fulfil(duty, timezone.localdate())  # one reader is enough for the unit
    if made:
        audit.record(
            actor, "outreach.guidance.read", guidance, unit=addressed[0].unit, units=[one.unit_id for one in addressed]
        )
    return made


def _write(
    session: StudySession,
    directive: str,
    subject: str,
    on: date,
    at: time | None,
    place: str,
    expected: Mapping[str, int],
) -> None:
    if not squeeze(directive):
        raise DirectiveMissing
    wanted = {group: count for group, count in expected.items() if count}
    if not wanted:
        raise NobodyExpected
    session.directive, session.subject, session.place = squeeze(directive), subject.strip(), squeeze(place)
    session.on, session.at = on, at
    session.version = session.version + 1 if session.pk else 1
    session.save()
    session.audience.exclude(group__in=wanted).delete()
    for group, count in wanted.items():
        Audience.objects.update_or_create(session=session, group=group, defaults={"expected": count})


def _still_planned(session: StudySession) -> StudySession:
    if session.held_on:
        raise AlreadyHeld(on=session.held_on)
    if session.call_off_reason:
        raise CalledOff(reason=session.call_off_reason)
    return session


def _held(session: StudySession, on: date) -> StudySession:
    if session.call_off_reason:
        raise CalledOff(reason=session.call_off_reason)
    if on > timezone.localdate():
        raise InFuture(on=on)
    session.held_on = on
    session.version += 1
    session.save()
    return session


def _facts(session: StudySession) -> dict[str, Any]:
    expected = dict(session.audience.values_list("group", "expected"))
    return {
        "directive": session.directive, "subject": session.subject, "on": session.on, "at": session.at,
        "place": session.place, "expected": expected,
    }  # fmt: skip
