"""What pages and the command line read about units: public facts, on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from antoan.core.scoping import Actor
from antoan.core.text import fold, squeeze
from antoan.units.models import (
    AREAS,
    Kind,
    Succession,
    SuccessionPart,
    Unit,
    UnitAlias,
    UnitClosure,
    UnitVersion,
)
from antoan.units.names import key_of, marks_of


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

    share_words: str


def known(actor: Actor) -> QuerySet[Unit]:
    """The units that the reader may open, ready for their page."""
    return Unit.objects.visible_to(actor).filter(pk__in=UnitVersion.objects.values("unit")).select_related("area")


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
            part.share_words,
        )
        for part, unit in zip(parts, units, strict=True)
    ]


def acts(unit: Unit) -> QuerySet[Succession]:
    """The acts that made, changed or ended a unit, in order of time. The end of all districts names none of them."""
    named = Q(parts__predecessor=unit) | Q(parts__successor=unit)
    if unit.kind == Kind.DISTRICT and unit.ends_on:
        named |= Q(parts=None, deed=Succession.Deed.ABOLISH, effective_on=unit.ends_on)
    return Succession.objects.filter(named, undone_at=None).distinct().order_by("effective_on", "id")


def found(actor: Actor, words: str, *, on: date) -> QuerySet[UnitVersion]:
    """The units whose name on that day holds these words, marks and case aside, or whose code it is."""
    key = key_of(words)
    by_alias = UnitAlias.objects.on(on).filter(key__contains=key).values("unit")
    return (
        UnitVersion.objects.on(on)
        .filter(unit__in=Unit.objects.visible_to(actor))
        .filter(Q(name_key__contains=key) | Q(code=words.strip()) | Q(unit__in=by_alias))
        .select_related("unit", "parent")
        .order_by("level", "name", "id")
    )


@dataclass(frozen=True)
class Branch:
    """A unit at the top of the tree with those directly below it."""

    top: UnitVersion
    below: list[UnitVersion]


def top_of_tree(actor: Actor, *, on: date) -> list[Branch]:
    """The units without a parent on that day, each with its children in official order. Two queries."""
    standing = UnitVersion.objects.on(on).filter(unit__in=Unit.objects.visible_to(actor))
    tops = list(standing.filter(parent=None).select_related("unit").order_by("level", "order", "name", "id"))
    below: dict[int, list[UnitVersion]] = {}
    # A subquery, not the list: there may be more tops than a database takes as parameters.
    under = standing.filter(parent__in=standing.filter(parent=None).values("unit"))
    for version in under.select_related("unit").order_by("level", "order", "name", "id"):
        below.setdefault(version.parent_id or 0, []).append(version)
    return [Branch(top, below.get(top.unit_id, [])) for top in tops]


def counts(*, on: date) -> dict[str, int]:
    """How many provinces, districts, communes and bodies stand on that day."""
    rows = dict(
        UnitVersion.objects.on(on)
        .order_by()
        .values_list("kind")
        .annotate(count=Count("id"))
        .values_list("kind", "count")
    )
    areas = {kind: rows.pop(kind, 0) for kind in AREAS}
    return {
        "provinces": areas[Kind.PROVINCE],
        "districts": areas[Kind.DISTRICT],
        "communes": areas[Kind.COMMUNE],
        "bodies": sum(rows.values()),
    }


@dataclass(frozen=True)
class Life:
    """A unit's whole life, and how it stood on one day."""

    day: date
    version: UnitVersion  # on that day or, where it does not stand then, the nearest
    stands: bool
    began: date
    versions: list[UnitVersion]
    parents: list[UnitVersion]
    children: list[UnitVersion]
    bodies: list[Unit]
    aliases: list[UnitAlias]
    predecessors: list[Link]
    successors: list[Link]
    acts: list[Succession]

    @property
    def seen_on(self) -> date:
        """The day of which parents and children are shown."""
        return self.day if self.stands else self.version.last_day or self.version.valid_from

    @property
    def last_day(self) -> date | None:
        """The last day on which the unit stands, where its end is on record."""
        return self.versions[-1].last_day

    @property
    def turns(self) -> list[date]:
        """The days on which something changed, for the timeline bar."""
        return sorted({act.effective_on for act in self.acts} | {version.valid_from for version in self.versions[1:]})


def life(unit: Unit, *, on: date) -> Life:
    """Everything that a unit's page shows. The number of queries does not depend on how much there is."""
    versions = list(unit.versions.select_related("parent").order_by("valid_from"))
    version, stands = _nearest(versions, on)
    seen_on = on if stands else version.last_day or version.valid_from
    bodies = unit.bodies.filter(pk__in=UnitVersion.objects.on(seen_on).values("unit")).order_by("kind", "name", "id")
    return Life(
        day=on,
        version=version,
        stands=stands,
        began=versions[0].valid_from,
        versions=versions,
        parents=parents(unit, seen_on),
        children=list(children(unit, seen_on)),
        bodies=list(bodies),
        aliases=list(unit.aliases.order_by("name", "id")),
        predecessors=predecessors(unit),
        successors=successors(unit),
        acts=list(acts(unit)),
    )


def _nearest(versions: list[UnitVersion], on: date) -> tuple[UnitVersion, bool]:
    """The version of that day or, where the unit does not stand then, as it last was or as it will begin."""
    for version in versions:
        if version.holds_on(on):
            return version, True
    return (versions[-1] if versions[0].valid_from <= on else versions[0]), False


def parts(succession: Succession) -> list[SuccessionPart]:
    """Who went where by an act, the units ready to be shown."""
    return list(succession.parts.select_related("predecessor", "successor").order_by("id"))


def shown(name: str, *, on: date) -> list[dict[str, Any]]:
    """What `antoan units show` prints: every unit of that name on that day, then those of the name that stood no longer; where
    there is neither, those to come. "Phước Bình, Bác Ái" is the one that lies in a unit of the second name.
    """
    if "," in name and not Unit.objects.named(name).exists():
        name, *above = filter(None, map(squeeze, name.split(",")))
        return [row for row in shown(name, on=on) if all(_lies_in(row, part) for part in above)]
    units = _with_those_marks(list(Unit.objects.named(name, on=on)), name)
    ended = Unit.objects.named(name).filter(ends_on__lte=on).exclude(pk__in=[unit.pk for unit in units])
    units += _with_those_marks(list(ended), name)
    return [_shown(unit, on) for unit in units or _with_those_marks(list(Unit.objects.named(name)), name)]


def _lies_in(row: dict[str, Any], name: str) -> bool:
    return any(f" {fold(up['name'])}".endswith(f" {fold(name)}") for up in row["parents"])


def _with_those_marks(units: list[Unit], name: str) -> list[Unit]:
    """Where the name was typed with marks and some units bear exactly these, only those: "Bác Ái" is not "Bắc Ái"."""
    asked = marks_of(squeeze(name))
    called = UnitVersion.objects.filter(unit__in=units).values_list("unit", "name")
    exact = {unit for unit, its_name in called if marks_of(its_name)[-len(asked) :] == asked}
    return [unit for unit in units if unit.pk in exact] or units


def _shown(unit: Unit, on: date) -> dict[str, Any]:
    versions = list(unit.versions.order_by("valid_from"))
    version, stands = _nearest(versions, on)
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
