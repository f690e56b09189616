"""ODT: the same promises as for DOCX."""

import io
import zipfile

from odf.opendocument import OpenDocumentText
from odf.style import Style, TableCellProperties, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import (
    H,
    LineBreak,
    List,
    ListItem,
    ListLevelStyleBullet,
    ListLevelStyleNumber,
    ListStyle,
    Note,
    NoteBody,
    NoteCitation,
    P,
    S,
    Span,
    Tab,
)

from antoan.documents import reading


def read(*elements, styles=()):
    document = OpenDocumentText()
    for style in styles:
        document.automaticstyles.addElement(style)
    for element in elements:
        document.text.addElement(element)
    out = io.BytesIO()
    document.write(out)
    return reading.read(out.getvalue())


def bordered():
    style = Style(name="Ruled", family="table-cell")
    style.addElement(TableCellProperties(border="0.5pt solid #000000"))
    return style


def cell(*lines, **how):
    made = TableCell(**how)
    for line in lines:
        made.addElement(P(text=line))
    return made


def table(*rows):
    made = Table()
    for row in rows:
        line = TableRow()
        for place in row:
            line.addElement(place)
        made.addElement(line)
    return made


def listing(style, *entries):
    made = List(stylename=style) if style else List()
    for entry in entries:
        place = ListItem()
        for part in entry if isinstance(entry, tuple) else (entry,):
            place.addElement(P(text=part) if isinstance(part, str) else part)
        made.addElement(place)
    return made


def test_paragraphs_headings_blanks_and_breaks_are_read_in_order():
    line = P(text="a")
    for part in (S(c=3), Span(text="b"), Tab(), Span(text="c"), LineBreak(), Span(text="d")):
        line.addElement(part)
    found = read(H(outlinelevel=1, text="Mục đích"), line)
    assert found.text == "Mục đích\na   b\tc\nd\n"
    assert found.media_type == "application/vnd.oasis.opendocument.text"


def test_labels_of_lists_are_written_out_as_they_are_printed():
    style = ListStyle(name="L")
    style.addElement(ListLevelStyleNumber(level=1, numformat="I", numsuffix="."))
    style.addElement(ListLevelStyleNumber(level=2, numformat="1", numsuffix=".", displaylevels=2))
    style.addElement(ListLevelStyleBullet(level=3, bulletchar="-"))
    deep = listing(None, "ý")
    body = listing(style, ("MỤC ĐÍCH", listing(None, "Một", ("Hai", deep))), "NHIỆM VỤ")
    assert read(body, styles=[style]).text == "I. MỤC ĐÍCH\nI.1. Một\nI.2. Hai\n- ý\nII. NHIỆM VỤ\n"


def test_a_list_begins_anew_unless_it_says_that_it_continues():
    style = ListStyle(name="L")
    style.addElement(ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    following = List(stylename=style, continuenumbering="true")
    entry = ListItem()
    entry.addElement(P(text="c"))
    following.addElement(entry)
    found = read(listing(style, "a", "b"), P(text="giữa"), following, listing(style, "d"), styles=[style])
    assert found.text == "1. a\n2. b\ngiữa\n3. c\n1. d\n"


def test_covered_cells_belong_to_the_cell_that_covers_them():
    style = bordered()
    top = [
        cell("STT", numberrowsspanned=2, stylename=style),
        cell("Cơ quan", numbercolumnsspanned=2),
        CoveredTableCell(),
    ]
    low = [CoveredTableCell(), cell("chủ trì"), cell("phối hợp")]
    found = read(table(top, low), styles=[style])
    assert found.text == "STT\tCơ quan\nchủ trì\tphối hợp\n"
    (made,) = found.tables
    assert made.ruled
    assert [(c.row, c.column, c.rowspan, c.colspan) for c in made.cells] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert all(found.text[c.start : c.end] == c.text for c in made.cells)


def test_a_header_without_lines_gives_the_left_lines_and_then_the_right_ones():
    found = read(table([cell("TỈNH ỦY", "*"), cell("ĐẢNG CỘNG SẢN VIỆT NAM")]))
    assert found.text == "TỈNH ỦY\n*\nĐẢNG CỘNG SẢN VIỆT NAM\n"
    assert not found.tables[0].ruled


def test_a_cell_repeated_a_billion_times_is_kept_within_reason():
    found = read(table([cell("x", numbercolumnsrepeated=1_000_000_000), cell("y")]))
    assert len(found.tables[0].cells) < 1000


def test_footnotes_follow_at_the_end():
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="Số 84/2015/QH13"))
    note.addElement(body)
    line = P(text="Luật")
    line.addElement(note)
    line.addElement(Span(text=", sau"))
    assert read(line).text == "Luật, sau\n[1] Số 84/2015/QH13\n"


def test_deleted_text_of_tracked_changes_is_not_read():
    xml = (
        '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:tracked-changes>'
        "<text:p>đã xóa</text:p></text:tracked-changes><text:p>còn lại</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        bundle.writestr("content.xml", xml)
    assert reading.read(out.getvalue()).text == "còn lại\n"


def test_letters_of_an_old_font_are_read_as_the_font_shows_them():
    style = Style(name="Old", family="text")
    style.addElement(TextProperties(fontfamily=".VnTimeH"))
    line = P()
    line.addElement(Span(stylename=style, text="uû ban"))
    assert read(line, styles=[style]).text == "UỶ BAN\n"
