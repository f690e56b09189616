from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from antoan.accounts import commands
from antoan.accounts.actors import actor_for
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
from antoan.accounts.tests.factories import (
    LONG_AGO,
    PASSWORD,
    DelegationFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)
from antoan.core import audit
from antoan.core.models import AuditEvent
from antoan.core.refusals import BrokenRule, NotPermitted
from antoan.core.scoping import system_actor

NOBODY = actor_for(AnonymousUser())


def test_every_deed_writes_exactly_one_event_and_the_chain_holds(administrator, commune):
    def events_of(deed, *args, **kwargs):
        before = AuditEvent.objects.count()
        result = deed(*args, **kwargs)
        assert AuditEvent.objects.count() == before + 1, deed
        return result

    today = timezone.localdate()
    to_revoke = events_of(commands.invite, administrator, unit=commune, role=Role.OFFICER, full_name="Katơr Thị Sính")
    events_of(commands.revoke_invitation, administrator, to_revoke)
    invitation = events_of(
        commands.invite, administrator, unit=commune, role=Role.OFFICER, full_name="Pi Năng Thị Thủy"
    )
    newcomer = events_of(
        commands.accept_invitation, NOBODY, token=invitation.token, username="thuy.phuocbinh", password=PASSWORD
    )
    events_of(commands.grant_membership, administrator, user=newcomer, unit=commune, role=Role.LEADER)
    events_of(commands.update_profile, actor_for(newcomer), full_name="Pi Năng Thị Thủy", position="Chủ tịch")
    events_of(commands.set_position, administrator, user=newcomer, position="Phó chủ tịch")
    reset = events_of(commands.reset_password, administrator, user=newcomer)
    events_of(commands.choose_password, NOBODY, token=reset.token, password="mot mat khau khac han")
    events_of(commands.remove_second_factor, administrator, user=newcomer)
    delegation = events_of(
        commands.delegate,
        actor_for(newcomer),
        membership=newcomer.memberships.get(role=Role.LEADER),
        to=User.objects.get(pk=administrator.user_id),
        first_day=today,
        last_day=today,
    )
    events_of(commands.withdraw_delegation, actor_for(newcomer), delegation)
    events_of(commands.end_membership, administrator, newcomer.memberships.get(role=Role.LEADER))
    assert audit.verify().broken_at is None
    assert not AuditEvent.objects.exclude(unit_id=commune.pk).exists()
    assert AuditEvent.objects.get(action="accounts.invitation.accepted").actor_id == newcomer.pk


# --- inviting -----------------------------------------------------------------------------------------------------------


def test_an_administrator_invites_into_his_units_and_those_below_only(
    administrator, district_administrator, commune, neighbour
):
    person = {"role": Role.OFFICER, "full_name": "Chamaléa Thiêm"}
    assert commands.invite(administrator, unit=commune, **person).is_open
    assert commands.invite(district_administrator, unit=neighbour, **person).is_open
    with pytest.raises(NotPermitted, match="Phước Hòa"):
        commands.invite(administrator, unit=neighbour, **person)
    assert Invitation.objects.filter(unit=neighbour).count() == 1


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE, Role.OFFICER, Role.SUPERVISOR])
def test_only_administrators_let_people_in(commune, role):
    actor = actor_for(MembershipFactory(unit=commune, role=role).user)
    with pytest.raises(NotPermitted):
        commands.invite(actor, unit=commune, role=Role.OFFICER, full_name="Chamaléa Thiêm")


def test_nobody_is_invited_into_a_unit_that_no_longer_stands(administrator, commune):
    commune.ends_on = timezone.localdate()
    commune.save()
    with pytest.raises(UnitHasEnded, match="đơn vị kế thừa"):
        commands.invite(administrator, unit=commune, role=Role.OFFICER, full_name="Chamaléa Thiêm")


def test_a_role_that_the_table_does_not_know_is_refused(administrator, commune):
    with pytest.raises(BrokenRule, match="bảng phân quyền"):
        commands.invite(administrator, unit=commune, role="emperor", full_name="Chamaléa Thiêm")


def test_an_invitation_makes_one_person_once(commune):
    invitation = InvitationFactory(unit=commune, role=Role.OFFICE)
    user = commands.accept_invitation(NOBODY, token=invitation.token, username=" Thuy.PB ", password=PASSWORD)
    assert (user.username, user.full_name, user.check_password(PASSWORD)) == ("thuy.pb", invitation.full_name, True)
    assert actor_for(user).may("plans.assign", commune)
    with pytest.raises(InvitationClosed):
        commands.accept_invitation(NOBODY, token=invitation.token, username="khac", password=PASSWORD)
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ({"revoked_at": timezone.now()}, InvitationClosed),
        (
            {"invited_at": timezone.now() - timedelta(days=15), "expires_at": timezone.now() - timedelta(days=1)},
            InvitationClosed,
        ),
        ({"token": "x" * 32}, InvitationUnknown),
    ],
)
def test_a_revoked_expired_or_wrong_link_lets_nobody_in(commune, state, refusal):
    InvitationFactory(unit=commune, **state)
    token = (state.get("token") and "y" * 32) or Invitation.objects.get().token
    with pytest.raises(refusal):
        commands.accept_invitation(NOBODY, token=token, username="thuy.pb", password=PASSWORD)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("given", "refusal", "words"),
    [
        ({"username": "LAN"}, UsernameTaken, "đã có người dùng"),
        ({"username": "pi nang"}, UsernameNotAllowed, "viết liền"),
        ({"username": "ab"}, UsernameNotAllowed, "ít nhất 3 ký tự"),
        ({"password": "ngan"}, PasswordTooWeak, "10"),
        ({"password": "password123"}, PasswordTooWeak, "phổ biến"),
        ({"password": "pinangthithuy", "username": "pinangthithuy"}, PasswordTooWeak, "quá giống"),
    ],
)
def test_a_bad_name_or_password_is_refused_and_the_link_still_works(commune, given, refusal, words):
    UserFactory(username="lan")
    invitation = InvitationFactory(unit=commune)
    with pytest.raises(refusal, match=words):
        commands.accept_invitation(
            NOBODY, **{"token": invitation.token, "username": "thuy.pb", "password": PASSWORD, **given}
        )
    assert Invitation.objects.get().is_open
    assert User.objects.count() == 1


def test_somebody_signed_in_takes_the_role_into_his_account(commune, neighbour):
    user = MembershipFactory(unit=neighbour).user
    commands.accept_invitation(actor_for(user), token=InvitationFactory(unit=commune).token)
    assert {membership.unit for membership in user.memberships.all()} == {commune, neighbour}


def test_a_revoked_invitation_is_not_revoked_again(administrator, commune):
    invitation = InvitationFactory(unit=commune, revoked_at=timezone.now())
    with pytest.raises(InvitationClosed):
        commands.revoke_invitation(administrator, invitation)


# --- roles --------------------------------------------------------------------------------------------------------------


def test_no_administrator_grants_beyond_his_subtree(administrator, district, neighbour):
    user = UserFactory()
    for unit in (district, neighbour):
        with pytest.raises(NotPermitted):
            commands.grant_membership(administrator, user=user, unit=unit, role=Role.ADMIN)
    assert not user.memberships.exists()


def test_a_role_held_in_these_days_is_not_given_twice(administrator, commune):
    today = timezone.localdate()
    held = MembershipFactory(unit=commune, role=Role.OFFICE, valid_to=today + timedelta(days=10))
    with pytest.raises(AlreadyHeld):
        commands.grant_membership(administrator, user=held.user, unit=commune, role=Role.OFFICE)
    follows = commands.grant_membership(
        administrator, user=held.user, unit=commune, role=Role.OFFICE, valid_from=held.valid_to
    )
    assert follows.valid_to is None


def test_a_role_ends_at_once(administrator, commune):
    membership = MembershipFactory(unit=commune, role=Role.OFFICE)
    commands.end_membership(administrator, membership, reason="Chuyển công tác")
    assert not actor_for(membership.user).grants
    with pytest.raises(AlreadyEnded):
        commands.end_membership(administrator, membership)


def test_a_role_given_by_mistake_today_is_gone_at_once_and_stays_in_the_log(administrator, commune):
    mistake = commands.grant_membership(administrator, user=UserFactory(), unit=commune, role=Role.LEADER)
    commands.end_membership(administrator, mistake)
    assert not Membership.objects.filter(role=Role.LEADER).exists()
    assert AuditEvent.objects.get(action="accounts.membership.ended").what["role"] == Role.LEADER


def test_the_last_administrator_cannot_leave_but_the_last_but_one_can(administrator, commune):
    own = Membership.objects.get(user_id=administrator.user_id)
    with pytest.raises(LastAdministrator, match="mời một người quản trị khác trước"):
        commands.end_membership(administrator, own)
    MembershipFactory(unit=commune, role=Role.ADMIN)
    commands.end_membership(administrator, own)
    assert not actor_for(User.objects.get(pk=administrator.user_id)).grants


def test_the_upper_unit_may_remove_the_last_administrator(district_administrator, administrator, commune):
    own = Membership.objects.get(user_id=administrator.user_id)
    commands.end_membership(district_administrator, own)
    assert not Membership.objects.on(timezone.localdate()).filter(unit=commune).exists()


# --- standing in --------------------------------------------------------------------------------------------------------


def test_one_hands_over_ones_own_role_without_further_right_and_takes_it_back(commune):
    today = timezone.localdate()
    leader = MembershipFactory(unit=commune, role=Role.LEADER)
    deputy = MembershipFactory(unit=commune).user
    delegation = commands.delegate(
        actor_for(leader.user), membership=leader, to=deputy, first_day=today, last_day=today + timedelta(days=3)
    )
    assert delegation.last_day == today + timedelta(days=3)
    assert actor_for(deputy).may("plans.decide", commune)
    commands.withdraw_delegation(actor_for(leader.user), delegation)
    assert not actor_for(deputy).may("plans.decide", commune)


def test_what_a_stand_in_does_is_logged_as_done_for_the_absent(commune):
    absent = MembershipFactory(unit=commune, role=Role.ADMIN)
    stand_in = actor_for(DelegationFactory(membership=absent).to)
    commands.invite(stand_in, unit=commune, role=Role.OFFICER, full_name="Chamaléa Thiêm")
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.on_behalf_of_id) == (stand_in.user_id, absent.user_id)


def test_nobody_hands_over_the_role_of_another(commune):
    leader = MembershipFactory(unit=commune, role=Role.LEADER)
    officer = MembershipFactory(unit=commune).user
    today = timezone.localdate()
    with pytest.raises(NotPermitted):
        commands.delegate(actor_for(officer), membership=leader, to=officer, first_day=today, last_day=today)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"to": "self"}, DelegatesToSelf),
        ({"to": "stranger"}, NotAColleague),
        ({"last": -1}, DelegationDaysWrong),
        ({"first": 3, "last": 2}, DelegationDaysWrong),
        ({"last": 11}, DelegationOutsideMembership),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(commune, change, refusal):
    today = timezone.localdate()
    leader = MembershipFactory(unit=commune, role=Role.LEADER, valid_to=today + timedelta(days=10))
    to = {"self": leader.user, "stranger": UserFactory()}.get(change.get("to"), MembershipFactory(unit=commune).user)
    with pytest.raises(refusal):
        commands.delegate(
            actor_for(leader.user),
            membership=leader,
            to=to,
            first_day=today + timedelta(days=change.get("first", 0) if change.get("last") != -1 else -5),
            last_day=today + timedelta(days=change.get("last", 1)),
        )
    assert not Delegation.objects.exists()


def test_a_delegation_is_withdrawn_once(commune):
    delegation = DelegationFactory(membership__unit=commune)
    commands.withdraw_delegation(actor_for(delegation.to), delegation)
    with pytest.raises(DelegationEnded):
        commands.withdraw_delegation(actor_for(delegation.to), delegation)


# --- the person ---------------------------------------------------------------------------------------------------------


def test_a_reset_link_works_once_and_the_old_password_no_longer(administrator, commune):
    user = MembershipFactory(unit=commune).user
    link = commands.reset_password(administrator, user=user)
    commands.choose_password(NOBODY, token=link.token, password="mot mat khau khac han")
    user.refresh_from_db()
    assert user.check_password("mot mat khau khac han")
    with pytest.raises(ResetLinkClosed):
        commands.choose_password(NOBODY, token=link.token, password="mot mat khau thu ba")


def test_a_second_reset_link_takes_the_place_of_the_first(administrator, commune):
    user = MembershipFactory(unit=commune).user
    first = commands.reset_password(administrator, user=user)
    commands.reset_password(administrator, user=user)
    with pytest.raises(ResetLinkClosed):
        commands.choose_password(NOBODY, token=first.token, password="mot mat khau khac han")


def test_an_expired_reset_link_is_closed(commune):
    user = MembershipFactory(unit=commune).user
    link = PasswordReset.objects.create(user=user, expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ResetLinkClosed):
        commands.choose_password(NOBODY, token=link.token, password="mot mat khau khac han")


@pytest.mark.parametrize("also", ["works above", "stands in above", "will work above"])
def test_a_commune_cannot_take_over_an_account_that_reaches_above_it(administrator, district, commune, also):
    user = MembershipFactory(unit=commune).user
    if also == "stands in above":
        DelegationFactory(to=user, membership__unit=district, membership__role=Role.LEADER)
    else:
        start = LONG_AGO if also == "works above" else timezone.localdate() + timedelta(days=3)
        MembershipFactory(user=user, unit=district, valid_from=start)
    for deed in (commands.reset_password, commands.remove_second_factor):
        with pytest.raises(NotPermitted):
            deed(administrator, user=user)
    with pytest.raises(NotPermitted):
        commands.set_position(administrator, user=user, position="Bí thư")


def test_the_system_helps_an_administrator_who_forgot_the_password(administrator):
    user = User.objects.get(pk=administrator.user_id)
    assert commands.reset_password(system_actor(), user=user).is_open


def test_a_lost_second_factor_is_removed(administrator, commune):
    user = MembershipFactory(unit=commune).user
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert commands.remove_second_factor(administrator, user=user) == 1
    assert not Authenticator.objects.exists()


def test_a_changed_name_is_found_without_marks(commune):
    user = MembershipFactory(unit=commune).user
    commands.update_profile(actor_for(user), full_name="  Đào   Thị Ngọc ", phone="0912345678")
    user.refresh_from_db()
    assert (user.full_name, user.name_key) == ("Đào Thị Ngọc", "dao thi ngoc")


def test_the_machine_sets_a_password_and_nobody_else_does(db, system):
    user = UserFactory(username="vanthu")
    commands.set_password(system, user=user, password="mùa mưa ở Bác Ái")
    user.refresh_from_db()
    assert user.check_password("mùa mưa ở Bác Ái")
    with pytest.raises(NotPermitted):
        commands.set_password(actor_for(UserFactory()), user=user, password="mùa mưa ở Bác Ái")
