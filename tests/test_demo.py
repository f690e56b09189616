"""The demonstration as a whole: every room tells its part once, in the order that antoan.cli.demo sets."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import antoan
from antoan.cli import demo
from antoan.core import audit
from antoan.core.models import AuditEvent

ROOMS = Path(antoan.__file__).parent


def test_every_room_that_has_a_story_is_asked_for_it():
    told = {module for module, _ in demo.storytellers()} | {"antoan.plans.demo"}
    there = {f"antoan.{room.name}.demo" for room in ROOMS.iterdir() if (room / "__init__.py").is_file()}
    assert {module for module in there - {"antoan.cli.demo"} if find_spec(module)} == told


@pytest.mark.slow
def test_telling_it_a_second_time_changes_nothing_and_the_log_stays_whole(db):
    demo.tell(with_country=False)
    events = AuditEvent.objects.count()
    demo.tell(with_country=False)
    assert AuditEvent.objects.count() == events
    assert audit.verify().broken_at is None
