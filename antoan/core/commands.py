"""Deeds, not saves: state changes only inside a `@command`, which is one transaction with one audit event."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Concatenate, ParamSpec, TypeVar

from django.db import IntegrityError, connection, models, transaction

from antoan.core import constraints, readonly
from antoan.core.refusals import ChangedMeanwhile
from antoan.core.scoping import Actor

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

REGISTRY: dict[str, Callable] = {}

_turn = threading.Lock()
"""SQLite lets one write at a time, and whoever waits there asks again now and then: of sixteen that write without a pause
some lost every draw for twenty seconds. So the writers of one process queue here before they ask the database."""


def command(deed: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Make a function a deed: everything it writes arrives together or not at all.

    A broken database constraint comes back as a `BrokenRule` with the words for it. What leaves the house (mail,
    push) waits for `transaction.on_commit`.
    """

    @functools.wraps(deed)
    def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with readonly.writing(), _queue(), transaction.atomic():
                return deed(actor, *args, **kwargs)
        except IntegrityError as error:
            raise constraints.as_refusal(error) from error

    REGISTRY[f"{deed.__module__}.{deed.__qualname__}"] = run
    return run


def _queue() -> AbstractContextManager:
    """A place in the line; nothing where the database queues fairly, or this thread is writing already."""
    return nullcontext() if connection.vendor != "sqlite" or connection.in_atomic_block else _turn


def locked(row: M, *, version: int | None = None, what: str = "") -> M:
    """The row as it stands now, held until the transaction ends, so that no update of another is lost.

    Raises:
        ChangedMeanwhile: `version` was given and is no longer the row's `version`.
    """
    fresh = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhile(what=what or fresh._meta.verbose_name)
    return fresh
