"""Duties of the law in great number: `python -m benchmarks.duties pour|recompute|look N`, `clear`.

A quarter of them lies with one unit, whose reader then opens *Việc của tôi*.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from time import perf_counter, sleep
from typing import Any

from antoan.cli.setup import django

django()

from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from antoan import law  # noqa: E402
from antoan.accounts.models import User  # noqa: E402
from antoan.core import audit  # noqa: E402
from antoan.core.models import AuditEvent  # noqa: E402
from antoan.core.scoping import system_actor  # noqa: E402
from antoan.law import pack  # noqa: E402
from antoan.obligations.commands import recompute, remind  # noqa: E402
from antoan.obligations.deriving import derive  # noqa: E402
from antoan.obligations.models import LAW, Obligation  # noqa: E402
from antoan.units.models import Kind, Unit, UnitVersion  # noqa: E402
from benchmarks.scale import pour, session_of  # noqa: E402

DAYS = 360  # the events lie in so many days: as offices would note them, not all on one
GRAVITIES = ("minor", "serious", "fatal")
AMENDMENT = """
instruments:
  Luật 998/2026/QH16: {{about: Sửa thời hạn điều tra (phép đo), issued: {day}, valid_from: {day}, confidence: likely}}
amendments:
  accidents.investigation_time_limit:
    values:
      - valid_from: {day}
        value: {{minor: {minor}, serious: {serious}, fatal: {fatal}}}
        citation: {{document: Luật 998/2026/QH16, provision: Điều 2}}
        confidence: likely
"""


def pour_duties(wanted: int) -> dict[str, Any]:
    """Write so many open duties; who reads a quarter of them."""
    today = timezone.localdate()
    ministry = Unit.objects.filter(pk__in=UnitVersion.objects.filter(kind=Kind.DEPARTMENT).values("unit")).earliest(
        "pk"
    )
    others = list(Unit.objects.exclude(pk=ministry.pk).order_by("pk").values_list("pk", flat=True))
    pour(_rows(wanted, ministry.pk, others, today))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE obligations_obligation")
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('obligations_obligation', 'id'), max(id)) FROM obligations_obligation"
            )
    return {"session": session_of(User.objects.get(pk=2 * ministry.pk))}


def _rows(wanted: int, ministry: int, others: list[int], today: Any) -> Iterator[Obligation]:
    first = (Obligation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    known: dict[tuple[int, str], Any] = {}
    units = cycle(others)
    for number in range(wanted):
        back, gravity = number % DAYS, GRAVITIES[number % 3]
        on = today - timedelta(days=back)
        if (back, gravity) not in known:
            known[back, gravity] = derive("investigate_accident", on, gravity=gravity)
        found = known[back, gravity]
        source = {
            "duty": "investigate_accident",
            "from": on.isoformat(),
            "with": {"gravity": gravity},
            "digest": found.digest,
        }
        yield Obligation(
            pk=first + number, kind=LAW, unit_id=ministry if number % 4 == 0 else next(units),
            title=f"Điều tra tai nạn lao động: vụ số {number + 1}", basis=found.citation, about_id="investigate_accident", begins_on=on,
            first_due=found.due, due=found.due, steps=list(found.steps), derived=source,
        )  # fmt: skip


def amend(more: int) -> None:
    """The law of this home gives so many days more."""
    folder = pack.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    day = (timezone.localdate() - timedelta(days=DAYS + 1)).isoformat()
    text = AMENDMENT.format(day=day, minor=4 + more, serious=7 + more, fatal=30 + more)
    (folder / "phep-do.yaml").write_text(text, encoding="utf-8")
    pack.refresh()
    if faults := law.current().faults:
        sys.exit(f"the amendment is not read: {faults}")


def measure(wanted: int) -> dict[str, Any]:
    """Seconds to compute all anew after one change of the law; then another, killed half-way and taken up again."""
    actor = system_actor("bench")
    amend(7)
    begun = perf_counter()
    moved = sum(1 for _ in recompute(actor))
    seconds = perf_counter() - begun
    amend(14)
    since = AuditEvent.objects.order_by("-number").values_list("number", flat=True)[0]
    connections.close_all()  # a child must not inherit the parent's connection
    child = multiprocessing.get_context("fork").Process(target=_run)
    child.start()
    while child.is_alive() and _told(since) < wanted / 2:
        sleep(0.05)
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    half = _told(since)
    _run()
    rest = _told(since) - half
    wrong = sum(1 for duty in Obligation.objects.filter(kind=LAW).iterator(chunk_size=5000) if _is_stale(duty))
    remind(actor)  # what the clock of the server would do in the midst of the pages
    return {
        "seconds": seconds, "moved": moved, "killed_at": half, "rest": rest,
        "faults": wrong + abs(wanted - half - rest) + (audit.verify().broken_at is not None),
    }  # fmt: skip


def _run() -> None:
    for _ in recompute(system_actor("bench")):
        pass


def _told(since: int) -> int:
    """How many duties the log says were computed anew since that event."""
    events = AuditEvent.objects.filter(number__gt=since, action="obligations.duties.recomputed")
    return sum(what["duties"] for what in events.values_list("what", flat=True))


def _is_stale(duty: Obligation) -> bool:
    source = duty.derived or {}
    rule = law.on(duty.begins_on).get("accidents.investigation_time_limit", **source["with"])
    return source["digest"] != rule.digest


def clear() -> None:
    """Take everything away again, so that other measures find their world as it was."""
    Obligation.objects.filter(kind=LAW).delete()
    (pack.own_folder() / "phep-do.yaml").unlink(missing_ok=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE obligations_obligation")


def look(times: int) -> float:
    """Seconds for one question to the law when it is warm: the day's law and a rule with a variant, asked together."""
    day = timezone.localdate()
    ask = lambda: law.on(day).get("accidents.investigation_time_limit", gravity="fatal")  # noqa: E731
    for _ in range(1000):
        ask()
    begun = perf_counter()
    for _ in range(times):
        ask()
    return (perf_counter() - begun) / times


if __name__ == "__main__":
    deed, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    answer: Any = None
    match deed:
        case "pour":
            answer = pour_duties(wanted)
        case "recompute":
            answer = measure(wanted)
        case "clear":
            clear()
        case "look":
            answer = look(wanted)
    print(json.dumps(answer))
