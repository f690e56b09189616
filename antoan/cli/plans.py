"""`antoan plan …`: read a plan, take it in, list plans, make the review report."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from antoan.cli.main import complain, reason_of

FILE = click.Path(path_type=Path)
KINDS = ["pdf", "docx", "json"]


@click.group()
def plan() -> None:
    """Kế hoạch: đọc, đưa vào, liệt kê, lập báo cáo."""


@contextmanager
def _opening(file: Path) -> Iterator[None]:
    """A file that cannot be opened or understood ends the command with its line and exit code 2."""
    from antoan.documents.reading import Unreadable

    try:
        yield
    except Unreadable as problem:
        complain(problem.message)
    except IsADirectoryError:
        complain(f"{file} là thư mục, không phải tệp. Hãy chỉ ra một tệp kế hoạch.")
    except FileNotFoundError:
        complain(f"Không có tệp {file}. Hãy kiểm tra lại đường dẫn.")
    except OSError as problem:
        complain(f"Không mở được {file} ({reason_of(problem)}). Hãy kiểm tra quyền đọc tệp.")


@plan.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="In JSON để máy đọc.")
@click.option("--encoding", help="Bảng mã, nếu nhận diện sai: utf-8, utf-16-le, windows-1258, tcvn3, vni.")
def parse(file: Path, as_json: bool, encoding: str | None) -> None:
    """Đọc thử FILE và in phần đầu, các mục, nhiệm vụ và chỉ tiêu đọc được. Không ghi gì."""
    from antoan.documents import reading
    from antoan.documents.parsing import parse as parse_text
    from antoan.plans import proposing

    with _opening(file):
        parsed = parse_text(reading.read_file(file, encoding=encoding))
    if not parsed.read.text.strip():
        complain(f"{file.name}: tệp không có chữ nào. Hãy mở tệp kiểm tra rồi gửi lại bản có nội dung.")
    proposals = proposing.propose(parsed)
    # A decree or a report may ask nothing of anybody; a plan, or what has no shape at all, may not.
    is_plan = "kế hoạch" in (parsed.header.kind or "").casefold() or not parsed.provisions
    if not proposals.tasks and is_plan:
        complain(
            f"{file.name}: không thấy nhiệm vụ nào. Hãy kiểm tra bảng mã (--encoding) và các câu giao việc, hoặc gửi bản Word."
        )
    if as_json:
        click.echo(json.dumps(proposing.as_json(parsed, proposals), ensure_ascii=False, indent=1))
    else:
        click.echo(_summary(parsed, proposals))
    for warning in [*parsed.warnings, *proposals.warnings]:
        click.echo(f"Lưu ý: {warning}", err=True)


def _summary(parsed: Any, proposals: Any) -> str:
    from antoan.plans.proposing.dues import CYCLE_NAMES

    header = parsed.header
    lines = [
        f"{header.kind or 'Văn bản'} {f'số {header.number} ' if header.number else 'chưa có số '}{header.symbol or ''}".strip(),
        header.title or "(không đọc được trích yếu)",
        f"Ban hành: {header.issuer or '(không rõ)'} · {len(proposals.tasks)} nhiệm vụ, {len(proposals.targets)} chỉ tiêu",
        "",
    ]
    for task in proposals.tasks:
        said = task.when or CYCLE_NAMES.get(task.recurrence, "không nêu hạn")
        when = "/".join(reversed(task.due.split("-"))) if task.due else said
        lines.append(f"[{task.path}] {', '.join(task.lead) or 'chưa rõ cơ quan'} · {when} · {task.confidence:.0%}")
        lines.append(f"    {task.text}")
    lines += [f"[{target.path}] chỉ tiêu: {target.text}" for target in proposals.targets]
    return "\n".join(lines)


@plan.command("import")
@click.argument("file", type=FILE)
@click.option("--unit", "unit_name", help="Đơn vị ban hành; mặc định đọc từ văn bản.")
@click.option("--encoding", help="Bảng mã, nếu nhận diện sai.")
@click.option("--confirm-all", is_flag=True, help="Nhận các đề xuất đã rõ và giao cho các đơn vị đã nhận ra.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def import_plan(file: Path, unit_name: str | None, encoding: str | None, confirm_all: bool, as_json: bool) -> None:
    """Đưa kế hoạch FILE vào hệ thống. Cùng một tệp đưa hai lần vẫn là một kế hoạch.

    Không có --unit thì đơn vị ban hành được đọc từ phần đầu văn bản; đơn vị chưa có được thêm vào danh mục.
    Với --confirm-all, nhiệm vụ có ngày không có trong lịch hoặc có cơ quan chủ trì chưa có trong danh mục không được
    nhận: từng nhiệm vụ được nêu ra, kế hoạch chờ duyệt tiếp và mã thoát là 1.
    """
    with _ready(file.name), _opening(file):
        from django.db import transaction

        from antoan.core.scoping import system_actor
        from antoan.documents.ingestion import understand_file
        from antoan.documents.tree import Header
        from antoan.plans import commands, proposing, queries
        from antoan.plans.models import Plan
        from antoan.plans.refusals import IssuerUnknown, NoSuchDay, NoTasksFound
        from antoan.units.models import Unit

        actor = system_actor()

        def issuer(header: Header) -> tuple[Unit, bool]:
            try:
                return queries.issuer_of(header), False
            except IssuerUnknown:
                return commands.register_issuer(actor, header=header), True

        understood = understand_file(file, encoding=encoding)
        header = understood.parsed.header
        proposals = proposing.propose(understood.parsed)
        if not proposals.tasks:
            raise NoTasksFound(name=file.name)
        if header.impossible_day:
            raise NoSuchDay(name=file.name, said=header.impossible_day)
        left: list[str] = []
        with transaction.atomic():
            unit, is_new = (
                (queries.unit_named(unit_name, on=queries.day_of(header)), False) if unit_name else issuer(header)
            )
            had = Plan.objects.count()
            plan = commands.bring_in(actor, unit=unit, understood=understood)
            if confirm_all and plan.status == Plan.Status.REVIEWING:
                if Plan.objects.count() == had:  # units may have been added since it was brought in
                    commands.name_bodies(actor, plan=plan, known={}, new={})
                # A register that begins with this very paper cannot tell a known body from an unknown one.
                commands.accept_all(actor, plan=plan, needs_known_lead=not is_new)
                commands.assign_to_matched(actor, plan=plan)
                left = queries.left_to_a_person(plan)
                if not left and plan.tasks.filter(assignments__isnull=False).exists():
                    plan = commands.issue_plan(actor, plan=plan, despite=True)
        if is_new:
            click.echo(f"Đã thêm “{unit}” vào danh mục đơn vị.", err=True)
        for warning in [*understood.parsed.warnings, *proposals.warnings]:
            click.echo(f"Lưu ý: {warning}", err=True)
        for twin in queries.twins_of(plan):
            click.echo(f"Lưu ý: {unit} đã có kế hoạch cùng số {plan.reference} ở đây: kế hoạch số {twin.pk}.", err=True)
        for line in left:
            click.echo(f"Chưa nhận {line}", err=True)
        if Plan.objects.count() == had:
            click.echo(f"Tệp này đã được đưa vào trước đây, là kế hoạch số {plan.pk}.", err=True)
        if waiting := plan.tasks.filter(assignments__isnull=True).count() if confirm_all else 0:
            held = "" if plan.status == Plan.Status.IN_FORCE else ", nên kế hoạch chưa được đưa vào thực hiện"
            click.echo(
                f"{waiting} nhiệm vụ chưa giao vì chưa rõ cơ quan{held}: giao ở trang kế hoạch, hoặc thêm đơn vị bằng antoan units add.",
                err=True,
            )
        tasks = plan.tasks.count() + plan.proposals.filter(kind="task", state="pending").count()
        if as_json:
            click.echo(json.dumps({"id": plan.pk, "tasks": tasks, "status": plan.status}, ensure_ascii=False))
        else:
            click.echo(f"Kế hoạch số {plan.pk} của {unit}: {tasks} nhiệm vụ, {plan.get_status_display()}.")
            if plan.status == Plan.Status.REVIEWING and (unclear := len(queries.unclear_names(plan))):
                click.echo(f"{unclear} tên cơ quan chưa nhận ra: cho biết tại trang duyệt đề xuất.")
        if left:
            sys.exit(1)


@plan.command("list")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def list_plans(as_json: bool) -> None:
    """Liệt kê các kế hoạch với số nhiệm vụ đã xong và quá hạn."""
    with _ready():
        from antoan.core.scoping import system_actor
        from antoan.plans import queries

        rows = [
            {
                "id": plan.pk,
                "number": plan.number or None,
                "symbol": plan.symbol or None,
                "title": plan.title,
                "reference": plan.reference or None,
                "unit": str(plan.unit),
                "status": plan.status,
                "tasks": plan.task_count,
                "done": plan.done_count,
                "overdue": plan.overdue_count,
            }
            for plan in queries.plan_rows(system_actor())
        ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(
            f"{row['id']:>4}  {row['unit']} · {row['reference'] or 'chưa có số'}: {row['tasks']} nhiệm vụ, "
            f"{row['done']} xong, {row['overdue']} quá hạn\n      {row['title']}"
        )
    if not rows:
        click.echo("Chưa có kế hoạch nào. Đưa kế hoạch vào: antoan plan import FILE")


@plan.command()
@click.argument("plan_id", type=int, metavar="ID")
@click.option(
    "--period", "term", required=True, help="Kỳ: 2024, 2024-H1, 2024-Q3, 2024-06 hoặc 2024-01-01..2024-06-30."
)
@click.option("--format", "kind", type=click.Choice(KINDS), help="Dạng tệp; mặc định theo đuôi tệp ra, hoặc pdf.")
@click.option("--out", type=FILE, help="Tệp ra; không có thì in ra màn hình (json).")
@click.option("--unit", "unit_name", help="Đơn vị báo cáo; mặc định là đơn vị ban hành kế hoạch.")
def report(plan_id: int, term: str, kind: str | None, out: Path | None, unit_name: str | None) -> None:
    """Lập báo cáo sơ kết, tổng kết của kế hoạch ID cho một kỳ."""
    ending = out.suffix.lstrip(".").lower() if out else ""
    kind = kind or (ending if ending in KINDS else "pdf")
    if out is None and kind != "json":
        complain("Hãy chỉ tệp ra bằng --out, ví dụ: --out bao-cao.pdf")
    with _ready():
        from antoan.core.scoping import system_actor
        from antoan.plans import queries, review

        plan = queries.plan_or_none(plan_id)
        if plan is None:
            complain(f"Không có kế hoạch số {plan_id}. Xem danh sách: antoan plan list")
        unit = queries.unit_named(unit_name, on=plan.starts_on) if unit_name else plan.unit
        built = review.build(system_actor(), plan=plan, unit=unit, term=term)
        content = review.render(built, kind)
    if out is None:
        sys.stdout.write(content.decode())
        return
    try:
        out.write_bytes(content)
    except OSError as problem:
        complain(f"{out}: không ghi được ({reason_of(problem)}).")
    click.echo(f"Đã lập báo cáo: {out}")


class _ready:
    """Django made ready; a refusal inside ends the command with its line, naming the file, and exit code 2."""

    def __init__(self, file: str = "") -> None:
        self.file = file

    def __enter__(self) -> None:
        from antoan.cli.setup import django

        django()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        from antoan.core.refusals import Refusal

        if isinstance(error, Refusal):
            said = str(error)
            complain(said if self.file in said else f"{self.file}: {said}")
