"""A valid register: cases told and worked on by the deeds themselves."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from uuid6 import uuid7

from antoan.accidents import commands
from antoan.accidents.commands import PersonTold, Telling
from antoan.accidents.commands.investigating import Member
from antoan.accidents.models import Accident, Declaration, Employment, Injury
from antoan.accounts.models import Role
from antoan.core.scoping import Actor, system_actor
from antoan.plans.tests.factories import World
from antoan.units.models import Kind, Level
from antoan.units.tests.factories import make_unit

QUARRY = "Công ty TNHH Đá xây dựng Suối Rua"


def make_small_world() -> World:
    """The province with its department, the district, two communes, and their people: what these tests need, and no more."""
    province = make_unit("Tỉnh ủy Ninh Thuận", level=Level.PROVINCE)
    labour = make_unit(
        "Sở Lao động - Thương binh và Xã hội tỉnh Ninh Thuận",
        parent=province,
        kind=Kind.DEPARTMENT,
        level=Level.PROVINCE,
    )
    make_unit("UBND tỉnh Ninh Thuận", parent=province, kind=Kind.PEOPLES_COMMITTEE, level=Level.PROVINCE)
    district = make_unit("Huyện ủy Bác Ái", parent=province, level=Level.DISTRICT)
    communes = {}
    for name in ("Phước Bình", "Phước Hòa"):
        party = make_unit(f"Đảng ủy xã {name}", parent=district)
        people = make_unit(f"UBND xã {name}", parent=party, kind=Kind.PEOPLES_COMMITTEE)
        communes[name] = SimpleNamespace(party=party, people=people)
    world = World(SimpleNamespace(province=province, district=district, communes=communes))
    world.labour = labour  # type: ignore[attr-defined]
    world.person("Hương", district, Role.OFFICE, Role.ADMIN)
    world.person("Xuân", communes["Phước Bình"].party, Role.OFFICE, Role.OFFICER)
    world.person("Duyên", communes["Phước Hòa"].party, Role.OFFICE, Role.OFFICER)
    return world


def moment(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


def person(name: str = "Katơr Văn Hùng", **facts: Any) -> PersonTold:
    return PersonTold(
        name=name,
        **(
            {"birth_year": 1985, "sex": "male", "employment": Employment.CONTRACT, "occupation": "Thợ khoan đá"} | facts
        ),
    )


def dead(name: str = "Katơr Văn Hùng", **facts: Any) -> PersonTold:
    return person(name, outcome=Injury.Outcome.DEAD, **facts)


def telling(**facts: Any) -> Telling:
    """The employer tells of one man who was hurt seriously in the quarry of Phước Bình."""
    return Telling(
        **(
            {
                "id": uuid7(), "teller": Declaration.Teller.EMPLOYER, "occurred_at": moment(2024, 6, 20, 8), "commune": "Phước Bình",
                "people": [person(outcome=Injury.Outcome.SERIOUS)], "place": "Mỏ đá thôn Bố Lang", "employer_name": QUARRY,
                "account": "Đá trên vách rơi trúng người đang khoan.", "teller_name": "Nguyễn Văn Bảy",
            }
            | facts
        )
    )  # fmt: skip


def make_accident(actor: Actor | None = None, **facts: Any) -> Accident:
    return commands.declare(actor or system_actor(), telling(**facts)).accident


def make_team(accident: Accident, *, level: str = "province", on: date = date(2024, 6, 21)) -> None:
    commands.set_up_team(
        system_actor(), accident=accident, level=level, decided_on=on, decided_by="Giám đốc Sở LĐ-TB&XH", decision_number="15/QĐ-SLĐTBXH",
        members=[
            Member("Trần Văn Sơn", "head", "Thanh tra Sở LĐ-TB&XH", "Phó Chánh Thanh tra"),
            Member("Lê Thị Thu", "member", "Sở Y tế", "Chuyên viên"),
        ],
    )  # fmt: skip


def make_minutes(accident: Accident, *, on: date = date(2024, 7, 5)) -> None:
    system = system_actor()
    commands.add_cause(system, accident=accident, text="Không dọn đá treo trước khi khoan", code="5")
    commands.write_minutes(
        system,
        accident=accident,
        minutes_on=on,
        account="Lúc 8 giờ, đá treo trên vách rơi.",
        conclusion="accident",
        minutes_number="02/BB",
    )
