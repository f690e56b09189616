from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.core.periods import NotATerm, Term


@pytest.mark.parametrize(
    ("text", "start", "last", "name"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "năm 2024"),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30), "6 tháng đầu năm 2024"),
        ("2024-h2", date(2024, 7, 1), date(2024, 12, 31), "6 tháng cuối năm 2024"),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30), "quý III năm 2024"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "tháng 2 năm 2024"),
        ("2024-06-20..2025-06-19", date(2024, 6, 20), date(2025, 6, 19), "từ ngày 20/06/2024 đến ngày 19/06/2025"),
    ],
)
def test_a_term_is_read_as_offices_write_it(text, start, last, name):
    term = Term.parse(text)
    assert (term.start, term.last_day, str(term)) == (start, last, name)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-H3", "2024-Q5", "2024-13", "2024-02-30..2024-03-01", "2024-06-01..2024-05-01", "0000", "năm 2024"],
)
def test_what_is_no_term_is_refused_with_an_example(text):
    with pytest.raises(NotATerm, match="2024-H1"):
        Term.parse(text)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_every_day_between_two_days_is_in_their_term(start, days):
    last = start + timedelta(days=days)
    term = Term.parse(f"{start}..{last}")
    assert start in term
    assert last in term
    assert start - timedelta(days=1) not in term
    assert last + timedelta(days=1) not in term


@given(st.integers(1990, 2100))
def test_the_quarters_of_a_year_fill_it_without_gap_or_overlap(year):
    quarters = [Term.parse(f"{year}-Q{number}") for number in range(1, 5)]
    assert quarters[0].start == Term.parse(str(year)).start
    assert quarters[-1].end == Term.parse(str(year)).end
    assert all(one.end == two.start for one, two in pairwise(quarters))
