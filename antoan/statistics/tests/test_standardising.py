"""Standardised rates: published examples, and what must hold of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.statistics.methods.intervals import garwood
from antoan.statistics.methods.standardising import (
    NoExposure,
    direct,
    direct_dobson,
    expected,
    heterogeneity,
    indirect,
)

# Down's syndrome by age of mother, Michigan 1950-1964, fifth and later children (Stark and Mantell 1966; Fleiss 1981,
# Table 14.4; Fay and Feuer 1997): cases, births, births of all.
CASES = [0, 8, 63, 112, 262, 295]
BIRTHS = [327, 30666, 123419, 149919, 104088, 34392]
ALL_BIRTHS = [319933, 931318, 786511, 488235, 237863, 61313]


def test_a_direct_rate_agrees_with_the_example_of_fay_and_feuer():
    """As the vignette of R's dsrTest prints it: 75.52901 per 100,000 (67.70212, 188.30017)."""
    rate = direct(CASES, BIRTHS, ALL_BIRTHS)
    assert [round(1e5 * figure, 5) for figure in (rate.value, rate.low, rate.high)] == [75.52901, 67.70212, 188.30017]


@pytest.mark.parametrize(
    ("cases", "exposure", "printed"),
    [
        ([30, 25, 25, 15], [1000, 1000, 1100, 900], (0.02374402, 0.01920491, 0.02904848)),
        ([33, 21, 30, 20], [1000, 900, 1100, 900], (0.02665072, 0.02177143, 0.03230508)),
    ],
)
def test_a_direct_rate_agrees_with_the_tests_of_pysal(cases, exposure, printed):
    """esda.smoothing, TestAgeStd.test_direct_age_standardization."""
    rate = direct(cases, exposure, [1000, 900, 1000, 900])
    assert tuple(round(figure, 8) for figure in (rate.value, rate.low, rate.high)) == printed


def test_an_indirect_ratio_agrees_with_the_example_of_pysal():
    """esda.smoothing.standardized_mortality_ratio: 2.4869."""
    due = expected([100, 100, 110, 90], [100, 45, 120, 100], [1000, 900, 1000, 900])
    ratio = indirect(95, due)
    assert round(ratio.value, 4) == 2.4869
    assert (ratio.low, ratio.high) == pytest.approx(tuple(limit / due for limit in garwood(95)))


def test_the_interval_of_dobson_is_the_exact_one_where_all_weigh_the_same():
    rate = direct_dobson([3, 7], [500, 500], [1, 1])
    assert (rate.low, rate.high) == pytest.approx(tuple(limit / 1000 for limit in garwood(10)))
    assert direct([3, 7], [500, 500], [1, 1]).high == pytest.approx(garwood(10)[1] / 1000)


def test_nobody_exposed_in_a_group_of_the_standard_means_no_rate():
    with pytest.raises(NoExposure):
        direct([1, 0], [100, 0], [50, 50])
    assert direct([1, 0], [100, 0], [50, 0]).value == pytest.approx(0.01)


def test_no_cases_at_all_still_have_an_upper_limit():
    for method in (direct, direct_dobson):
        rate = method([0, 0], [100, 400], [50, 50])
        assert rate.value == rate.low == 0
        assert 0 < rate.high < 0.1


groups = st.lists(
    st.tuples(st.integers(0, 50), st.integers(50, 10_000), st.integers(1, 10_000)), min_size=1, max_size=6
)


@settings(deadline=None)
@given(groups)
def test_a_direct_rate_lies_between_those_of_its_groups_and_inside_its_interval(rows):
    cases, exposure, standard = zip(*rows, strict=True)
    rate = direct(cases, exposure, standard)
    own = np.array(cases) / np.array(exposure)
    assert own.min() - 1e-12 <= rate.value <= own.max() + 1e-12
    assert rate.low <= rate.value <= rate.high
    narrower = direct(cases, exposure, standard, 0.8)
    assert rate.low <= narrower.low
    assert narrower.high <= rate.high


@settings(deadline=None)
@given(groups)
def test_a_place_is_as_its_own_standard(rows):
    cases, exposure, _ = zip(*rows, strict=True)
    assert direct(cases, exposure, exposure).value == pytest.approx(sum(cases) / sum(exposure))


def test_unequal_ratios_are_told_from_equal_ones():
    assert heterogeneity([10, 10, 10], [10, 10, 10]) == pytest.approx(1)
    assert heterogeneity([30, 5, 5], [13, 13, 14]) < 0.001
