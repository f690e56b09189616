"""Keeping the register of safety staff in a real browser, on a phone and at a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from antoan.apparatus import commands
from antoan.apparatus.tests.factories import make_trained
from antoan.core.scoping import system_actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@SIZES
def test_a_commune_enters_its_officer_and_the_district_sees_who_is_missing(visit, world, size):
    commune, today = world.party("Phước Bình"), timezone.localdate()
    office = visit("Hương", size)
    page = office.open(reverse("apparatus:posts"))
    page.get_by_label("Số người cần có ở mỗi đơn vị").fill("2")
    page.get_by_label("Đảng ủy xã Phước Bình", exact=True).check()
    page.get_by_label("Đảng ủy xã Phước Hòa", exact=True).check()
    office.check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("2 đơn vị còn thiếu 4 người làm ATVSLĐ")
    office.check()

    officer = visit("Xuân", size)
    page = officer.open(reverse("apparatus:register", args=[commune.pk]))
    expect(page.locator(".lead")).to_contain_text("chưa có người làm ATVSLĐ; còn thiếu 2")
    officer.check()
    page.get_by_role("link", name="Ghi người", exact=True).click()
    page.get_by_label("Họ và tên").fill("Katơr Thị Lan")
    page.get_by_label("Chức vụ, chức danh").fill("Công chức văn hóa - xã hội")
    officer.check()
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.locator(".lead")).to_contain_text("chưa ghi lần huấn luyện nào")
    page.get_by_role("link", name="Ghi lần huấn luyện").click()
    page.get_by_label("Ngày huấn luyện").fill(f"{today - timedelta(days=10):%Y-%m-%d}")
    officer.check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("giấy chứng nhận có giá trị đến hết ngày")
    officer.check()
    officer.open(reverse("apparatus:register", args=[commune.pk]))
    expect(page.locator(".lead")).to_contain_text("1 người làm ATVSLĐ, kiêm nhiệm; còn thiếu 1")
    officer.check()

    page = office.open(reverse("apparatus:index"))
    expect(page.locator(".lead")).to_contain_text("2 đơn vị còn thiếu 3 người")
    page.get_by_role("link", name="Đảng ủy xã Phước Bình: 1 người làm ATVSLĐ, kiêm nhiệm; còn thiếu 1").click()
    expect(page.get_by_role("link", name="Katơr Thị Lan")).to_be_visible()


@SIZES
@pytest.mark.parametrize("deed", ["mend", "share", "end", "train", "person"])
def test_every_page_of_a_person_fits_its_screen_and_can_be_read_aloud(visit, world, size, deed):
    staff = make_trained(world.party("Phước Bình"), on=timezone.localdate() - timedelta(days=710))
    officer = visit("Xuân", size)
    officer.open(reverse(f"apparatus:{deed}", args=[staff.pk]))
    officer.check()


@SIZES
def test_a_list_is_brought_in_from_excel(visit, world, size):
    from antoan.apparatus.sheets import template

    officer = visit("Xuân", size)
    page = officer.open(reverse("apparatus:bring", args=[world.party("Phước Bình").pk]))
    officer.check()
    file = {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": template()}
    page.get_by_label("Tệp Excel").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".lead")).to_contain_text("1 dòng nhập được")
    officer.check()
    page.get_by_role("button", name="Nhập 1 người").click()
    expect(page.get_by_role("link", name="Nguyễn Văn An")).to_be_visible()


@SIZES
def test_who_left_and_whose_paper_lapses_is_seen(visit, world, size):
    commune = world.party("Phước Bình")
    old = timezone.localdate() - timedelta(days=710)
    make_trained(commune, on=old)
    left = make_trained(commune, "Chamaléa Sang", on=old)
    commands.end_staff(system_actor(), staff=left, last_day=timezone.localdate() - timedelta(days=1), reason="Nghỉ hưu")
    office = visit("Hương", size)
    page = office.open(reverse("apparatus:index"))
    expect(page.get_by_role("heading", name="Cần được huấn luyện")).to_be_visible()
    office.check()
    office.open(reverse("apparatus:register", args=[commune.pk]))
    expect(page.get_by_text("Nghỉ hưu")).to_be_visible()
    office.check()
