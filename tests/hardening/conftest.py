"""A running plan of the reference district, and browsers of the people who may and may not touch it."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from antoan.plans.tests.factories import make_running, make_world

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def world(db, time_machine):
    time_machine.move_to(datetime(2024, 9, 16, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    return make_world()


@pytest.fixture
def part(world):
    """The part of the commune committee of Phước Bình in a plan of the district."""
    return make_running(world, lead=world.party("Phước Bình"))


@pytest.fixture
def browser(world):
    """`browser("Xuân")`: a client in which that person is signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name], backend=BACKEND)
        return client

    return signed_in
