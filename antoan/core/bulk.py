"""Writing many rows at once where the ORM is dear."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router


def write_fields(rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    """Write these fields of rows of one model that stand already, one prepared UPDATE for all.

    `bulk_update` weaves every row and field into one statement of CASE, which costs more than the writing: 200 000 duties
    took two minutes. Like it, this calls no `save` and sends no signals.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    key: Any = model._meta.pk
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"  # noqa: S608  (own names)
    values = (
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in (*columns, key)] for row in rows
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(values))
