"""From "Phước Bình", "xã Phước Bình, huyện Bác Ái, Ninh Thuận" or a code to the commune of today, or of then.

Names are looked for within one area or, without one, in the whole country; before and after 01/07/2025. What stays
ambiguous is a fault that names the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from antoan.core.scoping import Actor, reach
from antoan.core.text import squeeze
from antoan.units.models import AREAS, Kind, Level, SuccessionPart, Unit, UnitClosure, UnitLineage, UnitVersion
from antoan.units.names import apart, bare_key_of, key_of, marks_of
from antoan.workplaces.importing.kinds import Faulty

_PART = 800  # parameters of one query
_SHORT = re.compile(r"^(x|p|tt|h|tx|tp|q|t)\s*\.\s*", re.IGNORECASE)
_LONG = {
    "x": "xã",
    "p": "phường",
    "tt": "thị trấn",
    "h": "huyện",
    "tx": "thị xã",
    "tp": "thành phố",
    "q": "quận",
    "t": "tỉnh",
}


@dataclass(frozen=True)
class _Commune:
    """A commune that once bore the asked name: by which names it and its upper areas went."""

    unit_id: int
    name: str
    ends_on: date | None


class Places:
    """Finds communes for one list. Ask `prepare` with all texts first: it costs a few queries for all of them."""

    def __init__(self, actor: Actor, unit: Unit | None, *, on: date, action: str):
        self.actor, self.unit, self.on, self.action = actor, unit, on, action
        self._by_key: dict[str, list[_Commune]] = {}
        self._above: dict[int, dict[int, str]] = {}  # commune → upper area → its names
        self._heir: dict[int, tuple[int, str]] = {}
        self._allowed: set[int] | None = None
        self._follows: dict[int, set[int]] = {}
        self.moved: dict[str, str] = {}  # text of a cell → what became of the commune it names
        self.names: dict[int, str] = {}

    def prepare(self, texts: Iterable[str]) -> None:
        """Load whatever bears one of these names or codes. A number of queries that does not grow with the rows."""
        keys = {key for text in texts for part in _parts(text) for key in (key_of(part), bare_key_of(part))}
        found = list(self._named(keys - {""}))
        if not found and not UnitVersion.objects.filter(kind=Kind.COMMUNE).exists():
            found = list(self._bodies_named(keys))
        for key, commune in found:
            if commune not in self._by_key.setdefault(key, []):
                self._by_key[key].append(commune)
        ids = {commune.unit_id for communes in self._by_key.values() for commune in communes}
        self._load_above(ids)
        self._load_heirs(ids)
        if self._allowed is None:
            self._allowed = self._reachable()

    def find(self, text: str) -> int:
        """The key of the commune's unit.

        Raises:
            Faulty: unknown_commune, ambiguous_commune, commune_out_of_reach
        """
        parts = _parts(text)
        if not parts:
            raise Faulty("unknown_commune", "Hãy ghi tên xã, phường.")
        for name, upper in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
            found = self._called(name)
            within = [one for one in found if self._lies_in(one, upper)]
            if within:
                break
        else:
            found = self._called(parts[0])
            if found and len(parts) > 1:
                raise Faulty(
                    "unknown_commune",
                    f"Không có “{parts[0]}” trong {', '.join(parts[1:])}. Có: {self._listed(found)}.",
                )
            raise Faulty(
                "unknown_commune", f"Không có xã, phường tên “{text}”. Hãy kiểm tra lại tên, ví dụ Phước Bình."
            )
        assert self._allowed is not None
        near = [one for one in within if one.unit_id in self._allowed] if self._is_limited else within
        if not near:
            raise Faulty(
                "commune_out_of_reach",
                f"{self._listed(within)} không thuộc địa bàn {self._said_reach}. Hãy kiểm tra lại xã.",
            )
        one = self._one_of(text, near)
        return self._today(text, one)

    # What is known

    def _named(self, keys: set[str]) -> Iterator[tuple[str, _Commune]]:
        for some in _chunks(sorted(keys)):
            rows = UnitVersion.objects.filter(
                Q(bare_key__in=some) | Q(name_key__in=some) | Q(code__in=some), kind=Kind.COMMUNE
            )
            values = rows.order_by("id").values_list("unit", "name", "name_key", "bare_key", "code", "unit__ends_on")
            for unit_id, name, name_key, bare_key, code, ends_on in values:
                commune = _Commune(unit_id, name, ends_on)
                for key in {name_key, bare_key, code} & set(some):
                    yield key, commune

    def _bodies_named(self, keys: set[str]) -> Iterator[tuple[str, _Commune]]:
        """Where no areas are on record: the commune's People's Committee, or its Party committee, stands for the place."""
        rows = UnitVersion.objects.filter(level=Level.COMMUNE, kind__in=(Kind.PEOPLES_COMMITTEE, Kind.PARTY_COMMITTEE))
        chosen: dict[str, tuple[str, _Commune]] = {}
        for unit_id, name, kind, ends_on in rows.order_by("id").values_list("unit", "name", "kind", "unit__ends_on"):
            area = apart(name).area
            if area in keys and (area not in chosen or kind == Kind.PEOPLES_COMMITTEE):
                chosen[area] = (area, _Commune(unit_id, name, ends_on))
        for area, pair in chosen.items():
            yield area, pair[1]
            for word in ("xa", "phuong", "thi tran", "dac khu"):
                if f"{word} {area}" in keys:
                    yield f"{word} {area}", pair[1]

    def _load_above(self, ids: set[int]) -> None:
        for some in _chunks(sorted(ids)):
            rows = UnitClosure.objects.filter(descendant__in=some).order_by("id").values_list("descendant", "ancestor")
            pairs = list(rows)
            called: dict[int, set[str]] = {}
            for part in _chunks(sorted({ancestor for _, ancestor in pairs})):
                versions = UnitVersion.objects.filter(unit__in=part).order_by("id").values_list("unit", "name", "kind")
                for unit_id, name, kind in versions:
                    keys = {key_of(name), bare_key_of(name)} | ({apart(name).area} if kind not in AREAS else set())
                    called.setdefault(unit_id, set()).update(keys)
                    self.names.setdefault(unit_id, name)
            for commune, ancestor in pairs:
                self._above.setdefault(commune, {})[ancestor] = "|".join(["", *sorted(called.get(ancestor, ())), ""])

    def _load_heirs(self, ids: set[int]) -> None:
        """Who follows each commune that has ended: its only successor, however many acts later."""
        for some in _chunks(sorted(ids)):
            lineage = UnitLineage.objects.filter(predecessor__in=some, distance__gt=0).order_by("id")
            for old, new in lineage.values_list("predecessor", "successor"):
                self._follows.setdefault(old, set()).add(new)
            parts = SuccessionPart.objects.filter(predecessor__in=some, succession__undone_at=None).order_by("id")
            for old, new, name, ends_on in parts.values_list(
                "predecessor", "successor", "successor__name", "successor__ends_on"
            ):
                if old != new and ends_on is None and len(self._follows.get(old, ())) == 1:
                    self._heir[old] = (new, name)

    def _reachable(self) -> set[int]:
        """The units within the named unit, or within the sender's own reach; what those took over and who followed them too."""
        if self.unit is not None:
            roots = [self.unit.pk, *([self.unit.area_id] if self.unit.area_id else [])]
            grounds = UnitLineage.objects.filter(successor__in=roots).values("predecessor")
            below = UnitClosure.objects.filter(ancestor__in=grounds).values("descendant")
            before = UnitLineage.objects.filter(successor__in=below).values_list("predecessor", flat=True)
            after = UnitLineage.objects.filter(predecessor__in=below).values_list("successor", flat=True)
            inside = {
                *before.order_by("id"),
                *after.order_by("id"),
            }  # a district's communes, as they are called now too
            return inside if self.actor.is_system else inside & self._own()
        return set() if self.actor.is_system else self._own()

    def _own(self) -> set[int]:
        return {row["pk"] for row in reach(self.actor.granted(self.action), self.action)}

    @property
    def _is_limited(self) -> bool:
        return self.unit is not None or not self.actor.is_system

    @property
    def _said_reach(self) -> str:
        return str(self.unit) if self.unit is not None else "của bạn"

    # Choosing

    def _called(self, name: str) -> list[_Commune]:
        """The communes of that name; where it bears marks, those with just these if there are any."""
        found = self._by_key.get(key_of(name)) or self._by_key.get(bare_key_of(name)) or []
        asked = marks_of(squeeze(_spelt(name)))
        if all(len(syllable) == 1 or syllable.isascii() for syllable in asked):
            return found
        exact = [one for one in found if marks_of(one.name)[-len(asked) :] == asked]
        return exact or [one for one in found if marks_of(one.name)[-1:] == asked[-1:]]

    def _lies_in(self, one: _Commune, upper: list[str]) -> bool:
        above = self._above.get(one.unit_id, {})
        return all(
            any(f"|{key}|" in names for names in above.values() for key in (key_of(part), bare_key_of(part)))
            for part in upper
        )

    def _one_of(self, text: str, found: list[_Commune]) -> _Commune:
        if len({one.unit_id for one in found}) == 1:
            return found[0]
        standing = [one for one in found if one.ends_on is None or one.ends_on > self.on]
        if len({one.unit_id for one in standing}) == 1:
            heir = standing[0].unit_id
            # An old commune that went into the one of its name is the same place; any other is not.
            if all(one.unit_id == heir or self._follows.get(one.unit_id) == {heir} for one in found):
                return standing[0]
        raise Faulty(
            "ambiguous_commune",
            f"“{text}” có thể là {self._listed(found)}. Hãy ghi thêm huyện, tỉnh, ví dụ: {self._full(found[0])}.",
        )

    def _today(self, text: str, one: _Commune) -> int:
        """The commune that stands today, where exactly one took the place of the one that was written."""
        if one.ends_on is None or one.ends_on > self.on or one.unit_id not in self._heir:
            self.names.setdefault(one.unit_id, one.name)
            return one.unit_id
        heir, name = self._heir[one.unit_id]
        if marks_of(one.name) != marks_of(name):
            self.moved[text] = f"{one.name} nay thuộc {name}: ghi theo xã hiện nay."
        self.names.setdefault(heir, name)
        return heir

    def _full(self, one: _Commune) -> str:
        above = [self.names.get(unit_id, "") for unit_id in self._above.get(one.unit_id, {}) if unit_id != one.unit_id]
        return ", ".join([one.name, *(name for name in _nearest(above) if name)])

    def _listed(self, found: list[_Commune]) -> str:
        once = list({one.unit_id: one for one in found}.values())
        shown = "; ".join(self._full(one) for one in once[:5])
        return shown + (f" và {len(once) - 5} nơi khác" if len(once) > 5 else "")


def _nearest(names: list[str]) -> list[str]:
    """District before province; the country says nothing."""
    rank = {"huyen": 0, "quan": 0, "thi": 0, "thanh": 1, "tinh": 2}
    places = [name for name in names if (first := key_of(name).split(" ")[:1]) and first[0] in rank]
    return sorted(places, key=lambda name: rank[key_of(name).split(" ")[0]])


def _spelt(part: str) -> str:
    match = _SHORT.match(part)
    return f"{_LONG[match[1].lower()]} {part[match.end() :]}" if match else part


def _parts(text: str) -> list[str]:
    """The places named in a cell, the smallest first as it was written: "Phước Bình - Bác Ái - Ninh Thuận"."""
    return [_spelt(squeeze(part)) for part in re.split(r"\s*[,;/\n]\s*|\s+[-–]\s+", text) if squeeze(part)]


def _chunks(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _PART):
        yield values[start : start + _PART]


def area_names(actor: Actor, unit: Unit | None, action: str, *, on: date, limit: int = 400) -> list[str]:
    """The communes offered in the cells of a template: those within the unit or the sender's reach, if they are not too many."""
    places = Places(actor, unit, on=on, action=action)
    if not places._is_limited:
        return []
    ids = places._reachable()
    found = [
        name
        for some in _chunks(sorted(ids))
        for name in UnitVersion.objects.on(on)
        .filter(unit__in=some, kind=Kind.COMMUNE)
        .order_by("name")
        .values_list("name", flat=True)
    ]
    return sorted(found) if len(found) <= limit else []
