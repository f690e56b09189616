"""What the pages of figures read: which indicators, for which units in the reader's reach, answered and drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
from django.db.models import QuerySet

from antoan.core.facts import tables
from antoan.core.periods import Term
from antoan.core.scoping import Actor
from antoan.statistics import definitions, lake, withholding
from antoan.statistics.compute import Answer, Figure, compute
from antoan.statistics.definitions import Indicator
from antoan.statistics.methods import funnels
from antoan.statistics.methods.funnels import Place
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


def answer(
    actor: Actor, indicator: str, *, unit: Unit, period: Term, by: str | None = None, tree_on: date | None = None
) -> Answer:
    """The indicator as the reader may know it, with the lake brought up to date first: a figure follows the records at once."""
    wanted = definitions.current()[indicator]
    sides = [wanted.numerator, wanted.denominator] if wanted.denominator else [wanted.numerator]
    facts = {side.fact for side in sides}
    damaged = any(done.damaged for done in lake.refresh(facts))
    try:
        found = compute(indicator, unit=unit, period=period, by=by, tree_on=tree_on)
    except duckdb.Error:  # damaged, though of the right size
        if not any(lake.verify([name]) for name in sorted(facts)):
            raise
        lake.rebuild(facts)
        damaged = True
        found = compute(indicator, unit=unit, period=period, by=by, tree_on=tree_on)
    found.is_rewritten = damaged
    reach = units_in_reach(actor).values_list("pk", flat=True)
    return withholding.for_reader(found, actor, reach, tree_was_asked=tree_on is not None)


@dataclass(frozen=True)
class Bar:
    """One row of a ranking: its figure, and where value and interval lie on the common scale, 0 to 100."""

    figure: Figure
    words: str
    at: float | None
    low: float | None
    high: float | None
    differs: str  # "", "above", "below": it leaves the over-dispersed funnel of all parts


def bars(answer: Answer) -> list[Bar]:
    """The parts as bars on one scale, in their own order; what cannot be known has no bar."""
    known = [part for part in answer.parts if part.value is not None]
    ends = [part.high if part.high is not None else part.value or 0 for part in known]
    overall = (answer.whole.value or 0) if answer.indicator.denominator else 0  # a count of all would dwarf its parts
    top = max([*ends, overall], default=0) or 1
    places = _places(answer)
    return [_bar(answer, part, top, places.get(part.key, "")) for part in answer.parts]


def _bar(answer: Answer, part: Figure, top: float, differs: str) -> Bar:
    return Bar(
        part, value(answer.indicator, part.value), _scaled(part.value, top), _scaled(part.low, top),
        _scaled(part.high, top), differs,
    )  # fmt: skip


def _places(answer: Answer) -> dict[str, str]:
    """Which parts leave the over-dispersed funnel of all parts (decision 20), and on which side.

    A share of the larger kind is judged by what it lacks: the binomial funnel takes counts to be rare.
    """
    if answer.indicator.interval is None or answer.indicator.denominator is None:
        return {}  # of mere counts nobody knows what would be due
    judged = [part for part in answer.parts if part.denominator and _is_whole(part.numerator)]
    counts = [round(part.numerator or 0) for part in judged]
    bases = [part.denominator or 0.0 for part in judged]
    turned = answer.indicator.interval == "wilson" and sum(counts) * 2 > sum(bases)
    if turned:
        counts = [round(base) - count for base, count in zip(bases, counts, strict=True)]
    total = sum(counts)
    if len(judged) < 2 or not total:
        return {}
    expected = [base * total / sum(bases) for base in bases]
    found = {}
    for part, z in zip(judged, funnels.judged(counts, expected, total), strict=True):
        place = funnels.place(-z if turned else z)
        if place is not Place.WITHIN:
            found[part.key] = "above" if place in (Place.ABOVE, Place.FAR_ABOVE) else "below"
    return found


def _is_whole(amount: float | None) -> bool:
    """A count that was apportioned to a divided unit is no count that chance makes: it is not judged."""
    return amount is not None and abs(amount - round(amount)) < 1e-6


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
        yield [
            figure.name + (" (không nêu)" if figure.withheld else ""),
            *(None if amount is None else round(amount, 2) for amount in amounts),
        ]
