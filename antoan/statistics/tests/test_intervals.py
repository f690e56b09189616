"""Intervals: published tables, coverage by enumeration, and what must hold of every interval."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from antoan.statistics.methods.intervals import (
    binomial_mid_p,
    byar,
    clopper_pearson,
    garwood,
    poisson_mid_p,
    rate_ratio,
    wilson,
)

counts = st.integers(0, 400)
levels = st.sampled_from([0.8, 0.95, 0.998])
shares = st.integers(0, 80).flatmap(lambda x: st.tuples(st.just(x), st.integers(max(x, 1), 120)))

# Public Health England's reference figures of funnel limits (PHEindicatormethods, testdata_funnel_rate_outputs): the
# population of one year, over three, at which so many events touch the limits about 116.1720835 per 100,000.
BASELINE = 3 * 116.1720835 / 100_000
ENGLAND = [
    # events, at the lower limit of 95 %, at the upper, at the lower of 99.8 %, at the upper
    (1, 1598.675694, 7.264481402, 2649.348525, 0.287087625),
    (2, 2072.984403, 69.49732367, 3221.906682, 13.02722321),
    (5, 3348.002593, 465.8280129, 4721.370883, 212.14848),
    (10, 5276.757672, 1375.943768, 6924.776769, 849.4639547),
    (49, 18587.54012, 10401.37233, 21440.7871, 8659.019991),
    (208, 68366.90896, 51846.00299, 73608.65003, 47706.43155),
    (1360, 411529.9259, 369759.5622, 424043.2424, 358342.3275),
]


@pytest.mark.parametrize(("events", "low_95", "high_95", "low_998", "high_998"), ENGLAND)
def test_the_exact_limits_are_those_that_public_health_england_holds(events, low_95, high_95, low_998, high_998):
    """A count touches the upper limit of an area so small that its expected count is the lower end of the interval."""
    # their figures are roots found to six digits
    assert garwood(events, 0.95) == pytest.approx((high_95 * BASELINE, low_95 * BASELINE), rel=1e-5)
    assert garwood(events, 0.998) == pytest.approx((high_998 * BASELINE, low_998 * BASELINE), rel=1e-4)


@pytest.mark.parametrize(
    ("successes", "of", "by_wilson", "exact", "mid_p"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676), (0.2544, 0.3658)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617), (0.0601, 0.1581)),
        (0, 20, (0, 0.1611), (0, 0.1684), (0, 0.1391)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776), (0.0017, 0.1585)),
    ],
)
def test_shares_agree_with_newcombe(successes, of, by_wilson, exact, mid_p):
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I, methods 3, 5 and 6."""
    for interval, printed in ((wilson, by_wilson), (clopper_pearson, exact), (binomial_mid_p, mid_p)):
        assert tuple(round(figure, 4) for figure in interval(successes, of)) == printed


@settings(deadline=None)
@given(counts, levels)
def test_counts_agree_with_statsmodels(count, level):
    exact = confint_poisson(count, 1, method="exact-c", alpha=1 - level)
    assert garwood(count, level) == pytest.approx(np.nan_to_num(exact), rel=1e-9)


@settings(deadline=None)
@given(shares, levels)
def test_shares_agree_with_statsmodels(share, level):
    for ours, theirs in ((wilson, "wilson"), (clopper_pearson, "beta")):
        expected = proportion_confint(*share, alpha=1 - level, method=theirs)
        assert ours(*share, level) == pytest.approx(np.nan_to_num(expected, nan=1.0), abs=1e-9)


@settings(deadline=None)
@given(counts, levels)
def test_every_interval_of_a_count_holds_it_and_grows_with_it(count, level):
    for interval in (garwood, poisson_mid_p, byar):
        low, high = interval(count, level)
        assert 0 <= low <= count < high
        assert interval(count + 1, level) > (low, high)
        assert interval(count + 1, level)[1] > high


@settings(deadline=None)
@given(counts, levels)
def test_mid_p_lies_inside_the_exact_interval_and_byar_close_to_it(count, level):
    low, high = garwood(count, level)
    inner_low, inner_high = poisson_mid_p(count, level)
    assert low <= inner_low + 1e-9
    assert inner_high <= high + 1e-9
    if count >= 10 and level == 0.95:
        assert byar(count, level) == pytest.approx((low, high), rel=2e-3)


@settings(deadline=None)
@given(shares, levels)
def test_every_interval_of_a_share_holds_it_within_nought_and_one(share, level):
    successes, of = share
    for interval in (wilson, clopper_pearson, binomial_mid_p):
        low, high = interval(successes, of, level)
        assert 0 <= low <= successes / of <= high <= 1
        assert interval(of - successes, of, level) == pytest.approx((1 - high, 1 - low), abs=1e-7)
    assert clopper_pearson(successes, of, level)[0] <= binomial_mid_p(successes, of, level)[0] + 1e-9


@settings(max_examples=20, deadline=None)
@given(st.floats(0.05, 30))
def test_the_exact_interval_of_a_count_covers_its_mean(mean):
    """By enumeration: the chance that the interval holds the mean is never below its level, nor is mid-P's far below."""
    chance = {garwood: 0.0, poisson_mid_p: 0.0}
    for count in range(int(mean + 12 * mean**0.5 + 25)):
        for interval in chance:
            low, high = interval(count)
            chance[interval] += poisson.pmf(count, mean) * (low <= mean <= high)
    assert chance[garwood] >= 0.95 - 1e-9
    assert chance[poisson_mid_p] >= 0.9


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.floats(0.001, 0.999))
def test_the_exact_interval_of_a_share_covers_it(of, share):
    chance = sum(
        binom.pmf(x, of, share) * (clopper_pearson(x, of)[0] <= share <= clopper_pearson(x, of)[1])
        for x in range(of + 1)
    )
    assert chance >= 0.95 - 1e-9


@settings(deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_ratio_of_rates_holds_its_own_and_turns_over(first, second, exposure, other):
    low, high = rate_ratio(first, exposure, second, other)
    if second:
        assert low <= first / exposure / (second / other) <= high
    if first and second:
        turned = rate_ratio(second, other, first, exposure)
        assert turned == pytest.approx((1 / high, 1 / low), rel=1e-6)
    assert (high == inf) == (second == 0)


def test_a_mid_p_ratio_is_shorter_than_the_exact_one():
    exact, mid = rate_ratio(41, 28010, 15, 19017), rate_ratio(41, 28010, 15, 19017, of_share=binomial_mid_p)
    assert exact[0] < mid[0] < mid[1] < exact[1]


def test_a_share_of_nobody_may_be_anything():
    assert wilson(0, 0) == (0.0, 1.0)
