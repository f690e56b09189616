"""Study and guidance of the demonstration: the sessions of 2024 and after the reform, and guidance that some have not read.

Told after the plan's story, whose bodies and people it finds by name; what lies ahead does so from the day of telling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.core.clock import as_if
from antoan.core.scoping import Actor
from antoan.outreach import commands
from antoan.outreach.models import Group, Guidance, StudySession
from antoan.outreach.sheets import AttendeeRow
from antoan.units.models import Unit

DIRECTIVE = "Chỉ thị số 31-CT/TW ngày 19/3/2024"


@dataclass(frozen=True)
class Studied:
    """A session of a unit, planned by somebody some days before; `attended` or `listed` once it was held."""

    user: str
    unit: str
    on: date
    at: time
    place: str
    subject: str
    expected: Mapping[str, int]
    attended: Mapping[str, int] = field(default_factory=dict)
    listed: tuple[tuple[str, str, str], ...] = ()  # name, group, workplace
    called_off: str = ""


_MEMBERS = "Quán triệt Chỉ thị số 31-CT/TW và kế hoạch của cấp trên trong đảng bộ"
BEFORE = (
    Studied("phuocbinh", "Đảng ủy xã Phước Bình", date(2024, 8, 16), time(7, 30), "Hội trường xã Phước Bình", _MEMBERS,
            {Group.MEMBERS: 67}, {Group.MEMBERS: 64}),
    Studied("phuocdai", "Đảng ủy xã Phước Đại", date(2024, 8, 23), time(8, 0), "Nhà văn hóa xã Phước Đại", _MEMBERS,
            {Group.MEMBERS: 118}, {Group.MEMBERS: 112}),
    Studied("phuochoa", "Đảng ủy xã Phước Hòa", date(2024, 8, 29), time(8, 0), "Hội trường xã Phước Hòa", _MEMBERS,
            {Group.MEMBERS: 45}, {Group.MEMBERS: 41}),
    Studied("phuoctan", "Đảng ủy xã Phước Tân", date(2024, 8, 30), time(8, 0), "Nhà cộng đồng thôn Ma Ty", _MEMBERS,
            {Group.MEMBERS: 38}, called_off="Đường vào thôn Ma Ty bị sạt do mưa lũ"),
    Studied("phuoctan", "Đảng ủy xã Phước Tân", date(2024, 10, 18), time(8, 0), "Hội trường xã Phước Tân", _MEMBERS,
            {Group.MEMBERS: 38}, {Group.MEMBERS: 36}),
    Studied("bacai", "Đảng ủy xã Bác Ái", date(2025, 8, 21), time(7, 30), "Hội trường xã Bác Ái",
            "Quán triệt Chỉ thị số 31-CT/TW trong đảng bộ xã mới", {Group.COMMITTEE: 27, Group.MEMBERS: 214},
            {Group.COMMITTEE: 27, Group.MEMBERS: 198}),
    Studied("ubndbacai", "Ủy ban nhân dân xã Bác Ái", date(2025, 9, 12), time(14, 0), "Nhà văn hóa thôn Trà Co 2",
            "An toàn khi xây nhà ở, cưa xẻ gỗ rừng trồng; quyền và nghĩa vụ của người làm không có hợp đồng",
            {Group.EMPLOYERS: 8, Group.UNCONTRACTED: 20},
            listed=(
                ("Katơr Hiếu", Group.UNCONTRACTED, "Thợ xây, thôn Trà Co 2"), ("Pi Năng Thị Út", Group.UNCONTRACTED, "Phụ hồ, thôn Trà Co 2"),
                ("Chamaléa Sơn", Group.UNCONTRACTED, "Tổ cưa xẻ, thôn Suối Đá"), ("Tain Thị Bích", Group.UNCONTRACTED, "Làm rẫy, thôn Suối Đá"),
                ("Pupur Đức", Group.UNCONTRACTED, "Thợ xây, thôn Ma Lâm"), ("Katơr Thị Mai", Group.UNCONTRACTED, "Thu mua mì, thôn Ma Lâm"),
                ("Nguyễn Văn Hậu", Group.EMPLOYERS, "Chủ hộ xay xát Hậu Giang"), ("Trần Thị Sáu", Group.EMPLOYERS, "Chủ cửa hàng vật liệu xây dựng"),
                ("Lê Quốc Tuấn", Group.EMPLOYERS, "Chủ thầu xây dựng"),
            )),
    Studied("bacaitay", "Đảng ủy xã Bác Ái Tây", date(2025, 9, 5), time(8, 0), "Hội trường xã Bác Ái Tây", _MEMBERS,
            {Group.MEMBERS: 163}, {Group.MEMBERS: 121}),
    Studied("myson", "Đảng ủy xã Mỹ Sơn", date(2025, 10, 10), time(8, 0), "Trung tâm Văn hóa xã Mỹ Sơn", _MEMBERS, {Group.MEMBERS: 240}),
)  # fmt: skip
AHEAD = timedelta(days=9)


def _ahead(today: date) -> Studied:
    return Studied(
        "bacai", "Đảng ủy xã Bác Ái", today + AHEAD, time(8, 0), "Hội trường xã Bác Ái",
        "Sơ kết việc thực hiện Chỉ thị số 31-CT/TW; an toàn lao động trong mùa khô", {Group.COMMITTEE: 27, Group.OFFICIALS: 46, Group.UNIONS: 60},
    )  # fmt: skip


@dataclass(frozen=True)
class Guided:
    """Guidance of an upper body to units below, and who of them opened it when."""

    user: str
    unit: str
    on: date
    title: str
    text: str
    to: tuple[str, ...]
    read: tuple[tuple[str, int], ...]  # user name, days after
    read_within: int = 5


_OLD = tuple(
    f"Đảng ủy xã {commune}"
    for commune in ("Phước Bình", "Phước Hòa", "Phước Tân", "Phước Tiến", "Phước Thắng", "Phước Thành", "Phước Đại", "Phước Chính", "Phước Trung")
)  # fmt: skip
_NEW = tuple(f"{body} {commune}" for body in ("Đảng ủy xã", "Ủy ban nhân dân xã") for commune in ("Bác Ái", "Bác Ái Đông", "Bác Ái Tây", "Mỹ Sơn"))  # fmt: skip


def guided(today: date) -> tuple[Guided, ...]:
    return (
        Guided("vanphong", "Huyện ủy Bác Ái", date(2024, 7, 19), "Hướng dẫn tuyên truyền thực hiện Chỉ thị số 31-CT/TW",
               "Mỗi xã phát thanh ít nhất hai buổi một tuần, bằng tiếng Việt và tiếng Raglai.\n"
               "Ưu tiên thợ xây, tổ cưa xẻ gỗ rừng trồng, người phun thuốc bảo vệ thực vật.\n"
               "Ghi số buổi và số người nghe theo nhóm, gửi kèm báo cáo 6 tháng.", _OLD,
               (("phuocbinh", 1), ("phuochoa", 2), ("phuocdai", 2), ("phuoctien", 3), ("phuoctrung", 4), ("phuocchinh", 4), ("phuoctan", 9), ("phuocthang", 24)), 7),
        Guided("tinhuy", "Tỉnh ủy Khánh Hòa", date(2026, 4, 10), "Hướng dẫn tổ chức Tháng hành động về an toàn, vệ sinh lao động năm 2026",
               "Treo băng rôn tại trụ sở, chợ, trường học từ ngày 25/4.\nTự kiểm tra các công trình xây dựng trên địa bàn trước ngày 20/5.\n"
               "Thăm hỏi gia đình người bị tai nạn lao động; ghi số người được thăm hỏi.", _NEW,
               (("bacai", 0), ("ubndbacai", 1), ("bacaitay", 3), ("myson", 11)), 5),
        Guided("tinhuy", "Tỉnh ủy Khánh Hòa", today - timedelta(days=3), "Phòng ngừa tai nạn khi thu hoạch mía, khai thác rừng trồng mùa khô",
               "Nhắc chủ rẫy, tổ cưa xẻ: không làm một mình, có người trông khi hạ cây, không chở người trên xe chở mía.\n"
               "Trạm y tế xã chuẩn bị cấp cứu vết thương do dao, cưa, rắn cắn.", _NEW,
               (("bacai", 0), ("bacaidong", 1)), 5),
    )  # fmt: skip


def tell() -> None:
    """Plan, hold and count the sessions, send and open the guidance, each on its day. A second telling changes nothing."""
    today = timezone.localdate()
    sessions, guidance = (*BEFORE, _ahead(today)), guided(today)
    names = {row.unit for row in sessions} | {sent.unit for sent in guidance} | {*_OLD, *_NEW}
    units = {unit.name: unit for unit in Unit.objects.filter(name__in=names)}
    if StudySession.objects.filter(unit__in=units.values()).exists():
        return
    events: list[tuple[date, Callable[[], Any]]] = []
    for session in sessions:
        if session.on <= today + AHEAD:
            events += _events_of_session(session, units[session.unit])
    for sent in guidance:
        if sent.on <= today:
            events.append((sent.on, partial(_send, sent, units)))
            events += [(sent.on + timedelta(days=days), partial(_read, user, sent.title)) for user, days in sent.read]
    for day, event in sorted(events, key=lambda entry: entry[0]):
        with as_if(min(day, today)):
            event()


def _events_of_session(row: Studied, unit: Unit) -> list[tuple[date, Callable[[], Any]]]:
    found: list[tuple[date, Callable[[], Any]]] = [(row.on - timedelta(days=11), partial(_plan, row, unit))]
    if row.attended or row.listed:
        found.append((row.on + timedelta(days=1), partial(_count, row, unit)))
    if row.called_off:
        found.append((row.on - timedelta(days=1), partial(_call_off, row, unit)))
    return found


def _actor(username: str) -> Actor:
    return actor_for(User.objects.get(username=username), channel="demo")


def _plan(row: Studied, unit: Unit) -> None:
    commands.plan_session(
        _actor(row.user), unit=unit, directive=DIRECTIVE, subject=row.subject, on=row.on, at=row.at, place=row.place, expected=row.expected
    )  # fmt: skip


def _session(row: Studied, unit: Unit) -> StudySession:
    return StudySession.objects.get(unit=unit, on=row.on)


def _count(row: Studied, unit: Unit) -> None:
    session, actor = _session(row, unit), _actor(row.user)
    if row.listed:
        rows = [AttendeeRow(n, name, group, place) for n, (name, group, place) in enumerate(row.listed, start=1)]
        commands.list_attendance(actor, session=session, held_on=row.on, rows=rows)
    else:
        commands.count_attendance(actor, session=session, held_on=row.on, attended=row.attended)


def _call_off(row: Studied, unit: Unit) -> None:
    commands.call_off_session(_actor(row.user), session=_session(row, unit), reason=row.called_off)


def _send(sent: Guided, units: Mapping[str, Unit]) -> None:
    commands.issue_guidance(
        _actor(sent.user), unit=units[sent.unit], title=sent.title, units=[units[name] for name in sent.to], text=sent.text,
        read_within=sent.read_within,
    )  # fmt: skip


def _read(user: str, title: str) -> None:
    commands.read_guidance(_actor(user), guidance=Guidance.objects.get(title=title))
