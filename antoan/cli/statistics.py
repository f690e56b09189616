"""`antoan facts …` and `antoan indicator …`: the fact lake, and what is computed from it."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from antoan.cli.main import complain

if TYPE_CHECKING:
    from antoan.core.periods import Term
    from antoan.statistics.compute import Answer, Figure
    from antoan.statistics.definitions import Indicator
    from antoan.units.models import Unit


@click.group()
def facts() -> None:
    """Kho số liệu: cập nhật theo hồ sơ, viết lại, đối chiếu với hồ sơ."""


def _names(names: tuple[str, ...]) -> tuple[str, ...] | None:
    from antoan.cli.setup import django

    django()
    from antoan.core.facts import tables

    if unknown := [name for name in names if name not in tables()]:
        complain(f"Không có bảng số liệu {', '.join(unknown)}. Có: {', '.join(tables())}.")
    return names or None


def _report(done: list[Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([one.as_json() for one in done], ensure_ascii=False, indent=1))
        return
    for one in done:
        why = f", viết lại toàn bộ ({one.rebuilt})" if one.rebuilt else ""
        click.echo(f"{one.table}: {one.rows} bản ghi, {one.files} tệp vừa ghi{why}.")


@facts.command()
@click.argument("tables", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def refresh(tables: tuple[str, ...], as_json: bool) -> None:
    """Cập nhật kho số liệu theo nhật ký; chỉ viết lại những tệp có thay đổi."""
    names = _names(tables)
    from antoan.statistics import lake

    _report(lake.refresh(names), as_json)


@facts.command()
@click.argument("tables", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def rebuild(tables: tuple[str, ...], as_json: bool) -> None:
    """Viết lại toàn bộ kho số liệu từ hồ sơ."""
    names = _names(tables)
    from antoan.statistics import lake

    _report(lake.rebuild(names), as_json)


@facts.command()
@click.argument("tables", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def verify(tables: tuple[str, ...], as_json: bool) -> None:
    """Đếm lại từ hồ sơ và nêu từng chỗ khác; mã thoát 1 nếu có."""
    names = _names(tables)
    from antoan.statistics import lake

    found = lake.verify(names)
    if as_json:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            click.echo(f"{one.table} {one.file}: {one.said}".replace(" :", ":"))
        click.echo(f"{len(found)} chỗ khác với hồ sơ." if found else "Kho số liệu đúng với hồ sơ.")
    sys.exit(1 if found else 0)


@click.group()
def indicator() -> None:
    """Chỉ số: danh sách, định nghĩa, tính cho một đơn vị và một kỳ."""


def _indicators() -> dict[str, Indicator]:
    from antoan.cli.setup import django

    django()
    from antoan.statistics import definitions

    try:
        return definitions.current()
    except definitions.WrongIndicators as wrong:
        complain(str(wrong))


@indicator.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def listed(as_json: bool) -> None:
    """Liệt kê các chỉ số."""
    found = _indicators()
    if as_json:
        click.echo(json.dumps([_told(one) for one in found.values()], ensure_ascii=False, indent=1))
        return
    width = max(map(len, found), default=0)
    for one in found.values():
        click.echo(f"{one.key:<{width}}  {one.name}")


@indicator.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def show(name: str, as_json: bool) -> None:
    """Định nghĩa của một chỉ số."""
    told = _told(_named(name))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for key, value in told.items():
        if value:
            click.echo(f"{key}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")


def _named(name: str) -> Indicator:
    found = _indicators()
    if name not in found:
        from difflib import get_close_matches

        near = get_close_matches(name, found, n=4, cutoff=0.3) or list(found)[:4]
        complain(f"Không có chỉ số “{name}”. Gần nhất: {', '.join(near)}. Xem tất cả: antoan indicator list.")
    return found[name]


def _told(one: Indicator) -> dict[str, Any]:
    return {
        "name": one.key,
        "name_vi": one.name,
        "definition": one.definition,
        "unit": one.unit,
        "per": one.per,
        "interval": one.interval,
        "breakdowns": one.splits(),
        "source": one.source,
        "better": one.better,
        "target": {key: str(value) for key, value in one.target.items()} if one.target else None,
    }


@indicator.command()
@click.argument("name")
@click.option("--unit", "unit_name", required=True, help="Đơn vị hoặc địa bàn, ví dụ 'Tỉnh Khánh Hòa'.")
@click.option("--period", required=True, help="Năm (2024), nửa năm (2024-H1), quý (2024-Q3), tháng (2024-06).")
@click.option("--by", help="Chia theo: unit hoặc một cột của chỉ số (xem antoan indicator show).")
@click.option("--as-of-tree", "tree", help="Cây đơn vị của ngày nào (2024-12-31); mặc định ngày cuối kỳ.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def compute(name: str, unit_name: str, period: str, by: str | None, tree: str | None, as_json: bool) -> None:
    """Tính một chỉ số; kho số liệu được cập nhật trước khi tính."""
    one = _named(name)
    from antoan.statistics import lake
    from antoan.statistics.compute import compute as figures

    term, day = _term(period), _day(tree)
    unit = _unit(unit_name, day or term.last_day)
    from antoan.statistics.trees import standing_instead

    if day is not None and (instead := standing_instead(unit, day)) is not None:
        complain(f"Ngày {day:%d/%m/%Y} không có {unit}." + (f" Hãy hỏi: {instead}." if instead else ""))
    if by is not None and by not in one.splits():
        complain(f"{name} không chia theo “{by}”. Chia được theo: {', '.join(one.splits())}.")
    lake.refresh()
    answer = figures(name, unit=unit, period=term, by=by, tree_on=day)
    if answer.fallback:
        click.echo(answer.fallback, err=True)
    click.echo(json.dumps(_as_json(answer), ensure_ascii=False, indent=1) if as_json else _as_text(answer))


def _term(text: str) -> Term:
    from antoan.core.periods import Term
    from antoan.core.refusals import Refusal

    try:
        return Term.parse(text)
    except Refusal as refusal:
        complain(str(refusal))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        complain(f"“{text}” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2024-12-31.")


def _unit(name: str, on: date) -> Unit:
    from antoan.statistics.trees import find_unit

    found = find_unit(name, on)
    if not found:
        complain(f"Không có đơn vị “{name}”. Hãy ghi đủ tên, ví dụ 'Tỉnh Khánh Hòa', hoặc tìm bằng antoan units show.")
    if len(found) > 1 and found[0].kind == found[1].kind:
        from antoan.units.queries import parents

        def lies(unit: Unit) -> str:
            day = on if unit.ends_on is None or on < unit.ends_on else unit.versions.latest("valid_from").valid_from
            return ", ".join([unit.name, *(up.name for up in parents(unit, day)[:2])])

        names = "; ".join(lies(unit) for unit in found[:5])
        complain(f"“{name}” là tên của nhiều đơn vị: {names}. Hãy ghi thêm cấp trên như vậy.")
    return found[0]


def _as_json(answer: Answer) -> dict[str, Any]:
    return {
        "indicator": answer.indicator.key,
        "name_vi": answer.indicator.name,
        "unit": answer.unit.name,
        "period": {"start": answer.period.start.isoformat(), "end": answer.period.end.isoformat()},
        "tree_on": answer.tree_on.isoformat(),
        "per": answer.indicator.per,
        "measure": answer.indicator.unit,
        **{key: value for key, value in answer.whole.as_json().items() if key not in ("key", "name")},
        "by": answer.by,
        "parts": [part.as_json() for part in answer.parts],
        "apportioned": answer.apportioned,
        "source": answer.indicator.source,
        "engine": answer.engine,
    }


def _as_text(answer: Answer) -> str:
    from antoan.statistics.wording import said

    lines = [f"{answer.indicator.name}, {answer.unit.name}, {answer.period}: {said(answer.indicator, answer.whole)}."]
    counted = [part for part in answer.parts if part.numerator or part.denominator]
    lines += [f"  {_line(answer, part)}" for part in counted]
    if answer.parts and len(counted) < len(answer.parts):
        lines.append(f"  {len(answer.parts) - len(counted)} phần khác chưa có số liệu.")
    lines += answer.apportioned
    lines.append(f"Nguồn: {answer.indicator.source}.")
    return "\n".join(lines)


def _line(answer: Answer, part: Figure) -> str:
    from antoan.statistics.wording import said

    return f"{part.name}: {said(answer.indicator, part)}"
