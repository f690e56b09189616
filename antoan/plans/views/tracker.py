"""The Excel door: trackers come in with a preview, lists leave as workbooks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core import spreadsheets
from antoan.core.http import Request
from antoan.core.pages import attachment, brought_sheet, chosen_columns
from antoan.core.refusals import Refusal
from antoan.plans import commands, sheets
from antoan.plans.commands.tracker import changes_of
from antoan.plans.models import ColumnMap
from antoan.plans.views.common import demand, plan_in_reach

SALT = "plans.tracker"


@require_GET
def export(request: Request, pk: int) -> HttpResponse:
    plan = plan_in_reach(request, pk)
    return attachment(sheets.export(plan), "xlsx", name=f"theo-doi-{plan.pk}")


@require_GET
def template(request: Request) -> HttpResponse:
    return attachment(sheets.template(), "xlsx", name="mau-theo-doi")


@require_http_methods(["GET", "POST"])
def bring(request: Request, pk: int) -> HttpResponse:
    """Step 1: choose the file. Step 2: look at what was understood, choose columns. Step 3: take it in."""
    plan = plan_in_reach(request, pk)
    demand(request, "plans.assign", plan.unit)
    context: dict = {"plan": plan, "fields": [(name, title) for name, (title, _) in sheets.FIELDS.items()]}
    if request.method == "POST":
        try:
            sheet = brought_sheet(request, salt=SALT)
            start = sheets.find_headings(sheet)
            headings = sheet.rows[start]
            key = sheets.headings_key(headings)
            columns = _columns(request, plan, headings, key)
            rows = sheets.read_rows(sheet, start, columns, plan)
            sound = [row for row in rows if not row.faults]
            if request.POST.get("deed") == "take":
                done = commands.import_tracker(request.actor, plan=plan, rows=sound, headings_key=key, columns=columns)
                messages.success(
                    request,
                    f"Đã nhập: {done['new']} nhiệm vụ mới, {done['changed']} thay đổi, {done['same']} không đổi.",
                )
                return redirect(plan)
            changes = changes_of(plan, sound)
            context |= {
                "rows": [(row, changes.get(row.number)) for row in rows], "sound": len(sound), "headings": list(enumerate(headings)), "columns": columns,
                "content": spreadsheets.packed(sheet, salt=SALT), "sheet_name": sheet.name,
            }  # fmt: skip
        except Refusal as refusal:
            context["problem"] = refusal
    return render(request, "plans/tracker.html", context)


def _columns(request: Request, plan, headings, key: str) -> dict[str, int]:
    if chosen := chosen_columns(request, sheets.FIELDS):
        return chosen
    remembered = ColumnMap.objects.filter(unit=plan.unit, headings_key=key).first()
    return remembered.columns if remembered else sheets.recognise(headings)
