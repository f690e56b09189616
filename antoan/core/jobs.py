"""Work that waits for nobody: queued in the same transaction as the deed that wants it, done by a worker.

A job is a function marked with `job`; `run_waiting` does what is queued, in the server's own thread (`antoan serve`) or in
a process of its own (`antoan work`). A job may run twice after a crash, so it must be safe to repeat.
"""

from __future__ import annotations

import logging
import threading

from django.db import Error, close_old_connections
from django_tasks import task as job
from django_tasks import task_backends
from django_tasks_db.backend import DatabaseBackend

__all__ = ["job", "keep_working", "run_waiting"]

PAUSE = 5  # seconds between two looks into an empty queue
log = logging.getLogger(__name__)


def run_waiting() -> None:
    """Do all that is queued now, then return. A job that fails is kept with its error and does not stop the next."""
    from django_tasks_db.management.commands.db_worker import Worker

    if not isinstance(task_backends["default"], DatabaseBackend):
        return  # tests do jobs at once
    Worker(
        queue_names=["*"],
        interval=PAUSE,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"antoan-{threading.get_native_id()}",
        excluded_queue_names=[],
    ).run()


def keep_working(stop: threading.Event | None = None) -> None:
    """Do what is queued until told to stop; a database that is away for a while is asked again."""
    stop = stop or threading.Event()
    while not stop.is_set():
        try:
            run_waiting()
        except Error as problem:
            log.warning("Chưa làm được việc chờ, sẽ thử lại: %s", problem)
        finally:
            close_old_connections()
        stop.wait(PAUSE)
