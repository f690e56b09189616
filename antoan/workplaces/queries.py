"""What pages, sheets and the command line read of the register of workplaces."""

from __future__ import annotations

from antoan.core.scoping import Actor
from antoan.workplaces.models import Workplace, WorkplaceQuerySet


def known(actor: Actor) -> WorkplaceQuerySet:
    """The workplaces in the reader's reach, duplicates that were merged left out, ready for a list."""
    return Workplace.objects.visible_to(actor).counted().select_related("unit")
