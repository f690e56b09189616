from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.obligations.calendar import (
    add_days,
    add_working_days,
    day_answer,
    holidays,
    is_working_day,
    roll,
    unannounced,
)
from antoan.obligations.calendar.announced import WrongTable, announced, read
from antoan.obligations.calendar.lunar import hung_kings_day, lunar_day, tet

TET = {
    1985: (1, 21), 2000: (2, 5), 2001: (1, 24), 2002: (2, 12), 2003: (2, 1), 2004: (1, 22), 2005: (2, 9), 2006: (1, 29), 2007: (2, 17),
    2008: (2, 7), 2009: (1, 26), 2010: (2, 14), 2011: (2, 3), 2012: (1, 23), 2013: (2, 10), 2014: (1, 31), 2015: (2, 19), 2016: (2, 8),
    2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10),
    2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2030: (2, 2),
}  # fmt: skip
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(("year", "day"), TET.items())
def test_tết_falls_where_the_vietnamese_calendar_has_it(year, day):
    assert tet(year) == date(year, *day)


@pytest.mark.parametrize("day", [date(2025, 4, 7), date(2026, 4, 26), date(2027, 4, 16), date(2028, 4, 4)])
def test_giỗ_tổ_is_the_tenth_of_the_third_lunar_month(day):
    assert hung_kings_day(day.year) == day


@given(st.integers(1975, 2095))
def test_lunar_months_have_29_or_30_days_and_the_year_begins_in_its_season(year):
    assert date(year, 1, 20) <= tet(year) <= date(year, 2, 21)
    starts = [lunar_day(year, month, 1) for month in range(1, 13)] + [tet(year + 1)]
    gaps = [(after - before).days for before, after in pairwise(starts)]
    assert all(gap in (29, 30, 58, 59, 60) for gap in gaps)  # two together where a leap month lies between
    assert sum(gap > 30 for gap in gaps) <= 1


def test_the_reference_example_rolls_from_saturday_to_monday():
    deadline = add_days(date(2024, 6, 20), 30)
    assert deadline.day == date(2024, 7, 22)
    assert "thứ Bảy" in " ".join(deadline.steps)
    assert "Điều 148 khoản 5" in deadline.steps[-1]


def test_a_holiday_on_a_weekend_gives_the_next_working_day_off():
    assert day_answer(date(2026, 4, 26)).is_working is False  # Giỗ Tổ, a Sunday
    assert holidays(2026)[date(2026, 4, 27)] == "nghỉ bù Giỗ Tổ Hùng Vương"


def test_swapped_days_are_off_and_their_saturdays_are_worked():
    assert not is_working_day(date(2025, 5, 2))
    assert is_working_day(date(2025, 4, 26))


def test_a_year_without_its_table_says_so_and_does_not_guess():
    near_tet = tet(2028)
    assert day_answer(near_tet).is_working is None
    assert "chưa có thông báo" in day_answer(near_tet).reason
    assert not roll(near_tet).is_certain
    assert unannounced(date(2026, 1, 1), date(2028, 1, 1)) == [2027, 2028]


@given(days, st.integers(1, 60))
def test_adding_working_days_lands_on_a_working_day_and_counts_right(start, count):
    end = add_working_days(start, count).day
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(day) for day in between) == count
    assert is_working_day(end)


@given(days)
def test_rolling_never_goes_back_and_rests_on_a_working_day(day):
    rolled = roll(day).day
    assert day <= rolled <= day + timedelta(days=14)
    assert is_working_day(rolled)


@given(days)
def test_no_holiday_is_a_working_day(day):
    if day in holidays(day.year) and day not in announced().get(day.year, _Nothing()).worked:
        assert not is_working_day(day)


class _Nothing:
    worked = frozenset()


ROW = "- {year: 2024, tet: {first: 2024-02-08, last: 2024-02-14}, national_day: 2024-09-03, swaps: [], citation: A, confidence: likely, verified_on: null}\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ROW.replace("citation: A", "citation: ''"), "thiếu căn cứ"),
        (ROW.replace("swaps: []", "swap: []"), "thiếu hoặc thừa khóa swap, swaps"),
        (ROW.replace("2024-09-03", "2025-09-03"), "không thuộc năm 2024"),
        (ROW.replace("year: 2024,", "year: 2024, year: 2024,"), "ghi hai lần"),
        (ROW + ROW, "dòng 2: năm 2024 ghi hai lần"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(text, fault):
    with pytest.raises(WrongTable, match=fault):
        read(text, "announced.yaml")
