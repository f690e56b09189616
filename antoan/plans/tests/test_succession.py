from datetime import date

import pytest

from antoan.obligations.models import Obligation
from antoan.plans import commands, queries
from antoan.plans.models import Assignment
from antoan.plans.tests.factories import make_plan, make_running, make_task
from antoan.units import commands as units
from antoan.units.models import Kind, Level
from antoan.units.succession import pass_on_work

REFORM = date(2025, 7, 1)


@pytest.fixture
def merged(world, system):
    """Phước Hòa and Phước Tân become Bác Ái Tây."""

    def merge():
        heir = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
        olds = [world.party("Phước Hòa"), world.party("Phước Tân")]
        made = units.merge_units(
            system, predecessors=olds, successor=heir, on=REFORM, basis="Nghị quyết 202/2025/QH15", with_sub_units=True
        )
        return made.parts.first().successor

    return merge


def test_a_dry_run_tells_every_line_and_writes_nothing(world, system, merged):
    part = make_running(world, lead=world.party("Phước Hòa"))
    merged()
    told = pass_on_work(system, on=REFORM, dry_run=True)
    assert [(line.what, line.from_unit, line.to_unit) for line in told.moved] == [
        ("nhiệm vụ", "Đảng ủy xã Phước Hòa", "Đảng ủy xã Bác Ái Tây")
    ]
    part.refresh_from_db()
    assert part.ended_on is None


def test_open_work_passes_with_its_days_and_history_keeps_its_owner(world, system, merged):
    part = make_running(world, lead=world.party("Phước Hòa"))
    commands.report_progress(world.actor("Duyên"), assignment=part, text="Đã làm một nửa", percent=50)
    heir = merged()
    pass_on_work(system, on=REFORM, dry_run=False)
    part.refresh_from_db()
    assert (part.ended_on, part.unit.name) == (REFORM, "Đảng ủy xã Phước Hòa")
    now = part.passed_to
    assert (now.unit, now.due, now.first_due, now.percent) == (heir, part.due, part.first_due, 50)
    assert now.obligation.unit == heir
    assert part.obligation.state == "passed"
    assert part.reports.count() == 1


def test_running_it_again_moves_nothing_more(world, system, merged):
    make_running(world, lead=world.party("Phước Hòa"))
    merged()
    pass_on_work(system, on=REFORM, dry_run=False)
    assert pass_on_work(system, on=REFORM, dry_run=False).moved == []


def test_two_predecessors_with_the_same_task_become_one_part(world, system, office, merged):
    plan = make_plan(world.district)
    task = make_task(plan)
    commands.assign_task(
        office, task=task, leads=[world.party("Phước Hòa"), world.party("Phước Tân")], due=date(2025, 12, 31)
    )
    commands.issue_plan(office, plan=plan)
    heir = merged()
    pass_on_work(system, on=REFORM, dry_run=False)
    assert Assignment.objects.standing().filter(task=task).get().unit == heir
    assert Obligation.objects.standing().filter(kind="plans.task", unit=heir).count() == 1


def test_the_duty_to_answer_and_the_matrix_follow_the_successor(world, system, office, merged):
    plan = make_plan(world.district)
    make_task(plan)
    commands.issue_plan(office, plan=plan, despite=True)
    commands.expect_answers(office, plan=plan, units=[world.party("Phước Hòa"), world.party("Phước Tân")])
    heir = merged()
    pass_on_work(system, on=REFORM, dry_run=False)
    assert Obligation.objects.standing().get(kind="plans.answer").unit == heir
    assert heir in [one.unit for one in queries.matrix_of(plan).answerers]


def test_a_plan_of_an_abolished_body_is_followed_up_by_its_heir_and_keeps_its_issuer(world, system, office):
    plan = make_plan(world.committee)
    commands.issue_plan(world.actor("Thành"), plan=plan, despite=True)
    units.abolish_unit(
        system,
        unit=world.committee,
        on=REFORM,
        basis="Kết thúc cấp huyện",
        heir=world.tree.province,
        sub_units_to=world.tree.province,
    )
    told = pass_on_work(system, on=REFORM, dry_run=False)
    assert [line.what for line in told.moved] == ["kế hoạch"]
    plan.refresh_from_db()
    assert (plan.unit, plan.kept_by) == (world.committee, world.tree.province)
    assert pass_on_work(system, on=REFORM, dry_run=False).moved == []


def test_after_the_reorganisation_one_unit_is_asked_once(world, system, office, merged):
    """The commune whose duty to answer has passed on is not asked beside its successor; a plan taken over counts."""
    plan = make_plan(world.district)
    make_task(plan)
    hoa, tan = world.party("Phước Hòa"), world.party("Phước Tân")
    commands.issue_plan(office, plan=plan, despite=True)
    commands.expect_answers(office, plan=plan, units=[hoa, tan], due=date(2024, 7, 31))
    own = make_plan(tan, upper=plan, number="5")
    commands.issue_plan(system, plan=own, despite=True)
    heir = merged()
    pass_on_work(system, on=REFORM, dry_run=False)
    found = {one.unit: one.state for one in queries.matrix_of(plan).answerers}
    assert found == {tan: "covered", heir: "covered"}
    assert queries.figures_of(plan)["missing_count"] == 0
