import re
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from antoan.accounts.commands import choose_password, reset_password
from antoan.accounts.models import Role, User
from antoan.accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from antoan.core.scoping import system_actor

SIGN_IN = "/tai-khoan/dang-nhap/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def lan(commune):
    return MembershipFactory(unit=commune, user__username="lan.pb", user__email="lan@bacai.example").user


def sign_in(client, login="lan.pb", password=PASSWORD, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def code_now(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_second_factor(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).generate_codes()
    return secret, codes


# --- the first step -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["lan.pb", "LAN.PB", " lan.pb ", "lan@bacai.example", "Lan@BacAi.example"])
def test_one_signs_in_by_user_name_or_mail_address_in_any_case(client, lan, login):
    response = sign_in(client, login)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_the_session_gets_a_new_key_on_signing_in(client, lan):
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = old = session.session_key
    sign_in(client)
    assert client.session.session_key != old
    assert not Session.objects.filter(session_key=old).exists()


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, lan):
    def words(response):
        assert response.status_code == 200
        text = re.sub(r'(value|name)="[^"]*"|"X-CSRFToken": "[^"]*"', "", response.content.decode())
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in text
        return text

    known = words(sign_in(client, "lan.pb", "sai hoan toan"))
    assert words(sign_in(client, "khong.co", "sai hoan toan")) == known
    assert words(sign_in(client, "lan@bacai.example", "sai hoan toan")) == known
    assert words(sign_in(client, "khong@co.example", "sai hoan toan")) == known


def test_an_account_that_was_shut_cannot_be_entered(client, lan):
    User.objects.update(is_active=False)
    assert sign_in(client).headers["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_form_without_token_is_refused(lan):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403


@pytest.mark.parametrize("aim", ["https://xau.example/", "//xau.example/", "https:xau.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_a_foreign_host(client, lan, aim):
    assert sign_in(client, next=aim).headers["Location"] == "/"


def test_one_comes_back_to_the_page_asked_for(client, lan):
    asked = client.get("/tai-khoan/nguoi-dung/?q=pi")
    assert asked.headers["Location"] == f"{SIGN_IN}?next=/tai-khoan/nguoi-dung/%3Fq%3Dpi"
    assert sign_in(client, next="/tai-khoan/nguoi-dung/?q=pi").headers["Location"] == "/tai-khoan/nguoi-dung/?q=pi"


def test_nobody_signs_up_by_himself(client, db):
    for address in ("/tai-khoan/signup/", "/tai-khoan/dang-ky/", "/tai-khoan/password/reset/"):
        assert client.get(address).status_code in (302, 404)
    assert not User.objects.exists()


def test_passwords_are_kept_by_argon2_in_the_product(settings, commune):
    from antoan import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    user = MembershipFactory(unit=commune).user
    user.set_password(PASSWORD)
    assert identify_hasher(user.password).algorithm == "argon2"
    assert user.check_password(PASSWORD)


# --- failures -----------------------------------------------------------------------------------------------------------


def fail(client, times, login="lan.pb"):
    for _ in range(times):
        response = sign_in(client, login, "sai hoan toan")
    return response


def test_six_failures_lock_for_a_quarter_of_an_hour_whichever_process_counts_them(lan):
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=timezone.get_default_timezone()), tick=False) as clock:
        assert fail(Client(), 5).status_code == 200
        locked = fail(Client(), 1)  # another browser, another worker: the count is in the database
        assert locked.status_code == 429
        assert "15 phút" in locked.content.decode()
        assert "người quản trị" in locked.content.decode()
        assert sign_in(Client()).status_code == 429
        clock.shift(timedelta(minutes=16))
        assert sign_in(Client()).status_code == 302


def test_trying_on_does_not_make_the_lock_longer(lan):
    with time_machine.travel(datetime(2026, 3, 2, 8, 0, tzinfo=timezone.get_default_timezone()), tick=False) as clock:
        fail(Client(), 6)
        clock.shift(timedelta(minutes=10))
        assert sign_in(Client()).status_code == 429
        clock.shift(timedelta(minutes=6))
        assert sign_in(Client()).status_code == 302


def test_the_same_person_is_counted_once_however_the_name_is_typed(client, lan):
    for login in ("lan.pb", "LAN.PB", "lan@bacai.example", "LAN@bacai.example", " lan.pb"):
        assert fail(client, 1, login).status_code == 200
    assert fail(client, 1, "Lan.pb").status_code == 429


def test_failures_of_one_person_do_not_lock_another_behind_the_same_address(client, lan):
    UserFactory(username="minh.pb")
    fail(client, 6)
    assert sign_in(Client(), "minh.pb").status_code == 302


def test_signing_in_clears_the_count(client, lan):
    fail(client, 5, "lan@bacai.example")
    sign_in(client, "lan@bacai.example")
    assert not AccessAttempt.objects.exists()


def test_nobody_clears_the_count_of_another_by_taking_his_mail_address(client, lan):
    UserFactory(username="ke.xau", email="lan@bacai.example")
    for _ in range(2):
        fail(Client(), 3, "lan@bacai.example")
        sign_in(Client(), "ke.xau")
    assert sign_in(client, "lan@bacai.example").status_code == 429


def test_several_who_share_a_mailbox_each_sign_in_by_it(lan):
    other = UserFactory(email="lan@bacai.example")
    other.set_password("mat khau cua nguoi kia")
    other.save()
    for password, user in ((PASSWORD, lan), ("mat khau cua nguoi kia", other)):
        client = Client()
        sign_in(client, "lan@bacai.example", password)
        assert client.session["_auth_user_id"] == str(user.pk)


def test_a_new_password_by_link_opens_the_lock(client, lan):
    fail(client, 6)
    choose_password(
        system_actor(), token=reset_password(system_actor(), user=lan).token, password="mot mat khau khac han"
    )
    assert sign_in(client, password="mot mat khau khac han").status_code == 302


def test_what_was_typed_is_not_kept_with_the_failure(client, lan):
    sign_in(client, "lan.pb", "mat khau bi mat")
    kept = AccessAttempt.objects.get()
    assert "mat khau bi mat" not in kept.post_data
    assert "lan.pb" not in kept.post_data


# --- the second step ----------------------------------------------------------------------------------------------------


def test_the_second_step_is_asked_for_and_a_code_opens(client, lan):
    secret, _codes = with_second_factor(lan)
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert "ứng dụng xác thực" in client.get(reverse("mfa_authenticate")).content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_a_recovery_code_opens_once(lan):
    _secret, codes = with_second_factor(lan)
    for code, opens in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client = Client()
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is opens


def test_guessing_codes_locks_like_guessing_passwords(client, lan):
    with_second_factor(lan)
    sign_in(client)
    answers = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert sign_in(Client()).status_code == 429


def test_secrets_of_the_second_step_are_not_readable_in_the_database(lan):
    secret, codes = with_second_factor(lan)
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_a_role_that_needs_the_second_step_is_led_to_it_first(client, commune, settings):
    settings.ANTOAN_MFA_ROLES = [Role.ADMIN]
    user = MembershipFactory(unit=commune, role=Role.ADMIN).user
    client.force_login(user, backend=BACKEND)
    aim = reverse("mfa_activate_totp")
    assert client.get(reverse("accounts:people")).headers["Location"] == aim
    assert client.post(reverse("accounts:invite", args=[commune.pk])).headers["Location"] == aim
    assert client.get(reverse("accounts:people"), headers={"HX-Request": "true"}).headers["HX-Redirect"] == aim
    with_second_factor(user)
    assert client.get(reverse("accounts:people")).status_code == 200


def test_other_roles_choose_for_themselves(client, lan, settings):
    settings.ANTOAN_MFA_ROLES = [Role.ADMIN]
    client.force_login(lan, backend=BACKEND)
    assert client.get(reverse("accounts:people")).status_code == 200


def test_one_sets_up_sees_the_codes_and_turns_it_off_again(client, lan):
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã chưa đúng" in wrong.content.decode()
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(done.headers["Location"]).content.decode()
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    assert all(code in shown for code in codes)
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()


def test_a_role_that_needs_the_second_step_cannot_turn_it_off(client, lan, settings):
    with_second_factor(lan)
    settings.ANTOAN_MFA_ROLES = [Role.OFFICER]
    client.force_login(lan, backend=BACKEND)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "bắt buộc" in client.get(reverse("mfa_deactivate_totp")).content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


# --- sessions, password, headers ----------------------------------------------------------------------------------------


def test_the_other_sessions_are_seen_and_ended(lan):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    assert "2 máy" in here.get(reverse("usersessions_list")).content.decode()
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("accounts:profile")).status_code == 302
    assert here.get(reverse("accounts:profile")).status_code == 200


def test_a_session_that_has_run_out_drops_from_the_list(lan):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    Session.objects.get(pk=there.session.session_key).delete()
    assert "chỉ đang mở trên máy này" in here.get(reverse("usersessions_list")).content.decode()


def test_a_changed_password_ends_the_other_sessions(lan):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "mot mat khau khac han"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


def test_a_new_password_by_link_ends_every_session(client, lan):
    sign_in(client)
    choose_password(
        system_actor(), token=reset_password(system_actor(), user=lan).token, password="mot mat khau khac han"
    )
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_a_change_of_password_that_goes_wrong_says_so_in_vietnamese(client, lan):
    client.force_login(lan, backend=BACKEND)
    page = client.post(reverse("account_change_password"), {"oldpassword": "x", "password1": "a", "password2": "b"})
    text = page.content.decode()
    assert "Mật khẩu hiện tại chưa đúng" in text
    assert "Mật khẩu quá ngắn" in text
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": PASSWORD + "1", "password2": PASSWORD},
    )
    assert "chưa giống nhau" in page.content.decode()


def test_pages_allow_scripts_of_our_own_only(client, db):
    response = client.get(SIGN_IN)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    text = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)


def test_signing_out_needs_a_button_press(client, lan):
    client.force_login(lan, backend=BACKEND)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session
