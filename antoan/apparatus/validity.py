"""Until when a training holds where its paper does not say: reckoned by the law of the day, step by step."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from antoan import law

VALIDITY = "training.validity"


@dataclass(frozen=True)
class Validity:
    """The last day, the provision it rests on ("" where the paper itself says so), and the reckoning in sentences."""

    until: date
    basis: str
    steps: tuple[str, ...]


def reckoned(group: str, trained_on: date) -> Validity | None:
    """The last day on which the training holds by law; None where no law of that day says so."""
    try:
        limit = law.on(trained_on).get(VALIDITY, group=group)
    except law.NotInForce:
        return None
    until = months_after(trained_on, limit.value)
    shown = f"{trained_on:%d/%m/%Y} + {limit.value} tháng = {until:%d/%m/%Y}"
    return Validity(until, str(limit.citation), (f"Huấn luyện {shown} ({limit.citation})",))


def as_written(until: date) -> Validity:
    """What the paper itself says."""
    return Validity(until, "", (f"Giấy chứng nhận ghi có giá trị đến hết ngày {until:%d/%m/%Y}",))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
