"""What the register of accidents does when a unit is followed by another: open duties pass on, cases keep their place."""

from __future__ import annotations

from antoan.accidents.models import Accident, Measure
from antoan.core.scoping import Actor
from antoan.obligations import duties
from antoan.obligations.models import Obligation
from antoan.units.models import Succession
from antoan.units.succession import MovedLine, heirs_of


def follow(succession: Succession, actor: Actor) -> list[MovedLine]:
    """Pass the open duties of cases. The cases themselves stay where they happened: the successor sees them by lineage.

    Called inside the units' command: one transaction for the whole reorganisation.
    """
    lines: list[MovedLine] = []
    for old, new, note in heirs_of(succession):
        owed = Obligation.objects.standing().filter(unit=old, kind__startswith="accidents.").order_by("id")
        cases = Accident.objects.in_bulk({row.about_id for row in owed})
        for row in owed:
            case = next((one for key, one in cases.items() if str(key) == row.about_id), None)
            if case is None:
                continue
            heir = duties.pass_on(row, unit=new, about=case, on=succession.effective_on)
            heir.steps, heir.derived = row.steps, row.derived
            heir.save(update_fields=["steps", "derived"])
            for measure in Measure.objects.filter(obligation=row):
                measure.obligation = heir
                measure.save(update_fields=["obligation"])
            lines.append(MovedLine("việc của vụ tai nạn", row.title, str(old), str(new), note))
    return lines
