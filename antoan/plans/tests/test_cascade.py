from datetime import date

import pytest
from django.urls import reverse

from antoan.core.refusals import NotPermitted
from antoan.obligations.models import Obligation
from antoan.plans import commands, queries
from antoan.plans.queries.matrix import Coverage
from antoan.plans.refusals import AnswersNotItsUpper, NotExpectedToAnswer, NothingLate, ReasonNeeded
from antoan.plans.tests.factories import make_plan, make_running, make_task


@pytest.fixture
def upper(world, office):
    plan = make_plan(world.district)
    task = make_task(plan, text="Tổ chức học tập, quán triệt Chỉ thị số 31-CT/TW")
    make_task(plan, text="Khuyến khích doanh nghiệp đầu tư nguồn lực")
    communes = [world.party("Phước Bình"), world.party("Phước Hòa")]
    commands.assign_task(office, task=task, leads=communes, due=date(2024, 10, 31))
    commands.issue_plan(office, plan=plan, despite=True)
    commands.expect_answers(office, plan=plan, units=communes, due=date(2024, 9, 30))
    return plan


def cells(plan):
    matrix = queries.matrix_of(plan)
    return {(task.order, cell.unit.name): cell.coverage for task, row in matrix.rows for cell in row}


def test_a_unit_that_is_asked_owes_a_plan_until_its_own_is_in_force(world, upper):
    duty = Obligation.objects.get(kind="plans.answer", unit=world.party("Phước Bình"))
    assert duty.due == date(2024, 9, 30)
    actor = world.actor("Xuân")
    own = commands.answer_in_writing(
        actor,
        upper=upper,
        unit=world.party("Phước Bình"),
        title="Thực hiện Kế hoạch 45",
        tasks=[(upper.tasks.first(), "Học tập tại 6 chi bộ")],
    )
    duty.refresh_from_db()
    assert duty.done_on is None
    commands.issue_plan(actor, plan=own, despite=True)
    duty.refresh_from_db()
    assert duty.done_on == date(2024, 9, 16)


def test_before_the_day_of_the_answer_silence_is_no_fault(world, upper, time_machine):
    binh = "Đảng ủy xã Phước Bình"
    assert cells(upper)[1, binh] == Coverage.WAITING
    assert {one.state for one in queries.matrix_of(upper).answerers} == {"waiting"}
    time_machine.move_to("2024-10-01T09:00+07:00")
    assert cells(upper)[1, binh] == Coverage.MISSING


def test_the_matrix_turns_from_missing_over_draft_to_covered(world, upper):
    binh = "Đảng ủy xã Phước Bình"
    actor = world.actor("Xuân")
    own = commands.answer_in_writing(
        actor,
        upper=upper,
        unit=world.party("Phước Bình"),
        title="Thực hiện",
        tasks=[(upper.tasks.first(), "Học tập tại 6 chi bộ")],
    )
    assert cells(upper)[1, binh] == Coverage.DRAFT
    commands.issue_plan(actor, plan=own, despite=True)
    assert cells(upper)[1, binh] == Coverage.COVERED
    assert cells(upper)[1, "Đảng ủy xã Phước Hòa"] == Coverage.WAITING
    assert [one.unit.name for one in queries.matrix_of(upper).not_issued] == ["Đảng ủy xã Phước Hòa"]


def test_a_refusal_needs_a_reason_and_shows_in_the_matrix(world, upper):
    task, unit = upper.tasks.last(), world.party("Phước Hòa")
    with pytest.raises(ReasonNeeded):
        commands.refuse_answer(world.actor("Duyên"), task=task, unit=unit, reason="")
    commands.refuse_answer(world.actor("Duyên"), task=task, unit=unit, reason="Xã không có doanh nghiệp")
    assert cells(upper)[2, unit.name] == Coverage.REFUSED


def test_a_unit_that_was_not_asked_has_nothing_to_refuse(world, upper):
    world.person("Hùng", world.party("Phước Tân"))
    with pytest.raises(NotExpectedToAnswer):
        commands.refuse_answer(
            world.actor("Hùng"), task=upper.tasks.first(), unit=world.party("Phước Tân"), reason="Không"
        )


def test_only_a_plan_that_answers_can_be_linked(world, upper):
    stray = make_task(make_plan(world.party("Phước Bình")))
    with pytest.raises(AnswersNotItsUpper):
        commands.link_answer(world.actor("Xuân"), upper=upper.tasks.first(), lower=stray)


def test_linking_twice_makes_one_link_and_takes_the_refusal_back(world, upper):
    actor, unit = world.actor("Xuân"), world.party("Phước Bình")
    task = upper.tasks.first()
    commands.refuse_answer(actor, task=task, unit=unit, reason="Chưa cần")
    own = make_plan(unit, upper=upper)
    lower = make_task(own)
    assert commands.link_answer(actor, upper=task, lower=lower) == commands.link_answer(actor, upper=task, lower=lower)
    assert not task.refusals.exists()


def test_the_matrix_costs_the_same_for_nine_units_as_for_two(world, office, upper, count_queries):
    with count_queries() as cost_of_two:
        queries.matrix_of(upper)
    communes = [place.party for place in world.tree.communes.values()]
    commands.expect_answers(office, plan=upper, units=communes)
    with count_queries() as cost_of_nine:
        queries.matrix_of(upper)
    assert len(cost_of_nine) == len(cost_of_two)


def test_urging_names_what_is_late_and_the_unit_acknowledges_it(world, office, officer):
    part = make_running(world, due=date(2024, 9, 1))
    urging = commands.urge(office, plan=part.task.plan, unit=world.committee)
    assert list(urging.assignments.all()) == [part]
    assert "1 nhiệm vụ đã quá hạn" in urging.text
    commands.acknowledge_urging(officer, urging=urging)
    urging.refresh_from_db()
    assert urging.seen_by == world.people["Thành"]


def test_a_unit_is_not_urged_for_what_it_only_helps_with(world, office):
    part = make_running(world, due=date(2024, 9, 1))
    commands.assign_task(
        office, task=make_task(part.task.plan), leads=[world.party("Phước Bình")], coordinators=[world.committee],
        due=date(2024, 9, 2),
    )  # fmt: skip
    urging = commands.urge(office, plan=part.task.plan, unit=world.committee)
    assert list(urging.assignments.all()) == [part]
    assert "1 nhiệm vụ đã quá hạn" in urging.text


def test_there_is_nothing_to_urge_where_nothing_is_owed(world, office, part):
    with pytest.raises(NothingLate):
        commands.urge(office, plan=part.task.plan, unit=world.party("Phước Tân"))


def test_a_commune_does_not_urge_the_district(world, part):
    with pytest.raises(NotPermitted):
        commands.urge(world.actor("Xuân"), plan=part.task.plan, unit=world.committee)


def test_whoever_was_urged_today_is_not_offered_to_be_urged_again(client, world, office, part):
    plan = part.task.plan
    plan.expected_answers.create(unit=world.party("Phước Hòa"), due=date(2024, 9, 1))
    client.force_login(world.people["Phương"])
    address = reverse("plans:matrix", args=[plan.pk])
    assert "Đôn đốc Đảng ủy xã Phước Hòa" in client.get(address).content.decode()
    commands.urge(office, plan=plan, unit=world.party("Phước Hòa"))
    page = client.get(address).content.decode()
    assert "Đôn đốc Đảng ủy xã Phước Hòa" not in page
    assert "đã đôn đốc hôm nay" in page


def test_the_leader_s_page_says_who_was_urged_today(client, world, office):
    part = make_running(world, due=date(2024, 8, 31))
    client.force_login(world.people["Phương"])
    assert "Đôn đốc UBND huyện Bác Ái" in client.get(reverse("web:leader")).content.decode()
    commands.urge(office, plan=part.task.plan, unit=world.committee)
    page = client.get(reverse("web:leader")).content.decode()
    assert "Đôn đốc UBND huyện Bác Ái" not in page
    assert "đã đôn đốc hôm nay" in page
