"""From what an office types to the parts of a paper, and back to the very words. Plain data: no Django.

The content of a draft is {"header": …, "opening": […], "sections": […], "closing": […]}. Its sections have the shape that
`antoan plan parse --json` gives; each also keeps its `heading` as it was typed and whether the first paragraph runs on in
the same line, so that nothing that was typed is printed otherwise. The header has the fields of `HEADER`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from antoan.documents import parsing, typed_tables
from antoan.documents.kinds import MINUTES
from antoan.documents.parsing import heal
from antoan.documents.reading.sniffing import DOCX
from antoan.documents.rendering.wording import clean
from antoan.documents.tree import Header, Paragraph, ParsedDocument, Provision, ReadText, Table

Content = dict[str, Any]

HEADER: dict[str, Any] = {
    "superior": "", "issuer": "", "body": "", "place": "", "title": "", "addressees": [], "recipients": [],
    "authority": "", "position": "", "name": "", "secretary_post": "", "secretary": "", "deciding": "",
}  # fmt: skip
_ADDRESSED = re.compile(r"Kính (?:gửi|trình)\s*:\s*", re.IGNORECASE)
_BASE = re.compile(r"-\s*Căn cứ\b")
_ANNEX = re.compile(r"==+\s*(Phụ lục(?: [IVXLC\d]+)?)\s*[:.]?\s*(.*)$", re.IGNORECASE)
_BULLET = re.compile(r"([-–—+•*●▪○◦])\s*")


def typed(text: str) -> dict[str, Any]:
    """The parts of a body as it is typed: "I. …", "1. …", "a) …", a line for each paragraph.

    A row of a table is a line between bars (`typed_tables`); an annex begins with a line "== Phụ lục I: Tên phụ lục".
    """
    text, *annexes = re.split(r"^(?===)", clean(text), flags=re.MULTILINE)
    return _body(text) | {"annexes": [_annex(part) for part in annexes]}


def _annex(text: str) -> dict[str, Any]:
    heading, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = _ANNEX.match(heading)
    label, title = (said[1].strip(), said[2].strip()) if said else ("Phụ lục", heading.strip("= "))
    return {"heading": heading, "label": label, "title": title, "lines": lines}


def _body(text: str) -> dict[str, Any]:
    # What a line is, is said as in a word processor's file: a line is a paragraph.
    opening, provisions, closing = parsing.parse_body(ReadText(text, DOCX))
    return _parts(text, opening, provisions, closing)


def parts_of(parsed: ParsedDocument) -> dict[str, Any]:
    """The same of a document that was read from a file: its tables as typed rows, its annexes after the body."""
    text = parsed.read.text
    tables = [table for table in parsed.tables if table.grid and parsed.body_start <= table.start < parsed.body_end]
    has_annex = parsed.foot_end and _ANNEX_HEAD.search(text, parsed.foot_end, parsed.body_end)
    if not tables and not has_annex:
        return _parts(text, parsed.opening, parsed.provisions, parsed.closing) | {"annexes": []}
    body_end = min(parsed.foot_start, parsed.body_end) if parsed.foot_start else parsed.body_end
    body = _with_rows(text, parsed.body_start, body_end, tables)
    after = _with_rows(text, parsed.foot_end, parsed.body_end, tables) if has_annex else ""
    return typed(body + "\n" + _ANNEX_HEAD.sub(_annex_line, after))


def _with_rows(text: str, start: int, end: int, tables: list[Table]) -> str:
    """A stretch of the text in which each table stands as typed rows."""
    pieces, at = [], start
    for table in sorted(tables, key=lambda each: each.start):
        if not start <= table.start < end:
            continue
        rows = [typed_tables.line_of(heal(cell.text) for cell in row) for row in table.grid]
        pieces += [text[at : table.start].rstrip("\n"), "\n", "\n".join(rows), "\n"]
        at = table.end
    return "".join([*pieces, text[at:end]])


def tables_in(content: Content) -> int:
    """How many tables stand in the body and the annexes."""
    return sum(is_table for part in parts(content) for is_table, _ in typed_tables.groups(part.lines))


_ANNEX_HEAD = re.compile(
    r"^[ \t]*(Phụ lục(?: [IVXLC\d]+)?)[ \t]*\n+[ \t]*([^\n(|]+)\n+(?:[ \t]*\(Kèm theo[^)]*\)[ \t]*(?:\n|$))?",
    re.MULTILINE | re.IGNORECASE,
)


def _annex_line(found: re.Match[str]) -> str:
    return f"== {found[1]}: {heal(found[2])}\n"


def _parts(
    text: str, opening: list[Paragraph], provisions: list[Provision], closing: list[Paragraph]
) -> dict[str, Any]:
    return {
        # The Party form sets a dash before each base when it prints; it is not one of the words.
        "opening": [_BASE.sub("Căn cứ", _words(text, paragraph)) for paragraph in opening],
        "sections": [_section(text, provision) for provision in provisions],
        "closing": [_words(text, paragraph) for paragraph in closing],
    }


def _section(text: str, provision: Provision) -> dict[str, Any]:
    first = provision.paragraphs[0] if provision.paragraphs else None
    return {
        "label": provision.label,
        "path": provision.path,
        "title": provision.title,
        "heading": heal(text[provision.start : provision.heading_end]),
        "runs_on": first is not None and "\n" not in text[provision.heading_end : first.start],
        "paragraphs": [_words(text, paragraph) for paragraph in provision.paragraphs],
        "children": [_section(text, child) for child in provision.children],
    }


def _words(text: str, paragraph: Paragraph) -> str:
    """A paragraph with the dash that it had."""
    bullet = _BULLET.match(text[paragraph.start : paragraph.end].lstrip())
    is_taken = bullet is not None and not paragraph.text.startswith(bullet[1])
    return f"{'+' if bullet[1] == '+' else '-'} {paragraph.text}" if bullet and is_taken else paragraph.text


# -- back to words -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A provision with its own words, without those below it: a line for each paragraph as it is printed."""

    path: str  # "" for the words before the first provision, "…" for those after the last
    lines: tuple[str, ...]
    level: int = 0
    label: str = ""  # as typed: "I.", "1.", "a)", "Điều 3."
    is_titled: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def bare(self) -> str:
        """The words without the label in front: what stays when items before it come or go."""
        return self.text.removeprefix(self.label).lstrip() if self.label else self.text


AFTER = "…"


def parts(content: Content) -> list[Part]:
    """The whole body in order. A path that stands twice is told apart by a number: "II.1 (2)"."""
    found = [Part("", tuple(content["opening"]))] if content["opening"] else []
    seen: dict[str, int] = {}
    for section, level in walk(content["sections"]):
        path = section["path"]
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path} ({seen[path]})"
        found.append(Part(path, tuple(lines_of(section)), level, _typed_label(section), bool(section["title"])))
    if content["closing"]:
        found.append(Part(AFTER, tuple(content["closing"])))
    for annex in annexes(content):
        path = annex["label"]
        seen[path] = seen.get(path, 0) + 1
        path = f"{path} ({seen[path]})" if seen[path] > 1 else path
        found.append(Part(path, (annex["heading"], *annex["lines"]), 1, "", True))
    return found


def annexes(content: Content) -> list[dict[str, Any]]:
    """The annexes, of which older versions know nothing."""
    return content.get("annexes", [])


def walk(sections: list[dict[str, Any]], level: int = 1) -> Iterator[tuple[dict[str, Any], int]]:
    """Every section with its level, in the order in which they are printed."""
    for section in sections:
        yield section, level
        yield from walk(section["children"], level + 1)


def _typed_label(section: dict[str, Any]) -> str:
    heading = section["heading"]
    if not section["title"]:
        return heading
    at = heading.find(section["title"])
    return heading[:at].rstrip() if at > 0 else section["label"]


def lines_of(section: dict[str, Any]) -> list[str]:
    """Heading and paragraphs of a section, each in its line."""
    paragraphs = list(section["paragraphs"])
    heading = section["heading"]
    if section["runs_on"] and paragraphs:
        heading = f"{heading} {paragraphs.pop(0)}"
    return [heading, *paragraphs]


def text_of(content: Content) -> str:
    """The body as it would be typed."""
    return "\n".join(line for part in parts(content) for line in part.lines)


# -- the header ----------------------------------------------------------------------------------------------------

# Without these a paper cannot be signed and numbered. Some signers sign in their own name, so position or authority do.
_NEEDED = (
    ("địa danh", ("place",)),
    ("chức vụ hoặc thẩm quyền ký", ("position", "authority")),
    ("họ tên người ký", ("name",)),
    ("chữ viết tắt cơ quan trong ký hiệu", ("body",)),
)
_NEEDED_BY_MINUTES = (("họ tên thư ký (người ghi biên bản)", ("secretary",)),)


def whole(header: dict[str, Any]) -> dict[str, Any]:
    """The header with every field, also one that was kept before a field was thought of."""
    return HEADER | header


def is_same(one: Content, other: Content) -> bool:
    """Whether both print the same paper."""

    def everything(content: Content) -> Content:
        return content | {"header": whole(content["header"]), "annexes": annexes(content)}

    return everything(one) == everything(other)


def missing(header: dict[str, Any], kind: str) -> list[str]:
    """What the header still lacks before it may be laid before whoever approves, in words."""
    needed = [*_NEEDED, *(_NEEDED_BY_MINUTES if kind == MINUTES else ())]
    header = whole(header)
    return [words for words, names in needed if not any(header[name].strip() for name in names)]


def header_after(before: dict[str, Any], read: Header, content: dict[str, Any]) -> dict[str, Any]:
    """The header of a draft after its printed file was edited by hand: what the file says, else what it was.

    Printing sets names in capitals; where nothing but the capitals differs, the old spelling stays. The lines
    "Kính gửi" are taken out of the opening of `content`, where reading leaves them.
    """
    signer = read.signer
    said = {
        "superior": read.superior, "issuer": read.issuer, "place": read.place, "title": read.title,
        "authority": signer.authority, "position": signer.position, "name": signer.name,
    }  # fmt: skip
    after = dict(before)
    # The subject of a letter stands beside a date that is still blank, and is read together with it.
    blank_date = re.compile(rf"\s*(?:{re.escape(before['place'] or '…')}|…+), ngày\b.*$")
    said["title"] = blank_date.sub("", read.title or "")
    for name, value in said.items():
        if value and value.casefold() != str(before[name]).casefold():
            after[name] = value
    opening, deciding = content["opening"], str(whole(before)["deciding"])
    if deciding and opening and opening[0].casefold() == deciding.casefold():
        del opening[0]  # printed above the bases, it was never typed
    if read.recipients:
        after["recipients"] = list(read.recipients)
    if addressees := _take_addressees(content["opening"]):
        after["addressees"] = addressees
    return after


def _take_addressees(opening: list[str]) -> list[str]:
    if not opening or not (match := _ADDRESSED.match(opening[0])):
        return []
    names = [opening.pop(0)[match.end() :]]
    if not names[0]:  # one a line, after a dash or ended by ";"
        while opening and (opening[0].startswith("- ") or names[-1].rstrip().endswith(";")):
            names.append(opening.pop(0).lstrip("- "))
    return [bare for name in names if (bare := name.strip(" .;,"))]
