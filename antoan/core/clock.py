"""Doing something as if it were another moment: the demonstration writes two years of an office's life in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from unittest import mock

from django.utils import timezone


def now() -> datetime:
    """The moment, for defaults of models: looked up when it is asked for, so that `as_if` reaches it."""
    return timezone.now()


@contextmanager
def as_if(day: date, at: time = time(9, 0)) -> Iterator[None]:
    """Inside, it is that day in Việt Nam. For one thread: never used while pages are served."""
    moment = datetime.combine(day, at, tzinfo=timezone.get_default_timezone())
    with mock.patch.object(timezone, "now", return_value=moment):
        yield
