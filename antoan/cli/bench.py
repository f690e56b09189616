"""`antoan bench`: the measures of the project, each as a ratio against a named baseline of the same run."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import click

import antoan
from antoan.cli.main import complain

FOLDER = Path(antoan.__file__).parent.parent / "benchmarks"


@click.command()
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def bench(name: str | None, as_json: bool) -> None:
    """Chạy các phép đo (hoặc chỉ NAME): tỷ lệ so với mốc trong cùng lần chạy; mã thoát 1 nếu có tỷ lệ vượt giới hạn."""
    found = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    if not found:
        complain("Không thấy thư mục benchmarks/. Phép đo chỉ chạy được từ mã nguồn của dự án.")
    if name is not None and name not in found:
        complain(f"Không có phép đo “{name}”. Các phép đo: {', '.join(found)}.")
    over = False
    for key, path in found.items():
        if name not in (None, key):
            continue
        for measure in _load(path).run():
            over |= measure["limit"] is not None and measure["ratio"] > measure["limit"]
            click.echo(json.dumps(measure, ensure_ascii=False) if as_json else _line(measure))
    sys.exit(1 if over else 0)


def _load(path: Path) -> ModuleType:
    sys.path.insert(0, str(FOLDER.parent))
    spec = importlib.util.spec_from_file_location(f"benchmarks.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _line(measure: dict) -> str:
    limit = f" (giới hạn {measure['limit']})" if measure["limit"] is not None else ""
    return f"{measure['name']}: {measure['ratio']:.3f} × {measure['baseline']}{limit}, n = {measure['n']}"
