"""The review report: read, edited, taken away as PDF, DOCX or JSON."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core.http import Request
from antoan.core.refusals import Refusal
from antoan.core.text import fold
from antoan.plans import commands, papers
from antoan.plans import review as reviews
from antoan.plans.models import Assignment, Plan
from antoan.plans.views.common import plan_in_reach
from antoan.units.models import Unit

_HEADER = ("number", "place", "authority", "position", "name", "recipients")


def _wanted(request: Request, plan: Plan) -> tuple[str, Unit]:
    term = request.GET.get("ky") or str(timezone.localdate().year)
    seen = Unit.objects.visible_to(request.actor, "plans.view")
    if (asked := request.GET.get("don-vi", "")).isdecimal():
        return term, get_object_or_404(seen, pk=asked)
    if seen.filter(pk=plan.unit_id).exists():
        return term, plan.unit
    # Who has only a part in the plan reports on that part; the issuer's own draft is not his to read.
    concerned = Assignment.objects.filter(task__plan=plan).values("unit")
    return term, get_object_or_404(seen.filter(pk__in=concerned).order_by("pk")[:1])


@require_http_methods(["GET", "POST"])
def report(request: Request, pk: int) -> HttpResponse:
    """How did the plan go in this term, in words that can be signed?"""
    plan = plan_in_reach(request, pk)
    term, unit = _wanted(request, plan)
    problem = None
    try:
        built = reviews.build(request.actor, plan=plan, unit=unit, term=term)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:report", plan.pk)
    if request.method == "POST":
        suggested = {section.key: section.suggested for section in built.sections}
        typed = {key: request.POST.get(f"s-{key}", "").replace("\r\n", "\n").strip() for key in suggested}
        # Only what differs from the suggestion is kept, so that the other sections go on following the figures.
        narrative = {key: text for key, text in typed.items() if text and text != suggested[key].strip()}
        header = {name: request.POST.get(name, "").strip() for name in _HEADER}
        version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else None
        try:
            commands.edit_review(
                request.actor, plan=plan, unit=unit, term=term, narrative=narrative, header=header, version=version
            )
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "Đã lưu báo cáo.")
            return redirect(f"{reverse('plans:report', args=[plan.pk])}?ky={term}&don-vi={unit.pk}")
    years = range(plan.starts_on.year, timezone.localdate().year + 1)
    terms = [code for year in years for code in (f"{year}-H1", f"{year}")]
    header = _printed(built)
    context = {
        "header": header,
        "plan": plan,
        "unit": unit,
        "review": built,
        "term": term,
        "terms": terms,
        "problem": problem,
    }
    return render(request, "plans/report.html", context)


def _printed(built: reviews.Review) -> dict[str, str]:
    """What the paper bears where nobody has given anything: the plan's own place, authority, position and recipients."""
    header = reviews.header_of(built)
    return {
        "number": header.number or "",
        "place": header.place or "",
        "authority": header.signer.authority or "",
        "position": header.signer.position or "",
        "name": header.signer.name or "",
        "recipients": "\n".join(header.recipients),
    }


@require_GET
def paper(request: Request, pk: int, kind: str) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    if kind not in papers.MEDIA_TYPES:
        raise Http404
    term, unit = _wanted(request, plan)
    try:
        built = reviews.build(request.actor, plan=plan, unit=unit, term=term)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:report", plan.pk)
    name = slugify(fold(f"bao cao {built.term_code} {plan.reference or plan.pk} {unit}".replace("/", " ")))
    return papers.attachment(reviews.render(built, kind), kind, name=name, is_saved="xem" not in request.GET)
