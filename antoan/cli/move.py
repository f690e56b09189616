"""`antoan move --to URL`: from the SQLite file to PostgreSQL."""

from __future__ import annotations

import click

from antoan.cli.main import complain


@click.command()
@click.option(
    "--to", "url", required=True, metavar="URL", help="Cơ sở dữ liệu đích, trống: postgresql://người:mật-khẩu@máy/tên"
)
def move(url: str) -> None:
    """Chuyển toàn bộ dữ liệu sang cơ sở dữ liệu khác, kiểm lại số dòng và chuỗi nhật ký."""
    if not url.startswith(("postgresql://", "postgres://")) or not url.partition("://")[2]:
        complain("Địa chỉ đích không đọc được. Dạng đúng: postgresql://người:mật-khẩu@máy:5432/tên")
    from antoan.cli.setup import django

    django()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connections

    from antoan.core.moving import move as carry
    from antoan.core.refusals import Refusal
    from antoan.settings import database

    try:
        connections.databases["target"] = {**connections.databases["default"], "OPTIONS": {}, **database(url)}
        moved = list(carry())
    except (ValueError, KeyError, ImproperlyConfigured):
        complain("Địa chỉ đích không đọc được. Dạng đúng: postgresql://người:mật-khẩu@máy:5432/tên")
    except DatabaseError as problem:
        complain(f"Không ghi được vào cơ sở dữ liệu đích: {str(problem).strip().splitlines()[0]}")
    except Refusal as refusal:
        complain(str(refusal))
    click.echo(
        f"Đã chuyển {sum(row.rows for row in moved)} dòng của {len(moved)} bảng; số dòng khớp, chuỗi nhật ký nguyên vẹn."
    )
    click.echo("Từ nay hãy đặt DATABASE_URL tới cơ sở dữ liệu mới; thư mục files/ vẫn ở ANTOAN_HOME.")
