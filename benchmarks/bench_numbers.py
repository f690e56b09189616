"""Ten thousand register numbers taken by sixteen writers at once: none doubled, none missing."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure

WRITERS, EACH = 16, 625


def run(bench: Bench) -> Iterator[Measure]:
    numbers = WRITERS * EACH
    for place in bench.places:
        bench.world(place)
        bench.tell(f"{WRITERS} người lấy {numbers} số văn bản cùng lúc trên {place.database} …")
        found = place.run("numbers", WRITERS, EACH)
        faults = found["failed"] + found["doubled"] + found["missing"]
        yield Measure(f"numbers.faults.{place.database}", faults / numbers, 0.0, "số văn bản đã lấy", numbers)
        yield Measure(
            f"numbers.time.{place.database}",
            found["together"] / found["alone"],
            None,
            "một người lấy ngần ấy số",
            numbers,
        )
