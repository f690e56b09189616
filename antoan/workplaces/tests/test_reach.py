"""Who reaches a workplace: whoever works in its commune, district or province, before and after the reform."""

from __future__ import annotations

from datetime import date

import pytest

from antoan.accounts.actors import grants_of
from antoan.accounts.models import Role
from antoan.core.scoping import Actor, Grant
from antoan.units.models import Kind, Level, Unit
from antoan.units.tests.conftest import khanh_hoa  # noqa: F401
from antoan.units.tests.factories import make_unit
from antoan.workplaces import commands
from antoan.workplaces.models import Workplace
from antoan.workplaces.tests.factories import make_workplace


def area(name: str, on: date) -> Unit:
    return Unit.objects.named(name, on=on).get(kind__in=("commune", "district", "province"))


def officer_of(unit: Unit, role: str = Role.OFFICER) -> Actor:
    return Actor(1, "Chamaléa Thị Hương", tuple(grants_of(unit.pk, role)))


BEFORE, AFTER = date(2024, 6, 20), date(2026, 1, 5)


@pytest.fixture
def world(db, khanh_hoa):  # noqa: F811
    """Xã Phước Bình of 2024 and its successor, with the bodies that work there."""
    communes = {name: area(name, BEFORE) for name in ("xã Phước Bình", "xã Phước Hòa", "xã Phước Đại")}
    new = {name: area(name, AFTER) for name in ("xã Bác Ái Tây", "xã Bác Ái Đông")}
    province = make_unit(
        "UBND tỉnh Khánh Hòa", kind=Kind.PEOPLES_COMMITTEE, level=Level.PROVINCE, area=area("tỉnh Khánh Hòa", AFTER)
    )
    return communes | new | {
        "province": make_unit("Sở Nội vụ tỉnh Khánh Hòa", parent=province, level=Level.PROVINCE, area=province.area),
        "district": make_unit("Huyện ủy Bác Ái", level=Level.DISTRICT, area=area("huyện Bác Ái", BEFORE), on=date(2024, 1, 1)),
        "old": make_unit("Đảng ủy xã Phước Bình", area=communes["xã Phước Bình"]),
        "neighbour": make_unit("Đảng ủy xã Phước Hòa", area=communes["xã Phước Hòa"]),
        "west": make_unit("UBND xã Bác Ái Tây", area=new["xã Bác Ái Tây"], on=date(2025, 7, 1)),
        "east": make_unit("UBND xã Bác Ái Đông", area=new["xã Bác Ái Đông"], on=date(2025, 7, 1)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "day", "sees"),
    [
        ("old", BEFORE, True),
        ("district", BEFORE, True),
        ("neighbour", BEFORE, False),
        ("west", AFTER, True),
        ("province", AFTER, True),
        ("east", AFTER, False),
    ],
)
def test_a_workplace_is_seen_by_whoever_works_in_its_commune_district_or_province(world, time_machine, who, day, sees):
    made = make_workplace(world["xã Phước Bình"])
    time_machine.move_to(day)
    assert Workplace.objects.visible_to(officer_of(world[who])).filter(pk=made.pk).exists() is sees


def test_a_district_keeps_the_register_of_its_communes_but_not_of_others(world, time_machine):
    time_machine.move_to(BEFORE)
    actor = officer_of(world["district"])
    assert actor.may("workplaces.keep", world["xã Phước Bình"])
    assert actor.may("workplaces.keep", make_workplace(world["xã Phước Bình"]))
    assert not officer_of(world["neighbour"]).may("workplaces.keep", world["xã Phước Bình"])


def test_working_in_a_commune_gives_no_power_over_the_commune_as_a_unit(world, time_machine):
    time_machine.move_to(BEFORE)
    assert not officer_of(world["old"], Role.ADMIN).may("units.manage", world["xã Phước Bình"])


def test_a_grant_on_one_workplace_opens_that_one_and_no_other(world):
    own, other = make_workplace(world["xã Phước Bình"]), make_workplace(world["xã Phước Bình"], "Mỏ đá Ma Ty")
    actor = Actor(1, "Chủ cơ sở", (Grant(0, "employer", frozenset({"workplaces.view"}), False, record=str(own.pk)),))
    assert list(Workplace.objects.visible_to(actor)) == [own]
    assert actor.may("workplaces.view", own)
    assert not actor.may("workplaces.view", other)
    assert not actor.may("workplaces.view", own.unit)


def test_a_workplace_sent_twice_from_a_phone_is_entered_once(world):
    first = make_workplace(world["xã Phước Bình"])
    again = make_workplace(world["xã Phước Bình"], id=first.pk)
    assert first == again
    assert commands.Workplace.objects.count() == 1
