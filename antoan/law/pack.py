"""The law at hand: read once, asked often, read again when a text in the home changes."""

from __future__ import annotations

import logging
import time
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

from antoan.home import home
from antoan.law.errors import Fault, NotInForce, OpenQuestion, UnknownKey, UnknownParameter, WrongPack
from antoan.law.rules import Instrument, Provision, Question, Rule

SHIPPED = Path(__file__).parent / "vn"
LOOK_AGAIN = 1.0  # seconds between looks at the home's own texts
log = logging.getLogger(__name__)

Timeline = tuple[tuple[date, ...], tuple[Provision, ...]]  # the starts, for bisecting, and what begins there


@dataclass(frozen=True, eq=False)
class Pack:
    """Everything that was read, and what was wrong with the home's own texts, if anything (then they are left out)."""

    instruments: Mapping[str, Instrument]
    rules: Mapping[str, Rule]
    questions: Mapping[str, Question]
    timelines: Mapping[str, Mapping[tuple[str, ...], Timeline]]
    faults: tuple[Fault, ...] = ()

    def rule(self, key: str) -> Rule:
        try:
            return self.rules[key]
        except KeyError:
            raise UnknownKey(key, self.rules) from None

    def history(self, key: str) -> list[Provision]:
        """Every provision of a rule, variant by variant, oldest first."""
        self.rule(key)
        return [provision for _, provisions in self.timelines[key].values() for provision in provisions]

    def provisions(self) -> Iterator[Provision]:
        for lines in self.timelines.values():
            for _, held in lines.values():
                yield from held


class InForce:
    """The law of one day."""

    __slots__ = ("_pack", "day")

    def __init__(self, pack: Pack, day: date):
        self._pack, self.day = pack, day

    def get(self, key: str, **given: str) -> Provision:
        """The provision that holds on the day.

        Raises:
            UnknownKey, UnknownParameter: with the nearest names.
            NotInForce: nothing holds on that day. OpenQuestion (a kind of it): what holds is not settled.
        """
        rule = self._pack.rules.get(key)
        if rule is None:
            raise UnknownKey(key, self._pack.rules)
        by = rule.by
        if by or given:
            if given.keys() != by.keys():
                wrong = next((name for name in given if name not in by), "")
                raise UnknownParameter(key, wrong, by)
            variant = tuple([given[name] for name in by])
        else:
            variant = ()
        line = self._pack.timelines[key].get(variant)
        if line is None:
            for name, value in zip(by, variant, strict=True):
                if value not in by[name]:
                    raise UnknownParameter(key, f"{name}={value}", [f"{name}={code}" for code in by[name]])
            raise NotInForce(key, self.day)
        starts, provisions = line
        at = bisect_right(starts, self.day) - 1
        if at >= 0:
            found = provisions[at]
            if found.valid_to is None or self.day < found.valid_to:
                if found.question is not None:
                    raise OpenQuestion(key, self.day, found.question)
                if not found.is_repealed:
                    return found
        raise NotInForce(key, self.day, first=starts[0], last=provisions[-1].valid_to)

    def find(self, key: str, **given: str) -> Provision | None:
        """The provision, or None where nothing is in force or the matter is open."""
        try:
            return self.get(key, **given)
        except NotInForce:
            return None

    def all(self, key: str) -> list[Provision]:
        """The provisions of every variant that hold on the day, the open ones among them, in the rule's own order."""
        self._pack.rule(key)
        found = (self._holding(line) for line in self._pack.timelines[key].values())
        order = {variant: n for n, variant in enumerate(product(*self._pack.rules[key].by.values()))}
        return sorted(filter(None, found), key=lambda each: order[each.variant])

    def _holding(self, line: Timeline) -> Provision | None:
        starts, provisions = line
        at = bisect_right(starts, self.day) - 1
        if at < 0 or not provisions[at].holds_on(self.day) or provisions[at].is_repealed:
            return None
        return provisions[at]

    def in_force(self) -> Iterator[Provision]:
        """Everything that holds on the day, rule by rule."""
        for key in self._pack.rules:
            yield from self.all(key)


_pack: Pack | None = None
_stamp: tuple = ()
_looked = 0.0


def own_folder() -> Path:
    """Where an installation keeps law of its own."""
    return home() / "law"


def _own_stamp() -> tuple:
    """What changes when a text of the home does."""
    folder = own_folder()
    stamp: list = [str(folder)]
    for path in sorted(folder.rglob("*.yaml")):
        with suppress(FileNotFoundError):  # taken away while we look
            held = path.stat()
            stamp.append((str(path), held.st_mtime_ns, held.st_size))
    return tuple(stamp)


def current() -> Pack:
    """The pack as it stands; the home's own texts are looked at again at most once a second.

    A text of the home with a fault decides nothing: what stood before stays, and the pack carries the faults.
    """
    global _pack, _stamp, _looked
    now = time.monotonic()
    if _pack is not None and now - _looked < LOOK_AGAIN:
        return _pack
    _looked = now
    stamp = _own_stamp()
    if _pack is None or stamp != _stamp:
        _pack, _stamp = _read(), stamp
    return _pack


def _read() -> Pack:
    from antoan.law.loading import load

    try:
        return load(SHIPPED, own_folder())
    except WrongPack as wrong:
        shipped = load(SHIPPED)  # where this is wrong, nothing of ours can decide, and it says so
        log.warning("the law of this home is left out: %s", wrong)
        return replace(shipped, faults=wrong.faults)


def refresh() -> None:
    """Look at the home's own texts again at the next question: a deed of ours has just written one."""
    global _looked
    _looked = 0.0


def on(day: date) -> InForce:
    """The law of that day. Take the day of the event (accident, violation, signature), not today's."""
    return InForce(current(), day)


def keys() -> list[str]:
    return sorted(current().rules)
