"""Sample objects for the walk over all addresses: for each address with arguments, what to put into it.

An app adds a function here for its addresses, and data for those that are posted to. Everything belongs to `world.unit`,
in which every role of `world.people` sits; `world.neighbour` sits in another unit of the same level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from uuid6 import uuid7

from antoan import law
from antoan.accidents import commands as accident_commands
from antoan.accidents.models import Accident, CaseFile, Declaration, ListedCase
from antoan.accidents.tests.factories import make_team, person, telling
from antoan.accounts.actors import actor_for
from antoan.accounts.models import PasswordReset, Role, User
from antoan.accounts.tests.factories import (
    DelegationFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    make_unit,
)
from antoan.apparatus import commands as apparatus
from antoan.core import files
from antoan.core.scoping import system_actor
from antoan.documents import commands as paper_commands
from antoan.documents.models import Dispatch, Document, Register
from antoan.documents.tests.factories import make_approved, make_draft, make_issued
from antoan.law import commands as law_commands
from antoan.obligations.commands import make_feed, note_duty
from antoan.obligations.models import Feed, Obligation
from antoan.outreach import commands as outreach
from antoan.plans import commands
from antoan.plans.commands.progress import EvidenceFile
from antoan.plans.models import Assignment, Target
from antoan.plans.tests.factories import make_plan, make_proposal, make_task
from antoan.units import commands as unit_commands
from antoan.units.models import Unit
from antoan.workplaces import commands as workplaces
from antoan.workplaces.tests.books import HEADINGS, QUARRY, book
from antoan.workplaces.tests.factories import make_workplace


@dataclass
class World:
    """A district committee with two communes below it; all roles sit in the first commune."""

    upper: Unit
    unit: Unit
    other: Unit
    people: dict[str, User]
    neighbour: User
    outsider: User
    made: dict[str, Any] = field(default_factory=dict)  # what samples want to share among themselves


def make_world() -> World:
    upper = make_unit("Huyện ủy Bác Ái")
    unit, other = make_unit("Đảng ủy xã Phước Bình", parent=upper), make_unit("Đảng ủy xã Phước Hòa", parent=upper)
    people = {role: MembershipFactory(unit=unit, role=role).user for role in Role.values}
    neighbour = UserFactory()
    for role in Role.values:
        MembershipFactory(user=neighbour, unit=other, role=role)
    return World(upper, unit, other, people, neighbour, outsider=UserFactory())


Maker = Callable[[World], dict[str, Any]]
ARGUMENTS: dict[str, Maker] = {}
POSTED: dict[str, Maker] = {}


def arguments(*names: str) -> Callable[[Maker], Maker]:
    """Register the maker of an address's arguments: `@arguments("plans:plan", "plans:tasks")`."""

    def register(make: Maker) -> Maker:
        ARGUMENTS.update(dict.fromkeys(names, make))
        return make

    return register


def posted(*names: str) -> Callable[[Maker], Maker]:
    """Register the maker of what is sent to an address that only takes POST. Without one the form is sent empty."""

    def register(make: Maker) -> Maker:
        POSTED.update(dict.fromkeys(names, make))
        return make

    return register


# --- accounts -----------------------------------------------------------------------------------------------------------


@arguments(
    "accounts:person",
    "accounts:delegate_for",
    "accounts:grant",
    "accounts:position",
    "accounts:reset_password",
    "accounts:remove_second_factor",
    "web:head",
)
def a_person(world: World) -> dict[str, Any]:
    return {"pk": world.people[Role.OFFICER].pk}


@posted("accounts:grant")
def a_further_role(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk, "role": Role.SUPERVISOR}


@posted("accounts:position")
def a_position(world: World) -> dict[str, Any]:
    return {"position": "Công chức văn phòng"}


@arguments("accounts:end")
def a_membership(world: World) -> dict[str, Any]:
    return {"pk": world.people[Role.OFFICER].memberships.get().pk}


@arguments("accounts:invite")
def a_unit(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk}


@arguments("accounts:invitation", "accounts:revoke")
def an_invitation(world: World) -> dict[str, Any]:
    return {"pk": InvitationFactory(unit=world.unit).pk}


@arguments("accounts:accept")
def an_invitation_link(world: World) -> dict[str, Any]:
    return {"token": InvitationFactory(unit=world.unit).token}


@arguments("accounts:new_password")
def a_reset_link(world: World) -> dict[str, Any]:
    return {"token": PasswordReset.objects.create(user=world.people[Role.OFFICER]).token}


@arguments("accounts:withdraw")
def a_delegation(world: World) -> dict[str, Any]:
    absent = world.people[Role.OFFICER].memberships.get()
    return {"pk": DelegationFactory(membership=absent, to=world.people[Role.OFFICE]).pk}


# --- law ------------------------------------------------------------------------------------------------------------------

KEY, QUESTION = "accidents.investigation_time_limit", "O-20"


@arguments("law:rule", "law:verify")
def a_rule(world: World) -> dict[str, Any]:
    return {"key": KEY}


@arguments("law:instrument")
def an_instrument(world: World) -> dict[str, Any]:
    return {"name": "Luật 84/2015/QH13"}


@arguments("law:question", "law:settle")
def a_question(world: World) -> dict[str, Any]:
    return {"code": QUESTION}


@arguments("law:withdraw_verification")
def a_verification(world: World) -> dict[str, Any]:
    limit = law.on(date(2024, 6, 20)).get(KEY, gravity="fatal")
    [made] = law_commands.verify(
        system_actor(), unit=world.unit, entries=[limit], compared_on=date(2026, 1, 5), gazette="Công báo"
    )
    return {"pk": made.pk}


@arguments("law:withdraw_settlement")
def a_settlement(world: World) -> dict[str, Any]:
    made = law_commands.settle(
        system_actor(), unit=world.unit, question=QUESTION, answer="Không tính ngày đầu", document="Luật 84/2015/QH13"
    )
    return {"pk": made.pk}


@posted("law:withdraw_verification", "law:withdraw_settlement")
def a_reason(world: World) -> dict[str, Any]:
    return {"reason": "Xem nhầm bản"}


# --- units, documents, plans ----------------------------------------------------------------------------------------------


@arguments("units:unit")
def of_the_unit(world: World) -> dict[str, Any]:
    return {"number": world.unit.pk}


@arguments("units:succession")
def a_succession(world: World) -> dict[str, Any]:
    made = unit_commands.rename_unit(
        system_actor(), unit=world.unit, on=date(2025, 7, 1), name="Đảng ủy xã Bác Ái Tây", basis="Nghị quyết"
    )
    return {"number": made.pk}


def _document(world: World) -> Document:
    file = files.keep("Kế hoạch".encode(), name="ke-hoach.txt", media_type="text/plain")
    return Document.objects.create(
        unit=world.unit, file=file, file_name="ke-hoach.txt", text="Kế hoạch", title="Thực hiện Chỉ thị", details={}
    )


@arguments("documents:document", "documents:original")
def a_document(world: World) -> dict[str, Any]:
    return {"pk": _document(world).pk}


@arguments("documents:draft", "documents:write", "documents:upload")
def a_draft(world: World) -> dict[str, Any]:
    return {"pk": make_draft(world.unit, form="party", body="ĐU").pk}


@arguments("documents:compare")
def a_draft_of_two_versions(world: World) -> dict[str, Any]:
    draft = make_draft(world.unit, form="party", body="ĐU")
    paper_commands.save_version(
        system_actor(), draft=draft, version=draft.version, header={"title": "Nhiệm vụ năm 2026"}, text="I. NHIỆM VỤ"
    )
    return {"pk": draft.pk}


@arguments("documents:version_file")
def a_file_of_a_version(world: World) -> dict[str, Any]:
    return {"pk": make_draft(world.unit, form="party", body="ĐU").pk, "number": 1, "kind": "pdf"}


@arguments("documents:filled_form", "documents:form_preview")
def a_filled_form(world: World) -> dict[str, Any]:
    made = paper_commands.begin_form(
        system_actor(), unit=world.unit, key="forms.accident_declaration", on=date(2024, 6, 20)
    )
    return {"pk": made.pk}


@arguments("documents:form_file")
def a_file_of_a_filled_form(world: World) -> dict[str, Any]:
    return a_filled_form(world) | {"kind": "pdf"}


@arguments("documents:issue")
def an_approved_draft(world: World) -> dict[str, Any]:
    return {"pk": make_approved(world.unit, form="party", body="ĐU").pk}


@arguments("documents:word")
def a_document_with_a_word_file(world: World) -> dict[str, Any]:
    document = _document(world)
    document.word = document.file
    document.save()
    return {"pk": document.pk}


@arguments("plans:follow_issued")
def an_issued_document(world: World) -> dict[str, Any]:
    day = timezone.localdate()
    return {"pk": make_issued(world.unit, signed_on=day, form="party", body="ĐU").pk}


@arguments("documents:incoming")
def an_incoming_document(world: World) -> dict[str, Any]:
    document = _document(world)
    document.unit = world.upper
    document.save()
    return {"pk": Dispatch.objects.create(document=document, unit=world.unit).pk}


@arguments("documents:register")
def a_register(world: World) -> dict[str, Any]:
    return {"pk": Register.objects.create(unit=world.unit, kind="plan", period="2026").pk}


def _part(world: World) -> Assignment:
    """The unit's own part in a plan of its own, in force."""
    plan = make_plan(world.unit, document=_document(world), symbol="KH/ĐU")
    task = make_task(plan)
    [part] = commands.assign_task(system_actor(), task=task, leads=[world.unit], due=date(2099, 12, 31))
    commands.issue_plan(system_actor(), plan=plan)
    return part


@arguments(
    "plans:plan", "plans:text", "plans:matrix", "plans:resources", "plans:targets", "plans:log", "plans:describe", "plans:review",
    "plans:add_proposal", "plans:bodies", "plans:reread", "plans:merge", "plans:issue", "plans:answer", "plans:write_answer", "plans:links",
    "plans:expect", "plans:report", "plans:export", "plans:tracker",
)  # fmt: skip
def a_plan(world: World) -> dict[str, Any]:
    return {"pk": _part(world).task.plan_id}


# --- apparatus ------------------------------------------------------------------------------------------------------------


@arguments("apparatus:register", "apparatus:add", "apparatus:export", "apparatus:bring")
def the_unit_itself(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk}


@arguments("apparatus:person", "apparatus:mend", "apparatus:train", "apparatus:share", "apparatus:end")
def a_person_on_safety(world: World) -> dict[str, Any]:
    made = apparatus.register_staff(system_actor(), unit=world.unit, name="Katơr Thị Lan", since=date(2024, 7, 1))
    return {"pk": made.pk}


# --- statistics -----------------------------------------------------------------------------------------------------------


@arguments("statistics:definition")
def an_indicator(world: World) -> dict[str, Any]:
    return {"key": "plan_parts_on_time"}


# --- workplaces -----------------------------------------------------------------------------------------------------------


@arguments(
    "workplaces:workplace", "workplaces:mend", "workplaces:close", "workplaces:counts", "workplaces:upkeep", "workplaces:safety_plan",
    "workplaces:merge", "workplaces:employer_code", "workplaces:end_employer",
)  # fmt: skip
def a_workplace(world: World) -> dict[str, Any]:
    return {"pk": make_workplace(world.unit).pk}


@posted("workplaces:end_employer")
def nobody_yet(world: World) -> dict[str, Any]:
    return {"user": world.people[Role.OFFICER].pk}


@posted("workplaces:merge")
def the_same_workplace(world: World) -> dict[str, Any]:
    return {"into": make_workplace(world.unit, "Công ty TNHH Suối Rua").pk}


@arguments("workplaces:part")
def a_merged_workplace(world: World) -> dict[str, Any]:
    twin, into = make_workplace(world.unit), make_workplace(world.unit, "Công ty TNHH Suối Rua")
    workplaces.merge_workplaces(system_actor(), workplace=twin, into=into)
    return {"pk": twin.pk}


@posted("workplaces:remind")
def a_year_of_silence(world: World) -> dict[str, Any]:
    make_workplace(world.unit, "Mỏ đá Ma Ty")
    return {"nam": 2024}


@arguments("workplaces:urge")
def what_a_workplace_is_late_with(world: World) -> dict[str, Any]:
    made = make_workplace(world.unit, "Mỏ đá Ma Ty")
    row = workplaces.record_upkeep(
        system_actor(), workplace=made, kind="environment", done_on=date(2020, 1, 1), due=date(2021, 1, 1)
    )
    return {"pk": row.obligation_id}


@arguments("workplaces:template")
def a_kind_of_list(world: World) -> dict[str, Any]:
    return {"code": "workplaces"}


@arguments("workplaces:batch", "workplaces:marked", "workplaces:drop")
def a_list_that_waits(world: World) -> dict[str, Any]:
    content = book(HEADINGS, QUARRY)
    sender = actor_for(world.people[Role.OFFICER])
    return {"pk": workplaces.bring_list(sender, kind="workplaces", data=content, name="co-so.xlsx").pk}


# --- outreach -------------------------------------------------------------------------------------------------------------


def _study_session(world: World) -> Any:
    return outreach.plan_session(
        system_actor(), unit=world.unit, directive="Chỉ thị số 31-CT/TW", subject="", on=date(2024, 7, 1),
        place="Hội trường xã", expected={"members": 40},
    )  # fmt: skip


@arguments("outreach:session", "outreach:change", "outreach:call_off", "outreach:count", "outreach:bring")
def a_study_session(world: World) -> dict[str, Any]:
    return {"pk": _study_session(world).pk}


@arguments("outreach:invitation")
def an_invitation_to_study(world: World) -> dict[str, Any]:
    return {"pk": _study_session(world).pk, "kind": "pdf"}


@arguments("outreach:send")
def a_sender(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk}


@arguments("outreach:guidance")
def guidance_to_the_unit(world: World) -> dict[str, Any]:
    sent = outreach.issue_guidance(
        system_actor(), unit=world.upper, title="Hướng dẫn tuyên truyền", text="Nội dung", units=[world.unit]
    )
    return {"pk": sent.pk}


@arguments("outreach:file")
def guidance_of_the_unit(world: World) -> dict[str, Any]:
    below = make_unit("Chi bộ thôn Bố Lang", parent=world.unit)
    sent = outreach.issue_guidance(
        system_actor(), unit=world.unit, title="Hướng dẫn", document=_document(world), units=[below]
    )
    return {"pk": sent.pk}


# --- accidents ------------------------------------------------------------------------------------------------------------


def _accident(world: World, **facts: Any) -> Accident:
    return accident_commands.declare(system_actor(), telling(commune="", unit=world.unit, **facts)).accident


@arguments("accidents:step")
def a_step_of_telling(world: World) -> dict[str, Any]:
    return {"draft": uuid7(), "step": "viec"}


@arguments("accidents:check")
def an_unsent_telling(world: World) -> dict[str, Any]:
    return {"draft": uuid7()}


@arguments("accidents:told")
def a_sent_telling(world: World) -> dict[str, Any]:
    return {"pk": Declaration.objects.filter(accident=_accident(world)).latest("told_at").pk}


@arguments("accidents:case", "accidents:look", "accidents:merge", "accidents:dossier")
def an_accident(world: World) -> dict[str, Any]:
    return {"pk": _accident(world).pk}


@arguments("accidents:deed")
def a_deed_on_an_accident(world: World) -> dict[str, Any]:
    return {"pk": _accident(world).pk, "deed": "lap-doan"}


@arguments("accidents:paper")
def a_form_of_an_accident(world: World) -> dict[str, Any]:
    return {"pk": _accident(world).pk, "kind": "declaration", "format": "docx"}


@arguments("accidents:finish")
def a_step_of_an_accident(world: World) -> dict[str, Any]:
    accident = _accident(world, people=[person(outcome="serious", employment="uncontracted")])
    return {"pk": accident.pk, "duty": Obligation.objects.get(about_id=str(accident.pk), kind="accidents.record").pk}


@posted("accidents:look")
def a_reason_to_look(world: World) -> dict[str, Any]:
    return {"reason": "Lập hồ sơ"}


@posted("accidents:merge")
def another_accident(world: World) -> dict[str, Any]:
    return {"other": str(_accident(world).pk)}


@arguments("accidents:split")
def a_merge(world: World) -> dict[str, Any]:
    made = accident_commands.merge(system_actor(), accident=_accident(world), other=_accident(world), reasons=[])
    return {"pk": made.pk}


@posted("accidents:split")
def a_reason_to_split(world: World) -> dict[str, Any]:
    return {"reason": "Hai vụ khác nhau"}


@arguments("accidents:open_injury", "accidents:mend_injury", "accidents:death")
def a_hurt_person(world: World) -> dict[str, Any]:
    return {"pk": _accident(world).injuries.get().pk}


@arguments("accidents:finish_measure")
def a_measure(world: World) -> dict[str, Any]:
    accident = _accident(world)
    make_team(accident, level="establishment")
    made = accident_commands.add_measure(
        system_actor(), accident=accident, text="Che chắn dây đai", body="Quản đốc", due=date(2099, 1, 1)
    )
    return {"pk": made.pk}


def _listed(world: World) -> ListedCase:
    facts = {"happened_on": date(2024, 6, 20), "name": "Katơr Văn Hùng"}
    return ListedCase.objects.create(pk=uuid7(), source="hospital", unit=world.unit, **facts)


@arguments("accidents:link", "accidents:unlink")
def a_person_of_a_hospital(world: World) -> dict[str, Any]:
    return {"pk": _listed(world).pk}


@posted("accidents:link")
def the_same_person(world: World) -> dict[str, Any]:
    return {"injury": str(_accident(world).injuries.get().pk), "reason": "họ tên như nhau"}


@posted("accidents:unlink")
def a_reason_to_part(world: World) -> dict[str, Any]:
    return {"reason": "Hai người khác nhau"}


@arguments("accidents:picture")
def a_picture_of_an_accident(world: World) -> dict[str, Any]:
    file = files.keep(b"\xff\xd8\xff\xe0anh", name="anh.jpg", media_type="image/jpeg")
    return {"pk": CaseFile.objects.create(accident=_accident(world), file=file, name="anh.jpg").pk}


@arguments("outreach:urging")
def guidance_that_nobody_opened(world: World) -> dict[str, Any]:
    below = make_unit("Chi bộ thôn Hành Rạc", parent=world.unit)
    sent = outreach.issue_guidance(system_actor(), unit=world.unit, title="Hướng dẫn", text="Nội dung", units=[below])
    return {"pk": sent.pk, "kind": "pdf"}


# --- what hangs on plans and units ------------------------------------------------------------------------------------------


@arguments("units:forget_name")
def another_name(world: World) -> dict[str, Any]:
    alias = unit_commands.add_alias(system_actor(), unit=world.unit, name="Cấp ủy Phước Bình", on=date(2024, 1, 1))
    return {"number": alias.pk}


@arguments("obligations:duty")
def a_duty(world: World) -> dict[str, Any]:
    return {"pk": _part(world).obligation_id}


@arguments("obligations:finish")
def a_duty_of_the_law(world: World) -> dict[str, Any]:
    row = note_duty(system_actor(), unit=world.unit, duty="report_osh", event_on=date(2025, 12, 31), given={})
    return {"pk": row.pk}


@posted("obligations:finish")
def a_day_done(world: World) -> dict[str, Any]:
    return {"on": "2026-01-05"}


@arguments("obligations:year")
def a_year(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk, "year": 2026}


@arguments("obligations:year_pdf")
def a_year_for_the_wall(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk, "year": 2026, "size": "a4"}


@arguments("obligations:feed")
def a_feed(world: World) -> dict[str, Any]:
    return {"secret": make_feed(actor_for(world.people[Role.OFFICER]))}


@arguments("obligations:revoke_feed")
def an_open_feed(world: World) -> dict[str, Any]:
    make_feed(actor_for(world.people[Role.OFFICER]))
    return {"pk": Feed.objects.get().pk}


@arguments("plans:report_paper")
def a_report(world: World) -> dict[str, Any]:
    return {"pk": _part(world).task.plan_id, "kind": "pdf"}


@arguments("plans:decide")
def a_proposal(world: World) -> dict[str, Any]:
    return {"pk": make_proposal(make_plan(world.unit)).pk}


@arguments("plans:task", "plans:assign", "plans:funding")
def a_task(world: World) -> dict[str, Any]:
    return {"pk": _part(world).task_id}


@arguments("plans:target_reading")
def a_target(world: World) -> dict[str, Any]:
    return {"pk": Target.objects.create(plan=make_plan(world.unit), text="Ít nhất 50% số xã").pk}


@posted("plans:target_reading")
def a_reading(world: World) -> dict[str, Any]:
    return {"on": "2024-06-30", "value": "12"}


@arguments("plans:assignment", "plans:raise_obstacle", "plans:ask_extension")
def a_part(world: World) -> dict[str, Any]:
    return {"pk": _part(world).pk}


@arguments("plans:answer_report")
def a_progress_report(world: World) -> dict[str, Any]:
    return {"pk": commands.report_progress(system_actor(), assignment=_part(world), text="Đã làm").pk}


@posted("plans:answer_report")
def a_verdict(world: World) -> dict[str, Any]:
    return {"verdict": "returned", "text": "Đề nghị ghi số văn bản"}


@arguments("plans:evidence")
def a_piece_of_evidence(world: World) -> dict[str, Any]:
    photo = EvidenceFile("anh.jpg", b"\xff\xd8\xff\xe0anh")
    report = commands.report_progress(system_actor(), assignment=_part(world), text="Đã làm", evidence=[photo])
    return {"pk": report.evidence.get().pk}


@arguments("plans:obstacle")
def an_obstacle(world: World) -> dict[str, Any]:
    deed = commands.raise_obstacle
    return {
        "pk": deed(
            system_actor(), assignment=_part(world), text="Thiếu kinh phí", to=world.unit, answer_due=date(2099, 1, 1)
        ).pk
    }


@arguments("plans:decide_extension")
def an_extension(world: World) -> dict[str, Any]:
    asked = commands.ask_extension(
        system_actor(), assignment=_part(world), asked_due=date(2100, 1, 1), reason="Mùa mưa"
    )
    return {"pk": asked.pk}


@posted("plans:decide_extension")
def a_decision(world: World) -> dict[str, Any]:
    return {"deed": "grant"}


@arguments("plans:urge")
def a_unit_to_urge(world: World) -> dict[str, Any]:
    return {"pk": _part(world).task.plan_id, "unit_pk": world.unit.pk}


def _urging(world: World) -> Any:
    return commands.urge(system_actor(), plan=_part(world).task.plan, unit=world.unit)


@arguments("plans:urging")
def an_urging(world: World) -> dict[str, Any]:
    return {"pk": _urging(world).pk}


@arguments("plans:urging_paper")
def an_urging_paper(world: World) -> dict[str, Any]:
    return {"pk": _urging(world).pk, "kind": "pdf"}
