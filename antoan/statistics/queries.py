"""What the pages of figures read: which indicators, for which units in the reader's reach, answered and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from antoan.core.facts import tables
from antoan.core.periods import Term
from antoan.core.scoping import Actor
from antoan.statistics import definitions, lake
from antoan.statistics.compute import Answer, Figure, compute
from antoan.statistics.definitions import Indicator
from antoan.statistics.wording import value
from antoan.units.models import Unit, UnitLineage

VIEW = "statistics.view"


def units_in_reach(actor: Actor) -> QuerySet[Unit]:
    """The units whose figures the reader may ask for: his own, all below them, and the places in which they work."""
    return Unit.objects.visible_to(actor, VIEW)


def own_units(actor: Actor) -> list[Unit]:
    """Where the reader sits, and the areas in which those bodies work: what he asks for first."""
    own = Unit.objects.filter(pk__in=actor.unit_ids).select_related("area").order_by("name", "pk")
    areas = {unit.area_id for unit in own if unit.area_id}
    # An area that was merged since has the one that followed it beside it.
    lines = UnitLineage.objects.filter(predecessor__in=areas).order_by("-distance", "pk").select_related("successor")
    found = {unit.pk: unit for unit in own}
    found |= {
        line.successor.pk: line.successor for line in lines if line.successor.ends_on is None or line.distance == 0
    }
    return list(found.values())


def units_named(actor: Actor, name: str, *, on: date) -> list[Unit]:
    """The units of that name in the reader's reach, standing that day first."""
    reach = units_in_reach(actor)
    standing = list(reach.filter(pk__in=Unit.objects.named(name, on=on).values("pk")).order_by("name", "pk")[:20])
    return standing or list(reach.filter(pk__in=Unit.objects.named(name).values("pk")).order_by("name", "pk")[:20])


def groups() -> list[tuple[str, list[Indicator]]]:
    """The indicators by the room whose facts they count, for a list to choose from."""
    found: dict[str, list[Indicator]] = {}
    for indicator in definitions.current().values():
        found.setdefault(indicator.numerator.fact.partition(".")[0], []).append(indicator)
    return [(ROOMS.get(room, room), sorted(some, key=lambda one: one.name)) for room, some in found.items()]


ROOMS = {
    "plans": "Kế hoạch, nhiệm vụ",
    "apparatus": "Bộ máy",
    "outreach": "Học tập, hướng dẫn",
    "workplaces": "Cơ sở",
    "accidents": "Tai nạn lao động",
}


def answer(indicator: str, *, unit: Unit, period: Term, by: str | None = None, tree_on: date | None = None) -> Answer:
    """The indicator with the lake brought up to date first: a figure follows the records within the same page."""
    wanted = definitions.current()[indicator]
    sides = [wanted.numerator, wanted.denominator] if wanted.denominator else [wanted.numerator]
    lake.refresh({side.fact for side in sides})
    return compute(indicator, unit=unit, period=period, by=by, tree_on=tree_on)


@dataclass(frozen=True)
class Bar:
    """One row of a ranking: its figure, and where value and interval lie on the common scale, 0 to 100."""

    figure: Figure
    words: str
    at: float | None
    low: float | None
    high: float | None
    differs: str  # "", "above", "below": its whole interval lies off the overall value


def bars(answer: Answer) -> list[Bar]:
    """The parts as bars on one scale, in their own order; what cannot be known has no bar."""
    known = [part for part in answer.parts if part.value is not None]
    ends = [part.high if part.high is not None else part.value or 0 for part in known]
    overall = (answer.whole.value or 0) if answer.indicator.denominator else 0  # a count of all would dwarf its parts
    top = max([*ends, overall], default=0) or 1
    return [_bar(answer, part, top) for part in answer.parts]


def _bar(answer: Answer, part: Figure, top: float) -> Bar:
    overall, differs = answer.whole.value, ""
    if overall is not None and part.low is not None and part.high is not None:
        differs = "above" if part.low > overall else "below" if part.high < overall else ""
    return Bar(
        part, value(answer.indicator, part.value), _scaled(part.value, top), _scaled(part.low, top),
        _scaled(part.high, top), differs,
    )  # fmt: skip


def _scaled(amount: float | None, top: float) -> float | None:
    return None if amount is None else round(max(0.0, min(amount / top, 1.0)) * 100, 2)


def record_rows(answer: Answer, actor: Actor, *, key: str, side: str) -> QuerySet[Any]:
    """The records behind a figure that the reader may open, in a steady order."""
    return answer.records(actor, key=key, side=side).order_by("pk")


def grain_of(indicator: Indicator, side: str) -> str:
    wanted = getattr(indicator, side)
    return str(tables()[wanted.fact].grain)


def sheet_rows(answer: Answer) -> Iterable[list[Any]]:
    """The answer as rows of a spreadsheet: the whole, then the parts, to the two places that the page shows."""
    for figure in [answer.whole, *answer.parts]:
        amounts = (figure.numerator, figure.denominator, figure.value, figure.low, figure.high)
        yield [figure.name, *(None if amount is None else round(amount, 2) for amount in amounts)]
