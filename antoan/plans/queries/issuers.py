"""Which unit issued a document: found by its name on its day, never guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from antoan.core.refusals import Refusal
from antoan.documents.tree import ParsedDocument
from antoan.plans.refusals import IssuerUnknown
from antoan.units.models import AREAS, Unit


class UnitNotOne(Refusal):
    field = "unit"
    message = "{sentence}"


def unit_named(name: str, *, on: date) -> Unit:
    """The one body of that name on that day or, where none stands then, ever; a number names a unit by its key.

    Raises:
        UnitNotOne: none, or several with their keys.
    """
    if name.isdigit() and (unit := Unit.objects.filter(pk=int(name)).first()):
        return unit
    for day in (on, None):
        found = list(Unit.objects.named(name, on=day).exclude(kind__in=AREAS)[:6])
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{unit} (số {unit.pk})" for unit in found)
            raise UnitNotOne(sentence=f"Có nhiều đơn vị tên “{name}”: {listed}. Hãy dùng số của đơn vị.")
    raise UnitNotOne(sentence=f"Không có đơn vị nào tên “{name}”. Hãy kiểm tra lại tên: antoan units show TÊN")


def issuer_of(parsed: ParsedDocument, *, named: str | None, create: bool = False) -> Unit:
    """The unit which issued the document: the one named, else the one its header names.

    `create` makes an unknown issuer a new unit: on a fresh installation a newcomer tries a plan of his own.

    Raises:
        UnitNotOne, IssuerUnknown
    """
    header = parsed.header
    on = date(header.year, header.month or 1, header.day or 1) if header.year else timezone.localdate()
    if named:
        return unit_named(named, on=on)
    name = header.issuer
    if name:
        try:
            return unit_named(name, on=on)
        except UnitNotOne:
            if not create:
                raise IssuerUnknown(issuer=name) from None
    if not create:
        raise IssuerUnknown(issuer=name or "không đọc được")
    return new_unit(name or "Đơn vị của tôi", on)


def new_unit(name: str, on: date) -> Any:
    """Make a unit of that name, its kind and level read from the words of the name."""
    from antoan.core.scoping import system_actor
    from antoan.units import commands
    from antoan.units.matching import kind_of_name

    kind, level = kind_of_name(name)
    return commands.create_unit(system_actor(), name=name, kind=kind, level=level, on=on.replace(month=1, day=1))
