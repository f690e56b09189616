"""`antoan units …`: load the country's units, show a unit on a day, pass open work on to successors."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import click

from antoan.cli.main import complain


class Day(click.ParamType):
    """A day as 2025-07-01 or 01/07/2025."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007 — a day has no time zone
            except ValueError:
                continue
        return self.fail(f"{value} không phải là ngày. Hãy ghi như 2025-07-01 hoặc 01/07/2025.", param, ctx)


@click.group()
def units() -> None:
    """Đơn vị: nạp danh mục cả nước, tra cứu theo ngày, chuyển việc sau sắp xếp."""


@units.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def load(as_json: bool) -> None:
    """Nạp các đơn vị hành chính cả nước trước và sau ngày 01/07/2025. Chạy lại không thay đổi gì."""
    from antoan.cli.setup import django

    django()
    from antoan.core.scoping import system_actor
    from antoan.units.load import load_country

    loaded = load_country(system_actor())
    if as_json:
        click.echo(json.dumps({"units": loaded.units, "successions": loaded.successions}))
    elif loaded.units:
        click.echo(f"Đã nạp {loaded.units} đơn vị và {loaded.successions} lần sắp xếp.")
    else:
        click.echo("Danh mục đã có đủ từ trước; không có gì thay đổi.")


@units.command()
@click.argument("names", metavar="TÊN…", nargs=-1, required=True)
@click.option("--under", required=True, help="Tên hoặc số của cấp trên.")
@click.option("--on", "on", type=Day(), help="Có từ ngày; mặc định từ đầu năm nay.")
def add(names: tuple[str, ...], under: str, on: date | None) -> None:
    """Thêm các đơn vị TÊN… trực thuộc một đơn vị đã có."""
    from antoan.cli.setup import django

    django()
    from django.utils import timezone

    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor
    from antoan.plans.queries import unit_named
    from antoan.units.commands import add_units

    on = on or timezone.localdate().replace(month=1, day=1)
    try:
        parent = unit_named(under, on=on)
        made = add_units(system_actor(), names=names, parent=parent, on=on)
    except Refusal as refusal:
        complain(str(refusal))
    click.echo(f"Đã thêm {len(made)} đơn vị trực thuộc {parent}: {', '.join(map(str, made))}.")


@units.command()
@click.argument("name", metavar="TÊN")
@click.option("--on", "on", type=Day(), help="Ngày cần xem; mặc định hôm nay.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def show(name: str, on: date | None, as_json: bool) -> None:
    """Mọi đơn vị mang TÊN trong ngày đó: mã, cấp trên, trực thuộc, đơn vị trước và sau nó."""
    from antoan.cli.setup import django

    django()
    from django.utils import timezone

    from antoan.units import queries

    rows = queries.shown(name, on=on or timezone.localdate())
    if not rows:
        complain(
            f"Không có đơn vị nào tên “{name}”. Hãy kiểm tra lại tên; "
            "nếu chưa nạp danh mục cả nước, hãy chạy: antoan units load"
        )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(_described(row) for row in rows))


def _described(row: dict[str, Any]) -> str:
    def day(text: str) -> str:
        return f"{date.fromisoformat(text):%d/%m/%Y}"

    state = "đang tồn tại" if row["stands"] else "không tồn tại ngày này"
    period = f"từ {day(row['from'])}" + (f" đến trước {day(row['to'])}" if row["to"] else "")
    lines = [
        f"{row['name']}" + (f" (mã {row['code']})" if row["code"] else "") + f" · {state} · {period} · số {row['id']}"
    ]
    if row["parents"]:
        lines.append("  thuộc: " + " → ".join(parent["name"] for parent in row["parents"]))
    if row["children"]:
        names = ", ".join(child["name"] for child in row["children"][:12])
        lines.append(f"  trực thuộc ({len(row['children'])}): {names}" + (" …" if len(row["children"]) > 12 else ""))
    words = {"whole": "toàn bộ", "part": "một phần", "largest_part": "phần lớn nhất"}
    for title, links in (("tiếp nhận", row["predecessors"]), ("được tiếp nối bởi", row["successors"])):
        for link in links:
            share = f", {link['share']:.0%} dân số" if link["share"] else ""
            if not share and link["extent"] != "whole":
                share = ", không rõ tỷ lệ"
            lines.append(f"  {title}: {link['name']} ({words[link['extent']]}{share}) ngày {day(link['on'])}")
    return "\n".join(lines)


@units.command()
@click.option("--on", "on", type=Day(), required=True, help="Ngày sắp xếp có hiệu lực.")
@click.option("--dry-run", is_flag=True, help="Chỉ in ra những gì sẽ chuyển, không ghi.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def succeed(on: date, dry_run: bool, as_json: bool) -> None:
    """Chuyển việc còn mở của các đơn vị kết thúc ngày đó sang đơn vị tiếp nối, báo từng dòng."""
    from antoan.cli.setup import django

    django()
    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor
    from antoan.units.succession import pass_on_work

    try:
        passed = pass_on_work(system_actor(), on=on, dry_run=dry_run)
    except Refusal as refusal:
        complain(str(refusal))
    if as_json:
        click.echo(json.dumps(passed.as_json(), ensure_ascii=False, indent=1))
        return
    for line in passed.moved:
        note = f" ({line.note})" if line.note else ""
        click.echo(f"{line.what}: {line.title}\n    {line.from_unit} → {line.to_unit}{note}")
    verb = "Sẽ chuyển" if dry_run else "Đã chuyển"
    click.echo(f"{verb} {len(passed.moved)} việc theo {passed.successions} lần sắp xếp ngày {on:%d/%m/%Y}.")
