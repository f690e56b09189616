"""Pages of a plan: the list, the tabs, one task, assigning, money, targets."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.accounts.queries import seats_of
from antoan.core.http import Request
from antoan.core.models import AuditEvent
from antoan.core.refusals import Refusal
from antoan.core.scoping import require
from antoan.documents.ingestion import understand_upload
from antoan.documents.models import Document
from antoan.plans import commands, queries
from antoan.plans.forms import AssignForm, BeginForm, BringInForm, DescribeForm, FundingForm, ReadingForm
from antoan.plans.models import FundingLine, Plan, Target, Task
from antoan.plans.views.common import attempt, demand, plan_in_reach, tell

TASKS_A_PAGE, UNITS_A_PAGE = 30, 30  # more is too much for one screen, and for a slow line


@require_GET
def index(request: Request) -> HttpResponse:
    """Which plans are there, and how do they stand?"""
    rows = queries.plan_rows(request.actor)
    if words := request.GET.get("tim", "").strip():
        rows = rows.filter(title__icontains=words) | rows.filter(number__icontains=words)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "plans/index.html", {"rows": page, "words": words, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """Which document becomes a plan?"""
    demand(request, "plans.draft", None)
    initial = {"upper": request.GET.get("upper"), "unit": request.GET.get("unit")}
    form = BringInForm(request.POST or None, request.FILES or None, actor=request.actor, initial=initial)
    if request.method == "POST":

        def deed() -> Plan:
            file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
            require(request.actor, "plans.draft", unit)  # before the work of reading
            understood = understand_upload(file)
            plan = commands.bring_in(request.actor, unit=unit, understood=understood, upper=form.cleaned_data["upper"])
            if queries.names_another(understood.parsed.header, unit):
                said = understood.parsed.header.issuer
                messages.warning(request, f"Văn bản ghi nơi ban hành là “{said}”, còn bạn chọn {unit}. Hãy xem lại.")
            return plan

        before = Plan.objects.count()
        if plan := attempt(form, deed):
            if Plan.objects.count() == before:
                messages.warning(request, "Tệp này đã được đưa vào trước đây; đây là kế hoạch của lần đó.")
            elif twin := queries.twins_of(plan).first():
                messages.warning(
                    request,
                    f"{plan.unit} đã có kế hoạch số {twin.reference} ở đây. Nếu là cùng một văn bản, hãy dùng bản đã có.",
                )
            return redirect("plans:review" if plan.status == Plan.Status.REVIEWING else "plans:plan", plan.pk)
    return render(request, "plans/bring_in.html", {"form": form})


@require_POST
def follow_issued(request: Request, pk: int) -> HttpResponse:
    """Which tasks does the document that we issued ask of whom?"""
    document = get_object_or_404(Document.objects.visible_to(request.actor).filter(entry__isnull=False), pk=pk)
    demand(request, "plans.draft", document.unit)
    try:
        plan = commands.follow_issued(request.actor, document=document)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(document)
    return redirect("plans:review" if plan.status == Plan.Status.REVIEWING else "plans:plan", plan.pk)


@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """Which plan does the list of tasks belong to that I have in Excel?"""
    demand(request, "plans.draft", None)
    form = BeginForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and (
        plan := attempt(form, lambda: commands.begin_plan(request.actor, **form.cleaned_data))
    ):
        return redirect("plans:tracker", plan.pk)
    return render(request, "plans/begin.html", {"form": form})


def _shell(request: Request, plan: Plan, tab: str) -> dict:
    """What every tab of a plan shows above itself."""
    return {"plan": plan, "figures": queries.figures_of(plan), "tab": tab}


@require_GET
def tasks(request: Request, pk: int) -> HttpResponse:
    """What does this plan ask, of whom, and how does it stand?"""
    plan = plan_in_reach(request, pk)
    filters = queries.pick_filters(request.actor)
    picked = request.GET.get("xem", "")
    rows = plan.tasks.filter(*(where for pick, where in filters.items() if pick == picked)).order_by("order", "id")
    page = Paginator(rows, TASKS_A_PAGE).get_page(request.GET.get("trang"))
    page.object_list = queries.listed(page.object_list)
    context = {"rows": page, "picked": picked, "picks": queries.picks_of(plan, request.actor)}
    return render(request, "plans/plan.html", _shell(request, plan, "tasks") | context)


@require_GET
def text(request: Request, pk: int) -> HttpResponse:
    """What does the paper say, and which sentence became which task?"""
    plan = plan_in_reach(request, pk)
    reading = queries.reading_of(plan)
    return render(request, "plans/text.html", _shell(request, plan, "text") | {"reading": reading})


@require_GET
def matrix(request: Request, pk: int) -> HttpResponse:
    """Who has answered which task?"""
    plan = plan_in_reach(request, pk)
    found = queries.matrix_of(plan)
    plans = reverse("plans:index")  # one look-up for the squares of a whole province
    cells = [
        {
            "name": one.unit.name,
            "state": one.state,
            "address": f"{plans}{one.plans[0].pk}/" if one.plans else None,
            "words": f"phủ {one.covered}/{one.asked} nhiệm vụ được giao" if one.plans else "chưa có kế hoạch",
        }
        for one in found.answerers
    ]
    own = set(seats_of(request.actor).allowing("plans.answer"))
    is_asked = any(one.unit.pk in own for one in found.answerers)
    units = Paginator(found.answerers, UNITS_A_PAGE).get_page(request.GET.get("don_vi"))
    page = Paginator(found.asked_tasks, TASKS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "matrix": found,
        "cells": cells,
        "is_asked": is_asked,
        "units": units,
        "rows": page,
        "lines": found.rows_of(list(page), list(units)),
        "urged": set(queries.urged_today([plan.pk]).values_list("unit", flat=True)),
    }
    return render(request, "plans/matrix.html", _shell(request, plan, "matrix") | context)


@require_GET
def resources(request: Request, pk: int) -> HttpResponse:
    """What money and which programmes stand behind the tasks?"""
    plan = plan_in_reach(request, pk)
    lines = list(
        FundingLine.objects.filter(task__plan=plan).select_related("task").order_by("task__order", "year", "id")
    )
    totals = {
        name: sum((getattr(line, name) or Decimal(0) for line in lines), Decimal(0))
        for name in ("planned", "allocated", "disbursed")
    }
    context = {"lines": lines, "totals": totals, "unfunded": plan.tasks.filter(funding__isnull=True).count()}
    return render(request, "plans/resources.html", _shell(request, plan, "resources") | context)


@require_GET
def targets(request: Request, pk: int) -> HttpResponse:
    """Which figures does the plan promise, and how far are they?"""
    plan = plan_in_reach(request, pk)
    rows = plan.targets.prefetch_related("readings")
    return render(
        request, "plans/targets.html", _shell(request, plan, "targets") | {"rows": rows, "form": ReadingForm()}
    )


@require_POST
def target_reading(request: Request, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.visible_to(request.actor).select_related("plan__unit"), pk=pk)
    form = ReadingForm(request.POST)
    if attempt(form, lambda: commands.record_target(request.actor, target=target, **form.cleaned_data)):
        messages.success(request, "Đã ghi số liệu.")
    else:
        messages.error(
            request,
            " ".join(
                f"{form.fields[name].label if name in form.fields else ''} {error[0]}".strip()
                for name, error in form.errors.items()
            ),
        )
    return redirect("plans:targets", target.plan_id)


@require_GET
def log(request: Request, pk: int) -> HttpResponse:
    """Who did what with this plan?"""
    plan = plan_in_reach(request, pk)
    events = AuditEvent.objects.filter(target_type="plans.plan", target_id=str(plan.pk))
    tasks_of_plan = [str(key) for key in plan.tasks.values_list("pk", flat=True)]
    events = events | AuditEvent.objects.filter(target_type="plans.task", target_id__in=tasks_of_plan)
    page = Paginator(events.order_by("-number"), 50).get_page(request.GET.get("trang"))
    return render(request, "plans/log.html", _shell(request, plan, "log") | {"rows": page})


@require_http_methods(["GET", "POST"])
def describe(request: Request, pk: int) -> HttpResponse:
    """Is the header right?"""
    plan = plan_in_reach(request, pk)
    demand(request, "plans.draft", plan.unit)
    names = ("number", "symbol", "title", "issued_on", "starts_on", "ends_on", "upper", "version")
    initial = {name: getattr(plan, name) for name in names}
    form = DescribeForm(request.POST or None, actor=request.actor, plan=plan, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: commands.describe_plan(request.actor, plan=plan, **form.cleaned_data)
    ):
        messages.success(request, "Đã sửa thông tin kế hoạch.")
        return redirect("plans:review" if plan.status == Plan.Status.REVIEWING else "plans:plan", plan.pk)
    return render(request, "plans/describe.html", {"form": form, "plan": plan})


def _task_in_reach(request: Request, pk: int) -> Task:
    rows = Task.objects.visible_to(request.actor).select_related("plan__unit", "plan__document")
    return get_object_or_404(rows, pk=pk)


@require_GET
def task(request: Request, pk: int) -> HttpResponse:
    """One task: its sentence, who owes it, what they have said."""
    found = _task_in_reach(request, pk)
    row = queries.task_rows(found.plan).get(pk=found.pk)
    return render(request, "plans/task.html", {"task": row, "plan": found.plan, "unknown": queries.unknown_of(found)})


@require_http_methods(["GET", "POST"])
def assign(request: Request, pk: int) -> HttpResponse:
    """Who does this, until when?"""
    found = _task_in_reach(request, pk)
    demand(request, "plans.assign", found.plan.unit)
    given = list(found.assignments.standing())
    proposal = found.proposal
    if given:
        leads = [row.unit_id for row in given if row.part == "lead"]
        helpers = [row.unit_id for row in given if row.part == "coordinate"]
    else:
        leads = [unit.pk for unit in proposal.lead_units.all()] if proposal else []
        helpers = [unit.pk for unit in proposal.coordinate_units.all() if unit.pk not in leads] if proposal else []
    initial = {
        "leads": leads, "coordinators": helpers, "due": found.due, "recurrence": found.recurrence, "product": found.product,
        "version": found.version,
    }  # fmt: skip
    form = AssignForm(request.POST or None, task=found, on=found.plan.day, initial=initial)
    if request.method == "POST":

        def deed():
            facts = form.cleaned_data
            rule = found.rule if facts["recurrence"] == found.recurrence else ""
            return commands.assign_task(request.actor, task=found, accountable=form.accountable(), rule=rule, **facts)

        if attempt(form, deed):
            following = (
                found.plan.tasks.filter(assignments__isnull=True, order__gt=found.order).order_by("order").first()
            )
            messages.success(request, "Đã giao nhiệm vụ.")
            return redirect("plans:assign", following.pk) if following and "next" in request.POST else redirect(found)
    chosen = {row.unit_id: row.accountable_id for row in given}
    heads = [
        {"unit": unit, "people": form.people.get(unit.pk, []), "chosen": chosen.get(unit.pk)}
        for unit in form.units
        if form.people.get(unit.pk)
    ]
    return render(request, "plans/assign.html", {"form": form, "task": found, "plan": found.plan, "heads": heads})


@require_http_methods(["GET", "POST"])
def funding(request: Request, pk: int) -> HttpResponse:
    """What money or programme stands behind this task?"""
    found = _task_in_reach(request, pk)
    demand(request, "plans.assign", found.plan.unit)
    line = get_object_or_404(found.funding, pk=request.GET["dong"]) if request.GET.get("dong", "").isdecimal() else None
    if line and request.POST.get("remove"):
        tell(request, lambda: commands.remove_funding(request.actor, line=line), "Đã bỏ dòng kinh phí.")
        return redirect("plans:resources", found.plan_id)
    names = ("year", "source", "programme", "planned", "allocated", "disbursed", "note")
    initial = {name: getattr(line, name) for name in names} if line else {"year": timezone.localdate().year}
    form = FundingForm(request.POST or None, initial=initial)
    if request.method == "POST":
        version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else None
        if attempt(
            form,
            lambda: commands.set_funding(request.actor, task=found, line=line, version=version, **form.cleaned_data),
        ):
            messages.success(request, "Đã ghi nguồn lực.")
            return redirect("plans:resources", found.plan_id)
    return render(request, "plans/funding.html", {"form": form, "task": found, "plan": found.plan, "line": line})
