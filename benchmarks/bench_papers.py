"""Review reports as PDF, from the counting to the last page, against the typst engine alone on the same finished data."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure


def run(bench: Bench) -> Iterator[Measure]:
    bench.world(bench.sqlite)
    bench.tell(f"Đang lập {bench.reports} báo cáo PDF …")
    # Each in a process of its own: the engine remembers what it has set before.
    engine = bench.sqlite.run("papers", "engine", bench.reports)
    whole = bench.sqlite.run("papers", "whole", bench.reports)
    yield Measure(
        "papers.review_pdf", whole / engine, 2.0, f"riêng bộ dàn trang typst ({bench.of_scale})", bench.reports
    )
