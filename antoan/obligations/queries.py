"""What is owed, as people ask it: by me, by my unit, this week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from antoan.accounts.queries import Seats, seats_of
from antoan.core.scoping import Actor, reach
from antoan.obligations.calendar import day_answer
from antoan.obligations.kinds import help_kinds
from antoan.obligations.models import Notice, Obligation


def work_of(actor: Actor, seats: Seats | None = None) -> QuerySet[Obligation]:
    """What the actor's own units owe, and what he answers for himself; soonest first."""
    mine = Q(unit__in=(seats or seats_of(actor)).allowing("obligations.view")) | Q(accountable=actor.user_id)
    return Obligation.objects.standing().filter(mine).select_related("unit", "to", "accountable")


@dataclass(frozen=True)
class Load:
    """How much is owed: today and late, within seven days, in all; and how much is done along with those who lead."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    total: int = 0
    helping: int = 0


def own_of(rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
    """Those for whose result the unit itself answers."""
    return rows.exclude(kind__in=help_kinds())


def load_of(actor: Actor, seats: Seats | None = None) -> Load:
    """How much `work_of` holds. Two queries, each answered by an index alone: one OR of both would read every row."""
    units = (seats or seats_of(actor)).allowing("obligations.view")
    standing = Obligation.objects.standing()
    of_units = _count(standing.filter(unit__in=units)) if units else Load()
    if actor.user_id is None:
        return of_units
    mine = (
        Q(accountable=actor.user_id) | Q(about_id__in=actor.records) if actor.records else Q(accountable=actor.user_id)
    )
    of_mine = _count(standing.filter(mine).exclude(unit__in=units))
    return Load(*(a + b for a, b in zip(astuple(of_units), astuple(of_mine), strict=True)))


def _count(rows: QuerySet[Obligation]) -> Load:
    today = timezone.localdate()
    helps = Q(kind__in=help_kinds())
    counts = rows.order_by().aggregate(
        overdue=Count("pk", filter=~helps & Q(due__lt=today)),
        today=Count("pk", filter=~helps & Q(due=today)),
        week=Count("pk", filter=~helps & Q(due__gte=today, due__lte=today + timedelta(days=7))),
        total=Count("pk", filter=~helps),
        helping=Count("pk", filter=helps),
    )
    return Load(**counts)


def notices_of(actor: Actor, seats: Seats | None = None) -> QuerySet[Notice]:
    """Words about late duties that were said to the actor or to his own units and not yet seen."""
    return all_notices_of(actor, seats).filter(seen_at=None)


def all_notices_of(actor: Actor, seats: Seats | None = None) -> QuerySet[Notice]:
    """The same with those that were seen; the newest first."""
    own = (seats or seats_of(actor)).allowing("obligations.view")
    mine = Q(user=actor.user_id) | Q(user=None, unit__in=own)
    return Notice.objects.filter(mine).select_related("obligation__unit")


def newest_notices(actor: Actor, seats: Seats | None = None, *, shown: int) -> tuple[list[Notice], int]:
    """The newest few of `notices_of`, ready to be shown, and how many there are in all.

    Keys first, and what is said to units apart from what is said to him: each is answered by an index alone.
    """
    own = (seats or seats_of(actor)).allowing("obligations.view")
    unseen = Notice.objects.filter(seen_at=None).values_list("made_at", "pk")
    parts = [unseen.filter(user=None, unit__in=own)] if own else []
    if actor.user_id is not None:
        parts.append(unseen.filter(user=actor.user_id))
    newest = [list(part[:shown]) for part in parts]
    keys = [key for _, key in sorted(chain(*newest), reverse=True)[:shown]]
    rows = list(Notice.objects.filter(pk__in=keys).select_related("obligation__unit")) if keys else []
    counts = (part.count() if few else 0 for few, part in zip(newest, parts, strict=True))
    return rows, sum(counts)


class Soonest(Sequence[int]):
    """The keys of `work_of`, soonest first, as a paginator takes them: what units owe and what he answers for are read
    apart, each from its index, and only as far as the page reaches. `helping`: those in which another unit leads."""

    def __init__(self, actor: Actor, seats: Seats, total: int, *, helping: bool = False):
        self.total = total
        units = seats.allowing("obligations.view")
        helps = Q(kind__in=help_kinds())
        standing = Obligation.objects.standing().filter(helps if helping else ~helps).values_list("due", "pk")
        self.parts = [standing.filter(unit__in=units)] if units else []
        if actor.user_id is not None:
            self.parts.append(standing.filter(accountable=actor.user_id).exclude(unit__in=units))
        if actor.records:  # what the workplaces of an employer owe
            of_records = standing.filter(about_id__in=actor.records).exclude(accountable=actor.user_id)
            self.parts.append(of_records.exclude(unit__in=units))

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        found = chain(*(part[: wanted.stop] for part in self.parts))
        ordered = sorted(found, key=lambda row: (row[0] or date.max, row[1]))
        return [key for _, key in ordered[wanted]]


def ready(keys: Iterable[int]) -> list[Obligation]:
    """The duties of these keys, soonest first, each ready to be shown. One query."""
    return list(Obligation.objects.filter(pk__in=list(keys)).select_related("unit", "to", "accountable"))


def readable(actor: Actor) -> QuerySet[Obligation]:
    """The duties whose page the actor may open: of the units in his reach, those owed to them, and his own."""
    rows = Obligation.objects.select_related("unit", "to", "accountable", "passed_to__unit")
    if actor.is_system:
        return rows
    units = reach(actor.granted("obligations.view"))
    return rows.filter(Q(unit__in=units) | Q(to__in=units) | Q(accountable=actor.user_id))


def steps_of(duty: Obligation) -> list[str]:
    """How its day came about, in sentences: as it was computed, or what was set by hand and moved since."""
    steps = list(duty.steps) or [f"Giao ngày {duty.begins_on:%d/%m/%Y}"]
    if not duty.steps and duty.first_due:
        steps.append(f"Hạn đầu {duty.first_due:%d/%m/%Y}, do nơi giao ấn định")
    if duty.due and duty.first_due and duty.due != duty.first_due:
        steps.append(f"Được lùi đến {duty.due:%d/%m/%Y}; hạn đầu vẫn giữ trên hồ sơ")
    if duty.due is None:
        steps.append("Nơi giao không nêu ngày đến hạn, hoặc việc làm theo chu kỳ không có ngày")
    elif not duty.steps and not (answer := day_answer(duty.due)).is_working:
        said = "chưa biết có phải ngày nghỉ không" if answer.is_working is None else "là ngày nghỉ"
        steps.append(f"Ngày {duty.due:%d/%m/%Y} {said} ({answer.reason}); hạn do nơi giao ấn định nên không dời")
    if duty.done_on:
        steps.append(f"Xong ngày {duty.done_on:%d/%m/%Y}")
    elif duty.passed_to:
        steps.append(f"Chuyển cho {duty.passed_to.unit} ngày {duty.ended_on:%d/%m/%Y}")
    elif duty.ended_on:
        steps.append(f"Thôi ngày {duty.ended_on:%d/%m/%Y}")
    return steps
