"""Appendix tables: one row, one task. Columns are known by their headings, in any order, over one or two header rows.

Path of a row: "PL" and the number of the appendix its heading names ("PL.1"), "PL" where it names none, the provision's
path where the table stands inside one; then the groups above the row and the row's own number: "PL.1.II.3".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from antoan.core.text import fold
from antoan.documents.tree import ReadCell, Table
from antoan.plans.proposing.bodies import read_cell, read_heading
from antoan.plans.proposing.lines import Lines, read_lines

HEADER_ROWS = 8
"""Rows from the top among which the header is looked for; above it only titles and blank rows stand."""

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("ordinal", r"^(?:stt|tt|so tt|so thu tu|thu tu|so)$"),
    ("lead", r"chu tri.*phoi hop|phoi hop.*chu tri"),
    ("coordinate", r"phoi hop|tham gia"),
    ("due", r"^(?!.*bat dau)(?:.*)(?:thoi gian|thoi han|tien do|han hoan thanh|^han$|hoan thanh truoc|lo trinh|ky bao cao|thoi diem|tan suat|ngay hoan thanh|ket thuc)"),
    ("product", r"san pham|ket qua|dau ra|muc tieu can dat"),
    ("lead", r"chu tri|don vi thuc hien|co quan thuc hien|don vi, ca nhan|co quan, don vi|^don vi$|^co quan$|dau moi|phan cong|phu trach|trach nhiem|nguoi thuc hien|to chuc thuc hien"),
    ("funding", r"kinh phi|du toan|nguon von|ngan sach"),
    ("note", r"ghi chu|can cu|so luong|dia diem|don vi tinh"),
    ("content", r"noi dung|nhiem vu|cong viec|hoat dong|dau viec|ten |giai phap|chuong trinh|danh muc"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _COLUMNS)
_ROMAN_OR_LETTER = re.compile(r"^(?:[IVXL]+|[A-ZĐ])[.)]?$")
_APPENDIX = re.compile(r"phu luc\s*(?:so\s*)?(?P<n>[0-9]{1,3}|[ivxl]{1,5})?\b")


@dataclass
class Row:
    """One task as a table's row tells it, cells still in words."""

    path: str
    text: str
    start: int
    end: int
    lead: list[str] = field(default_factory=list)
    coordinate: list[str] = field(default_factory=list)
    time: str = ""
    product: str | None = None
    headings: list[str] = field(default_factory=list)


def table_path(table: Table, order: int, inside: str | None) -> str:
    """The path under which a table's rows stand; `order` counts the appendix tables that name no number, from 1."""
    if inside:
        return inside
    found = _APPENDIX.search(fold(table.heading))
    if found and found["n"]:
        return f"PL.{found['n'].upper()}"
    return "PL" if order == 1 else f"PL.{order}"


def names_appendix(heading: str) -> bool:
    """Whether the words above a table open an appendix, which belongs to no provision."""
    return _APPENDIX.match(fold(heading)) is not None


def read_rows(table: Table, path: str) -> list[Row]:
    """The tasks of a table; none where it has no column of contents, as a table of figures has none."""
    header = _header(table.grid)
    if header is None:
        return []
    columns, first = header
    rows: list[Row] = []
    groups: list[tuple[str, str]] = []
    numbers = 0
    done: set[int] = set()
    for line in table.grid[first:]:
        cells = [cell for cell in line if cell is not None]
        content = _cell(line, columns.get("content"))
        ordinal = _text(line, columns.get("ordinal"))
        if _is_column_numbers(line):
            continue
        if _is_group(line, columns, ordinal):
            title = next((c.text.strip() for c in cells if c.text.strip() and c.text.strip() != ordinal), "")
            label, title = _group_label(ordinal, title)
            if label and _rank(label) == 0:
                groups = [(label, title)]
            elif groups and _rank(groups[-1][0]) < _rank(label):
                groups = [*groups, (label, title)]
            else:
                groups = [*groups[:-1], (label, title)]
            continue
        if content is None or not content.text.strip():
            continue
        if id(content) in done:  # a merged content cell is one task; further rows may add a body
            _add_to(rows[-1], line, columns)
            continue
        done.add(id(content))
        numbers += 1
        label = ordinal.strip(" .)") or str(numbers)
        headings = [title for _, title in groups]
        lead, beside = _bodies(_text(line, columns.get("lead")))
        if not lead:
            lead = next((bodies for title in reversed(headings) if (bodies := read_heading(title))), [])
        steps = [path, *(g for g, _ in groups if g), label]
        rows.append(
            Row(
                ".".join(step for step in steps if step),
                " ".join(content.text.split()),
                content.start,
                content.end,
                lead,
                [n for n in (*beside, *read_cell(_text(line, columns.get("coordinate")))) if n not in lead],
                _text(line, columns.get("due")),
                _text(line, columns.get("product")) or None,
                headings,
            )
        )
    return rows


def _bodies(text: str) -> tuple[list[str], list[str]]:
    """Who leads and who works along, as one cell tells it: "Sở Y tế" or "Chủ trì: Sở Y tế; phối hợp: UBND các xã"."""
    labels = read_lines(text)
    if not labels:
        return read_cell(text), []
    lines = Lines()
    for kind, value in labels:
        lines.take(kind, value)
    return lines.leads, lines.coordinating


def _add_to(row: Row, line: list[ReadCell], columns: dict[str, int]) -> None:
    for names, column in ((row.lead, "lead"), (row.coordinate, "coordinate")):
        names += [
            n for n in read_cell(_text(line, columns.get(column))) if n not in row.lead and n not in row.coordinate
        ]
    product = _text(line, columns.get("product"))
    if product and product not in (row.product or ""):
        row.product = f"{row.product}; {product}" if row.product else product
    row.time = row.time or _text(line, columns.get("due"))


def _header(grid: list[list[ReadCell]]) -> tuple[dict[str, int], int] | None:
    """Which column is which, and the first row below the header."""
    for top, line in enumerate(grid[:HEADER_ROWS]):
        below = grid[top + 1] if top + 1 < len(grid) else None
        two = below is not None and _shares_cells(line, below)
        names = [
            " ".join(dict.fromkeys(fold(cell.text) for cell in ((a, b) if b is not None else (a,)) if cell is not None))
            for a, b in (zip(line, _padded(below, len(line)), strict=True) if two else ((cell, None) for cell in line))
        ]
        columns = _columns(names)
        if "content" in columns and len(columns) >= 2:
            return columns, top + (2 if two else 1)
    return None


def _padded(line: list[ReadCell] | None, width: int) -> list[ReadCell | None]:
    cells = (line or [])[:width]
    return [*cells, *([None] * (width - len(cells)))]


def _shares_cells(line: list[ReadCell], below: list[ReadCell]) -> bool:
    """Whether the header goes on below: a cell spans both rows while another is parted there."""
    pairs = [(a, b) for a, b in zip(line, below, strict=False) if a is not None and b is not None]
    return any(a is b for a, b in pairs) and any(a is not b for a, b in pairs)


def _columns(names: list[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        if len(name) > 90:
            continue
        for column, pattern in _PATTERNS:
            if column not in columns and pattern.search(name):
                columns[column] = place
                break
    return columns


def _cell(line: list[ReadCell], column: int | None) -> ReadCell | None:
    return line[column] if column is not None and column < len(line) else None


def _text(line: list[ReadCell], column: int | None) -> str:
    cell = _cell(line, column)
    return cell.text.strip() if cell is not None else ""


def _is_column_numbers(line: list[ReadCell]) -> bool:
    """A row "(1) (2) (3)" under the header only counts the columns."""
    texts = [cell.text.strip(" ()") for cell in line if cell is not None and cell.text.strip()]
    return len(texts) > 2 and all(re.fullmatch(r"\d{1,2}|[A-E]", t) for t in texts)


def _is_group(line: list[ReadCell], columns: dict[str, int], ordinal: str) -> bool:
    """A row that only names a group: one cell over the width, or a number and a title and nothing else."""
    filled = {id(cell): cell for cell in line if cell is not None and cell.text.strip()}
    if not filled:
        return False
    if len(filled) == 1:
        only = next(iter(filled.values()))
        return only.colspan > 1 or len(line) == 1 or _ROMAN_OR_LETTER.match(ordinal) is not None
    titles = [cell for cell in filled.values() if cell.text.strip() != ordinal]
    if len(titles) != 1 or not ordinal:
        return False
    return _ROMAN_OR_LETTER.match(ordinal) is not None or titles[0].colspan > 2


def _group_label(ordinal: str, title: str) -> tuple[str, str]:
    ordinal = ordinal.strip(" .)")
    if ordinal and ordinal != title:
        return ordinal, title
    found = re.match(r"\s*([IVXL]{1,5}|[A-ZĐ]|\d{1,2})\s*[.)/-]\s*(?=\S)", title)
    return (found[1], title[found.end() :]) if found else ("", title)


def _rank(label: str) -> int:
    """Letters stand above Roman numbers, these above Arabic ones."""
    if re.fullmatch(r"[IVXL]+", label) and label not in ("L", "C"):
        return 1
    return 0 if re.fullmatch(r"[A-ZĐ]", label) else 2
