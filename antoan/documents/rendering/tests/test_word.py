"""The Word file is opened again with the library that offices' programs agree with."""

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.paper import Bar, Bars, Cell, Column, ListHead, PageBreak, Paper, Para, TableBlock
from antoan.documents.tree import Header, Signer

from .samples import LONG, PARTY, STATE, TABLE, Pages, flat


def opened(paper):
    return Document(io.BytesIO(render_docx(paper)))


def words(paper):
    """All words of the body in their order, tables included; a merged cell once."""
    body = opened(paper).element.body
    lines = ["".join(part.text or " " for part in line.iter(qn("w:t"), qn("w:br"))) for line in body.iter(qn("w:p"))]
    return flat(" ".join(lines))


@pytest.mark.parametrize("paper", [PARTY, STATE], ids=["party", "state"])
def test_the_word_file_says_what_the_pdf_says(paper):
    in_word = sorted(set(words(paper).split()))
    in_pdf = set(Pages(render_pdf(paper)).words.split())
    assert [word for word in in_word if word not in in_pdf] == []
    assert len(in_word) > 100


def test_pages_have_the_margins_of_the_form_and_annexes_their_own_count():
    sections = opened(PARTY).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for section in sections:
        assert (section.left_margin, section.right_margin) == pytest.approx((Mm(30), Mm(15)), abs=Mm(0.1))
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
    assert sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_header_of_a_table_is_repeated_and_its_rows_stay_whole():
    table = opened(PARTY).tables[1]
    rows = table._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert len(rows) == 32


def test_the_last_paragraph_keeps_with_the_signature():
    document = opened(replace(PARTY, appendices=()))
    assert document.paragraphs[-1].paragraph_format.keep_with_next


def test_spans_become_merged_cells():
    table = TableBlock(
        columns=[Column("a"), Column("b"), Column("c")],
        header=[[Cell("Xã", rowspan=2), Cell("Nhiệm vụ", colspan=2)], ["Xong", "Quá hạn"]],
        rows=[["Phước Bình", "3", "1"], ["Phước Đại"]],
    )
    made = opened(Paper("state", None, [table])).tables[0]
    assert made.cell(0, 1).text == made.cell(0, 2).text == "Nhiệm vụ"
    assert made.cell(1, 0).text == "Xã"
    assert made.cell(1, 2).text == "Quá hạn"
    assert made.cell(3, 2).text == ""


@pytest.mark.parametrize(
    "paper",
    [
        Paper("party", None),
        Paper("state", Header()),
        Paper("party", ListHead("Đơn vị", "DANH SÁCH", "Đến ngày 30/06/2024"), [TABLE], landscape=True),
        replace(STATE, header=replace(STATE.header, kind=None), addressees=["Xã A", "Xã B"], urgency="HỎA TỐC"),
        Paper(
            "state",
            None,
            [Bars([Bar("Xã A", 3), Bar("Xã B", 0)], caption="Theo xã", note="Nguồn"), PageBreak(), Para(LONG * 45)],
        ),
        Paper("state", None, [Para("an\x00toàn\x1b \ud800 </w:t> & \u202e $ #set")]),
    ],
    ids=["empty", "nothing-known", "list", "letter", "bars", "hostile"],
)
def test_any_paper_opens_again(paper):
    assert opened(paper).sections


def test_hostile_text_is_text():
    assert "antoàn </w:t> & $ #set" in words(Paper("state", None, [Para("an\x00toàn \x1b</w:t> & $ #set")]))


def test_equal_papers_are_equal_bytes():
    assert render_docx(PARTY) == render_docx(replace(PARTY))


def test_the_word_file_of_minutes_has_both_signers_in_one_table_and_the_recipients_after_it():
    minutes = replace(
        STATE,
        header=replace(STATE.header, signer=Signer(None, "CHỦ TỌA", "Katơr Thị Sính")),
        secretary=Signer(position="THƯ KÝ", name="Pinăng Thị Hà"),
        appendices=(),
    )
    document = opened(minutes)
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert rows == [["THƯ KÝ", "CHỦ TỌA"], ["Pinăng Thị Hà", "Katơr Thị Sính"]]
    after = [line.text for line in document.paragraphs][-4:]
    assert after[0] == "Nơi nhận:"
