"""What pages and the command line read about units: public facts, on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from antoan.core.scoping import Actor
from antoan.units.models import Succession, SuccessionPart, Unit, UnitClosure, UnitVersion
from antoan.units.names import key_of


@dataclass(frozen=True)
class Link:
    """A predecessor or successor of a unit: who, since when, by which act, how much; `share` None: not known."""

    unit: Unit
    code: str
    on: date
    extent: str
    extent_words: str
    share: Any
    succession: Succession

    @property
    def share_words(self) -> str:
        """The share as an office writes it; that it is not known is said so. A whole needs no share."""
        if self.share is not None:
            return f"{self.share * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "% dân số"
        return "" if self.extent == SuccessionPart.Extent.WHOLE else "không rõ tỷ lệ"


def parents(unit: Unit, on: date) -> list[UnitVersion]:
    """The units above on that day, nearest first, as they were called then. Two queries."""
    depth_of = dict(
        UnitClosure.objects.on(on)
        .filter(descendant=unit, depth__gt=0)
        .values_list("ancestor", "depth")
        .order_by("depth")
    )
    versions = UnitVersion.objects.on(on).filter(unit__in=depth_of).select_related("unit")
    return sorted(versions, key=lambda version: depth_of[version.unit_id])


def children(unit: Unit, on: date) -> QuerySet[UnitVersion]:
    """The units directly below on that day, in official order, as they were called then."""
    return (
        UnitVersion.objects.on(on).filter(parent=unit).select_related("unit").order_by("level", "order", "name", "id")
    )


def predecessors(unit: Unit) -> list[Link]:
    """Those whose place or part the unit took, the latest act first."""
    parts = unit.took_over.exclude(predecessor=F("successor")).filter(succession__undone_at=None)
    return _links(parts.select_related("succession", "predecessor"), "predecessor", before=True)


def successors(unit: Unit) -> list[Link]:
    """Those who took the unit's place or a part of it."""
    parts = unit.succeeded_by.exclude(predecessor=F("successor")).filter(succession__undone_at=None)
    return _links(parts.select_related("succession", "successor"), "successor", before=False)


def _links(parts: Iterable[SuccessionPart], end: str, *, before: bool) -> list[Link]:
    parts = sorted(parts, key=lambda part: (part.succession.effective_on, part.pk))
    units = [getattr(part, end) for part in parts]
    codes: dict[tuple[int, date], str] = {}
    for unit_id, valid_from, valid_to, code in UnitVersion.objects.filter(unit__in=units).values_list(
        "unit", "valid_from", "valid_to", "code"
    ):
        for part in parts:
            day = part.succession.effective_on - timedelta(days=1) if before else part.succession.effective_on
            if valid_from <= day and (valid_to is None or day < valid_to):
                codes[unit_id, part.succession.effective_on] = code
    return [
        Link(
            unit,
            codes.get((unit.pk, part.succession.effective_on), ""),
            part.succession.effective_on,
            part.extent,
            part.get_extent_display(),
            part.share,
            part.succession,
        )
        for part, unit in zip(parts, units, strict=True)
    ]


def acts(unit: Unit) -> QuerySet[Succession]:
    """The acts that made, changed or ended a unit, in order of time. The end of all districts names none of them."""
    named = Q(parts__predecessor=unit) | Q(parts__successor=unit)
    if unit.kind == "district" and unit.ends_on:
        named |= Q(parts=None, deed=Succession.Deed.ABOLISH, effective_on=unit.ends_on)
    return Succession.objects.filter(named, undone_at=None).distinct().order_by("effective_on", "id")


def found(actor: Actor, words: str, *, on: date) -> QuerySet[UnitVersion]:
    """The units whose name on that day holds these words, marks and case aside, or whose code it is."""
    key = key_of(words)
    by_alias = Unit.objects.filter(aliases__in=_aliases_on(on, key)).values("pk")
    return (
        UnitVersion.objects.on(on)
        .filter(unit__in=Unit.objects.visible_to(actor))
        .filter(Q(name_key__contains=key) | Q(code=words.strip()) | Q(unit__in=by_alias))
        .select_related("unit", "parent")
        .order_by("level", "name", "id")
    )


def _aliases_on(on: date, key: str) -> Any:
    from antoan.units.models import UnitAlias

    return UnitAlias.objects.on(on).filter(key__contains=key).values("pk")


def roots(actor: Actor, *, on: date) -> QuerySet[UnitVersion]:
    """The units at the top of the tree on that day."""
    return (
        UnitVersion.objects.on(on)
        .filter(parent=None, unit__in=Unit.objects.visible_to(actor))
        .select_related("unit")
        .order_by("level", "order", "name", "id")
    )


def shown(name: str, *, on: date) -> list[dict[str, Any]]:
    """Every unit of that name on that day or, where none stands then, before or later: what `antoan units show` prints."""
    units = list(Unit.objects.named(name, on=on)) or list(Unit.objects.named(name))
    return [_shown(unit, on) for unit in units]


def _shown(unit: Unit, on: date) -> dict[str, Any]:
    versions = list(unit.versions.order_by("valid_from"))
    version = next((one for one in versions if one.holds_on(on)), None)
    stands = version is not None
    if version is None:  # shown as it last was or, if it is still to come, as it will begin
        version = versions[-1] if versions[0].valid_from <= on else versions[0]
    seen_on = on if stands else version.last_day or version.valid_from
    return {
        "id": unit.pk,
        "code": version.code or None,
        "name": version.name,
        "kind": version.kind,
        "level": version.level,
        "on": on.isoformat(),
        "stands": stands,
        "from": versions[0].valid_from.isoformat(),
        "to": unit.ends_on.isoformat() if unit.ends_on else None,
        "parents": [{"name": up.name, "code": up.code or None, "kind": up.kind} for up in parents(unit, seen_on)],
        "children": [
            {"id": down.unit_id, "name": down.name, "code": down.code or None, "kind": down.kind}
            for down in children(unit, seen_on)
        ],
        "predecessors": [_link(link) for link in predecessors(unit)],
        "successors": [_link(link) for link in successors(unit)],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "id": link.unit.pk,
        "name": link.unit.name,
        "code": link.code or None,
        "on": link.on.isoformat(),
        "extent": link.extent,
        "share": float(link.share) if link.share is not None else None,
    }
