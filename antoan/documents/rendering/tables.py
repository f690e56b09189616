"""Where the cells of a table stand once spans are counted, and how long bars are. Both renderers draw the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .paper import Bars, Cell, Row


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


def bar_shares(block: Bars) -> list[float]:
    """The length of each bar, from 0 to 1; what is below zero has none.

    Raises:
        ValueError: a value is not a finite number.
    """
    for bar in block.bars:
        if not math.isfinite(bar.value):
            raise ValueError(f"the bar {bar.label!r} has no finite value")
    full = block.full or max((bar.value for bar in block.bars), default=0)
    return [min(max(bar.value / full, 0.0), 1.0) if full > 0 else 0.0 for bar in block.bars]
