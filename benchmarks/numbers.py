"""Register numbers taken at once: `python -m benchmarks.numbers WRITERS EACH` prints what is doubled and what is missing.

Each number is a transaction of its own, as issuing is: the book is held, the lowest free number written, the book moved on.
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
from django.utils import timezone  # noqa: E402

from antoan.core.commands import command  # noqa: E402
from antoan.documents.commands.issuing import take_number  # noqa: E402
from antoan.documents.models import RegisterEntry  # noqa: E402
from antoan.units.models import Unit  # noqa: E402


@command
def take_one(unit: Unit, kind: str) -> int:
    """Take the next number of the unit's book of this year."""
    today = timezone.localdate()
    register, number = take_number(unit, kind, str(today.year))
    RegisterEntry.objects.create(register=register, number=number, signed_on=today)
    return number


def take(unit: int, kind: str, each: int, start: Any, failed: Any) -> None:
    """One writer, in a process of its own; what goes wrong is counted and shown."""
    own = Unit.objects.get(pk=unit)
    start.wait()
    for _ in range(each):
        try:
            take_one(own, kind)
        except Error:
            traceback.print_exc()
            with failed.get_lock():
                failed.value += 1


def at_once(unit: int, kind: str, writers: int, each: int) -> tuple[float, int]:
    """Seconds, and how many takings failed."""
    connections.close_all()  # a child must not inherit the parent's connection
    context = multiprocessing.get_context("fork")
    start, failed = context.Barrier(writers + 1), context.Value("i", 0)
    children = [context.Process(target=take, args=(unit, kind, each, start, failed)) for _ in range(writers)]
    for child in children:
        child.start()
    start.wait()
    begun = perf_counter()
    for child in children:
        child.join()
    return perf_counter() - begun, failed.value + sum(child.exitcode != 0 for child in children)


if __name__ == "__main__":
    writers, each = map(int, sys.argv[1:])
    # A unit that has no book yet, so that the measure begins at 1 however often it is taken.
    unit = Unit.objects.exclude(registers__kind__in=["report", "notice"]).order_by("pk").values_list("pk", flat=True)[0]
    alone, _ = at_once(unit, "notice", 1, writers * each)
    together, failed = at_once(unit, "report", writers, each)
    numbers = list(
        RegisterEntry.objects.filter(register__unit=unit, register__kind="report").values_list("number", flat=True)
    )
    wanted = set(range(1, writers * each + 1))
    print(
        json.dumps(
            {
                "alone": alone,
                "together": together,
                "failed": failed,
                "doubled": len(numbers) - len(set(numbers)),
                "missing": len(wanted - set(numbers)),
            }
        )
    )
