"""Telling: what is taken, what cannot be, and what the law's clock says from then on."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from uuid6 import uuid7

from antoan.accidents import commands
from antoan.accidents.clock import facts_of, sentence_of
from antoan.accidents.models import Accident, Declaration, Draft, Injury
from antoan.accidents.refusals import (
    DiedBeforeAccident,
    NobodyHurt,
    OccurredBeforeWorkplace,
    OccurredInFuture,
    PlaceAmbiguous,
    PlaceUnknown,
    SomebodyHurt,
)
from antoan.accidents.tests.factories import dead, make_accident, moment, person, telling
from antoan.core.models import AuditEvent
from antoan.core.refusals import BrokenRule, NotPermitted
from antoan.core.scoping import Actor
from antoan.obligations.models import Obligation
from antoan.units import commands as units
from antoan.units.tests.factories import make_unit
from antoan.workplaces.tests.factories import make_workplace

GUEST = Actor(None, "Trang công khai", channel="public")


def owed(accident, kind):
    return Obligation.objects.get(about_id=str(accident.pk), kind=f"accidents.{kind}", ended_on=None)


def test_a_fatal_accident_is_to_be_investigated_by_the_province_within_thirty_days(world, commune):
    accident = make_accident(people=[dead()])
    duty = owed(accident, "investigate")
    assert (duty.unit, duty.due) == (world.labour, date(2024, 7, 24))
    assert "Luật 84/2015/QH13, Điều 35" in duty.basis
    assert accident.investigator == world.labour
    assert accident.unit == commune
    assert sentence_of(facts_of(accident)) == (
        "Chết 1 người. Đoàn điều tra cấp tỉnh còn 30 ngày (đến 24/07/2024, Luật 84/2015/QH13, Điều 35)."
    )


def test_one_seriously_injured_is_the_employer_s_to_investigate_within_seven_days(world, commune):
    duty = owed(make_accident(), "investigate")
    assert (duty.unit, duty.due) == (commune, date(2024, 7, 1))
    assert duty.title.startswith("Đoàn điều tra cấp cơ sở")
    assert duty.is_watched


def test_a_builder_without_a_contract_who_dies_is_passed_on_by_the_commune_at_once(world, commune):
    accident = make_accident(
        teller="commune", people=[dead(employment="uncontracted")], employer_name="", hirer="Hộ ông Pi Năng Tư"
    )
    assert owed(accident, "report_province").due == owed(accident, "report_police").due == date(2024, 6, 24)
    assert "Công an cấp huyện" in owed(accident, "report_police").title
    assert not Obligation.objects.filter(kind="accidents.declare_province").exists()


def test_a_serious_injury_without_a_contract_wants_a_record_of_the_commune_and_no_team(world, commune):
    accident = make_accident(people=[person(outcome="serious", employment="uncontracted")], employer_name="")
    assert owed(accident, "record").due is None
    assert not Obligation.objects.filter(kind="accidents.investigate").exists()


def test_where_areas_are_on_record_a_case_lies_in_the_area_and_its_body_owes(world, system, commune):
    area = make_unit("Xã Phước Bình", kind="commune")
    commune.area = area
    commune.save()
    accident = make_accident(people=[dead()])
    assert (accident.unit, accident.investigator) == (area, world.labour)
    assert owed(accident, "triage").unit == commune
    assert Accident.objects.visible_to(world.actor("Bình")).get() == accident


def test_sending_twice_from_a_phone_without_signal_records_one_accident(world, officer):
    told = telling()
    first = commands.declare(officer, told)
    second = commands.declare(officer, told)
    assert (first.accident, first.is_new, second.is_new) == (second.accident, True, False)
    assert AuditEvent.objects.filter(action="accidents.accident.declared").count() == 1


def test_a_guessed_number_opens_nobody_else_s_case(world, officer):
    told = telling()
    commands.declare(officer, told)
    with pytest.raises(BrokenRule):
        commands.declare(world.actor("Duyên"), telling(id=told.id, commune="Phước Hòa"))


def test_a_neighbour_commune_cannot_declare_here(world):
    with pytest.raises(NotPermitted):
        commands.declare(world.actor("Duyên"), telling())


@pytest.mark.parametrize(
    ("facts", "refusal", "says"),
    [
        ({"occurred_at": moment(2024, 6, 25, 8)}, OccurredInFuture, "08:00 25/06/2024"),
        ({"people": []}, NobodyHurt, "sự cố kỹ thuật"),
        ({"kind": "dangerous_occurrence"}, SomebodyHurt, "1 người"),
        ({"people": [dead(died_on=date(2024, 6, 19))]}, DiedBeforeAccident, "19/06/2024"),
        ({"commune": "Xã Không Có"}, PlaceUnknown, "tên cũ hoặc tên mới"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(world, officer, facts, refusal, says):
    with pytest.raises(refusal) as caught:
        commands.declare(officer, telling(**facts))
    assert says in str(caught.value)
    assert not Accident.objects.exists()


def test_an_accident_before_the_workplace_existed_is_refused(world, system, commune):
    workplace = make_workplace(commune, opened_on=date(2024, 6, 21))
    with pytest.raises(OccurredBeforeWorkplace):
        commands.declare(system, telling(workplace=workplace, commune=""))


def test_a_told_name_finds_its_workplace_in_the_register(world, officer, commune):
    workplace = make_workplace(commune, opened_on=date(2024, 6, 20))
    made = commands.declare(officer, telling(employer_name="công ty TNHH đá xây dựng suối rua"))
    assert made.accident.workplace == workplace
    with pytest.raises(OccurredBeforeWorkplace):
        commands.declare(officer, telling(occurred_at=moment(2024, 6, 19)))
    taken = commands.tell_publicly(GUEST, telling(occurred_at=moment(2024, 6, 19)))
    assert taken.accident.workplace is None


def test_two_communes_of_one_name_are_told_apart_by_what_stands_above(world, system):
    other = make_unit("Huyện ủy Thuận Nam")
    twin = make_unit("Đảng ủy xã Phước Bình Thuận Nam", parent=other)
    twin = make_unit("UBND xã Phước Bình", parent=twin, kind="peoples_committee")
    with pytest.raises(PlaceAmbiguous):
        commands.declare(system, telling())
    assert commands.declare(system, telling(commune="Phước Bình, Thuận Nam")).accident.unit == twin


def test_an_abolished_commune_is_accepted_and_mapped_to_its_successor(world, system, commune, time_machine):
    heir = units.NewUnit(name="UBND xã Bác Ái Tây", kind="peoples_committee", level=3, parent=world.tree.province)
    units.merge_units(
        system, predecessors=[commune], successor=heir, on=date(2025, 7, 1), basis="Nghị quyết 202/2025/QH15"
    )
    time_machine.move_to(moment(2025, 8, 5, 9), tick=False)
    made = commands.declare(system, telling(occurred_at=moment(2025, 8, 1, 8)))
    assert str(made.accident.unit) == "UBND xã Bác Ái Tây"
    assert made.accident.told_unit == commune
    assert "không còn từ ngày 01/07/2025; vụ được ghi cho UBND xã Bác Ái Tây" in made.note
    older = commands.declare(system, telling(occurred_at=moment(2025, 6, 1, 8)))
    assert (older.accident.unit, older.note) == (commune, "")
    assert owed(older.accident, "triage").unit == made.accident.unit


def test_after_the_reform_the_province_s_interior_department_is_told_and_the_commune_s_police(
    world, system, time_machine
):
    time_machine.move_to(moment(2025, 7, 7, 9), tick=False)
    accident = make_accident(people=[dead()], occurred_at=moment(2025, 7, 6, 8))
    assert "Sở Nội vụ nơi xảy ra tai nạn" not in owed(accident, "declare_police").title
    assert "Công an cấp xã" in owed(accident, "declare_police").title
    assert "Sở Nội vụ" in owed(accident, "investigate").title


def test_a_dangerous_occurrence_is_reported_at_once_and_hurts_nobody(world, system):
    accident = make_accident(kind="dangerous_occurrence", people=[], account="Cẩu tháp gãy cần, không ai ở dưới.")
    assert accident.code.startswith("SC240620-")
    assert owed(accident, "report_occurrence").basis == "Luật 84/2015/QH13, Điều 19"


def test_identity_and_health_lie_sealed_in_the_database(world, system, django_db_blocker):
    from django.db import connection

    make_accident(
        people=[person("Katơr Văn Hùng", wound="Gãy xương đùi trái", national_id="058085001234", phone="0912345678")]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, wound, national_id, phone FROM accidents_injury")
        stored = " ".join(cursor.fetchone())
    assert not any(word in stored for word in ("Hùng", "Gãy", "058085001234", "0912345678"))
    assert Injury.objects.get().wound == "Gãy xương đùi trái"
    assert str(Injury.objects.get()) == "K. V. Hùng"


def test_anybody_may_tell_and_many_from_one_address_wait_for_a_person(world, monkeypatch):
    monkeypatch.setattr(commands.declaring, "SUSPECT_FROM", 1)
    first = commands.tell_publicly(GUEST, telling(), address="203.0.113.7")
    second = commands.tell_publicly(GUEST, telling(), address="203.0.113.7")
    assert (first.declaration.is_suspect, second.declaration.is_suspect) == (False, True)
    assert Obligation.objects.filter(about_id=str(first.accident.pk)).exists()
    assert not Obligation.objects.filter(about_id=str(second.accident.pk)).exists()
    commands.accept(world.actor("Xuân"), accident=second.accident)
    assert Obligation.objects.filter(about_id=str(second.accident.pk), kind="accidents.investigate").exists()


def test_a_draft_is_kept_step_by_step_sealed_and_erased_after_a_week(world, time_machine):
    key = UUID(str(uuid7()))
    commands.save_draft(GUEST, id=key, step="who", fields={"name": "Katơr Văn Hùng"})
    commands.save_draft(GUEST, id=key, step="where", fields={"commune": "Phước Bình"})
    assert Draft.objects.get().content.count("Phước Bình") == 1
    time_machine.move_to(moment(2024, 7, 2, 9), tick=False)
    assert commands.erase_old_drafts(GUEST) == 1
    assert not Draft.objects.exists()


def test_the_words_of_a_telling_stay_as_they_were_told(world, officer):
    made = commands.declare(officer, telling())
    assert "Đá trên vách rơi" in Declaration.objects.get(pk=made.declaration.pk).said


def test_an_occupational_disease_is_held_against_the_list_of_its_day(world, officer, commune):
    from antoan.accidents.refusals import DiseaseNotFound

    facts = {"unit": commune, "name": "Pupur Thị Nhung", "source": "examination"}
    made = commands.declare_disease(officer, disease="điếc do tiếng ồn", found_on=date(2024, 6, 3), **facts)
    assert (made.disease, made.is_insured_disease) == ("Điếc do tiếng ồn", True)
    with pytest.raises(DiseaseNotFound):
        commands.declare_disease(officer, disease="COVID-19", found_on=date(2023, 3, 31), **facts)
