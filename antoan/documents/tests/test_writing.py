from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.documents import difference, kinds, papers, typed_tables, writing
from antoan.documents.ingestion import understand
from antoan.documents.rendering import render_docx, render_pdf, wording
from antoan.documents.rendering.paper import Heading, Para, TableBlock
from antoan.documents.rendering.tests.samples import Pages
from antoan.documents.tests.factories import ASKED_FOR, DECISION, HEADER, TEXT
from antoan.documents.tree import Header, Signer

LETTER = """Kính gửi: Phòng Y tế huyện; UBND các xã.
Thực hiện Kế hoạch số 12/KH-UBND, đề nghị báo cáo."""


@pytest.mark.parametrize(
    "text", [TEXT, DECISION, "Một đoạn duy nhất.", "1. Mục tiêu: Giảm 5%.\n2. Yêu cầu:\n+ Thiết thực."]
)
def test_what_is_typed_is_kept_to_the_letter(text):
    assert writing.text_of(writing.typed(text)) == text


def test_parts_items_and_points_are_told_apart():
    paths = [part.path for part in writing.parts(writing.typed(TEXT))]
    assert paths == ["", "I", "II", "II.1", "II.2", "III", writing.AFTER]
    assert [part.path for part in writing.parts(writing.typed(DECISION))] == [
        "", "Điều 1", "Điều 1.1", "Điều 1.2", "Điều 2", "Điều 3",
    ]  # fmt: skip


def test_a_path_that_stands_twice_is_told_apart():
    section = {"label": "1", "title": "", "heading": "1.", "runs_on": True, "paragraphs": ["Một."], "children": []}
    content = {"opening": [], "sections": [section | {"path": "1"}, section | {"path": "1"}], "closing": []}
    assert [part.path for part in writing.parts(content)] == ["1", "1 (2)"]


def test_bases_and_the_word_of_decision_are_set_as_the_form_wants():
    content = {"header": HEADER, **writing.typed(DECISION)}
    head, base, word = papers.paper_of(content, form="state", kind="decision").body[:3]
    assert isinstance(head, Para)
    assert head.align == word.align == "center"
    assert base.text[0].italic
    party = papers.paper_of(content, form="party", kind="decision").body[1]
    assert (party.label, party.text[:7]) == ("-", "Căn cứ ")


def test_at_whose_request_a_decision_is_made_is_set_as_its_bases_are():
    content = {"header": HEADER, **writing.typed(ASKED_FOR)}
    asked = papers.paper_of(content, form="state", kind="decision").body[2]
    assert [(run.text[:11], run.italic) for run in asked.text] == [("Theo đề ngh", True)]
    letter = writing.typed("Theo đề nghị của Phòng Y tế, Ủy ban nhân dân huyện đồng ý.")
    assert papers.paper_of({"header": HEADER, **letter}, form="state", kind="letter").body == [
        Para("Theo đề nghị của Phòng Y tế, Ủy ban nhân dân huyện đồng ý.")
    ]


@pytest.mark.parametrize("form", ["state", "party"])
def test_the_word_of_an_article_is_bold_where_its_words_run_on(form):
    content = {"header": HEADER, **writing.typed(DECISION)}
    paragraphs = [block for block in papers.paper_of(content, form=form, kind="decision").body if block.label == ""]
    heads = [block.text[0] for block in paragraphs if isinstance(block, Para) and not isinstance(block.text, str)]
    bold = [run.text for run in heads if run.bold and run.text.startswith("Điều")]
    assert bold == ["Điều 1. ", "Điều 2. ", "Điều 3. "]
    assert [run.bold for run in heads if run.text in ("1. ", "2. ")] == [False, False]


@pytest.mark.parametrize(("title", "printed"), [
    ("Thực hiện công tác", "V/v thực hiện công tác"),
    ("V/v Thực hiện công tác", "V/v thực hiện công tác"),
    ("về việc Báo cáo quý I", "về việc báo cáo quý I"),
    ("Bác Ái thực hiện Chỉ thị", "V/v Bác Ái thực hiện Chỉ thị"),
    ("UBND xã báo cáo", "V/v UBND xã báo cáo"),
    ("Đảng ủy xã họp", "V/v Đảng ủy xã họp"),
    ("Ủy ban nhân dân xã họp", "V/v Ủy ban nhân dân xã họp"),
    ("5 năm thực hiện Chỉ thị", "V/v 5 năm thực hiện Chỉ thị"),
    ("Họp", "V/v Họp"),
    ("V/v", "V/v"),
])  # fmt: skip
def test_the_subject_of_a_letter_goes_on_in_small_letters_unless_a_name_begins_it(title, printed):
    assert wording.subject_line(Header(title=title), "state") == printed


def test_each_of_several_places_to_which_a_letter_goes_has_its_mark():
    assert wording.addressee_lines(["Phòng Y tế;", "UBND các xã", "Công an huyện"]) == [
        "Phòng Y tế;", "UBND các xã;", "Công an huyện.",
    ]  # fmt: skip
    assert wording.addressee_lines(["Phòng Y tế"]) == ["Phòng Y tế"]


def test_a_heading_is_printed_as_it_was_typed():
    content = {"header": HEADER, **writing.typed(TEXT)}
    blocks = papers.paper_of(content, form="state", kind="plan").body
    assert [block.title for block in blocks if isinstance(block, Heading)][:2] == ["I. MỤC ĐÍCH", "II. NHIỆM VỤ"]
    assert [block.label for block in blocks if isinstance(block, Para) and block.label] == ["-", "-"]


def test_the_symbol_is_made_of_kind_and_body_as_each_form_joins_them():
    assert kinds.symbol("plan", "state", "UBND") == "KH-UBND"
    assert kinds.symbol("plan", "party", "HU") == "KH/HU"
    assert kinds.symbol("letter", "state", "UBND-VHXH") == "UBND-VHXH"
    assert kinds.symbol("letter", "party", "HU") == "CV/HU"


def test_a_file_changes_the_header_only_where_more_than_capitals_differs():
    read = Header(
        issuer="ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI", title="Kiểm tra liên ngành năm 2026",
        recipients=["UBND các xã"], signer=Signer(name="Chamaléa Thị Hương"),
    )  # fmt: skip
    content = writing.typed(LETTER)
    after = writing.header_after(HEADER, read, content)
    assert after["issuer"] == HEADER["issuer"]
    assert (after["title"], after["name"]) == ("Kiểm tra liên ngành năm 2026", "Chamaléa Thị Hương")
    assert after["addressees"] == ["Phòng Y tế huyện; UBND các xã"]
    assert content["opening"] == ["Thực hiện Kế hoạch số 12/KH-UBND, đề nghị báo cáo."]


deeds = st.sampled_from(
    ["Kiểm tra các công trình xây dựng hằng quý", "Tổ chức tập huấn cho hộ kinh doanh", "Báo cáo kết quả"]
)
points = st.lists(deeds.map(lambda words: f"- {words};"), max_size=3)


@st.composite
def bodies(draw):
    lines = draw(st.lists(deeds.map(lambda words: f"{words}."), max_size=2))
    for place in range(draw(st.integers(0, 3))):
        lines.append(
            f"{('I', 'II', 'III')[place]}. {draw(st.sampled_from(['MỤC ĐÍCH', 'NHIỆM VỤ', 'TỔ CHỨC THỰC HIỆN']))}"
        )
        for number in range(1, draw(st.integers(0, 3)) + 1):
            end = draw(st.sampled_from([".", ":"]))
            lines.append(f"{number}. {draw(deeds)}{end}")
            lines += draw(points)
    return "\n".join(lines)


@given(bodies())
def test_typing_reading_and_typing_again_changes_nothing(text):
    content = writing.typed(text)
    assert writing.text_of(content) == text
    assert writing.typed(writing.text_of(content)) == content


# Signs of which labels, dashes, quotes and page numbers are made.
@given(st.text(alphabet="123 \n-+aếb.):;/IVX(“”Đi", max_size=80) | st.text(max_size=300))
def test_no_letter_is_lost_whatever_is_typed(text):
    kept = writing.text_of(writing.typed(text))
    assert [sign for sign in kept if sign.isalnum()] == [sign for sign in writing.clean(text) if sign.isalnum()]


MINUTES = """Thời gian bắt đầu: 8 giờ 00 phút, ngày 20/6/2026.
I. NỘI DUNG
1. Các thôn báo cáo kết quả tuyên truyền.
Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày./."""


def test_minutes_without_a_secretary_are_not_ready_to_be_approved():
    header = HEADER | {"position": "CHỦ TỌA"}
    assert writing.missing(header, "minutes") == ["họ tên thư ký (người ghi biên bản)"]
    assert writing.missing(header | {"secretary": "Pinăng Thị Hà"}, "minutes") == []
    assert writing.missing(header, "plan") == []


def test_minutes_bear_their_secretary_and_other_papers_none():
    content = {"header": HEADER | {"secretary": "Pinăng Thị Hà"}, **writing.typed(MINUTES)}
    secretary = papers.paper_of(content, form="state", kind="minutes").secretary
    assert (secretary.position, secretary.name) == ("THƯ KÝ", "Pinăng Thị Hà")
    assert papers.paper_of(content, form="state", kind="plan").secretary is None


def test_minutes_edited_in_word_come_back_with_the_same_words():
    content = {"header": writing.whole(HEADER | {"secretary": "Pinăng Thị Hà"}), **writing.typed(MINUTES)}
    made = render_docx(papers.paper_of(content, form="state", kind="minutes"))
    parsed = understand(made, name="bien-ban.docx").parsed
    parts = writing.parts_of(parsed)
    assert {"header": writing.header_after(content["header"], parsed.header, parts), **parts} == content


@pytest.mark.parametrize(("first", "printed"), [("", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI"), ("CHỦ TỊCH UBND\n", "")])
def test_who_decides_is_printed_once(first, printed):
    text = f"{first}Căn cứ Luật An toàn, vệ sinh lao động;\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập đoàn kiểm tra."
    content = {"header": HEADER | {"deciding": "Chủ tịch Ủy ban nhân dân xã Bác Ái"}, **writing.typed(text)}
    assert papers.paper_of(content, form="state", kind="decision").authority == printed
    assert papers.paper_of(content, form="state", kind="notice").authority == ""


def test_a_decision_edited_in_word_does_not_gain_a_second_line_of_who_decides():
    header = writing.whole(HEADER | {"deciding": "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI"})
    text = "Căn cứ Luật An toàn, vệ sinh lao động;\nQUYẾT ĐỊNH:\nĐiều 1. Thành lập đoàn kiểm tra."
    content = {"header": header, **writing.typed(text)}
    parsed = understand(render_docx(papers.paper_of(content, form="state", kind="decision")), name="qd.docx").parsed
    parts = writing.parts_of(parsed)
    assert {"header": writing.header_after(header, parsed.header, parts), **parts} == content


TABLED = """Ủy ban nhân dân xã ban hành kế hoạch như sau:
I. NHIỆM VỤ
Các nhiệm vụ trong bảng sau:
| TT | Nhiệm vụ | Cơ quan chủ trì | Kinh phí (triệu đồng) |
| 1 | Rà soát mỏ đá, bãi chế biến | Văn phòng HĐND và UBND | 12,5 |
| 2 | Huấn luyện người lao động | Phòng Kinh tế | 30 |
| Tổng cộng | | | 42,5 |
Kinh phí lấy từ dự toán năm 2026.
II. TỔ CHỨC THỰC HIỆN
1. Các thôn báo cáo trước ngày 15/12/2026.
2. Phòng Kinh tế theo dõi, đôn đốc.
== Phụ lục I: DANH SÁCH CÁC MỎ ĐÁ
| TT | Cơ sở | Thôn |
| 1 | Hợp tác xã Phước Bình | Bố Lang |
Danh sách này được rà soát mỗi quý.
== Phụ lục II: MẪU BÁO CÁO
1. Số vụ tai nạn
2. Số người bị nạn"""


def test_tables_and_annexes_are_kept_as_they_were_typed():
    content = writing.typed(TABLED)
    assert writing.text_of(content) == TABLED
    assert [annex["title"] for annex in content["annexes"]] == ["DANH SÁCH CÁC MỎ ĐÁ", "MẪU BÁO CÁO"]
    assert [part.path for part in writing.parts(content)][-2:] == ["Phụ lục I", "Phụ lục II"]


@pytest.mark.parametrize("form", ["state", "party"])
def test_tables_and_annexes_are_printed_as_such(form):
    paper = papers.paper_of(
        {"header": HEADER, **writing.typed(TABLED)}, form=form, kind="plan", number=7, signed_on=date(2026, 3, 5)
    )
    (table,) = [block for block in paper.body if isinstance(block, TableBlock)]
    assert [column.title for column in table.columns] == ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Kinh phí (triệu đồng)"]
    assert [column.align for column in table.columns] == ["center", "left", "left", "right"]
    assert len(table.rows) == 2
    assert table.totals == [["Tổng cộng", "", "", "42,5"]]
    first, second = paper.appendices
    assert (first.label, first.title) == ("Phụ lục I", "DANH SÁCH CÁC MỎ ĐÁ")
    assert "07" in first.reference
    assert "ngày 05 tháng 3 năm 2026" in first.reference.replace("\N{NO-BREAK SPACE}", " ")
    assert isinstance(first.blocks[0], TableBlock)
    assert len(second.blocks) == 2
    words = Pages(render_pdf(paper)).words
    for part in ("Hợp tác xã Phước Bình", "42,5", "MẪU BÁO CÁO"):
        assert part in words


@pytest.mark.parametrize("form", ["state", "party"])
def test_tables_and_annexes_edited_in_word_come_back_with_the_same_words(form):
    header = writing.whole(HEADER)
    content = {"header": header, **writing.typed(TABLED)}
    parsed = understand(render_docx(papers.paper_of(content, form=form, kind="plan")), name="ke-hoach.docx").parsed
    parts = writing.parts_of(parsed)
    assert writing.text_of({"header": header, **parts}) == TABLED


cells = st.lists(st.text(max_size=12).map(lambda text: " ".join(text.split())), min_size=1, max_size=5)


@given(cells)
def test_any_cell_comes_back_from_its_row(row):
    line = typed_tables.line_of(row)
    assert "\n" not in line
    assert typed_tables.cells_of(line) == [cell.replace("\\|", "|") for cell in row] or any(
        "\\" in cell for cell in row
    )


@given(st.lists(cells, min_size=1, max_size=6))
def test_any_rows_make_a_table(rows):
    table = typed_tables.table_of([typed_tables.line_of(row) for row in rows])
    assert {len(row) for row in [*table.rows, *table.totals]} <= {len(table.columns)}


def test_a_ruler_below_the_head_and_short_rows_do_no_harm():
    table = typed_tables.table_of(["| A | B |", "|---|---|", "| 1 |", "| a\\|b | 2 |"])
    assert [[cell.text for cell in row] for row in table.rows] == [["1", ""], ["a|b", "2"]]


def test_a_difference_in_a_table_is_shown_at_its_provision():
    after = TABLED.replace("| 30 |", "| 35 |")
    one, other = ({"header": HEADER, **writing.typed(text)} for text in (TABLED, after))
    changed = difference.changed(difference.difference(one, other))
    assert [change.after for change in changed] == ["I"]
