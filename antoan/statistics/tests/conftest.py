from datetime import datetime

import pytest
from django.utils import timezone

from antoan.plans.tests.factories import make_world


@pytest.fixture
def world(db, time_machine):
    """It is the morning of 16 September 2024."""
    time_machine.move_to(datetime(2024, 9, 16, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    return make_world()
