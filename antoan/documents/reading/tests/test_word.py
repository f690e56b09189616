"""DOCX: what a reader of the paper sees, in the order in which he sees it."""

import io
import zipfile

import docx
import pytest
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents import reading
from antoan.documents.reading.tests.vietnamese import texts

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, **parts: str) -> bytes:
    """A DOCX made of its XML: the body, and parts such as `numbering` or `footnotes`."""
    out = io.BytesIO()
    links = "".join(f'<Relationship Id="{p}" Type="{RELATIONS}/{p}" Target="{p}.xml"/>' for p in parts)
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("[Content_Types].xml", "<Types/>")
        bundle.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        bundle.writestr("word/_rels/document.xml.rels", f"<Relationships>{links}</Relationships>")
        for part, xml in parts.items():
            bundle.writestr(f"word/{part}.xml", f"<w:{part} {W}>{xml}</w:{part}>")
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(place: int, form: str, text: str, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def numbering(*levels: str, overrides: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: list[str], ruled: bool = True) -> str:
    kind = "single" if ruled else "nil"
    borders = f'<w:tblPr><w:tblBorders><w:left w:val="{kind}"/><w:insideV w:val="{kind}"/></w:tblBorders></w:tblPr>'
    drawn = "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{borders}{drawn}</w:tbl>"


def text_of(body: str, **parts: str) -> str:
    return reading.read(package(body, **parts)).text


def test_paragraphs_and_tables_keep_their_order():
    found = reading.read(package(p("trước") + table([cell(p("a")), cell(p("b"))]) + p("sau")))
    assert found.text == "trước\na\tb\nsau\n"
    assert found.encoding is None


def test_automatic_numbers_are_written_out_as_they_are_printed():
    levels = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
    body = (
        item("MỤC ĐÍCH")
        + item("Một", 1)
        + item("Hai", 1)
        + item("ý", 2)
        + item("ý", 2)
        + item("NHIỆM VỤ")
        + item("Lại", 1)
    )
    assert text_of(body, numbering=levels) == "I. MỤC ĐÍCH\n1. Một\n2. Hai\na) ý\nb) ý\nII. NHIỆM VỤ\n1. Lại\n"


def test_articles_count_through_chapters_that_do_not_restart_them():
    levels = numbering(
        level(0, "upperRoman", "Chương %1"), level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    )
    body = item("A") + item("x", 1) + item("y", 1) + item("B") + item("z", 1)
    assert text_of(body, numbering=levels) == "Chương I A\nĐiều 1. x\nĐiều 2. y\nChương II B\nĐiều 3. z\n"


def test_a_legal_label_shows_every_level_in_digits():
    levels = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert text_of(item("A") + item("x", 1), numbering=levels) == "I. A\n1.1. x\n"


def test_a_list_that_begins_anew_counts_from_its_own_start():
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item("a") + item("b") + item("c", number=2) + item("d", number=2)
    assert text_of(body, numbering=numbering(level(0, "decimal", "%1."), overrides=start)) == "1. a\n2. b\n5. c\n6. d\n"


def test_a_list_that_only_names_a_list_style_takes_its_labels_from_there():
    link, defined = '<w:numStyleLink w:val="Diem"/>', '<w:styleLink w:val="Diem"/>' + level(0, "lowerLetter", "%1)")
    xml = (
        f'<w:abstractNum w:abstractNumId="1">{link}</w:abstractNum><w:abstractNum w:abstractNumId="2">{defined}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert text_of(item("x") + item("y"), numbering=xml) == "a) x\nb) y\n"


@pytest.mark.parametrize(("sign", "shown"), [("\uf0b7", "•"), ("-", "-"), ("+", "+"), ("\uf0d8", "➢")])
def test_bullets_of_symbol_fonts_become_ordinary_characters(sign, shown):
    assert text_of(item("việc"), numbering=numbering(level(0, "bullet", sign))) == f"{shown} việc\n"


def test_a_number_that_comes_from_a_style_is_written_out_too():
    style = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    body = p("a", '<w:pStyle w:val="Muc"/>') + p("b", '<w:pStyle w:val="Con"/>') + p("", '<w:pStyle w:val="Muc"/>')
    assert text_of(body, styles=style, numbering=numbering(level(0, "decimal", "%1."))) == "1. a\n2. b\n\n"


def test_a_header_without_lines_gives_the_left_lines_and_then_the_right_ones():
    left = cell(p("ĐẢNG BỘ TỈNH NINH THUẬN") + p("HUYỆN ỦY BÁC ÁI"))
    found = reading.read(package(table([left, cell(p("ĐẢNG CỘNG SẢN VIỆT NAM"))], ruled=False) + p("KẾ HOẠCH")))
    assert found.text == "ĐẢNG BỘ TỈNH NINH THUẬN\nHUYỆN ỦY BÁC ÁI\nĐẢNG CỘNG SẢN VIỆT NAM\nKẾ HOẠCH\n"
    assert [table.ruled for table in found.tables] == [False]


def test_merged_cells_stand_once_with_their_spans():
    top = [cell(p("STT"), '<w:vMerge w:val="restart"/>'), cell(p("Cơ quan"), '<w:gridSpan w:val="2"/>')]
    low = [cell(p(""), "<w:vMerge/>"), cell(p("chủ trì")), cell(p("phối hợp"))]
    found = reading.read(package(table(top, low)))
    assert found.text == "STT\tCơ quan\nchủ trì\tphối hợp\n"
    places = [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in found.tables[0].cells]
    assert places == [
        ("STT", 0, 0, 2, 1), ("Cơ quan", 0, 1, 1, 2), ("chủ trì", 1, 1, 1, 1), ("phối hợp", 1, 2, 1, 1),
    ]  # fmt: skip
    assert (found.tables[0].rows, found.tables[0].columns) == (2, 3)


def test_a_table_inside_a_cell_becomes_lines_of_that_cell():
    inner = table([cell(p("a")), cell(p("b"))], [cell(p("c")), cell(p("d"))])
    found = reading.read(package(table([cell(p("ngoài") + inner + p("")), cell(p("x"))])))
    assert [c.text for c in found.tables[0].cells] == ["ngoài\na b\nc d", "x"]
    assert len(found.tables) == 1


def test_a_table_inside_a_layout_stays_a_table_with_its_own_offsets():
    inner = table([cell(p("a")), cell(p("b"))])
    found = reading.read(package(table([cell(p("trái")), cell(p("") + p("phải") + inner + p(""))], ruled=False)))
    ruled = next(t for t in found.tables if t.ruled)
    assert [found.text[c.start : c.end] for c in ruled.cells] == ["a", "b"]


def test_a_table_of_one_cell_is_a_frame_and_not_a_table():
    found = reading.read(package(table([cell(p("trong khung"))])))
    assert (found.text, found.tables) == ("trong khung\n", [])


def test_insertions_are_kept_and_deletions_dropped():
    body = (
        "<w:p><w:r><w:t>Giao </w:t></w:r><w:del><w:r><w:delText>huyện</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>xã</w:t></w:r></w:ins></w:p>"
    )
    assert text_of(body) == "Giao xã\n"


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next():
    assert text_of(p("một ", "<w:rPr><w:del/></w:rPr>") + p("hai")) == "một hai\n"


def test_tabs_breaks_and_hard_hyphens_are_kept():
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
    assert text_of(body) == "a\tb\nc-d\n"


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{p('TM. ỦY BAN')}</w:txbxContent>"
    drawn = f"<AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent>"
    assert text_of(f"<w:p><w:r><w:t>Nơi nhận:</w:t></w:r><w:r>{drawn}</w:r></w:p>") == "Nơi nhận:\nTM. ỦY BAN\n"


def test_footnotes_leave_the_body_clean_and_follow_at_the_end():
    body = '<w:p><w:r><w:t>Luật</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>, sau</w:t></w:r></w:p>'
    notes = f'<w:footnote w:id="2">{p("Số 84/2015/QH13")}</w:footnote>'
    assert text_of(body, footnotes=notes) == "Luật, sau\n[1] Số 84/2015/QH13\n"


def test_field_codes_and_hidden_text_are_not_read():
    body = (
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    assert text_of(body) == "3\n"


def test_text_set_in_capitals_is_read_as_the_paper_shows_it():
    assert text_of("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Kế hoạch</w:t></w:r></w:p>") == "KẾ HOẠCH\n"


@pytest.mark.parametrize(
    ("font", "raw", "shown"),
    [(".VnTime", "Uû ban", "Uỷ ban"), (".VnTimeH", "uû ban", "UỶ BAN"), ("VNI-Times", "Uûy ban xaõ", "Ủy ban xã")],
)
def test_letters_of_an_old_font_are_read_as_the_font_shows_them(font, raw, shown):
    document = docx.Document()
    run = document.add_paragraph().add_run(raw)
    run.font.name = font
    run.font.size = Pt(14)
    out = io.BytesIO()
    document.save(out)
    assert reading.read(out.getvalue()).text == f"{shown}\n"


@given(st.lists(st.lists(st.one_of(st.just(""), texts(least=1)), min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_every_cell_knows_exactly_where_its_words_stand(rows):
    document = docx.Document()
    document.add_paragraph("Phụ lục")
    grid = document.add_table(len(rows), 3, style="Table Grid")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            grid.cell(r, c).text = text
    if len(rows) > 1:
        grid.cell(0, 0).merge(grid.cell(1, 1))
    document.add_paragraph("hết")
    out = io.BytesIO()
    document.save(out)
    found = reading.read(out.getvalue())
    (table,) = found.tables
    for place in table.cells:
        assert found.text[place.start : place.end] == place.text
    last = [place.text for place in table.cells if place.row == len(rows) - 1 and place.column == 2]
    assert last == [rows[-1][2].strip()]
    assert found.text[table.end :] == "\nhết\n"
    taken = [
        (r, c)
        for p in table.cells
        for r in range(p.row, p.row + p.rowspan)
        for c in range(p.column, p.column + p.colspan)
    ]
    assert sorted(taken) == [(r, c) for r in range(len(rows)) for c in range(3)]
