"""Figures in words: what a page, a report and the command line say of a value, its interval and its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from antoan.law.words import number
from antoan.statistics.compute import Figure
from antoan.statistics.definitions import UNITS, Indicator

if TYPE_CHECKING:
    from antoan.statistics.queries import Bar


def value(indicator: Indicator, amount: float | None) -> str:
    """A value with its unit: "87,5%", "3 vụ", "12,4/100.000"; "chưa có số liệu" where it cannot be known."""
    if amount is None:
        return "chưa có số liệu"
    said, unit = number(round(amount, 2)), UNITS[indicator.unit]
    return f"{said}{unit}" if unit.startswith(("%", "/")) else f"{said} {unit}".strip()


def said(indicator: Indicator, figure: Figure) -> str:
    """The value with what it was counted from and its interval."""
    if figure.withheld:
        return "không nêu, vì có số quá nhỏ của đơn vị ngoài tầm của bạn"
    words = value(indicator, figure.value)
    if figure.value is None:
        return words + ("" if indicator.denominator is None else " (không có mẫu số nên không tính tỷ lệ)")
    if figure.denominator is not None and figure.numerator is not None:
        words += f" ({number(round(figure.numerator, 2))} trên {number(round(figure.denominator, 2))})"
    if figure.low is not None and figure.high is not None:
        words += f", khoảng tin cậy 95% từ {value(indicator, figure.low)} đến {value(indicator, figure.high)}"
    return words


def target(indicator: Indicator) -> str:
    """What is aimed at, until when and who says so; "" where nobody set it."""
    aim = indicator.target
    if not aim:
        return ""
    words = []
    if aim.get("value") is not None:
        words.append(("ít nhất " if indicator.better == "higher" else "nhiều nhất ") + value(indicator, aim["value"]))
    if change := aim.get("change_per_year"):
        words.append(f"mỗi năm {'giảm' if change < 0 else 'tăng'} {number(abs(change))}%")
    if aim.get("by"):
        words.append(f"đến hết ngày {aim['by']:%d/%m/%Y}")
    source = ", ".join(str(aim[name]) for name in ("document", "provision") if aim.get(name))
    return f"{' '.join(words)} ({source})"


def differing(bars: Sequence[Bar]) -> str:
    """Which parts lie off the overall value, so far that chance does not explain it; nobody else is praised or blamed."""
    told = []
    for direction, words in (("above", "cao hơn"), ("below", "thấp hơn")):
        names = [bar.figure.name for bar in bars if bar.differs == direction]
        if names:
            told.append(f"{_listed(names)} {words} mức chung một cách có ý nghĩa")
    if not told:
        return "Không phần nào khác mức chung một cách có ý nghĩa: chênh lệch ở đây có thể chỉ do ngẫu nhiên."
    return "; ".join(told) + "; chênh lệch của các phần khác có thể chỉ do ngẫu nhiên."


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" và {len(names) - 5} phần khác" if len(names) > 5 else "")
