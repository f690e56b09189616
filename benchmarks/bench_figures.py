"""The standard table (figures by sector, interval included) from the fact lake, against hand-written SQL on the same files."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure

FACTS = 1_000_000  # people hurt
ROUNDS = 5


def run(bench: Bench) -> Iterator[Measure]:
    times = 10 if bench.scale >= 1 else 3
    bench.tell(f"Đang tính bảng chuẩn trên {FACTS} và {times * FACTS} bản ghi …")
    told = bench.sqlite.run("figures_cost", FACTS, ROUNDS)
    of = f"câu SQL viết tay trên DuckDB ({FACTS} bản ghi)"
    yield Measure("figures.standard_table", told["ours"] / told["sql"], 1.5, of, ROUNDS)
    grown = bench.sqlite.run("figures_cost", times * FACTS, ROUNDS)
    growth = grown["ours"] / told["ours"] / times
    yield Measure("figures.growth", growth, 1.2, f"tăng tuyến tính từ {FACTS} đến {times * FACTS} bản ghi", ROUNDS)
