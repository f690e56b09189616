"""The workbooks that leave: an empty template, and the list sent back with its faults marked in the cells."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from antoan.workplaces.importing.kinds import Kind
from antoan.workplaces.importing.reading import EXAMPLE, Grid
from antoan.workplaces.importing.tables import Fault, Table

FAULTS = "Lỗi cần sửa"
_LISTED = 5000  # rows of a template in which lists are offered


def template(kind: Kind, *, communes: Iterable[str] = ()) -> bytes:
    """An empty list: one row of plain headings, hints in comments, lists in cells, an example on a sheet of its own."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    must = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#DCE6F1"})
    may = book.add_format({"text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#F2F2F2"})
    words, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Danh sách")
    shown = book.add_worksheet(EXAMPLE)
    lists = book.add_worksheet("Danh mục")
    lists.hide()
    listed = 0
    for at, one in enumerate(kind.fields):
        is_text = isinstance(one.example, str) and one.read.__name__ not in ("past_day", "day", "yes")
        style = words if is_text else day if one.read.__name__ in ("past_day", "day") else None
        page.set_column(at, at, one.width, style)
        shown.set_column(at, at, one.width)
        page.write_string(0, at, one.heading, must if one.required else may)
        shown.write_string(0, at, one.heading, must if one.required else may)
        shown.write(1, at, one.example)
        hint = " ".join(filter(None, ["Bắt buộc." if one.required else "Không bắt buộc.", one.hint]))
        page.write_comment(0, at, hint, {"x_scale": 2, "author": "An Toàn"})
        choices = list(communes) if one.name == "commune" else [str(choice) for choice in one.choices]
        if choices:
            lists.write_column(0, listed, choices)
            letters = xlsxwriter.utility.xl_col_to_name(listed)
            listed += 1
            # A warning, not a bar: names and codes of our own are understood too.
            page.data_validation(
                1, at, _LISTED, at,
                {
                    "validate": "list", "source": f"='Danh mục'!${letters}$1:${letters}${len(choices)}",
                    "error_type": "warning", "error_title": "Không có trong danh mục",
                    "error_message": "Vẫn ghi được nếu đúng tên hoặc mã.",
                },
            )  # fmt: skip
    for sheet in (page, shown):
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def marked(grid: Grid, table: Table) -> bytes:
    """The list as it came, every row at its place, the faults red with a comment in the cell and in words at the end.

    Brought in again after mending it is read like the first one: the added column is ours and is passed over.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
    styles = {
        (is_bad, is_day): book.add_format(
            {"text_wrap": is_bad, "valign": "top"}
            | ({"bg_color": "#FFC7CE", "font_color": "#9C0006", "border": 1} if is_bad else {})
            | ({"num_format": "dd/mm/yyyy"} if is_day else {})
        )
        for is_bad in (False, True)
        for is_day in (False, True)
    }
    missing = book.add_format({"bg_color": "#FFC7CE", "border": 1})
    told = book.add_format({"text_wrap": True, "font_color": "#9C0006", "valign": "top"})
    page = book.add_worksheet((grid.name or "Danh sách")[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    width = len(grid.headings)
    top = grid.first_row - 2  # the row just above the first: the headings, joined where they took two
    for at, heading in enumerate(grid.headings):
        page.set_column(at, at, 20)
        page.write_string(top, at, heading, head)
    page.set_column(width, width, 60)
    page.write_string(top, width, FAULTS, head)
    by_row: dict[int, list[Fault]] = {}
    for fault in table.faults:
        by_row.setdefault(fault.row, []).append(fault)
    for i, row in enumerate(grid.rows):
        number = grid.first_row + i
        faults = by_row.get(number, [])
        by_cell: dict[int, list[str]] = {}
        for fault in faults:
            if 0 <= fault.at < width:
                by_cell.setdefault(fault.at, []).append(fault.message)
        for at, cell in enumerate(row):
            _write(
                page,
                number - 1,
                at,
                cell,
                styles[at in by_cell, isinstance(cell, date)],
                missing if at in by_cell else None,
            )
            if at in by_cell:
                page.write_comment(number - 1, at, "\n".join(by_cell[at]), {"x_scale": 2, "author": "An Toàn"})
        if faults:
            page.write_string(
                number - 1, width, "\n".join(f"{fault.column}: {fault.message}" for fault in faults), told
            )
    page.freeze_panes(top + 1, 0)
    if grid.rows:
        page.autofilter(top, 0, top + len(grid.rows), width)
    book.close()
    return out.getvalue()


def _write(page: Any, row: int, at: int, cell: Any, style: Any, missing: Any) -> None:
    if cell in ("", None):
        if missing is not None:
            page.write_blank(row, at, None, missing)
    elif isinstance(cell, bool):
        page.write_boolean(row, at, cell, style)
    elif isinstance(cell, int | float):
        page.write_number(row, at, cell, style)
    elif isinstance(cell, date | datetime):
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        page.write_datetime(row, at, moment.replace(tzinfo=None), style)
    else:
        page.write_string(row, at, str(cell), style)
