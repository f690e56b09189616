"""`antoan bench`: the measures of the project, each as a ratio against a named baseline of the same run."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

import antoan
from antoan.cli.main import complain

FOLDER = Path(antoan.__file__).parent.parent / "benchmarks"


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
@click.option(
    "--scale",
    type=click.FloatRange(0, min_open=True),
    default=0.05,
    show_default=True,
    help="Quy mô dữ liệu; 1 là 3.400 đơn vị, 500 kế hoạch, 50.000 nhiệm vụ, 1.000.000 sự kiện nhật ký.",
)
@click.option("--requests", type=click.IntRange(1), default=60, show_default=True, help="Số lần mở mỗi trang.")
@click.option("--reports", type=click.IntRange(1), default=100, show_default=True, help="Số báo cáo PDF.")
@click.option(
    "--postgresql", metavar="URL", help="Máy chủ PostgreSQL tạo được cơ sở dữ liệu; không ghi thì dựng một máy chủ tạm."
)
def bench(name: str | None, as_json: bool, **wanted: Any) -> None:
    """Chạy các phép đo (hoặc chỉ NAME): tỷ lệ so với mốc trong cùng lần chạy; mã thoát 1 nếu có tỷ lệ vượt giới hạn."""
    found = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    if not found:
        complain("Không thấy thư mục benchmarks/. Phép đo chỉ chạy được từ mã nguồn của dự án.")
    if name is not None and name not in found:
        complain(f"Không có phép đo “{name}”. Các phép đo: {', '.join(found)}.")
    measures = []
    try:
        with _load(FOLDER / "bench.py").Bench(**wanted) as place:
            for key, path in found.items():
                if name not in (None, key):
                    continue
                for measure in _load(path).run(place):
                    measures.append(measure)
                    if not as_json:
                        click.echo(measure)
    except subprocess.CalledProcessError as problem:
        complain(f"Phép đo dừng giữa chừng (mã {problem.returncode}); lý do ở các dòng trên.")
    if as_json:
        click.echo(json.dumps([measure.as_data() for measure in measures], ensure_ascii=False, indent=1))
    sys.exit(1 if any(measure.is_over for measure in measures) else 0)


def _load(path: Path) -> Any:
    """A module of benchmarks/, which is not a part of the installed package."""
    if str(FOLDER.parent) not in sys.path:
        sys.path.insert(0, str(FOLDER.parent))
    return importlib.import_module(f"benchmarks.{path.stem}")
