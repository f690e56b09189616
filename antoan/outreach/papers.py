"""Papers of outreach in the form in which the unit writes: the invitation to a session, the letter about unread guidance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from antoan.accounts.models import Membership, Role
from antoan.documents.handing_out import form_of
from antoan.documents.rendering.paper import Paper, Para, Run
from antoan.documents.tree import Header, Signer
from antoan.outreach.models import Guidance, StudySession
from antoan.units.models import Kind, Unit

_PLACE = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(.+)$", re.IGNORECASE)
_PARTY = re.compile(r"(đảng|huyện|quận|thị|thành|tỉnh)\s+ủy", re.IGNORECASE)


@dataclass(frozen=True)
class Signing:
    """What a paper bears beside its words; an empty number is written in by hand. `body`: as in the symbol, "UBND"."""

    number: str = ""
    body: str = ""
    place: str = ""
    authority: str = ""
    position: str = ""
    name: str = ""

    def signer(self) -> Signer:
        return Signer(self.authority or None, self.position or None, self.name or None)


def signing_of(unit: Unit) -> Signing:
    """What is usual for the body, for the office to change: its place, in whose name it signs, and its leader's name."""
    found = _PLACE.search(unit.name)
    place = found[1] if found else ""
    today = timezone.localdate()
    leaders = (
        Membership.objects.on(today).filter(unit=unit, role=Role.LEADER, user__is_active=True).select_related("user")
    )
    names = [row.user.full_name for row in leaders.order_by("valid_from", "pk")[:2]]
    name = names[0] if len(names) == 1 else ""  # of two leaders the office says which
    if unit.kind == Kind.PEOPLES_COMMITTEE:
        return Signing("", "UBND", place, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", name)
    if unit.kind == Kind.PARTY_COMMITTEE and (word := _PARTY.match(unit.name)):
        return Signing("", f"{word[0][0].upper()}U", place, f"T/M {word[0].upper()}", "BÍ THƯ", name)
    return Signing(place=place, name=name)


def invitation(session: StudySession, signing: Signing) -> Paper:
    """Who is invited to what, when and where. The day is written when it is signed."""
    today = timezone.localdate()
    form = form_of(session.unit)
    groups = [f"{row.get_group_display()} ({row.expected} người)" for row in session.audience.all() if row.expected]
    when = f"{session.at:%H giờ %M}, ngày {session.on:%d/%m/%Y}" if session.at else f"ngày {session.on:%d/%m/%Y}"
    said = [("Nội dung", session.subject or f"học tập, quán triệt {session.directive}"), ("Thời gian", when),
            ("Địa điểm", session.place), ("Thành phần", "; ".join(groups))]  # fmt: skip
    header = Header(
        issuer=str(session.unit),
        number=signing.number or None,
        symbol=_symbol("GM", signing, form),
        place=signing.place or None,
        year=today.year,
        month=today.month,
        kind="Giấy mời",
        title=f"dự học tập, quán triệt {session.directive}",
        recipients=["Thành phần mời", "Lưu"],
        signer=signing.signer(),
    )
    body = [
        Para(
            f"{session.unit} trân trọng kính mời các đồng chí, ông, bà dự buổi học tập, quán triệt {session.directive}:"
        ),
        *(Para([Run(f"{name}: ", bold=True), Run(_ended(text))], label="-") for name, text in said),
        Para("Đề nghị các đồng chí, ông, bà đến dự đầy đủ, đúng thời gian."),
    ]
    return Paper(form=form, header=header, body=body, created_at=timezone.localtime())


def urging_letter(guidance: Guidance, units: Sequence[Unit], signing: Signing) -> Paper:
    """To the units that have not opened the guidance: open it, carry it out, say so."""
    now = timezone.localtime()
    form = form_of(guidance.unit)
    sent = timezone.localtime(guidance.issued_at)
    names = [str(unit) for unit in units]
    header = Header(
        issuer=str(guidance.unit),
        number=signing.number or None,
        # A State letter has no abbreviation of its kind; in Party form it is CV.
        symbol=_symbol("CV", signing, form) if form == "party" else signing.body or None,
        place=signing.place or None,
        year=now.year,
        month=now.month,
        kind="Công văn",
        title=f"đôn đốc đọc và thực hiện “{guidance.title}”",
        recipients=["Như trên", "Lưu"],
        signer=signing.signer(),
    )
    body = [
        Para(
            f"Ngày {sent:%d/%m/%Y}, {guidance.unit} gửi “{guidance.title}”, đề nghị các đơn vị đọc trong {guidance.read_within} "
            f"ngày. Đến ngày {now:%d/%m/%Y}, {len(names)} đơn vị chưa mở hướng dẫn này."
        ),
        Para(
            f"{guidance.unit} đề nghị {'các đơn vị' if len(names) > 1 else names[0]} đọc ngay trên hệ thống, tổ chức thực hiện và "
            "báo cáo kết quả; có khó khăn, vướng mắc thì nêu rõ trong báo cáo."
        ),
    ]
    return Paper(form=form, header=header, body=body, addressees=names, created_at=now)


def _symbol(kind: str, signing: Signing, form: str) -> str | None:
    """GM-UBND in State form, GM/ĐU in Party form; the kind alone where the body's abbreviation is not known, in State form."""
    if signing.body:
        return f"{kind}{'/' if form == 'party' else '-'}{signing.body}"
    return kind if form == "state" else None


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
