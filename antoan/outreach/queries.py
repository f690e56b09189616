"""What pages read of outreach, already within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from antoan.accounts.models import Membership
from antoan.accounts.queries import seats_of
from antoan.core.scoping import Actor
from antoan.documents.models import Document
from antoan.outreach.models import Addressee, Audience, Guidance, Receipt, StudySession
from antoan.units.models import AREAS, Kind, Unit, UnitClosure, UnitVersion

ASKED = (Kind.PARTY_COMMITTEE, Kind.PEOPLES_COMMITTEE)  # who studies a directive; others are listed once they do


@dataclass(frozen=True)
class Share:
    """How many of those expected came. Whoever came beyond the number of a group is told apart and raises no share."""

    reached: int
    expected: int
    beyond: int = 0
    is_counted: bool = True

    @property
    def percent(self) -> float | None:
        return round(100 * self.reached / self.expected, 1) if self.expected and self.is_counted else None

    @property
    def words(self) -> str:
        if not self.is_counted:
            return f"dự kiến {_number(self.expected)} người"
        said = f"{_number(self.reached)}/{_number(self.expected)} người dự kiến đã dự"
        if self.percent is not None:
            said += f" ({str(self.percent).removesuffix('.0').replace('.', ',')}%)"
        return said + (f", thêm {_number(self.beyond)} người ngoài dự kiến" if self.beyond else "")


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def share_of(rows: Iterable[Audience]) -> Share:
    """The share of one or many sessions, group by group: too many of one group do not make up for another's absence."""
    given = list(rows)
    counted = [row for row in given if row.attended is not None]
    reached = sum(min(row.attended or 0, row.expected) for row in counted)
    beyond = sum(max((row.attended or 0) - row.expected, 0) for row in counted)
    return Share(reached, sum(row.expected for row in given), beyond, bool(counted))


def session_rows(actor: Actor, *, directive: str = "") -> QuerySet[StudySession]:
    """The sessions in reach, the latest first, each ready to be shown with its audience."""
    rows = StudySession.objects.visible_to(actor)
    if directive:
        rows = rows.filter(directive_key=directive)
    return rows.select_related("unit").prefetch_related("audience")


def directives(actor: Actor) -> list[tuple[str, str]]:
    """What is studied in the reader's reach: key and name, the one of the latest session first."""
    rows = StudySession.objects.visible_to(actor).order_by().values("directive_key")
    latest = rows.annotate(last=Max("on"), name=Max("directive")).order_by("-last", "directive_key")
    return [(row["directive_key"], row["name"]) for row in latest]


@dataclass(frozen=True)
class Studied:
    """How a unit stands with a directive."""

    unit_id: int
    name: str
    sessions: int
    held: int
    share: Share
    next_on: Any = None

    @property
    def state(self) -> str:
        return "held" if self.held else "planned" if self.next_on else "silent"

    @property
    def words(self) -> str:
        if self.held:
            return f"{self.held} buổi đã tổ chức; {self.share.words}"
        if self.awaits_result:
            return f"lịch ngày {self.next_on:%d/%m/%Y} đã qua, chưa ghi kết quả"
        return f"đã lên lịch ngày {self.next_on:%d/%m/%Y}" if self.next_on else "chưa có lịch"

    @property
    def awaits_result(self) -> bool:
        return not self.held and self.next_on is not None and self.next_on < timezone.localdate()


@dataclass(frozen=True)
class Overview:
    """Which units have studied a directive, and the share they reached together."""

    units: list[Studied]

    @property
    def held(self) -> int:
        return sum(bool(unit.held) for unit in self.units)

    @property
    def share(self) -> Share:
        shares = [unit.share for unit in self.units if unit.held]
        return Share(
            sum(one.reached for one in shares), sum(one.expected for one in shares), sum(one.beyond for one in shares), bool(shares)
        )  # fmt: skip


def overview(actor: Actor, directive: str) -> Overview:
    """The units in reach and how they stand with the directive of that key. Four queries, however many units there are."""
    today = timezone.localdate()
    by_unit: dict[int, list[StudySession]] = {}
    for session in session_rows(actor, directive=directive).filter(call_off_reason=""):
        by_unit.setdefault(session.unit_id, []).append(session)
    units = Unit.objects.visible_to(actor, "outreach.view")
    listed = Q(kind__in=ASKED) | Q(unit__in=by_unit.keys())
    versions = UnitVersion.objects.on(today).filter(listed, unit__in=units)
    rows = versions.order_by("level", "kind", "order", "name", "id").values_list("unit_id", "name")
    return Overview([_studied(unit_id, name, by_unit.get(unit_id, [])) for unit_id, name in rows])


def _studied(unit_id: int, name: str, sessions: list[StudySession]) -> Studied:
    held = [session for session in sessions if session.held_on]
    next_on = min((session.on for session in sessions if not session.held_on), default=None)
    return Studied(
        unit_id, name, len(sessions), len(held), share_of(row for session in held for row in session.audience.all()), next_on
    )  # fmt: skip


def holders(actor: Actor) -> QuerySet[Unit]:
    """The units in whose name the reader plans sessions."""
    today = timezone.localdate()
    return _own(actor, "outreach.hold").filter(Q(ends_on=None) | Q(ends_on__gt=today))


def senders(actor: Actor) -> QuerySet[Unit]:
    """The units in whose name the reader sends guidance."""
    today = timezone.localdate()
    return _own(actor, "outreach.guide").filter(Q(ends_on=None) | Q(ends_on__gt=today))


def _own(actor: Actor, action: str) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=[grant.unit_id for grant in actor.granted(action)]).order_by("name", "pk")


def below(unit: Unit) -> QuerySet[Unit]:
    """The bodies to which a unit may address guidance today."""
    under = UnitClosure.objects.on(timezone.localdate()).filter(ancestor=unit, depth__gt=0)
    return Unit.objects.filter(pk__in=under.values("descendant")).exclude(kind__in=AREAS).order_by("kind", "name", "pk")


def own_documents(unit: Unit) -> QuerySet[Document]:
    return Document.objects.filter(unit=unit).defer("text")


def guidance_rows(actor: Actor) -> Any:
    """Guidance in reach, the newest first, with how many units it went to and how many have opened it."""
    rows = Guidance.objects.visible_to(actor).select_related("unit")
    opened = Count("addressees", filter=Q(addressees__receipts__isnull=False), distinct=True)
    return rows.annotate(units=Count("addressees", distinct=True), opened=opened).order_by("-issued_at", "-id")


def unread_by(actor: Actor) -> set[int]:
    """The keys of the guidance that the reader himself has still to open. Two queries."""
    seats = seats_of(actor).allowing("outreach.view")
    mine = Addressee.objects.filter(unit__in=seats)
    return set(mine.exclude(receipts__user=actor.user_id).values_list("guidance_id", flat=True))


@dataclass(frozen=True)
class Reader:
    """How an addressed unit stands: who opened it first and when, and how many of its people."""

    unit: Unit
    people: int
    receipts: list[Receipt]
    is_overdue: bool

    @property
    def state(self) -> str:
        return "read" if self.receipts else "late" if self.is_overdue else "unread"

    @property
    def words(self) -> str:
        if not self.receipts:
            return "quá hạn, chưa ai đọc" if self.is_overdue else "chưa ai đọc"
        first = self.receipts[0]
        return f"đọc lần đầu {timezone.localtime(first.at):%d/%m/%Y}; {len(self.receipts)}/{max(self.people, len(self.receipts))} người"


def readers(actor: Actor, guidance: Guidance) -> list[Reader]:
    """The addressed units with their receipts and the number of their people today.

    All of them for the sender and above; an addressed unit reads of itself and what lies below it.
    """
    is_overdue = timezone.now() > due_of(guidance)
    addressees = guidance.addressees.select_related("unit").prefetch_related("receipts__user")
    if not actor.may("outreach.view", guidance.unit):
        addressees = addressees.filter(unit__in=Unit.objects.visible_to(actor, "outreach.view"))
    rows = list(addressees)
    held = Membership.objects.on(timezone.localdate()).filter(
        unit__in=[row.unit_id for row in rows], user__is_active=True
    )
    people = dict(held.order_by().values_list("unit").annotate(n=Count("user", distinct=True)).values_list("unit", "n"))
    return [Reader(row.unit, people.get(row.unit_id, 0), list(row.receipts.all()), is_overdue) for row in rows]


def due_of(guidance: Guidance) -> datetime:
    """Until when every unit is to have opened it."""
    return guidance.issued_at + timedelta(days=guidance.read_within)
