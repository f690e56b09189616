"""The whole way of a duty that nobody does: from the first reminder to the head and the upper body, with mail only when one may."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine as clock

from antoan.accounts.models import Role
from antoan.obligations import queries
from antoan.obligations.commands import queue_digests, remind
from antoan.obligations.models import Notice, Obligation
from antoan.plans.tests.factories import make_running, make_world

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2026, 8, 28)  # a Friday; after it a weekend, a day swapped (31/8) and the two days of Quốc khánh


@pytest.fixture
def world(db):
    world = make_world()
    world.person("Sơn", world.district, Role.LEADER)  # answers for it, and does not sit in the body
    for name in ("Thành", "Sơn", "Hương"):
        world.people[name].email = f"{name.lower()}@bacai.example"
        world.people[name].save()
    return world


@pytest.fixture
def duty(world):
    part = make_running(world, due=DUE)
    Obligation.objects.filter(pk=part.obligation_id).update(accountable=world.people["Sơn"])
    return part.obligation


def notices(world, name):
    return {notice.step for notice in queries.notices_of(world.actor(name))}


def test_a_duty_nobody_does_climbs_from_the_body_to_its_head_and_to_the_body_above(world, duty, system):
    remind(system, today=DUE - timedelta(days=7))
    assert (notices(world, "Thành"), notices(world, "Sơn"), notices(world, "Hương")) == ({"soon"}, set(), set())
    remind(system, today=DUE)
    assert (notices(world, "Thành"), notices(world, "Sơn"), notices(world, "Hương")) == (
        {"soon", "due"},
        {"due"},
        set(),
    )
    remind(system, today=DUE + timedelta(days=1))
    assert notices(world, "Thành") == {"soon", "due", "overdue"}
    assert notices(world, "Sơn") == {"due", "overdue"}
    assert notices(world, "Hương") == set()
    remind(system, today=DUE + timedelta(days=7))
    assert notices(world, "Hương") == {"escalated"}
    assert Notice.objects.count() == 6
    assert remind(system, today=DUE + timedelta(days=30)) == 0


def test_a_head_who_sits_in_the_body_is_told_once(world, system):
    part = make_running(world, due=DUE)
    Obligation.objects.filter(pk=part.obligation_id).update(accountable=world.people["Thành"])
    remind(system, today=DUE)
    assert queries.notices_of(world.actor("Thành")).count() == 1


def test_an_extension_begins_the_way_anew(world, duty, system):
    remind(system, today=DUE + timedelta(days=7))
    Obligation.objects.filter(pk=duty.pk).update(due=DUE + timedelta(days=60))
    assert remind(system, today=DUE + timedelta(days=8)) == 0
    assert remind(system, today=DUE + timedelta(days=60)) == 2


def test_mail_waits_for_the_morning_of_the_next_working_day(
    world, duty, system, mailoutbox, django_capture_on_commit_callbacks
):
    def mails(*moment):
        now = datetime(*moment, tzinfo=VIETNAM)
        mailoutbox.clear()
        with clock.travel(now, tick=False), django_capture_on_commit_callbacks(execute=True):
            remind(system, today=now.date())
            queue_digests(system, now=now)
        return {mail.to[0].partition("@")[0] for mail in mailoutbox}

    assert mails(2026, 8, 28, 19) == set()  # evening
    assert mails(2026, 8, 29, 9) == set()  # Saturday
    assert mails(2026, 8, 31, 9) == set()  # swapped for a Saturday
    assert mails(2026, 9, 2, 9) == set()  # Quốc khánh
    assert mails(2026, 9, 3, 6) == set()  # before seven
    assert mails(2026, 9, 3, 7) == {"thành", "sơn"}
    assert mails(2026, 9, 4, 8) == {"thành", "sơn", "hương"}  # a week late: the body above hears of it
