"""Pages of statutory forms: which are being filled in, a new one, the fields, and the paper that they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan import law
from antoan.core.http import Request
from antoan.core.pages import attachment
from antoan.core.refusals import NotPermitted, Refusal
from antoan.documents import commands, filling, queries, sheets, statutory
from antoan.documents.forms import NewFormForm
from antoan.documents.handing_out import KINDS
from antoan.documents.models import FilledForm
from antoan.documents.views.common import as_sheet, attempt, demand, tell
from antoan.documents.views.paper import shown
from antoan.law.errors import LawError
from antoan.units.forms import day_asked


def _in_reach(request: Request, pk: int) -> FilledForm:
    rows = FilledForm.objects.visible_to(request.actor).select_related("unit", "changed_by")
    return get_object_or_404(rows, pk=pk)


def _form(filled: FilledForm) -> statutory.Form:
    """The form as the law has it on its day; 404 where the law no longer knows it."""
    try:
        return statutory.form_on(filled.key, filled.on, **filled.case)
    except LawError as problem:
        raise Http404(problem.message_vi) from problem


@require_GET
def forms(request: Request) -> HttpResponse:
    """Which forms are we filling in?"""
    rows = FilledForm.objects.visible_to(request.actor).select_related("unit", "changed_by").defer("values")
    if sheet := as_sheet(request, lambda: sheets.forms(rows, _names(rows)), name="bieu-mau"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    begins = queries.own_units(request.actor, "documents.draft").exists()
    return render(
        request, "documents/filled_forms.html", {"rows": page, "names": _names(page), "tab": "forms", "begins": begins}
    )


def _names(rows: Iterable[FilledForm]) -> dict[str, str]:
    rules = law.current().rules
    return {row.key: rules[row.key].name for row in rows if row.key in rules}


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Which form do we fill in, and on which day is it signed?"""
    demand(request, "documents.draft", None)
    given = {"key": request.GET.get("mau", ""), "on": day_asked(request.GET.get("ngay"))}
    form = NewFormForm(request.POST or None, actor=request.actor, initial=given)
    if request.method == "POST" and (made := attempt(form, lambda: commands.begin_form(request.actor, **form.facts()))):
        return redirect(made)
    return render(request, "documents/new_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def fill(request: Request, pk: int) -> HttpResponse:
    """What does the form ask, in its order, and what is still missing?"""
    filled = _in_reach(request, pk)
    may_write = request.actor.may("documents.draft", filled.unit)
    form = _form(filled)
    if request.method == "POST":
        return _deed(request, filled, form)
    if not may_write:
        return redirect("documents:form_preview", filled.pk)
    return _fill_page(request, filled, form, filled.values)


def _fill_page(request: Request, filled: FilledForm, form: statutory.Form, values: dict[str, Any]) -> HttpResponse:
    groups = filling.groups(form, values)
    context = {
        "filled": filled, "form": form, "groups": groups, "done": sum(group.is_filled for group in groups),
    }  # fmt: skip
    return render(request, "documents/fill.html", context)


def _deed(request: Request, filled: FilledForm, form: statutory.Form) -> HttpResponse:
    demand(request, "documents.draft", filled.unit)
    if request.POST.get("deed") == "discard":
        if tell(request, lambda: commands.discard_form(request.actor, filled=filled), "Đã xóa biểu mẫu."):
            return redirect("documents:filled_forms")
        return redirect(filled)
    values = filling.typed(form, request.POST.dict())
    sent = request.POST.get("version", "")
    try:
        commands.save_form(
            request.actor, filled=filled, version=int(sent) if sent.isdecimal() else filled.version, values=values
        )
    except NotPermitted:
        raise
    except Refusal as refusal:  # what was typed is never lost
        messages.error(request, str(refusal))
        return _fill_page(request, filled, form, values)
    if (deed := request.POST.get("deed", "")).startswith("more-"):  # the rows are saved, and two empty ones stand below
        return redirect(f"{filled.get_absolute_url()}#{deed.removeprefix('more-')}")
    messages.success(request, "Đã lưu.")
    return redirect("documents:form_preview", filled.pk)


def _made(filled: FilledForm, form: statutory.Form) -> statutory.Filled:
    values = filling.spoken(form, filled.values)
    return statutory.Filled(form, values, statutory.paper_of(form, values))


@require_GET
def preview(request: Request, pk: int) -> HttpResponse:
    """What will the paper look like, and what is printed as dots?"""
    filled = _in_reach(request, pk)
    form = _form(filled)
    made = _made(filled, form)
    context = {
        "filled": filled, "form": form, "missing": made.missing, "paper": shown(made.paper),
        "may_write": request.actor.may("documents.draft", filled.unit),
    }  # fmt: skip
    return render(request, "documents/form_preview.html", context)


@require_GET
def paper_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """The form as PDF or Word."""
    filled = _in_reach(request, pk)
    if kind not in KINDS:
        raise Http404
    made = _made(filled, _form(filled))
    day = timezone.localtime(filled.changed_at)
    name = f"{filled.key.removeprefix('forms.').replace('_', '-')}-{filled.pk}-{day:%Y%m%d}"
    return attachment(made.pdf() if kind == "pdf" else made.docx(), kind, name=name)
