"""Figures counted over a whole reach are remembered until somebody does something, and never a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from antoan.core import audit
from antoan.core.audit import GENESIS
from antoan.core.models import AuditHead
from antoan.core.scoping import Actor, Grant, system_actor
from antoan.plans.models import Assignment
from antoan.plans.queries.remembered import until_the_next_deed
from antoan.plans.tests.factories import make_running, make_world


@pytest.fixture
def emptied(transactional_db):
    """A database in which transactions end, its log begun, and nothing remembered."""
    AuditHead.objects.get_or_create(pk=1, defaults={"digest": GENESIS})  # emptying the tables took it away
    cache.clear()


@pytest.fixture
def asked() -> tuple[list[int], Callable[[], int]]:
    """How often something was counted, and the counting."""
    times: list[int] = []

    def ask() -> int:
        times.append(len(times) + 1)
        return times[-1]

    return times, ask


def do_something() -> None:
    with transaction.atomic():
        audit.record(system_actor(), "plans.plan.described", AuditHead.objects.get())


def reader(unit_id: int) -> Actor:
    return Actor(1, "Hương", (Grant(unit_id, "leader", frozenset({"plans.view"}), subtree=True),))


@pytest.mark.usefixtures("emptied")
def test_a_figure_is_counted_again_only_after_a_deed(asked):
    times, ask = asked
    assert [until_the_next_deed("plans", ask) for _ in range(3)] == [1, 1, 1]
    do_something()
    assert until_the_next_deed("plans", ask) == 2
    assert times == [1, 2]


@pytest.mark.usefixtures("emptied")
def test_whoever_reaches_other_units_has_figures_of_his_own(asked):
    _, ask = asked
    assert until_the_next_deed("plans", ask, reader=reader(1)) == 1
    assert until_the_next_deed("plans", ask, reader=reader(2)) == 2
    assert until_the_next_deed("plans", ask, reader=system_actor()) == 3
    assert until_the_next_deed("plans", ask, reader=reader(1)) == 1


@pytest.mark.usefixtures("emptied")
def test_another_day_is_counted_anew(asked, time_machine):
    _, ask = asked
    time_machine.move_to("2024-09-16T09:00+07:00")
    assert until_the_next_deed("plans", ask) == 1
    time_machine.move_to("2024-09-17T09:00+07:00")
    assert until_the_next_deed("plans", ask) == 2


@pytest.mark.django_db
def test_inside_a_transaction_it_is_always_counted(asked):
    _, ask = asked
    assert [until_the_next_deed("plans", ask) for _ in range(2)] == [1, 2]


@pytest.mark.usefixtures("emptied")
def test_the_leader_sees_a_deed_at_once():
    world = make_world()
    part = make_running(world, due=date(2099, 12, 31))
    client = Client()
    client.force_login(world.people["Phương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("web:leader"))
    Assignment.objects.filter(pk=part.pk).update(due="2024-07-01", first_due="2024-07-01")
    assert client.get(reverse("web:leader")).context["overdue_count"] == 0  # nobody did that by a deed
    do_something()
    assert client.get(reverse("web:leader")).context["overdue_count"] == 1
