"""What a stranger stumbled over: each of these once gave a wrong or a missing answer."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from antoan.obligations.models import Obligation
from antoan.plans import commands, queries
from antoan.plans.commands.tracker import changes_of
from antoan.plans.forms.progress import ObstacleForm
from antoan.plans.models import Assignment, Plan, ProgressReport
from antoan.plans.refusals import GoesOn
from antoan.plans.sheets import TrackerRow
from antoan.plans.tests.factories import make_plan, make_running, make_task


@pytest.fixture
def asked(world, office):
    """The district's plan asks a commune committee, late already, to make its own plan."""
    plan = make_plan(world.district)
    task = make_task(plan, text="Các Đảng ủy xã căn cứ tình hình địa phương, xây dựng kế hoạch thực hiện")
    other = make_task(plan, text="Kiểm tra các mỏ đá")
    commune = world.party("Phước Bình")
    commands.assign_task(office, task=task, leads=[commune], due=date(2024, 7, 31))
    commands.assign_task(office, task=other, leads=[commune], due=date(2024, 7, 31))
    commands.issue_plan(office, plan=plan)
    commands.expect_answers(office, plan=plan, units=[commune], due=date(2024, 7, 31))
    return plan


@pytest.fixture
def answer(world, asked):
    return make_plan(world.party("Phước Bình"), upper=asked, number="32", symbol="KH/ĐU", title="Thực hiện Kế hoạch 45")


def test_issuing_the_answer_says_that_the_task_to_make_a_plan_is_done(world, office, asked, answer):
    commands.issue_plan(world.actor("Xuân"), plan=answer, despite=True)
    part = Assignment.objects.get(task=asked.tasks.first())
    assert (part.awaits_confirmation, part.percent) == (True, 100)
    report = ProgressReport.objects.get()
    assert "32-KH/ĐU" in report.product
    commands.confirm_report(office, report=report)
    assert not Assignment.objects.get(task=asked.tasks.last()).done_on


def test_what_the_unit_has_said_itself_is_not_said_again(world, asked, answer):
    xuan = world.actor("Xuân")
    part = Assignment.objects.get(task=asked.tasks.first())
    commands.report_progress(xuan, assignment=part, text="Đã ban hành", claims_done=True, product="Kế hoạch 32")
    commands.issue_plan(xuan, plan=answer, despite=True)
    assert ProgressReport.objects.count() == 1


def test_after_issuing_an_answer_the_unit_is_led_to_link_its_tasks(client, world, answer):
    client.force_login(world.people["Xuân"])
    address = reverse("plans:issue", args=[answer.pk])
    reply = client.post(address, {"number": "32", "issued_on": "16/09/2024", "despite": "on"})
    assert reply["Location"] == reverse("plans:links", args=[answer.pk])


def test_an_obstacle_in_a_plan_of_one_s_own_may_be_raised_to_whoever_asked_for_it(world, answer):
    task = make_task(answer)
    xuan = world.actor("Xuân")
    [part] = commands.assign_task(xuan, task=task, leads=[answer.unit])
    form = ObstacleForm(assignment=part)
    assert world.district in form.fields["to"].queryset
    assert form["to"].initial == world.district.pk


def test_a_standing_task_is_not_done_before_its_plan_ends(world, office, officer, part):
    plan = make_plan(world.district, number="46", ends_on=date(2025, 12, 31))
    task = make_task(plan)
    [standing] = commands.assign_task(office, task=task, leads=[world.committee], recurrence="continuous")
    commands.issue_plan(office, plan=plan)
    with pytest.raises(GoesOn):
        commands.report_progress(officer, assignment=standing, text="Xong", claims_done=True, product="Báo cáo")
    commands.report_progress(officer, assignment=standing, text="Đã kiểm tra 3 mỏ", percent=60)


@pytest.mark.parametrize(("said", "percent"), [(None, 0), (40, 40)])
def test_a_returned_claim_goes_back_to_what_was_said_before(office, officer, part, said, percent, time_machine):
    if said:
        commands.report_progress(officer, assignment=part, text="Đang làm", percent=said)
        time_machine.move_to("2024-09-17T09:00+07:00")
    claim = commands.report_progress(officer, assignment=part, text="Xong", claims_done=True, product="Kết luận")
    assert commands.return_report(office, report=claim, text="Thiếu phụ lục").percent == percent


def test_an_empty_cell_of_a_tracker_takes_nothing_away_and_the_preview_says_what_changes(world, office):
    plan = make_plan(world.district)
    task = make_task(plan, text="Kiểm tra 04 mỏ đá", product="Kết luận", due=date(2024, 9, 30))
    helper = world.party("Phước Bình")
    commands.assign_task(
        office, task=task, leads=[world.committee], coordinators=[helper], due=task.due, product="Kết luận"
    )
    row = TrackerRow(7, "", task.text, (world.committee,), (), date(2024, 10, 31), "", "", {})
    assert changes_of(plan, [row]) == {7: ["hạn 30/09/2024 → 31/10/2024"]}
    commands.import_tracker(office, plan=plan, rows=[row], headings_key="k", columns={})
    task.refresh_from_db()
    assert (task.due, task.product) == (date(2024, 10, 31), "Kết luận")
    assert {part.unit for part in task.assignments.standing()} == {world.committee, helper}
    assert Obligation.objects.standing().filter(unit=helper).exists()


def test_the_same_number_of_the_same_unit_is_noticed(world, part):
    twin = make_plan(world.district)
    assert list(queries.twins_of(twin)) == [part.task.plan]
    assert not queries.twins_of(make_plan(world.committee)).exists()
    assert Plan.objects.count() == 3


def test_who_waits_for_confirmation_is_told_what_another_report_does(client, world, officer):
    part = make_running(world)
    commands.report_progress(officer, assignment=part, text="Xong", claims_done=True, product="Kết luận")
    client.force_login(world.people["Thành"])
    assert "sẽ thay cho báo cáo đang chờ" in client.get(part.get_absolute_url()).content.decode()


def test_a_plan_that_nobody_was_given_does_not_pass_for_one_without_lateness(client, world, office):
    plan = make_plan(world.district)
    make_task(plan, due=date(2024, 6, 30))
    commands.issue_plan(office, plan=plan, despite=True)
    client.force_login(world.people["Hương"])
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "0 quá hạn, 1 chưa giao cho đơn vị nào" in page
    assert "hạn 30/06/2024" in page
    assert "1 chưa giao" in client.get(reverse("plans:index")).content.decode()
