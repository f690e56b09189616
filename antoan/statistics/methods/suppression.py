"""Small cells that are not told, and enough others that nobody can reckon them back from sums and differences.

A publication is figures (keys and counts) and the sums that hold between them: a total and its parts, rows and columns,
the same unit in two tables. `protect` says which figures to withhold; `attack` is what a curious reader can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
from scipy.optimize import linprog

Key = Any
TOTAL = "*"


@dataclass(frozen=True)
class Sum:
    """The figure `whole` is the sum of the figures `parts`."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Publication:
    """All figures that are, or could be, told; those in `never` are told nowhere but may be reckoned (differences)."""

    figures: Mapping[Key, int]
    sums: Sequence[Sum]
    never: frozenset[Key] = field(default_factory=frozenset)


class CannotProtect(ValueError):
    """A small cell can be reckoned from what is already public; `key` names it."""

    def __init__(self, key: Key):
        super().__init__(key)
        self.key = key


def one_way(cells: Mapping[Key, int]) -> Publication:
    """A column of figures with its total, whose key is TOTAL."""
    figures: dict[Key, int] = {**cells, TOTAL: sum(cells.values())}
    return Publication(figures, [Sum(TOTAL, tuple(cells))])


def two_way(cells: Mapping[tuple[Key, Key], int]) -> Publication:
    """A table by row and column with totals on both sides, keyed (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)."""
    rows = list(dict.fromkeys(row for row, _ in cells))
    columns = list(dict.fromkeys(column for _, column in cells))
    figures: dict[Key, int] = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
    sums = []
    for row in rows:
        sums.append(Sum((row, TOTAL), tuple((row, column) for column in columns)))
    for column in columns:
        sums.append(Sum((TOTAL, column), tuple((row, column) for row in rows)))
    for one in sums:
        figures[one.whole] = sum(figures[part] for part in one.parts)
    figures[TOTAL, TOTAL] = sum(cells.values())
    sums.append(Sum((TOTAL, TOTAL), tuple((row, TOTAL) for row in rows)))
    return Publication(figures, sums)


def together(*tables: tuple[str, Publication], sums: Iterable[Sum] = ()) -> Publication:
    """Several publications as one, keys prefixed by the name of their table, with the sums that hold across them."""
    figures = {(name, key): value for name, table in tables for key, value in table.figures.items()}
    held = [
        Sum((name, one.whole), tuple((name, part) for part in one.parts))
        for name, table in tables
        for one in table.sums
    ]
    never = frozenset((name, key) for name, table in tables for key in table.never)
    return Publication(figures, [*held, *sums], never)


def is_small(value: int, threshold: int) -> bool:
    """Whether a figure may betray somebody: at least one, fewer than the threshold. Nought tells of nobody."""
    return 0 < value < threshold


def protect(
    publication: Publication, *, threshold: int = 5, width: int | None = None, told: Iterable[Key] = ()
) -> frozenset[Key]:
    """The figures to withhold: every small one, and others so that no small one is known to within `width`.

    `width` (as the threshold, unless given) is the least distance between the smallest and the largest value that a
    reader can make of a withheld figure. `told` are figures already public, which can no longer be withheld. Totals are
    withheld last. Withheld figures are as few and as small as a linear programme finds.

    Raises:
        CannotProtect: what is told already gives a small figure away.
    """
    width = threshold if width is None else width
    public = frozenset(told)
    small = [key for key, value in publication.figures.items() if is_small(value, threshold)]
    for key in small:
        if key in public:
            raise CannotProtect(key)
    withheld = set(small) | set(publication.never)
    system = _System.of(publication)
    for key in sorted(small, key=lambda each: publication.figures[each]):
        low, high = system.bounds(key, withheld)
        if high - low < width - 1e-6:
            withheld |= system.companions(key, withheld, public, width)
    for key in small:  # one cell's companions never undo another's, but what cannot be helped must be said
        low, high = system.bounds(key, withheld)
        if high - low < width - 1e-6:
            raise CannotProtect(key)
    return frozenset(withheld - publication.never)


def attack(publication: Publication, withheld: Iterable[Key]) -> dict[Key, tuple[float, float]]:
    """For each withheld (or never told) figure, the least and the most that the told ones leave possible.

    The reader knows the sums and that no figure is below nought, nothing else.
    """
    hidden = set(withheld) | set(publication.never)
    system = _System.of(publication)
    return {key: system.bounds(key, hidden) for key in publication.figures if key in hidden}


@dataclass(frozen=True)
class _System:
    """The sums as equations between figures."""

    keys: tuple[Key, ...]
    values: np.ndarray
    equations: np.ndarray
    depth: np.ndarray  # how often a figure is the whole of a sum: totals are dear

    @classmethod
    def of(cls, publication: Publication) -> _System:
        keys = tuple(publication.figures)
        place = {key: i for i, key in enumerate(keys)}
        equations = np.zeros((len(publication.sums), len(keys)))
        depth = np.zeros(len(keys))
        for row, one in enumerate(publication.sums):
            equations[row, place[one.whole]] = -1
            for part in one.parts:
                equations[row, place[part]] = 1
            depth[place[one.whole]] += 1
        return cls(keys, np.array([publication.figures[key] for key in keys], dtype=float), equations, depth)

    def bounds(self, key: Key, hidden: set[Key]) -> tuple[float, float]:
        """Least and most of one figure, all told ones fixed."""
        free = np.array([each in hidden for each in self.keys])
        limits = [(0, None) if f else (v, v) for f, v in zip(free, self.values, strict=True)]
        goal = np.zeros(len(self.keys))
        goal[self.keys.index(key)] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, A_eq=self.equations, b_eq=np.zeros(len(self.equations)), bounds=limits)
            ends.append(sign * found.fun if found.status == 0 else sign * -inf)
        return float(ends[0]), float(ends[1])

    def companions(self, key: Key, hidden: set[Key], public: frozenset[Key], width: int) -> set[Key]:
        """The cheapest figures to withhold so that this one may vary by `width`.

        Moves of all figures that keep every sum: the cell itself up by as much as needed, none below nought. What must
        move must be withheld, so a move costs the figure that is lost, and a total more than any cell.
        """
        me = self.keys.index(key)
        dear = self.values.sum() + 1
        cost = np.array([0.0 if k in hidden else 1 + v for k, v in zip(self.keys, self.values, strict=True)])
        cost += np.where(np.array([k in hidden for k in self.keys]), 0, self.depth * dear)
        down = min(self.values[me], width)
        for up in dict.fromkeys((float(width), float(width - down))):
            moved = self._cheapest(me, up, cost, public)
            if moved is None:
                continue
            new = {self.keys[i] for i in np.flatnonzero(moved > 1e-7)} | {key}
            low, high = self.bounds(key, hidden | new)
            if high - low >= width - 1e-6:
                return new
        everything = {k for k in self.keys if k not in public}
        return everything if self._wide(key, hidden | everything, width) else set()

    def _wide(self, key: Key, hidden: set[Key], width: int) -> bool:
        low, high = self.bounds(key, hidden)
        return high - low >= width - 1e-6

    def _cheapest(self, me: int, up: float, cost: np.ndarray, public: frozenset[Key]) -> np.ndarray | None:
        """How far each figure moves in the cheapest set of moves that lifts one by `up`; None where there is none."""
        n = len(self.keys)
        fixed = np.array([k in public for k in self.keys])
        rise: list[tuple[float, float | None]] = [(0, 0) if f else (0, None) for f in fixed]
        fall: list[tuple[float, float]] = [(0, 0) if f else (0, v) for f, v in zip(fixed, self.values, strict=True)]
        rise[me], fall[me] = (up, up), (0, 0)
        found = linprog(
            np.concatenate([cost, cost]),
            A_eq=np.hstack([self.equations, -self.equations]),
            b_eq=np.zeros(len(self.equations)),
            bounds=[*rise, *fall],
        )
        return found.x[:n] + found.x[n:] if found.status == 0 else None
