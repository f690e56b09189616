"""Pages of documents: the register, one document, its original file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from antoan.core import files
from antoan.core.http import Request
from antoan.documents.models import Document


@require_GET
def index(request: Request) -> HttpResponse:
    """Which documents does my unit keep?"""
    rows = Document.objects.visible_to(request.actor).select_related("unit").defer("text")
    if words := request.GET.get("tim", "").strip():
        rows = rows.filter(title__icontains=words) | rows.filter(number__icontains=words)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "documents/index.html", {"rows": page, "words": words})


@require_GET
def document(request: Request, pk: int) -> HttpResponse:
    """What does the paper say, and how was it read?"""
    found = get_object_or_404(Document.objects.visible_to(request.actor).select_related("unit", "file", "plan"), pk=pk)
    return render(request, "documents/document.html", {"document": found, "provisions": found.provisions.all()})


@require_GET
def original(request: Request, pk: int) -> FileResponse:
    """The file as it came, byte for byte."""
    found = get_object_or_404(Document.objects.visible_to(request.actor).select_related("file"), pk=pk)
    return FileResponse(
        files.path_of(found.file.sha256).open("rb"),
        as_attachment=True,
        filename=found.file_name,
        content_type="application/octet-stream",
    )
