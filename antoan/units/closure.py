"""The tree flattened over time: which unit stood under which, at what depth, and when.

Both tables here are derived: the closure from `UnitVersion.parent`, the lineage from `SuccessionPart`. Commands keep
them up to date for the units they touch; `rebuild_closure` and `rebuild_lineage` recompute them wholly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import F

from antoan.units.journal import Journal
from antoan.units.models import SuccessionPart, UnitClosure, UnitLineage, UnitVersion

Span = tuple[date, date | None]  # half-open; None: still holds
Placings = dict[int, list[tuple[date, date | None, int | None]]]  # unit → (from, to, parent), in order of time
_CHUNK = 500


def spans_above(unit_id: int, placings: Placings) -> dict[tuple[int, int], list[Span]]:
    """For each (ancestor, depth) of a unit, itself at depth 0 included, the spans in which it held, merged."""
    found: dict[tuple[int, int], list[Span]] = defaultdict(list)
    to_climb: list[tuple[int, int, date, date | None]] = [(unit_id, 0, date.min, None)]
    while to_climb:
        at, depth, start, end = to_climb.pop()
        for valid_from, valid_to, parent in placings.get(at, ()):
            first, last = max(start, valid_from), _earlier(end, valid_to)
            if last is not None and last <= first:
                continue
            found[at, depth].append((first, last))
            if parent is not None:
                to_climb.append((parent, depth + 1, first, last))
    return {pair: _merged(spans) for pair, spans in found.items()}


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _merged(spans: list[Span]) -> list[Span]:
    """Neighbours that share a day become one span, so that a change of name leaves no seam in the tree."""
    spans.sort(key=lambda span: span[0])
    merged = [spans[0]]
    for first, last in spans[1:]:
        before = merged[-1]
        if before[1] is not None and first <= before[1]:
            merged[-1] = (before[0], None if last is None else max(before[1], last))
        else:
            merged.append((first, last))
    return merged


def placings_above(unit_ids: Iterable[int]) -> Placings:
    """The placings of these units and of all that ever stood above them: one query a level."""
    placings: Placings = {}
    wanted = set(unit_ids)
    while wanted:
        rows: list[tuple[int, date, date | None, int | None]] = []
        for some in _chunks(sorted(wanted)):
            rows += UnitVersion.objects.filter(unit__in=some).values_list("unit", "valid_from", "valid_to", "parent")
        for unit_id in wanted:
            placings[unit_id] = []
        for unit_id, valid_from, valid_to, parent in rows:
            placings[unit_id].append((valid_from, valid_to, parent))
        wanted = {parent for *_, parent in rows if parent is not None} - placings.keys()
    return placings


def closure_rows(unit_ids: Iterable[int], placings: Placings) -> Iterable[UnitClosure]:
    """The rows that the closure must hold for these units as descendants."""
    for unit_id in unit_ids:
        for (ancestor, depth), spans in spans_above(unit_id, placings).items():
            for first, last in spans:
                yield UnitClosure(
                    ancestor_id=ancestor, descendant_id=unit_id, depth=depth, valid_from=first, valid_to=last
                )


def below_since(unit_id: int, on: date) -> set[int]:
    """The unit and all that stand under it on that day or will later."""
    return {
        unit_id,
        *UnitClosure.objects.overlapping(on, None).filter(ancestor=unit_id).values_list("descendant", flat=True),
    }


def renew(unit_ids: Iterable[int], journal: Journal) -> None:
    """Bring the closure of these units up to date with their parents, touching only rows that differ."""
    unit_ids = set(unit_ids)
    wanted = {_key(row): row for row in closure_rows(unit_ids, placings_above(unit_ids))}
    standing: list[UnitClosure] = []
    for some in _chunks(sorted(unit_ids)):
        standing += UnitClosure.objects.filter(descendant__in=some).order_by("id")
    for row in standing:
        due = wanted.pop(_key(row), None)
        if due is None:
            journal.delete(row)
        elif due.valid_to != row.valid_to:
            journal.update(row, valid_to=due.valid_to)
    journal.create_all(UnitClosure, wanted.values())


def _key(row: UnitClosure) -> tuple[int, int, int, date]:
    return row.ancestor_id, row.descendant_id, row.depth, row.valid_from


def _chunks(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def rebuild_closure() -> int:
    """Recompute the closure from the parents, for repair; returns how many rows it holds."""
    placings: Placings = defaultdict(list)
    rows = UnitVersion.objects.order_by("unit", "valid_from").values_list("unit", "valid_from", "valid_to", "parent")
    for unit_id, valid_from, valid_to, parent in rows:
        placings[unit_id].append((valid_from, valid_to, parent))
    UnitClosure.objects.all().delete()
    return len(UnitClosure.objects.bulk_create(closure_rows(list(placings), placings), batch_size=2000))


def add_lineage(pairs: Iterable[tuple[int, int]], journal: Journal) -> None:
    """Note that each successor took over the work of its predecessor, and of all whom that one had followed."""
    for predecessor, successor in pairs:
        before = dict(UnitLineage.objects.filter(successor=predecessor).values_list("predecessor", "distance"))
        after = dict(UnitLineage.objects.filter(predecessor=successor).values_list("successor", "distance"))
        known = {
            (row.predecessor_id, row.successor_id): row
            for row in UnitLineage.objects.filter(predecessor__in=before, successor__in=after)
        }
        new = []
        for old, far in before.items():
            for young, near in after.items():
                distance = far + 1 + near
                row = known.get((old, young))
                if row is None:
                    new.append(UnitLineage(predecessor_id=old, successor_id=young, distance=distance))
                elif distance < row.distance:
                    journal.update(row, distance=distance)
        journal.create_all(UnitLineage, new)


def lineage_of(parts: Iterable[tuple[int, int]], units: Iterable[int]) -> dict[tuple[int, int], int]:
    """(predecessor, successor) → the least number of successions between them, for all units."""
    next_of: dict[int, set[int]] = defaultdict(set)
    for predecessor, successor in parts:
        next_of[predecessor].add(successor)
    found: dict[tuple[int, int], int] = {}
    for start in units:
        edge, distance = {start}, 0
        while edge:
            found.update({(start, unit): distance for unit in edge})
            distance += 1
            edge = {after for unit in edge for after in next_of[unit] if (start, after) not in found}
    return found


def rebuild_lineage() -> int:
    """Recompute the lineage from the successions that stand; returns how many rows it holds."""
    parts = SuccessionPart.objects.filter(succession__undone_at=None).exclude(predecessor=F("successor"))
    pairs = lineage_of(
        parts.values_list("predecessor", "successor"),
        UnitVersion.objects.order_by("unit").values_list("unit", flat=True).distinct(),
    )
    UnitLineage.objects.all().delete()
    rows = (UnitLineage(predecessor_id=old, successor_id=new, distance=far) for (old, new), far in pairs.items())
    return len(UnitLineage.objects.bulk_create(rows, batch_size=2000))
