"""`antoan documents …`: papers in the official forms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from antoan.cli.law import today_in_vietnam
from antoan.cli.main import complain, reason_of
from antoan.cli.units import Day


@click.group()
def documents() -> None:
    """Văn bản: lập bản Word, PDF đúng thể thức."""


@documents.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--form", type=click.Choice(["state", "party"]), help="Thể thức Nhà nước hoặc Đảng; mặc định theo văn bản đã đọc."
)
@click.option("--format", "kind", type=click.Choice(["pdf", "docx"]), default="pdf", help="Dạng tệp.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Tệp ra.")
def render(file: Path, form: str | None, kind: str, out: Path) -> None:
    """Lập văn bản từ FILE, là kết quả của “antoan plan parse … --json”."""
    from antoan.documents.rendering import render_docx, render_pdf
    from antoan.documents.rendering.parsed import NotAPaper, paper_of

    data = _json(file, "Hãy tạo lại bằng: antoan plan parse TỆP --json")
    try:
        paper = paper_of(data, form)  # type: ignore[arg-type]
    except NotAPaper as problem:
        complain(f"{file}: {problem} Hãy tạo lại bằng: antoan plan parse TỆP --json")
    _write(render_pdf(paper) if kind == "pdf" else render_docx(paper), out)


@documents.command()
@click.argument("key", required=False)
@click.option("--on", type=Day(), help="Ngày ký giấy tờ; mặc định hôm nay.")
@click.option("--with", "given", multiple=True, metavar="K=V", help="Trường hợp, ví dụ level=establishment.")
@click.option("--values", type=click.Path(path_type=Path), help="Tệp JSON: mã mục → giá trị. Mục thiếu in dấu chấm.")
@click.option("--format", "kind", type=click.Choice(["pdf", "docx"]), default="pdf", help="Dạng tệp.")
@click.option("--out", type=click.Path(path_type=Path), help="Tệp ra; không ghi thì chỉ liệt kê các mục của mẫu.")
def form(
    key: str | None, on: date | None, given: tuple[str, ...], values: Path | None, kind: str, out: Path | None
) -> None:
    """Điền biểu mẫu luật định KEY có hiệu lực vào ngày ký. Không ghi KEY: liệt kê các mẫu điền được."""
    from antoan.documents import statutory
    from antoan.documents.rendering import render_docx, render_pdf
    from antoan.law import words
    from antoan.law.errors import LawError

    on = on or today_in_vietnam()
    if key is None:
        for each in statutory.fillable(on):
            click.echo(each)
        return
    if wrong := [pair for pair in given if "=" not in pair]:
        complain(f"“{wrong[0]}” không phải là trường hợp. Hãy ghi như --with level=establishment")
    try:
        chosen = statutory.form_on(key, on, **dict(pair.split("=", 1) for pair in given))
    except LawError as problem:
        complain(problem.message_vi)
    if out is None:
        click.echo(f"{chosen.title} ({chosen.number or 'chưa rõ số mẫu'}, {chosen.instrument or 'chưa rõ văn bản'})")
        for field in chosen.fields:
            click.echo(f"  {field.code}: {field.name}{_parts(field)} ← {words.source(field.source)}")
        return
    data = _json(values, "Tệp là một nhóm mã mục → giá trị.") if values else {}
    if not isinstance(data, dict):
        complain(f"{values}: cần một nhóm mã mục → giá trị.")
    try:
        paper = statutory.paper_of(chosen, data)
    except statutory.WrongValues as problem:
        complain(f"{values}: {problem}")
    _write(render_pdf(paper) if kind == "pdf" else render_docx(paper), out)
    if chosen.open_question:
        click.echo(chosen.open_question, err=True)


def _parts(field: Any) -> str:
    """What a field consists of, by code and name, as the JSON of the values names it."""
    shown = [f"{part.code}: {part.name}" for part in field.columns]
    return f" [{'; '.join(shown)}]" if shown else ""


def _json(file: Path, remedy: str) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        complain(f"Không mở được {file} ({reason_of(problem)}). Hãy kiểm tra lại đường dẫn.")
    except ValueError as problem:
        where = f"dòng {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else "bảng mã"
        complain(f"{file}: không phải JSON UTF-8 đúng ({where}). {remedy}")


def _write(content: bytes, out: Path) -> None:
    try:
        out.write_bytes(content)
    except OSError as problem:
        complain(f"{out}: không ghi được ({reason_of(problem)}).")
    click.echo(f"Đã lập văn bản: {out}")
