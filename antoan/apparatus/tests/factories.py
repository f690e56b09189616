"""A valid register: people of a unit with their papers, made by the deeds themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from antoan.apparatus import commands
from antoan.apparatus.models import Staff
from antoan.core.scoping import system_actor
from antoan.units.models import Unit

SINCE = date(2024, 7, 1)


def make_staff(unit: Unit, name: str = "Katơr Thị Lan", **facts: Any) -> Staff:
    return commands.register_staff(system_actor(), unit=unit, name=name, **({"since": SINCE} | facts))


def make_trained(unit: Unit, name: str = "Katơr Thị Lan", *, on: date = date(2024, 3, 15), **facts: Any) -> Staff:
    staff = make_staff(unit, name, **facts)
    commands.record_training(system_actor(), staff=staff, trained_on=on)
    return staff
