"""What the pages of every room do alike: open a deed to those who may, show a refusal at its field, hand out a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from antoan.core import files, spreadsheets
from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal

WORKBOOK_LIMIT = 20 * 1024 * 1024  # bytes
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def demand(request: Request, action: str, unit: Any) -> None:
    """Open a page of a deed only to those who may do it; others who see the record get 403."""
    if not request.actor.may(action, unit):
        raise PermissionDenied


def attempt(form: forms.Form, deed: Callable[[], Any]) -> Any:
    """Do the deed if the form is valid; a refusal comes back as an error of its field. None where nothing was done."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def tell(request: Request, deed: Callable[[], Any], done: str) -> bool:
    """Do a one-button deed and say how it went on the next page."""
    try:
        deed()
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True


def brought_sheet(request: Request, *, salt: str) -> spreadsheets.Sheet:
    """The longest sheet of the uploaded workbook or, from the preview on, the one that travelled with the page.

    Raises:
        FileTooLarge, NotASpreadsheet, SheetTooLarge, SheetTooLong, SheetIsEmpty
    """
    if file := request.FILES.get("file"):
        found = spreadsheets.read(files.taken(file, WORKBOOK_LIMIT), name=file.name or "")
        return max(found, key=lambda sheet: len(sheet.rows))
    return spreadsheets.unpacked(request.POST.get("content", ""), name=request.POST.get("sheet_name", ""), salt=salt)


def chosen_columns(request: Request, names: Iterable[str]) -> dict[str, int]:
    """Our field → column number, as chosen in the preview; empty before anything was chosen."""
    chosen = {name: request.POST.get(f"col-{name}", "") for name in names}
    return {name: int(at) for name, at in chosen.items() if at.isdecimal()}


def attachment(content: bytes, kind: str, *, name: str, is_saved: bool = False) -> HttpResponse:
    """A file for the browser: PDF opens unless it is to be saved, the others are saved."""
    disposition = "inline" if kind == "pdf" and not is_saved else "attachment"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[kind],
        headers={"Content-Disposition": f'{disposition}; filename="{name}.{kind}"'},
    )
