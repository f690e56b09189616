"""Figures to be reached: comparison, value, unit, of what, by when."""

from __future__ import annotations

import pytest

from antoan.plans.proposing.dues import Years
from antoan.plans.proposing.targets import number, read_figures


@pytest.mark.parametrize(
    ("sentence", "comparison", "value", "unit", "of", "due"),
    [
        (
            "Phấn đấu đến năm 2030 đạt ít nhất 50% số xã xây dựng được mô hình",
            (">="),
            50,
            "%",
            "số xã xây dựng được mô hình",
            "2030-12-31",
        ),
        (
            "Giảm 4%/năm tần suất tai nạn lao động chết người",
            "decrease",
            4,
            "%/năm",
            "tần suất tai nạn lao động chết người",
            None,
        ),
        ("Hằng năm giảm ít nhất 5% số vụ tai nạn", "decrease", 5, "%", "số vụ tai nạn", None),
        ("Trên 80% người lao động được huấn luyện", ">", 80, "%", "người lao động được huấn luyện", None),
        (
            "Tỷ lệ doanh nghiệp báo cáo đạt 95,5% vào cuối năm 2025",
            "=",
            95.5,
            "%",
            "Tỷ lệ doanh nghiệp báo cáo",
            "2025-12-31",
        ),
        ("Mỗi xã có ít nhất 01 cán bộ phụ trách", ">=", 1, "cán bộ", "Mỗi xã: cán bộ phụ trách", None),
        ("Tối thiểu 1.250 lượt người được huấn luyện", ">=", 1250, "lượt người", "lượt người được huấn luyện", None),
        ("Giảm tỷ lệ hộ nghèo từ 5% xuống còn 3,5%", "<=", 3.5, "%", "tỷ lệ hộ nghèo", None),
    ],
)
def test_a_target_says_how_much_of_what_by_when(sentence, comparison, value, unit, of, due):
    (figure,) = read_figures(sentence, Years(), aiming=True)
    assert (figure.comparison, figure.value, figure.unit, figure.of, figure.due) == (comparison, value, unit, of, due)


@pytest.mark.parametrize(
    ("sentence", "comparison", "value", "value_to", "unit", "of"),
    [
        ("Tỷ lệ cơ sở được quan trắc đạt 60% trở lên", ">=", 60, None, "%", "Tỷ lệ cơ sở được quan trắc"),
        ("Hiến từ 250 đến 300 đơn vị máu", ">=", 250, 300, "đơn vị máu", "đơn vị máu"),
        ("Giảm 10 - 15% số vụ so với năm 2024", "decrease", 10, 15, "%", "số vụ"),
        ("Không để xảy ra cháy lớn", "=", 0, None, None, "cháy lớn"),
        ("Kinh tế số đạt tối thiểu 30% GRDP", ">=", 30, None, "%", "Kinh tế số"),
        ("Thu nhập bình quân đạt 45 triệu đồng/năm", "=", 45, None, "triệu đồng/năm", "Thu nhập bình quân"),
        ("Tổ chức ít nhất 02 lớp dạy bơi, xong trước ngày 30/9", ">=", 2, None, "lớp", "lớp dạy bơi"),
    ],
)
def test_bounds_ranges_and_nought_are_figures_too(sentence, comparison, value, value_to, unit, of):
    (figure,) = read_figures(sentence, Years(), aiming=True)
    assert (figure.comparison, figure.value, figure.value_to, figure.unit, figure.of) == (
        comparison, value, value_to, unit, of,
    )  # fmt: skip


def test_a_later_figure_measures_what_the_first_one_named():
    first, second = read_figures("Trên 90% người lao động được huấn luyện; đến năm 2030 đạt 100%", Years(), aiming=True)
    assert first.of == second.of
    assert (second.value, second.due) == (100, "2030-12-31")


def test_outside_objectives_a_least_count_and_a_whole_are_targets_and_a_condition_of_a_rule_is_none():
    assert read_figures("Mỗi năm thanh tra ít nhất 20 doanh nghiệp", Years(), aiming=False)[0].value == 20
    assert read_figures("Kiểm tra 100% số vụ tai nạn chết người", Years(), aiming=False)[0].value == 100
    assert read_figures("Thông báo trước ít nhất 05 ngày làm việc", Years(), aiming=False) == []
    assert read_figures("Suy giảm khả năng lao động từ 31% trở lên", Years(), aiming=False, is_rule=True) == []


def test_two_targets_of_a_sentence_are_two():
    sentence = "Trên 80% người làm công tác an toàn được tập huấn; 100% nạn nhân được hưởng chế độ."
    first, second = read_figures(sentence, Years(), aiming=True)
    assert sentence[first.start : first.end].startswith("Trên 80%")
    assert (second.comparison, second.value) == ("=", 100)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kinh phí từ nguồn thu được trích lại 35%",
        "Thực hiện Điều 35 khoản 5",
        "Ngày 19/3/2024",
        "Có 126 phường, xã và 40 điểm úng ngập",
    ],
)
def test_money_citations_and_facts_are_no_targets(sentence):
    assert read_figures(sentence, Years(), aiming=False) == []


@pytest.mark.parametrize(
    ("words", "value"), [("1.234,5", 1234.5), ("3,5", 3.5), ("1.5", 1.5), ("1.250.000", 1250000), ("01", 1)]
)
def test_numbers_are_read_the_vietnamese_way(words, value):
    assert number(words) == value


def test_a_part_of_what_there_was_is_a_change_in_percent():
    (figure,) = read_figures("số vụ tai nạn giảm ít nhất một phần ba so với năm 2025", Years(), aiming=True)
    assert (figure.comparison, figure.value, figure.unit, figure.of) == ("decrease", 33.33, "%", "số vụ tai nạn")


def test_what_is_counted_in_times_is_the_deed():
    (figure,) = read_figures("tổ chức kiểm tra ít nhất 02 đợt/năm", Years(), aiming=False)
    assert (figure.value, figure.unit, figure.of) == (2, "đợt/năm", "kiểm tra")
