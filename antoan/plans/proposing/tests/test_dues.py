"""Due dates and cycles: what the words say, and nothing more."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.plans.proposing.dues import Years, read_timing

JUNE_2024 = Years.of(title="Thực hiện Chỉ thị", year=2024, month=6, day=10)


@pytest.mark.parametrize(
    ("words", "due", "operator"),
    [
        ("báo cáo trước ngày 15/7", "2024-07-15", "before"),
        ("xong trước 30/9/2024", "2024-09-30", "before"),
        ("trước ngày 15 tháng 12 năm 2024", "2024-12-15", "before"),
        ("chậm nhất ngày 05/8/2024", "2024-08-05", "no_later_than"),
        ("hoàn thành trong quý III", "2024-09-30", "within"),
        ("hoàn thành trong quý IV/2025", "2025-12-31", "within"),
        ("xong trong tháng 7/2024", "2024-07-31", "within"),
        ("xong trong tháng 2/2028", "2028-02-29", "within"),
        ("đến hết năm 2025", "2025-12-31", "within"),
        ("trong giai đoạn 2024-2030", "2030-12-31", "within"),
        ("từ ngày 1/7/2024 đến ngày 30/7/2024", "2024-07-30", "within"),
        ("hoàn thành trong 6 tháng đầu năm 2025", "2025-06-30", "within"),
    ],
)
def test_a_due_date_is_the_day_written_and_how_it_binds_stands_beside_it(words, due, operator):
    timing = read_timing(words, JUNE_2024)
    assert (timing.due, timing.operator) == (due, operator)


@pytest.mark.parametrize(
    ("words", "recurrence", "rule"),
    [
        (
            "hằng quý, trước ngày 20 của tháng cuối quý, báo cáo",
            "quarterly",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        ),
        ("chậm nhất ngày 05 hằng tháng", "monthly", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("định kỳ ngày 20 hàng tháng có báo cáo", "monthly", "FREQ=MONTHLY;BYMONTHDAY=20"),
        (
            "báo cáo 6 tháng (trước ngày 15/6) và hằng năm (trước ngày 15/12)",
            "semiannual",
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15",
        ),
        ("định kỳ 6 tháng, hằng năm báo cáo", "semiannual", "FREQ=YEARLY;BYMONTH=6,12"),
        ("hằng năm, trước ngày 15/12", "annual", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("hàng tuần giao ban", "weekly", "FREQ=WEEKLY"),
        ("trước ngày 15/6 và ngày 15/12 hằng năm", "semiannual", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
        (
            "định kỳ trước ngày 20 của tháng cuối quý gửi báo cáo",
            "quarterly",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        ),
        ("kiểm tra ít nhất 02 đợt/năm", "semiannual", "FREQ=YEARLY;BYMONTH=6,12"),
        ("Thường xuyên kiểm tra", "continuous", None),
    ],
)
def test_a_cycle_has_a_name_and_a_rule_and_no_single_due_date(words, recurrence, rule):
    timing = read_timing(words, JUNE_2024)
    assert (timing.recurrence, timing.rule, timing.due) == (recurrence, rule, None)


def test_periodic_without_a_measure_is_not_guessed_and_says_so():
    timing = read_timing("Định kỳ báo cáo đánh giá công tác", JUNE_2024)
    assert timing.recurrence is None
    assert "định kỳ" in timing.why[0]


def test_a_day_without_a_year_takes_only_a_year_that_the_document_fixes_and_names_it():
    assert "ngày ban hành văn bản" in read_timing("trước ngày 15/7", JUNE_2024).why[-1]
    assert read_timing("trước ngày 15/7", Years()).due is None
    assert read_timing("trước ngày 15/7", JUNE_2024.within("Nhiệm vụ năm 2025")).due == "2025-07-15"
    assert read_timing("trước ngày 15/7", Years.of(title="Kế hoạch năm 2026", year=2025, month=12)).due == "2026-07-15"


def test_a_day_of_the_documents_year_that_had_passed_is_left_open():
    timing = read_timing("hoàn thành trước ngày 10/01", JUNE_2024)
    assert timing.due is None
    assert "đã qua" in timing.why[0]


def test_a_day_that_cannot_be_is_no_due_date():
    assert read_timing("trước ngày 31/02/2025", JUNE_2024).due is None


def test_the_date_of_a_cited_document_is_no_due_date():
    assert read_timing("Thực hiện Chỉ thị số 31-CT/TW, ngày 19/3/2024 của Ban Bí thư", JUNE_2024).due is None


def test_a_condition_is_no_due_date_but_a_reason():
    timing = read_timing("ngay sau khi Kế hoạch được ban hành", JUNE_2024)
    assert timing.due is None
    assert "điều kiện" in timing.why[0]


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("ngày 11/9/2026 (thứ Sáu)", "2026-09-11"),
        ("từ ngày 11/9 đến hết năm 2026", "2026-12-31"),
        ("từ quý II/2026", None),
        ("Quý II, III/2024", "2024-09-30"),
        ("Tháng 5/2025", "2025-05-31"),
        ("2024-2030", "2030-12-31"),
        ("Khi có yêu cầu", None),
    ],
)
def test_a_cell_of_times_needs_no_words_around_its_date(cell, due):
    assert read_timing(cell, JUNE_2024, labelled=True).due == due


@settings(deadline=None)
@given(st.text(alphabet="0123456789/ -.trướcngàyáđếnhtquýIVăm", max_size=60), st.integers(1, 9999), st.booleans())
def test_whatever_the_words_a_due_date_is_a_day_of_the_calendar(words, year, labelled):
    due = read_timing(f"trước ngày {words}", Years(year, "thử"), labelled=labelled).due
    assert due is None or date.fromisoformat(due).isoformat() == due


@pytest.mark.parametrize(
    ("words", "due", "operator"),
    [
        ("trước ngày 10/01 năm sau", "2025-01-10", "before"),
        ("trước 17 giờ 00 ngày 25/7/2024", "2024-07-25", "no_later_than"),
        ("tổ chức tập huấn (quý III/2024)", "2024-09-30", "within"),
        ("gửi trước ngày 31/5/2024", "2024-05-31", "before"),
    ],
)
def test_the_next_year_an_hour_brackets_and_a_day_gone_by_are_read_as_written(words, due, operator):
    timing = read_timing(words, JUNE_2024)
    assert (timing.due, timing.operator) == (due, operator)


@pytest.mark.parametrize("words", ["trước ngày 31/6/2025", "trước ngày 31 tháng 6 hằng năm", "chậm nhất ngày 30/02"])
def test_a_day_that_no_calendar_has_is_named_and_gives_neither_due_date_nor_day_of_the_cycle(words):
    timing = read_timing(words, JUNE_2024)
    assert timing.due is None
    assert timing.impossible in words
    assert "BYMONTHDAY" not in (timing.rule or "")


def test_a_cycle_of_several_years_is_left_to_a_person():
    timing = read_timing("hai năm một lần tổ chức hội thi", JUNE_2024)
    assert (timing.recurrence, timing.due) == (None, None)
    assert "hai năm một lần" in timing.why[0]


def test_every_six_months_is_no_sixth_of_january():
    assert read_timing("tự kiểm tra ít nhất 6 tháng 1 lần", JUNE_2024).rule == "FREQ=YEARLY;BYMONTH=6,12"


def test_before_a_month_means_before_its_first_day():
    timing = read_timing("hoàn thành trước tháng 9/2024", JUNE_2024)
    assert (timing.due, timing.operator) == ("2024-09-01", "before")


def test_of_two_due_dates_the_first_is_taken_and_the_reason_says_so():
    timing = read_timing("báo cáo lần 1 trước ngày 15/7/2024, lần 2 trước ngày 15/12/2024", JUNE_2024)
    assert timing.due == "2024-07-15"
    assert "nhiều thời hạn" in timing.why[-1]


@pytest.mark.parametrize(
    "words",
    [
        "Lập Quy hoạch thoát nước đến năm 2045, tầm nhìn 2065",
        "Thực hiện Chiến lược quốc gia đến năm 2030",
        "đã xảy ra trong năm 2025",
    ],
)
def test_the_horizon_of_a_programme_and_the_time_of_a_fact_are_no_due_dates(words):
    assert read_timing(words, JUNE_2024).due is None


def test_a_plan_to_be_made_by_a_day_is_not_taken_for_a_plan_cited_by_its_day():
    assert read_timing("Xây dựng kế hoạch chi tiết trước ngày 30/8/2024", JUNE_2024).due == "2024-08-30"
    assert read_timing("Thực hiện Luật Tổ chức chính quyền địa phương ngày 16/6/2025", JUNE_2024).due is None


@pytest.mark.parametrize(
    ("text", "due", "recurrence"),
    [
        ("sơ kết 6 tháng trước ngày 25/6/2026 và tổng kết năm trước ngày 10/12/2026", "2026-06-25", None),
        ("phát tin mỗi tuần ít nhất 02 lượt trong tháng 5/2026", None, "weekly"),
        ("tổ chức sơ kết vào năm 2028, tổng kết vào năm 2030", "2028-12-31", None),
        ("báo cáo Ủy ban nhân dân xã trước ngày 05/7/2026 và ngày 05/01/2027", "2026-07-05", None),
        ("báo cáo trước ngày 15/3, 15/6, 15/9 và 15/12", "2026-03-15", None),
        ("khám máy xay xát; thời gian: Quý II, Quý IV năm 2026", "2026-12-31", None),
        ("hoàn thành trong năm 2026 và năm 2027", "2026-12-31", None),
        ("báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 05/12", None, "semiannual"),
        ("kiểm tra trong quý II và quý IV năm 2026", "2026-12-31", None),
        ("báo cáo hằng quý (trước ngày 20 tháng cuối quý) và năm (trước ngày 15/12)", None, "quarterly"),
    ],
)
def test_a_sentence_with_more_times_than_one_task_holds_is_shown_to_a_person(text, due, recurrence):
    timing = read_timing(text, Years(2026, "ngày ban hành văn bản", date(2026, 1, 12)))
    assert (timing.due, timing.recurrence) == (due, recurrence)
    assert timing.says_more


@pytest.mark.parametrize(
    ("text", "recurrence", "rule"),
    [
        ("tổ chức kiểm tra ít nhất 02 đợt/năm", "semiannual", "FREQ=YEARLY;BYMONTH=6,12"),
        ("kiểm tra liên ngành mỗi năm ít nhất 02 lần", "semiannual", "FREQ=YEARLY;BYMONTH=6,12"),
        ("mở lớp vào tháng 5 và tháng 11 hằng năm", "semiannual", "FREQ=YEARLY;BYMONTH=5,11"),
        ("giao ban 04 lần/năm", "quarterly", "FREQ=YEARLY;BYMONTH=3,6,9,12"),
        ("trước ngày 20/3, 20/6, 20/9, 20/12 hằng năm", "quarterly", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
        ("gửi trước ngày 05 của tháng đầu quý sau", "quarterly", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
        ("hằng năm báo cáo trước ngày 05/7 (6 tháng) và 10/01 năm sau (cả năm)", "semiannual", None),
    ],
)
def test_how_often_in_a_year_is_a_cycle_and_its_days_are_its_rule(text, recurrence, rule):
    timing = read_timing(text, Years(2026, "ngày ban hành văn bản", date(2026, 1, 12)))
    assert (timing.recurrence, timing.rule) == (recurrence, rule)


@pytest.mark.parametrize(
    "text",
    [
        "tổ chức từ ngày 01/5/2026 đến ngày 31/5/2026",
        "báo cáo trước ngày 15/12/2026",
        "thực hiện Công văn số 12/SNV ngày 03/02/2026, xong trước ngày 15/12/2026",
        "hằng năm, trước ngày 15/12",
    ],
)
def test_one_time_is_one_time(text):
    assert not read_timing(text, Years(2026, "ngày ban hành văn bản", date(2026, 1, 12))).says_more


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("báo cáo trước ngày 15/11 hằng năm", "hằng năm, trước ngày 15/11"),
        ("định kỳ 6 tháng, năm báo cáo trước 15/6 và 15/12", "6 tháng một lần, trước ngày 15/6 và 15/12"),
        ("báo cáo 6 tháng trước ngày 15/6, năm trước ngày 20/12", "6 tháng một lần, trước ngày 15/6 và 20/12"),
        ("hằng quý, trước ngày 20 của tháng cuối quý, báo cáo", "hằng quý, trước ngày 20 của tháng cuối quý"),
        ("chậm nhất ngày 05 hằng tháng", "hằng tháng, chậm nhất ngày 05"),
        ("hằng tháng trước ngày 05 của tháng sau", "hằng tháng, trước ngày 05 của tháng sau"),
        ("vào quý IV hằng năm tổng kết", "hằng năm, vào quý IV"),
        ("họp thứ sáu hằng tuần", "hằng tuần, thứ sáu"),
        ("hằng năm sơ kết", None),
        ("Thường xuyên kiểm tra", None),
        ("xong trước 30/9/2024", None),
    ],
)
def test_a_cycle_is_said_in_words_with_the_day_that_the_text_names(words, when):
    assert read_timing(words, JUNE_2024).when == when


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("gửi báo cáo trong vòng 05 ngày làm việc", "trong vòng 05 ngày làm việc, chưa rõ tính từ ngày nào"),
        (
            "báo cáo kết quả trong vòng 05 ngày làm việc kể từ ngày kết thúc kiểm tra, gửi về Sở",
            "trong vòng 05 ngày làm việc kể từ ngày kết thúc kiểm tra",
        ),
        ("báo cáo chậm nhất 24 giờ kể từ khi biết tin", "chậm nhất 24 giờ kể từ khi biết tin"),
    ],
)
def test_a_span_that_begins_with_an_event_is_said_as_written_and_sent_to_a_person(words, when):
    timing = read_timing(words, JUNE_2024)
    assert (timing.due, timing.when, timing.says_more) == (None, when, True)


def test_what_only_says_when_to_act_is_no_time_limit():
    assert read_timing("tổ chức trực khi có mưa lớn trên diện rộng", JUNE_2024).when is None
    assert read_timing("kết quả đạt được trong 5 năm qua", JUNE_2024).when is None
