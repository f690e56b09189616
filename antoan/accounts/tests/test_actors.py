from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from antoan.accounts.actors import actor_for
from antoan.accounts.models import Membership, Role
from antoan.accounts.tests.factories import DelegationFactory, MembershipFactory, UserFactory
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import require
from antoan.units.models import Unit


def test_an_actor_is_made_with_two_queries_however_many_roles_he_has(commune, district, django_assert_num_queries):
    user = MembershipFactory(unit=commune, role=Role.OFFICER).user
    MembershipFactory(user=user, unit=district, role=Role.OFFICE)
    DelegationFactory(to=user, membership__unit=district, membership__role=Role.LEADER)
    with django_assert_num_queries(2):
        actor = actor_for(user)
    assert {grant.role for grant in actor.grants} == {Role.OFFICER, Role.OFFICE, Role.LEADER}


def test_nobody_signed_in_may_do_nothing_and_costs_no_query(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        actor = actor_for(AnonymousUser(), address="10.0.0.7")
    assert (actor.user_id, actor.grants, actor.address) == (None, (), "10.0.0.7")


def test_a_membership_that_ended_gives_nothing_from_its_last_day_on(commune):
    today = timezone.localdate()
    ended = MembershipFactory(unit=commune, valid_to=today)
    last_day = MembershipFactory(unit=commune, valid_to=today + timedelta(days=1))
    to_come = MembershipFactory(unit=commune, valid_from=today + timedelta(days=1))
    assert not actor_for(ended.user).grants
    assert actor_for(last_day.user).grants
    assert not actor_for(to_come.user).grants


def test_somebody_shut_out_may_do_nothing_nor_may_who_stands_in_for_him(commune):
    membership = MembershipFactory(unit=commune, user__is_active=False)
    stand_in = DelegationFactory(membership=membership).to
    assert not actor_for(membership.user).grants
    assert not actor_for(stand_in).grants


def test_a_stand_in_has_the_rights_of_the_absent_for_those_days_alone(commune):
    today = timezone.localdate()
    leader = MembershipFactory(unit=commune, role=Role.LEADER)
    delegation = DelegationFactory(membership=leader, valid_from=today, valid_to=today + timedelta(days=2))
    for day, holds in ((-1, False), (0, True), (1, True), (2, False)):
        actor = actor_for(delegation.to, on=today + timedelta(days=day))
        assert actor.may("plans.urge", commune) is holds
    assert {g.on_behalf_of_id for g in actor_for(delegation.to).grants} == {leader.user_id}


def test_a_delegation_ends_with_the_membership_behind_it(commune):
    leader = MembershipFactory(unit=commune, role=Role.LEADER, valid_to=timezone.localdate())
    assert not actor_for(DelegationFactory(membership=leader).to).grants


def test_looking_reaches_down_the_tree_and_doing_does_not(district, commune, neighbour):
    office = actor_for(MembershipFactory(unit=district, role=Role.OFFICE).user)
    assert set(Unit.objects.visible_to(office, "plans.view")) == {district, commune, neighbour}
    assert office.may("plans.view", commune)
    assert office.may("plans.progress", district)
    with pytest.raises(NotPermitted, match="Đảng ủy xã Phước Bình"):
        require(office, "plans.progress", commune)


def test_an_administrator_reaches_the_units_below_his_and_no_other(
    district_administrator, administrator, district, neighbour
):
    assert district_administrator.may("accounts.manage", neighbour)
    assert not administrator.may("accounts.manage", neighbour)
    assert not administrator.may("accounts.manage", district)


def test_a_user_without_roles_sees_nobody(commune):
    MembershipFactory(unit=commune)
    assert not Membership.objects.visible_to(actor_for(UserFactory())).exists()
