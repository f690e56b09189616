"""Small cells: what is withheld cannot be reckoned back, from sums or from the difference of two tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.statistics.methods.suppression import (
    TOTAL,
    CannotProtect,
    Publication,
    Sum,
    attack,
    is_small,
    one_way,
    protect,
    together,
    two_way,
)

INJURED = {
    ("Phước Bình", "nam"): 12,
    ("Phước Bình", "nữ"): 2,
    ("Phước Bình", "chưa rõ"): 9,
    ("Phước Hòa", "nam"): 20,
    ("Phước Hòa", "nữ"): 8,
    ("Phước Hòa", "chưa rõ"): 11,
    ("Phước Đại", "nam"): 15,
    ("Phước Đại", "nữ"): 30,
    ("Phước Đại", "chưa rõ"): 25,
}


def widths(publication: Publication, withheld) -> dict:
    return {key: high - low for key, (low, high) in attack(publication, withheld).items()}


def test_a_single_withheld_cell_is_known_from_its_total():
    """The attack works: this is why one withheld cell is not enough."""
    table = two_way(INJURED)
    assert attack(table, [("Phước Bình", "nữ")]) == {("Phước Bình", "nữ"): (2, 2)}


def test_a_small_cell_takes_three_others_with_it():
    table = two_way(INJURED)
    withheld = protect(table)
    assert ("Phước Bình", "nữ") in withheld
    assert len(withheld) == 4
    assert not any(TOTAL in key for key in withheld)
    assert widths(table, withheld)["Phước Bình", "nữ"] >= 5


def test_a_table_without_small_cells_is_told_whole():
    assert protect(one_way({"a": 5, "b": 0, "c": 90})) == frozenset()


def test_a_small_total_is_withheld_too():
    table = one_way({"a": 1, "b": 2})
    assert protect(table) == {"a", "b", TOTAL}
    assert min(widths(table, protect(table)).values()) >= 5


def test_a_column_needs_a_second_cell_that_is_large_enough():
    table = one_way({"a": 3, "b": 1, "c": 40, "d": 60})
    withheld = protect(table)
    assert withheld == {"a", "b", "c"}  # a and b alone would be known to be four together
    assert min(widths(table, withheld).values()) >= 5


def test_nought_is_told():
    assert not is_small(0, 5)
    assert is_small(1, 5)
    assert is_small(4, 5)
    assert not is_small(5, 5)


cells = st.integers(2, 4).flatmap(
    lambda n: st.integers(2, 4).flatmap(
        lambda m: st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=n * m, max_size=n * m).map(
            lambda values: {(f"r{i // m}", f"c{i % m}"): value for i, value in enumerate(values)}
        )
    )
)


@settings(max_examples=60, deadline=None)
@given(cells, st.sampled_from([3, 5]))
def test_no_small_cell_of_any_table_can_be_reckoned(values, threshold):
    table = two_way(values)
    withheld = protect(table, threshold=threshold)
    possible = attack(table, withheld)
    for key, value in table.figures.items():
        if is_small(value, threshold):
            low, high = possible[key]
            assert low <= value <= high
            assert high - low >= threshold - 1e-6


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 5), st.integers(0, 80)), min_size=2, max_size=8))
def test_no_small_cell_of_any_column_can_be_reckoned(values):
    table = one_way(dict(enumerate(values)))
    withheld = protect(table)
    possible = attack(table, withheld)
    assert all(possible[k][1] - possible[k][0] >= 5 - 1e-6 for k, v in table.figures.items() if is_small(v, 5))


# ---- two tables and their difference

SECTORS = {"xây dựng": 30, "khai khoáng": 14, "may mặc": 45}
WITHOUT_MINORS = {"xây dựng": 28, "khai khoáng": 14, "may mặc": 39}


def both_tables() -> Publication:
    """All injured, those of age, and the difference that nobody prints: the minors of each sector."""
    minors = {key: SECTORS[key] - WITHOUT_MINORS[key] for key in SECTORS}
    hidden = Publication(dict(minors), [], frozenset(minors))
    return together(
        ("tất cả", one_way(SECTORS)),
        ("đủ tuổi", one_way(WITHOUT_MINORS)),
        ("chưa đủ tuổi", hidden),
        sums=[Sum(("tất cả", key), (("đủ tuổi", key), ("chưa đủ tuổi", key))) for key in SECTORS],
    )


def test_the_difference_of_two_harmless_tables_betrays_two_minors():
    assert attack(both_tables(), [])["chưa đủ tuổi", "xây dựng"] == (2, 2)


def test_protection_looks_at_the_difference_too():
    tables = both_tables()
    withheld = protect(tables)
    assert withheld  # something of two tables without any small cell must go
    low, high = attack(tables, withheld)["chưa đủ tuổi", "xây dựng"]
    assert high - low >= 5


def test_what_is_already_public_stays_public_and_the_second_table_pays():
    tables = both_tables()
    told = [("tất cả", key) for key in (*SECTORS, TOTAL)]
    withheld = protect(tables, told=told)
    assert not withheld & set(told)
    low, high = attack(tables, withheld)["chưa đủ tuổi", "xây dựng"]
    assert high - low >= 5


def test_what_public_figures_already_betray_is_said():
    tables = both_tables()
    told = [(name, key) for name in ("tất cả", "đủ tuổi") for key in (*SECTORS, TOTAL)]
    with pytest.raises(CannotProtect) as refused:
        protect(tables, told=told)
    assert refused.value.key == ("chưa đủ tuổi", "xây dựng")
    with pytest.raises(CannotProtect):
        protect(one_way({"a": 2, "b": 20}), told=["a"])


def test_a_province_of_forty_communes_keeps_most_of_its_table():
    table = two_way({(f"xã {i}", f"ngành {j}"): (i * 7 + j * j * 3) % 23 for i in range(40) for j in range(8)})
    withheld = protect(table)
    possible = attack(table, withheld)
    small = [key for key, value in table.figures.items() if is_small(value, 5)]
    assert all(possible[key][1] - possible[key][0] >= 5 - 1e-6 for key in small)
    assert len(withheld) < 1.5 * len(small)
