"""What can be done with accounts: letting people in, giving and ending roles, standing in for a colleague on leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from axes.utils import reset as forget_failures
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import Delegation, Invitation, Membership, PasswordReset, Role, User
from antoan.accounts.refusals import (
    AlreadyEnded,
    AlreadyHeld,
    DelegatesToSelf,
    DelegationDaysWrong,
    DelegationEnded,
    DelegationOutsideMembership,
    InvitationClosed,
    InvitationUnknown,
    LastAdministrator,
    NotAColleague,
    PasswordTooWeak,
    ResetLinkClosed,
    UnitHasEnded,
    UsernameNotAllowed,
    UsernameTaken,
)
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, action_name, require
from antoan.core.text import squeeze
from antoan.units.models import Unit

# --- letting people in --------------------------------------------------------------------------------------------------


@command
def invite(actor: Actor, *, unit: Unit, role: str, full_name: str, position: str = "", email: str = "") -> Invitation:
    """Make a link, good for fourteen days, by which one person enters the unit with that role.

    Raises:
        NotPermitted: the unit is outside the actor's subtree.
        UnitHasEnded: nobody can work in a unit that no longer stands.
    """
    require(actor, "accounts.manage", unit)
    _refuse_ended(unit)
    invitation = Invitation.objects.create(
        unit=unit,
        role=role,
        full_name=squeeze(full_name),
        position=squeeze(position),
        email=email.strip(),
        invited_by_id=actor.user_id,
    )
    audit.record(actor, "accounts.invitation.made", invitation, unit=unit, role=role, full_name=invitation.full_name)
    return invitation


@command
def revoke_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Make the link of an invitation useless.

    Raises:
        InvitationClosed: it was used, revoked or has expired.
    """
    require(actor, "accounts.manage", invitation.unit)
    invitation = locked(invitation)
    if not invitation.is_open:
        raise InvitationClosed(unit=invitation.unit)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    audit.record(actor, "accounts.invitation.revoked", invitation, unit=invitation.unit, full_name=invitation.full_name)
    return invitation


@command
def accept_invitation(actor: Actor, *, token: str, username: str = "", password: str = "", phone: str = "") -> User:
    """Come in by an invitation: as a new person or, for somebody who is signed in, with one more role.

    The token is the permission, and it works once.

    Raises:
        InvitationUnknown, InvitationClosed, UnitHasEnded
        UsernameTaken, UsernameNotAllowed, PasswordTooWeak: nothing was made; the link still works.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("unit").filter(token=token).first()
    if invitation is None:
        raise InvitationUnknown
    if not invitation.is_open:
        raise InvitationClosed(unit=invitation.unit)
    _refuse_ended(invitation.unit)
    if actor.user_id is None:
        user = _new_user(invitation, username=username, password=password, phone=phone)
        actor = _become(actor, user)
    else:
        user = User.objects.get(pk=actor.user_id)
    membership = _grant(user, invitation.unit, invitation.role, timezone.localdate(), None)
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_by"])
    audit.record(
        actor, "accounts.invitation.accepted", invitation, unit=invitation.unit, role=membership.role, user=user.pk
    )
    return user


def _new_user(invitation: Invitation, *, username: str, password: str, phone: str) -> User:
    return new_person(
        full_name=invitation.full_name, position=invitation.position, email=invitation.email, username=username,
        password=password, phone=phone,
    )  # fmt: skip


def new_person(
    *, full_name: str, username: str, password: str, phone: str = "", position: str = "", email: str = ""
) -> User:
    """Make the account of somebody who was let in. Called inside commands, which say by whom and why.

    Raises:
        UsernameTaken, UsernameNotAllowed, PasswordTooWeak
    """
    user = User(
        username=username.strip().lower(), full_name=full_name, position=position, email=email, phone=phone.strip()
    )
    if User.objects.filter(username__iexact=user.username).exists():
        raise UsernameTaken(username=user.username)
    try:
        User._meta.get_field("username").clean(user.username, user)
    except ValidationError as error:
        raise UsernameNotAllowed(username=user.username) from error
    if len(user.username) < 3:
        raise UsernameNotAllowed(username=user.username)
    _set_password(user, password)
    user.save()
    return user


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(reasons=" ".join(error.messages)) from error
    user.set_password(password)


# --- roles --------------------------------------------------------------------------------------------------------------


@command
def grant_membership(
    actor: Actor,
    *,
    user: User,
    unit: Unit,
    role: str,
    valid_from: date | None = None,
    last_day: date | None = None,
) -> Membership:
    """Give a person a role in a unit, from today (or `valid_from`) until `last_day`, that day included.

    Raises:
        NotPermitted: the unit is outside the actor's subtree.
        UnitHasEnded, AlreadyHeld
    """
    require(actor, "accounts.manage", unit)
    _refuse_ended(unit)
    membership = _grant(
        user, unit, role, valid_from or timezone.localdate(), last_day + timedelta(days=1) if last_day else None
    )
    audit.record(
        actor,
        "accounts.membership.granted",
        membership,
        unit=unit,
        user=user.pk,
        role=role,
        valid_from=membership.valid_from,
        valid_to=membership.valid_to,
    )
    return membership


def _grant(user: User, unit: Unit, role: str, start: date, end: date | None) -> Membership:
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once to one person come one after the other
    if Membership.objects.overlapping(start, end).filter(user=user, unit=unit, role=role).exists():
        raise AlreadyHeld(person=user, role=Role(role).label, unit=unit)
    return Membership.objects.create(user=user, unit=unit, role=role, valid_from=start, valid_to=end)


@command
def end_membership(actor: Actor, membership: Membership, *, reason: str = "") -> None:
    """End a role as of today: from now on it gives nothing. One that had not begun before today leaves no row.

    Raises:
        NotPermitted, AlreadyEnded
        LastAdministrator: the actor would leave his unit without anybody who can let people in.
    """
    require(actor, "accounts.manage", membership.unit)
    today = timezone.localdate()
    # All administrators of the unit are held, so that the last two cannot leave at the same moment.
    administrators = list(
        Membership.objects.select_for_update().on(today).filter(unit_id=membership.unit_id, role=Role.ADMIN)
    )
    membership = locked(membership)
    if membership.valid_to is not None and membership.valid_to <= today:
        raise AlreadyEnded(person=membership.user, unit=membership.unit)
    if (
        membership.role == Role.ADMIN
        and membership.user_id == actor.user_id
        and not [m for m in administrators if m.user_id != actor.user_id]
    ):
        raise LastAdministrator(unit=membership.unit)
    audit.record(
        actor,
        "accounts.membership.ended",
        membership,
        unit=membership.unit,
        user=membership.user_id,
        role=membership.role,
        valid_from=membership.valid_from,
        valid_to=today,
        reason=reason,
    )
    _end(membership, today)


def _end(row: Membership | Delegation, day: date) -> None:
    """A period that had not begun before `day` never held; the log keeps that it was meant to."""
    if row.valid_from >= day:
        row.delete()
    else:
        row.valid_to = day
        row.save(update_fields=["valid_to"])


# --- standing in --------------------------------------------------------------------------------------------------------


@command
def delegate(
    actor: Actor, *, membership: Membership, to: User, first_day: date, last_day: date, reason: str = ""
) -> Delegation:
    """Let a colleague act in one's role from `first_day` to `last_day`, both included.

    One's own role needs no further right; for somebody else's the unit's administrator does it.

    Raises:
        NotPermitted, DelegatesToSelf, NotAColleague, DelegationDaysWrong, DelegationOutsideMembership
    """
    if membership.user_id != actor.user_id:
        require(actor, "accounts.manage", membership.unit)
    membership = locked(membership)
    if to.pk == membership.user_id:
        raise DelegatesToSelf
    if last_day < first_day or last_day < timezone.localdate():
        raise DelegationDaysWrong(first_day=first_day, last_day=last_day)
    if not to.is_active or not Membership.objects.on(timezone.localdate()).filter(user=to).exists():
        raise NotAColleague(person=to)
    if not (membership.holds_on(first_day) and membership.holds_on(last_day)):
        raise DelegationOutsideMembership(unit=membership.unit)
    delegation = Delegation.objects.create(
        membership=membership,
        to=to,
        valid_from=first_day,
        valid_to=last_day + timedelta(days=1),
        reason=squeeze(reason),
    )
    audit.record(
        actor,
        "accounts.delegation.made",
        delegation,
        unit=membership.unit,
        absent=membership.user_id,
        to=to.pk,
        role=membership.role,
        first_day=first_day,
        last_day=last_day,
        reason=delegation.reason,
    )
    return delegation


@command
def withdraw_delegation(actor: Actor, delegation: Delegation) -> None:
    """End a delegation as of today: by the one who gave it, the one who holds it, or the unit's administrator.

    Raises:
        NotPermitted, DelegationEnded
    """
    unit = delegation.membership.unit
    if actor.user_id not in (delegation.membership.user_id, delegation.to_id) or actor.user_id is None:
        require(actor, "accounts.manage", unit)
    delegation = locked(delegation)
    today = timezone.localdate()
    if delegation.valid_to is not None and delegation.valid_to <= today:
        raise DelegationEnded
    audit.record(actor, "accounts.delegation.withdrawn", delegation, unit=unit, to=delegation.to_id)
    _end(delegation, today)


# --- the person ---------------------------------------------------------------------------------------------------------


@command
def update_profile(
    actor: Actor,
    *,
    full_name: str,
    position: str = "",
    phone: str = "",
    email: str = "",
    wants_digest: bool = True,
) -> User:
    """Change what the system knows about oneself.

    Raises:
        NotPermitted: nobody is signed in.
    """
    if actor.user_id is None:
        raise NotPermitted(action=_("Sửa thông tin cá nhân"), unit=_("hệ thống"))
    user = User.objects.select_for_update().get(pk=actor.user_id)
    after: dict[str, str | bool] = {
        "full_name": squeeze(full_name),
        "position": squeeze(position),
        "phone": phone.strip(),
        "email": email.strip(),
        "wants_digest": wants_digest,
    }
    return _update(actor, user, after)


@command
def set_position(actor: Actor, *, user: User, position: str) -> User:
    """Correct a person's position (chức vụ), by an administrator over every unit in which the person works.

    Raises:
        NotPermitted
    """
    _require_over(actor, user)
    return _update(actor, locked(user), {"position": squeeze(position)})


def _update(actor: Actor, user: User, after: Mapping[str, str | bool]) -> User:
    changed = {field: value for field, value in after.items() if getattr(user, field) != value}
    for field, value in changed.items():
        setattr(user, field, value)
    user.save(update_fields=list(changed))
    unit = Unit.objects.filter(pk__in=_units_of(user)).first()
    audit.record(actor, "accounts.user.updated", user, unit=unit, fields=sorted(changed))
    return user


@command
def reset_password(actor: Actor, *, user: User) -> PasswordReset:
    """Make a link, good for two days, by which a person who forgot the password chooses a new one.

    Whoever holds the link becomes that person, so the administrator must be one over every unit in which the person
    works or stands in: else a commune could take over an account of the province.

    Raises:
        NotPermitted
    """
    _require_over(actor, user)
    PasswordReset.objects.filter(user=user, used_at__isnull=True).delete()  # one open link at a time
    link = PasswordReset.objects.create(user=user, made_by_id=actor.user_id)
    audit.record(
        actor, "accounts.password.reset_offered", user, unit=Unit.objects.filter(pk__in=_units_of(user)).first()
    )
    return link


@command
def choose_password(actor: Actor, *, token: str, password: str) -> User:
    """Choose a new password by a reset link, which works once. All sessions of the person end, and the lock-out too.

    Raises:
        ResetLinkClosed, PasswordTooWeak
    """
    link = PasswordReset.objects.select_for_update(of=("self",)).select_related("user").filter(token=token).first()
    if link is None or not link.is_open or not link.user.is_active:
        raise ResetLinkClosed
    user = link.user
    _set_password(user, password)
    user.save(update_fields=["password"])
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    forget_failures(username=user.username.lower())
    audit.record(
        _become(actor, user),
        "accounts.password.chosen",
        user,
        unit=Unit.objects.filter(pk__in=_units_of(user)).first(),
    )
    return user


@command
def set_password(actor: Actor, *, user: User, password: str) -> User:
    """Set a person's password from the machine itself, where nobody is left who could make a reset link.

    Raises:
        NotPermitted: only the system does so; people use `reset_password`.
        PasswordTooWeak
    """
    if not actor.is_system:
        raise NotPermitted(action=_("Đặt mật khẩu cho người khác"), unit=user)
    _set_password(user, password)
    user.save(update_fields=["password"])
    forget_failures(username=user.username.lower())
    audit.record(actor, "accounts.password.set", user, unit=Unit.objects.filter(pk__in=_units_of(user)).first())
    return user


@command
def remove_second_factor(actor: Actor, *, user: User) -> int:
    """Take the second sign-in step away from a person who lost the telephone and the recovery codes.

    Returns how many means were removed.

    Raises:
        NotPermitted
    """
    _require_over(actor, user)
    removed, _by_model = user.authenticator_set.all().delete()
    audit.record(
        actor,
        "accounts.second_factor.removed",
        user,
        unit=Unit.objects.filter(pk__in=_units_of(user)).first(),
        removed=removed,
    )
    return removed


# --- what several of them ask ------------------------------------------------------------------------------------------


def _become(actor: Actor, user: User) -> Actor:
    """Whoever comes with a link is known only now; the log names him."""
    return Actor(user_id=user.pk, name=str(user), channel=actor.channel, address=actor.address)


def _refuse_ended(unit: Unit) -> None:
    if unit.ends_on is not None and unit.ends_on <= timezone.localdate():
        raise UnitHasEnded(unit=unit, day=unit.ends_on)


def _units_of(user: User) -> set[int]:
    """The units in which the person works or stands in, today or later."""
    today = timezone.localdate()
    own = Membership.objects.overlapping(today, None).filter(user=user).values_list("unit_id", flat=True)
    borrowed = Delegation.objects.overlapping(today, None).filter(to=user).values_list("membership__unit_id", flat=True)
    return {*own, *borrowed}


def may_manage(actor: Actor, user: User) -> bool:
    """Whether the actor is an administrator over every unit in which the person works or stands in."""
    units = list(Unit.objects.filter(pk__in=_units_of(user)))
    return actor.is_system or (bool(units) and all(actor.may("accounts.manage", unit) for unit in units))


def _require_over(actor: Actor, user: User) -> None:
    if not may_manage(actor, user):
        raise NotPermitted(
            action=action_name("accounts.manage"), unit=_("mọi đơn vị nơi {person} công tác").format(person=user)
        )
