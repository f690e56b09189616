"""Ruled tables of a PDF page, from the lines that the page draws: a cell is what no line divides."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from antoan.documents.reading.pdf_layout import Word

_SNAP = 2.5  # points: lines this close are one line, ends this close touch
_MOST_RULES = 3_000  # a page with more lines is a drawing, not a table


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` across, running from `start` to `end` (points)."""

    at: float
    start: float
    end: float


@dataclass
class Box:
    """A cell of a grid, counted from 0, with the words that stand in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    words: list[Word] = field(default_factory=list)


@dataclass
class Grid:
    """A ruled table on a page: the places of its lines in points, and its cells."""

    columns: list[float]
    rows: list[float]
    boxes: list[Box]
    _place: dict[tuple[int, int], Box]

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return self.rows[0]

    def take(self, word: Word) -> bool:
        """Put a word into the cell in which it stands; False where it stands in none."""
        x, y = word.middle
        place = (bisect.bisect(self.rows, y) - 1, bisect.bisect(self.columns, x) - 1)
        box = self._place.get(place)
        if box is not None:
            box.words.append(word)
        return box is not None


def grids(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """The tables that horizontal (`across`) and vertical (`down`) lines make, from top to bottom."""
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    across, down = _joined(across), _joined(down)
    found = [_grid([across[i] for i in h], [down[i] for i in v]) for h, v in _connected(across, down)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: grid.top)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line made one."""
    places = _clusters([rule.at for rule in rules])
    by_place: dict[float, list[Rule]] = {}
    for rule in rules:
        by_place.setdefault(_nearest(places, rule.at), []).append(rule)
    whole: list[Rule] = []
    for at, pieces in by_place.items():
        pieces.sort(key=lambda rule: rule.start)
        start, end = pieces[0].start, pieces[0].end
        for piece in pieces[1:]:
            if piece.start > end + _SNAP:
                whole.append(Rule(at, start, end))
                start, end = piece.start, piece.end
            end = max(end, piece.end)
        whole.append(Rule(at, start, end))
    return whole


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[int], list[int]]]:
    """Groups of lines that touch each other, as indexes of both lists."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(down):
        for i, h in enumerate(across):
            if (
                v.start - _SNAP <= h.at <= v.end + _SNAP
                and h.start - _SNAP <= v.at <= h.end + _SNAP
                and root(i) != root(len(across) + j)
            ):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(across)):
        groups.setdefault(root(i), ([], []))[0].append(i)
    for j in range(len(down)):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(j)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    columns = _clusters([rule.at for rule in down])
    rows = _clusters([rule.at for rule in across])
    height, width = len(rows) - 1, len(columns) - 1
    if height < 1 or width < 1 or height * width < 2 or height * width > 20_000:
        return None
    outside = height * width
    parent = list(range(outside + 1))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    walls = _by_place(down, columns)
    floors = _by_place(across, rows)
    for r in range(height):
        y = (rows[r] + rows[r + 1]) / 2
        for c in range(width + 1):
            if not _covered(walls[c], y):
                left = r * width + c - 1 if c else outside
                right = r * width + c if c < width else outside
                parent[root(left)] = root(right)
    for c in range(width):
        x = (columns[c] + columns[c + 1]) / 2
        for r in range(height + 1):
            if not _covered(floors[r], x):
                above = (r - 1) * width + c if r else outside
                below = r * width + c if r < height else outside
                parent[root(above)] = root(below)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(height):
        for c in range(width):
            if root(r * width + c) != root(outside):
                members.setdefault(root(r * width + c), []).append((r, c))
    if len(members) < 2:
        return None
    boxes: list[Box] = []
    place: dict[tuple[int, int], Box] = {}
    for group in members.values():
        top, left = min(r for r, _ in group), min(c for _, c in group)
        bottom, right = max(r for r, _ in group), max(c for _, c in group)
        boxes.append(Box(top, left, bottom - top + 1, right - left + 1))
        place |= dict.fromkeys(group, boxes[-1])
    return Grid(columns, rows, boxes, place)


def _by_place(rules: list[Rule], places: list[float]) -> list[list[Rule]]:
    sorted_out: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        sorted_out[places.index(_nearest(places, rule.at))].append(rule)
    return sorted_out


def _covered(rules: list[Rule], point: float) -> bool:
    return any(rule.start <= point <= rule.end for rule in rules)


def _clusters(values: list[float]) -> list[float]:
    """The values with near ones made one (their mean), in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(places: list[float], value: float) -> float:
    i = bisect.bisect(places, value)
    return min(places[max(0, i - 1) : i + 1], key=lambda place: abs(place - value))
