"""What planned sessions and unread guidance do when their unit is followed by another; what was held or read stays."""

from __future__ import annotations

from antoan.core.scoping import Actor
from antoan.obligations import duties
from antoan.outreach.models import Addressee, StudySession
from antoan.units.models import Succession
from antoan.units.succession import MovedLine, heirs_of


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """The successor holds what was planned for the time after, and reads what was not read.

    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines = []
    for old, new, note in heirs_of(succession):
        for session in (
            StudySession.objects.planned().filter(unit=old, on__gte=succession.effective_on).order_by("on", "id")
        ):
            session.unit = new
            session.version += 1
            session.save()
            lines.append(MovedLine("buổi học tập", f"{session}, ngày {session.on:%d/%m/%Y}", str(old), str(new), note))
        unread = Addressee.objects.filter(
            unit=old, obligation__done_on=None, obligation__ended_on=None, obligation__isnull=False
        )
        for addressee in unread.select_related("guidance", "obligation__to").order_by("id"):
            duty = addressee.obligation
            assert duty is not None
            addressee.obligation = duties.pass_on(duty, unit=new, about=addressee.guidance, on=succession.effective_on)
            addressee.save(update_fields=["obligation"])
            lines.append(MovedLine("hướng dẫn chưa đọc", str(addressee.guidance), str(old), str(new), note))
    return lines
