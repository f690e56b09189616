"""One unit's part: what it says of it, what hinders, what the issuer answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from uuid6 import uuid7

from antoan.core import files
from antoan.core.http import Request
from antoan.plans import commands
from antoan.plans.commands.progress import EVIDENCE_LIMIT, EvidenceFile
from antoan.plans.forms import AnswerForm, ExtensionForm, ObstacleForm, ProgressForm, VerdictForm
from antoan.plans.models import Assignment, Evidence, Extension, Obstacle, ProgressReport
from antoan.plans.views.common import attempt, demand, tell


def _in_reach(request: Request, pk: int) -> Assignment:
    rows = Assignment.objects.visible_to(request.actor).select_related(
        "unit",
        "accountable",
        "obligation",
        "passed_to__unit",
        "task__plan__unit",
        "task__plan__document",
        "task__proposal",
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def assignment(request: Request, pk: int) -> HttpResponse:
    """How far has this unit come with this task?"""
    part = _in_reach(request, pk)
    form = ProgressForm(
        request.POST or None, request.FILES or None, initial={"id": uuid7(), "percent": part.percent or None}
    )
    if request.method == "POST":

        def deed():
            facts = dict(form.cleaned_data)
            evidence = [EvidenceFile(one.name, files.taken(one, EVIDENCE_LIMIT)) for one in facts.pop("evidence")]
            link = facts.pop("link")
            return commands.report_progress(
                request.actor, assignment=part, evidence=evidence, links=[link] if link else [], **facts
            )

        if attempt(form, deed):
            claimed = form.cleaned_data["claims_done"]
            messages.success(request, "Đã gửi; chờ nơi giao xác nhận." if claimed else "Đã ghi tiến độ.")
            return redirect(part)
    reports = part.reports.select_related("by", "verdict_by").prefetch_related("evidence__file")
    context = {
        "part": part,
        "task": part.task,
        "plan": part.task.plan,
        "form": form,
        "reports": reports,
        "obstacles": part.obstacles.select_related("to", "by", "answered_by"),
        "extensions": part.extensions.select_related("by", "decided_by"),
        "urgings": part.urgings.all(),
        "is_running": part.task.plan.status == part.task.plan.Status.IN_FORCE
        and not part.ended_on
        and not part.confirmed_on,
    }
    return render(request, "plans/assignment.html", context)


@require_POST
def answer_report(request: Request, pk) -> HttpResponse:
    rows = ProgressReport.objects.visible_to(request.actor).select_related(
        "assignment__task__plan__unit", "assignment__unit"
    )
    report = get_object_or_404(rows, pk=pk)
    form = VerdictForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["text"]
        if form.cleaned_data["verdict"] == "confirmed":
            tell(
                request,
                lambda: commands.confirm_report(request.actor, report=report, text=words),
                "Đã xác nhận hoàn thành.",
            )
        else:
            tell(
                request,
                lambda: commands.return_report(request.actor, report=report, text=words),
                "Đã trả lại để bổ sung.",
            )
    return redirect(report.assignment)


@require_http_methods(["GET", "POST"])
def raise_obstacle(request: Request, pk: int) -> HttpResponse:
    """What hinders, and who can help?"""
    part = _in_reach(request, pk)
    demand(request, "plans.progress", part.unit)
    form = ObstacleForm(request.POST or None, assignment=part)
    if request.method == "POST" and attempt(
        form, lambda: commands.raise_obstacle(request.actor, assignment=part, **form.cleaned_data)
    ):
        messages.success(request, "Đã gửi vướng mắc. Nơi nhận có việc phải trả lời trong “Việc của tôi”.")
        return redirect(part)
    return render(request, "plans/raise_obstacle.html", {"form": form, "part": part, "plan": part.task.plan})


@require_http_methods(["GET", "POST"])
def obstacle(request: Request, pk: int) -> HttpResponse:
    """What hinders, and what is the answer?"""
    rows = Obstacle.objects.visible_to(request.actor).select_related(
        "assignment__unit", "assignment__task__plan__unit", "to", "by", "answered_by"
    )
    found = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: commands.answer_obstacle(request.actor, obstacle=found, **form.cleaned_data)
    ):
        messages.success(request, "Đã trả lời vướng mắc.")
        return redirect("plans:obstacle", found.pk)
    return render(request, "plans/obstacle.html", {"obstacle": found, "form": form, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def ask_extension(request: Request, pk: int) -> HttpResponse:
    """Until when is more time needed, and why?"""
    part = _in_reach(request, pk)
    demand(request, "plans.progress", part.unit)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: commands.ask_extension(request.actor, assignment=part, **form.cleaned_data)
    ):
        messages.success(request, "Đã gửi đề nghị gia hạn. Hạn cũ vẫn giữ cho đến khi nơi giao đồng ý.")
        return redirect(part)
    return render(request, "plans/ask_extension.html", {"form": form, "part": part, "plan": part.task.plan})


@require_POST
def decide_extension(request: Request, pk: int) -> HttpResponse:
    rows = Extension.objects.visible_to(request.actor).select_related("assignment__task__plan__unit")
    extension = get_object_or_404(rows, pk=pk)
    is_granted = request.POST.get("deed") == "grant"
    words = request.POST.get("decision", "")
    tell(
        request,
        lambda: commands.decide_extension(request.actor, extension=extension, is_granted=is_granted, decision=words),
        "Đã cho gia hạn; hạn đầu vẫn được giữ trên hồ sơ." if is_granted else "Đã trả lời: không gia hạn.",
    )
    return redirect(extension.assignment)


@require_GET
def evidence(request: Request, pk: int) -> FileResponse:
    """A file that was attached, offered for saving; pictures are shown."""
    reports = ProgressReport.objects.visible_to(request.actor)
    found = get_object_or_404(
        Evidence.objects.filter(report__in=reports, file__isnull=False).select_related("file"), pk=pk
    )
    assert found.file is not None
    kind = found.file.media_type
    is_shown = kind in files.IMAGES or kind == "application/pdf"
    response = FileResponse(
        files.path_of(found.file.sha256).open("rb"), as_attachment=not is_shown, filename=found.name,
        content_type=kind if is_shown else "application/octet-stream",
    )  # fmt: skip
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
    return response
