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


@click.command()
@click.option("--once", is_flag=True, help="Làm hết những gì đang chờ rồi thôi.")
def work(once: bool) -> None:
    """Làm việc chờ (gửi thư …) trong một tiến trình riêng; antoan serve tự làm việc này."""
    from antoan.cli.setup import django

    django()
    from antoan.core import jobs

    if once:
        jobs.run_waiting()
    else:
        jobs.keep_working()


def run() -> int:
    """The day's reminders in the product, and the morning mails queued. The number of new reminders."""
    from antoan.accidents.commands import erase_old_drafts
    from antoan.core.scoping import system_actor
    from antoan.obligations.commands import queue_digests, remind

    clock = system_actor("clock")
    said = remind(clock)
    queue_digests(clock)
    erase_old_drafts(clock)
    return said


def keep_ticking() -> None:
    """Run the day's work now and every hour, in the server's own thread; one that fails does not stop the next."""
    from django.db import Error, close_old_connections

    from antoan.core.refusals import Refusal

    pause = threading.Event()
    while True:
        try:
            run()
        except (Error, Refusal) as problem:
            click.echo(f"Nhắc việc chưa chạy được, sẽ thử lại sau một giờ: {problem}", err=True)
        finally:
            close_old_connections()
        pause.wait(HOUR)
