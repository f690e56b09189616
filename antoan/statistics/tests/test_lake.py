"""The lake follows the records, touches only what changed, and says where it differs from them."""

from datetime import date

import pyarrow.parquet as pq

from antoan.plans import commands
from antoan.plans.tests.factories import make_plan, make_running, make_task
from antoan.statistics import lake
from antoan.units import commands as units
from antoan.units.models import Kind, Level

PARTS = ["plans.parts"]


def done(actor, part):
    return commands.report_progress(actor, assignment=part, text="Đã xong", claims_done=True, product="Báo cáo")


def refreshed():
    [one] = lake.refresh(PARTS)
    return one


def rows():
    return [
        row
        for path in sorted(lake.folder().glob("plans.parts/**/*.parquet"))
        for row in pq.read_table(path).to_pylist()
    ]


def test_the_first_refresh_writes_every_fact_and_the_second_nothing(world):
    make_running(world)
    assert refreshed().rebuilt
    assert (refreshed().rebuilt, refreshed().files) == ("", 0)
    assert [row["due"] for row in rows()] == [date(2024, 12, 31)]
    assert lake.verify(PARTS) == []


def test_a_deed_is_in_the_lake_after_the_next_refresh(world):
    part = make_running(world)
    refreshed()
    commands.confirm_report(world.actor("Hương"), report=done(world.actor("Thành"), part))
    assert refreshed().files == 1
    assert [(row["done_on"], row["confirmed_on"]) for row in rows()] == [(date(2024, 9, 16), date(2024, 9, 16))]
    assert lake.verify(PARTS) == []


def test_only_the_files_in_which_something_changed_are_written_again(world, time_machine):
    make_running(world)
    time_machine.move_to(date(2025, 2, 3))
    plan = make_plan(world.district, starts_on=date(2025, 2, 3))
    [new] = commands.assign_task(
        world.actor("Hương"), task=make_task(plan), leads=[world.committee], due=date(2025, 12, 31)
    )
    commands.issue_plan(world.actor("Hương"), plan=plan)
    refreshed()
    before = {path: path.stat().st_mtime_ns for path in lake.folder().glob("plans.parts/**/*.parquet")}
    assert len(before) == 2
    done(world.actor("Thành"), new)
    assert refreshed().files == 1
    changed = [path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp]
    assert [path.parent.name for path in changed] == ["year=2025"]


def test_facts_that_no_longer_count_leave_the_lake(world):
    plan = make_plan(world.district)
    task = make_task(plan)
    office = world.actor("Hương")
    commands.assign_task(office, task=task, leads=[world.committee], due=date(2024, 12, 31))
    commands.issue_plan(office, plan=plan)
    assert refreshed().rows == 1
    # Who led the task only helps from now on: statistics count those who lead.
    commands.assign_task(
        office, task=task, leads=[world.party("Phước Hòa")], coordinators=[world.committee], due=date(2024, 12, 31)
    )
    refreshed()
    assert {row["unit"] for row in rows()} == {world.party("Phước Hòa").pk}
    assert lake.verify(PARTS) == []


def test_a_reorganisation_writes_the_lake_anew(world, system):
    make_running(world, lead=world.party("Phước Hòa"))
    refreshed()
    heir = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
    olds = [world.party("Phước Hòa"), world.party("Phước Tân")]
    units.merge_units(
        system, predecessors=olds, successor=heir, on=date(2025, 7, 1), basis="NQ 202/2025/QH15", with_sub_units=True
    )
    assert "sắp xếp" in refreshed().rebuilt


def test_a_damaged_or_missing_file_is_named_and_written_anew(world):
    make_running(world)
    refreshed()
    [path] = lake.folder().glob("plans.parts/**/*.parquet")
    path.write_bytes(b"not a parquet file")
    assert [found.said for found in lake.verify(PARTS)] == ["tệp thiếu hoặc hỏng"]
    assert "hỏng" in refreshed().rebuilt
    path.unlink()
    assert "thiếu" in refreshed().rebuilt
    assert lake.verify(PARTS) == []


def test_a_change_behind_the_log_is_found_by_verifying(world):
    part = make_running(world)
    refreshed()
    type(part).objects.filter(pk=part.pk).update(percent=90)
    assert [found.said for found in lake.verify(PARTS)] == [f"bản ghi {part.pk} khác với hồ sơ"]


def test_every_table_of_the_house_can_be_written_and_verified(world):
    make_running(world)
    lake.refresh()
    assert lake.verify() == []
