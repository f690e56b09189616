"""A valid world of people: units to sit in, users, roles, invitations, delegations."""

from __future__ import annotations

from datetime import date, timedelta

import factory
from django.utils import timezone

from antoan.accounts.models import Delegation, Invitation, Membership, Role, User
from antoan.core.text import fold
from antoan.units.models import Kind, Level, Unit, UnitClosure, UnitLineage, UnitVersion

LONG_AGO = date(2000, 1, 1)
PASSWORD = "mot cau that dai de nho"


def make_unit(name: str, *, parent: Unit | None = None, kind: str = Kind.PARTY_COMMITTEE) -> Unit:
    """A unit that has stood since 2000 under that parent, with its rows in the closure and the lineage."""
    unit = Unit.objects.create(name=name, kind=kind)
    UnitVersion.objects.create(
        unit=unit,
        name=name,
        name_key=fold(name),
        bare_key=fold(name),
        kind=kind,
        level=Level.COMMUNE if parent else Level.DISTRICT,
        parent=parent,
        valid_from=LONG_AGO,
    )
    UnitLineage.objects.create(predecessor=unit, successor=unit, distance=0)
    UnitClosure.objects.create(ancestor=unit, descendant=unit, depth=0, valid_from=LONG_AGO)
    if parent is not None:
        for above in UnitClosure.objects.filter(descendant=parent):
            UnitClosure.objects.create(
                ancestor_id=above.ancestor_id, descendant=unit, depth=above.depth + 1, valid_from=LONG_AGO
            )
    return unit


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"canbo{n}")
    full_name = factory.Sequence(lambda n: f"Chamaléa Thị Hương {n}")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.LazyFunction(lambda: make_unit("Đảng ủy xã Phước Bình"))
    role = Role.OFFICER
    valid_from = LONG_AGO


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation

    membership = factory.SubFactory(MembershipFactory)
    to = factory.SubFactory(UserFactory)
    valid_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=1))
    valid_to = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))


class InvitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invitation

    unit = factory.LazyFunction(lambda: make_unit("Đảng ủy xã Phước Thành"))
    role = Role.OFFICER
    full_name = "Pi Năng Thị Thủy"
