"""`antoan documents …`: papers in the official forms."""

from __future__ import annotations

import json
from pathlib import Path

import click

from antoan.cli.main import complain


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

    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        complain(f"Không mở được {file} ({problem.strerror}). Hãy kiểm tra lại đường dẫn.")
    except ValueError as problem:
        where = f"dòng {problem.lineno}" if isinstance(problem, json.JSONDecodeError) else "bảng mã"
        complain(f"{file}: không phải JSON UTF-8 đúng ({where}). Hãy tạo lại bằng: antoan plan parse TỆP --json")
    try:
        paper = paper_of(data, form)  # type: ignore[arg-type]
    except NotAPaper as problem:
        complain(f"{file}: {problem} Hãy tạo lại bằng: antoan plan parse TỆP --json")
    content = render_pdf(paper) if kind == "pdf" else render_docx(paper)
    try:
        out.write_bytes(content)
    except OSError as problem:
        complain(f"{out}: không ghi được ({problem.strerror}).")
    click.echo(f"Đã lập văn bản: {out}")
