"""Passing open work from units that ended to those that follow them. Other floors register how their work moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q, QuerySet

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.models import AuditHead
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name
from antoan.units.models import Succession, SuccessionPart, Unit


@dataclass(frozen=True)
class MovedLine:
    """One thing that passes on: what it is ("nhiệm vụ"), its title, from whom to whom, and what to look at."""

    what: str
    title: str
    from_unit: str
    to_unit: str
    note: str = ""

    def as_json(self) -> dict[str, str]:
        line = asdict(self)
        return {
            **{key: line[key] for key in ("what", "title")},
            "from": self.from_unit,
            "to": self.to_unit,
            "note": self.note,
        }


Follower = Callable[[Succession, Actor], list[MovedLine]]

# Filled by each floor above in its AppConfig.ready(): called with (succession, actor). A trial is a run taken back.
followers: list[Follower] = []


@dataclass(frozen=True)
class Passed:
    """What a run moved, or would move: the day, how many successions were looked at, and each line."""

    on: date
    successions: int
    moved: list[MovedLine]
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "successions": self.successions,
            "moved": [line.as_json() for line in self.moved],
            "dry_run": self.dry_run,
        }


def heirs_on(day: date) -> QuerySet[Succession]:
    """The successions of a day by which a unit that ended is followed by another."""
    return (
        Succession.objects.filter(effective_on=day, undone_at=None, parts__predecessor__ends_on__lte=F("effective_on"))
        .exclude(parts__predecessor=F("parts__successor"))
        .distinct()
    )


def heirs_of(succession: Succession) -> Iterator[tuple[Unit, Unit, str]]:
    """Each predecessor with the one successor of its open work, and what to note about the choice.

    Where a unit was divided, its open work goes to the successor that took the largest part, and the note says so.
    """
    by_predecessor: dict[int, list[SuccessionPart]] = {}
    for part in succession.parts.select_related("predecessor", "successor").order_by("id"):
        by_predecessor.setdefault(part.predecessor_id, []).append(part)
    for parts in by_predecessor.values():
        if len(parts) == 1:
            yield parts[0].predecessor, parts[0].successor, ""
            continue
        ranks = {"whole": 3, "largest_part": 2, "part": 1}
        chosen = max(parts, key=lambda part: (part.share or 0, ranks[part.extent]))
        others = ", ".join(str(part.successor) for part in parts if part is not chosen)
        yield chosen.predecessor, chosen.successor, f"chia cho nhiều đơn vị (còn có {others}): hãy kiểm tra lại"


def _held_by_others() -> Q:
    """Successions with a predecessor to which any row outside this floor points.

    Of the 3 200 mergers of a national reform only a handful concern units that have work here; the others are left out
    by one query instead of asking every follower about each.
    """
    held = Q(pk__in=[])
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == Unit._meta.app_label:
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is Unit:
                rows = model._base_manager.filter(**{f"{field.name}__isnull": False}).values(field.name)
                held |= Q(parts__predecessor__in=rows)
    return held


def _follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    return [line for follower in followers for line in follower(succession, actor)]


@command
def pass_on_work(actor: Actor, *, on: date, dry_run: bool = False) -> Passed:
    """Pass the open work of all units that ended on that day to their successors. Done twice, the second finds none left.

    Raises:
        NotPermitted: the actor may not manage every unit that ended that day.
    """
    AuditHead.objects.select_for_update().get(pk=1)  # two runs at once would both find the work open
    due = heirs_on(on)
    count = due.count()
    busy = list(due.filter(_held_by_others()).order_by("id"))
    if not actor.is_system:
        ended = Unit.objects.filter(succeeded_by__succession__in=busy)
        out_of_reach = ended.exclude(pk__in=Unit.objects.visible_to(actor, "units.manage").values("pk")).first()
        if out_of_reach is not None or not actor.may("units.manage"):
            raise NotPermitted(action=action_name("units.manage"), unit=out_of_reach or "các đơn vị này")
    # A dry run is the same run taken back, so that it also sees what earlier lines of the run would have made.
    with transaction.atomic():
        moved = [line for succession in busy for line in _follow(succession, actor)]
        transaction.set_rollback(dry_run)
    if moved and not dry_run:
        audit.record(actor, "units.work.passed_on", busy[-1], on=on, successions=count, moved=len(moved))
    return Passed(on, count, moved, dry_run)


def try_out(actor: Actor, deed: Callable[[], Succession]) -> list[MovedLine]:
    """What a change that is not yet recorded would move: it is made, looked at and taken back, all in one transaction.

    Raises:
        Refusal: what the deed itself refuses.
    """
    with transaction.atomic():
        moved = followed(actor, deed())
        transaction.set_rollback(True)
    return moved


def followed(actor: Actor, succession: Succession) -> list[MovedLine]:
    """The lines of one succession: none where nobody ended by it, or nobody follows."""
    is_followed = heirs_on(succession.effective_on).filter(pk=succession.pk).exists()
    return _follow(succession, actor) if is_followed else []


@command
def carry_out(actor: Actor, *, deed: Callable[[], Succession]) -> tuple[Succession, list[MovedLine]]:
    """Record a change and pass on the open work of the units that end by it: both or neither.

    Raises:
        Refusal: what the deed itself refuses.
    """
    succession = deed()
    moved = followed(actor, succession)
    if moved:
        audit.record(actor, "units.work.passed_on", succession, on=succession.effective_on, moved=len(moved))
    return succession, moved
