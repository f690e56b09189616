"""The register of accidents as a spreadsheet: what may leave is in it, names and wounds are not."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from antoan.accidents.queries import Row
from antoan.core import spreadsheets
from antoan.core.spreadsheets import Column

COLUMNS = [
    Column("TT", 6), Column("Mã vụ", 16), Column("Ngày xảy ra", 12), Column("Xã, phường", 28), Column("Nơi xảy ra", 30),
    Column("Cơ sở, người sử dụng lao động", 30), Column("Loại", 16), Column("Mức độ", 18), Column("Số người chết", 10),
    Column("Bị thương nặng", 10), Column("Bị thương nhẹ", 10), Column("Trong đó nữ", 10), Column("Tình trạng", 22),
    Column("Cơ quan điều tra", 28), Column("Hạn điều tra", 12),
]  # fmt: skip
_WORDS = {"fatal": "chết người", "many_serious": "nặng, từ hai người", "serious": "nặng, một người", "minor": "nhẹ"}


def export(rows: Iterable[Row], *, of: str) -> bytes:
    table = []
    for number, row in enumerate(rows, start=1):
        accident = row.accident
        people = [person for person in accident.injuries.all() if person.same_as_id is None]
        count = {name: sum(person.gravity == name for person in people) for name in ("fatal", "serious", "minor")}
        table.append(
            [
                number, accident.code, accident.occurred_on, str(accident.unit), accident.place, accident.employer_name,
                "Sự cố" if accident.is_occurrence else "Tai nạn", "" if accident.is_occurrence else _WORDS[row.gravity],
                count["fatal"], count["serious"], count["minor"], sum(person.sex == "female" for person in people),
                str(accident.get_status_display()), str(accident.investigator or ""), row.due,
            ]
        )  # fmt: skip
    title = f"SỔ TAI NẠN LAO ĐỘNG, SỰ CỐ: {of} ({timezone.localdate():%d/%m/%Y})"
    return spreadsheets.write(title, COLUMNS, table, sheet="Tai nạn lao động")
