"""A paper as a page shows it: the same words and order as on the printed sheet."""

from __future__ import annotations

from typing import Any

from antoan.documents import papers
from antoan.documents.models import Document, Draft
from antoan.documents.rendering import wording
from antoan.documents.rendering.paper import Heading, Para, Run
from antoan.documents.writing import Content


def printed(draft: Draft, content: Content) -> dict[str, Any]:
    """Head, body and foot of a draft, ready for its template."""
    paper = papers.paper_of(content, form=draft.form, kind=draft.kind)
    header = papers.header_of(content, form=draft.form, kind=draft.kind)
    form = paper.form
    is_letter = wording.is_letter(header)
    return {
        "form": form,
        "nation": wording.PARTY_TITLE if form == "party" else wording.NATION,
        "motto": "" if form == "party" else wording.MOTTO,
        "superior": wording.body_name(header.superior),
        "issuer": wording.body_name(header.issuer) or wording.DOTS,
        "number": wording.number_line(header, form),
        "date": wording.date_line(header),
        "kind": "" if is_letter else (header.kind or "").upper(),
        "title": "" if is_letter else header.title,
        "subject": wording.subject_line(header, form) if is_letter else "",
        "addressees": wording.addressee_lines(paper.addressees),
        "blocks": [_block(block) for block in paper.body],
        "recipients": wording.recipient_lines(header, form),
        "authority": wording.authority_line(header),
        "position": header.signer.position or "",
        "name": header.signer.name or "",
        "secretary": paper.secretary,
        "deciding": paper.authority,
    }


def reading(document: Document) -> list[dict[str, Any]]:
    """The words of a kept document as lines: headings, and paragraphs with the label that they have."""
    provisions = list(document.provisions.all())
    if document.word_id:  # written here: every line of the text is a line of the paper
        titled = {provision.start for provision in provisions if provision.title}
        lines, at = [], 0
        for line in document.text.splitlines():
            lines.append({"text": line, "is_heading": at in titled})
            at += len(line) + 1
        return lines
    lines = []
    for provision in provisions:
        paragraphs = [paragraph["text"] for paragraph in provision.paragraphs]
        if provision.title or not paragraphs:
            lines.append({"text": f"{provision.label} {provision.title}".strip(), "is_heading": True})
        else:
            lines.append({"text": f"{provision.label} {paragraphs.pop(0)}", "is_heading": False})
        lines += [{"text": text, "is_heading": False} for text in paragraphs]
    return lines


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"css": "heading", "label": "", "runs": [Run(block.title)]}
    assert isinstance(block, Para)
    runs = [Run(block.text)] if isinstance(block.text, str) else list(block.text)
    return {"css": "middle" if block.align == "center" else "", "label": block.label, "runs": runs}
