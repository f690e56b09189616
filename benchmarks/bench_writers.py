"""Sixteen who write at once: nobody gets an error, no update is lost, the audit chain stays whole."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure

WRITERS, DEEDS = 16, 20


def run(bench: Bench) -> Iterator[Measure]:
    for place in bench.places:
        world = bench.world(place)
        bench.tell(f"{WRITERS} người ghi cùng lúc trên {place.database} …")
        found = place.run("writers", world["part"], WRITERS, DEEDS)
        deeds = WRITERS * DEEDS
        together, alone = found["together"], found["alone"]
        faults = together["failed"] + together["lost"] + (found["broken_at"] is not None)
        yield Measure(f"writers.faults.{place.database}", faults / deeds, 0.0, "số lần ghi", deeds)
        yield Measure(
            f"writers.time.{place.database}", together["seconds"] / alone["seconds"], None,
            f"một người ghi ngần ấy lần ({bench.of_scale})", deeds,
        )  # fmt: skip
