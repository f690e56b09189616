"""Template tags of the face: icons, the timeline bar, the reach strip, marks, numbers and dates as offices write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
@cache  # a page asks for hundreds, of a few dozen names
def icon(name: str) -> SafeString:
    """One of the sprite's icons; the words beside it carry the meaning, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("web/icons.svg"), name
    )


_STATES = {  # state → (class, icon, words)
    "overdue": ("late", "alert-triangle", "quá hạn"),
    "soon": ("soon", "clock", "sắp đến hạn"),
    "open": ("", "clock-pause", "mở"),
    "done": ("done", "circle-check", "xong"),
    "passed": ("", "arrow-right", "đã chuyển"),
    "done_on_time": ("done", "circle-check", "hoàn thành đúng hạn"),
    "done_late": ("done", "history", "hoàn thành quá hạn"),
    "in_time": ("", "clock", "trong hạn"),
    "helping": ("", "users", "phối hợp"),
    "awaiting": ("", "hourglass", "chờ xác nhận"),
}


@register.simple_tag
def mark(state: str, words: str = "") -> SafeString:
    """A state as colour, icon and word together."""
    css, picture, said = _STATES[str(state)]
    return format_html('<span class="mark {}">{} {}</span>', css, icon(picture), words or said)


@register.simple_tag
def due_mark(due: date | None, done_on: date | None = None) -> SafeString:
    """How far a due day is: "quá hạn 12 ngày", "còn 3 ngày", "xong 20/06/2024", or that none is named."""
    if done_on:
        return mark("done", f"xong {done_on:%d/%m/%Y}")
    if due is None:
        return mark("open", "không nêu hạn")
    left = (due - timezone.localdate()).days
    if left < 0:
        return mark("overdue", f"quá hạn {-left} ngày")
    if left <= 7:
        return mark("soon", "hạn hôm nay" if left == 0 else f"còn {left} ngày")
    return mark("open", f"còn {left} ngày")


@register.simple_tag
def part_mark(part: Any) -> SafeString:
    """How a unit's part in a task stands. Silence of the issuer is shown as such, not as lateness of the unit."""
    if part.ended_on:
        return mark("passed")
    if part.confirmed_on:
        return mark(part.standing)
    if part.awaits_confirmation:
        return mark("awaiting", f"chờ xác nhận từ {part.done_on:%d/%m/%Y}")
    if part.part == "coordinate":  # lateness is that of whoever leads
        return mark("helping")
    return due_mark(part.due) if part.due else mark("open", part.task.undated_words)


@register.simple_tag
def timeline(
    start: date | None,
    end: date | None,
    done: date | None = None,
    first_due: date | None = None,
    events: Iterable[date] = (),
) -> SafeString:
    """The thin bar of a period: its start, today, its due day, what happened; red is only what lies beyond the due day.

    Nothing where there is no start or no due day: a bar that only says "until today" tells nobody anything.
    """
    today = timezone.localdate()
    if start is None or end is None:
        return mark_safe("")
    reached = done or today
    far = max(end, min(reached, end + timedelta(days=400)), start)
    days = max((far - start).days, 1)

    def at(day: date) -> float:
        return round(4 + 292 * min(max((day - start).days / days, 0), 1), 1)

    css = "done" if done else "soon" if 0 <= (end - today).days <= 7 else ""
    words = f"từ {start:%d/%m/%Y} đến hạn {end:%d/%m/%Y}" + (f", xong {done:%d/%m/%Y}" if done else "")
    late = due = now = mark_safe("")
    if reached > end:
        late = format_html('<line class="run late" x1="{}" y1="7" x2="{}" y2="7"/>', at(end), at(reached))
    if first_due and first_due != end:
        due = format_html('<circle class="due" cx="{}" cy="7" r="2.5"/>', at(first_due))
        words += f", hạn đầu {first_due:%d/%m/%Y}"
    if start <= today <= far:
        now = format_html('<line class="today" x1="{0}" y1="1" x2="{0}" y2="13"/>', at(today))
    dots = format_html_join("", '<circle class="event" cx="{}" cy="7" r="3"/>', ((at(day),) for day in events))
    return format_html(
        '<svg class="timeline" viewBox="0 0 300 14" role="img"><title>{}</title>'
        '<line class="track" x1="4" y1="7" x2="296" y2="7"/><line class="run {}" x1="4" y1="7" x2="{}" y2="7"/>'
        '{}{}<circle class="due" cx="{}" cy="7" r="4.5"/>{}{}</svg>',
        words, css, max(at(min(reached, end)), 4.1), late, due, at(end), dots, now,
    )  # fmt: skip


_STRIP_WORDS = {
    "late": ("quá hạn", "!"), "soon": ("sắp đến hạn", "~"), "done": ("xong", "✓"), "open": ("trong hạn", ""),
    "covered": ("đã ban hành", "✓"), "draft": ("đang dự thảo", "~"), "missing": ("chưa có kế hoạch", "!"), "waiting": ("chưa đến hạn", "…"),
    "staffed": ("đủ người", "✓"), "lacking": ("còn thiếu", "~"), "held": ("đã tổ chức", "✓"), "planned": ("đã lên lịch", "~"), "silent": ("chưa có lịch", "!"),
    "read": ("đã đọc", "✓"), "unread": ("chưa đọc", ""),
    "vacant": ("chưa có ai", "!"),
    "unasked": ("chưa ghi số người cần có", ""),
}  # fmt: skip


@register.simple_tag
def strip(cells: Iterable[Any], label: str) -> SafeString:
    """One square per unit in the order given. A cell has `name`, `state` and may have `address`."""
    items = []
    for cell in cells:
        state = cell["state"]
        words, sign = _STRIP_WORDS[state]
        title = f"{cell['name']}: {cell.get('words') or words}"
        if cell.get("address"):
            inner = format_html(
                '<a class="cell {}" href="{}" title="{}" aria-label="{}">{}</a>',
                state,
                cell["address"],
                title,
                title,
                sign,
            )
        else:
            inner = format_html(
                '<span class="cell {}" title="{}" role="img" aria-label="{}">{}</span>', state, title, title, sign
            )
        items.append((inner,))
    return format_html('<ul class="strip" aria-label="{}">{}</ul>', label, format_html_join("", "<li>{}</li>", items))


@register.simple_tag
def legend(*states: str) -> SafeString:
    """What the squares of a strip mean: the same square, its sign and its words."""
    rows = ((state, _STRIP_WORDS[state][1], _STRIP_WORDS[state][0]) for state in states)
    return format_html(
        '<ul class="legend">{}</ul>',
        format_html_join("", '<li><span class="cell {}" aria-hidden="true">{}</span>{}</li>', rows),
    )


@register.simple_tag
def legend_of(states: Iterable[str]) -> SafeString:
    """The same for the states that a page really shows."""
    return legend(*states)


@register.filter
def column(mapping: dict, name: str) -> Any:
    """The value under a name; None where there is none."""
    return mapping.get(name)


@register.filter
def vnd(amount: Any) -> str:
    """An amount of đồng: 1.250.000; a dash where it is not known."""
    return "–" if amount is None else f"{int(amount):,}".replace(",", ".")


@register.filter
def vn(number: Any) -> str:
    """A number with Vietnamese separators: 1.234,5."""
    if number is None:
        return "–"
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if not isinstance(number, int) else f"{number:,}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


@register.filter
def day(value: date | None) -> str:
    """20/06/2024, or a dash."""
    return f"{value:%d/%m/%Y}" if value else "–"


@register.simple_tag(takes_context=True)
def may(context: template.Context, action: str, unit: Any = None) -> bool:
    """Whether the reader may do this there: `{% may "plans.urge" plan.unit as can_urge %}`."""
    actor = context["request"].actor
    return bool(actor.may(action, unit))


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The present address with some parameters changed; an empty value takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = value
    return "?" + query.urlencode()
