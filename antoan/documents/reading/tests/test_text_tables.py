"""Tables in plain text: by tabs, by bars, and by nothing but blanks."""

from __future__ import annotations

import pytest

from antoan.documents.reading import read


def rows_of(text: str) -> list[list[str]]:
    """The rows of the only table of a text, in words; every cell stands where it says."""
    found = read(text.encode())
    (table,) = found.tables
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = " ".join(cell.text.split())
        assert found.text[cell.start : cell.end].startswith(cell.text.split("\n")[0])
        assert table.start <= cell.start <= cell.end <= table.end
    return grid


def test_tabs_part_the_cells_of_a_row():
    grid = rows_of(
        "PHỤ LỤC\nSTT\tNội dung\tChủ trì\tThời gian\nI\tTuyên truyền\t\t\n1\tPhát tờ rơi\tUBND xã\tQuý II\nHết bảng.\n"
    )
    assert grid == [
        ["STT", "Nội dung", "Chủ trì", "Thời gian"],
        ["I", "Tuyên truyền", "", ""],
        ["1", "Phát tờ rơi", "UBND xã", "Quý II"],
    ]


@pytest.mark.parametrize("rule", ["|---|---|---|", "+---+-----------+---------+"])
def test_bars_part_the_cells_and_rules_the_rows(rule):
    ruled = rule.startswith("+")
    lines = ["| STT | Nội dung | Chủ trì |", rule, "| 1 | Kiểm tra | Sở Y tế |"]
    if ruled:
        lines = [rule, *lines, "|  | bếp ăn |  |", rule]
    grid = rows_of("\n".join(lines) + "\n")
    assert grid == [["STT", "Nội dung", "Chủ trì"], ["1", "Kiểm tra bếp ăn" if ruled else "Kiểm tra", "Sở Y tế"]]


ALIGNED = """\
                                            Cơ quan          Thời gian
 TT    Nội dung                             chủ trì          hoàn thành
 1     Rà soát, lập danh sách các cơ sở     Phòng Kinh tế    Trước
       sản xuất trên địa bàn                                 15/8/2025
 II    CÔNG TÁC KIỂM TRA
 2     Kiểm tra thực tế                     Công an xã       Quý IV

                                    2

 3     Tổng hợp, báo cáo                    Phòng Văn hóa    Hằng năm
                                            - Xã hội

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- Lưu: VT.                                 CHỦ TỊCH
"""


def test_blanks_that_run_down_the_page_part_columns_and_numbers_part_rows():
    grid = rows_of(ALIGNED)
    assert grid == [
        ["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian hoàn thành"],
        ["1", "Rà soát, lập danh sách các cơ sở sản xuất trên địa bàn", "Phòng Kinh tế", "Trước 15/8/2025"],
        ["II", "CÔNG TÁC KIỂM TRA", "", ""],
        ["2", "Kiểm tra thực tế", "Công an xã", "Quý IV"],
        ["3", "Tổng hợp, báo cáo", "Phòng Văn hóa - Xã hội", "Hằng năm"],
    ]


CENTRED = """\
STT   Nội dung                     Chủ trì          Thời gian

      Rà soát các cơ sở có nguy
 1    cơ cao                       Sở Nội vụ        Tháng 6
      trên địa bàn

 2    Báo cáo                      UBND các xã      Tháng 12
"""


def test_a_number_in_the_middle_of_its_row_opens_none_where_empty_lines_part_the_rows():
    grid = rows_of(CENTRED)
    assert grid[1] == ["1", "Rà soát các cơ sở có nguy cơ cao trên địa bàn", "Sở Nội vụ", "Tháng 6"]
    assert grid[2][1] == "Báo cáo"


@pytest.mark.parametrize(
    "text",
    [
        "ỦY BAN NHÂN DÂN XÃ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH\tngày 1\n",
        "Nội dung  thực  hiện nhiệm vụ và thời gian do cơ quan chủ trì quyết định.\n1. Một.\n",
        "Nơi nhận:                 KT. CHỦ TỊCH\n- Lưu: VT.                PHÓ CHỦ TỊCH\n",
        "STT\tNội dung\tChủ trì\n",
    ],
)
def test_heads_signatures_sentences_and_a_heading_without_rows_are_no_tables(text):
    assert read(text.encode()).tables == []
