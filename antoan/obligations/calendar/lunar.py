"""The Vietnamese lunar calendar for UTC+7, from the moon and the sun (J. Meeus, Astronomical Algorithms, ch. 25 and 49).

It differs from the Chinese one, which is kept for UTC+8: in 1985 Tết fell a month apart, in 2007 and 2030 a day.
Good from 1970 to 2100.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import floor, radians, sin

_MONTH = 29.530588861  # days, mean synodic
_UTC_PLUS_7 = 7 / 24
_DELTA_T = 69 / 86400  # dynamical time runs ahead of clock time; seconds around 2020, good enough for days
_DAYS_BEFORE = 1721425  # Julian day number of a date less its proleptic Gregorian ordinal
_MAJOR_TERM_OF_WINTER = 9  # sector 270°..300°


def tet(year: int) -> date:
    """The first day of the lunar year that begins in that year."""
    return lunar_day(year, 1, 1)


def hung_kings_day(year: int) -> date:
    """Giỗ Tổ Hùng Vương, the tenth day of the third lunar month."""
    return lunar_day(year, 3, 10)


@lru_cache(maxsize=256)
def lunar_day(year: int, month: int, day: int) -> date:
    """The day of a lunar date in the lunar year that begins in `year`; the month is the regular one, not its leap twin."""
    before = year if month >= 11 else year - 1  # months are counted from the eleventh, which holds the winter solstice
    start, following = _eleventh_month(before), _eleventh_month(before + 1)
    first = round((start - _EPOCH) / _MONTH)
    has_leap = following - start > 365
    leap_at = _leap_month(first) if has_leap else 99
    position = month + 1 if month < 11 else month - 11
    if position >= leap_at:
        position += 1
    return _as_date(_new_moon(first + position) + day - 1)


_EPOCH = 2451550  # the new moon of 6 January 2000


def _leap_month(first: int) -> int:
    """How many months after the eleventh the leap month stands: the first whose days hold no major term."""
    for position in range(1, 14):
        if _sector(_new_moon(first + position)) == _sector(_new_moon(first + position + 1)):
            return position
    return 99


@lru_cache(maxsize=512)
def _eleventh_month(year: int) -> int:
    """The local day number on which the month that holds the winter solstice of that year begins."""
    end = date(year, 12, 31).toordinal() + _DAYS_BEFORE
    count = floor((end - _EPOCH) / _MONTH) + 1
    while _new_moon(count) > end:
        count -= 1
    begins = _new_moon(count)
    return _new_moon(count - 1) if _sector(begins) >= _MAJOR_TERM_OF_WINTER else begins


@lru_cache(maxsize=4096)
def _new_moon(count: int) -> int:
    """The local day number of the new moon `count` months after that of 6 January 2000."""
    century = count / 1236.85
    moment = 2451550.09766 + _MONTH * count + 0.00015437 * century**2
    sun = radians(2.5534 + 29.10535670 * count)
    moon = radians(201.5643 + 385.81693528 * count + 0.0107582 * century**2)
    node = radians(160.7108 + 390.67050284 * count - 0.0016118 * century**2)
    rise = radians(124.7746 - 1.56375588 * count)
    eccentricity = 1 - 0.002516 * century
    moment += (
        -0.40720 * sin(moon)
        + 0.17241 * eccentricity * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node)
        + 0.00739 * eccentricity * sin(moon - sun)
        - 0.00514 * eccentricity * sin(moon + sun)
        + 0.00208 * eccentricity**2 * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node)
        + 0.00056 * eccentricity * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon)
        + 0.00042 * eccentricity * sin(sun + 2 * node)
        + 0.00038 * eccentricity * sin(sun - 2 * node)
        - 0.00024 * eccentricity * sin(2 * moon - sun)
        - 0.00017 * sin(rise)
    )
    return floor(moment - _DELTA_T + _UTC_PLUS_7 + 0.5)


def _sector(day: int) -> int:
    """In which twelfth of its way (30° each from the spring point) the sun stands at the local midnight that begins a day."""
    century = (day - 0.5 - _UTC_PLUS_7 - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * century)
    longitude = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    longitude += (
        (1.914602 - 0.004817 * century) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    )
    longitude += -0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * century))
    return floor(longitude % 360 / 30)


def _as_date(day: int) -> date:
    return date.fromordinal(day - _DAYS_BEFORE)
