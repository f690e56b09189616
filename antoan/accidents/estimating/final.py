"""The whole answer for one set of lists, and for strata with their sum: every model, the chosen one, what is reported.

What is reported (`estimate`, `low`, `high`) is wider than the interval of the chosen model: it lets the lists depend on
each other in ways that they cannot show. 1,000 simulated worlds in the tests hold that it covers the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, isfinite, log, sqrt
from typing import Any

import numpy as np
from scipy.stats import norm

from antoan.accidents.estimating import links, loglinear, two, words
from antoan.accidents.estimating.lists import Lists

DEPENDENCE = (1 / 3, 1 / 2, 1.0, 2.0, 3.0, 5.0)
# Two lists show nothing of their dependence; three and four show all but the part common to all of them.
REPORTED = {2: (1 / 3, 5.0), 3: (1 / 2, 2.0), 4: (1 / 2, 2.0)}

FEWEST_SEEN = {2: 10, 3: 20, 4: 30}
FEWEST_TWICE = {2: 3, 3: 7, 4: 10}
SUPPORTED = 2.0  # AIC difference within which models have substantial support (Burnham and Anderson)
PROFILED = (
    10.0  # models farther from the best have no support; their likelihood is not worth the time it takes to follow
)
FARTHEST_APART = 3.0  # ratio of supported models' estimates beyond which choosing would be arbitrary

LOG_LIMITS = "đối xứng theo loga của số chưa thấy (Chao 1987)"
DRAWS = 300
SEED = 20250701  # the same table gives the same answer on every machine


@dataclass(frozen=True)
class Answer:
    """What the lists bear: figures as they are printed, and limits at any dependence for sums over strata."""

    data: dict[str, Any]
    at: Callable[[float], tuple[float, float, float]] | None


def estimate(lists: Lists, *, level: float = 0.95) -> Answer:
    """Estimate how many there are in all, seen and unseen; or say why these lists cannot tell.

    Figures are people; `odds_ratio` is the dependence assumed; `level` that of each interval.
    """
    k = len(lists.sources)
    data: dict[str, Any] = {
        "sources": list(lists.sources),
        "sizes": lists.sizes,
        "observed": lists.observed,
        "estimate": None,
        "low": None,
        "high": None,
        "level": level,
        "completeness": None,
        "undeclared": None,
        "models": [],
        "chosen": None,
        "average": None,
        "range": [],
        "links": None,
        "lower_bound": lower_bound(lists, level=level),
        "assumptions": words.assumptions(lists, REPORTED[k]),
        "refused": unbearable(lists),
    }
    if data["refused"]:
        return Answer(data, None)
    at = _two_lists(lists, data, level) if k == 2 else _many_lists(lists, data, level)
    if data["refused"]:
        return Answer(data, None)
    assert at is not None
    data["range"] = [{"odds_ratio": round(odds, 4), **_rounded(at(odds))} for odds in DEPENDENCE]
    least, most = REPORTED[k]
    middle, low, high = at(1.0)[0], at(least)[1], at(most)[2]
    if not isfinite(high):
        data["refused"] = words.nothing_to_bound()
        return Answer(data, None)
    _report(data, middle, low, high)
    return Answer(data, at)


def unbearable(lists: Lists) -> str | None:
    """Why no model need be tried, if the counts alone say so."""
    k = len(lists.sources)
    for name, size in zip(lists.sources, lists.sizes, strict=True):
        if not size:
            return words.empty_source(name)
    twice = sum(lists.seen_times[1:])
    if not twice:
        return words.nobody_twice(lists)
    if lists.observed < FEWEST_SEEN[k]:
        return words.too_few(lists, FEWEST_SEEN[k])
    if twice < FEWEST_TWICE[k]:
        return words.too_little_overlap(twice, FEWEST_TWICE[k])
    return None


def lower_bound(lists: Lists, *, level: float = 0.95) -> dict[str, float] | None:
    """Chao's lower bound (1987), bias-corrected, from how many were seen once and twice; None where nobody was twice.

    Unequal chances of being seen only make the true number larger, so it stands where the models do not.
    """
    once, twice = lists.seen_times[:2]
    if not twice:
        return None
    k = len(lists.sources)
    unseen = (k - 1) / k * once * (once - 1) / (2 * (twice + 1))
    if unseen <= 0:
        return {"estimate": float(lists.observed), "low": float(lists.observed), "high": float(lists.observed)}
    share = (k - 1) / k
    variance = (
        share * once * (once - 1) / (2 * (twice + 1))
        + share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    factor = float(np.exp(norm.ppf((1 + level) / 2) * sqrt(log(1 + variance / unseen**2))))
    return _rounded((lists.observed + unseen, lists.observed + unseen / factor, lists.observed + unseen * factor))


# ---- two lists


def _two_lists(lists: Lists, data: dict[str, Any], level: float) -> Callable[[float], tuple[float, float, float]]:
    both, first, second = two.overlap_of(lists)
    z = norm.ppf((1 + level) / 2)
    plain, error = two.lincoln_petersen(both, first, second), sqrt(two.lincoln_petersen_variance(both, first, second))
    chapman = two.chapman(both, first, second)
    exact = two.exact_interval(both, first, second, level=level)
    data["models"] = [
        {
            "name": "Lincoln–Petersen",
            "formula": "n1·n2/m",
            **_rounded((plain, *_log_limits(plain, error, lists.observed, z))),
            "standard_error": _figure(error),
            "interval": LOG_LIMITS,
            "aic": None,
            "weight": None,
            "df": 0,
        },
        {
            "name": "Chapman",
            "formula": "(n1+1)(n2+1)/(m+1)-1",
            **_rounded((chapman, *exact)),
            "standard_error": _figure(sqrt(two.chapman_variance(both, first, second))),
            "interval": "siêu bội chính xác (đảo hai phía)",
            "aic": None,
            "weight": 1.0,
            "df": 0,
        },
    ]
    data["chosen"] = dict(data["models"][1])
    data["average"] = {**_rounded((chapman, *exact)), "interval": data["chosen"]["interval"]}  # of one model
    tables = links.possible_tables(lists, 1 if lists.links.are_perfect else DRAWS, np.random.default_rng(SEED))
    draws = tables[:, 3]

    def at(odds: float) -> tuple[float, float, float]:
        middle = float(np.mean([two.chapman(m, first, second, odds) for m in draws]))
        return middle, *two.exact_interval(draws, first, second, odds_ratio=odds, level=level)

    _say_links(lists, data, tables, at)
    return at


def _log_limits(middle: float, error: float, observed: int, z: float) -> tuple[float, float]:
    """Limits that are symmetric in the logarithm of the unseen, so that nobody seen is lost (Chao 1987)."""
    unseen = middle - observed
    if not (unseen > 0 and isfinite(error)):
        return float(observed), inf
    factor = float(np.exp(z * sqrt(log(1 + (error / unseen) ** 2))))
    return observed + unseen / factor, observed + unseen * factor


# ---- three and four lists


def _many_lists(
    lists: Lists, data: dict[str, Any], level: float
) -> Callable[[float], tuple[float, float, float]] | None:
    models = loglinear.hierarchical(lists.sources)
    fits = loglinear.fit(models, lists.counts[None])
    weights, speaks = fits.weights[0], fits.speaks[0]
    data["models"] = sorted(
        (_model_row(lists, fits, j, weights[j], level) for j in range(len(models))), key=lambda row: row["aic"]
    )
    data["refused"] = disagreement(lists, fits)
    if data["refused"]:
        return None
    best = int(np.where(speaks, fits.aic[0], inf).argmin())
    data["chosen"] = next(row for row in data["models"] if row["formula"] == models[best].formula)
    middle, low, high = averaged(fits, level=level)(1.0)
    data["average"] = {
        **_rounded((middle, low, high)),
        "interval": "trung bình trọng số Akaike, đuôi gộp (Turek và Fletcher 2012)",
    }
    if lists.links.are_perfect:
        return averaged(fits, level=level)
    tables = links.possible_tables(lists, DRAWS, np.random.default_rng(SEED))
    drawn = averaged(loglinear.fit(models, tables), level=level)
    _say_links(lists, data, tables, drawn)
    return drawn


def _model_row(lists: Lists, fits: loglinear.Fits, j: int, weight: float, level: float) -> dict[str, Any]:
    model = fits.models[j]
    row: dict[str, Any] = {"name": model.name, "formula": model.formula, "estimate": None, "low": None, "high": None}
    row |= {"standard_error": None, "interval": None}
    if fits.speaks[0, j]:
        unseen = float(np.exp(fits.log_unseen[0, j]))
        error = unseen * float(fits.spread[0, j])
        if fits.aic[0, j] <= fits.aic[0].min() + PROFILED:
            _, low, high = loglinear.profile_interval(model, lists.counts, level=level)
            row["interval"] = "hợp lý biên (profile likelihood, Cormack 1992)"
        else:
            low, high = _log_limits(lists.observed + unseen, error, lists.observed, norm.ppf((1 + level) / 2))
            row["interval"] = LOG_LIMITS
        row |= {**_rounded((lists.observed + unseen, low, high)), "standard_error": _figure(error)}
    aicc = float(fits.aicc[0, j])
    return row | {
        "aic": round(float(fits.aic[0, j]), 3),
        "aicc": round(aicc, 3) if isfinite(aicc) else None,
        "bic": round(float(fits.bic[0, j]), 3),
        "weight": round(float(weight), 4),
        "df": model.df,
    }


def disagreement(lists: Lists, fits: loglinear.Fits) -> str | None:
    """Why the fitted models (of one table) bear no figure, if they do not."""
    speaks, aic = fits.speaks[0], fits.aic[0]
    if not speaks.any():
        return words.none_speaks()
    supported = aic <= aic.min() + SUPPORTED
    mute = [model.name for model, a, b in zip(fits.models, supported, speaks, strict=True) if a and not b]
    if mute:
        return words.unbounded(mute[:2])
    figures = lists.observed + np.exp(fits.log_unseen[0][supported])
    if figures.max() > FARTHEST_APART * figures.min():
        return words.models_disagree(figures.min(), figures.max())
    return None


def averaged(fits: loglinear.Fits, *, level: float = 0.95) -> Callable[[float], tuple[float, float, float]]:
    """Akaike-weighted mean, and limits whose tails are the weighted tails of the models (Turek and Fletcher 2012).

    Every row of the fits is a draw of the table with equal weight. The argument multiplies the unseen: it is the odds
    ratio of the interaction of all sources, which no table shows.
    """
    told = fits.speaks.any(axis=1)
    weights = np.where(fits.speaks, fits.weights, 0)[told] / told.sum()
    observed = fits.observed[told, None]
    centre = np.where(fits.speaks, fits.log_unseen, 0)[told]
    spread = np.where(fits.speaks, fits.spread, 1)[told]
    tail = (1 - level) / 2

    def at(odds: float) -> tuple[float, float, float]:
        def below(total: float) -> float:
            with np.errstate(divide="ignore"):
                unseen = np.log(np.maximum(total - observed, 0) / odds)
            return float((weights * norm.cdf((unseen - centre) / spread)).sum())

        middle = float((weights * (observed + odds * np.exp(centre))).sum())
        return middle, _quantile(below, tail, middle), _quantile(below, 1 - tail, middle)

    return at


def _quantile(below: Callable[[float], float], share: float, near: float) -> float:
    """Where a rising distribution passes a share, by halving."""
    low, high = 0.0, near
    while below(high) < share:
        low, high = high, 2 * high
        if high > 1e15:
            return inf
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2


# ---- strata


def by_stratum(strata: Mapping[str, Lists], column: str, *, level: float = 0.95) -> dict[str, Any]:
    """Each stratum for itself, and their sum. A stratum that bears no estimate enters the sum with those seen alone.

    Chance differs between strata and is added in squares (MOVER, Zou and Donner 2008); dependence is one assumption for
    all, so its limits are added as they are.
    """
    answers = {name: estimate(lists, level=level) for name, lists in strata.items()}
    told = {name: answer for name, answer in answers.items() if answer.at}
    observed = sum(lists.observed for lists in strata.values())
    total: dict[str, Any] = {
        "observed": observed,
        "estimate": None,
        "low": None,
        "high": None,
        "level": level,
        "completeness": None,
        "undeclared": None,
        "range": [],
        "left_out": [name for name, answer in answers.items() if not answer.at],
        "refused": None,
    }
    if not told:
        total["refused"] = "Không nhóm nào ước lượng được; xem lý do ở từng nhóm. Hãy gộp nhóm hoặc lấy kỳ dài hơn."
    else:
        seen_only = sum(strata[name].observed for name in total["left_out"])
        at = _summed([answer.at for answer in told.values() if answer.at], seen_only)
        total["range"] = [{"odds_ratio": round(odds, 4), **_rounded(at(odds))} for odds in DEPENDENCE]
        least, most = REPORTED[len(next(iter(strata.values())).sources)]
        _report(total, at(1.0)[0], at(least)[1], at(most)[2])
    return {
        "by": column,
        "strata": [{"stratum": name, **answer.data} for name, answer in answers.items()],
        "total": total,
    }


def _summed(parts: list[Callable[[float], tuple[float, float, float]]], constant: int) -> Any:
    def at(odds: float) -> tuple[float, float, float]:
        rows = np.array([part(odds) for part in parts])
        middle = rows[:, 0].sum() + constant
        down = sqrt(((rows[:, 0] - np.minimum(rows[:, 1], rows[:, 0])) ** 2).sum())
        up = sqrt(((np.maximum(rows[:, 2], rows[:, 0]) - rows[:, 0]) ** 2).sum())
        return middle, middle - down, middle + up

    return at


# ---- how figures are printed


def _report(data: dict[str, Any], middle: float, low: float, high: float) -> None:
    """The figures that a report prints, and what they mean: the share seen, and how many nobody declared."""
    seen = data["links"]["observed"] if data.get("links") else data["observed"]
    data |= _rounded((middle, low, high))
    data["completeness"] = {
        "share": round(seen / middle, 4),
        "low": round(seen / high, 4),
        "high": round(min(1.0, seen / low), 4),
    }
    data["undeclared"] = _rounded((middle - seen, max(0.0, low - seen), high - seen))


def _say_links(
    lists: Lists, data: dict[str, Any], tables: np.ndarray, at: Callable[[float], tuple[float, float, float]]
) -> None:
    """What the error of the links makes of the figures: how many were seen, how many there are."""
    if not lists.links.are_perfect:
        data["links"] = {
            "precision": lists.links.precision,
            "recall": lists.links.recall,
            "draws": DRAWS,
            "observed": round(float(tables.sum(axis=1).mean()), 1),
            **_rounded(at(1.0)),
        }


def _rounded(figures: tuple[float, float, float]) -> dict[str, Any]:
    return dict(zip(("estimate", "low", "high"), map(_figure, figures), strict=True))


def _figure(value: float) -> float | None:
    """One decimal, as the programs print it; None where there is no finite figure."""
    return round(float(value), 1) if isfinite(value) else None
