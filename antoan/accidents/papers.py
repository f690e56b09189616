"""The papers of a case: statutory forms filled from it in their own order, and the whole dossier as one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from antoan import law
from antoan.accidents import clock, codes, drawing, queries
from antoan.accidents.models import Accident, Declaration, Injury, Investigation, TeamMember
from antoan.accidents.places import holder
from antoan.accidents.refusals import FormUnknown, NoInvestigation
from antoan.core import audit, files
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.documents import statutory
from antoan.law.errors import LawError
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Unit
from antoan.units.names import place_of as place_in


@dataclass(frozen=True)
class Kind:
    """A form that a case fills: its key in the law's pack, what it is called here, and whether a team must exist."""

    key: str
    name: str
    file: str
    needs_team: bool = False
    by_level: bool = False


KINDS = {
    "declaration": Kind("forms.accident_declaration", "Khai báo tai nạn lao động", "khai-bao"),
    "quick_report": Kind("forms.commune_quick_report", "Báo nhanh của Ủy ban nhân dân cấp xã", "bao-nhanh"),
    "team_decision": Kind("forms.team_decision", "Quyết định thành lập đoàn điều tra", "quyet-dinh-doan", True, True),
    "minutes": Kind(
        "forms.investigation_minutes", "Biên bản điều tra tai nạn lao động", "bien-ban-dieu-tra", True, True
    ),
    "announcement": Kind("forms.announcing_minutes", "Biên bản cuộc họp công bố", "bien-ban-cong-bo", True),
}


def forms_for(accident: Accident) -> dict[str, Kind]:
    """The forms that this case can fill now."""
    if accident.is_occurrence or accident.is_left_out:
        return {}
    has_team = bool(accident.investigations.all())
    facts = clock.facts_of(accident)
    found = {code: kind for code, kind in KINDS.items() if has_team or not kind.needs_team}
    found.pop("quick_report" if facts.has_employer else "declaration", None)
    return found


@command
def fill_form(actor: Actor, *, accident: Accident, kind: str, format: str) -> bytes:
    """A statutory form of the day it is signed, filled from the case; what nobody knows is dots. Making it is noted.

    Raises:
        NotPermitted: it holds names and wounds.
        FormUnknown, NoInvestigation
    """
    require(actor, "accidents.see_health", _where(actor, accident))
    filled = filled_form(accident, kind)
    audit.record(
        actor, "accidents.form.filled", accident, unit=holder(accident.unit), code=accident.code, title=KINDS[kind].name
    )
    return filled.pdf() if format == "pdf" else filled.docx()


def _where(actor: Actor, accident: Accident) -> Any:
    own = accident.investigator
    if own is not None and actor.may("accidents.see_health", own):
        return own
    if accident.workplace is not None and actor.may("accidents.see_health", accident.workplace):
        return accident.workplace
    return accident.unit


def filled_form(accident: Accident, kind: str) -> statutory.Filled:
    """The form with what the case knows. The form is that of the day of signing.

    Raises:
        FormUnknown, NoInvestigation
    """
    if kind not in KINDS:
        raise FormUnknown(kind=kind, known=", ".join(KINDS))
    chosen = KINDS[kind]
    investigation = queries.current_investigation(accident)
    if chosen.needs_team and investigation is None:
        raise NoInvestigation(code=accident.code)
    on = _signed_on(kind, accident, investigation)
    given = {}
    if chosen.by_level and investigation:
        level = investigation.level
        given = {"level": "province" if kind == "minutes" and level == "centre" else level}
    values = {"minutes": _minutes_values, "team_decision": _decision_values, "announcement": _meeting_values}.get(
        kind, _no_values
    )
    return statutory.fill(
        chosen.key, on, values(accident, investigation), facts=facts_of_case(accident, investigation, on), **given
    )


def _signed_on(kind: str, accident: Accident, investigation: Investigation | None) -> date:
    if investigation is not None:
        if kind == "team_decision":
            return investigation.decided_on
        if kind == "minutes" and investigation.minutes_on:
            return investigation.minutes_on
        if kind == "announcement" and investigation.announced_at:
            return timezone.localdate(investigation.announced_at)
    return timezone.localdate() if kind in ("minutes", "announcement") else accident.told_on


# --- what the case tells ---------------------------------------------------------------------------------------------


def facts_of_case(accident: Accident, investigation: Investigation | None, on: date) -> dict[str, Any]:
    """What the records of a case say, by the sources that the forms name."""
    facts = clock.facts_of(accident)
    body = holder(accident.unit)
    return {
        **_event(accident, facts, on),
        **_workplace(accident),
        **_people(facts),
        **(_team(accident, investigation) if investigation else {}),
        "unit.name": str(body), "unit.superior": _superior(body, timezone.localdate()), "unit.place": _seat(body),
    }  # fmt: skip


def bare_name(place: str) -> str:
    """A place without the word of its kind: "xã Phước Bình" → "Phước Bình"."""
    return re.sub(r"^(xã|phường|thị trấn|đặc khu|tỉnh|thành phố|huyện|quận|thị xã) ", "", place, flags=re.IGNORECASE)


def commune_of(unit: Unit) -> str:
    """The commune as a paper names it, where a body stands for it: "UBND xã Phước Bình" → "xã Phước Bình"."""
    return str(unit) if unit.is_area else place_in(str(unit)) or str(unit)


def _seat(body: Unit) -> str:
    """Where a body sits, as it stands before the day: "Phước Bình", "Ninh Thuận"."""
    place = str(body.area) if body.area else place_in(str(body))
    return bare_name(place)


def _superior(body: Unit, on: date) -> str:
    """The State body above; the Party committee that leads a body does not stand in its papers' heads."""
    parent = body.parent_on(on)
    is_state = parent is not None and parent.kind not in (UnitKind.PARTY_COMMITTEE, UnitKind.PARTY_BOARD)
    return str(parent) if is_state else ""


def _event(accident: Accident, facts: clock.CaseFacts, on: date) -> dict[str, Any]:
    costs = dict(queries.costs_of(accident))
    medical, pay, paid, lost = costs.values()
    known = [amount for amount in (medical, pay, paid) if amount is not None]
    first = facts.declarations[0] if facts.declarations else None
    moment: Any = accident.occurred_at if accident.is_time_known else accident.occurred_on
    return {
        "accident.occurred_at": moment, "accident.place": _full_place(accident), "accident.account": accident.account,
        "accident.first_cause": accident.first_cause, "accident.work": "; ".join(filter(None, [accident.work, accident.hirer and f"làm cho {accident.hirer}"])),
        "accident.deaths": facts.deaths, "accident.seriously_injured": facts.serious, "accident.gravity": clock.WORDS[facts.gravity],
        "accident.declared_to": _receivers(facts, ("employer_to_province", "employer_to_police"), on),
        "accident.reported_to": _receivers(facts, ("commune_to_province", "commune_to_police"), on),
        "accident.informant": _informant(first), "accident.declarant": _declarant(first),
        "accident.work_began_at": "; ".join(filter(None, dict.fromkeys(p.started_work for p in facts.people))),
        "accident.treatment": "\n".join(filter(None, (_treatment(person) for person in facts.people))),
        "accident.medical_cost": _money(medical), "accident.pay_cost": _money(pay), "accident.compensation_cost": _money(paid),
        "accident.property_cost": _money(lost), "accident.money_total": _money(sum(known) if known else None),
    }  # fmt: skip


def _full_place(accident: Accident) -> str:
    return ", ".join(filter(None, [accident.place, commune_of(accident.unit), accident.country]))


def _receivers(facts: clock.CaseFacts, duties: tuple[str, str], on: date) -> list[str]:
    """To whom the paper goes: the police only where somebody died, or the commune passes it on."""
    wanted = duties if duties[0].startswith("commune") or facts.deaths else duties[:1]
    return [clock.receiver_of(duty, on) for duty in wanted]


def _informant(first: Declaration | None) -> str:
    if first is None:
        return ""
    who = first.name or first.get_teller_display()
    post = f" ({first.post})" if first.post else ""
    return f"{who}{post}, báo lúc {timezone.localtime(first.told_at):%H:%M %d/%m/%Y}"


def _declarant(first: Declaration | None) -> Any:
    if first is None or first.teller != Declaration.Teller.EMPLOYER or not first.name:
        return ""
    return {"position": first.post or "Người khai báo", "name": first.name}


def _treatment(person: Injury) -> str:
    where = f"điều trị tại {person.treated_at}" if person.treated_at else ""
    said = "; ".join(filter(None, [person.first_care, where]))
    return f"{person.name}: {said}" if said else ""


def _money(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,} đồng".replace(",", ".")


def _workplace(accident: Accident) -> dict[str, Any]:
    workplace = accident.workplace
    if workplace is None:
        name = accident.employer_name or accident.hirer
        return {"workplace.name": name} if name else {}
    return {
        "workplace.name": workplace.name, "workplace.address": ", ".join(filter(None, [workplace.address, str(workplace.unit)])),
        "workplace.telephone": workplace.phone, "workplace.contact": workplace.phone, "workplace.employer": workplace.head,
        "workplace.sector": f"{workplace.sector_name} ({workplace.sector})", "workplace.workers": workplace.workers,
        "workplace.type": str(workplace.get_kind_display()), "workplace.superior_body": str(workplace.parent or ""),
    }  # fmt: skip


def _people(facts: clock.CaseFacts) -> dict[str, Any]:
    on = facts.accident.occurred_on
    names, groups = codes.injuries(on), codes.occupation_groups(on)
    rows = []
    for number, person in enumerate(facts.people, start=1):
        group = (
            f" (nhóm {person.occupation_group} {groups[person.occupation_group]})"
            if person.occupation_group in groups
            else ""
        )
        rows.append(
            {
                "number": number, "full_name": person.name, "birth_year": str(person.birth_year or ""),
                "sex": str(person.get_sex_display()) if person.sex else "", "occupation": f"{person.occupation}{group}",
                "outcome": person.gravity_words, "born_on": person.birth_day or str(person.birth_year or ""), "home_place": person.origin,
                "residence": person.home, "family": person.family, "workplace": facts.accident.employer_name,
                "time_with_employer": person.hired_since, "years_in_trade": person.years_in_trade, "grade": person.grade,
                "contract": person.contract or (str(person.get_employment_display()) if person.employment != "unknown" else ""),
                "training": _training(person), "wound_place": person.wound,
                "injury_code": "; ".join(f"{code} {names.get(code, '')}".strip() for code in person.injuries),
            }
        )  # fmt: skip
    contact = "; ".join(filter(None, (" ".join(filter(None, [p.family, p.phone])) for p in facts.people)))
    return {"accident.injuries": rows, "injury.family_contact": contact}


def _training(person: Injury) -> str:
    if person.is_trained is None:
        return ""
    if not person.is_trained:
        return "không"
    return f"có, ngày {person.trained_on:%d/%m/%Y}" if person.trained_on else "có"


def _team(accident: Accident, investigation: Investigation) -> dict[str, Any]:
    members = list(investigation.members.all())
    names = codes.causes(accident.occurred_on)
    factor = codes.factors(accident.occurred_on).get(accident.factor, "")
    head = next((one.name for one in members if one.role == TeamMember.Role.HEAD), "")
    rows = [
        {"full_name": m.name, "unit": m.body, "position": m.post, "role": str(m.get_role_display())} for m in members
    ]
    team = [row for row, m in zip(rows, members, strict=True) if m.role != TeamMember.Role.PRESENT]
    present = [row for row, m in zip(rows, members, strict=True) if m.role == TeamMember.Role.PRESENT]
    causes = [
        f"{branch.number}. {f'(mã {branch.cause.code}) ' if branch.cause.code in names else ''}{branch.cause.text}"
        for branch in queries.cause_tree(investigation.causes.all())
    ]
    return {
        "investigation.members": team, "investigation.attendants": present, "investigation.head": head,
        "investigation.minutes_on": investigation.minutes_on, "investigation.account": investigation.account,
        "investigation.causes": "; ".join(causes), "investigation.factor": f"{accident.factor} {factor}".strip(),
        "investigation.conclusion": str(investigation.get_conclusion_display()) if investigation.conclusion else "",
        "investigation.faults": [{"full_name": f.name, "fault": f.text, "measure": f.proposal} for f in investigation.faults.all()],
        "investigation.measures": [{"measure": m.text, "person": m.body, "due": m.due} for m in investigation.measures.all()],
        "investigation.task": _task(accident), "law.bases": _bases(accident, investigation),
        "investigation.meeting": _meeting(investigation),
        "investigation.meeting_attendants": [_attendant(line) for line in investigation.present.splitlines() if line.strip()],
    }  # fmt: skip


def _task(accident: Accident) -> str:
    step = clock.investigation_step(clock.steps_of(clock.facts_of(accident)))
    at = timezone.localtime(accident.occurred_at)
    when = f"lúc {at:%H} giờ {at:%M} phút, ngày {at:%d/%m/%Y}" if accident.is_time_known else f"ngày {at:%d/%m/%Y}"
    due = f"; thời hạn đến hết ngày {step.due:%d/%m/%Y} ({step.citation.split(';')[0]})" if step and step.due else ""
    return f"Điều tra vụ tai nạn lao động xảy ra {when} tại {_full_place(accident)}{due}"


def _bases(accident: Accident, investigation: Investigation) -> list[str]:
    told = f"Căn cứ tin khai báo tai nạn lao động nhận ngày {accident.told_on:%d/%m/%Y}"
    decrees = ["Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13", "Căn cứ Nghị định số 39/2016/NĐ-CP"]
    rule = law.on(investigation.decided_on).find("accidents.investigator", gravity=clock.facts_of(accident).gravity)
    document = rule.citation.document if rule else ""
    if document.startswith("Nghị định") and "39/2016" not in document:
        decrees.append(f"Căn cứ {document.replace('Nghị định ', 'Nghị định số ')}")
    return [*(f"{line};" for line in decrees), f"{told};"]


def _meeting(investigation: Investigation) -> str:
    if investigation.announced_at is None:
        return ""
    at = timezone.localtime(investigation.announced_at)
    return f"{at:%H} giờ {at:%M} phút, ngày {at:%d/%m/%Y}, tại {investigation.announced_place}"


def _attendant(line: str) -> dict[str, str]:
    name, unit, role = (*(part.strip() for part in line.split(";")), "", "", "")[:3]
    return {"full_name": name, "unit": unit, "as": role}


# --- what a person wrote for this very paper -------------------------------------------------------------------------


def _no_values(accident: Accident, investigation: Investigation | None) -> dict[str, Any]:
    return {}


def _minutes_values(accident: Accident, investigation: Investigation | None) -> dict[str, Any]:
    assert investigation is not None
    members = [
        one.name
        for one in investigation.members.all()
        if one.role in (TeamMember.Role.MEMBER, TeamMember.Role.SECRETARY)
    ]
    return {
        "heading": _heading(investigation, investigation.minutes_number),
        "signatures": {"members": ", ".join(members)},
    }


def _decision_values(accident: Accident, investigation: Investigation | None) -> dict[str, Any]:
    assert investigation is not None
    return {
        "heading": {**_heading(investigation, investigation.decision_number), "signed_on": investigation.decided_on},
        "signature": {"position": _post_and_body(investigation.decided_by)[0], "name": ""},
    }


def _heading(investigation: Investigation, number: str) -> dict[str, Any]:
    """Number and symbol apart, and the body that issues: the employer for his own team."""
    first, _, symbol = number.partition("/")
    found: dict[str, Any] = {"number": first, "symbol": symbol}
    if investigation.level == "establishment":
        found |= {"issuer": investigation.accident.employer_name, "superior": ""}
    elif investigation.accident.investigator is not None:
        body = investigation.accident.investigator
        found |= {"issuer": str(body), "superior": _superior(body, investigation.decided_on), "place": _seat(body)}
        if department := _post_and_body(investigation.decided_by)[1]:
            found |= {"issuer": department, "superior": str(body)}
    return {name: value for name, value in found.items() if value or name == "superior"}


_DEPARTMENT_HEAD = re.compile(r"(?P<post>(?:Phó )?Giám đốc) (?P<body>Sở .+)", re.IGNORECASE)


def _post_and_body(signer: str) -> tuple[str, str]:
    """Who signs, and the department that he heads: it issues the paper in the province's stead.

    "Giám đốc Sở Nội vụ" → ("Giám đốc", "Sở Nội vụ"); "Chủ tịch Ủy ban nhân dân tỉnh" → the whole, and "".
    """
    found = _DEPARTMENT_HEAD.fullmatch(signer)
    return (found["post"], found["body"]) if found else (signer, "")


def _meeting_values(accident: Accident, investigation: Investigation | None) -> dict[str, Any]:
    assert investigation is not None
    secretary = next((one.name for one in investigation.members.all() if one.role == TeamMember.Role.SECRETARY), "")
    typed: dict[str, Any] = {
        "opinions": investigation.opinions,
        "conclusion": investigation.agreed,
        "ended_at": investigation.meeting_ended_at,
    }
    if investigation.announced_at:
        typed["reading"] = "Trưởng đoàn đã công bố toàn văn biên bản điều tra tai nạn lao động"
    if secretary:
        typed["chair"] = {"secretary": secretary}
    return {name: value for name, value in typed.items() if value}


# --- the dossier -------------------------------------------------------------------------------------------------------


@command
def make_dossier(actor: Actor, *, accident: Accident) -> bytes:
    """All of a case as one archive: every form it fills, pictures, the log, the causes, and a table of contents.

    Raises:
        NotPermitted
    """
    require(actor, "accidents.see_health", _where(actor, accident))
    parts: list[tuple[str, str, bytes]] = []

    def add(name: str, what: str, make: Callable[[], bytes]) -> None:
        parts.append((f"{len(parts) + 1:02d}-{name}", what, make()))

    for code, kind in forms_for(accident).items():
        try:
            filled = filled_form(accident, code)
        except LawError:
            continue
        add(f"{kind.file}.pdf", kind.name, filled.pdf)
        add(f"{kind.file}.docx", f"{kind.name} (để sửa)", filled.docx)
    investigation = queries.current_investigation(accident)
    if investigation:
        add("nhat-ky-dieu-tra.txt", "Nhật ký điều tra", lambda: _log_text(investigation).encode())
        if investigation.causes.all():
            add("cay-nguyen-nhan.svg", "Cây nguyên nhân", lambda: drawing.cause_tree(investigation, accident).encode())
    for row in accident.files.all():
        add(files.safe_name(row.name), f"Ảnh, tệp (SHA-256 {row.file.sha256})", partial(files.load, row.file))
    contents = [
        f"HỒ SƠ VỤ {accident.code}",
        f"Lập ngày {timezone.localdate():%d/%m/%Y}",
        clock.sentence_of(clock.facts_of(accident)),
        "",
        "MỤC LỤC",
    ]
    contents += [f"{number:2d}. {what}: {name}" for number, (name, what, _) in enumerate(parts, start=1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00-muc-luc.txt", "\n".join(contents) + "\n")
        for name, _, content in parts:
            archive.writestr(name, content)
    audit.record(
        actor,
        "accidents.form.filled",
        accident,
        unit=holder(accident.unit),
        code=accident.code,
        title="Toàn bộ hồ sơ",
        files=len(parts),
    )
    return out.getvalue()


def _log_text(investigation: Investigation) -> str:
    lines = [
        f"{investigation.get_level_display()}, quyết định {investigation.decision_number} ngày {investigation.decided_on:%d/%m/%Y}",
        "",
    ]
    for entry in investigation.log.all():
        lines += [
            f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y} · {entry.get_kind_display()} · {entry.author}",
            entry.title,
            entry.text,
            "",
        ]
    return "\n".join(lines)
