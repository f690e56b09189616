"""`antoan accidents …`: the register, the statutory forms, and what is owed for an injury, step by step."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from antoan.cli.main import complain
from antoan.cli.units import Day


@click.group()
def accidents() -> None:
    """Tai nạn lao động: sổ, biểu mẫu, bồi thường và trợ cấp."""


@accidents.command()
@click.argument("case", required=False)
@click.option("--wage", help="Tiền lương tháng làm căn cứ: 7500000, 7.500.000 hoặc 7,5tr.")
@click.option("--loss", help="Mức suy giảm khả năng lao động, phần trăm.")
@click.option("--years", type=int, default=0, show_default=True, help="Số năm đã đóng bảo hiểm, năm đủ 12 tháng.")
@click.option("--months", type=int, default=0, help="Số tháng đóng còn lẻ (0 đến 11).")
@click.option("--on", "on", type=Day(), help="Ngày xảy ra tai nạn.")
@click.option(
    "--entitled-on", type=Day(), help="Ngày phát sinh quyền hưởng (giám định, chết); mặc định là ngày tai nạn."
)
@click.option("--contribution-wage", help="Tiền lương đóng bảo hiểm của tháng liền kề; mặc định như --wage.")
@click.option(
    "--fault",
    type=click.Choice(["other", "own"]),
    default="other",
    show_default=True,
    help="own: hoàn toàn do lỗi của chính người lao động.",
)
@click.option("--death", "is_death", is_flag=True, help="Người bị nạn đã chết.")
@click.option("--on-the-way", "is_on_the_way", is_flag=True, help="Trên đường đi và về.")
@click.option("--disease", "is_disease", is_flag=True, help="Bệnh nghề nghiệp.")
@click.option("--uninsured", is_flag=True, help="Người sử dụng lao động không đóng bảo hiểm tai nạn lao động.")
@click.option(
    "--attendance", "needs_attendance", is_flag=True, help="Liệt cột sống, mù hai mắt, cụt hoặc liệt hai chi, tâm thần."
)
@click.option("--treatment-months", help="Số tháng điều trị, phục hồi chức năng.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def benefit(
    case: str | None, wage: str | None, loss: str | None, on: date | None, contribution_wage: str | None, uninsured: bool,
    treatment_months: str | None, as_json: bool, **given: Any,
) -> None:  # fmt: skip
    """Tính bồi thường, trợ cấp, mỗi bước kèm căn cứ; CASE là mã vụ đã có trong sổ."""
    from antoan.accidents.benefits import Facts, WrongFacts, reckon
    from antoan.law.errors import LawError

    if case:
        _benefits_of_case(case, as_json)
        return
    if wage is None or on is None:
        complain(
            "Thiếu tiền lương hoặc ngày: antoan accidents benefit --wage 7500000 --loss 31 --years 3 --on 2025-01-05"
        )
    try:
        facts = Facts(
            wage=_money("--wage", wage), loss=None if loss is None else _percent(loss), on=on, is_insured=not uninsured,
            contribution_wage=None if contribution_wage is None else _money("--contribution-wage", contribution_wage),
            treatment_months=None if treatment_months is None else _number("--treatment-months", treatment_months), **given,
        )  # fmt: skip
        found = reckon(facts)
    except WrongFacts as problem:
        complain(problem.message_vi)
    except LawError as problem:
        complain(problem.message_vi)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(found)


def _money(option: str, text: str) -> int:
    from antoan.accidents.benefits import money_of

    try:
        return money_of(text)
    except ValueError:
        complain(f"{option}: “{text}” không phải là số tiền. Hãy ghi như 7500000, 7.500.000 hoặc 7,5tr.")


def _number(option: str, text: str) -> Decimal:
    with suppress(ArithmeticError):
        number = Decimal(text.strip().replace(",", "."))
        if number.is_finite():
            return number
    return complain(f"{option}: “{text}” không phải là số. Hãy ghi như 2 hoặc 2,5.")


def _percent(text: str) -> int:
    number = _number("--loss", text.strip().removesuffix("%"))
    if number != number.to_integral_value():
        complain(f"--loss: “{text}” không phải là số nguyên. Kết luận giám định ghi số nguyên phần trăm, ví dụ 31.")
    return int(number)


def _print(found: Any) -> None:
    from antoan.accidents.benefits import spoken

    facts = found.facts
    click.echo(f"Lương cơ sở {spoken(found.base_wage)} đồng/tháng ({found.base_wage_citation})")
    for number, step in enumerate(found.steps, start=1):
        mark = f" ({step.mark})" if step.mark else ""
        click.echo(f"  {number}. {step.name}: {step.formula}. Căn cứ: {step.citation}{mark}")
    click.echo(f"Người sử dụng lao động trả ít nhất {spoken(found.total('employer'))} đồng.")
    if monthly := found.total("employer", monthly=True):
        click.echo(f"Người sử dụng lao động trả thay quỹ {spoken(monthly)} đồng/tháng.")
    if facts.is_insured:
        monthly = found.total("fund", monthly=True)
        said = f"{spoken(monthly)} đồng/tháng" if monthly else f"{spoken(found.total('fund'))} đồng một lần"
        click.echo(f"Quỹ bảo hiểm tai nạn lao động trả {said}.")


def _benefits_of_case(code: str, as_json: bool) -> None:
    """What is owed to each hurt person of a case, from what is known of them."""
    from antoan.cli.setup import django

    django()
    from antoan.accidents.owed import benefits_of

    rows = benefits_of(_case(code))
    if as_json:
        shown = [
            {"person": row.person.masked_name, "missing": row.missing}
            | ({"benefit": row.benefit.as_json()} if row.benefit else {})
            for row in rows
        ]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row.person.masked_name}:")
        if row.benefit:
            _print(row.benefit)
        else:
            click.echo(f"  Chưa tính được, còn thiếu: {', '.join(row.missing)}.")


def _case(code: str) -> Any:
    from antoan.accidents import queries
    from antoan.core.scoping import system_actor

    found = queries.named(system_actor(), code)
    if found is None:
        complain(f"CASE: không có vụ “{code}”. Hãy xem mã vụ bằng antoan accidents list.")
    return found


@accidents.command("list")
@click.option("--year", type=int, help="Chỉ các vụ xảy ra trong năm này.")
@click.option("--pick", type=click.Choice(["chet", "moi", "dieu-tra", "su-co", "khong"]), help="Chỉ loại vụ này.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def list_cases(year: int | None, pick: str | None, as_json: bool) -> None:
    """Liệt kê các vụ tai nạn, sự cố, mới nhất trước."""
    from antoan.cli.setup import django

    django()
    from antoan.accidents import queries
    from antoan.core.scoping import system_actor

    rows = queries.rows_of(queries.register_rows(system_actor(), year=year, picked=pick or ""))
    if as_json:
        click.echo(json.dumps([queries.as_json(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row.accident.code}  {row.accident.occurred_on:%d/%m/%Y}  {row.accident.unit}: {row.sentence}")
    if not rows:
        click.echo("Chưa có vụ nào trong sổ.")


@accidents.command("form")
@click.argument("case")
@click.option("--kind", required=True, help="declaration, quick_report, team_decision, minutes, announcement.")
@click.option("--format", "form", type=click.Choice(["pdf", "docx"]), default="pdf", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Tệp kết quả.")
def fill(case: str, kind: str, form: str, out: Path) -> None:
    """Điền biểu mẫu của luật từ vụ CASE; chỗ chưa biết để dấu chấm."""
    from antoan.cli.setup import django

    django()
    from antoan.accidents import papers
    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor

    found = _case(case)
    try:
        missing = papers.filled_form(found, kind).missing
        content = papers.fill_form(system_actor(), accident=found, kind=kind, format=form)
    except Refusal as refusal:
        complain(f"--kind: {refusal}")
    out.write_bytes(content)
    left = f"; còn để trống {len(missing)} mục: {', '.join(missing)}" if missing else ""
    click.echo(f"Đã ghi {out} ({papers.KINDS[kind].name}){left}.")
