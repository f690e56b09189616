"""The list of those who came, as a spreadsheet in any column order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from antoan.core import spreadsheets
from antoan.core.refusals import Refusal
from antoan.core.spreadsheets import Column, Sheet
from antoan.core.text import fold, squeeze
from antoan.outreach.models import Group

FIELDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "name": (_("Họ và tên"), ("ho va ten", "ho ten", "ten nguoi", "ten")),
    "group": (_("Nhóm người dự"), ("nhom", "doi tuong", "thanh phan")),
    "workplace": (_("Chức vụ, nơi công tác"), ("chuc vu", "noi cong tac", "don vi", "dia chi")),
}
_WORDS = {name: words for name, (_title, words) in FIELDS.items()}
# What lists write for a group, folded; the first that is found decides.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("khong theo hop dong", Group.UNCONTRACTED), ("khong co hop dong", Group.UNCONTRACTED), ("tu do", Group.UNCONTRACTED),
    ("cap uy", Group.COMMITTEE), ("dang vien", Group.MEMBERS), ("cong chuc", Group.OFFICIALS), ("vien chuc", Group.OFFICIALS),
    ("can bo", Group.OFFICIALS), ("doan vien", Group.UNIONS), ("hoi vien", Group.UNIONS), ("su dung lao dong", Group.EMPLOYERS),
    ("ho kinh doanh", Group.EMPLOYERS), ("doanh nghiep", Group.EMPLOYERS), ("hoc sinh", Group.LEARNERS),
    ("hoc nghe", Group.LEARNERS), ("nguoi lao dong", Group.WORKERS), ("cong nhan", Group.WORKERS), ("khac", Group.OTHERS),
)  # fmt: skip


class NoNameColumn(Refusal):
    field = "file"
    message = _("Không thấy cột họ và tên. Hãy chọn cột ở bước xem trước.")


@dataclass(frozen=True)
class AttendeeRow:
    """One row of a list, understood; a row with faults is not taken in."""

    number: int
    name: str
    group: str = ""
    workplace: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        return squeeze(self.name).casefold(), self.workplace

    @property
    def group_name(self) -> str:
        return str(Group(self.group).label) if self.group else ""


def find_headings(sheet: Sheet) -> int:
    return spreadsheets.find_headings(sheet, _WORDS)


def recognise(headings: Sequence[Any]) -> dict[str, int]:
    return spreadsheets.recognise(headings, _WORDS)


def read_rows(sheet: Sheet, start: int, columns: Mapping[str, int], *, only: str = "") -> list[AttendeeRow]:
    """The rows below the headings. `only`: the one group that is expected, to which a list without groups belongs.

    Raises:
        NoNameColumn
    """
    if "name" not in columns:
        raise NoNameColumn
    rows: list[AttendeeRow] = []
    seen: dict[tuple[str, str], int] = {}
    for index, cells in enumerate(sheet.rows[start + 1 :], start=start + 1):

        def cell(name: str, cells: Sequence[Any] = cells) -> str:
            at = columns.get(name)
            return squeeze(str(cells[at] or "")) if at is not None and at < len(cells) else ""

        name, workplace = cell("name"), cell("workplace")
        if not name or re.fullmatch(r"\(?\d+\)?", name):
            continue
        faults: dict[str, str] = {}
        row = AttendeeRow(sheet.first_row + index, name, _group(cell("group"), only, faults), workplace, faults)
        if row.key in seen:
            faults["name"] = f"Trùng với dòng {seen[row.key]}."
        if len(name) > 150 or len(workplace) > 200:
            faults["name"] = "Tên hoặc nơi công tác quá dài."
        seen.setdefault(row.key, row.number)
        rows.append(row)
    return rows


def _group(text: str, only: str, faults: dict[str, str]) -> str:
    key = fold(text)
    if not key:
        if not only:
            faults["group"] = "Chưa rõ thuộc nhóm nào."
        return only
    for value, label in Group.choices:
        if key == fold(str(label)):
            return value
    for word, group in _GROUPS:
        if re.search(rf"\b{word}\b", key):
            return group
    faults["group"] = f"“{text}” không phải là nhóm nào đã biết."
    return ""


COLUMNS = [Column("TT", 6), Column("Họ và tên", 28), Column("Nhóm người dự", 34), Column("Chức vụ, nơi công tác", 36)]


def template() -> bytes:
    """An empty list with the columns we know and one line of example."""
    rows = [[1, "Katơr Thị Lan", str(Group.MEMBERS.label), "Chi bộ thôn Bố Lang"]]
    return spreadsheets.write("DANH SÁCH NGƯỜI DỰ HỌC TẬP", COLUMNS, rows, sheet="Người dự")
