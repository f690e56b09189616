"""Duties that an office notes from the law: computed, explained, done, and computed anew when the law changes."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.law import pack, used_by
from antoan.law.tests.conftest import own_law, whole_law  # noqa: F401  (fixtures)
from antoan.obligations.commands import finish_duty, note_duty, recompute
from antoan.obligations.models import Obligation, State
from antoan.obligations.refusals import AlreadyNoted, BeforeTheEvent, NoDayFollows, NoLongerOwed
from antoan.plans.tests.factories import make_world
from antoan.units import commands as units
from antoan.units.succession import pass_on_work

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DECLARED = date(2026, 10, 1)
AMENDED = """
instruments:
  Luật 998/2026/QH16: {about: Sửa thời hạn điều tra (ví dụ), issued: 2026-06-01, valid_from: 2026-09-01, confidence: likely}
amendments:
  accidents.investigation_time_limit:
    values:
      - {valid_from: 2026-09-01, value: {fatal: 45}, citation: {document: Luật 998/2026/QH16, provision: Điều 2}, confidence: likely}
"""


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def officer(world):
    return world.actor("Thành")


def noted(officer, world, **facts):
    facts = {
        "duty": "investigate_accident",
        "event_on": DECLARED,
        "given": {"gravity": "fatal"},
        "note": "vụ mỏ đá",
    } | facts
    return note_duty(officer, unit=world.committee, **facts)


def test_a_duty_of_the_law_stands_among_the_units_work_with_its_steps(world, officer):
    row = noted(officer, world)
    assert (row.due, row.first_due, row.basis) == (date(2026, 11, 2), date(2026, 11, 2), "Luật 84/2015/QH13, Điều 35")
    assert row.steps[0].startswith("khai báo 01/10/2026, chết người: 30 ngày")
    assert row.title == "Điều tra tai nạn lao động: vụ mỏ đá"


def test_the_same_event_is_noted_once_and_what_is_open_not_at_all(world, officer):
    noted(officer, world)
    with pytest.raises(AlreadyNoted):
        noted(officer, world)
    with pytest.raises(NoDayFollows, match="O-11"):
        noted(officer, world, duty="file_for_insurance", given={})
    with pytest.raises(NotPermitted):
        noted(world.actor("Xuân"), world)


def test_what_is_done_is_done_once_and_not_before_it_began(world, officer):
    row = noted(officer, world, event_on=date(2026, 3, 2))
    with pytest.raises(BeforeTheEvent):
        finish_duty(officer, obligation=row, on=date(2026, 3, 1))
    assert finish_duty(officer, obligation=row, on=date(2026, 3, 20)).state == State.DONE
    with pytest.raises(NoLongerOwed):
        finish_duty(officer, obligation=row, on=date(2026, 3, 21))


def test_an_amendment_moves_open_duties_tells_the_difference_and_keeps_the_first_day(world, officer, system, whole_law):  # noqa: F811
    row, other = noted(officer, world), noted(officer, world, given={"gravity": "serious"}, note="vụ khác")
    (whole_law / "sua-thoi-han.yaml").write_text(AMENDED, encoding="utf-8")
    pack.refresh()
    [told] = recompute(system, dry_run=True)
    assert (told.before, told.after) == (date(2026, 11, 2), date(2026, 11, 16))
    row.refresh_from_db()
    assert row.due == date(2026, 11, 2)
    assert list(recompute(system)) == [told]
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.due, row.first_due, row.basis) == (told.after, told.before, "Luật 998/2026/QH16, Điều 2")
    assert "45 ngày" in row.steps[0]
    assert other.due == other.first_due
    event = AuditEvent.objects.get(action="obligations.duties.recomputed")
    assert event.what["moved"] == [{"duty": row.pk, "before": "2026-11-02", "after": "2026-11-16"}]
    assert list(recompute(system)) == []


def test_a_run_that_was_killed_goes_on_where_it_stood(world, officer, system, whole_law):  # noqa: F811
    for number in range(5):
        noted(officer, world, note=f"vụ {number}")
    (whole_law / "sua-thoi-han.yaml").write_text(AMENDED, encoding="utf-8")
    pack.refresh()
    run = recompute(system, batch=2)
    next(run)
    run.close()  # killed within the first batch
    assert Obligation.objects.filter(due=date(2026, 11, 16)).count() == 2
    assert len(list(recompute(system, batch=2))) == 3


def test_the_page_of_a_rule_names_the_duties_that_stand_on_it():
    uses = [use for find in used_by for use in find("accidents.investigation_time_limit")]
    assert [use.name for use in uses] == ["Điều tra tai nạn lao động"]
    assert uses[0].address.endswith("?loai=investigate_accident")


def test_an_officer_asks_until_when_and_reads_why_and_who(client, world):
    client.force_login(world.people["Thành"], backend=BACKEND)
    ask = {"loai": "investigate_accident", "ngay": "2024-06-20", "gravity": "fatal"}
    page = client.get(reverse("obligations:reckon"), ask).content.decode()
    assert "ngày 22/07/2024" in page
    assert "20/07/2024: thứ Bảy" in page
    assert "Sở Lao động – Thương binh và Xã hội" in page
    page = client.get(reverse("obligations:reckon"), ask | {"ngay": "2025-08-20"}).content.decode()
    assert "Sở Nội vụ" in page
    assert "từ ngày 01/07/2025" in page


def test_from_the_page_it_is_put_on_the_list_and_reported_done(client, world):
    client.force_login(world.people["Thành"], backend=BACKEND)
    address = reverse("obligations:reckon") + "?loai=investigate_accident&ngay=2026-03-02&gravity=serious"
    made = client.post(address, {"unit": world.committee.pk, "note": "vụ mỏ đá"})
    row = Obligation.objects.get(kind="law.duty")
    assert made.url == reverse("obligations:duty", args=[row.pk])
    client.post(reverse("obligations:finish", args=[row.pk]), {"on": "2026-03-05"})
    row.refresh_from_db()
    assert row.done_on == date(2026, 3, 5)


def test_an_open_question_is_answered_with_its_words(client, world):
    client.force_login(world.people["Thành"], backend=BACKEND)
    page = client.get(
        reverse("obligations:reckon"), {"loai": "file_for_insurance", "ngay": "2025-08-01"}
    ).content.decode()
    assert "câu hỏi mở O-11" in page


def test_a_question_that_the_duty_brings_with_it_is_asked_before_it_is_blamed(client, world):
    client.force_login(world.people["Thành"])
    page = client.get(reverse("obligations:reckon"), {"loai": "investigate_accident", "ngay": "2025-08-20"})
    words = page.content.decode()
    assert "Mức độ tai nạn" in words
    assert "Chưa lưu được" not in words
    assert 'value="2025-08-20"' in words


def test_a_duty_of_the_law_passes_to_the_successor_with_its_day_and_its_reasons(world, officer, system):
    party, heir = world.party("Phước Bình"), world.party("Phước Hòa")
    row = note_duty(
        world.actor("Xuân"), unit=party, duty="investigate_accident", event_on=DECLARED, given={"gravity": "fatal"}
    )
    units.merge_units(
        system, predecessors=[party], successor=heir, on=date(2026, 10, 15), basis="Nghị quyết", with_sub_units=True
    )
    moved = pass_on_work(system, on=date(2026, 10, 15), dry_run=False).moved
    assert [line.to_unit for line in moved if line.what == "việc theo luật"] == [str(heir)]
    row.refresh_from_db()
    heir_row = Obligation.objects.get(kind="law.duty", unit=heir)
    assert row.passed_to == heir_row
    assert (heir_row.due, heir_row.steps, heir_row.derived) == (row.due, row.steps, row.derived)
