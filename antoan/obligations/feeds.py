"""What a person owes as an iCalendar feed (RFC 5545), for the calendar of a telephone."""

from __future__ import annotations

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from antoan.core.scoping import Actor
from antoan.obligations.kinds import kind_of
from antoan.obligations.queries import work_of

DAY_BEFORE = timedelta(hours=-15)  # nine in the morning of the day before: an all-day event begins at midnight


def calendar_of(actor: Actor, base: str) -> bytes:
    """Every duty with a day that the actor's units or he himself owe, as all-day events; `base` is the product's address.

    An event keeps its UID when the day moves, so that a calendar moves it too.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//An Toan//antoan//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "An Toàn: việc đến hạn")
    calendar.add("refresh-interval;value=duration", "PT6H")
    for duty in work_of(actor).filter(due__isnull=False):
        assert duty.due is not None
        event = Event()
        event.add("uid", f"viec-{duty.pk}@antoan")
        event.add("dtstamp", duty.changed_at)
        event.add("dtstart", duty.due)
        event.add("dtend", duty.due + timedelta(days=1))
        event.add("summary", f"{'Phối hợp' if duty.is_help else 'Hạn'}: {duty.title}")
        said = [str(kind_of(duty).name), duty.stands_with, f"Căn cứ: {duty.basis}" if duty.basis else ""]
        event.add("description", "\n".join(line for line in said if line))
        event.add("url", base + kind_of(duty).address(duty))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"Ngày mai đến hạn: {duty.title}")
        alarm.add("trigger", DAY_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()
