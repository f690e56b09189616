"""From a person who signed in to an `Actor`: the grants of the memberships and delegations that hold today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Value
from django.utils import timezone

from antoan.accounts import roles
from antoan.accounts.models import Delegation, Membership, RecordMembership, User
from antoan.accounts.records import with_below
from antoan.core.scoping import Actor, Grant


def actor_for(user: User | AnonymousUser, *, channel: str = "web", address: str = "", on: date | None = None) -> Actor:
    """Who is asking, and what he may do today (or on that day). Two queries, none for somebody who is not signed in.

    A membership that has ended gives nothing, nor does one of a person who was shut out; a delegation gives
    what the absent colleague's membership gives, as long as both hold.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor(user_id=None, name=str(user) if isinstance(user, User) else "", channel=channel, address=address)
    day = on or timezone.localdate()
    return Actor(
        user_id=user.pk,
        name=str(user),
        grants=(*_own_grants(user, day), *_borrowed_grants(user, day)),
        channel=channel,
        address=address,
    )


def grants_of(unit_id: int, role: str, on_behalf_of_id: int | None = None) -> Iterator[Grant]:
    """What one role in one unit gives: a grant over the subtree, and one in the unit alone."""
    for actions, subtree in ((roles.wide(role), True), (roles.narrow(role), False)):
        if actions:
            yield Grant(unit_id, str(role), actions, subtree, on_behalf_of_id)


def _own_grants(user: User, day: date) -> Iterator[Grant]:
    """Roles in units in the order in which they were given, then those on single records and on what hangs on them. One
    query for both; whoever holds a record costs one more a level of what hangs there."""
    in_units = Membership.objects.filter(user=user).on(day).order_by()
    on_records = RecordMembership.objects.filter(user=user).on(day).order_by()
    both = in_units.annotate(key=Value("", CharField())).values_list("pk", "unit_id", "role", "key").union(
        on_records.annotate(none=Value(0)).values_list("pk", "none", "role", "record"), all=True
    )  # fmt: skip
    held: dict[str, list[str]] = {}
    for _pk, unit_id, role, record in sorted(both, key=lambda row: (bool(row[3]), row[0])):
        if record:
            held.setdefault(role, []).append(record)
        else:
            yield from grants_of(unit_id, role)
    for role, records in held.items():
        for record in with_below(records):
            yield Grant(0, role, roles.RECORD_ACTIONS[role], subtree=False, record=record)


def _borrowed_grants(user: User, day: date) -> Iterator[Grant]:
    memberships = Membership.objects.on(day).filter(user__is_active=True)
    held = Delegation.objects.filter(to=user, membership__in=memberships).on(day).order_by("pk")
    for unit_id, role, absent_id in held.values_list("membership__unit_id", "membership__role", "membership__user_id"):
        yield from grants_of(unit_id, role, on_behalf_of_id=absent_id)
