"""Drawing a figure: a bar with its interval, in the page itself, so that it prints and needs no script."""

from datetime import date, timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from antoan.statistics.queries import Bar

register = template.Library()
WORDS = {"above": "cao hơn mức chung", "below": "thấp hơn mức chung", "": ""}


@register.simple_tag
def interval_bar(bar: Bar) -> SafeString:
    """The value as a bar, its interval as a line with ends; a word where it differs from the overall value."""
    if bar.at is None:
        return format_html('<span class="soft">{}</span>', "không tính được")
    whisker = SafeString("")
    if bar.low is not None and bar.high is not None:
        whisker = format_html(
            '<path d="M{0} 4V12M{0} 8H{1}M{1} 4V12" fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke"/>',
            f"{bar.low:g}", f"{bar.high:g}",
        )  # fmt: skip
    drawing = format_html(
        '<svg class="interval" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">'
        '<rect y="3" height="10" width="{}" class="amount"/>{}</svg>',
        f"{bar.at:g}",
        whisker,
    )
    return format_html('{}<span class="small">{}</span>', drawing, WORDS[bar.differs])


@register.filter
def last_day(ends_on: date) -> date:
    """The last day on which something still stood."""
    return ends_on - timedelta(days=1)
