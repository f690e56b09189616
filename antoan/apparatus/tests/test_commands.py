from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.apparatus import commands
from antoan.apparatus.models import Posts, Share, Staff, Training
from antoan.apparatus.refusals import (
    AlreadyGone,
    AlreadyInRegister,
    ChangeTooEarly,
    GoneBeforeBegun,
    HoldsBeforeTrained,
    InFuture,
    NameMissing,
    NothingChanges,
    NotOfThisUnit,
    PostsBeforeKnown,
    PostsUnchanged,
    ReasonMissing,
    ValidityUnknown,
)
from antoan.apparatus.tests.factories import SINCE, make_staff, make_trained
from antoan.apparatus.validity import months_after
from antoan.core.models import AuditEvent
from antoan.core.refusals import BrokenRule, ChangedMeanwhile, NotPermitted
from antoan.obligations.models import Obligation


def owed(unit):
    return Obligation.objects.standing().filter(kind="apparatus.training", unit=unit)


def test_a_person_is_entered_with_one_event_in_the_log(officer, commune):
    staff = commands.register_staff(
        officer, unit=commune, name="  Katơr  Thị Lan ", since=SINCE, share=Share.WHOLE, allowance=500_000
    )
    assert (staff.name, staff.share, staff.allowance) == ("Katơr Thị Lan", "whole", 500_000)
    assert AuditEvent.objects.filter(action="apparatus.staff.registered", unit_id=commune.pk).count() == 1


def test_the_district_sees_the_register_of_a_commune_and_does_not_keep_it(office, commune):
    assert office.may("apparatus.view", commune)
    with pytest.raises(NotPermitted):
        commands.register_staff(office, unit=commune, name="Lan", since=SINCE)


def test_nobody_without_a_name(officer, commune):
    with pytest.raises(NameMissing):
        commands.register_staff(officer, unit=commune, name="  ", since=SINCE)


def test_the_same_person_is_not_entered_twice(officer, commune):
    make_staff(commune)
    with pytest.raises(AlreadyInRegister) as refusal:
        commands.register_staff(officer, unit=commune, name="katơr thị lan", since=SINCE)
    assert "01/07/2024" in str(refusal.value)


def test_two_people_of_one_name_are_told_apart_by_their_position(officer, commune):
    make_staff(commune, position="Công chức văn phòng")
    commands.register_staff(officer, unit=commune, name="Katơr Thị Lan", since=SINCE, position="Trưởng thôn")
    assert Staff.objects.filter(unit=commune).count() == 2


def test_marks_tell_people_apart(officer, commune):
    make_staff(commune, "Nguyễn Hoa")
    commands.register_staff(officer, unit=commune, name="Nguyễn Hòa", since=SINCE)


def test_the_table_itself_holds_one_standing_row_a_person(commune):
    staff = make_staff(commune)
    with pytest.raises(BrokenRule) as refusal:
        _copy(staff)
    assert "đang có trong sổ" in str(refusal.value)


def _copy(staff):
    from antoan.core.commands import command
    from antoan.core.scoping import system_actor

    @command
    def deed(actor):
        Staff.objects.create(unit=staff.unit, name=staff.name, valid_from=SINCE)

    deed(system_actor())


def test_an_account_of_another_unit_is_not_linked(world, officer, commune):
    with pytest.raises(NotOfThisUnit):
        commands.register_staff(officer, unit=commune, name="Duyên", since=SINCE, user=world.people["Duyên"])
    staff = commands.register_staff(officer, unit=commune, name="Xuân", since=SINCE, user=world.people["Xuân"])
    assert staff.user == world.people["Xuân"]


def test_what_was_entered_wrongly_is_mended_and_the_log_keeps_it(officer, commune):
    staff = make_staff(commune)
    commands.mend_staff(officer, staff=staff, version=1, name="Katơr Thị Loan", since=date(2024, 6, 1))
    event = AuditEvent.objects.get(action="apparatus.staff.mended")
    assert event.what["before"]["name"] == "Katơr Thị Lan"
    with pytest.raises(ChangedMeanwhile):
        commands.mend_staff(officer, staff=staff, version=1, name="Khác", since=SINCE)


def test_changing_to_the_whole_of_the_job_keeps_the_time_before(officer, commune):
    staff = make_trained(commune)
    heir = commands.change_share(officer, staff=staff, share=Share.WHOLE, on=date(2024, 9, 1))
    staff.refresh_from_db()
    assert (staff.valid_to, staff.share, heir.valid_from, heir.share) == (
        date(2024, 9, 1),
        "part",
        date(2024, 9, 1),
        "whole",
    )
    assert heir.trainings.get().holds_until == date(2026, 3, 15)
    assert owed(commune).get().about_id == str(heir.pk)


def test_a_change_must_change_something_and_come_later(officer, commune):
    staff = make_staff(commune)
    with pytest.raises(NothingChanges):
        commands.change_share(officer, staff=staff, share=Share.PART, on=date(2024, 9, 1))
    with pytest.raises(ChangeTooEarly):
        commands.change_share(officer, staff=staff, share=Share.WHOLE, on=SINCE)


def test_who_leaves_owes_no_training_and_may_come_back(officer, commune):
    staff = make_trained(commune)
    commands.end_staff(officer, staff=staff, last_day=date(2024, 8, 31), reason="Chuyển công tác")
    staff.refresh_from_db()
    assert (staff.valid_to, staff.last_day) == (date(2024, 9, 1), date(2024, 8, 31))
    assert not owed(commune).exists()
    with pytest.raises(AlreadyGone):
        commands.end_staff(officer, staff=staff, last_day=date(2024, 8, 31), reason="Lần nữa")
    make_staff(commune, since=date(2024, 9, 2))


def test_leaving_has_a_reason_and_a_day_after_the_beginning(officer, commune):
    staff = make_staff(commune)
    with pytest.raises(ReasonMissing):
        commands.end_staff(officer, staff=staff, last_day=date(2024, 8, 31), reason=" ")
    with pytest.raises(GoneBeforeBegun):
        commands.end_staff(officer, staff=staff, last_day=date(2024, 6, 30), reason="Nhầm")


def test_a_training_makes_the_duty_to_train_again_by_the_law_of_its_day(officer, commune):
    staff = make_staff(commune)
    training = commands.record_training(officer, staff=staff, trained_on=date(2024, 3, 15), certificate="12/GCN")
    duty = owed(commune).get()
    assert (training.holds_until, training.is_reckoned, duty.due) == (date(2026, 3, 15), True, date(2026, 3, 15))
    assert duty.basis == "Nghị định 44/2016/NĐ-CP, Điều 17–24"
    assert "15/03/2024 + 24 tháng = 15/03/2026" in duty.steps[0]


def test_the_day_on_the_paper_decides_where_it_is_given(officer, commune):
    staff = make_staff(commune)
    commands.record_training(officer, staff=staff, trained_on=date(2024, 3, 15), holds_until=date(2025, 3, 14))
    duty = owed(commune).get()
    assert (duty.due, duty.basis) == (date(2025, 3, 14), "")
    assert "đến hết ngày 14/03/2025" in duty.steps[0]


def test_the_next_training_fulfils_the_duty_and_makes_the_next_one(officer, commune):
    staff = make_trained(commune, on=date(2022, 9, 1))
    commands.record_training(officer, staff=staff, trained_on=date(2024, 8, 30))
    assert owed(commune).get().due == date(2026, 8, 30)
    assert Obligation.objects.get(done_on__isnull=False).done_on == date(2024, 8, 30)


def test_an_older_training_entered_later_moves_no_duty(officer, commune):
    staff = make_trained(commune, on=date(2024, 3, 15))
    commands.record_training(officer, staff=staff, trained_on=date(2022, 3, 1))
    assert owed(commune).get().due == date(2026, 3, 15)
    assert staff.trainings.count() == 2


def test_a_training_is_refused_that_cannot_be(officer, commune):
    staff = make_staff(commune)
    with pytest.raises(InFuture) as refusal:
        commands.record_training(officer, staff=staff, trained_on=date(2024, 9, 17))
    assert refusal.value.field == "trained_on"
    with pytest.raises(HoldsBeforeTrained):
        commands.record_training(officer, staff=staff, trained_on=date(2024, 9, 1), holds_until=date(2024, 9, 1))
    with pytest.raises(ValidityUnknown):
        commands.record_training(officer, staff=staff, trained_on=date(2015, 9, 1))
    assert not Training.objects.exists()


def test_the_district_says_how_many_its_communes_need_and_the_old_number_stays_on_record(world, office, commune):
    other = world.party("Phước Hòa")
    commands.set_posts(office, units=[commune, other], wanted=1, since=date(2024, 1, 1), basis="Công văn 12")
    commands.set_posts(office, units=[commune, other], wanted=2, since=date(2024, 9, 1))
    rows = Posts.objects.filter(unit=commune).order_by("valid_from").values_list("wanted", "valid_from", "valid_to")
    assert list(rows) == [(1, date(2024, 1, 1), date(2024, 9, 1)), (2, date(2024, 9, 1), None)]
    assert AuditEvent.objects.filter(action="apparatus.posts.set").count() == 2


def test_numbers_that_change_nothing_or_reach_back_are_refused(office, commune):
    commands.set_posts(office, units=[commune], wanted=1, since=date(2024, 9, 1))
    with pytest.raises(PostsUnchanged):
        commands.set_posts(office, units=[commune], wanted=1, since=date(2024, 9, 10))
    with pytest.raises(PostsBeforeKnown):
        commands.set_posts(office, units=[commune], wanted=2, since=date(2024, 8, 1))


def test_a_commune_says_nothing_for_its_neighbour(world, officer):
    with pytest.raises(NotPermitted):
        commands.set_posts(officer, units=[world.party("Phước Hòa")], wanted=1, since=SINCE)


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)), st.integers(1, 120))
def test_months_later_is_the_same_day_or_the_last_of_its_month(day, months):
    later = months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and months_after(later, 1).day >= later.day)
