"""`antoan audit …`: is the log whole?"""

import json
import sys

import click


@click.group()
def audit() -> None:
    """Nhật ký: kiểm tra chuỗi sự kiện có bị sửa, bị xóa hay không."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def verify(as_json: bool) -> None:
    """Đi hết chuỗi nhật ký; mã thoát 1 nếu có mắt xích đứt, và nêu mắt xích đầu tiên."""
    from antoan.cli.setup import django

    django()
    from antoan.core import audit as log

    verdict = log.verify()
    if as_json:
        click.echo(json.dumps({"events": verdict.events, "broken_at": verdict.broken_at, "reason": verdict.reason}))
    elif verdict.broken_at is None:
        click.echo(f"Nhật ký nguyên vẹn: {verdict.events} sự kiện.")
    else:
        click.echo(
            f"Nhật ký đứt ở sự kiện số {verdict.broken_at}: {verdict.reason}. Trước đó {verdict.events} sự kiện nguyên vẹn."
        )
    sys.exit(0 if verdict.broken_at is None else 1)
