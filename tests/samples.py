"""Sample objects for the walk over all addresses: for each address with arguments, what to put into it.

An app adds a function here for its addresses, and data for those that are posted to. Everything belongs to `world.unit`,
in which every role of `world.people` sits; `world.neighbour` sits in another unit of the same level.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from antoan.accounts.models import PasswordReset, Role, User
from antoan.accounts.tests.factories import (
    DelegationFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    make_unit,
)
from antoan.units.models import Unit


@dataclass
class World:
    """A district committee with two communes below it; all roles sit in the first commune."""

    upper: Unit
    unit: Unit
    other: Unit
    people: dict[str, User]
    neighbour: User
    outsider: User
    made: dict[str, Any] = field(default_factory=dict)  # what samples want to share among themselves


def make_world() -> World:
    upper = make_unit("Huyện ủy Bác Ái")
    unit, other = make_unit("Đảng ủy xã Phước Bình", parent=upper), make_unit("Đảng ủy xã Phước Hòa", parent=upper)
    people = {role: MembershipFactory(unit=unit, role=role).user for role in Role.values}
    neighbour = UserFactory()
    for role in Role.values:
        MembershipFactory(user=neighbour, unit=other, role=role)
    return World(upper, unit, other, people, neighbour, outsider=UserFactory())


Maker = Callable[[World], dict[str, Any]]
ARGUMENTS: dict[str, Maker] = {}
POSTED: dict[str, Maker] = {}


def arguments(*names: str) -> Callable[[Maker], Maker]:
    """Register the maker of an address's arguments: `@arguments("plans:plan", "plans:tasks")`."""

    def register(make: Maker) -> Maker:
        ARGUMENTS.update(dict.fromkeys(names, make))
        return make

    return register


def posted(*names: str) -> Callable[[Maker], Maker]:
    """Register the maker of what is sent to an address that only takes POST. Without one the form is sent empty."""

    def register(make: Maker) -> Maker:
        POSTED.update(dict.fromkeys(names, make))
        return make

    return register


# --- accounts -----------------------------------------------------------------------------------------------------------


@arguments(
    "accounts:person",
    "accounts:delegate_for",
    "accounts:grant",
    "accounts:position",
    "accounts:reset_password",
    "accounts:remove_second_factor",
)
def a_person(world: World) -> dict[str, Any]:
    return {"pk": world.people[Role.OFFICER].pk}


@posted("accounts:grant")
def a_further_role(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk, "role": Role.SUPERVISOR}


@posted("accounts:position")
def a_position(world: World) -> dict[str, Any]:
    return {"position": "Công chức văn phòng"}


@arguments("accounts:end")
def a_membership(world: World) -> dict[str, Any]:
    return {"pk": world.people[Role.OFFICER].memberships.get().pk}


@arguments("accounts:invite")
def a_unit(world: World) -> dict[str, Any]:
    return {"unit": world.unit.pk}


@arguments("accounts:invitation", "accounts:revoke")
def an_invitation(world: World) -> dict[str, Any]:
    return {"pk": InvitationFactory(unit=world.unit).pk}


@arguments("accounts:accept")
def an_invitation_link(world: World) -> dict[str, Any]:
    return {"token": InvitationFactory(unit=world.unit).token}


@arguments("accounts:new_password")
def a_reset_link(world: World) -> dict[str, Any]:
    return {"token": PasswordReset.objects.create(user=world.people[Role.OFFICER]).token}


@arguments("accounts:withdraw")
def a_delegation(world: World) -> dict[str, Any]:
    absent = world.people[Role.OFFICER].memberships.get()
    return {"pk": DelegationFactory(membership=absent, to=world.people[Role.OFFICE]).pk}
