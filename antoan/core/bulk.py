"""Writing many rows at once: executemany on SQLite, COPY on PostgreSQL. For commands that check in bulk beforehand.

What `save()` and model fields would check is the caller's to check; constraints of the database hold as always.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


@contextmanager
def quietly() -> Iterator[None]:
    """Without the collector of cycles meanwhile: over a million cells it searches again and again, and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_CHUNK = 10_000  # rows


def new_keys(count: int) -> list[str]:
    """So many new UUIDv7 keys in ascending order, as 32 hexadecimal digits: what both databases take for a UUID."""
    head = ((time.time_ns() // 1_000_000) << 80) | (0x7 << 76)
    noise = os.urandom(8 * count)
    step = min(1 << 58, (1 << 61) // max(1, count))  # the 62 last bits grow, so that keys arrive in the index's order
    keys = []
    for number in range(count):
        tail = number * step + int.from_bytes(noise[8 * number : 8 * number + 7], "big") % step
        keys.append(f"{head | (0b10 << 62) | tail:032x}")
    return keys


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows: a value for each of the named fields, keys for foreign keys. Fields not named take the table's null.

    Values are what the fields hold in Python; a UUID may be its 32 hexadecimal digits.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quoted = connection.ops.quote_name
    table, columns = quoted(model._meta.db_table), ", ".join(quoted(field.column) for field in fields)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608  (names of our own tables)
    with connection.cursor() as cursor:
        for chunk in _chunks(_as_stored(fields, rows)):
            cursor.executemany(sql, chunk)


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Set the named fields of rows that exist: in each row their values, then the key."""
    fields, sql = _update(model, names)
    with connection.cursor() as cursor:
        for chunk in _chunks(_as_stored(fields, rows)):
            cursor.executemany(sql, chunk)


def write_fields(rows: Iterable[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model that stand already, each value as its field prepares it.

    `bulk_update` weaves every row and field into one statement of CASE, which costs more than the writing: 200 000 duties
    took two minutes. Like it, this calls no `save` and sends no signals.
    """
    rows = list(rows)
    if not rows:
        return
    fields, sql = _update(type(rows[0]), names)
    prepared = ([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows)
    with connection.cursor() as cursor:
        for chunk in _chunks(prepared):
            cursor.executemany(sql, chunk)


def _update(model: type[models.Model], names: Sequence[str]) -> tuple[list[Any], str]:
    """The fields in their order, the key last, and the statement that sets them."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    key: Any = model._meta.pk
    quoted = connection.ops.quote_name
    settings = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quoted(model._meta.db_table)} SET {settings} WHERE {quoted(key.column)} = %s"  # noqa: S608
    return [*fields, key], sql


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _as_stored(fields: Sequence[Any], rows: Iterable[Row]) -> Iterable[Row]:
    """Days, moments and UUIDs as SQLite keeps them; only the columns that need it are touched, each value once."""
    if connection.vendor != "sqlite":
        return rows
    at = [(number, _Stored(form)) for number, field in enumerate(fields) if (form := _form_of(field)) is not None]
    return (_formed(row, at) for row in rows) if at else rows


def _formed(row: Row, at: list[tuple[int, _Stored]]) -> Row:
    made = list(row)
    for number, stored in at:
        value = made[number]
        if value.__class__ is not str and value is not None:
            made[number] = stored[value]
    return made


class _Stored(dict):
    """How values of a field are kept, remembered: a list of many rows has few days and one moment."""

    def __init__(self, form: Callable[[Any], Any]):
        super().__init__()
        self.form = form

    def __missing__(self, value: Any) -> Any:
        self[value] = made = self.form(value)
        return made


def _form_of(field: Any) -> Callable[[Any], Any] | None:
    field = getattr(field, "target_field", field)
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.UUIDField):
        return lambda key: key.hex
    return None
