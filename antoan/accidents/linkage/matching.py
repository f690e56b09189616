"""One person stands once in each list: what that says about the chance of every pair, and which pairs to keep."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

_MOST = 40.0  # log2 of odds beyond which more evidence changes nothing
_SMALL = 400  # rows of a knot of candidates up to which the best assignment is found exactly

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints = np.ndarray[tuple[int], np.dtype[np.int64]]


def exclusive(left: Ints, right: Ints, weight: Floats, *, rounds: int = 25) -> Floats:
    """The chance of each pair where no row may be in two pairs, from `weight`, the log2 of its odds on its own.

    Two equally good candidates for one row leave each of them less than a half. Belief propagation on the matching model:
    exact where the candidates form no ring, and it always settles (Bayati and others, 2007).
    """
    if not len(weight):
        return np.zeros(0)
    odds = np.exp2(np.clip(weight, -_MOST, _MOST))
    to_right = np.ones(len(odds))  # what the row of the left list says to the pair: the chance that it is still free
    to_left = np.ones(len(odds))
    for _ in range(rounds):
        offered = odds * to_left
        total = np.bincount(left, weights=offered)[left]
        free_left = 1 / (1 + np.maximum(total - offered, 0))
        offered = odds * to_right
        total = np.bincount(right, weights=offered)[right]
        free_right = 1 / (1 + np.maximum(total - offered, 0))
        to_right = np.sqrt(to_right * free_left)  # half way: two rivals do not swing to and fro
        to_left = np.sqrt(to_left * free_right)
    held = odds * to_right * to_left
    return held / (1 + held)


def assign(left: Ints, right: Ints, weight: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which pairs to keep so that no row is used twice and the sum of the weights is the greatest.

    Pairs of no weight are never kept. A knot of more than a few hundred rows is settled from the best pair downwards.
    """
    keep = np.zeros(len(weight), dtype=bool)
    good = np.flatnonzero(weight > 0)
    if not len(good):
        return keep
    rows, row_of = np.unique(left[good], return_inverse=True)
    columns, column_of = np.unique(right[good], return_inverse=True)
    size = len(rows) + len(columns)
    links = coo_array((np.ones(len(good)), (row_of, column_of + len(rows))), shape=(size, size))
    _, part_of_node = connected_components(links, directed=False)
    part = part_of_node[row_of]
    order = np.argsort(part, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(part[order]) > 0])
    for start, end in zip(starts, np.r_[starts[1:], len(order)], strict=True):
        members = order[start:end]
        if len(members) == 1:
            keep[good[members[0]]] = True
            continue
        kept = _settle(row_of[members], column_of[members], weight[good[members]])
        keep[good[members[kept]]] = True
    return keep


def _settle(rows: Ints, columns: Ints, weight: Floats) -> Ints:
    row_names, row = np.unique(rows, return_inverse=True)
    column_names, column = np.unique(columns, return_inverse=True)
    if max(len(row_names), len(column_names)) > _SMALL:
        return _from_the_best(row, column, weight)
    value = np.zeros((len(row_names), len(column_names)))
    which = np.full(value.shape, -1)
    value[row, column] = weight
    which[row, column] = np.arange(len(weight))
    chosen = which[linear_sum_assignment(value, maximize=True)]
    return chosen[chosen >= 0]


def _from_the_best(row: Ints, column: Ints, weight: Floats) -> Ints:
    used_rows: set[int] = set()
    used_columns: set[int] = set()
    kept = []
    for n in np.lexsort((column, row, -weight)):
        if row[n] not in used_rows and column[n] not in used_columns:
            kept.append(n)
            used_rows.add(row[n])
            used_columns.add(column[n])
    return np.array(kept, dtype=np.int64)
