"""Time series: is this month out of the ordinary, and did the level change? p- and u-charts, and one change-point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from antoan.statistics.methods.funnels import scores

MOVING_RANGE = 1.128  # mean range of two normal observations (Shewhart's d₂)


@dataclass(frozen=True)
class Chart:
    """Centre, and for each point its value and limits; `spread` is Laney's σz, 1 where no more than chance varies."""

    centre: float
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    spread: float

    @property
    def signals(self) -> tuple[int, ...]:
        """Which points lie outside."""
        both = zip(self.values, self.low, self.high, strict=True)
        return tuple(i for i, (value, low, high) in enumerate(both) if not low <= value <= high)


def p_chart(counts: Sequence[int], of: Sequence[int], *, laney: bool = False) -> Chart:
    """Shares with limits at three standard errors; with `laney`, widened for variation beyond the binomial (Laney 2002)."""
    base = np.asarray(of, dtype=float)
    centre = float(np.sum(counts) / base.sum())
    chart = _chart(np.asarray(counts, dtype=float), base, centre, np.sqrt(centre * (1 - centre) / base), laney)
    return Chart(chart.centre, chart.values, chart.low, tuple(min(1.0, high) for high in chart.high), chart.spread)


def u_chart(counts: Sequence[int], exposure: Sequence[float], *, laney: bool = False) -> Chart:
    """Rates with limits at three standard errors; with `laney`, widened for variation beyond the Poisson."""
    base = np.asarray(exposure, dtype=float)
    centre = float(np.sum(counts) / base.sum())
    return _chart(np.asarray(counts, dtype=float), base, centre, np.sqrt(centre / base), laney)


def _chart(counts: np.ndarray, base: np.ndarray, centre: float, errors: np.ndarray, laney: bool) -> Chart:
    values = counts / base
    spread = 1.0
    if laney and len(values) > 1 and (errors > 0).all():
        spread = float(np.abs(np.diff((values - centre) / errors)).mean() / MOVING_RANGE)
    half = 3 * spread * errors
    low, high = np.maximum(centre - half, 0), centre + half
    return Chart(centre, tuple(values.tolist()), tuple(low.tolist()), tuple(high.tolist()), spread)


@dataclass(frozen=True)
class Change:
    """Where the level most likely changed: `at` is the first point of the new level; rates before and after; P by chance."""

    at: int
    before: float
    after: float
    p: float


def change_point(
    counts: Sequence[int], exposure: Sequence[float], *, draws: int = 4999, seed: int = 1
) -> Change | None:
    """The split at which two levels explain the counts best, with the chance of so good a split were there none.

    Were the rate constant, the counts given their sum would be multinomial by exposure; that distribution is drawn from,
    so P needs no large numbers. None where there is nothing to split.
    """
    observed, base = np.asarray(counts, dtype=np.int64), np.asarray(exposure, dtype=float)
    total = int(observed.sum())
    if len(observed) < 2 or not total or (base <= 0).any():
        return None
    gains = _gains(observed[None], base)[0]
    at = int(gains.argmax()) + 1
    drawn = np.random.default_rng(seed).multinomial(total, base / base.sum(), size=draws)
    as_good = int((_gains(drawn, base).max(axis=1) >= gains.max() - 1e-9).sum())
    return Change(
        at,
        float(observed[:at].sum() / base[:at].sum()),
        float(observed[at:].sum() / base[at:].sum()),
        (as_good + 1) / (draws + 1),
    )


def _gains(counts: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Log-likelihood that a split after each point adds, for each row of counts."""
    before, upto = counts.cumsum(axis=1)[:, :-1], base.cumsum()[:-1]
    total, whole = counts.sum(axis=1, keepdims=True), base.sum()
    after, rest = total - before, whole - upto

    def part(cases: np.ndarray, of: np.ndarray) -> np.ndarray:
        share = np.where(cases > 0, cases, 1) * whole / (of * total)
        return np.where(cases > 0, cases * np.log(share), 0.0)

    return part(before, upto) + part(after, rest)


def in_words(change: Change | None, labels: Sequence[str], *, per: float = 1, unit: str = "") -> str:
    """The change-point as a sentence for a report; `labels` name the points ("tháng 3/2025")."""
    if change is None:
        return "Chuỗi số liệu quá ngắn hoặc không có ca nào, chưa nói được mức có thay đổi hay không."
    if change.p >= 0.05:
        return f"Không thấy mức thay đổi trong kỳ từ {labels[0]} đến {labels[-1]}: lên xuống như vậy do may rủi cũng thường gặp."
    way, to = ("tăng", "lên") if change.after > change.before else ("giảm", "xuống")
    surely = "gần như chắc chắn" if change.p < 0.01 else "có lẽ"
    return (
        f"Từ {labels[change.at]}, mức {surely} đã {way}: từ {_number(change.before * per)} {to} "
        f"{_number(change.after * per)}{unit}."
    )


def _number(value: float) -> str:
    places = 0 if value >= 100 else 1 if value >= 1 else 3
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def run_of_signals(counts: Sequence[int], expected: Sequence[float], *, length: int = 8) -> int | None:
    """The first point of a run of so many on one side of what was expected (the rule of eight), or None."""
    sides = np.sign(scores(counts, expected))
    for start in range(len(sides) - length + 1):
        run = sides[start : start + length]
        if run[0] and (run == run[0]).all():
            return start
    return None
