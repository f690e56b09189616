"""A paper as a page shows it: the same words and order as on the printed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from antoan.documents import papers, typed_tables
from antoan.documents.models import Document, Draft
from antoan.documents.rendering import wording
from antoan.documents.rendering.paper import (
    Appendix,
    Block,
    Cell,
    Heading,
    NationalTitle,
    Paper,
    Para,
    Row,
    Run,
    Signatures,
    TableBlock,
)
from antoan.documents.rendering.tables import grid_places
from antoan.documents.tree import Header
from antoan.documents.writing import Content, Part


def printed(draft: Draft, content: Content) -> dict[str, Any]:
    """Head, body and foot of a draft, ready for its template."""
    return shown(papers.paper_of(content, form=draft.form, kind=draft.kind))


def shown(paper: Paper) -> dict[str, Any]:
    """Any paper as its template takes it; one without head is its blocks alone."""
    facts = {
        "form": paper.form,
        "mark": paper.mark,
        "blocks": blocks(paper.body),
        "annexes": _annexes(paper.appendices),
    }
    if not isinstance(paper.header, Header):
        return facts | {"has_head": False}
    header, form = paper.header, paper.form
    is_letter = wording.is_letter(header)
    return facts | {
        "has_head": True,
        "bases": [wording.base_line(line, form) for line in paper.bases],
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
        return with_tables(lines)
    lines = []
    for provision in provisions:
        paragraphs = [paragraph["text"] for paragraph in provision.paragraphs]
        if provision.title or not paragraphs:
            lines.append({"text": f"{provision.label} {provision.title}".strip(), "is_heading": True})
        else:
            lines.append({"text": f"{provision.label} {paragraphs.pop(0)}", "is_heading": False})
        lines += [{"text": text, "is_heading": False} for text in paragraphs]
    return lines


def with_tables(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with those of one table joined into a table."""
    shown: list[dict[str, Any]] = []
    for is_table, found in groupby(lines, lambda line: typed_tables.is_row(line["text"])):
        rows = list(found)
        shown += [{"table": _block(typed_tables.table_of([row["text"] for row in rows]))}] if is_table else rows
    return shown


def of_part(part: Part) -> list[dict[str, Any]]:
    """The lines of a provision or an annex of a draft."""
    lines: list[dict[str, Any]] = [
        {"text": line, "is_heading": not at and part.is_titled} for at, line in enumerate(part.lines)
    ]
    if lines and lines[0]["text"].startswith("=="):
        lines[0]["text"] = lines[0]["text"].lstrip("= ")
    return with_tables(lines)


def blocks(body: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks as a template takes them."""
    return [_block(block) for block in body]


def _annexes(appendices: Sequence[Appendix]) -> list[dict[str, Any]]:
    return [
        {"label": part.label, "title": part.title, "reference": part.reference, "blocks": blocks(part.blocks)}
        for part in appendices
    ]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            label = f"{block.label} " if block.label else ""
            return {"is": "line", "css": "heading", "label": "", "runs": [Run(f"{label}{block.title}")], "dotted": 0}
        case Para():
            runs = [Run(block.text)] if isinstance(block.text, str) else list(block.text)
            css = {"center": "middle", "right": "right", "left": "left"}.get(block.align, "")
            return {"is": "line", "css": css, "label": block.label, "runs": runs, "dotted": block.dotted}
        case TableBlock():
            head = block.header or [[column.title for column in block.columns]]
            return {
                "is": "table",
                "caption": block.caption,
                "note": block.note,
                "head": _cells(head, block),
                "rows": _cells(block.rows, block),
                "totals": _cells(block.totals, block),
            }
        case Signatures():
            return {"is": "signatures", "day": block.day, "rows": block.rows}
        case NationalTitle():
            return {"is": "nation", "nation": wording.NATION, "motto": wording.MOTTO}
        case _:
            return {"is": "none"}


def _cells(rows: Sequence[Row], table: TableBlock) -> list[list[dict[str, Any]]]:
    shown = []
    for row, places in zip(rows, grid_places(rows, len(table.columns)), strict=True):
        line = []
        for given, (_, x) in zip(row, places, strict=True):
            cell = given if isinstance(given, Cell) else Cell(given)
            text = cell.text if isinstance(cell.text, str) else "".join(run.text for run in cell.text)
            align = cell.align or table.columns[x].align
            line.append(
                {
                    "text": text,
                    "bold": cell.bold,
                    "css": {"right": "num", "center": "center"}.get(align, ""),
                    "cell": cell,
                }
            )
        shown.append(line)
    return shown
