"""Rates of small areas drawn towards what is known of all, or of the neighbours (empirical Bayes).

A commune with two hundred workers and one death has a rate that says little; its smoothed rate stays near the common one
until its own numbers weigh. Exposure in any unit; rates per that unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln

Figures = Sequence[float] | np.ndarray


@dataclass(frozen=True)
class Prior:
    """How rates vary between areas: their mean and variance; variance nought means no more than chance shows."""

    mean: float
    variance: float


def moments(cases: np.ndarray, exposure: np.ndarray) -> Prior:
    """Marshall (1991): mean and variance of the areas' true rates by the method of moments."""
    total = exposure.sum()
    mean = cases.sum() / total
    between = (exposure * (cases / exposure - mean) ** 2).sum() / total
    return Prior(float(mean), float(max(between - mean / exposure.mean(), 0.0)))


def shrink(cases: np.ndarray | float, exposure: np.ndarray | float, prior: Prior) -> np.ndarray:
    """Each area's own rate and the mean, weighted by how much the own one can be trusted."""
    cases, exposure = np.asarray(cases, dtype=float), np.asarray(exposure, dtype=float)
    if not prior.variance:
        return np.full(cases.shape, prior.mean)
    own = prior.variance / (prior.variance + prior.mean / exposure)
    return prior.mean + own * (cases / exposure - prior.mean)


def global_rates(cases: Figures, exposure: Figures) -> np.ndarray:
    """Each area's rate drawn towards that of all areas (Marshall 1991)."""
    counts, base = np.asarray(cases, dtype=float), np.asarray(exposure, dtype=float)
    return shrink(counts, base, moments(counts, base))


def local_rates(cases: Figures, exposure: Figures, neighbours: Sequence[Sequence[int]]) -> np.ndarray:
    """Each area's rate drawn towards that of itself and its neighbours (Marshall 1991); indices, the area's own left out.

    Without neighbours, the global one.
    """
    counts, base = np.asarray(cases, dtype=float), np.asarray(exposure, dtype=float)
    smoothed = global_rates(counts, base)
    for i, near in enumerate(neighbours):
        if len(near):
            around = np.array([i, *near])
            smoothed[i] = shrink(counts[i], base[i], moments(counts[around], base[around]))
    return smoothed


@dataclass(frozen=True)
class GammaPrior:
    """Relative risks as a gamma distribution (Clayton and Kaldor 1987): mean shape/rate."""

    shape: float
    rate: float

    def risks(self, cases: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """Posterior means."""
        return (cases + self.shape) / (expected + self.rate)


def gamma_prior(cases: Figures, expected: Figures) -> GammaPrior:
    """The gamma prior that makes the observed counts likeliest (negative binomial, by maximum likelihood)."""
    counts, due = np.asarray(cases, dtype=float), np.asarray(expected, dtype=float)

    def unlikely(logs: np.ndarray) -> float:
        shape, rate = np.exp(logs)
        held = gammaln(counts + shape) - gammaln(shape) + shape * np.log(rate / (due + rate))
        return -float((held - counts * np.log(due + rate)).sum())

    found = minimize(
        unlikely, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10, "maxiter": 2000}
    )
    shape, rate = np.exp(found.x)
    return GammaPrior(float(shape), float(rate))
