"""The pages that bring several rooms together: my work, the leader's page, the head's page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.accidents import queries as accidents
from antoan.accounts.models import User
from antoan.accounts.queries import seats_of
from antoan.core.http import Request
from antoan.documents import queries as papers
from antoan.obligations import commands as obligation_commands
from antoan.obligations import queries as duties
from antoan.obligations.kinds import kind_of
from antoan.obligations.queries import Side
from antoan.plans import queries as plans
from antoan.plans.models import Standing
from antoan.workplaces import queries as workplaces

BELOW = 5  # duties that others lead, or owe, and that stand below one's own
_SIDES = {"phoi-hop": Side.HELPING, "theo-doi": Side.WATCHED}
LATE_UNITS = 50  # rows of the table of those who are late


@require_http_methods(["GET", "POST"])
def home(request: Request) -> HttpResponse:
    """Việc của tôi: what must I do today?"""
    actor = request.actor
    if request.method == "POST":  # "seen" of the reminders
        obligation_commands.see_notices(actor)
        return redirect("web:home")
    seats = seats_of(actor)
    load = duties.load_of(actor, seats)
    # All in which another unit leads, and all that others owe under its watch, on pages of their own; else the first below.
    side = _SIDES.get(request.GET.get("xem", ""), Side.OWN)
    totals = {Side.OWN: load.total, Side.HELPING: load.helping, Side.WATCHED: load.watched}
    wanted = duties.Soonest(actor, seats, totals[side], side)
    page = Paginator(wanted, 30).get_page(request.GET.get("trang"))  # keys: only what is shown is read whole
    shown = duties.ready(page) if len(wanted) else []
    helped, watched = (
        duties.ready(duties.Soonest(actor, seats, totals[other], other)[:BELOW])
        if totals[other] and side == Side.OWN
        else []
        for other in (Side.HELPING, Side.WATCHED)
    )
    is_employer = bool(actor.records) and not actor.unit_ids
    notices, notice_count = duties.newest_notices(actor, seats, shown=5)
    context = {
        "rows": page,
        "duties": [workplaces.duty_row(duty, actor) for duty in shown],
        "helped": [workplaces.duty_row(duty, actor) for duty in helped],
        "watched": [workplaces.duty_row(duty, actor) for duty in watched],
        "side": side,
        "first": next((duty for duty in [*shown, *helped, *watched] if duty.owed_by not in actor.records), None),
        "is_employer": is_employer,
        "workplaces": workplaces.known(actor)[:BELOW] if is_employer else [],
        "load": load,
        "waiting": plans.waiting_for(actor, seats),
        "papers": papers.waiting_for(actor, seats),
        "notices": [{"notice": n, "address": kind_of(n.obligation).address(n.obligation)} for n in notices],
        "notice_count": notice_count,
        # Whoever owes something has found his plans; looking for them is dear.
        "has_plans": load.total + load.helping + load.watched > 0,
    }
    return render(request, "web/home.html", context)


@require_http_methods(["GET", "POST"])
def notices(request: Request) -> HttpResponse:
    """Which reminders have come to me, and which have I not seen?"""
    actor = request.actor
    if request.method == "POST":
        only = request.POST.get("notice", "")
        obligation_commands.see_notices(actor, only=int(only) if only.isdecimal() else None)
        return redirect(request.get_full_path())
    rows = duties.all_notices_of(actor)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    context = {
        "rows": page,
        "notices": [{"notice": n, "address": kind_of(n.obligation).address(n.obligation)} for n in page],
        "new": rows.filter(seen_at=None).count(),
    }
    return render(request, "web/notices.html", context)


@require_GET
def leader(request: Request) -> HttpResponse:
    """What is late, who answers for it, what moved this week?"""
    found = plans.leader_figures(request.actor)
    late_units = found.late_units[:LATE_UNITS]
    on_page = {unit.unit_id for unit in late_units}
    cells = [
        {
            "name": square.name,
            "state": square.state,
            "address": f"#dv{square.unit_id}" if square.unit_id in on_page else reverse("units:unit", args=[square.unit_id]),
            "words": f"{square.total} phần việc, {square.late} quá hạn, {square.done} xong",
        }
        for square in found.squares
    ]  # fmt: skip
    urged = set(plans.urged_today(part.task.plan_id for part in found.worst).values_list("plan", "unit"))
    context = {
        "late": duties.late_in_reach(request.actor),
        "worst": [(part, (part.task.plan_id, part.unit_id) in urged) for part in found.worst],
        "overdue_count": found.counts[Standing.OVERDUE],
        "late_units": found.late_units,
        "cells": cells,
        "counts": found.counts,
        "week": found.week,
        "plans": found.plans,
        "accidents": accidents.watch(request.actor),
        "today": timezone.localdate(),
    }
    return render(request, "web/leader.html", context)


@require_GET
def head(request: Request, pk: int) -> HttpResponse:
    """Everything one accountable head answers for, over time, as far as the reader may see it."""
    person = get_object_or_404(User, pk=pk)
    record = plans.head_record(request.actor, person)
    if not (record.counts["total"] or record.helping) and request.user.pk != person.pk:
        return render(request, "web/nobody.html", {"person": None}, status=404)
    page = Paginator(record.rows, 50).get_page(request.GET.get("trang"))
    return render(request, "web/head.html", {"person": person, "record": record, "rows": page})


@require_GET
def more(request: Request) -> HttpResponse:
    """Everything that the bar of a phone has no room for."""
    return render(request, "web/more.html")
