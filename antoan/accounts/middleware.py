"""What each request knows of its person: the actor, and whether a second sign-in step is still owed."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from antoan.accounts.actors import actor_for


class ActorMiddleware:
    """Sets `request.actor`. A static or public page that never looks at it costs no query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, address=request.META.get("REMOTE_ADDR", "")))
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:  # what one person sees is kept for nobody else
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class SecondFactorMiddleware:
    """Sends whoever holds a role of ANTOAN_MFA_ROLES to set up the second step before any page of work opens."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.ANTOAN_MFA_ROLES or not getattr(view, "login_required", True):
            return None
        # What one needs on the way there, and to leave again.
        if request.resolver_match.view_name.startswith(("mfa_", "account_")) or not request.user.is_authenticated:
            return None
        held = {grant.role for grant in request.actor.grants}
        if not held.intersection(settings.ANTOAN_MFA_ROLES):
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        messages.info(request, _("Vai trò của bạn cần xác thực hai bước. Hãy bật một lần ở đây rồi làm việc tiếp."))
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_activate_totp")})
        return redirect("mfa_activate_totp")
