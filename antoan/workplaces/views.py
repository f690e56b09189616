"""Pages *Cơ sở*: who works where, what each place owes, and who keeps silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from uuid6 import uuid7

from antoan.accounts.queries import holders_of
from antoan.core.http import Request
from antoan.core.pages import attachment, attempt, demand, tell
from antoan.core.refusals import NotPermitted, Refusal
from antoan.documents import queries as papers
from antoan.obligations import queries as duties
from antoan.obligations.models import State
from antoan.units.models import Unit
from antoan.workplaces import commands, queries, reporting, sectors, sheets, urging
from antoan.workplaces.forms import CloseForm, CountsForm, MendForm, SafetyPlanForm, UpkeepForm, WorkplaceForm
from antoan.workplaces.models import RISKS, Group, Kind, Workplace

SILENT_A_PAGE = 50


def _sieve(request: Request) -> queries.Sieve:
    asked = request.GET
    commune = asked.get("xa", "")
    return queries.Sieve(
        words=asked.get("tim", "").strip()[:100], commune=int(commune) if commune.isdecimal() and len(commune) < 10 else None,
        section=asked.get("nganh", "")[:1], kind=asked.get("loai", ""), risk=asked.get("nguy-hiem", ""),
        state=asked.get("trang-thai", ""),
    )  # fmt: skip


def workplace_in_reach(request: Request, pk: UUID) -> Workplace:
    rows = Workplace.objects.visible_to(request.actor).select_related("unit", "parent", "merged_into")
    return get_object_or_404(rows, pk=pk)


def _keeping(request: Request, pk: UUID, action: str = "workplaces.keep") -> Workplace:
    """The workplace, for those who keep its register or, an employer among them, report on it."""
    workplace = workplace_in_reach(request, pk)
    demand(request, action, workplace)
    return workplace


@require_GET
def index(request: Request) -> HttpResponse:
    """Which workplaces are there, narrowed as the reader asks?"""
    sieve = _sieve(request)
    found = queries.register_rows(request.actor, sieve)
    pages = queries.Pages(found, queries.A_PAGE)
    communes = list(queries.communes(request.actor, "workplaces.view")[: queries.COMMUNES_OFFERED + 1])
    context = {
        "rows": pages.get_page(request.GET.get("trang")), "pages": pages, "sieve": sieve,
        "workers": None if pages.is_more else queries.workers_of(found),
        "communes": communes if len(communes) <= queries.COMMUNES_OFFERED else [],
        "sections": sectors.sections(), "kinds": Kind.choices, "risks": RISKS.items(),
    }  # fmt: skip
    return render(request, "workplaces/index.html", context)


@require_GET
def export(request: Request) -> HttpResponse:
    """What the register shows, narrowed in the same way."""
    rows = queries.register_rows(request.actor, _sieve(request))[: queries.MOST]
    return attachment(sheets.export(rows, of="các cơ sở trong phạm vi theo dõi"), "xlsx", name="so-co-so")


@require_GET
def workplace(request: Request, pk: UUID) -> HttpResponse:
    """What is this place, who works there, what does it owe next?"""
    found = workplace_in_reach(request, pk)
    life = queries.life(request.actor, found)
    owed = [queries.duty_row(duty, request.actor) for duty in queries.owed_by(found)]
    context = {
        "owed": owed,
        "late": sum(row["duty"].state == State.OVERDUE for row in owed),
        "is_own": str(found.pk) in request.actor.records,
        "workplace": found,
        "life": life,
        "today": timezone.localdate(),
        "last_year": timezone.localdate().year - 1,
    }
    return render(request, "workplaces/workplace.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    demand(request, "workplaces.keep", None)
    form = WorkplaceForm(
        request.POST or None, actor=request.actor, initial={"id": uuid7(), "unit": request.GET.get("xa")}
    )
    if request.method == "POST" and (
        made := attempt(form, lambda: commands.register_workplace(request.actor, **form.facts))
    ):
        messages.success(request, f"Đã ghi {made} vào sổ.")
        for twin in queries.twins_of(request.actor, made)[:1]:
            messages.warning(request, f"Có thể trùng với {twin.workplace} ({twin.why}). Hãy xem ở dưới.")
        return redirect(made)
    return _deed(request, form, "Ghi cơ sở vào sổ", "Ghi vào sổ", back=reverse("workplaces:index"))


@require_http_methods(["GET", "POST"])
def mend(request: Request, pk: UUID) -> HttpResponse:
    found = _keeping(request, pk)
    names = (
        "name",
        "kind",
        "sector",
        "address",
        "tax_code",
        "head",
        "phone",
        "opened_on",
        "latitude",
        "longitude",
        "version",
    )
    initial = {name: getattr(found, name) for name in names} | {
        "unit": found.unit_id, "risks": [risk for risk in RISKS if getattr(found, risk)], "since": timezone.localdate(),
    }  # fmt: skip
    form = MendForm(request.POST or None, actor=request.actor, workplace=found, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: commands.mend_workplace(request.actor, workplace=found, **_without(form.facts, "id"))
    ):
        messages.success(request, "Đã sửa.")
        return redirect(found)
    return _deed(request, form, f"Sửa {found}", "Lưu", workplace=found)


def _without(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name not in names}


@require_http_methods(["GET", "POST"])
def close(request: Request, pk: UUID) -> HttpResponse:
    found = _keeping(request, pk)
    form = CloseForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and attempt(
        form, lambda: commands.close_workplace(request.actor, workplace=found, **form.cleaned_data)
    ):
        messages.success(request, f"Đã ghi {found} ngừng hoạt động.")
        return redirect(found)
    return _deed(request, form, f"{found} ngừng hoạt động", "Ghi", workplace=found)


@require_http_methods(["GET", "POST"])
def counts(request: Request, pk: UUID) -> HttpResponse:
    """How many worked here in a year?"""
    found = _keeping(request, pk, "workplaces.report")
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year - 1
    initial: dict[str, Any] = {"year": year}
    for row in found.headcounts.filter(year=year):
        if row.group == Group.ALL:
            initial |= {"workers": row.workers, "women": row.women, "hours": row.hours}
        else:
            initial[row.group] = row.workers
    form = CountsForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form,
        lambda: commands.report_headcounts(
            request.actor, workplace=found, year=form.cleaned_data["year"],
            counts=[commands.Count(*one) for one in form.counts],
        ),
    ):  # fmt: skip
        messages.success(request, f"Đã ghi số lao động năm {form.cleaned_data['year']}.")
        return redirect(found)
    return _deed(request, form, f"Số lao động của {found}", "Ghi", workplace=found)


@require_http_methods(["GET", "POST"])
def upkeep(request: Request, pk: UUID) -> HttpResponse:
    found = _keeping(request, pk, "workplaces.report")
    initial = {
        "kind": request.GET.get("viec"),
        "name": request.GET.get("may", "")[:150],
        "done_on": timezone.localdate(),
    }
    form = UpkeepForm(request.POST or None, initial=initial)
    if request.method == "POST" and (
        row := attempt(form, lambda: commands.record_upkeep(request.actor, workplace=found, **form.cleaned_data))
    ):
        messages.success(request, f"Đã ghi; lần tới chậm nhất ngày {row.due:%d/%m/%Y}, có trong Việc của tôi.")
        return redirect(found)
    return _deed(request, form, f"Việc định kỳ của {found}", "Ghi", workplace=found)


@require_http_methods(["GET", "POST"])
def safety_plan(request: Request, pk: UUID) -> HttpResponse:
    found = _keeping(request, pk, "workplaces.report")
    year = timezone.localdate().year
    known: Any = found.safety_plans.filter(year=year).values().first() or {}
    form = SafetyPlanForm(request.POST or None, initial={"year": year, **known})
    if request.method == "POST" and attempt(
        form, lambda: commands.record_safety_plan(request.actor, workplace=found, **form.cleaned_data)
    ):
        messages.success(request, f"Đã ghi tổ chức, kế hoạch an toàn năm {form.cleaned_data['year']}.")
        return redirect(found)
    return _deed(request, form, f"Tổ chức, kế hoạch an toàn của {found}", "Ghi", workplace=found)


@require_POST
def merge(request: Request, pk: UUID) -> HttpResponse:
    """This one is the other one, entered twice."""
    found = _keeping(request, pk)
    into = get_object_or_404(Workplace.objects.visible_to(request.actor), pk=_key(request.POST.get("into", "")))
    tell(request, lambda: commands.merge_workplaces(request.actor, workplace=found, into=into), f"Đã gộp vào {into}.")
    return redirect(into)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def part(request: Request, pk: UUID) -> HttpResponse:
    found = _keeping(request, pk)
    tell(request, lambda: commands.part_workplaces(request.actor, workplace=found), f"Đã tách lại {found}.")
    return redirect(found)


@require_GET
def duplicates(request: Request) -> HttpResponse:
    """Which workplaces may have been entered twice, and why is that thought?"""
    return render(request, "workplaces/duplicates.html", {"pairs": queries.duplicates(request.actor)})


def _year(request: Request) -> int:
    asked = (request.POST or request.GET).get("nam", "")
    last = timezone.localdate().year - 1
    return int(asked) if asked.isdecimal() and 1990 <= int(asked[:5]) <= last + 1 else last


def _silent_of(request: Request, year: int, commune: str) -> tuple[Any, Unit | None]:
    """The workplaces that had to report, within one commune where one is asked for."""
    rows = reporting.expected(request.actor, year)
    if not commune.isdecimal() or len(commune) > 9:
        return rows, None
    unit = get_object_or_404(Unit, pk=int(commune))
    return rows.filter(unit=unit), unit


@require_GET
def expected(request: Request) -> HttpResponse:
    """Who had to report for the year, who did, who kept silent?"""
    year = _year(request)
    everybody = reporting.expected(request.actor, year)
    communes = reporting.by_commune(everybody, year)
    rows, commune = _silent_of(request, year, request.GET.get("xa", ""))
    silent = reporting.silent(rows, year)
    pages = queries.Pages(silent, SILENT_A_PAGE)
    shown = [one for one in communes if commune is None or one.unit.pk == commune.pk]
    if request.GET.get("dang") == "xlsx":  # whom to telephone
        return attachment(sheets.silent(silent[: queries.MOST], year=year), "xlsx", name=f"chua-bao-cao-{year}")
    page = pages.get_page(request.GET.get("trang"))
    accounts = holders_of((str(row.pk) for row in page), timezone.localdate())
    context = {
        "year": year, "years": range(timezone.localdate().year, timezone.localdate().year - 5, -1), "communes": communes,
        "commune": commune, "owed": sum(one.owed for one in shown), "told": sum(one.told for one in shown),
        "rows": page, "basis": reporting.basis(year), "sources": reporting.sources(),
        "with_account": [row.pk for row in page if accounts.get(str(row.pk))],
        "letter": papers.draft_rows(request.actor).filter(title=urging.title_of_reminder(year)).first(),
        "cells": [
            {
                "name": one.unit.name, "state": "missing" if not one.told else "draft" if one.silent else "covered",
                "words": f"{one.told} trên {one.owed} cơ sở đã báo", "address": f"?nam={year}&xa={one.unit.pk}",
            }
            for one in communes
        ],
    }  # fmt: skip
    return render(request, "workplaces/expected.html", context)


@require_POST
def remind(request: Request) -> HttpResponse:
    """Remind all who are silent in a commune, at once: through their accounts, by a letter, or by the list of telephones."""
    year = _year(request)
    rows, commune = _silent_of(request, year, request.POST.get("xa", ""))
    unit = commune or Unit.objects.filter(pk__in=request.actor.unit_ids).order_by("pk").first()
    if unit is None:
        demand(request, "workplaces.keep", None)
    assert unit is not None
    wanted = list(reporting.silent(rows, year)[:1000])
    _urged(request, lambda: urging.remind_silent(request.actor, unit=unit, year=year, workplaces=wanted))
    return redirect(f"{reverse('workplaces:expected')}?nam={year}" + (f"&xa={commune.pk}" if commune else ""))


@require_POST
def urge(request: Request, pk: int) -> HttpResponse:
    """Urge the workplace that owes this and is late."""
    duty = get_object_or_404(duties.readable(request.actor).watched(), pk=pk)
    made = _urged(request, lambda: urging.urge(request.actor, obligation=duty))
    return redirect(made.draft if made and made.draft else "web:home")


def _urged(request: Request, deed: Callable[[], urging.Urged]) -> urging.Urged | None:
    """Do it, and say on the next page who was told and who was not."""
    try:
        made = deed()
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return None
    messages.success(request, made.words)
    return made


def _deed(
    request: Request, form: Any, heading: str, button: str, *, workplace: Workplace | None = None, back: str = ""
) -> HttpResponse:
    """The page of one deed: its form, and the way back."""
    address = workplace.get_absolute_url() if workplace else back
    context = {"form": form, "workplace": workplace, "heading": heading, "button": button, "back": address}
    return render(request, "workplaces/deed.html", context)
