"""Sixteen people who write at once: `python -m benchmarks.writers PART WRITERS DEEDS` prints what arrived.

All report progress on one part, the row that hurts most: each deed reads it, counts its version up and appends to the
one audit chain.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import traceback
from time import perf_counter
from typing import Any

from antoan.cli.setup import django

django()

from django.db import Error, connections  # noqa: E402

from antoan.core import audit  # noqa: E402
from antoan.core.models import AuditHead  # noqa: E402
from antoan.core.refusals import Refusal  # noqa: E402
from antoan.core.scoping import system_actor  # noqa: E402
from antoan.plans import commands  # noqa: E402
from antoan.plans.models import Assignment, ProgressReport  # noqa: E402


def write(part: int, deeds: int, start: Any, failed: Any) -> None:
    """One writer, in a process of its own; what goes wrong is counted and shown."""
    actor = system_actor("bench")
    start.wait()
    for turn in range(deeds):
        try:
            row = Assignment.objects.select_related("unit").get(pk=part)
            commands.report_progress(actor, assignment=row, text=f"Đợt {turn + 1}", percent=turn % 100)
        except (Error, Refusal):
            traceback.print_exc()
            with failed.get_lock():
                failed.value += 1


def at_once(part: int, writers: int, deeds: int) -> dict[str, Any]:
    """Let so many writers loose together and count what is missing afterwards."""
    before = _state(part)
    connections.close_all()  # a child must not inherit the parent's connection
    context = multiprocessing.get_context("fork")
    start, failed = context.Barrier(writers + 1), context.Value("i", 0)
    children = [context.Process(target=write, args=(part, deeds, start, failed)) for _ in range(writers)]
    for child in children:
        child.start()
    start.wait()
    begun = perf_counter()
    for child in children:
        child.join()
    seconds = perf_counter() - begun
    after = _state(part)
    missing = [writers * deeds - (now - then) for then, now in zip(before, after, strict=True)]
    dead = sum(child.exitcode != 0 for child in children)
    return {"failed": failed.value + dead, "lost": max(missing), "seconds": seconds}


def _state(part: int) -> tuple[int, int, int]:
    """The part's version, its reports, the links of the chain: each deed adds one to each."""
    row = Assignment.objects.get(pk=part)
    return row.version, ProgressReport.objects.filter(assignment=row).count(), AuditHead.objects.get(pk=1).number


if __name__ == "__main__":
    part, writers, deeds = map(int, sys.argv[1:])
    alone = at_once(part, 1, writers * deeds)
    together = at_once(part, writers, deeds)
    broken = audit.verify().broken_at
    print(json.dumps({"alone": alone, "together": together, "broken_at": broken}))
