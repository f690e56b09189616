from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from antoan.core import spreadsheets
from antoan.core.spreadsheets import Column, Sheet
from antoan.plans import sheets
from antoan.plans.models import ColumnMap, Plan
from antoan.plans.tests.factories import make_plan

HEADINGS = [
    "Thời hạn hoàn thành",
    "Ghi chú",
    "Nội dung công việc",
    "Cơ quan phối hợp",
    "STT",
    "Đơn vị chủ trì",
    "Sản phẩm",
]
ROWS = [
    [date(2024, 9, 30), "", "Rà soát các công trình xây dựng", "", 1, "UBND huyện", "Danh sách"],
    ["Quý III/2024", "", "Tập huấn an toàn lao động", "Liên đoàn Lao động huyện Bác Ái", 2, "UBND huyện", ""],
    ["thường xuyên", "", "Tuyên truyền trên loa truyền thanh", "", 3, "Ban Tuyên giáo Huyện ủy", ""],
    ["31/2/2024", "", "Kiểm tra mỏ đá", "", 4, "UBND huyện", ""],
    ["", "", "Giám sát", "", 5, "Sở Không Có Thật", ""],
]


@pytest.fixture
def plan(world):
    return make_plan(world.district)


def workbook(headings=HEADINGS, rows=ROWS):
    return spreadsheets.write("BẢNG THEO DÕI NHIỆM VỤ", [Column(heading) for heading in headings], rows)


def test_columns_are_recognised_in_any_order_by_their_words():
    assert sheets.recognise(HEADINGS) == {"due": 0, "text": 2, "coordinators": 3, "path": 4, "leads": 5, "product": 6}


def test_rows_are_understood_and_faults_named_at_their_field(world, plan):
    [sheet] = spreadsheets.read(workbook())
    start = sheets.find_headings(sheet)
    rows = sheets.read_rows(sheet, start, sheets.recognise(sheet.rows[start]), plan)
    assert [row.due for row in rows] == [date(2024, 9, 30), date(2024, 9, 30), None, None, None]
    assert rows[0].leads == (world.committee,)
    assert rows[2].recurrence == "continuous"
    assert "31/2/2024" in rows[3].faults["due"]
    assert "leads" in rows[4].faults
    assert [row.number for row in rows] == [4, 5, 6, 7, 8]


def test_a_tracker_is_previewed_taken_in_and_changes_nothing_the_second_time(client, world, plan):
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("plans:tracker", args=[plan.pk])
    looked = client.post(address, {"file": SimpleUploadedFile("theo-doi.xlsx", workbook())})
    assert "5 dòng nhiệm vụ" in looked.content.decode()
    assert not plan.tasks.exists()
    carried = {"content": looked.context["content"], "sheet_name": "Danh sách", "deed": "take"}
    assert client.post(address, carried).status_code == 302
    assert [task.text for task in plan.tasks.all()] == [row[2] for row in ROWS[:3]]
    assert plan.tasks.first().assignments.get().unit == world.committee
    assert ColumnMap.objects.get().columns["text"] == 2
    client.post(address, carried)
    assert plan.tasks.count() == 3


def test_a_sheet_that_travelled_with_the_page_cannot_be_changed_on_the_way(client, world, plan):
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(
        reverse("plans:tracker", args=[plan.pk]), {"content": "x" * 40, "sheet_name": "a", "deed": "take"}
    )
    assert "Không mở được" in answer.content.decode()
    assert not plan.tasks.exists()


def test_what_leaves_as_excel_comes_back_as_the_same_tasks(world, office, plan):
    from antoan.plans import commands

    [sheet] = spreadsheets.read(workbook(rows=ROWS[:2]))
    start = sheets.find_headings(sheet)
    columns = sheets.recognise(sheet.rows[start])
    rows = sheets.read_rows(sheet, start, columns, plan)
    commands.import_tracker(office, plan=plan, rows=rows, headings_key="k", columns=columns)
    [out] = spreadsheets.read(sheets.export(plan))
    start = sheets.find_headings(out)
    again = sheets.read_rows(out, start, sheets.recognise(out.rows[start]), plan)
    assert [(row.text, row.due, row.leads) for row in again] == [(row.text, row.due, row.leads) for row in rows]


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=20), st.integers(), st.dates()), min_size=3, max_size=8),
        min_size=1,
        max_size=12,
    )
)
def test_no_sheet_makes_finding_its_headings_fail(rows):
    sheet = Sheet("a", rows)
    assert 0 <= sheets.find_headings(sheet) < len(rows)


def test_an_office_that_has_only_excel_begins_its_plan_with_the_list(client, world):
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    facts = {"unit": world.district.pk, "title": "Công tác an toàn lao động năm 2024", "issued_on": "2024-06-20"}
    begun = client.post(reverse("plans:begin"), facts, follow=True)
    assert begun.redirect_chain[-1][0] == reverse("plans:tracker", args=[Plan.objects.get().pk])
    file = SimpleUploadedFile("theo-doi.xlsx", workbook())
    look = client.post(begun.redirect_chain[-1][0], {"file": file})
    facts = {"deed": "take", "content": look.context["content"], "sheet_name": look.context["sheet_name"]}
    client.post(begun.redirect_chain[-1][0], facts)
    assert Plan.objects.get().tasks.filter(assignments__unit=world.committee).count() == 2


def test_a_plan_cannot_begin_without_a_title(client, world):
    client.force_login(world.people["Hương"], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("plans:begin"), {"unit": world.district.pk, "title": "  "})
    assert answer.status_code == 200
    assert not Plan.objects.exists()
