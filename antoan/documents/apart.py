"""Reading and parsing in one step, in a process of its own where the file is no small plain text."""

from __future__ import annotations

from antoan.core.confined import Burst, confined
from antoan.documents import parsing, reading
from antoan.documents.reading import sniffing
from antoan.documents.reading.unreadable import Swollen
from antoan.documents.tree import ParsedDocument

SMALL = 200_000  # bytes; a plain text of that size is read within a second whatever it holds
_PACKED = (sniffing.PDF, sniffing.DOCX, sniffing.ODT, sniffing.DOC, sniffing.RTF)


def read_and_parse(data: bytes, filename: str, encoding: str | None) -> ParsedDocument:
    """The document in the file.

    Raises:
        Unreadable: as `reading.read`; Swollen where the reader ran out of memory or time.
    """
    if len(data) <= SMALL and sniffing.sniff(data) not in _PACKED:
        return here(data, filename, encoding)
    try:
        return confined("antoan.documents.apart:here", data, filename, encoding)
    except Burst as problem:
        raise Swollen(filename=filename) from problem


def here(data: bytes, filename: str, encoding: str | None) -> ParsedDocument:
    return parsing.parse(reading.read(data, filename=filename, encoding=encoding))
