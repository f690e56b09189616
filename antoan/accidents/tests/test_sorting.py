"""Sorting: one event told twice is one case, and every step can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.accidents import commands
from antoan.accidents.matching import proposals, same_person
from antoan.accidents.models import Accident, Injury
from antoan.accidents.refusals import BasisMissing, NotMergeable, ReasonMissing
from antoan.accidents.tests.factories import dead, make_accident, make_team, moment, person
from antoan.core.refusals import NotPermitted
from antoan.obligations.models import Obligation


@pytest.fixture
def told_twice(world):
    """The employer tells of two men, the hospital of one of them, forty minutes apart."""
    first = make_accident(people=[person(outcome="serious"), person("Pi Năng Tới", outcome="minor", birth_year=1990)])
    second = make_accident(
        teller="hospital", occurred_at=moment(2024, 6, 20, 8, 40), employer_name="", place="mỏ đá Bố Lang",
        people=[person("Hùng Katơr Văn", outcome="serious", birth_year=1986, employment="unknown")],
    )  # fmt: skip
    return first, second


def test_two_tellings_of_one_event_are_proposed_with_reasons(world, officer, told_twice):
    [found] = proposals(officer, told_twice[0])
    assert found.other == told_twice[1]
    assert "xảy ra cách nhau 40 phút" in found.reasons
    assert "cùng người bị nạn K. V. Hùng" in found.reasons


def test_merged_they_are_one_case_whose_people_are_counted_once(world, officer, told_twice):
    first, second = told_twice
    commands.merge(officer, accident=first, other=second, reasons=["cùng ngày"])
    second.refresh_from_db()
    assert (second.status, second.merged_into) == (Accident.Status.MERGED, first)
    assert first.declarations.count() == 2
    assert Injury.objects.filter(same_as=None).count() == 2
    assert not Obligation.objects.standing().filter(about_id=str(second.pk)).exists()


def test_split_again_everything_is_as_it_was(world, officer, told_twice):
    first, second = told_twice

    def state():
        return [
            (one.status, one.told_at, sorted(one.declarations.values_list("pk", flat=True)), sorted(one.injuries.values_list("pk", "same_as")))
            for one in Accident.objects.order_by("pk")
        ]  # fmt: skip

    def owed():
        return sorted(Obligation.objects.standing().values_list("about_id", "kind", "due", "title"))

    before, owed_before = state(), owed()
    merged = commands.merge(officer, accident=first, other=second, reasons=["cùng ngày"])
    commands.split_again(officer, merge=merged, reason="Hai vụ khác nhau")
    assert state() == before
    assert owed() == owed_before


def test_a_second_telling_that_brings_another_serious_injury_makes_it_the_province_s(world, officer, told_twice):
    first, second = told_twice
    Injury.objects.filter(accident=second).delete()
    other = make_accident(teller="police", people=[person("Chamaléa Thị Bình", outcome="serious", sex="female")])
    commands.merge(officer, accident=first, other=other, reasons=["cùng ngày"])
    first.refresh_from_db()
    assert first.investigator == world.labour


def test_a_case_that_is_investigated_is_not_swallowed(world, officer, told_twice):
    first, second = told_twice
    make_team(second, level="establishment")
    with pytest.raises(NotMergeable, match="ngược lại"):
        commands.merge(officer, accident=first, other=second, reasons=[])


def test_what_is_no_accident_leaves_with_reason_and_source_and_can_come_back(world, officer):
    accident = make_accident()
    with pytest.raises(BasisMissing):
        commands.leave_out(officer, accident=accident, reason="Ngã ở nhà, ngoài giờ làm", basis=" ")
    commands.leave_out(
        officer,
        accident=accident,
        reason="Ngã ở nhà, ngoài giờ làm",
        basis="Điều 3 khoản 8 Luật An toàn, vệ sinh lao động",
    )
    assert not Obligation.objects.standing().filter(about_id=str(accident.pk)).exists()
    assert not Accident.objects.counted().exists()
    with pytest.raises(ReasonMissing):
        commands.take_back(officer, accident=accident, reason="")
    commands.take_back(officer, accident=accident, reason="Có người làm chứng đang làm việc")
    assert Obligation.objects.standing().filter(about_id=str(accident.pk), kind="accidents.investigate").exists()


def test_a_case_of_another_law_is_routed_and_stays_in_the_register(world, officer):
    accident = make_accident(people=[dead()], field="road")
    commands.route(officer, accident=accident, reason="Công an huyện thụ lý", basis="Luật Giao thông đường bộ")
    assert Accident.objects.counted().get().status == Accident.Status.ROUTED


def test_a_neighbour_cannot_sort_what_it_cannot_see(world):
    accident = make_accident()
    with pytest.raises(NotPermitted):
        commands.accept(world.actor("Duyên"), accident=accident)


words = st.lists(st.sampled_from(["Katơr", "Văn", "Hùng", "Thị", "Lan"]), min_size=2, max_size=4, unique=True)


@given(words, st.randoms())
def test_the_order_and_marks_of_a_name_do_not_matter(name, chance):
    shuffled = name[:]
    chance.shuffle(shuffled)
    assert same_person(Injury(name=" ".join(name)), Injury(name=" ".join(shuffled).upper()))
