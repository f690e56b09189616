"""What a change did, row by row, so that it can be undone to the exact state before it.

A journal is kept in `Succession.before` as
`{"before": {table: {pk: row or null}}, "after": {…}, "last": {table: pk}, "units": [pk, …]}`;
null stands for "there was no such row". `last` are the highest keys when the change ended: what came later is above them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Max, ProtectedError, Q

from antoan.units.models import (
    Succession,
    SuccessionPart,
    Unit,
    UnitAlias,
    UnitClosure,
    UnitLineage,
    UnitVersion,
)
from antoan.units.refusals import AlreadyUndone, LaterChangeRestsOnIt, LoadedAsAWhole

# In the order in which rows can be written: a unit before what points to it.
TABLES: dict[str, type[models.Model]] = {
    "unit": Unit,
    "version": UnitVersion,
    "alias": UnitAlias,
    "closure": UnitClosure,
    "lineage": UnitLineage,
}
_NAME_OF = {model: name for name, model in TABLES.items()}
Row = dict[str, Any]
_plain = DjangoJSONEncoder().default


def image(row: models.Model) -> Row:
    """The stored values of a row, fit for JSON."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value if isinstance(value, str | int | None) else _plain(value) for name, value in values.items()}


class Journal:
    """Writes rows and remembers, for each, how it was when this change first touched it."""

    def __init__(self) -> None:
        self.before: dict[str, dict[str, Row | None]] = {name: {} for name in TABLES}

    def _remember(self, row: models.Model, was: Row | None) -> None:
        self.before[_NAME_OF[type(row)]].setdefault(str(row.pk), was)

    def create(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self._remember(row, None)

    def create_all(self, model: type[models.Model], rows: Iterable[models.Model]) -> None:
        for row in model._base_manager.bulk_create(list(rows), batch_size=1000):
            self._remember(row, None)

    def update(self, row: models.Model, **changes: Any) -> None:
        self._remember(row, image(row))
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(update_fields=list(changes))

    def delete(self, row: models.Model) -> None:
        self._remember(row, image(row))
        type(row)._base_manager.filter(pk=row.pk).delete()

    def keep(self, succession: Succession) -> None:
        """Store what was done with the succession that it belongs to."""
        after = {
            name: {key: None if key not in now else image(now[key]) for key in rows}
            for name, rows in self.before.items()
            for now in [_now(name, rows)]
        }
        succession.before = {
            "before": self.before,
            "after": after,
            "last": _last_keys(),
            "units": sorted(self._touched()),
        }
        succession.save(update_fields=["before"])

    def _touched(self) -> set[int]:
        """The units whose own rows changed, or whose place in the tree or in the lineage did."""
        units = {int(key) for key in self.before["unit"]}
        for name in ("version", "alias", "closure", "lineage"):
            rows = self.before[name]
            images = [row for row in rows.values() if row] + [image(row) for row in _now(name, rows).values()]
            for row in images:
                units |= {row[end] for end in ("unit_id", "descendant_id") if end in row}
                if name == "lineage" and row["distance"]:
                    units |= {row["predecessor_id"], row["successor_id"]}
        return units


def _now(name: str, keys: Iterable[str]) -> dict[str, models.Model]:
    wanted = [int(key) for key in keys]
    found: dict[str, models.Model] = {}
    for start in range(0, len(wanted), 500):
        found.update(
            {str(row.pk): row for row in TABLES[name]._base_manager.filter(pk__in=wanted[start : start + 500])}
        )
    return found


def _last_keys() -> dict[str, int]:
    tables: dict[str, type[models.Model]] = {**TABLES, "part": SuccessionPart}
    return {name: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for name, model in tables.items()}


def undo(succession: Succession) -> None:
    """Put every row back as it was before the succession.

    Raises:
        AlreadyUndone, LoadedAsAWhole
        LaterChangeRestsOnIt: a row was changed since, or something newer stands on one.
    """
    if succession.undone_at:
        raise AlreadyUndone(day=succession.undone_at)
    kept = succession.before
    if "before" not in kept:
        raise LoadedAsAWhole(basis=succession.basis)
    _refuse_later(kept)
    before, after = kept["before"], kept["after"]
    succession.parts.all().delete()
    gone = {
        name: [int(key) for key, row in rows.items() if row is None and after[name][key] is not None]
        for name, rows in before.items()
    }
    for name in reversed(TABLES):
        if name != "unit":
            _delete(name, gone[name])
    for name, model in TABLES.items():
        for row in before[name].values():
            if row is not None:
                model(**{field: _value(model, field, value) for field, value in row.items()}).save()
    _delete("unit", gone["unit"])  # last: until it is put back, a row that stayed may name a new unit as its parent


def _value(model: type[models.Model], attname: str, value: Any) -> Any:
    field = model._meta.get_field(attname.removesuffix("_id"))
    return field.to_python(value) if isinstance(field, models.Field) and isinstance(value, str) else value


def _delete(name: str, keys: list[int]) -> None:
    for start in range(0, len(keys), 500):
        try:
            TABLES[name]._base_manager.filter(pk__in=keys[start : start + 500]).delete()
        except ProtectedError as error:
            first = sorted({str(row._meta.verbose_name) for row in error.protected_objects})
            raise LaterChangeRestsOnIt(what=", ".join(first)) from error


def _refuse_later(kept: dict[str, Any]) -> None:
    for name, rows in kept["after"].items():
        now = _now(name, rows)
        for key, row in rows.items():
            if (image(now[key]) if key in now else None) != row:
                raise LaterChangeRestsOnIt(what=_whose(row or image(now[key])))
    units, last = kept["units"], kept["last"]
    newer: list[tuple[str, type[models.Model], Q]] = [
        ("version", UnitVersion, Q(unit__in=units) | Q(parent__in=units)),
        ("alias", UnitAlias, Q(unit__in=units)),
        ("closure", UnitClosure, Q(descendant__in=units) | Q(ancestor__in=units)),
        ("lineage", UnitLineage, Q(predecessor__in=units) | Q(successor__in=units)),
        ("part", SuccessionPart, Q(predecessor__in=units) | Q(successor__in=units)),
        ("unit", Unit, Q(area__in=units)),
    ]
    for name, model, touching in newer:
        row = model._base_manager.filter(touching, pk__gt=last[name]).order_by("pk").first()
        if row is not None:
            raise LaterChangeRestsOnIt(what=_whose(image(row)))


def _whose(row: Row) -> str:
    """The name of the unit that a row is about."""
    key = next(row[end] for end in ("unit_id", "descendant_id", "successor_id", "id") if row.get(end))
    return Unit.objects.filter(pk=key).values_list("name", flat=True).first() or f"đơn vị số {key}"
