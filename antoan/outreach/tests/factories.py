"""A valid world of study and guidance, made by the deeds themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from antoan.core.scoping import system_actor
from antoan.outreach import commands
from antoan.outreach.models import Guidance, StudySession
from antoan.units.models import Unit

DIRECTIVE = "Chỉ thị số 31-CT/TW"


def make_session(unit: Unit, **facts: Any) -> StudySession:
    known = {
        "directive": DIRECTIVE, "subject": "Quán triệt Chỉ thị", "on": date(2024, 9, 10), "place": "Hội trường xã",
        "expected": {"members": 40, "uncontracted": 10},
    }  # fmt: skip
    return commands.plan_session(system_actor(), unit=unit, **(known | facts))


def make_held(unit: Unit, **attended: int) -> StudySession:
    session = make_session(unit)
    counts = attended or {"members": 30, "uncontracted": 5}
    return commands.count_attendance(system_actor(), session=session, held_on=date(2024, 9, 10), attended=counts)


def make_guidance(unit: Unit, *units: Unit, **facts: Any) -> Guidance:
    known = {"title": "Hướng dẫn tuyên truyền Tháng ATVSLĐ", "text": "Treo băng rôn, phát thanh ba buổi."}
    return commands.issue_guidance(system_actor(), unit=unit, units=units, **(known | facts))
