"""Spreadsheets in and out: any xlsx, xls or ods is read as rows of text, dates and numbers; tables leave as xlsx."""

from __future__ import annotations

import io
import marshal
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import python_calamine
import xlsxwriter
from django.core import signing
from django.utils.translation import gettext_lazy as _

from antoan.core.bulk import quietly
from antoan.core.confined import Burst, confined
from antoan.core.refusals import Refusal
from antoan.core.text import fold

ROW_LIMIT = 100_000
COLUMN_LIMIT = 500


class NotASpreadsheet(Refusal):
    field = "file"
    message = _("Không mở được “{name}” như một bảng tính. Hãy lưu lại ở dạng .xlsx rồi gửi lại.")


class SheetTooLong(Refusal):
    field = "file"
    message = _(
        "Bảng “{sheet}” có {rows} dòng, {columns} cột, vượt giới hạn {limit} dòng, {widest} cột. Hãy xóa ô thừa ở xa hoặc chia thành nhiều tệp."
    )


class SheetTooLarge(Refusal):
    field = "file"
    message = _(
        "“{name}” mở ra quá lớn nên không đọc được. Hãy xóa các ô thừa ở xa bảng, chép bảng sang tệp mới rồi gửi lại."
    )


class SheetIsEmpty(Refusal):
    field = "file"
    message = _("“{name}” không có dòng dữ liệu nào. Hãy kiểm tra lại trang tính đầu tiên.")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows, every row as long as the longest. `first_row` is the Excel number of rows[0]."""

    name: str
    rows: list[list[Any]]
    first_row: int = 1


def read(data: bytes, *, name: str = "") -> list[Sheet]:
    """Every non-empty sheet of a workbook. Whole numbers come as int, so codes keep their shape.

    Raises:
        NotASpreadsheet, SheetTooLarge, SheetTooLong, SheetIsEmpty
    """
    try:
        found = confined("antoan.core.spreadsheets:extract", data)
    except (ValueError, OSError) as error:
        raise NotASpreadsheet(name=name) from error
    except Burst as error:
        raise SheetTooLarge(name=name) from error
    sheets = []
    for sheet_name, height, width, rows in found:
        if height > ROW_LIMIT or width > COLUMN_LIMIT:
            raise SheetTooLong(sheet=sheet_name, rows=height, columns=width, limit=ROW_LIMIT, widest=COLUMN_LIMIT)
        rows = [[_plain(cell) for cell in row] for row in rows]
        if any(cell not in ("", None) for row in rows for cell in row):
            sheets.append(Sheet(sheet_name, rows))
    if not sheets:
        raise SheetIsEmpty(name=name)
    return sheets


TABLE_ROWS = 200_000  # rows of a sheet that an import takes at once


class Protected(Refusal):
    field = "file"
    message = _("“{name}” có mật khẩu nên không đọc được. Hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ) rồi gửi lại.")


class AllHidden(Refusal):
    field = "file"
    message = _(
        "Mọi trang tính có dữ liệu của “{name}” đều đang ẩn: {sheets}. Hãy cho hiện trang cần nhập rồi gửi lại."
    )


@dataclass(frozen=True)
class Page(Sheet):
    """A sheet with what an import must know of it: merged cells, and formulas whose result was never saved."""

    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    unreckoned: frozenset[str] = frozenset()  # "C7": a formula without a value


@dataclass(frozen=True)
class Book:
    """The visible sheets of a workbook, and what there was besides."""

    pages: list[Page]
    hidden: tuple[str, ...] = ()
    is_1904: bool = False  # days are counted from 1904, as old Macs did
    has_macros: bool = False


def open_book(data: bytes, *, name: str = "", row_limit: int = TABLE_ROWS) -> Book:
    """The visible, non-empty sheets of an xlsx, xlsm, xls or ods, cells as calamine gives them. Macros never run.

    Raises:
        NotASpreadsheet, Protected, SheetTooLarge, SheetTooLong, AllHidden, SheetIsEmpty
    """
    try:
        with quietly():
            found = confined("antoan.core.workbooks:extract_book", data, row_limit, COLUMN_LIMIT)
    except PermissionError as error:
        raise Protected(name=name) from error
    except (ValueError, OSError) as error:
        raise NotASpreadsheet(name=name) from error
    except Burst as error:
        raise SheetTooLarge(name=name) from error
    pages = []
    for page_name, height, width, cells, merged, unreckoned in found["sheets"]:
        with quietly():  # written by our own process
            rows = marshal.loads(cells) if isinstance(cells, bytes) else cells  # noqa: S302
        if height > row_limit or width > COLUMN_LIMIT:
            raise SheetTooLong(sheet=page_name, rows=height, columns=width, limit=row_limit, widest=COLUMN_LIMIT)
        if any(cell != "" for row in rows for cell in row):
            pages.append(Page(page_name, rows, merged=merged, unreckoned=unreckoned))
    if not pages and found["hidden"]:
        raise AllHidden(name=name, sheets=", ".join(found["hidden"]))
    if not pages:
        raise SheetIsEmpty(name=name)
    return Book(pages, tuple(found["hidden"]), found["is_1904"], found["has_macros"])


def extract(data: bytes) -> list[tuple[str, int, int, list[list[Any]]]]:
    """Name, height, width and cells of every sheet; no cells where it is beyond the limits. Called in its own process.

    Raises:
        ValueError: it is no workbook.
    """
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            height, width = sheet.total_height, sheet.total_width
            is_within = height <= ROW_LIMIT and width <= COLUMN_LIMIT
            found.append((name, height, width, sheet.to_python(skip_empty_area=False) if is_within else []))
    except python_calamine.CalamineError as error:
        raise ValueError(str(error)) from error
    return found


def _plain(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date()
    return cell.strip() if isinstance(cell, str) else cell


Words = Mapping[str, Sequence[str]]  # our field → folded words by which its heading is recognised, the surest first


def recognise(headings: Sequence[Any], words: Words) -> dict[str, int]:
    """Our field → column number, from the words of the headings. A column serves one field; fields choose in order."""
    keys = [fold(str(heading or "")) for heading in headings]
    columns: dict[str, int] = {}
    for name, known in words.items():
        for word in known:
            wanted = re.compile(rf"\b{word}\b")
            hit = next((i for i, key in enumerate(keys) if wanted.search(key) and i not in columns.values()), None)
            if hit is not None:
                columns[name] = hit
                break
    return columns


def find_headings(sheet: Sheet, words: Words) -> int:
    """The index of the heading row: the one of the first thirty in which most of our fields are recognised."""
    counts = [len(recognise(row, words)) for row in sheet.rows[:30]]
    return counts.index(max(counts)) if any(counts) else 0


def day_of(cell: Any) -> date | None:
    """The day in a cell, kept as a date or written as offices do ("20/06/2024"); None where it is empty.

    Raises:
        ValueError: something stands there that is no day.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell or "").strip()
    if not text:
        return None
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    return date.fromisoformat(text)


def packed(sheet: Sheet, *, salt: str) -> str:
    """The rows signed and compressed into a form: nothing half-taken lies on the server, nobody can change them."""
    return signing.dumps([[_said(cell) for cell in row] for row in sheet.rows], salt=salt, compress=True)


def _said(cell: Any) -> Any:
    return cell.strftime("%d/%m/%Y") if hasattr(cell, "strftime") else cell


def unpacked(content: str, *, name: str, salt: str) -> Sheet:
    """The sheet that travelled with the page for at most a day.

    Raises:
        NotASpreadsheet
    """
    try:
        return Sheet(name, signing.loads(content, salt=salt, max_age=86400))
    except signing.BadSignature as error:
        raise NotASpreadsheet(name=name or "tệp") from error


@dataclass(frozen=True)
class Column:
    """A column of a table that leaves: heading, width in characters."""

    heading: str
    width: int = 18


def write(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, sheet: str = "Danh sách") -> bytes:
    """One table as an xlsx that prints on A4 landscape: title, frozen heading row, filters."""
    out = io.BytesIO()
    # A text that begins with "=" is a text and never a formula.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E8EEF4"})
    cell_format = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1})
    page = book.add_worksheet(sheet[:31])
    page.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 13}))
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width)
        page.write_string(2, number, column.heading, head)
    last = 2
    for last, row in enumerate(rows, start=3):
        for number, value in enumerate(row):
            if value is None:
                page.write_blank(last, number, None, cell_format)
            elif isinstance(value, date | datetime):
                moment = value if isinstance(value, datetime) else datetime.combine(value, time())
                page.write_datetime(last, number, moment.replace(tzinfo=None), day)
            elif isinstance(value, int | float) and not isinstance(value, bool):
                page.write_number(last, number, value, cell_format)
            else:
                page.write_string(last, number, str(value), cell_format)
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, max(last, 3), max(len(columns) - 1, 0))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.set_footer("&C&P/&N")
    book.close()
    return out.getvalue()
