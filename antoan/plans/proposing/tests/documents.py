"""Small parsed documents for the tests, built by hand: the text, and the tree with true offsets into it."""

from __future__ import annotations

import re
from typing import Any

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

Section = tuple[str, str, list[Any]]  # label, title, then paragraphs (str) and sections (tuple)


def a_document(
    *sections: Section, tables: tuple[list[list[str]], ...] = (), heading: str = "", **header: Any
) -> ParsedDocument:
    """A document of June 2024 with these sections; a table is rows of words, "^" and "<" merge with above and left."""
    facts = {
        "issuer": "Ủy ban nhân dân huyện Bác Ái",
        "kind": "Kế hoạch",
        "year": 2024,
        "month": 6,
        "day": 10,
        **header,
    }
    written = _Writer()
    provisions = [written.section(section, "") for section in sections]
    body_end = len(written.text)
    drawn = [written.table(rows, heading) for rows in tables]
    return ParsedDocument(
        read=ReadText(written.text, "text/plain"),
        form="state",
        header=Header(**facts),
        provisions=provisions,
        tables=drawn,
        body_start=0,
        body_end=body_end,
    )


class _Writer:
    def __init__(self) -> None:
        self.text = ""

    def write(self, words: str, after: str = "\n") -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        end = len(self.text)
        self.text += after
        return start, end

    def section(self, section: Section, above: str) -> Provision:
        label, title, parts = section
        path = f"{above}.{label}" if above else label
        start, end = self.write(f"{label}. {title}" if title else f"{label}.")
        provision = Provision(label, path, title, start, end, end)
        for part in parts:
            if isinstance(part, str):
                self.write("- ", after="")
                provision.paragraphs.append(self.paragraph(part))
            else:
                provision.children.append(self.section(part, path))
        provision.end = len(self.text)
        return provision

    def paragraph(self, words: str) -> Paragraph:
        start, end = self.write(words)
        sentences, at = [], 0
        for stop in [*(m.end() for m in re.finditer(r"\.\s+(?=[A-ZĐ])", words)), len(words)]:
            piece = words[at:stop].rstrip()
            sentences.append(Sentence(piece, start + at, start + at + len(piece)))
            at = stop
        return Paragraph(words, start, end, sentences)

    def table(self, rows: list[list[str]], heading: str) -> Table:
        start = len(self.text)
        grid: list[list[ReadCell]] = []
        for y, row in enumerate(rows):
            line: list[ReadCell] = []
            for x, words in enumerate(row):
                if words == "^":
                    cell = grid[y - 1][x]
                    cell.rowspan = y - cell.row + 1
                elif words == "<":
                    cell = line[x - 1]
                    cell.colspan = x - cell.column + 1
                else:
                    begin, end = self.write(words)
                    cell = ReadCell(words, begin, end, y, x)
                line.append(cell)
            grid.append(line)
        return Table(heading, start, len(self.text), grid)
