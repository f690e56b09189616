"""Two lists: Lincoln–Petersen and Chapman, with intervals that hold for small counts and for dependent lists.

Dependence is the odds ratio between standing on one list and on the other: 1 where they are independent, above 1 where
who is on one is rather on the other too. Two lists alone cannot show it, so it is an assumption to be varied, not found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil, floor, sqrt

import numpy as np
from scipy.special import gammaln

from antoan.accidents.estimating.lists import Lists

FAR = 1 << 40  # no list of accidents is longer: a limit beyond is none


def lincoln_petersen(both: float, first: float, second: float) -> float:
    """n₁·n₂/m, the estimate that most books print; infinite where nobody stands on both."""
    return first * second / both if both else float("inf")


def chapman(both: float, first: float, second: float, odds_ratio: float = 1.0) -> float:
    """Chapman (1951): (n₁+1)(n₂+1)/(m+1) − 1, here with the unseen multiplied by the odds ratio of the two lists."""
    return first + second - both + odds_ratio * (first - both) * (second - both) / (both + 1)


def chapman_variance(both: float, first: float, second: float) -> float:
    """Variance of Chapman's estimate (Seber 1970)."""
    return (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))


def lincoln_petersen_variance(both: float, first: float, second: float) -> float:
    """Variance of the maximum-likelihood estimate under Poisson cells, as log-linear programs print it."""
    only_first, only_second = first - both, second - both
    if not (both and only_first and only_second):
        return float("nan")
    unseen = only_first * only_second / both
    return unseen**2 * (1 / both + 1 / only_first + 1 / only_second) + unseen


def exact_interval(
    both: int | Sequence[int] | np.ndarray, first: int, second: int, *, odds_ratio: float = 1.0, level: float = 0.95
) -> tuple[float, float]:
    """The numbers of people under which an overlap like this is not surprising on either side.

    Given the sizes of both lists, the overlap follows Fisher's noncentral hypergeometric distribution (the plain one at
    odds ratio 1); its tails are inverted, as Clopper and Pearson did for the binomial, so that the interval holds its
    level at every size. Several overlaps (draws of what the links hide) are averaged over. High is infinite without overlap.
    """
    draws = np.atleast_1d(np.asarray(both, dtype=np.int64))
    tail = (1 - level) / 2
    smallest = first + second - int(draws.max())
    at_most = partial(_tails, draws, first, second, odds_ratio)
    low = _first_above(lambda size: at_most(size)[0] > tail, smallest)
    beyond = _first_above(lambda size: at_most(size)[1] <= tail, low)
    return float(low), float("inf") if beyond >= FAR else float(beyond - 1)


def _first_above(holds: Callable[[int], bool], start: int) -> int:
    """The smallest size from `start` at which `holds`, a condition that stays once it is reached; FAR if never."""
    if holds(start):
        return start
    step = max(start, 1)
    below, above = start, start + step
    while not holds(above):
        step *= 2
        below, above = above, above + step
        if above >= FAR:
            return FAR
    while above - below > 1:
        middle = (below + above) // 2
        if holds(middle):
            above = middle
        else:
            below = middle
    return above


def _tails(draws: np.ndarray, first: int, second: int, odds_ratio: float, size: int) -> tuple[float, float]:
    """P(overlap ≤ m) and P(overlap ≥ m) were there `size` people, averaged over the draws of m."""
    least, most = max(0, first + second - size), min(first, second)
    if least > most:  # fewer people than the lists name
        return 0.0, 1.0
    x = np.arange(*_likely(first, second, odds_ratio, size, least, most))
    least, most = int(x[0]), int(x[-1])
    log = -gammaln(x + 1) - gammaln(first - x + 1) - gammaln(second - x + 1) - gammaln(size - first - second + x + 1)
    log = log + x * np.log(odds_ratio)
    weights = np.exp(log - log.max())
    upto = np.concatenate([[0.0], np.cumsum(weights)])
    upto /= upto[-1]
    place = np.clip(draws - least, -1, most - least)
    return float(upto[place + 1].mean()), float((1 - upto[np.maximum(place, 0)]).mean())


def _likely(first: int, second: int, odds_ratio: float, size: int, least: int, most: int) -> tuple[int, int]:
    """The overlaps within forty standard deviations of the middle: beyond, a million people would cost a million sums."""
    a, b, c = 1 - odds_ratio, size - first - second + odds_ratio * (first + second), -odds_ratio * first * second
    root = b + sqrt(max(0.0, b * b - 4 * a * c))
    middle = -2 * c / root if root > 0 else float(least)
    cells = (middle, first - middle, second - middle, size - first - second + middle)
    spread = 1 / sqrt(sum(1 / max(cell, 0.5) for cell in cells))
    reach = 40 * spread + 40
    return max(least, floor(middle - reach)), min(most, ceil(middle + reach)) + 1


def overlap_of(lists: Lists) -> tuple[int, int, int]:
    """Overlap and sizes of the two lists."""
    _, only_first, only_second, both = (int(n) for n in lists.counts)
    return both, only_first + both, only_second + both
