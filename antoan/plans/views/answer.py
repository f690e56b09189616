"""The cascade: a unit answers the upper plan; the issuer says who is to answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core.fields import DayField
from antoan.core.http import Request
from antoan.core.refusals import Refusal
from antoan.core.scoping import reach
from antoan.plans import commands, queries
from antoan.plans.forms.fields import bodies_under
from antoan.plans.models import AnswerLink, AnswerRefusal, Plan, Task
from antoan.plans.views.common import demand, plan_in_reach, tell
from antoan.units.models import Unit


def _answering_unit(request: Request, plan: Plan) -> Unit | None:
    """The reader's unit that is to answer the plan."""
    own: Any = (
        reach(request.actor.granted("plans.answer")) if not request.actor.is_system else Unit.objects.values("pk")
    )
    expected = plan.expected_answers.filter(unit__in=own, ended_on=None).select_related("unit").first()
    return expected.unit if expected else None


@require_GET
def answer(request: Request, pk: int) -> HttpResponse:
    """How does my unit answer this plan?"""
    plan = plan_in_reach(request, pk)
    unit = _answering_unit(request, plan)
    own = plan.answers.filter(unit=unit).order_by("-id") if unit else Plan.objects.none()
    rows = []
    if unit:
        matrix = queries.matrix_of(plan)
        rows = [(task, cell) for task, cells in matrix.rows for cell in cells if cell.unit.pk == unit.pk]
    return render(request, "plans/answer.html", {"plan": plan, "unit": unit, "own": own, "rows": rows})


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: int) -> HttpResponse:
    """Write the unit's own plan from the upper one, task by task."""
    upper = plan_in_reach(request, pk)
    unit = _answering_unit(request, upper)
    if unit is None:
        messages.error(request, "Đơn vị của bạn không nằm trong danh sách phải trả lời kế hoạch này.")
        return redirect(upper)
    tasks = list(upper.tasks.order_by("order", "id"))
    title = request.POST.get("title", f"Thực hiện {upper}: {upper.title}")
    written = [(task, request.POST.get(f"task-{task.pk}", "")) for task in tasks]
    problem = None
    if request.method == "POST":
        try:
            plan = commands.answer_in_writing(request.actor, upper=upper, unit=unit, title=title, tasks=written)
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "Đã lập dự thảo kế hoạch. Giao từng nhiệm vụ rồi ban hành.")
            return redirect("plans:issue", plan.pk)
    asked = {task.pk for task, cell in _asked(upper, unit)}
    context = {
        "plan": upper, "unit": unit, "title": title, "problem": problem,
        "rows": [(task, text, task.pk in asked) for task, text in written],
    }  # fmt: skip
    return render(request, "plans/write_answer.html", context)


def _key(request: Request, name: str) -> int:
    """The key that a form sends; 0, which nothing has, where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0


def _asked(upper: Plan, unit: Unit):
    for task, cells in queries.matrix_of(upper).rows:
        for cell in cells:
            if cell.unit.pk == unit.pk and cell.coverage != "not_asked":
                yield task, cell


@require_http_methods(["GET", "POST"])
def links(request: Request, pk: int) -> HttpResponse:
    """Which task of ours covers which task of the upper plan?"""
    plan = plan_in_reach(request, pk)
    demand(request, "plans.answer", plan.unit)
    upper = plan.upper
    if upper is None:
        messages.error(request, "Kế hoạch này không trả lời kế hoạch nào của cấp trên.")
        return redirect(plan)
    if request.method == "POST":
        deed = request.POST.get("deed")
        task = get_object_or_404(upper.tasks, pk=_key(request, "upper"))
        if deed == "link":
            lower = get_object_or_404(plan.tasks, pk=_key(request, "lower"))
            tell(request, lambda: commands.link_answer(request.actor, upper=task, lower=lower), "Đã nối hai nhiệm vụ.")
        elif deed == "unlink":
            link = get_object_or_404(AnswerLink, upper=task, lower__plan=plan, pk=_key(request, "link"))
            tell(request, lambda: commands.unlink_answer(request.actor, link=link), "Đã gỡ mối nối.")
        elif deed == "refuse":
            words = request.POST.get("reason", "")
            tell(
                request,
                lambda: commands.refuse_answer(request.actor, task=task, unit=plan.unit, reason=words),
                "Đã ghi lý do.",
            )
        return redirect(f"{request.path}#n{task.pk}")
    made: dict[int, list[AnswerLink]] = {}
    for link in AnswerLink.objects.filter(upper__plan=upper, lower__plan=plan).select_related("lower"):
        made.setdefault(link.upper_id, []).append(link)
    refusals = {row.task_id: row.reason for row in AnswerRefusal.objects.filter(task__plan=upper, unit=plan.unit)}
    own = list(plan.tasks.order_by("order", "id"))
    asked = {task.pk for task, cell in _asked(upper, plan.unit)}
    rows = [
        {
            "task": task,
            "links": made.get(task.pk, []),
            "reason": refusals.get(task.pk, ""),
            "near": queries.nearest(task, own),
            "asked": task.pk in asked,
        }
        for task in upper.tasks.order_by("order", "id")
    ]
    rows.sort(key=lambda row: not row["asked"])  # what was asked of the unit stands first
    return render(request, "plans/links.html", {"plan": plan, "upper": upper, "rows": rows, "own": own})


def _day(text: str) -> tuple[date | None, str]:
    """The day that was typed, or what is wrong with it."""
    try:
        return DayField(required=False).clean(text), ""
    except ValidationError as problem:
        return None, problem.messages[0]


@require_http_methods(["GET", "POST"])
def expect(request: Request, pk: int) -> HttpResponse:
    """Which units are to answer this plan with their own?"""
    plan = plan_in_reach(request, pk)
    demand(request, "plans.assign", plan.unit)
    units = (
        bodies_under([plan.unit_id], plan.issued_on or plan.starts_on).exclude(pk=plan.unit_id).order_by("kind", "name")
    )
    if request.method == "POST":
        chosen = list(units.filter(pk__in=[key for key in request.POST.getlist("units") if key.isdecimal()]))
        due, fault = _day(request.POST.get("due", ""))
        if fault:
            messages.error(request, fault)
        elif tell(
            request, lambda: commands.expect_answers(request.actor, plan=plan, units=chosen, due=due), "Đã gửi yêu cầu."
        ):
            return redirect("plans:matrix", plan.pk)
    known = set(plan.expected_answers.values_list("unit_id", flat=True))
    leading = set(
        Task.objects.filter(plan=plan, text__icontains="xây dựng kế hoạch").values_list(
            "assignments__unit_id", flat=True
        )
    )
    rows = [(unit, unit.pk in known, unit.pk in leading) for unit in units]
    return render(request, "plans/expect.html", {"plan": plan, "rows": rows})
