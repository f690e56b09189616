"""What pages about accounts read, always within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from antoan.accounts.models import Delegation, Invitation, Membership, RecordMembership, Role, User
from antoan.accounts.records import with_above
from antoan.core.models import AuditEvent
from antoan.core.scoping import Actor, reach
from antoan.core.text import fold
from antoan.units.models import Unit, UnitClosure, UnitLineage, UnitVersion


@dataclass(frozen=True)
class Seats:
    """The units in which an actor sits himself, with those whose work they took over; not what lies below them.

    They are few, so queries name them one by one: a database looks keys up in an index, but reads whole tables for an OR
    with a subquery.
    """

    actor: Actor
    took_over: Mapping[int, tuple[int, ...]]

    def allowing(self, action: str) -> list[int]:
        """The keys of the units in which one of his own grants carries this action."""
        units = dict.fromkeys(grant.unit_id for grant in self.actor.granted(action))
        return [key for unit in units for key in self.took_over.get(unit, ())]


def seats_of(actor: Actor) -> Seats:
    """Where somebody sits. One query, none for whoever sits nowhere; a page asks once and hands it on."""
    took_over: dict[int, tuple[int, ...]] = {}
    if actor.unit_ids:
        rows = UnitLineage.objects.filter(successor__in=actor.unit_ids).order_by("distance", "predecessor")
        for successor, predecessor in rows.values_list("successor_id", "predecessor_id"):
            took_over[successor] = (*took_over.get(successor, ()), predecessor)
    return Seats(actor, took_over)


def holders_of(records: Iterable[str], on: date) -> dict[str, tuple[int, ...]]:
    """Who holds a role on these records that day, or on one on which they hang: record → people. The number of queries
    does not depend on how many there are."""
    reached = with_above(set(records))
    if not reached:
        return {}
    wanted = set().union(*reached.values())
    held = RecordMembership.objects.on(on).filter(user__is_active=True, record__in=wanted).order_by("pk")
    rows = list(held.values_list("record", "user_id"))
    return {
        record: tuple(dict.fromkeys(user for one, user in rows if one in uppers)) for record, uppers in reached.items()
    }


def people(actor: Actor, *, unit: Unit | None = None, q: str = "", on: date | None = None) -> QuerySet[Membership]:
    """Who works where today (or on that day): one row a membership, in the order of units, then of names.

    `q` finds parts of the name with or without marks, of the user name, the position and the telephone number.
    """
    rows = Membership.objects.visible_to(actor).on(on or timezone.localdate()).filter(user__is_active=True)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if q := q.strip():
        rows = rows.filter(
            Q(user__name_key__contains=fold(q))
            | Q(user__username__icontains=q)
            | Q(user__position__icontains=q)
            | Q(user__phone__contains=q)
        )
    return rows.select_related("user", "unit").order_by("unit__name", "unit_id", "user__name_key", "pk")


def administrators_above(actor: Actor, *, shown: int = 3) -> list[Membership]:
    """Who can give the actor another role: the administrators of his own units or, where there are none, of the nearest
    body above. One query; nobody for whoever sits nowhere."""
    today = timezone.localdate()
    if not actor.unit_ids:
        return []
    above = UnitClosure.objects.on(today).filter(descendant__in=actor.unit_ids, ancestor=OuterRef("unit"))
    rows = (
        Membership.objects.on(today)
        .filter(role=Role.ADMIN, user__is_active=True)
        .annotate(depth=Subquery(above.order_by("depth").values("depth")[:1]))
        .filter(depth__isnull=False)
        .select_related("user", "unit")
        .order_by("depth", "user__name_key", "pk")
    )
    found = list(rows[:shown])
    return [row for row in found if row.depth == found[0].depth]


def open_invitations(actor: Actor, *, unit: Unit | None = None) -> QuerySet[Invitation]:
    """Invitations that still wait to be accepted, for those who may invite."""
    rows = Invitation.objects.visible_to(actor).filter(
        accepted_by__isnull=True, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("unit", "invited_by")


def delegations(actor: Actor, *, unit: Unit | None = None) -> QuerySet[Delegation]:
    """Who stands in for whom, today or later."""
    rows = Delegation.objects.visible_to(actor).overlapping(timezone.localdate(), None)
    if unit is not None:
        rows = rows.filter(membership__unit=unit)
    return rows.select_related("membership__user", "membership__unit", "to").order_by("valid_from", "pk")


def persons(actor: Actor) -> QuerySet[User]:
    """Everybody who works, or is to work, in a unit of the reader's directory."""
    seen = Membership.objects.visible_to(actor).overlapping(timezone.localdate(), None)
    return User.objects.filter(Exists(seen.filter(user=OuterRef("pk"))))


def manageable_units(actor: Actor) -> QuerySet[Unit]:
    """Units into which the reader may let people, without those that no longer stand."""
    today = timezone.localdate()
    return Unit.objects.visible_to(actor, "accounts.manage").filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))


def units_called(actor: Actor, q: str) -> QuerySet[Unit]:
    """The first ten units of the reader's directory whose name holds `q`, with or without marks."""
    called = UnitVersion.objects.on(timezone.localdate()).filter(name_key__contains=fold(q))
    return (
        Unit.objects.visible_to(actor, "accounts.view").filter(pk__in=called.values("unit")).order_by("name", "pk")[:10]
    )


def colleagues(memberships: QuerySet[Membership], absent: User) -> QuerySet[User]:
    """People to whom work in these roles can be handed over: those at work in the same units, without the absent."""
    today = timezone.localdate()
    at_work = Membership.objects.on(today).filter(unit__in=memberships.values("unit"), user=OuterRef("pk"))
    return User.objects.filter(Exists(at_work), is_active=True).exclude(pk=absent.pk)


def events(
    actor: Actor,
    *,
    unit: Unit | None = None,
    kind: str = "",
    who: str = "",
    first_day: date | None = None,
    last_day: date | None = None,
    before: int | None = None,
) -> QuerySet[AuditEvent]:
    """The audit log of the reader's units, newest first. `before` is the number of the event after which to go on:
    pages are walked by number, because counting a million events for page numbers would cost more than reading them.
    """
    rows = AuditEvent.objects.all()
    if not actor.is_system:
        grants = actor.granted("accounts.audit")
        rows = rows.filter(unit_id__in=reach(grants)) if grants else rows.none()
    if unit is not None:
        rows = rows.filter(unit_id=unit.pk)
    if kind:
        rows = rows.filter(action__startswith=f"{kind}.")
    if who := who.strip():
        rows = rows.filter(actor_name__icontains=who)
    if first_day is not None:
        rows = rows.filter(at__gte=_midnight(first_day))
    if last_day is not None:
        rows = rows.filter(at__lt=_midnight(last_day + timedelta(days=1)))
    if before is not None:
        rows = rows.filter(number__lt=before)
    return rows.order_by("-number")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
