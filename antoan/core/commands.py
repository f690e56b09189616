"""Deeds, not saves: state changes only inside a `@command`, which is one transaction with one audit event."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from django.db import IntegrityError, models, transaction

from antoan.core import constraints, readonly
from antoan.core.refusals import ChangedMeanwhile
from antoan.core.scoping import Actor

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)

REGISTRY: dict[str, Callable] = {}


def command(deed: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Make a function a deed: everything it writes arrives together or not at all.

    A broken database constraint comes back as a `BrokenRule` with the words for it. What leaves the house (mail,
    push) waits for `transaction.on_commit`.
    """

    @functools.wraps(deed)
    def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with readonly.writing(), transaction.atomic():
                return deed(actor, *args, **kwargs)
        except IntegrityError as error:
            raise constraints.as_refusal(error) from error

    REGISTRY[f"{deed.__module__}.{deed.__qualname__}"] = run
    return run


def locked(row: M, *, version: int | None = None, what: str = "") -> M:
    """The row as it stands now, held until the transaction ends, so that no update of another is lost.

    Raises:
        ChangedMeanwhile: `version` was given and is no longer the row's `version`.
    """
    fresh = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhile(what=what or fresh._meta.verbose_name)
    return fresh
