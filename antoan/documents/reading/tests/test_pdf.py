"""PDF with a text layer: lines where the page has them, tables as they are drawn."""

import io
import time

import pikepdf
import pytest
import typst

from antoan.documents import reading

PAGE = '#set page("a4", margin: 2cm)\n#set text(size: 13pt)\n#set par(justify: true, first-line-indent: (amount: 1cm, all: true))\n'


def pdf(source: str) -> bytes:
    return typst.compile((PAGE + source).encode())


@pytest.fixture(scope="module")
def appendix():
    return reading.read(
        pdf(
            """Trước bảng có một dòng.
#table(columns: (1cm, 5cm, 4cm, 4cm),
  table.cell(rowspan: 2)[STT], table.cell(rowspan: 2)[Nội dung], table.cell(colspan: 2)[Cơ quan],
  [chủ trì], [phối hợp],
  [1], [Tuyên truyền pháp luật về an toàn, vệ sinh lao động], [Ban Tuyên giáo], [Mặt trận Tổ quốc],
  [2], [Kiểm tra], [], [Công an xã])
Sau bảng còn một dòng.
"""
        )
    )


def test_a_ruled_table_is_read_with_its_merged_cells(appendix):
    (table,) = appendix.tables
    assert (table.rows, table.columns, table.ruled) == (4, 4, True)
    assert [(" ".join(c.text.split()), c.row, c.column, c.rowspan, c.colspan) for c in table.cells] == [
        ("STT", 0, 0, 2, 1),
        ("Nội dung", 0, 1, 2, 1),
        ("Cơ quan", 0, 2, 1, 2),
        ("chủ trì", 1, 2, 1, 1),
        ("phối hợp", 1, 3, 1, 1),
        ("1", 2, 0, 1, 1),
        ("Tuyên truyền pháp luật về an toàn, vệ sinh lao động", 2, 1, 1, 1),
        ("Ban Tuyên giáo", 2, 2, 1, 1),
        ("Mặt trận Tổ quốc", 2, 3, 1, 1),
        ("2", 3, 0, 1, 1),
        ("Kiểm tra", 3, 1, 1, 1),
        ("", 3, 2, 1, 1),
        ("Công an xã", 3, 3, 1, 1),
    ]


def test_every_cell_of_a_pdf_knows_where_its_words_stand(appendix):
    (table,) = appendix.tables
    assert all(appendix.text[cell.start : cell.end] == cell.text for cell in table.cells)
    assert appendix.text[: table.start].strip() == "Trước bảng có một dòng."
    assert appendix.text[table.end :].strip() == "Sau bảng còn một dòng."


def test_the_two_sides_of_a_header_stay_side_by_side():
    found = reading.read(
        pdf(
            "#grid(columns: (1fr, 1fr), align: center, [HUYỆN ỦY BÁC ÁI], [ĐẢNG CỘNG SẢN VIỆT NAM], [\\*], [ngày 1 tháng 6])"
        )
    )
    first, second = [line for line in found.text.split("\n") if line.strip()]
    assert [part.strip() for part in first.split("   ") if part.strip()] == [
        "HUYỆN ỦY BÁC ÁI",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    ]
    assert [part.strip() for part in second.split("   ") if part.strip()] == ["*", "ngày 1 tháng 6"]
    assert found.tables == []


def test_indents_are_kept_and_words_stand_one_blank_apart():
    found = reading.read(pdf("#par[Mở đầu.]\n#par[" + "Cấp ủy các cấp lãnh đạo công tác an toàn lao động. " * 4 + "]"))
    lines = [line for line in found.text.split("\n") if line]
    assert len(lines[0]) - len(lines[0].lstrip()) >= 4
    assert lines[2].startswith("Cấp ủy") or not lines[2].startswith(" ")
    assert all("  " not in line.strip() for line in lines)


def test_each_page_begins_at_its_offset():
    found = reading.read(pdf("Trang một\n#pagebreak()\nTrang hai\n#pagebreak()\nTrang ba"))
    assert [found.text[start:].lstrip().split("\n")[0] for start in found.pages] == [
        "Trang một",
        "Trang hai",
        "Trang ba",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(turn):
    upright = pdf("Điều 1. Phạm vi điều chỉnh\n\nĐiều 2. Đối tượng\n#table(columns: 2, [a], [b])")
    document = pikepdf.open(io.BytesIO(upright))
    document.pages[0].rotate(turn, relative=True)
    out = io.BytesIO()
    document.save(out)
    assert reading.read(out.getvalue()).text.split() == reading.read(upright).text.split()


@pytest.mark.parametrize("turn", [90, -90, 180])
def test_a_table_drawn_sideways_is_read_upright(turn):
    found = reading.read(
        pdf(f"#rotate({turn}deg, reflow: true)[#table(columns: 2, [Nội dung], [Chủ trì], [Kiểm tra], [Sở Nội vụ])]")
    )
    (table,) = found.tables
    assert [cell.text for cell in table.cells] == ["Nội dung", "Chủ trì", "Kiểm tra", "Sở Nội vụ"]


def test_the_filled_fields_of_a_form_are_part_of_the_text():
    document = pikepdf.open(io.BytesIO(pdf("Số:")))
    page = document.pages[0]
    look = document.make_stream(
        b"BT /F1 12 Tf 2 4 Td (173) Tj ET",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 60, 20],
        Resources=pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
                )
            )
        ),
    )
    widget = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        Rect=[130, 770, 190, 790],
        F=4,
        FT=pikepdf.Name.Tx,
        T=pikepdf.String("so"),
        AP=pikepdf.Dictionary(N=look),
    )
    fields = pikepdf.Array([document.make_indirect(widget)])
    page.Annots = fields
    document.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
    out = io.BytesIO()
    document.save(out)
    assert "173" in reading.read(out.getvalue()).text


def test_two_hundred_pages_are_read_in_a_few_seconds():
    line = "Cấp ủy, chính quyền các cấp lãnh đạo, chỉ đạo công tác an toàn, vệ sinh lao động trong tình hình mới. "
    data = pdf(("#par[" + line * 34 + "]\n#pagebreak()\n") * 199 + "hết")
    began = time.process_time()
    found = reading.read(data)
    assert time.process_time() - began < 5
    assert len(found.pages) == 200
    assert len(found.text) > 500_000


LONG = """#set page(height: 12cm, footer: context align(center, counter(page).display()))
Phụ lục
#table(columns: (1cm, 9cm, 5cm), {heading}
  {rows})
Hết bảng."""


@pytest.mark.parametrize("again", ["true", "false"])
def test_a_table_that_runs_over_pages_is_one_table_with_one_heading(again):
    rows = ", ".join(f"[{n}], [Việc thứ {n}], [Xã {n}]" for n in range(1, 41))
    heading = f"table.header(repeat: {again}, [STT], [Nội dung], [Chủ trì]),"
    found = reading.read(pdf(LONG.format(heading=heading, rows=rows)))
    assert len(found.pages) > 2
    (table,) = found.tables
    assert (table.rows, table.columns) == (41, 3)
    assert [c.text for c in table.cells if c.column == 0] == ["STT", *map(str, range(1, 41))]
    assert all(found.text[c.start : c.end] == c.text for c in table.cells)
    assert found.pages == sorted(found.pages)
    assert found.text[found.pages[1] :].split("\t")[0].isdecimal()
    assert "Hết bảng." in found.text[table.end :]


def test_a_row_that_breaks_off_at_the_end_of_a_page_is_completed():
    first = ", ".join(f"[{n}], [Việc], [Xã]" for n in range(1, 9))
    long = "tuyên truyền, phổ biến pháp luật về an toàn, vệ sinh lao động, " * 12
    found = reading.read(pdf(LONG.format(heading="", rows=f"{first}, [9], [Đẩy mạnh {long} hết.], [Ban Tuyên giáo]")))
    (table,) = found.tables
    assert table.rows == 9
    assert " ".join(table.cells[-2].text.split()) == " ".join(f"Đẩy mạnh {long} hết.".split())


def test_a_merged_cell_that_runs_over_pages_stays_one_cell():
    rows = ", ".join(
        f"[{n}], [Việc]" + (", table.cell(rowspan: 20, breakable: true)[Ban Tuyên giáo]" if n == 1 else "")
        for n in range(1, 21)
    )
    found = reading.read(pdf(LONG.format(heading="", rows=rows)))
    (table,) = found.tables
    assert len(found.pages) > 1
    assert [(c.text, c.row, c.rowspan) for c in table.cells if c.column == 2] == [("Ban Tuyên giáo", 0, 20)]
    assert [c.text for c in table.cells if c.column == 0] == [str(n) for n in range(1, 21)]
