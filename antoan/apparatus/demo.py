"""The apparatus of the demonstration: who worked on safety in the nine communes, and who does in the four that followed.

Told after the plan's story, whose bodies and people it finds by name. What lapses does so around the day of telling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.apparatus import commands
from antoan.apparatus.models import Share, Staff
from antoan.core.clock import as_if
from antoan.core.scoping import Actor, system_actor
from antoan.units.models import Unit

REFORM = date(2025, 7, 1)
TWO_YEARS = timedelta(days=730)


@dataclass(frozen=True)
class Served:
    """Somebody's time in a unit; trainings as (day, number of the certificate)."""

    unit: str
    name: str
    position: str
    since: date
    share: str = Share.PART
    account: str = ""
    trained: tuple[tuple[date, str], ...] = ()
    whole_from: date | None = None
    left: tuple[date, str] | None = None

    @property
    def gone(self) -> tuple[date, str] | None:
        """When and why the person left; whoever still stood in a unit of before the reform left with it."""
        if self.left is None and self.since < REFORM:
            return REFORM - timedelta(days=1), "Đơn vị kết thúc hoạt động; phân công lại ở đơn vị mới"
        return self.left


_COMMITTEE = "Ủy ban nhân dân xã"
_TAUGHT = date(2024, 11, 20)  # the class that the province's department held for the district
# By the district's decision of 11 October 2024: one official each, nobody yet in Phước Thắng.
NAMED = date(2024, 10, 14)
BEFORE = (
    Served("Phòng Lao động - Thương binh và Xã hội huyện Bác Ái", "Đạo Thị Ngọc", "Chuyên viên", date(2021, 3, 1), Share.WHOLE, "laodong",
           ((date(2023, 5, 18), "0418/2023/N2"),)),
    Served(f"{_COMMITTEE} Phước Bình", "Katơr Thị Ngân", "Công chức Văn hóa - Xã hội", NAMED, trained=((_TAUGHT, "1102/2024/N2"),)),
    Served(f"{_COMMITTEE} Phước Hòa", "Pupur Thành", "Công chức Văn phòng - Thống kê", NAMED, trained=((_TAUGHT, "1103/2024/N2"),)),
    Served(f"{_COMMITTEE} Phước Tân", "Pi Năng Tuấn", "Công chức Địa chính - Xây dựng", NAMED),
    Served(f"{_COMMITTEE} Phước Tiến", "Chamaléa Thị Hiền", "Công chức Văn hóa - Xã hội", NAMED, trained=((_TAUGHT, "1105/2024/N2"),)),
    Served(f"{_COMMITTEE} Phước Thành", "Tain Văn Khiêm", "Công chức Văn hóa - Xã hội", NAMED,
           left=(date(2025, 3, 31), "Nghỉ việc theo nguyện vọng")),
    Served(f"{_COMMITTEE} Phước Đại", "Nguyễn Thanh Tùng", "Phó Chủ tịch UBND xã", NAMED, trained=((_TAUGHT, "1107/2024/N2"),)),
    Served(f"{_COMMITTEE} Phước Chính", "Katơr Thị Liễu", "Công chức Văn hóa - Xã hội", NAMED, trained=((_TAUGHT, "1108/2024/N2"),)),
    Served(f"{_COMMITTEE} Phước Trung", "Chamaléa Thị Sen", "Công chức Văn hóa - Xã hội", NAMED),
)  # fmt: skip


def after(today: date) -> tuple[Served, ...]:
    """The four communes since the reform, with papers that stand, lapse soon or have lapsed on the day of telling."""
    return (
        Served(f"{_COMMITTEE} Bác Ái", "Nguyễn Thị Kim Chi", "Chánh Văn phòng HĐND và UBND xã", REFORM, account="ubndbacai",
               trained=((today - TWO_YEARS + timedelta(days=41), "0963/N2"),)),
        Served(f"{_COMMITTEE} Bác Ái", "Katơr Thị Liễu", "Chuyên viên Phòng Văn hóa - Xã hội", REFORM, trained=((_TAUGHT, "1108/2024/N2"),)),
        Served("Đảng ủy xã Bác Ái", "Katơr Thị Sính", "Phó Bí thư Đảng ủy xã", REFORM, account="bacai"),
        Served(f"{_COMMITTEE} Bác Ái Đông", "Nguyễn Thanh Tùng", "Chuyên viên Phòng Kinh tế", REFORM,
               trained=((today - TWO_YEARS - timedelta(days=33), "0871/N2"),)),
        Served(f"{_COMMITTEE} Bác Ái Tây", "Katơr Thị Ngân", "Chuyên viên Phòng Văn hóa - Xã hội", REFORM,
               left=(date(2026, 1, 31), "Chuyển công tác về Sở Nội vụ")),
        Served(f"{_COMMITTEE} Mỹ Sơn", "Nguyễn Văn Lợi", "Chuyên viên Phòng Kinh tế", REFORM,
               whole_from=date(2025, 10, 1), trained=((date(2026, 5, 14), "0512/2026/N2"),)),
    )  # fmt: skip


WANTED = (
    # day, number, basis, communes
    (date(2025, 7, 15), 2, "Kế hoạch 12-KH/TU ngày 10/7/2025 của Tỉnh ủy Khánh Hòa", ("Bác Ái", "Bác Ái Đông", "Bác Ái Tây")),
    (date(2025, 7, 15), 1, "Kế hoạch 12-KH/TU ngày 10/7/2025 của Tỉnh ủy Khánh Hòa", ("Mỹ Sơn",)),
)  # fmt: skip


def tell() -> None:
    """Write the register as the offices would have, each entry on its day. Told once; a second telling changes nothing."""
    today = timezone.localdate()
    people = (*BEFORE, *after(today))
    units = {unit.name: unit for unit in Unit.objects.filter(name__in={row.unit for row in people})}
    if Staff.objects.filter(unit__in=units.values()).exists():
        return
    events: list[tuple[date, Callable[[], Any]]] = []
    for row in people:
        if row.unit in units:
            events += _events(row, units[row.unit], today)
    for day, wanted, basis, communes in WANTED:
        events.append((day, partial(_want, communes, wanted, basis, day)))
    # In the order of the days, as the log would have it. Sorting is stable: who is entered is trained after that.
    for day, event in sorted(events, key=lambda entry: entry[0]):
        with as_if(min(day, today)):
            event()


def _events(row: Served, unit: Unit, today: date) -> list[tuple[date, Callable[[], Any]]]:
    entered = max(row.since, NAMED) + timedelta(days=2)
    found: list[tuple[date, Callable[[], Any]]] = [(entered, partial(_enter, row, unit))]
    for day, certificate in row.trained:
        if day <= today:
            noted = max(day + timedelta(days=8), entered)
            found.append((noted, partial(_train, row, unit, day, certificate)))
    if row.whole_from and row.whole_from <= today:
        found.append((row.whole_from, partial(_make_whole, row, unit)))
    if row.gone and row.gone[0] <= today:
        found.append((row.gone[0], partial(_leave, row, unit)))
    return found


def _actor(account: str) -> Actor:
    """The person who keeps the register himself, or the demonstration where his office has no account."""
    user = User.objects.filter(username=account).first() if account else None
    return actor_for(user, channel="demo") if user else system_actor("demo")


def _enter(row: Served, unit: Unit) -> None:
    user = User.objects.filter(username=row.account).first() if row.account else None
    commands.register_staff(
        _actor(row.account), unit=unit, name=row.name, since=row.since, share=row.share, position=row.position, user=user
    )  # fmt: skip


def _standing(row: Served, unit: Unit) -> Staff:
    return Staff.objects.get(unit=unit, name_key=Staff.key_of(row.name), valid_to=None)


def _train(row: Served, unit: Unit, day: date, certificate: str) -> None:
    commands.record_training(_actor(row.account), staff=_standing(row, unit), trained_on=day, certificate=certificate)


def _make_whole(row: Served, unit: Unit) -> None:
    assert row.whole_from is not None
    commands.change_share(system_actor("demo"), staff=_standing(row, unit), share=Share.WHOLE, on=row.whole_from)


def _leave(row: Served, unit: Unit) -> None:
    assert row.gone is not None
    last_day, reason = row.gone
    commands.end_staff(_actor(row.account), staff=_standing(row, unit), last_day=last_day, reason=reason)


def _want(communes: tuple[str, ...], wanted: int, basis: str, since: date) -> None:
    units = Unit.objects.filter(name__in=[f"{_COMMITTEE} {commune}" for commune in communes]).order_by("pk")
    commands.set_posts(_actor("tinhuy"), units=units, wanted=wanted, since=since, basis=basis)
