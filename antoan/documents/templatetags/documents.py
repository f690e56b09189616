"""Words for what pages of papers show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import template

from antoan.documents.difference import path_words

register = template.Library()

_BARE_LABEL = re.compile(r"(?:[IVXLC]+|\d+|[A-HĐ])(?:[.\s]|$)")


@register.filter
def place(path: str | None) -> str:
    """What a provision's path is called; nothing where there is none."""
    if path is None:
        return ""
    return f"Mục {path}" if _BARE_LABEL.match(path) else path_words(path)


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """The item at that place."""
    return items[place]
