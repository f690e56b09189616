"""What duties noted from the law do when their unit is followed by another; those of domains follow with their rows."""

from __future__ import annotations

from antoan.core.scoping import Actor
from antoan.obligations.duties import pass_on_noted
from antoan.obligations.models import LAW, Obligation
from antoan.units.models import Succession
from antoan.units.succession import MovedLine, heirs_of


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """The successor owes what was not done, with the same day and the same reasons.

    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines = []
    for old, new, note in heirs_of(succession):
        for duty in Obligation.objects.standing().filter(kind=LAW, unit=old).select_related("to").order_by("due", "id"):
            pass_on_noted(duty, unit=new, on=succession.effective_on)
            said = f"{duty.title}, hạn {duty.due:%d/%m/%Y}" if duty.due else duty.title
            lines.append(MovedLine("việc theo luật", said, str(old), str(new), note))
    return lines
