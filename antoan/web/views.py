"""The pages that bring several rooms together: my work, the leader's page, the head's page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.accounts.models import User
from antoan.core.http import Request
from antoan.obligations import commands as obligation_commands
from antoan.obligations import queries as duties
from antoan.obligations.kinds import kind_of
from antoan.plans import queries as plans
from antoan.plans.models import Plan


@require_http_methods(["GET", "POST"])
def home(request: Request) -> HttpResponse:
    """Việc của tôi: what must I do today?"""
    actor = request.actor
    if request.method == "POST":  # "seen" of the reminders
        obligation_commands.see_notices(actor)
        return redirect("web:home")
    work = duties.work_of(actor)
    page = Paginator(work, 30).get_page(request.GET.get("trang"))
    rows = [{"duty": duty, "kind": kind_of(duty), "address": kind_of(duty).address(duty)} for duty in page]
    notices = duties.notices_of(actor)
    context = {
        "rows": page,
        "duties": rows,
        "load": duties.load_of(work),
        "waiting": plans.waiting_for(actor),
        "notices": [{"notice": n, "address": kind_of(n.obligation).address(n.obligation)} for n in notices[:5]],
        "notice_count": notices.count(),
        "has_plans": Plan.objects.visible_to(actor).exists(),
    }
    return render(request, "web/home.html", context)


@require_GET
def leader(request: Request) -> HttpResponse:
    """What is late, who answers for it, what moved this week?"""
    actor = request.actor
    overdue = plans.overdue_rows(actor)
    units = plans.late_by_unit(actor)
    cells = [
        {
            "name": unit.name,
            "state": unit.state,
            "address": reverse("plans:index") if not unit.late else f"#dv{unit.unit_id}",
            "words": f"{unit.total} phần việc, {unit.late} quá hạn, {unit.done} xong",
        }
        for unit in units
    ]
    context = {
        "worst": overdue[:5],
        "overdue_count": overdue.count(),
        "late_units": [unit for unit in units if unit.late],
        "units": units,
        "cells": cells,
        "counts": plans.standing_counts(plans.running(actor)),
        "week": plans.week_of(actor),
        "plans": plans.plan_rows(actor).exclude(status=Plan.Status.CLOSED)[:10],
        "today": timezone.localdate(),
    }
    return render(request, "web/leader.html", context)


@require_GET
def head(request: Request, pk: int) -> HttpResponse:
    """Everything one accountable head answers for, over time, as far as the reader may see it."""
    person = get_object_or_404(User, pk=pk)
    record = plans.head_record(request.actor, person)
    if not record.counts["total"] and request.user.pk != person.pk:
        return render(request, "web/nobody.html", {"person": None}, status=404)
    page = Paginator(record.rows, 50).get_page(request.GET.get("trang"))
    return render(request, "web/head.html", {"person": person, "record": record, "rows": page})


@require_GET
def more(request: Request) -> HttpResponse:
    """Everything that the bar of a phone has no room for."""
    return render(request, "web/more.html")
