"""Pages of duties: why a day is what it is, the year of a unit, and the feed for one's own calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.accounts.actors import actor_for
from antoan.accounts.queries import seats_of
from antoan.core.http import Request
from antoan.core.pages import attachment, attempt
from antoan.core.refusals import NotPermitted
from antoan.law.errors import LawError
from antoan.law.queries import mark_of
from antoan.obligations import commands, deriving, queries, wall
from antoan.obligations.calendar import WEEKDAYS
from antoan.obligations.feeds import calendar_of
from antoan.obligations.forms import FinishForm, NoteForm, ReckonForm
from antoan.obligations.kinds import kind_of
from antoan.obligations.models import LAW, Feed
from antoan.units.models import Unit

LOOPBACK = ("127.0.0.1", "localhost", "::1")  # where no telephone can come


@require_GET
def duty(request: Request, pk: int) -> HttpResponse:
    """Why is this owed, and how was its day computed?"""
    found = get_object_or_404(queries.readable(request.actor), pk=pk)
    kind = kind_of(found)
    may_finish = found.kind == LAW and found.state not in ("done", "passed")
    context = {
        "duty": found,
        "kind": kind,
        "address": kind.address(found),
        "steps": queries.steps_of(found),
        "finish": FinishForm() if may_finish and request.actor.may("obligations.note", found.unit) else None,
    }
    return render(request, "obligations/duty.html", context)


@require_http_methods(["GET", "POST"])
def reckon(request: Request) -> HttpResponse:
    """Until when, by which law, and who is competent? (POST: put it on my unit's list.)"""
    duty = deriving.duties().get(request.GET.get("loai", ""))
    # A question that the chosen duty brings with it was not on the page yet: it is asked first, not blamed.
    is_asked = duty is not None and {"ngay", *duty.parameters} <= request.GET.keys()
    asked = request.GET if is_asked else None
    form = ReckonForm(asked, duty=duty, initial=request.GET.dict())
    units = Unit.objects.filter(pk__in=seats_of(request.actor).allowing("obligations.note"))
    note = NoteForm(request.POST or None, units=units)
    context: dict[str, Any] = {"form": form, "duty": duty, "note": note, "may_note": units.exists()}
    if asked and duty and form.is_valid():
        on, given = form.cleaned_data["ngay"], form.given()
        try:
            derived = deriving.derive(duty.code, on, **given)
            context |= {"derived": derived, "on": on, "weekday": WEEKDAYS[derived.due.weekday()]}
            context["who"] = who = deriving.answerer(duty, on, **given)
            context["who_mark"] = mark_of(who) if who else ""
        except (LawError, deriving.NotADeadline) as problem:
            context["problem"] = problem.message_vi
        if request.method == "POST":
            deed = lambda: commands.note_duty(  # noqa: E731
                request.actor, duty=duty.code, event_on=on, given=given, **note.cleaned_data
            )
            if made := attempt(note, deed):
                messages.success(request, "Đã ghi vào việc phải làm của đơn vị.")
                return redirect("obligations:duty", made.pk)
    return render(request, "obligations/reckon.html", context)


@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.readable(request.actor), pk=pk)
    form = FinishForm(request.POST)
    if attempt(form, lambda: commands.finish_duty(request.actor, obligation=found, **form.cleaned_data)):
        messages.success(request, "Đã ghi là xong.")
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("obligations:duty", pk)


def _wall(request: Request, unit: int, year: int) -> wall.Wall:
    if not 2000 <= year <= 2100:
        raise Http404
    found = get_object_or_404(Unit.objects.visible_to(request.actor, "obligations.view"), pk=unit)
    return wall.wall_of(found, year, timezone.localdate())


@require_GET
def year(request: Request, unit: int, year: int) -> HttpResponse:
    """What does this unit owe in a year, month by month, and which days are off?"""
    return render(request, "obligations/year.html", {"wall": _wall(request, unit, year), "sizes": wall.SIZES})


@require_GET
def year_pdf(request: Request, unit: int, year: int, size: str) -> HttpResponse:
    """The same for the wall: a PDF of A4 or A3."""
    if size not in wall.SIZES:
        raise Http404
    return attachment(wall.render_pdf(_wall(request, unit, year), size), "pdf", name=f"lich-viec-{year}-{size}")


@require_http_methods(["GET", "POST"])
def feeds(request: Request) -> HttpResponse:
    """How do my duties come into the calendar of my telephone?"""
    address = ""
    if request.method == "POST":
        secret = commands.make_feed(request.actor)
        address = request.build_absolute_uri(reverse("obligations:feed", args=[secret]))
    rows = Feed.objects.filter(user=request.actor.user_id, revoked_at=None)
    is_local = request.get_host().rpartition(":")[0].strip("[]") in LOOPBACK or request.get_host() in LOOPBACK
    return render(request, "obligations/feeds.html", {"rows": rows, "address": address, "is_local": is_local})


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Feed.objects.filter(user=request.actor.user_id), pk=pk)
    try:
        commands.revoke_feed(request.actor, feed=found)
    except NotPermitted as refusal:
        raise Http404 from refusal
    messages.success(request, "Đã thu hồi; ai có địa chỉ ấy cũng không xem được nữa.")
    return redirect("obligations:feeds")


@login_not_required
@require_GET
def feed(request: Request, secret: str) -> HttpResponse:
    """The calendar itself. Whoever holds the secret address reads it, as far as its owner may today."""
    found = Feed.objects.filter(digest=commands.digest_of(secret), revoked_at=None, user__is_active=True)
    row = get_object_or_404(found.select_related("user"))
    content = calendar_of(actor_for(row.user, channel="feed"), request.build_absolute_uri("/").rstrip("/"))
    headers = {"Content-Disposition": 'inline; filename="antoan.ics"', "Cache-Control": "private, max-age=3600"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
