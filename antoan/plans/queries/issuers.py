"""Which unit issued a document: found by its name on its day, never guessed."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from antoan.core.refusals import Refusal
from antoan.documents.tree import Header
from antoan.plans.refusals import IssuerUnknown
from antoan.units.models import AREAS, Unit


class NoSuchUnit(Refusal):
    field = "unit"
    message = "Không có đơn vị nào tên “{name}”. Hãy kiểm tra lại tên (antoan units show TÊN) hoặc thêm đơn vị (antoan units add TÊN --under CẤP_TRÊN)"


class SeveralUnits(Refusal):
    field = "unit"
    message = "Có nhiều đơn vị tên “{name}”: {listed}. Hãy dùng số của đơn vị."


def unit_named(name: str, *, on: date) -> Unit:
    """The one body of that name on that day or, where none stands then, ever; a number names a unit by its key.

    Raises:
        NoSuchUnit
        SeveralUnits: they are listed with their keys.
    """
    if name.isdecimal() and (unit := Unit.objects.filter(pk=int(name)).first()):
        return unit
    for day in (on, None):
        found = list(Unit.objects.named(name, on=day).exclude(kind__in=AREAS)[:6])
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralUnits(name=name, listed=", ".join(f"{unit} (số {unit.pk})" for unit in found))
    raise NoSuchUnit(name=name)


def issuer_of(header: Header) -> Unit:
    """The unit which the header of a document names as its issuer.

    Raises:
        IssuerUnknown: the header names none, or one that the register does not hold.
        SeveralUnits
    """
    if not header.issuer:
        raise IssuerUnknown(issuer="không đọc được")
    try:
        return unit_named(header.issuer, on=day_of(header))
    except NoSuchUnit:
        raise IssuerUnknown(issuer=header.issuer) from None


def names_another(header: Header, unit: Unit) -> bool:
    """Whether the paper says that somebody else than `unit` issued it."""
    try:
        return issuer_of(header).pk != unit.pk
    except IssuerUnknown:
        return bool(header.issuer)
    except SeveralUnits:
        return False


def day_of(header: Header) -> date:
    """The day of the header as far as it is written; today where it is not."""
    return date(header.year, header.month or 1, header.day or 1) if header.year else timezone.localdate()
