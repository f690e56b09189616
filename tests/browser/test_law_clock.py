"""The law's clock in a real browser: until when, why, who is competent, and the day in one's own calendar."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@SIZES
def test_an_officer_asks_until_when_for_a_fatal_accident_then_and_now(visit, world, size):
    officer = visit("Thành", size)
    page = officer.open(reverse("law:rule", args=["accidents.investigation_time_limit"]))
    page.get_by_role("link", name="Điều tra tai nạn lao động").first.click()
    officer.check()
    page.get_by_label("Ngày khai báo").fill("2024-06-20")
    page.get_by_label("Mức độ tai nạn").select_option(label="chết người")
    page.get_by_role("button", name="Tính hạn").click()
    expect(page.locator(".lead")).to_contain_text("ngày 22/07/2024")
    expect(page.get_by_text("20/07/2024: thứ Bảy")).to_be_visible()
    expect(page.get_by_text(re.compile("do Sở Lao động – Thương binh và Xã hội thành lập"))).to_be_visible()
    officer.check()
    page.get_by_label("Ngày khai báo").fill("2025-08-20")
    page.get_by_role("button", name="Tính hạn").click()
    expect(page.get_by_text(re.compile("do Sở Nội vụ thành lập"))).to_be_visible()
    expect(page.get_by_text(re.compile("từ ngày 01/07/2025"))).to_be_visible()

    page.get_by_text("Ghi vào việc phải làm của đơn vị").click()
    page.get_by_label("Ghi chú để nhận ra").fill("vụ mỏ đá Phước Trung")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("vụ mỏ đá Phước Trung"))).to_be_visible()
    officer.check()


@SIZES
def test_an_officer_takes_the_days_into_the_calendar_of_the_telephone(visit, world, size):
    officer = visit("Thành", size)
    page = officer.open(reverse("obligations:feeds"))
    page.get_by_role("button", name="Tạo một địa chỉ mới").click()
    address = page.locator("code").inner_text()
    officer.check()
    answer = page.request.get(officer.base + "/viec/" + address.split("/viec/", 1)[1])
    assert answer.headers["content-type"].startswith("text/calendar")
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("status")).to_contain_text("Đã thu hồi")
