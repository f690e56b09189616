"""What a figure may tell of units that its reader does not reach: nothing small, and nothing from which it is reckoned.

A question may reach further than its reader: an area counts with all bodies that work there, a unit with all below it.
Of those outside his reach he is told yearly figures by unit under the period's own tree, protected as one table. Other
periods, trees and splits would be further tables of the same records, and their differences would tell what is withheld.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

from antoan.core.scoping import Actor
from antoan.statistics.compute import ALL, Answer, Figure, counts_outside
from antoan.statistics.methods import suppression

SMALL = 5  # fewer records than that may betray somebody


def for_reader(answer: Answer, actor: Actor, reach: Iterable[int], *, tree_was_asked: bool) -> Answer:
    """The answer with the figures withheld that would tell too much of units outside the reach."""
    if actor.is_system:
        return answer
    outside = counts_outside(answer, frozenset(reach))
    if outside is None:
        return answer
    term = answer.period
    is_year = (term.start.month, term.start.day, term.end) == (1, 1, term.start.replace(year=term.start.year + 1))
    if not is_year or tree_was_asked:
        hidden = {ALL, *outside.branches}
    else:
        hidden = {key for side in outside.counts for key in _protected(side, outside.branches)}
    is_mixed = answer.by not in (None, "unit")  # each group may hold records from outside
    answer.whole = _withheld(answer.whole) if ALL in hidden else answer.whole
    answer.parts = [_withheld(part) if is_mixed or part.key in hidden else part for part in answer.parts]
    return answer


def _protected(counts: dict[str, float], branches: Iterable[str]) -> Iterable[str]:
    """Of a column of counts and its total; the reader knows the rest of the total, so only what lies outside is in it."""
    cells = {key: ceil(counts.get(key, 0)) for key in sorted(branches)}
    try:
        return suppression.protect(suppression.one_way(cells), threshold=SMALL)
    except suppression.CannotProtect:
        return {ALL, *cells}


def _withheld(figure: Figure) -> Figure:
    return replace(figure, numerator=None, denominator=None, value=None, low=None, high=None, withheld=True)
