"""PDF with a text layer: lines as they stand on the page, ruled tables as tables, the offset of every page."""

from __future__ import annotations

import threading

import pypdfium2 as pdfium

from antoan.documents.reading import pdf_layout, pdf_tables
from antoan.documents.reading.composing import Cell, Composer, as_cell
from antoan.documents.reading.detection import heal_characters
from antoan.documents.reading.pdf_flow import Continued, Page, PageTable, join_tables
from antoan.documents.reading.pdf_page import Drawn, draw, pdfium_c
from antoan.documents.reading.sniffing import PDF
from antoan.documents.reading.unreadable import DamagedFile, EncryptedPdf, ScannedPdf, TooLarge
from antoan.documents.tree import ReadTable, ReadText

MAX_PAGES = 2_000
_SCANNED_BELOW = 40  # visible characters per page: a scan bears at most a stamp or a signature note
_PDFIUM = threading.Lock()  # PDFium may be used by one thread at a time


def read_pdf(data: bytes) -> ReadText:
    """Read a PDF. A line of the page is a line of the text, with its indent; `pages` holds where each page begins.

    Raises:
        EncryptedPdf, ScannedPdf, DamagedFile, TooLarge
    """
    with _PDFIUM:
        drawn = _pages(data)
    visible = [sum(len(word.text) for word in page.words) for page in drawn]
    letters = sum(visible)
    bare = sum(page.pictured and count < _SCANNED_BELOW for page, count in zip(drawn, visible, strict=True))
    if not letters or (bare > len(drawn) / 2 and letters < _SCANNED_BELOW * len(drawn)):
        raise ScannedPdf(pages=len(drawn))
    in_old_font = _in_old_font(drawn)
    pages = [_flow(page, in_old_font=in_old_font) for page in drawn]
    join_tables(pages)
    composer = Composer()
    starts: list[int] = []
    written: dict[int, ReadTable] = {}  # by the identity of its PageTable
    for page in pages:
        starts.append(composer.length)
        for item in page.items:
            match item:
                case str():
                    composer.line(item)
                case PageTable():
                    written[id(item)] = composer.table(item.cells, ruled=True)
                case Continued() if item is page.items[0]:
                    table = written[id(item.table)]
                    starts[-1] = next((cell.start for cell in table.cells if cell.row >= item.row), table.end)
    composed = composer.finish()
    return ReadText(text=composed.text, media_type=PDF, tables=composed.tables, pages=starts)


def _pages(data: bytes) -> list[Drawn]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as problem:
        if getattr(problem, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedPdf from problem
        raise DamagedFile(place="cấu trúc PDF") from problem
    try:
        count = len(document)
        if not count:
            raise DamagedFile(place="danh sách trang (không có trang nào)")
        if count > MAX_PAGES:
            raise TooLarge(size=f"{count} trang", limit=f"{MAX_PAGES} trang")
        pages: list[Drawn] = []
        for index in range(count):
            try:
                pages.append(draw(document, index))
            except pdfium.PdfiumError as problem:
                raise DamagedFile(place=f"trang {index + 1}") from problem
        return pages
    finally:
        document.close()


def _in_old_font(drawn: list[Drawn]) -> bool:
    """Whether the letters are those of a TCVN3 or VNI font, shown as Latin ones."""
    sample = " ".join(word.text for page in drawn[:5] for word in page.words)
    return heal_characters(sample) != sample


def _flow(page: Drawn, *, in_old_font: bool) -> Page:
    """The lines and tables of a page from top to bottom."""
    grids = pdf_tables.grids(page.across, page.down)
    loose = [word for word in page.words if not any(grid.take(word) for grid in grids)]
    width = pdf_layout.letter_width(page.words)
    margin = min((word.left for word in loose), default=0.0)
    least = 1 if in_old_font else 3
    waiting = [grid for grid in grids if any(box.words for box in grid.boxes)]
    lines = pdf_layout.lines(loose)
    step = pdf_layout.PARAGRAPH_GAP * pdf_layout.line_pitch(lines)
    flow = Page()
    last: float | None = None  # base line of the line before, where nothing stands between
    for line in lines:
        while waiting and waiting[0].top < line[0].base:
            flow.items.append(_table(waiting.pop(0), least))
            last = None
        if last is not None and step and line[0].base - last > step:
            flow.items.append("")
        flow.items.append(heal_characters(pdf_layout.typeset(line, margin=margin, width=width), least=least))
        last = line[0].base
    flow.items += [_table(grid, least) for grid in waiting]
    return flow


def _table(grid: pdf_tables.Grid, least: int) -> PageTable:
    cells: list[Cell] = []
    for box in grid.boxes:
        texts = [" ".join(word.text for word in line) for line in pdf_layout.lines(box.words)]
        texts = [heal_characters(text, least=least) for text in texts]
        cells.append(Cell(box.row, box.column, as_cell(texts), box.rowspan, box.colspan))
    return PageTable(grid.columns, len(grid.rows) - 1, sorted(cells, key=lambda cell: (cell.row, cell.column)))
