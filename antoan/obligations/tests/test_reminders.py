"""Reminders go up by rule and are said once. The world of plans gives them duties to speak of."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from antoan.obligations import queries
from antoan.obligations.commands import remind, see_notices
from antoan.obligations.models import Notice, Obligation, State
from antoan.plans.tests.factories import make_running, make_world


@pytest.fixture
def world(db):
    return make_world()


def steps(day, system):
    remind(system, today=day)
    return set(Notice.objects.values_list("unit__name", "step"))


def test_a_duty_is_called_soon_then_due_then_overdue_then_told_to_the_upper_body(world, system):
    due = date(2024, 12, 31)
    make_running(world, due=due)
    body, upper = "UBND huyện Bác Ái", "Huyện ủy Bác Ái"
    assert steps(due - timedelta(days=8), system) == set()
    assert steps(due - timedelta(days=7), system) == {(body, "soon")}
    assert steps(due, system) == {(body, "soon"), (body, "due")}
    assert (body, "overdue") in steps(due + timedelta(days=1), system)
    assert (upper, "escalated") not in steps(due + timedelta(days=6), system)
    assert (upper, "escalated") in steps(due + timedelta(days=7), system)


def test_each_step_is_said_once_however_often_the_clock_runs(world, system):
    make_running(world, due=date(2024, 12, 31))
    assert remind(system, today=date(2025, 1, 10)) == 2
    assert remind(system, today=date(2025, 1, 10)) == 0


def test_the_body_sees_its_notices_and_they_go_when_seen(world, system):
    make_running(world, due=date(2024, 12, 31))
    remind(system, today=date(2025, 1, 10))
    officer = world.actor("Thành")
    assert queries.notices_of(officer).count() == 1
    see_notices(officer)
    assert queries.notices_of(officer).count() == 0
    assert queries.notices_of(world.actor("Hương")).count() == 1


def test_all_reminders_have_a_page_where_one_or_all_are_marked_as_seen(client, world, system):
    make_running(world, due=date(2024, 12, 31))
    make_running(world, due=date(2024, 11, 30))
    remind(system, today=date(2025, 1, 10))
    officer = world.actor("Thành")
    client.force_login(world.people["Thành"])
    address = reverse("web:notices")
    assert "<strong>2 lời nhắc chưa xem</strong>" in client.get(address).content.decode()
    client.post(address, {"notice": queries.notices_of(officer)[0].pk})
    assert queries.notices_of(officer).count() == 1
    others = queries.notices_of(world.actor("Hương")).count()
    client.post(address)
    assert "Đã xem cả 2 lời nhắc." in client.get(address).content.decode()
    assert queries.notices_of(world.actor("Hương")).count() == others


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 12, 23), State.OPEN),
        (date(2024, 12, 24), State.SOON),
        (date(2024, 12, 31), State.SOON),
        (date(2025, 1, 1), State.OVERDUE),
    ],
)
def test_the_state_of_a_duty_is_read_from_the_day_alike_in_python_and_in_the_database(world, day, state):
    duty = make_running(world, due=date(2024, 12, 31)).obligation
    assert duty.state_on(day) == state
    for other in State:
        assert Obligation.objects.in_state(other, day).filter(pk=duty.pk).exists() == (other == state)


def test_my_work_is_what_my_own_unit_owes_and_not_what_lies_below(world):
    make_running(world, lead=world.party("Phước Hòa"))
    assert queries.work_of(world.actor("Duyên")).count() == 1
    assert queries.work_of(world.actor("Hương")).count() == 0
