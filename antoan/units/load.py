"""The country's administrative units before and after 1 July 2025, from the tables in `data/` (see its README)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.models import AuditHead
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name
from antoan.units import closure
from antoan.units.models import (
    AREAS,
    Kind,
    Level,
    Succession,
    SuccessionPart,
    Unit,
    UnitClosure,
    UnitLineage,
    UnitVersion,
)
from antoan.units.names import bare_key_of, key_of, marks_of

DATA = Path(__file__).parent / "data"
# The tables hold the state of the eve of the reform; it is shown from this day on, no earlier (data/README.md).
KNOWN_SINCE = date(2024, 1, 1)
REFORM = date(2025, 7, 1)
HUE, HUE_CITY_SINCE, HUE_BEFORE = "46", date(2025, 1, 1), "Tỉnh Thừa Thiên Huế"

BASIS_OF_PROVINCES = (
    "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội về việc sắp xếp đơn vị hành chính cấp tỉnh"
)
BASIS_OF_COMMUNES = (
    "Nghị quyết của Ủy ban Thường vụ Quốc hội về việc sắp xếp các đơn vị hành chính cấp xã của {province} năm 2025"
)
BASIS_OF_DISTRICTS = "Nghị quyết số 203/2025/QH15 sửa đổi, bổ sung một số điều của Hiến pháp: kết thúc hoạt động của đơn vị hành chính cấp huyện"
BASIS_OF_HUE = (
    "Nghị quyết số 175/2024/QH15 ngày 30/11/2024 của Quốc hội về việc thành lập thành phố Huế trực thuộc trung ương"
)

Key = tuple[str, str, date]  # kind, official code, first day: what tells one life of a code from the next
_EXTENTS = {
    "whole": SuccessionPart.Extent.WHOLE,
    "part": SuccessionPart.Extent.PART,
    "part, largest part": SuccessionPart.Extent.LARGEST_PART,
}
_LEVELS = {
    Kind.COUNTRY: Level.CENTRAL,
    Kind.PROVINCE: Level.PROVINCE,
    Kind.DISTRICT: Level.DISTRICT,
    Kind.COMMUNE: Level.COMMUNE,
}
COUNTRY: Key = (Kind.COUNTRY, "VN", KNOWN_SINCE)


@dataclass
class _Stage:
    """One stretch of an area's life: from when it had this name and stood under this parent."""

    since: date
    name: str
    parent: Key | None


@dataclass
class _Area:
    """An area as it shall be on record, with its stages in order of time."""

    key: Key
    stages: list[_Stage]
    ends_on: date | None = None


@dataclass
class _Follows:
    """A new area with those whose place it took."""

    successor: Key
    basis: str
    parts: list[tuple[Key, str]] = field(default_factory=list)

    @property
    def deed(self) -> str:
        if len(self.parts) > 1:
            return Succession.Deed.MERGE
        whole = self.parts[0][1] == SuccessionPart.Extent.WHOLE
        return Succession.Deed.RENAME if whole else Succession.Deed.SPLIT


@dataclass(frozen=True)
class Loaded:
    """How many units and successions were added; both 0 where everything had been there."""

    units: int
    successions: int


@command
def load_country(actor: Actor, *, provinces: Collection[str] | None = None) -> Loaded:
    """Add what is missing of the country: 63 / 696 / 10 035 areas until 30/06/2025, 34 / 3 321 since, and who follows whom.

    An area that keeps code, name and kind and is whole and alone its own predecessor goes on as the same unit under
    its new parent; any other area of the new order is a new unit. `provinces` (codes before the reform) loads only
    these and those that merge with them. Running it again changes nothing.

    Raises:
        NotPermitted: only the system loads the national list.
    """
    if not actor.is_system:
        raise NotPermitted(action=action_name("units.manage"), unit="danh mục đơn vị hành chính cả nước")
    AuditHead.objects.select_for_update().get(pk=1)
    areas, follows = _wanted(provinces)
    known = _known()
    new = [area for area in areas if area.key not in known]
    if not new:
        return Loaded(0, 0)
    units = _create_units(new)
    added = {area.key for area in new}
    known |= {area.key: unit.pk for area, unit in zip(new, units, strict=True)}
    _create_versions(new, known)
    _create_closure([unit.pk for unit in units])
    successions = _create_successions([one for one in follows if one.successor in added], new, known)
    loaded = Loaded(len(new), successions)
    country = Unit.objects.get(pk=known[COUNTRY])
    audit.record(
        actor, "units.country.loaded", country, unit=country, units=loaded.units, successions=loaded.successions,
        provinces=sorted(provinces) if provinces else None,
    )  # fmt: skip
    return loaded


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _wanted(provinces: Collection[str] | None) -> tuple[list[_Area], list[_Follows]]:
    """All areas with their lives, parents before children, and the successions of the reform."""
    province_of = {row["code"]: row["parent_code"] for row in _rows("districts_2024")}
    province_of |= {row["code"]: province_of[row["parent_code"]] for row in _rows("communes_2024")}
    new_communes = {row["code"]: row for row in _rows("communes_2025")}
    passes = [(row["old_code"], row["new_code"], row["note"].split(";")[0]) for row in _rows("succession_2025")]
    into: dict[str, str] = {  # old province → new province: each went as a whole
        province_of[old]: new_communes[new]["parent_code"] for old, new, _ in passes
    }
    chosen = {new for old, new in into.items() if provinces is None or old in provinces}

    areas = {COUNTRY: _Area(COUNTRY, [_Stage(KNOWN_SINCE, "Việt Nam", None)])}
    for kind, table in ((Kind.PROVINCE, "provinces"), (Kind.DISTRICT, "districts"), (Kind.COMMUNE, "communes")):
        for row in _rows(f"{table}_2024"):
            code = row["code"]
            if into[code if kind == Kind.PROVINCE else province_of[code]] not in chosen:
                continue
            parent = COUNTRY if kind == Kind.PROVINCE else (_above(kind), row["parent_code"], KNOWN_SINCE)
            stages = [_Stage(KNOWN_SINCE, row["name"], parent)]
            if kind == Kind.PROVINCE and code == HUE:
                stages = [_Stage(KNOWN_SINCE, HUE_BEFORE, parent), _Stage(HUE_CITY_SINCE, row["name"], parent)]
            areas[kind, code, KNOWN_SINCE] = _Area((kind, code, KNOWN_SINCE), stages, ends_on=REFORM)

    follows: dict[Key, _Follows] = {}
    new_provinces = {row["code"]: row for row in _rows("provinces_2025") if row["code"] in chosen}
    shares: dict[str, list[tuple[Key, str]]] = defaultdict(list)
    for old, new_code in sorted(into.items()):
        shares[new_code].append(((Kind.PROVINCE, old, KNOWN_SINCE), SuccessionPart.Extent.WHOLE))
    now: dict[str, Key] = {}
    for code, row in new_provinces.items():
        now[code] = _goes_on_or_begins(areas, follows, Kind.PROVINCE, row, COUNTRY, shares[code], BASIS_OF_PROVINCES)
    shares.clear()
    for old, new_code, note in passes:
        kind = Kind.DISTRICT if len(old) == 3 else Kind.COMMUNE
        shares[new_code].append(((kind, old, KNOWN_SINCE), _EXTENTS[note]))
    for code, row in new_communes.items():
        if (province := new_provinces.get(row["parent_code"])) is None:
            continue
        basis = BASIS_OF_COMMUNES.format(province=province["name"][0].lower() + province["name"][1:])
        _goes_on_or_begins(areas, follows, Kind.COMMUNE, row, now[province["code"]], shares[code], basis)
    return list(areas.values()), list(follows.values())


def _above(kind: str) -> str:
    return Kind.PROVINCE if kind == Kind.DISTRICT else Kind.DISTRICT


def _goes_on_or_begins(
    areas: dict[Key, _Area],
    follows: dict[Key, _Follows],
    kind: str,
    row: dict[str, str],
    parent: Key,
    parts: list[tuple[Key, str]],
    basis: str,
) -> Key:
    """Let an area of the new order go on as its only and whole predecessor, or begin as a new unit; returns its key."""
    old = areas.get((kind, row["code"], KNOWN_SINCE))
    if (
        old is not None
        and parts == [(old.key, SuccessionPart.Extent.WHOLE)]
        and marks_of(old.stages[-1].name) == marks_of(row["name"])
    ):
        old.ends_on = None
        if (old.stages[-1].name, old.stages[-1].parent) != (row["name"], parent):
            old.stages.append(_Stage(REFORM, row["name"], parent))
        return old.key
    key = (kind, row["code"], REFORM)
    areas[key] = _Area(key, [_Stage(REFORM, row["name"], parent)])
    follows[key] = _Follows(key, basis, parts)
    return key


def _known() -> dict[Key, int]:
    rows = UnitVersion.objects.filter(kind__in=AREAS, valid_from__in=(KNOWN_SINCE, REFORM)).order_by("-valid_from")
    return {
        (kind, code, since): unit for kind, code, since, unit in rows.values_list("kind", "code", "valid_from", "unit")
    }


def _create_units(areas: Iterable[_Area]) -> list[Unit]:
    units = [Unit(name=area.stages[-1].name, kind=area.key[0], ends_on=area.ends_on) for area in areas]
    return Unit.objects.bulk_create(units, batch_size=2000)


def _create_versions(areas: Iterable[_Area], ids: dict[Key, int]) -> None:
    versions = []
    for area in areas:
        kind, code, _ = area.key
        ends = [*(stage.since for stage in area.stages[1:]), area.ends_on]
        for stage, end in zip(area.stages, ends, strict=True):
            versions.append(
                UnitVersion(
                    unit_id=ids[area.key],
                    name=stage.name,
                    name_key=key_of(stage.name),
                    bare_key=bare_key_of(stage.name),
                    code=code,
                    kind=kind,
                    level=_LEVELS[Kind(kind)],
                    parent_id=ids[stage.parent] if stage.parent else None,
                    order=int(code) if code.isdigit() else 0,
                    valid_from=stage.since,
                    valid_to=end,
                )
            )
    UnitVersion.objects.bulk_create(versions, batch_size=2000)


def _create_closure(unit_ids: list[int]) -> None:
    placings: closure.Placings = defaultdict(list)
    rows = UnitVersion.objects.filter(kind__in=AREAS).order_by("unit", "valid_from")
    for unit_id, valid_from, valid_to, parent in rows.values_list("unit", "valid_from", "valid_to", "parent"):
        placings[unit_id].append((valid_from, valid_to, parent))
    UnitClosure.objects.bulk_create(closure.closure_rows(unit_ids, placings), batch_size=2000)


def _create_successions(follows: list[_Follows], new: list[_Area], ids: dict[Key, int]) -> int:
    """One succession for each new area; one for the end of the districts, whose work passes to nobody by itself."""
    acts = [Succession(deed=one.deed, effective_on=REFORM, basis=one.basis) for one in follows]
    if any(area.key[0] == Kind.DISTRICT for area in new):
        acts.append(Succession(deed=Succession.Deed.ABOLISH, effective_on=REFORM, basis=BASIS_OF_DISTRICTS))
    parts = []
    hue = next((area for area in new if area.key == (Kind.PROVINCE, HUE, KNOWN_SINCE)), None)
    if hue is not None:
        acts.append(Succession(deed=Succession.Deed.RENAME, effective_on=HUE_CITY_SINCE, basis=BASIS_OF_HUE))
    Succession.objects.bulk_create(acts, batch_size=2000)
    if hue is not None:
        parts.append(SuccessionPart(succession=acts[-1], predecessor_id=ids[hue.key], successor_id=ids[hue.key]))
    for act, one in zip(acts, follows, strict=False):
        for old, extent in one.parts:
            parts.append(
                SuccessionPart(succession=act, predecessor_id=ids[old], successor_id=ids[one.successor], extent=extent)
            )
    SuccessionPart.objects.bulk_create(parts, batch_size=2000)
    lineage = [UnitLineage(predecessor_id=ids[area.key], successor_id=ids[area.key], distance=0) for area in new]
    lineage += [
        UnitLineage(predecessor_id=part.predecessor_id, successor_id=part.successor_id, distance=1)
        for part in parts
        if part.predecessor_id != part.successor_id
    ]
    UnitLineage.objects.bulk_create(lineage, batch_size=2000)
    return len(acts)
