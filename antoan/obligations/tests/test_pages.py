"""The page that explains a day, and the year of a unit."""

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from antoan.obligations import wall
from antoan.obligations.models import Obligation
from antoan.plans import commands as plans
from antoan.plans.tests.factories import make_running, make_world
from antoan.units import commands as units
from antoan.units.succession import pass_on_work

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
    assert "15/09/2028" in text
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


def squares(made):
    return {square.day: square for month in made.months for week in month.weeks for square in week if square}


def test_the_wall_marks_days_off_days_worked_instead_and_what_nobody_announced(world):
    known = squares(wall.wall_of(world.committee, 2026, date(2026, 11, 25)))
    assert len(known) == 365
    assert [known[date(2026, *day)].state for day in ((2, 17), (1, 10), (11, 25), (11, 28))] == [
        "off",
        "worked",
        "working",
        "off",
    ]
    assert known[date(2026, 11, 25)].is_today
    unknown = wall.wall_of(world.committee, 2028, date(2026, 11, 25))
    assert not unknown.is_announced
    assert squares(unknown)[date(2028, 1, 26)].state == "unknown"
    assert [
        month.number for month in wall.wall_of(world.committee, 2026, date(2026, 11, 25)).months if month.is_current
    ] == [11]


def test_a_number_on_the_wall_leads_to_its_line_in_the_list(client, world):
    for day in (3, 3, 3, 20):
        make_running(world, due=date(2028, 3, day))
    made = wall.wall_of(world.committee, 2028, date(2028, 3, 1))
    assert (squares(made)[date(2028, 3, 3)].numbers, squares(made)[date(2028, 3, 20)].numbers) == ("1–3", "4")
    text = page(client, world, "Thành", reverse("obligations:year", args=[world.committee.pk, 2028]))[1]
    assert 'href="#viec-4"' in text
    assert 'id="viec-4"' in text
    assert "<strong>4 việc có ngày đến hạn</strong> trong năm, 4 việc chưa xong" in text


def test_what_came_from_a_body_that_ended_stands_on_the_wall_of_its_successor_with_its_name(world, system):
    part = make_running(world, due=date(2026, 3, 20), lead=world.party("Phước Bình"))
    units.merge_units(
        system, predecessors=[world.party("Phước Bình")], successor=world.party("Phước Hòa"), on=date(2025, 7, 1), basis="Nghị quyết", with_sub_units=True
    )  # fmt: skip
    heir = world.party("Phước Hòa")

    def origins():
        return [(entry.duty.title, entry.origin) for entry in wall.wall_of(heir, 2026, date(2026, 1, 5)).entries]

    assert origins() == [(part.task.text, "Đảng ủy xã Phước Bình")]
    pass_on_work(system, on=date(2025, 7, 1), dry_run=False)
    assert Obligation.objects.standing().filter(unit=heir).exists()
    assert origins() == [(part.task.text, "Đảng ủy xã Phước Bình")]


@pytest.mark.parametrize(("size", "width"), [("a4", 842), ("a3", 1191)])
def test_the_wall_is_printed_lying_with_every_month_on_the_first_sheet(client, world, size, width):
    make_running(world, due=date(2028, 3, 20))
    client.force_login(world.people["Thành"], backend=BACKEND)
    answer = client.get(reverse("obligations:year_pdf", args=[world.committee.pk, 2028, size]))
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as paper:
        assert round(paper[0].get_width()) == width
        first, last = (paper[at].get_textpage().get_text_range() for at in (0, len(paper) - 1))
    assert all(f"Tháng {number}" in first for number in range(1, 13))
    assert "Chưa có thông báo nghỉ Tết, Quốc khánh năm 2028" in first
    assert "20/03" in last
    assert client.get(reverse("obligations:year_pdf", args=[world.committee.pk, 2028, "a5"])).status_code == 404
