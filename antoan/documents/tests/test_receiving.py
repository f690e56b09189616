from datetime import date

import pytest

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.documents import commands
from antoan.documents.refusals import AlreadyDone, DueBeforeToday, NotAColleague, NotOpened
from antoan.documents.tests.factories import make_issued
from antoan.obligations.kinds import kind_of
from antoan.obligations.queries import work_of

TODAY = date(2026, 3, 16)


@pytest.fixture
def dispatch(world):
    document = make_issued(world.committee, signed_on=TODAY, recipients=[world.communes["Phước Bình"]])
    return document.dispatches.get()


def test_opening_is_the_receipt_and_the_second_opening_changes_nothing(world, dispatch):
    opened = commands.open_dispatch(world.actor("Xuân"), dispatch=dispatch)
    again = commands.open_dispatch(world.actor("Duyên"), dispatch=dispatch)
    assert opened.opened_by == again.opened_by == world.people["Xuân"]
    assert AuditEvent.objects.filter(action="documents.dispatch.opened").count() == 1


def test_only_the_receiving_unit_opens_and_assigns(world, dispatch):
    for name in ("Hạnh", "Sính", "Hòa"):
        with pytest.raises(NotPermitted):
            commands.open_dispatch(world.actor(name), dispatch=dispatch)


def test_a_document_is_opened_then_assigned_to_a_colleague_and_dealt_with(world, dispatch):
    xuan = world.actor("Xuân")
    duyen = world.people["Duyên"]
    with pytest.raises(NotOpened):
        commands.assign_dispatch(xuan, dispatch=dispatch, to=duyen)
    commands.open_dispatch(xuan, dispatch=dispatch)
    given = commands.assign_dispatch(xuan, dispatch=dispatch, to=duyen, due=date(2026, 3, 20), instruction="Tham mưu.")
    assert (given.assigned_to, given.due, given.instruction) == (duyen, date(2026, 3, 20), "Tham mưu.")
    done = commands.finish_dispatch(world.actor("Duyên"), dispatch=dispatch, result="Kế hoạch 12/KH-UBND")
    assert (done.done_by, done.result) == (duyen, "Kế hoạch 12/KH-UBND")
    with pytest.raises(AlreadyDone, match="16/03/2026"):
        commands.assign_dispatch(xuan, dispatch=dispatch, to=duyen)


def test_a_document_with_a_day_is_a_duty_of_the_person_until_it_is_dealt_with(world, dispatch):
    xuan, duyen = world.actor("Xuân"), world.people["Duyên"]
    commands.open_dispatch(xuan, dispatch=dispatch)
    commands.assign_dispatch(xuan, dispatch=dispatch, to=duyen, due=date(2026, 3, 20))
    duty = work_of(world.actor("Duyên")).get()
    assert (duty.due, duty.accountable, duty.to) == (date(2026, 3, 20), duyen, dispatch.document.unit)
    assert kind_of(duty).address(duty) == dispatch.get_absolute_url()
    commands.assign_dispatch(xuan, dispatch=dispatch, to=duyen, due=date(2026, 3, 25))
    duty.refresh_from_db()
    assert (duty.first_due, duty.due) == (date(2026, 3, 20), date(2026, 3, 25))
    commands.assign_dispatch(xuan, dispatch=dispatch, to=world.people["Xuân"], due=date(2026, 3, 25))
    duty.refresh_from_db()
    assert duty.ended_on == date(2026, 3, 16)  # another answers for it now
    commands.finish_dispatch(xuan, dispatch=dispatch, result="Đã trả lời")
    dispatch.refresh_from_db()
    assert dispatch.obligation.done_on == date(2026, 3, 16)


def test_work_goes_only_to_people_of_the_unit_and_not_into_the_past(world, dispatch):
    xuan = world.actor("Xuân")
    commands.open_dispatch(xuan, dispatch=dispatch)
    with pytest.raises(NotAColleague, match="Lan"):
        commands.assign_dispatch(xuan, dispatch=dispatch, to=world.people["Lan"])
    with pytest.raises(DueBeforeToday):
        commands.assign_dispatch(xuan, dispatch=dispatch, to=world.people["Duyên"], due=date(2026, 3, 15))
    dispatch.refresh_from_db()
    assert dispatch.assigned_to is None


def test_days_unopened_are_counted_until_it_is_opened(world, dispatch, time_machine):
    time_machine.move_to("2026-03-20T03:00Z")
    assert dispatch.days_unopened == 4
    assert commands.open_dispatch(world.actor("Xuân"), dispatch=dispatch).days_unopened == 0
