"""Text and proposals side by side; one keystroke, one decision."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal
from antoan.plans import commands, queries
from antoan.plans.forms import BodiesForm, IssueForm, MendForm
from antoan.plans.models import AnswerLink, Plan, Proposal
from antoan.plans.queries.reading import Reading
from antoan.plans.views.common import attempt, demand, plan_in_reach, tell
from antoan.units.matching import Matcher

ENCODINGS = [
    ("utf-8", "Unicode (UTF-8)"), ("utf-16-le", "Unicode (UTF-16)"), ("tcvn3", "TCVN3 (.VnTime)"), ("vni", "VNI"), ("windows-1258", "Windows-1258"),
]  # fmt: skip


@require_GET
def review(request: Request, pk: int) -> HttpResponse:
    """What was read out of the document, and where should a person look?"""
    plan = plan_in_reach(request, pk)
    proposals = list(
        plan.proposals.exclude(state=Proposal.State.MERGED)
        .select_related("decided_by", "confirmed_by")
        .prefetch_related("lead_units", "coordinate_units")
    )
    pending = [p for p in proposals if p.state == Proposal.State.PENDING]
    reading = queries.reading_of(plan)
    context = {
        "plan": plan,
        "reading": reading,
        "left_out": reading.left_out if reading else [],
        "chosen": _chosen(request.GET.get("cau", ""), reading),
        "proposals": proposals,
        "pending": len(pending),
        "uncertain": sum(p.is_uncertain for p in pending),
        "task_count": sum(p.kind == Proposal.Kind.TASK for p in proposals),
        "target_count": sum(p.kind == Proposal.Kind.TARGET for p in proposals),
        "encodings": ENCODINGS,
        "current": request.GET.get("xem", ""),
        "unclear_names": len(queries.unclear_names(plan)),
    }
    return render(request, "plans/review.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: Request, pk: int) -> HttpResponse:
    """One proposal: shown to be mended (GET), decided on (POST `deed`)."""
    rows = Proposal.objects.visible_to(request.actor).select_related("plan__unit", "decided_by", "confirmed_by")
    proposal = get_object_or_404(rows, pk=pk)
    demand(request, "plans.draft", proposal.plan.unit)
    if request.method == "GET":
        return _card(request, proposal, MendForm.showing(proposal))
    deed = request.POST.get("deed", "")
    version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else None
    if deed == "mend":
        form = MendForm(request.POST, proposal=proposal)
        facts = lambda: dict(form.cleaned_data.items())  # noqa: E731
        if mended := attempt(form, lambda: commands.mend(request.actor, proposal=proposal, **facts())):
            return _answer(request, mended)
        return _card(request, proposal, form, status=422)
    try:
        if deed == "accept":
            commands.accept(request.actor, proposal=proposal, version=version)
        elif deed == "reject":
            commands.reject(request.actor, proposal=proposal, version=version)
        elif deed == "put_back":
            commands.put_back(request.actor, proposal=proposal, version=version)
        elif deed == "confirm":
            commands.confirm_second(request.actor, proposal=proposal)
        elif deed == "split":
            at = int(request.POST["at"]) if request.POST.get("at", "").isdecimal() else 0
            commands.split(request.actor, proposal=proposal, at=at, version=version)
            return _reload(request, proposal)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        if request.htmx:
            proposal.refresh_from_db()
            return render(
                request, "plans/_proposal.html", {"proposal": proposal, "plan": proposal.plan, "refusal": refusal}
            )
        messages.error(request, str(refusal))
    return _answer(request, proposal)


def _answer(request: Request, proposal: Proposal) -> HttpResponse:
    if request.htmx:
        proposal = Proposal.objects.select_related("plan__unit", "decided_by", "confirmed_by").get(pk=proposal.pk)
        return render(request, "plans/_proposal.html", {"proposal": proposal, "plan": proposal.plan})
    return redirect(f"{reverse('plans:review', args=[proposal.plan_id])}?xem={proposal.pk}#p{proposal.pk}")


def _reload(request: Request, proposal: Proposal) -> HttpResponse:
    address = f"{reverse('plans:review', args=[proposal.plan_id])}?xem={proposal.pk}#p{proposal.pk}"
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return redirect(address)


def _card(request: Request, proposal: Proposal, form: MendForm, status: int = 200) -> HttpResponse:
    template = "plans/_mend.html" if request.htmx else "plans/mend.html"
    # HTMX swaps only answers of 2xx, and the errors are the answer here.
    shown = 200 if request.htmx else status
    return render(request, template, {"proposal": proposal, "plan": proposal.plan, "form": form}, status=shown)


@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    demand(request, "plans.draft", plan.unit)
    chosen = list(plan.proposals.filter(pk__in=[key for key in request.POST.getlist("chosen") if key.isdecimal()]))
    tell(request, lambda: commands.merge(request.actor, proposals=chosen), "Đã gộp thành một nhiệm vụ.")
    return redirect("plans:review", plan.pk)


def _chosen(place: str, reading: Reading | None) -> dict[str, object] | None:
    """The sentence that a person pointed at in the text, as "start-end"."""
    start, _, end = place.partition("-")
    if reading is None or not (start.isdecimal() and end.isdecimal()):
        return None
    words = " ".join(reading.document.text[int(start) : int(end)].split())
    return {"start": int(start), "end": int(end), "text": words} if words else None


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    words = request.POST.get("text", "")
    start, end = (int(request.POST[name]) if request.POST.get(name, "").isdecimal() else 0 for name in ("start", "end"))
    made: list[Proposal] = []
    tell(
        request,
        lambda: made.extend(commands.add_proposal(request.actor, plan=plan, text=words, start=start, end=end)),
        "Đã đọc và thêm vào đề xuất. Hãy xem lại cơ quan và thời hạn.",
    )
    address = reverse("plans:review", args=[plan.pk])
    return redirect(f"{address}?xem={made[0].pk}#p{made[0].pk}" if made else address)


@require_POST
def reread(request: Request, pk: int) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    encoding = request.POST.get("encoding", "")
    tell(
        request,
        lambda: commands.reread_plan(request.actor, plan=plan, encoding=encoding),
        "Đã đọc lại theo bảng mã mới.",
    )
    return redirect("plans:review", plan.pk)


@require_http_methods(["GET", "POST"])
def bodies(request: Request, pk: int) -> HttpResponse:
    """Which bodies does the text name that the register does not know?"""
    plan = plan_in_reach(request, pk)
    may_manage = request.actor.may("units.manage", plan.unit)
    if not may_manage:
        demand(request, "plans.draft", plan.unit)
    names = queries.unclear_names(plan)
    matcher = Matcher(plan.unit, plan.day)
    form = BodiesForm(
        request.POST or None,
        names=names,
        units=matcher.home() if names else [],
        groups=matcher.groups_below() if names else [],
    )
    if request.method == "POST":

        def deed() -> int:
            commands.name_bodies(request.actor, plan=plan, **form.meanings())
            return 1

        if attempt(form, deed):
            left = len(queries.unclear_names(Plan.objects.get(pk=plan.pk)))
            later = f" Còn {left} tên để sau: chọn cơ quan cho từng nhiệm vụ." if left else ""
            messages.success(request, f"Đã ghi; các nhiệm vụ được khớp lại với cơ quan.{later}")
            return redirect("plans:review", plan.pk)
    context = {
        "plan": plan,
        "form": form,
        "rows": form.rows(),
        "may_manage": may_manage,
    }
    return render(request, "plans/bodies.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: Request, pk: int) -> HttpResponse:
    """Is everything ready to be put in force?"""
    plan = plan_in_reach(request, pk)
    demand(request, "plans.assign", plan.unit)
    form = IssueForm(request.POST or None, initial={"number": plan.number, "issued_on": plan.issued_on})
    waiting = plan.tasks.filter(assignments__isnull=True)
    if request.method == "POST":
        if request.POST.get("deed") == "assign_matched":
            tell(
                request,
                lambda: commands.assign_to_matched(request.actor, plan=plan),
                "Đã giao các nhiệm vụ đã rõ cơ quan chủ trì.",
            )
            return redirect("plans:issue", plan.pk)
        if request.POST.get("deed") == "accept_all":
            tell(request, lambda: commands.accept_all(request.actor, plan=plan), "Đã nhận các đề xuất còn lại.")
            if left := sum(p.lacks_its_day for p in plan.proposals.filter(state=Proposal.State.PENDING)):
                messages.warning(
                    request, f"{left} đề xuất nêu ngày không có trong lịch vẫn chờ: hãy điền hạn rồi nhận."
                )
            return redirect("plans:issue", plan.pk)
        if attempt(form, lambda: commands.issue_plan(request.actor, plan=plan, **form.cleaned_data)):
            is_given = plan.tasks.filter(assignments__isnull=False).exists()
            seen = "Các đơn vị thấy nhiệm vụ ở “Việc của tôi”." if is_given else "Chưa nhiệm vụ nào được giao."
            messages.success(request, f"Kế hoạch đã được đưa vào thực hiện. {seen}")
            is_linked = AnswerLink.objects.filter(lower__plan=plan).exists()
            if plan.upper_id and not is_linked and request.actor.may("plans.answer", plan.unit):
                return redirect("plans:links", plan.pk)  # which task of ours covers which of theirs?
            return redirect(plan)
    context = {
        "plan": plan,
        "form": form,
        "pending": plan.proposals.filter(state=Proposal.State.PENDING).count(),
        "unassigned": waiting.select_related("proposal"),
        "matched": waiting.filter(proposal__is_matched=True).count(),
        "assigned": plan.tasks.filter(assignments__isnull=False).distinct().count(),
        "unclear_names": len(queries.unclear_names(plan)),
    }
    return render(request, "plans/issue.html", context)
