import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from antoan.core.text import fold, squeeze


def test_folding_takes_marks_and_the_bar_of_đ_away():
    assert fold("Đảng uỷ  xã\nPhước Đại") == "dang uy xa phuoc dai"


def test_both_ways_of_placing_a_tone_mark_fold_alike():
    assert fold("Ủy ban, hòa") == fold("Uỷ ban, hoà")


@given(st.text())
def test_folding_twice_changes_nothing_and_composition_does_not_matter(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_squeezing_leaves_no_double_blank(text):
    assert "  " not in squeeze(text)
