"""Forms of plans: they translate what was typed into the arguments of a deed, and nothing else."""

from antoan.plans.forms.bodies import BodiesForm
from antoan.plans.forms.plans import (
    AssignForm,
    BeginForm,
    BringInForm,
    DescribeForm,
    FundingForm,
    IssueForm,
    ReadingForm,
)
from antoan.plans.forms.progress import AnswerForm, ExtensionForm, ObstacleForm, ProgressForm, VerdictForm
from antoan.plans.forms.proposals import MendForm

__all__ = [
    "AnswerForm",
    "AssignForm",
    "BeginForm",
    "BodiesForm",
    "BringInForm",
    "DescribeForm",
    "ExtensionForm",
    "FundingForm",
    "IssueForm",
    "MendForm",
    "ObstacleForm",
    "ProgressForm",
    "ReadingForm",
    "VerdictForm",
]
