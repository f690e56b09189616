"""Three and four lists: every hierarchical log-linear model without the highest interaction, fitted to the seen patterns.

The cell of those on no list is exp(intercept). All tables of a batch are fitted at once, because the error of the links
and the simulated worlds of the tests ask for hundreds of fits of each model; a test holds the fits to statsmodels'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, gammaln
from scipy.stats import chi2

# A model whose log of the unseen is known no better than this says nothing: the estimate ran to nought or to infinity.
WIDEST = 3.0
FAR = 1e6  # times those seen; a limit beyond is none


@dataclass(frozen=True)
class Model:
    """Which sets of sources interact; every subset of an interacting set interacts too (hierarchical)."""

    sources: tuple[str, ...]
    interactions: tuple[tuple[int, ...], ...]

    @cached_property
    def formula(self) -> str:
        """As R writes it: "A + B + C + A:B"."""
        terms = [*((i,) for i in range(len(self.sources))), *self.interactions]
        return " + ".join(":".join(self.sources[i] for i in term) for term in terms)

    @cached_property
    def name(self) -> str:
        """In words: which sources depend on each other."""
        if not self.interactions:
            return "các nguồn độc lập"
        highest = [t for t in self.interactions if not any(set(t) < set(other) for other in self.interactions)]
        return "phụ thuộc: " + ", ".join("–".join(self.sources[i] for i in term) for term in highest)

    @cached_property
    def design(self) -> np.ndarray:
        """One row for each pattern, that of nobody's list first; columns: intercept, sources, interactions."""
        patterns = np.arange(1 << len(self.sources))
        on = [(patterns >> i & 1).astype(float) for i in range(len(self.sources))]
        return np.column_stack(
            [np.ones(len(patterns)), *on, *(np.prod([on[i] for i in term], axis=0) for term in self.interactions)]
        )

    @property
    def parameters(self) -> int:
        return 1 + len(self.sources) + len(self.interactions)

    @property
    def df(self) -> int:
        """Degrees of freedom left: seen patterns less parameters."""
        return (1 << len(self.sources)) - 1 - self.parameters


@lru_cache
def hierarchical(sources: tuple[str, ...]) -> tuple[Model, ...]:
    """All models with every source and without the interaction of all: 8 for three sources, 113 for four."""
    return tuple(Model(sources, terms) for terms in _closed(len(sources)))


def _closed(k: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    pairs = list(combinations(range(k), 2))
    triples = list(combinations(range(k), 3)) if k > 3 else []
    for n in range(len(pairs) + 1):
        for some in combinations(pairs, n):
            allowed = [t for t in triples if all(pair in some for pair in combinations(t, 2))]
            for m in range(len(allowed) + 1):
                for higher in combinations(allowed, m):
                    yield (*some, *higher)


@dataclass(frozen=True)
class Fits:
    """Fits of several models (columns) to several tables (rows): log of the unseen, its variance, log-likelihood."""

    models: tuple[Model, ...]
    log_unseen: np.ndarray
    variance: np.ndarray  # of the log of the expected unseen
    likelihood: np.ndarray
    observed: np.ndarray

    @property
    def aic(self) -> np.ndarray:
        return -2 * self.likelihood + 2 * self._sizes

    @property
    def aicc(self) -> np.ndarray:
        """AIC corrected for the number of people seen (Hurvich and Tsai); nan where there are too few of them."""
        p, n = self._sizes, self.observed[:, None]
        room = n - p - 1
        return np.where(room > 0, self.aic + 2 * p * (p + 1) / np.where(room > 0, room, 1), np.nan)

    @property
    def bic(self) -> np.ndarray:
        return -2 * self.likelihood + np.log(self.observed[:, None]) * self._sizes

    @property
    def spread(self) -> np.ndarray:
        """Standard error of the log of the unseen themselves: that of their mean, and their own Poisson variation."""
        with np.errstate(over="ignore"):
            return np.sqrt(self.variance + np.exp(-self.log_unseen))

    @property
    def speaks(self) -> np.ndarray:
        """Whether the model says anything: an estimate that did not run to nought or to infinity."""
        return np.isfinite(self.spread) & (self.spread < WIDEST)

    @property
    def weights(self) -> np.ndarray:
        """Akaike weights of the models that say something, nought for the others."""
        aic = np.where(self.speaks, self.aic, np.inf)
        best = aic.min(axis=1, keepdims=True)
        raw = np.exp(-(aic - np.where(np.isfinite(best), best, 0)) / 2)
        total = raw.sum(axis=1, keepdims=True)
        return raw / np.where(total > 0, total, 1)

    @property
    def _sizes(self) -> np.ndarray:
        return np.array([model.parameters for model in self.models])


def fit(models: Sequence[Model], tables: np.ndarray) -> Fits:
    """Fit each model to each table (rows of counts by pattern, the first, of the unseen, left out of account)."""
    tables = np.atleast_2d(np.asarray(tables, dtype=float))
    seen = tables[:, 1:]
    size = (len(tables), len(models))
    log_unseen, variance, likelihood = np.empty(size), np.empty(size), np.empty(size)
    for j, model in enumerate(models):
        design = model.design[1:]
        beta, information, means = poisson(design, seen)
        log_unseen[:, j] = beta[:, 0]
        variance[:, j] = np.linalg.inv(information)[:, 0, 0]
        likelihood[:, j] = (seen * np.log(means) - means - gammaln(seen + 1)).sum(axis=1)
    return Fits(tuple(models), log_unseen, variance, likelihood, seen.sum(axis=1))


def poisson(
    design: np.ndarray, counts: np.ndarray, *, start: np.ndarray | None = None, steps: int = 60
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Poisson regression of each row of `counts` on one design by Newton's steps: coefficients, information, means.

    Where no finite maximum exists the coefficients are stopped far out, and the information says so by its smallness.
    """
    beta = np.linalg.lstsq(design, np.log(counts + 0.5).T, rcond=None)[0].T if start is None else start.copy()
    ridge = 1e-9 * np.eye(design.shape[1])
    before = np.full(counts.shape, np.inf)
    for _ in range(steps):
        means = np.exp(np.clip(beta @ design.T, -30, 30))
        if np.abs(means - before).max() < 1e-9:  # coefficients may still run off where no mean depends on them
            break
        before = means
        information = np.einsum("bc,cp,cq->bpq", means, design, design, optimize=True) + ridge
        step = np.linalg.solve(information, ((counts - means) @ design)[..., None])[..., 0]
        longest = np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-300)
        beta = beta + step * np.minimum(1, 2 / longest)  # a wild first step would never come back
    means = np.exp(np.clip(beta @ design.T, -30, 30))
    information = np.einsum("bc,cp,cq->bpq", means, design, design, optimize=True) + ridge
    return beta, information, means


def profile_interval(model: Model, counts: np.ndarray, *, level: float = 0.95) -> tuple[float, float, float]:
    """Multinomial profile likelihood (Cormack 1992): its maximum and the interval of people in all, low and high.

    High is infinite where the likelihood never falls far enough.
    """
    seen = np.asarray(counts[1:], dtype=float)
    observed = seen.sum()
    held: list[np.ndarray | None] = [None]

    def complete(unseen: float) -> tuple[float, float]:
        """Log-likelihood at so many unseen, and its slope."""
        table = np.concatenate([[unseen], seen])[None]
        beta, _, means = poisson(model.design, table, start=held[0])
        held[0] = beta
        total = observed + unseen
        value = gammaln(total + 1) - gammaln(unseen + 1) + (table * np.log(means)).sum() - total * np.log(total)
        return float(value), float(digamma(total + 1) - np.log(total) - digamma(unseen + 1) + np.log(means[0, 0]))

    far = FAR * observed
    top = 0.0
    if complete(0.0)[1] > 0:
        above = max(1.0, observed)
        while complete(above)[1] > 0:
            above *= 4
            if above > far:
                return float("inf"), float(observed), float("inf")
        held[0] = None
        top = brentq(lambda unseen: complete(unseen)[1], 0.0, above, xtol=1e-3 if above > 1e3 else 1e-6)
    held[0] = None
    floor = complete(top)[0] - chi2.ppf(level, 1) / 2

    def falls(unseen: float) -> float:
        return complete(unseen)[0] - floor

    low = 0.0 if top == 0 or falls(0.0) > 0 else brentq(falls, 0.0, top, xtol=1e-3)
    above = 2 * top + 1
    while falls(above) > 0:
        above *= 2
        if above > far:
            return observed + top, observed + low, float("inf")
    return observed + top, observed + low, observed + brentq(falls, top, above, xtol=1e-3)
