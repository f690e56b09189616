"""The JSON that `antoan plan parse --json` prints: header, sections, tasks, targets, and what every sentence is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from antoan.documents.tree import Header, ParsedDocument, Provision
from antoan.plans.proposing.shapes import Proposals


def as_json(parsed: ParsedDocument, proposals: Proposals) -> dict[str, Any]:
    """The document and its proposals as plain JSON values; what the text does not say is None.

    Every `start` and `end` counts characters of `text`; the `sentences`, together, cover whatever is not blank in `body`
    and in the tables behind it.
    """
    return {
        "header": _header(parsed.header),
        "opening": [paragraph.text for paragraph in parsed.opening],
        "sections": [_section(provision) for provision in parsed.provisions],
        "closing": [paragraph.text for paragraph in parsed.closing],
        "tasks": [asdict(task) for task in proposals.tasks],
        "targets": [asdict(target) for target in proposals.targets],
        "sentences": [asdict(sentence) for sentence in proposals.sentences],
        "form": parsed.form,
        "encoding": parsed.read.encoding,
        "warnings": [*parsed.warnings, *proposals.warnings],
        "body": {"start": parsed.body_start, "end": parsed.body_end},
        "text": parsed.read.text,
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
