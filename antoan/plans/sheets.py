"""Plans as spreadsheets: the tracker that offices keep today, read in any column order; and what leaves as Excel."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core import spreadsheets
from antoan.core.refusals import Refusal
from antoan.core.spreadsheets import Column, Sheet, write
from antoan.core.text import fold, squeeze
from antoan.plans.models import Plan
from antoan.plans.models.recurrence import undated
from antoan.plans.proposing.dues import Years, read_timing
from antoan.plans.queries import task_rows
from antoan.units.matching import Matcher

# our field → what it is called, and folded words by which a heading is recognised, the surest first
FIELDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "path": (_("STT, mục"), ("stt", "tt", "so tt", "muc", "so thu tu")),
    "text": (_("Nội dung nhiệm vụ"), ("noi dung", "nhiem vu", "cong viec", "ten nhiem vu", "viec")),
    "leads": (
        _("Cơ quan chủ trì"),
        ("chu tri", "don vi thuc hien", "co quan thuc hien", "don vi duoc giao", "nguoi thuc hien"),
    ),
    "coordinators": (_("Cơ quan phối hợp"), ("phoi hop",)),
    "due": (_("Thời hạn"), ("thoi han", "han hoan thanh", "thoi gian hoan thanh", "han", "thoi gian", "tien do")),
    "product": (_("Sản phẩm, kết quả"), ("san pham", "ket qua")),
}


class NoTaskColumn(Refusal):
    field = "file"
    message = _("Không thấy cột nội dung nhiệm vụ. Hãy chọn cột ở bước xem trước.")


@dataclass(frozen=True)
class TrackerRow:
    """One row of a tracker, understood. `faults` maps our field to what is wrong there; such a row is not taken in."""

    number: int  # the row's number in Excel
    path: str
    text: str
    leads: tuple[Any, ...] = ()
    coordinators: tuple[Any, ...] = ()
    due: date | None = None
    recurrence: str = ""
    when: str = ""  # the cell's words, where they name no single day
    product: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def undated_words(self) -> str:
        return undated(self.when, self.recurrence)

    @staticmethod
    def key_of(text: str) -> str:
        return re.sub(r"\W+", " ", fold(text)).strip()

    @property
    def key(self) -> str:
        return self.key_of(self.text)


# A heading such as "Cơ quan phối hợp thực hiện" holds words of several fields: these choose first.
_ORDER = ("coordinators", "leads", "due", "product", "path", "text")
_WORDS = {name: FIELDS[name][1] for name in _ORDER}


def find_headings(sheet: Sheet) -> int:
    return spreadsheets.find_headings(sheet, _WORDS)


def recognise(headings: Sequence[Any]) -> dict[str, int]:
    return spreadsheets.recognise(headings, _WORDS)


def headings_key(headings: Sequence[Any]) -> str:
    """By which an office's layout is known again."""
    return hashlib.sha256("|".join(fold(str(heading or "")) for heading in headings).encode()).hexdigest()


def read_rows(sheet: Sheet, start: int, columns: Mapping[str, int], plan: Plan) -> list[TrackerRow]:
    """The rows below the headings; empty ones and repeated headings are passed over.

    Raises:
        NoTaskColumn
    """
    if "text" not in columns:
        raise NoTaskColumn
    matcher = Matcher(issuer=plan.unit, on=plan.issued_on or plan.starts_on)
    rows = []
    for index, cells in enumerate(sheet.rows[start + 1 :], start=start + 1):

        def cell(name: str, cells: Sequence[Any] = cells) -> Any:
            at = columns.get(name)
            return cells[at] if at is not None and at < len(cells) else ""

        text = squeeze(str(cell("text") or ""))
        # A row of column numbers ("(1) (2) (3)") or a group title has neither body nor day; numbers alone are no task.
        if not text or re.fullmatch(r"\(?\d+\)?", text):
            continue
        faults: dict[str, str] = {}
        leads = _bodies(cell("leads"), matcher, faults, "leads")
        helpers = _bodies(cell("coordinators"), matcher, faults, "coordinators")
        due, recurrence, when = _when(cell("due"), plan, faults)
        is_group = not leads and not cell("leads") and not cell("due") and not cell("product")
        if is_group and (text.isupper() or re.fullmatch(r"[IVX]+|[A-Z]", str(cell("path")))):
            continue
        rows.append(
            TrackerRow(
                number=sheet.first_row + index,
                path=str(cell("path") or "").strip()[:200],
                text=text,
                leads=leads,
                coordinators=helpers,
                due=due,
                recurrence=recurrence,
                when=when,
                product=squeeze(str(cell("product") or "")),
                faults=faults,
            )
        )
    return rows


def _bodies(value: Any, matcher: Matcher, faults: dict[str, str], name: str) -> tuple[Any, ...]:
    found: dict[int, Any] = {}
    for part in re.split(
        r"[;\n]|,(?=\s*(?:UBND|Ủy|Uỷ|Sở|Phòng|Ban|Đảng|Công|Hội|MTTQ|Mặt|Liên|Huyện|Văn|các|Các))", str(value or "")
    ):
        words = squeeze(part).strip(" -,.")
        if not words:
            continue
        match = matcher.match(words)
        if match.certain:
            found.update({unit.pk: unit for unit in match.units})
        else:
            faults[name] = match.why
    return tuple(found.values())


_CYCLES = {  # for cells typed without marks; the others are read as sentences are
    "thuong xuyen": "continuous", "hang tuan": "weekly", "hang thang": "monthly", "hang quy": "quarterly",
    "6 thang": "semiannual", "hang nam": "annual",
}  # fmt: skip


def _when(value: Any, plan: Plan, faults: dict[str, str]) -> tuple[date | None, str, str]:
    """A cell of days as (day, cycle, words): a real date, "30/6/2024", "Quý III/2024", "hằng quý, trước ngày 20"; else a fault."""
    if isinstance(value, datetime):
        return value.date(), "", ""
    if isinstance(value, date):
        return value, "", ""
    words = squeeze(str(value or ""))
    if not words:
        return None, "", ""
    said = read_timing(words, Years(), labelled=True)
    if (said.when or said.recurrence) and not said.due:
        return None, said.recurrence or "", said.when or ""
    key = fold(words)
    if cycle := next((cycle for phrase, cycle in _CYCLES.items() if phrase in key), ""):
        return None, cycle, ""
    year = plan.starts_on.year
    try:
        if match := re.search(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?", words):
            return date(int(match[3] or year), int(match[2]), int(match[1])), "", ""
        if match := re.search(r"quy (i{1,3}|iv|[1-4])\b(?:\W*(?:nam )?(\d{4}))?", key):
            quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1]) or int(match[1])
            return _month_end(int(match[2] or year), quarter * 3), "", ""
        if match := re.search(r"thang (\d{1,2})(?:\W*(?:nam )?(\d{4}))?", key):
            return _month_end(int(match[2] or year), int(match[1])), "", ""
        if match := re.fullmatch(r"(?:nam )?(\d{4})", key):
            return date(int(match[1]), 12, 31), "", ""
    except ValueError:
        faults["due"] = f"Ngày “{words}” không có thật. Hãy ghi như 30/06/2024."
        return None, "", ""
    faults["due"] = f"Không đọc được thời hạn “{words}”. Hãy ghi như 30/06/2024, Quý III/2024 hoặc thường xuyên."
    return None, "", ""


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


COLUMNS = [
    Column("Mục", 8), Column("Nội dung nhiệm vụ", 60), Column("Cơ quan chủ trì", 28), Column("Cơ quan phối hợp", 28),
    Column("Thời hạn", 14), Column("Sản phẩm, kết quả", 28), Column("Hạn đầu", 12), Column("Phần trăm", 10),
    Column("Xếp loại", 24), Column("Người chịu trách nhiệm", 24),
]  # fmt: skip


def export(plan: Plan) -> bytes:
    """The plan's tasks as a tracker; what leaves here can be brought in again."""
    rows = []
    for task in task_rows(plan):
        leads = [part for part in task.given if part.part == "lead"]
        helpers = [part for part in task.given if part.part != "lead"]
        first = leads[0] if leads else None
        rows.append(
            [
                task.path, task.text, "; ".join(str(part.unit) for part in leads), "; ".join(str(part.unit) for part in helpers),
                (first.due if first else task.due) or (task.undated_words if task.recurrence or task.when else None), task.product,
                first.first_due if first else None, min((part.percent for part in leads), default=None),
                "; ".join(dict.fromkeys(str(part.standing.label) for part in leads)),
                "; ".join(str(part.accountable) for part in leads if part.accountable),
            ]
        )  # fmt: skip
    title = f"BẢNG THEO DÕI NHIỆM VỤ: {plan} ({timezone.localdate():%d/%m/%Y})"
    return write(title, COLUMNS, rows, sheet="Theo dõi")


def template() -> bytes:
    """An empty tracker with the columns we know and one line of example."""
    example = ["1", "Xây dựng kế hoạch thực hiện tại đơn vị", "UBND xã", "MTTQ xã", "30/09/2024", "Kế hoạch"]
    return write("BẢNG THEO DÕI NHIỆM VỤ", COLUMNS[:6], [example], sheet="Theo dõi")
