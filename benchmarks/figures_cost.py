"""Seconds of the standard table over so many facts: ours, and the same asked of DuckDB in SQL. Prints JSON."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

SECTIONS = list("ABCDEFGHIJKLMNOPQRSTU")
UNITS = 3_400


def main(facts: int, rounds: int) -> None:
    from antoan.cli.setup import django

    django()
    from antoan.core.facts import tables
    from antoan.core.models import AuditHead
    from antoan.core.periods import Term
    from antoan.core.scoping import system_actor
    from antoan.statistics import lake
    from antoan.statistics.compute import compute
    from antoan.units.commands import create_unit
    from antoan.units.models import Kind, Level, Unit

    unit = Unit.objects.filter(name="Tỉnh đo").first() or create_unit(
        system_actor(), name="Tỉnh đo", kind=Kind.PROVINCE, level=Level.PROVINCE, on=date(2020, 1, 1)
    )
    table = tables()["accidents.injuries"]
    contents = lake.Contents(event=AuditHead.objects.get(pk=1).number, shape=lake._shape(table))
    name = f"province={unit.pk}/year=2024/facts.parquet"
    contents.files[name] = lake._save(table, name, _facts(lake.schema_of(table), unit.pk, facts))
    contents.write(table)
    path = lake.folder() / table.name / name

    def ours() -> None:
        compute("accident_victims", unit=unit, period=Term.parse("2024"), by="section")

    def sql() -> None:
        _by_hand(path, unit.pk)

    print(json.dumps({"ours": _best(ours, rounds), "sql": _best(sql, rounds)}))


def _facts(schema: pa.Schema, unit: int, count: int) -> pa.Table:
    chosen = np.random.default_rng(7)
    days = np.datetime64("2024-01-01") + chosen.integers(0, 366, count)
    columns = {
        "key": pa.array(np.arange(count).astype(str)),
        "unit": pa.array(np.where(chosen.random(count) < 0.5, unit, unit + chosen.integers(1, UNITS, count))),
        "day": pa.array(days, pa.date32()),
        "gravity": _words(chosen, ["fatal", "serious", "minor"], count),
        "section": _words(chosen, SECTIONS, count),
        "setting": _words(chosen, ["workplace", "duty_outside", "on_the_way"], count),
    }
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in schema], schema=schema)


def _words(chosen: np.random.Generator, words: list[str], count: int) -> pa.Array:
    """So many of these words, drawn by number: ten million texts would not fit as texts."""
    drawn = pa.array(chosen.integers(0, len(words), count, dtype=np.int8))
    return pa.DictionaryArray.from_arrays(drawn, pa.array(words)).cast(pa.string())


def _by_hand(path: Path, unit: int) -> None:
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
    connection.execute("SET enable_progress_bar = false")
    where = "unit = ? AND day >= DATE '2024-01-01' AND day < DATE '2025-01-01' AND setting <> 'on_the_way'"
    source = f"read_parquet('{path}')"
    connection.execute(f"SELECT count(*) FROM {source} WHERE {where}", [unit]).fetchall()
    connection.execute(f"SELECT section, count(*) FROM {source} WHERE {where} GROUP BY section", [unit]).fetchall()


def _best(deed, rounds: int) -> float:
    """The shortest of some rounds: what others do on the machine only makes it longer."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
