"""Passing open work on: who is asked, who is not, and what a dry run leaves behind."""

import json

import pytest
from click.testing import CliRunner

from antoan.cli.units import units as cli
from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, system_actor
from antoan.units import commands, queries, succession
from antoan.units.models import Kind, Succession, Unit
from antoan.units.succession import MovedLine
from antoan.units.tests.factories import IN_JUNE_2024, REFORM, make_unit, new_unit

pytestmark = pytest.mark.django_db
SYSTEM = system_actor()


@pytest.fixture
def asked(monkeypatch):
    """A follower that has one open task for each predecessor, and what it was asked."""
    calls = []

    def follow(one, actor):
        calls.append(one)
        return [
            MovedLine("nhiệm vụ", "Báo cáo", str(part.predecessor), str(part.successor))
            for part in one.parts.select_related("predecessor", "successor").order_by("pk")
        ]

    monkeypatch.setattr(succession, "followers", [follow])
    return calls


@pytest.fixture
def in_use(monkeypatch):
    """Every unit counts as one that other floors point at."""
    from django.db.models import Q

    monkeypatch.setattr(succession, "_held_by_others", lambda: Q())


def merge(world, name="Phước Trung", heir="Đảng ủy xã Mỹ Sơn"):
    return commands.merge_units(
        SYSTEM, predecessors=[world.communes[name].party], successor=new_unit(heir, parent=world.province),
        on=REFORM, basis="NQ", with_sub_units=True,
    )  # fmt: skip


def test_a_dry_run_names_each_line_and_writes_nothing(world, asked, in_use):
    merge(world)
    events = AuditEvent.objects.count()
    passed = succession.pass_on_work(SYSTEM, on=REFORM, dry_run=True)
    assert passed.as_json() == {
        "on": "2025-07-01",
        "successions": 1,
        "moved": [
            {
                "what": "nhiệm vụ",
                "title": "Báo cáo",
                "from": "Đảng ủy xã Phước Trung",
                "to": "Đảng ủy xã Mỹ Sơn",
                "note": "",
            }
        ],
        "dry_run": True,
    }
    assert AuditEvent.objects.count() == events


def test_passing_work_on_leaves_one_event_for_the_day(world, asked, in_use):
    merge(world)
    merge(world, "Phước Đại", "Đảng ủy xã Bác Ái Đông")
    events = AuditEvent.objects.count()
    passed = succession.pass_on_work(SYSTEM, on=REFORM)
    assert (passed.successions, len(passed.moved), AuditEvent.objects.count()) == (2, 2, events + 1)
    assert len(asked) == 2


def test_nobody_is_asked_about_units_that_go_on_or_have_no_heir(world, asked, in_use):
    commands.rename_unit(SYSTEM, unit=world.district, name="Huyện ủy Mới", on=REFORM)
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    part = commands.Part(new_unit("Phòng Dân số", parent=world.committee))
    commands.split_unit(SYSTEM, unit=unit, parts=[part], on=REFORM, basis="NQ", goes_on=True)
    commands.abolish_unit(SYSTEM, unit=Unit.objects.get(name="Huyện đoàn Bác Ái"), on=REFORM, basis="NQ")
    assert succession.pass_on_work(SYSTEM, on=REFORM).successions == 0
    assert asked == []


def test_an_undone_succession_moves_nothing(world, asked, in_use):
    commands.undo_succession(SYSTEM, succession=merge(world))
    assert succession.pass_on_work(SYSTEM, on=REFORM).moved == []


def test_only_units_that_other_floors_point_at_are_asked_about(world, asked):
    from antoan.accounts.tests.factories import MembershipFactory

    merge(world)
    merge(world, "Phước Đại", "Đảng ủy xã Bác Ái Đông")
    MembershipFactory(unit=world.communes["Phước Đại"].party)
    passed = succession.pass_on_work(SYSTEM, on=REFORM, dry_run=True)
    assert passed.successions == 2
    assert [line.from_unit for line in passed.moved] == ["Đảng ủy xã Phước Đại"]


def test_trying_a_change_out_shows_what_would_move_and_takes_it_back(world, asked):
    moved = succession.try_out(SYSTEM, lambda: merge(world))
    assert [line.to_unit for line in moved] == ["Đảng ủy xã Mỹ Sơn"]
    assert not Succession.objects.exists()
    assert not Unit.objects.filter(name="Đảng ủy xã Mỹ Sơn").exists()


def test_carrying_a_change_out_records_it_and_moves_its_work_together(world, asked):
    made, moved = succession.carry_out(SYSTEM, deed=lambda: merge(world))
    assert (Succession.objects.get(), len(moved)) == (made, 1)
    assert asked == [made]


def test_who_may_not_manage_units_moves_no_work(world, asked, in_use):
    merge(world)
    with pytest.raises(NotPermitted):
        succession.pass_on_work(Actor(user_id=1, name="Lan"), on=REFORM)


@pytest.fixture
def run(monkeypatch):
    """`antoan units …` against the test database."""
    monkeypatch.setattr("antoan.cli.setup.django", lambda **_: None)

    def call(*words):
        return CliRunner().invoke(cli, [*words])

    return call


def test_show_prints_every_unit_of_that_name_with_its_place_in_the_tree(world, run):
    answer = run("show", "UBND huyện Bác Ái", "--on", "2024-06-20", "--json")
    (row,) = json.loads(answer.stdout)
    assert (row["name"], row["kind"], row["level"], row["stands"]) == (
        "UBND huyện Bác Ái",
        "peoples_committee",
        2,
        True,
    )
    assert [up["name"] for up in row["parents"]] == ["Huyện ủy Bác Ái", "Tỉnh ủy Ninh Thuận"]
    assert [down["name"] for down in row["children"]][-1] == "Phòng Y tế huyện Bác Ái"


def test_show_tells_who_follows_where_the_unit_no_longer_stands(world, run):
    merge(world)
    answer = run("show", "Đảng ủy xã Phước Trung", "--on", "01/07/2025", "--json")
    (row,) = json.loads(answer.stdout)
    assert (row["stands"], row["from"], row["to"]) == (False, "2021-01-01", "2025-07-01")
    assert [up["name"] for up in row["parents"]] == ["Huyện ủy Bác Ái", "Tỉnh ủy Ninh Thuận"]
    (link,) = row["successors"]
    assert {**link, "id": 0} == {
        "id": 0, "name": "Đảng ủy xã Mỹ Sơn", "code": None, "on": "2025-07-01", "extent": "whole", "share": None,
    }  # fmt: skip
    assert (
        "được tiếp nối bởi: Đảng ủy xã Mỹ Sơn (toàn bộ) ngày 01/07/2025" in run("show", "Đảng ủy xã Phước Trung").stdout
    )


def test_show_tells_marks_apart_where_they_are_typed(run):
    country = make_unit("Việt Nam", kind=Kind.COUNTRY, level=0)
    for name in ("Xã Bác Ái", "Xã Bắc Ái"):
        make_unit(name, parent=country, kind=Kind.COMMUNE) if name == "Xã Bác Ái" else make_unit(
            name, parent=make_unit("Tỉnh X", parent=country, kind=Kind.PROVINCE), kind=Kind.COMMUNE
        )
    assert [row["name"] for row in json.loads(run("show", "bắc ái", "--json").stdout)] == ["Xã Bắc Ái"]
    assert len(json.loads(run("show", "bac ai", "--json").stdout)) == 2


def test_an_unknown_name_is_said_on_stderr_with_exit_code_two(run):
    answer = run("show", "Xã Không Có")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "Không có đơn vị nào tên “Xã Không Có”" in answer.stderr


def test_a_day_that_cannot_be_is_refused_with_exit_code_two(run):
    answer = run("show", "Xã Bác Ái", "--on", "2025-02-30")
    assert answer.exit_code == 2
    assert "2025-02-30 không phải là ngày" in answer.stderr


def test_succeed_prints_what_moved_as_json_and_in_words(world, run, asked, in_use):
    merge(world)
    dry = json.loads(run("succeed", "--on", "2025-07-01", "--dry-run", "--json").stdout)
    assert (dry["dry_run"], dry["successions"], len(dry["moved"])) == (True, 1, 1)
    assert "Đã chuyển 1 việc theo 1 lần sắp xếp ngày 01/07/2025." in run("succeed", "--on", "2025-07-01").stdout


def test_the_page_of_a_unit_and_the_command_know_the_same_children(world):
    on_page = [version.name for version in queries.life(world.district, on=IN_JUNE_2024).children]
    (row,) = queries.shown("Huyện ủy Bác Ái", on=IN_JUNE_2024)
    assert [child["name"] for child in row["children"]] == on_page
