from datetime import date, datetime

import pytest
from django.utils import timezone

from antoan.apparatus import commands
from antoan.apparatus.models import Posts, Share, Staff
from antoan.apparatus.tests.factories import make_staff, make_trained
from antoan.obligations.models import Obligation
from antoan.units import commands as units
from antoan.units.models import Kind, Level
from antoan.units.succession import pass_on_work

REFORM = date(2025, 7, 1)


@pytest.fixture
def merge(world, system):
    """Phước Hòa and Phước Tân become Bác Ái Tây."""

    def deed():
        heir = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
        olds = [world.party("Phước Hòa"), world.party("Phước Tân")]
        made = units.merge_units(
            system, predecessors=olds, successor=heir, on=REFORM, basis="Nghị quyết 202/2025/QH15", with_sub_units=True
        )
        return made.parts.first().successor

    return deed


def standing(unit):
    return Staff.objects.filter(unit=unit, valid_to=None)


def test_a_dry_run_tells_every_person_and_writes_nothing(world, system, merge):
    make_staff(world.party("Phước Hòa"), "Chamaléa Sang")
    commands.set_posts(system, units=[world.party("Phước Hòa")], wanted=2, since=date(2024, 9, 1))
    heir = merge()
    told = pass_on_work(system, on=REFORM, dry_run=True)
    assert [(line.what, line.title, line.to_unit) for line in told.moved] == [
        ("người làm ATVSLĐ", "Chamaléa Sang (kiêm nhiệm)", "Đảng ủy xã Bác Ái Tây"),
        ("số người cần có", "cần 2 người làm ATVSLĐ", "Đảng ủy xã Bác Ái Tây"),
    ]
    assert not standing(heir).exists()


def test_people_pass_with_their_papers_and_duties_and_history_keeps_its_owner(world, system, merge):
    staff = make_trained(world.party("Phước Hòa"))
    heir = merge()
    pass_on_work(system, on=REFORM)
    staff.refresh_from_db()
    assert (staff.unit.name, staff.valid_to) == ("Đảng ủy xã Phước Hòa", REFORM)
    assert "Bác Ái Tây" in staff.end_reason
    now = standing(heir).get()
    assert (now.passed_from, now.valid_from, now.trainings.get().holds_until) == (staff, REFORM, date(2026, 3, 15))
    duty = Obligation.objects.standing().get(kind="apparatus.training")
    assert (duty.unit, duty.about_id, duty.due) == (heir, str(now.pk), date(2026, 3, 15))


def test_running_it_again_moves_nothing_more(world, system, merge):
    make_trained(world.party("Phước Hòa"))
    merge()
    pass_on_work(system, on=REFORM)
    assert pass_on_work(system, on=REFORM).moved == []


def test_one_person_in_both_registers_becomes_one_with_the_newer_paper(world, system, merge):
    make_trained(world.party("Phước Hòa"), on=date(2024, 3, 15))
    make_trained(world.party("Phước Tân"), on=date(2023, 5, 1), share=Share.WHOLE)
    heir = merge()
    told = pass_on_work(system, on=REFORM)
    assert "nhập làm một" in told.moved[1].note
    now = standing(heir).get()
    assert now.share == "whole"
    assert Obligation.objects.standing().get(kind="apparatus.training").due == date(2026, 3, 15)


def test_of_two_numbers_the_larger_stays_and_the_line_says_so(world, system, merge):
    for name, wanted in (("Phước Hòa", 1), ("Phước Tân", 2)):
        commands.set_posts(system, units=[world.party(name)], wanted=wanted, since=date(2024, 9, 1))
    heir = merge()
    told = pass_on_work(system, on=REFORM)
    assert "hãy xem lại" in told.moved[-1].note
    assert Posts.objects.get(unit=heir, valid_to=None).wanted == 2


def test_who_was_entered_after_the_unit_ended_simply_belongs_to_the_new_one(world, system, merge, time_machine):
    time_machine.move_to(datetime(2025, 9, 1, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    staff = make_trained(world.party("Phước Hòa"), since=date(2025, 8, 1), on=date(2025, 8, 15))
    heir = merge()
    pass_on_work(system, on=REFORM)
    staff.refresh_from_db()
    assert (staff.unit, staff.valid_to) == (heir, None)
    assert Obligation.objects.standing().get(kind="apparatus.training").unit == heir


def test_an_account_without_a_role_in_the_new_unit_is_unlinked_and_the_line_says_so(world, system, merge):
    make_staff(world.party("Phước Hòa"), "Duyên", user=world.people["Duyên"])
    heir = merge()
    told = pass_on_work(system, on=REFORM)
    assert "bỏ liên kết" in told.moved[0].note
    assert standing(heir).get().user is None


def test_who_had_left_stays_where_he_worked(world, system, merge):
    staff = make_staff(world.party("Phước Hòa"))
    commands.end_staff(system, staff=staff, last_day=date(2024, 8, 31), reason="Nghỉ hưu")
    heir = merge()
    pass_on_work(system, on=REFORM)
    assert not Staff.objects.filter(unit=heir).exists()
