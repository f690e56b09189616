"""Sixteen writers at once: no number twice, none left out."""

import json
import os
import subprocess
import sys

import pytest

from antoan.core.audit import GENESIS, verify
from antoan.core.models import AuditHead
from antoan.documents.tests.writers import WRITERS, issue_and_take


def hold(made, issued, taken):
    assert made["plans"] == list(range(1, WRITERS * issued + 1))
    assert made["reports"] == list(range(1, WRITERS * taken + 1))
    assert made["entries"] == WRITERS * (issued + taken)


@pytest.mark.slow
def test_sixteen_writers_number_without_gap_or_double_on_sqlite(tmp_path):
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ANTOAN_HOME")}
    environment = clean | {
        "ANTOAN_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "antoan.settings", "PYTHONWARNINGS": "error",
    }  # fmt: skip
    command = [sys.executable, "-m", "antoan.documents.tests.writers", "2", "20"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    hold(json.loads(run.stdout.splitlines()[-1]), 2, 20)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_number_without_gap_or_double_on_postgresql():
    AuditHead.objects.get_or_create(pk=1, defaults={"digest": GENESIS})  # emptying the tables took it away
    hold(issue_and_take(2, 20), 2, 20)
    assert verify().broken_at is None
