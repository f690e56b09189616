"""In which period a number counts: the calendar year (State, NĐ 30/2020/NĐ-CP, Điều 15), the term (Party, PF-19). No Django.

A committee's term begins on the day of its congress, which no register knows. So in the year of a congress both terms are
offered, and the office says which one it counts in.
"""

from __future__ import annotations

from datetime import date

FIRST_TERM = 2020  # a year of congresses; the others lie a multiple of TERM_YEARS away
TERM_YEARS = 5


def periods(form: str, day: date) -> list[str]:
    """The periods in which a document signed on that day may be numbered, the earlier one first."""
    if form != "party":
        return [str(day.year)]
    begun = FIRST_TERM + (day.year - FIRST_TERM) // TERM_YEARS * TERM_YEARS
    terms = [term(begun)]
    if day.year == begun:  # the congress lies in this year: before it, the old term goes on
        terms.insert(0, term(begun - TERM_YEARS))
    return terms


def term(begun: int) -> str:
    """The term as papers write it: "2020-2025"."""
    return f"{begun}-{begun + TERM_YEARS}"


def words(period: str) -> str:
    """ "năm 2026", "nhiệm kỳ 2025-2030"."""
    return f"nhiệm kỳ {period}" if "-" in period else f"năm {period}"
