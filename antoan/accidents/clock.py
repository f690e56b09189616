"""The law's clock of a case: who must be told, who investigates, until when, and what follows, each with its source.

Only reading here: `steps_of` says what the law wants for the facts as they stand; antoan.accidents.duties puts it on lists.
Bodies follow the law of the day on which the news came, entitlements that of the day of the accident.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from antoan import law
from antoan.accidents.models import Accident, Declaration, Employment, Gravity, GravityEntry, Injury, Investigation
from antoan.law.errors import LawError
from antoan.obligations.deriving import Derived, NotADeadline, derive

WORDS = {
    "fatal": "chết người",
    "many_serious": "từ hai người bị thương nặng",
    "serious": "một người bị thương nặng",
    "minor": "nhẹ",
}


@dataclass(frozen=True)
class Step:
    """One thing that the law wants. `owner`: unit (the commune's body), investigator (the province's), employer, nobody.

    `due` is None where the law names no day. `kind` is the kind of duty that stands for it, "" where none does.
    """

    kind: str
    title: str
    owner: str
    due: date | None
    steps: tuple[str, ...]
    citation: str
    mark: str = ""
    source: dict[str, Any] | None = field(default=None)
    done_on: date | None = None
    first_due: date | None = None

    @property
    def days_left(self) -> int | None:
        return (self.due - timezone.localdate()).days if self.due else None


@dataclass(frozen=True)
class CaseFacts:
    """What of a case decides its clock, read once."""

    accident: Accident
    people: tuple[Injury, ...]
    declarations: tuple[Declaration, ...]
    investigation: Investigation | None
    gravity: str
    known_on: date  # the day of the news that makes the case what it is

    @property
    def deaths(self) -> int:
        return sum(person.gravity == "fatal" for person in self.people)

    @property
    def serious(self) -> int:
        return sum(person.gravity == "serious" for person in self.people)

    @property
    def has_employer(self) -> bool:
        """Whether an employer declares and investigates: somebody worked for one, or nobody knows and a place is named."""
        if any(person.has_contract for person in self.people):
            return True
        is_unknown = all(person.employment == Employment.UNKNOWN for person in self.people)
        if not is_unknown:
            return False
        workplace = self.accident.workplace
        return workplace.has_employer if workplace else bool(self.accident.employer_name)

    @property
    def level(self) -> str:
        """Which team is competent by the gravity: establishment or province; "" where none is set up."""
        if self.accident.is_occurrence:
            return ""
        if self.gravity in (Gravity.FATAL, Gravity.MANY_SERIOUS):
            return "province"
        return "establishment" if self.has_employer else ""


def gravity_of(people: tuple[Injury, ...]) -> str:
    """As grave as its worst victim, with the number of the seriously hurt (Nghị định 39/2016, Điều 9)."""
    found = [person.gravity for person in people]
    if "fatal" in found:
        return Gravity.FATAL
    serious = found.count("serious")
    return Gravity.MANY_SERIOUS if serious > 1 else Gravity.SERIOUS if serious else Gravity.MINOR


def facts_of(accident: Accident) -> CaseFacts:
    """Read what decides; four queries, none where the caller has prefetched."""
    people = tuple(person for person in accident.injuries.all() if person.same_as_id is None)
    entries: list[GravityEntry] = list(accident.gravities.all())
    gravity = gravity_of(people)
    # The clock of a class starts with the first news of it.
    known = next((entry.known_on for entry in entries if entry.gravity == gravity), accident.told_on)
    current = next((one for one in accident.investigations.all() if one.ended_on is None), None)
    last = current or next(iter(sorted(accident.investigations.all(), key=lambda one: one.pk, reverse=True)), None)
    return CaseFacts(accident, people, tuple(accident.declarations.all()), last, gravity, known)


def steps_of(facts: CaseFacts) -> list[Step]:
    """What the law wants in this case, in the order of work. Nothing where it was left out."""
    accident = facts.accident
    if accident.is_left_out:
        return []
    steps = [_triage(accident)]
    if accident.is_occurrence:
        steps.append(_telling(facts, "technical_incident", "accidents.report_occurrence", "unit"))
        return steps
    steps += _tellings(facts)
    steps += _special(facts)
    steps += _investigating(facts)
    steps += _after(facts)
    return steps


def _triage(accident: Accident) -> Step:
    done = None if accident.status == Accident.Status.TOLD else accident.told_on
    rule = law.on(accident.told_on).get("accidents.declaration_time_limit", duty="uncontracted_to_commune")
    said = (
        f"Nhận tin {accident.told_on:%d/%m/%Y}: xác minh và phân loại ngay trong ngày (cách làm của hệ thống; luật buộc báo ngay)",
    )
    return Step(
        "accidents.triage",
        "Xác minh, phân loại tin khai báo",
        "unit",
        accident.told_on,
        said,
        str(rule.citation),
        done_on=done,
    )


def _tellings(facts: CaseFacts) -> list[Step]:
    if facts.has_employer:
        wanted = law.on(facts.accident.occurred_on).get("accidents.declaration_required", gravity=facts.gravity).value
        kinds = {"employer_to_province": "accidents.declare_province", "employer_to_police": "accidents.declare_police"}
        return [_telling(facts, duty, kinds[duty], "employer") for duty in wanted]
    if facts.gravity not in (Gravity.FATAL, Gravity.MANY_SERIOUS):
        return []
    return [
        _telling(facts, "commune_to_province", "accidents.report_province", "unit"),
        _telling(facts, "commune_to_police", "accidents.report_police", "unit"),
    ]


def _telling(facts: CaseFacts, duty: str, kind: str, owner: str) -> Step:
    day = facts.known_on
    derived = derive("declare_accident", day, duty=duty)
    receiver = receiver_of(duty, day)
    who = {"employer": facts.accident.employer_name or "Người sử dụng lao động", "unit": "Ủy ban nhân dân xã"}[owner]
    verb = {"accidents.report_occurrence": "báo cáo sự cố với"}.get(
        kind, "khai báo với" if owner == "employer" else "báo nhanh"
    )
    told = next((one for one in facts.declarations if one.teller == Declaration.Teller.EMPLOYER), None)
    is_done = kind == "accidents.declare_province" and told is not None
    return Step(
        kind, f"{who} {verb} {receiver}", owner, derived.due, derived.steps, derived.citation, derived.mark,
        _source("declare_accident", day, {"duty": duty}, derived),
        done_on=timezone.localdate(told.told_at) if is_done and told else None,
    )  # fmt: skip


def receiver_of(duty: str, day: date) -> str:
    """The body that receives a declaration on that day; that the law leaves it open is said."""
    try:
        return str(law.on(day).get("accidents.declaration_receiver", duty=duty).value)
    except law.OpenQuestion as problem:
        return (
            f"công an (chưa rõ cấp nào, câu hỏi {problem.question.code})"
            if "police" in duty
            else f"cơ quan chưa rõ (câu hỏi {problem.question.code})"
        )
    except LawError:
        return "cơ quan theo quy định sau ngày nghị định phân định hết hiệu lực"


def _special(facts: CaseFacts) -> list[Step]:
    """A special field is told to the body of its own law, and the rest stays owed."""
    if not facts.accident.field:
        return []
    day = facts.known_on
    derived = derive("declare_accident", day, duty="special_field")
    said = f"{facts.accident.get_field_display()}: khai báo thêm với {receiver_of('special_field', day).lower()}"
    return [Step("", said, "employer", derived.due, derived.steps, derived.citation, derived.mark)]


def _investigating(facts: CaseFacts) -> list[Step]:
    accident, day = facts.accident, facts.known_on
    found: list[Step] = []
    if facts.level == "":
        if facts.gravity == Gravity.SERIOUS:
            rule = law.on(day).get("accidents.uncontracted_record")
            said = ("Luật không ấn định số ngày: lập ngay khi đã rõ sự việc",)
            found.append(Step("accidents.record", str(rule.value), "unit", None, said, str(rule.citation), rule.mark))
        return found
    if facts.level == "establishment":
        team = derive("set_up_investigation_team", day)
        decided = facts.investigation.decided_on if facts.investigation else None
        who = accident.employer_name or "Người sử dụng lao động"
        title = f"{who} ra quyết định thành lập đoàn điều tra cấp cơ sở"
        found.append(
            Step("accidents.set_up_team", title, "employer", team.due, team.steps, team.citation, team.mark,
                 _source("set_up_investigation_team", day, {}, team), decided)
        )  # fmt: skip
    given = {"gravity": "technical" if accident.needs_expertise else facts.gravity}
    derived = derive("investigate_accident", day, **given)
    competent = law.on(day).find("accidents.investigator", gravity=facts.gravity)
    who = str(competent.value) if competent else "Đoàn điều tra có thẩm quyền"
    # The article that sets the time is not named again for a clause of it that says who is competent.
    source_of_who = str(competent.citation) if competent else ""
    is_within = source_of_who.startswith(derived.citation)
    citation = derived.citation if is_within or not source_of_who else f"{derived.citation}; {source_of_who}"
    steps, due, source = derived.steps, derived.due, _source("investigate_accident", day, given, derived)
    investigation = facts.investigation
    if investigation and investigation.extended_on:
        more = derive("extend_investigation", derived.due, **given)
        steps, due = (*steps, *more.steps), more.due
        source = _source("extend_investigation", derived.due, given, more)
    announced = timezone.localdate(investigation.announced_at) if investigation and investigation.announced_at else None
    owner = "investigator" if facts.level == "province" else "employer"
    title = f"{who}: điều tra và công bố biên bản"
    found.append(
        Step("accidents.investigate", title, owner, due, steps, citation, derived.mark, source, announced, derived.due)
    )
    return found


def _after(facts: CaseFacts) -> list[Step]:
    """What follows the announcing of the minutes."""
    investigation = facts.investigation
    if not investigation or not investigation.announced_at:
        return []
    day = timezone.localdate(investigation.announced_at)
    owner = "investigator" if investigation.level != "establishment" else "employer"
    sending = derive("send_minutes", day)
    recipients = law.on(day).find(
        "accidents.minutes_recipients", level="province" if owner == "investigator" else "establishment"
    )
    to = f" cho {', '.join(recipients.value)}" if recipients else ""
    found = [
        Step(
            "accidents.send_minutes", f"Gửi biên bản điều tra và biên bản cuộc họp công bố{to}", owner, sending.due, sending.steps,
            sending.citation, sending.mark, _source("send_minutes", day, {}, sending), investigation.sent_on,
        )
    ]  # fmt: skip
    if facts.gravity == Gravity.FATAL and facts.has_employer:
        pay = derive("pay_compensation", day)
        paid = all(person.cost_paid for person in facts.people if person.gravity == "fatal")
        who = facts.accident.employer_name or "Người sử dụng lao động"
        found.append(
            Step(
                "accidents.pay", f"{who} trả bồi thường, trợ cấp cho thân nhân người chết", "employer", pay.due, pay.steps,
                pay.citation, pay.mark, _source("pay_compensation", day, {}, pay), day if paid else None,
            )
        )  # fmt: skip
    found.append(_keeping(facts, day))
    return found


def _keeping(facts: CaseFacts, day: date) -> Step:
    """How long the file stays: shown, and put on nobody's list, because nothing is to be done until then."""
    if facts.gravity != Gravity.FATAL:
        rule = law.on(day).get("accidents.file_retention.other")
        return Step("", f"Lưu hồ sơ: {str(rule.value).lower()}", "nobody", None, (), str(rule.citation), rule.mark)
    kept = derive("keep_fatal_file", day)
    return Step("", f"Lưu hồ sơ đến hết ngày {kept.due:%d/%m/%Y}", "nobody", None, kept.steps, kept.citation, kept.mark)


def _source(duty: str, day: date, given: dict[str, str], derived: Derived) -> dict[str, Any]:
    return {"duty": duty, "from": day.isoformat(), "with": given, "digest": derived.digest}


def investigation_step(steps: list[Step]) -> Step | None:
    return next((step for step in steps if step.kind == "accidents.investigate"), None)


def sentence_of(facts: CaseFacts, steps: list[Step] | None = None) -> str:
    """The answer of the case page in one line: "Chết 1 người. Đoàn điều tra cấp tỉnh còn 12 ngày (đến …, Điều 35)."."""
    accident = facts.accident
    if accident.status == Accident.Status.MERGED:
        return f"Vụ này đã gộp vào vụ {accident.merged_into}."
    hurt = _hurt_words(facts)
    if accident.status in (Accident.Status.NO_ACCIDENT, Accident.Status.ROUTED):
        return f"{hurt} {accident.get_status_display().capitalize()}: {accident.left_out_reason}."
    if accident.status == Accident.Status.CLOSED and accident.closed_on:
        return f"{hurt} Đã kết thúc ngày {accident.closed_on:%d/%m/%Y}."
    steps = steps_of(facts) if steps is None else steps
    step = investigation_step(steps)
    if step is None:
        if accident.is_occurrence:
            return f"{hurt} Phải báo cáo ngay ({_told_to(steps)})."
        record = next((one for one in steps if one.kind == "accidents.record"), None)
        if record:
            return f"{hurt} {record.title} ({record.citation})."
        return f"{hurt} Người bị nạn làm việc không theo hợp đồng, thương tích nhẹ: ghi sổ để thống kê, không lập đoàn điều tra."
    if step.done_on:
        return f"{hurt} Biên bản điều tra đã công bố ngày {step.done_on:%d/%m/%Y}."
    team = "Đoàn điều tra cấp tỉnh" if facts.level == "province" else "Đoàn điều tra cấp cơ sở"
    left, due = step.days_left or 0, step.due
    said = f"còn {left} ngày" if left > 0 else "đến hạn hôm nay" if left == 0 else f"đã quá hạn {-left} ngày"
    return f"{hurt} {team} {said} (đến {due:%d/%m/%Y}, {step.citation.split(';')[0]})."


def _told_to(steps: list[Step]) -> str:
    return next((step.citation for step in steps if step.kind == "accidents.report_occurrence"), "")


def _hurt_words(facts: CaseFacts) -> str:
    if facts.accident.is_occurrence:
        return "Sự cố kỹ thuật, không ai bị thương."
    minor = len(facts.people) - facts.deaths - facts.serious
    parts = [
        f"{words} {count} người"
        for words, count in (("chết", facts.deaths), ("bị thương nặng", facts.serious), ("bị thương nhẹ", minor))
        if count
    ]
    return f"{', '.join(parts).capitalize()}." if parts else "Chưa rõ người bị nạn."


__all__ = ["CaseFacts", "NotADeadline", "Step", "facts_of", "gravity_of", "receiver_of", "sentence_of", "steps_of"]
