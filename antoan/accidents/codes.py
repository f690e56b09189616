"""The code lists of a case: those of the law by day, and the European ones for comparing abroad (data/*.csv)."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from antoan import law


def causes(on: date) -> dict[str, str]:
    """The coded causes 1–9 of the minutes: code → name. The row 10 of the return is no cause."""
    return {row["code"]: row["name"] for row in law.on(on).get("accidents.causes").value if row["side"] != "block"}


def side_of(code: str, on: date) -> str:
    return next((row["side"] for row in law.on(on).get("accidents.causes").value if row["code"] == code), "")


def factors(on: date) -> dict[str, str]:
    """The factors that hurt; codes from 10 are an open question of the law, so they are not offered."""
    return {row["code"]: row["name"] for row in law.on(on).get("accidents.factors").value}


def injuries(on: date) -> dict[str, str]:
    """The injuries that make an accident serious: "0110" → name. A code is text: the tenth of group 01."""
    rows = law.on(on).get("accidents.injuries").value
    return {f"{row['group']}{number}": name for row in rows for number, name in enumerate(row["members"], start=1)}


def injury_groups(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a choice: the group's name with its injuries."""
    rows = law.on(on).get("accidents.injuries").value
    return [
        (f"{row['group']} {row['name']}", [(f"{row['group']}{n}", f"{row['group']}{n} {name}") for n, name in enumerate(row["members"], start=1)])
        for row in rows
    ]  # fmt: skip


def occupation_groups(on: date) -> dict[str, str]:
    rule = law.on(on).find("accidents.occupation_groups")
    return {row["code"]: row["name"] for row in rule.value} if rule else {}


@cache
def european(name: str) -> dict[str, str]:
    """A list of ESAW-III, level 1 (`deviation`, `contact`): code → our Vietnamese words for it, which are not official."""
    text = (files("antoan.accidents") / "data" / f"esaw_{name}.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name_vi"] for row in csv.DictReader(text.splitlines())}
