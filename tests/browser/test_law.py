"""Looking the law up in a real browser, on a phone and at a desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])
LIMIT = "accidents.investigation_time_limit"


@SIZES
def test_an_officer_asks_how_long_an_investigation_may_take_and_reads_why(visit, world, size):
    officer = visit("Hương", size)
    page = officer.open(reverse("law:index"))
    officer.check()
    page.get_by_label("Tìm theo tên, nội dung, căn cứ").fill("dieu tra chet nguoi")
    page.get_by_label("Theo luật ngày").fill("2024-06-20")
    page.get_by_role("button", name="Xem").click()
    page.get_by_role("link", name="Thời hạn điều tra tai nạn lao động").click()
    expect(page.locator(".lead")).to_contain_text("Ngày 20/06/2024:")
    expect(page.locator(".lead")).to_contain_text("chết người: không quá 30 ngày")
    expect(page.get_by_role("link", name="Luật 84/2015/QH13")).to_be_visible()
    officer.check()


@SIZES
def test_an_officer_reads_who_is_competent_now_that_districts_are_gone(visit, world, size):
    officer = visit("Hương", size)
    page = officer.open(reverse("law:changes"))
    expect(page.get_by_role("heading", name="Từ 30/06/2025 đến 01/07/2025")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Công an cấp xã")
    officer.check()


@SIZES
@pytest.mark.parametrize("name", ["instruments", "forms", "questions", "register"])
def test_every_list_of_the_law_fits_its_screen_and_can_be_read_aloud(visit, world, size, name):
    officer = visit("Hương", size)
    officer.open(reverse(f"law:{name}"))
    officer.check()


@SIZES
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("rule", "accidents.declaration_receiver"),
        ("rule", "calendar.public_holidays"),
        ("rule", "documents.state.elements"),
        ("instrument", "Nghị định 39/2016/NĐ-CP"),
        ("question", "O-04"),
        ("verify", LIMIT),
    ],
)
def test_every_page_of_the_law_fits_its_screen_and_can_be_read_aloud(visit, world, size, name, given):
    officer = visit("Hương", size)
    officer.open(reverse(f"law:{name}", args=[given]))
    officer.check()
