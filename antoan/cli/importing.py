"""`antoan import …`: take in a list from Excel or CSV, or make the empty workbook for one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import click

from antoan.cli.main import complain, reason_of

FILE = click.Path(path_type=Path)
_SHOWN = 20  # faults on the screen; the rest with --json or --marked


@click.command(
    "import",
    epilog="Loại danh sách: workplaces (cơ sở), headcounts (số lao động theo năm) và những loại mà antoan import template liệt kê.",
)
@click.argument("kind_name", metavar="LOẠI")
@click.argument("name", metavar="TỆP")
@click.option("--unit", "unit_name", help="Đơn vị hoặc địa bàn của danh sách; tên xã được hiểu trong đó.")
@click.option("--map", "map_file", type=FILE, help="Tệp YAML: tên cột của ta: tên cột (hoặc chữ cái cột) trong tệp.")
@click.option("--sheet", default="", help="Tên trang tính; mặc định là trang có tiêu đề dễ hiểu nhất.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@click.option("--marked", type=FILE, help="Ghi bảng tính có đánh dấu lỗi vào tệp này.")
@click.option("--out", type=FILE, help="Tệp ra của antoan import template LOẠI.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def import_list(
    kind_name: str,
    name: str,
    unit_name: str | None,
    map_file: Path | None,
    sheet: str,
    dry_run: bool,
    marked: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Nhập danh sách LOẠI từ TỆP Excel hoặc CSV; nhập lại cùng một tệp không thay đổi gì.

    \b
    antoan import template workplaces --out co-so.xlsx    bảng mẫu để điền
    antoan import workplaces co-so.xlsx --dry-run         kiểm tra, không ghi
    antoan import workplaces co-so.xlsx --unit "Huyện ủy Bác Ái"

    Có dòng bị từ chối thì mã thoát là 1; các dòng đúng vẫn được nhập.
    """
    from antoan.cli.setup import django

    django()
    from antoan.core.refusals import Refusal

    try:
        if kind_name == "template":
            _template(name, out, unit_name)
            return
        _import(kind_name, Path(name), unit_name, map_file, sheet, dry_run, marked, as_json)
    except Refusal as refusal:
        complain(str(refusal))


def _kind(name: str) -> Any:
    from antoan.workplaces.importing.kinds import all_kinds, kind_of

    kind = kind_of(name)
    if kind is None:
        known = ", ".join(f"{one.code} ({str(one.name).lower()})" for one in all_kinds())
        complain(f"Không có loại danh sách “{name}”. Có: {known}.")
    return kind


def _template(name: str, out: Path | None, unit_name: str | None) -> None:
    from antoan.core.scoping import system_actor
    from antoan.workplaces.importing import marking, places

    kind = _kind(name)
    if out is None:
        complain("Hãy chỉ tệp ra bằng --out, ví dụ: --out co-so.xlsx")
    from django.utils import timezone

    today = timezone.localdate()
    unit = _unit(unit_name) if unit_name else None
    communes = places.area_names(system_actor(), unit, kind.action, on=today) if unit else []
    _write(out, marking.template(kind, communes=communes))
    click.echo(f"Đã ghi bảng mẫu “{kind.name}”: {out}")


def _import(
    kind_name: str,
    file: Path,
    unit_name: str | None,
    map_file: Path | None,
    sheet: str,
    dry_run: bool,
    marked: Path | None,
    as_json: bool,
) -> None:
    from antoan.core.scoping import system_actor
    from antoan.units.load import load_country
    from antoan.units.models import Unit
    from antoan.workplaces import commands
    from antoan.workplaces.importing import lists, marking

    kind, actor = _kind(kind_name), system_actor()
    columns = _columns(map_file)
    sheet = str(columns.pop("sheet", "") or sheet)
    try:
        data = file.read_bytes()
    except IsADirectoryError:
        complain(f"{file} là thư mục, không phải tệp. Hãy chỉ ra một tệp .xlsx hoặc .csv.")
    except FileNotFoundError:
        complain(f"Không có tệp {file}. Hãy kiểm tra lại đường dẫn.")
    if not Unit.objects.exists():
        loaded = load_country(actor)
        click.echo(f"Đã nạp danh mục {loaded.units} đơn vị hành chính cả nước.", err=True)
    unit = _unit(unit_name) if unit_name else None
    understood = lists.understood(actor, kind, data, name=file.name, unit=unit, columns=columns, sheet=sheet)
    if dry_run:
        outcome = lists.Outcome(understood.table, lists.compared(understood))
    else:
        outcome = commands.import_list(actor, understood=understood, digest=hashlib.sha256(data).hexdigest())
    if marked is not None:
        _write(marked, marking.marked(understood.grid, understood.table))
    said = outcome.as_json()
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else _summary(said, dry_run=dry_run))
    if said["rejected"]:
        raise SystemExit(1)


def _columns(map_file: Path | None) -> dict[str, Any]:
    if map_file is None:
        return {}
    import yaml

    try:
        read = yaml.safe_load(map_file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        complain(f"Không có tệp {map_file}. Hãy kiểm tra lại đường dẫn.")
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        complain(
            f"{map_file}: không đọc được như YAML ({str(problem).splitlines()[0]}). Mỗi dòng ghi: Tên cơ sở: Đơn vị"
        )
    if isinstance(read, dict) and isinstance(read.get("columns"), dict):
        read = {**read["columns"], **({"sheet": read["sheet"]} if "sheet" in read else {})}
    if not isinstance(read, dict) or any(isinstance(value, dict | list) for value in read.values()):
        complain(f"{map_file}: phải là các dòng “cột của ta: cột trong tệp”, ví dụ: Tên cơ sở: Đơn vị")
    return {str(key): value for key, value in read.items()}


def _unit(name: str) -> Any:
    """The body or area of that name, standing today or before."""
    from django.utils import timezone

    from antoan.units.models import Unit

    found = list(Unit.objects.named(name, on=timezone.localdate())) or list(Unit.objects.named(name))
    exact = [unit for unit in found if unit.name.casefold() == name.strip().casefold()] or found
    areas = [unit for unit in exact if unit.is_area] or exact
    if len(areas) == 1:
        return areas[0]
    if not areas:
        complain(f"Không có đơn vị “{name}”. Xem tên đúng: antoan units show TÊN")
    complain(f"“{name}” có thể là {', '.join(f'{unit} (số {unit.pk})' for unit in areas[:6])}. Hãy ghi tên đủ.")
    return None


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as problem:
        complain(f"{out}: không ghi được ({reason_of(problem)}).")


def _summary(said: dict[str, Any], *, dry_run: bool) -> str:
    deed = "Kiểm tra" if dry_run else "Đã nhập"
    lines = [
        f"{deed} {said['rows']} dòng: {said['accepted']} đúng ({said['new']} mới, {said['changed']} thay đổi, "
        f"{said['same']} như cũ), {said['rejected']} bị từ chối."
    ]
    lines += [f"  dòng {fault['row']}, {fault['column']}: {fault['message']}" for fault in said["faults"][:_SHOWN]]
    if len(said["faults"]) > _SHOWN:
        lines.append(f"  … và {len(said['faults']) - _SHOWN} lỗi khác (xem bằng --json, hoặc --marked TỆP.xlsx).")
    lines += (
        [f"  Đã tự sửa {len(said['mended'])} ô, ví dụ dòng {said['mended'][0]['row']}: {said['mended'][0]['message']}"]
        if said["mended"]
        else []
    )
    lines += [f"  Lưu ý: {note}" for note in said["notes"]]
    return "\n".join(lines)
