"""Where the cells of a table stand once spans are counted. Both renderers lay out the same grid."""

from __future__ import annotations

from collections.abc import Sequence

from .paper import Cell, Row


def grid_places(rows: Sequence[Row], columns: int) -> list[list[tuple[int, int]]]:
    """Row and column of each cell, with the room left free that spans of earlier cells take.

    Raises:
        ValueError: a row has more cells than the table has columns.
    """
    taken: set[tuple[int, int]] = set()
    places = []
    for y, row in enumerate(rows):
        x = 0
        line = []
        for cell in row:
            while (y, x) in taken:
                x += 1
            if x >= columns:
                raise ValueError(f"row {y + 1} has more cells than the {columns} columns of its table")
            line.append((y, x))
            colspan, rowspan = (cell.colspan, cell.rowspan) if isinstance(cell, Cell) else (1, 1)
            if rowspan > 1:
                taken.update((y + down, x + right) for down in range(1, rowspan) for right in range(colspan))
            x += colspan
        places.append(line)
    return places
