"""What every page knows without asking: the menu, and in which unit the reader sits."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from antoan.accounts.queries import administrators_above
from antoan.units.models import Unit

# name, address, icon, action without which it is not shown, css: "wide" entries are on the desk only
_ENTRIES = [
    ("Việc của tôi", "web:home", "list-check", None, ""),
    ("Lãnh đạo", "web:leader", "layout-dashboard", "plans.urge", ""),
    ("Kế hoạch", "plans:index", "clipboard-list", "plans.view", ""),
    ("Tai nạn", "accidents:index", "message-exclamation", "accidents.view", ""),
    ("Cơ sở", "workplaces:index", "building", "workplaces.view", "wide"),
    ("Bộ máy", "apparatus:index", "shield-check", "apparatus.view", "wide"),
    ("Học tập", "outreach:study", "school", "outreach.view", "wide"),
    ("Hướng dẫn", "outreach:guidance_index", "book", "outreach.view", "wide"),
    ("Số liệu", "statistics:explore", "report", "statistics.view", "wide"),
    ("Văn bản", "documents:index", "file-text", "documents.view", "wide"),
    ("Quy định", "law:index", "search", None, "wide"),
    ("Tính hạn", "obligations:reckon", "calendar", None, "wide"),
    ("Đơn vị", "units:index", "building", None, "wide"),
    ("Người dùng", "accounts:people", "users", "accounts.view", "wide"),
    ("Nhật ký", "accounts:audit", "history", "accounts.audit", "wide"),
    ("Thêm", "web:more", "dots", None, "narrow"),
]


def face(request) -> dict[str, Any]:
    return {
        "face": SimpleLazyObject(lambda: _face(request)),
        "who_admits": SimpleLazyObject(lambda: administrators_above(request.actor)),
    }


def _face(request) -> dict[str, Any]:
    actor = request.actor
    here = request.path
    menu = []
    for name, view, icon, action, css in _ENTRIES:
        if action and not actor.may(action):
            continue
        address = reverse(view)
        is_here = here == address if address == "/" else here.startswith(address)
        menu.append({"name": name, "address": address, "icon": icon, "css": css, "here": is_here})
    if any(entry["here"] for entry in menu if entry["css"] == "wide"):
        menu[-1]["here"] = True  # on a phone those pages stand behind "Thêm"
    first = actor.unit_ids[:1]
    unit = Unit.objects.filter(pk__in=first).values_list("name", flat=True).first() if first else ""
    return {"menu": menu, "unit": unit or ""}
