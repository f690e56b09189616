"""What each role may do, and how far it reaches. The table that people read is docs/permissions.md; a test holds both equal."""

from __future__ import annotations

from antoan.accounts.models import RecordRole, Role

VIEW = frozenset(
    {
        "units.view",
        "accounts.view",
        "documents.view",
        "obligations.view",
        "plans.view",
        "apparatus.view",
        "outreach.view",
        "workplaces.view",
        "statistics.view",
        "accidents.view",
    }
)
DOCUMENTS = frozenset(
    {
        "documents.view",
        "documents.ingest",
        "documents.draft",
        "documents.comment",
        "documents.issue",
        "documents.receive",
    }
)
PLANS = frozenset(
    {
        "plans.view",
        "plans.draft",
        "plans.assign",
        "plans.answer",
        "plans.progress",
        "plans.decide",
        "plans.urge",
        "plans.report",
        "obligations.note",
    }
)
APPARATUS = frozenset({"apparatus.keep", "apparatus.set_posts"})
OUTREACH = frozenset({"outreach.hold", "outreach.guide"})
WORKPLACES = frozenset({"workplaces.keep", "workplaces.report"})
ACCIDENTS = frozenset({"accidents.declare", "accidents.triage", "accidents.investigate", "accidents.see_health"})
ACCOUNTS = frozenset({"accounts.view", "accounts.manage", "accounts.audit"})

ACTIONS: dict[str, frozenset[str]] = {
    Role.LEADER: VIEW
    | {"documents.comment", "documents.approve", "documents.receive"}
    | {"accounts.audit", "plans.decide", "plans.urge", "plans.assign", "plans.report"}
    | {"apparatus.set_posts", "outreach.guide"},
    Role.OFFICE: VIEW | DOCUMENTS | PLANS | APPARATUS | OUTREACH | WORKPLACES | ACCIDENTS | {"law.verify"},
    Role.OFFICER: VIEW
    | {"documents.ingest", "documents.draft", "documents.comment", "documents.receive"}
    | {"plans.draft", "plans.answer", "plans.progress", "obligations.note"}
    | {"apparatus.keep", "outreach.hold"}
    | WORKPLACES
    | ACCIDENTS,
    Role.SUPERVISOR: VIEW | {"documents.comment"},
    Role.ADMIN: VIEW | ACCOUNTS | {"units.manage", "law.verify", "law.settle"},
}

# Whoever answers for a unit sees everything below it, but does deeds only in the unit itself: a district office cannot
# report progress in a commune's name. Running the register of units and people is the exception, because a new
# commune has nobody yet who could let its first people in; so is how many people a lower body should have, and the
# register of workplaces, which the province keeps together with its communes. Whoever hears of an accident below tells it
# and sorts it, because the law says "at once" and a commune may have nobody at its desk.
_WIDE = frozenset(
    {
        "accidents.declare",
        "accidents.triage",
        "accounts.audit",
        "accounts.manage",
        "apparatus.set_posts",
        "law.settle",
        "law.verify",
        "units.manage",
        "workplaces.keep",
        "workplaces.report",
    }
)


# What somebody may do on the one record that is his (`RecordMembership`); rooms add what they offer to him.
RECORD_ACTIONS: dict[str, frozenset[str]] = {
    RecordRole.EMPLOYER: frozenset(
        {"workplaces.view", "workplaces.report", "obligations.view", "accidents.view", "accidents.declare"}
    ),
}


def reaches_subtree(action: str) -> bool:
    """Whether an action granted in a unit holds in all units below it too."""
    return action.endswith(".view") or action in _WIDE


def wide(role: str) -> frozenset[str]:
    """The actions of a role that reach the whole subtree of its unit."""
    return frozenset(action for action in ACTIONS[role] if reaches_subtree(action))


def narrow(role: str) -> frozenset[str]:
    """The actions of a role that reach its unit alone."""
    return ACTIONS[role] - wide(role)
