"""Figures counted from many rows, remembered until the next deed: nothing changes but by a deed, and each lengthens the log."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from antoan.core.models import AuditHead
from antoan.core.scoping import Actor

T = TypeVar("T")
NOT_LONGER_THAN = 300  # seconds: "the last seven days" moves on though nobody does anything


def until_the_next_deed(name: str, ask: Callable[[], T], *, reader: Actor | None = None) -> T:
    """What `ask` answers today, where it depends on it within the reader's reach; asked again only after a deed of anybody.

    Inside a transaction it is always asked: what is seen there may never come to be.
    """
    if connection.in_atomic_block:
        return ask()
    last = AuditHead.objects.values_list("digest", flat=True).first()
    grants = reader.granted("plans.view") if reader else ()
    seats = sorted({(grant.unit_id, grant.subtree) for grant in grants})
    words = f"{name} {timezone.localdate()} {last} {reader is not None and reader.is_system} {seats}"
    key = hashlib.sha256(words.encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        found = ask()
        cache.set(key, found, NOT_LONGER_THAN)
    return found
