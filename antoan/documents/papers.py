"""The printed paper of a draft, and the mark in its Word file by which it is known again. No Django."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any, Literal

from docx import Document as WordDocument

from antoan.documents import kinds, typed_tables, writing
from antoan.documents.reading import Unreadable
from antoan.documents.reading.archives import Archive, local
from antoan.documents.rendering import render_docx, wording
from antoan.documents.rendering.paper import Appendix, Block, Heading, Paper, Para, Run
from antoan.documents.tree import Header, Signer
from antoan.documents.writing import Content

_BASE = re.compile(r"Căn cứ\b")
_ASKED_FOR = re.compile(r"(?:Theo|Xét) (?:đề nghị|tờ trình)\b.*[;.,]$", re.IGNORECASE)  # stands among the bases
_ARTICLE = re.compile(r"Điều \d+[a-zđ]?\.$")
_BULLET = re.compile(r"([-+])\s+")
_MARK = re.compile(r"antoan:(?P<draft>[0-9]{1,12}):(?P<version>[0-9]{1,6})$")
_BOLD_LEVELS = 2
SECRETARY = "THƯ KÝ"


def header_of(
    content: Content, *, form: str, kind: str, number: int | None = None, signed_on: date | None = None
) -> Header:
    """The header as it is printed; before it is numbered and signed, number and date stay room to be filled in."""
    said = writing.whole(content["header"])
    return Header(
        superior=said["superior"] or None,
        issuer=said["issuer"] or None,
        number=f"{number:02d}" if number else None,
        symbol=kinds.symbol(kind, form, said["body"]) or None,
        place=said["place"] or None,
        year=signed_on.year if signed_on else None,
        month=signed_on.month if signed_on else None,
        day=signed_on.day if signed_on else None,
        kind=kinds.kind_of(kind).name,
        title=said["title"] or None,
        recipients=list(said["recipients"]),
        signer=Signer(said["authority"] or None, said["position"] or None, said["name"] or None),
    )


def paper_of(
    content: Content,
    *,
    form: str,
    kind: str,
    number: int | None = None,
    signed_on: date | None = None,
    created_at: datetime | None = None,
) -> Paper:
    """The whole paper, with number and date once it is issued."""
    body = _body(content, form, kind)
    header = header_of(content, form=form, kind=kind, number=number, signed_on=signed_on)
    official: Literal["party", "state"] = "party" if form == "party" else "state"
    return Paper(
        form=official,
        header=header,
        body=body,
        appendices=[_appendix(annex, header, form, kind) for annex in writing.annexes(content)],
        addressees=list(content["header"]["addressees"]),
        authority=_deciding(content, kind),
        secretary=_secretary(content) if kind == kinds.MINUTES else None,
        created_at=created_at,
    )


def _deciding(content: Content, kind: str) -> str:
    """Who decides, above the bases; not where it was typed as the first line of the body already."""
    said = writing.whole(content["header"])["deciding"].upper() if kind in kinds.DECIDING else ""
    first = content["opening"][0] if content["opening"] else ""
    return "" if first.isupper() and not first.endswith(":") else said


def _body(content: Content, form: str, kind: str) -> list[Block]:
    body: list[Block] = []
    for is_table, lines in typed_tables.groups(content["opening"]):
        body += [typed_tables.table_of(lines)] if is_table else [_opening(line, form, kind) for line in lines]
    for section, level in writing.walk(content["sections"]):
        body += _section(section, level)
    return body + _paras(content["closing"])


def _appendix(annex: dict[str, Any], header: Header, form: str, kind: str) -> Appendix:
    """An annex with the line that names the paper to which it belongs (DF-26); a broad table lays it on its side."""
    official: Literal["party", "state"] = "party" if form == "party" else "state"
    number = wording.number_line(header, official).replace("Số:", "số").replace("Số", "số")
    day = wording.date_line(header).partition(", ")[2] or wording.DOTS
    of = header.issuer or wording.DOTS
    reference = f"(Kèm theo {kinds.kind_of(kind).name} {number} {day} của {of})"
    blocks = _body(writing.typed("\n".join(annex["lines"])), form, kind)
    is_wide = typed_tables.is_wide(annex["lines"])
    return Appendix(annex["title"], blocks, annex["label"], reference, landscape=is_wide)


def _secretary(content: Content) -> Signer:
    """Who wrote the minutes; he signs beside whoever presided."""
    said = writing.whole(content["header"])
    return Signer(position=said["secretary_post"] or SECRETARY, name=said["secretary"] or None)


def _opening(line: str, form: str, kind: str) -> Block:
    """The words before the first provision: bases as each form sets them, a line in capitals in the middle."""
    if _BASE.match(line):
        return Para(line, label="-") if form == "party" else Para([Run(line, italic=True)])
    if form == "state" and kind != kinds.LETTER and _ASKED_FOR.match(line):  # a letter answers so in its first sentence
        return Para([Run(line, italic=True)])
    if line.isupper() and len(line) < 100:  # "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ", "QUYẾT ĐỊNH:"
        return Para([Run(line, bold=True)], align="center", indent=False)
    return _para(line)


def _para(line: str) -> Para:
    bullet = _BULLET.match(line)
    return Para(line[bullet.end() :], label=bullet[1]) if bullet else Para(line)


def _paras(lines: list[str]) -> list[Block]:
    """Paragraphs, and the tables that stand between them."""
    blocks: list[Block] = []
    for is_table, found in typed_tables.groups(lines):
        blocks += [typed_tables.table_of(found)] if is_table else [_para(line) for line in found]
    return blocks


def _section(section: dict[str, Any], level: int) -> list[Block]:
    heading, title, paragraphs = section["heading"], section["title"], list(section["paragraphs"])
    blocks: list[Block] = []
    if section["runs_on"] and paragraphs:
        is_bold = level <= _BOLD_LEVELS + 1 if title else bool(_ARTICLE.match(heading))
        blocks.append(Para([Run(f"{heading} ", bold=is_bold), Run(paragraphs.pop(0))]))
    else:
        blocks.append(Heading("", heading, level))
    return blocks + _paras(paragraphs)


# -- the Word file that is edited by hand --------------------------------------------------------------------------


def word_of(paper: Paper, *, draft: int, version: int) -> bytes:
    """The Word file of a version, marked in its properties with the draft and the version that it came from."""
    document = WordDocument(io.BytesIO(render_docx(paper)))
    document.core_properties.identifier = f"antoan:{draft}:{version}"
    document.core_properties.keywords = f"antoan:{draft}:{version}"  # other word processors keep no identifier
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def mark_in(data: bytes) -> tuple[int, int] | None:
    """Draft and version from which a Word file came; None where it bears no mark."""
    try:
        properties = Archive(data).xml("docProps/core.xml")
    except Unreadable:  # not every program writes them
        return None
    for said in properties:
        if local(said) in ("identifier", "keywords") and (match := _MARK.match((said.text or "").strip())):
            return int(match["draft"]), int(match["version"])
    return None
