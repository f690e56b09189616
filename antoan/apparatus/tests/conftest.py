from datetime import datetime

import pytest
from django.utils import timezone

from antoan.plans.tests.factories import make_world


@pytest.fixture
def world(db, time_machine):
    """The reference district on the morning of 16 September 2024, Monday."""
    time_machine.move_to(datetime(2024, 9, 16, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    return make_world()


@pytest.fixture
def commune(world):
    return world.party("Phước Bình")


@pytest.fixture
def officer(world):
    """Of the commune, who keeps its register."""
    return world.actor("Xuân")


@pytest.fixture
def office(world):
    """Of the district, which sees its communes and says how many people they need."""
    return world.actor("Hương")


@pytest.fixture
def signed_in(client, world):
    """`signed_in("Xuân")`: the browser of that person."""

    def sign_in(name):
        client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
