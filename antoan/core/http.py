"""A request as our pages get it: signed-in people become actors before a view runs."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from antoan.core.scoping import Actor


class Request(HttpRequest):
    """What the middleware makes of a request: `actor` (accounts) and `htmx` (what the browser wants back)."""

    actor: Actor
    htmx: HtmxDetails
