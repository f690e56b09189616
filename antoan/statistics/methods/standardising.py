"""Rates made comparable between places whose people differ (sector, age): direct and indirect standardisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.stats import chi2, gamma

from antoan.statistics.methods.intervals import garwood


@dataclass(frozen=True)
class Standardised:
    """A standardised figure with its interval; a rate is per unit of exposure, a ratio per 1."""

    value: float
    low: float
    high: float


class NoExposure(ValueError):
    """A group of the standard has nobody exposed here, so its rate is unknown: the direct method cannot be used."""


def direct(
    cases: Sequence[int], exposure: Sequence[float], standard: Sequence[float], level: float = 0.95
) -> Standardised:
    """The rate that this place would have if its people were as those of the standard (Fay and Feuer 1997, gamma).

    The interval holds its level in all simulations published so far; it is wide where one group has few people.

    Raises:
        NoExposure: a group that counts in the standard has no exposure here.
    """
    counts, weights, rate, variance = _weighted(cases, exposure, standard)
    tail, heaviest = (1 - level) / 2, float(weights.max())
    low = gamma.ppf(tail, rate**2 / variance, scale=variance / rate) if counts.any() else 0.0
    raised, more = rate + heaviest, variance + heaviest**2
    high = gamma.isf(tail, raised**2 / more, scale=more / raised)
    return Standardised(rate, float(low), float(high))


def direct_dobson(
    cases: Sequence[int], exposure: Sequence[float], standard: Sequence[float], level: float = 0.95
) -> Standardised:
    """The same rate with the interval of Dobson and others (1991): the exact one of all cases, scaled.

    Raises:
        NoExposure: as `direct`.
    """
    counts, _, rate, variance = _weighted(cases, exposure, standard)
    total = int(counts.sum())
    low, high = garwood(total, level)
    if not total:
        return Standardised(0.0, 0.0, direct(cases, exposure, standard, level).high)
    scale = sqrt(variance / total)
    return Standardised(rate, rate + scale * (low - total), rate + scale * (high - total))


def _weighted(
    cases: Sequence[int], exposure: Sequence[float], standard: Sequence[float]
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Counts, weight of each case, the rate, and its variance."""
    counts, base, norms = (np.asarray(each, dtype=float) for each in (cases, exposure, standard))
    if (base[norms > 0] <= 0).any():
        raise NoExposure
    weights = np.divide(norms / norms.sum(), base, out=np.zeros_like(base), where=base > 0)
    return counts, weights, float((counts * weights).sum()), float((counts * weights**2).sum())


def expected(exposure: Sequence[float], standard_cases: Sequence[float], standard_exposure: Sequence[float]) -> float:
    """The cases that this place would have at the standard's rates."""
    base, cases, of = (np.asarray(each, dtype=float) for each in (exposure, standard_cases, standard_exposure))
    return float((base * cases / of).sum())


def indirect(count: int, expected_count: float, level: float = 0.95) -> Standardised:
    """Observed over expected (SMR, SIR) with its exact interval (Ulm 1990)."""
    low, high = garwood(count, level)
    return Standardised(count / expected_count, low / expected_count, high / expected_count)


def heterogeneity(counts: Sequence[int], expected_counts: Sequence[float]) -> float:
    """P of ratios as unequal as these were all places alike (chi-square, Breslow and Day)."""
    observed, due = np.asarray(counts, dtype=float), np.asarray(expected_counts, dtype=float)
    due = due * observed.sum() / due.sum()
    return float(chi2.sf(((observed - due) ** 2 / due).sum(), len(observed) - 1))
