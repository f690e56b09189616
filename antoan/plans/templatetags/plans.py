"""Words for what plans show: cycles, changed fields, deeds of the log, the sentence a task came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from antoan.accounts.events import name_of
from antoan.core.periods import Term
from antoan.obligations.models import SOON
from antoan.plans.models.recurrence import Recurrence
from antoan.plans.queries.matrix import Coverage

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
def leading(parts: Iterable[Any]) -> list[Any]:
    """The parts of those who lead; who only helps is done with the one who leads."""
    return [part for part in parts if part.part == "lead"]


@register.filter
def helping(parts: Iterable[Any]) -> list[Any]:
    return [part for part in parts if part.part != "lead"]


def _state(part: Any) -> str:
    if part.confirmed_on:
        return "done"
    if part.due is None or part.awaits_confirmation:
        return "open"
    left = part.due - timezone.localdate()
    return "late" if left.days < 0 else "soon" if left <= SOON else "open"


@register.filter
def late(parts: Iterable[Any]) -> list[Any]:
    """Those whose due day is past and who have not said that they are done."""
    return [part for part in parts if _state(part) == "late"]


@register.filter
def confirmed(parts: Iterable[Any]) -> list[Any]:
    return [part for part in parts if part.confirmed_on]


@register.filter
def squares(parts: Iterable[Any]) -> list[dict[str, str]]:
    """The cells of the reach strip of one task: one square per unit."""
    return [{"name": str(part.unit), "state": _state(part), "address": part.get_absolute_url()} for part in parts]


_SIGNS = {"covered": "✓", "draft": "~", "refused": "–", "missing": "!", "waiting": "…", "not_asked": "·"}


@register.simple_tag
def matrix_cells(cells: Iterable[Any]) -> SafeString:
    """One line of the coverage matrix. Put together here and not in the template: a province's page has a thousand of them."""
    task_address = reverse("plans:task", args=[0]).removesuffix("0/")
    words = {coverage: str(coverage.label) for coverage in Coverage}
    made = []
    for cell in cells:
        said, unit = words[cell.coverage], escape(cell.unit.name)
        told = f"{said}: {escape(cell.reason)}" if cell.reason else said
        sign = f'<span aria-hidden="true">{_SIGNS[cell.coverage]}</span>'
        if cell.lower:
            link = f"{task_address}{cell.lower[0].pk}/"
            sign = f'<a href="{link}"><span class="visually-hidden">{unit}: {said}</span>{sign}</a>'
        else:
            sign = f'<span class="visually-hidden">{told}</span>{sign}'
        made.append(f'<td class="{cell.coverage}" title="{unit}: {told}">{sign}</td>')
    return mark_safe("".join(made))  # noqa: S308  (escaped above)


@register.filter
def term_name(code: str) -> str:
    """A term in words: "2024-H1" is "6 tháng đầu năm 2024"."""
    return str(Term.parse(code))


@register.filter
def lines(text: str) -> int:
    """How many lines a box needs to show a text whole, for browsers that do not fit it themselves."""
    return max(2, sum(1 + len(line) // 95 for line in text.splitlines()))
