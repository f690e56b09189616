import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from antoan.accounts import commands
from antoan.accounts.models import Delegation, Invitation, Membership, PasswordReset, Role, User
from antoan.accounts.tests.factories import (
    PASSWORD,
    DelegationFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def admin(client, administrator):
    user = User.objects.get(pk=administrator.user_id)
    client.force_login(user, backend=BACKEND)
    return user


def text_of(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_administrator_invites_and_the_invited_comes_in(client, admin, commune):
    page = client.post(
        reverse("accounts:invite", args=[commune.pk]),
        {"full_name": "Pi Năng Thị Thủy", "position": "Công chức", "role": Role.OFFICER},
        follow=True,
    )
    link = re.search(r'value="http://testserver(/[^"]+)"', text_of(page)).group(1)
    guest = Client()
    assert "Pi Năng Thị Thủy" in text_of(guest.get(link))
    answers = {"username": "thuy.pb", "password": PASSWORD, "again": PASSWORD}
    wrong = guest.post(link, {**answers, "again": "khac"})
    assert "chưa giống nhau" in text_of(wrong)
    assert guest.post(link, answers).headers["Location"] == "/"
    assert "Phước Bình" in text_of(guest.get(reverse("accounts:profile")))
    assert Client().get(link).status_code == 410


def test_a_link_that_never_was_says_so(client, db):
    response = client.get(reverse("accounts:accept", args=["khong-co"]))
    assert response.status_code == 404
    assert "Liên kết không dùng được" in response.content.decode()


def test_somebody_signed_in_takes_a_further_role_by_link(client, commune):
    user = UserFactory()
    client.force_login(user, backend=BACKEND)
    link = reverse("accounts:accept", args=[InvitationFactory(unit=commune).token])
    assert "thêm vào tài khoản này" in text_of(client.get(link))
    client.post(link)
    assert Membership.objects.get().user == user


def test_an_invitation_is_withdrawn_from_its_page(client, admin, commune):
    invitation = InvitationFactory(unit=commune)
    client.post(reverse("accounts:revoke", args=[invitation.pk]))
    assert not Invitation.objects.get().is_open
    assert "đã bị thu hồi" in text_of(client.get(reverse("accounts:invitation", args=[invitation.pk])))


def test_people_are_found_without_marks_and_only_in_reach(client, admin, commune, neighbour):
    MembershipFactory(unit=commune, user__full_name="Đào Thị Ngọc")
    MembershipFactory(unit=neighbour, user__full_name="Đào Văn Xa")
    text = text_of(client.get(reverse("accounts:people"), {"q": "dao"}))
    assert "Đào Thị Ngọc" in text
    assert "Đào Văn Xa" not in text
    assert client.get(reverse("accounts:people"), {"unit": neighbour.pk}).status_code == 404
    assert "Không có ai khớp" in text_of(client.get(reverse("accounts:people"), {"q": "zzz"}))


def test_the_list_of_people_costs_the_same_for_forty_as_for_two(client, admin, commune):
    def cost_of_page():
        with CaptureQueriesContext(
            connection,
        ) as cost:
            client.get(reverse("accounts:people"))
        return len(cost)

    def fill(count):
        for _ in range(count):
            DelegationFactory(membership=MembershipFactory(unit=commune))
            InvitationFactory(unit=commune)

    fill(2)
    cost_of_two = cost_of_page()
    fill(38)
    assert cost_of_page() == cost_of_two


def test_a_role_is_given_and_ended_on_the_page_of_the_person(client, admin, commune):
    officer = MembershipFactory(unit=commune)
    page = reverse("accounts:person", args=[officer.user_id])
    assert "Giao thêm vai trò" in text_of(client.get(page))
    client.post(
        reverse("accounts:grant", args=[officer.user_id]),
        {"unit": commune.pk, "role": Role.LEADER, "last_day": "31/12/2099"},
    )
    assert str(officer.user.memberships.get(role=Role.LEADER).last_day) == "2099-12-31"
    client.post(reverse("accounts:end", args=[officer.pk]), {"reason": "Nghỉ hưu"})
    officer.refresh_from_db()
    assert officer.valid_to == timezone.localdate()


def test_the_last_administrator_reads_why_he_cannot_leave(client, admin, commune):
    response = client.post(reverse("accounts:end", args=[admin.memberships.get().pk]))
    assert response.status_code == 422
    assert "quản trị cuối cùng" in response.content.decode()


def test_a_forgotten_password_is_set_anew_by_link(client, admin, commune):
    officer = MembershipFactory(unit=commune).user
    text = text_of(client.post(reverse("accounts:reset_password", args=[officer.pk])))
    link = re.search(r'value="http://testserver(/[^"]+)"', text).group(1)
    guest = Client()
    assert officer.username in text_of(guest.get(link))
    assert "quá ngắn" in text_of(guest.post(link, {"password": "ngan", "again": "ngan"}))
    new = "mot mat khau khac han"
    assert guest.post(link, {"password": new, "again": new}).headers["Location"] == reverse("account_login")
    assert guest.get(link).status_code == 410
    assert PasswordReset.objects.get().used_at


def test_ones_profile_is_saved_and_shown(client, admin):
    client.post(
        reverse("accounts:profile"),
        {"full_name": "Katơr Thị Sính", "position": "Chánh Văn phòng", "email": ""},
    )
    text = text_of(client.get(reverse("accounts:profile")))
    assert "Katơr Thị Sính" in text
    assert "Chánh Văn phòng" in text


def test_one_hands_work_over_and_takes_it_back(client, admin, commune):
    colleague = MembershipFactory(unit=commune).user
    today = timezone.localdate()
    answers = {
        "membership": admin.memberships.get().pk,
        "to": colleague.pk,
        "first_day": f"{today:%d/%m/%Y}",
        "last_day": f"{today - timedelta(days=1):%d/%m/%Y}",
    }
    assert "phải từ ngày đầu" in text_of(client.post(reverse("accounts:delegate"), answers))
    client.post(reverse("accounts:delegate"), {**answers, "last_day": f"{today + timedelta(days=2):%d/%m/%Y}"})
    assert str(colleague) in text_of(client.get(reverse("accounts:profile")))
    assert "Ủy quyền khi vắng mặt" in text_of(client.get(reverse("accounts:people")))
    client.post(reverse("accounts:withdraw", args=[Delegation.objects.get().pk]))
    assert not Delegation.objects.exists()


def test_an_administrator_names_the_stand_in_of_somebody_who_fell_ill(client, admin, commune):
    leader = MembershipFactory(unit=commune, role=Role.LEADER)
    deputy = MembershipFactory(unit=commune).user
    today = f"{timezone.localdate():%d/%m/%Y}"
    page = reverse("accounts:delegate_for", args=[leader.user_id])
    assert str(leader.user) in text_of(client.get(page))
    client.post(page, {"membership": leader.pk, "to": deputy.pk, "first_day": today, "last_day": today})
    assert Delegation.objects.get().to == deputy


def test_the_log_speaks_vietnamese_and_stays_in_reach(
    client, admin, administrator, district_administrator, commune, neighbour
):
    commands.invite(administrator, unit=commune, role=Role.OFFICER, full_name="Chamaléa Thiêm")
    commands.invite(district_administrator, unit=neighbour, role=Role.OFFICER, full_name="Người Xã Khác")
    text = text_of(client.get(reverse("accounts:audit")))
    assert "Mời người dùng" in text
    assert "vai trò: Cán bộ phụ trách" in text
    assert "Chamaléa Thiêm" in text
    assert "Người Xã Khác" not in text


def test_the_log_is_filtered_and_walked_page_by_page(client, admin, administrator, commune):
    for number in range(60):
        commands.invite(administrator, unit=commune, role=Role.OFFICER, full_name=f"Người số {number:02}")
    first = text_of(client.get(reverse("accounts:audit")))
    assert "Người số 59" in first
    assert "Người số 09" not in first
    older = re.search(r'href="(\?[^"]*before=\d+)"', first).group(1).replace("&amp;", "&")
    assert "Người số 09" in text_of(client.get(reverse("accounts:audit") + older))
    for query in ({"kind": "plans"}, {"who": "không ai"}, {"last_day": "01/01/2020"}, {"first_day": "01/01/2099"}):
        assert "Không có sự kiện nào" in text_of(client.get(reverse("accounts:audit"), query))
    assert "20/06/2024" in text_of(client.get(reverse("accounts:audit"), {"first_day": "hôm qua"}))


ENGLISH = re.compile(
    r"\b(the|your|please|password|sign|enter|code|username|email|invalid|required|account)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "usersessions_list",
        "accounts:profile",
        "accounts:people",
        "accounts:delegate",
        "accounts:audit",
    ],
)
def test_no_english_is_left_on_the_pages(client, admin, name):
    if name == "account_login":
        client.logout()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse(name))
    words = re.sub(r"<(style|script)[^>]*>.*?</\1>|<[^>]+>", " ", text_of(response), flags=re.DOTALL)
    assert not ENGLISH.search(words), ENGLISH.search(words)
