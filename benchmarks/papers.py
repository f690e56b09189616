"""Review reports as PDF: `python -m benchmarks.papers whole|engine N` prints the CPU seconds of N reports.

`whole` counts, words and sets each report as a page does; `engine` gives the same finished data to typst and nothing else.
"""

from __future__ import annotations

import json
import sys
from itertools import cycle, islice
from time import process_time

from antoan.cli.setup import django

django()

from django.utils import timezone  # noqa: E402

from antoan.core.scoping import system_actor  # noqa: E402
from antoan.documents.rendering import pdf  # noqa: E402
from antoan.plans import review  # noqa: E402
from antoan.plans.models import Plan  # noqa: E402
from antoan.plans.review.paper import as_paper  # noqa: E402


def built(plan: Plan, turn: int) -> review.Review:
    """One plan's report of this year; where there are fewer plans than reports, each has a number of its own."""
    made = review.build(system_actor(), plan=plan, unit=plan.unit, term=str(timezone.localdate().year))
    made.header["number"] = str(turn + 1)
    return made


def whole(plans: list[Plan]) -> float:
    begun = process_time()
    for turn, plan in enumerate(plans):
        assert review.render(built(plan, turn), "pdf").startswith(b"%PDF")
    return process_time() - begun


def engine(plans: list[Plan]) -> float:
    inputs = [
        {"paper": json.dumps(pdf._data(as_paper(built(plan, turn))), ensure_ascii=False)}
        for turn, plan in enumerate(plans)
    ]
    begun = process_time()
    for each in inputs:
        assert pdf._compile(each, pdf.UNDATED, ["a-2b"]).startswith(b"%PDF")
    return process_time() - begun


if __name__ == "__main__":
    what, wanted = sys.argv[1], int(sys.argv[2])
    rows = Plan.objects.select_related("unit", "document").order_by("pk")
    print(json.dumps({"whole": whole, "engine": engine}[what](list(islice(cycle(rows), wanted)))))
