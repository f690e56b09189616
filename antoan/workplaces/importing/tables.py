"""A list understood: columns of values beside the faults that were found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """Why a row cannot be taken: its number in Excel, the heading of the column, a code, and what to do about it."""

    row: int
    column: str
    code: str
    message: str
    at: int = -1  # column number in the file, counted from 0; -1: the column is missing

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "code": self.code, "message": self.message}


@dataclass
class Table:
    """Rows as columns: `columns["name"][i]` belongs to the row with the Excel number `numbers[i]`.

    A row is bad once it has a fault; what was mended on the way is said and does not make it bad.
    """

    headings: dict[str, str]  # our field → the heading as it stands in the file, or ours where there is none
    places: dict[str, int]  # our field → column number in the file
    numbers: list[int]
    columns: dict[str, list[Any]]
    faults: list[Fault] = field(default_factory=list)
    mended: list[Fault] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)  # what was seen in many rows, and in how many
    bad: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def fault(self, index: int, name: str, code: str, message: str) -> None:
        """The row at that index is not taken, because of that field."""
        self.bad.add(index)
        self.faults.append(self._at(index, name, code, message))

    def mend(self, index: int, name: str, how: str) -> None:
        self.mended.append(self._at(index, name, "mended", how))

    def _at(self, index: int, name: str, code: str, message: str) -> Fault:
        return Fault(self.numbers[index], self.headings.get(name, name), code, message, self.places.get(name, -1))

    def good(self) -> Iterator[int]:
        """The indexes of the rows without a fault."""
        return (index for index in range(len(self.numbers)) if index not in self.bad)

    def row(self, index: int) -> dict[str, Any]:
        return {name: values[index] for name, values in self.columns.items()}
