"""The pages of figures answer a question in a sentence, and open to the records that the reader may see."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from antoan.plans import commands
from antoan.plans.tests.factories import make_running
from antoan.statistics import lake

EXPLORE, RECORDS = "statistics:explore", "statistics:records"


@pytest.fixture
def two_parts(world):
    kept = make_running(world)
    report = commands.report_progress(
        world.actor("Thành"), assignment=kept, text="Đã xong", claims_done=True, product="Báo cáo"
    )
    commands.confirm_report(world.actor("Hương"), report=report)
    return kept, make_running(world, lead=world.party("Phước Hòa"))


@pytest.fixture
def huong(client, world):
    client.force_login(world.people["Hương"])
    return client


@pytest.fixture
def duyen(client, world):
    client.force_login(world.people["Duyên"])
    return client


def page(client, name=EXPLORE, **asked):
    return client.get(reverse(name), {"chi_so": "plan_parts_on_time", "ky": "2024", **asked})


def text(response):
    return " ".join(response.content.decode().split())


def test_the_answer_stands_first_in_a_sentence_with_its_interval(huong, two_parts):
    said = text(page(huong, don_vi="Huyện ủy Bác Ái", theo="unit"))
    assert "Huyện ủy Bác Ái, năm 2024: 50% (1 trên 2), khoảng tin cậy 95% từ 9,45% đến 90,55%." in said
    assert "Không phần nào khác mức chung một cách có ý nghĩa" in said


def test_behind_a_number_are_the_records_that_were_counted(huong, two_parts):
    response = page(huong, RECORDS, don_vi="Huyện ủy Bác Ái", phia="mau-so")
    assert [row.pk for row in response.context["rows"]] == [part.pk for part in two_parts]
    assert two_parts[0].get_absolute_url() in response.content.decode()


def test_figures_of_units_out_of_reach_are_not_told(duyen, two_parts):
    said = text(page(duyen, don_vi="Huyện ủy Bác Ái"))
    assert "Trong tầm của bạn không có đơn vị “Huyện ủy Bác Ái”" in said
    assert "trên 2" not in said
    assert page(duyen, RECORDS, don_vi="Huyện ủy Bác Ái").status_code == 404


def test_without_a_question_the_readers_own_unit_and_year_are_asked(duyen, two_parts):
    assert "Đảng ủy xã Phước Hòa, năm 2024: 0% (0 trên 1)" in text(duyen.get(reverse(EXPLORE)))


@pytest.mark.parametrize(
    ("asked", "said"), [({"ky": "năm ngoái"}, "“NĂM NGOÁI” không phải là kỳ"), ({"chi_so": "x"}, "Chỉ số")]
)
def test_a_question_that_cannot_be_read_is_asked_back(huong, two_parts, asked, said):
    response = page(huong, **asked)
    assert response.context["answer"] is None
    assert said.casefold() in text(response).casefold()


def test_the_table_leaves_as_excel_and_csv(huong, two_parts):
    book = openpyxl.load_workbook(io.BytesIO(page(huong, don_vi="Huyện ủy Bác Ái", theo="unit", dang="xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert ["UBND huyện Bác Ái", 1, 1, 100] in [row[:4] for row in rows]
    lines = page(huong, don_vi="Huyện ủy Bác Ái", dang="csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == "Huyện ủy Bác Ái,1.0,2.0,50.0,9.45,90.55"  # rounded as on the page


def test_a_figure_follows_the_records_on_the_very_next_page(huong, world, two_parts):
    assert "50%" in text(page(huong, don_vi="Huyện ủy Bác Ái"))
    part = two_parts[1]
    report = commands.report_progress(
        world.actor("Duyên"), assignment=part, text="Đã xong", claims_done=True, product="Báo cáo", on=date(2024, 9, 16)
    )
    commands.confirm_report(world.actor("Hương"), report=report)
    assert "100% (2 trên 2)" in text(page(huong, don_vi="Huyện ủy Bác Ái"))


def test_a_definition_says_what_is_counted_and_who_says_so(huong):
    said = text(huong.get(reverse("statistics:definition", args=["plan_parts_on_time"])))
    assert "một phần việc mà một đơn vị chủ trì" in said
    assert "Wilson" in said
    assert huong.get(reverse("statistics:definition", args=["nothing"])).status_code == 404


def test_a_target_is_told_with_the_figure_and_with_the_definition(huong, two_parts):
    aim = "Mục tiêu"
    asked = text(page(huong, chi_so="osh_staff_trained", don_vi="Huyện ủy Bác Ái"))
    assert "Mục tiêu: ít nhất 80% đến hết ngày 31/12/2025 (Nghị quyết 19/NQ-CP năm 2022)." in asked
    assert "ít nhất 80%" in text(huong.get(reverse("statistics:definition", args=["osh_staff_trained"])))
    assert aim not in text(page(huong, don_vi="Huyện ủy Bác Ái"))


def test_a_question_that_is_not_understood_does_not_speak_of_saving(huong, two_parts):
    said = text(page(huong, ky="năm ngoái"))
    assert "Chưa hiểu câu hỏi" in said
    assert "Chưa lưu được" not in said


def test_a_damaged_file_of_the_right_size_is_written_anew_and_it_is_said(huong, two_parts):
    page(huong, don_vi="Huyện ủy Bác Ái")
    [path] = lake.folder().glob("plans.parts/**/*.parquet")
    path.write_bytes(b"x" * path.stat().st_size)
    said = text(page(huong, don_vi="Huyện ủy Bác Ái"))
    assert "50% (1 trên 2)" in said
    assert "đã viết lại từ hồ sơ" in said
    assert "đã viết lại từ hồ sơ" not in text(page(huong, don_vi="Huyện ủy Bác Ái"))


def test_somebody_of_a_body_that_was_merged_begins_with_its_last_year(client, world, two_parts, time_machine):
    type(world.district).objects.filter(pk=world.district.pk).update(ends_on=date(2025, 7, 1))
    time_machine.move_to("2026-03-16 10:00+07:00")
    client.force_login(world.people["Hương"])
    assert "Huyện ủy Bác Ái, năm 2025" in text(client.get(reverse(EXPLORE)))
