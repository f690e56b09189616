"""DOCX: paragraphs and tables in their order, with the numbers, boxes and capitals that a reader of the paper sees."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from antoan.documents.reading.archives import Archive, attribute, child, local, number
from antoan.documents.reading.charsets import from_font
from antoan.documents.reading.composing import Cell, Composed, Composer
from antoan.documents.reading.labels import bullet
from antoan.documents.reading.sniffing import DOCX
from antoan.documents.reading.unreadable import DamagedFile
from antoan.documents.reading.word_numbering import Numbering
from antoan.documents.reading.word_styles import Look, Styles, drawn
from antoan.documents.tree import ReadText

_MAIN = "word/document.xml"
_MAX_COLUMNS = 500
# Wrappers whose content counts as if they were not there; w:ins and w:moveTo are kept changes.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body", "hyperlink", "fldSimple"}
# Words that the reader does not see: deleted, moved away, field codes, alternative shapes of what stands elsewhere.
_UNSEEN = {"del", "moveFrom", "instrText", "delInstrText", "delText", "pPr", "rPr", "sdtPr", "rt", "fldData", "tblPr"}


def read_word(data: bytes) -> ReadText:
    """Read a DOCX. Each paragraph is one line; footnotes follow at the end, marked "[1]".

    Tracked insertions are kept, deletions dropped; hidden text is dropped; text boxes follow their paragraph.

    Raises:
        ArchiveBomb, DamagedFile, EncryptedOffice
    """
    archive = Archive(data)
    main = _related(archive, "", "officeDocument") or _MAIN
    root = archive.xml(main)
    body = child(root, "body")
    if body is None:
        raise DamagedFile(place=f"phần {main} (không có nội dung)")
    try:
        composed = _Document(archive, main).compose(body)
    except RecursionError as problem:
        raise DamagedFile(place=f"phần {main} (lồng nhau quá sâu)") from problem
    return ReadText(text=composed.text, media_type=DOCX, tables=composed.tables)


def _related(archive: Archive, part: str, kind: str) -> str | None:
    """The name of the part that `part` calls its `kind` ("styles", "numbering", …)."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.names:
        return None
    for relation in archive.xml(relations):
        if (attribute(relation, "Type") or "").endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, attribute(relation, "Target") or "")).lstrip("/")
            return target if target in archive.names else None
    return None


class _Document:
    """One reading of one document: the counters of its lists run while it is walked."""

    def __init__(self, archive: Archive, main: str) -> None:
        def part(kind: str) -> etree._Element | None:
            name = _related(archive, main, kind)
            return archive.xml(name) if name else None

        self._styles = Styles(part("styles"))
        self._numbering = Numbering(part("numbering"))
        self._notes: list[tuple[str, str]] = []  # kind and id of the notes that were met
        self._note_parts = {"footnote": part("footnotes"), "endnote": part("endnotes")}

    def compose(self, body: etree._Element) -> Composed:
        composer = Composer()
        self._blocks(body, composer)
        for index, (kind, identity) in enumerate(list(self._notes), start=1):
            note = self._note(kind, identity)
            if note.text:
                composer.line(f"[{index}] {note.text}")
        return composer.finish()

    def _note(self, kind: str, identity: str) -> Composed:
        composer = Composer()
        root = self._note_parts[kind]
        for note in root if root is not None else ():
            if local(note) == kind and attribute(note, "id") == identity:
                self._blocks(note, composer)
        return composer.finish().stripped()

    def _blocks(self, parent: etree._Element, composer: Composer) -> None:
        carried = ""  # of a paragraph whose end was deleted: it runs on into the next one
        for block in _inside(parent, {"p", "tbl"}):
            if local(block) == "tbl":
                self._table(block, composer)
                continue
            text, boxes = self._paragraph(block)
            if child(block, "pPr", "rPr", "del") is not None:
                carried += text
            else:
                composer.line((carried + text).rstrip())
                carried = ""
            for box in boxes:
                self._blocks(box, composer)
        if carried:
            composer.line(carried.rstrip())

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle"), "val")
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, style, self._styles.look(style), pieces, boxes)
        text = "".join(pieces)
        label = self._label(properties, style)
        if label and text.strip():
            text = f"{label} {text.lstrip()}"
        return text, boxes

    def _label(self, properties: etree._Element | None, style: str | None) -> str:
        own = child(properties, "numPr")
        inherited = self._styles.numbering(style)
        list_id = attribute(child(own, "numId"), "val") or attribute(child(inherited, "numId"), "val")
        level = attribute(child(own, "ilvl"), "val") or attribute(child(inherited, "ilvl"), "val")
        return self._numbering.label(list_id, number(level, 0)) if list_id else ""

    def _inline(
        self, parent: etree._Element, style: str | None, look: Look, pieces: list[str], boxes: list[etree._Element]
    ) -> None:
        for item in parent:
            kind = local(item)
            if kind in _UNSEEN:
                continue
            match kind:
                case "r":
                    properties = child(item, "rPr")
                    run_style = attribute(child(properties, "rStyle"), "val")
                    self._inline(item, style, self._styles.look(style, run_style).under(properties), pieces, boxes)
                case "t":
                    if not look.hidden:
                        text = from_font(item.text or "", look.font)
                        pieces.append(text.upper() if look.capitals else text)
                case "tab" | "ptab":
                    pieces.append("\t")
                case "br" | "cr":
                    pieces.append("\n")
                case "noBreakHyphen":
                    pieces.append("-")
                case "sym":
                    pieces.append(_symbol(item))
                case "footnoteReference" | "endnoteReference":
                    self._notes.append((kind.removesuffix("Reference"), attribute(item, "id") or ""))
                case "txbxContent":
                    boxes.append(item)
                case "AlternateContent":  # the same thing drawn twice, for new and for old programs
                    choice = child(item, "Choice")
                    self._inline(item if choice is None else choice, style, look, pieces, boxes)
                case _:
                    self._inline(item, style, look, pieces, boxes)

    def _table(self, table: etree._Element, composer: Composer) -> None:
        ruled = self._ruled(table)
        cells: list[Cell] = []
        above: dict[int, Cell] = {}  # by column: the vertically merged cell that a later row may continue
        rows = [r for r in _inside(table, {"tr"}) if child(r, "trPr", "del") is None]
        for row_index, row in enumerate(rows):
            column = number(attribute(child(row, "trPr", "gridBefore"), "val"), 0, most=_MAX_COLUMNS)
            for source in _inside(row, {"tc"}):
                properties = child(source, "tcPr")
                span = max(1, number(attribute(child(properties, "gridSpan"), "val"), 1, most=_MAX_COLUMNS))
                merge = child(properties, "vMerge")
                continued = merge is not None and attribute(merge, "val") != "restart"
                if continued and column in above:
                    above[column].rowspan = row_index - above[column].row + 1
                elif (
                    attribute(child(properties, "hMerge"), "val") == "continue" and cells and cells[-1].row == row_index
                ):
                    cells[-1].colspan += span
                else:
                    inner = Composer()
                    self._blocks(source, inner)
                    cells.append(Cell(row_index, column, inner.finish(), colspan=span))
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = cells[-1]
                column += span
            if column > _MAX_COLUMNS * 4:
                raise DamagedFile(place="một bảng (quá nhiều cột)")
        if len(cells) == 1:  # a frame around text, not a table
            composer.embed(cells[0].content)
            return
        composer.table(cells, ruled=ruled)

    def _ruled(self, table: etree._Element) -> bool:
        own = drawn(child(table, "tblPr", "tblBorders"))
        if own is None:
            own = self._styles.ruled(attribute(child(table, "tblPr", "tblStyle"), "val"))
        return own or any(
            drawn(child(cell, "tcPr", "tcBorders")) for row in _inside(table, {"tr"}) for cell in _inside(row, {"tc"})
        )


def _inside(parent: etree._Element, wanted: set[str]) -> Iterator[etree._Element]:
    """The children of those names, looked for through wrappers that change nothing for the reader."""
    for item in parent:
        kind = local(item)
        if kind in wanted:
            yield item
        elif kind in _WRAPPERS:
            yield from _inside(item, wanted)


def _symbol(item: etree._Element) -> str:
    code = attribute(item, "char") or ""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= value < 0xFFFE or 0xD800 <= value < 0xE000:
        return ""
    # Old files give the place in the symbol font itself (B7), newer ones in the private use area (F0B7).
    return bullet(chr(value if value > 0xFF else 0xF000 + value))
