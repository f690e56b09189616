"""What pages and sheets read of the apparatus, already within the reader's reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Max, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import Membership, User
from antoan.apparatus.models import LAPSING, Posts, Share, Staff, Training, training_state
from antoan.core.scoping import Actor
from antoan.units.models import AREAS, Kind, Unit, UnitVersion

# The bodies that the law and the directive ask to have somebody; others are listed once they have people or a number.
ASKED = (Kind.PARTY_COMMITTEE, Kind.PEOPLES_COMMITTEE)


@dataclass(frozen=True)
class Staffing:
    """How many work on safety in a unit on a day, and how many should; `wanted` None: nobody has said."""

    unit_id: int
    name: str
    whole: int = 0
    part: int = 0
    wanted: int | None = None
    lapsing: int = 0  # people whose paper lapsed, lapses soon or never was

    @property
    def people(self) -> int:
        return self.whole + self.part

    @property
    def missing(self) -> int:
        return max((self.wanted or 0) - self.people, 0)

    @property
    def state(self) -> str:
        if self.missing:
            return "lacking" if self.people else "vacant"
        return "staffed" if self.people or self.wanted == 0 else "unasked"

    @property
    def people_words(self) -> str:
        """As the register begins: "1 người làm ATVSLĐ, kiêm nhiệm"."""
        if not self.people:
            return "chưa có người làm ATVSLĐ"
        said = f"{self.people} người làm ATVSLĐ"
        if self.whole and self.part:
            return f"{said} ({self.whole} chuyên trách, {self.part} kiêm nhiệm)"
        return f"{said}, {Share.WHOLE.label if self.whole else Share.PART.label}"

    @property
    def share_words(self) -> str:
        """For a column that is named already: "1 chuyên trách, 2 kiêm nhiệm"."""
        counts = ((self.whole, Share.WHOLE.label), (self.part, Share.PART.label))
        return ", ".join(f"{count} {label}" for count, label in counts if count)

    @property
    def missing_words(self) -> str:
        if self.missing:
            return f"còn thiếu {self.missing}"
        return "chưa ghi số người cần có" if self.wanted is None else "đủ số người cần có"


PICKS = {  # how the list of units can be narrowed: address → name
    "": _("Tất cả"),
    "thieu": _("Còn thiếu người"),
    "chua-co": _("Chưa có ai"),
    "huan-luyen": _("Có người cần huấn luyện"),
}


@dataclass(frozen=True)
class Overview:
    """How the units in reach are staffed, in official order."""

    units: list[Staffing]

    @property
    def with_people(self) -> int:
        return sum(bool(unit.people) for unit in self.units)

    @property
    def short(self) -> int:
        return sum(bool(unit.missing) for unit in self.units)

    @property
    def missing(self) -> int:
        return sum(unit.missing for unit in self.units)

    @property
    def unasked(self) -> int:
        return sum(unit.wanted is None for unit in self.units)

    @property
    def lapsing(self) -> int:
        return sum(unit.lapsing for unit in self.units)

    def picked(self, pick: str) -> list[Staffing]:
        match pick:
            case "thieu":
                return [unit for unit in self.units if unit.missing]
            case "chua-co":
                return [unit for unit in self.units if not unit.people]
            case "huan-luyen":
                return [unit for unit in self.units if unit.lapsing]
        return self.units


def overview(actor: Actor, *, on: date | None = None) -> Overview:
    """The units in the reader's reach and how they are staffed that day. Four queries, however many there are."""
    day = on or timezone.localdate()
    units = Unit.objects.visible_to(actor, "apparatus.view")
    people: dict[int, Counter[str]] = {}
    for unit_id, share, newest in standing(actor, day).values_list("unit_id", "share", "newest"):
        counts = people.setdefault(unit_id, Counter())
        counts[share] += 1
        counts["lapsing"] += training_state(newest, day) != Training.State.HOLDS
    wanted = dict(Posts.objects.visible_to(actor).on(day).values_list("unit_id", "wanted"))
    listed = Q(kind__in=ASKED) | Q(unit__in=people.keys() | wanted.keys())
    versions = UnitVersion.objects.on(day).filter(listed, unit__in=units)
    rows = versions.order_by("level", "kind", "order", "name", "id").values_list("unit_id", "name")
    return Overview([_staffing(unit_id, name, people.get(unit_id), wanted.get(unit_id)) for unit_id, name in rows])


def _staffing(unit_id: int, name: str, counts: Counter[str] | None, wanted: int | None) -> Staffing:
    counts = counts or Counter()
    return Staffing(unit_id, name, counts[Share.WHOLE], counts[Share.PART], wanted, counts["lapsing"])


def standing(actor: Actor, day: date) -> Any:
    """Who works on safety that day in the reader's reach, with the last day of the newest paper as `newest`."""
    return Staff.objects.visible_to(actor).on(day).annotate(newest=Max("trainings__holds_until"))


def lapsing(actor: Actor, *, on: date | None = None) -> Any:
    """Whose paper has lapsed, lapses within the time in which a training can be arranged, or never was."""
    day = on or timezone.localdate()
    soon = Q(newest=None) | Q(newest__lte=day + timedelta(days=LAPSING))
    rows = standing(actor, day).filter(soon).select_related("unit")
    return rows.order_by(F("newest").asc(nulls_last=True), "unit__name", "name_key", "id")


def register_rows(actor: Actor, *, unit: Unit | None = None, on: date | None = None) -> Any:
    """Who works on safety on a day, each row ready to be shown with its papers."""
    rows = Staff.objects.visible_to(actor).on(on or timezone.localdate())
    if unit is not None:
        rows = rows.filter(unit=unit)
    return (
        rows.select_related("unit", "user")
        .prefetch_related("trainings")
        .order_by("unit__name", "unit", "name_key", "id")
    )


def gone(actor: Actor, unit: Unit) -> QuerySet[Staff]:
    """Who once worked on safety there, the latest first."""
    rows = Staff.objects.visible_to(actor).filter(unit=unit, valid_to__lte=timezone.localdate())
    return rows.order_by("-valid_to", "name_key", "id")


def staffing_of(unit: Unit, rows: list[Staff]) -> Staffing:
    """How one unit stands, from its rows at hand and the number wanted. One query."""
    today = timezone.localdate()
    posts = Posts.objects.on(today).filter(unit=unit).first()
    counts = Counter(row.share for row in rows)
    counts["lapsing"] = sum(paper_of(row).state != Training.State.HOLDS for row in rows)
    return _staffing(unit.pk, str(unit), counts, posts.wanted if posts else None)


@dataclass(frozen=True)
class Paper:
    """A person's newest paper and how it stands."""

    training: Training | None
    state: Training.State


def paper_of(staff: Staff) -> Paper:
    """From the row's trainings at hand; no query where they were prefetched."""
    newest = max(staff.trainings.all(), key=lambda training: training.holds_until, default=None)
    return Paper(newest, training_state(newest.holds_until if newest else None, timezone.localdate()))


def posts_of(unit: Unit) -> QuerySet[Posts]:
    """The numbers wanted, the latest first."""
    return Posts.objects.filter(unit=unit).order_by("-valid_from")


def settable(actor: Actor) -> QuerySet[Unit]:
    """The bodies for which the reader may say how many people they should have."""
    today = timezone.localdate()
    rows = Unit.objects.visible_to(actor, "apparatus.set_posts").as_of(today)
    asked_first = Case(When(kind__in=ASKED, then=0), default=1)
    return rows.exclude(kind__in=AREAS).order_by(asked_first, "kind", "name", "id")


def colleagues(unit: Unit) -> QuerySet[User]:
    """People with an account and a role in the unit today."""
    held = Membership.objects.on(timezone.localdate()).filter(unit=unit)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name_key", "pk")
