"""Tables of the body and of annexes, as full grids with the heading that stands above each."""

from __future__ import annotations

import re

from antoan.documents.parsing.lines import Line, heal
from antoan.documents.tree import ReadCell, ReadTable, ReadText, Table

_HEADING = re.compile(r"(?:PHỤ LỤC|Phụ lục|BIỂU|Biểu|BẢNG|Bảng|DANH MỤC|DANH SÁCH)\b")


def read_tables(read: ReadText, lines: list[Line]) -> list[Table]:
    """Every ruled table of at least two rows and two columns."""
    return [
        Table(_heading(lines, table), table.start, table.end, _grid(table))
        for table in read.tables
        if table.ruled and table.rows >= 2 and table.columns >= 2
    ]


def _grid(table: ReadTable) -> list[list[ReadCell]]:
    empty = ReadCell("", table.end, table.end, 0, 0)
    grid = [[empty] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        healed = ReadCell(heal(cell.text), cell.start, cell.end, cell.row, cell.column, cell.rowspan, cell.colspan)
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, table.columns)):
                grid[row][column] = healed
    return grid


def _heading(lines: list[Line], table: ReadTable) -> str:
    """The lines right above: from "Phụ lục …" on where it is near, else the last line."""
    above = [line for line in lines if line.end <= table.start and not line.noise and line.table is None][-6:]
    for index, line in enumerate(above):
        if _HEADING.match(line.text):
            return heal(" ".join(one.text for one in above[index:]))
    return heal(above[-1].text) if above else ""
