"""Plain text: bytes in any encoding to one clean text."""

from __future__ import annotations

import re
import unicodedata

from antoan.documents.reading import detection
from antoan.documents.reading.text_tables import find_tables
from antoan.documents.tree import ReadText

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """The text in NFC, with "\\n" line ends and a blank in place of every stray control character; "\\f" stays."""
    return unicodedata.normalize("NFC", _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text)))


def read_plain(data: bytes, *, encoding: str | None) -> ReadText:
    """Read a text file; `encoding` overrules the detection.

    A form feed (as `pdftotext` writes it) begins a page; it is given back as a line end, so every offset holds.

    Raises:
        BinaryFile, WrongEncoding
    """
    decoded = detection.decode_as(data, encoding) if encoding else detection.decode(data)
    text = clean(decoded.text)
    feeds = [match.start() + 1 for match in re.finditer("\f", text)]
    text = text.replace("\f", "\n")
    return ReadText(
        text=text,
        media_type="text/plain",
        encoding=decoded.encoding,
        encoding_confidence=decoded.confidence,
        composed=unicodedata.is_normalized("NFC", decoded.text),
        tables=find_tables(text),
        pages=[0, *(start for start in feeds if start < len(text))] if feeds else [],
    )
