"""What can be done with the register of workplaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid6 import uuid7

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.units.models import AREAS, Level, Unit
from antoan.units.models import Kind as UnitKind
from antoan.workplaces import sectors
from antoan.workplaces.models import RISKS, Group, HeadCount, Kind, Placing, Workplace
from antoan.workplaces.refusals import (
    ClosedBeforeOpened,
    GroupLargerThanAll,
    HalfAPoint,
    MoreWomenThanWorkers,
    NameMissing,
    NotACommune,
    SectorUnknown,
    TaxCodeTaken,
    TaxCodeWrong,
    YearUnlikely,
)

LONG_AGO = date(1900, 1, 1)  # a placing begins here where nobody knows when the workplace opened


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
    **risks: bool,
) -> Workplace:
    """Enter a workplace into the register of the commune where it lies. Sent twice with one `id`, it is entered once.

    `sector` is a VSIC 2018 code or name; `risks` are fields of `models.RISKS`.

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
        head=head, phone=phone, opened_on=opened_on, closed_on=closed_on, **risks,
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
    require(actor, "workplaces.keep", workplace)
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
