"""A valid register: cases told and worked on by the deeds themselves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from uuid6 import uuid7

from antoan.accidents import commands
from antoan.accidents.commands import PersonTold, Telling
from antoan.accidents.commands.investigating import Member
from antoan.accidents.models import Accident, Declaration, Employment, Injury
from antoan.core.scoping import Actor, system_actor

QUARRY = "Công ty TNHH Đá xây dựng Suối Rua"


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
