"""What was late stays late, whatever is clicked afterwards; what was said last is what counts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from antoan.plans import commands
from antoan.plans.models import Obstacle, ProgressReport, Standing, Urging
from antoan.plans.queries import waiting_for
from antoan.plans.refusals import (
    AlreadyDone,
    AnswersItself,
    BeforeAssigned,
    KindsDiffer,
    NotALink,
    PlanClosed,
    PlanNotInForce,
    Superseded,
    WorkRestsOnIt,
)
from antoan.plans.tests.factories import make_plan, make_proposal, make_running, make_task

LATE = date(2024, 8, 31)  # the tests stand on 16 September


def done(actor, part, **facts):
    return commands.report_progress(
        actor, assignment=part, text="Đã xong", claims_done=True, product="Báo cáo", **facts
    )


def test_an_extension_granted_after_the_confirmation_changes_nothing(world, office, officer):
    part = make_running(world, due=LATE)
    asked = commands.ask_extension(officer, assignment=part, asked_due=date(2099, 1, 1), reason="Mưa lũ")
    commands.confirm_report(office, report=done(officer, part))
    with pytest.raises(AlreadyDone):
        commands.decide_extension(office, extension=asked, is_granted=True)
    part.refresh_from_db()
    assert part.standing == Standing.DONE_LATE


def test_a_unit_left_out_and_put_back_keeps_its_first_day(world, office):
    part = make_running(world, due=LATE)
    other = world.party("Phước Bình")
    commands.assign_task(office, task=part.task, leads=[other], due=LATE)
    later = date(2099, 1, 1)
    again = commands.assign_task(office, task=part.task, leads=[other, world.committee], due=later)[1]
    assert (again.unit, again.first_due, again.due) == (world.committee, LATE, later)
    assert again.is_extended


def test_a_later_day_set_by_assigning_anew_is_on_record_as_an_extension(world, office):
    part = make_running(world, due=LATE)
    later = date(2099, 1, 1)
    commands.assign_task(office, task=part.task, leads=[world.committee], due=later)
    part.refresh_from_db()
    extension = part.extensions.get()
    assert (part.first_due, part.due) == (LATE, later)
    assert (extension.old_due, extension.asked_due, extension.is_granted) == (LATE, later, True)


def test_naming_a_head_anew_leaves_a_granted_extension_alone(world, office, officer):
    part = make_running(world, due=LATE)
    asked = commands.ask_extension(officer, assignment=part, asked_due=date(2099, 1, 1), reason="Mưa lũ")
    commands.decide_extension(office, extension=asked, is_granted=True)
    heads = {world.committee.pk: world.people["Thành"]}
    commands.assign_task(office, task=part.task, leads=[world.committee], due=LATE, accountable=heads)
    part.refresh_from_db()
    assert (part.due, part.accountable) == (date(2099, 1, 1), world.people["Thành"])


def test_nothing_was_done_before_it_was_given(world, officer):
    part = make_running(world, due=LATE)
    with pytest.raises(BeforeAssigned):
        done(officer, part, on=part.assigned_on - timedelta(days=1))


def test_only_a_web_address_is_a_link(world, officer):
    with pytest.raises(NotALink):
        commands.report_progress(officer, assignment=make_running(world), text="Ảnh", links=["javascript:alert(1)"])


def test_a_claim_that_was_taken_back_cannot_be_confirmed(world, office, officer):
    part = make_running(world, due=LATE)
    claim = done(officer, part)
    commands.report_progress(officer, assignment=part, text="Nhầm, mới được một phần", percent=30)
    with pytest.raises(Superseded):
        commands.confirm_report(office, report=claim)
    assert not waiting_for(office).reports


def test_one_claim_does_not_close_two_cycles(world, office, officer):
    part = make_running(world, due=None, recurrence="monthly", rule="FREQ=MONTHLY;BYMONTHDAY=25")
    first, second = done(officer, part), done(officer, part)
    commands.confirm_report(office, report=second)
    part.refresh_from_db()
    opened = part.due
    with pytest.raises(Superseded):
        commands.confirm_report(office, report=first)
    part.refresh_from_db()
    assert part.due == opened


def test_a_part_confirmed_stays_on_the_record_when_its_unit_is_left_out(world, office, officer):
    part = make_running(world, due=LATE)
    commands.confirm_report(office, report=done(officer, part))
    commands.assign_task(office, task=part.task, leads=[world.party("Phước Bình")], due=LATE)
    part.refresh_from_db()
    assert part.ended_on is None


def test_a_closed_plan_stays_closed(world, office, officer):
    part = make_running(world, due=LATE)
    plan = part.task.plan
    claim = done(officer, part)
    commands.close_plan(office, plan=plan)
    plan.refresh_from_db()
    for deed in (
        lambda: commands.issue_plan(office, plan=plan),
        lambda: commands.expect_answers(office, plan=plan, units=[world.party("Phước Bình")]),
        lambda: commands.add_proposal(office, plan=plan, text="Việc mới"),
        lambda: commands.urge(office, plan=plan, unit=world.committee),
    ):
        with pytest.raises(PlanClosed):
            deed()
    with pytest.raises(PlanNotInForce):
        commands.confirm_report(office, report=claim)


def test_a_task_and_a_target_are_not_merged(world, office):
    plan = make_plan(world.district)
    with pytest.raises(KindsDiffer):
        commands.merge(office, proposals=[make_proposal(plan), make_proposal(plan, kind="target")])


def test_a_proposal_with_money_on_its_task_is_not_put_back(world, office):
    proposal = make_proposal(make_plan(world.district))
    task = commands.accept(office, proposal=proposal)
    commands.set_funding(office, task=task, year=2024, source="Ngân sách huyện")
    with pytest.raises(WorkRestsOnIt):
        commands.put_back(office, proposal=proposal)


def test_an_answer_may_be_written_after_the_upper_plan_has_ended(world, office):
    upper = make_plan(world.district, ends_on=LATE)
    task = make_task(upper)
    unit = world.party("Phước Bình")
    commands.issue_plan(office, plan=upper, despite=True)
    commands.expect_answers(office, plan=upper, units=[unit])
    own = commands.answer_in_writing(
        world.actor("Xuân"), upper=upper, unit=unit, title="Thực hiện", tasks=[(task, "Làm")]
    )
    assert own.ends_on is None


def test_plans_do_not_answer_each_other_in_a_circle(world, office):
    upper, lower = make_plan(world.district), make_plan(world.district)
    facts = {
        "number": "1",
        "symbol": "KH/HU",
        "title": "Kế hoạch",
        "issued_on": None,
        "starts_on": LATE,
        "ends_on": None,
    }
    commands.describe_plan(office, plan=lower, upper=upper, version=lower.version, **facts)
    lower.refresh_from_db()
    with pytest.raises(AnswersItself):
        commands.describe_plan(office, plan=upper, upper=lower, version=upper.version, **facts)


def test_an_impatient_hand_makes_one_obstacle_and_one_urging(world, office, officer):
    part = make_running(world, due=LATE)
    facts = {"assignment": part, "text": "Thiếu kinh phí", "to": world.district, "answer_due": timezone.localdate()}
    assert commands.raise_obstacle(officer, **facts) == commands.raise_obstacle(officer, **facts)
    first = commands.urge(office, plan=part.task.plan, unit=world.committee)
    assert commands.urge(office, plan=part.task.plan, unit=world.committee) == first
    assert (Obstacle.objects.count(), Urging.objects.count(), ProgressReport.objects.count()) == (1, 1, 0)
