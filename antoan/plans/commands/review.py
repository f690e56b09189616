"""The words of a review report; its figures are counted when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.periods import Term
from antoan.core.scoping import Actor, require
from antoan.plans.models import Plan, ReviewReport


@command
def edit_review(
    actor: Actor,
    *,
    plan: Plan,
    unit: Any,
    term: str,
    narrative: Mapping[str, str],
    header: Mapping[str, Any],
    version: int | None = None,
) -> ReviewReport:
    """Keep what a person wrote into the review of a plan for a term; an empty text goes back to the suggested words.

    Raises:
        NotPermitted, NotATerm, ChangedMeanwhile
    """
    require(actor, "plans.report", unit)
    Term.parse(term)
    review, is_new = ReviewReport.objects.get_or_create(
        plan=plan, unit=unit, term=term, defaults={"made_by_id": actor.user_id}
    )
    review = locked(review, version=None if is_new else version, what="báo cáo này")
    review.narrative = {key: text.strip() for key, text in narrative.items() if text.strip()}
    review.header = {key: value for key, value in header.items() if value}
    review.version += 1
    review.save()
    audit.record(
        actor, "plans.review.edited", review, unit=unit, plan=plan.pk, term=term, sections=sorted(review.narrative)
    )
    return review
