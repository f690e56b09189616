"""Which of our duties come from a rule: rooms above say so through this door, and the page of the rule shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """Something that stands on a rule: what it is called, where it leads, and a word on it."""

    name: str
    address: str = ""
    note: str = ""


# A room appends a function from a key to what it builds on it: `law.used_by.append(uses_of)` in AppConfig.ready().
used_by: list[Callable[[str], Iterable[Use]]] = []
