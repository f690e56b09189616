"""A GET cannot write: while a page is read, the database refuses anything but reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_READS = re.compile(r"\s*\(?\s*(SELECT|WITH|EXPLAIN|PRAGMA|SHOW|SAVEPOINT|RELEASE|BEGIN|SET)\b", re.IGNORECASE)
# Nobody's work is in these tables. The session notes its own life (sign-in, last page); the list of sessions drops those
# that have expired; the second sign-in step notes that the recovery codes were shown.
_HOUSEKEEPING = re.compile(
    r'\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(django_session|usersessions_usersession|mfa_authenticator)"?\s',
    re.IGNORECASE,
)


class WroteWhileReading(RuntimeError):
    """A page that only reads tried to write: a fault of ours, found before it could harm."""


@contextmanager
def writing() -> Iterator[None]:
    """Allow writing here: commands do, pages do not."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def _refuse_writes(execute, sql, params, many, context):
    if not _writing.get() and not _READS.match(sql) and not _HOUSEKEEPING.match(sql):
        raise WroteWhileReading(sql[:200])
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)
