"""What stands on the pages of a PDF in reading order, and tables that run on from one page to the next made one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from antoan.documents.reading.composing import Cell, Composed

_SAME_COLUMN = 4.0  # points by which the lines of a continued table may differ
_MOST_REPEATED = 4  # rows of a heading that is printed again on each page
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*|trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–—]?\s*", re.IGNORECASE)


@dataclass
class PageTable:
    """A table as one page shows it; `columns` are the places of its upright lines in points."""

    columns: list[float]
    rows: int
    cells: list[Cell]


@dataclass
class Continued:
    """Stands where a page goes on with a table of an earlier page, from `row` on."""

    table: PageTable
    row: int


@dataclass
class Page:
    """Lines and tables of a page from top to bottom; an empty line is a wide gap."""

    items: list[str | PageTable | Continued] = field(default_factory=list)


def join_tables(pages: list[Page]) -> None:
    """Make one table of those that only the end of a page divides. Page numbers between their parts are dropped.

    A heading printed again is left out, and a row that breaks off is completed from the next page.
    """
    for before, after in pairwise(pages):
        tail, head = _last(before), _first(after)
        if tail is None or head is None:
            continue
        upper, lower = before.items[tail], after.items[head]
        owner = upper.table if isinstance(upper, Continued) else upper
        if not isinstance(owner, PageTable) or not isinstance(lower, PageTable) or not _same_columns(owner, lower):
            continue
        del before.items[tail + 1 :]
        after.items[: head + 1] = [Continued(owner, _append(owner, lower))]


def _last(page: Page) -> int | None:
    return next((i for i in reversed(range(len(page.items))) if not _is_margin(page.items[i])), None)


def _first(page: Page) -> int | None:
    return next((i for i in range(len(page.items)) if not _is_margin(page.items[i])), None)


def _is_margin(item: str | PageTable | Continued) -> bool:
    return isinstance(item, str) and (not item.strip() or _PAGE_NUMBER.fullmatch(item) is not None)


def _same_columns(upper: PageTable, lower: PageTable) -> bool:
    return len(upper.columns) == len(lower.columns) and all(
        abs(a - b) <= _SAME_COLUMN for a, b in zip(upper.columns, lower.columns, strict=True)
    )


def _append(owner: PageTable, part: PageTable) -> int:
    """Add the rows of `part`; the row of `owner` at which they begin."""
    skipped = _repeated_rows(owner, part)
    cells = [cell for cell in part.cells if cell.row >= skipped]
    lowest = {cell.column: cell for cell in owner.cells if cell.row + cell.rowspan == owner.rows}
    opening = [cell for cell in cells if cell.row == skipped]
    one_row = _breaks_off(lowest, opening)
    begins = owner.rows - one_row
    absorbed: list[Cell] = []
    for cell in opening:
        above = lowest.get(cell.column)
        if above is None or above.colspan != cell.colspan:
            continue
        if one_row:
            above.content = Composed("\n".join(filter(None, (above.content.text, cell.content.text))))
        elif not _goes_on(above, cell):
            continue
        above.rowspan += cell.rowspan - one_row
        absorbed.append(cell)
    for cell in cells:
        cell.row += begins - skipped
    owner.cells += [cell for cell in cells if not any(cell is other for other in absorbed)]
    owner.rows = begins + part.rows - skipped
    return begins


def _goes_on(above: Cell, cell: Cell) -> bool:
    """Whether an empty cell at the top of a page is the rest of a merged cell of the page before."""
    return not cell.content.text.strip() and cell.column > 0 and (cell.rowspan > 1 or above.rowspan > 1)


def _repeated_rows(owner: PageTable, part: PageTable) -> int:
    """How many rows at the top of `part` print the heading of `owner` again."""

    def shown(table: PageTable, rows: int) -> list[tuple[int, int, int, int, str]]:
        return sorted(
            (c.row, c.column, c.rowspan, c.colspan, " ".join(c.content.text.split()))
            for c in table.cells
            if c.row < rows
        )

    for rows in range(min(_MOST_REPEATED, part.rows), 0, -1):
        heading = shown(part, rows)
        whole = all(row + rowspan <= rows for row, _, rowspan, _, _ in heading)
        if whole and any(text for *_, text in heading) and heading == shown(owner, rows):
            return rows
    return 0


def _breaks_off(lowest: dict[int, Cell], opening: list[Cell]) -> bool:
    """Whether the first row of a page completes the last one of the page before.

    Its first cell (the serial number) is empty, and some text goes on in small letters.
    """
    if not opening or [(c.column, c.colspan) for c in opening] != sorted((i, c.colspan) for i, c in lowest.items()):
        return False
    serial = opening[0]
    if serial.content.text.strip() or serial.rowspan > 1 or not lowest[serial.column].content.text.strip():
        return False
    return any(
        cell.content.text.lstrip()[:1].islower() and lowest[cell.column].content.text.strip() for cell in opening
    )
