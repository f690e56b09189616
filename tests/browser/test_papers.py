"""A paper's way through an office and on to a commune, before a phone and a desk."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from antoan.accounts.models import Role
from antoan.documents.models import Dispatch, Document, Draft
from antoan.documents.tests.factories import TEXT, make_draft
from tests.browser.test_journeys import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def offices(world):
    """Who writes, numbers and approves at UBND huyện; who receives and deals with it in a commune."""
    commune = world.tree.communes["Phước Bình"].people
    world.person("Lan", world.committee, Role.OFFICER)
    world.person("Hạnh", world.committee, Role.OFFICE)
    world.person("Sính", world.committee, Role.LEADER)
    world.person("Bảo", commune, Role.OFFICE)
    world.person("Ngân", commune, Role.OFFICER)
    return commune


@SIZES
def test_a_plan_is_written_commented_approved_numbered_issued_received_and_assigned(visit, world, offices, size):
    writer, leader, clerk, commune = visit("Lan", size), visit("Sính", size), visit("Hạnh", size), visit("Bảo", size)

    page = writer.open(reverse("documents:drafts"))
    writer.check()
    page.get_by_role("link", name="Soạn văn bản").click()
    writer.check()
    page.get_by_role("link", name="Thể thức của Nhà nước").click()
    page.get_by_label("Loại văn bản").select_option(label="Kế hoạch")
    page.get_by_label("Trích yếu").fill("Thực hiện công tác an toàn, vệ sinh lao động năm 2027")
    page.get_by_role("button", name=re.compile("nhập nội dung")).click()
    page.get_by_label("Nội dung").fill(TEXT)
    page.get_by_label("Nơi nhận").fill("UBND các xã\nPhòng Y tế\nCông an huyện\nLưu: VT")
    page.get_by_label("Cơ quan cấp trên").fill("Ủy ban nhân dân tỉnh Ninh Thuận")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân huyện Bác Ái")
    page.get_by_label("Chữ viết tắt cơ quan trong ký hiệu").fill("UBND")
    page.get_by_label("Địa danh").fill("Bác Ái")
    page.get_by_label("Thẩm quyền ký").fill("TM. ỦY BAN NHÂN DÂN")
    page.get_by_label("Chức vụ người ký").fill("CHỦ TỊCH")
    page.get_by_label("Họ tên người ký").fill("Katơr Thị Sính")
    writer.check()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_label("Văn bản như khi in")).to_contain_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    writer.check()
    page.get_by_role("button", name="Lưu phiên bản").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu phiên bản 1")
    draft = Draft.objects.get()

    judge = leader.open(draft.get_absolute_url())
    judge.get_by_role("link", name="Góp ý cho mục II.2").click()
    judge.get_by_label("Góp ý cho mục II.2").fill("Nêu rõ cơ quan chủ trì.")
    judge.get_by_role("button", name="Gửi góp ý", exact=True).click()
    expect(judge.get_by_role("status")).to_contain_text("Đã ghi góp ý")
    leader.check()

    page.reload()
    expect(page.get_by_text("Nêu rõ cơ quan chủ trì.")).to_be_visible()
    page.get_by_role("link", name="Sửa nội dung").click()
    page.get_by_label("Nội dung").fill(TEXT.replace("2. Kiểm tra các", "2. Phòng Kinh tế và Hạ tầng kiểm tra các"))
    page.get_by_role("button", name="Lưu phiên bản").click()
    page.get_by_text("Giải quyết", exact=True).click()
    page.get_by_label("Tiếp thu, giải trình").fill("Đã bổ sung.")
    page.get_by_role("button", name="Đã giải quyết").click()
    page.get_by_role("link", name="So sánh phiên bản").click()
    expect(page.locator("ins")).to_contain_text(["chữ gạch chân", "Phòng Kinh tế và Hạ tầng kiểm"])
    writer.check()
    page.get_by_role("link", name="Về dự thảo").click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_role("status")).to_contain_text("Đã trình duyệt")

    judge = leader.open(draft.get_absolute_url())
    judge.get_by_text("Trả lại để sửa").click()
    leader.check()
    judge.get_by_role("button", name="Duyệt", exact=True).click()
    expect(judge.get_by_role("status")).to_contain_text("Đã duyệt dự thảo")
    leader.check()

    desk = clerk.open(draft.get_absolute_url())
    desk.get_by_role("link", name="Lấy số, ban hành").click()
    expect(desk.get_by_text("01/KH-UBND")).to_be_visible()
    expect(desk.get_by_label(str(offices), exact=True)).to_be_checked()
    clerk.check()
    desk.get_by_role("button", name="Ban hành", exact=True).click()
    expect(desk.get_by_role("status")).to_contain_text("Đã ban hành Kế hoạch 01/KH-UBND")
    expect(desk.get_by_text("10 đơn vị", exact=True)).to_be_visible()
    clerk.check()
    document = Document.objects.get()
    printed = desk.request.get(clerk.base + reverse("documents:original", args=[document.pk]))
    assert printed.body().startswith(b"%PDF")

    came = commune.open(reverse("documents:index"))
    expect(came.get_by_text("1 văn bản chưa mở")).to_be_visible()
    commune.check()
    came.get_by_role("link", name=document.title).click()
    commune.check()
    came.get_by_role("button", name="Mở văn bản").click()
    expect(came.get_by_text("Phát thanh mỗi tuần một lần")).to_be_visible()
    came.get_by_label("Giao cho").select_option(label="Ngân")
    came.get_by_label("Hạn xử lý").fill("2099-01-31")
    came.get_by_role("button", name="Giao xử lý").click()
    expect(came.get_by_role("status")).to_contain_text("Đã giao Ngân xử lý")
    commune.check()
    assert Dispatch.objects.get(unit=offices).assigned_to == world.people["Ngân"]

    desk.reload()
    expect(desk.get_by_role("row", name=re.compile(str(offices)))).to_contain_text("Bảo")
    expect(desk.get_by_text("9 chưa mở")).to_be_visible()
    clerk.check()


@SIZES
def test_numbers_used_on_paper_are_noted_and_the_next_one_is_shown(visit, world, offices, size):
    clerk = visit("Hạnh", size)
    page = clerk.open(reverse("documents:registers"))
    clerk.check()
    page.get_by_role("link", name="Ghi số đã dùng trên giấy").click()
    clerk.check()
    page.get_by_label("Từ số").fill("1")
    page.get_by_label("Đến số").fill("24")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("status")).to_contain_text("24 số")
    expect(page.get_by_text("số tiếp theo 25")).to_be_visible()
    clerk.check()
    page.get_by_role("link", name="Ghi số đã dùng trên giấy").click()
    page.get_by_label("Từ số").fill("24")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("Số 24 của sổ này đã dùng")


@SIZES
def test_a_form_of_the_law_is_filled_in_looked_at_and_taken(visit, world, offices, size):
    writer = visit("Lan", size)
    page = writer.open(reverse("law:forms") + "?ngay=2024-06-20")
    page.get_by_role("link", name="Điền mẫu này").first.click()
    writer.check()
    page.get_by_role("button", name=re.compile("ghi các mục")).click()
    writer.check()
    page.get_by_label("2. Tên cơ sở").fill("Hợp tác xã đá Phước Bình")
    page.get_by_label("5. Thời gian xảy ra tai nạn").fill("2024-06-20T08:15")
    page.get_by_label("Số người chết").fill("1")
    page.get_by_label("Họ và tên, dòng 1").fill("Katơr Bình")
    page.get_by_role("button", name="Lưu và xem trước").click()
    paper = page.get_by_label("Văn bản như khi in")
    expect(paper).to_contain_text("08 giờ 15 phút, ngày 20/06/2024")
    expect(paper).to_contain_text("Katơr Bình")
    writer.check()
    expect(page.get_by_role("link", name="Tải PDF")).to_be_visible()
    page.get_by_role("link", name="Sửa tiếp").click()
    expect(page.get_by_label("2. Tên cơ sở")).to_have_value("Hợp tác xã đá Phước Bình")
    page.goto(page.url.split("/van-ban/")[0] + reverse("documents:filled_forms"))
    writer.check()
    expect(page.get_by_role("link", name="Khai báo tai nạn lao động")).to_be_visible()


@SIZES
def test_a_table_and_an_annex_are_seen_as_such_before_they_are_saved(visit, world, offices, size):
    draft = make_draft(world.committee, text=None)
    writer = visit("Lan", size)
    page = writer.open(reverse("documents:write", args=[draft.pk]))
    words = "I. NHIỆM VỤ\n| TT | Nội dung |\n| 1 | Huấn luyện |\n== Phụ lục I: DANH SÁCH\n| TT | Cơ sở |\n| 1 | Mỏ đá |"
    page.get_by_label("Nội dung").fill(words)
    page.get_by_role("button", name="Xem trước").click()
    paper = page.get_by_label("Văn bản như khi in")
    expect(paper.get_by_role("cell", name="Huấn luyện")).to_be_visible()
    expect(paper.get_by_text("DANH SÁCH")).to_be_visible()
    writer.check()
    page.get_by_role("button", name="Lưu phiên bản").click()
    expect(page.get_by_role("cell", name="Mỏ đá")).to_be_visible()
    writer.check()
