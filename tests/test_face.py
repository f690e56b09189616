"""The frame of every page: where one is, and whom to ask when a page does not open."""

import pytest
from django.urls import reverse

from antoan.plans.tests.factories import make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def signed_in(client, world):
    def sign_in(name):
        client.force_login(world.people[name], backend=BACKEND)
        return client

    return sign_in


def test_a_page_that_does_not_open_names_who_can_let_the_reader_in(signed_in, world):
    client = signed_in("Xuân")
    page = client.get(reverse("apparatus:register", args=[world.party("Phước Hòa").pk]))
    assert page.status_code == 404
    assert "<strong>Hương</strong> (Huyện ủy Bác Ái)" in page.content.decode()
    page = signed_in("Phương").get(reverse("outreach:plan"))
    assert page.status_code == 403
    assert "<strong>Hương</strong> (Huyện ủy Bác Ái)" in page.content.decode()


def test_a_stranger_on_a_missing_page_is_told_to_sign_in_and_learns_no_names(client, world):
    page = client.get("/khong-co-trang-nay/")
    assert "Hương" not in page.content.decode()


def test_a_phone_lights_more_on_the_pages_that_stand_behind_it(signed_in):
    client = signed_in("Hương")
    for name in ("documents:index", "law:index", "obligations:reckon", "outreach:study"):
        menu = client.get(reverse(name)).context["face"]["menu"]
        assert menu[-1]["here"], name
    assert not client.get(reverse("web:home")).context["face"]["menu"][-1]["here"]


def test_the_bare_address_of_duties_leads_to_my_work(signed_in):
    assert signed_in("Hương").get("/viec/").url == reverse("web:home")


def test_the_new_address_of_a_feed_says_where_no_telephone_can_read_it(signed_in):
    client = signed_in("Xuân")
    assert (
        "Địa chỉ này chỉ mở được trên chính máy"
        in client.post(reverse("obligations:feeds"), HTTP_HOST="127.0.0.1:8000").content.decode()
    )
    assert (
        "Địa chỉ này chỉ mở được"
        not in client.post(reverse("obligations:feeds"), HTTP_HOST="testserver").content.decode()
    )
