"""From the lines of "Nơi nhận" to units: whom a document is sent to inside the system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from antoan.units.matching import Matcher
from antoan.units.models import Level, SuccessionPart, Unit, UnitClosure, UnitVersion
from antoan.units.names import key_of

_KEPT = re.compile(r"Lưu\b", re.IGNORECASE)
_AS_ABOVE = re.compile(r"Như (?:trên|kính gửi)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*\((?:b/c|để b/c|để báo cáo|báo cáo|p/h|để phối hợp|t/h|để thực hiện|để biết|đ/b)\)\s*", re.IGNORECASE
)
# "Thường trực Huyện ủy" is reached where Huyện ủy receives its papers.
_STANDING = re.compile(r"^(?:Ban )?Thường (?:trực|vụ)\s+(?=(?:Tỉnh|Thành|Huyện|Quận|Thị|Đảng) ủy)", re.IGNORECASE)


@dataclass(frozen=True)
class Recipient:
    """A line of "Nơi nhận": the units it surely means, or those among which a person chooses."""

    name: str
    units: list[Unit] = field(default_factory=list)
    candidates: list[Unit] = field(default_factory=list)
    why: str = ""
    note: str = ""  # a word about a sure one: it is sent to whoever follows the unit that is named

    @property
    def is_certain(self) -> bool:
        return bool(self.units)


def match_recipients(header: dict[str, Any], *, issuer: Unit, on: date) -> list[Recipient]:
    """Each line with its units on that day, the issuer left out; the file copy ("Lưu") is nobody's."""
    lines: list[str] = []
    for line in [*header["addressees"], *header["recipients"]]:
        if _KEPT.match(line) or (_AS_ABOVE.match(line) and header["addressees"]):
            continue
        if key_of(line) not in map(key_of, lines):
            lines.append(line)
    finder = Finder(issuer, on)
    return [finder.find(line) for line in lines]


class Finder:
    """Finds the units that the names of one paper mean: in the issuer's own tree, else by full name in its province.

    A unit that has ended is led to whoever follows it and stands on that day, with a word about it.
    """

    def __init__(self, issuer: Unit, on: date):
        self.issuer, self.on = issuer, on
        self._matcher = Matcher(issuer=issuer, on=on)

    def find(self, line: str) -> Recipient:
        name = _NOTE.sub(" ", line).strip(" ;,.-–")
        match = self._matcher.match(name)
        if not match.certain and (whole := _STANDING.sub("", name)) != name:
            name, match = whole, self._matcher.match(whole)
        own = {self.issuer.pk}
        if match.certain:
            units = [unit for unit in match.units if unit.pk not in own]
            return Recipient(line, units, [], match.why) if units else Recipient(line, why=_OWN)
        if found := self._in_the_province(line, name) or self._after_its_end(line, name):
            return found
        return Recipient(line, [], [unit for unit in match.candidates if unit.pk not in own], match.why)

    @cached_property
    def _reach(self) -> Any:
        """Every unit that stands on the day below the head of the issuer's province, or of its own tree."""
        above = UnitClosure.objects.on(self.on).filter(descendant=self.issuer).order_by("-depth")
        chain = list(above.values_list("ancestor", flat=True))
        level_of = dict(UnitVersion.objects.on(self.on).filter(unit__in=chain).values_list("unit", "level"))
        heads = [unit for unit in chain if level_of.get(unit, Level.CENTRAL) != Level.CENTRAL] or chain
        return UnitClosure.objects.on(self.on).filter(ancestor__in=heads[:1]).values("descendant")

    def _in_the_province(self, line: str, name: str) -> Recipient | None:
        """By its very name, wherever in the province it stands."""
        versions = UnitVersion.objects.on(self.on).filter(name_key=key_of(name), unit__in=self._reach)
        units = [row.unit for row in versions.select_related("unit").order_by("unit_id") if row.unit != self.issuer]
        if len(units) == 1:
            return Recipient(line, units, note=f"Ngoài cấp dưới của {self.issuer}, theo đúng tên trong tỉnh.")
        if units:
            return Recipient(line, [], units, f"Trong tỉnh có {len(units)} đơn vị cùng tên “{name}”. Hãy chọn.")
        return None

    def _after_its_end(self, line: str, name: str) -> Recipient | None:
        """Whoever follows a unit of that name which has ended, or goes by another name now."""
        past = UnitVersion.objects.filter(name_key=key_of(name), valid_to__lte=self.on).select_related("unit")
        found: dict[int, tuple[Unit, Unit, bool]] = {}  # heir → (heir, whom it follows, whether it took all)
        for row in past.order_by("-valid_to", "unit_id"):
            for heir, is_whole in self._heirs(row.unit):
                found.setdefault(heir.pk, (heir, row.unit, is_whole))
        standing = set(self._reach.filter(descendant__in=found).values_list("descendant", flat=True))
        kept = [found[pk] for pk in found if pk in standing and pk != self.issuer.pk]
        if not kept:
            return None
        said = "; ".join(f"{_ended(old, name)}: {heir} kế thừa" for heir, old, _ in kept)
        if len(kept) == 1 and kept[0][2]:
            return Recipient(line, [kept[0][0]], note=f"{said}.")
        return Recipient(line, [], [heir for heir, _, _ in kept], f"{said}. Hãy chọn nơi nhận.")

    def _heirs(self, unit: Unit, seen: frozenset[int] = frozenset()) -> Iterator[tuple[Unit, bool]]:
        """The units that stand on the day in the place of this one, and whether each took all of it."""
        if unit.version_on(self.on) is not None:
            yield unit, True
            return
        parts = SuccessionPart.objects.filter(
            predecessor=unit, succession__undone_at=None, succession__effective_on__lte=self.on
        ).exclude(successor=unit)
        for part in parts.select_related("successor").order_by("id"):
            if part.successor_id not in seen:
                for heir, is_whole in self._heirs(part.successor, seen | {unit.pk}):
                    yield heir, is_whole and part.extent == SuccessionPart.Extent.WHOLE


def _ended(unit: Unit, name: str) -> str:
    if unit.ends_on:
        return f"{name} đã kết thúc hoạt động ngày {unit.ends_on:%d/%m/%Y}"
    return f"{name} nay đổi tên"


_OWN = "Là chính đơn vị ban hành."
