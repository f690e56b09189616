"""Everything that changes units. Each deed begins on a day, and each change of the tree can be undone to the exact state.

A change is recorded as a `Succession`. Where a unit goes on under another name or parent, the succession has one part
whose predecessor and successor are that same unit. Open work of other floors is moved by `antoan.units.succession`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, ProtectedError, Q
from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.models import AuditHead
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name, require
from antoan.core.text import squeeze
from antoan.units import closure, journal
from antoan.units.journal import Journal
from antoan.units.matching import kind_of_name
from antoan.units.models import (
    AREAS,
    Succession,
    SuccessionPart,
    Unit,
    UnitAlias,
    UnitClosure,
    UnitLineage,
    UnitVersion,
)
from antoan.units.names import apart, bare_key_of, key_of
from antoan.units.refusals import (
    BeforeItBegan,
    ChangedLater,
    CodeTaken,
    DoesNotStand,
    LaterChangeRestsOnIt,
    NamedTwice,
    NameMissing,
    NameTaken,
    NotAnArea,
    NothingChanges,
    ShareOutOfRange,
    SharesTooLarge,
    SubUnitsRemain,
    TooFewParts,
    TooFewPredecessors,
    UnderItself,
)

Extent = SuccessionPart.Extent
Deed = Succession.Deed


@dataclass(frozen=True)
class NewUnit:
    """The facts of a unit that a succession brings into being."""

    name: str
    kind: str
    level: int
    parent: Unit | None = None
    area: Unit | None = None
    code: str = ""
    order: int | None = None
    aliases: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """What goes to one successor: the share of the people, from 0 to 1, or None where it is not known."""

    successor: Unit | NewUnit
    share: Decimal | None = None
    extent: str = Extent.PART


@command
def create_unit(
    actor: Actor,
    *,
    name: str,
    on: date,
    kind: str | None = None,
    level: int | None = None,
    parent: Unit | None = None,
    area: Unit | None = None,
    code: str = "",
    order: int | None = None,
    aliases: Sequence[str] = (),
) -> Unit:
    """Bring a unit into being from a day, under a parent or at the top. `order` is its official place among its siblings.

    Kind and level that are not given are read from the words of the name.

    Raises:
        NotPermitted: the parent is out of reach; only the system makes a unit without one.
        NameMissing, NameTaken, CodeTaken, NotAnArea, DoesNotStand
    """
    if parent is None and not actor.is_system:
        raise NotPermitted(action=action_name("units.manage"), unit="cấp trên cùng")
    if parent is not None:
        require(actor, "units.manage", parent)
    kind_read, level_read = kind_of_name(name)
    kind, level = kind or kind_read, level_read if level is None else level
    _one_at_a_time()
    unit = _begin(NewUnit(name, kind, level, parent, area, code, order, aliases), on, Journal())
    audit.record(
        actor, "units.unit.created", unit, unit=unit, name=unit.name, kind=kind, on=on,
        parent=parent.pk if parent else None, code=code,
    )  # fmt: skip
    return unit


@command
def add_units(actor: Actor, *, names: Sequence[str], parent: Unit, on: date) -> list[Unit]:
    """Bring several units into being under one parent; kind and level are read from each name, else the parent's level.

    All or none.

    Raises:
        NotPermitted, NameMissing, NameTaken, DoesNotStand
    """
    require(actor, "units.manage", parent)
    _one_at_a_time()
    current = _current(parent, on)
    made = []
    for name in names:
        kind, level = kind_of_name(name)
        if not apart(name).levels:  # a name without a place works where its parent works
            level = current.level
        area = parent if parent.is_area else parent.area
        made.append(_begin(NewUnit(name, kind, level, parent, area), on, Journal()))
    audit.record(
        actor, "units.units.added", parent, unit=parent, names=[unit.name for unit in made], on=on,
        units=[unit.pk for unit in made],
    )  # fmt: skip
    return made


@command
def withdraw_unit(actor: Actor, *, unit: Unit, reason: str = "") -> None:
    """Take a unit back that was made by mistake: it leaves no row, and nothing may rest on it yet.

    Raises:
        NotPermitted
        LaterChangeRestsOnIt: it has been changed, has sub-units, people or work, or came by a succession.
    """
    require(actor, "units.manage", unit)
    _one_at_a_time()
    unit = locked(unit)
    below = UnitVersion.objects.filter(parent=unit).select_related("unit").first()
    if below is not None:
        raise LaterChangeRestsOnIt(what=below.unit)
    if unit.versions.count() > 1 or unit.ends_on is not None:
        raise LaterChangeRestsOnIt(what=unit)
    key, name = unit.pk, unit.name
    event_target = Unit(pk=key, name=name, kind=unit.kind)
    try:
        unit.delete()
    except ProtectedError as error:
        what = ", ".join(sorted({str(row._meta.verbose_name) for row in error.protected_objects}))
        raise LaterChangeRestsOnIt(what=what) from error
    audit.record(actor, "units.unit.withdrawn", event_target, unit=event_target, name=name, reason=reason)


@command
def rename_unit(
    actor: Actor,
    *,
    unit: Unit,
    on: date,
    name: str | None = None,
    kind: str | None = None,
    level: int | None = None,
    code: str | None = None,
    order: int | None = None,
    basis: str = "",
) -> Succession:
    """Give a unit another name, kind, level, code or place in the official order from a day; it stays the same unit.

    Raises:
        NotPermitted, NameMissing, NameTaken, CodeTaken, NothingChanges
        DoesNotStand, BeforeItBegan, ChangedLater
    """
    require(actor, "units.manage", unit)
    unit = locked(unit)
    if name is not None and not (name := squeeze(name)):
        raise NameMissing
    given = {"name": name, "kind": kind, "level": level, "code": code, "order": order}
    changes = {field: value for field, value in given.items() if value is not None}
    log = Journal()
    _revise(unit, on, log, **changes)
    succession = _record(Deed.RENAME, on, basis, [(unit, unit, Extent.WHOLE, None)], log)
    audit.record(actor, "units.unit.renamed", unit, unit=unit, on=on, basis=basis, succession=succession.pk, **changes)
    return succession


@command
def move_unit(actor: Actor, *, unit: Unit, parent: Unit | None, on: date) -> Succession:
    """Set right under whom a unit stands from a day, without an act of law behind it. See `transfer_unit`."""
    return _transfer(actor, unit, parent, on, "", "units.unit.moved")


@command
def transfer_unit(actor: Actor, *, unit: Unit, parent: Unit | None, on: date, basis: str) -> Succession:
    """Place a unit, with all below it, under another parent from a day, by a legal act; it stays the same unit.

    Raises:
        NotPermitted: the unit or its new parent is out of reach.
        UnderItself: the new parent stands below the unit.
        NameTaken, NothingChanges, DoesNotStand, BeforeItBegan, ChangedLater
    """
    return _transfer(actor, unit, parent, on, basis, "units.unit.transferred")


def _transfer(actor: Actor, unit: Unit, parent: Unit | None, on: date, basis: str, action: str) -> Succession:
    require(actor, "units.manage", unit)
    if parent is not None:
        require(actor, "units.manage", parent)
    elif not actor.is_system:
        raise NotPermitted(action=action_name("units.manage"), unit="cấp trên cùng")
    _one_at_a_time()
    unit = locked(unit)
    log = Journal()
    _revise(unit, on, log, parent=parent)
    succession = _record(Deed.TRANSFER, on, basis, [(unit, unit, Extent.WHOLE, None)], log)
    audit.record(
        actor, action, unit, unit=unit, on=on, basis=basis, parent=parent.pk if parent else None,
        succession=succession.pk,
    )  # fmt: skip
    return succession


@command
def add_alias(actor: Actor, *, unit: Unit, name: str, on: date, until: date | None = None) -> UnitAlias:
    """Note another way in which papers call a unit, from a day and, where it is known, until a day.

    Raises:
        NotPermitted, NameMissing, DoesNotStand
    """
    require(actor, "units.manage", unit)
    if not (name := squeeze(name)):
        raise NameMissing
    if unit.version_on(on) is None:
        raise _absent(unit, on)
    alias = UnitAlias.objects.create(
        unit=unit, name=name, key=key_of(name), valid_from=on, valid_to=until or unit.ends_on
    )
    audit.record(actor, "units.alias.added", alias, unit=unit, name=name, on=on)
    return alias


@command
def remove_alias(actor: Actor, *, alias: UnitAlias) -> None:
    """Take back a way of calling a unit that was noted by mistake."""
    require(actor, "units.manage", alias.unit)
    name, target = alias.name, UnitAlias(pk=alias.pk)
    alias.delete()
    audit.record(actor, "units.alias.removed", target, unit=alias.unit, name=name)


@command
def merge_units(
    actor: Actor,
    *,
    predecessors: Sequence[Unit],
    successor: Unit | NewUnit,
    on: date,
    basis: str,
    with_sub_units: bool = False,
) -> Succession:
    """Merge units into a new one, or into one that stands (which may be among the predecessors and then goes on).

    `with_sub_units` hands the children of the merged units, and the bodies in a merged area, to the successor.

    Raises:
        NotPermitted, TooFewPredecessors, NamedTwice
        SubUnitsRemain: a predecessor still has sub-units, and nobody said where they go.
        DoesNotStand, BeforeItBegan, ChangedLater, NameTaken, CodeTaken
    """
    _require_all(actor, predecessors, successor)
    _refuse_twice(predecessors)
    _one_at_a_time()
    merged = [locked(unit) for unit in predecessors if unit != successor]
    if not merged:
        raise TooFewPredecessors
    log = Journal()
    target = _successor(successor, on, log, clearing=merged)
    for unit in merged:
        _end(unit, on, log, sub_units_to=target if with_sub_units else None)
    succession = _record(Deed.MERGE, on, basis, [(unit, target, Extent.WHOLE, None) for unit in merged], log)
    audit.record(
        actor, "units.units.merged", succession, unit=target, on=on, basis=basis,
        predecessors=[unit.pk for unit in merged], successor=target.pk,
    )  # fmt: skip
    return succession


@command
def split_unit(
    actor: Actor,
    *,
    unit: Unit,
    parts: Sequence[Part],
    on: date,
    basis: str,
    goes_on: bool = False,
    sub_units_to: Unit | NewUnit | None = None,
) -> Succession:
    """Divide a unit among several, new or standing. With `goes_on` it stays with what is left of it.

    `sub_units_to` takes the children and, of an area, the bodies in it; it may be the new unit of one of the parts.

    A part whose share of the people is not known says so by `share=None`; no share is made up.

    Raises:
        NotPermitted, TooFewParts, NamedTwice, ShareOutOfRange, SharesTooLarge, SubUnitsRemain
        DoesNotStand, BeforeItBegan, ChangedLater, NameTaken, CodeTaken
    """
    require(actor, "units.manage", unit)
    for part in parts:
        _require_all(actor, (), part.successor)
    if len(parts) < (least := 1 if goes_on else 2):
        raise TooFewParts(least=least)
    _refuse_twice([part.successor for part in parts if isinstance(part.successor, Unit)] + [unit])
    _refuse_shares(unit, parts)
    _one_at_a_time()
    unit = locked(unit)
    log = Journal()
    clearing = () if goes_on else (unit,)
    targets = [_successor(part.successor, on, log, clearing=clearing) for part in parts]
    if goes_on:
        _refuse_unless_standing(unit, on)
    else:
        made = {id(part.successor): target for part, target in zip(parts, targets, strict=True)}
        heir = made.get(id(sub_units_to)) if isinstance(sub_units_to, NewUnit) else sub_units_to
        _end(unit, on, log, sub_units_to=heir)
    rows = [(unit, target, part.extent, part.share) for part, target in zip(parts, targets, strict=True)]
    succession = _record(Deed.SPLIT, on, basis, rows, log)
    audit.record(
        actor, "units.unit.split", succession, unit=unit, on=on, basis=basis, goes_on=goes_on,
        parts=[{"unit": target.pk, "share": part.share} for part, target in zip(parts, targets, strict=True)],
    )  # fmt: skip
    return succession


@command
def abolish_unit(
    actor: Actor,
    *,
    unit: Unit,
    on: date,
    basis: str,
    heir: Unit | None = None,
    sub_units_to: Unit | None = None,
) -> Succession:
    """End a unit on a day. Its work passes to `heir` or, without one, to nobody by itself.

    Raises:
        NotPermitted, SubUnitsRemain, DoesNotStand, BeforeItBegan, ChangedLater
    """
    require(actor, "units.manage", unit)
    if heir is not None:
        _refuse_twice([unit, heir])
        _refuse_unless_standing(heir, on)
    _one_at_a_time()
    unit = locked(unit)
    log = Journal()
    _end(unit, on, log, sub_units_to=sub_units_to)
    succession = _record(Deed.ABOLISH, on, basis, [(unit, heir or unit, Extent.WHOLE, None)], log)
    audit.record(
        actor, "units.unit.abolished", unit, unit=unit, on=on, basis=basis, heir=heir.pk if heir else None,
        succession=succession.pk,
    )  # fmt: skip
    return succession


@command
def undo_succession(actor: Actor, *, succession: Succession, reason: str = "") -> Succession:
    """Take a change back: every unit, version, alias and place in the tree is again as it was before it.

    Work that other floors passed on in the meantime stays where it is.

    Raises:
        NotPermitted, AlreadyUndone
        LaterChangeRestsOnIt: something newer stands on this change.
        LoadedAsAWhole: the change came with the national list.
    """
    touched = Unit.objects.filter(Q(succeeded_by__succession=succession) | Q(took_over__succession=succession))
    units = list(touched.distinct())
    for unit in units:
        require(actor, "units.manage", unit)
    if not units and not actor.is_system:
        raise NotPermitted(action=action_name("units.manage"), unit=str(succession))
    _one_at_a_time()
    succession = locked(succession)
    parts = list(succession.parts.order_by("id").values_list("predecessor", "successor"))
    journal.undo(succession)
    succession.undone_at = timezone.now()
    succession.save(update_fields=["undone_at"])
    audit.record(
        actor, "units.succession.undone", succession, unit=units[0] if len(units) == 1 else None,
        deed=succession.deed, on=succession.effective_on, parts=parts, reason=reason,
    )  # fmt: skip
    return succession


def _one_at_a_time() -> None:
    """Changes of the tree wait for each other: two that each look sound could together make a circle."""
    AuditHead.objects.select_for_update().get(pk=1)


def _require_all(actor: Actor, units: Sequence[Unit], successor: Unit | NewUnit) -> None:
    for unit in units:
        require(actor, "units.manage", unit)
    holder = successor.parent if isinstance(successor, NewUnit) else successor
    if holder is not None:
        require(actor, "units.manage", holder)
    elif not actor.is_system:
        raise NotPermitted(action=action_name("units.manage"), unit="cấp trên cùng")


def _refuse_twice(units: Sequence[Unit]) -> None:
    seen: set[int] = set()
    for unit in units:
        if unit.pk in seen:
            raise NamedTwice(unit=unit)
        seen.add(unit.pk)


def _refuse_shares(unit: Unit, parts: Sequence[Part]) -> None:
    shares = [part.share for part in parts if part.share is not None]
    for share in shares:
        if not 0 < share <= 1:
            raise ShareOutOfRange(share=str(share).replace(".", ","))
    if sum(shares) > 1:
        raise SharesTooLarge(unit=unit, total=str(sum(shares)).replace(".", ","))


def _absent(unit: Unit, on: date) -> DoesNotStand:
    """Why the unit is not there on that day: when it began and when it ended."""
    first = unit.versions.order_by("valid_from").first()
    period = f"từ {first.valid_from:%d/%m/%Y}" if first else "chưa có ngày bắt đầu"
    if unit.ends_on:
        period += f" đến trước ngày {unit.ends_on:%d/%m/%Y}"
    return DoesNotStand(unit=unit, on=on, period=period)


def _refuse_unless_standing(unit: Unit, on: date) -> None:
    """A unit that shall carry others from a day must stand on it, and no later end of it may be on record."""
    if unit.version_on(on) is None or unit.ends_on is not None:
        raise _absent(unit, on)


def _current(unit: Unit, on: date) -> UnitVersion:
    """The version that a change on that day ends. A unit's own history only grows at its end."""
    latest = unit.versions.order_by("valid_from").last()
    if latest is None or unit.ends_on is not None:
        raise _absent(unit, on)
    if on < latest.valid_from:
        first = unit.versions.order_by("valid_from").first()
        if first and on < first.valid_from:
            raise BeforeItBegan(unit=unit, began=first.valid_from, on=on)
        raise ChangedLater(unit=unit, later=latest.valid_from, on=on)
    return latest


def _begin(facts: NewUnit, on: date, log: Journal, *, clearing: Sequence[Unit] = ()) -> Unit:
    """A new unit from that day. The units in `clearing` end on it and leave their name and code."""
    name = squeeze(facts.name)
    if not name:
        raise NameMissing
    if facts.parent is not None:
        _refuse_unless_standing(facts.parent, on)
    if facts.area is not None:
        if facts.area.kind not in AREAS:
            raise NotAnArea(area=facts.area)
        # An area may be on record only from a later day than the body in it; one that has ended holds nobody new.
        if facts.area.ends_on is not None and facts.area.ends_on <= on:
            raise _absent(facts.area, on)
    _refuse_taken(name, facts.code, facts.kind, facts.parent, on, besides=clearing)
    unit = Unit(name=name, kind=facts.kind, area=facts.area)
    log.create(unit)
    log.create(
        UnitVersion(
            unit=unit, name=name, name_key=key_of(name), bare_key=_bare(name, facts.kind), code=facts.code,
            kind=facts.kind, level=facts.level, parent=facts.parent, valid_from=on,
            order=_next_order(facts.parent, on) if facts.order is None else facts.order,
        )
    )  # fmt: skip
    for alias in facts.aliases:
        log.create(UnitAlias(unit=unit, name=squeeze(alias), key=key_of(alias), valid_from=on))
    closure.renew([unit.pk], log)
    log.create_all(UnitLineage, [UnitLineage(predecessor=unit, successor=unit, distance=0)])
    return unit


def _bare(name: str, kind: str) -> str:
    return bare_key_of(name) if kind in AREAS else key_of(name)


def _next_order(parent: Unit | None, on: date) -> int:
    siblings = UnitVersion.objects.on(on).filter(parent=parent)
    return (siblings.aggregate(last=Max("order"))["last"] or 0) + 1


def _refuse_taken(
    name: str, code: str, kind: str, parent: Unit | None, on: date, *, besides: Sequence[Unit] = ()
) -> None:
    """No two siblings of one name on a day, and no two standing areas of one kind with one code."""
    later = UnitVersion.objects.overlapping(on, None).exclude(unit__in=besides)
    if later.filter(parent=parent, name_key=key_of(name)).exists():
        raise NameTaken(name=name, parent=parent or "cấp trên cùng", on=on)
    if code and kind in AREAS:
        holder = later.filter(code=code, kind=kind).select_related("unit").first()
        if holder is not None:
            raise CodeTaken(code=code, unit=holder.unit, on=on)


def _successor(given: Unit | NewUnit, on: date, log: Journal, *, clearing: Sequence[Unit]) -> Unit:
    if isinstance(given, NewUnit):
        return _begin(given, on, log, clearing=clearing)
    unit = locked(given)
    _refuse_unless_standing(unit, on)
    return unit


def _revise(unit: Unit, on: date, log: Journal, **changes: Any) -> None:
    """From that day on, the unit has these facts; its descendants move with it."""
    current = _current(unit, on)
    differing = {field: value for field, value in changes.items() if getattr(current, field) != value}
    if not differing:
        raise NothingChanges(unit=unit, on=on)
    values = {field: getattr(current, field) for field in ("name", "kind", "level", "code", "order", "parent")}
    values |= differing
    if "parent" in differing and differing["parent"] is not None:
        _refuse_under_itself(unit, differing["parent"], on)
        _refuse_unless_standing(differing["parent"], on)
    _refuse_taken(values["name"], values["code"], values["kind"], values["parent"], on, besides=[unit])
    if "parent" in differing and "order" not in differing:
        values["order"] = _next_order(values["parent"], on)
    values |= {"name_key": key_of(values["name"]), "bare_key": _bare(values["name"], values["kind"])}
    if on == current.valid_from:
        log.update(current, **values)
    else:
        log.update(current, valid_to=on)
        log.create(UnitVersion(unit=unit, valid_from=on, **values))
    if (unit.name, unit.kind) != (values["name"], values["kind"]):
        log.update(unit, name=values["name"], kind=values["kind"])
    if "parent" in differing:
        closure.renew(closure.below_since(unit.pk, on), log)


def _refuse_under_itself(unit: Unit, parent: Unit, on: date) -> None:
    if UnitClosure.objects.overlapping(on, None).filter(ancestor=unit, descendant=parent).exists():
        raise UnderItself(unit=unit, parent=parent)


def _end(unit: Unit, on: date, log: Journal, *, sub_units_to: Unit | None) -> None:
    """The unit no longer stands from that day. What stands under it or in it goes to `sub_units_to`, or refuses the end."""
    current = _current(unit, on)
    first = unit.versions.order_by("valid_from").first()
    if first is not None and on <= first.valid_from:
        raise BeforeItBegan(unit=unit, began=first.valid_from, on=on)
    _hand_over(unit, on, log, sub_units_to)
    below = closure.below_since(unit.pk, on)
    if current.valid_from == on:  # it was changed on the very day on which it ends: that version never held
        log.delete(current)
        current = unit.versions.exclude(pk=current.pk).order_by("valid_from").last() or current
        log.update(unit, name=current.name, kind=current.kind)
    if current.valid_to is None or current.valid_to > on:
        log.update(current, valid_to=on)
    log.update(unit, ends_on=on)
    for alias in unit.aliases.overlapping(on, None):
        if alias.valid_from >= on:
            log.delete(alias)
        else:
            log.update(alias, valid_to=on)
    closure.renew(below, log)


def _hand_over(unit: Unit, on: date, log: Journal, to: Unit | None) -> None:
    children = [
        version.unit for version in UnitVersion.objects.overlapping(on, None).filter(parent=unit).select_related("unit")
    ]
    bodies = list(Unit.objects.filter(area=unit).filter(Q(ends_on=None) | Q(ends_on__gt=on)).order_by("name", "id"))
    if not children and not bodies:
        return
    if to is None or to in children or (bodies and to.kind not in AREAS):
        names = [str(held) for held in dict.fromkeys([*children, *bodies])]
        listed = ", ".join(names[:8]) + ("…" if len(names) > 8 else "")
        raise SubUnitsRemain(unit=unit, count=len(names), names=listed)
    for child in children:
        _revise(locked(child), on, log, parent=to)
    for body in bodies:
        log.update(body, area=to)


def _record(
    deed: str, on: date, basis: str, rows: Sequence[tuple[Unit, Unit, str, Decimal | None]], log: Journal
) -> Succession:
    succession = Succession.objects.create(deed=deed, effective_on=on, basis=squeeze(basis))
    for predecessor, successor, extent, share in rows:
        SuccessionPart.objects.create(
            succession=succession, predecessor=predecessor, successor=successor, extent=extent, share=share
        )
    closure.add_lineage([(old.pk, new.pk) for old, new, *_ in rows if old != new], log)
    log.keep(succession)
    return succession
