"""Who had to report in a year, who did, and who kept silent.

Every employer reports on safety once a year, whether anything happened or not; so the denominator is the register, not
those who wrote. What counts as having reported is registered by the rooms that receive reports: `register(Source(…))`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.functional import Promise

from antoan import law
from antoan.core.scoping import Actor
from antoan.units.models import Unit
from antoan.workplaces.models import WITHOUT_EMPLOYER, Group, HeadCount, Workplace, WorkplaceQuerySet

RULE = "reports.osh_report.due"


@dataclass(frozen=True)
class Source:
    """A kind of report: `has(year)` is a condition on workplaces (an Exists over `OuterRef("pk")`)."""

    code: str
    name: str | Promise
    has: Callable[[int], Any]


def _headcount(year: int) -> Exists:
    return Exists(HeadCount.objects.filter(workplace=OuterRef("pk"), year=year, group=Group.ALL))


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Called by a room's AppConfig.ready()."""
    _SOURCES[source.code] = source


def sources() -> list[Source]:
    return list(_SOURCES.values())


register(Source("headcount", "Báo số lao động trong năm", _headcount))


def expected(actor: Actor, year: int) -> WorkplaceQuerySet:
    """The employers in the reader's reach that were at work in the year."""
    within = Q(opened_on=None) | Q(opened_on__lte=date(year, 12, 31))
    still = Q(closed_on=None) | Q(closed_on__gt=date(year, 1, 1))
    return Workplace.objects.visible_to(actor).counted().filter(within, still).exclude(kind__in=WITHOUT_EMPLOYER)


def has_reported(year: int) -> Q:
    """Whether a workplace has reported in any of the ways that count."""
    found = Q()
    for source in _SOURCES.values():
        found |= Q(source.has(year))
    return found


@dataclass(frozen=True)
class Standing:
    """How a commune stands: how many had to report, how many did."""

    unit: Unit
    owed: int
    told: int

    @property
    def silent(self) -> int:
        return self.owed - self.told

    @property
    def percent(self) -> float:
        return round(100 * self.told / self.owed, 1)


def by_commune(rows: WorkplaceQuerySet, year: int) -> list[Standing]:
    """Every commune with somebody who had to report, the most silent first. Two queries."""
    counted = (
        rows.order_by()
        .values("unit")
        .annotate(owed=Count("pk"), told=Count("pk", filter=has_reported(year)))
        .order_by("unit")
    )
    counts = {row["unit"]: (row["owed"], row["told"]) for row in counted}
    found = [
        Standing(unit, *counts[unit.pk]) for unit in Unit.objects.filter(pk__in=list(counts)).order_by("name", "id")
    ]
    return sorted(found, key=lambda one: -one.silent)


def silent(rows: WorkplaceQuerySet, year: int) -> WorkplaceQuerySet:
    """Who kept silent, the largest first, with the last day each was reminded."""
    found = rows.exclude(has_reported(year)).select_related("unit")
    reminded = Max("reminders__made_on", filter=Q(reminders__year=year))
    return found.annotate(reminded_on=reminded).order_by("-workers", "name_key", "id")


def basis(year: int) -> str:
    """The provision by which employers report on the year, in force when it ends."""
    return str(law.on(date(year, 12, 31)).get(RULE).citation)
