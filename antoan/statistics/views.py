"""Pages *Số liệu*: a question in a sentence, its answer with how sure it is, and the records behind it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from antoan.core import spreadsheets
from antoan.core.http import Request
from antoan.core.pages import attachment
from antoan.core.spreadsheets import Column
from antoan.statistics import definitions, queries
from antoan.statistics.compute import ALL, Answer
from antoan.statistics.forms import QuestionForm
from antoan.statistics.wording import differing, said, target

FIRST = "plan_parts_on_time"  # what a leader asks first
RECORDS_A_PAGE = 50
SIDES = {"tu-so": "numerator", "mau-so": "denominator"}


def _asked(request: Request) -> tuple[QuestionForm, Answer | None]:
    """The question in the address and its answer; None where it is not whole, or the name means several units."""
    if not request.actor.may(queries.VIEW):
        raise PermissionDenied
    own = queries.own_units(request.actor)
    asked = request.GET.dict()
    if not asked.get("chi_so"):
        asked |= {"chi_so": FIRST, "theo": "unit"}
    last = timezone.localdate()
    if not asked.get("don_vi") and own:
        asked["don_vi"] = str(own[0].pk)
        if own[0].ends_on:  # a body that was merged: its last year, not one in which it had nothing
            last = min(last, own[0].ends_on - timedelta(days=1))
    asked.setdefault("ky", str(last.year))
    form = QuestionForm(asked, actor=request.actor)
    if not form.is_valid() or len(form.units) != 1:
        return form, None
    given = form.cleaned_data
    found = queries.answer(
        request.actor,
        given["chi_so"],
        unit=form.units[0],
        period=given["ky"],
        by=given["theo"] or None,
        tree_on=given["cay"],
    )
    return form, found


@require_GET
def explore(request: Request) -> HttpResponse:
    """How much, where, when, and how sure is that?"""
    form, answer = _asked(request)
    if answer and request.GET.get("dang") in ("xlsx", "csv"):
        return _file(answer, request.GET["dang"])
    context: dict[str, Any] = {"form": form, "answer": answer, "own": queries.own_units(request.actor)}
    if answer:
        bars = queries.bars(answer)
        context |= {
            "said": said(answer.indicator, answer.whole),
            "bars": [bar for bar in bars if bar.figure.numerator or bar.figure.denominator],
            "unknown": [
                bar for bar in bars if not (bar.figure.numerator or bar.figure.denominator or bar.figure.withheld)
            ],
            "withheld": [bar.figure.name for bar in bars if bar.figure.withheld],
            "target": target(answer.indicator),
            "differing": differing(bars),
            "splits": answer.indicator.splits(),
        }
    return render(request, "statistics/explore.html", context)


@require_GET
def records(request: Request) -> HttpResponse:
    """Which records were counted?"""
    form, answer = _asked(request)
    side = SIDES.get(request.GET.get("phia", "tu-so"))
    if answer is None or side is None or getattr(answer.indicator, side) is None:
        raise Http404
    key = request.GET.get("phan") or ALL
    rows = queries.record_rows(answer, request.actor, key=key, side=side)
    figure = next((part for part in answer.parts if part.key == key), answer.whole)
    if figure.withheld:
        raise Http404
    context = {
        "form": form,
        "answer": answer,
        "figure": figure,
        "counted": getattr(figure, side),
        "grain": queries.grain_of(answer.indicator, side),
        "rows": Paginator(rows, RECORDS_A_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "statistics/records.html", context)


@require_GET
def definition(request: Request, key: str) -> HttpResponse:
    """What does this indicator count, and who says so?"""
    if not request.actor.may(queries.VIEW):
        raise PermissionDenied
    indicator = definitions.current().get(key)
    if indicator is None:
        raise Http404
    context = {
        "indicator": indicator,
        "target": target(indicator),
        "splits": indicator.splits(),
        "grain": queries.grain_of(indicator, "numerator"),
        "grain_below": queries.grain_of(indicator, "denominator") if indicator.denominator else "",
    }
    return render(request, "statistics/definition.html", context)


def _file(answer: Answer, kind: str) -> HttpResponse:
    title = f"{answer.indicator.name}, {answer.unit}, {answer.period}"
    head = ["Đơn vị, nhóm", "Tử số", "Mẫu số", "Giá trị", "Cận dưới 95%", "Cận trên 95%"]
    if kind == "xlsx":
        columns = [Column(name, 34 if name.startswith("Đơn vị") else 14) for name in head]
        return attachment(
            spreadsheets.write(title, columns, queries.sheet_rows(answer)), "xlsx", name=answer.indicator.key
        )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(queries.sheet_rows(answer))
    return HttpResponse(
        "\ufeff" + text.getvalue(),  # Excel reads Vietnamese right only after this mark
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{answer.indicator.key}.csv"'},
    )
