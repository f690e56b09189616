"""Accidents in a real browser: told on a phone without an account, worked on at a desk, seen by whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from antoan.accidents import commands
from antoan.accidents.models import Accident
from antoan.accidents.tests.factories import dead, make_accident, person
from antoan.core.scoping import system_actor
from antoan.workplaces.tests.factories import make_workplace
from antoan.workplaces.tests.test_employers import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@pytest.fixture
def world(world):
    """The reference district with whoever sits in the People's Committee of Phước Bình and in the province."""
    world.person("Bình", world.tree.communes["Phước Bình"].people, "office", "officer")
    world.person("Minh", world.tree.province, "leader")
    return world


def told(visitor, *, outcome, employment, teller, employer="", hirer=""):
    """Walk the five steps by what stands on the page; the code at the end."""
    page = visitor.open(reverse("accidents:start"))
    visitor.check()
    page.get_by_role("link", name="Bắt đầu khai báo").click()
    page.get_by_label("Kể ngắn, như kể qua điện thoại").fill("Đá trên vách rơi trúng người đang làm.")
    visitor.check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Họ và tên").fill("Katơr Văn Hùng")
    page.get_by_label("Làm cho ai, theo cách nào").select_option(employment)
    visitor.check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Xã, phường").fill("Phước Bình, Bác Ái")
    page.get_by_label("Chỗ nào").fill("Mỏ đá thôn Bố Lang")
    page.get_by_label("Công ty, hợp tác xã, hộ kinh doanh").fill(employer)
    page.get_by_label("Nếu làm không có hợp đồng").fill(hirer)
    visitor.check()
    page.get_by_role("button", name="Tiếp tục").click()
    visitor.check()
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label(teller, exact=True).check()
    page.get_by_label("Điện thoại của bạn").fill("0912345678")
    visitor.check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", name="Xem lại trước khi gửi")).to_be_visible()
    visitor.check()
    page.get_by_role("button", name="Gửi khai báo").click()
    expect(page.get_by_role("heading", name="Đã nhận tin khai báo")).to_be_visible()
    visitor.check()
    return Accident.objects.get()


@SIZES
def test_an_employer_tells_of_a_death_and_commune_province_and_leader_see_the_clock(visit, world, size):
    accident = told(
        visit(None, size),
        outcome="chết",
        employment="contract",
        teller="người sử dụng lao động",
        employer="Công ty Suối Rua",
    )
    for name in ("Bình", "Minh", "Phương"):
        reader = visit(name, size)
        page = reader.open(reverse("accidents:index"))
        expect(page.locator(".lead")).to_contain_text("1 người chết")
        reader.check()
        page.get_by_role("link", name="Chết 1 người. Đoàn điều tra cấp tỉnh còn").click()
        expect(page.locator(".lead")).to_contain_text("Luật 84/2015/QH13, Điều 35")
        reader.check()
    page = visit("Phương", size).open(reverse("web:leader"))
    expect(page.locator(".lead")).to_contain_text(
        "1 người chết vì tai nạn lao động trong quý; 1 cuộc điều tra đang chạy"
    )
    page = visit("Bình", size).open(reverse("web:home"))
    expect(page.get_by_text(f"Xác minh, phân loại tin khai báo (vụ {accident.code})")).to_be_visible()


def test_a_commune_tells_of_a_builder_without_a_contract_and_makes_its_quick_report(visit, world):
    officer = visit("Bình", "phone")
    told(officer, outcome="chết", employment="uncontracted", teller="Ủy ban nhân dân cấp xã", hirer="Hộ ông Tư")
    page = officer.page
    page.get_by_role("link", name="Mở hồ sơ vụ").click()
    reports = page.get_by_role("button").filter(has_text="Ủy ban nhân dân xã báo nhanh")
    expect(reports).to_have_count(2)
    page.get_by_role("link", name="Nhận vụ").click()
    officer.check()
    page.get_by_role("button", name="Đã xác minh, nhận vụ").click()
    reports.first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi là xong")
    officer.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="DOCX Báo nhanh của Ủy ban nhân dân cấp xã").click()
    assert download.value.suggested_filename.endswith("bao-nhanh.docx")


@SIZES
def test_a_team_investigates_up_to_the_announced_minutes(visit, world, size):
    accident = make_accident(
        people=[person()], occurred_at=timezone.now() - timedelta(days=1), told_at=timezone.now() - timedelta(days=1)
    )
    visitor = visit("Bình", size)
    page = visitor.open(accident.get_absolute_url())
    page.get_by_role("link", name="Lập đoàn điều tra").click()
    today = f"{timezone.localdate():%Y-%m-%d}"
    page.get_by_label("Ngày quyết định").fill(today)
    page.get_by_label("Người ra quyết định").fill("Giám đốc công ty")
    page.get_by_label("Thành viên, mỗi dòng một người").fill("Trần Văn Sơn; Công ty; Quản đốc; trưởng đoàn")
    visitor.check()
    page.get_by_role("button", name="Ghi quyết định").click()
    page.get_by_role("link", name="Nguyên nhân").click()
    page.get_by_label("Vì sao").fill("Không dọn đá treo")
    page.get_by_label("Mã nguyên nhân").select_option("5")
    visitor.check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator("svg.tree")).to_be_visible()
    page.get_by_role("link", name="Biên bản").click()
    page.get_by_label("Ngày lập biên bản").fill(today)
    page.get_by_label("Diễn biến theo kết quả điều tra").fill("Đá rơi.")
    page.get_by_label("là tai nạn lao động", exact=True).check()
    visitor.check()
    page.get_by_role("button", name="Lưu biên bản").click()
    page.get_by_role("link", name="Họp công bố").click()
    page.get_by_label("Họp lúc").fill(f"{timezone.localtime():%Y-%m-%dT00:01}")
    page.get_by_label("Nơi họp").fill("Trụ sở công ty")
    visitor.check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("Biên bản điều tra đã công bố")
    visitor.check()


def test_the_injured_man_dies_and_the_page_says_what_changed(visit, world):
    accident = make_accident(
        occurred_at=timezone.now() - timedelta(days=20), told_at=timezone.now() - timedelta(days=20)
    )
    visitor = visit("Bình", "phone")
    page = visitor.open(accident.get_absolute_url())
    expect(page.locator(".lead")).to_contain_text("Đoàn điều tra cấp cơ sở đã quá hạn")
    page.get_by_role("link", name="Ghi đã chết").click()
    visitor.check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("Chết 1 người. Đoàn điều tra cấp tỉnh còn")
    expect(page.get_by_text("Thay đổi mức độ, thẩm quyền, thời hạn")).to_be_visible()
    visitor.check()


def test_the_neighbour_and_the_outsider_see_nothing(visit, world):
    accident = make_accident(people=[dead()], occurred_at=timezone.now() - timedelta(days=1))
    commands.accept(system_actor(), accident=accident)
    page = visit("Duyên", "phone").open(accident.get_absolute_url())
    expect(page.get_by_text(accident.code)).to_have_count(0)
    page = visit(None, "phone").open(accident.get_absolute_url())
    expect(page.get_by_label("Mật khẩu", exact=True)).to_be_visible()


def test_an_employer_declares_on_a_phone_and_finds_what_he_must_do_with_its_day_and_source(visit, world, system):
    """Journey 1, the employer's side."""
    quarry = make_workplace(world.tree.communes["Phước Bình"].people, "Công ty TNHH Đá xây dựng Suối Rua")
    world.people["Thạch"] = let_in(system, quarry)
    employer = visit("Thạch", "phone")
    page = employer.open("/")
    expect(page.locator(".lead")).to_contain_text("không có việc nào phải làm")
    employer.check()
    told(employer, outcome="chết", employment="contract", teller="người sử dụng lao động", employer=quarry.name)
    page = employer.open("/")
    expect(page.get_by_role("heading", name="Việc cơ sở phải làm")).to_be_visible()
    step = page.get_by_role("listitem").filter(has_text="công an")
    expect(step).to_contain_text("Luật 84/2015/QH13, Điều 34")
    expect(step).to_contain_text("hạn hôm nay")
    employer.check()
    step.get_by_role("link").first.click()
    employer.check()
    page.get_by_role("button", name="Đã làm").click()
    expect(page.get_by_text("Đã ghi là xong.")).to_be_visible()
    employer.check()
