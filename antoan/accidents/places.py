"""From the place that somebody tells to the body that holds the case, and to the province's that may be competent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from antoan import law
from antoan.accidents.refusals import PlaceAmbiguous, PlaceUnknown
from antoan.core.text import squeeze
from antoan.units.models import Kind, Level, Unit, UnitClosure, UnitLineage, UnitQuerySet, UnitVersion
from antoan.units.names import bare_key_of, key_of

_WORDS = ("xa", "phuong", "thi tran", "dac khu")


@dataclass(frozen=True)
class Place:
    """The commune that holds a case (its area; where areas are not on record, its body). `told` is the unit that was
    named where it is now part of another, and `note` says so."""

    unit: Unit
    told: Unit | None = None
    note: str = ""


def place_of(text: str, on: date) -> Place:
    """The commune that is meant: "Phước Bình", "xã Phước Bình, Bác Ái", old or new name.

    A commune that was abolished before that day is accepted and mapped to the one that followed it.

    Raises:
        PlaceUnknown, PlaceAmbiguous
    """
    parts = [part for part in map(squeeze, text.split(",")) if part]
    if not parts:
        raise PlaceUnknown(text=text)
    found = _found(parts)
    if not found:
        raise PlaceUnknown(text=text)
    standing = [unit for unit in found if _stands(unit, on)]
    if len(standing) == 1:
        return Place(standing[0])
    if standing:
        raise _ambiguous(text, standing)
    distinct = {heir.pk: heir for heir in (heir_on(unit, on) for unit in found)}
    if len(distinct) > 1:
        raise _ambiguous(text, found)
    [heir], told = distinct.values(), found[0]
    if heir == told:
        return Place(told)
    since = f" từ ngày {told.ends_on:%d/%m/%Y}" if told.ends_on else ""
    return Place(heir, told, f"{told} không còn{since}; vụ được ghi cho {heir}, nơi tiếp nối.")


def _found(parts: list[str]) -> list[Unit]:
    """The communes of that name: those in which a body of this system works, else any of the country."""
    worked_in = list(dict.fromkeys(body.area or body for body in _bodies(parts[0])))
    near = [unit for unit in worked_in if all(_lies_in(unit, part) for part in parts[1:])]
    return near or [unit for unit in _areas(parts[0]) if all(_lies_in(unit, part) for part in parts[1:])]


def _ambiguous(text: str, units: Iterable[Unit]) -> PlaceAmbiguous:
    return PlaceAmbiguous(text=text, candidates="; ".join(sorted(_shown(unit) for unit in units)[:6]))


def heir_on(unit: Unit, on: date) -> Unit:
    """Who holds the work of the unit on that day: itself while it stands, else the nearest that followed it."""
    if _stands(unit, on):
        return unit
    line = UnitLineage.objects.filter(predecessor=unit, distance__gt=0).order_by("distance", "successor")
    for row in line.select_related("successor"):
        if _stands(row.successor, on):
            return row.successor
    return unit


def body_of(unit: Unit, on: date) -> Unit:
    """The People's Committee that answers for a commune on that day, else another body there; a body is its own."""
    unit = heir_on(unit, on)
    if not unit.is_area:
        return unit
    bodies = Unit.objects.as_of(on).filter(area=unit)
    own = bodies.filter(kind=Kind.PEOPLES_COMMITTEE).order_by("pk").first()
    return (
        own or bodies.filter(kind=Kind.PARTY_COMMITTEE).order_by("pk").first() or bodies.order_by("pk").first() or unit
    )


def holder(unit: Unit) -> Unit:
    """The body that answers for the commune's cases today."""
    return body_of(unit, timezone.localdate())


def province_of(unit: Unit, on: date) -> Unit | None:
    """The province's body for labour above a commune on that day; the province's People's Committee where it has none."""
    above = (
        UnitClosure.objects.on(on)
        .filter(descendant=body_of(unit, on), depth__gt=0)
        .order_by("-depth")
        .values_list("ancestor", flat=True)
    )
    levels = dict(UnitVersion.objects.on(on).filter(unit__in=list(above)).values_list("unit", "level"))
    top = next((pk for pk in above if levels.get(pk) == Level.PROVINCE), None)
    if top is None:
        return None
    below = UnitClosure.objects.on(on).filter(ancestor=top).values("descendant")
    bodies = list(
        UnitVersion.objects.on(on)
        .filter(unit__in=below, level=Level.PROVINCE, kind__in=(Kind.DEPARTMENT, Kind.PEOPLES_COMMITTEE))
        .select_related("unit")
        .order_by("order", "unit")
    )
    wanted = key_of(str(law.on(on).get("authorities.provincial_labour").value))
    for version in bodies:
        if version.kind == Kind.DEPARTMENT and key_of(version.name).startswith(wanted):
            return version.unit
    return next((version.unit for version in bodies if version.kind == Kind.PEOPLES_COMMITTEE), None)


def _bodies(name: str) -> list[Unit]:
    """The People's Committees of communes of that name, standing or not."""
    key, bare = key_of(name), bare_key_of(name)
    if key.startswith("uy ban nhan dan "):
        keys = {key}
    else:
        keys = {f"uy ban nhan dan {word} {bare}" for word in (_WORDS if key == bare else (key.split(f" {bare}")[0],))}
    return list(_units(Q(name_key__in=keys), Kind.PEOPLES_COMMITTEE).select_related("area"))


def _areas(name: str) -> list[Unit]:
    key, bare = key_of(name), bare_key_of(name)
    return list(_units(Q(bare_key=bare) if key == bare else Q(name_key=key), Kind.COMMUNE))


def _units(called: Q, kind: str) -> UnitQuerySet:
    named = UnitVersion.objects.filter(called, kind=kind, level=Level.COMMUNE).values("unit")
    return Unit.objects.filter(pk__in=named).order_by("pk")


def _lies_in(unit: Unit, part: str) -> bool:
    """Whether a unit of that name stood above the commune, or above a body in it, at any time."""
    bare = bare_key_of(part)
    below = [unit.pk, *unit.bodies.values_list("pk", flat=True)]
    above = UnitClosure.objects.filter(descendant__in=below, depth__gt=0).values("ancestor")
    return UnitVersion.objects.filter(Q(bare_key=bare) | Q(name_key__endswith=f" {bare}"), unit__in=above).exists()


def _stands(unit: Unit, on: date) -> bool:
    return UnitVersion.objects.on(on).filter(unit=unit).exists()


def _shown(unit: Unit) -> str:
    """The unit with what lay right above it."""
    last = unit.versions.select_related("parent").order_by("-valid_from").first()
    above: Iterable[str] = [str(last.parent)] if last and last.parent else []
    return ", ".join([str(unit), *above])
