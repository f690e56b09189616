"""What the pages of plans share: finding a plan in reach. What pages of all rooms share stands in antoan.core.pages."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from antoan.core.http import Request
from antoan.core.pages import attempt, demand, tell
from antoan.plans.models import Plan

__all__ = ["attempt", "demand", "plan_in_reach", "tell"]


def plan_in_reach(request: Request, pk: int) -> Plan:
    """The plan, or 404 where the reader may not know that it exists."""
    plan = get_object_or_404(Plan.objects.select_related("unit", "document", "upper__unit", "kept_by"), pk=pk)
    # Whoever sits in the unit itself is the most frequent reader, and sees it without a look into the tree.
    if request.actor.may("plans.view", plan.unit) or Plan.objects.visible_to(request.actor).filter(pk=pk).exists():
        return plan
    raise Http404
