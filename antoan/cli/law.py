"""`antoan law …`: check the packs, list the keys, look a value up, tell what changed between two days."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from antoan.cli.main import complain

if TYPE_CHECKING:
    from antoan.law.rules import Provision


@click.group()
def law() -> None:
    """Quy định: kiểm tra, tra cứu giá trị theo ngày, xem điều thay đổi."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        complain(f"“{text}” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2025-07-01.")


@law.command()
def check() -> None:
    """Đọc mọi quy định, kể cả trong thư mục law của ANTOAN_HOME, và thử mọi ví dụ; mã thoát 1 nếu có lỗi."""
    from antoan.law import cases, pack
    from antoan.law.errors import WrongPack
    from antoan.law.loading import load

    try:
        held = load(pack.SHIPPED, pack.own_folder())
        faults = tuple(sorted(cases.failing(held)))
    except WrongPack as wrong:
        faults = wrong.faults
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        click.echo(f"{len(faults)} lỗi.", err=True)
        sys.exit(1)
    values, examples = sum(1 for _ in held.provisions()), sum(len(rule.cases) for rule in held.rules.values())
    click.echo(
        f"Quy định đọc được cả: {len(held.rules)} khóa, {values} giá trị, {len(held.instruments)} văn bản, "
        f"{len(held.questions)} câu hỏi mở; {examples} ví dụ đều đúng."
    )


@law.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON: danh sách các khóa.")
def keys(as_json: bool) -> None:
    """Liệt kê các khóa."""
    held = _pack()
    if as_json:
        click.echo(json.dumps(sorted(held.rules), ensure_ascii=False, indent=1))
        return
    width = max(map(len, held.rules))
    for key in sorted(held.rules):
        rule = held.rules[key]
        given = f" ({', '.join(rule.by)})" if rule.by else ""
        click.echo(f"{key:<{width}}  {rule.name}{given}")


@law.command()
@click.argument("key")
@click.option("--on", "day", help="Ngày, ví dụ 2025-07-01; mặc định hôm nay.")
@click.option("--with", "given", multiple=True, metavar="TÊN=GIÁ_TRỊ", help="Chỉ một trường hợp: gravity=fatal.")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def show(key: str, day: str | None, given: tuple[str, ...], as_json: bool) -> None:
    """Giá trị của KEY vào một ngày, với đơn vị, hiệu lực và căn cứ."""
    from antoan.law.errors import LawError, NotInForce
    from antoan.law.pack import InForce

    held, on = _pack(), _day(day) if day else today_in_vietnam()
    that_day = InForce(held, on)
    try:
        if given:
            found = _one(that_day, key, dict(_pair(text) for text in given))
        else:
            found = that_day.all(key)
            if not found:
                starts = [each.valid_from for each in held.history(key)]
                ends = [each.valid_to for each in held.history(key)]
                last = None if None in ends else max(filter(None, ends))
                raise NotInForce(key, on, first=min(starts), last=last)
    except LawError as problem:
        complain(problem.message_vi)
    rule = held.rules[key]
    compared = _compared(key, found)
    if as_json:
        rows = [_row(each, compared.get(each)) for each in found]
        click.echo(json.dumps(rows if rule.by and not given else rows[0], ensure_ascii=False, indent=1))
        return
    click.echo(f"{rule.name} ({key}), ngày {on:%d/%m/%Y}")
    for each in found:
        click.echo(_line(each, mark="" if each in compared else each.mark))
    for question in {each.question.code: each.question for each in found if each.question}.values():
        click.echo(f"  {question.code}: {question.sentence}")


def _one(that_day: Any, key: str, given: dict[str, str]) -> list[Provision]:
    """The entry of one variant; an open one too, which says what is open."""
    from antoan.law.errors import OpenQuestion

    try:
        return [that_day.get(key, **given)]
    except OpenQuestion:
        return [each for each in that_day.all(key) if each.with_ == given]


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    if not (name and value):
        complain(f"“{text}”: hãy ghi --with tên=giá_trị, ví dụ --with gravity=fatal")
    return name, value


def _compared(key: str, entries: list[Provision]) -> dict[Provision, dict[str, Any]]:
    """Which entries an officer of this installation has compared with the official text, with what the JSON then says.

    Asked only where a mark stands and the installation has a database; whoever only reads the packs needs none.
    """
    import os

    from antoan.home import home

    if not any(each.mark for each in entries):
        return {}
    if not (os.environ.get("DATABASE_URL") or (home() / "antoan.sqlite3").exists()):
        return {}
    from antoan.cli.setup import django

    django(migrate=False)
    from django.db import DatabaseError

    from antoan.law.queries import Register

    try:
        register = Register(key)
    except DatabaseError:  # made by an older version, or not reachable: the packs answer all the same
        return {}
    found = {each: row for each in entries if each.mark and (row := register.of(each))}
    return {
        each: {"verified_on": row.compared_on.isoformat(), "verified_by": str(row.by or row.unit), "gazette": row.gazette}
        for each, row in found.items()
    }  # fmt: skip


def _row(entry: Provision, compared: dict[str, Any] | None) -> dict[str, Any]:
    row = entry.as_json()
    if compared:
        row.pop("mark")
        row |= compared
    return row


def _line(entry: Provision, *, mark: str) -> str:
    from antoan.law import words

    until = f" đến ngày {entry.last_day:%d/%m/%Y}" if entry.last_day else ""
    source = [str(entry.citation)] if entry.citation.document else []
    told = [f"từ ngày {entry.valid_from:%d/%m/%Y}{until}", *source, *filter(None, [mark])]
    name = f"{entry.variant_name}: " if entry.variant else ""
    return f"  {name}{words.sentence(entry)} ({'; '.join(told)})"


@law.command()
@click.argument("first", metavar="NGÀY_1")
@click.argument("second", metavar="NGÀY_2")
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def diff(first: str, second: str, as_json: bool) -> None:
    """Điều gì khác đi từ NGÀY_1 đến NGÀY_2: ai có thẩm quyền, thời hạn, mẫu, mức tiền, văn bản."""
    days = _day(first), _day(second)
    if days[0] > days[1]:
        complain(f"Ngày {first} sau ngày {second}. Hãy ghi ngày trước rồi đến ngày sau.")
    from antoan.cli.setup import django

    django(migrate=False)
    from antoan.law import queries

    groups, documents = queries.changes(*days), queries.instrument_changes(*days)
    if as_json:
        rows = [_change(group.name, change) for group in groups for _, held in group.rules for change in held]
        rows += [
            {"group": "Văn bản", "instrument": each.instrument.name, "on": each.on.isoformat(), "says": each.sentence}
            for each in documents
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for group in groups:
        told = (f"{_subject(change)}: {change.sentence}" for _, held in group.rules for change in held)
        _section(group.name, told)
    _section("Văn bản", (f"{each.instrument.name}: {each.sentence}" for each in documents))
    if not groups and not documents:
        click.echo(f"Không có gì khác giữa ngày {days[0]:%d/%m/%Y} và ngày {days[1]:%d/%m/%Y}.")


def _section(name: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        click.echo(f"{name}\n" + "\n".join(f"  - {line}." for line in lines) + "\n")


def _subject(change: Any) -> str:
    return f"{change.rule.name} ({'; '.join(change.variants)})" if change.variants else change.rule.name


def _change(group: str, change: Any) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "group": group,
        "key": change.rule.key,
        "variants": list(change.variants),
        "on": change.on.isoformat(),
        "before": before.as_json() if before else None,
        "after": after.as_json() if after else None,
        "says": f"{_subject(change)}: {change.sentence}",
    }


def _pack() -> Any:
    """The law that decides; texts of the home with faults are left out, and it says so."""
    from antoan.law import pack

    held = pack.current()
    if held.faults:
        click.echo(
            f"Quy định riêng của đơn vị có {len(held.faults)} lỗi nên không áp dụng; xem: antoan law check", err=True
        )
    return held


def today_in_vietnam() -> date:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
