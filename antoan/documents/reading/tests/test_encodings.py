"""Plain text in every encoding that Vietnamese offices left behind."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents.reading import WrongEncoding, read
from antoan.documents.reading.tests.vietnamese import texts, to_tcvn3, to_tcvn3_standard, to_vni, to_windows_1258

HEADER = """CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
KẾ HOẠCH
Thực hiện Chỉ thị số 31-CT/TW về an toàn, vệ sinh lao động, Uỷ ban nhân dân xã yêu cầu:
Điều 1. Người sử dụng lao động khai báo ngay vụ tai nạn chết người.
"""


@given(texts())
@settings(max_examples=60, deadline=None)
def test_unicode_files_come_back_letter_by_letter(text):
    for encoding, mark in [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
    ]:
        found = read(mark + text.encode(encoding))
        assert (found.text, found.encoding, found.encoding_confidence) == (text, encoding, 1.0)


@given(texts(), st.sampled_from(["utf-16-le", "utf-16-be"]))
@settings(max_examples=60, deadline=None)
def test_utf16_without_its_mark_is_recognised(text, encoding):
    found = read(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@given(texts())
@settings(max_examples=60, deadline=None)
def test_decomposed_letters_are_composed_and_the_file_is_said_to_be_decomposed(text):
    found = read(unicodedata.normalize("NFD", text).encode())
    assert found.text == text
    assert not found.composed


@given(texts())
@settings(max_examples=60, deadline=None)
def test_windows_1258_is_recognised_and_read_without_loss(text):
    found = read(to_windows_1258(text))
    assert (found.text, found.encoding) == (text, "windows-1258")


@given(texts(capitals=False))
@settings(max_examples=60, deadline=None)
def test_tcvn3_is_recognised_and_read_without_loss(text):
    found = read(to_tcvn3(text))
    assert (found.text, found.encoding) == (text, "tcvn3")


@given(texts())
@settings(max_examples=60, deadline=None)
def test_vni_is_recognised_and_read_without_loss(text):
    found = read(to_vni(text))
    assert (found.text, found.encoding) == (text, "vni")


@given(texts(capitals=False, least=1), st.sampled_from(["windows-1258", "tcvn3", "vni"]))
@settings(max_examples=60, deadline=None)
def test_a_person_who_names_the_encoding_is_believed_however_short_the_text(text, encoding):
    write = {"windows-1258": to_windows_1258, "tcvn3": to_tcvn3, "vni": to_vni}[encoding]
    assert read(write(text), encoding=encoding).text == text


@pytest.mark.parametrize("name", ["UTF8", "utf-8-sig", "CP1258", "ABC", "VNI-Windows", "utf-16"])
def test_an_encoding_may_be_called_by_its_other_names(name):
    write = {"utf8": str.encode, "utf-8-sig": str.encode, "cp1258": to_windows_1258, "abc": to_tcvn3}
    write |= {"vni-windows": to_vni, "utf-16": lambda text: text.encode("utf-16")}
    assert read(write[name.lower()]("tai nạn"), encoding=name).text == "tai nạn"


def test_capitals_of_a_tcvn3_capital_font_are_raised_where_the_plain_letters_show_it():
    raw = "CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM\n§iÒu 1. Uû BAN NH¢N D¢N x· Ph­íc §¹i"
    found = read(raw.encode("latin-1"))
    assert found.text == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐiều 1. UỶ BAN NHÂN DÂN xã Phước Đại"


def test_signs_of_measures_in_a_tcvn3_file_are_not_taken_for_tones():
    raw = "M­a lín 37°C, 0,5 m³ ±0,2 m², t¹i x· Ph­íc §¹i"
    assert read(raw.encode("latin-1"), encoding="tcvn3").text == "Mưa lớn 37°C, 0,5 m³ ±0,2 m², tại xã Phước Đại"


def test_both_ways_of_placing_a_tone_are_left_as_they_were_typed():
    text = "hoà hòa thuỷ thủy uỷ ủy, tai nạn lao động, Điều khoản, vệ sinh, người được"
    for data in (text.encode(), to_windows_1258(text), to_vni(text), to_tcvn3(text)):
        assert read(data).text == text


@pytest.mark.parametrize("write", [to_windows_1258, to_vni])
def test_an_ordinary_document_is_recognised_with_high_confidence(write):
    found = read(write(HEADER))
    assert found.text == HEADER
    assert found.encoding_confidence > 0.8


def test_a_single_short_line_is_recognised_with_less_confidence_than_a_page():
    line, page = read(to_vni("an toàn")), read(to_vni(HEADER))
    assert line.text == "an toàn"
    assert line.encoding_confidence < page.encoding_confidence


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\u2028"])
def test_every_kind_of_line_end_becomes_the_same(end):
    assert read(f"một{end}hai".encode()).text == "một\nhai"


def test_a_form_feed_begins_a_page_and_moves_nothing():
    found = read("trang một\n\ftrang hai\n\f".encode())
    assert found.text == "trang một\n\ntrang hai\n\n"
    assert [found.text[start : start + 9] for start in found.pages] == ["trang một", "trang hai"]


def test_one_broken_byte_does_not_turn_a_utf8_file_into_another_encoding():
    found = read(HEADER.encode() * 20 + b"\xff cu\xe1\xbb\x91i")
    assert found.encoding == "utf-8"
    assert found.text.startswith(HEADER)
    assert found.encoding_confidence < 1.0


@pytest.mark.parametrize(
    ("data", "encoding"),
    [(b"\xff\xfe\xfa", "utf-8"), (b"\xd8\x00\xd8\x00", "utf-16-be"), (b"\x00\x01\x02\x03", "tcvn3"), (b"abc", "koi8")],
)
def test_bytes_that_make_no_sense_in_the_encoding_chosen_are_refused_with_its_name(data, encoding):
    with pytest.raises(WrongEncoding) as refusal:
        read(data, filename="cũ.txt", encoding=encoding)
    assert encoding in refusal.value.message
    assert "Hãy chọn một bảng mã khác" in refusal.value.message


def test_toned_capitals_of_the_tcvn_standard_are_known_from_windows_punctuation():
    assert read(to_tcvn3_standard(HEADER)).text == HEADER
    quoted = (
        to_tcvn3("Tháng hành động an toàn, vệ sinh lao động tại nơi làm việc: ") + b"\x93" + to_tcvn3("Vì sức khỏe")
    )
    assert read(quoted + b"\x94").text.endswith("“Vì sức khỏe”")
