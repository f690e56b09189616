"""Two lists in, scored pairs out: the door of this package."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from antoan.accidents.linkage import matching, records, scoring
from antoan.accidents.linkage.scoring import Scored

if TYPE_CHECKING:
    import pandas as pd

SURE = 0.5  # a pair is a link where that is likelier than not …
WRONG = 0.015  # … and of all links no more than this share is expected to be wrong
POSSIBLE = 0.05
_MANY = 4  # possible pairs shown for one row

Standing = Literal["sure", "uncertain"]


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one person. `why` tells field by field what agreed and what it was worth, the weightiest first.

    `a` and `b` name the rows (id, or number from 1); `left` and `right` are their positions from 0. `probability` is that
    of being one person, given all the other pairs that want one of the two rows.
    """

    a: str
    b: str
    left: int
    right: int
    probability: float
    standing: Standing
    why: tuple[str, ...]
    weights: Mapping[str, float]  # field → bits for (+) or against (-)


@dataclass(frozen=True)
class Linked:
    """What linking found. `pairs` are the links; `uncertain` is left for people to decide; all others are no pair."""

    pairs: list[Pair]
    uncertain: list[Pair]
    rows_a: int
    rows_b: int
    seconds: float
    expected_in_both: float  # people thought to be in both lists, whether or not their pair was found
    candidates: int  # pairs that were compared
    threshold: float  # from which a pair is a link
    compared: tuple[str, ...]  # fields that both lists have
    warnings: tuple[str, ...] = ()
    model: Mapping[str, Sequence[float]] = field(default_factory=dict)

    @property
    def links(self) -> int:
        return len(self.pairs)

    @property
    def expected_false(self) -> float:
        """How many of the links are thought to be wrong; an estimate of the undeclared carries this along."""
        return sum(1 - pair.probability for pair in self.pairs)


def link(
    left: pd.DataFrame | Sequence[Mapping[str, Any]],
    right: pd.DataFrame | Sequence[Mapping[str, Any]],
    *,
    threshold: float | None = None,
    possible: float = POSSIBLE,
    one_to_one: bool = True,
    called: tuple[str, str] = ("Danh sách thứ nhất", "Danh sách thứ hai"),
) -> Linked:
    """Find the people who are in both lists.

    A list is a DataFrame or a sequence of mappings from heading to value. It needs a column of names and one more of:
    birth, sex, commune, phone, identity, hamlet, workplace, date (of the event); English or Vietnamese headings, any case,
    marks or none. Only fields that both lists have are compared; an empty value is neither for nor against.

    A pair of probability `threshold` or more is a link, one of `possible` or more is left to people. Without a threshold
    it is 0.5, or as much more as keeps the expected share of wrong links at 1.5 %. With `one_to_one` (each list has a
    person once) rivals for one row lower each other's chance, and the links use no row twice. The same
    lists give the same answer.

    Raises:
        records.Unusable: a list without rows or names, ids that are there twice, births that cannot be; one Vietnamese line.
        ValueError: `threshold` or `possible` is no probability.
    """
    if not 0 < possible <= (SURE if threshold is None else threshold) < 1:
        raise ValueError("0 < possible <= threshold < 1")
    started = time.perf_counter()
    one = records.people_of(_rows(left), called=called[0])
    other = records.people_of(_rows(right), called=called[1])
    shared = [known for known in records.HEADINGS if known in one.columns and known in other.columns]
    if len(shared) < 2:
        raise records.Unusable(
            f"{called[0]} và {called[1]} chỉ có chung cột họ tên. Hãy thêm ở cả hai ít nhất một cột chung: "
            "ngày sinh, giới tính, xã hoặc điện thoại."
        )
    table = records.table_of(one, other)
    scored = scoring.score(table, left=len(one), right=len(other), one_to_one=one_to_one)
    del table
    if threshold is None:
        threshold = _careful(scored)
    pairs, uncertain = _sorted_out(scored, one, other, threshold, possible, one_to_one)
    return Linked(
        pairs,
        uncertain,
        len(one),
        len(other),
        round(time.perf_counter() - started, 3),
        round(scored.matches, 1),
        scored.candidates,
        threshold,
        tuple(shared),
        (*one.warnings, *other.warnings),
        scored.m,
    )


def _careful(scored: Scored) -> float:
    """The lowest threshold from `SURE` up at which the links are expected to be wrong in no more than `WRONG` of cases."""
    chance = np.sort(scored.chance[scored.chance >= SURE])[::-1]
    wrong = np.cumsum(1 - chance) / np.arange(1, len(chance) + 1)
    good = np.flatnonzero(wrong <= WRONG)
    if not len(chance) or len(good) == len(chance):
        return SURE
    # A list so short or so poor that no link is sure enough keeps what is sure on its own.
    return round(float(max(SURE, min(chance[good[-1]], 0.95))) if len(good) else 0.95, 4)


def _rows(given: pd.DataFrame | Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    if hasattr(given, "to_dict"):
        return given.to_dict("records")
    return list(given)


def _sorted_out(
    scored: Scored, one: records.People, other: records.People, threshold: float, possible: float, one_to_one: bool
) -> tuple[list[Pair], list[Pair]]:
    sure = scored.chance >= threshold
    if one_to_one:
        taken = np.flatnonzero(sure)
        # The chance decides; log odds make a sum that prefers two good pairs to one excellent one.
        odds = np.log2(scored.chance[taken] / np.maximum(1 - scored.chance[taken], 1e-12)) + 60
        kept = matching.assign(scored.left[taken], scored.right[taken], odds)
        sure = np.zeros_like(sure)
        sure[taken[kept]] = True
    doubtful = (scored.chance >= possible) & ~sure
    if one_to_one:
        doubtful &= ~np.isin(scored.left, scored.left[sure]) & ~np.isin(scored.right, scored.right[sure])
    return (
        [_pair(scored, n, one, other, "sure") for n in np.flatnonzero(sure).tolist()],
        [_pair(scored, n, one, other, "uncertain") for n in _best_of_each(scored, np.flatnonzero(doubtful))],
    )


def _best_of_each(scored: Scored, doubtful: matching.Ints) -> list[int]:
    """The likeliest first, and for no row more than a person can look at."""
    order = doubtful[np.argsort(-scored.chance[doubtful], kind="stable")]
    seen: dict[tuple[str, int], int] = {}
    kept = []
    for n in order:
        mine = (("l", int(scored.left[n])), ("r", int(scored.right[n])))
        if max(seen.get(row, 0) for row in mine) < _MANY:
            kept.append(int(n))
            for row in mine:
                seen[row] = seen.get(row, 0) + 1
    return kept


def _pair(scored: Scored, n: int, one: records.People, other: records.People, standing: Standing) -> Pair:
    left, right = int(scored.left[n]), int(scored.right[n])
    told: list[tuple[float, str]] = []
    weights: dict[str, float] = {}
    for each in scored.compared:
        level = int(scored.levels[each.name][n])
        if level < 0:
            continue
        bits = round(float(scored.bits[each.name][n]), 1)
        weights[each.name] = bits
        words = each.levels[level].words
        told.append((bits, f"{words}{_seen(each.name, level, one, left, other, right)} ({_signed(bits)})"))
    told.sort(key=lambda each: -abs(each[0]))
    why = [words for _, words in told]
    if standing == "uncertain" and scored.kin[n] > 0.9 and scored.chance[n] < 0.8:
        why.append("có thể là hai người trong một nhà")
    return Pair(
        one.labels[left],
        other.labels[right],
        left,
        right,
        round(float(scored.chance[n]), 4),
        standing,
        tuple(why),
        weights,
    )


def _seen(field: str, level: int, one: records.People, left: int, other: records.People, right: int) -> str:
    """What was compared, where it is not plainly the same: " “Ng. Thị Lan” – “Nguyễn Thị Lan”"."""
    a, b = one.columns[field][left], other.columns[field][right]
    if field == "sex" or not a or not b:
        return ""
    return f": {a}" if a == b else f": {a} – {b}"


def _signed(bits: float) -> str:
    return f"{bits:+.1f}".replace("-", "−").replace(".", ",")
