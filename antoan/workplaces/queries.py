"""What pages, sheets and the command line read of the register of workplaces, already within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from antoan.core.scoping import Actor, reach
from antoan.core.text import fold
from antoan.obligations.kinds import kind_of
from antoan.obligations.models import Obligation
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Unit, UnitLineage
from antoan.workplaces.models import RISKS, Group, HeadCount, Placing, Upkeep, Workplace, WorkplaceQuerySet

MOST = 10_000  # rows that a list counts and turns through; whoever has more narrows it
A_PAGE = 50
COMMUNES_OFFERED = 400


class Pages(Paginator):
    """Pages of a list that may have a million rows: beyond `MOST` it is "more than", and nobody turns that far."""

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @cached_property
    def counted(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: MOST + 1].count()

    @property
    def is_more(self) -> bool:
        return self.counted > MOST


@dataclass(frozen=True)
class Sieve:
    """How the register is narrowed, as its address says."""

    words: str = ""
    commune: int | None = None
    section: str = ""
    kind: str = ""
    risk: str = ""
    state: str = ""  # "": those at work; "ngung": closed

    @property
    def is_open(self) -> bool:
        return not any((self.words, self.commune, self.section, self.kind, self.risk, self.state))


def known(actor: Actor) -> WorkplaceQuerySet:
    """The workplaces in the reader's reach, duplicates that were merged left out, ready for a list."""
    return Workplace.objects.visible_to(actor).counted().select_related("unit")


def register_rows(actor: Actor, sieve: Sieve, *, on: date | None = None) -> WorkplaceQuerySet:
    """The register, by name; closed workplaces only where asked for."""
    on = on or timezone.localdate()
    rows = known(actor)
    closed = Q(closed_on__lte=on)
    rows = rows.filter(closed) if sieve.state == "ngung" else rows.exclude(closed)
    if key := fold(sieve.words):
        digits = key.replace(" ", "").replace("-", "")
        if digits.isdecimal() and len(digits) >= 10:  # a tax code: by its index, and by nothing else
            rows = rows.filter(tax_code=digits)
        else:
            for word in key.split():
                rows = rows.filter(name_key__contains=word)
    if sieve.commune:
        # The commune of today with those that went into it: a workplace may still stand under the old one.
        rows = rows.filter(unit__in=UnitLineage.objects.filter(successor=sieve.commune).values("predecessor"))
    if sieve.section:
        rows = rows.filter(section=sieve.section)
    if sieve.kind:
        rows = rows.filter(kind=sieve.kind)
    if sieve.risk in RISKS:
        rows = rows.filter(**{sieve.risk: True})
    return rows


def communes(actor: Actor, action: str) -> QuerySet[Unit]:
    """The communes of today in which the actor may do this: areas; where none are on record, the communes' bodies."""
    today = timezone.localdate()
    standing = Unit.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today))
    if not actor.is_system:
        standing = standing.filter(pk__in=reach(actor.granted(action), action))
    areas = standing.filter(kind=UnitKind.COMMUNE)
    if areas.exists():
        return areas.order_by("name", "id")
    bodies = Q(kind__in=(UnitKind.PEOPLES_COMMITTEE, UnitKind.PARTY_COMMITTEE), area=None)
    return standing.filter(bodies).order_by("name", "id")


def workers_of(rows: WorkplaceQuerySet) -> int:
    """How many people work in these places by their newest head-counts."""
    return rows.order_by().aggregate(total=Sum("workers"))["total"] or 0


@dataclass(frozen=True)
class Moment:
    """One line of a workplace's life: when, what, and where it leads."""

    on: date
    words: str
    address: str = ""


@dataclass
class Life:
    """Everything that a workplace's page shows."""

    workplace: Workplace
    counts: list[tuple[int, list[HeadCount]]]  # by year, the newest first
    upkeep: list[Upkeep]
    plans: list[Any]
    placings: list[Placing]
    sites: list[Workplace]
    twins: list[Twin]
    merged: list[Workplace]
    reminders: list[Any]
    moments: list[Moment] = field(default_factory=list)

    @property
    def years(self) -> set[int]:
        """Of which years there are head-counts."""
        return {year for year, _counts in self.counts}

    @property
    def newest(self) -> dict[tuple[str, str], Upkeep]:
        """The newest time of each thing that comes again; it alone carries the duty."""
        newest: dict[tuple[str, str], Upkeep] = {}
        for row in self.upkeep:
            newest.setdefault((row.kind, row.name), row)
        return newest


def life(actor: Actor, workplace: Workplace) -> Life:
    """A number of queries that does not depend on how much there is."""
    by_year: dict[int, list[HeadCount]] = {}
    order = list(Group.values)
    for count in sorted(workplace.headcounts.all(), key=lambda row: (-row.year, order.index(row.group))):
        by_year.setdefault(count.year, []).append(count)
    upkeep = list(workplace.upkeep.select_related("obligation"))
    placings = list(workplace.placings.select_related("unit"))
    visible = Workplace.objects.visible_to(actor)
    made = Life(
        workplace, list(by_year.items()), upkeep, list(workplace.safety_plans.all()), placings,
        list(visible.counted().filter(parent=workplace).select_related("unit").order_by("name_key", "id")[:100]),
        twins_of(actor, workplace), list(visible.filter(merged_into=workplace).order_by("name_key", "id")),
        list(workplace.reminders.select_related("made_by")[:20]),
    )  # fmt: skip
    made.moments = sorted(_moments(made), key=lambda moment: moment.on, reverse=True)
    return made


def _moments(found: Life) -> Iterable[Moment]:
    workplace = found.workplace
    if workplace.opened_on:
        yield Moment(workplace.opened_on, "Bắt đầu hoạt động")
    yield Moment(timezone.localdate(workplace.recorded_at), "Ghi vào sổ")
    for before, row in zip(found.placings, found.placings[1:], strict=False):
        yield Moment(row.valid_from, f"Từ {before.unit} sang {row.unit}" if before.unit_id != row.unit_id else f"Đổi địa chỉ: {row.address}")  # fmt: skip
    for year, counts in found.counts:
        everybody = next((count for count in counts if count.group == Group.ALL), counts[0])
        yield Moment(everybody.reported_on, f"Báo số lao động năm {year}: {everybody.workers} người")
    for work in found.upkeep:
        what = f"Kiểm định {work.name}" if work.kind == Upkeep.Kind.EQUIPMENT else str(work.get_kind_display())
        yield Moment(work.done_on, f"{what}, lần tới chậm nhất {work.due:%d/%m/%Y}")
    for reminder in found.reminders:
        yield Moment(reminder.made_on, f"Được nhắc báo cáo năm {reminder.year}")
    if workplace.closed_on:
        yield Moment(workplace.closed_on, "Ngừng hoạt động")


@dataclass(frozen=True)
class Twin:
    """A workplace that may be the same one, and why it is thought so."""

    workplace: Workplace
    why: str


def twins_of(actor: Actor, workplace: Workplace) -> list[Twin]:
    """Workplaces that may be this one entered twice: the same tax code; the same words of the name in the commune, or the same telephone."""
    if workplace.merged_into_id:
        return []
    alike = Q(phone=workplace.phone) if workplace.phone else Q()
    for word in sorted(_core_of(workplace.name_key), key=len)[-3:]:
        alike |= Q(name_key__contains=word)
    near = Q(unit=workplace.unit_id) & alike
    if workplace.tax_code:
        near |= Q(tax_code=workplace.tax_code)
    rows = known(actor).filter(near).exclude(pk=workplace.pk).order_by("name_key", "id")[:500]
    found = [(row, why) for row in rows if (why := _why_same(workplace, row))]
    return [Twin(row, why) for row, why in found][:5]


_LEGAL = frozenset("cong ty tnhh mtv mot thanh vien co phan cp hop tac xa htx ho kinh doanh hkd co so doanh nghiep tu nhan dntn xuong chi nhanh".split())  # fmt: skip


def _core_of(key: str) -> frozenset[str]:
    """The words of a name that tell it from others: without its legal form."""
    return frozenset(word for word in key.replace("&", " ").split() if word not in _LEGAL)


def _why_same(one: Workplace, other: Workplace) -> str:
    if one.tax_code and one.tax_code == other.tax_code:
        return f"cùng mã số thuế {one.tax_code}"
    if one.tax_code and other.tax_code:
        return ""  # two codes are two workplaces
    if one.unit_id != other.unit_id:
        return ""
    mine, theirs = _core_of(one.name_key), _core_of(other.name_key)
    if one.phone and one.phone == other.phone and mine & theirs:
        return f"cùng xã, cùng điện thoại {one.phone}, tên gần giống"
    if mine and theirs and (mine == theirs or len(mine & theirs) / len(mine | theirs) >= 0.75):
        return "cùng xã, tên giống nhau"
    return ""


def duplicates(actor: Actor, *, limit: int = 100) -> list[tuple[Workplace, Workplace, str]]:
    """Pairs of the reader's reach that may be one workplace, each with its reason."""
    rows = known(actor)
    pairs: list[tuple[Workplace, Workplace, str]] = []
    for name in ("tax_code", "name_key"):
        keys = (name,) if name == "tax_code" else ("unit", name)
        again = rows.exclude(**{name: ""}).order_by().values(*keys).annotate(times=Count("id")).filter(times__gt=1)
        wanted = Q(pk__in=[])
        for group in again.order_by(*keys)[:limit]:
            wanted |= Q(**{key: group[key] for key in keys})
        by_key: dict[tuple[Any, ...], list[Workplace]] = {}
        for row in rows.filter(wanted).order_by("recorded_at", "id"):
            by_key.setdefault(tuple(getattr(row, f"{key}_id" if key == "unit" else key) for key in keys), []).append(
                row
            )
        for first, *others in by_key.values():
            pairs += [(other, first, why) for other in others if (why := _why_same(first, other))]
    once = {frozenset((one.pk, other.pk)): (one, other, why) for one, other, why in reversed(pairs)}
    return list(reversed(once.values()))[:limit]


def duty_row(duty: Obligation, actor: Actor) -> dict[str, Any]:
    """A duty as lists show it. Whoever watches over what a workplace owes, and keeps the register, urges it with one click
    once it is late."""
    kind = kind_of(duty)
    is_late = duty.is_watched and duty.due is not None and duty.due < timezone.localdate()
    is_own = duty.owed_by in actor.records
    may_urge = is_late and not is_own and actor.may("workplaces.keep", duty.unit)
    return {"duty": duty, "kind": kind, "address": kind.address(duty), "is_own": is_own, "may_urge": may_urge}


def owed_by(workplace: Workplace) -> list[Obligation]:
    """All that the workplace owes, whatever room it comes from, soonest first. One query."""
    rows = Obligation.objects.standing().filter(owed_by=str(workplace.pk))
    return list(rows.select_related("unit", "to", "accountable")[:MOST])


def duty_lines(rows: QuerySet[Upkeep], *, until: date) -> QuerySet[Upkeep]:
    """What comes due until that day, the nearest first."""
    open_duty = Q(obligation__done_on=None, obligation__ended_on=None) & ~Q(obligation=None)
    return rows.filter(open_duty, due__lte=until).select_related("workplace__unit").order_by("due", "id")


def reported(year: int) -> Exists:
    """Whether a workplace's yearly head-count is on record."""
    return Exists(HeadCount.objects.filter(workplace=OuterRef("pk"), year=year, group=Group.ALL))


def newest_count(workplace: Workplace) -> HeadCount | None:
    return workplace.headcounts.filter(group=Group.ALL).order_by(F("year").desc()).first()
