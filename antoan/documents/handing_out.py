"""Papers that leave from any room: in which form a body writes, and how a paper is handed to the browser."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse

from antoan.core.pages import attachment
from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.paper import Paper
from antoan.units.models import Kind, Unit

KINDS = ("pdf", "docx")


def form_of(unit: Unit) -> Literal["party", "state"]:
    """Party bodies write in Party form, all others in State form."""
    return "party" if unit.kind in (Kind.PARTY_COMMITTEE, Kind.PARTY_BOARD) else "state"


def response(paper: Paper, kind: str, *, name: str) -> HttpResponse:
    return attachment(render_pdf(paper) if kind == "pdf" else render_docx(paper), kind, name=name)
