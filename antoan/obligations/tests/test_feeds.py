"""Duties in a person's own calendar, read back by a calendar library as a telephone would read them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.obligations import commands
from antoan.obligations.models import Feed
from antoan.plans import commands as plans
from antoan.plans.tests.factories import make_running, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return make_world()


def read(secret):
    answer = Client().get(reverse("obligations:feed", args=[secret]))
    return answer, list(Calendar.from_ical(answer.content).walk("VEVENT")) if answer.status_code == 200 else []


def test_a_calendar_program_reads_what_the_unit_owes_without_signing_in(world):
    part = make_running(world, due=date(2099, 12, 30))
    answer, [event] = read(commands.make_feed(world.actor("Thành")))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["SUMMARY"] == f"Hạn: {part.task.text}"
    assert event["DTSTART"].dt == date(2099, 12, 30)
    assert event["URL"] == f"http://testserver{part.get_absolute_url()}"
    assert "UBND huyện Bác Ái" in event["DESCRIPTION"]


def test_an_extended_duty_moves_in_the_calendar_and_stays_the_same_event(world):
    part = make_running(world, due=date(2099, 12, 30))
    secret = commands.make_feed(world.actor("Thành"))
    _, [before] = read(secret)
    asked = plans.ask_extension(world.actor("Thành"), assignment=part, asked_due=date(2100, 3, 31), reason="Mưa lũ")
    plans.decide_extension(world.actor("Hương"), extension=asked, is_granted=True, decision="Đồng ý")
    _, [after] = read(secret)
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], date(2100, 3, 31))
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt


def test_a_revoked_address_and_a_guessed_one_open_nothing(world):
    actor = world.actor("Thành")
    secret = commands.make_feed(actor)
    commands.revoke_feed(actor, feed=Feed.objects.get())
    assert read(secret)[0].status_code == 404
    assert read("x" * 43)[0].status_code == 404
    assert [event.action for event in AuditEvent.objects.order_by("number")][-2:] == [
        "obligations.feed.made",
        "obligations.feed.revoked",
    ]


def test_the_address_of_a_person_who_was_shut_out_opens_nothing(world):
    secret = commands.make_feed(world.actor("Thành"))
    world.people["Thành"].is_active = False
    world.people["Thành"].save()
    assert read(secret)[0].status_code == 404


def test_the_secret_itself_is_not_kept(world):
    secret = commands.make_feed(world.actor("Thành"))
    assert secret not in str(Feed.objects.values())


def test_nobody_revokes_the_feed_of_another(world):
    commands.make_feed(world.actor("Thành"))
    with pytest.raises(NotPermitted):
        commands.revoke_feed(world.actor("Hương"), feed=Feed.objects.get())


def test_the_page_shows_a_new_address_once(client, world):
    client.force_login(world.people["Thành"], backend=BACKEND)
    made = client.post(reverse("obligations:feeds")).content.decode()
    assert "/viec/lich/" in made
    assert ".ics" in made
    assert ".ics" not in client.get(reverse("obligations:feeds")).content.decode()
