"""The pages that people open every day, on the whole country's data: p95 against the same server's empty signed-in page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.bench import Bench, Measure, Place, p95
from benchmarks.serving import readers, serving

WARM_UP = 5  # rounds: the clock of a server that has just started does its day's work meanwhile
DEEDS = 15


def run(bench: Bench) -> Iterator[Measure]:
    for place in bench.places:
        yield from _at(bench, place, bench.world(place))


def _at(bench: Bench, place: Place, world: dict[str, Any]) -> Iterator[Measure]:
    plan = f"/ke-hoach/{world['plan']}/"
    pages = {
        "home": ("province_office", "/"),
        "home_commune": ("commune_office", "/"),
        "plan": ("province_office", plan),
        "matrix": ("province_office", f"{plan}ma-tran/"),
        "leader": ("province_leader", "/lanh-dao/"),
        "leader_country": ("country_leader", "/lanh-dao/"),
    }
    # Empty: "Việc của tôi" of somebody who sits in a unit to which nothing was given. It asks all and finds nothing.
    asked = {"empty": ("idle", "/"), "bare": ("idle", "/them/"), **pages}
    bench.tell(f"Đang đo các trang trên {place.database} …")
    with serving(place) as port, readers(port, world["sessions"]) as people:
        times: dict[str, list[float]] = {name: [] for name in asked}
        for turn in range(WARM_UP + bench.requests):
            # In turns, so that a busy moment of the machine meets the page and its baseline alike.
            for name, (who, address) in asked.items():
                seconds = people[who].get(address).seconds
                if turn >= WARM_UP:
                    times[name].append(seconds)
        afterwards = []
        for _ in range(min(DEEDS, bench.requests)):
            people["commune_office"].report(world["part"])
            afterwards.append(people["province_leader"].get("/lanh-dao/").seconds)
    empty = p95(times["empty"])
    baseline = f"trang “Việc của tôi” trống của cùng máy chủ ({bench.of_scale})"
    for name in pages:
        yield Measure(f"pages.{name}.{place.database}", p95(times[name]) / empty, 3.0, baseline, bench.requests)
    # What the leader's page remembers is counted anew after each deed: here, every time.
    yield Measure(
        f"pages.leader_after_a_deed.{place.database}", p95(afterwards) / empty, None, baseline, len(afterwards)
    )
    bare = f"trang “Thêm”, không hỏi gì về công việc ({bench.of_scale})"
    yield Measure(f"pages.empty.{place.database}", empty / p95(times["bare"]), None, bare, bench.requests)
