"""Lists from CSV files as offices save them, and files of true pairs for measuring."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from antoan.accidents.linkage.linking import Linked
from antoan.accidents.linkage.records import Unusable
from antoan.core.text import fold, squeeze
from antoan.documents.reading.detection import decode
from antoan.documents.reading.unreadable import BinaryFile

MOST_BYTES = 500 * 1024 * 1024
Row = dict[str, str]
_SEPARATORS = ",;\t|"
_LEFT = re.compile(r"^(id ?|row ?|ma ?)?(a|l|left|1)$")
_RIGHT = re.compile(r"^(id ?|row ?|ma ?)?(b|r|right|2)$")


def read_list(path: Path) -> list[Row]:
    """The rows of a CSV file, each a mapping from heading to text; separator and encoding are found out.

    Comma, semicolon, tab and upright bar; UTF-8, UTF-16 and the old Vietnamese encodings. Blank rows are left out.

    Raises:
        Unusable: no file, empty, no text, no heading, a row with more cells than there are headings.
    """
    cells = _cells(path)
    headings = [squeeze(cell) for cell in cells[0]]
    rows = []
    for number, row in enumerate(cells[1:], 1):
        if any(cell.strip() for cell in row[len(headings) :]):
            raise Unusable(
                f"{path}, dòng dữ liệu {number}: có {len(row)} ô nhưng chỉ có {len(headings)} cột. "
                "Ô có dấu phân cách ở trong phải đặt trong ngoặc kép."
            )
        given: Row = {}
        for heading, cell in zip(headings, [*row, *[""] * (len(headings) - len(row))], strict=False):
            given.setdefault(heading, cell.strip())
        rows.append(given)
    return rows


def _cells(path: Path) -> list[list[str]]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unusable(f"{path}: lớn hơn 500 MB. Hãy chia nhỏ tệp, ví dụ theo tỉnh.")
        data = path.read_bytes()
    except OSError as problem:
        raise Unusable(f"Không mở được {path} ({_reason(problem)}). Hãy kiểm tra lại đường dẫn.") from problem
    if not data.strip():
        raise Unusable(f"{path}: tệp rỗng. Hãy kiểm tra lại tệp rồi chạy lại.")
    try:
        text = decode(data).text
    except BinaryFile as problem:
        raise Unusable(
            f"{path}: không phải tệp chữ CSV hoặc bảng mã không đọc được. Hãy mở bằng Excel rồi lưu thành “CSV UTF-8”."
        ) from problem
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        raise Unusable(f"{path}: không phải CSV. Hãy mở bằng Excel rồi lưu thành “CSV UTF-8”.")
    text = text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.casefold().startswith("sep=") and len(first.strip()) == 5:  # what Excel puts before the headings
        separator = first.strip()[-1]
        text = text[text.index(first) + len(first) :].lstrip("\r\n")
    else:
        separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(c.strip() for c in row)
        ]
    except csv.Error as problem:
        raise Unusable(f"{path}: không đọc được theo dạng CSV ({problem}). Hãy lưu lại tệp bằng Excel.") from problem
    if not rows:
        raise Unusable(f"{path}: tệp không có dòng nào. Hãy kiểm tra lại tệp rồi chạy lại.")
    return rows


@dataclass(frozen=True)
class Truth:
    """True pairs by position in the two lists, and how the file names rows: "id", "row" (from 1) or "row0" (from 0)."""

    pairs: frozenset[tuple[int, int]]
    by: tuple[str, str]

    def measure(self, linked: Linked) -> tuple[float | None, float | None]:
        """Precision and recall of the links; None where there is nothing to divide by."""
        found = {(pair.left, pair.right) for pair in linked.pairs}
        right = len(found & self.pairs)
        return (right / len(found) if found else None, right / len(self.pairs) if self.pairs else None)


def _reason(problem: OSError) -> str:
    """Why a file was not opened, in Vietnamese."""
    if isinstance(problem, FileNotFoundError):
        return "không có tệp này"
    if isinstance(problem, IsADirectoryError):
        return "đây là thư mục"
    return "không có quyền đọc" if isinstance(problem, PermissionError) else f"lỗi hệ thống {problem.errno}"


def _is_pair(cells: list[str], ids: tuple[Collection[str] | None, Collection[str] | None]) -> bool:
    """Whether the first row of a truth file names two rows already, and no columns: both are ids of the lists, or numbers."""
    cells = [cell.strip() for cell in cells]
    known = all(of is not None and cell in of for cell, of in zip(cells, ids, strict=True))
    return known or all(cell.isdecimal() for cell in cells)


def read_truth(path: Path, linked: Linked, ids_a: Collection[str] | None, ids_b: Collection[str] | None) -> Truth:
    """The true pairs of a file of two columns: `id_a`, `id_b` or `a`, `b`, otherwise its first two.

    `ids_a`, `ids_b` are the ids of the lists in their order, None where they have none. What the file holds are ids where
    all are known as such, otherwise numbers of rows; these count from 1, or from 0 where a 0 stands or only that fits.

    Raises:
        Unusable: fewer than two columns, no pair, or a value that is neither an id nor the number of a row.
    """
    rows = _cells(path)
    if len(rows[0]) < 2:
        raise Unusable(f"{path}: cần hai cột gọi tên dòng ở hai danh sách, ví dụ id_a,id_b.")
    keys = [re.sub(r"[^\w]+|_", " ", fold(cell)).strip() for cell in rows[0]]
    left = next((n for n, key in enumerate(keys) if _LEFT.match(key)), 0)
    right = next((n for n, key in enumerate(keys) if _RIGHT.match(key) and n != left), 1 if left == 0 else 0)
    has_headings = not _is_pair([rows[0][left], rows[0][right]], (ids_a, ids_b))
    body = rows[1:] if has_headings else rows
    if not body:
        raise Unusable(f"{path}: không có cặp nào dưới dòng tên cột.")
    if short := next((n for n, row in enumerate(body, 1) if len(row) <= max(left, right)), None):
        raise Unusable(f"{path}, dòng dữ liệu {short}: thiếu một trong hai ô.")
    values = [[row[column].strip() for row in body] for column in (left, right)]
    names: list[dict[str, int] | None] = []  # how an id gives the place of its row, where the column holds ids
    for column, ids in zip(values, (ids_a, ids_b), strict=True):
        place = {label: n for n, label in enumerate(ids)} if ids is not None else {}
        names.append(place if all(value in place for value in column) else None)
    sizes = (linked.rows_a, linked.rows_b)
    columns = list(zip(values, names, sizes, ("thứ nhất", "thứ hai"), strict=True))
    # Numbers count from 1, or from 0 in both columns alike.
    firsts = [
        n for n in (1, 0) if all(place is not None or _fits(column, n, rows) for column, place, rows, _ in columns)
    ]
    if not firsts:
        raise Unusable(f"{path}{_stranger(columns)}")
    links = {(pair.left, pair.right) for pair in linked.pairs}
    best: Truth | None = None
    for first in firsts:  # where both ways of counting fit, the one under which more of the links are true
        left_rows, right_rows = (
            [place[value] if place is not None else int(value) - first for value in column]
            for column, place, _, _ in columns
        )
        by = ["id" if place is not None else ("row" if first else "row0") for place in names]
        truth = Truth(frozenset(zip(left_rows, right_rows, strict=True)), (by[0], by[1]))
        if best is None or len(links & truth.pairs) > len(links & best.pairs):
            best = truth
    assert best is not None
    return best


def _stranger(columns: list[tuple[list[str], dict[str, int] | None, int, str]]) -> str:
    """The first value of the file that names no row."""
    for column, place, rows, which in columns:
        for number, value in enumerate(column, 1):
            if place is None and not _fits([value], 1, rows):
                return f", dòng dữ liệu {number}: “{value}” không phải mã hay số dòng (1–{rows}) nào của danh sách {which}."
    return ": số dòng ở hai cột không đếm cùng một cách. Hãy đánh số dòng từ 1."


def _fits(values: list[str], first: int, rows: int) -> bool:
    return all(value.isascii() and value.isdigit() and first <= int(value) < first + rows for value in values)
