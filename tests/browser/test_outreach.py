"""Study sessions and guidance in a real browser, on a phone and at a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from antoan.outreach import commands
from antoan.outreach.sheets import template
from antoan.outreach.tests.factories import DIRECTIVE, make_guidance, make_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@SIZES
def test_a_commune_plans_its_session_brings_in_who_came_and_the_district_sees_the_share(visit, world, size):
    today = timezone.localdate()
    officer = visit("Xuân", size)
    page = officer.open(reverse("outreach:study"))
    officer.check()
    page.get_by_role("link", name="Lên lịch buổi học tập").click()
    page.get_by_label("Văn bản được học tập").fill(DIRECTIVE)
    page.get_by_label("Ngày", exact=True).fill(f"{today:%Y-%m-%d}")
    page.get_by_label("Giờ").fill("07:30")
    page.get_by_label("Địa điểm").fill("Hội trường Đảng ủy xã")
    page.get_by_label("Đảng viên", exact=True).fill("2")
    officer.check()
    page.get_by_role("button", name="Lên lịch").click()
    expect(page.locator(".lead")).to_contain_text("dự kiến 2 người")
    expect(page.get_by_role("link", name="Giấy mời PDF")).to_be_visible()
    officer.check()
    page.get_by_role("link", name="Nhập danh sách người dự").click()
    file = {"name": "ds.xlsx", "mimeType": "application/octet-stream", "buffer": template()}
    page.get_by_label("Tệp Excel").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".lead")).to_contain_text("1 dòng nhập được")
    officer.check()
    page.get_by_role("button", name="Nhập 1 người").click()
    expect(page.locator(".lead")).to_contain_text("1/2 người dự kiến đã dự (50%)")
    officer.check()

    office = visit("Hương", size)
    page = office.open(reverse("outreach:study"))
    expect(page.locator(".lead")).to_contain_text(f"đã tổ chức học tập {DIRECTIVE}; 1/2 người dự kiến đã dự (50%)")
    office.check()


@SIZES
@pytest.mark.parametrize("name", ["change", "call_off", "count"])
def test_every_page_of_a_session_fits_its_screen_and_can_be_read_aloud(visit, world, size, name):
    session = make_session(world.party("Phước Bình"), on=timezone.localdate())
    officer = visit("Xuân", size)
    officer.open(reverse(f"outreach:{name}", args=[session.pk]))
    officer.check()


@SIZES
def test_the_district_sends_guidance_and_sees_who_opened_it(visit, world, size):
    office = visit("Hương", size)
    page = office.open(reverse("outreach:guidance_index"))
    office.check()
    page.get_by_role("link", name="Gửi hướng dẫn của Huyện ủy Bác Ái").click()
    page.get_by_label("Tên hướng dẫn").fill("Hướng dẫn tuyên truyền")
    page.get_by_label("Nội dung").fill("Phát thanh ba buổi một tuần.")
    page.get_by_label("Đảng ủy xã Phước Bình", exact=True).check()
    office.check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".lead")).to_contain_text("0/1 đơn vị đã đọc")
    office.check()

    officer = visit("Xuân", size)
    mine = officer.open(reverse("web:home"))
    mine.get_by_role("link", name="Đọc hướng dẫn: Hướng dẫn tuyên truyền").click()
    officer.check()
    mine.get_by_role("button", name="Mở để đọc").click()
    expect(mine.get_by_text("Phát thanh ba buổi một tuần.")).to_be_visible()
    officer.check()
    page.reload()
    expect(page.locator(".lead")).to_contain_text("1/1 đơn vị đã đọc")


@SIZES
def test_who_has_not_read_in_time_is_seen(visit, world, size):
    sent = make_guidance(world.district, world.party("Phước Bình"), world.party("Phước Hòa"))
    commands.read_guidance(world.actor("Xuân"), guidance=sent)
    sent.issued_at -= timedelta(days=9)
    sent.save()
    office = visit("Hương", size)
    page = office.open(sent.get_absolute_url())
    expect(page.locator(".lead")).to_contain_text("1 đơn vị quá hạn chưa đọc")
    office.check()
    office.open(reverse("outreach:guidance_index"))
    office.check()
