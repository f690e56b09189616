"""Papers as PDF, from the counting or typing to the last page, against the typst engine alone on the same finished data."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure

LETTERS = 1000


def run(bench: Bench) -> Iterator[Measure]:
    bench.world(bench.sqlite)
    bench.tell(f"Đang lập {bench.reports} báo cáo PDF …")
    # Each in a process of its own: the engine remembers what it has set before.
    engine = bench.sqlite.run("papers", "engine", bench.reports)
    whole = bench.sqlite.run("papers", "whole", bench.reports)
    yield Measure(
        "papers.review_pdf", whole / engine, 2.0, f"riêng bộ dàn trang typst ({bench.of_scale})", bench.reports
    )
    bench.tell(f"Đang lập {LETTERS} công văn PDF …")
    engine = bench.sqlite.run("letters", "engine", LETTERS)
    whole = bench.sqlite.run("letters", "whole", LETTERS)
    yield Measure("papers.letters", whole / engine, 2.0, "riêng bộ dàn trang typst", LETTERS)
