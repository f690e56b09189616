"""The list of head-counts: one row for a workplace and a year, a column for each group of clause II.4."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from antoan.core import bulk
from antoan.core.text import fold
from antoan.workplaces.importing import cells
from antoan.workplaces.importing.kinds import Comparison, Field, Kind, Setting
from antoan.workplaces.importing.tables import Table
from antoan.workplaces.importing.workplaces import FIELDS as OF_WORKPLACES
from antoan.workplaces.importing.workplaces import find_known, in_parts
from antoan.workplaces.models import Group, HeadCount, Workplace
from antoan.workplaces.upkeep import reports_came

_GROUP_WORDS = {
    Group.MINORS: ("chua thanh nien", "duoi 18"),
    Group.DISABLED: ("khuyet tat",),
    Group.ELDERLY: ("cao tuoi",),
    Group.DOMESTIC: ("giup viec",),
    Group.LEARNERS: ("hoc nghe", "tap nghe"),
    Group.PROBATION: ("thu viec",),
    Group.LEASED: ("thue lai",),
    Group.ABROAD: ("nuoc ngoai",),
    Group.NO_LABOUR_RELATION: ("khong co quan he lao dong", "khong hop dong", "khong co hop dong"),
}
GROUPS = tuple(_GROUP_WORDS)
_OF = {one.name: one for one in OF_WORKPLACES}

FIELDS = (
    _OF["name"],
    _OF["tax_code"],
    _OF["commune"],
    Field("year", "Năm", ("nam bao cao", "nam"), cells.year, required=True, example=2025, width=10),
    Field("workers", "Số lao động", _OF["workers"].words, cells.count, required=True, example=24, width=12),
    Field("women", "Lao động nữ", _OF["women"].words, cells.count, example=6, width=12),
    Field("hours", "Tổng số giờ làm việc", ("so gio", "gio lam viec", "tong gio"), cells.count, example=49920, width=14),
    *(
        Field(group.value, str(group.label), words, cells.count, width=14, hint="Số người thuộc nhóm này, tính trong tổng số.")
        for group, words in _GROUP_WORDS.items()
    ),
)  # fmt: skip


def compare(table: Table, setting: Setting) -> Comparison:
    """Each row finds its workplace; then which counts are new, which change, which are the same."""
    columns = table.columns
    columns["name_key"] = [fold(name) if name else "" for name in columns["name"]]
    columns["unit_id"] = columns["commune"]
    _cross_checks(table)
    found = find_known(table, setting)
    known: dict[int, dict[str, Any]] = {}
    first: dict[tuple[Any, int], int] = {}
    for i in list(table.good()):
        if (row := found.get(i)) is None:
            table.fault(i, "name", "unknown_workplace", f"Sổ cơ sở chưa có “{columns['name'][i]}” ở xã này. Hãy nhập cơ sở trước, hoặc kiểm tra lại tên, mã số thuế.")  # fmt: skip
            continue
        workplace = row["merged_into_id"] or row["id"]
        if (before := first.setdefault((workplace, columns["year"][i]), i)) != i:
            table.fault(
                i, "year", "repeated", f"Cơ sở và năm trùng với dòng {table.numbers[before]}. Hãy giữ một dòng."
            )
            continue
        known[i] = {"id": workplace}
    had: dict[tuple[Any, int], dict[str, tuple[int, int | None, int | None]]] = {}
    for some in in_parts([row["id"] for row in known.values()]):
        rows = HeadCount.objects.filter(workplace__in=some).order_by("id")
        for workplace, year, group, *counts in rows.values_list(
            "workplace", "year", "group", "workers", "women", "hours"
        ):
            had.setdefault((workplace, year), {})[group] = tuple(counts)  # type: ignore[assignment]
    status = [""] * len(table)
    for i, row in known.items():
        before_ = had.get((row["id"], columns["year"][i]), {})
        row["told"] = _told(table, i, before_)
        row["changes"] = {
            group: (before_[group][0] if group in before_ else None, told[0]) for group, told in row["told"].items()
        }
        row["had"] = before_
        status[i] = "same" if not row["told"] else "changed" if before_ else "new"
    return Comparison(status, known)


def _cross_checks(table: Table) -> None:
    columns = table.columns
    for i in list(table.good()):
        workers = columns["workers"][i]
        if (women := columns["women"][i]) is not None and women > workers:
            table.fault(
                i,
                "women",
                "more_women_than_workers",
                f"Nữ {women} người, nhiều hơn tổng số {workers}. Hãy kiểm tra lại.",
            )
        for group in GROUPS:
            if (count := columns[group.value][i]) is not None and count > workers:
                table.fault(i, group.value, "group_larger_than_all", f"Nhóm “{group.label}” {count} người, nhiều hơn tổng số {workers}. Hãy kiểm tra lại.")  # fmt: skip
        hours = columns["hours"][i]
        if hours is not None and hours > max(workers, 1) * 8784:
            table.fault(i, "hours", "more_hours_than_a_year_has", f"{hours} giờ cho {workers} người là hơn 24 giờ một ngày. Hãy kiểm tra lại.")  # fmt: skip


def _told(table: Table, i: int, before: dict[str, tuple[int, int | None, int | None]]) -> dict[str, tuple[Any, ...]]:
    """The counts of the row that differ from what is on record; an empty cell takes nothing away."""
    columns = table.columns
    told: dict[str, tuple[Any, ...]] = {}
    had = before.get(Group.ALL.value)
    women = columns["women"][i] if columns["women"][i] is not None else (had[1] if had else None)
    hours = columns["hours"][i] if columns["hours"][i] is not None else (had[2] if had else None)
    women = women if women is None or women <= columns["workers"][i] else None
    if had != (columns["workers"][i], women, hours):
        told[Group.ALL.value] = (columns["workers"][i], women, hours)
    for group in GROUPS:
        count = columns[group.value][i]
        if count is not None and (group.value not in before or before[group.value][0] != count):
            told[group.value] = (count, None, None)
    return told


def write(setting: Setting, table: Table, comparison: Comparison, rows: list[int]) -> None:
    """Add and mend the counts; the newest total is repeated on the workplace."""
    fresh, again, newest = [], [], []
    for i in rows:
        row, year = comparison.known[i], table.columns["year"][i]
        for group, (workers, women, hours) in row["told"].items():
            if group in row["had"]:
                again.append((row["id"], year, group, workers, women, hours))
            else:
                fresh.append((row["id"], year, group, workers, women, hours, setting.today))
            if group == Group.ALL.value:
                newest.append((row["id"], year, workers))
    bulk.insert(HeadCount, ("workplace", "year", "group", "workers", "women", "hours", "reported_on"), fresh)
    numbers: dict[tuple[Any, ...], int] = {}
    for some in in_parts(list({one[0] for one in again})):
        for number, *key in HeadCount.objects.filter(workplace__in=some).order_by("id").values_list("id", "workplace", "year", "group"):  # fmt: skip
            numbers[tuple(key)] = number
    bulk.update(
        HeadCount, ("workers", "women", "hours", "reported_on"),
        ((workers, women, hours, setting.today, numbers[workplace, year, group]) for workplace, year, group, workers, women, hours in again),
    )  # fmt: skip
    latest: dict[Any, tuple[int, int]] = {}
    for workplace, year, workers in newest:
        latest[workplace] = max(latest.get(workplace, (0, 0)), (year, workers))
    reports_came({(str(workplace), year) for workplace, year, _ in newest}, setting.today)
    years: dict[Any, int | None] = {}
    for some in in_parts(list(latest)):
        years |= dict(Workplace.objects.filter(pk__in=some).order_by("id").values_list("pk", "workers_year"))
    bulk.update(
        Workplace, ("workers", "workers_year"),
        ((workers, year, key) for key, (year, workers) in latest.items() if (years[key] or 0) <= year),
    )  # fmt: skip


HEADCOUNTS = Kind(
    code="headcounts",
    name=_("Số lao động theo năm"),
    action="workplaces.keep",
    fields=FIELDS,
    compare=compare,
    write=write,
    guess_first=("women", *(group.value for group in GROUPS), "hours", "workers", "year", "tax_code", "commune", "name"),
    about=_("Mỗi dòng là một cơ sở trong một năm; cơ sở phải có trong sổ. Ô trống không xóa số đã ghi."),
)  # fmt: skip
