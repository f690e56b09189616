"""By which name failures of signing in are counted: one person, one count, however the name was typed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from antoan.accounts.models import User


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The user name behind what was typed into the sign-in page, in lower case; unknown names stand for themselves.

    Without this, six tries with the name, six with the mail address and six in capitals would be eighteen.
    """
    typed = (credentials or {}).get("username") or request.POST.get("login") or ""
    typed = str(typed).strip().lower()[:150]
    if "@" in typed:
        # A mail address that several share counts for itself: else one of them could clear the count of another by
        # signing in, after giving the other's address as his own.
        named = list(User.objects.filter(email__iexact=typed).order_by("pk").values_list("username", flat=True)[:2])
        return named[0].lower() if len(named) == 1 else typed
    return typed
