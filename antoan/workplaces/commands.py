"""What can be done with the register of workplaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid6 import uuid7

from antoan.core import audit, files
from antoan.core.bulk import quietly
from antoan.core.commands import command, locked
from antoan.core.models import AuditHead
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.obligations import duties
from antoan.units.models import AREAS, Level, Unit
from antoan.units.models import Kind as UnitKind
from antoan.workplaces import sectors, upkeep
from antoan.workplaces.importing import kinds, lists
from antoan.workplaces.importing import workplaces as lists_of_workplaces
from antoan.workplaces.importing.lists import Outcome, Understood
from antoan.workplaces.models import (
    LONG_AGO,
    RISKS,
    ColumnMap,
    Group,
    HeadCount,
    ImportBatch,
    Kind,
    Placing,
    SafetyPlan,
    Upkeep,
    Workplace,
)
from antoan.workplaces.refusals import (
    AlreadyClosed,
    BatchClosed,
    ClosedBeforeOpened,
    DueBeforeDone,
    DueUnknown,
    EquipmentUnnamed,
    FaultsRemain,
    GroupLargerThanAll,
    HalfAPoint,
    InFuture,
    MoreWomenThanWorkers,
    NameMissing,
    NotACommune,
    NotMerged,
    SameWorkplace,
    SectorUnknown,
    TaxCodeTaken,
    TaxCodeWrong,
    YearUnlikely,
)


@command
def register_workplace(
    actor: Actor,
    *,
    name: str,
    sector: str,
    unit: Unit,
    id: UUID | None = None,
    kind: str = Kind.ENTERPRISE,
    tax_code: str = "",
    parent: Workplace | None = None,
    address: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    head: str = "",
    phone: str = "",
    opened_on: date | None = None,
    closed_on: date | None = None,
    risks: frozenset[str] = frozenset(),
    **risk: bool,
) -> Workplace:
    """Enter a workplace into the register of the commune where it lies. Sent twice with one `id`, it is entered once.

    `sector` is a VSIC 2018 code or name; `risks` names fields of `models.RISKS`, or each is told by itself.

    Raises:
        NotPermitted, NameMissing, SectorUnknown, NotACommune, TaxCodeWrong, TaxCodeTaken, HalfAPoint, ClosedBeforeOpened
    """
    require(actor, "workplaces.keep", unit)
    known = Workplace.objects.filter(pk=id, unit=unit).first() if id else None
    if known is not None:
        return known
    workplace = Workplace(pk=id or uuid7(), unit=_a_commune(unit), kind=Kind(kind), parent=parent)
    _describe(
        workplace, name=name, sector=sector, tax_code=tax_code, address=address, latitude=latitude, longitude=longitude,
        head=head, phone=phone, opened_on=opened_on, closed_on=closed_on, **dict.fromkeys(risks, True), **risk,
    )  # fmt: skip
    workplace.save(force_insert=True)
    Placing.objects.create(
        workplace=workplace, unit=unit, address=workplace.address, valid_from=workplace.opened_on or LONG_AGO
    )
    audit.record(actor, "workplaces.workplace.registered", workplace, unit=unit, **_facts(workplace))
    return workplace


@dataclass(frozen=True)
class Count:
    """How many of a group worked there in a year; women and hours None where nobody knows."""

    group: str
    workers: int
    women: int | None = None
    hours: int | None = None


@command
def report_headcounts(
    actor: Actor, *, workplace: Workplace, year: int, counts: list[Count], on: date | None = None
) -> list[HeadCount]:
    """Note the head-counts and hours of a year; a group already reported for that year is put right.

    Raises:
        NotPermitted, YearUnlikely, MoreWomenThanWorkers, GroupLargerThanAll
    """
    require(actor, "workplaces.report", workplace)
    if not 1990 <= year <= timezone.localdate().year:
        raise YearUnlikely(year=year)
    told = {count.group: count for count in counts}
    everybody = told.get(Group.ALL)
    kept = everybody or HeadCount.objects.filter(workplace=workplace, year=year, group=Group.ALL).first()
    for count in counts:
        words = Group(count.group).label
        if count.women is not None and count.women > count.workers:
            raise MoreWomenThanWorkers(women=count.women, workers=count.workers, group=words)
        if kept is not None and count.workers > kept.workers:
            raise GroupLargerThanAll(group=words, workers=count.workers, all=kept.workers)
    made = [
        HeadCount.objects.update_or_create(
            workplace=workplace, year=year, group=count.group,
            defaults={
                "workers": count.workers, "women": count.women, "hours": count.hours,
                "reported_on": on or timezone.localdate(),
            },
        )[0]
        for count in counts
    ]  # fmt: skip
    if everybody and (workplace.workers_year is None or workplace.workers_year <= year):
        Workplace.objects.filter(pk=workplace.pk).update(workers=everybody.workers, workers_year=year)
        workplace.workers, workplace.workers_year = everybody.workers, year
    if everybody:
        upkeep.reports_came({(str(workplace.pk), year)}, on or timezone.localdate())
    audit.record(
        actor, "workplaces.headcounts.reported", workplace, unit=workplace.unit, year=year,
        counts={count.group: [count.workers, count.women, count.hours] for count in counts},
    )  # fmt: skip
    return made


def _a_commune(unit: Unit) -> Unit:
    """A workplace lies in a commune: its area or, where no areas are on record, one of the commune's bodies."""
    if unit.kind == UnitKind.COMMUNE:
        return unit
    latest = unit.versions.order_by("-valid_from").first()
    if unit.kind in AREAS or latest is None or latest.level != Level.COMMUNE:
        raise NotACommune(unit=unit)
    return unit.area or unit


def tax_code_of(text: str) -> str:
    """A tax code as the register keeps it: 10 digits, 12 of a household, 13 of a branch; leading noughts are kept.

    Raises:
        TaxCodeWrong
    """
    digits = re.sub(r"[\s.\-]", "", text)
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdecimal() or len(digits) not in (10, 12, 13):
        raise TaxCodeWrong(tax_code=text)
    return digits


def _describe(workplace: Workplace, *, name: str, sector: str, tax_code: str, **facts: Any) -> None:
    """Put what was told into the row, checked; nothing is written."""
    if not squeeze(name):
        raise NameMissing
    code = sectors.recognised(sector)
    if not code:
        raise SectorUnknown(sector=sector)
    workplace.name, workplace.sector, workplace.tax_code = squeeze(name), code, tax_code_of(tax_code)
    if workplace.tax_code:
        same = Workplace.objects.counted().filter(tax_code=workplace.tax_code).exclude(pk=workplace.pk)
        if (other := same.first()) is not None:
            raise TaxCodeTaken(tax_code=workplace.tax_code, name=other.name)
    if (facts["latitude"] is None) != (facts["longitude"] is None):
        raise HalfAPoint
    opened, closed = facts["opened_on"], facts["closed_on"]
    if opened and closed and closed <= opened:
        raise ClosedBeforeOpened(closed=closed, opened=opened)
    for field, value in facts.items():
        if field not in RISKS and field not in _TOLD:
            raise TypeError(f"no such fact of a workplace: {field}")
        setattr(workplace, field, squeeze(value) if isinstance(value, str) else value)


_TOLD = frozenset({"address", "latitude", "longitude", "head", "phone", "opened_on", "closed_on"})


def _facts(workplace: Workplace) -> dict[str, Any]:
    told = ("name", "kind", "tax_code", "sector", "parent_id", "unit_id", *sorted(_TOLD), *RISKS)
    return {field: getattr(workplace, field) for field in told}


@command
def mend_workplace(actor: Actor, *, workplace: Workplace, version: int | None = None, **facts: Any) -> Workplace:
    """Correct what is on record; moving to another commune or address begins a new placing on that day (`since`).

    Raises:
        NotPermitted, ChangedMeanwhile and what `register_workplace` refuses
    """
    require(actor, "workplaces.keep", workplace)
    workplace = locked(workplace, version=version)
    unit, since = _a_commune(facts.pop("unit", workplace.unit)), facts.pop("since", None) or timezone.localdate()
    if unit.pk != workplace.unit_id:
        require(actor, "workplaces.keep", unit)
    before = _facts(workplace)
    was = (workplace.unit_id, workplace.address)
    workplace.kind = Kind(facts.pop("kind", workplace.kind))
    told = {name: facts.pop(name, getattr(workplace, name)) for name in ("name", "sector", "tax_code")}
    kept = {name: facts.get(name, getattr(workplace, name)) for name in (*_TOLD, *RISKS)}
    _describe(workplace, **told, **kept)
    workplace.unit = unit
    workplace.version += 1
    workplace.save()
    if (unit.pk, workplace.address) != was:
        lists_of_workplaces.move([(workplace.pk, unit.pk, workplace.address)], on=since, reason="")
    audit.record(
        actor, "workplaces.workplace.mended", workplace, unit=unit, **_facts(workplace),
        before={name: value for name, value in before.items() if value != _facts(workplace)[name]},
    )  # fmt: skip
    return workplace


@command
def close_workplace(actor: Actor, *, workplace: Workplace, last_day: date) -> Workplace:
    """It no longer works after that day; what it still owed again falls away.

    Raises:
        NotPermitted, AlreadyClosed, ClosedBeforeOpened
    """
    require(actor, "workplaces.keep", workplace)
    workplace = locked(workplace)
    if workplace.closed_on:
        raise AlreadyClosed(name=workplace.name, on=workplace.closed_on)
    if workplace.opened_on and last_day < workplace.opened_on:
        raise ClosedBeforeOpened(closed=last_day, opened=workplace.opened_on)
    workplace.closed_on = last_day + timedelta(days=1)
    workplace.version += 1
    workplace.save()
    for row in Upkeep.objects.filter(workplace=workplace, obligation__done_on=None, obligation__ended_on=None).exclude(
        obligation=None
    ):
        duties.withdraw(row.obligation, timezone.localdate())  # type: ignore[arg-type]
    audit.record(actor, "workplaces.workplace.closed", workplace, unit=workplace.unit, last_day=last_day)
    return workplace


@command
def record_upkeep(
    actor: Actor,
    *,
    workplace: Workplace,
    kind: str,
    done_on: date,
    due: date | None = None,
    name: str = "",
    serial: str = "",
    paper: str = "",
    result: str = "",
    people: int | None = None,
    found: int | None = None,
) -> Upkeep:
    """Note what was done for safety; the next time becomes a duty, and the duty for this time is done.

    Without `due` the next day is reckoned by the law of the day it was done, where the law says how often.

    Raises:
        NotPermitted, EquipmentUnnamed, InFuture, DueUnknown, DueBeforeDone
    Law: 84/2015/QH13, Art. 18, 21, 31; 44/2016/NĐ-CP (in the pack: duties.*).
    """
    require(actor, "workplaces.report", workplace)
    name = squeeze(name) if kind == Upkeep.Kind.EQUIPMENT else ""
    if kind == Upkeep.Kind.EQUIPMENT and not name:
        raise EquipmentUnnamed
    if done_on > timezone.localdate():
        raise InFuture(on=done_on)
    again = upkeep.next_time(kind, workplace, done_on=done_on, due=due)
    if again is None:
        raise DueUnknown
    if again.due <= done_on:
        raise DueBeforeDone(due=again.due, done=done_on)
    row = Upkeep.objects.create(
        workplace=workplace, kind=kind, name=name, serial=squeeze(serial), done_on=done_on, due=again.due,
        is_reckoned=due is None, paper=squeeze(paper), result=squeeze(result), people=people, found=found,
    )  # fmt: skip
    upkeep.carry_duty(row, again)
    audit.record(
        actor, "workplaces.upkeep.recorded", workplace, unit=workplace.unit, kind=kind, name=name, done_on=done_on,
        due=again.due,
    )  # fmt: skip
    return row


@command
def record_safety_plan(actor: Actor, *, workplace: Workplace, year: int, **facts: Any) -> SafetyPlan:
    """Note the plan, the money and the people of a year; told again, the year is put right. Facts: fields of `SafetyPlan`.

    Raises:
        NotPermitted, YearUnlikely
    """
    require(actor, "workplaces.report", workplace)
    if not 1990 <= year <= timezone.localdate().year + 1:
        raise YearUnlikely(year=year)
    row = SafetyPlan.objects.update_or_create(workplace=workplace, year=year, defaults=facts)[0]
    audit.record(actor, "workplaces.safety_plan.recorded", workplace, unit=workplace.unit, year=year, **facts)
    return row


@command
def bring_list(
    actor: Actor, *, kind: str, data: bytes, name: str, unit: Unit | None = None, columns: dict[str, str] | None = None
) -> ImportBatch:
    """Keep a list that was sent, to be looked through and taken in later; nothing of it is in the register yet.

    Raises:
        NotPermitted, FileTooLarge, and what the reading refuses
    """
    one = kinds.kind_of(kind)
    if one is None or not actor.may(one.action, unit):
        raise NotPermitted(action=str(one.name) if one else kind, unit=unit or "")
    lists.understood(actor, one, data, name=name, unit=unit, columns=columns, is_trial=True)
    batch = ImportBatch.objects.create(
        kind=kind, unit=unit, file=files.keep(data, name=name), file_name=files.safe_name(name), columns=columns or {},
        sender_id=actor.user_id,
    )  # fmt: skip
    audit.record(actor, "workplaces.list.brought", batch, unit=unit, kind=kind, name=batch.file_name)
    return batch


@command
def choose_columns(actor: Actor, *, batch: ImportBatch, columns: dict[str, str], headings: str) -> ImportBatch:
    """Say which column is which; the sender's next list of these headings is read so too.

    Raises:
        NotPermitted, BatchClosed
    """
    batch = _own_open(actor, batch)
    batch.columns = columns
    batch.save(update_fields=["columns"])
    ColumnMap.objects.update_or_create(
        sender_id=actor.user_id, kind=batch.kind, headings=headings, defaults={"columns": columns}
    )
    audit.record(actor, "workplaces.list.columns_chosen", batch, unit=batch.unit, kind=batch.kind)
    return batch


@command
def drop_list(actor: Actor, *, batch: ImportBatch) -> ImportBatch:
    """Lay a list aside without taking it in.

    Raises:
        NotPermitted, BatchClosed
    """
    batch = _own_open(actor, batch)
    batch.dropped_at = timezone.now()
    batch.save(update_fields=["dropped_at"])
    audit.record(actor, "workplaces.list.dropped", batch, unit=batch.unit, kind=batch.kind)
    return batch


@command
def take_list(
    actor: Actor,
    *,
    batch: ImportBatch,
    understood: Understood,
    leave_out: frozenset[int] = frozenset(),
    whole: bool = False,
) -> Outcome:
    """Take in a list that was looked through: its sound rows but those left out; `whole`: all of them or nothing.

    Raises:
        NotPermitted, BatchClosed, FaultsRemain
    """
    batch = _own_open(actor, batch)
    return _take(actor, understood, batch=batch, leave_out=leave_out, whole=whole)


def _own_open(actor: Actor, batch: ImportBatch) -> ImportBatch:
    batch = locked(batch)
    if batch.sender_id != actor.user_id:
        raise NotPermitted(action=str(batch), unit=batch.unit or "")
    if not batch.is_open:
        raise BatchClosed
    return batch


@command
def import_list(actor: Actor, *, understood: Understood, digest: str, name: str = "") -> Outcome:
    """Take in the rows of a list that have no fault, all at once. Twice the same list changes nothing.

    `digest` is the SHA-256 of the file, for the log.

    Raises:
        NotPermitted
    """
    batch = ImportBatch(
        kind=understood.kind.code, unit=understood.setting.unit, file_name=name[:150], sender_id=actor.user_id,
        counts={"sha256": digest},
    )  # fmt: skip
    return _take(actor, understood, batch=batch)


def _take(
    actor: Actor,
    understood: Understood,
    *,
    batch: ImportBatch,
    leave_out: frozenset[int] = frozenset(),
    whole: bool = False,
) -> Outcome:
    kind, table = understood.kind, understood.table
    require(actor, kind.action, understood.setting.unit)
    AuditHead.objects.select_for_update().get(pk=1)  # two at once would both find the rows missing
    comparison = lists.compared(understood)
    if whole and table.bad:
        raise FaultsRemain(rejected=len(table.bad))
    rows = [
        i for i, status in enumerate(comparison.status)
        if status in ("new", "changed") and table.numbers[i] not in leave_out
    ]  # fmt: skip
    if rows:
        with quietly():
            kind.write(understood.setting, table, comparison, rows)
    taken = [comparison.status[i] for i in rows]
    counts = {
        "rows": len(table), "new": taken.count("new"), "changed": taken.count("changed"),
        "same": comparison.status.count("same"), "rejected": len(table.bad), "left_out": len(leave_out),
    }  # fmt: skip
    digest = batch.file.sha256 if batch.file else batch.counts["sha256"]
    batch.taken_at, batch.counts = timezone.now(), {**counts, "sha256": digest}
    batch.save()
    audit.record(actor, "workplaces.list.imported", batch, unit=batch.unit, kind=kind.code, **batch.counts)
    return Outcome(table, comparison)


@command
def merge_workplaces(actor: Actor, *, workplace: Workplace, into: Workplace) -> Workplace:
    """The first is the second, entered twice: it leaves the lists and points to the one that stays. It can be undone.

    Raises:
        NotPermitted, SameWorkplace
    """
    require(actor, "workplaces.keep", workplace)
    require(actor, "workplaces.keep", into)
    workplace, into = locked(workplace), locked(into)
    if workplace.pk == into.pk or workplace.merged_into_id or into.merged_into_id:
        raise SameWorkplace
    workplace.merged_into = into
    workplace.version += 1
    workplace.save()
    audit.record(
        actor, "workplaces.workplace.merged", workplace, unit=workplace.unit, into=str(into.pk), name=into.name
    )
    return into


@command
def part_workplaces(actor: Actor, *, workplace: Workplace) -> Workplace:
    """Undo a merging: both stand in the lists again, each with all that was ever its own.

    Raises:
        NotPermitted, NotMerged
    """
    require(actor, "workplaces.keep", workplace)
    workplace = locked(workplace)
    if workplace.merged_into_id is None:
        raise NotMerged(name=workplace.name)
    other = workplace.merged_into_id
    workplace.merged_into = None
    workplace.version += 1
    workplace.save()
    audit.record(actor, "workplaces.workplace.parted", workplace, unit=workplace.unit, other=str(other), name=workplace.name)  # fmt: skip
    return workplace
