"""`antoan tick`: what the passing of a day brings; the server runs it by itself."""

from __future__ import annotations

import threading

import click

HOUR = 3600  # seconds


@click.command()
def tick() -> None:
    """Nhắc việc: sắp đến hạn, đến hạn, quá hạn, báo cấp trên. Chạy mỗi ngày; chạy lại không nhắc hai lần."""
    from antoan.cli.setup import django

    django()
    click.echo(f"Đã gửi {run()} lời nhắc.")


def run() -> int:
    from antoan.core.scoping import system_actor
    from antoan.obligations.commands import remind

    return remind(system_actor("clock"))


def keep_ticking() -> None:
    """Run the day's work now and every hour, in the server's own thread; one that fails does not stop the next."""
    from django.db import Error, close_old_connections

    pause = threading.Event()
    while True:
        try:
            run()
        except Error as problem:
            click.echo(f"Nhắc việc chưa chạy được, sẽ thử lại sau một giờ: {problem}", err=True)
        finally:
            close_old_connections()
        pause.wait(HOUR)
