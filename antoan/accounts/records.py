"""What hangs on a record that somebody holds: the sites of an employer's workplace. Rooms whose records hang together say how."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

Below = Callable[[Collection[str]], Iterable[str]]
Above = Callable[[Collection[str]], Iterable[tuple[str, str]]]
_LINKS: list[tuple[Below, Above]] = []


def hang_together(below: Below, above: Above) -> None:
    """Called by a room's AppConfig.ready(): which records hang on these; (record, one on which it hangs). One query each."""
    _LINKS.append((below, above))


def with_below(records: Iterable[str]) -> list[str]:
    """These records and all that hang on them, in that order. A query a level; none where there are no records."""
    found = dict.fromkeys(records)
    fresh = list(found)
    while fresh:
        near = [key for below, _ in _LINKS for key in below(fresh)]
        fresh = [key for key in dict.fromkeys(near) if key not in found]
        found |= dict.fromkeys(fresh)
    return list(found)


def with_above(records: Iterable[str]) -> dict[str, set[str]]:
    """Each of these records with all on which it hangs, itself among them. A query a level."""
    found = {key: {key} for key in records}
    fresh = set(found)
    while fresh:
        pairs = [pair for _, above in _LINKS for pair in above(fresh)]
        fresh = set()
        for keys in found.values():
            more = {upper for key, upper in pairs if key in keys} - keys
            keys |= more
            fresh |= more
    return found
