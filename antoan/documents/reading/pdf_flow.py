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
    unfinished = {cell.column: cell for cell in owner.cells if cell.row == owner.rows - 1}
    opening = [cell for cell in cells if cell.row == skipped]
    begins = owner.rows
    if _breaks_off(unfinished, opening):
        begins -= 1
        for cell in opening:
            above = unfinished[cell.column]
            above.content = Composed("\n".join(filter(None, (above.content.text, cell.content.text))))
        cells = [cell for cell in cells if cell.row > skipped]
    for cell in cells:
        cell.row += begins - skipped
    owner.cells += cells
    owner.rows = begins + part.rows - skipped
    return begins


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


def _breaks_off(unfinished: dict[int, Cell], opening: list[Cell]) -> bool:
    """Whether the first row of a page completes the last one of the page before.

    Its first cell (the serial number) is empty, and some text goes on in small letters.
    """
    if not opening or [c.column for c in opening] != sorted(unfinished) or any(c.rowspan > 1 for c in opening):
        return False
    if opening[0].content.text.strip() or not unfinished[opening[0].column].content.text.strip():
        return False
    return any(
        cell.content.text.lstrip()[:1].islower() and unfinished[cell.column].content.text.strip() for cell in opening
    )
