"""Pages on which a list is brought in: choose the file, look at what would change, take it in, or get it back marked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.core import files
from antoan.core.http import Request
from antoan.core.pages import WORKBOOK_LIMIT, attachment, attempt, tell
from antoan.core.refusals import NotPermitted, Refusal
from antoan.workplaces import commands
from antoan.workplaces.forms import BringForm
from antoan.workplaces.importing import cells, kinds, lists, marking, places, reading, running
from antoan.workplaces.importing.kinds import Comparison, Kind
from antoan.workplaces.importing.lists import Understood, said_of
from antoan.workplaces.models import ColumnMap, ImportBatch

SHOWN = 200  # rows of each sort that the preview shows


def _kind(request: Request, code: str) -> Kind:
    kind = kinds.kind_of(code)
    if kind is None:
        raise Http404
    if not request.actor.may_in_a_unit(kind.action):
        raise PermissionDenied
    return kind


@require_http_methods(["GET", "POST"])
def bring(request: Request) -> HttpResponse:
    """Step 1: which list, which file."""
    form = BringForm(request.POST or None, request.FILES or None, actor=request.actor)
    if not form.fields["kind"].choices:  # type: ignore[attr-defined]
        raise PermissionDenied
    if request.method == "POST":
        batch = attempt(form, lambda: _brought(request, form))
        if batch:
            return redirect(batch)
    waiting = list(ImportBatch.objects.of(request.actor.user_id)[:20])
    context = {
        "form": form,
        "kinds": [kind for kind in kinds.all_kinds() if request.actor.may_in_a_unit(kind.action)],
        "batches": waiting,
    }
    return render(request, "workplaces/bring.html", context)


def _brought(request: Request, form: BringForm) -> ImportBatch:
    """Keep the file; where the sender's layout is known, its columns are chosen already."""
    upload, code = form.cleaned_data["file"], form.cleaned_data["kind"]
    data, name = files.taken(upload, WORKBOOK_LIMIT), upload.name or ""
    kind = kinds.kind_of(code)
    assert kind is not None
    known: dict[str, str] = {}
    maps = ColumnMap.objects.filter(sender=request.actor.user_id, kind=code)
    if maps.exists():
        grid = reading.grid_of(data, name=name, kind=kind)
        known = next((one.columns for one in maps.filter(headings=grid.key)), {})
    return commands.bring_list(request.actor, kind=code, data=data, name=name, columns=known)


@require_GET
def template(request: Request, code: str) -> HttpResponse:
    """The empty workbook, with the communes of the sender's own reach in its cells."""
    kind = _kind(request, code)
    communes = places.area_names(request.actor, None, kind.action, on=timezone.localdate())
    return attachment(marking.template(kind, communes=communes), "xlsx", name=f"mau-{code}")


def _batch(request: Request, pk: UUID) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.of(request.actor.user_id).select_related("file", "unit"), pk=pk)


def _read(request: Request, batch: ImportBatch) -> tuple[Kind, Understood]:
    kind = _kind(request, batch.kind)
    if batch.file is None:
        raise Http404
    data = files.load(batch.file)
    return kind, lists.understood(
        request.actor, kind, data, name=batch.file_name, unit=batch.unit, columns=batch.columns
    )


@require_http_methods(["GET", "POST"])
def batch(request: Request, pk: UUID) -> HttpResponse:
    """Step 2: what was understood and what would change. Step 3: take it in."""
    found = _batch(request, pk)
    if request.method == "POST":
        try:
            return _deed(request, found)
        except NotPermitted as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
    context: dict[str, Any] = {"batch": found, "kind": _kind(request, found.kind)}
    if found.is_open:
        context |= _preview(request, found)
    return render(request, "workplaces/batch.html", context)


def _deed(request: Request, found: ImportBatch) -> HttpResponse:
    if request.POST.get("deed") == "columns":
        kind = _kind(request, found.kind)
        grid = _grid(found, kind)
        chosen = {one.name: request.POST.get(f"col-{one.name}", "") for one in kind.fields}
        by_number = {
            name: grid.headings[int(at)] or running.letters(int(at))
            if at.isdecimal() and int(at) < len(grid.headings)
            else ""
            for name, at in chosen.items()
        }
        commands.choose_columns(request.actor, batch=found, columns=by_number, headings=grid.key)
        return redirect(found)
    _one, understood = _read(request, found)
    left_out = frozenset(
        int(number) for number in request.POST.getlist("shown") if number.isdecimal() and number not in set(request.POST.getlist("row"))
    )  # fmt: skip
    outcome = commands.take_list(
        request.actor, batch=found, understood=understood, leave_out=left_out, whole=request.POST.get("deed") == "whole"
    )
    counts = outcome.comparison.counts()
    messages.success(request, f"Đã nhập {counts['new'] + counts['changed'] - len(left_out)} dòng.")
    return redirect(found)


def _grid(found: ImportBatch, kind: Kind) -> reading.Grid:
    if found.file is None:
        raise Http404
    return reading.grid_of(files.load(found.file), name=found.file_name, kind=kind, columns=found.columns)


def _preview(request: Request, found: ImportBatch) -> dict[str, Any]:
    """What the page of an open batch shows; where the columns are not found, only the choice of columns."""
    kind = _kind(request, found.kind)
    try:
        _one, understood = _read(request, found)
    except Refusal as refusal:
        grid = _grid(found, kind)
        chosen = reading.columns_of(grid, kind, found.columns, is_trial=True)
        return {"problem": refusal, **_columns(kind, grid, chosen)}
    comparison = lists.compared(understood)
    table = understood.table
    return {
        "table": table, "counts": comparison.counts(), "rejected": len(table.bad), "sound": len(table) - len(table.bad),
        "faults": table.faults[:SHOWN], "more_faults": max(len(table.faults) - SHOWN, 0), "mended": table.mended[:20],
        "mended_count": len(table.mended), "notes": [said_of(note, count) for note, count in table.notes.items()],
        "changes": _changes(kind, understood, comparison), **_columns(kind, understood.grid, table.places),
    }  # fmt: skip


def _columns(kind: Kind, grid: reading.Grid, chosen: dict[str, int]) -> dict[str, Any]:
    headings = [(at, heading or f"(cột {running.letters(at)})") for at, heading in enumerate(grid.headings)]
    return {"fields": [(one, chosen.get(one.name)) for one in kind.fields], "headings": headings}


def _changes(kind: Kind, understood: Understood, comparison: Comparison) -> list[dict[str, Any]]:
    """The first rows that would be taken: each with what is new or what would change from what."""
    table, lines = understood.table, []
    titles = kind.by_name
    for i, status in enumerate(comparison.status):
        if status not in ("new", "changed"):
            continue
        row = comparison.known.get(i) or {}
        told = []
        for name, (old, new) in row.get("changes", {}).items():
            field = titles.get("commune" if name == "unit_id" else name)
            said = [
                understood.setting.places.names.get(value, value) if name == "unit_id" else value
                for value in (old, new)
            ]
            told.append((field.heading if field else name, _said(said[0]), _said(said[1])))
        lines.append(
            {
                "number": table.numbers[i], "status": status, "name": table.columns["name"][i] if "name" in table.columns else "",
                "place": understood.setting.places.names.get(table.columns.get("commune", {i: 0})[i], ""), "changes": told,
            }
        )  # fmt: skip
        if len(lines) == SHOWN:
            break
    return lines


def _said(value: Any) -> str:
    return "trống" if value in (None, "") else cells.said(value)


@require_GET
def marked(request: Request, pk: UUID) -> HttpResponse:
    """The list as it came, its faults marked in the cells."""
    found = _batch(request, pk)
    try:
        _one, understood = _read(request, found)
    except Refusal as refusal:
        raise Http404 from refusal
    lists.compared(understood)
    return attachment(marking.marked(understood.grid, understood.table), "xlsx", name="danh-sach-co-danh-dau-loi")


@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    found = _batch(request, pk)
    tell(request, lambda: commands.drop_list(request.actor, batch=found), "Đã bỏ danh sách; không có gì được nhập.")
    return redirect("workplaces:bring")
