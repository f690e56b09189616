"""The journeys that people make with the product, in a real browser, by labels and roles as a screen reader hears them."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from antoan.accounts.tests.factories import PASSWORD
from antoan.core.scoping import system_actor
from antoan.plans import commands
from antoan.plans.models import Assignment, Plan, Proposal
from antoan.plans.tests.factories import make_plan, make_running, make_task
from antoan.units import commands as unit_commands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REFERENCE = files("antoan.plans.demo").joinpath("ke-hoach-huyen-uy-bac-ai-2024.txt")
SIZES = pytest.mark.parametrize("size", ["phone", "desk"])


@SIZES
def test_a_newcomer_signs_in_and_sees_what_to_do_first(visit, world, size):
    user = world.people["Hương"]
    user.set_password(PASSWORD)
    user.save()
    newcomer = visit(None, size)
    page = newcomer.open("/")
    newcomer.check()
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    expect(page.get_by_role("link", name="Đưa một kế hoạch vào")).to_be_visible()
    newcomer.check()


@SIZES
def test_the_reference_plan_is_uploaded_reviewed_by_keyboard_and_assigned(visit, world, size):
    office = visit("Hương", size)
    page = office.open(reverse("plans:bring_in"))
    office.check()
    page.get_by_label("Tệp kế hoạch").set_input_files(str(REFERENCE))
    page.get_by_role("button", name="Đọc kế hoạch").click()
    expect(page.get_by_role("heading", name="Duyệt đề xuất")).to_be_visible()
    office.check()
    plan = Plan.objects.get()
    total = plan.proposals.count()
    assert total >= 15

    page.keyboard.press("x")  # the first is no task
    expect(page.locator("#de-xuat > .rejected")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#de-xuat > .accepted")).to_have_count(1)
    page.keyboard.press("s")
    page.locator("#de-xuat").get_by_label("Nội dung").fill("Tổ chức hội nghị quán triệt trước mùa mưa")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Tổ chức hội nghị quán triệt trước mùa mưa").first).to_be_visible()
    expect(page.get_by_text("Đã sửa so với đề xuất")).to_be_visible()

    page.get_by_role("link", name="Giao việc và đưa vào thực hiện").click()
    page.get_by_role("button", name=re.compile("Nhận tất cả")).click()
    page.get_by_role("button", name=re.compile(r"Giao \d+ nhiệm vụ này")).click()
    office.check()
    page.get_by_label("Vẫn đưa vào thực hiện").check()
    page.get_by_role("button", name="Đưa vào thực hiện").click()
    expect(page.get_by_role("status")).to_contain_text("đã được đưa vào thực hiện")
    office.check()
    assert Proposal.objects.filter(state="pending").count() == 0
    assert Assignment.objects.filter(unit=world.committee).exists()


@SIZES
def test_a_commune_answers_with_its_own_plan_and_the_matrix_turns(visit, world, size):
    actor = world.actor("Hương")
    upper = make_plan(world.district)
    task = make_task(upper, text="Tổ chức học tập, quán triệt Chỉ thị số 31-CT/TW")
    communes = [world.party("Phước Bình"), world.party("Phước Hòa")]
    commands.assign_task(actor, task=task, leads=communes, due=date(2099, 10, 31))
    commands.issue_plan(actor, plan=upper)
    commands.expect_answers(actor, plan=upper, units=communes, due=date(2099, 9, 30))

    commune = visit("Xuân", size)
    page = commune.open("/")
    commune.check()
    page.get_by_role("link", name=re.compile("Ban hành kế hoạch thực hiện")).first.click()
    commune.check()
    page.get_by_role("link", name="Viết tại đây").click()
    page.get_by_label(re.compile("Tổ chức học tập")).fill("Đảng ủy xã quán triệt tại 6 chi bộ thôn")
    page.get_by_role("button", name="Lập dự thảo").click()
    expect(page.get_by_role("heading", name="Giao việc và đưa vào thực hiện")).to_be_visible()

    office = visit("Hương", size)
    page_of_office = office.open(reverse("plans:matrix", args=[upper.pk]))
    office.check()
    expect(page_of_office.locator("td.draft")).to_have_count(1)
    page.get_by_label("Vẫn đưa vào thực hiện").check()
    page.get_by_role("button", name="Đưa vào thực hiện").click()
    page_of_office.reload()
    expect(page_of_office.locator("td.covered")).to_have_count(1)
    expect(page_of_office.locator("td.waiting")).to_have_count(1)
    expect(page_of_office.get_by_text("1 trong 2 đơn vị chưa ban hành kế hoạch")).to_be_visible()


@SIZES
def test_progress_with_a_photo_is_returned_mended_and_confirmed(visit, world, size, tmp_path):
    part = make_running(world, due=date(2099, 12, 31))
    photo = tmp_path / "cong-truong.jpg"
    photo.write_bytes(bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9"))
    officer, office = visit("Thành", size), visit("Hương", size)

    page = officer.open("/")
    page.get_by_role("link", name=part.task.text).click()
    officer.check()
    page.get_by_label("Đã làm được gì?").fill("Kiểm tra 6 công trình xây dựng")
    page.get_by_label("Ảnh, văn bản minh chứng").set_input_files(str(photo))
    page.get_by_label("Việc này đã xong").check()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("alert")).to_contain_text("phải nêu sản phẩm")
    expect(page.get_by_label("Đã làm được gì?")).to_have_value("Kiểm tra 6 công trình xây dựng")
    page.get_by_label("Ảnh, văn bản minh chứng").set_input_files(str(photo))
    page.get_by_label("Sản phẩm", exact=False).first.fill("Đã làm")
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("status")).to_contain_text("chờ nơi giao xác nhận")
    expect(page.get_by_role("link", name="cong-truong.jpg")).to_be_visible()

    answer = office.open("/")
    answer.get_by_role("link", name=re.compile("Xác nhận kết quả")).click()
    answer.get_by_label("Ý kiến").fill("Đề nghị ghi số kết luận kiểm tra")
    answer.get_by_role("button", name="Trả lại để bổ sung").click()
    expect(answer.get_by_role("status")).to_contain_text("Đã trả lại")

    page.reload()
    expect(page.get_by_text("Đề nghị ghi số kết luận kiểm tra")).to_be_visible()
    page.get_by_label("Đã làm được gì?").fill("Kiểm tra 6 công trình, có kết luận")
    page.get_by_label("Việc này đã xong").check()
    page.get_by_label("Sản phẩm", exact=False).first.fill("Kết luận 05/KL-UBND")
    page.get_by_role("button", name="Gửi").click()
    answer.reload()
    answer.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(answer.get_by_role("status")).to_contain_text("Đã xác nhận hoàn thành")
    office.check()
    part.refresh_from_db()
    assert part.confirmed_on


@SIZES
def test_a_leader_urges_and_the_unit_sees_it(visit, world, size):
    part = make_running(world, due=date(2024, 7, 1), lead=world.party("Phước Hòa"))
    leader, commune = visit("Phương", size), visit("Duyên", size)
    page = leader.open(reverse("web:leader"))
    leader.check()
    expect(page.get_by_text("1 việc quá hạn ở 1 đơn vị")).to_be_visible()
    page.get_by_role("button", name="Đôn đốc").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gửi văn bản đôn đốc")
    leader.check()

    seen = commune.open("/")
    commune.check()
    seen.get_by_role("link", name=re.compile("đôn đốc")).click()
    expect(seen.get_by_text(part.task.text)).to_be_visible()
    seen.get_by_role("button", name=re.compile("Đã xem")).click()
    expect(seen.get_by_role("status")).to_contain_text("Đã ghi nhận")
    page.reload()
    expect(page.get_by_text("chưa xem")).to_have_count(0)


@SIZES
def test_open_work_follows_a_reorganisation_line_by_line_with_a_dry_run_first(visit, world, size):
    part = make_running(world, due=date(2099, 12, 31), lead=world.party("Phước Hòa"))
    merged = unit_commands.merge_units(
        system_actor(), predecessors=[world.party("Phước Hòa"), world.party("Phước Tân")], on=date(2025, 7, 1), basis="Nghị quyết 202/2025/QH15",
        with_sub_units=True, successor=unit_commands.NewUnit("Đảng ủy xã Bác Ái Tây", "party_committee", 3, parent=world.district),
    )  # fmt: skip
    office = visit("Hương", size)
    page = office.open(reverse("units:pass_on") + "?on=2025-07-01")
    office.check()
    expect(page.get_by_text("Đảng ủy xã Bác Ái Tây").first).to_be_visible()
    assert Assignment.objects.get(pk=part.pk).ended_on is None
    page.get_by_role("button", name=re.compile("Chuyển")).click()
    part.refresh_from_db()
    assert part.passed_to.unit == merged.parts.first().successor
    assert part.passed_to.first_due == part.first_due


@SIZES
def test_the_review_report_is_edited_and_leaves_as_pdf(visit, world, size):
    part = make_running(world, due=date(2024, 7, 1))
    office = visit("Hương", size)
    page = office.open(f"{reverse('plans:report', args=[part.task.plan_id])}?ky=2024")
    office.check()
    page.get_by_label("NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI").fill("Tập trung kiểm tra các công trình có tường cao.")
    page.get_by_label("Người ký").fill("Mẫu Thái Phương")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu báo cáo")
    address = page.get_by_role("link", name="Tải PDF").get_attribute("href")
    answer = page.request.get(office.base + address)
    assert answer.headers["content-type"] == "application/pdf"

    import pypdfium2

    document = pypdfium2.PdfDocument(answer.body())
    text = "".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    assert "Tập trung kiểm tra các công trình có tường cao." in " ".join(text.split())
    assert "Mẫu Thái Phương" in text
