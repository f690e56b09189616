"""One person stands once in each list: chances and choices are those of counting every way of matching."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.accidents.linkage.matching import assign, exclusive

edges = st.dictionaries(
    st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(-6, 12), min_size=1, max_size=6
)  # (row of the left list, row of the right one) → log2 of the odds


def arrays(world):
    left, right = (np.array(side, dtype=np.int64) for side in zip(*world, strict=True))
    return left, right, np.array(list(world.values()))


def matchings(world):
    """Every choice of pairs in which no row is used twice."""
    pairs = list(world)
    for chosen in product((False, True), repeat=len(pairs)):
        kept = [pair for pair, is_kept in zip(pairs, chosen, strict=True) if is_kept]
        if len({a for a, _ in kept}) == len({b for _, b in kept}) == len(kept):
            yield kept


@given(edges)
@settings(max_examples=60, deadline=None)
def test_the_assignment_has_the_greatest_weight_of_all(world):
    kept = assign(*arrays(world))
    weight = sum(w for w, k in zip(world.values(), kept, strict=True) if k)
    assert weight == pytest.approx(
        max(sum(world[pair] for pair in some if world[pair] > 0) for some in matchings(world))
    )
    chosen = [pair for pair, is_kept in zip(world, kept, strict=True) if is_kept]
    assert len({a for a, _ in chosen}) == len({b for _, b in chosen}) == len(chosen)


def exact(world, pair):
    total = mine = 0.0
    for kept in matchings(world):
        odds = float(np.prod([2.0 ** world[each] for each in kept]))
        total += odds
        mine += odds if pair in kept else 0
    return mine / total


@given(st.lists(st.floats(-6, 12), min_size=1, max_size=4), st.lists(st.floats(-6, 12), max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_chance_of_a_pair_is_its_share_of_all_matchings_where_no_ring_closes(star, tail):
    world = {(0, n): w for n, w in enumerate(star)} | {(n + 1, len(star) - 1): w for n, w in enumerate(tail)}
    chances = exclusive(*arrays(world), rounds=200)
    for pair, chance in zip(world, chances, strict=True):
        assert chance == pytest.approx(exact(world, pair), abs=1e-3)


def test_two_equal_rivals_for_a_row_have_less_than_a_half_each():
    chances = exclusive(np.array([0, 0]), np.array([0, 1]), np.array([9.0, 9.0]))
    assert chances == pytest.approx([0.499, 0.499], abs=0.01)


def test_nothing_to_match_is_nothing_matched():
    nothing = np.zeros(0, dtype=np.int64)
    assert len(exclusive(nothing, nothing, np.zeros(0))) == 0
    assert not assign(nothing, nothing, np.zeros(0)).any()
