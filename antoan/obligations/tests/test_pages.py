"""The page that explains a day, and the year of a unit."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.plans import commands as plans
from antoan.plans.tests.factories import make_running, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db):
    return make_world()


def page(client, world, name, address):
    if "_auth_user_id" not in client.session or client.session["_auth_user_id"] != str(world.people[name].pk):
        client.force_login(world.people[name], backend=BACKEND)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_a_duty_says_where_its_day_comes_from_and_that_it_was_moved(client, world):
    part = make_running(world, due=date(2099, 12, 30))
    asked = plans.ask_extension(world.actor("Thành"), assignment=part, asked_due=date(2100, 3, 31), reason="Mưa lũ")
    plans.decide_extension(world.actor("Hương"), extension=asked, is_granted=True, decision="Đồng ý")
    status, text = page(client, world, "Thành", reverse("obligations:duty", args=[part.obligation_id]))
    assert status == 200
    assert "Hạn đầu 30/12/2099" in text
    assert "Được lùi đến 31/03/2100" in text
    assert "Kế hoạch 45-KH/HU" in text


def test_a_duty_of_another_unit_is_not_found_and_the_giver_sees_it(client, world):
    part = make_running(world)
    address = reverse("obligations:duty", args=[part.obligation_id])
    assert page(client, world, "Xuân", address)[0] == 404
    assert page(client, world, "Hương", address)[0] == 200


def test_the_year_of_a_unit_lists_its_duties_by_month_and_says_which_days_are_unknown(client, world):
    part = make_running(world, due=date(2028, 9, 15))
    status, text = page(client, world, "Thành", reverse("obligations:year", args=[world.committee.pk, 2028]))
    assert status == 200
    assert part.task.text in text
    assert "15/09" in text
    assert "Chưa có thông báo nghỉ Tết, Quốc khánh năm 2028" in text


def test_the_year_costs_the_same_for_twenty_duties_as_for_two(client, world, count_queries):
    page(client, world, "Thành", "/")  # signing in costs once

    def cost():
        with count_queries() as made:
            page(client, world, "Thành", reverse("obligations:year", args=[world.committee.pk, 2028]))
        return len(made)

    for _ in range(2):
        make_running(world, due=date(2028, 9, 15))
    of_two = cost()
    for _ in range(18):
        make_running(world, due=date(2028, 3, 15))
    assert cost() == of_two
