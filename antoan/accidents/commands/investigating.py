"""The work of a team: from the decision that sets it up to the sent minutes, the measures and the closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from antoan import law
from antoan.accidents import clock, codes, duties, kinds
from antoan.accidents.commands.declaring import keep_photo
from antoan.accidents.commands.mending import open_case, require_work
from antoan.accidents.models import Accident, Cause, Fault, Investigation, Level, LogEntry, Measure, TeamMember
from antoan.accidents.photos import Brought
from antoan.accidents.places import holder
from antoan.accidents.refusals import (
    AlreadyInvestigated,
    ExtensionNotAllowed,
    InFuture,
    MinutesIncomplete,
    NoHead,
    NoInvestigation,
    NotClosed,
    NotCompetent,
    NotYetAnnounced,
    OutOfOrder,
    ReasonMissing,
    UnknownCode,
)
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor
from antoan.core.text import squeeze
from antoan.obligations import duties as lists


@dataclass(frozen=True)
class Member:
    name: str
    role: str
    body: str = ""
    post: str = ""


@command
def set_up_team(
    actor: Actor, *, accident: Accident, level: str, decided_on: date, decided_by: str, members: Sequence[Member],
    decision_number: str = "", plan: str = "",
) -> Investigation:  # fmt: skip
    """Record the decision that sets up the team. A province may take over what an employer's team was to do (Điều 35 khoản 2).

    Raises:
        NotPermitted, CaseLeftOut, InFuture, OutOfOrder, NoHead, AlreadyInvestigated
        NotCompetent: an employer's team for a case that is the province's.
    """
    accident = open_case(actor, accident)
    facts = clock.facts_of(accident)
    _in_order("Quyết định thành lập đoàn", decided_on, "ngày xảy ra tai nạn", accident.occurred_on)
    if level == Level.ESTABLISHMENT and facts.level == "province":
        rule = law.on(facts.known_on).get("accidents.investigator", gravity=facts.gravity)
        raise NotCompetent(
            gravity=clock.WORDS[facts.gravity],
            investigator=rule.value,
            citation=rule.citation,
            level=Level(level).label,
        )
    heads = sum(member.role == TeamMember.Role.HEAD for member in members)
    if heads != 1:
        raise NoHead(count=heads)
    if current := accident.investigations.filter(ended_on=None).first():
        raise AlreadyInvestigated(code=accident.code, level=current.get_level_display(), on=current.decided_on)
    investigation = Investigation.objects.create(
        accident=accident, level=level, decided_on=decided_on, decided_by=squeeze(decided_by), decision_number=squeeze(decision_number),
        plan=plan.strip(),
    )  # fmt: skip
    TeamMember.objects.bulk_create(
        [
            TeamMember(
                investigation=investigation,
                name=squeeze(one.name),
                role=one.role,
                body=squeeze(one.body),
                post=squeeze(one.post),
            )
            for one in members
            if squeeze(one.name)
        ]
    )
    _status(accident, Accident.Status.OPEN)
    duties.follow(accident)
    audit.record(
        actor, "accidents.team.set_up", accident, unit=holder(accident.unit), code=accident.code, level=level, decided_on=decided_on,
        number=decision_number,
    )  # fmt: skip
    return investigation


@command
def add_log_entry(
    actor: Actor, *, accident: Accident, kind: str, at: datetime, title: str, text: str = "", author: str = "",
    photos: Sequence[Brought] = (),
) -> LogEntry:  # fmt: skip
    """Note what the team saw, heard or received, with its pictures.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, InFuture, NotAPhoto, PhotoTooLarge
    """
    accident, investigation = _current(actor, accident)
    if at > timezone.now():
        raise InFuture(on=timezone.localdate(at))
    entry = LogEntry.objects.create(
        investigation=investigation,
        kind=kind,
        at=at,
        title=squeeze(title),
        text=text.strip(),
        author=squeeze(author) or actor.name,
    )
    kept = [keep_photo(accident, one, entry=entry, author=entry.author) for one in photos]
    audit.record(
        actor, "accidents.log.entry_added", accident, unit=holder(accident.unit), code=accident.code, title=entry.title,
        files=[one.file.sha256 for one in kept],
    )  # fmt: skip
    return entry


@command
def add_cause(actor: Actor, *, accident: Accident, text: str, code: str = "", because_of: Cause | None = None) -> Cause:
    """Add a cause; one that made another happen hangs below it (`because_of` is that other).

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, UnknownCode
    """
    accident, investigation = _current(actor, accident)
    if code and code not in codes.causes(accident.occurred_on):
        raise UnknownCode(code=code, list="nguyên nhân tai nạn")
    if because_of is not None and because_of.investigation_id != investigation.pk:
        because_of = None
    cause = Cause.objects.create(investigation=investigation, text=squeeze(text), code=code, because_of=because_of)
    audit.record(
        actor, "accidents.cause.added", accident, unit=holder(accident.unit), code=accident.code, text=cause.text
    )
    return cause


@command
def add_fault(actor: Actor, *, accident: Accident, side: str, name: str, text: str, proposal: str = "") -> Fault:
    """Name somebody at fault, and what is proposed.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation
    """
    accident, investigation = _current(actor, accident)
    fault = Fault.objects.create(
        investigation=investigation, side=side, name=squeeze(name), text=squeeze(text), proposal=squeeze(proposal)
    )
    audit.record(actor, "accidents.fault.added", accident, unit=holder(accident.unit), code=accident.code, side=side)
    return fault


@command
def add_measure(actor: Actor, *, accident: Accident, text: str, body: str, due: date) -> Measure:
    """A measure against its happening again: whoever is named owes it, and the commune's body watches until it is done.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, OutOfOrder
    """
    accident, investigation = _current(actor, accident)
    _in_order("Hạn của biện pháp", due, "ngày xảy ra tai nạn", accident.occurred_on, may_come=True)
    measure = Measure.objects.create(investigation=investigation, text=squeeze(text), body=squeeze(body), due=due)
    measure.obligation = lists.oblige(
        kinds.MEASURE, unit=holder(accident.unit), owed_by=duties.bearer_of(accident, measure.body), about=accident, due=due, begins_on=timezone.localdate(),
        title=f"{measure.body}: {measure.text} (vụ {accident.code})",
        basis="Biên bản điều tra tai nạn lao động, phần biện pháp ngăn ngừa",
    )  # fmt: skip
    measure.save(update_fields=["obligation"])
    audit.record(
        actor, "accidents.measure.added", accident, unit=holder(accident.unit), code=accident.code, text=text, due=due
    )
    return measure


@command
def finish_measure(actor: Actor, *, measure: Measure, on: date, result: str) -> Measure:
    """Say that a measure was carried out, and how that was seen. Also after the case was closed.

    Raises:
        NotPermitted, InFuture, ReasonMissing
    """
    accident = measure.investigation.accident
    require_work(actor, accident)
    if on > timezone.localdate():
        raise InFuture(on=on)
    if not result.strip():
        raise ReasonMissing
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    measure.done_on, measure.result = on, squeeze(result)
    measure.save(update_fields=["done_on", "result"])
    if measure.obligation:
        lists.fulfil(measure.obligation, on)
    audit.record(
        actor, "accidents.measure.finished", accident, unit=holder(accident.unit), code=accident.code, text=measure.text
    )
    return measure


@command
def extend_investigation(actor: Actor, *, accident: Accident, on: date, reason: str) -> Investigation:
    """Record that the body which set up the team agreed to more time: once, before the first time has run out.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, ReasonMissing, InFuture
        ExtensionNotAllowed: a light case, a second time, or too late.
    Law: 84/2015/QH13, Điều 35.
    """
    accident, investigation = _current(actor, accident)
    if not reason.strip():
        raise ReasonMissing
    if on > timezone.localdate():
        raise InFuture(on=on)
    facts = clock.facts_of(accident)
    given = "technical" if accident.needs_expertise else facts.gravity
    rule = law.on(facts.known_on).get("accidents.investigation_extension", gravity=given)
    step = clock.investigation_step(clock.steps_of(facts))
    assert step is not None
    if not rule.value:
        raise ExtensionNotAllowed(why="tai nạn nhẹ không được gia hạn", citation=rule.citation)
    if investigation.extended_on:
        raise ExtensionNotAllowed(
            why=f"đã gia hạn một lần ngày {investigation.extended_on:%d/%m/%Y}", citation=rule.citation
        )
    if step.due and on > step.due:
        raise ExtensionNotAllowed(why=f"thời hạn đã hết ngày {step.due:%d/%m/%Y}", citation=rule.citation)
    investigation.extended_on, investigation.extension_reason = on, reason.strip()[:500]
    investigation.save(update_fields=["extended_on", "extension_reason"])
    duties.follow(accident)
    audit.record(
        actor,
        "accidents.investigation.extended",
        accident,
        unit=accident.unit,
        code=accident.code,
        on=on,
        reason=reason,
    )
    return investigation


@command
def write_minutes(
    actor: Actor, *, accident: Accident, minutes_on: date, account: str, conclusion: str, minutes_number: str = ""
) -> Investigation:
    """Write the minutes' own words: what happened, and whether it is an occupational accident.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, InFuture, OutOfOrder
    """
    accident, investigation = _current(actor, accident)
    _in_order("Biên bản", minutes_on, "ngày quyết định thành lập đoàn", investigation.decided_on)
    investigation.minutes_on, investigation.account = minutes_on, account.strip()
    investigation.conclusion, investigation.minutes_number = conclusion, squeeze(minutes_number)
    investigation.save(update_fields=["minutes_on", "account", "conclusion", "minutes_number"])
    audit.record(
        actor, "accidents.minutes.written", accident, unit=holder(accident.unit), code=accident.code, conclusion=conclusion,
        number=minutes_number,
    )  # fmt: skip
    return investigation


@command
def announce_minutes(
    actor: Actor, *, accident: Accident, at: datetime, place: str, chair: str = "", present: str = "", opinions: str = "",
    agreed: str = "", ended_at: datetime | None = None,
) -> Investigation:  # fmt: skip
    """Record the meeting that announced the minutes: the investigation's time stops there, sending and paying begin.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, InFuture, OutOfOrder
        MinutesIncomplete: no account, conclusion or cause was written yet.
    Law: 84/2015/QH13, Điều 35; Nghị định 39/2016/NĐ-CP, Điều 13, Điều 14.
    """
    accident, investigation = _current(actor, accident)
    missing = [
        words
        for words, is_there in (
            ("diễn biến", bool(investigation.account)),
            ("kết luận", bool(investigation.conclusion)),
            ("nguyên nhân", investigation.causes.exists()),
        )
        if not is_there
    ]
    if missing or investigation.minutes_on is None:
        raise MinutesIncomplete(missing=", ".join(missing or ["ngày lập biên bản"]))
    if at > timezone.now():
        raise InFuture(on=timezone.localdate(at))
    _in_order("Họp công bố", timezone.localdate(at), "ngày lập biên bản", investigation.minutes_on)
    if ended_at and ended_at < at:
        raise OutOfOrder(what="Cuộc họp kết thúc", on=ended_at, before="lúc bắt đầu", earlier=at)
    investigation.announced_at, investigation.announced_place = at, squeeze(place)
    investigation.chair, investigation.present, investigation.opinions = (
        squeeze(chair),
        present.strip(),
        opinions.strip(),
    )
    investigation.agreed, investigation.meeting_ended_at = agreed.strip(), ended_at
    investigation.save()
    _status(accident, Accident.Status.ANNOUNCED)
    duties.follow(accident)
    audit.record(actor, "accidents.minutes.announced", accident, unit=holder(accident.unit), code=accident.code, at=at)
    return investigation


@command
def send_minutes(actor: Actor, *, accident: Accident, on: date) -> Investigation:
    """Note the day on which both minutes were sent to all who get them.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, NotYetAnnounced, InFuture, OutOfOrder
    """
    accident, investigation = _current(actor, accident)
    if investigation.announced_at is None:
        raise NotYetAnnounced(code=accident.code)
    _in_order("Gửi biên bản", on, "ngày họp công bố", timezone.localdate(investigation.announced_at))
    investigation.sent_on = on
    investigation.save(update_fields=["sent_on"])
    duties.follow(accident)
    audit.record(actor, "accidents.minutes.sent", accident, unit=holder(accident.unit), code=accident.code, on=on)
    return investigation


@command
def end_investigation(actor: Actor, *, accident: Accident, reason: str) -> Investigation:
    """End the present team's work without closing the case, so that another may investigate again.

    Raises:
        NotPermitted, CaseLeftOut, NoInvestigation, ReasonMissing
    """
    accident, investigation = _current(actor, accident)
    if not reason.strip():
        raise ReasonMissing
    investigation.ended_on, investigation.end_reason = timezone.localdate(), reason.strip()[:500]
    investigation.save(update_fields=["ended_on", "end_reason"])
    _status(accident, Accident.Status.OPEN)
    duties.follow(accident)
    audit.record(
        actor, "accidents.investigation.ended", accident, unit=holder(accident.unit), code=accident.code, reason=reason
    )
    return investigation


@command
def close_case(actor: Actor, *, accident: Accident) -> Accident:
    """Close the case: the minutes were announced, or the law wants no team. Its measures are followed up beyond that.

    Raises:
        NotPermitted, CaseLeftOut, NotYetAnnounced
    """
    accident = open_case(actor, accident)
    facts = clock.facts_of(accident)
    if facts.level and (facts.investigation is None or facts.investigation.announced_at is None):
        raise NotYetAnnounced(code=accident.code)
    accident.closed_on = timezone.localdate()
    _status(accident, Accident.Status.CLOSED)
    duties.follow(accident)
    audit.record(actor, "accidents.accident.closed", accident, unit=holder(accident.unit), code=accident.code)
    return accident


@command
def reopen_case(actor: Actor, *, accident: Accident, reason: str) -> Accident:
    """Open a closed case again, with the reason; a further team may then be set up.

    Raises:
        NotPermitted, NotClosed, ReasonMissing
    """
    accident = open_case(actor, accident)
    if accident.status != Accident.Status.CLOSED:
        raise NotClosed(code=accident.code)
    if not reason.strip():
        raise ReasonMissing
    current = accident.investigations.filter(ended_on=None).first()
    if current:
        current.ended_on, current.end_reason = timezone.localdate(), reason.strip()[:500]
        current.save(update_fields=["ended_on", "end_reason"])
    accident.closed_on = None
    _status(accident, Accident.Status.OPEN)
    duties.follow(accident)
    audit.record(
        actor, "accidents.accident.reopened", accident, unit=holder(accident.unit), code=accident.code, reason=reason
    )
    return accident


def _current(actor: Actor, accident: Accident) -> tuple[Accident, Investigation]:
    accident = open_case(actor, accident)
    investigation = Investigation.objects.select_for_update().filter(accident=accident, ended_on=None).first()
    if investigation is None:
        raise NoInvestigation(code=accident.code)
    return accident, locked(investigation)


def _status(accident: Accident, status: str) -> None:
    accident.status = status
    accident.version += 1
    accident.save(update_fields=["status", "version", "closed_on"])


def _in_order(what: str, on: Any, before: str, earlier: date, *, may_come: bool = False) -> None:
    if on < earlier:
        raise OutOfOrder(what=what, on=on, before=before, earlier=earlier)
    if not may_come and on > timezone.localdate():
        raise InFuture(on=on)
