"""`antoan rates`: honest rates of a table of areas, for any officer with a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import click

from antoan.cli.main import complain


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@click.option(
    "--per", type=click.FloatRange(0, min_open=True), default=100_000, show_default=True, help="Tỷ suất trên bao nhiêu."
)
@click.option(
    "--of",
    default="người",
    show_default=True,
    metavar="TỪ",
    help="Gọi tên cột exposure trong câu: lao động, giờ làm việc.",
)
@click.option(
    "--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Mức tin cậy của khoảng."
)
@click.option(
    "--additive",
    is_flag=True,
    help="Nới giới hạn của phễu bằng phương sai giữa các nơi (mô hình cộng) thay cho hệ số φ (mô hình nhân).",
)
def rates(file: Path, as_json: bool, per: float, of: str, level: float, additive: bool) -> None:
    """Tỷ suất của từng địa bàn trong FILE (CSV), khác mức chung thật hay do may rủi.

    Cột: area, cases, exposure; có thể thêm neighbours (các địa bàn kề, cách nhau bằng ; hoặc |) và expected (số ca dự
    kiến). Ô trống là chưa biết, không phải 0.
    """
    from antoan.cli import tables
    from antoan.statistics.methods import area_rates

    try:
        areas = area_rates.read(tables.read(file, known=area_rates.COLUMNS))
    except area_rates.BadTable as problem:
        complain(f"{file.name}: {problem}")
    found = area_rates.compute(areas, per=int(per) if per == int(per) else per, level=level, additive=additive, of=of)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
        return
    click.echo(found["sentence"] + "\n")
    for row in found["areas"]:
        click.echo(row["sentence"])
