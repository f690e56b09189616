"""Pages *Học tập*: which units have studied the directive, and what this session was planned for and reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core import spreadsheets
from antoan.core.fields import DayField
from antoan.core.http import Request
from antoan.core.pages import attachment, attempt, brought_sheet, chosen_columns, demand
from antoan.core.refusals import Refusal
from antoan.documents import handing_out
from antoan.outreach import commands, papers, queries, sheets
from antoan.outreach.forms import CallOffForm, CountForm, PlanForm, SessionForm, SigningForm
from antoan.outreach.models import StudySession

SALT = "outreach.attendance"
UNITS_A_PAGE, LISTED = 50, 200


def _session(request: Request, pk: int) -> StudySession:
    return get_object_or_404(queries.session_rows(request.actor), pk=pk)


def _holding(request: Request, pk: int) -> StudySession:
    """The session, for those who hold it."""
    found = _session(request, pk)
    demand(request, "outreach.hold", found.unit)
    return found


@require_GET
def study(request: Request) -> HttpResponse:
    """Which units have studied this directive, and how many of those expected came?"""
    known = queries.directives(request.actor)
    asked = request.GET.get("van-ban", "")
    picked = asked if asked in dict(known) else known[0][0] if known else ""
    context: dict[str, Any] = {"directives": known, "picked": picked, "name": dict(known).get(picked, "")}
    if picked:
        found = queries.overview(request.actor, picked)
        on_page = Paginator(found.units, UNITS_A_PAGE).get_page(request.GET.get("trang"))
        states = {unit.state for unit in found.units}
        context |= {
            "overview": found, "rows": on_page,
            "cells": [{"name": unit.name, "state": unit.state, "words": unit.words} for unit in found.units],
            "states": [state for state in ("held", "planned", "silent") if state in states],
            "sessions": [
                (session, queries.share_of(session.audience.all()))
                for session in queries.session_rows(request.actor, directive=picked)[:UNITS_A_PAGE]
            ],
        }  # fmt: skip
    return render(request, "outreach/study.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    demand(request, "outreach.hold", None)
    initial = {"directive": request.GET.get("van-ban", "")[:300]}
    form = PlanForm(request.POST or None, units=queries.holders(request.actor), initial=initial)
    if request.method == "POST" and (
        made := attempt(form, lambda: commands.plan_session(request.actor, expected=form.counts(), **form.facts()))
    ):
        messages.success(request, "Đã lên lịch. Giấy mời soạn sẵn ở dưới.")
        return redirect(made)
    return render(request, "outreach/plan.html", {"form": form, "session": None})


@require_GET
def session(request: Request, pk: int) -> HttpResponse:
    """What was planned here, and who came out of how many?"""
    found = _session(request, pk)
    people = found.attendees.all()
    context = {
        "session": found, "audience": found.audience.all(), "share": queries.share_of(found.audience.all()),
        "people": people[:LISTED], "people_count": people.count(),
        "signing": SigningForm(initial=vars(papers.signing_of(found.unit))),
    }  # fmt: skip
    return render(request, "outreach/session.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    found = _holding(request, pk)
    form = SessionForm(request.POST or None, session=found)
    if request.method == "POST" and attempt(
        form,
        lambda: commands.change_session(request.actor, session=found, expected=form.counts(), **form.facts()),
    ):
        messages.success(request, "Đã sửa.")
        return redirect(found)
    return render(request, "outreach/plan.html", {"form": form, "session": found})


@require_http_methods(["GET", "POST"])
def call_off(request: Request, pk: int) -> HttpResponse:
    found = _holding(request, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: commands.call_off_session(request.actor, session=found, **form.cleaned_data)
    ):
        messages.success(request, "Đã ghi buổi này hoãn, hủy.")
        return redirect(found)
    return render(request, "outreach/call_off.html", {"form": form, "session": found})


@require_http_methods(["GET", "POST"])
def count(request: Request, pk: int) -> HttpResponse:
    found = _holding(request, pk)
    form = CountForm(request.POST or None, session=found)
    if request.method == "POST" and attempt(
        form,
        lambda: commands.count_attendance(request.actor, session=found, attended=form.counts(), **form.facts()),
    ):
        messages.success(request, "Đã ghi số người dự.")
        return redirect(found)
    return render(request, "outreach/count.html", {"form": form, "session": found})


@require_http_methods(["GET", "POST"])
def bring(request: Request, pk: int) -> HttpResponse:
    """Step 1: choose the file. Step 2: look at what was understood, choose columns. Step 3: take it in."""
    found = _holding(request, pk)
    context: dict[str, Any] = {
        "session": found, "fields": [(name, title) for name, (title, _) in sheets.FIELDS.items()],
        "held_on": found.held_on or min(found.on, timezone.localdate()),
    }  # fmt: skip
    if request.method == "POST":
        try:
            sheet = brought_sheet(request, salt=SALT)
            start = sheets.find_headings(sheet)
            columns = chosen_columns(request, sheets.FIELDS) or sheets.recognise(sheet.rows[start])
            context |= {
                "headings": list(enumerate(sheet.rows[start])), "columns": columns, "sheet_name": sheet.name,
                "content": spreadsheets.packed(sheet, salt=SALT), "rows": [], "sound": 0, "is_read": True,
            }  # fmt: skip
            groups = [row.group for row in found.audience.all()]
            rows = sheets.read_rows(sheet, start, columns, only=groups[0] if len(groups) == 1 else "")
            sound = [row for row in rows if not row.faults]
            context |= {"rows": rows, "sound": len(sound)}
            if request.POST.get("deed") == "take":
                day = DayField().clean(request.POST.get("held_on") or context["held_on"])
                commands.list_attendance(request.actor, session=found, held_on=day, rows=sound)
                messages.success(request, f"Đã nhập danh sách {len(sound)} người dự.")
                return redirect(found)
        except Refusal as refusal:
            context["problem"] = refusal
    return render(request, "outreach/bring.html", context)


@require_GET
def template(request: Request) -> HttpResponse:
    return attachment(sheets.template(), "xlsx", name="mau-danh-sach-du-hoc")


@require_GET
def invitation(request: Request, pk: int, kind: str) -> HttpResponse:
    """The invitation as a document: PDF or DOCX."""
    found = _session(request, pk)
    if kind not in handing_out.KINDS:
        raise Http404
    signing = SigningForm.asked(request.GET, papers.signing_of(found.unit))
    return handing_out.response(papers.invitation(found, signing), kind, name=f"giay-moi-{found.pk}")
