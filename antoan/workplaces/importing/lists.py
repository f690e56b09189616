"""Bringing in one list, from its bytes to what would change: what the page, the batch and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from antoan.core.bulk import quietly
from antoan.core.scoping import Actor
from antoan.units.models import Unit
from antoan.workplaces.importing import reading, running
from antoan.workplaces.importing.kinds import Comparison, Kind, Setting
from antoan.workplaces.importing.places import Places
from antoan.workplaces.importing.reading import Grid
from antoan.workplaces.importing.tables import Table


@dataclass
class Understood:
    """A list read and understood; nothing was written, and what the register knows was not asked yet."""

    kind: Kind
    setting: Setting
    grid: Grid
    table: Table


def understood(
    actor: Actor,
    kind: Kind,
    data: bytes,
    *,
    name: str,
    unit: Unit | None = None,
    columns: Mapping[str, Any] | None = None,
    sheet: str = "",
    is_trial: bool = False,
) -> Understood:
    """Read a list. `columns` is a map of our fields (or headings) to the file's headings or letters.

    A trial reads the file but not its rows, and does not mind columns that are not found yet.

    Raises:
        Refusal: the file or the map cannot be read; see `reading`.
    """
    chosen = {key: str(value or "") for key, value in (columns or {}).items()}
    grid = reading.grid_of(data, name=name, kind=kind, sheet=sheet, columns=chosen)
    if is_trial:
        grid.rows.clear()
    places = reading.columns_of(grid, kind, chosen, is_trial=is_trial)
    today = timezone.localdate()
    setting = Setting(actor, unit, today, places=Places(actor, unit, on=today, action=kind.action))
    with quietly():
        return Understood(kind, setting, grid, running.understand(grid, places, kind, setting))


def compared(one: Understood) -> Comparison:
    """What taking it in would do now."""
    with quietly():
        return running.compare(one.table, one.kind, one.setting)


@dataclass(frozen=True)
class Outcome:
    """What a list came to: its rows, what was or would be taken, and why the others were not."""

    table: Table
    comparison: Comparison

    def as_json(self) -> dict[str, Any]:
        rows, rejected = len(self.table), len(self.table.bad)
        return {
            "rows": rows,
            "accepted": rows - rejected,
            "rejected": rejected,
            **self.comparison.counts(),
            "faults": [fault.as_json() for fault in self.table.faults],
            "mended": [fault.as_json() for fault in self.table.mended],
            "notes": [said_of(note, count) for note, count in self.table.notes.items()],
        }


def said_of(note: str, count: int) -> str:
    return note if count == 1 else f"{note} ({count} dòng)"
