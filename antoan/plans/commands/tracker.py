"""Taking in an Excel tracker (bảng theo dõi nhiệm vụ): all rows or none, and twice the same file changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max, Prefetch

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.plans.commands.assign import give, open_plan
from antoan.plans.models import Assignment, ColumnMap, Plan, Task
from antoan.plans.models.recurrence import Recurrence
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
            if row.recurrence not in ("", task.recurrence) or not task.when.startswith(row.when):
                task.when = row.when
            task.recurrence = row.recurrence or task.recurrence
            task.save()
            known[row.key] = task
            if row.leads:
                helpers = [unit for unit in row.coordinators or _helping(task) if unit not in row.leads]
                give(actor, task, row.leads, helpers, {}, is_moved=is_moved)
        counts[outcome] += 1
    audit.record(actor, "plans.plan.tracker_imported", plan, unit=plan.unit, **counts)
    return counts


def changes_of(plan: Plan, rows: Sequence[TrackerRow]) -> dict[int, list[str]]:
    """What taking these rows in would do: number of the row → words, none where nothing would change. Two queries."""
    known = {TrackerRow.key_of(task.text): task for task in plan.tasks.prefetch_related(_STANDING)}
    return {
        row.number: _changes(known[row.key], row) if row.key in known else ["nhiệm vụ mới"]
        for row in rows
        if not row.faults
    }


_STANDING = Prefetch("assignments", Assignment.objects.standing().select_related("unit").order_by("id"))


def _helping(task: Task) -> list[Any]:
    """Who helps today. An empty cell, as an empty day, takes nothing away."""
    if task.pk is None:
        return []
    return [
        row.unit for row in task.assignments.standing().filter(part=Assignment.Part.COORDINATE).select_related("unit")
    ]


def _changes(task: Task, row: TrackerRow) -> list[str]:
    """What a row changes in a task, in words. An empty cell changes nothing."""
    standing = [part for part in task.assignments.all() if part.ended_on is None]
    said = []
    if row.due and row.due != task.due:
        said.append(f"hạn {f'{task.due:%d/%m/%Y}' if task.due else 'chưa có'} → {row.due:%d/%m/%Y}")
    if row.recurrence and row.recurrence != task.recurrence:
        said.append(f"chu kỳ → {Recurrence(row.recurrence).label}")
    elif row.when and not task.when.startswith(row.when):
        said.append(f"thời hạn → {row.when}")
    if row.product and row.product != task.product:
        said.append(f"sản phẩm: {task.product or 'chưa có'} → {row.product}")
    for part, title, wanted in (
        (Assignment.Part.LEAD, "chủ trì", row.leads),
        (Assignment.Part.COORDINATE, "phối hợp", row.coordinators),
    ):
        given = {one.unit_id: str(one.unit) for one in standing if one.part == part}
        asked = {unit.pk: str(unit) for unit in wanted}
        if asked and asked.keys() != given.keys():
            said.append(f"{title}: {', '.join(given.values()) or 'chưa có'} → {', '.join(asked.values())}")
    return said


def _differs(task: Task, row: TrackerRow) -> bool:
    return bool(_changes(task, row))
