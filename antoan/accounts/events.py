"""What the audit log's codes are called on screen. A domain that stands on accounts registers its own with `names()`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import Role, User
from antoan.core.models import AuditEvent
from antoan.units.models import Unit

_NAMES: dict[str, Any] = {}
_DOMAINS: dict[str, Any] = {
    "accounts": _("Người dùng, phân quyền"),
    "units": _("Đơn vị"),
    "law": _("Quy định"),
    "documents": _("Văn bản"),
    "obligations": _("Việc phải làm"),
    "plans": _("Kế hoạch, nhiệm vụ"),
    "apparatus": _("Bộ máy"),
    "outreach": _("Học tập, hướng dẫn"),
    "workplaces": _("Cơ sở"),
    "accidents": _("Tai nạn lao động"),
}


def names(**sentences: Any) -> None:
    """Register the words: `names(**{"plans.task.assigned": _("Giao nhiệm vụ")})`."""
    _NAMES.update(sentences)


def name_of(action: str) -> str:
    """The words for an audit code; the code itself where nobody gave any."""
    return str(_NAMES.get(action, action))


def domains() -> list[tuple[str, str]]:
    return [(domain, str(name)) for domain, name in _DOMAINS.items()]


# What the facts of an event are called. A fact without a name here is for programs and stays off the screen.
_FACTS: dict[str, Any] = {
    "role": _("vai trò"),
    "user": _("người"),
    "to": _("người làm thay"),
    "absent": _("người vắng mặt"),
    "full_name": _("họ và tên"),
    "valid_from": _("từ ngày"),
    "valid_to": _("đến trước ngày"),
    "first_day": _("từ ngày"),
    "last_day": _("đến hết ngày"),
    "reason": _("lý do"),
    "name": _("tên"),
    "title": _("tên"),
    "number": _("số"),
    "due": _("thời hạn"),
    "percent": _("tiến độ, %"),
    "text": _("nội dung"),
}
_PERSONS = ("user", "to", "absent")


def facts(**sentences: Any) -> None:
    """Register what a fact of an event is called: `facts(budget=_("kinh phí"))`."""
    _FACTS.update(sentences)


def lines(events: Sequence[AuditEvent]) -> list[dict[str, Any]]:
    """Events as a page shows them: `event`, `words`, `unit`, `details` as pairs of name and value. Two queries in all."""
    units = Unit.objects.in_bulk({event.unit_id for event in events if event.unit_id})
    numbers = {event.what[name] for event in events for name in _PERSONS if isinstance(event.what.get(name), int)}
    persons = User.objects.in_bulk(numbers)
    return [
        {
            "event": event,
            "words": name_of(event.action),
            "unit": units.get(event.unit_id) or "",
            "details": [
                (str(_FACTS[name]), _said(name, value, persons))
                for name, value in event.what.items()
                if name in _FACTS and value not in (None, "", [], {})
            ],
        }
        for event in events
    ]


def _said(name: str, value: Any, persons: dict[int, User]) -> str:
    if name in _PERSONS and isinstance(value, int):
        return str(persons.get(value, value))
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if isinstance(value, str) and len(value) == 10:
        try:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    return str(value)


names(
    **{
        "accounts.invitation.made": _("Mời người dùng"),
        "accounts.invitation.revoked": _("Thu hồi lời mời"),
        "accounts.invitation.accepted": _("Nhận lời mời"),
        "accounts.membership.granted": _("Giao vai trò"),
        "accounts.membership.ended": _("Kết thúc vai trò"),
        "accounts.delegation.made": _("Ủy quyền"),
        "accounts.delegation.withdrawn": _("Thu hồi ủy quyền"),
        "accounts.user.updated": _("Sửa thông tin người dùng"),
        "accounts.password.reset_offered": _("Tạo liên kết đặt lại mật khẩu"),
        "accounts.password.chosen": _("Đặt mật khẩu mới"),
        "accounts.password.set": _("Đặt lại mật khẩu từ máy chủ"),
        "accounts.second_factor.removed": _("Gỡ xác thực hai bước"),
        "units.unit.created": _("Lập đơn vị"),
        "units.units.added": _("Thêm các đơn vị"),
        "units.unit.withdrawn": _("Rút đơn vị lập nhầm"),
        "units.unit.renamed": _("Đổi tên đơn vị"),
        "units.unit.moved": _("Đổi cấp trên của đơn vị"),
        "units.unit.transferred": _("Chuyển đơn vị sang cấp trên khác"),
        "units.unit.split": _("Chia, tách đơn vị"),
        "units.unit.abolished": _("Giải thể đơn vị"),
        "units.units.merged": _("Sáp nhập đơn vị"),
        "units.succession.undone": _("Hoàn tác một lần sắp xếp"),
        "units.alias.added": _("Ghi tên gọi khác của đơn vị"),
        "units.alias.removed": _("Bỏ tên gọi khác của đơn vị"),
        "units.country.loaded": _("Nạp danh mục đơn vị cả nước"),
        "units.work.passed_on": _("Chuyển việc còn mở sang đơn vị tiếp nối"),
    }
)
