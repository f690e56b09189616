"""`antoan keys …`: the keys under which data on identity and health lie in the database."""

import json

import click

from antoan.cli.main import complain


@click.group()
def keys() -> None:
    """Khóa mã hóa dữ liệu định danh và sức khỏe."""


@keys.command()
@click.option("--reseal", is_flag=True, help="Không tạo khóa mới, chỉ mã hóa lại bằng khóa đứng đầu.")
@click.option(
    "--drop-old", is_flag=True, help="Bỏ các khóa cũ sau khi mã hóa lại hết; bản sao lưu cũ sẽ không đọc được."
)
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def rotate(reseal: bool, drop_old: bool, as_json: bool) -> None:
    """Đổi khóa: tạo khóa mới và mã hóa lại mọi dữ liệu; dừng giữa chừng thì chạy lại với --reseal."""
    from antoan.cli.setup import django

    django()
    from antoan.core import sealed
    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor

    try:
        done = list(sealed.rotate(system_actor(), reseal_only=reseal, drop_old=drop_old))
    except Refusal as refusal:
        complain(str(refusal))
    if as_json:
        click.echo(json.dumps([{"table": one.table, "rows": one.rows} for one in done], ensure_ascii=False))
        return
    for one in done:
        click.echo(f"{one.table}: {one.rows} dòng đã mã hóa lại")
    click.echo(f"Xong. Khóa nằm ở {sealed.path()}; hãy sao lưu tệp này riêng với cơ sở dữ liệu.")
