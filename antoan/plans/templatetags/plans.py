"""Words for what plans show: cycles, changed fields, deeds of the log, the sentence a task came from."""

from __future__ import annotations

from typing import Any

from django import template

from antoan.accounts.events import name_of
from antoan.plans.models.task import Recurrence

register = template.Library()

_FIELDS = {
    "text": "nội dung",
    "lead": "cơ quan chủ trì",
    "coordinate": "cơ quan phối hợp",
    "due": "thời hạn",
    "recurrence": "chu kỳ",
    "product": "sản phẩm",
}


@register.filter
def cycle_name(code: str) -> str:
    return str(Recurrence(code).label) if code in Recurrence.values else ""


@register.filter
def field_name(name: str) -> str:
    return _FIELDS.get(name, name)


@register.filter
def plain(value: Any) -> str:
    """A value of a proposal in words; "không có" where there is none."""
    if isinstance(value, list):
        return ", ".join(value) or "không có"
    return cycle_name(value) or value or "không có"


@register.filter
def deed(action: str) -> str:
    return name_of(action)


@register.filter
def excerpt(document: Any, task: Any) -> str:
    """The place in the document from which a task came, healed of line breaks."""
    return " ".join(document.text[task.start : task.end].split())


@register.filter
def column(mapping: dict, name: str) -> Any:
    """The value under a name; None where there is none."""
    return mapping.get(name)
