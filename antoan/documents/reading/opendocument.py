"""ODT: paragraphs, lists with their labels and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from antoan.documents.reading.archives import Archive, attribute, child, local, number
from antoan.documents.reading.charsets import from_font
from antoan.documents.reading.composing import Cell, Composed, Composer
from antoan.documents.reading.labels import bullet, letter, roman
from antoan.documents.reading.sniffing import ODT
from antoan.documents.reading.unreadable import DamagedFile
from antoan.documents.tree import ReadText

_CONTENT = "content.xml"
_MAX_REPEAT = 256  # a repeated cell or row is kept at most so often
_WRAPPERS = {
    "section", "index-body", "table-of-content", "table-header-rows", "table-rows", "table-row-group", "index-title",
    "alphabetical-index", "illustration-index", "table-index", "table-header-columns",
}  # fmt: skip
_UNSEEN = {"tracked-changes", "annotation", "annotation-end", "sequence-decls", "note-citation", "ruby-text", "desc"}


def read_opendocument(data: bytes) -> ReadText:
    """Read an ODT. Each paragraph is one line; footnotes follow at the end, marked "[1]".

    Raises:
        ArchiveBomb, DamagedFile, EncryptedOffice
    """
    archive = Archive(data)
    root = archive.xml(_CONTENT)
    body = child(root, "body", "text")
    if body is None:
        raise DamagedFile(place=f"phần {_CONTENT} (không có nội dung)")
    sources = [root, archive.xml("styles.xml")] if "styles.xml" in archive.names else [root]
    try:
        composed = _Document(sources).compose(body)
    except RecursionError as problem:
        raise DamagedFile(place=f"phần {_CONTENT} (lồng nhau quá sâu)") from problem
    return ReadText(text=composed.text, media_type=ODT, tables=composed.tables)


@dataclass
class _ListLevel:
    form: str = ""  # "1", "a", "A", "i", "I"; "" shows no number
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    start: int = 1
    shown: int = 1  # how many levels the label shows


@dataclass
class _Counts:
    """The running numbers of one list style, by level."""

    values: dict[int, int] = field(default_factory=dict)


class _Document:
    """One reading of one document: the counters of its lists run while it is walked."""

    def __init__(self, sources: list[etree._Element]) -> None:
        self._lists: dict[str, dict[int, _ListLevel]] = {}
        self._fonts: dict[str, str] = {}
        self._capitals: set[str] = set()
        self._parents: dict[str, str] = {}
        self._bordered: set[str] = set()
        self._outline: dict[int, _ListLevel] = {}
        self._style_lists: dict[str, str] = {}
        for source in sources:
            self._learn(source)
        self._counts: dict[str, _Counts] = {}
        self._list_styles: dict[str, str] = {}  # by the xml:id of a list, for lists that continue it
        self._notes: list[Composed] = []

    def compose(self, body: etree._Element) -> Composed:
        composer = Composer()
        self._blocks(body, composer)
        for index, note in enumerate(self._notes, start=1):
            if note.text:
                composer.line(f"[{index}] {note.text}")
        return composer.finish()

    def _learn(self, source: etree._Element) -> None:
        """Take what matters from the styles: list labels, old fonts, capitals, borders of cells."""
        faces = child(source, "font-face-decls")
        families = {
            attribute(face, "name") or "": (attribute(face, "font-family") or "").strip("'\"")
            for face in (faces if faces is not None else ())
        }
        for group in source:
            if local(group) not in ("styles", "automatic-styles"):
                continue
            for style in group:
                name = attribute(style, "name") or ""
                if local(style) == "list-style":
                    self._lists[name] = _levels(style)
                elif local(style) == "outline-style":
                    self._outline = _levels(style)
                elif local(style) == "style":
                    self._parents.setdefault(name, attribute(style, "parent-style-name") or "")
                    if linked := attribute(style, "list-style-name"):
                        self._style_lists.setdefault(name, linked)
                    text = child(style, "text-properties")
                    face = attribute(text, "font-name")
                    if face or attribute(text, "font-family"):
                        font = (attribute(text, "font-family") or "").strip("'\"") or families.get(
                            face or "", face or ""
                        )
                        self._fonts.setdefault(name, font)
                    if attribute(text, "text-transform") == "uppercase":
                        self._capitals.add(name)
                    if _has_border(child(style, "table-cell-properties")):
                        self._bordered.add(name)

    def _blocks(self, parent: etree._Element, composer: Composer) -> None:
        for block in parent:
            match local(block):
                case "p":
                    self._paragraph(block, "", composer)
                case "h":
                    self._paragraph(block, self._heading(block), composer)
                case "list":
                    self._list(block, composer, 1, "")
                case "table":
                    self._table(block, composer)
                case "frame" | "text-box" | "custom-shape":
                    self._blocks(block, composer)
                case kind if kind in _WRAPPERS:
                    self._blocks(block, composer)

    def _paragraph(self, paragraph: etree._Element, label: str, composer: Composer) -> bool:
        pieces: list[str] = []
        boxes: list[etree._Element] = []
        self._inline(paragraph, attribute(paragraph, "style-name") or "", pieces, boxes)
        text = "".join(pieces).rstrip()
        used = bool(label and text.strip())
        composer.line(f"{label} {text.lstrip()}" if used else text)
        for box in boxes:
            self._blocks(box, composer)
        return used

    def _inline(self, parent: etree._Element, style: str, pieces: list[str], boxes: list[etree._Element]) -> None:
        self._say(parent.text, style, pieces)
        for item in parent:
            kind = local(item)
            match kind:
                case "s":
                    pieces.append(" " * max(1, number(attribute(item, "c"), 1, most=1000)))
                case "tab":
                    pieces.append("\t")
                case "line-break":
                    pieces.append("\n")
                case "note":
                    body = child(item, "note-body")
                    if body is not None:
                        inner = Composer()
                        self._blocks(body, inner)
                        self._notes.append(inner.finish().stripped())
                case "text-box":
                    boxes.append(item)
                case "frame" | "custom-shape":
                    self._boxes(item, boxes)
                case _ if kind and kind not in _UNSEEN:
                    self._inline(item, attribute(item, "style-name") or style, pieces, boxes)
            self._say(item.tail, style, pieces)

    def _boxes(self, frame: etree._Element, boxes: list[etree._Element]) -> None:
        if local(frame) == "custom-shape":
            boxes.append(frame)
        boxes += [item for item in frame if local(item) == "text-box"]

    def _say(self, text: str | None, style: str, pieces: list[str]) -> None:
        if not text:
            return
        # White space of the XML is layout of the file, not of the text (ODF 1.3, part 3, 6.1.2).
        words = " ".join(text.replace("\n", " ").replace("\t", " ").replace("\r", " ").split(" "))
        while "  " in words:
            words = words.replace("  ", " ")
        font, capitals = self._face(style)
        words = from_font(words, font)
        pieces.append(words.upper() if capitals else words)

    def _face(self, style: str) -> tuple[str, bool]:
        font = ""
        capitals = False
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            font = font or self._fonts.get(style, "")
            capitals = capitals or style in self._capitals
            style = self._parents.get(style, "")
        return font, capitals

    def _heading(self, heading: etree._Element) -> str:
        level = number(attribute(heading, "outline-level"), 1, most=10)
        shape = self._outline.get(level)
        if shape is None or not shape.form or attribute(heading, "is-list-header") == "true":
            return ""
        return self._next("\0outline", self._outline, level, None)

    def _list(self, source: etree._Element, composer: Composer, level: int, inherited: str) -> None:
        style = attribute(source, "style-name") or inherited
        continued = attribute(source, "continue-list")
        if not style and continued:
            style = self._list_styles.get(continued, "")
        identity = attribute(source, "id")
        if identity:
            self._list_styles[identity] = style
        levels = self._lists.get(style, {})
        if level == 1 and not continued and attribute(source, "continue-numbering") != "true":
            self._counts.pop(style, None)
        for item in source:
            if local(item) not in ("list-item", "list-header"):
                continue
            numbered = local(item) == "list-item"
            start = attribute(item, "start-value")
            label = ""
            if numbered and any(local(block) in ("p", "h") for block in item):
                label = self._next(style, levels, level, None if start is None else number(start, 1))
            for block in item:
                match local(block):
                    case "p" | "h":
                        self._paragraph(block, label, composer)
                        label = ""
                    case "list":
                        self._list(block, composer, level + 1, style)
                    case "table":
                        self._table(block, composer)

    def _next(self, style: str, levels: dict[int, _ListLevel], level: int, start: int | None) -> str:
        """Count one item and give its label."""
        counts = self._counts.setdefault(style, _Counts()).values
        shape = levels.get(level, _ListLevel())
        counts[level] = start if start is not None else counts.get(level, shape.start - 1) + 1
        for deeper in [deep for deep in counts if deep > level]:
            del counts[deeper]
        if shape.bullet:
            return bullet(shape.bullet)
        if not shape.form:
            return ""
        places = range(max(1, level - shape.shown + 1), level + 1)
        numbers = [
            _number(counts.get(place, other.start), other.form)
            for place in places
            if (other := levels.get(place, _ListLevel())).form
        ]
        return (shape.prefix + ".".join(numbers) + shape.suffix).strip()

    def _table(self, table: etree._Element, composer: Composer) -> None:
        cells: list[Cell] = []
        ruled = False
        row_index = 0
        for row in _rows(table):
            column = 0
            for source in row:
                kind = local(source)
                if kind not in ("table-cell", "covered-table-cell"):
                    continue
                repeat = max(1, number(attribute(source, "number-columns-repeated"), 1, most=_MAX_REPEAT))
                if kind == "covered-table-cell":
                    column += repeat
                    continue
                ruled = ruled or (attribute(source, "style-name") or "") in self._bordered
                across = max(1, number(attribute(source, "number-columns-spanned"), 1, most=_MAX_REPEAT))
                down = max(1, number(attribute(source, "number-rows-spanned"), 1, most=100_000))
                for _ in range(repeat):
                    inner = Composer()
                    self._blocks(source, inner)
                    cells.append(Cell(row_index, column, inner.finish(), down, across))
                    column += 1
            if column > _MAX_REPEAT * 8:
                raise DamagedFile(place="một bảng (quá nhiều cột)")
            row_index += max(1, number(attribute(row, "number-rows-repeated"), 1, most=_MAX_REPEAT))
        for cell in cells:
            cell.rowspan = min(cell.rowspan, row_index - cell.row)
        if len(cells) == 1:  # a frame around text, not a table
            composer.embed(cells[0].content)
            return
        composer.table(cells, ruled=ruled)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for item in table:
        if local(item) == "table-row":
            yield item
        elif local(item) in _WRAPPERS:
            yield from _rows(item)


def _levels(style: etree._Element) -> dict[int, _ListLevel]:
    levels: dict[int, _ListLevel] = {}
    for item in style:
        level = number(attribute(item, "level"), 0, most=10)
        if level:
            levels[level] = _ListLevel(
                form=attribute(item, "num-format") or "",
                prefix=attribute(item, "num-prefix") or "",
                suffix=attribute(item, "num-suffix") or "",
                bullet=attribute(item, "bullet-char") or "",
                start=number(attribute(item, "start-value"), 1),
                shown=number(attribute(item, "display-levels"), 1, most=10),
            )
    return levels


def _has_border(properties: etree._Element | None) -> bool:
    """Whether a cell style draws a line at a side; a line only above or below does not make a table."""
    return any(
        (attribute(properties, name) or "none").strip() not in ("none", "hidden", "")
        for name in ("border", "border-left", "border-right")
    )


def _number(value: int, form: str) -> str:
    match form:
        case "a":
            return letter(value)
        case "A":
            return letter(value).upper()
        case "i":
            return roman(value)
        case "I":
            return roman(value).upper()
        case _:
            return str(value)
