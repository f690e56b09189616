"""Pages of duties: why a day is what it is, the year of a unit, and the feed for one's own calendar."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.accounts.actors import actor_for
from antoan.core.http import Request
from antoan.core.refusals import NotPermitted
from antoan.obligations import commands, queries
from antoan.obligations.feeds import calendar_of
from antoan.obligations.kinds import kind_of
from antoan.obligations.models import Feed
from antoan.units.models import Unit


@require_GET
def duty(request: Request, pk: int) -> HttpResponse:
    """Why is this owed, and how was its day computed?"""
    found = get_object_or_404(queries.readable(request.actor), pk=pk)
    kind = kind_of(found)
    context = {"duty": found, "kind": kind, "address": kind.address(found), "steps": queries.steps_of(found)}
    return render(request, "obligations/duty.html", context)


@require_GET
def year(request: Request, unit: int, year: int) -> HttpResponse:
    """What does this unit owe in a year, month by month?"""
    if not 2000 <= year <= 2100:
        raise Http404
    found = get_object_or_404(Unit.objects.visible_to(request.actor, "obligations.view"), pk=unit)
    wheel = queries.year_of(found, year)
    return render(request, "obligations/year.html", {"unit": found, "wheel": wheel, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def feeds(request: Request) -> HttpResponse:
    """How do my duties come into the calendar of my telephone?"""
    address = ""
    if request.method == "POST":
        secret = commands.make_feed(request.actor)
        address = settings.ANTOAN_ADDRESS + reverse("obligations:feed", args=[secret])
    rows = Feed.objects.filter(user=request.actor.user_id, revoked_at=None)
    return render(request, "obligations/feeds.html", {"rows": rows, "address": address})


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
    content = calendar_of(actor_for(row.user, channel="feed"), settings.ANTOAN_ADDRESS)
    headers = {"Content-Disposition": 'inline; filename="antoan.ics"', "Cache-Control": "private, max-age=3600"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
