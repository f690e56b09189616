"""Duties that return: the days of a cycle, by a rule of RFC 5545."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.rrule import rrulestr


def occurrences(rule: str, start: date, until: date) -> list[date]:
    """The days of the rule from `start` to `until`, both counting. ValueError where the text is no rule."""
    begin = datetime(start.year, start.month, start.day)  # noqa: DTZ001  (days, without a clock)
    end = datetime(until.year, until.month, until.day)  # noqa: DTZ001
    return [moment.date() for moment in rrulestr(rule, dtstart=begin).between(begin, end, inc=True)]
