"""Bringing in 100 000 rows of twelve columns with all checks, against reading and writing them and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure
from benchmarks.importing import MEMORY, RATIO

ROWS = 100_000


def run(bench: Bench) -> Iterator[Measure]:
    for place in bench.places:
        bench.tell(f"Đang nhập {ROWS} dòng trên {place.database} …")
        found = place.run("importing", ROWS)
        least = "calamine và executemany" if place.database == "sqlite" else "calamine và COPY"
        yield Measure(f"import.time.{place.database}", found["ratio"], RATIO, least, ROWS)
        yield Measure(f"import.memory.{place.database}", found["peak_mb"] / MEMORY, 1.0, f"{MEMORY} MB", ROWS)
