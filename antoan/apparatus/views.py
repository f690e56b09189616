"""Pages *Bộ máy*: who works on safety in my unit, and which units below still lack somebody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from antoan.apparatus import commands, queries, sheets
from antoan.apparatus.forms import EndForm, MendForm, PostsForm, RegisterForm, ShareForm, TrainingForm
from antoan.apparatus.models import Share, Staff
from antoan.core import spreadsheets
from antoan.core.http import Request
from antoan.core.pages import attachment, attempt, brought_sheet, chosen_columns, demand
from antoan.core.refusals import Refusal
from antoan.units.models import Unit

SALT = "apparatus.staff"
UNITS_A_PAGE, LAPSING_SHOWN = 50, 20


def _unit(request: Request, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.actor, "apparatus.view"), pk=pk)


def _staff(request: Request, pk: int) -> Staff:
    rows = Staff.objects.visible_to(request.actor).select_related("unit", "user", "passed_from__unit")
    return get_object_or_404(rows.prefetch_related("trainings"), pk=pk)


@require_GET
def index(request: Request) -> HttpResponse:
    """Which units have somebody, who lacks how many, whose paper is about to lapse?"""
    found = queries.overview(request.actor)
    if len(found.units) == 1 and found.units[0].unit_id in request.actor.unit_ids:
        return redirect("apparatus:register", found.units[0].unit_id)
    picked = request.GET.get("xem", "")
    page = Paginator(found.picked(picked), UNITS_A_PAGE).get_page(request.GET.get("trang"))
    address = reverse("apparatus:register", args=[0]).removesuffix("0/")  # one look-up for a whole province
    cells = [
        {
            "name": unit.name, "state": unit.state, "address": f"{address}{unit.unit_id}/",
            "words": f"{unit.people_words}; {unit.missing_words}",
        }
        for unit in found.units
    ]  # fmt: skip
    states = {unit.state for unit in found.units}
    context = {
        "overview": found, "rows": page, "cells": cells, "picks": queries.PICKS, "picked": picked,
        "states": [state for state in ("staffed", "lacking", "vacant", "unasked") if state in states],
        "lapsing": [(row, queries.training_state(row.newest, timezone.localdate())) for row in queries.lapsing(request.actor)[:LAPSING_SHOWN]],
        "own": Unit.objects.filter(pk__in=request.actor.unit_ids).order_by("name", "pk"),
    }  # fmt: skip
    return render(request, "apparatus/index.html", context)


@require_GET
def register(request: Request, unit: int) -> HttpResponse:
    """Who works on safety here, since when, with which paper, and who is missing?"""
    found = _unit(request, unit)
    rows = list(queries.register_rows(request.actor, unit=found))
    context = {
        "unit": found,
        "staffing": queries.staffing_of(found, rows),
        "rows": [(row, queries.paper_of(row)) for row in rows],
        "gone": queries.gone(request.actor, found),
        "posts": queries.posts_of(found),
    }
    return render(request, "apparatus/register.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    demand(request, "apparatus.keep", found)
    form = RegisterForm(request.POST or None, unit=found, initial={"since": timezone.localdate()})
    if request.method == "POST" and (
        staff := attempt(form, lambda: commands.register_staff(request.actor, unit=found, **form.cleaned_data))
    ):
        messages.success(request, f"Đã ghi {staff} vào sổ. Hãy ghi lần huấn luyện gần nhất, nếu có.")
        return redirect(staff)
    return _deed(request, form, found, "Ghi người làm công tác ATVSLĐ", "Ghi vào sổ", back=("register", found.pk))


@require_http_methods(["GET"])
def person(request: Request, pk: int) -> HttpResponse:
    """What has this person's time on safety been here, and what papers are there?"""
    staff = _staff(request, pk)
    heir = Staff.objects.visible_to(request.actor).filter(passed_from=staff).select_related("unit").first()
    context = {"staff": staff, "paper": queries.paper_of(staff), "heir": heir}
    return render(request, "apparatus/person.html", context)


@require_http_methods(["GET", "POST"])
def mend(request: Request, pk: int) -> HttpResponse:
    staff = _keeping(request, pk)
    initial = {
        "name": staff.name, "position": staff.position, "since": staff.valid_from, "allowance": staff.allowance,
        "user": staff.user_id, "version": staff.version,
    }  # fmt: skip
    form = MendForm(request.POST or None, unit=staff.unit, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: commands.mend_staff(request.actor, staff=staff, **form.cleaned_data)
    ):
        messages.success(request, "Đã sửa.")
        return redirect(staff)
    return _deed(request, form, staff.unit, f"Sửa thông tin của {staff}", "Lưu", back=("person", staff.pk))


@require_http_methods(["GET", "POST"])
def train(request: Request, pk: int) -> HttpResponse:
    staff = _keeping(request, pk)
    form = TrainingForm(request.POST or None)
    if request.method == "POST" and (
        made := attempt(form, lambda: commands.record_training(request.actor, staff=staff, **form.cleaned_data))
    ):
        messages.success(request, f"Đã ghi; giấy chứng nhận có giá trị đến hết ngày {made.holds_until:%d/%m/%Y}.")
        return redirect(staff)
    return _deed(request, form, staff.unit, f"Ghi lần huấn luyện của {staff}", "Ghi", back=("person", staff.pk))


@require_http_methods(["GET", "POST"])
def share(request: Request, pk: int) -> HttpResponse:
    staff = _keeping(request, pk)
    other = Share.WHOLE if staff.share == Share.PART else Share.PART
    form = ShareForm(request.POST or None, initial={"share": other, "on": timezone.localdate()})
    if request.method == "POST" and (
        heir := attempt(form, lambda: commands.change_share(request.actor, staff=staff, **form.cleaned_data))
    ):
        messages.success(request, f"Đã ghi: từ ngày {heir.valid_from:%d/%m/%Y} là {heir.get_share_display()}.")
        return redirect(heir)
    return _deed(
        request, form, staff.unit, f"Đổi chuyên trách, kiêm nhiệm của {staff}", "Ghi", back=("person", staff.pk)
    )


@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    staff = _keeping(request, pk)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and attempt(
        form, lambda: commands.end_staff(request.actor, staff=staff, **form.cleaned_data)
    ):
        messages.success(request, f"Đã ghi {staff} thôi làm công tác này.")
        return redirect("apparatus:register", staff.unit_id)
    return _deed(request, form, staff.unit, f"{staff} thôi làm công tác ATVSLĐ", "Ghi", back=("person", staff.pk))


@require_http_methods(["GET", "POST"])
def posts(request: Request) -> HttpResponse:
    """How many people should these units have?"""
    demand(request, "apparatus.set_posts", None)
    initial = {"units": request.GET.getlist("don-vi"), "wanted": 1, "since": timezone.localdate()}
    form = PostsForm(request.POST or None, actor=request.actor, initial=initial)
    if request.method == "POST" and (
        made := attempt(form, lambda: commands.set_posts(request.actor, **form.cleaned_data))
    ):
        messages.success(request, f"Đã ghi số người cần có cho {len(made)} đơn vị.")
        return redirect("apparatus:register", made[0].unit_id) if len(made) == 1 else redirect("apparatus:index")
    return render(request, "apparatus/posts.html", {"form": form})


@require_GET
def export(request: Request, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    rows = queries.register_rows(request.actor, unit=found)
    return attachment(sheets.export(rows, of=str(found)), "xlsx", name=f"nguoi-lam-atvsld-{found.pk}")


@require_GET
def export_all(request: Request) -> HttpResponse:
    """Everybody in the reader's reach."""
    rows = queries.register_rows(request.actor)
    return attachment(sheets.export(rows, of="các đơn vị trong phạm vi theo dõi"), "xlsx", name="nguoi-lam-atvsld")


@require_GET
def template(request: Request) -> HttpResponse:
    return attachment(sheets.template(), "xlsx", name="mau-danh-sach")


@require_http_methods(["GET", "POST"])
def bring(request: Request, unit: int) -> HttpResponse:
    """Step 1: choose the file. Step 2: look at what was understood, choose columns. Step 3: take it in."""
    found = _unit(request, unit)
    demand(request, "apparatus.keep", found)
    context: dict[str, Any] = {"unit": found, "fields": [(name, title) for name, (title, _) in sheets.FIELDS.items()]}
    if request.method == "POST":
        try:
            sheet = brought_sheet(request, salt=SALT)
            start = sheets.find_headings(sheet)
            columns = chosen_columns(request, sheets.FIELDS) or sheets.recognise(sheet.rows[start])
            context |= {
                "headings": list(enumerate(sheet.rows[start])), "columns": columns, "sheet_name": sheet.name,
                "content": spreadsheets.packed(sheet, salt=SALT), "rows": [], "sound": 0, "is_read": True,
            }  # fmt: skip
            rows = sheets.read_rows(sheet, start, columns)
            sound = [row for row in rows if not row.faults]
            context |= {"rows": rows, "sound": len(sound)}
            if request.POST.get("deed") == "take":
                done = commands.import_staff(request.actor, unit=found, rows=sound)
                messages.success(
                    request, f"Đã nhập: {done['new']} người mới, {done['changed']} thay đổi, {done['same']} không đổi."
                )
                return redirect("apparatus:register", found.pk)
        except Refusal as refusal:
            context["problem"] = refusal
    return render(request, "apparatus/bring.html", context)


def _keeping(request: Request, pk: int) -> Staff:
    """The person's row, for those who keep the register of the unit."""
    staff = _staff(request, pk)
    demand(request, "apparatus.keep", staff.unit)
    return staff


def _deed(request: Request, form: Any, unit: Unit, heading: str, button: str, *, back: tuple[str, int]) -> HttpResponse:
    """The page of one deed: its form, and the way back."""
    address = reverse(f"apparatus:{back[0]}", args=[back[1]])
    context = {"form": form, "unit": unit, "heading": heading, "button": button, "back": address}
    return render(request, "apparatus/deed.html", context)
