"""Intervals for counts, shares and ratios of rates. All are two-sided, of the given level, 0.95 unless told.

Exact ones hold their level at every count; mid-P ones hold it on the average and are shorter; Byar's and Wilson's are
closed forms that come close. Figures in, figures out: (low, high).
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, sqrt

from scipy.optimize import brentq
from scipy.special import bdtr, bdtrc, gammainc
from scipy.stats import beta, chi2, norm

Interval = tuple[float, float]


# ---- a count (Poisson): the interval of its expected value; divide by exposure for a rate, by expected for a ratio


def garwood(count: float, level: float = 0.95) -> Interval:
    """Exact interval (Garwood 1936), the one of Ulm (1990) for a standardised ratio."""
    tail = (1 - level) / 2
    low = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    return float(low), float(chi2.isf(tail, 2 * count + 2) / 2)


def poisson_mid_p(count: int, level: float = 0.95) -> Interval:
    """Mid-P interval: half of the chance of the count itself belongs to each tail."""
    tail = (1 - level) / 2

    def upper_tail(mean: float) -> float:
        return float(gammainc(count + 1, mean) + (gammainc(count, mean) if count else 1.0)) / 2

    exact_low, exact_high = garwood(count, level)
    low = brentq(lambda mean: upper_tail(mean) - tail, exact_low / 2, max(count, 1)) if count else 0.0
    high = brentq(lambda mean: 1 - upper_tail(mean) - tail, max(count, 1e-9), exact_high + 1, xtol=1e-10)
    return float(low), float(high)


def byar(count: int, level: float = 0.95) -> Interval:
    """Byar's approximation (Breslow and Day 1987); within a tenth of a per cent of the exact one from ten on."""
    z, high = norm.ppf((1 + level) / 2), count + 1
    low = count * max(0.0, 1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    return float(low), float(high * (1 - 1 / (9 * high) + z / (3 * sqrt(high))) ** 3)


# ---- a share (binomial)


def wilson(successes: float, of: float, level: float = 0.95) -> Interval:
    """Score interval (Wilson 1927), without correction for continuity; never leaves 0 to 1."""
    if not of:
        return 0.0, 1.0
    z, share = norm.ppf((1 + level) / 2), successes / of
    middle, half = share + z**2 / (2 * of), z * sqrt(share * (1 - share) / of + z**2 / (4 * of**2))
    low, high = (middle - half) / (1 + z**2 / of), (middle + half) / (1 + z**2 / of)
    return (float(low) if successes else 0.0), (float(high) if successes < of else 1.0)


def clopper_pearson(successes: int, of: int, level: float = 0.95) -> Interval:
    """Exact interval (Clopper and Pearson 1934)."""
    tail = (1 - level) / 2
    low = beta.ppf(tail, successes, of - successes + 1) if successes else 0.0
    high = beta.isf(tail, successes + 1, of - successes) if successes < of else 1.0
    return float(low), float(high)


def binomial_mid_p(successes: int, of: int, level: float = 0.95) -> Interval:
    """Mid-P interval of a share."""
    tail = (1 - level) / 2

    def upper_tail(share: float) -> float:
        more = bdtrc(successes, of, share) if successes < of else 0.0
        return float(more + (1 - bdtr(successes - 1, of, share) if successes else 1.0)) / 2

    low = brentq(lambda p: upper_tail(p) - tail, 0.0, 1.0, xtol=1e-12) if successes else 0.0
    high = brentq(lambda p: 1 - upper_tail(p) - tail, 0.0, 1.0, xtol=1e-12) if successes < of else 1.0
    return float(low), float(high)


# ---- the ratio of two rates


def rate_ratio(
    first: int,
    first_exposure: float,
    second: int,
    second_exposure: float,
    level: float = 0.95,
    *,
    of_share: Callable[[int, int, float], Interval] = clopper_pearson,
) -> Interval:
    """Interval of the first rate divided by the second, given both counts together: then the first is binomial.

    Exact with `clopper_pearson`, mid-P with `binomial_mid_p`. High is infinite where the second count is nought.
    """
    if not first + second:
        return 0.0, inf
    low, high = of_share(first, first + second, level)
    scale = second_exposure / first_exposure
    return low / (1 - low) * scale, (high / (1 - high) * scale if high < 1 else inf)
