"""`antoan estimate`: how many were never declared, from lists that overlap."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from antoan.cli.main import complain


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="In JSON: mọi mô hình, khoảng, giả định.")
@click.option(
    "--by",
    multiple=True,
    metavar="CỘT",
    help="Cột chia nhóm (ngành, địa bàn): ước lượng từng nhóm rồi cộng lại; ghi được nhiều lần.",
)
@click.option(
    "--sources", metavar="CỘT,CỘT", help="Các cột nguồn, cách nhau bằng dấu phẩy; mặc định là mọi cột còn lại."
)
@click.option("--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Mức tin cậy.")
@click.option(
    "--link-precision",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    metavar="P",
    help="Tỷ lệ mối nối đúng trong các mối nối đã làm giữa các nguồn.",
)
@click.option(
    "--link-recall",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    metavar="R",
    help="Tỷ lệ mối nối thật đã tìm được.",
)
def estimate(
    file: Path,
    as_json: bool,
    by: tuple[str, ...],
    sources: str | None,
    level: float,
    link_precision: float,
    link_recall: float,
) -> None:
    """Ước lượng số người không nguồn nào khai báo, từ FILE (CSV).

    Mỗi nguồn một cột 0 hoặc 1 (hai, ba hoặc bốn nguồn), cột count là số người của tổ hợp ấy. Mã thoát 1 khi số liệu
    không đủ để ước lượng: kết quả nói vì sao và cần thêm gì.
    """
    from antoan.accidents.estimating import final, lists
    from antoan.cli import tables

    rows = tables.read(file, known=("count", *lists.LINK_COLUMNS))
    try:
        among = [name.strip() for name in (sources or "").split(",") if name.strip()]
        strata = lists.read(rows, by=by, among=among, links=lists.Links(link_precision, link_recall))
    except lists.BadLists as problem:
        complain(f"{file.name}: {problem}")
    if not by:
        found = final.estimate(strata[""], level=level).data
        refused = found["refused"]
    else:
        found = final.by_stratum(strata, ", ".join(by), level=level)
        refused = found["total"]["refused"]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        click.echo("\n".join(_told(found)))
    sys.exit(1 if refused else 0)


def _told(found: dict[str, Any]) -> list[str]:
    """The answer for a person: the sentence first, then what stands behind it."""
    if "strata" not in found:
        return [
            _sentence(found),
            "",
            *_models(found),
            *_range(found),
            "",
            "Giả định:",
            *(f"  - {a}" for a in found["assumptions"]),
        ]
    lines = [_sentence(found["total"])]
    if found["total"]["left_out"] and not found["total"]["refused"]:
        lines.append(f"Chưa ước lượng được, chỉ cộng số đã thấy: {', '.join(found['total']['left_out'])}.")
    lines += ["", *(f"{each['stratum']}: {_sentence(each)}" for each in found["strata"])]
    return [*lines, "", "Giả định:", *(f"  - {a}" for a in found["strata"][0]["assumptions"])]


def _sentence(found: dict[str, Any]) -> str:
    from antoan.accidents.estimating.words import number

    if found["refused"]:
        return f"Không ước lượng: {found['refused']}"
    share = found["completeness"]["share"]
    mended = f" (khoảng {number(found['links']['observed'])} nếu nối không sai)" if found.get("links") else ""
    return (
        f"Ước khoảng {number(found['estimate'])} người (từ {number(found['low'])} đến {number(found['high'])}); "
        f"các nguồn đã thấy {number(found['observed'])}{mended}, tức khoảng {number(100 * share)} %."
    )


def _models(found: dict[str, Any]) -> list[str]:
    from antoan.accidents.estimating.words import number

    lines = []
    for row in found["models"][:10]:
        mark = "→" if found["chosen"] and row["formula"] == found["chosen"]["formula"] else " "
        figures = "không có con số hữu hạn"
        if row["estimate"] is not None:
            high = "vô hạn" if row["high"] is None else number(row["high"])
            figures = f"{number(row['estimate'])} (từ {number(row['low'])} đến {high})"
        fit = "" if row["aic"] is None else f"; AIC {number(row['aic'], 1)}, trọng số {number(row['weight'], 2)}"
        lines.append(f"{mark} {row['name']}: {figures}{fit}")
    if len(found["models"]) > 10:
        lines.append(f"  … và {len(found['models']) - 10} mô hình nữa (xem --json)")
    return lines


def _range(found: dict[str, Any]) -> list[str]:
    from antoan.accidents.estimating.words import number

    if not found["range"]:
        return []
    return [
        "",
        "Nếu các nguồn phụ thuộc nhau (tỷ số chênh):",
        *(
            f"  {number(row['odds_ratio'], 2)}: {number(row['estimate'])} (từ {number(row['low'])} "
            f"đến {'vô hạn' if row['high'] is None else number(row['high'])})"
            for row in found["range"]
        ),
    ]
