"""Papers as PDF/A, set by typst from the fixed template paper.typ. The paper travels as data and never as source."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from antoan.documents.tree import Header

from . import wording
from .balance import balanced_width
from .forms import FORMS
from .paper import (
    Bars,
    Block,
    Cell,
    Heading,
    ListHead,
    NationalTitle,
    PageBreak,
    Paper,
    Para,
    Row,
    Run,
    Signatures,
    Signing,
    TableBlock,
    Text,
)
from .tables import bar_shares, grid_places
from .wording import UNDATED

_HERE = Path(__file__).parent
_BREAK = "\N{ZERO WIDTH SPACE}"  # the template turns it into a place where a line may end
# No Vietnamese syllable has more than seven letters: what is longer is an address, a path, a code, a chain of signs.
_LONG = re.compile(r"\S{15,}")
_VERY_LONG = re.compile(r"\S{36,}")
_AFTER_SIGN = re.compile(r"(?<=[/\\._\-?&=#@:+,;|)\]}])(?=[^\W_])")
_DOCUMENT_NUMBER = re.compile(r"[(“]?\d{1,5}(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ\d\-/]{1,20}[.,;:)”]*$")
_UNBROKEN = re.compile(r"[^\u200b\s]{15,}")
# A row may break where it could be taller than the page; a lower one stands whole. In lines, and signs over the full width.
_WHOLE_LINES = 35
_SIGNS = 75
_WHOLE_SPAN = 6  # rows that a spreading cell keeps together
TITLE_SHARE = 0.92  # of the text width, at most
_local = threading.local()


def render_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b: fonts embedded, tagged, in Vietnamese, titled. Equal papers give equal bytes.

    A sign that no font has is printed as an empty box; such a file cannot be PDF/A and is an ordinary tagged PDF.
    """
    inputs = {"paper": json.dumps(_data(paper), ensure_ascii=False)}
    moment = paper.created_at or UNDATED
    try:
        return _compile(inputs, moment, ["a-2b"])
    except typst.TypstError as error:
        if "could not be displayed" not in f"{error} {error.message}":
            raise
        return _compile(inputs, moment, [])


def _compile(inputs: dict[str, str], moment: datetime, standards: list[Any]) -> bytes:
    made = _compiler().compile(
        format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=int(moment.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError("typst answered with pages instead of one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    # The engine's own fonts lend the few signs that the typeface lacks (check marks); the machine's fonts stay out, so
    # that a paper looks alike everywhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE / "fonts")])


def _compiler() -> typst.Compiler:
    """One compiler a thread: it remembers the template and the fonts, and is not made for two callers at once."""
    compiler = getattr(_local, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(_HERE / "paper.typ", root=_HERE, font_paths=_fonts(), ignore_system_fonts=True)
        _local.compiler = compiler
    return compiler


# -- the paper as plain data ---------------------------------------------------------------------------------------


def _data(paper: Paper) -> dict[str, Any]:
    header = paper.header
    title = author = ""
    official: dict[str, Any] | None = None
    list_head: dict[str, Any] | None = None
    if isinstance(header, Header):
        title, author = wording.document_title(header), header.issuer or ""
        official = _official(paper, header)
    elif isinstance(header, ListHead):
        title, author = header.title, header.unit
        list_head = {"unit": _runs(header.unit), "title": _runs(header.title), "subtitle": _runs(header.subtitle)}
    return {
        "form": paper.form,
        "measures": FORMS[paper.form].as_data(),
        "title": wording.clean(title).replace("\n", " "),
        "author": wording.clean(author).replace("\n", " "),
        "landscape": paper.landscape,
        "header": official,
        "list": list_head,
        "urgency": _runs(paper.urgency),
        "mark": [_runs(line) for line in paper.mark],
        "deciding": _runs(paper.authority),
        "bases": [_runs(wording.base_line(line, paper.form)) for line in paper.bases],
        "addressees": [_runs(name) for name in wording.addressee_lines(paper.addressees)],
        "blocks": _blocks(paper.body),
        "appendices": [
            {
                "label": _runs(part.label),
                "title": _runs(part.title),
                "reference": _runs(part.reference),
                "landscape": part.landscape,
                "blocks": _blocks(part.blocks),
            }
            for part in paper.appendices
        ],
    }


def title_width(paper: Paper, title: str) -> float:
    """In points: as broad as its lines need, so that they end alike (DF-10, PF-08)."""
    form = FORMS[paper.form]
    most = ((297 if paper.landscape else 210) - form.left - form.right) * 72 / 25.4 * TITLE_SHARE
    face = form.faces["abstract"]
    return balanced_width(wording.clean(title), face.size, bold=face.bold, most=most)


def _official(paper: Paper, header: Header) -> dict[str, Any]:
    is_letter = wording.is_letter(header)
    return {
        "nation": _runs(wording.PARTY_TITLE if paper.form == "party" else wording.NATION),
        "motto": _runs("" if paper.form == "party" else wording.MOTTO),
        "superior": _runs(wording.body_name(header.superior)),
        "issuer": _runs(wording.body_name(header.issuer) or wording.DOTS),
        "number": _runs(wording.number_line(header, paper.form)),
        "date": _runs(wording.date_line(header)),
        "kind": _runs("" if is_letter else (header.kind or "").upper()),
        "abstract_width": title_width(paper, header.title or ""),
        "abstract": _runs("" if is_letter else (header.title or "").strip() or wording.DOTS),
        "subject": _runs(wording.subject_line(header, paper.form) if is_letter else ""),
        "addressees_word": wording.ADDRESSEES,
        "dashes": wording.FIVE_DASHES,
        "recipients_word": wording.RECIPIENTS,
        "recipients": [_runs(line) for line in wording.recipient_lines(header, paper.form)],
        "authority": _runs(wording.authority_line(header)),
        "position": _runs(header.signer.position or ""),
        "name": _runs(header.signer.name or ""),
        "secretary": None
        if paper.secretary is None
        else [_runs(paper.secretary.position or ""), _runs(paper.secretary.name or "")],
    }


def _runs(text: Text, *, is_narrow: bool = False) -> list[list[Any]]:
    """Text as [words, bold, italic], with the places marked where a long chain of signs may be broken.

    In a narrow column a telephone number may have to be broken; in running text only what is longer than half a line is.
    """
    runs = [Run(text)] if isinstance(text, str) else text
    return [[_breakable(wording.clean(run.text), is_narrow), run.bold, run.italic] for run in runs if run.text]


def _breakable(text: str, is_narrow: bool) -> str:
    return (_LONG if is_narrow else _VERY_LONG).sub(_with_breaks, text)


def _with_breaks(long: re.Match[str]) -> str:
    if _DOCUMENT_NUMBER.match(long[0]):  # "53/2016/QĐ-UBND" is never torn
        return long[0]
    return _UNBROKEN.sub(_every_ten, _AFTER_SIGN.sub(_BREAK, long[0]))


def _every_ten(chain: re.Match[str]) -> str:
    text = chain[0]
    return _BREAK.join(text[place : place + 10] for place in range(0, len(text), 10))


def _length(text: Text) -> int:
    return len(text) if isinstance(text, str) else sum(len(run.text) for run in text)


def _blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            label = f"{block.label.strip()} " if block.label.strip() else ""
            return {"is": "heading", "text": _runs(f"{label}{block.title}"), "level": min(max(block.level, 1), 6)}
        case Para():
            label = f"{block.label.strip()} " if block.label.strip() else ""
            runs = [*_runs(label), *_runs(block.text)]
            return {
                "is": "para",
                "text": runs,
                "align": block.align,
                "indent": block.indent,
                "dotted": block.dotted,
            }
        case NationalTitle():
            return {"is": "nation", "nation": _runs(wording.NATION), "motto": _runs(wording.MOTTO)}
        case TableBlock():
            return _table(block)
        case Bars():
            shares = bar_shares(block)
            bars = [
                [_runs(bar.label), share, _runs(wording.bar_value(bar))]
                for bar, share in zip(block.bars, shares, strict=True)
            ]
            return {"is": "bars", "bars": bars, "caption": _runs(block.caption), "note": _runs(block.note)}
        case PageBreak():
            return {"is": "pagebreak"}
        case Signatures():
            rows = [[_signing(place) for place in row] for row in block.rows]
            return {"is": "signatures", "rows": rows, "day": _runs(block.day)}


def _signing(place: Signing | None) -> list[Any]:
    return [_runs(part) for part in (place.title, place.note, place.name)] if place else [[], [], []]


def _table(table: TableBlock) -> dict[str, Any]:
    titles: Sequence[Row] = table.header or [[column.title for column in table.columns]]
    return {
        "is": "table",
        "caption": _runs(table.caption),
        "note": _runs(table.note),
        "weights": [column.weight for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "header": _cells(titles, table, bold=True, align="center"),
        "rows": _cells(table.rows, table),
        "totals": _cells(table.totals, table, bold=True),
    }


def _cells(rows: Sequence[Row], table: TableBlock, *, bold: bool = False, align: str = "") -> list[dict[str, Any]]:
    """Rows as cells with their place in the grid, so that the template lays out what is given and decides nothing."""
    placed = []
    total = sum(column.weight for column in table.columns)
    shares = [column.weight / total for column in table.columns]
    for row, places in zip(rows, grid_places(rows, len(table.columns)), strict=True):
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        is_whole = all(
            _length(cell.text) <= _WHOLE_LINES * _SIGNS * sum(shares[x : x + cell.colspan])
            for cell, (_, x) in zip(cells, places, strict=True)
        )
        for given, place in zip(cells, places, strict=True):
            placed.append(
                {
                    "x": place[1],
                    "y": place[0],
                    "colspan": min(given.colspan, len(table.columns) - place[1]),
                    "rowspan": min(given.rowspan, len(rows) - place[0]),
                    "text": _runs(given.text, is_narrow=True),
                    "bold": bold or given.bold,
                    "align": given.align or align or table.columns[place[1]].align,
                    "whole": is_whole and given.rowspan <= _WHOLE_SPAN,
                }
            )
    return placed
