"""Pages *Tra cứu quy định*: what the law says on a day, since when, from where, and who compared it. All who sign in may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal
from antoan.core.scoping import Actor
from antoan.law import commands, pack, queries, settlements
from antoan.law.errors import UnknownKey
from antoan.law.forms import SettleForm, VerifyForm, WithdrawForm
from antoan.law.models import Settlement, Verification
from antoan.law.queries import Asked, Register
from antoan.units.forms import day_asked
from antoan.units.models import Unit

REFORM = date(2025, 7, 1)  # two levels of local government: the change that offices ask about most


def _asked(request: Request) -> dict[str, Any]:
    return {
        "day": day_asked(request.GET.get("ngay")),
        "q": request.GET.get("q", "")[:100].strip(),
        "today": timezone.localdate(),
    }


@require_GET
def index(request: Request) -> HttpResponse:
    """What does the law of that day say about what I look for?"""
    asked = _asked(request)
    domain = request.GET.get("linh-vuc", "")
    found = queries.found(asked["q"], on=asked["day"], domain=domain, register=Register())
    facts = {
        **asked,
        "domain": domain,
        "domains": queries.domains(),
        "rows": Paginator(found, 25).get_page(request.GET.get("trang")),
        "marked": sum(bool(row.mark) for row in found),
        "open": sum(row.is_open for row in found),
        "faults": [settlements.said(fault) for fault in pack.current().faults],
    }
    return render(request, "law/index.html", {"tab": "index", **facts})


@require_GET
def rule(request: Request, key: str) -> HttpResponse:
    """What does this rule say on that day, since when, from where, and what rests on it?"""
    try:
        page = queries.rule_page(key, on=day_asked(request.GET.get("ngay")))
    except UnknownKey as unknown:
        raise Http404(unknown.message_vi) from unknown
    return render(request, "law/rule.html", {"tab": "", "page": page, "may_verify": request.actor.may("law.verify")})


@require_GET
def changes(request: Request) -> HttpResponse:
    """What must I do otherwise from one day to the other?"""
    first = day_asked(request.GET["tu"]) if request.GET.get("tu") else date(2025, 6, 30)
    second = day_asked(request.GET["den"]) if request.GET.get("den") else REFORM
    first, second = sorted((first, second))  # asked backwards, the answer is the same
    groups = queries.changes(first, second)
    facts = {
        "first": first,
        "second": second,
        "today": timezone.localdate(),
        "groups": groups,
        "count": sum(len(group.rules) for group in groups),
        "documents": queries.instrument_changes(first, second),
    }
    return render(request, "law/changes.html", {"tab": "changes", "known": Register(), **facts})


@require_GET
def instruments(request: Request) -> HttpResponse:
    """Which documents hold on that day?"""
    asked = _asked(request)
    rows = queries.instruments(asked["q"], on=asked["day"], all_of_them="tat-ca" in request.GET)
    return render(
        request,
        "law/instruments.html",
        {"tab": "instruments", **asked, "rows": rows, "all_of_them": "tat-ca" in request.GET},
    )


@require_GET
def instrument(request: Request, name: str) -> HttpResponse:
    """Does this document hold, what came before and after it, and what rests on it?"""
    law = pack.current()
    found = law.instruments.get(name)
    if found is None:
        raise Http404
    facts = {
        "instrument": found,
        "day": timezone.localdate(),
        "predecessors": [law.instruments[each] for each in found.replaces if each in law.instruments],
        "successors": queries.successors(found),
        "amends": [law.instruments[each] for each in found.amends if each in law.instruments],
        "amended_by": queries.amended_by(found),
        "rules": queries.resting_on(found),
        "questions": [law.questions[code] for code in found.questions if code in law.questions],
    }
    return render(request, "law/instrument.html", {"tab": "", **facts})


@require_GET
def forms_in_force(request: Request) -> HttpResponse:
    """Which form is to be filled in on that day, and what does it ask?"""
    asked = _asked(request)
    rows = queries.forms(on=asked["day"], register=Register())
    known = sum(bool(form.row.entries) and not form.row.is_open for form in rows)
    return render(request, "law/forms.html", {"tab": "forms", **asked, "rows": rows, "known": known})


@require_GET
def questions(request: Request) -> HttpResponse:
    """What is not settled yet, and which document would settle it?"""
    rows = queries.questions()
    return render(
        request,
        "law/questions.html",
        {"tab": "questions", "rows": rows, "left": sum(not row.is_settled for row in rows)},
    )


def _question(code: str) -> Asked:
    found = queries.question(code)
    if found is None:
        raise Http404
    return found


@require_GET
def question(request: Request, code: str) -> HttpResponse:
    """What is asked, what waits for it, and who answered what?"""
    return render(
        request,
        "law/question.html",
        {"tab": "", "asked": _question(code), "may_settle": request.actor.may("law.settle")},
    )


@require_http_methods(["GET", "POST"])
def settle(request: Request, code: str) -> HttpResponse:
    """Answer an open question from the document that settles it."""
    asked = _question(code)
    unit = _unit(request.actor, "law.settle")
    form = SettleForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.settle(request.actor, unit=unit, question=code, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            said = _("Đã ghi. Từ ngày {day:%d/%m/%Y} quy định theo câu trả lời này, có ghi chú chưa đối chiếu bản gốc.")
            messages.success(request, said.format(day=made.valid_from) if made.key else _("Đã ghi câu trả lời."))
            return redirect("law:question", code)
    return render(
        request,
        "law/settle.html",
        {"tab": "", "form": form, "asked": asked, "names": sorted(pack.current().instruments)},
    )


@require_POST
def withdraw_settlement(request: Request, pk: int) -> HttpResponse:
    """Take an answer back; the question is open again."""
    found = get_object_or_404(Settlement.objects.select_related("unit"), pk=pk)

    def deed(reason: str) -> None:
        commands.withdraw_settlement(request.actor, settlement=found, reason=reason)

    return _withdraw(request, deed, found.get_absolute_url())


@require_GET
def register(request: Request) -> HttpResponse:
    """What has been compared with the official text, and what is left?"""
    total, left = queries.to_compare(Register())
    count = sum(len(row.entries) for rows in left.values() for row in rows)
    done = Paginator(Verification.objects.select_related("by", "unit", "withdrawn_by"), 40).get_page(
        request.GET.get("trang")
    )
    facts = {
        "total": total,
        "left": left.items(),
        "count": count,
        "compared": total - count,
        "rows": done,
        "may_verify": request.actor.may("law.verify"),
    }
    return render(request, "law/register.html", {"tab": "register", **facts})


@require_http_methods(["GET", "POST"])
def verify(request: Request, key: str) -> HttpResponse:
    """Record that entries of a rule were laid beside the official text and say the same."""
    unit = _unit(request.actor, "law.verify")
    try:
        found = pack.current().rule(key)
    except UnknownKey as unknown:
        raise Http404(unknown.message_vi) from unknown
    known = Register(key)
    left = [each for each in pack.current().history(key) if each.decides and not known.is_compared(each)]
    form = VerifyForm(request.POST or None, left=left)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        entries = queries.entries_called(key, facts.pop("entries"))
        try:
            made = commands.verify(request.actor, unit=unit, entries=entries, **facts)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã ghi đối chiếu {count} mục.").format(count=len(made)))
            return redirect("law:rule", key)
    return render(request, "law/verify.html", {"tab": "", "form": form, "rule": found, "left": left})


@require_POST
def withdraw_verification(request: Request, pk: int) -> HttpResponse:
    """Say that a comparison does not hold."""
    found = get_object_or_404(Verification.objects.select_related("unit"), pk=pk)

    def deed(reason: str) -> None:
        commands.withdraw_verification(request.actor, verification=found, reason=reason)

    return _withdraw(request, deed, reverse("law:register"))


def _withdraw(request: Request, deed: Callable[[str], None], address: str) -> HttpResponse:
    form = WithdrawForm(request.POST)
    try:
        deed(form.cleaned_data["reason"] if form.is_valid() else "")
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã rút lại."))
    return redirect(address)


def _unit(actor: Actor, action: str) -> Unit:
    """The unit in whose name the reader does this.

    Raises:
        PermissionDenied: he may do it nowhere.
    """
    held = [grant.unit_id for grant in actor.granted(action)]
    unit = Unit.objects.filter(pk__in=held[:1]).first()
    if unit is None:
        raise PermissionDenied
    return unit
