"""A stranger's own plan: an issuer and bodies that the register has never heard of."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from antoan.accounts.models import Role
from antoan.plans.models import Assignment
from antoan.units.models import Unit
from tests.browser.test_journeys import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = """ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BÁC ÁI                            Độc lập - Tự do - Hạnh phúc

Số: 35/KH-UBND                        Bác Ái, ngày 10 tháng 7 năm 2024

KẾ HOẠCH
Triển khai công tác an toàn, vệ sinh lao động năm 2025

I. NHIỆM VỤ
1. Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trạm Y tế tổ chức lớp tập huấn cho hộ kinh doanh trước ngày 30/6/2025.
2. Phòng Kinh tế kiểm tra việc chấp hành pháp luật tại các cơ sở khai thác đá trước ngày 15/9/2025.

                                                   TM. ỦY BAN NHÂN DÂN
                                                        CHỦ TỊCH
                                                     Nguyễn Văn Bình
"""


@SIZES
def test_names_unknown_to_the_register_are_added_once_and_the_tasks_assigned(visit, world, size, tmp_path):
    world.person("Bình", world.committee, Role.OFFICE, Role.ADMIN)
    file = tmp_path / "ke-hoach-rieng.txt"
    file.write_text(PLAN, encoding="utf-8")
    visitor = visit("Bình", size)
    page = visitor.open(reverse("plans:bring_in"))
    page.get_by_label("Tệp kế hoạch").set_input_files(str(file))
    page.get_by_role("button", name="Đọc kế hoạch").click()
    page.get_by_role("link", name="Cho biết đó là cơ quan nào").click()
    visitor.check()
    page.get_by_role("button", name="Ghi và khớp lại").click()
    expect(page.get_by_role("status")).to_contain_text("được khớp lại")
    page.get_by_role("link", name="Giao việc và đưa vào thực hiện").click()
    page.get_by_role("button", name=re.compile("Nhận tất cả")).click()
    page.get_by_role("button", name=re.compile(r"Giao 2 nhiệm vụ này")).click()
    page.get_by_role("button", name="Đưa vào thực hiện").click()
    expect(page.get_by_role("status")).to_contain_text("đã được đưa vào thực hiện")
    visitor.check()
    economy = Unit.objects.get(name="Phòng Kinh tế huyện Bác Ái")
    assert Assignment.objects.filter(unit=economy, part="lead").count() == 1
