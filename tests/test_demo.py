"""The demonstration as a whole: every room tells its part once, in the order that antoan.cli.demo sets."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import antoan
from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.apparatus import queries as apparatus
from antoan.cli import demo
from antoan.core import audit
from antoan.core.models import AuditEvent
from antoan.outreach import queries as outreach

ROOMS = Path(antoan.__file__).parent


def test_every_room_that_has_a_story_is_asked_for_it():
    told = {module for module, _ in demo.storytellers()} | {"antoan.plans.demo"}
    there = {f"antoan.{room.name}.demo" for room in ROOMS.iterdir() if (room / "__init__.py").is_file()}
    assert {module for module in there - {"antoan.cli.demo"} if find_spec(module)} == told


@pytest.mark.slow
def test_the_upper_body_sees_where_people_are_missing_papers_lapse_and_guidance_lies_unread(db):
    demo.tell(with_country=False)
    reader = actor_for(User.objects.get(username="tinhuy"))
    staffing = {unit.name: unit for unit in apparatus.overview(reader).units}
    assert staffing["Ủy ban nhân dân xã Bác Ái Tây"].state == "vacant"
    assert staffing["Ủy ban nhân dân xã Bác Ái Đông"].missing == 1
    assert staffing["Ủy ban nhân dân xã Mỹ Sơn"].whole == 1
    states = {row.name: apparatus.paper_of(row).state for row in apparatus.register_rows(reader)}
    assert (states["Nguyễn Thị Kim Chi"], states["Nguyễn Thanh Tùng"]) == ("soon", "lapsed")

    [(key, _)] = outreach.directives(reader)
    studied = {unit.name: unit for unit in outreach.overview(reader, key).units}
    assert studied["Đảng ủy xã Bác Ái"].share.words.startswith("225/241 người dự kiến đã dự (93,4%)")
    assert studied["Đảng ủy xã Bác Ái Đông"].state == "silent"
    assert studied["Đảng ủy xã Mỹ Sơn"].awaits_result
    newest = outreach.guidance_rows(reader)[0]
    assert (newest.units, newest.opened) == (8, 2)


@pytest.mark.slow
def test_telling_it_a_second_time_changes_nothing_and_the_log_stays_whole(db):
    demo.tell(with_country=False)
    events = AuditEvent.objects.count()
    demo.tell(with_country=False)
    assert AuditEvent.objects.count() == events
    assert audit.verify().broken_at is None
