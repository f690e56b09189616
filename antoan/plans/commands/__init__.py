"""What can be done with a plan: one function per deed, in the order in which an office does them."""

from antoan.plans.commands.answer import answer_in_writing, expect_answers, link_answer, refuse_answer, unlink_answer
from antoan.plans.commands.assign import assign_task, assign_to_matched, close_plan, issue_plan
from antoan.plans.commands.bodies import name_bodies
from antoan.plans.commands.draft import begin_plan, bring_in, describe_plan, follow_issued, register_issuer, reread_plan
from antoan.plans.commands.progress import (
    answer_obstacle,
    ask_extension,
    confirm_report,
    decide_extension,
    raise_obstacle,
    report_progress,
    return_report,
)
from antoan.plans.commands.proposals import (
    accept,
    accept_all,
    add_proposal,
    confirm_second,
    mend,
    merge,
    put_back,
    reject,
    split,
)
from antoan.plans.commands.resources import record_target, remove_funding, set_funding
from antoan.plans.commands.review import edit_review
from antoan.plans.commands.tracker import import_tracker
from antoan.plans.commands.urge import acknowledge_urging, urge

__all__ = [
    "accept",
    "accept_all",
    "acknowledge_urging",
    "add_proposal",
    "answer_in_writing",
    "answer_obstacle",
    "ask_extension",
    "assign_task",
    "assign_to_matched",
    "begin_plan",
    "bring_in",
    "close_plan",
    "confirm_report",
    "confirm_second",
    "decide_extension",
    "describe_plan",
    "edit_review",
    "expect_answers",
    "follow_issued",
    "import_tracker",
    "issue_plan",
    "link_answer",
    "mend",
    "merge",
    "name_bodies",
    "put_back",
    "raise_obstacle",
    "record_target",
    "refuse_answer",
    "register_issuer",
    "reject",
    "remove_funding",
    "report_progress",
    "reread_plan",
    "return_report",
    "set_funding",
    "split",
    "unlink_answer",
    "urge",
]
