"""Ways into a session that is not one's own."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

PASSWORD = "mua khô ở rẫy 2024"


@pytest.fixture
def xuan(world):
    user = world.people["Xuân"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, **more):
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD} | more)


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "///evil", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_house(client, xuan, address):
    assert sign_in(client, xuan, next=address)["Location"] == "/"


def test_a_session_planted_before_signing_in_is_worth_nothing_after(client, xuan):
    client.cookies[settings.SESSION_COOKIE_NAME] = planted = "a" * 32
    sign_in(client, xuan)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted


def test_a_form_of_another_house_does_nothing(world, part):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["Xuân"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    response = client.post(
        reverse("plans:assignment", args=[part.pk]), {"text": "x"}, headers={"origin": "https://evil.example"}
    )
    assert response.status_code == 403
    assert not part.reports.exists()


def test_a_page_shows_itself_in_no_frame(client, db):
    response = client.get(reverse("account_login"))
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
