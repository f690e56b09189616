"""Appendix tables: one row, one task."""

from __future__ import annotations

from antoan.plans.proposing import propose
from antoan.plans.proposing.tests.documents import a_document


def test_a_row_becomes_a_task_with_its_bodies_time_and_product():
    rows = [
        ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"],
        ["1", "Tổ chức tập huấn", "Phòng Nội vụ", "UBND các xã; Công an huyện", "Quý III/2024", "01 lớp tập huấn"],
    ]
    (task,) = propose(a_document(tables=(rows,), heading="PHỤ LỤC II: Phân công nhiệm vụ")).tasks
    assert task.path == "PL.II.1"
    assert task.text == "Tổ chức tập huấn"
    assert task.lead == ["Phòng Nội vụ"]
    assert task.coordinate == ["UBND các xã", "Công an huyện"]
    assert task.due == "2024-09-30"
    assert task.product == "01 lớp tập huấn"


def test_columns_are_known_in_any_order_and_under_two_header_rows():
    rows = [
        ["Thời hạn", "Nhiệm vụ", "Phân công", "<", "TT"],
        ["^", "^", "Chủ trì", "Phối hợp", "^"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["Thường xuyên", "Kiểm tra các công trình", "Thanh tra huyện", "Công an huyện", "1"],
    ]
    (task,) = propose(a_document(tables=(rows,))).tasks
    assert (task.path, task.lead, task.coordinate) == ("PL.1", ["Thanh tra huyện"], ["Công an huyện"])
    assert task.recurrence == "continuous"


def test_a_merged_cell_holds_for_every_row_that_it_spans():
    rows = [
        ["STT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian"],
        ["1", "Lập danh sách cơ sở", "Phòng Y tế", "Tháng 7/2024"],
        ["2", "Khám sức khỏe người lao động", "^", "^"],
    ]
    first, second = propose(a_document(tables=(rows,))).tasks
    assert first.lead == second.lead == ["Phòng Y tế"]
    assert first.due == second.due == "2024-07-31"


def test_a_group_row_gives_its_number_to_the_path_and_its_body_to_the_rows():
    rows = [
        ["STT", "Nội dung", "Thời gian"],
        ["I", "Sở Y tế", "<"],
        ["1", "Xây dựng phương án y tế", "Tháng 8/2024"],
        ["II", "Công tác tuyên truyền", "<"],
        ["1", "Phát tờ rơi", "Hằng năm"],
    ]
    first, second = propose(a_document(tables=(rows,))).tasks
    assert (first.path, first.lead) == ("PL.I.1", ["Sở Y tế"])
    assert (second.path, second.lead, second.recurrence) == ("PL.II.1", [], "annual")


def test_a_table_of_figures_gives_no_tasks_but_is_covered():
    rows = [["Xã", "Số dân", "Diện tích"], ["Phước Trung", "2.100", "120"]]
    proposals = propose(a_document(tables=(rows,)))
    assert proposals.tasks == []
    assert [s.role for s in proposals.sentences] == ["table"]


def test_one_column_may_hold_both_who_leads_and_who_works_along():
    rows = [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp", "Bắt đầu", "Thời gian kết thúc"],
        ["1", "Kiểm tra cơ sở", "Chủ trì: Sở Y tế; phối hợp: UBND các xã", "Tháng 6/2024", "Tháng 9/2024"],
    ]
    (task,) = propose(a_document(tables=(rows,))).tasks
    assert (task.lead, task.coordinate, task.due) == (["Sở Y tế"], ["UBND các xã"], "2024-09-30")
