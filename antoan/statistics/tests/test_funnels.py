"""Funnels: who differs by more than chance, where areas always differ somewhat."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, norm

from antoan.statistics.methods.funnels import (
    Dispersion,
    Place,
    adjusted,
    dispersion,
    judged,
    limits,
    place,
    scores,
    winsorised,
)
from antoan.statistics.tests.lip_cancer import EXPECTED, OBSERVED


def test_a_count_as_expected_has_a_score_near_nought_and_more_has_more():
    assert abs(scores([100], [100])[0]) < 0.05
    z = scores([0, 1, 5, 20, 60], [5] * 5)
    assert (np.diff(z) > 0).all()
    assert z[-1] > 10  # and still finite, far out in the tail
    assert np.isfinite(scores([5000, 0], [3, 5000])).all()


@settings(max_examples=40, deadline=None)
@given(st.floats(0.2, 400), st.sampled_from([0.95, 0.998]), st.sampled_from([1.0, 2.5]))
def test_the_line_of_the_funnel_and_the_class_of_an_area_agree(due, level, phi):
    spread = Dispersion(phi, 0.0)
    low, high = limits(due, level, spread)
    z = norm.ppf((1 + level) / 2)
    above, below = int(np.floor(high * due)) + 1, int(np.ceil(low * due)) - 1
    assert adjusted([above], [due], spread)[0] >= z
    assert abs(adjusted([max(above - 1, 0)], [due], spread)[0]) <= z or above - 1 < low * due
    if below >= 0:
        assert adjusted([below], [due], spread)[0] <= -z


@settings(max_examples=30, deadline=None)
@given(st.floats(1, 300))
def test_a_larger_area_has_a_narrower_funnel(due):
    low, high = limits(due, 0.95)
    inner = limits(2 * due + 1, 0.95)
    assert low <= inner[0] + 1e-9
    assert inner[1] <= high
    assert limits(due, 0.998)[1] > high


def test_a_large_area_is_a_part_of_what_it_is_compared_with():
    """Two communes of equal size, 40 cases and 20: P by the binomial is that of 40 heads in 60 throws."""
    z = scores([40, 20], [30, 30], among=60)
    assert z[0] == pytest.approx(-z[1])
    tail = binom.sf(40, 60, 0.5) + binom.pmf(40, 60, 0.5) / 2
    assert norm.sf(z[0]) == pytest.approx(tail)
    assert scores([40, 20], [30, 30])[0] < z[0]  # as if the 30 had come from elsewhere: too mild
    assert scores([7], [7.0], among=7) == pytest.approx([0])


def test_one_terrible_commune_among_few_is_not_excused_by_its_own_excess():
    counts, people = np.array([3, 0, 1, 45, 10, 1]), np.array([1200, 900, 2500, 3000, 9800, 4100])
    due = 60 * people / people.sum()
    assert place(adjusted(counts, due, dispersion(counts, due, 60), 60)[3]) is Place.ABOVE
    z = judged(counts, due, 60)
    assert [place(each) for each in z] == [Place.WITHIN] * 3 + [Place.FAR_ABOVE] + [Place.WITHIN] * 2


@pytest.mark.parametrize("additive", [False, True])
def test_among_many_areas_it_hardly_matters_whose_excess_is_looked_at(additive):
    rng = np.random.default_rng(12)
    due = rng.uniform(20, 200, size=300)
    counts = rng.poisson(due * rng.gamma(20, 1 / 20, size=300))
    all_of_them = adjusted(counts, due, dispersion(counts, due, additive=additive))
    assert judged(counts, due, additive=additive) == pytest.approx(all_of_them, rel=0.02)


@pytest.mark.parametrize("n", [4, 8, 20])
def test_few_areas_that_are_alike_are_rarely_blamed(n):
    """In 200 tables of a few like communes, far fewer than one in a hundred is called far off."""
    rng, far = np.random.default_rng(n), 0
    for _ in range(200):
        people = rng.uniform(500, 5000, size=n)
        counts = rng.poisson(people / 200)
        z = judged(counts, counts.sum() * people / people.sum(), int(counts.sum()))
        far += sum(place(each) in (Place.FAR_ABOVE, Place.FAR_BELOW) for each in z)
    assert far <= 0.006 * 200 * n + 2


def test_alike_areas_make_no_overdispersion_and_false_alarms_are_as_rare_as_said():
    rng = np.random.default_rng(8)
    due = rng.uniform(5, 60, size=4000)
    counts = rng.poisson(due)
    assert dispersion(counts, due).phi == 1
    z = adjusted(counts, due, dispersion(counts, due))
    assert 0.03 < (np.abs(z) > 1.96).mean() < 0.06
    assert (np.abs(z) > 3.09).mean() < 0.005


@pytest.mark.parametrize("additive", [False, True])
def test_areas_that_differ_by_nature_are_not_blamed_for_it(additive):
    """Rates vary by a quarter between areas; half of the large ones would be outside without the wider limits."""
    rng = np.random.default_rng(9)
    due = rng.uniform(50, 800, size=2000)
    counts = rng.poisson(due * rng.gamma(16, 1 / 16, size=2000))
    spread = dispersion(counts, due, additive=additive)
    assert spread.phi > 5
    assert (np.abs(scores(counts, due)) > 1.96).mean() > 0.5
    assert (np.abs(adjusted(counts, due, spread)) > 1.96).mean() < 0.13


def test_the_variance_between_areas_is_found():
    rng = np.random.default_rng(10)
    due = rng.uniform(20, 200, size=5000)
    counts = rng.poisson(due * rng.gamma(25, 1 / 25, size=5000))
    # the root of a ratio with variance 1/25 has about a quarter of that; winsorising takes some away
    assert 0.005 < dispersion(counts, due).between < 0.011


def test_an_outlier_does_not_hide_itself_by_widening_the_limits():
    counts, due = [*[20] * 30, 120], [20.0] * 31
    spread = dispersion(counts, due)
    assert spread.phi == 1
    assert place(adjusted(counts, due, spread)[-1]) is Place.FAR_ABOVE
    assert place(adjusted(counts, due, spread)[0]) is Place.WITHIN


def test_the_districts_of_scotland_are_overdispersed():
    spread = dispersion(OBSERVED, EXPECTED)
    assert 3 < spread.phi < 5
    z = adjusted(OBSERVED, EXPECTED, spread)
    assert place(z[1]) is Place.FAR_ABOVE  # Banff and Buchan: 39 where 8.7 were expected
    assert place(z[48]) is Place.FAR_BELOW  # Glasgow: 28 where 88.7 were expected
    assert place(z[0]) is Place.ABOVE  # Skye: the highest ratio of all, from nine cases


def test_the_outermost_tenth_is_drawn_in():
    assert winsorised(np.arange(11.0)).tolist() == [1, *range(1, 10), 9]
    assert winsorised(np.array([])).size == 0
