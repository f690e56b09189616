"""Whole documents, as offices write them, understood: header, tree, recipients, signer, and nothing lost."""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents import reading
from antoan.documents.parsing import coverage_gaps, heal, parse
from antoan.documents.tree import ParsedDocument, Provision, ReadText

REFERENCE = files("antoan.plans.demo").joinpath("ke-hoach-huyen-uy-bac-ai-2024.txt").read_bytes()
GOLD = json.loads(Path(__file__).with_name("data").joinpath("ke-hoach-huyen-uy-bac-ai-2024.gold.json").read_text())


def read(text: str) -> ParsedDocument:
    return parse(ReadText(unicodedata.normalize("NFC", text), "text/plain", "utf-8"))


def tree(parsed: ParsedDocument) -> dict[str, tuple[str, list[str]]]:
    """path → (title, texts)"""
    found = {}

    def walk(nodes: list[Provision]) -> None:
        for node in nodes:
            found[node.path] = node.title, [paragraph.text for paragraph in node.paragraphs]
            walk(node.children)

    walk(parsed.provisions)
    return found


def test_the_reference_plan_is_read_as_its_gold_says():
    parsed = parse(reading.read(REFERENCE))
    said = {path: (title.casefold(), texts) for path, (title, texts) in tree(parsed).items()}
    wanted = {s["path"]: (s["title"].casefold(), [heal(p) for p in s["paragraphs"]]) for s in GOLD["sections"]}
    assert said.keys() == wanted.keys()
    for path, (title, texts) in wanted.items():
        assert said[path][0] == title
        assert [t.rstrip(" .").replace(" ", "") for t in said[path][1]] == [
            t.rstrip(" .").replace(" ", "") for t in texts
        ]
    header = parsed.header
    assert (header.number, header.symbol, header.place) == (None, "KH/HU", "Bác Ái")
    assert (header.year, header.month, header.day) == (2024, 6, None)
    assert header.issuer == "HUYỆN ỦY BÁC ÁI"
    assert [base.number for base in header.bases] == ["31-CT/TW", "313-KH/TU"]
    assert len(header.recipients) == 8
    assert (header.signer.authority, header.signer.position, header.signer.name) == (
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Mẫu Thái Phương",
    )
    assert parsed.form == "party"
    assert coverage_gaps(parsed) == []


DECISION = """\
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BÁC ÁI                 Độc lập - Tự do - Hạnh phúc

Số: 1204/QĐ-UBND             Bác Ái, ngày 11 tháng 10 năm 2024

QUYẾT ĐỊNH
Về việc phân công cán bộ, công chức phụ trách công tác an toàn, vệ sinh lao động

CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 39/2016/NĐ-CP ngày 15/5/2016 của Chính phủ;
Theo đề nghị của Trưởng Phòng Lao động - Thương binh và Xã hội.

QUYẾT ĐỊNH:

Điều 1. Phân công 09 công chức cấp xã phụ trách công tác an toàn, vệ sinh lao động.
Điều 2. Trách nhiệm của công chức được phân công
1. Theo dõi, tổng hợp tình hình tai nạn lao động trên địa bàn xã, trong đó:
a) Khai báo ngay khi có người chết;
b) Báo cáo trước ngày 05 hằng tháng;
2. Tham mưu Ủy ban nhân dân xã tổ chức tuyên truyền.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Điều 4. Chánh Văn phòng HĐND và UBND huyện, Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này./.

Nơi nhận:                                   KT. CHỦ TỊCH
- Như Điều 4;                              PHÓ CHỦ TỊCH
- Sở LĐTBXH tỉnh;
- Lưu: VT, LĐTBXH.                            (Đã ký)

                                           Nguyễn Văn Thành
"""


def test_a_decision_has_articles_clauses_and_points():
    parsed = read(DECISION)
    assert list(tree(parsed)) == [
        "Điều 1",
        "Điều 2",
        "Điều 2.1",
        "Điều 2.1.a",
        "Điều 2.1.b",
        "Điều 2.2",
        "Điều 3",
        "Điều 4",
    ]
    assert tree(parsed)["Điều 2"] == ("Trách nhiệm của công chức được phân công", [])
    assert tree(parsed)["Điều 2.1.a"] == ("", ["Khai báo ngay khi có người chết;"])
    header = parsed.header
    assert (header.number, header.symbol, header.kind, parsed.form) == ("1204", "QĐ-UBND", "Quyết định", "state")
    assert (header.superior, header.issuer) == (None, "ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI")
    assert header.title == "Về việc phân công cán bộ, công chức phụ trách công tác an toàn, vệ sinh lao động"
    assert header.recipients == ["Như Điều 4", "Sở LĐTBXH tỉnh", "Lưu: VT, LĐTBXH"]
    assert (header.signer.position, header.signer.name) == ("PHÓ CHỦ TỊCH", "Nguyễn Văn Thành")
    assert [(base.number, base.date) for base in header.bases if base.number] == [("39/2016/NĐ-CP", "2016-05-15")]
    assert coverage_gaps(parsed) == []


COMMUNE_PLAN = """\
ĐẢNG BỘ HUYỆN BÁC ÁI
ĐẢNG ỦY XÃ PHƯỚC BÌNH
*
Số 32-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Phước Bình, ngày 12 tháng 7 năm 2024
KẾ HOẠCH
Thực hiện Kế hoạch số 45-KH/HU của Ban Thường vụ Huyện ủy
-----
Thực hiện Kế hoạch số 45-KH/HU ngày 20/6/2024, Đảng ủy xã ban hành kế hoạch như sau:
I. MỤC ĐÍCH
- Nâng cao nhận thức của cán bộ, đảng viên.
- Giảm tai nạn lao động trong khai thác rừng trồng.
II. NHIỆM VỤ
1. Ủy ban nhân dân xã rà soát các tổ cưa xẻ gỗ trước ngày 30/9/2024.
2. Mặt trận Tổ quốc xã giám sát.
Nơi nhận:
- Ban Thường vụ Huyện ủy,
- Lưu Văn phòng Đảng ủy.
T/M ĐẢNG ỦY
BÍ THƯ
Pinăng Thừa
"""


def test_a_word_file_s_plan_with_one_line_a_paragraph_is_read():
    parsed = read(COMMUNE_PLAN)
    assert tree(parsed) == {
        "I": (
            "MỤC ĐÍCH",
            ["Nâng cao nhận thức của cán bộ, đảng viên.", "Giảm tai nạn lao động trong khai thác rừng trồng."],
        ),
        "II": ("NHIỆM VỤ", []),
        "II.1": ("", ["Ủy ban nhân dân xã rà soát các tổ cưa xẻ gỗ trước ngày 30/9/2024."]),
        "II.2": ("", ["Mặt trận Tổ quốc xã giám sát."]),
    }
    header = parsed.header
    assert (header.superior, header.issuer, header.number) == ("ĐẢNG BỘ HUYỆN BÁC ÁI", "ĐẢNG ỦY XÃ PHƯỚC BÌNH", "32")
    assert (header.place, header.day) == ("Phước Bình", 12)
    assert header.signer.name == "Pinăng Thừa"
    assert coverage_gaps(parsed) == []


def test_numbers_in_the_new_wording_of_an_amended_article_open_nothing():
    parsed = read(
        "NGHỊ ĐỊNH\nSửa đổi một số điều\nĐiều 1. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Người sử dụng lao động khai báo.\n3. Công an xã tiếp nhận.”\n"
        "Điều 2. Hiệu lực thi hành\n1. Nghị định này có hiệu lực từ ngày 01/7/2025.\n"
    )
    assert list(tree(parsed)) == ["Điều 1", "Điều 2", "Điều 2.1"]


def test_a_date_that_cannot_be_stays_blank():
    parsed = read(
        "ỦY BAN NHÂN DÂN XÃ PHƯỚC ĐẠI\nSố: 12/KH-UBND\nPhước Đại, ngày 31 tháng 2 năm 2024\nKẾ HOẠCH\nKiểm tra\nI. NHIỆM VỤ\n1. Kiểm tra.\n"
    )
    assert (parsed.header.year, parsed.header.month, parsed.header.day) == (2024, 2, None)


def test_a_wrapped_number_at_the_beginning_of_a_line_is_no_label():
    parsed = read(
        "KẾ HOẠCH\nKiểm tra an toàn\nI. NHIỆM VỤ\n1. Thực hiện Kế hoạch số\n313-KH/TU ngày 24/5/2024 và Nghị quyết năm\n2024. Các xã báo cáo theo khoản\n"
        "2 Điều 36.\n2. Kiểm tra việc khai báo tai nạn lao động.\n"
    )
    assert list(tree(parsed)) == ["I", "I.1", "I.2"]


def test_an_impossible_day_of_issue_is_told_with_the_remedy():
    parsed = read(
        "UBND XÃ\nSố: 12/KH-UBND\nPhước Đại, ngày 31 tháng 2 năm 2024\nKẾ HOẠCH\nKiểm tra\nI. NHIỆM VỤ\n1. Kiểm tra.\n"
    )
    assert parsed.header.day is None
    assert "ngày 31 tháng 2 năm 2024" in parsed.warnings[0]
    assert "hãy sửa theo bản gốc" in parsed.warnings[0]


LETTER = """\
ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN BÁC ÁI                    Độc lập - Tự do - Hạnh phúc
Số: 1456/UBND-NV            Bác Ái, ngày 12 tháng 7 năm 2024
V/v bảo đảm an toàn lao động
   mùa mưa bão năm 2024

          Kính gửi: Ủy ban nhân dân các xã.

1. Ủy ban nhân dân các xã rà soát lán trại công nhân.
Yêu cầu các đơn vị nghiêm túc thực hiện./.
"""


def test_a_letter_has_no_kind_and_its_abstract_may_take_several_lines():
    parsed = read(LETTER)
    assert (parsed.header.kind, parsed.header.title) == (None, "bảo đảm an toàn lao động mùa mưa bão năm 2024")
    assert parsed.header.issuer == "ỦY BAN NHÂN DÂN HUYỆN BÁC ÁI"
    assert [paragraph.text for paragraph in parsed.closing] == ["Yêu cầu các đơn vị nghiêm túc thực hiện./."]


def test_of_two_signatures_side_by_side_the_leading_body_s_on_the_right_is_taken():
    parsed = read(
        "KẾ HOẠCH LIÊN TỊCH\nKiểm tra\nI. NHIỆM VỤ\n1. Kiểm tra.\n\n"
        "   TM. LIÊN ĐOÀN LAO ĐỘNG              KT. GIÁM ĐỐC SỞ LAO ĐỘNG -\n"
        "        PHÓ CHỦ TỊCH                      THƯƠNG BINH VÀ XÃ HỘI\n"
        "                                              PHÓ GIÁM ĐỐC\n\n"
        "        Lê Văn Thành                         Trần Phú Hưng\n"
    )
    signer = parsed.header.signer
    assert (signer.authority, signer.position, signer.name) == (
        "KT. GIÁM ĐỐC SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "PHÓ GIÁM ĐỐC",
        "Trần Phú Hưng",
    )


def test_a_sentence_that_charges_is_no_title_of_its_article_or_clause():
    parsed = read(
        "QUYẾT ĐỊNH\nVề an toàn lao động\nĐiều 1. Sở Y tế có trách nhiệm:\n1. Trong thời hạn 05 ngày, Sở Nội vụ có trách nhiệm:\n"
        "a) Thẩm định hồ sơ;\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký.\nChánh Văn phòng chịu trách nhiệm thi hành.\n"
    )
    assert {path: title for path, (title, _) in tree(parsed).items()} == dict.fromkeys(
        ["Điều 1", "Điều 1.1", "Điều 1.1.a", "Điều 2"], ""
    )


def test_bases_come_in_the_order_of_the_text_with_the_kind_that_stands_before_the_number():
    parsed = read(
        "QUYẾT ĐỊNH\nVề an toàn lao động\nCăn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;\n"
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Việc làm ngày 16 tháng 6 năm 2025;\n"
        "Xét Báo cáo thẩm tra số 88/BC-VHXH ngày 01/12/2025.\nĐiều 1. Ban hành Quy chế.\n"
    )
    assert [(base.kind, base.number, base.date) for base in parsed.header.bases] == [
        ("Luật", "72/2025/QH15", None),
        ("Luật sửa đổi, bổ sung một số điều của Luật Việc làm", None, "2025-06-16"),
        ("Báo cáo", "88/BC-VHXH", "2025-12-01"),
    ]


def test_a_table_that_lost_its_columns_and_a_doubtful_encoding_are_told():
    lost = read("KẾ HOẠCH\nKiểm tra\nI. NHIỆM VỤ\n1. Kiểm tra.\nTT Nội dung nhiệm vụ\nSở\nY tế\n")
    assert "đã mất cột" in lost.warnings[0]
    doubtful = parse(ReadText("Kiem tra", "text/plain", "windows-1258", encoding_confidence=0.2))
    assert "windows-1258" in doubtful.warnings[0]


words = st.sampled_from(
    "KẾ HOẠCH|I.|II.|1.|2.|a)|b)|-|Điều 1.|Điều 2.|Căn cứ|Nơi nhận:|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Số: 12/KH-UBND|“|”|:|;|.|\n|\n\n|    |*|-----|ngày 31 tháng 2 năm 2024|"
    "Phụ lục|PHỤ LỤC I|Ủy ban nhân dân xã|tổ chức|kiểm tra|trước ngày 15/6|2024.|Chương II|Mục 1|(1)|đ)|Thực hiện|Lưu: VT.|Nguyễn Văn Thành".split(
        "|"
    )
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(words, max_size=120).map(" ".join)))
def test_any_text_is_read_without_failing_and_nothing_of_it_is_lost(text):
    text = unicodedata.normalize("NFC", text).replace("\r", "\n")
    parsed = parse(ReadText(text, "text/plain", "utf-8"))
    size = len(text)

    def walk(nodes: list[Provision]) -> None:
        for node in nodes:
            assert 0 <= node.start <= node.heading_end <= node.end <= size
            for paragraph in node.paragraphs:
                assert 0 <= paragraph.start < paragraph.end <= size
                assert all(paragraph.start <= s.start < s.end <= paragraph.end for s in paragraph.sentences)
            walk(node.children)

    walk(parsed.provisions)
    assert coverage_gaps(parsed) == []


@given(st.text(max_size=300))
def test_healing_twice_changes_nothing(text):
    assert heal(heal(text)) == heal(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_read_the_same(form):
    parsed = parse(reading.read(unicodedata.normalize(form, COMMUNE_PLAN).encode()))
    assert parsed.header.issuer == "ĐẢNG ỦY XÃ PHƯỚC BÌNH"


@pytest.mark.parametrize(
    "name", ["Y Bhăm Niê Kđăm", "H'Yim Kđoh", "K'Sor H'Bơ Khăp", "Rơ Châm H’Yuên", "A Lăng Mai", "Nguyễn Thị Hồng Vân"]
)
def test_a_signer_of_any_people_is_read_by_name(name):
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ EA KNỐP\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nAn toàn lao động năm 2026\n\nI. NHIỆM VỤ\n"
        f"1. Phòng Kinh tế rà soát các mỏ đá.\n\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{name}\n"
    )
    signer = parse(reading.read(text.encode())).header.signer
    assert (signer.position, signer.name) == ("PHÓ CHỦ TỊCH", name)
