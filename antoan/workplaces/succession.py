"""What happens to workplaces when their commune is followed by another: they lie in the new one, their duties pass on."""

from __future__ import annotations

from django.db.models import Q

from antoan.core.scoping import Actor
from antoan.obligations import duties
from antoan.obligations.models import Obligation
from antoan.units.models import Succession, Unit
from antoan.units.succession import MovedLine, heirs_of
from antoan.workplaces.importing.workplaces import move
from antoan.workplaces.models import Upkeep, Workplace


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """Move the workplaces of a place to its successor, and open duties to the body that follows the watching one.

    Those of a place that was divided stay where they are until somebody says in which part each lies: all its successors
    see them. Called inside the units' command.
    """
    lines: list[MovedLine] = []
    for old, new, note in heirs_of(succession):
        lines += _pass_places(old, new, succession, note)
        lines += _pass_duties(old, new, succession, note)
    return lines


def _pass_places(old: Unit, new: Unit, succession: Succession, note: str) -> list[MovedLine]:
    on = succession.effective_on
    rows = list(Workplace.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), unit=old).order_by("name_key", "id"))
    if not rows:
        return []
    if note:  # divided
        return [
            MovedLine("cơ sở", f"{len(rows)} cơ sở: chưa chuyển, hãy ghi lại xã của từng nơi", str(old), str(old), note)
        ]
    move([(row.pk, new.pk, row.address) for row in rows], on=on, reason=str(succession))
    Workplace.objects.filter(pk__in=[row.pk for row in rows]).update(unit=new)
    return [MovedLine("cơ sở", f"{len(rows)} cơ sở", str(old), str(new))]


def _pass_duties(old: Unit, new: Unit, succession: Succession, note: str) -> list[MovedLine]:
    """The watching passes on; each workplace goes on owing what it owed."""
    owed = Obligation.objects.standing().filter(unit=old, kind__startswith="workplaces.").order_by("id")
    lines = []
    for duty in owed.select_related("to"):
        heir = duties.pass_on_noted(duty, unit=new, on=succession.effective_on)
        Upkeep.objects.filter(obligation=duty).update(obligation=heir)
        lines.append(MovedLine("việc của cơ sở", heir.title, str(old), str(new), note))
    return lines
