"""Jobs are queued with the deed, done by a worker, and one that fails does not stop the next."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from antoan.core.jobs import job, run_waiting
from antoan.core.models import StoredFile


@job()
def keep_a_trace(name: str) -> None:
    if not name:
        raise ValueError("no name")
    StoredFile.objects.create(sha256=name * 64, size=1, media_type="text/plain")


@pytest.fixture(autouse=True)
def queue(settings, transactional_db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_what_is_queued_is_done_and_a_failure_does_not_stop_the_next():
    keep_a_trace.enqueue("")
    keep_a_trace.enqueue("a")
    run_waiting()
    assert StoredFile.objects.count() == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_a_job_of_a_deed_that_was_not_done_is_not_done_either():
    try:
        with transaction.atomic():
            keep_a_trace.enqueue("a")
            raise LookupError
    except LookupError:
        pass
    run_waiting()
    assert not StoredFile.objects.exists()
