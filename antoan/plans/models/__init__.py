"""What the system knows of plans: the plan and its proposals, tasks and who owes them, progress, cascade, resources."""

from antoan.plans.models.cascade import AnswerLink, AnswerRefusal, ExpectedAnswer
from antoan.plans.models.plan import Plan, Proposal, Target, TargetReading
from antoan.plans.models.progress import Evidence, Extension, Obstacle, ProgressReport, Urging
from antoan.plans.models.resources import FundingLine
from antoan.plans.models.review import ReviewReport
from antoan.plans.models.task import Assignment, Standing, Task
from antoan.plans.models.tracker import ColumnMap

__all__ = [
    "AnswerLink",
    "AnswerRefusal",
    "Assignment",
    "ColumnMap",
    "Evidence",
    "ExpectedAnswer",
    "Extension",
    "FundingLine",
    "Obstacle",
    "Plan",
    "ProgressReport",
    "Proposal",
    "ReviewReport",
    "Standing",
    "Target",
    "TargetReading",
    "Task",
    "Urging",
]
