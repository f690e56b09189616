"""What a domain lets statistics count: fact tables, declared in its facts.py and registered when the house starts.

A fact is one row of a domain, flattened: its key, its unit, its day, and the columns by which it is counted, summed or
split. The audit log is the outbox: every deed leaves one event in its own transaction, and a table says which of its rows
an event may have changed. So no deed can change a figure without statistics hearing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Expression, Q, QuerySet

from antoan.core.models import AuditEvent
from antoan.core.scoping import Actor

Kind = Literal["text", "whole", "number", "day", "truth"]


@dataclass(frozen=True)
class Column:
    """A column of a fact table: where it comes from, of what kind it is, what people call it.

    `choices` are the words for its values; a column that has them, or `splits`, can break an indicator down.
    """

    path: str | Expression
    kind: Kind
    name: Any
    choices: Mapping[Any, Any] = field(default_factory=dict)
    splits: bool = False

    @property
    def can_split(self) -> bool:
        return self.splits or bool(self.choices)


@dataclass(frozen=True)
class FactTable:
    """One kind of fact. `rows` gives all of them unscoped; `visible` those that a reader may open.

    `unit` and `day` are the paths to the unit that a fact belongs to and to the day on which it counts (a year counts on
    its first day);
    `touched` names the rows that these events may have changed (None: none, an empty Q: all of them).
    """

    name: str
    grain: Any
    rows: Callable[[], QuerySet]
    visible: Callable[[Actor], QuerySet]
    columns: Mapping[str, Column]
    unit: str
    day: str | Expression
    touched: Callable[[Sequence[AuditEvent]], Q | None]


_TABLES: dict[str, FactTable] = {}
OWN = ("key", "unit", "day", "province", "year")  # columns that every table has


def register(table: FactTable) -> None:
    """Offer a fact table.

    Raises:
        ValueError: the name is taken, or a column bears a name that every table has already.
    """
    if table.name in _TABLES:
        raise ValueError(f"fact table {table.name} is registered twice")
    if taken := set(OWN) & set(table.columns):
        raise ValueError(f"fact table {table.name}: {', '.join(sorted(taken))} belong to every table")
    _TABLES[table.name] = table


def tables() -> dict[str, FactTable]:
    """All fact tables by name, in the order of their names."""
    return dict(sorted(_TABLES.items()))


def by_target(**paths: str | tuple[str, ...]) -> Callable[[Sequence[AuditEvent]], Q | None]:
    """`touched` for tables whose rows are found from an event's target: `by_target(plans__task="task", …)`.

    Each name is the label of a model with its dot as two underscores, its value the path (or paths) from the fact to it.
    An act that reorganises units touches everything.
    """
    labels = {label.replace("__", "."): (path,) if isinstance(path, str) else path for label, path in paths.items()}

    def touched(events: Sequence[AuditEvent]) -> Q | None:
        wanted: dict[str, set[str]] = {}
        for event in events:
            if event.action.startswith("units."):
                return Q()
            for path in labels.get(event.target_type, ()):
                wanted.setdefault(path, set()).add(event.target_id)
        found = [Q(**{f"{path}__in": sorted(keys)}) for path, keys in wanted.items()]
        return None if not found else Q(*found, _connector=Q.OR)

    return touched
