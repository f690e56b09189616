"""Pages *Hướng dẫn*: what has my unit been told to do, and who has not yet read it?"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core import files
from antoan.core.http import Request
from antoan.core.pages import attempt, demand, tell
from antoan.documents import handing_out
from antoan.outreach import commands, papers, queries
from antoan.outreach.forms import GuidanceForm, SigningForm
from antoan.outreach.models import Guidance
from antoan.units.models import Unit


@require_GET
def index(request: Request) -> HttpResponse:
    """What is there to read?"""
    unread = queries.unread_by(request.actor)
    page = Paginator(queries.guidance_rows(request.actor), 50).get_page(request.GET.get("trang"))
    today = timezone.now()
    context = {
        "rows": page, "unread": unread, "senders": queries.senders(request.actor),
        "late": {row.pk for row in page if row.opened < row.units and queries.due_of(row) < today},
    }  # fmt: skip
    return render(request, "outreach/guidance_index.html", context)


@require_http_methods(["GET", "POST"])
def send(request: Request, unit: int) -> HttpResponse:
    sender = get_object_or_404(Unit.objects.visible_to(request.actor, "outreach.view"), pk=unit)
    demand(request, "outreach.guide", sender)
    form = GuidanceForm(request.POST or None, unit=sender)
    if request.method == "POST" and (
        made := attempt(form, lambda: commands.issue_guidance(request.actor, unit=sender, **form.cleaned_data))
    ):
        messages.success(request, "Đã gửi. Đơn vị nhận thấy hướng dẫn này ở mục Hướng dẫn.")
        return redirect(made)
    return render(request, "outreach/send.html", {"form": form, "unit": sender})


def _guidance(request: Request, pk: int) -> Guidance:
    rows = Guidance.objects.visible_to(request.actor).select_related("unit", "document__file", "issued_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def guidance(request: Request, pk: int) -> HttpResponse:
    """What does it say, and which units have opened it? Opening is a deed: it leaves a receipt."""
    found = _guidance(request, pk)
    if request.method == "POST":
        tell(
            request,
            lambda: commands.read_guidance(request.actor, guidance=found),
            "Đã ghi nhận bạn đã mở hướng dẫn này.",
        )
        return redirect(found)
    readers = queries.readers(request.actor, found)
    states = {reader.state for reader in readers}
    context = {
        "guidance": found, "readers": readers, "is_closed": found.pk in queries.unread_by(request.actor),
        "due": queries.due_of(found), "opened": sum(bool(reader.receipts) for reader in readers),
        "late": [reader.unit for reader in readers if reader.state == "late"],
        "cells": [{"name": str(reader.unit), "state": reader.state, "words": reader.words} for reader in readers],
        "states": [state for state in ("read", "unread", "late") if state in states],
        "waiting": len(readers) - sum(bool(reader.receipts) for reader in readers),
        "signing": SigningForm(initial=vars(papers.signing_of(found.unit))),
    }  # fmt: skip
    return render(request, "outreach/guidance.html", context)


@require_GET
def urging(request: Request, pk: int, kind: str) -> HttpResponse:
    """The letter to the units that have not opened it, for the sender: PDF or DOCX."""
    found = _guidance(request, pk)
    demand(request, "outreach.guide", found.unit)
    waiting = [reader.unit for reader in queries.readers(request.actor, found) if not reader.receipts]
    if kind not in handing_out.KINDS or not waiting:
        raise Http404
    signing = SigningForm.asked(request.GET, papers.signing_of(found.unit))
    return handing_out.response(
        papers.urging_letter(found, waiting, signing), kind, name=f"don-doc-huong-dan-{found.pk}"
    )


@require_GET
def file(request: Request, pk: int) -> FileResponse:
    """The document that goes with it, byte for byte, for whoever has opened the guidance or need not."""
    found = _guidance(request, pk)
    if found.document is None:
        raise Http404
    if found.pk in queries.unread_by(request.actor):
        raise PermissionDenied("Hãy mở hướng dẫn trước khi tải tệp kèm.")
    return FileResponse(
        files.path_of(found.document.file.sha256).open("rb"),
        as_attachment=True,
        filename=found.document.file_name,
        content_type="application/octet-stream",
    )
