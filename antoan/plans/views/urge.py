"""Đôn đốc: sent in one click, read by the unit, printed as a paper."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.core.http import Request
from antoan.plans import commands, papers
from antoan.plans.models import Urging
from antoan.plans.views.common import plan_in_reach, tell
from antoan.units.models import Unit


@require_POST
def urge(request: Request, pk: int, unit_pk: int) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    unit = get_object_or_404(Unit, pk=unit_pk)
    made: list[Urging] = []
    done = tell(
        request,
        lambda: made.append(commands.urge(request.actor, plan=plan, unit=unit)),
        f"Đã gửi văn bản đôn đốc tới {unit}.",
    )
    if request.POST.get("back") == "leader":
        return redirect("web:leader")
    return redirect("plans:urging", made[0].pk) if done else redirect("plans:matrix", plan.pk)


def _in_reach(request: Request, pk: int) -> Urging:
    rows = Urging.objects.visible_to(request.actor).select_related("plan__unit", "unit", "by", "seen_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def urging(request: Request, pk: int) -> HttpResponse:
    """What are we reminded of, and until when shall we answer?"""
    found = _in_reach(request, pk)
    if request.method == "POST":
        tell(request, lambda: commands.acknowledge_urging(request.actor, urging=found), "Đã ghi nhận bạn đã xem.")
        return redirect("plans:urging", found.pk)
    rows = found.assignments.select_related("task", "unit", "accountable")
    return render(request, "plans/urging.html", {"urging": found, "rows": rows})


@require_GET
def paper(request: Request, pk: int, kind: str) -> HttpResponse:
    """The reminder as a document: PDF or DOCX."""
    found = _in_reach(request, pk)
    if kind not in papers.MEDIA_TYPES:
        raise Http404
    return papers.response(papers.urging_paper(found), kind, name=f"don-doc-{found.pk}")
