from datetime import datetime

import pytest
from django.utils import timezone

from antoan.documents.tests.factories import make_draft, make_world


@pytest.fixture
def in_march(time_machine):
    """It is the morning of 16 March 2026, Monday."""
    time_machine.move_to(datetime(2026, 3, 16, 9, tzinfo=timezone.get_default_timezone()), tick=False)


@pytest.fixture
def world(db, in_march):
    return make_world()


@pytest.fixture
def draft(world):
    """A State-form plan of UBND huyện, being written."""
    return make_draft(world.committee)
