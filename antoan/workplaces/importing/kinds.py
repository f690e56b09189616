"""The kinds of lists that can be brought in. Each room registers its own: `register(Kind(…))`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from antoan.core.scoping import Actor

if TYPE_CHECKING:
    from antoan.workplaces.importing.tables import Table

Reader = Callable[[Any, "Setting"], Any]


class Faulty(Exception):
    """A cell that cannot be taken: a code for programs and a sentence for people, which says what to write instead."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Mended:
    """A value that was not written as it should be but can mean only one thing, and what was done to it."""

    value: Any
    how: str


@dataclass(frozen=True)
class Field:
    """A column of a list: our name, the heading in plain Vietnamese, and how a cell becomes a value.

    `words` are folded words by which a heading is recognised, the surest first. `read` gets a non-empty cell and gives
    the value, a `Mended` one, or raises `Faulty`; an empty cell is `empty`. Equal cells are read once.
    """

    name: str
    heading: str
    words: tuple[str, ...]
    read: Reader
    required: bool = False
    hint: str = ""
    choices: Sequence[str] = ()  # offered in the cells of the template
    example: Any = ""
    width: int = 18
    empty: Any = None


@dataclass(frozen=True)
class Comparison:
    """What taking the table in would do: for each row "new", "changed" or "same"; "" where it has a fault."""

    status: list[str]
    known: dict[int, Any] = field(default_factory=dict)  # row → what the register already has, as `write` wants it

    def counts(self) -> dict[str, int]:
        return {name: self.status.count(name) for name in ("new", "changed", "same")}


@dataclass(frozen=True)
class Kind:
    """A kind of list: its code ("workplaces"), what it is called, who may bring it in, and its columns.

    `compare(table, setting)` may add faults to the table and asks the database in bulk; `write(setting, table,
    comparison, rows)` writes these rows (indexes into the table's columns) in bulk and inside a command: no audit event, the batch
    makes one for all. `guess_first` lists fields in the order in which they choose their heading.
    """

    code: str
    name: str | Promise
    action: str
    fields: tuple[Field, ...]
    compare: Callable[[Table, Setting], Comparison]
    write: Callable[[Setting, Table, Comparison, list[int]], None]
    guess_first: tuple[str, ...] = ()
    about: str | Promise = ""  # one sentence for the page that offers it

    @property
    def by_name(self) -> dict[str, Field]:
        return {one.name: one for one in self.fields}

    @property
    def words(self) -> dict[str, tuple[str, ...]]:
        """For recognising headings, in the order in which the fields choose."""
        rest = [one.name for one in self.fields if one.name not in self.guess_first]
        return {name: self.by_name[name].words for name in (*self.guess_first, *rest)}


@dataclass
class Setting:
    """In what a list is read: who brings it, for which unit, on which day, and how places are found."""

    actor: Actor
    unit: Any  # units.Unit, or None: the sender's whole reach
    today: Any
    is_1904: bool = False
    places: Any = None  # places.Places
    memo: dict[str, Any] = field(default_factory=dict)  # what readers and comparisons keep between rows


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by a room's AppConfig.ready()."""
    _KINDS[kind.code] = kind


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())


def kind_of(code: str) -> Kind | None:
    return _KINDS.get(code)
