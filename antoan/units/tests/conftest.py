"""Worlds that many tests read: each is built once, inside a transaction that is taken back at the end."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from antoan.core.scoping import system_actor
from antoan.units.load import load_country
from antoan.units.tests.factories import make_reference_district


@contextmanager
def _taken_back(django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The reference district's bodies."""
    with _taken_back(django_db_blocker):
        yield make_reference_district()


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker):
    """The whole country, and what loading it reported."""
    with _taken_back(django_db_blocker):
        yield load_country(system_actor())


@pytest.fixture(scope="module")
def khanh_hoa(django_db_setup, django_db_blocker):
    """Ninh Thuận and Khánh Hòa before and after the reform."""
    with _taken_back(django_db_blocker):
        yield load_country(system_actor(), provinces={"58", "56"})
