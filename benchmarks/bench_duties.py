"""The law's clock: one question to the law, 200 000 duties after a change of it, and *Việc của tôi* with 50 000 of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.bench import Bench, Measure, Place, p95
from benchmarks.serving import readers, serving

DUTIES, FULL = 200_000, 0.05  # so many from this scale on; a smaller world has as many fewer
SECONDS, LOOK, LOOKS = 60, 20e-6, 200_000
WARM_UP = 5  # rounds


def run(bench: Bench) -> Iterator[Measure]:
    yield Measure("law.lookup", bench.sqlite.run("duties", "look", LOOKS) / LOOK, 1.0, "20 µs khi đã nạp", LOOKS)
    for place in bench.places:
        yield from _at(bench, place, bench.world(place))


def _at(bench: Bench, place: Place, world: dict[str, Any]) -> Iterator[Measure]:
    wanted = max(40, round(DUTIES * min(1.0, bench.scale / FULL)))
    bench.tell(f"Đang tính lại {wanted} việc theo luật trên {place.database} …")
    loaded = place.run("duties", "pour", wanted)["session"]
    try:
        found = place.run("duties", "recompute", wanted)
        limit = SECONDS * wanted / DUTIES
        said = f"{limit:g} giây".replace(".", ",")
        yield Measure(f"duties.recompute.{place.database}", found["seconds"] / limit, 1.0, said, wanted)
        # Killed when half was written, then started again: stale duties, duties computed twice or left out, a broken log.
        yield Measure(f"duties.resumed_faults.{place.database}", found["faults"] / wanted, 0.0, "số việc", wanted)
        with serving(place) as port, readers(port, world["sessions"] | {"loaded": loaded}) as people:
            times: dict[str, list[float]] = {"idle": [], "loaded": []}
            for turn in range(WARM_UP + bench.requests):
                for who, taken in times.items():  # in turns: a busy moment of the machine meets both alike
                    seconds = people[who].get("/").seconds
                    if turn >= WARM_UP:
                        taken.append(seconds)
        baseline = f"trang “Việc của tôi” trống của cùng máy chủ; trong tầm có {wanted // 4} việc"
        yield Measure(
            f"duties.home.{place.database}", p95(times["loaded"]) / p95(times["idle"]), 3.0, baseline, bench.requests
        )
    finally:
        place.run("duties", "clear")
