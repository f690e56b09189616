"""What planned study sessions do when their unit is followed by another; what was held stays with who held it."""

from __future__ import annotations

from antoan.core.scoping import Actor
from antoan.outreach.models import StudySession
from antoan.units.models import Succession
from antoan.units.succession import MovedLine, heirs_of


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """The successor holds what its predecessors had planned for the time after. Called inside the units' command."""
    lines = []
    for old, new, note in heirs_of(succession):
        for session in (
            StudySession.objects.planned().filter(unit=old, on__gte=succession.effective_on).order_by("on", "id")
        ):
            session.unit = new
            session.version += 1
            session.save()
            lines.append(MovedLine("buổi học tập", f"{session}, ngày {session.on:%d/%m/%Y}", str(old), str(new), note))
    return lines
