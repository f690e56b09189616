"""From the bytes of a workbook or CSV to the cells of one list: its sheet, its heading rows, its columns."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from antoan.core import spreadsheets
from antoan.core.refusals import Refusal
from antoan.core.spreadsheets import Page, SheetTooLong
from antoan.core.text import fold, squeeze
from antoan.documents.reading import detection
from antoan.documents.reading.unreadable import Unreadable
from antoan.workplaces.importing.kinds import Field, Kind

EXAMPLE = "Ví dụ"  # the sheet of a template that shows how it is filled in

ROW_LIMIT = spreadsheets.TABLE_ROWS
_HEADING_ROWS = 30  # among so many first rows the headings are looked for


class NotAList(Refusal):
    field = "file"
    message = _("Không mở được “{name}”: {why}. Hãy lưu lại ở dạng .xlsx (Excel) hoặc .csv (UTF-8) rồi gửi lại.")


class HeadingsNotFound(Refusal):
    field = "file"
    message = _(
        "Trong “{name}” không thấy dòng tiêu đề có các cột: {missing}. Đã thấy: {seen}. Hãy đặt tên cột như bảng mẫu, hoặc chỉ ra cột tương ứng."
    )


class MapWrong(Refusal):
    field = "columns"
    message = _("Bản đồ cột: {why}")


@dataclass(frozen=True)
class Grid:
    """One list as cells: the headings (two heading rows joined), where the rows begin, and what was noticed."""

    name: str  # of the sheet
    headings: list[str]
    rows: list[list[Any]]
    first_row: int  # Excel number of rows[0]
    heading_rows: tuple[int, ...]  # Excel numbers
    unreckoned: frozenset[str] = frozenset()
    is_1904: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """By which a sender's layout is known again."""
        return hashlib.sha256("|".join(fold(heading) for heading in self.headings).encode()).hexdigest()


def grid_of(data: bytes, *, name: str, kind: Kind, sheet: str = "", columns: Mapping[str, str] | None = None) -> Grid:
    """The list in a file: the visible sheet (or the named one) whose headings are best understood.

    `columns` (our field → heading) of a known layout help to find headings that say nothing to us.

    Raises:
        NotAList, HeadingsNotFound and what `spreadsheets.open_book` raises
    """
    if is_csv(data, name):
        page = Page(name, _csv_rows(data, name))
        book = spreadsheets.Book([page])
    else:
        book = spreadsheets.open_book(data, name=name, row_limit=ROW_LIMIT + _HEADING_ROWS)
    notes = []
    if book.has_macros:
        notes.append("Tệp có macro: chỉ đọc giá trị trong ô, macro không chạy.")
    if book.hidden:
        notes.append(f"Bỏ qua trang tính đang ẩn: {', '.join(book.hidden)}.")
    pages = book.pages
    if sheet:
        pages = [page for page in book.pages if fold(page.name) == fold(sheet)]
        if not pages:
            raise MapWrong(why=f"không có trang tính “{sheet}”; có: {', '.join(page.name for page in book.pages)}.")
    else:  # of a template, the sheet that shows how to fill it in is never the list
        pages = [page for page in pages if page.name != EXAMPLE or len(pages) == 1]
    wanted = {fold(heading) for heading in (columns or {}).values()}
    found = [(page, *_headings_of(page, kind, wanted)) for page in pages]
    page, at, depth, headings, score = max(found, key=lambda one: (one[4], len(one[0].rows)))
    if len(pages) > 1:
        notes.append(
            f"Đọc trang tính “{page.name}”; bỏ qua: {', '.join(one.name for one in pages if one is not page)}."
        )
    if not score:
        headings = [squeeze(str(cell)) for cell in page.rows[at]]
    start = at + depth
    rows = page.rows[start:]
    if rows and _is_numbering(rows[0]):  # "(1) (2) (3)" under the headings
        rows, start = rows[1:], start + 1
    if not any(str(cell or "").strip() for row in rows for cell in row):
        raise spreadsheets.SheetIsEmpty(name=name)
    return Grid(
        page.name, headings, rows, page.first_row + start, tuple(page.first_row + at + n for n in range(depth)),
        page.unreckoned, book.is_1904, notes,
    )  # fmt: skip


def is_csv(data: bytes, name: str) -> bool:
    """Neither a zip (xlsx, xlsm, ods) nor an OLE file (xls)."""
    return not data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def _csv_rows(data: bytes, name: str) -> list[list[Any]]:
    if not data.strip():
        raise spreadsheets.SheetIsEmpty(name=name)
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            content = detection.decode(data).text
        except Unreadable as problem:
            raise NotAList(name=name, why="không phải bảng tính, cũng không phải tệp chữ") from problem
    if "\0" in content[:65536] or content.lstrip()[:1] in ("{", "<", "%"):
        raise NotAList(name=name, why="không phải bảng tính Excel hay tệp CSV")
    if content.lower().startswith("sep=") and (end := content.find("\n")) > 0:
        separator, content = content[4:5], "\n" + content[end + 1 :]
    else:
        head = content[: content.find("\n") if "\n" in content else None]
        separator = max(",;\t|", key=head.count)
    csv.field_size_limit(1 << 20)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=separator):
            rows.append([cell.strip() for cell in row])
            if len(rows) > ROW_LIMIT + _HEADING_ROWS:
                raise SheetTooLong(
                    sheet=name,
                    rows=f"hơn {ROW_LIMIT}",
                    columns=len(row),
                    limit=ROW_LIMIT,
                    widest=spreadsheets.COLUMN_LIMIT,
                )
    except csv.Error as problem:
        raise NotAList(name=name, why=f"dòng {len(rows) + 1} của tệp CSV hỏng ({problem})") from problem
    width = max((len(row) for row in rows), default=0)
    if not any(any(row) for row in rows):
        raise spreadsheets.SheetIsEmpty(name=name)
    return [row + [""] * (width - len(row)) for row in rows]


def _headings_of(page: Page, kind: Kind, wanted: set[str]) -> tuple[int, int, list[str], int]:
    """Where the headings are, over how many rows, what they say, and how many of our fields they name."""
    best: tuple[int, int, list[str], int] = (0, 1, [squeeze(str(cell)) for cell in page.rows[0]], 0)
    for at in range(min(_HEADING_ROWS, len(page.rows))):
        if sum(cell != "" for cell in page.rows[at]) < 2 or not _is_heading(page.rows[at]):
            continue
        for depth in (1, 2):
            if depth == 2 and (at + 1 >= len(page.rows) or not _may_go_on(page, at)):
                continue
            headings = _joined(page, at, depth)
            score = len(recognise(headings, kind)) + sum(fold(heading) in wanted for heading in headings)
            if score > max(best[3], 1):  # one word alone may stand in any row
                best = (at, depth, headings, score)
    return best


def _is_heading(row: Sequence[Any]) -> bool:
    return all(isinstance(cell, str) for cell in row)


def _may_go_on(page: Page, at: int) -> bool:
    """Whether the row below may be a second heading row: words alone, and cells of the first are merged or empty."""
    below = page.rows[at + 1]
    spans = any(top == at and (bottom > top or right > left) for (top, left), (bottom, right) in page.merged)
    return _is_heading(below) and any(below) and (spans or any(not cell for cell in page.rows[at][: len(below)]))


def _joined(page: Page, at: int, depth: int) -> list[str]:
    """The headings of one or two rows: "Số lao động" over "Nữ" is "Số lao động: Nữ"."""
    upper = [squeeze(str(cell)) for cell in page.rows[at]]
    if depth == 1:
        return upper
    lower = [squeeze(str(cell)) for cell in page.rows[at + 1]]
    spread = list(upper)
    for (top, left), (_bottom, right) in page.merged:
        if top == at:
            for column in range(left, min(right + 1, len(spread))):
                spread[column] = upper[left]
    if not page.merged:  # CSV, ods: an empty cell over a heading goes on what stands to its left
        for column in range(1, len(spread)):
            if not spread[column] and lower[column]:
                spread[column] = spread[column - 1]
    return [
        f"{above}: {below}" if above and below else above or below for above, below in zip(spread, lower, strict=True)
    ]


def _is_numbering(row: Sequence[Any]) -> bool:
    filled = [str(cell).strip() for cell in row if cell != ""]
    numbers = [re.fullmatch(r"\(?(\d+)(?:\.0)?\)?", cell) for cell in filled]
    return (
        len(filled) > 2 and all(numbers) and [int(one[1]) for one in numbers if one] == list(range(1, len(filled) + 1))
    )


def recognise(headings: Sequence[str], kind: Kind) -> dict[str, int]:
    """Our field → column number. A heading that is just ours comes before one that only holds a word of it."""
    keys = [fold(heading) for heading in headings]
    exact: dict[str, int] = {}
    for one in kind.fields:
        ours = (fold(one.heading), fold(re.sub(r"\s*\([^)]*\)", "", one.heading)))
        at = next((i for i, key in enumerate(keys) if key.rstrip(" *") in ours and i not in exact.values()), None)
        if at is not None:
            exact[one.name] = at
    left = [heading if at not in exact.values() else "" for at, heading in enumerate(headings)]
    words = {name: known for name, known in kind.words.items() if name not in exact}
    return exact | spreadsheets.recognise(left, words)


def columns_of(
    grid: Grid, kind: Kind, chosen: Mapping[str, str] | None = None, *, is_trial: bool = False
) -> dict[str, int]:
    """Our field → column number: as chosen (a heading, a letter, "" for none), the others as recognised.

    Raises:
        MapWrong, HeadingsNotFound
    """
    columns = recognise(grid.headings, kind)
    for key, value in (chosen or {}).items():
        name, heading = _pair(key, value, kind)
        columns.pop(name, None)
        if str(heading or "").strip():
            at = _column_at(str(heading), grid)
            columns = {other: place for other, place in columns.items() if place != at} | {name: at}
    missing = [one.heading for one in kind.fields if one.required and one.name not in columns]
    if missing and not is_trial:
        seen = ", ".join(heading for heading in grid.headings if heading) or "(không có gì)"
        raise HeadingsNotFound(name=grid.name, missing=", ".join(missing), seen=seen[:300])
    return columns


def _pair(key: str, value: Any, kind: Kind) -> tuple[str, Any]:
    """Which side names our field: "name: Tên đơn vị", "Tên cơ sở: Tên đơn vị", or the other way round."""
    for ours, theirs in ((key, value), (value, key)):
        one = field_named(str(ours or ""), kind)
        if one is not None:
            return one.name, theirs
    known = ", ".join(one.heading for one in kind.fields)
    raise MapWrong(why=f"“{key}” không phải là cột của danh sách này. Các cột: {known}.")


def field_named(text: str, kind: Kind) -> Field | None:
    key = fold(text)
    bare = re.sub(r"\s*\([^)]*\)", "", key)
    for one in kind.fields:
        if key == one.name or bare in (fold(one.heading), fold(re.sub(r"\s*\([^)]*\)", "", one.heading))):
            return one
    return None


def _column_at(heading: str, grid: Grid) -> int:
    keys = [fold(one) for one in grid.headings]
    if fold(heading) in keys:
        return keys.index(fold(heading))
    if re.fullmatch(r"[A-Za-z]{1,2}", heading.strip()):
        at = 0
        for letter in heading.strip().upper():
            at = at * 26 + ord(letter) - 64
        if at <= len(grid.headings):
            return at - 1
    raise MapWrong(why=f"tệp không có cột “{heading}”. Có: {', '.join(filter(None, grid.headings))[:300]}.")
