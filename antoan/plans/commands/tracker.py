"""Taking in an Excel tracker (bảng theo dõi nhiệm vụ): all rows or none, and twice the same file changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.plans.commands.assign import give, open_plan
from antoan.plans.models import ColumnMap, Plan, Task
from antoan.plans.sheets import TrackerRow


@command
def import_tracker(
    actor: Actor, *, plan: Plan, rows: Sequence[TrackerRow], headings_key: str, columns: Mapping[str, int]
) -> dict[str, int]:
    """Make each sound row a task of the plan, or complete the task of the same wording. {"new", "changed", "same"}.

    The column map is remembered for this office's layout.

    Raises:
        NotPermitted, PlanClosed
    """
    require(actor, "plans.assign", plan.unit)
    open_plan(plan)
    ColumnMap.objects.update_or_create(unit=plan.unit, headings_key=headings_key, defaults={"columns": dict(columns)})
    known = {TrackerRow.key_of(task.text): task for task in plan.tasks.all()}
    last = plan.tasks.aggregate(last=Max("order"))["last"] or 0
    counts = {"new": 0, "changed": 0, "same": 0}
    for row in rows:
        task = known.get(row.key)
        if task is None:
            last += 1
            task = Task(plan=plan, order=last, path=row.path, text=row.text)
            outcome = "new"
        else:
            outcome = "changed" if _differs(task, row) else "same"
        if outcome != "same":
            is_moved = row.due is not None and row.due != task.due
            task.due, task.product = row.due or task.due, row.product or task.product
            task.recurrence = row.recurrence or task.recurrence
            task.save()
            known[row.key] = task
            if row.leads:
                helpers = [unit for unit in row.coordinators if unit not in row.leads]
                give(actor, task, row.leads, helpers, {}, is_moved=is_moved)
        counts[outcome] += 1
    audit.record(actor, "plans.plan.tracker_imported", plan, unit=plan.unit, **counts)
    return counts


def _differs(task: Task, row: TrackerRow) -> bool:
    given = set(task.assignments.standing().values_list("unit_id", flat=True))
    wanted = {unit.pk for unit in (*row.leads, *row.coordinators)}
    return bool(
        (row.due and row.due != task.due)
        or (row.product and row.product != task.product)
        or (row.recurrence and row.recurrence != task.recurrence)
        or (wanted and wanted != given)
    )
