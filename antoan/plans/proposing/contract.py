"""The JSON that `antoan plan parse --json` prints: header, sections, tasks, targets, and what every sentence is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from antoan.documents.tree import Header, ParsedDocument, Provision
from antoan.plans.proposing.shapes import Proposals


def as_json(parsed: ParsedDocument, proposals: Proposals) -> dict[str, Any]:
    """The document and its proposals as plain JSON values; what the text does not say is None."""
    return {
        "header": _header(parsed.header),
        "sections": [_section(provision) for provision in parsed.provisions],
        "tasks": [asdict(task) for task in proposals.tasks],
        "targets": [asdict(target) for target in proposals.targets],
        "sentences": [asdict(sentence) for sentence in proposals.sentences],
        "form": parsed.form,
        "encoding": parsed.read.encoding,
        "warnings": list(getattr(parsed, "warnings", [])),
    }


def _header(header: Header) -> dict[str, Any]:
    return {
        "superior": header.superior,
        "issuer": header.issuer,
        "number": header.number,
        "symbol": header.symbol,
        "place": header.place,
        "date": {"year": header.year, "month": header.month, "day": header.day},
        "kind": header.kind,
        "title": header.title,
        "bases": [asdict(base) for base in header.bases],
        "recipients": list(header.recipients),
        "signer": asdict(header.signer),
    }


def _section(provision: Provision) -> dict[str, Any]:
    return {
        "label": provision.label,
        "path": provision.path,
        "title": provision.title,
        "paragraphs": [paragraph.text for paragraph in provision.paragraphs],
        "start": provision.start,
        "end": provision.end,
        "children": [_section(child) for child in provision.children],
    }
