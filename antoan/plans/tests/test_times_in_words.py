"""A time that is no single day is said as the text has it, wherever a task is shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antoan.core import spreadsheets
from antoan.core.spreadsheets import Column
from antoan.plans import commands, review, sheets
from antoan.plans.commands.tracker import changes_of
from antoan.plans.review.paper import as_paper
from antoan.plans.tests.factories import make_plan, make_proposal, make_running

CYCLE = ("annual", "hằng năm, trước ngày 15/11")
SPAN = ("", "trong vòng 05 ngày làm việc kể từ ngày kết thúc kiểm tra")


@pytest.fixture
def office_pages(client, world):
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return lambda *address: client.get(reverse(*address[:1], args=address[1:])).content.decode()


@pytest.mark.parametrize(("recurrence", "when"), [CYCLE, SPAN])
def test_the_review_says_it_and_an_accepted_task_keeps_it(office, office_pages, world, recurrence, when):
    plan = make_plan(world.district)
    proposal = make_proposal(plan, recurrence=recurrence, when=when)
    assert when in office_pages("plans:review", plan.pk)
    assert commands.accept(office, proposal=proposal).undated_words == when


def test_another_cycle_chosen_by_a_person_takes_the_words_of_the_text_away(office, world):
    proposal = make_proposal(make_plan(world.district), recurrence="annual", when=CYCLE[1])
    commands.mend(
        office, proposal=proposal, version=proposal.version, text=proposal.text, due=None, recurrence="quarterly", product="", lead_units=[], coordinate_units=[]
    )  # fmt: skip
    proposal.refresh_from_db()
    assert proposal.undated_words == "hằng quý"


@pytest.mark.parametrize(("recurrence", "when"), [CYCLE, SPAN])
def test_plan_task_part_report_and_workbook_say_it(office, office_pages, world, recurrence, when):
    part = make_running(world, due=None, recurrence=recurrence, when=when)
    plan = part.task.plan
    part.task.refresh_from_db()
    assert part.task.undated_words == when
    for address in (("plans:plan", plan.pk), ("plans:task", part.task.pk), ("plans:assignment", part.pk)):
        assert when in office_pages(*address), address
    built = review.build(office, plan=plan, unit=plan.unit, term="2024")
    assert when in str(as_paper(built))
    [sheet] = spreadsheets.read(sheets.export(plan))
    assert any(when in row for row in sheet.rows)


@pytest.mark.parametrize(("recurrence", "when"), [CYCLE, SPAN])
def test_a_tracker_that_was_taken_out_comes_back_the_same(world, recurrence, when):
    plan = make_running(world, due=None, recurrence=recurrence, when=when).task.plan
    [sheet] = spreadsheets.read(sheets.export(plan))
    start = sheets.find_headings(sheet)
    [row] = sheets.read_rows(sheet, start, sheets.recognise(sheet.rows[start]), plan)
    assert (row.due, row.recurrence, row.when, dict(row.faults)) == (None, recurrence, when, {})
    assert changes_of(plan, [row]) == {row.number: []}


def test_the_preview_of_a_tracker_says_it_and_another_day_of_the_cycle_is_a_change(client, office, office_pages, world):
    plan = make_running(
        world, due=None, recurrence="annual", when=CYCLE[1], text="Báo cáo công tác huấn luyện"
    ).task.plan
    columns = [Column("Nội dung nhiệm vụ"), Column("Cơ quan chủ trì"), Column("Thời hạn")]
    rows = [["Báo cáo công tác huấn luyện", "", "hằng năm, trước ngày 20/12"]]
    file = SimpleUploadedFile("theo-doi.xlsx", spreadsheets.write("BẢNG THEO DÕI", columns, rows))
    page = client.post(reverse("plans:tracker", args=[plan.pk]), {"file": file})
    assert "thời hạn → hằng năm, trước ngày 20/12" in page.content.decode().lower()
    client.post(
        reverse("plans:tracker", args=[plan.pk]), {"content": page.context["content"], "sheet_name": "Danh sách", "deed": "take"}
    )  # fmt: skip
    assert plan.tasks.get().undated_words == "hằng năm, trước ngày 20/12"


def test_a_plan_put_in_force_with_nothing_given_does_not_say_that_units_see_their_tasks(
    client, office_pages, office, world
):
    plan = make_plan(world.district, status="reviewing")
    commands.accept(office, proposal=make_proposal(plan))
    page = client.post(
        reverse("plans:issue", args=[plan.pk]),
        {"number": "45", "issued_on": "2024-06-20", "despite": "on"},
        follow=True,
    )
    said = page.content.decode()
    assert "Kế hoạch đã được đưa vào thực hiện. Chưa nhiệm vụ nào được giao." in said
    assert "Các đơn vị thấy nhiệm vụ" not in said


def test_a_unit_that_extends_its_own_day_is_said_to_have_done_so_itself(client, office, office_pages, world):
    own = make_running(world, lead=world.district)
    asked = commands.ask_extension(office, assignment=own, asked_due=date(2025, 3, 31), reason="Chờ sau mùa mưa")
    page = office_pages("plans:assignment", own.pk)
    assert "thường là thủ trưởng, quyết việc này" in page
    assert "Cho gia hạn" not in page
    commands.decide_extension(world.actor("Phương"), extension=asked, is_granted=True)
    assert "đơn vị tự gia hạn" in office_pages("plans:assignment", own.pk)
