"""From the bytes of a file to an understood document: reading and parsing in one step. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from antoan.core.files import FileTooLarge
from antoan.documents import parsing, reading
from antoan.documents.apart import read_and_parse
from antoan.documents.models import Document
from antoan.documents.reading.sniffing import DOCX
from antoan.documents.refusals import NothingInside, UnreadableFile
from antoan.documents.tree import Header, ParsedDocument, ReadText


@dataclass(frozen=True)
class Understood:
    """A file with what was read and understood of it."""

    data: bytes
    name: str
    parsed: ParsedDocument


def understand(data: bytes, *, name: str, encoding: str | None = None) -> Understood:
    """Read and parse; `encoding` is a person's correction of what was detected.

    Raises:
        UnreadableFile, NothingInside
    """
    try:
        parsed = read_and_parse(data, name, encoding)
    except reading.Unreadable as problem:
        raise UnreadableFile(sentence=problem.message) from problem
    if not parsed.read.text.strip():
        raise NothingInside(name=name)
    return Understood(data, name, parsed)


def read_again(document: Document) -> ParsedDocument:
    """What a document that was written here says, with offsets into its own text: nothing is read from a file."""
    opening, provisions, closing = parsing.parse_body(ReadText(document.text, DOCX))
    header = Header(
        superior=document.superior, issuer=document.issuer, number=document.number, symbol=document.symbol,
        place=document.place, year=document.year, month=document.month, day=document.day, kind=document.kind,
        title=document.title, bases=document.bases, recipients=document.recipients, signer=document.signer,
    )  # fmt: skip
    return ParsedDocument(
        read=ReadText(document.text, DOCX), form=document.form, header=header, opening=opening, provisions=provisions,
        closing=closing, body_start=0, body_end=len(document.text),
    )  # fmt: skip


def understand_file(path: Path, *, encoding: str | None = None) -> Understood:
    """The same for a file on this machine; its size is looked at before it is read. OSError where it cannot be opened."""
    _weigh(path.stat().st_size, path.name)
    return understand(path.read_bytes(), name=path.name, encoding=encoding)


def understand_upload(file: UploadedFile) -> Understood:
    """The same for a file that came over the web."""
    _weigh(file.size or 0, file.name or "")
    return understand(file.read(), name=file.name or "")


def _weigh(size: int, name: str) -> None:
    if size > reading.MAX_BYTES:
        raise FileTooLarge(name=name, size_mb=size >> 20, limit_mb=reading.MAX_BYTES >> 20)
