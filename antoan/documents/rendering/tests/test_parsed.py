"""The round trip: what is read of a rendered paper is what it was rendered from."""

from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from antoan.documents import parsing, reading
from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.parsed import NotAPaper, paper_of
from antoan.plans import proposing

REFERENCE = files("antoan.plans.demo").joinpath("ke-hoach-huyen-uy-bac-ai-2024.txt").read_bytes()
RENDER = {"pdf": render_pdf, "docx": render_docx}


def understood(data):
    """The document as `plan parse --json` gives it, without what depends on where it stands in the file."""
    parsed = parsing.parse(reading.read(data))
    said = proposing.as_json(parsed, proposing.propose(parsed))
    return {"header": said["header"], "form": said["form"], **{k: said[k] for k in ("opening", "sections", "closing")}}


def outline(sections):
    """Label, title and paragraphs of every section in order."""
    found = []
    for section in sections:
        found.append((section["label"], section["title"], section["paragraphs"]))
        found += outline(section["children"])
    return found


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_reference_plan_is_read_again_from_its_rendering(kind):
    before = understood(REFERENCE)
    after = understood(RENDER[kind](paper_of(before)))
    assert after["header"] == before["header"]
    assert after["form"] == "party"
    assert (after["opening"], after["closing"]) == (before["opening"], before["closing"])
    assert outline(after["sections"]) == outline(before["sections"])


SUBJECTS = ("UBND xã", "Phòng Kinh tế xã", "Trạm Y tế xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "Công an xã")
DEEDS = (
    "kiểm tra các công trình xây dựng trên địa bàn",
    "tổ chức tập huấn an toàn, vệ sinh lao động cho hộ kinh doanh",
    "phổ biến Luật An toàn, vệ sinh lao động đến từng thôn",
    "tổng hợp số vụ tai nạn lao động của lao động không có hợp đồng",
    "hướng dẫn cơ sở khai thác đá tự kiểm tra",
)
ENDS = ("trước ngày 30/6/2026", "trong quý III/2026", "hằng quý", "thường xuyên, liên tục trong năm")
TITLES = ("Công tác tuyên truyền", "Kiểm tra, giám sát", "Khai báo, điều tra tai nạn lao động", "Kinh phí thực hiện")
PARTS = ("MỤC ĐÍCH, YÊU CẦU", "NHIỆM VỤ VÀ GIẢI PHÁP", "TỔ CHỨC THỰC HIỆN")
ROMAN = ("I", "II", "III")

sentences = st.builds("{} {} {}.".format, *map(st.sampled_from, (SUBJECTS, DEEDS, ENDS)))
paragraphs = st.lists(sentences, min_size=1, max_size=3, unique=True)


@st.composite
def plans(draw):
    """A plan as offices write it: Roman parts, numbered items under them, some with titles and paragraphs below."""
    form = draw(st.sampled_from(["party", "state"]))
    sections = []
    for place in range(3):  # of one page at least: from three lines nobody can tell how a paper is set
        children = []
        for number in range(1, draw(st.integers(0 if place == 0 else 2, 3)) + 1):
            title = draw(st.sampled_from(["", TITLES[number - 1]]))
            said = draw(paragraphs)
            children.append(
                {"label": str(number), "title": title, "paragraphs": said if title else said[:1], "children": []}
            )
        own = draw(paragraphs) if not children else []
        sections.append({"label": ROMAN[place], "title": PARTS[place], "paragraphs": own, "children": children})
    party = form == "party"
    header = {
        "superior": draw(st.sampled_from(["HUYỆN ỦY NINH SƠN", None] if party else ["UBND TỈNH KHÁNH HÒA", None])),
        "issuer": "ĐẢNG ỦY XÃ MỸ SƠN" if party else "ỦY BAN NHÂN DÂN XÃ MỸ SƠN",
        "number": draw(st.sampled_from(["12", "305", None])),
        "symbol": "KH/ĐU" if party else "KH-UBND",
        "place": "Mỹ Sơn",
        "date": {"year": 2026, "month": draw(st.integers(1, 12)), "day": draw(st.sampled_from([5, 20, None]))},
        "kind": "Kế hoạch",
        "title": "Thực hiện công tác an toàn, vệ sinh lao động năm 2026 trên địa bàn xã Mỹ Sơn",
        "bases": [],
        "recipients": ["Sở Nội vụ", "Các thôn, tổ dân phố", "Lưu VT"],
        "signer": {
            "authority": "T/M BAN THƯỜNG VỤ" if party else "TM. ỦY BAN NHÂN DÂN",
            "position": "BÍ THƯ" if party else "CHỦ TỊCH",
            "name": "Katơr Thị Sính",
        },
    }
    return {"form": form, "header": header, "opening": [], "sections": sections, "closing": []}


def test_a_title_of_two_even_lines_does_not_hide_where_paragraphs_begin():
    """Few lines go on here, and the centred title is among them; the seat of the signer stands inside the recipients."""
    paragraphs = [
        "Phòng Kinh tế xã kiểm tra các công trình xây dựng trên địa bàn hằng quý.",
        "UBND xã tổ chức tập huấn an toàn, vệ sinh lao động cho hộ kinh doanh trước ngày 30/6/2026.",
    ]
    header = {
        "superior": "UBND TỈNH KHÁNH HÒA", "issuer": "ỦY BAN NHÂN DÂN XÃ MỸ SƠN", "number": "12", "symbol": "KH-UBND",
        "place": "Mỹ Sơn", "date": {"year": 2026, "month": 1, "day": 5}, "kind": "Kế hoạch",
        "title": "Thực hiện công tác an toàn, vệ sinh lao động năm 2026 trên địa bàn xã Mỹ Sơn", "bases": [],
        "recipients": ["Sở Nội vụ", "Các thôn, tổ dân phố", "Lưu VT"],
        "signer": {"authority": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH", "name": "Katơr Thị Sính"},
    }  # fmt: skip
    section = {"label": "I", "title": "MỤC ĐÍCH, YÊU CẦU", "paragraphs": paragraphs, "children": []}
    before = {"form": "state", "header": header, "opening": [], "sections": [section], "closing": []}
    assert understood(RENDER["pdf"](paper_of(before)))["sections"][0]["paragraphs"] == paragraphs


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["pdf", "docx"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(before=plans())
def test_every_plan_is_read_again_as_it_was_rendered(kind, before):
    after = understood(RENDER[kind](paper_of(before)))
    header = before["header"] | {"kind": after["header"]["kind"]}
    assert after["header"]["kind"].casefold() == "kế hoạch"
    number = header["number"]
    assert after["header"] == header | {"number": number and number.zfill(2)}
    assert outline(after["sections"]) == outline(before["sections"])
    assert after["form"] == before["form"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], "tệp"),
        ({}, "header"),
        ({"header": {"title": 3}}, "header.title"),
        ({"header": {"date": {"year": "2024"}}}, "header.date.year"),
        ({"header": {}, "sections": [{"label": "I", "paragraphs": ["một", None, 2]}]}, "sections[0].paragraphs[2]"),
        ({"header": {}, "sections": {"I": 1}}, "sections"),
    ],
)
def test_what_is_no_parsed_document_is_refused_with_its_place(data, place):
    with pytest.raises(NotAPaper, match=f"“{place}”".replace("[", r"\[").replace("]", r"\]")):
        paper_of(data)


def test_bases_that_the_opening_does_not_name_are_printed_as_lines():
    header = {
        "title": "Thực hiện công tác năm 2026",
        "bases": [{"kind": "Nghị định", "number": "39/2016/NĐ-CP", "date": "2016-05-15"}],
    }
    assert paper_of({"header": header}).bases == ["Căn cứ Nghị định số 39/2016/NĐ-CP, ngày 15/5/2016."]
