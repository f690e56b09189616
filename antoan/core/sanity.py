"""What no database can hold is answered as a bad request before it reaches one."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views.defaults import bad_request

_PLAIN = ("application/x-www-form-urlencoded", "multipart/form-data")


class SaneInputMiddleware:
    """Refuses the character NUL (PostgreSQL takes it in no text) and numbers that overflow a column."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return bad_request(request, BadRequest("NUL"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return bad_request(request, exception) if isinstance(exception, OverflowError) else None


def _holds_nul(request: HttpRequest) -> bool:
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.method != "POST" or request.content_type not in _PLAIN:
        return False
    return any("\0" in value for _, values in request.POST.lists() for value in values)
