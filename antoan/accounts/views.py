"""Pages about accounts: who asks, which deed or question, what went wrong, which page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antoan.accounts import commands, events, queries
from antoan.accounts.forms import (
    AcceptForm,
    AuditFilter,
    DelegateForm,
    GrantForm,
    InviteForm,
    NewPasswordForm,
    PositionForm,
    ProfileForm,
)
from antoan.accounts.models import Delegation, Invitation, Membership, PasswordReset
from antoan.core.http import Request
from antoan.core.refusals import NotPermitted, Refusal
from antoan.units.models import Unit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVENTS_ON_A_PAGE = 50


def _show_refusal(form, refusal: Refusal) -> None:
    """A refusal stands at its field where the form has it, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


# --- people of a unit ---------------------------------------------------------------------------------------------------


@require_GET
def people(request: Request) -> HttpResponse:
    """Who works here, who is invited, who stands in for whom?"""
    actor = request.actor
    unit = None
    if number := request.GET.get("unit", ""):
        if not number.isdecimal():
            raise Http404
        unit = get_object_or_404(Unit.objects.visible_to(actor, "accounts.view"), pk=number)
    elif not actor.may("accounts.view"):
        raise Http404
    q = request.GET.get("q", "")[:100]
    found = queries.people(actor, unit=unit, q=q)
    rows = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(
        request,
        "accounts/people.html",
        {
            "unit": unit,
            "q": q,
            "rows": rows,
            "invitations": queries.open_invitations(actor, unit=unit)[:50],
            "delegations": queries.delegations(actor, unit=unit)[:50],
            "units_found": queries.units_called(actor, q) if q and unit is None else [],
            "own_units": Unit.objects.filter(pk__in=actor.unit_ids),
            "invite_to": unit if unit is not None and actor.may("accounts.manage", unit) else None,
            "manageable": [] if unit is not None else queries.manageable_units(actor).filter(pk__in=actor.unit_ids),
        },
    )


def _person(request: Request, pk: int):
    return get_object_or_404(queries.persons(request.actor), pk=pk)


@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    """What does this person do, and where?"""
    return _person_page(request, _person(request, pk))


def _person_page(request: Request, someone, *, grant_form=None, reset=None, refusal=None) -> HttpResponse:
    actor = request.actor
    memberships = (
        Membership.objects.visible_to(actor).filter(user=someone).select_related("unit").order_by("-valid_from")
    )
    may_grant, today = actor.may("accounts.manage"), timezone.localdate()
    return render(
        request,
        "accounts/person.html",
        {
            "person": someone,
            "today": today,
            "memberships": [(row, actor.may("accounts.manage", row.unit)) for row in memberships],
            "may_delegate": any(row.holds_on(today) and actor.may("accounts.manage", row.unit) for row in memberships),
            "may_manage": commands.may_manage(actor, someone),
            "grant_form": grant_form or (GrantForm(actor=actor, person=someone) if may_grant else None),
            "position_form": PositionForm(initial={"position": someone.position}),
            "link": request.build_absolute_uri(reverse("accounts:new_password", args=[reset.token])) if reset else "",
            "reset": reset,
            "refusal": refusal,
        },
        status=200 if refusal is None else 403 if isinstance(refusal, NotPermitted) else 422,
    )


@require_POST
def grant(request: Request, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    if not request.actor.may("accounts.manage"):
        raise Http404
    form = GrantForm(request.POST, actor=request.actor, person=someone)
    if form.is_valid():
        try:
            commands.grant_membership(request.actor, user=someone, **form.cleaned_data)
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã giao vai trò cho {person}.").format(person=someone))
            return redirect("accounts:person", pk)
    return _person_page(request, someone, grant_form=form)


@require_POST
def end(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    membership = get_object_or_404(
        Membership.objects.visible_to(actor, "accounts.manage").select_related("user", "unit"), pk=pk
    )
    try:
        commands.end_membership(actor, membership, reason=request.POST.get("reason", "")[:200])
    except Refusal as refusal:
        return _person_page(request, membership.user, refusal=refusal)
    messages.success(request, _("Đã kết thúc vai trò của {person}.").format(person=membership.user))
    return redirect("accounts:people")


@require_POST
def position(request: Request, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    form = PositionForm(request.POST)
    try:
        if form.is_valid():
            commands.set_position(request.actor, user=someone, **form.cleaned_data)
            messages.success(request, _("Đã sửa chức vụ."))
    except Refusal as refusal:
        return _person_page(request, someone, refusal=refusal)
    return redirect("accounts:person", pk)


@never_cache
@require_POST
def reset_password(request: Request, pk: int) -> HttpResponse:
    """Make the link and show it once: it is not shown again, only made anew."""
    someone = _person(request, pk)
    try:
        reset = commands.reset_password(request.actor, user=someone)
    except Refusal as refusal:
        return _person_page(request, someone, refusal=refusal)
    return _person_page(request, someone, reset=reset)


@require_POST
def remove_second_factor(request: Request, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    try:
        commands.remove_second_factor(request.actor, user=someone)
    except Refusal as refusal:
        return _person_page(request, someone, refusal=refusal)
    messages.success(request, _("Đã gỡ xác thực hai bước của {person}.").format(person=someone))
    return redirect("accounts:person", pk)


# --- invitations --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def invite(request: Request, unit: int) -> HttpResponse:
    actor = request.actor
    into = get_object_or_404(Unit.objects.visible_to(actor, "accounts.manage"), pk=unit)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = commands.invite(actor, unit=into, **form.cleaned_data)
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            return redirect("accounts:invitation", invitation.pk)
    return render(request, "accounts/invite.html", {"form": form, "unit": into})


@never_cache
@require_GET
def invitation(request: Request, pk: int) -> HttpResponse:
    """The link to hand over, for those who may invite."""
    row = get_object_or_404(
        Invitation.objects.visible_to(request.actor).select_related("unit", "invited_by", "accepted_by"),
        pk=pk,
    )
    link = request.build_absolute_uri(reverse("accounts:accept", args=[row.token]))
    return render(request, "accounts/invitation.html", {"invitation": row, "link": link})


@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    row = get_object_or_404(Invitation.objects.visible_to(actor).select_related("unit"), pk=pk)
    try:
        commands.revoke_invitation(actor, row)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã thu hồi lời mời {person}.").format(person=row.full_name))
    return redirect("accounts:people")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept(request: Request, token: str) -> HttpResponse:
    """Come in by the link that the administrator handed over."""
    row = Invitation.objects.filter(token=token).select_related("unit").first()
    if row is None or not row.is_open:
        return render(request, "accounts/link_closed.html", {"what": "invitation"}, status=410 if row else 404)
    signed_in = request.user.is_authenticated
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (signed_in or form.is_valid()):
        given = {} if signed_in else {name: form.cleaned_data[name] for name in ("username", "password", "phone")}
        try:
            user = commands.accept_invitation(request.actor, token=token, **given)
        except Refusal as refusal:
            if signed_in:
                messages.error(request, str(refusal))
            else:
                _show_refusal(form, refusal)
        else:
            if not signed_in:
                login(request, user, backend=BACKEND)
            messages.success(request, _("Chào mừng {person}. Bạn đã vào {unit}.").format(person=user, unit=row.unit))
            return redirect("/")
    return render(request, "accounts/accept.html", {"form": form, "invitation": row, "signed_in": signed_in})


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def new_password(request: Request, token: str) -> HttpResponse:
    """Choose a new password by the administrator's link; then sign in as always, second step included."""
    row = PasswordReset.objects.filter(token=token).select_related("user").first()
    if row is None or not row.is_open or not row.user.is_active:
        return render(request, "accounts/link_closed.html", {"what": "password"}, status=410 if row else 404)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.choose_password(request.actor, token=token, password=form.cleaned_data["password"])
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã đặt mật khẩu mới. Hãy đăng nhập."))
            return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form, "person": row.user})


# --- my account ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    """Who am I here, and who acts for me?"""
    user = request.user
    fields = ("full_name", "position", "phone", "email", "wants_digest")
    form = ProfileForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(user, name) for name in fields}
    )
    if request.method == "POST" and form.is_valid():
        commands.update_profile(request.actor, **form.cleaned_data)
        messages.success(request, _("Đã lưu thông tin của bạn."))
        return redirect("accounts:profile")
    today = timezone.localdate()
    running = Delegation.objects.overlapping(today, None).select_related("membership__user", "membership__unit", "to")
    return render(
        request,
        "accounts/profile.html",
        {
            "form": form,
            "memberships": Membership.objects.on(today).filter(user=user).select_related("unit").order_by("pk"),
            "given": running.filter(membership__user=user).order_by("valid_from"),
            "received": running.filter(to=user).order_by("valid_from"),
        },
    )


@require_http_methods(["GET", "POST"])
def delegate(request: Request) -> HttpResponse:
    """Who does my work while I am away?"""
    own = Membership.objects.on(timezone.localdate()).filter(user_id=request.user.pk)
    return _delegate_page(request, request.user, own, back="accounts:profile")


@require_http_methods(["GET", "POST"])
def delegate_for(request: Request, pk: int) -> HttpResponse:
    """Who does the work of somebody who fell ill before handing it over? The administrator says it."""
    someone = _person(request, pk)
    managed = Membership.objects.visible_to(request.actor, "accounts.manage").on(timezone.localdate())
    held = managed.filter(user=someone)
    if not held.exists():
        raise Http404
    return _delegate_page(request, someone, held, back="accounts:people")


def _delegate_page(request: Request, absent, memberships, *, back: str) -> HttpResponse:
    memberships = memberships.select_related("unit").order_by("pk")
    form = DelegateForm(
        request.POST if request.method == "POST" else None,
        memberships=memberships,
        absent=absent,
        initial={"membership": memberships.first()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.delegate(request.actor, **form.cleaned_data)
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("Đã ủy quyền cho {person}.").format(person=made.to))
            return redirect(back)
    return render(
        request,
        "accounts/delegate.html",
        {"form": form, "absent": absent, "is_me": absent.pk == request.user.pk, "has_role": memberships.exists()},
    )


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    actor = request.actor
    row = get_object_or_404(Delegation.objects.select_related("membership__unit"), pk=pk)
    is_mine = actor.user_id in (row.membership.user_id, row.to_id)
    if not is_mine and not actor.may("accounts.manage", row.membership.unit):
        raise Http404
    try:
        commands.withdraw_delegation(actor, row)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã thu hồi ủy quyền."))
    return redirect("accounts:profile")


# --- the log ------------------------------------------------------------------------------------------------------------


@require_GET
def audit(request: Request) -> HttpResponse:
    """Who did what, when?"""
    actor = request.actor
    if not actor.may("accounts.audit"):
        raise Http404
    form = AuditFilter(request.GET or None)
    chosen = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    rows = list(queries.events(actor, **chosen)[: EVENTS_ON_A_PAGE + 1])
    older = ""
    if len(rows) > EVENTS_ON_A_PAGE:
        rows = rows[:EVENTS_ON_A_PAGE]
        older = urlencode({**request.GET.dict(), "before": rows[-1].number})
    lines = events.lines(rows)
    return render(
        request,
        "accounts/audit.html",
        {"form": form, "lines": lines, "older": older, "is_later_page": "before" in chosen},
    )
