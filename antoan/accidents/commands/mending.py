"""What comes to be known later: a death, a diagnosis, better facts; and looking at what is sealed, which is noted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from antoan import law
from antoan.accidents import clock, codes, duties, kinds
from antoan.accidents.commands.declaring import check_days
from antoan.accidents.models import Accident, Injury
from antoan.accidents.places import holder
from antoan.accidents.refusals import CaseLeftOut, InFuture, ReasonMissing, UnknownCode
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name, require
from antoan.obligations import duties as lists
from antoan.obligations.models import Obligation


def require_work(actor: Actor, accident: Accident) -> None:
    """Whoever sorts where it happened, or investigates for the body that is competent, may write in the case."""
    if accident.investigator is not None and actor.may("accidents.investigate", accident.investigator):
        actor.note_grant("accidents.investigate", accident.investigator)
        return
    if actor.may("accidents.investigate", accident.unit):
        actor.note_grant("accidents.investigate", accident.unit)
        return
    if accident.workplace is not None and actor.may("accidents.investigate", accident.workplace):
        actor.note_grant("accidents.investigate", accident.workplace)
        return
    if not actor.may("accidents.triage", accident.unit):
        raise NotPermitted(action=action_name("accidents.investigate"), unit=accident.unit)
    actor.note_grant("accidents.triage", accident.unit)


def open_case(actor: Actor, accident: Accident) -> Accident:
    """The case as it stands now, held, for whoever may work on it."""
    require_work(actor, accident)
    accident = locked(accident)
    if accident.is_left_out:
        raise CaseLeftOut(code=accident.code, status=accident.get_status_display())
    return accident


@command
def record_death(actor: Actor, *, injury: Injury, died_on: date, known_on: date | None = None) -> Accident:
    """Note that somebody died of the injury: the case becomes a fatal one, with the investigator and time that belong to it.

    `known_on` is the day on which the news came; None: today.

    Raises:
        NotPermitted, CaseLeftOut, DiedBeforeAccident, DiedInFuture
    """
    accident = open_case(actor, injury.accident)
    check_days(injury.masked_name, died_on, None, accident.occurred_on)
    known_on = max(known_on or timezone.localdate(), died_on)
    if known_on > timezone.localdate():
        raise InFuture(on=known_on)
    before = _facts(accident)
    injury = Injury.objects.select_for_update().get(pk=injury.pk)
    injury.died_on = died_on
    injury.save(update_fields=["died_on"])
    words = _changed(before, accident, known_on, f"{injury.masked_name} chết ngày {died_on:%d/%m/%Y}")
    audit.record(
        actor,
        "accidents.injury.died",
        injury,
        unit=holder(accident.unit),
        code=accident.code,
        died_on=died_on,
        change=words,
    )
    return accident


@command
def mend_injury(actor: Actor, *, injury: Injury, facts: dict[str, Any], reason: str = "") -> Accident:
    """Correct or complete what is known of a person; competence and time follow where the class of the case changes.

    Raises:
        NotPermitted, CaseLeftOut, DiedBeforeAccident, DiedInFuture, BirthImpossible, UnknownCode
    """
    accident = open_case(actor, injury.accident)
    before = _facts(accident)
    injury = Injury.objects.select_for_update().get(pk=injury.pk)
    changed = sorted(name for name, value in facts.items() if getattr(injury, name) != value)
    for name in changed:
        setattr(injury, name, facts[name])
    check_days(injury.masked_name, injury.died_on, injury.birth_year, accident.occurred_on)
    known = codes.injuries(accident.occurred_on)
    for code in injury.injuries:
        if code not in known:
            raise UnknownCode(code=code, list="chấn thương (Phụ lục II Nghị định 39/2016/NĐ-CP)")
    if changed:
        injury.save(update_fields=changed)
    why = reason.strip() or f"Sửa thông tin của {injury.masked_name}"
    words = _changed(before, accident, timezone.localdate(), why)
    # What was sealed does not come into the log: only which fields were changed.
    audit.record(
        actor,
        "accidents.injury.mended",
        injury,
        unit=holder(accident.unit),
        code=accident.code,
        fields=changed,
        change=words,
    )
    return accident


@command
def describe_case(actor: Actor, *, accident: Accident, facts: dict[str, Any]) -> Accident:
    """Correct or complete what is known of the event: place, account, first cause, factor and the like.

    Raises:
        NotPermitted, CaseLeftOut, UnknownCode
    """
    accident = open_case(actor, accident)
    if (factor := facts.get("factor")) and factor not in codes.factors(accident.occurred_on):
        raise UnknownCode(code=factor, list="yếu tố gây chấn thương")
    changed = sorted(name for name, value in facts.items() if getattr(accident, name) != value)
    was = {name: str(getattr(accident, name)) for name in changed}
    for name in changed:
        setattr(accident, name, facts[name])
    accident.version += 1
    accident.save()
    duties.follow(accident)
    audit.record(
        actor, "accidents.accident.described", accident, unit=holder(accident.unit), code=accident.code, before=was
    )
    return accident


@command
def set_expertise(actor: Actor, *, accident: Accident, is_needed: bool, reason: str) -> Accident:
    """Say that technical or forensic expertise is needed (60 days), or no longer.

    Raises:
        NotPermitted, CaseLeftOut, ReasonMissing
    Law: 84/2015/QH13, Điều 35.
    """
    accident = open_case(actor, accident)
    if not reason.strip():
        raise ReasonMissing
    accident.needs_expertise = is_needed
    accident.version += 1
    accident.save(update_fields=["needs_expertise", "version"])
    duties.follow(accident)
    audit.record(
        actor, "accidents.accident.expertise_set", accident, unit=holder(accident.unit), code=accident.code, needed=is_needed, reason=reason
    )  # fmt: skip
    return accident


@command
def finish_step(actor: Actor, *, obligation: Obligation, accident: Accident, on: date) -> Obligation:
    """Say that a telling or record which the case asks for was done on a day. An employer says it of what he owes himself.

    Raises:
        NotPermitted, InFuture
    """
    if obligation.owed_by in actor.records and accident.workplace is not None:
        require(actor, "accidents.declare", accident.workplace)
    else:
        require_work(actor, accident)
    obligation = Obligation.objects.select_for_update().get(
        pk=obligation.pk, about_id=str(accident.pk), kind__in=kinds.BY_HAND, ended_on=None
    )
    if on > timezone.localdate():
        raise InFuture(on=on)
    lists.fulfil(obligation, on)
    audit.record(
        actor,
        "accidents.step.finished",
        accident,
        unit=accident.unit,
        code=accident.code,
        title=obligation.title,
        on=on,
    )
    return obligation


@command
def look(actor: Actor, *, accident: Accident, reason: str) -> list[Injury]:
    """Open names, papers and wounds of the people of a case. The look is noted with its reason; the unit's head sees it.

    Raises:
        NotPermitted, ReasonMissing
    """
    unit = accident.unit
    if accident.investigator is not None and actor.may("accidents.see_health", accident.investigator):
        unit = accident.investigator
    require(actor, "accidents.see_health", unit)
    if not reason.strip():
        raise ReasonMissing
    audit.record(
        actor,
        "accidents.injury.looked_at",
        accident,
        unit=holder(accident.unit),
        code=accident.code,
        reason=reason.strip(),
    )
    return list(accident.injuries.filter(same_as=None))


def _facts(accident: Accident) -> clock.CaseFacts:
    return clock.facts_of(Accident.objects.get(pk=accident.pk))


def _changed(before: clock.CaseFacts, accident: Accident, known_on: date, why: str) -> str:
    """Write down the class if it changed, bring the duties after it, and say what that did."""
    duties.note_gravity(accident, known_on=known_on, reason=why)
    after = _facts(accident)
    words = duties.change_words(before, after, why)
    if words:
        last = accident.gravities.order_by("recorded_at", "id").last()
        assert last is not None
        last.reason = words
        last.save(update_fields=["reason"])
        _again(accident)
    duties.follow(accident)
    return words


def _again(accident: Accident) -> None:
    """Minutes that were announced for a lighter class do not end a graver case."""
    if accident.status in (Accident.Status.ANNOUNCED, Accident.Status.CLOSED):
        accident.status, accident.closed_on = Accident.Status.OPEN, None
        accident.version += 1
        accident.save(update_fields=["status", "closed_on", "version"])
    current = accident.investigations.filter(ended_on=None).first()
    facts = _facts(accident)
    if current and facts.level and current.level != "centre" and current.level != facts.level:
        current.ended_on = timezone.localdate()
        rule = law.on(facts.known_on).find("accidents.investigator", gravity=facts.gravity)
        current.end_reason = (
            f"Thẩm quyền chuyển sang {rule.value if rule else 'đoàn khác'}; hồ sơ đã thu thập vẫn giữ trong vụ"[:500]
        )
        current.save(update_fields=["ended_on", "end_reason"])
