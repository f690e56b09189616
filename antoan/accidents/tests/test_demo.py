"""The demonstration's story: told once, credible, and one clock runs."""

from __future__ import annotations

from antoan.accidents import queries
from antoan.accidents.demo import tell
from antoan.accidents.models import Accident
from antoan.plans.tests.factories import make_world
from antoan.units import commands as units


def test_the_story_is_told_once_and_its_last_case_runs(db, system):
    world = make_world()
    units.create_unit(
        system,
        name="UBND xã Bác Ái Đông",
        kind="peoples_committee",
        level=3,
        on=world_began(world),
        parent=world.tree.province,
    )
    tell()
    tell()
    assert Accident.objects.count() == 7
    assert Accident.objects.filter(status="merged").count() == 1
    watched = queries.watch(system)
    assert (watched.running, watched.late) == (1, 0)


def world_began(world):
    return world.tree.province.versions.get().valid_from
