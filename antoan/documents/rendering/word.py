"""Papers as Word files that an office may go on writing in: the same words, measures and order as the PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from antoan.documents.tree import Header, Signer

from . import wording
from .balance import width_of
from .forms import FORMS, Face, Form
from .paper import (
    Appendix,
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
    TableBlock,
    Text,
)
from .pdf import title_width
from .tables import bar_shares, grid_places
from .wording import UNDATED, clean

FONT = "Times New Roman"
_PAGE = (210.0, 297.0)  # A4, in millimetres
_LEADING = 4.0  # between the lines of head and foot, in points
_GUTTER = 3.0  # half the gap between the two columns of the foot, in millimetres
_CELL_MARGIN = 1.2  # left and right inside the cells of a table, in millimetres
_ROOM_TO_SIGN = 30.0  # in millimetres
# Widths of the two fixed lines and of usual bold text, in parts of the size, taken from the typeface.
_PARTY_TITLE_WIDTH = 13.74
_MOTTO_WIDTH = 12.22
_CAPITAL_WIDTH = 0.62
_ONE_LINE = 95  # characters that surely fill a line and begin another
_BAR_SHARES = (0.35, 0.5, 0.15)  # of the text width: names, bars, values
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render_docx(paper: Paper) -> bytes:
    """The paper as a Word file in Times New Roman. Equal papers give equal bytes."""
    return _Writer(paper).write()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.form: Form = FORMS[paper.form]
        self.document: WordDocument = Document()
        self.landscape = paper.landscape

    def write(self) -> bytes:
        self._properties()
        self._styles()
        self._page(self.document.sections[0], is_landscape=self.paper.landscape)
        header = self.paper.header
        for place, text in enumerate(self.paper.mark):
            self._paragraph(text, Face(12, bold=not place, italic=bool(place)), align="right", after=2)
        if isinstance(header, Header):
            self._head(header)
            self._addressees()
        elif isinstance(header, ListHead):
            self._list_head(header)
        if self.paper.authority:
            deciding = self._paragraph(self.paper.authority, self.form.faces["authority"], align="center", after=4)
            deciding.paragraph_format.keep_with_next = True
        for line in self.paper.bases:
            text = wording.base_line(line, self.paper.form)
            self._paragraph(text, self.form.faces["base"], indent=True)
        self._blocks(self.paper.body)
        if isinstance(header, Header):
            self._foot(header)
        for appendix in self.paper.appendices:
            self._appendix(appendix)
        packed = io.BytesIO()
        self.document.save(packed)
        return _with_fixed_dates(packed.getvalue())

    # -- the file ------------------------------------------------------------------------------------------------

    def _properties(self) -> None:
        header, properties = self.paper.header, self.document.core_properties
        if isinstance(header, Header):
            title, author = wording.document_title(header), header.issuer or ""
        else:
            title, author = (header.title, header.unit) if header else ("", "")
        moment = (self.paper.created_at or UNDATED).astimezone(UNDATED.tzinfo)
        # Word refuses longer properties.
        properties.title, properties.author = clean(title).replace("\n", " ")[:255], clean(author)[:255]
        properties.created = properties.modified = moment
        properties.language, properties.comments = "vi-VN", ""
        properties.last_modified_by, properties.revision = "", 1

    def _styles(self) -> None:
        styles, form = self.document.styles, self.form
        for name in ("Normal", *(f"Heading {level}" for level in range(1, 7))):
            style = styles[name]
            style.font.name, style.font.size = FONT, Pt(form.faces["body"].size)
            style.font.color.rgb = None
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for key in [key for key in fonts.attrib if "Theme" in key]:
                del fonts.attrib[key]
            for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(key), FONT)
            for colour in properties.findall(qn("w:color")):
                properties.remove(colour)
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), "vi-VN")
            properties.append(language)
            spacing = style.paragraph_format
            spacing.space_before, spacing.space_after = Pt(0), Pt(form.gap)
            spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(form.pitch)
            spacing.widow_control = True
        for level in range(1, 7):
            font = styles[f"Heading {level}"].font
            font.bold, font.italic = level <= 3, level in (3, 4)

    def _page(self, section: Section, *, is_landscape: bool) -> None:
        form = self.form
        width, height = reversed(_PAGE) if is_landscape else _PAGE
        section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.top_margin, section.bottom_margin = Mm(form.top), Mm(form.bottom)
        section.left_margin, section.right_margin = Mm(form.left), Mm(form.right)
        section.header_distance, section.footer_distance = Mm(form.number_from_top), Mm(form.number_from_top)
        section.different_first_page_header_footer = True
        self.landscape = is_landscape
        section.header.is_linked_to_previous = False
        line = section.header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _plain_spacing(line)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = line.add_run()
            _set_face(run, form.faces["page_number"])
            if kind:
                sign = OxmlElement("w:fldChar")
                sign.set(qn("w:fldCharType"), kind)
            else:
                sign = OxmlElement("w:instrText")
                sign.text = text
            run._r.append(sign)

    @property
    def text_width(self) -> float:
        """Width between the margins of the section being written, in millimetres."""
        return (_PAGE[1] if self.landscape else _PAGE[0]) - self.form.left - self.form.right

    # -- head and foot -------------------------------------------------------------------------------------------

    def _head(self, header: Header) -> None:
        form, faces, is_party = self.form, self.form.faces, self.paper.form == "party"
        is_letter = wording.is_letter(header)
        left_width = self.text_width * form.left_share
        right_width = self.text_width - left_width
        issuer = wording.body_name(header.issuer) or wording.DOTS
        table = self._frame([left_width, right_width], rows=1 if is_party else 2)
        left, right = table.rows[0].cells
        if header.superior:
            _line(left, wording.body_name(header.superior), faces["superior"])
        _line(left, issuer, faces["issuer"])
        if is_party:
            _line(left, "*", faces["issuer"])
            _line(right, wording.PARTY_TITLE, faces["nation"])
            _rule(right, right_width, _PARTY_TITLE_WIDTH * faces["nation"].size)
            below_left, below_right = left, right
        else:
            widest = max((len(part) for part in issuer.split("\n")), default=0) * _CAPITAL_WIDTH * faces["issuer"].size
            _rule(left, left_width, 0.4 * min(widest, _points(left_width)))
            _line(right, wording.NATION, faces["nation"])
            _line(right, wording.MOTTO, faces["motto"])
            _rule(right, right_width, _MOTTO_WIDTH * faces["motto"].size)
            below_left, below_right = table.rows[1].cells
        _line(below_left, wording.number_line(header, self.paper.form), faces["number"], before=0 if is_party else 8)
        if is_letter and header.title:
            _line(below_left, wording.subject_line(header, self.paper.form), faces["subject"], before=0)
        if self.paper.urgency:
            _line(below_left, self.paper.urgency, faces["urgency"], before=6)
        _line(below_right, wording.date_line(header), faces["date"], before=2 if is_party else 8)
        if is_letter:
            self._gap(3)
            return
        self._paragraph((header.kind or "").upper(), faces["kind"], align="center", before=14, after=3, exact=False)
        abstract = clean(header.title or "").strip() or wording.DOTS
        side = (self.text_width - title_width(self.paper, header.title or "") * 25.4 / 72) / 2
        title = self._paragraph(abstract, faces["abstract"], align="center", after=0, exact=False)
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(max(side - 0.5, 0))
        if is_party:
            self._paragraph(wording.FIVE_DASHES, faces["abstract"], align="center", after=14, exact=False)
        else:
            face = faces["abstract"]
            widest = max(width_of(part, face.size, bold=face.bold) for part in abstract.split("\n"))
            line = self.document.add_paragraph()
            _rule_under(line, self.text_width, 0.4 * min(widest, title_width(self.paper, abstract)))
            line.paragraph_format.space_after = Pt(14)

    def _addressees(self) -> None:
        names, face = wording.addressee_lines(self.paper.addressees), self.form.faces["addressees"]
        if len(names) == 1:
            self._paragraph(f"{wording.ADDRESSEES} {names[0]}", face, align="center", after=12)
        elif names:
            # The word, then the names beneath each other beside it, all in the middle of the page as one block.
            word = width_of(wording.ADDRESSEES, face.size, bold=face.bold) + 5
            broadest = max(width_of(f"- {name}", face.size, bold=face.bold) for name in names)
            left = max((_points(self.text_width) - word - broadest) / 2, 0) * 25.4 / 72
            self._paragraph(wording.ADDRESSEES, face, align="left", left=left, after=2)
            for place, name in enumerate(names, start=1):
                after = 12 if place == len(names) else 2
                self._paragraph(f"- {name}", face, align="left", left=left + word * 25.4 / 72, after=after)

    def _list_head(self, head: ListHead) -> None:
        faces = self.form.faces
        self._paragraph([Run(head.unit, bold=True)], faces["body"])
        self._paragraph(head.title, faces["kind"], align="center", after=2, exact=False)
        if head.subtitle:
            self._paragraph([Run(head.subtitle, italic=True)], faces["body"], align="center")
        self._gap(4)

    def _foot(self, header: Header) -> None:
        faces, is_party = self.form.faces, self.paper.form == "party"
        # What stands last draws the signature along, so that it never stands alone on a page nor under a single line.
        lines = 0
        for part in reversed(list(self.document.iter_inner_content())):
            if lines >= 2 or not isinstance(part, Paragraph):
                break
            part.paragraph_format.keep_with_next = True
            lines += 2 if len(part.text) > _ONE_LINE else 1
        names = wording.recipient_lines(header, self.paper.form)
        half = self.text_width / 2
        secretary = self.paper.secretary
        table = self._frame(
            [half + _GUTTER, half - _GUTTER], rows=1, is_whole=len(names) <= 25 or secretary is not None
        )
        left, right = table.rows[0].cells
        if secretary is not None:
            self._minutes_foot(header, secretary, table, names)
            return
        if names:
            title = _line(left, wording.RECIPIENTS, faces["recipients_title"], align="left", before=5)
            title.runs[0].font.underline = is_party
        for name in names:
            paragraph = _line(left, name, faces["recipients"], align="left", leading=2.5)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Pt(5), Pt(-5)
        signer = header.signer
        for text, part_name in ((wording.authority_line(header), "authority"), (signer.position, "position")):
            if text:
                _line(right, text, faces[part_name], before=0 if right.text else 5)
        if signer.name:
            _line(right, signer.name, faces["name"], before=_points(_ROOM_TO_SIGN))

    def _minutes_foot(self, header: Header, secretary: Signer, table: Table, names: Sequence[str]) -> None:
        """Who wrote the minutes at the left, who presided at the right, their names on one line; the recipients below."""
        faces = self.form.faces
        left, right = table.rows[0].cells
        _line(left, secretary.position or "", faces["position"], before=5).paragraph_format.keep_with_next = True
        for text, part_name in ((wording.authority_line(header), "authority"), (header.signer.position, "position")):
            if text:
                line = _line(right, text, faces[part_name], before=0 if right.text else 5)
                line.paragraph_format.keep_with_next = True
        row = table.add_row()
        for cell, width in zip(row.cells, (self.text_width / 2 + _GUTTER, self.text_width / 2 - _GUTTER), strict=True):
            cell.width = Mm(width)
        _mark_row(row, "w:cantSplit")
        for cell, name in zip(row.cells, (secretary.name, header.signer.name), strict=True):
            _line(
                cell, name or "", faces["name"], before=_points(_ROOM_TO_SIGN) - 8
            ).paragraph_format.keep_with_next = True
        for line in (*left.paragraphs, *row.cells[0].paragraphs):
            line.paragraph_format.right_indent = Mm(2 * _GUTTER)
        if names:
            title = self._paragraph(
                wording.RECIPIENTS, faces["recipients_title"], align="left", before=14, after=0, exact=False
            )
            title.runs[0].font.underline = self.paper.form == "party"
            title.paragraph_format.keep_with_next = True
        for place, name in enumerate(names, start=1):
            line = self._paragraph(name, faces["recipients"], align="left", after=0, exact=False)
            line.paragraph_format.keep_with_next = place < len(names)

    def _signatures(self, block: Signatures) -> None:
        faces = self.form.faces
        self._gap(8)
        if block.day:
            self._paragraph(block.day, faces["date"], align="right", after=4)
        for row in block.rows:
            table = self._frame([self.text_width / len(row)] * len(row), rows=2)
            heads, names = table.rows
            for place, head, foot in zip(row, heads.cells, names.cells, strict=True):
                if place is None:
                    continue
                _line(head, place.title, faces["position"]).paragraph_format.keep_with_next = True
                if place.note:
                    _line(head, place.note, Face(12, italic=True)).paragraph_format.keep_with_next = True
                _line(foot, place.name, faces["name"], before=62)
            self._gap(8)

    def _appendix(self, appendix: Appendix) -> None:
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, is_landscape=appendix.landscape)
        numbering = OxmlElement("w:pgNumType")
        numbering.set(qn("w:start"), "1")
        columns = section._sectPr.find(qn("w:cols"))
        columns.addprevious(numbering)
        for text, name in (
            (appendix.label, "annex"),
            (appendix.title, "annex_title"),
            (appendix.reference, "annex_reference"),
        ):
            if text:
                self._paragraph(text, self.form.faces[name], align="center", after=3)
        self._gap(4)
        self._blocks(appendix.blocks)

    # -- blocks --------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            match block:
                case Heading():
                    text = " ".join(part for part in (block.label.strip(), block.title) if part)
                    level = min(max(block.level, 1), 6)
                    paragraph = self.document.add_paragraph(style=f"Heading {level}")
                    paragraph.paragraph_format.first_line_indent = Mm(self.form.indent)
                    paragraph.paragraph_format.keep_with_next = True
                    paragraph.add_run(clean(text))
                case Para():
                    label = f"{block.label.strip()} " if block.label.strip() else ""
                    runs = [Run(label), *([Run(block.text)] if isinstance(block.text, str) else block.text)]
                    is_indented = block.indent and block.align in ("justify", "left")
                    paragraph = self._paragraph(runs, self.form.faces["body"], align=block.align, indent=is_indented)
                    self._dotted(paragraph, block.dotted)
                case NationalTitle():
                    faces = self.form.faces
                    self._paragraph(wording.NATION, faces["nation"], align="center", after=0, exact=False)
                    self._paragraph(wording.MOTTO, faces["motto"], align="center", after=0, exact=False)
                    line = self.document.add_paragraph()
                    _rule_under(line, self.text_width, _MOTTO_WIDTH * faces["motto"].size)
                    line.paragraph_format.space_after = Pt(14)
                case TableBlock():
                    self._table(block)
                case Bars():
                    self._bars(block)
                case Signatures():
                    self._signatures(block)
                case PageBreak():
                    self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _dotted(self, paragraph: Paragraph, lines: int) -> None:
        """Dots to the end of the line, and whole lines of dots below it: room to write by hand."""
        for place in range(lines):
            line = paragraph if place == 0 else self._paragraph("", self.form.faces["body"], align="left")
            line.paragraph_format.tab_stops.add_tab_stop(
                Mm(self.text_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            _set_face(line.add_run(" \t" if place == 0 else "\t"), self.form.faces["body"])

    def _table(self, block: TableBlock) -> None:
        self._caption(block.caption)
        titles: Sequence[Row] = block.header or [[column.title for column in block.columns]]
        total = sum(column.weight for column in block.columns) or 1
        widths = [self.text_width * column.weight / total for column in block.columns]
        groups = [(titles, True, True), (block.rows, False, False), (block.totals, True, False)]
        table = self._frame(widths, rows=sum(len(rows) for rows, _, _ in groups), is_ruled=True)
        first = 0
        lines = list(table.rows)
        for rows, is_bold, is_title in groups:
            self._fill(table, lines[first : first + len(rows)], rows, block, first, is_bold=is_bold, is_title=is_title)
            first += len(rows)
        if block.note:
            self._paragraph(block.note, self.form.faces["note"], align="left", before=4, exact=False)
        else:
            self._gap(self.form.gap)

    def _fill(
        self,
        table: Table,
        lines: Sequence[_Row],
        rows: Sequence[Row],
        block: TableBlock,
        first: int,
        *,
        is_bold: bool,
        is_title: bool,
    ) -> None:
        size = self.form.faces["table"].size
        for line, row, places in zip(lines, rows, grid_places(rows, len(block.columns)), strict=True):
            if is_title:
                _mark_row(line, "w:tblHeader")
            targets = line.cells
            for given, (y, x) in zip(row, places, strict=True):
                cell = given if isinstance(given, Cell) else Cell(given)
                target = targets[x]
                across = min(cell.colspan, len(block.columns) - x)
                down = min(cell.rowspan, len(rows) - y)
                if across > 1 or down > 1:
                    target = target.merge(table.cell(first + y + down - 1, x + across - 1))
                if is_title:
                    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                side = cell.align or ("center" if is_title else block.columns[x].align)
                face = Face(size, bold=is_bold or cell.bold)
                _line(target, cell.text, face, align=side, before=3, after=3, leading=3)

    def _bars(self, block: Bars) -> None:
        self._caption(block.caption)
        size = self.form.faces["table"].size
        table = self._frame([self.text_width * share for share in _BAR_SHARES], rows=len(block.bars))
        for line, bar, share in zip(table.rows, block.bars, bar_shares(block), strict=True):
            name, drawn, value = line.cells
            _line(name, bar.label, Face(size), align="right").paragraph_format.right_indent = Pt(5)
            _bar(drawn, self.text_width * _BAR_SHARES[1], share)
            _line(value, wording.bar_value(bar), Face(size), align="left").paragraph_format.left_indent = Pt(5)
        if block.note:
            self._paragraph(block.note, self.form.faces["note"], align="left", before=4, exact=False)
        else:
            self._gap(self.form.gap)

    def _caption(self, text: str) -> None:
        if text:
            face = Face(self.form.faces["body"].size, bold=True)
            self._paragraph(text, face, align="center").paragraph_format.keep_with_next = True

    # -- small parts ---------------------------------------------------------------------------------------------

    def _paragraph(
        self,
        text: Text,
        face: Face,
        *,
        align: str = "justify",
        indent: bool = False,
        left: float = 0,
        before: float = 0,
        after: float | None = None,
        exact: bool = True,
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = _SIDES[align]
        spacing = paragraph.paragraph_format
        if indent:
            spacing.first_line_indent = Mm(self.form.indent)
        if left:
            spacing.left_indent = Mm(left)
        if before:
            spacing.space_before = Pt(before)
        if after is not None:
            spacing.space_after = Pt(after)
        if not exact:
            spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
        _write(paragraph, text, face)
        return paragraph

    def _gap(self, points: float) -> None:
        """A thin empty paragraph: two tables that touch would become one."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(points)

    def _frame(self, widths: Sequence[float], *, rows: int, is_ruled: bool = False, is_whole: bool = True) -> Table:
        """A table of fixed column widths (millimetres), without lines unless it is ruled; its rows are not broken."""
        table = self.document.add_table(rows, len(widths))
        table.style = self.document.styles["Table Grid" if is_ruled else "Normal Table"]
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _set_inner_margins(table, _CELL_MARGIN if is_ruled else 0)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for line in table.rows:
            if is_whole:
                _mark_row(line, "w:cantSplit")
            for cell, width in zip(line.cells, widths, strict=True):
                cell.width = Mm(width)
        return table


def _points(millimetres: float) -> float:
    return millimetres * 72 / 25.4


def _write(paragraph: Paragraph, text: Text, face: Face) -> None:
    for run in [Run(text)] if isinstance(text, str) else text:
        if words := clean(run.text):
            _set_face(paragraph.add_run(words), Face(face.size, face.bold or run.bold, face.italic or run.italic))


def _set_face(run: Any, face: Face) -> None:
    run.font.size, run.font.bold, run.font.italic = Pt(face.size), face.bold, face.italic


def _bar(cell: _Cell, width: float, share: float) -> None:
    """Draw a share of the cell's width (millimetres) as a shaded paragraph that ends where the bar ends."""
    paragraph = cell.paragraphs[0]
    _plain_spacing(paragraph)
    if not share:
        return
    spacing = paragraph.paragraph_format
    spacing.space_before, spacing.space_after = Pt(3), Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(8)
    spacing.right_indent = Mm(width * (1 - share))
    shading = OxmlElement("w:shd")
    for key, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "6E6E6E")):
        shading.set(qn(key), value)
    _before_spacing(paragraph, shading)


def _before_spacing(paragraph: Paragraph, element: Any) -> None:
    # The schema wants borders and shading before the spacing, which every caller has set.
    paragraph._p.get_or_add_pPr().find(qn("w:spacing")).addprevious(element)  # type: ignore[union-attr]


def _plain_spacing(paragraph: Paragraph) -> None:
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _next_line(cell: _Cell) -> Paragraph:
    """A new paragraph in the cell; its first one, which every cell has, is used up before."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and not first.runs and first._p.pPr is None:
        return first
    return cell.add_paragraph()


def _line(
    cell: _Cell,
    text: Text,
    face: Face,
    *,
    align: str = "center",
    before: float = 0,
    after: float = 0,
    leading: float = _LEADING,
) -> Paragraph:
    """A line in a cell, as far from the next as the PDF sets it: word processors do not agree on what "single" is."""
    paragraph = _next_line(cell)
    _plain_spacing(paragraph)
    spacing = paragraph.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(face.size + leading)
    paragraph.alignment = _SIDES[align]
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    _write(paragraph, text, face)
    return paragraph


def _rule(cell: _Cell, cell_width: float, length: float) -> None:
    _rule_under(_next_line(cell), cell_width, length)


def _rule_under(paragraph: Paragraph, width: float, length: float) -> None:
    """Draw a line (`length` in points) centred in `width` (millimetres): a thin paragraph with a border below."""
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    side = max((_points(width) - length) / 2, 0)
    spacing.left_indent = spacing.right_indent = Pt(side)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")):
        bottom.set(qn(key), value)
    borders.append(bottom)
    _before_spacing(paragraph, borders)


def _set_inner_margins(table: Table, millimetres: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(_points(millimetres) * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The schema wants it before the look of the table.
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _mark_row(line: _Row, tag: str) -> None:
    line._tr.get_or_add_trPr().append(OxmlElement(tag))


def _with_fixed_dates(packed: bytes) -> bytes:
    """The same archive without the moment of its making, which every part of it bears."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), old.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
