"""Smoothed rates: published examples, and what must hold of them."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.statistics.methods.smoothing import gamma_prior, global_rates, local_rates, moments
from antoan.statistics.tests.lip_cancer import EXPECTED, OBSERVED

# Sudden infant deaths in the 100 counties of North Carolina, 1974-78, and births (Cressie and Chan, JASA 84 (1989)).
DEATHS = [
    *(1, 0, 5, 1, 9, 7, 0, 0, 4, 1, 2, 16, 4, 4, 4, 18, 3, 4, 1, 1, 1, 0, 1, 2, 10, 23, 13, 6, 4, 16, 8, 0, 10, 6, 0),
    *(2, 16, 2, 4, 1, 0, 8, 5, 5, 0, 5, 7, 2, 11, 3, 14, 5, 9, 6, 2, 0, 7, 3, 4, 5, 12, 18, 6, 10, 8, 2, 5, 44, 3, 3),
    *(5, 5, 0, 10, 3, 11, 1, 0, 4, 1, 2, 38, 1, 4, 15, 7, 0, 4, 4, 0, 13, 8, 29, 31, 5, 8, 4, 15, 12, 5),
]
BIRTHS = [
    *(1091, 487, 3188, 508, 1421, 1452, 286, 420, 968, 1612, 1035, 4449, 1671, 1556, 2180, 3608, 1638, 3146, 1323, 484),
    *(751, 781, 1269, 1399, 11858, 16184, 4672, 1324, 3164, 7970, 4021, 671, 3657, 3609, 770, 1549, 14484, 765, 4139),
    *(
        1207,
        1333,
        5509,
        3573,
        990,
        248,
        1946,
        4456,
        1646,
        3702,
        4606,
        5094,
        5754,
        7515,
        3999,
        2110,
        521,
        2692,
        675,
        870,
    ),
    *(2252, 2992, 6638, 3776, 4866, 2216, 1143, 2648, 21588, 4099, 1258, 2356, 2574, 415, 3589, 1173, 9014, 533, 797),
    *(3025, 542, 1027, 20366, 578, 3915, 1570, 1494, 338, 2483, 2756, 284, 5868, 2255, 11158, 7889, 2414, 1782, 1228),
    *(3350, 5526, 2181),
]
# Homicides and people of 21 counties around St. Louis, 1979-84, and the neighbours of the first ten of them.
HOMICIDES = [4, 19, 3, 2, 2, 28, 61, 3, 7, 3, 4, 0, 1, 12, 0, 2, 6, 6, 3, 4, 0]
PEOPLE = [
    *(189087, 425580, 69649, 88540, 33697, 774843, 1056438, 172182, 224033, 113497, 218510, 87628, 36354, 316661),
    *(53222, 141872, 103469, 193449, 295848, 99013, 34772),
]
NEIGHBOURS = [
    *([6, 2, 5], [9, 7, 4], [6, 3, 0], [8, 4, 2, 6], [9, 3, 8, 1], [15, 11, 10, 6, 0], [18, 8, 10, 17, 0, 5, 2, 3]),
    *([14, 9, 1], [19, 18, 12, 9, 6, 3, 4], [16, 14, 8, 12, 19, 20, 4, 1, 7], *[[]] * 11),
]


def test_global_smoothing_agrees_with_pysal():
    """esda, TestSRate.test_Empirical_Bayes (Marshall 1991)."""
    printed = [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349]
    assert global_rates(DEATHS, BIRTHS)[:5].round(7).tolist() == printed


def test_local_smoothing_agrees_with_pysal():
    """esda, TestSRate.test_Spatial_Empirical_Bayes."""
    printed = [
        *(4.01485749e-05, 3.62437513e-05, 4.93034844e-05, 5.09387329e-05, 3.72735210e-05),
        *(3.69333797e-05, 5.40245456e-05, 2.99806055e-05, 3.73034109e-05, 3.47270722e-05),
    ]
    assert local_rates(HOMICIDES, PEOPLE, NEIGHBOURS)[:10] == pytest.approx(printed, rel=1e-8)


def test_the_gamma_prior_of_clayton_and_kaldor_is_a_negative_binomial():
    """Two programs, one likelihood: shape and rate of the prior are 1/α and mean of statsmodels' regression."""
    prior = gamma_prior(OBSERVED, EXPECTED)
    theirs = sm.NegativeBinomial(OBSERVED, np.ones(56), offset=np.log(EXPECTED)).fit(disp=False)
    assert prior.shape == pytest.approx(1 / theirs.params[1], rel=1e-3)
    assert prior.shape / prior.rate == pytest.approx(np.exp(theirs.params[0]), rel=1e-3)
    risks = prior.risks(np.array(OBSERVED), np.array(EXPECTED))
    assert 0.25 < risks.min() < risks.max() < 4.5  # raw ratios run from 0 to 6.4
    assert (np.diff([OBSERVED[0] / EXPECTED[0], risks[0], prior.shape / prior.rate]) < 0).all()


areas = st.lists(st.tuples(st.integers(0, 60), st.integers(100, 50_000)), min_size=2, max_size=12)


@settings(deadline=None)
@given(areas)
def test_a_smoothed_rate_lies_between_its_own_and_the_common_one(rows):
    cases, exposure = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    own, common = cases / exposure, cases.sum() / exposure.sum()
    smoothed = global_rates(cases, exposure)
    assert (np.minimum(own, common) - 1e-12 <= smoothed).all()
    assert (smoothed <= np.maximum(own, common) + 1e-12).all()
    assert local_rates(cases, exposure, [[]] * len(cases)).tolist() == smoothed.tolist()


@settings(deadline=None)
@given(areas)
def test_equal_rates_stay_as_they_are(rows):
    exposure = np.array([each for _, each in rows], dtype=float)
    assert global_rates(exposure * 0.25, exposure) == pytest.approx(0.25)
    assert moments(exposure * 0.25, exposure).variance == 0


def test_a_small_area_is_drawn_farther_than_a_large_one_with_the_same_rate():
    small, large = global_rates([4, 400, 20, 500], [1000, 100_000, 20_000, 400_000])[:2]
    assert small < large < 0.004
