"""Whether two tellings are of one event, and whether two people told of are one: reasons that a person can check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from antoan.accidents.models import Accident, Injury
from antoan.core.scoping import Actor
from antoan.core.text import fold

DAYS, HOURS = timedelta(days=2), timedelta(hours=3)
ENOUGH = 3  # points


@dataclass(frozen=True)
class Proposal:
    """Another case that may be the same event, and why."""

    other: Accident
    reasons: tuple[str, ...]
    points: int


def same_person(one: Injury, other: Injury) -> bool:
    """The same syllables in any order and, where both are known, the same sex and a birth year at most one apart.

    Where one of the two has no name, nothing speaks against him being the other, and nothing for it: not the same.
    """
    ours, theirs = sorted(fold(one.name).split()), sorted(fold(other.name).split())
    if not ours or not theirs:
        return False
    is_part = set(ours) <= set(theirs) or set(theirs) <= set(ours)
    if ours != theirs and not (is_part and min(len(ours), len(theirs)) > 1):
        return False
    if one.sex and other.sex and one.sex != other.sex:
        return False
    return not (one.birth_year and other.birth_year) or abs(one.birth_year - other.birth_year) <= 1


def proposals(actor: Actor, accident: Accident, *, limit: int = 5) -> list[Proposal]:
    """The other cases in reach of about the same time that look like the same event, the likeliest first. Three queries."""
    if accident.is_left_out:
        return []
    near = Accident.objects.visible_to(actor, "accidents.triage").filter(
        kind=accident.kind, occurred_on__gte=accident.occurred_on - DAYS, occurred_on__lte=accident.occurred_on + DAYS,
        status__in=(Accident.Status.TOLD, Accident.Status.OPEN),
    ).exclude(pk=accident.pk)  # fmt: skip
    own = [person for person in accident.injuries.all() if person.same_as_id is None]
    found = []
    for other in near.select_related("unit").prefetch_related("injuries").order_by("-occurred_at", "pk")[:200]:
        reasons = list(_reasons(accident, own, other))
        points = sum(weight for weight, _ in reasons)
        if points >= ENOUGH:
            found.append(Proposal(other, tuple(words for _, words in reasons), points))
    return sorted(found, key=lambda one: -one.points)[:limit]


def _reasons(accident: Accident, own: list[Injury], other: Accident) -> Iterable[tuple[int, str]]:
    apart = abs(accident.occurred_at - other.occurred_at)
    if accident.is_time_known and other.is_time_known and apart <= HOURS:
        yield 1, f"xảy ra cách nhau {int(apart.total_seconds() // 60)} phút"
    elif accident.occurred_on == other.occurred_on:
        yield 1, f"cùng ngày {accident.occurred_on:%d/%m/%Y}"
    if accident.unit_id == other.unit_id:
        yield 1, f"cùng ở {accident.unit}"
    if accident.employer_name and fold(accident.employer_name) == fold(other.employer_name):
        yield 1, f"cùng cơ sở {accident.employer_name}"
    words, others = (set(fold(one.place).split()) for one in (accident, other))
    if len(words & others) >= 2:
        yield 1, f"nơi xảy ra giống nhau: “{accident.place}”, “{other.place}”"
    theirs = [person for person in other.injuries.all() if person.same_as_id is None]
    if pair := next(((a, b) for a in own for b in theirs if same_person(a, b)), None):
        yield 2, f"cùng người bị nạn {pair[0].masked_name}"
    if own and len(own) == len(theirs) and sorted(p.gravity for p in own) == sorted(p.gravity for p in theirs):
        yield 1, "số người và mức độ như nhau"
