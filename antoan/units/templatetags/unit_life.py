"""The timeline bar of a unit's life: the same thin bar as everywhere, without a due day, for an end is no lateness."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from antoan.units.queries import Life

register = template.Library()


@register.simple_tag
def life_bar(life: Life) -> SafeString:
    """From the unit's first day to today or its last change, whichever is later; a dot for each change, a stroke for today."""
    today = timezone.localdate()
    last = life.last_day
    far = max([today, life.began, *life.turns, *([last] if last else [])])
    days = max((far - life.began).days, 1)

    def at(day: date) -> float:
        return round(4 + 292 * min(max((day - life.began).days / days, 0), 1), 1)

    words = f"Từ {life.began:%d/%m/%Y}" + (f" đến hết {last:%d/%m/%Y}" if last else " đến nay")
    words += f", {len(life.turns)} lần thay đổi" if life.turns else ""
    dots = format_html_join("", '<circle class="event" cx="{}" cy="7" r="3"/>', ((at(day),) for day in life.turns))
    now = format_html('<line class="today" x1="{0}" y1="1" x2="{0}" y2="13"/>', at(today))
    return format_html(
        '<svg class="timeline" viewBox="0 0 300 14" role="img"><title>{}</title>'
        '<line class="track" x1="4" y1="7" x2="296" y2="7"/><line class="run" x1="4" y1="7" x2="{}" y2="7"/>{}{}</svg>',
        words,
        max(at(last or far), 4.1),
        dots,
        now if life.began <= today else "",
    )
