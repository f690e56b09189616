from datetime import date

import pytest
from django.urls import reverse

from antoan.core.models import AuditEvent
from antoan.core.refusals import ChangedMeanwhile
from antoan.obligations.models import Obligation
from antoan.plans import commands
from antoan.plans.models import Assignment, Plan
from antoan.plans.refusals import (
    DueBeforeStart,
    LeadsAndCoordinates,
    NobodyLeads,
    NotAccountableThere,
    ProposalsLeft,
    TasksWithoutLead,
)
from antoan.plans.tests.factories import make_plan, make_proposal, make_running, make_task


@pytest.fixture
def task(world):
    return make_task(make_plan(world.district))


def test_assigning_makes_a_duty_of_each_body_in_one_deed(world, office, task):
    commands.assign_task(
        office, task=task, leads=[world.committee], coordinators=[world.party("Phước Bình")], due=date(2024, 12, 31)
    )
    duties = {duty.unit: duty for duty in Obligation.objects.all()}
    assert set(duties) == {world.committee, world.party("Phước Bình")}
    assert duties[world.committee].due == duties[world.committee].first_due == date(2024, 12, 31)
    assert "45-KH/HU" in duties[world.committee].basis
    assert AuditEvent.objects.filter(action="plans.task.assigned").count() == 1


def test_the_accountable_head_must_sit_in_the_body(world, office, task):
    with pytest.raises(NotAccountableThere, match="Xuân"):
        commands.assign_task(
            office, task=task, leads=[world.committee], accountable={world.committee.pk: world.people["Xuân"]}
        )
    [part] = commands.assign_task(
        office, task=task, leads=[world.committee], accountable={world.committee.pk: world.people["Thành"]}
    )
    assert part.obligation.accountable == world.people["Thành"]


def test_somebody_must_lead_and_nobody_leads_and_helps_at_once(world, office, task):
    with pytest.raises(NobodyLeads):
        commands.assign_task(office, task=task, leads=[])
    with pytest.raises(LeadsAndCoordinates, match="UBND huyện"):
        commands.assign_task(office, task=task, leads=[world.committee], coordinators=[world.committee])
    assert not Assignment.objects.exists()


def test_a_day_before_the_plan_is_refused_with_both_days(world, office, task):
    with pytest.raises(DueBeforeStart, match=r"01/06/2024.*20/06/2024"):
        commands.assign_task(office, task=task, leads=[world.committee], due=date(2024, 6, 1))


def test_assigning_again_keeps_the_first_day_and_ends_what_is_left_out(world, office, task):
    commands.assign_task(office, task=task, leads=[world.committee, world.party("Phước Hòa")], due=date(2024, 10, 31))
    commands.assign_task(office, task=task, leads=[world.committee], due=date(2024, 11, 30))
    kept, ended = task.assignments.get(unit=world.committee), task.assignments.get(unit=world.party("Phước Hòa"))
    assert (kept.first_due, kept.due) == (date(2024, 10, 31), date(2024, 11, 30))
    assert kept.is_extended
    assert ended.ended_on == date(2024, 9, 16)
    assert ended.obligation.state == "passed"


def test_a_cycle_with_a_day_starts_with_its_next_day(world):
    part = make_running(world, due=None, recurrence="quarterly", rule="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20")
    assert part.due == date(2024, 9, 20)


def test_a_plan_is_put_in_force_only_when_everything_is_decided(world, office):
    plan = make_plan(world.district)
    proposal = make_proposal(plan)
    with pytest.raises(ProposalsLeft, match="1 đề xuất"):
        commands.issue_plan(office, plan=plan)
    commands.accept(office, proposal=proposal)
    with pytest.raises(TasksWithoutLead, match=r"II\.1"):
        commands.issue_plan(office, plan=plan)
    assert commands.issue_plan(office, plan=plan, despite=True).status == Plan.Status.IN_FORCE


def test_matched_tasks_are_assigned_in_one_click_and_unclear_ones_wait(world, office):
    plan = make_plan(world.district)
    clear, unclear = make_proposal(plan, is_matched=True), make_proposal(plan)
    clear.lead_units.set([world.committee])
    commands.accept_all(office, plan=plan)
    assert commands.assign_to_matched(office, plan=plan) == 1
    assert clear.task.assignments.get().unit == world.committee
    assert not unclear.task.assignments.exists()


def test_closing_a_plan_withdraws_what_is_still_owed(world, office, part):
    commands.close_plan(office, plan=part.task.plan)
    part.obligation.refresh_from_db()
    assert part.obligation.ended_on == date(2024, 9, 16)


def test_two_who_assign_at_once_do_not_overwrite_each_other(world, office, task, client):
    client.force_login(world.people["Hương"])
    address = reverse("plans:assign", args=[task.pk])
    version = client.get(address).context["form"]["version"].value()
    commands.assign_task(office, task=task, leads=[world.committee], version=version)
    with pytest.raises(ChangedMeanwhile):
        commands.assign_task(office, task=task, leads=[world.district], version=version)
    page = client.post(address, {"leads": [world.district.pk], "version": version})
    assert "nhiệm vụ này" in page.content.decode()
    assert [row.unit for row in task.assignments.standing()] == [world.committee]


def test_the_head_is_chosen_among_those_who_sit_there_today_however_old_the_plan(world, task, client):
    Plan.objects.filter(pk=task.plan_id).update(issued_on=date(2024, 1, 12), starts_on=date(2024, 1, 12))
    newcomer = world.person("Nga", world.committee)
    newcomer.memberships.update(valid_from=date(2024, 9, 1))
    gone = world.person("Tư", world.committee)
    gone.memberships.update(valid_to=date(2024, 9, 1))
    client.force_login(world.people["Hương"])
    page = client.get(reverse("plans:assign", args=[task.pk])).content.decode()
    assert "Nga" in page
    assert "Tư</option>" not in page
