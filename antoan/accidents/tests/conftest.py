from datetime import datetime

import pytest
from django.utils import timezone

from antoan.accidents.tests.factories import make_small_world


@pytest.fixture
def world(db, time_machine):
    """Two communes of the reference district, and those above them, on the morning of 24 June 2024, Monday."""
    time_machine.move_to(datetime(2024, 6, 24, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    made = make_small_world()
    made.person("Sơn", made.labour, "office", "officer")
    made.person("Minh", made.tree.province, "leader")
    made.person("Bình", made.tree.communes["Phước Bình"].people, "office", "officer")
    return made


@pytest.fixture
def commune(world):
    return world.tree.communes["Phước Bình"].people


@pytest.fixture
def officer(world):
    """Of the commune's committee, above its People's Committee."""
    return world.actor("Xuân")


@pytest.fixture
def inspector(world):
    """Of the province's department for labour."""
    return world.actor("Sơn")


@pytest.fixture
def signed_in(client, world):
    """`signed_in("Xuân")`: the browser of that person."""

    def sign_in(name):
        client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
