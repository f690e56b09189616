"""ODT: the same promises as for DOCX."""

import io
import zipfile

from lxml import etree
from lxml.builder import ElementMaker

from antoan.documents import reading

OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
NAMES = {name: OASIS.format(name) for name in ("office", "style", "text", "table")}
NAMES["fo"] = OASIS.format("xsl-fo-compatible")
OFFICE, STYLE, TEXT, TABLE = (
    ElementMaker(namespace=NAMES[n], nsmap=NAMES) for n in ("office", "style", "text", "table")
)


def qualified(prefix, **attributes):
    """Attributes in a namespace: `qualified("text", style_name="L")` is text:style-name="L"."""
    return {f"{{{NAMES[prefix]}}}{name.replace('_', '-')}": str(value) for name, value in attributes.items()}


def read(*elements, styles=()):
    """What is read from a text document as an office program would pack it."""
    content = OFFICE(
        "document-content",
        OFFICE("automatic-styles", *styles),
        OFFICE("body", OFFICE("text", *elements)),
        qualified("office", version="1.3"),
    )
    return read_packed(etree.tostring(content, encoding="UTF-8", xml_declaration=True))


def read_packed(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        bundle.writestr("content.xml", content)
    return reading.read(out.getvalue())


def P(*parts):
    return TEXT("p", *parts)


def bordered():
    properties = STYLE("table-cell-properties", qualified("fo", border="0.5pt solid #000000"))
    return STYLE("style", qualified("style", name="Ruled", family="table-cell"), properties)


def numbered(*levels):
    """A style of lists called L; a level is the form of its number, or "-" for a bullet."""
    style = TEXT("list-style", qualified("style", name="L"))
    for level, form in enumerate(levels, 1):
        if form == "-":
            style.append(TEXT("list-level-style-bullet", qualified("text", level=level, bullet_char="-")))
        else:
            numbers = qualified("style", num_format=form, num_suffix=".")
            numbers |= qualified("text", level=level, display_levels=level)
            style.append(TEXT("list-level-style-number", numbers))
    return style


def cell(*lines, style=None, **spans):
    made = TABLE("table-cell", qualified("table", **spans), *map(P, lines))
    if style is not None:
        made.attrib.update(qualified("table", style_name="Ruled"))
    return made


def table(*rows):
    return TABLE("table", *(TABLE("table-row", *row) for row in rows))


def listing(style, *entries, **how):
    made = TEXT("list", qualified("text", **how))
    if style is not None:
        made.attrib.update(qualified("text", style_name="L"))
    for entry in entries:
        parts = entry if isinstance(entry, tuple) else (entry,)
        made.append(TEXT("list-item", *(P(part) if isinstance(part, str) else part for part in parts)))
    return made


def test_paragraphs_headings_blanks_and_breaks_are_read_in_order():
    blanks, tab, line_break = TEXT("s", qualified("text", c=3)), TEXT("tab"), TEXT("line-break")
    line = P("a", blanks, TEXT("span", "b"), tab, TEXT("span", "c"), line_break, TEXT("span", "d"))
    found = read(TEXT("h", "Mục đích", qualified("text", outline_level=1)), line)
    assert found.text == "Mục đích\na   b\tc\nd\n"
    assert found.media_type == "application/vnd.oasis.opendocument.text"


def test_labels_of_lists_are_written_out_as_they_are_printed():
    style = numbered("I", "1", "-")
    deep = listing(None, "ý")
    body = listing(style, ("MỤC ĐÍCH", listing(None, "Một", ("Hai", deep))), "NHIỆM VỤ")
    assert read(body, styles=[style]).text == "I. MỤC ĐÍCH\nI.1. Một\nI.2. Hai\n- ý\nII. NHIỆM VỤ\n"


def test_a_list_begins_anew_unless_it_says_that_it_continues():
    style = numbered("1")
    following = listing(style, "c", continue_numbering="true")
    found = read(listing(style, "a", "b"), P("giữa"), following, listing(style, "d"), styles=[style])
    assert found.text == "1. a\n2. b\ngiữa\n3. c\n1. d\n"


def test_covered_cells_belong_to_the_cell_that_covers_them():
    style = bordered()
    top = [
        cell("STT", number_rows_spanned=2, style=style),
        cell("Cơ quan", number_columns_spanned=2),
        TABLE("covered-table-cell"),
    ]
    low = [TABLE("covered-table-cell"), cell("chủ trì"), cell("phối hợp")]
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
    found = read(table([cell("x", number_columns_repeated=1_000_000_000), cell("y")]))
    assert len(found.tables[0].cells) < 1000


def test_footnotes_follow_at_the_end():
    body = TEXT("note-body", P("Số 84/2015/QH13"))
    note = TEXT("note", TEXT("note-citation", "1"), body, qualified("text", note_class="footnote"))
    assert read(P("Luật", note, TEXT("span", ", sau"))).text == "Luật, sau\n[1] Số 84/2015/QH13\n"


def test_deleted_text_of_tracked_changes_is_not_read():
    xml = (
        '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:tracked-changes>'
        "<text:p>đã xóa</text:p></text:tracked-changes><text:p>còn lại</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    assert read_packed(xml).text == "còn lại\n"


def test_letters_of_an_old_font_are_read_as_the_font_shows_them():
    properties = STYLE("text-properties", qualified("fo", font_family=".VnTimeH"))
    style = STYLE("style", qualified("style", name="Old", family="text"), properties)
    line = P(TEXT("span", "uû ban", qualified("text", style_name="Old")))
    assert read(line, styles=[style]).text == "UỶ BAN\n"
