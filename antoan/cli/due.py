"""`antoan due KIND --from DAY`: until when the law wants something done, and why."""

from __future__ import annotations

import json
from datetime import date

import click

from antoan.cli.main import complain
from antoan.cli.units import Day


@click.command()
@click.argument("kind", required=False)
@click.option("--from", "event_on", type=Day(), help="Ngày xảy ra sự kiện.")
@click.option("--with", "given", multiple=True, metavar="K=V", help="Tham số, ví dụ gravity=fatal; ghi được nhiều lần.")
@click.option("--list", "is_list", is_flag=True, help="Liệt kê các loại việc.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def due(kind: str | None, event_on: date | None, given: tuple[str, ...], is_list: bool, as_json: bool) -> None:
    """Tính hạn của loại việc KIND từ một ngày, từng bước có căn cứ."""
    from antoan.law.errors import LawError
    from antoan.obligations import deriving

    if is_list:
        _list(as_json)
        return
    if kind is None or event_on is None:
        complain("Hãy ghi loại việc và ngày: antoan due investigate_accident --from 2024-06-20 --with gravity=fatal")
    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        complain(f"“{wrong[0]}” không phải là tham số. Hãy ghi như --with gravity=fatal")
    try:
        derived = deriving.derive(kind, event_on, **dict(pair.split("=", 1) for pair in given))
    except (deriving.UnknownDuty, deriving.NotADeadline, LawError) as problem:
        complain(problem.message_vi)
    if as_json:
        answer = {
            "kind": kind,
            "due": derived.due.isoformat(),
            "steps": list(derived.steps),
            "citation": derived.citation,
            "mark": derived.mark or None,
            "certain": derived.is_certain,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    click.echo(f"{derived.duty.name}: chậm nhất ngày {derived.due:%d/%m/%Y}")
    for number, step in enumerate(derived.steps, start=1):
        click.echo(f"  {number}. {step}")
    if not derived.is_certain:
        click.echo("  Chưa chắc: thiếu thông báo ngày nghỉ của năm ấy.")


def _list(as_json: bool) -> None:
    from antoan.obligations import deriving

    rows = [
        {
            "kind": duty.code,
            "name": duty.name,
            "event": duty.event,
            "rule": duty.rule,
            "with": {name: list(values) for name, values in duty.parameters.items()},
        }
        for duty in deriving.duties().values()
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for duty in rows:
        known = " ".join(f"--with {name}={'|'.join(values)}" for name, values in duty["with"].items())  # type: ignore[attr-defined]
        click.echo(f"{duty['kind']:<28} {duty['name']}, từ ngày {duty['event']}  {known}".rstrip())


@click.command()
@click.option("--dry-run", is_flag=True, help="Chỉ in ra những gì sẽ đổi, không ghi.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def recompute(dry_run: bool, as_json: bool) -> None:
    """Tính lại hạn của các việc theo luật sau khi luật thay đổi; dừng giữa chừng thì chạy lại sẽ làm tiếp."""
    from antoan.cli.setup import django

    django()
    from antoan.core.scoping import system_actor
    from antoan.obligations import commands

    count = 0
    rows = []
    for moved in commands.recompute(system_actor(), dry_run=dry_run):
        count += 1
        after = moved.after.isoformat() if moved.after else None
        before = moved.before.isoformat() if moved.before else None
        rows.append(
            {
                "duty": moved.obligation,
                "title": moved.title,
                "unit": moved.unit,
                "before": before,
                "after": after,
                "why": moved.why,
            }
        )
        if not as_json:
            shown = (
                f"{moved.before:%d/%m/%Y} → {moved.after:%d/%m/%Y}" if moved.before and moved.after else "giữ nguyên"
            )
            click.echo(f"{moved.unit} · {moved.title}: {shown} ({moved.why})")
    if as_json:
        click.echo(json.dumps({"dry_run": dry_run, "moved": rows}, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{'Sẽ đổi' if dry_run else 'Đã đổi'} hạn của {count} việc.")
