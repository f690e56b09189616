"""Pages of the registers: which books there are, one book, and numbers that were used on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.core.http import Request
from antoan.documents import commands, numbering, queries, sheets
from antoan.documents.forms import PaperNumbersForm
from antoan.documents.models import Document, Register
from antoan.documents.views.common import as_sheet, attempt, demand


@require_GET
def registers(request: Request) -> HttpResponse:
    """Which books of numbers do we keep, and where do they stand?"""
    rows = queries.register_rows(request.actor)
    if sheet := as_sheet(request, lambda: sheets.registers(rows), name="so-van-ban"):
        return sheet
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    return render(request, "documents/registers.html", {"rows": page, "tab": "registers"})


@require_GET
def register(request: Request, pk: int) -> HttpResponse:
    """Which number went to which paper?"""
    found = get_object_or_404(Register.objects.visible_to(request.actor).select_related("unit"), pk=pk)
    rows = queries.entry_rows(found)
    if sheet := as_sheet(request, lambda: sheets.entries(found, rows), name=f"so-{found.kind}-{found.period}"):
        return sheet
    page = Paginator(rows, 100).get_page(request.GET.get("trang"))
    free = queries.free_numbers(found)
    return render(request, "documents/register.html", {"register": found, "rows": page, "free": free})


@require_http_methods(["GET", "POST"])
def take_on_paper(request: Request) -> HttpResponse:
    """Which numbers did we use on paper?"""
    demand(request, "documents.issue", None)
    today = timezone.localdate()
    years = [str(today.year), str(today.year - 1)]
    terms = [*reversed(numbering.periods(Document.Form.PARTY, today))]
    initial = {name: request.GET.get(name) for name in ("unit", "kind", "period") if request.GET.get(name)}
    periods = list(dict.fromkeys([*years, *terms]))
    form = PaperNumbersForm(request.POST or None, actor=request.actor, periods=periods, initial=initial)
    if request.method == "POST":
        made = attempt(form, lambda: commands.take_number_on_paper(request.actor, **form.cleaned_data))
        if made:
            words = f"số {made[0].number}" if len(made) == 1 else f"{len(made)} số"
            messages.success(request, f"Đã ghi {words} đã dùng trên giấy.")
            return redirect(made[0].register)
    return render(request, "documents/take_on_paper.html", {"form": form})
