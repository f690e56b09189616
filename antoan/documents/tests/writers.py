"""Many who issue at the same moment. On SQLite it runs in a process of its own: the test bed's database has one connection.

python -m antoan.documents.tests.writers ISSUED TAKEN
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

WRITERS = 16


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What each of the writers made, all of them begun together; the first fault of any comes back."""
    from django.db import connection

    gate = threading.Barrier(WRITERS)
    made: list[Any] = []
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            gate.wait()
            made.append(work(writer))
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return made


def issue_and_take(issued: int, taken: int) -> dict[str, Any]:
    """Each writer issues so many plans and takes so many numbers of another kind: all numbers, by kind."""
    from django.utils import timezone

    from antoan.core.commands import command
    from antoan.core.scoping import system_actor
    from antoan.documents import commands
    from antoan.documents.commands.issuing import take_number
    from antoan.documents.models import RegisterEntry
    from antoan.documents.tests.factories import make_approved, make_world

    @command
    def take_one(actor: Any, unit: Any, day: date) -> int:
        register, number = take_number(unit, "report", str(day.year))
        RegisterEntry.objects.create(register=register, number=number, signed_on=day)
        return number

    unit = make_world().committee
    today = timezone.localdate()
    drafts = [[make_approved(unit) for _ in range(issued)] for _ in range(WRITERS)]
    actor = system_actor()

    def work(writer: int) -> tuple[list[int], list[int]]:
        facts = {"signed_on": today, "period": str(today.year)}
        plans = [
            int(commands.issue(actor, draft=draft, version=draft.version, **facts).number) for draft in drafts[writer]
        ]
        return plans, [take_one(actor, unit, today) for _ in range(taken)]

    made = at_once(work)
    return {
        "plans": sorted(number for plans, _ in made for number in plans),
        "reports": sorted(number for _, reports in made for number in reports),
        "entries": RegisterEntry.objects.count(),
    }


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps(issue_and_take(int(sys.argv[1]), int(sys.argv[2]))))
