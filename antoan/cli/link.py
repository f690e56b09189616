"""`antoan link`: who is in two lists at once."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Any

import click

from antoan.cli.main import complain, reason_of

_SHOWN = 20
_WAYS = {"id": "mã", "row": "số dòng từ 1", "row0": "số dòng từ 0"}


@click.command()
@click.argument("file_a", type=click.Path(path_type=Path))
@click.argument("file_b", type=click.Path(path_type=Path))
@click.option(
    "--truth", type=click.Path(path_type=Path), help="CSV các cặp đúng (id_a,id_b): in độ chính xác và độ phủ."
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.05, 0.9999),
    help="Xác suất từ đó một cặp được ghép; cặp dưới mức này tới 0,05 là chưa chắc. "
    "Mặc định 0,5, nâng lên khi cần để số cặp sai dự tính không quá 1,5 %.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Ghi các cặp cùng mọi cột của hai danh sách ra CSV.")
@click.option("--repeats", is_flag=True, help="Một người có thể có nhiều dòng trong một danh sách.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def link(
    file_a: Path,
    file_b: Path,
    truth: Path | None,
    threshold: float | None,
    out: Path | None,
    repeats: bool,
    as_json: bool,
) -> None:
    """Tìm những người có mặt ở cả hai danh sách FILE_A.csv và FILE_B.csv.

    Cột: name (Họ và tên), birth (Ngày sinh, Năm sinh), sex (Giới tính), commune (Xã), phone (Điện thoại); thêm được
    cccd, thôn, nơi làm việc, ngày xảy ra. Chỉ so những cột mà cả hai cùng có. Dòng gọi theo cột id; không có cột ấy thì
    theo số thứ tự từ 1, không kể dòng tên cột.
    """
    from antoan.accidents.linkage import Unusable
    from antoan.accidents.linkage import link as link_lists
    from antoan.accidents.linkage.reading import read_list, read_truth
    from antoan.accidents.linkage.records import ids_of

    started = time.perf_counter()
    try:
        left, right = read_list(file_a), read_list(file_b)
        found = link_lists(left, right, threshold=threshold, one_to_one=not repeats, called=(str(file_a), str(file_b)))
        known = read_truth(truth, found, ids_of(left), ids_of(right)) if truth else None
    except Unusable as problem:
        complain(problem.message)
    precision, recall = known.measure(found) if known else (None, None)
    if out is not None:
        _write(out, found, left, right)
    seconds = round(time.perf_counter() - started, 3)
    for warning in found.warnings:
        click.echo(warning, err=True)
    if as_json:
        numbered = (ids_of(left) is None, ids_of(right) is None)
        data: dict[str, Any] = {
            "pairs": [_told(pair, numbered) for pair in found.pairs],
            "uncertain_pairs": [_told(pair, numbered) for pair in found.uncertain],
            "links": found.links,
            "uncertain": len(found.uncertain),
            "precision": precision,
            "recall": recall,
            "seconds": seconds,
            "rows_a": found.rows_a,
            "rows_b": found.rows_b,
            "threshold": found.threshold,
            "compared": list(found.compared),
            "candidates": found.candidates,
            "expected_in_both": found.expected_in_both,
            "expected_false": round(found.expected_false, 1),
            "truth_by": list(known.by) if known else None,
            "warnings": list(found.warnings),
        }
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(
        f"{_whole(found.links)} cặp được ghép, {_whole(len(found.uncertain))} cặp chưa chắc, giữa {_whole(found.rows_a)} "
        f"và {_whole(found.rows_b)} dòng ({_number(seconds, 1)} giây). "
        f"Ước chừng {_whole(round(found.expected_in_both))} người có mặt ở cả hai."
    )
    if known:
        by = "; ".join(dict.fromkeys(_WAYS[way] for way in known.by))
        click.echo(
            f"So với {_whole(len(known.pairs))} cặp đúng (gọi theo {by}): độ chính xác {_share(precision)}, độ phủ {_share(recall)}."
        )
    _show("Các cặp được ghép", found.pairs)
    _show("Chưa chắc, cần người xem", found.uncertain)
    if out is not None:
        click.echo(f"Đã ghi: {out}")


def _told(pair: Any, numbered: tuple[bool, bool]) -> dict[str, Any]:
    return {
        "a": int(pair.a) if numbered[0] else pair.a,
        "b": int(pair.b) if numbered[1] else pair.b,
        "probability": pair.probability,
        "why": list(pair.why),
    }


def _show(title: str, pairs: list[Any]) -> None:
    if not pairs:
        return
    click.echo(f"{title}:")
    for pair in pairs[:_SHOWN]:
        click.echo(f"  {pair.a} – {pair.b}  {_share(pair.probability)}  {'; '.join(pair.why)}")
    if len(pairs) > _SHOWN:
        click.echo(f"  … và {_whole(len(pairs) - _SHOWN)} cặp nữa (dùng --out hoặc --json để lấy hết)")


def _write(out: Path, found: Any, left: list[dict[str, str]], right: list[dict[str, str]]) -> None:
    heads_a, heads_b = list(left[0]), list(right[0])
    try:
        # The mark at the beginning lets Excel see that it is UTF-8.
        with out.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(
                [
                    "a",
                    "b",
                    "xác suất",
                    "mức",
                    "vì sao",
                    *(f"A: {head}" for head in heads_a),
                    *(f"B: {head}" for head in heads_b),
                ]
            )
            for standing, pairs in (("ghép", found.pairs), ("chưa chắc", found.uncertain)):
                for pair in pairs:
                    a, b = left[pair.left], right[pair.right]
                    cells = [*(a[head] for head in heads_a), *(b[head] for head in heads_b)]
                    writer.writerow(
                        [pair.a, pair.b, pair.probability, standing, "; ".join(pair.why), *map(_harmless, cells)]
                    )
    except OSError as problem:
        complain(f"{out}: không ghi được ({reason_of(problem)}).")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula, as text."""
    is_formula = cell.startswith(("=", "@")) or (
        cell.startswith(("+", "-")) and not cell[1:].replace(" ", "").isdigit()
    )
    return f"'{cell}" if is_formula else cell


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _number(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def _share(share: float | None) -> str:
    return "không tính được" if share is None else f"{_number(100 * share, 1)} %"
