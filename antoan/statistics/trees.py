"""Figures under the tree of any day: which unit of that day a fact belongs to, and with what share.

A fact keeps the unit it happened in. Where that unit does not stand on the day of the tree, it counts for those who followed
it (or whom it followed). A unit divided among several is divided by the share of its population where the act says it;
where the act does not, it counts for the largest part, or is divided equally, and a sentence says which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from antoan.core.text import squeeze
from antoan.units.models import AREAS, Kind, SuccessionPart, Unit, UnitClosure, UnitVersion

# Bodies that answer for everything in their area, not only for what they do themselves.
GENERAL = (Kind.PARTY_COMMITTEE, Kind.PEOPLES_COMMITTEE, Kind.PEOPLES_COUNCIL, Kind.FRONT)


@dataclass(frozen=True)
class Belonging:
    """One unit's facts, or a share of them, belong to `to`."""

    unit: int
    to: int
    share: float


@dataclass
class Territory:
    """The units whose facts count for one unit under the tree of a day, each placed in one branch below it."""

    unit: Unit
    on: date
    belongings: list[Belonging] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)  # of the branches, in official order
    divided: set[int] = field(
        default_factory=set
    )  # units that do not lie whole in one branch, or were put there by a guess
    _heirs: Any = None

    def said_of(self, units: Iterable[int]) -> list[str]:
        """How each of these units that is divided is counted, one sentence each."""
        return self._heirs.words(self.divided & set(units)) if self._heirs else []


def territory(unit: Unit, on: date) -> Territory:
    """Whose facts count for the unit under the tree of that day, branch by branch (itself, and each unit below it).

    Areas count with all that lie in them and the bodies that work there; a body that answers for an area counts with it.
    """
    heirs = _Heirs(on)
    absent = heirs.absent()
    roots = [unit.pk]
    if not unit.is_area and unit.kind in GENERAL and unit.area_id:
        # The register may name the area as it was when the body began: its province has been merged since.
        roots += [heir for heir, _ in absent.get(unit.area_id, [(unit.area_id, 1.0)])]
    closure = UnitClosure.objects.on(on).filter(ancestor__in=roots).order_by("depth", "descendant")
    within = dict(closure.values_list("descendant", "depth"))
    branch_of = _branches(roots, within, on)
    if len(roots) > 1:
        branch_of = _joined(unit, branch_of)
    found = Territory(unit, on)
    for pk, branch in sorted(branch_of.items()):
        found.belongings.append(Belonging(pk, branch, 1.0))
    if unit.is_area:
        found.belongings += _bodies_in(branch_of, absent, heirs.standing)
    placed: dict[int, list[Belonging]] = defaultdict(list)
    for each in found.belongings:
        placed[each.unit].append(each)
    for other, parts in absent.items():
        for heir, share in parts:
            found.belongings += [Belonging(other, at.to, share * at.share) for at in placed.get(heir, ())]
    found.names = _names({each.to for each in found.belongings}, on)
    found.divided = _divided(found.belongings) | heirs.guessed_whole & {each.unit for each in found.belongings}
    found._heirs = heirs
    return found


def _bodies_in(
    branch_of: dict[int, int], absent: dict[int, list[tuple[int, float]]], standing: set[int]
) -> Iterable[Belonging]:
    """The standing bodies that work in these areas, or in areas that became part of them."""
    bodies = Unit.objects.filter(area__isnull=False).order_by("pk").values_list("pk", "area")
    for body, area in bodies:
        if area is None or body in branch_of or body not in standing:
            continue
        for at, share in absent.get(area, [(area, 1.0)]):
            if at in branch_of:
                yield Belonging(body, branch_of[at], share)


def _divided(belongings: Iterable[Belonging]) -> set[int]:
    """The units that do not lie whole in one branch."""
    branches: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for each in belongings:
        branches[each.unit][each.to] += each.share
    return {unit for unit, shares in branches.items() if max(shares.values()) < 0.9999}


def _branches(roots: list[int], within: dict[int, int], on: date) -> dict[int, int]:
    """Unit → the unit directly below the root under which it stands; a root is its own branch."""
    branch_of = dict.fromkeys(roots, roots[0])
    tops = UnitVersion.objects.on(on).filter(parent__in=roots).order_by().values_list("unit", flat=True)
    below = UnitClosure.objects.on(on).filter(ancestor__in=tops).order_by("-depth", "ancestor")
    branch_of |= {
        descendant: ancestor
        for descendant, ancestor in below.values_list("descendant", "ancestor")
        if descendant in within and descendant not in roots
    }
    return branch_of


def _joined(unit: Unit, branch_of: dict[int, int]) -> dict[int, int]:
    """An area below a body joins the branch of the body of the same kind that works there, where there is one."""
    branches = set(branch_of.values())
    same_kind = Unit.objects.filter(pk__in=branches, kind=unit.kind, area__isnull=False).order_by("pk")
    body_of = {area: body for body, area in same_kind.values_list("pk", "area")}
    return {each: body_of.get(branch, branch) for each, branch in branch_of.items()}


def _names(units: Iterable[int], on: date) -> dict[int, str]:
    rows = UnitVersion.objects.on(on).filter(unit__in=units).order_by("level", "order", "name", "id")
    named = dict(rows.values_list("unit", "name"))
    rest = Unit.objects.filter(pk__in=set(units) - named.keys()).order_by("name", "id")
    return named | dict(rest.values_list("pk", "name"))


class _Heirs:
    """For each unit that does not stand on the day: who stands in its place, and with what share."""

    def __init__(self, on: date):
        self.on = on
        self.standing = set(UnitVersion.objects.on(on).order_by().values_list("unit", flat=True))
        self.began = {}
        for unit, start in UnitVersion.objects.order_by("unit", "-valid_from").values_list("unit", "valid_from"):
            self.began[unit] = start
        self.after: dict[int, list[SuccessionPart]] = defaultdict(list)
        self.before: dict[int, list[SuccessionPart]] = defaultdict(list)
        parts = SuccessionPart.objects.filter(succession__undone_at=None).select_related("succession").order_by("id")
        for part in parts:
            if part.predecessor_id != part.successor_id:
                self.after[part.predecessor_id].append(part)
                self.before[part.successor_id].append(part)
        self.guessed: set[int] = set()  # units divided without a known share
        self.guessed_whole: set[int] = set()  # of these, the ones counted wholly for the largest part

    def absent(self) -> dict[int, list[tuple[int, float]]]:
        others = (self.began.keys() - self.standing) & (self.after.keys() | self.before.keys())
        return {unit: self._heirs(unit, forward=self.began[unit] <= self.on, seen=frozenset()) for unit in others}

    def _heirs(self, unit: int, *, forward: bool, seen: frozenset[int]) -> list[tuple[int, float]]:
        if unit in self.standing:
            return [(unit, 1.0)]
        if unit in seen:
            return []
        links = self._links(unit, forward)
        if not links:
            return []
        found: dict[int, float] = defaultdict(float)
        for other, share in self._shares(unit, links, forward):
            for heir, part in self._heirs(other, forward=forward, seen=seen | {unit}):
                found[heir] += share * part
        return sorted(found.items())

    def _links(self, unit: int, forward: bool) -> list[tuple[int, SuccessionPart]]:
        if forward:
            return [(part.successor_id, part) for part in self.after[unit]]
        return [(part.predecessor_id, part) for part in self.before[unit]]

    def _shares(self, unit: int, links: list[tuple[int, SuccessionPart]], forward: bool) -> list[tuple[int, float]]:
        """How a unit is divided among those linked to it; the shares add up to one.

        An act says which share of a predecessor went where, never which share of a successor came from whom.
        """
        if len(links) == 1:
            return [(links[0][0], 1.0)]
        known = [(other, float(part.share)) for other, part in links if part.share is not None]
        if forward and len(known) == len(links):
            total = sum(share for _, share in known)
            return [(other, share / total) for other, share in known]
        self.guessed.add(unit)
        largest = [other for other, part in links if part.extent == SuccessionPart.Extent.LARGEST_PART]
        if forward and len(largest) == 1:
            self.guessed_whole.add(unit)
            return [(largest[0], 1.0)]
        return [(other, 1 / len(links)) for other, _ in links]

    def words(self, units: set[int]) -> list[str]:
        """One sentence for each unit that was divided, and how."""
        said = []
        for unit in Unit.objects.filter(pk__in=units).order_by("name", "id"):
            parts = self._heirs(unit.pk, forward=self.began[unit.pk] <= self.on, seen=frozenset())
            names = _names([heir for heir, _ in parts], self.on)
            shares = "; ".join(f"{names[heir]} {_percent(share)}" for heir, share in parts)
            why = (
                "chưa rõ tỷ lệ, chia theo phần lớn nhất hoặc chia đều"
                if unit.pk in self.guessed
                else "theo tỷ lệ dân số"
            )
            said.append(f"{unit.name} tính cho {shares} ({why}).")
        return said


def _percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def standing_instead(unit: Unit, on: date) -> str | None:
    """None where the unit stands on that day; else who stands in its place, in words ("" where nobody is known to)."""
    if UnitVersion.objects.on(on).filter(unit=unit).exists():  # before all lines of succession are read
        return None
    found = _Heirs(on).absent().get(unit.pk, [])
    return "; ".join(_names([heir for heir, _ in found], on).values())


def find_unit(name: str, on: date) -> list[Unit]:
    """The units of that name (or official code) on that day or, where none stands then, ever; areas before bodies.

    Names of units above may follow it: "Phước Bình, Bác Ái, Ninh Thuận".
    """
    first, *above = [squeeze(part) for part in name.split(",") if part.strip()] or [""]
    if not first:
        return []
    coded = UnitVersion.objects.filter(code=first).order_by().values_list("unit", flat=True)
    keys = set(coded.filter(valid_from__lte=on).exclude(valid_to__lte=on)) or set(coded)
    found = list(Unit.objects.named(first, on=on)) or list(Unit.objects.named(first))
    found += Unit.objects.filter(pk__in=keys)
    if above:  # what lies there stands first; a name that another unit bears today is still found where it lay
        found = [unit for unit in found if _lies_in(unit, above)]
        found = found or [unit for unit in Unit.objects.named(first) if _lies_in(unit, above)]
    return sorted(dict.fromkeys(found), key=lambda unit: (unit.kind not in AREAS, unit.name, unit.pk))


def _lies_in(unit: Unit, above: list[str]) -> bool:
    ancestors = UnitClosure.objects.filter(descendant=unit, depth__gt=0)
    return all(ancestors.filter(ancestor__in=Unit.objects.named(part)).exists() for part in above)
