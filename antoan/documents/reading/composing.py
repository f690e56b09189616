"""Putting a text together piece by piece, so that every table cell knows exactly where its words stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from antoan.documents.reading.plain import clean
from antoan.documents.tree import ReadCell, ReadTable

_LAYOUT_COLUMNS = 3  # a borderless table of at most so many columns only sets texts side by side


@dataclass
class Composed:
    """A finished text with its tables; offsets count from its own beginning."""

    text: str = ""
    tables: list[ReadTable] = field(default_factory=list)

    def stripped(self) -> Composed:
        """Without blanks and line ends around it; the tables move along."""
        shift = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        return Composed(text, [_moved(table, -shift) for table in self.tables if table.end - shift <= len(text)])


@dataclass
class Cell:
    """A cell on its way into the text; `row` and `column` are its upper left place in the grid, counted from 0."""

    row: int
    column: int
    content: Composed
    rowspan: int = 1
    colspan: int = 1


class Composer:
    """Collects lines and tables in reading order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tables: list[ReadTable] = []
        self.length = 0

    def line(self, text: str) -> None:
        """Add a line or several; an empty text gives an empty line."""
        self._add(clean(text).replace("\f", "\n") + "\n")

    def embed(self, content: Composed) -> None:
        """Add a finished text with its tables, such as what a frame or a table of one cell holds."""
        content = content.stripped()
        self._tables += [_moved(table, self.length) for table in content.tables]
        self._add(content.text + "\n")

    def table(self, cells: list[Cell], *, ruled: bool) -> ReadTable:
        """Add a table: cells of a row stand apart by a tab, rows by a line end, a merged cell stands once.

        In a borderless table that only places texts (official header, signature) each cell has its own lines:
        the left cell's come first, then the right cell's. Tables inside such a cell stay tables; elsewhere
        they become lines of the cell.
        """
        cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
        rows = max((cell.row + cell.rowspan for cell in cells), default=0)
        columns = max((cell.column + cell.colspan for cell in cells), default=0)
        layout = not ruled and columns <= _LAYOUT_COLUMNS
        table = ReadTable(start=self.length, end=self.length, rows=rows, columns=columns, ruled=ruled)
        inner: list[ReadTable] = []
        previous: Cell | None = None
        for cell in cells:
            content = cell.content.stripped()
            text = content.text if layout else content.text.replace("\t", " ")
            if previous is not None:
                if layout:
                    self._add("\n" if text and self.length > table.start else "")
                else:
                    self._add("\t" if previous.row == cell.row else "\n")
            start = self.length
            self._add(text)
            if layout:
                inner += [_moved(nested, start) for nested in content.tables]
            table.cells.append(
                ReadCell(text, start, self.length, cell.row, cell.column, cell.rowspan, cell.colspan),
            )
            previous = cell
        table.end = self.length
        if cells:
            self._add("\n")
            self._tables += [table, *inner]
        return table

    def finish(self) -> Composed:
        """Everything added so far."""
        return Composed("".join(self._parts), self._tables)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)


def as_cell(lines: list[str]) -> Composed:
    """The content of a cell that holds only lines."""
    return Composed(clean("\n".join(lines)).replace("\f", "\n"))


def _moved(table: ReadTable, by: int) -> ReadTable:
    cells = [ReadCell(c.text, c.start + by, c.end + by, c.row, c.column, c.rowspan, c.colspan) for c in table.cells]
    return ReadTable(table.start + by, table.end + by, table.rows, table.columns, cells, table.ruled)
