"""Taking a document in: the file as it came, its header and its provisions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from antoan.core import audit, files
from antoan.core.commands import command
from antoan.core.scoping import Actor, require
from antoan.documents.ingestion import Understood, understand
from antoan.documents.kept import table_facts
from antoan.documents.models import Document, Provision
from antoan.documents.tree import Paragraph, ParsedDocument
from antoan.documents.tree import Provision as ReadProvision


@command
def ingest(actor: Actor, *, unit: Any, understood: Understood) -> Document:
    """Keep a document with its file, header and provisions.

    The same bytes brought twice by a unit open the first document; nothing is written again.

    Raises:
        NotPermitted, FileTooLarge
    """
    require(actor, "documents.ingest", unit)
    name = files.safe_name(understood.name)
    file = files.keep(understood.data, name=name, media_type=understood.parsed.read.media_type)
    if known := Document.objects.filter(unit=unit, file=file).first():
        return known
    document = Document(unit=unit, file=file, file_name=name, ingested_by_id=actor.user_id, **_facts(understood.parsed))
    document.save()
    keep_provisions(document, understood.parsed.provisions)
    audit.record(
        actor, "documents.document.ingested", document, unit=unit, file=file.sha256, encoding=document.encoding
    )
    return document


@command
def reread(actor: Actor, *, document: Document, encoding: str) -> ParsedDocument:
    """Read the kept file again under the encoding that a person chose, and replace text, header and provisions.

    Raises:
        NotPermitted, UnreadableFile
    """
    require(actor, "documents.ingest", document.unit)
    parsed = understand(files.load(document.file), name=document.file_name, encoding=encoding).parsed
    for name, value in _facts(parsed).items():
        setattr(document, name, value)
    document.save()
    document.provisions.all().delete()
    keep_provisions(document, parsed.provisions)
    audit.record(actor, "documents.document.reread", document, unit=document.unit, encoding=encoding, at=timezone.now())
    return parsed


def _facts(parsed: ParsedDocument) -> dict[str, Any]:
    header, read = parsed.header, parsed.read
    return {
        "encoding": read.encoding,
        "encoding_confidence": read.encoding_confidence,
        "form": parsed.form,
        "superior": header.superior,
        "issuer": header.issuer,
        "number": header.number,
        "symbol": header.symbol,
        "place": header.place,
        "year": header.year,
        "month": header.month,
        "day": header.day,
        "kind": header.kind,
        "title": header.title,
        "details": {
            "bases": [{"kind": base.kind, "number": base.number, "date": base.date} for base in header.bases],
            "recipients": header.recipients,
            "signer": vars(header.signer),
            "tables": [table_facts(table) for table in parsed.tables],
        },
        "text": read.text,
        "body_start": parsed.body_start,
        "body_end": parsed.body_end,
        "warnings": list(getattr(parsed, "warnings", [])),
    }


def _paragraph(read: Paragraph) -> dict[str, Any]:
    facts: dict[str, Any] = {"text": read.text, "start": read.start, "end": read.end}
    if len(read.sentences) > 1:
        facts["sentences"] = [vars(sentence) for sentence in read.sentences]
    return facts


def keep_provisions(document: Document, read_provisions: list[ReadProvision]) -> None:
    """Write the tree of provisions of a document, in order. Part of a command."""
    order = 0

    def keep(provisions: list[ReadProvision], parent: Provision | None) -> None:
        nonlocal order
        for read in provisions:
            order += 1
            row = Provision.objects.create(
                document=document,
                parent=parent,
                order=order,
                label=read.label,
                path=read.path,
                title=read.title,
                start=read.start,
                end=read.end,
                heading_end=read.heading_end,
                paragraphs=[_paragraph(p) for p in read.paragraphs],
            )
            keep(read.children, row)

    keep(read_provisions, None)
