"""Template tags of *Tra cứu quy định*: a value in full, the bar of an entry's life, its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from antoan.law import words
from antoan.law.models import Verification
from antoan.law.queries import Register, Stretch, name_of
from antoan.law.rules import FIELD_TYPES, Instrument, Provision

register = template.Library()
register.filter("sentence", words.sentence)
register.filter("domain_name", words.domain)
register.filter("stop", words.stop)
register.filter("name_of", name_of)


@register.filter
def stop_only(text: str) -> str:
    """One full stop at the end, for the second half of a sentence."""
    return text[:1] + words.stop(text)[1:]


@register.simple_tag
def entry_mark(entry: Provision, known: Register) -> str:
    """ "chưa đối chiếu bản gốc", until somebody has compared it."""
    return known.mark(entry)


@register.simple_tag
def stretch_mark(stretch: Stretch, known: Register) -> str:
    return known.marks(stretch.entries)


@register.simple_tag
def comparisons(stretch: Stretch, known: Register) -> list[tuple[Verification, str]]:
    """Who compared what of it, with the cases covered."""
    return known.comparisons(stretch.entries)


@register.simple_tag
def law_bar(entry: Provision | Instrument, began: date, far: date) -> SafeString:
    """The life of an entry or document on the common axis of its page: an end is no lateness, so nothing is red."""
    start, today = entry.valid_from or began, timezone.localdate()
    far = max(far, today, start)
    days = max((far - began).days, 1)

    def at(day: date) -> float:
        return round(4 + 292 * min(max((day - began).days / days, 0), 1), 1)

    now = format_html('<line class="today" x1="{0}" y1="1" x2="{0}" y2="13"/>', at(today)) if began <= today else ""
    said = f"từ {start:%d/%m/%Y} " + (f"đến hết {entry.last_day:%d/%m/%Y}" if entry.last_day else "đến nay")
    return format_html(
        '<svg class="timeline" viewBox="0 0 300 14" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<line class="track" x1="4" y1="7" x2="296" y2="7"/><line class="run" x1="{}" y1="7" x2="{}" y2="7"/>'
        '<circle class="event" cx="{}" cy="7" r="3"/>{}</svg>',
        said, at(start), max(at(entry.valid_to or far), at(start) + 0.1), at(start), now,
    )  # fmt: skip


@register.simple_tag
def law_value(entry: Provision) -> SafeString:
    """The value in full: a sentence for what is short, a list or table for what is long."""
    if not entry.decides or entry.value is None:
        return format_html("<p>{}</p>", words.stop(words.sentence(entry)))
    if entry.rule.kind == "formula" and words.is_list(entry.value):
        return _list(words.pieces(entry.value, entry.unit))
    if _is_flat(entry.value):
        return format_html("<p>{}</p>", words.stop(words.sentence(entry)))
    return _shown(entry.value, entry.unit)


@register.simple_tag
def law_values(entries: Sequence[Provision]) -> SafeString:
    """The values of cases that stand side by side: one table where a line tells each, else one after the other."""
    if len(entries) == 1 and not entries[0].variant:
        return law_value(entries[0])
    settled = [each for each in entries if each.decides and each.rule.kind != "formula"]
    label = f"Giá trị từng trường hợp theo {entries[0].citation}"
    if len(entries) > 1 and len(settled) == len(entries) and all(isinstance(each.value, Mapping) for each in entries):
        rows = [{"case": each.variant_name, **each.value} for each in entries]
        return _table(rows, entries[0].unit, label)
    if len(entries) > 1 and all(each not in settled or _is_flat(each.value) for each in entries):
        cells = ((_capital(each.variant_name), _capital(words.sentence(each))) for each in entries)
        lines = format_html_join("", "<tr><td>{}</td><td>{}</td></tr>", cells)
        return _framed(
            format_html('<th scope="col">{}</th><th scope="col">{}</th>', "Trường hợp", "Quy định"), lines, label
        )
    told = ((_capital(each.variant_name), law_value(each)) for each in entries)
    return format_html_join("", "<p><strong>{}</strong></p>{}", told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_flat(value: Any) -> bool:
    """Whether the value is one thing that a line can say."""
    if isinstance(value, Mapping):
        return set(value) <= {"min", "max", "per", "kind", *words.COUNTED}
    return not words.is_list(value)


def _shown(value: Any, unit: str = "") -> SafeString:
    if isinstance(value, Mapping):
        if _is_flat(value):
            return format_html("{}", words.said(value, unit))
        rows = ((words.title(name), _part(name, item, unit)) for name, item in value.items())
        return format_html('<dl class="facts">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))
    if words.is_list(value) and not all(map(words.is_number, value)):
        if value and all(isinstance(item, Mapping) for item in value):
            return _table(value, unit, "Bảng giá trị")
        return _list(_shown(item, unit) for item in value)
    return format_html("{}", words.said(value, unit) or "–")


def _part(name: str, value: Any, unit: str) -> SafeString:
    if name == "type" and isinstance(value, str):
        value = FIELD_TYPES.get(value, value)
    if name == "source" and isinstance(value, str):
        value = words.source(value)
    if name in ("across", "below", "rows") and isinstance(value, str):
        value = words.rule_name(value)
    return _shown(value, words.unit_of(name, unit))


def _list(items: Any) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def _table(rows: Sequence[Mapping[str, Any]], unit: str, label: str) -> SafeString:
    columns = [name for name in dict.fromkeys(name for row in rows for name in row) if not _for_programs(name, rows)]
    head = format_html_join("", '<th scope="col">{}</th>', ((words.title(name),) for name in columns))
    lines = ([_part(name, row.get(name), unit) for name in columns] for row in rows)
    cells = (format_html_join("", "<td>{}</td>", ((cell,) for cell in line)) for line in lines)
    return _framed(head, format_html_join("", "<tr>{}</tr>", ((line,) for line in cells)), label)


def _for_programs(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column holds English codes, which say nothing to a reader beside their names."""
    codes = [str(row["code"]) for row in rows if "code" in row] if name == "code" and "name" in rows[0] else []
    return bool(codes) and all(code.isascii() and code.replace("_", "").isalpha() for code in codes)


def _framed(head: SafeString, body: SafeString, label: str) -> SafeString:
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>",
        label, head, body,
    )  # fmt: skip
