"""What is owed, as people ask it: by me, by my unit, this week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from antoan.accounts.queries import Seats, seats_of
from antoan.core.scoping import Actor, reach
from antoan.obligations.calendar import day_answer
from antoan.obligations.kinds import help_kinds
from antoan.obligations.models import SOON, Notice, Obligation, ObligationQuerySet, State


@dataclass(frozen=True)
class Load:
    """How much is owed: today and late, within seven days, in all; how much is done along with those who lead; and how
    much others owe under the actor's watch, with what of it is late. The last are never counted among the first."""

    overdue: int = 0
    today: int = 0
    week: int = 0
    total: int = 0
    helping: int = 0
    watched: int = 0
    watched_late: int = 0


def _parts(actor: Actor, seats: Seats | None = None) -> list[tuple[ObligationQuerySet, bool]]:
    """What stands with the actor, in parts that do not overlap and of which each is read from an index: what lies with
    his units, what his workplaces owe (True: all of it is his own), what he answers for himself."""
    units = (seats or seats_of(actor)).allowing("obligations.view")
    standing = Obligation.objects.standing()
    parts = []
    if units:
        of_units = standing.filter(unit__in=units)
        parts.append((of_units.exclude(owed_by__in=actor.records) if actor.records else of_units, False))
    if actor.records:
        parts.append((standing.filter(owed_by__gt="", owed_by__in=actor.records), True))
    if actor.user_id is not None:
        answered_for = standing.filter(accountable=actor.user_id).exclude(unit__in=units)
        parts.append((answered_for.exclude(owed_by__in=actor.records) if actor.records else answered_for, False))
    return parts


def work_of(actor: Actor, seats: Seats | None = None) -> ObligationQuerySet:
    """What the actor's own units, his workplaces and he himself owe, help included; soonest first. What others owe under
    their watch is not among it."""
    units = (seats or seats_of(actor)).allowing("obligations.view")
    mine = Q(owed_by="") & (Q(unit__in=units) | Q(accountable=actor.user_id))
    if actor.records:
        mine |= Q(owed_by__in=actor.records)
    return Obligation.objects.standing().filter(mine).select_related("unit", "to", "accountable")


def load_of(actor: Actor, seats: Seats | None = None) -> Load:
    """How much stands with the actor. A query a part, each answered by an index alone: one OR of them would read every row."""
    loads = [_count(rows, is_own=is_own) for rows, is_own in _parts(actor, seats)]
    return Load(*(sum(column) for column in zip(*map(astuple, loads), strict=True))) if loads else Load()


def _count(rows: QuerySet[Obligation], *, is_own: bool) -> Load:
    today = timezone.localdate()
    helps, watched = Q(owed_by="", kind__in=help_kinds()), Q(owed_by__gt="")
    own = Q(owed_by__gt="") if is_own else Q(owed_by="") & ~Q(kind__in=help_kinds())
    counts = {
        "overdue": Count("pk", filter=own & Q(due__lt=today)),
        "today": Count("pk", filter=own & Q(due=today)),
        "week": Count("pk", filter=own & Q(due__gte=today, due__lte=today + SOON)),
        "total": Count("pk", filter=own),
    }
    if not is_own:
        counts |= {
            "helping": Count("pk", filter=helps),
            "watched": Count("pk", filter=watched),
            "watched_late": Count("pk", filter=watched & Q(due__lt=today)),
        }
    return Load(**rows.order_by().aggregate(**counts))


@dataclass(frozen=True)
class Late:
    """How much is late in a reach: of units that owe, and of workplaces that a unit watches over."""

    duties: int = 0
    units: int = 0
    watched: int = 0
    watching: int = 0


def late_in_reach(actor: Actor) -> Late:
    """What is late in all that the actor sees, counted as each unit counts it on its own page. One query."""
    late = Obligation.objects.visible_to(actor).in_state(State.OVERDUE, timezone.localdate())
    counts = late.order_by().aggregate(
        duties=Count("pk", filter=Q(owed_by="")),
        units=Count("unit", filter=Q(owed_by=""), distinct=True),
        watched=Count("pk", filter=Q(owed_by__gt="")),
        watching=Count("unit", filter=Q(owed_by__gt=""), distinct=True),
    )
    return Late(**counts)


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


class Side(StrEnum):
    """Of what stands with somebody: what is his to do, where he helps, what he watches over."""

    OWN = "own"
    HELPING = "helping"
    WATCHED = "watched"


class Soonest(Sequence[int]):
    """The keys of one side of what stands with the actor, soonest first, as a paginator takes them: its parts are read
    apart, each from its index, and only as far as the page reaches. `total` comes from `load_of`."""

    def __init__(self, actor: Actor, seats: Seats, total: int, side: Side = Side.OWN):
        self.total = total
        self.parts = [
            (rows if is_own else getattr(rows, side)()).values_list("due", "pk")
            for rows, is_own in _parts(actor, seats)
            if not is_own or side == Side.OWN
        ]

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


def readable(actor: Actor) -> ObligationQuerySet:
    """The duties whose page the actor may open: of the units in his reach, those owed to them, his workplaces' and his own."""
    rows = Obligation.objects.select_related("unit", "to", "accountable", "passed_to__unit")
    if actor.is_system:
        return rows
    units = reach(actor.granted("obligations.view"))
    mine = Q(accountable=actor.user_id) | (Q(owed_by__in=actor.records) if actor.records else Q())
    return rows.filter(Q(unit__in=units) | Q(to__in=units) | mine)


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
