"""A valid world of papers: an office that writes, a leader who approves, a commune that receives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import Membership, Role, User
from antoan.core.scoping import Actor, system_actor
from antoan.documents import commands, numbering
from antoan.documents.models import Document, Draft
from antoan.units.models import Kind, Level, Unit
from antoan.units.tests.factories import make_unit

LONG_AGO = date(2023, 1, 1)
HEADER: dict[str, Any] = {
    "superior": "Ủy ban nhân dân tỉnh Khánh Hòa",
    "issuer": "Ủy ban nhân dân huyện Bác Ái",
    "body": "UBND",
    "place": "Bác Ái",
    "title": "Thực hiện công tác an toàn, vệ sinh lao động năm 2026",
    "addressees": [],
    "recipients": ["UBND các xã", "Phòng Y tế", "Lưu: VT, VHXH"],
    "authority": "TM. ỦY BAN NHÂN DÂN",
    "position": "CHỦ TỊCH",
    "name": "Katơr Thị Sính",
}
TEXT = """Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13, ngày 25/6/2015;
Ủy ban nhân dân huyện ban hành kế hoạch như sau:
I. MỤC ĐÍCH
Giảm tai nạn lao động chết người, nhất là trong xây dựng và khai thác đá.
II. NHIỆM VỤ
1. Tuyên truyền
- Phát thanh mỗi tuần một lần;
- Treo băng rôn tại trụ sở.
2. Kiểm tra các công trình xây dựng hằng quý.
III. TỔ CHỨC THỰC HIỆN
Các xã báo cáo trước ngày 15/12/2026.
Trên đây là Kế hoạch công tác an toàn, vệ sinh lao động năm 2026./."""

DECISION = """CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI
Căn cứ Luật An toàn, vệ sinh lao động số 84/2015/QH13, ngày 25/6/2015;
QUYẾT ĐỊNH:
Điều 1. Thành lập Đoàn kiểm tra an toàn, vệ sinh lao động gồm các ông, bà có tên sau:
1. Ông Nguyễn Văn Bình, Trưởng đoàn;
2. Bà Katơr Thị Sính, thành viên.
Điều 2. Đoàn kiểm tra tự giải thể sau khi hoàn thành nhiệm vụ.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký."""

ASKED_FOR = DECISION.replace("QUYẾT ĐỊNH:", "Theo đề nghị của Trưởng Phòng Y tế huyện.\nQUYẾT ĐỊNH:")


@dataclass
class World:
    """UBND huyện Bác Ái with a department and two communes, and people who can act."""

    party: Unit
    committee: Unit
    health: Unit
    communes: dict[str, Unit]
    people: dict[str, User] = field(default_factory=dict)

    def person(self, name: str, unit: Unit, *roles: str) -> User:
        user = User.objects.create(username=name.lower(), full_name=name)
        for role in roles:
            Membership.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
        self.people[name] = user
        return user

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])


def make_world() -> World:
    party = make_unit("Huyện ủy Bác Ái", level=Level.DISTRICT)
    committee = make_unit("UBND huyện Bác Ái", parent=party, kind=Kind.PEOPLES_COMMITTEE, level=Level.DISTRICT)
    health = make_unit("Phòng Y tế huyện Bác Ái", parent=committee, kind=Kind.DEPARTMENT, level=Level.DISTRICT)
    communes = {
        name: make_unit(f"UBND xã {name}", parent=committee, kind=Kind.PEOPLES_COMMITTEE)
        for name in ("Phước Bình", "Phước Hòa")
    }
    world = World(party, committee, health, communes)
    world.person("Lan", committee, Role.OFFICER)  # writes
    world.person("Hạnh", committee, Role.OFFICE)  # văn thư
    world.person("Sính", committee, Role.LEADER)
    world.person("Xuân", communes["Phước Bình"], Role.OFFICE)
    world.person("Duyên", communes["Phước Bình"], Role.OFFICER)
    world.person("Hòa", communes["Phước Hòa"], Role.OFFICE)
    return world


def make_draft(unit: Unit, *, text: str | None = TEXT, form: str = "state", kind: str = "plan", **header: Any) -> Draft:
    """A draft of that unit with one version; without text it has none."""
    actor = system_actor()
    said = HEADER | header
    draft = commands.start_draft(actor, unit=unit, form=form, kind=kind, title=said["title"])
    if text is not None:
        commands.save_version(actor, draft=draft, version=draft.version, header=said, text=text)
        draft.refresh_from_db()
    return draft


def make_approved(unit: Unit, **facts: Any) -> Draft:
    draft = make_draft(unit, **facts)
    draft = commands.send_for_approval(system_actor(), draft=draft, version=draft.version)
    return commands.approve(system_actor(), draft=draft, version=draft.version)


def approved_without_symbol(world: World) -> Draft:
    """A draft as it could be approved before its header was asked for."""
    draft = make_draft(world.committee, body="")
    Draft.objects.filter(pk=draft.pk).update(status=Draft.Status.APPROVED, approved_at=timezone.now())
    draft.refresh_from_db()
    return draft


def make_issued(unit: Unit, *, signed_on: date, recipients: Any = (), **facts: Any) -> Document:
    draft = make_approved(unit, **facts)
    period = numbering.periods(draft.form, signed_on)[-1]
    return commands.issue(
        system_actor(), draft=draft, version=draft.version, signed_on=signed_on, period=period, recipients=recipients
    )
