"""Puts what the law wants of a case on the lists of those who owe it, and moves it when the facts change."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from antoan.accidents import kinds
from antoan.accidents.clock import WORDS, CaseFacts, Step, facts_of, investigation_step, steps_of
from antoan.accidents.models import Accident, GravityEntry
from antoan.accidents.places import holder, province_of
from antoan.core.text import fold
from antoan.obligations import duties
from antoan.obligations.models import Obligation
from antoan.units.models import Unit


def standing_of(accident: Accident) -> list[Obligation]:
    rows = Obligation.objects.filter(about_id=str(accident.pk), kind__startswith="accidents.").exclude(
        kind=kinds.MEASURE
    )
    return list(rows.order_by("id"))


def note_gravity(accident: Accident, *, known_on: date, reason: str) -> tuple[str, str]:
    """Write down the class as it is now if it changed; (before, now), before "" for the first."""
    facts = facts_of(accident)
    last = list(accident.gravities.all())[-1:] or None
    before = last[0].gravity if last else ""
    if before != facts.gravity:
        GravityEntry.objects.create(accident=accident, gravity=facts.gravity, known_on=known_on, reason=reason)
    return before, facts.gravity


def follow(accident: Accident) -> list[str]:
    """Bring the duties of a case to what the law wants for its facts now. What moved, in sentences. Called inside commands."""
    accident = Accident.objects.prefetch_related("injuries", "gravities", "declarations", "investigations").get(
        pk=accident.pk
    )
    facts = facts_of(accident)
    _set_investigator(facts)
    wanted = {step.kind: step for step in steps_of(facts) if step.kind}
    moved: list[str] = []
    today = timezone.localdate()
    for row in standing_of(accident):
        is_open = row.done_on is None and row.ended_on is None
        step = wanted.get(row.kind)
        if step is None:
            if is_open:
                duties.withdraw(row, today)
                moved.append(f"Thôi: {row.title}")
            continue
        is_same = (row.derived or {}).get("with") == (step.source or {}).get("with")
        if not is_open:
            if row.done_on and is_same:
                wanted.pop(row.kind, None)
            continue
        if row.unit_id != _owner(facts, step).pk or row.owed_by != _owed_by(facts, step):
            duties.withdraw(row, today)
            continue
        _bring_up(row, step, moved)
        wanted.pop(row.kind, None)
    for step in wanted.values():
        _oblige(facts, step)
    return moved


def _set_investigator(facts: CaseFacts) -> None:
    accident = facts.accident
    found = province_of(accident.unit, facts.known_on) if facts.level == "province" else None
    if accident.investigator_id != (found.pk if found else None):
        accident.investigator = found
        accident.save(update_fields=["investigator"])


def _owner(facts: CaseFacts, step: Step) -> Unit:
    """Whose list: the province's body investigates; what an employer owes is followed up by the commune's body."""
    accident = facts.accident
    if step.owner == "investigator" and accident.investigator is not None:
        return holder(accident.investigator)
    return holder(accident.unit)


def _owed_by(facts: CaseFacts, step: Step) -> str:
    return employer_key(facts.accident) if step.owner == "employer" else ""


def employer_key(accident: Accident) -> str:
    """The record that says who the employer is: his workplace or, where he is not in the register, the case itself."""
    return str(accident.workplace_id or accident.pk)


def bearer_of(accident: Accident, body: str) -> str:
    """The record that says who carries out a measure: the workplace where its employer is meant, else the case that names him."""
    workplace = accident.workplace
    names = {fold(name) for name in (accident.employer_name, workplace.name if workplace else "") if name}
    is_employer = fold(body) in {*names, "nguoi su dung lao dong", "co so"}
    return employer_key(accident) if is_employer else str(accident.pk)


def _title(facts: CaseFacts, step: Step) -> str:
    return f"{step.title} (vụ {facts.accident.code})"


def _oblige(facts: CaseFacts, step: Step) -> None:
    row = duties.oblige(
        step.kind, unit=_owner(facts, step), owed_by=_owed_by(facts, step), about=facts.accident, title=_title(facts, step), begins_on=facts.known_on,
        due=step.first_due or step.due, basis=step.citation[:300],
    )  # fmt: skip
    row.steps, row.derived, row.due = list(step.steps), step.source, step.due
    row.done_on = step.done_on
    row.save(update_fields=["steps", "derived", "due", "done_on"])


def _bring_up(row: Obligation, step: Step, moved: list[str]) -> None:
    if row.due != step.due and row.due and step.due:
        moved.append(f"{row.title}: hạn {row.due:%d/%m/%Y} chuyển thành {step.due:%d/%m/%Y} ({step.citation})")
    row.due, row.first_due = step.due, row.first_due or step.due
    row.steps, row.derived, row.basis = list(step.steps), step.source, step.citation[:300]
    row.done_on = step.done_on
    row.save(update_fields=["due", "first_due", "steps", "derived", "basis", "done_on"])


def change_words(before: CaseFacts, after: CaseFacts, why: str) -> str:
    """What a change of facts did to competence and time, in one sentence for the case page."""
    if before.gravity == after.gravity:
        return ""
    old, new = investigation_step(steps_of(before)), investigation_step(steps_of(after))
    said = f"{why}: vụ chuyển từ “{WORDS[before.gravity]}” sang “{WORDS[after.gravity]}”"
    if new:
        was = f"{_who(old)}, hạn {old.due:%d/%m/%Y}" if old and old.due else "không lập đoàn điều tra"
        said += f". Thẩm quyền và thời hạn: {was} → {_who(new)}, hạn {new.due:%d/%m/%Y} ({new.citation})"
    return said + "."


def _who(step: Step) -> str:
    return step.title.split(":")[0].strip()
