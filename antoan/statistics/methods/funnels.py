"""Which area differs from the common rate by more than chance, where areas always differ somewhat (Spiegelhalter 2005).

Each area's count is turned into a z-score by its exact (mid-P) tail: Poisson where what is expected comes from elsewhere,
binomial where it comes from the areas themselves, for a large area is a part of what it is compared with. Where the scores together are wider than
chance alone makes them, the limits are widened: by a factor on all (multiplicative), or by a variance between areas
that does not shrink with size (additive).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binom, norm, poisson

LIMITS = (0.95, 0.998)  # warning and alarm, in the custom of funnel plots


class Place(StrEnum):
    """Where an area stands in the funnel."""

    FAR_BELOW = "thấp hơn 99,8 %"
    BELOW = "thấp hơn 95 %"
    WITHIN = "trong giới hạn"
    ABOVE = "cao hơn 95 %"
    FAR_ABOVE = "cao hơn 99,8 %"


@dataclass(frozen=True)
class Dispersion:
    """How much more than chance the areas differ: φ (1 = chance alone), and the variance between areas of the ratio's root."""

    phi: float
    between: float
    additive: bool = False


def scores(counts: Sequence[int], expected: Sequence[float], among: int | None = None) -> np.ndarray:
    """z-scores by mid-P tails; the nearer tail is used, so that nothing underflows.

    `among` is the number of all cases where the expected counts are shares of them (internal comparison): given all, an
    area's cases are then binomial. Without it they are Poisson.
    """
    observed, due = np.asarray(counts), np.asarray(expected, dtype=float)
    law = poisson(due) if among is None else binom(among, np.minimum(due / among, 1.0))
    half = law.logpmf(observed) - np.log(2)
    above = np.logaddexp(law.logsf(observed), half)
    below = np.logaddexp(law.logcdf(observed - 1), half)
    with np.errstate(invalid="ignore"):
        return np.where(above < below, _deviate(above), -_deviate(below))


def _deviate(log_tail: np.ndarray) -> np.ndarray:
    """The standard normal deviate with this log of upper tail, also far beyond where the tail itself is nought."""
    near = norm.isf(np.exp(np.maximum(log_tail, -700)))
    far = np.sqrt(np.maximum(-2 * log_tail - np.log(2 * np.pi) - np.log(np.maximum(-2 * log_tail, 1)), 0))
    return np.where(log_tail < -700, far, near)


def winsorised(values: np.ndarray, share: float = 0.1) -> np.ndarray:
    """The values with the outermost tenth at each end drawn in, so that true outliers do not hide themselves."""
    if not len(values):
        return values
    low, high = np.quantile(values, [share, 1 - share])
    return np.clip(values, low, high)


def dispersion(
    counts: Sequence[int], expected: Sequence[float], among: int | None = None, *, additive: bool = False
) -> Dispersion:
    """φ from winsorised scores, never below 1; and the between-area variance by the method of moments."""
    return _dispersion(scores(counts, expected, among), np.asarray(expected, dtype=float), additive)


def _dispersion(z: np.ndarray, due: np.ndarray, additive: bool) -> Dispersion:
    n = len(z)
    if n < 2:
        return Dispersion(1.0, 0.0, additive)
    phi = float((winsorised(z) ** 2).mean())
    weights = 4 * due  # the root of observed over expected has variance 1/(4·expected)
    room = weights.sum() - (weights**2).sum() / weights.sum()
    between = max(0.0, (n * phi - (n - 1)) / room)
    return Dispersion(max(1.0, phi), float(between), additive)


def judged(
    counts: Sequence[int], expected: Sequence[float], among: int | None = None, *, additive: bool = False
) -> np.ndarray:
    """The score of each area after the excess variation that the *others* show is taken away.

    Among few areas an outlier makes most of the dispersion itself, and would be excused by its own excess.
    """
    z, due = scores(counts, expected, among), np.asarray(expected, dtype=float)
    found = np.empty(len(z))
    for i in range(len(z)):
        spread = _dispersion(np.delete(z, i), np.delete(due, i), additive)
        found[i] = z[i] / np.sqrt(_inflation(due[i : i + 1], spread)[0])
    return found


def adjusted(
    counts: Sequence[int], expected: Sequence[float], spread: Dispersion, among: int | None = None
) -> np.ndarray:
    """The z-scores after what all areas share of excess variation is taken away."""
    z, due = scores(counts, expected, among), np.asarray(expected, dtype=float)
    return z / np.sqrt(_inflation(due, spread))


def _inflation(due: np.ndarray, spread: Dispersion) -> np.ndarray:
    return 1 + 4 * due * spread.between if spread.additive else np.full(due.shape, spread.phi)


def place(z: float) -> Place:
    """The class of an adjusted score."""
    warning, alarm = (norm.ppf((1 + limit) / 2) for limit in LIMITS)
    if z > alarm:
        return Place.FAR_ABOVE
    if z > warning:
        return Place.ABOVE
    if z < -alarm:
        return Place.FAR_BELOW
    return Place.BELOW if z < -warning else Place.WITHIN


def limits(expected: float, level: float, spread: Dispersion | None = None) -> tuple[float, float]:
    """The ratios to expected between which an area of this size stays with this chance: the line of the funnel.

    Poisson counts made continuous by mid-P; the same rule as `place` where expected counts come from elsewhere.
    """
    due = np.array([expected])
    z = norm.ppf((1 + level) / 2) * (float(np.sqrt(_inflation(due, spread))[0]) if spread else 1.0)
    upper = brentq(lambda count: _score(count, expected) - z, expected, expected + 12 * z * (expected**0.5 + z))
    if _score(0.0, expected) >= -z:
        return 0.0, upper / expected
    return brentq(lambda count: _score(count, expected) + z, 0.0, expected + 1) / expected, upper / expected


def _score(count: float, expected: float) -> float:
    """The score of a count between two whole ones, by straight line, so that limits are smooth."""
    whole = int(count)
    low, high = scores([whole, whole + 1], [expected, expected])
    return float(low + (count - whole) * (high - low))
