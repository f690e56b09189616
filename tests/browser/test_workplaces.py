"""Journey 4 in a real browser: an Excel list with faults comes back marked, is mended, and goes in."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from antoan.workplaces.models import Workplace
from antoan.workplaces.tests.books import book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAD = ("Tên cơ sở", "Ngành", "Xã", "Số lao động")
FAULTY = 17


def list_of(rows: int) -> bytes:
    """A list in which the first rows name a branch that does not exist."""
    return book(
        HEAD, *[(f"Cơ sở số {n}", "Bán phở" if n <= FAULTY else "41", "Phước Bình", n) for n in range(1, rows + 1)]
    )


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_list_of_three_hundred_comes_back_marked_is_mended_and_goes_in(visit, world, size, tmp_path: Path):
    file = tmp_path / "co-so.xlsx"
    file.write_bytes(list_of(300))
    officer = visit("Xuân", size)
    page = officer.open(reverse("workplaces:bring"))
    officer.check()
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".lead")).to_contain_text("300 dòng: 283 mới, 0 thay đổi, 0 như cũ; 17 dòng có lỗi")
    officer.check()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp có đánh dấu lỗi").click()
    marked = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = marked.active
    assert sum(sheet.cell(row, 2).comment is not None for row in range(2, 302)) == FAULTY
    for row in range(2, FAULTY + 2):
        sheet.cell(row, 2).value = "56"
    marked.save(file)

    page.get_by_role("button", name="Bỏ danh sách này").click()
    page.get_by_label("Tệp Excel hoặc CSV").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".lead")).to_contain_text("300 dòng: 300 mới")
    page.get_by_role("button", name="Nhập các dòng đúng đã chọn").click()
    expect(page.locator(".lead")).to_contain_text("300 mới, 0 thay đổi")
    officer.check()
    assert Workplace.objects.count() == 300
    page = officer.open(reverse("workplaces:index"))
    expect(page.locator(".lead")).to_contain_text("300 cơ sở")
    officer.check()
    page.get_by_role("link", name="Cơ sở số 1", exact=True).click()
    expect(page.locator(".lead")).to_contain_text("1 lao động")
    officer.check()
