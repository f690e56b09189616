"""`antoan serve`: the product on this machine. What it shows a newcomer is told in demo.py."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from antoan.cli.main import complain, reason_of

if TYPE_CHECKING:
    from antoan.units.models import Unit


PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}


@click.command()
@click.argument("plan_file", type=click.Path(path_type=Path), required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng trên 127.0.0.1.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ để nghe.")
@click.option("--empty", is_flag=True, help="Không nạp dữ liệu mẫu.")
@click.option("--reset", is_flag=True, help="Xóa dữ liệu cũ rồi bắt đầu lại (hỏi trước).")
@click.option("--yes", is_flag=True, help="Đồng ý trước với --reset.")
def serve(plan_file: Path | None, port: int, host: str, empty: bool, reset: bool, yes: bool) -> None:
    """Mở trang web; Ctrl-C để dừng. Có PLAN_FILE thì đưa kế hoạch đó vào và mở trang duyệt đề xuất."""
    from antoan.home import home

    if plan_file is not None and not plan_file.is_file():
        complain(f"{plan_file}: không có tệp này. Hãy kiểm tra lại đường dẫn.")
    _claim_home(home())
    _check_port(host, port)
    if reset:
        _reset(home(), yes)
    address = f"http://{host}:{port}"
    os.environ.setdefault("ANTOAN_LISTENS", address)
    os.environ.setdefault("ANTOAN_HOSTS", ",".join({"127.0.0.1", "localhost", "[::1]", host}))

    from antoan.cli.setup import django

    django()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    if empty:
        _warn_of_demo(is_alone=plan_file is None)
    else:
        from antoan.cli import demo
        from antoan.plans.demo.accounts import introduction

        demo.tell()
        click.echo(introduction())
    opening = address
    if plan_file is not None:
        opening = address + _take_in(plan_file)
    click.echo(f"\nAn Toàn đang chạy tại {opening}  (Ctrl-C để dừng)")
    sys.stdout.flush()
    _serve(host, port)


def _claim_home(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        complain(
            f"Không ghi được vào thư mục dữ liệu {folder} ({reason_of(problem)}). Hãy đặt ANTOAN_HOME tới thư mục ghi được."
        )


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            complain(
                f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: ./run --port {port + 1 if port < 65535 else 8000}"
            )


def _reset(folder: Path, yes: bool) -> None:
    if os.environ.get("DATABASE_URL"):
        complain("--reset chỉ xóa được dữ liệu SQLite trong ANTOAN_HOME; với PostgreSQL hãy tự tạo lại cơ sở dữ liệu.")
    if not yes:
        if not sys.stdin.isatty():
            complain("--reset xóa toàn bộ dữ liệu. Không có người trả lời ở đây; nếu chắc chắn, hãy thêm --yes.")
        if not click.confirm(f"Xóa toàn bộ dữ liệu trong {folder}?", default=False):
            complain("Đã giữ nguyên dữ liệu.")
    for name in ("antoan.sqlite3", "antoan.sqlite3-wal", "antoan.sqlite3-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "files", ignore_errors=True)


def _take_in(file: Path) -> str:
    """Take a plan in and return the address of its proposals."""
    from django.urls import reverse

    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor
    from antoan.documents.ingestion import understand_file
    from antoan.plans import commands, queries
    from antoan.plans.refusals import IssuerUnknown

    try:
        understood = understand_file(file)
        header = understood.parsed.header
        try:
            unit = queries.issuer_of(header)
        except IssuerUnknown:  # a newcomer tries a plan of his own
            header.issuer = header.issuer or "Đơn vị của tôi"
            unit = commands.register_issuer(system_actor(), header=header)
        plan = commands.bring_in(system_actor(), unit=unit, understood=understood)
    except Refusal as refusal:
        complain(str(refusal))
    except OSError as problem:
        complain(f"Không mở được {file} ({reason_of(problem)}). Hãy kiểm tra quyền đọc tệp.")
    _let_in(unit)
    return reverse("plans:review", args=[plan.pk])


def _warn_of_demo(*, is_alone: bool) -> None:
    """The demonstration's passwords are public: who asks for an empty start should not keep them unawares."""
    from antoan.accounts.models import User
    from antoan.plans.demo.accounts import PEOPLE

    if User.objects.filter(username=PEOPLE[0].username).exists():
        click.echo(
            "Thư mục này đã có dữ liệu mẫu, mật khẩu mẫu ai cũng biết. Để bắt đầu trống: --empty --reset, hoặc ANTOAN_HOME khác."
        )
    elif is_alone and not User.objects.exists():
        click.echo(
            "Chưa có người dùng nào. Tạo người quản trị đầu tiên: antoan user add TÊN --name 'Họ tên' --unit 'Tên đơn vị'"
        )


def _let_in(unit: Unit) -> None:
    """See to it that somebody can open the plan: where nobody works in its unit yet, the account “toi” does."""
    import secrets

    from django.utils import timezone

    from antoan.accounts.commands import grant_membership
    from antoan.accounts.models import Membership, Role, User
    from antoan.core.scoping import system_actor
    from antoan.plans.demo.accounts import PASSWORD, PEOPLE

    if Membership.objects.on(timezone.localdate()).filter(unit=unit, role=Role.OFFICE).exists():
        return
    person = User.objects.filter(username="toi").first()
    if person is None:
        is_demo = User.objects.filter(username=PEOPLE[0].username).exists()
        password = PASSWORD if is_demo else secrets.token_urlsafe(9)
        person = User.objects.create_user(username="toi", password=password, full_name="Tôi")
        click.echo(
            f"\nTài khoản của bạn ở {unit}: toi, mật khẩu {password} (đổi họ tên ở góc trên bên phải, trang Tài khoản)"
        )
    else:
        click.echo(f"\nTài khoản “toi” nay cũng làm việc ở {unit}.")
    for role in (Role.OFFICE, Role.LEADER, Role.ADMIN):
        grant_membership(system_actor(), user=person, unit=unit, role=role)


def _serve(host: str, port: int) -> None:
    import waitress
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import timezone

    from antoan import law
    from antoan.cli.tick import keep_ticking
    from antoan.core.jobs import keep_working
    from antoan.wsgi import application

    # All rooms' pages and the law, which the first page would load otherwise. What was loaded stays until the end: the
    # collector need not look through it in the midst of a page.
    get_resolver().check()
    law.on(timezone.localdate())
    gc.collect()
    gc.freeze()
    threading.Thread(target=keep_ticking, daemon=True, name="clock").start()
    threading.Thread(target=keep_working, daemon=True, name="worker").start()
    try:
        waitress.serve(
            application, host=host, port=port, threads=4, ident=None, clear_untrusted_proxy_headers=True,
            # Behind a web server of this machine it alone says who asks and how; from anybody else these words are dropped.
            **(PROXY if settings.BEHIND_HTTPS else {}),
        )  # fmt: skip
    except KeyboardInterrupt:
        click.echo("\nĐã dừng.")
