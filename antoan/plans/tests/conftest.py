from datetime import datetime

import pytest
from django.utils import timezone

from antoan.plans.tests.factories import make_running, make_world


@pytest.fixture
def in_september(time_machine):
    """It is the morning of 16 September 2024, Monday."""
    time_machine.move_to(datetime(2024, 9, 16, 9, tzinfo=timezone.get_default_timezone()), tick=False)


@pytest.fixture
def world(db, in_september):
    return make_world()


@pytest.fixture
def office(world):
    return world.actor("Hương")


@pytest.fixture
def officer(world):
    """Of the People's Committee, which has the tasks."""
    return world.actor("Thành")


@pytest.fixture
def part(world):
    """The People's Committee's part in a running plan, due on 31 December 2024."""
    return make_running(world)
