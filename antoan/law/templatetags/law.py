"""Template tags of *Tra cứu quy định*: a value in full, the bar of an entry's life, its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from antoan.law import words
from antoan.law.queries import Register
from antoan.law.rules import Provision

register = template.Library()
register.filter("sentence", words.sentence)
register.filter("domain_name", words.domain)


@register.filter
def lookup(names: Mapping[str, str], key: str) -> str:
    return names.get(key, "")


@register.simple_tag
def entry_mark(entry: Provision, known: Register) -> str:
    """ "chưa đối chiếu bản gốc", until somebody has compared it."""
    return known.mark(entry)


@register.simple_tag
def compared(entry: Provision, known: Register) -> Any:
    """The comparison that stands, or None."""
    return known.of(entry)


@register.simple_tag
def law_bar(entry: Provision, began: date, far: date) -> SafeString:
    """The life of one entry on the common axis of its rule: an end is no lateness, so nothing is red."""
    today = timezone.localdate()
    far = max(far, today)
    days = max((far - began).days, 1)

    def at(day: date) -> float:
        return round(4 + 292 * min(max((day - began).days / days, 0), 1), 1)

    end = entry.valid_to or far
    now = format_html('<line class="today" x1="{0}" y1="1" x2="{0}" y2="13"/>', at(today)) if began <= today else ""
    said = f"từ {entry.valid_from:%d/%m/%Y} " + (f"đến hết {entry.last_day:%d/%m/%Y}" if entry.last_day else "đến nay")
    return format_html(
        '<svg class="timeline" viewBox="0 0 300 14" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<line class="track" x1="4" y1="7" x2="296" y2="7"/><line class="run" x1="{}" y1="7" x2="{}" y2="7"/>'
        '<circle class="event" cx="{}" cy="7" r="3"/>{}</svg>',
        said, at(entry.valid_from), max(at(end), at(entry.valid_from) + 0.1), at(entry.valid_from), now,
    )  # fmt: skip


@register.simple_tag
def law_value(entry: Provision) -> SafeString:
    """The value in full: a sentence for what is short, a list or table for what is long."""
    if not entry.decides or entry.value is None:
        return format_html("<p>{}</p>", words.sentence(entry))
    if entry.rule.kind == "formula" and words.is_list(entry.value):
        return _list(words.pieces(entry.value, entry.unit))
    if _is_flat(entry.value):
        return format_html("<p>{}</p>", words.sentence(entry))
    return _shown(entry.value, entry.unit)


def _is_flat(value: Any) -> bool:
    """Whether the value is one thing that a line can say."""
    if isinstance(value, Mapping):
        return set(value) <= {"min", "max"}
    return not words.is_list(value)


def _shown(value: Any, unit: str = "") -> SafeString:
    if isinstance(value, Mapping):
        if _is_flat(value):
            return format_html("{}", words.said(value, unit))
        rows = ((words.part(name), _shown(item, unit if words.is_number(item) else "")) for name, item in value.items())
        return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if words.is_list(value):
        if value and all(isinstance(item, Mapping) for item in value):
            return _table(value, unit)
        return _list(_shown(item, unit) for item in value)
    return format_html("{}", words.said(value, unit) or "–")


def _list(items: Any) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def _table(rows: Sequence[Mapping[str, Any]], unit: str) -> SafeString:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    head = format_html_join("", '<th scope="col">{}</th>', ((words.part(name),) for name in columns))
    body = format_html_join(
        "",
        "<tr>{}</tr>",
        (
            (format_html_join("", "<td>{}</td>", ((_shown(row[name], unit if words.is_number(row[name]) and name in ("value", "amount", "min", "max") else "") if name in row else mark_safe("–"),) for name in columns)),)
            for row in rows
        ),
    )  # fmt: skip
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="Bảng giá trị"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        head,
        body,
    )
