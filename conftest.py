"""Fixtures of all tests: who acts, and what pages cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antoan.core.scoping import system_actor


@pytest.fixture
def system():
    """The system itself, for which nothing is out of reach."""
    return system_actor("test")


@pytest.fixture
def count_queries():
    """`with count_queries() as cost: …; len(cost)`: the queries that were sent inside."""
    return lambda: CaptureQueriesContext(connection)


@pytest.fixture(autouse=True)
def files_of_their_own(settings, tmp_path):
    """Each test keeps its files in a folder of its own."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.LAKE_ROOT = tmp_path / "lake"
