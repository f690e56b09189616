"""A kept document in the shape in which it was parsed, to be read again without its file."""

from __future__ import annotations

from antoan.documents.models import Document
from antoan.documents.tree import (
    Header,
    Paragraph,
    ParsedDocument,
    Provision,
    ReadCell,
    ReadText,
    Sentence,
    Table,
)


def as_parsed(document: Document) -> ParsedDocument:
    """The document as it was understood when it came in: header, provisions, tables. Its file is not read; one query."""
    provisions: list[Provision] = []
    of_row: dict[int, Provision] = {}
    for row in document.provisions.order_by("order"):
        paragraphs = [
            Paragraph(p["text"], p["start"], p["end"], [Sentence(**one) for one in p.get("sentences", [])])
            for p in row.paragraphs
        ]
        node = Provision(row.label, row.path, row.title, row.start, row.end, row.heading_end, paragraphs)
        of_row[row.pk] = node
        (of_row[row.parent_id].children if row.parent_id else provisions).append(node)
    return ParsedDocument(
        read=ReadText(document.text, "text/plain"),
        form=document.form,
        header=header_of(document),
        provisions=provisions,
        tables=tables_of(document),
        body_start=document.body_start,
        body_end=document.body_end,
    )


def header_of(document: Document) -> Header:
    """The header's facts that bear on how the body is read: who issued it, what it is, and when."""
    return Header(
        issuer=document.issuer, number=document.number, symbol=document.symbol, kind=document.kind,
        title=document.title, year=document.year, month=document.month, day=document.day,
    )  # fmt: skip


def tables_of(document: Document) -> list[Table]:
    """The tables of the body and the annexes, every place of the grid filled; none of documents kept without them."""
    tables = []
    for kept in document.details.get("tables") or []:
        empty = ReadCell("", kept["end"], kept["end"], 0, 0)
        grid = [[empty] * kept["columns"] for _ in range(kept["rows"])]
        for fact in kept["cells"]:
            cell = ReadCell(**fact)
            for row in range(cell.row, min(cell.row + cell.rowspan, kept["rows"])):
                for column in range(cell.column, min(cell.column + cell.colspan, kept["columns"])):
                    grid[row][column] = cell
        tables.append(Table(kept["heading"], kept["start"], kept["end"], grid))
    return tables


def table_facts(table: Table) -> dict:
    """A table as plain data, each merged cell once."""
    cells = {(cell.row, cell.column): cell for line in table.grid for cell in line if cell.text}
    return {
        "heading": table.heading, "start": table.start, "end": table.end,
        "rows": len(table.grid), "columns": max((len(line) for line in table.grid), default=0),
        "cells": [vars(cells[place]) for place in sorted(cells)],
    }  # fmt: skip
