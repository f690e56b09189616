"""Linking two lists of people: time, memory, links that are wrong and pairs that are missed, on a made-up population.

The seed is not the one with which the model was tuned. Only the first case has limits; the others show how linkage bears
other errors, overlaps and columns. Scale 1 is 100 000 × 100 000 rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.bench import Bench, Measure

SEED = 20261125
SECONDS, MEGABYTES, WRONG, MISSED = 120, 3072, 0.02, 0.05
ALL = "name,birth,sex,commune,phone"


@dataclass(frozen=True)
class Case:
    name: str
    part: float  # of the rows of the first case
    overlap: float
    errors: str
    columns: str = ALL
    rows: int | None = None  # whatever the scale


CASES = (
    Case("usual", 1, 0.5, "usual"),
    Case("light", 0.2, 0.9, "light"),
    Case("little_overlap", 0.2, 0.2, "usual"),
    Case("heavy", 0.2, 0.5, "heavy"),
    Case("heavy_little_overlap", 0.2, 0.2, "heavy"),
    Case("thousand", 0, 0.5, "usual", rows=1000),
    Case("thirty", 0, 0.5, "usual", rows=30),
    Case("no_phone", 0.2, 0.5, "usual", "name,birth,sex,commune"),
    Case("hamlet_workplace", 0.2, 0.5, "heavy", ALL + ",hamlet,workplace"),
)


def run(bench: Bench) -> Iterator[Measure]:
    whole = max(1000, round(100_000 * bench.scale))
    for case in CASES:
        rows = case.rows or max(1000, round(whole * case.part))
        bench.tell(f"Đang ghép {rows} × {rows} dòng ({case.name}) …")
        found = bench.sqlite.run("linking_cost", rows, case.overlap, case.errors, case.columns, SEED)
        bench.tell("  " + ", ".join(f"{name} {value}" for name, value in found.items()))
        limit = 1.0 if case is CASES[0] else None
        yield Measure(
            f"linkage.{case.name}.wrong", (1 - found["precision"]) / WRONG, limit, "2 % cặp sai", found["links"]
        )
        yield Measure(
            f"linkage.{case.name}.missed", (1 - found["recall"]) / MISSED, limit, "5 % cặp sót", found["true"]
        )
        if case is CASES[0]:
            yield Measure(f"linkage.{case.name}.seconds", found["seconds"] / SECONDS, limit, "120 giây", rows)
            yield Measure(f"linkage.{case.name}.memory", found["megabytes"] / MEGABYTES, limit, "3 GB", rows)
