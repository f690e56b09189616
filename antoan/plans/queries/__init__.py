"""What pages and reports read of plans, already within the reader's reach."""

from antoan.plans.queries.bodies import left_to_a_person, unclear_names, unknown_of
from antoan.plans.queries.heads import head_record
from antoan.plans.queries.issuers import day_of, issuer_of, names_another, unit_named
from antoan.plans.queries.late import (
    late_by_unit,
    leader_figures,
    overdue_rows,
    running,
    standing_counts,
    week_of,
)
from antoan.plans.queries.matrix import Cell, Matrix, matrix_of
from antoan.plans.queries.nearness import nearest
from antoan.plans.queries.plans import (
    assignment_rows,
    figures_of,
    listed,
    pick_filters,
    picks_of,
    plan_or_none,
    plan_rows,
    task_rows,
    twins_of,
)
from antoan.plans.queries.reading import Reading, reading_of
from antoan.plans.queries.waiting import urged_today, waiting_for

__all__ = [
    "Cell",
    "Matrix",
    "Reading",
    "assignment_rows",
    "day_of",
    "figures_of",
    "head_record",
    "issuer_of",
    "late_by_unit",
    "leader_figures",
    "left_to_a_person",
    "listed",
    "matrix_of",
    "names_another",
    "nearest",
    "overdue_rows",
    "pick_filters",
    "picks_of",
    "plan_or_none",
    "plan_rows",
    "reading_of",
    "running",
    "standing_counts",
    "task_rows",
    "twins_of",
    "unclear_names",
    "unit_named",
    "unknown_of",
    "urged_today",
    "waiting_for",
    "week_of",
]
