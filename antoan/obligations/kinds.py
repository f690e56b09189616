"""The kinds of duties that domains register, and where each leads when it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from antoan.obligations.models import Obligation


@dataclass(frozen=True)
class Kind:
    """A kind of duty: its code ("plans.task"), what it is called, and the address of what it is about.

    `is_help`: to work along with another unit that answers for the result; such a duty is never called late by itself.
    `how`: for whoever is no official, how it is done and how it is told here that it was.
    """

    code: str
    name: str | Promise
    address: Callable[[Obligation], str]
    is_help: bool = False
    how: str | Promise = ""


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by a domain's AppConfig.ready()."""
    _KINDS[kind.code] = kind


def kind_of(obligation: Obligation) -> Kind:
    return _KINDS[obligation.kind]


def help_kinds() -> list[str]:
    """The codes of the kinds that only help."""
    return [code for code, kind in _KINDS.items() if kind.is_help]


def all_kinds() -> list[Kind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.code)
