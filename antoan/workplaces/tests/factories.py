"""A valid register: workplaces made by the deed itself."""

from __future__ import annotations

from typing import Any

from antoan.core.scoping import system_actor
from antoan.units.models import Unit
from antoan.workplaces import commands
from antoan.workplaces.models import Workplace


def make_workplace(unit: Unit, name: str = "Công ty TNHH Đá xây dựng Suối Rua", **facts: Any) -> Workplace:
    """A quarry of the commune, unless told otherwise."""
    return commands.register_workplace(system_actor(), unit=unit, name=name, **({"sector": "08"} | facts))
