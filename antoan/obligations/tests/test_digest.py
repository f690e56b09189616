"""The morning mail: once a working day, in the day, to whoever wants it and owes something."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from antoan.obligations.commands import queue_digests
from antoan.obligations.digest import may_write
from antoan.obligations.models import Digest
from antoan.plans.tests.factories import make_running, make_world

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 23, 8, tzinfo=VIETNAM)


@pytest.fixture
def world(db):
    world = make_world()
    thanh = world.people["Thành"]
    thanh.email = "thanh@bacai.example"
    thanh.save()
    return world


def queue(system, callbacks, now=MONDAY):
    with callbacks(execute=True):
        return queue_digests(system, now=now)


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-11-23 08:00", True),
        ("2026-11-23 06:59", False),
        ("2026-11-23 18:00", False),
        ("2026-11-22 09:00", False),  # Sunday
        ("2026-09-02 09:00", False),  # Quốc khánh
        ("2026-08-22 09:00", True),  # a Saturday worked for a day off
    ],
)
def test_nobody_is_written_to_at_night_or_on_days_off(moment, may):
    assert may_write(datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)) is may


def test_one_mail_a_day_tells_what_is_late_with_its_address(
    world, system, mailoutbox, django_capture_on_commit_callbacks
):
    part = make_running(world, due=date(2024, 12, 31))
    assert queue(system, django_capture_on_commit_callbacks) == 1
    assert queue(system, django_capture_on_commit_callbacks) == 0
    [mail] = mailoutbox
    assert mail.to == ["thanh@bacai.example"]
    assert mail.subject == "An Toàn: 1 việc quá hạn, 0 việc trong 7 ngày"
    assert f"31/12/2024 · {part.task.text}" in mail.body
    assert part.get_absolute_url() in mail.body
    assert Digest.objects.get().sent_at is not None


def test_who_does_not_want_it_or_owes_nothing_is_left_in_peace(
    world, system, mailoutbox, django_capture_on_commit_callbacks
):
    assert queue(system, django_capture_on_commit_callbacks) == 1  # wants it, and owes nothing
    assert mailoutbox == []
    world.people["Thành"].wants_digest = False
    world.people["Thành"].save()
    make_running(world, due=date(2024, 12, 31))
    assert queue(system, django_capture_on_commit_callbacks, MONDAY.replace(day=24)) == 0
