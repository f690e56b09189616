"""Formulas as data: a list of stretches, each with a base and a slope.

`{from: 11, to: 80, base: 1.5, slope: 0.4, above: 10}` is 1,5 + (a − 10) × 0,4 for 11 ≤ a ≤ 80.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

PIECE = {"from", "to", "base", "slope", "above"}


class OutsideFormula(ValueError):
    """The quantity lies in no stretch: the law gives nothing for it."""


def amount(pieces: Sequence[Mapping[str, Any]], quantity: Decimal) -> Decimal:
    """What the formula gives for the quantity.

    Raises:
        OutsideFormula: below, above or between the stretches.
    """
    for piece in pieces:
        if quantity >= piece["from"] and ("to" not in piece or quantity <= piece["to"]):
            base, slope = (Decimal(str(piece.get(name, 0))) for name in ("base", "slope"))
            return base + slope * (quantity - Decimal(str(piece.get("above", 0))))
    raise OutsideFormula(f"no stretch of the formula holds {quantity}")
