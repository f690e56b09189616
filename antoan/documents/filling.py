"""A statutory form on screen: the inputs of each field, and what was typed into them. No Django.

Names of inputs: "place"; "heading.issuer" for a column of a block; "victims.0.full_name" for a row; "counts.1.1:8" for a
figure (row 1.1, column 8).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from antoan.documents.statutory import ZONE, Field, Form, Part, is_empty
from antoan.law.rules import ASKED

RUNNING = "number"  # the column that numbers the rows; printing does that
MORE_ROWS = 2  # empty rows below those that are filled in
_MOST_ROWS = 200
_DAYS = ("on", "date", "due")  # a column whose code ends so is a day


@dataclass(frozen=True)
class Input:
    """One input: its name in the form, what it is called, what stands in it, and how it is typed."""

    name: str
    label: str
    value: str
    kind: str = "line"  # line, area, date, moment, figure


@dataclass(frozen=True)
class Group:
    """A field of the form on screen: one input, a block of them, rows of them, or figures by row and column."""

    field: Field
    number: int
    inputs: list[Input] = dataclasses.field(default_factory=list)
    rows: list[list[Input]] = dataclasses.field(default_factory=list)
    row_names: list[str] = dataclasses.field(default_factory=list)  # of figures, and of the people of `blocks`
    is_filled: bool = False

    @property
    def columns(self) -> list[Part]:
        """What is asked in a row: a running number is not."""
        return [part for part in self.field.columns if part.code != RUNNING]

    @property
    def is_typed(self) -> bool:
        """Whether no record tells it, so that a person must write it."""
        return self.field.source == ASKED


def groups(form: Form, values: Mapping[str, Any]) -> list[Group]:
    """The fields in their order, with what was typed so far."""
    return [_group(each, number, values.get(each.code)) for number, each in enumerate(form.fields, start=1)]


def _group(each: Field, number: int, value: Any) -> Group:
    filled, code = not is_empty(value), each.code
    if each.kind in ("block", "heading") or (each.kind == "signature" and each.columns):
        return Group(
            each, number, [_part(f"{code}.{part.code}", part, value) for part in each.columns], is_filled=filled
        )
    if each.kind == "signature":
        who = value if isinstance(value, Mapping) else {"name": value}
        inputs = [
            Input(f"{code}.position", "Chức vụ", _shown(who.get("position"))),
            Input(f"{code}.name", "Họ và tên", _shown(who.get("name"))),
        ]
        return Group(each, number, inputs, is_filled=filled)
    if each.kind == "grid" and each.lines:
        figures = value or {}
        rows = [
            [
                Input(
                    f"{code}.{line.code}:{part.code}",
                    part.name,
                    _shown((figures.get(line.code) or {}).get(part.code)),
                    "figure",
                )
                for part in each.columns
            ]
            for line in each.lines
        ]
        return Group(each, number, rows=rows, row_names=[line.name for line in each.lines], is_filled=filled)
    if each.kind in ("table", "blocks", "grid"):
        held = [value] if isinstance(value, Mapping) else list(value or [])
        count = len(held) + (MORE_ROWS if each.kind != "blocks" else (0 if held else 1))
        held += [{}] * (count - len(held))
        rows = [
            [
                _part(f"{code}.{place}.{part.code}", part, row, at)
                for at, part in enumerate(each.columns)
                if part.code != RUNNING
            ]
            for place, row in enumerate(held)
        ]
        names = [f"Người thứ {place}" for place in range(1, count + 1)] if each.kind == "blocks" else []
        return Group(each, number, rows=rows, row_names=names, is_filled=filled)
    kinds = {"list": "area", "text": "area", "date": "date", "datetime": "moment"}
    shown = "\n".join(map(str, value)) if isinstance(value, list) else _shown(value)
    return Group(each, number, [Input(code, each.name, shown, kinds.get(each.kind, "line"))], is_filled=filled)


def _part(name: str, part: Part, row: Any, place: int = -1) -> Input:
    value = row.get(part.code, row.get(part.name)) if isinstance(row, Mapping) else None
    if isinstance(row, Sequence) and not isinstance(row, str) and 0 <= place < len(row):
        value = row[place]
    kind = (
        "date" if part.code.rpartition("_")[2] in _DAYS else "moment" if part.code.endswith("occurred_at") else "line"
    )
    if kind != "line" and value and not _day(str(value)):
        kind = "line"  # somebody wrote it in words
    return Input(name, part.name, _shown(value), kind)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


# -- what was typed ------------------------------------------------------------------------------------------------


def typed(form: Form, given: Mapping[str, str]) -> dict[str, Any]:
    """The values in what a page sent; empty inputs are left out, so that they are printed as dots."""
    values: dict[str, Any] = {}
    for each in form.fields:
        value = _typed(each, given)
        if not is_empty(value):
            values[each.code] = value
    return values


def _typed(each: Field, given: Mapping[str, str]) -> Any:
    def at(name: str) -> str:
        return given.get(name, "").replace("\r\n", "\n").strip()

    code = each.code
    if each.kind in ("block", "heading") or (each.kind == "signature" and each.columns):
        return {part.code: text for part in each.columns if (text := at(f"{code}.{part.code}"))}
    if each.kind == "signature":
        return {name: text for name in ("position", "name") if (text := at(f"{code}.{name}"))}
    if each.kind == "grid" and each.lines:
        rows = {
            line.code: {
                part.code: _figure(text) for part in each.columns if (text := at(f"{code}.{line.code}:{part.code}"))
            }
            for line in each.lines
        }
        return {name: row for name, row in rows.items() if row}
    if each.kind in ("table", "blocks", "grid"):
        found = [
            {part.code: text for part in each.columns if (text := at(f"{code}.{place}.{part.code}"))}
            for place in range(_rows_sent(code, given))
        ]
        return [row for row in found if row]
    if each.kind == "list":
        return [line for text in at(code).splitlines() if (line := text.strip(" -–;"))]
    return at(code)


def _rows_sent(code: str, given: Mapping[str, str]) -> int:
    places = [int(match[1]) for name in given if (match := re.match(rf"{re.escape(code)}\.(\d{{1,3}})\.", name))]
    return min(max(places, default=-1) + 1, _MOST_ROWS)


def _figure(text: str) -> Any:
    """A number as it is typed: "1.234,5"; what is none stays as it was typed, and is seen."""
    bare = text.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d+", bare):
        return int(bare.replace(".", ""))
    if re.fullmatch(r"(?:\d{1,3}(?:\.\d{3})+|\d+),\d+", bare):
        return float(bare.replace(".", "").replace(",", "."))
    return text


# -- as they are kept, and as they are printed ---------------------------------------------------------------------


def kept(values: Any) -> Any:
    """The values as plain data: days and moments as ISO texts, everything else as it is."""
    if isinstance(values, Mapping):
        return {str(name): kept(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [kept(value) for value in values]
    if isinstance(values, datetime):  # as the browser shows it: the local time, to the minute
        moment = values.astimezone(ZONE) if values.tzinfo else values
        return moment.replace(tzinfo=None).isoformat(timespec="minutes")
    if isinstance(values, date):
        return values.isoformat()
    if isinstance(values, Decimal):
        return int(values) if values == values.to_integral_value() else float(values)
    return values if values is None or isinstance(values, str | int | float | bool) else str(values)


def spoken(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The kept values with days and moments as such, ready for `statutory.paper_of`."""
    return {code: _spoken(value) for code, value in values.items() if form.field(code)}


def _spoken(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _spoken(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_spoken(inner) for inner in value]
    return (_day(value) or value) if isinstance(value, str) else value


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?", text):
        return None
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None
