"""Pages of finished papers: issuing, the lists of what came, went and is kept, one document, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core import files
from antoan.core.http import Request
from antoan.documents import commands, kinds, queries, sheets
from antoan.documents.forms import AssignForm, IssueForm
from antoan.documents.models import Document, Draft
from antoan.documents.offers import offers_for
from antoan.documents.recipients import Finder, Recipient, match_recipients
from antoan.documents.refusals import SymbolMissing
from antoan.documents.views.common import as_sheet, attempt, demand, dispatch_in_reach, draft_in_reach, tell
from antoan.documents.views.paper import reading
from antoan.units.models import Unit

UNOPENED_DAYS = 3  # after so many days a paper that lies unopened is pointed out


@require_http_methods(["GET", "POST"])
def issue(request: Request, pk: int) -> HttpResponse:
    """Which number, which day, to whom?"""
    draft = draft_in_reach(request, pk)
    demand(request, "documents.issue", draft.unit)
    if draft.status != Draft.Status.APPROVED:
        messages.warning(request, f"Dự thảo {draft.get_status_display()}, nên chưa ban hành được.")
        return redirect(draft)
    today = timezone.localdate()
    content = draft.versions.all()[0].content
    if not content["header"]["body"].strip():  # approved when nothing was asked; no number can be shown for it
        messages.warning(request, str(SymbolMissing()))
        return redirect(draft)
    recipients = match_recipients(content["header"], issuer=draft.unit, on=today)
    numbers = queries.numbers_ahead(draft, today)
    form = IssueForm(
        request.POST or None, form=draft.form, numbers=numbers, initial={"signed_on": today, "version": draft.version}
    )
    chosen = set(request.POST.getlist("to")) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid():
        units = _units(draft, form, recipients, chosen or set())
        made = attempt(
            form,
            lambda: commands.issue(
                request.actor, draft=draft, version=form.cleaned_data["version"], period=form.period_of(),
                signed_on=form.cleaned_data["signed_on"], recipients=units,
            ),
        ) if not form.errors else None  # fmt: skip
        if made:
            if count := made.dispatches.count():
                messages.success(request, f"Đã ban hành {made} và gửi tới {count} đơn vị.")
            else:
                messages.warning(request, f"Đã ban hành {made}, nhưng chưa gửi cho đơn vị nào trên hệ thống.")
            return redirect(made)
    rows = [
        {
            "recipient": one,
            "choices": [
                (unit, str(unit.pk) in chosen if chosen is not None else one.is_certain)
                for unit in one.units or one.candidates
            ],
        }
        for one in recipients
    ]
    symbol = kinds.symbol(draft.kind, draft.form, content["header"]["body"])
    context = {"draft": draft, "form": form, "rows": rows, "numbers": numbers, "symbol": symbol}
    return render(request, "documents/issue.html", context)


def _units(draft: Draft, form: IssueForm, recipients: list[Recipient], chosen: set[str]) -> list[Unit]:
    """The ticked units and those typed by name; a name that is not one unit is an error of its field."""
    offered = {str(unit.pk): unit for one in recipients for unit in (*one.units, *one.candidates)}
    units = [offered[key] for key in sorted(chosen) if key in offered]
    finder = Finder(draft.unit, timezone.localdate())
    for name in form.cleaned_data["more"]:
        found = finder.find(name)
        if not found.is_certain:
            form.add_error("more", found.why)
        units += found.units
    return units


@require_GET
def index(request: Request) -> HttpResponse:
    """What came in, and what of it has nobody opened?"""
    mine = request.GET.get("xem") == "cua-toi"
    rows = queries.incoming_rows(request.actor, mine=mine)
    if sheet := as_sheet(request, lambda: sheets.incoming(rows), name="van-ban-den"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    counts = queries.incoming_counts(request.actor)
    return render(
        request, "documents/incoming_list.html", {"rows": page, "counts": counts, "mine": mine, "tab": "incoming"}
    )


@require_GET
def issued(request: Request) -> HttpResponse:
    """What did we issue, and who has opened it?"""
    rows = queries.issued_rows(request.actor)
    if words := request.GET.get("tim", "").strip():
        rows = rows.filter(title__icontains=words) | rows.filter(number__icontains=words)
    if sheet := as_sheet(request, lambda: sheets.documents(rows, title="Văn bản đã ban hành"), name="da-ban-hanh"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "documents/issued.html", {"rows": page, "words": words, "tab": "issued"})


@require_GET
def kept(request: Request) -> HttpResponse:
    """Which documents does my unit keep?"""
    rows = Document.objects.visible_to(request.actor).select_related("unit").defer("text")
    if words := request.GET.get("tim", "").strip():
        rows = rows.filter(title__icontains=words) | rows.filter(number__icontains=words)
    if sheet := as_sheet(request, lambda: sheets.documents(rows, title="Văn bản đã lưu"), name="da-luu"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "documents/index.html", {"rows": page, "words": words, "tab": "kept"})


@require_http_methods(["GET", "POST"])
def incoming(request: Request, pk: int) -> HttpResponse:
    """What was sent to us, and who of us deals with it? It opens with a button, because opening is the receipt."""
    dispatch = dispatch_in_reach(request, pk)
    deed = request.POST.get("deed")
    people = queries.colleagues(dispatch.unit, timezone.localdate())
    data = request.POST if deed == "assign" else None
    initial = {"to": dispatch.assigned_to_id, "due": dispatch.due, "instruction": dispatch.instruction}
    form = AssignForm(data, people=people, initial=initial)
    if request.method == "POST":
        if deed == "open":
            tell(
                request,
                lambda: commands.open_dispatch(request.actor, dispatch=dispatch),
                "Đã ghi nhận đơn vị nhận văn bản.",
            )
            return redirect(dispatch)
        if deed == "finish":
            words = request.POST.get("result", "")
            tell(
                request,
                lambda: commands.finish_dispatch(request.actor, dispatch=dispatch, result=words),
                "Đã ghi văn bản xử lý xong.",
            )
            return redirect(dispatch)
        given = attempt(form, lambda: commands.assign_dispatch(request.actor, dispatch=dispatch, **form.cleaned_data))
        if given:
            messages.success(request, f"Đã giao {given.assigned_to} xử lý.")
            return redirect(dispatch)
    lines = reading(dispatch.document) if dispatch.opened_at else []
    context = {"dispatch": dispatch, "document": dispatch.document, "form": form, "lines": lines}
    return render(request, "documents/incoming.html", context)


@require_http_methods(["GET", "POST"])
def document(request: Request, pk: int) -> HttpResponse:
    """What does the paper say, how was it read, and who has received it?"""
    rows = Document.objects.visible_to(request.actor).select_related("unit", "file", "word", "plan", "entry__register")
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        demand(request, "documents.issue", found.unit)
        _send_more(request, found)
        return redirect(found)
    days = request.GET.get("ngay", "")
    limit = int(days) if days.isdigit() and len(days) < 4 else UNOPENED_DAYS
    sent: list[Any] = []
    if request.actor.may("documents.view", found.unit):  # receivers do not see how the others deal with it
        related = ("unit", "opened_by", "assigned_to", "done_by")
        sent = list(found.dispatches.select_related(*related).order_by("opened_at", "unit__name", "id"))
    unopened = [row for row in sent if row.opened_at is None]
    context = {
        "document": found, "lines": reading(found), "sent": sent, "unopened": unopened, "limit": limit,
        "overdue": [row for row in unopened if row.days_unopened >= limit],
        "is_issued": hasattr(found, "entry"),
        "offers": offers_for(request.actor, found) if hasattr(found, "entry") else [],
    }  # fmt: skip
    return render(request, "documents/document.html", context)


def _send_more(request: Request, found: Document) -> None:
    """Send to units typed by name; nothing is sent while a name is in doubt."""
    finder = Finder(found.unit, timezone.localdate())
    matches = [finder.find(name) for name in queries.lines(request.POST.get("more", ""))]
    doubts = [match.why for match in matches if not match.is_certain]
    if doubts or not matches:
        messages.error(request, " ".join(doubts) or "Hãy ghi tên ít nhất một đơn vị.")
        return
    units = [unit for match in matches for unit in match.units]
    notes = " ".join(match.note for match in matches if match.note)
    tell(
        request,
        lambda: commands.send_document(request.actor, document=found, recipients=units),
        f"Đã gửi thêm văn bản. {notes}".strip(),
    )


@require_GET
def original(request: Request, pk: int) -> FileResponse:
    """The file as it came, byte for byte."""
    found = get_object_or_404(Document.objects.visible_to(request.actor).select_related("file"), pk=pk)
    return _attached(found.file, found.file_name)


@require_GET
def word(request: Request, pk: int) -> FileResponse:
    """The Word file of a document that was written here."""
    rows = Document.objects.visible_to(request.actor).filter(word__isnull=False).select_related("word")
    found = get_object_or_404(rows, pk=pk)
    return _attached(found.word, f"{found.file_name.removesuffix('.pdf')}.docx")


def _attached(file: Any, name: str) -> FileResponse:
    return FileResponse(
        files.path_of(file.sha256).open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
