"""A valid world of units: the reference district with its areas and bodies as they stood in June 2024."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from antoan.core.scoping import system_actor
from antoan.units import commands
from antoan.units.commands import NewUnit
from antoan.units.models import Kind, Level, Unit

LONG_AGO = date(2021, 1, 1)
IN_JUNE_2024 = date(2024, 6, 20)
REFORM = date(2025, 7, 1)
COMMUNES = (
    "Phước Bình", "Phước Hòa", "Phước Tân", "Phước Tiến", "Phước Thắng", "Phước Thành", "Phước Đại", "Phước Chính", "Phước Trung",
)  # fmt: skip


def make_unit(
    name: str,
    *,
    parent: Unit | None = None,
    kind: str = Kind.PARTY_COMMITTEE,
    level: int = Level.COMMUNE,
    on: date = LONG_AGO,
    **facts,
) -> Unit:
    """A unit made by the command itself, so that closure and lineage are right."""
    return commands.create_unit(system_actor(), name=name, kind=kind, level=level, on=on, parent=parent, **facts)


def new_unit(
    name: str, *, parent: Unit | None = None, kind: str = Kind.PARTY_COMMITTEE, level: int = Level.COMMUNE, **facts
) -> NewUnit:
    return NewUnit(name, kind, level, parent, **facts)


def make_reference_district() -> SimpleNamespace:
    """The bodies of Tỉnh ủy Ninh Thuận and Huyện ủy Bác Ái: nine commune committees, each with its UBND and MTTQ."""
    province = make_unit("Tỉnh ủy Ninh Thuận", level=Level.PROVINCE)
    for name, kind in (
        ("UBND tỉnh Ninh Thuận", Kind.PEOPLES_COMMITTEE),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Ninh Thuận", Kind.DEPARTMENT),
        ("Ủy ban MTTQ Việt Nam tỉnh Ninh Thuận", Kind.FRONT),
    ):
        make_unit(name, parent=province, kind=kind, level=Level.PROVINCE)
    district = make_unit("Huyện ủy Bác Ái", parent=province, level=Level.DISTRICT)
    for name, kind in (
        ("Văn phòng Huyện ủy Bác Ái", Kind.PARTY_BOARD),
        ("Ban Tuyên giáo Huyện ủy Bác Ái", Kind.PARTY_BOARD),
        ("Thường trực HĐND huyện Bác Ái", Kind.PEOPLES_COUNCIL),
        ("Ủy ban MTTQ Việt Nam huyện Bác Ái", Kind.FRONT),
        ("Liên đoàn Lao động huyện Bác Ái", Kind.ORGANISATION),
        ("Hội Nông dân huyện Bác Ái", Kind.ORGANISATION),
        ("Hội Liên hiệp Phụ nữ huyện Bác Ái", Kind.ORGANISATION),
        ("Huyện đoàn Bác Ái", Kind.ORGANISATION),
        ("Hội Cựu chiến binh huyện Bác Ái", Kind.ORGANISATION),
    ):
        make_unit(name, parent=district, kind=kind, level=Level.DISTRICT)
    committee = make_unit("UBND huyện Bác Ái", parent=district, kind=Kind.PEOPLES_COMMITTEE, level=Level.DISTRICT)
    for name in ("Phòng Lao động - Thương binh và Xã hội", "Phòng Kinh tế và Hạ tầng", "Phòng Y tế"):
        make_unit(f"{name} huyện Bác Ái", parent=committee, kind=Kind.DEPARTMENT, level=Level.DISTRICT)
    communes = {}
    for name in COMMUNES:
        party = make_unit(f"Đảng ủy xã {name}", parent=district)
        people = make_unit(f"UBND xã {name}", parent=party, kind=Kind.PEOPLES_COMMITTEE)
        front = make_unit(f"Ủy ban MTTQ Việt Nam xã {name}", parent=party, kind=Kind.FRONT)
        communes[name] = SimpleNamespace(party=party, people=people, front=front)
    return SimpleNamespace(province=province, district=district, committee=committee, communes=communes)
