"""What pages, sheets and the command line read about accidents, always within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from antoan.accidents import clock, kinds
from antoan.accidents.matching import same_person
from antoan.accidents.models import (
    Accident,
    AccidentQuerySet,
    Cause,
    Disease,
    Gravity,
    Injury,
    Investigation,
    ListedCase,
    Merge,
)
from antoan.core.models import AuditEvent
from antoan.core.scoping import Actor
from antoan.obligations.models import Obligation

NEAR = timedelta(days=3)  # a hospital notes the day of coming, the employer that of the accident
READY = ("injuries", "gravities", "declarations", "investigations")


def register_rows(actor: Actor, *, year: int | None = None, picked: str = "", q: str = "") -> AccidentQuerySet:
    """The accident register, newest first, each row ready to be shown without a further query.

    `picked`: "" all that count, "chet" fatal, "moi" waiting to be checked, "dieu-tra" under investigation, "su-co"
    dangerous occurrences, "khong" left out and merged ones. `q` finds a code, a place or an employer.
    """
    rows = Accident.objects.visible_to(actor)
    match picked:
        case "khong":
            rows = rows.filter(status__in=(Accident.Status.MERGED, Accident.Status.NO_ACCIDENT, Accident.Status.ROUTED))
        case "chet":
            rows = rows.counted().filter(pk__in=Injury.objects.filter(_dead()).values("accident"))
        case "moi":
            rows = rows.filter(status=Accident.Status.TOLD)
        case "dieu-tra":
            rows = rows.filter(status__in=(Accident.Status.OPEN, Accident.Status.ANNOUNCED))
        case "su-co":
            rows = rows.counted().filter(kind=Accident.Kind.DANGEROUS_OCCURRENCE)
        case _:
            rows = rows.counted()
    if year is not None:
        rows = rows.filter(occurred_on__gte=date(year, 1, 1), occurred_on__lt=date(year + 1, 1, 1))
    if q := q.strip():
        rows = rows.filter(Q(code__icontains=q) | Q(place__icontains=q) | Q(employer_name__icontains=q))
    return rows.select_related("unit", "investigator", "merged_into", "workplace").prefetch_related(*READY)


def _dead(prefix: str = "") -> Q:
    return Q(**{f"{prefix}same_as": None}) & (
        Q(**{f"{prefix}died_on__isnull": False}) | Q(**{f"{prefix}told_outcome": Injury.Outcome.DEAD})
    )


@dataclass(frozen=True)
class Row:
    """A case in the list: its sentence and, while it runs, from when until when."""

    accident: Accident
    sentence: str
    step: clock.Step | None
    gravity: str
    starts: date

    @property
    def due(self) -> date | None:
        return self.step.due if self.step and not self.accident.is_left_out else None


def rows_of(accidents: Iterable[Accident]) -> list[Row]:
    found = []
    for accident in accidents:
        facts = clock.facts_of(accident)
        steps = clock.steps_of(facts)
        step = clock.investigation_step(steps)
        found.append(Row(accident, clock.sentence_of(facts, steps), step, facts.gravity, facts.known_on))
    return found


@dataclass(frozen=True)
class Totals:
    """The first sentence of the register, in one query."""

    cases: int
    dead: int
    serious: int
    told: int
    running: int


def totals(rows: AccidentQuerySet) -> Totals:
    """Of these cases: how many, and how many people died or were seriously hurt in them. Two queries."""
    bare = rows.prefetch_related(None).select_related(None).order_by()
    cases = bare.aggregate(
        cases=Count("pk", filter=Q(kind=Accident.Kind.ACCIDENT)),
        told=Count("pk", filter=Q(status=Accident.Status.TOLD)),
        running=Count("pk", filter=Q(status__in=(Accident.Status.TOLD, Accident.Status.OPEN))),
    )
    dead = _dead()
    hurt = Injury.objects.filter(accident__in=bare.values("pk"), same_as=None)
    people = hurt.aggregate(
        dead=Count("pk", filter=dead),
        serious=Count("pk", filter=~dead & (Q(told_outcome=Injury.Outcome.SERIOUS) | ~Q(injuries=[]))),
    )
    return Totals(**cases, **people)


def years(actor: Actor) -> list[int]:
    """The years in which something happened in the reader's reach, the newest first."""
    days = Accident.objects.visible_to(actor).order_by().dates("occurred_on", "year", order="DESC")
    return [day.year for day in days]


@dataclass(frozen=True)
class Watch:
    """What a leader wants to know: deaths of this quarter, investigations that run, and those near or beyond their day."""

    deaths: int
    running: int
    soon: int
    late: int

    @property
    def words(self) -> str:
        parts = [f"{self.deaths} người chết vì tai nạn lao động trong quý"]
        parts.append(f"{self.running} cuộc điều tra đang chạy")
        if self.late:
            parts.append(f"{self.late} cuộc quá hạn")
        if self.soon:
            parts.append(f"{self.soon} cuộc còn không quá 5 ngày")
        return "; ".join(parts)


def watch(actor: Actor, today: date | None = None) -> Watch:
    """Two queries; for the leader's page."""
    today = today or timezone.localdate()
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    seen = Accident.objects.visible_to(actor).counted().filter(kind=Accident.Kind.ACCIDENT)
    deaths = Injury.objects.filter(
        _dead(), accident__in=seen.filter(occurred_on__gte=quarter, occurred_on__lte=today).order_by()
    )
    duties = Obligation.objects.standing().filter(kind="accidents.investigate", unit__isnull=False)
    # A subquery of keys as text would differ between databases; running cases are few, so their keys are named.
    running = [str(pk) for pk in seen.running().order_by().values_list("pk", flat=True)[:2000]]
    counts = duties.filter(about_id__in=running).order_by().aggregate(
        running=Count("pk"),
        late=Count("pk", filter=Q(due__lt=today)),
        soon=Count("pk", filter=Q(due__gte=today, due__lte=today + timedelta(days=5))),
    )  # fmt: skip
    return Watch(deaths=deaths.count(), **counts)


def case(actor: Actor, rows: AccidentQuerySet | None = None) -> AccidentQuerySet:
    """Cases ready for their page."""
    rows = Accident.objects.visible_to(actor) if rows is None else rows
    return rows.select_related("unit__area", "told_unit", "investigator", "merged_into", "workplace").prefetch_related(
        *READY, "files__file", "merges__other",
        "investigations__members", "investigations__log", "investigations__causes", "investigations__faults", "investigations__measures",
    )  # fmt: skip


def named(actor: Actor, code: str) -> Accident | None:
    """A case by its code or its key."""
    rows = case(actor)
    try:
        return rows.filter(pk=UUID(code.strip())).first()
    except ValueError:
        return rows.filter(code=code.strip().upper()).first()


def duties_of(accident: Accident) -> list[Obligation]:
    """The duties of a case with their owners, the open ones first."""
    rows = Obligation.objects.filter(about_id=str(accident.pk), kind__startswith="accidents.").exclude(
        kind=kinds.MEASURE
    )
    return sorted(
        rows.filter(passed_to=None).select_related("unit"),
        key=lambda row: (row.ended_on is not None, row.done_on is not None, row.pk),
    )


def looks(actor: Actor, accident: Accident) -> list[AuditEvent]:
    """Who looked at what is sealed, for those who may read the log of the unit."""
    return list(
        AuditEvent.objects.filter(
            target_type="accidents.accident", target_id=str(accident.pk), action__in=("accidents.injury.looked_at", "accidents.form.filled")
        ).order_by("-number")[:20]
    )  # fmt: skip


def current_investigation(accident: Accident) -> Investigation | None:
    """The team at work or, where none is, the last one."""
    rows = list(accident.investigations.all())
    return next((one for one in rows if one.ended_on is None), rows[-1] if rows else None)


def open_merges(accident: Accident) -> list[Merge]:
    return [one for one in accident.merges.all() if one.undone_at is None]


@dataclass(frozen=True)
class Branch:
    """A cause with those that made it happen."""

    cause: Cause
    depth: int
    number: str


def cause_tree(causes: Iterable[Cause]) -> list[Branch]:
    """The causes from what happened last to the roots, each below the one that it made happen."""
    below: dict[int | None, list[Cause]] = {}
    for cause in causes:
        below.setdefault(cause.because_of_id, []).append(cause)
    found: list[Branch] = []

    def walk(parent: int | None, depth: int, lead: str) -> None:
        for number, cause in enumerate(below.get(parent, []), start=1):
            label = f"{lead}{number}"
            found.append(Branch(cause, depth, label))
            walk(cause.pk, depth + 1, f"{label}.")

    walk(None, 0, "")
    return found


def costs_of(accident: Accident) -> list[tuple[str, int | None]]:
    """The money of a case as the minutes ask for it, in đồng; None: not known."""
    people = [person for person in accident.injuries.all() if person.same_as_id is None]

    def summed(name: str) -> int | None:
        known = [value for person in people if (value := getattr(person, name)) is not None]
        return sum(known) if known else None

    return [
        ("Chi phí y tế", summed("cost_medical")),
        ("Trả lương trong thời gian điều trị", summed("cost_wages")),
        ("Bồi thường, trợ cấp", summed("cost_paid")),
        ("Thiệt hại tài sản, thiết bị", accident.cost_property),
    ]


@dataclass(frozen=True)
class Listed:
    """A person of a hospital's or the insurance's list, and who of the declared may be the same, with the reasons."""

    row: ListedCase
    candidates: list[tuple[Injury, str]]


def listed_rows(actor: Actor, *, linked: bool) -> QuerySet[ListedCase]:
    rows = ListedCase.objects.visible_to(actor).filter(injury__isnull=not linked)
    return rows.select_related("unit", "injury__accident")


def with_candidates(actor: Actor, rows: Iterable[ListedCase]) -> list[Listed]:
    """For the rows of a page: the declared people of about the same days that look like them. One query more."""
    rows = list(rows)
    if not rows:
        return []
    days = [row.happened_on for row in rows]
    cases = Accident.objects.visible_to(actor, "accidents.triage").counted()
    near = cases.filter(occurred_on__gte=min(days) - NEAR, occurred_on__lte=max(days) + NEAR)
    people = list(
        Injury.objects.filter(accident__in=near.order_by(), same_as=None)
        .select_related("accident__unit")
        .order_by("pk")[:2000]
    )
    return [Listed(row, [(one, words) for one in people if (words := _same_words(row, one))]) for row in rows]


def _same_words(row: ListedCase, person: Injury) -> str:
    """Why a listed person may be that declared one; "" where he is not."""
    apart = abs((row.happened_on - person.accident.occurred_on).days)
    if apart > NEAR.days or not same_person(Injury(name=row.name, birth_year=row.birth_year, sex=row.sex), person):
        return ""
    said = ["họ tên như nhau", "cùng ngày" if not apart else f"cách nhau {apart} ngày"]
    if row.birth_year and row.birth_year == person.birth_year:
        said.append("cùng năm sinh")
    if row.unit_id == person.accident.unit_id:
        said.append("cùng xã")
    return ", ".join(said)


def diseases(actor: Actor) -> QuerySet[Disease]:
    return Disease.objects.visible_to(actor).select_related("unit", "workplace")


def as_json(row: Row) -> dict[str, Any]:
    """A case as `antoan accidents list --json` promises it: nothing that is sealed."""
    accident, step = row.accident, row.step
    people = [person for person in accident.injuries.all() if person.same_as_id is None]
    return {
        "code": accident.code,
        "id": str(accident.pk),
        "kind": accident.kind,
        "status": accident.status,
        "gravity": None if accident.is_occurrence else row.gravity,
        "occurred_at": timezone.localtime(accident.occurred_at).isoformat(),
        "unit": str(accident.unit),
        "place": accident.place,
        "employer": accident.employer_name or None,
        "dead": sum(person.gravity == Gravity.FATAL for person in people),
        "serious": sum(person.gravity == "serious" for person in people),
        "minor": sum(person.gravity == "minor" for person in people),
        "investigator": str(accident.investigator) if accident.investigator else None,
        "due": step.due.isoformat() if step and step.due and not accident.is_left_out else None,
        "citation": step.citation if step else None,
        "sentence": row.sentence,
    }
