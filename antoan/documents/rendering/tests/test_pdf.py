"""The PDF is read back with another engine: what it says, and where on the page."""

import io
import threading
from dataclasses import replace

import pikepdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents.rendering import balance, render_docx, render_pdf
from antoan.documents.rendering.paper import (
    Bar,
    Bars,
    Cell,
    Column,
    Heading,
    ListHead,
    PageBreak,
    Paper,
    Para,
    Run,
    TableBlock,
)
from antoan.documents.tree import Header, Signer

from .samples import LONG, PARTY, PARTY_HEADER, STATE, STATE_HEADER, TABLE, Pages, flat

MILLIMETRE = 72 / 25.4
BODY_WITHOUT_TABLE = [part for part in PARTY.body if not isinstance(part, TableBlock)]
HOSTILE = [
    '#set page(fill: red)\n#eval("1+1")',
    "$x^2$ \\ \\u{41} @nguon <nhan> *đậm* _nghiêng_ `mã` // chú thích /* … */ -- --- ~ ... [a](b) = Đề mục",
    "- gạch\n+ số\n/ từ: nghĩa",
    '"; #import "x.typ"; {"paper": 1}',
]


@pytest.fixture(scope="module")
def party():
    return Pages(render_pdf(PARTY))


@pytest.fixture(scope="module")
def state():
    return Pages(render_pdf(STATE))


def test_every_word_is_read_back_with_all_its_marks(party, state):
    for pages, header in ((party, PARTY_HEADER), (state, STATE_HEADER)):
        wanted = [header.issuer.upper(), header.superior.upper(), header.kind.upper(), header.title, header.signer.name]
        wanted += [
            header.signer.authority,
            flat(LONG),
            "Nhiệm vụ thứ 30.",
            "Tổng cộng",
            "DANH MỤC NHIỆM VỤ",
            "GIẢI THÍCH",
        ]
        for words in wanted:
            assert flat(words) in pages.words


def test_marks_given_apart_are_printed_composed():
    apart = "Nguye\u0302\u0303n Thi\u0323 O\u031b\u0309"
    assert "Nguyễn Thị Ở" in Pages(render_pdf(Paper("party", None, [Para(apart)]))).words


def test_the_party_form_stands_where_offices_put_it(party):
    middle = party.size(0)[0] / 2
    assert party.centre(0, "ĐẢNG CỘNG SẢN VIỆT NAM") > middle
    assert party.box(0, "ĐẢNG CỘNG SẢN VIỆT NAM")[0] > middle - 10 * MILLIMETRE
    for left in ("ĐẢNG BỘ TỈNH NINH THUẬN", "HUYỆN ỦY BÁC ÁI", "-BC/HU"):
        assert party.box(0, left)[2] < middle
    issuer, star = party.box(0, "HUYỆN ỦY BÁC ÁI"), party.box(0, "*")
    assert star[1] > issuer[3] - 2
    assert party.centre(0, "*") == pytest.approx(party.centre(0, "HUYỆN ỦY BÁC ÁI"), abs=2)
    assert party.centre(0, "BÁO CÁO") == pytest.approx((30 + 195) / 2 * MILLIMETRE, abs=2)
    assert party.centre(0, "-----") == pytest.approx((30 + 195) / 2 * MILLIMETRE, abs=2)
    assert "Số 07-BC/HU" in party.words
    assert "ngày 05 tháng 02 năm 2024" in party.words


def test_the_state_form_stands_where_the_decree_puts_it(state):
    middle = state.size(0)[0] / 2
    nation, motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
    assert state.centre(0, nation) > middle
    assert state.centre(0, motto) == pytest.approx(state.centre(0, nation), abs=2)
    assert state.box(0, motto)[1] > state.box(0, nation)[3] - 3
    assert state.box(0, "Số: 12/BC-UBND")[2] < middle
    assert state.box(0, "ngày 30 tháng 6 năm 2026")[1] > state.box(0, motto)[3]
    assert "*" not in state.texts[0]
    assert "-----" not in state.words


@pytest.mark.parametrize(
    ("paper", "faces"),
    [
        (
            PARTY,
            {
                "ĐẢNG CỘNG SẢN VIỆT NAM": (15, "Tinos-Bold"),  # PF-02
                "ĐẢNG BỘ TỈNH NINH THUẬN": (14, "Tinos"),  # PF-03
                "HUYỆN ỦY BÁC ÁI": (14, "Tinos-Bold"),  # PF-04
                "-BC/HU": (14, "Tinos"),  # PF-05
                "Bác Ái, ngày": (14, "Tinos-Italic"),  # PF-06
                "BÁO CÁO": (16, "Tinos-Bold"),  # PF-07
                "Ban Thường vụ Huyện ủy": (14, "Tinos"),  # PF-11
                "T/M BAN THƯỜNG VỤ": (14, "Tinos-Bold"),  # PF-12
                "BÍ THƯ": (14, "Tinos"),  # PF-13
                "Nơi nhận:": (14, "Tinos"),  # PF-15
                "Thường trực Tỉnh ủy": (12, "Tinos"),  # PF-15
            },
        ),
        (
            STATE,
            {
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (13, "Tinos-Bold"),  # DF-03
                "Độc lập - Tự do - Hạnh phúc": (14, "Tinos-Bold"),  # DF-04
                "TỈNH KHÁNH HÒA": (13, "Tinos"),  # DF-05
                "XÃ BÁC ÁI": (13, "Tinos-Bold"),  # DF-06
                "Số:": (13, "Tinos"),  # DF-07
                "Bác Ái, ngày": (14, "Tinos-Italic"),  # DF-08
                "Căn cứ Chỉ thị": (14, "Tinos-Italic"),  # DF-12
                "CHỦ TỊCH": (14, "Tinos-Bold"),  # DF-14
                "Nơi nhận:": (12, "Tinos-BoldItalic"),  # DF-19
                "Sở Nội vụ": (11, "Tinos"),  # DF-19
            },
        ),
    ],
    ids=["party", "state"],
)
def test_each_part_has_the_size_and_weight_of_its_rule(paper, faces):
    pages = Pages(render_pdf(replace(paper, body=BODY_WITHOUT_TABLE, appendices=())))
    assert {words: pages.face(0, words) for words in faces} == faces


@pytest.mark.parametrize(
    ("paper", "words", "least", "most"),
    [
        (PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM", 0.97, 1.03),  # PF-02
        (STATE, "Độc lập - Tự do - Hạnh phúc", 0.97, 1.03),  # DF-04
        (STATE, "ỦY BAN NHÂN DÂN", 1 / 3, 1 / 2),  # DF-06
        (STATE, "Công tác an toàn, vệ sinh lao động 6 tháng đầu năm 2026", 1 / 3, 1 / 2),  # DF-10
    ],
)
def test_the_lines_below_words_are_as_long_as_the_rule_wants(paper, words, least, most):
    pages = Pages(render_pdf(replace(paper, header=replace(paper.header, superior=None), body=[], appendices=())))
    left, _, right, bottom = pages.box(0, words)
    near = [line for line in pages.lines(0) if left <= (line[0] + line[1]) / 2 <= right and -2 < line[2] - bottom < 25]
    start, end, _ = min(near, key=lambda line: line[2])
    assert least <= (end - start) / (right - left) <= most
    assert (start + end) / 2 == pytest.approx((left + right) / 2, abs=2)


def test_the_number_of_a_document_is_never_torn():
    for filler in range(0, 40, 4):
        words = Pages(
            render_pdf(
                Paper("party", None, [Para("n" * filler + " theo Kế hoạch số 313-KH/TU, Luật 84/2015/QH13. " * 9)])
            )
        )
        assert words.texts[0].count("313-KH/TU") == words.texts[0].count("84/2015/QH13") == 9


def test_rows_under_a_spreading_cell_go_on_to_the_next_page():
    rows = [[Cell("Xã", rowspan=60), "0"], *[[f"dòng {number}"] for number in range(1, 60)]]
    pages = Pages(render_pdf(Paper("state", None, [TableBlock([Column("a"), Column("b")], rows)])))
    assert len(pages) == 2
    assert "dòng 59" in pages.texts[1]


def test_a_bar_without_a_number_is_refused():
    with pytest.raises(ValueError, match="no finite value"):
        render_pdf(Paper("state", None, [Bars([Bar("Xã A", float("nan"))])]))


@pytest.mark.parametrize("paper", [PARTY, STATE], ids=["party", "state"])
def test_recipients_stand_left_and_the_signer_right(paper):
    pages = Pages(render_pdf(replace(paper, body=[Para(LONG)], appendices=())))
    middle = pages.size(0)[0] / 2
    signer = paper.header.signer
    assert pages.box(0, "Nơi nhận:")[2] < middle
    assert pages.box(0, signer.name)[0] > middle
    assert pages.box(0, signer.authority)[0] > middle
    assert (
        pages.box(0, signer.name)[1] - pages.box(0, signer.position)[3] > 20 * MILLIMETRE
    )  # room for seal and signature
    assert pages.box(0, signer.authority)[1] == pytest.approx(pages.box(0, "Nơi nhận:")[1], abs=6)


MINUTES = replace(
    STATE,
    header=replace(STATE_HEADER, kind="Biên bản", symbol="BB-UBND", signer=Signer(None, "CHỦ TỌA", "Katơr Thị Sính")),
    body=[Para("Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày./.")],
    bases=(),
    appendices=(),
    secretary=Signer(position="THƯ KÝ", name="Pinăng Thị Hà"),
)


@pytest.mark.parametrize("form", ["state", "party"])
def test_minutes_are_signed_by_the_secretary_at_the_left_and_the_chair_at_the_right_above_the_recipients(form):
    pages = Pages(render_pdf(replace(MINUTES, form=form)))
    middle = pages.size(0)[0] / 2
    secretary, chair = pages.box(0, "THƯ KÝ"), pages.box(0, "CHỦ TỌA")
    assert secretary[2] < middle < chair[0]
    assert secretary[1] == pytest.approx(chair[1], abs=1)
    names = pages.box(0, "Pinăng Thị Hà"), pages.box(0, "Katơr Thị Sính")
    assert names[0][1] == pytest.approx(names[1][1], abs=1)
    for name, title in zip(("Pinăng Thị Hà", "Katơr Thị Sính"), ("THƯ KÝ", "CHỦ TỌA"), strict=True):
        assert pages.centre(0, name) == pytest.approx(pages.centre(0, title), abs=2)
    assert names[0][1] - secretary[3] > 20 * MILLIMETRE  # room to sign
    assert pages.box(0, "Nơi nhận:")[1] > names[0][3]
    assert pages.box(0, "Nơi nhận:")[0] == pytest.approx(30 * MILLIMETRE, abs=2)


def test_minutes_have_the_sizes_of_the_state_form():
    pages = Pages(render_pdf(MINUTES))
    faces = {
        "BIÊN BẢN": (14, "Tinos-Bold"),  # DF-09
        "Số:": (13, "Tinos"),  # DF-07
        "THƯ KÝ": (14, "Tinos-Bold"),  # DF-14
        "CHỦ TỌA": (14, "Tinos-Bold"),  # DF-14
        "Pinăng Thị Hà": (14, "Tinos-Bold"),  # DF-15
        "Katơr Thị Sính": (14, "Tinos-Bold"),  # DF-15
        "Nơi nhận:": (12, "Tinos-BoldItalic"),  # DF-19
        "Lưu: VT, VHXH": (11, "Tinos"),  # DF-19
    }
    assert {words: pages.face(0, words) for words in faces} == faces


@pytest.mark.parametrize("lines", range(24, 34, 3))
def test_the_signatures_of_minutes_stay_together_with_the_last_lines(lines):
    body = [*[Para(f"Dòng thứ {line}.") for line in range(lines)], *MINUTES.body]
    pages = Pages(render_pdf(replace(MINUTES, body=body)))
    last = next(text for text in pages.texts if "THƯ KÝ" in text)
    assert "Katơr Thị Sính" in last
    assert "Cuộc họp kết thúc" in last


def test_who_decides_stands_in_the_middle_above_the_bases():
    pages = Pages(render_pdf(replace(STATE, authority="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI", appendices=())))
    words = "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI"
    assert pages.centre(0, words) == pytest.approx((30 + 190) / 2 * MILLIMETRE, abs=2)
    assert pages.box(0, words)[3] < pages.box(0, "Căn cứ Chỉ thị")[1]
    assert pages.face(0, words) == (14, "Tinos-Bold")


@pytest.mark.parametrize("paper", [PARTY, STATE], ids=["party", "state"])
def test_the_line_below_the_title_leaves_the_marks_below_its_letters_free(paper):
    pages = Pages(render_pdf(replace(paper, appendices=())))
    words = "ĐẢNG CỘNG SẢN VIỆT NAM" if paper.form == "party" else "Độc lập - Tự do - Hạnh phúc"
    _, _, _, bottom = pages.box(0, words)
    below = min(line[2] for line in pages.lines(0) if line[2] > bottom - 1)
    assert 2 <= below - bottom <= 9


LONG_TITLE = (
    "Triển khai thực hiện công tác an toàn, vệ sinh lao động tại các cơ sở khai thác, chế biến đá trên địa bàn năm 2026"
)


@pytest.mark.parametrize("form", ["state", "party"])
def test_a_long_title_leaves_no_word_alone_in_its_last_line(form):
    pages = Pages(render_pdf(replace(STATE, form=form, header=replace(STATE_HEADER, title=LONG_TITLE))))
    lines = [flat(line) for line in pages.texts[0].splitlines() if line.strip() and flat(line) in LONG_TITLE]
    assert " ".join(lines) == LONG_TITLE
    assert min(map(len, lines)) > 0.75 * max(map(len, lines))


@given(st.text(alphabet="aăâ mni ơĐỵ", max_size=200), st.integers(60, 400))
def test_a_balanced_title_has_no_more_lines_than_a_broad_one(text, most):
    blank = balance.width_of(" ", 14, bold=True)
    words = [balance.width_of(word, 14, bold=True) for word in text.split()]
    width = balance.balanced_width(text, 14, bold=True, most=most)
    assert width <= most
    assert balance._lines(words, blank, width) <= balance._lines(words, blank, most)


def test_text_keeps_within_the_margins(party):
    for page in range(len(party)):
        width, height = party.size(page)
        text = party.document[page].get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if text.get_text_range(place, 1).strip():  # blanks at the end of a line may hang over
                assert left >= 30 * MILLIMETRE - 1
                assert right <= width - 15 * MILLIMETRE + 1
                assert bottom >= 20 * MILLIMETRE - 1
                assert top <= height - 10 * MILLIMETRE


def test_pages_are_numbered_from_the_second_and_annexes_anew(party):
    first_lines = [text.split()[0] for text in party.texts]
    assert first_lines[0] == "ĐẢNG"
    annex = first_lines.index("Phụ")
    assert first_lines[1:annex] == [str(number) for number in range(2, annex + 1)]
    assert first_lines[annex + 1] == "2"
    assert first_lines[-1] == "Phụ"
    left, top, right, _ = party.box(1, "2")
    assert top == pytest.approx(10 * MILLIMETRE, abs=2 * MILLIMETRE)
    assert (left + right) / 2 == pytest.approx((30 + 195) / 2 * MILLIMETRE, abs=2)


def test_a_landscape_annex_lies_on_its_side(party):
    sides = {party.size(page)[0] > party.size(page)[1] for page in range(len(party))}
    annex = next(page for page in range(len(party)) if "Phụ lục I" in party.texts[page])
    assert sides == {True, False}
    assert party.size(annex)[0] > party.size(annex)[1]
    assert party.size(len(party) - 1)[0] < party.size(len(party) - 1)[1]


def test_the_header_of_a_table_is_repeated_and_no_row_is_torn(party):
    for text in party.texts:
        assert "Tỉ lệ (%)" in flat(text) or "Nhiệm vụ thứ" not in flat(text)
    for number in range(1, 31):
        assert any(f"Nhiệm vụ thứ {number}. {flat(LONG)}" in flat(text) for text in party.texts)


def test_what_is_missing_is_left_to_be_written_by_hand():
    header = replace(PARTY_HEADER, number=None, day=None, month=6, signer=Signer(position="BÍ THƯ"))
    words = Pages(render_pdf(replace(PARTY, header=header))).texts[0].replace("\xa0", " ")
    assert "Số -BC/HU" in flat(words)
    assert "ngày tháng 6 năm 2024" in flat(words)
    assert "None" not in words
    Pages(render_pdf(Paper("state", Header())))


def test_an_official_letter_carries_its_subject_under_its_number():
    header = replace(STATE_HEADER, kind=None, title="đôn đốc thực hiện nhiệm vụ")
    pages = Pages(render_pdf(replace(STATE, header=header, addressees=["Ủy ban nhân dân các xã", "Công an xã"])))
    assert pages.box(0, "V/v đôn đốc")[2] < pages.size(0)[0] / 2
    assert pages.box(0, "Kính gửi:")[1] > pages.box(0, "V/v đôn đốc")[3]


@pytest.mark.parametrize("text", HOSTILE)
def test_signs_of_markup_are_printed_literally(text):
    header = replace(PARTY_HEADER, title=text, signer=Signer(name=text), recipients=[text], superior=None, issuer=text)
    table = TableBlock([Column(text)], [[text]], caption=text, note=text)
    bars = Bars([Bar(text, 1)])
    pages = Pages(render_pdf(Paper("party", header, [Para(text), table, bars], addressees=[text])))
    assert without_breaks(pages.words).count(without_breaks(text)) >= 6


def without_numbers(words):
    return " ".join(word for word in words.split() if not word.isdigit())


def without_breaks(text):
    return "".join(text.split())


def test_control_characters_leave_the_words_around_them():
    words = Pages(render_pdf(Paper("party", None, [Para("an\x00toàn\x1b \x07lao\u202e động\ud800")]))).words
    assert "antoàn lao động" in words


def test_signs_without_a_glyph_do_not_stop_the_paper():
    pages = Pages(render_pdf(Paper("party", None, [Para("Trước 漢字 🚧 \ue000 sau ✓ ☐ →")])))
    assert pages.words.startswith("Trước")
    assert "✓ ☐ →" in pages.words


def test_a_paragraph_of_ten_thousand_characters_and_an_empty_body_are_papers_too():
    assert len(Pages(render_pdf(replace(PARTY, body=[Para(LONG * 45)], appendices=())))) >= 4
    assert len(Pages(render_pdf(replace(PARTY, body=[], appendices=())))) == 1
    assert len(Pages(render_pdf(Paper("state", None)))) == 1


def test_long_addresses_are_broken_at_the_margin_and_copied_whole():
    address = "https://dichvucong.khanhhoa.gov.vn/" + "bao-cao/tai-nan-lao-dong/" * 8 + "x" * 200
    pages = Pages(
        render_pdf(Paper("party", None, [Para(address), TableBlock([Column("A"), Column("B")], [[address, "b"]])]))
    )
    # The reader marks a hyphen at the end of a line with this sign.
    assert "".join(pages.texts[0].replace("\x02", "-").split()).count(address) == 2
    text = pages.document[0].get_textpage()
    assert max(text.get_charbox(place)[2] for place in range(text.count_chars())) < 196 * MILLIMETRE


ENDINGS = {
    "a short line": [Para("Trân trọng báo cáo.")],
    "a paragraph": [Para(LONG * 2)],
    "three pages": [Para(LONG * 38)],
    "a short table": [replace(TABLE, rows=TABLE.rows[:4])],
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
@pytest.mark.parametrize("lines", [12, 22, 25, 28, 31, 34, 37])
def test_at_least_two_lines_of_text_go_with_the_signature(lines, ending):
    body = [*[Para(f"Dòng thứ {line}.") for line in range(lines)], *ending]
    pages = Pages(render_pdf(replace(PARTY, body=body, appendices=(), bases=())))
    last = next(text for text in pages.texts if "T/M BAN THƯỜNG VỤ" in text)
    assert "Mẫu Thái Phương" in last
    above = last.partition("Nơi nhận:")[0].strip().splitlines()
    assert len(above) >= 2 + (pages.texts.index(last) > 0)  # its page number counts for nothing


def test_a_paragraph_torn_before_the_signature_reads_as_one():
    pages = Pages(render_pdf(replace(PARTY, body=[Para(LONG * 38)], appendices=(), bases=())))
    assert without_numbers(pages.words).count(flat(LONG)) == 38


def test_spans_place_the_cells_after_them():
    table = TableBlock(
        columns=[Column("a"), Column("b"), Column("c")],
        header=[[Cell("Xã", rowspan=2), Cell("Nhiệm vụ", colspan=2)], ["Xong", "Quá hạn"]],
        rows=[["Phước Bình", "3", "1"], ["Phước Đại"]],
    )
    pages = Pages(render_pdf(Paper("state", None, [table])))
    assert pages.centre(0, "Quá hạn") == pytest.approx(pages.centre(0, "Quá hạn"))
    assert pages.box(0, "Xong")[1] > pages.box(0, "Nhiệm vụ")[3] - 2
    assert pages.box(0, "Xã")[2] < pages.box(0, "Xong")[0]


def test_a_row_with_too_many_cells_is_refused():
    with pytest.raises(ValueError, match="row 1 has more cells"):
        render_pdf(Paper("state", None, [TableBlock([Column("a")], [["1", "2"]])]))


def test_a_printed_list_has_its_unit_title_and_page_numbers():
    head = ListHead("VĂN PHÒNG HUYỆN ỦY BÁC ÁI", "DANH SÁCH NHIỆM VỤ QUÁ HẠN", "Đến ngày 30/06/2024")
    pages = Pages(render_pdf(Paper("state", head, [TABLE], landscape=True)))
    assert pages.size(0)[0] > pages.size(0)[1]
    assert "DANH SÁCH NHIỆM VỤ QUÁ HẠN Đến ngày 30/06/2024" in pages.words
    assert pages.texts[1].split()[0] == "2"
    assert "Nơi nhận" not in pages.words


def test_faces_and_page_breaks_are_kept():
    pages = Pages(
        render_pdf(
            Paper("party", None, [Para([Run("Đậm. ", bold=True), Run("nghiêng", italic=True)]), PageBreak(), Para("b")])
        )
    )
    assert len(pages) == 2
    assert "Đậm. nghiêng" in pages.words


def test_the_file_is_archivable_tagged_titled_and_vietnamese():
    with pikepdf.open(io.BytesIO(render_pdf(PARTY))) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "B"
        assert metadata["dc:title"].startswith("Báo cáo Kết quả")
        assert str(pdf.Root.Lang).startswith("vi")
        assert bool(pdf.Root.MarkInfo.Marked)
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        assert fonts
        assert all("+Tinos" in font for font in fonts)


def test_equal_papers_are_equal_bytes():
    assert render_pdf(PARTY) == render_pdf(replace(PARTY))
    assert render_pdf(PARTY) != render_pdf(STATE)


def test_several_threads_may_render_at_once():
    made = []
    threads = [threading.Thread(target=lambda: made.append(render_pdf(STATE))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [render_pdf(STATE)] * 4


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_any_place_makes_a_paper(text):
    header = replace(PARTY_HEADER, issuer=text, title=text, place=text, number=text, symbol=text, recipients=[text])
    table = TableBlock([Column(text), Column("b")], [[text, Cell(text, bold=True)]], caption=text, note=text)
    paper = Paper("state", header, [Heading(text, text), Para(text, text), table, Bars([Bar(text, 1)])], bases=[text])
    assert render_pdf(paper).startswith(b"%PDF")
    assert Document(io.BytesIO(render_docx(paper))).tables
