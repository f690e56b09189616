"""What the pages of papers share: finding a row in reach, and the deeds of every page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from antoan.core.http import Request
from antoan.core.pages import attachment, attempt, demand, tell
from antoan.documents.models import Dispatch, Draft

__all__ = ["as_sheet", "attempt", "demand", "dispatch_in_reach", "draft_in_reach", "tell"]


def draft_in_reach(request: Request, pk: int) -> Draft:
    """The draft, or 404 where the reader may not know that it exists."""
    rows = Draft.objects.visible_to(request.actor).select_related("unit", "begun_by", "sent_by", "approved_by")
    return get_object_or_404(rows, pk=pk)


def as_sheet(request: Request, content: Callable[[], bytes], *, name: str) -> HttpResponse | None:
    """The list as a spreadsheet where the address asks for it ("?tai=xlsx"), filtered as the page is."""
    return attachment(content(), "xlsx", name=name) if request.GET.get("tai") == "xlsx" else None


def dispatch_in_reach(request: Request, pk: int) -> Dispatch:
    rows = Dispatch.objects.visible_to(request.actor).select_related(
        "document__unit", "unit", "opened_by", "assigned_to", "assigned_by", "done_by"
    )
    return get_object_or_404(rows, pk=pk)
