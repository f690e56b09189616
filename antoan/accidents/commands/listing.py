"""Saying that a person in a hospital's or the insurance's list is a declared one, and taking it back."""

from __future__ import annotations

from antoan.accidents.models import Injury, ListedCase
from antoan.accidents.places import holder
from antoan.accidents.refusals import ReasonMissing
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require


@command
def link_listed(actor: Actor, *, listed: ListedCase, injury: Injury, reason: str) -> ListedCase:
    """Say that a listed person is that declared one, and why.

    Raises:
        NotPermitted, ReasonMissing
    """
    require(actor, "accidents.triage", listed.unit)
    require(actor, "accidents.triage", injury.accident.unit)
    if not reason.strip():
        raise ReasonMissing
    listed = locked(listed)
    listed.injury, listed.link_reason = injury, reason.strip()[:300]
    listed.save(update_fields=["injury", "link_reason"])
    audit.record(
        actor,
        "accidents.listed.linked",
        listed,
        unit=holder(listed.unit),
        code=injury.accident.code,
        reason=listed.link_reason,
    )
    return listed


@command
def unlink_listed(actor: Actor, *, listed: ListedCase, reason: str) -> ListedCase:
    """Take back that a listed person is a declared one.

    Raises:
        NotPermitted, ReasonMissing
    """
    require(actor, "accidents.triage", listed.unit)
    if not reason.strip():
        raise ReasonMissing
    listed = locked(listed)
    listed.injury, listed.link_reason = None, ""
    listed.save(update_fields=["injury", "link_reason"])
    audit.record(actor, "accidents.listed.parted", listed, unit=holder(listed.unit), reason=reason.strip())
    return listed
