"""The register of safety staff as a spreadsheet: lists come in in any column order and leave as they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.apparatus.models import Share, Staff
from antoan.core import spreadsheets
from antoan.core.refusals import Refusal
from antoan.core.spreadsheets import Column, Sheet
from antoan.core.text import fold, squeeze

# our field → what it is called, and folded words by which a heading is recognised, the surest first
FIELDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "name": (_("Họ và tên"), ("ho va ten", "ho ten", "ten can bo", "ten")),
    "position": (_("Chức vụ, chức danh"), ("chuc vu", "chuc danh")),
    "share": (_("Chuyên trách, kiêm nhiệm"), ("chuyen trach", "kiem nhiem", "hinh thuc")),
    "since": (_("Làm từ ngày"), ("tu ngay", "lam tu", "ngay bat dau", "ngay giao")),
    "trained_on": (_("Ngày huấn luyện"), ("ngay huan luyen", "ngay cap", "ngay tap huan")),
    "certificate": (_("Số giấy chứng nhận"), ("so giay", "so chung nhan", "so gcn", "giay chung nhan", "gcn")),
    "holds_until": (_("Có giá trị đến hết ngày"), ("gia tri den", "het han", "den ngay", "den het ngay")),
    "allowance": (_("Phụ cấp (đồng/tháng)"), ("phu cap",)),
}
_WORDS = {name: words for name, (_title, words) in FIELDS.items()}


class NoNameColumn(Refusal):
    field = "file"
    message = _("Không thấy cột họ và tên. Hãy chọn cột ở bước xem trước.")


@dataclass(frozen=True)
class StaffRow:
    """One row of a list, understood. `faults` maps our field to what is wrong there; such a row is not taken in."""

    number: int  # the row's number in Excel
    name: str
    position: str = ""
    share: str = ""
    since: date | None = None
    trained_on: date | None = None
    certificate: str = ""
    holds_until: date | None = None
    allowance: int | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def share_words(self) -> str:
        return str(Share(self.share).label) if self.share else ""


def find_headings(sheet: Sheet) -> int:
    return spreadsheets.find_headings(sheet, _WORDS)


def recognise(headings: Sequence[Any]) -> dict[str, int]:
    return spreadsheets.recognise(headings, _WORDS)


def read_rows(sheet: Sheet, start: int, columns: Mapping[str, int]) -> list[StaffRow]:
    """The rows below the headings; empty ones, and those that only number the columns, are passed over.

    Raises:
        NoNameColumn
    """
    if "name" not in columns:
        raise NoNameColumn
    rows: list[StaffRow] = []
    seen: dict[tuple[str, str], int] = {}
    for index, cells in enumerate(sheet.rows[start + 1 :], start=start + 1):

        def cell(name: str, cells: Sequence[Any] = cells) -> Any:
            at = columns.get(name)
            return cells[at] if at is not None and at < len(cells) else ""

        name = squeeze(str(cell("name") or ""))
        if not name or re.fullmatch(r"\(?\d+\)?", name):
            continue
        number = sheet.first_row + index
        faults: dict[str, str] = {}
        days = {field: _day(cell(field), field, faults) for field in ("since", "trained_on", "holds_until")}
        position = squeeze(str(cell("position") or ""))
        key = (Staff.key_of(name), Staff.key_of(position))
        if key in seen:
            faults["name"] = f"Trùng với dòng {seen[key]}. Hãy bỏ một dòng."
        seen.setdefault(key, number)
        _look_at(days, name, position, faults)
        certificate = squeeze(str(cell("certificate") or ""))
        if certificate and not days["trained_on"] and "trained_on" not in faults:
            faults["trained_on"] = "Có số giấy chứng nhận thì phải ghi ngày huấn luyện."
        rows.append(
            StaffRow(
                number, name, position, share=_share(cell("share"), faults), certificate=certificate[:60],
                allowance=_money(cell("allowance"), faults), faults=faults, **days,
            )
        )  # fmt: skip
    return rows


def _look_at(days: Mapping[str, date | None], name: str, position: str, faults: dict[str, str]) -> None:
    trained_on, until = days["trained_on"], days["holds_until"]
    if trained_on and trained_on > timezone.localdate():
        faults["trained_on"] = f"Ngày {trained_on:%d/%m/%Y} ở sau hôm nay."
    if trained_on and until and until <= trained_on:
        faults["holds_until"] = "Ngày hết hạn phải sau ngày huấn luyện."
    if max(len(name), len(position)) > 150:
        faults["name"] = "Tên hoặc chức vụ dài quá 150 chữ."


def _day(value: Any, name: str, faults: dict[str, str]) -> date | None:
    try:
        day = spreadsheets.day_of(value)
    except ValueError:
        faults[name] = f"Không đọc được ngày “{value}”. Hãy ghi như 20/06/2024."
        return None
    if day and not 1900 <= day.year <= 2199:
        faults[name] = f"Năm {day.year} không hợp lý. Hãy kiểm tra lại ngày."
        return None
    return day


def _share(value: Any, faults: dict[str, str]) -> str:
    key = fold(str(value or ""))
    if not key:
        return ""
    if "kiem nhiem" in key or "ban chuyen trach" in key:
        return Share.PART
    if "chuyen trach" in key:
        return Share.WHOLE
    faults["share"] = f"“{value}” không rõ là chuyên trách hay kiêm nhiệm."
    return ""


def _money(value: Any, faults: dict[str, str]) -> int | None:
    text = re.sub(r"[\s.,đ]|đồng|VND", "", str("" if value is None else value), flags=re.IGNORECASE)
    if not text or text == "-":
        return None
    if text.isdecimal() and len(text) <= 12:
        return int(text)
    faults["allowance"] = f"Không đọc được số tiền “{value}”."
    return None


COLUMNS = [
    Column("TT", 6), Column("Đơn vị", 32), Column("Họ và tên", 26), Column("Chức vụ, chức danh", 26),
    Column("Chuyên trách, kiêm nhiệm", 16), Column("Làm từ ngày", 12), Column("Ngày huấn luyện", 12),
    Column("Số giấy chứng nhận", 18), Column("Có giá trị đến hết ngày", 14), Column("Phụ cấp (đồng/tháng)", 14),
]  # fmt: skip


def export(rows: Iterable[Staff], *, of: str) -> bytes:
    """The people of these rows with their newest papers; what leaves here can be brought in again."""
    table = []
    for number, staff in enumerate(rows, start=1):
        papers = list(staff.trainings.all())
        last = papers[0] if papers else None
        table.append(
            [
                number, str(staff.unit), staff.name, staff.position, str(staff.get_share_display()), staff.valid_from,
                last and last.trained_on, last.certificate if last else "", last and last.holds_until, staff.allowance,
            ]
        )  # fmt: skip
    title = f"NGƯỜI LÀM CÔNG TÁC AN TOÀN, VỆ SINH LAO ĐỘNG: {of} ({timezone.localdate():%d/%m/%Y})"
    return spreadsheets.write(title, COLUMNS, table, sheet="Người làm ATVSLĐ")


def template() -> bytes:
    """An empty list with the columns we know and one line of example."""
    example = [
        1, "Nguyễn Văn An", "Công chức văn hóa - xã hội", "kiêm nhiệm", date(2024, 7, 1), date(2024, 3, 15), "12/GCN-HL",
        date(2026, 3, 15), 500000,
    ]  # fmt: skip
    return spreadsheets.write(
        "NGƯỜI LÀM CÔNG TÁC AN TOÀN, VỆ SINH LAO ĐỘNG", [COLUMNS[0], *COLUMNS[2:]], [example], sheet="Người làm ATVSLĐ"
    )
