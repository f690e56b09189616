"""Pages about units: the tree on a day, a unit's life, and the acts that change it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal
from antoan.units import commands, queries
from antoan.units.forms import AddUnitsForm, AliasForm, PassOnForm, ReorganiseForm, UndoForm, day_asked
from antoan.units.models import Succession, UnitAlias
from antoan.units.succession import carry_out, pass_on_work, try_out


@require_GET
def index(request: Request) -> HttpResponse:
    """Which units stand on that day, and where is the one I look for?"""
    actor = request.actor
    day = day_asked(request.GET.get("ngay"))
    q = request.GET.get("q", "")[:100].strip()
    facts = {"day": day, "q": q, "may_manage": actor.may("units.manage")}
    if q:
        rows = Paginator(queries.found(actor, q, on=day), 50).get_page(request.GET.get("trang"))
        return render(request, "units/found.html", {**facts, "rows": rows})
    tree = queries.top_of_tree(actor, on=day)
    return render(request, "units/index.html", {**facts, "tree": tree, "counts": queries.counts(on=day)})


@require_http_methods(["GET", "POST"])
def unit(request: Request, number: int) -> HttpResponse:
    """What is this unit, since when, under whom, and who came before and after it? (POST: another name for it.)"""
    actor = request.actor
    found = get_object_or_404(queries.known(actor), pk=number)
    form = AliasForm(request.POST or None) if actor.may("units.manage", found) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            commands.add_alias(
                actor, unit=found, name=form.cleaned_data["name"], on=queries.life(found, on=timezone.localdate()).began
            )
            messages.success(request, _("Đã ghi tên gọi khác."))
            return redirect(found)
    life = queries.life(found, on=day_asked(request.GET.get("ngay")))
    context = {"unit": found, "life": life, "form": form, "may_manage": actor.may("units.manage")}
    return render(request, "units/unit.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Which bodies are missing in the register?"""
    if not request.actor.may("units.manage"):
        raise Http404
    form = AddUnitsForm(
        request.POST or None,
        initial={"parent": _number_asked(request), "on": timezone.localdate().replace(month=1, day=1)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = form.add(request.actor)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã thêm {count} đơn vị.").format(count=len(made)))
            return redirect(made[0].parent_on(form.cleaned_data["on"]) or "units:index")
    return render(request, "units/add.html", {"form": form})


@require_POST
def forget_name(request: Request, number: int) -> HttpResponse:
    """Take another name of a unit back."""
    alias = get_object_or_404(UnitAlias.objects.select_related("unit"), pk=number)
    if not request.actor.may("units.manage", alias.unit):
        raise Http404
    commands.remove_alias(request.actor, alias=alias)
    messages.success(request, _("Đã bỏ tên gọi khác."))
    return redirect(alias.unit)


def _number_asked(request: Request) -> str:
    """The unit from whose page the reader comes, as the form writes it."""
    number = request.GET.get("don-vi", "")
    return f"số {number}" if number.isdecimal() else ""


@require_http_methods(["GET", "POST"])
def reorganise(request: Request) -> HttpResponse:
    """Record a merger, split, change of name, abolition or transfer; first see what it would move."""
    actor = request.actor
    if not actor.may("units.manage"):
        raise Http404
    form = ReorganiseForm(request.POST or None, initial={"old": _number_asked(request)})
    moved = None
    if request.method == "POST" and form.is_valid():
        try:
            if "record" in request.POST:
                succession, moved = carry_out(actor, deed=form.deed_for(actor))
                messages.success(request, _("Đã ghi. Chuyển {count} việc còn mở.").format(count=len(moved)))
                return redirect("units:succession", succession.pk)
            moved = try_out(actor, form.deed_for(actor))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "units/reorganise.html", {"form": form, "moved": moved})


@require_http_methods(["GET", "POST"])
def succession(request: Request, number: int) -> HttpResponse:
    """What was done by this act, and can it be taken back?"""
    actor = request.actor
    if actor.user_id is None:
        raise Http404
    found = get_object_or_404(Succession, pk=number)
    may_undo = actor.may("units.manage") and found.undone_at is None and bool(found.before)
    form = UndoForm(request.POST or None) if may_undo else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            commands.undo_succession(actor, succession=found, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã hoàn tác; các đơn vị trở lại như trước thay đổi này."))
            return redirect("units:succession", found.pk)
    return render(request, "units/succession.html", {"succession": found, "parts": queries.parts(found), "form": form})


@require_http_methods(["GET", "POST"])
def pass_on(request: Request) -> HttpResponse:
    """Which open work passes to whom on the day of a reorganisation?"""
    actor = request.actor
    if not actor.may("units.manage"):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET if "on" in request.GET else None
    form = PassOnForm(asked)
    passed = None
    if form.is_bound and form.is_valid():
        is_dry = request.method != "POST"
        try:
            passed = pass_on_work(actor, on=form.cleaned_data["on"], dry_run=is_dry)
        except NotPermitted:
            form.add_error(
                None,
                "Ngày ấy có đơn vị kết thúc ngoài phạm vi bạn quản trị. Hãy nhờ quản trị của cấp trên chung (thường là cấp tỉnh) "
                "xem trước và chuyển.",
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return render(request, "units/pass_on.html", {"form": form, "passed": passed})
