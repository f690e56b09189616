"""Every file that cannot be read says so in one Vietnamese line that names the file and the remedy."""

import io
import struct
import zipfile

import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.documents import reading
from antoan.documents.reading import archives, office
from antoan.documents.tree import ReadText


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in members.items():
            bundle.writestr(name, data)
    return out.getvalue()


def pdf(*, encryption=None, picture: bool = False) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    if picture:
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(
                Scan=document.make_stream(
                    b"\x80" * 100,
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Image,
                    Width=10,
                    Height=10,
                    ColorSpace=pikepdf.Name.DeviceGray,
                    BitsPerComponent=8,
                )
            )
        )
        page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Scan Do Q")
    out = io.BytesIO()
    document.save(out, encryption=encryption) if encryption else document.save(out)
    return out.getvalue()


def word(text: str = "Kế hoạch") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def refusal(data: bytes, *, code: str, **how) -> str:
    with pytest.raises(reading.Unreadable) as found:
        reading.read(data, filename="văn bản.bin", **how)
    assert found.value.code == code
    message = found.value.message
    assert message.startswith("Tệp “văn bản.bin”")
    assert "Hãy " in message
    assert "\n" not in message
    return message


def test_an_empty_file_is_refused():
    refusal(b"", code="empty_file")


def test_a_file_over_the_limit_is_refused_with_both_sizes():
    message = refusal(b"x" * 3_000_000, code="too_large", limit=2_000_000)
    assert "2,9 MB" in message
    assert "1,9 MB" in message


def test_a_text_longer_than_any_document_is_refused_with_both_lengths(monkeypatch):
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 2_000)
    message = refusal("Kế hoạch\n".encode() * 300, code="too_large")
    assert "2.700 ký tự" in message
    assert "2.000 ký tự" in message


def test_a_huge_file_is_refused_before_a_byte_of_it_is_read(tmp_path):
    path = tmp_path / "lớn.pdf"
    with path.open("wb") as sparse:
        sparse.truncate(500 * 1024 * 1024)
    with pytest.raises(reading.TooLarge, match=r"“lớn.pdf” có dung lượng 500 MB, vượt giới hạn 50 MB"):
        reading.read_file(path)


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "ảnh JPEG"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ảnh PNG"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "chương trình Windows"),
        (packed({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "bảng tính Excel"),
        (packed({"ảnh.jpg": b"x"}), "gói nén ZIP"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "trang web HTML"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nx", "trang web lưu dạng MHTML"),
        (bytes(range(256)) * 8, "dữ liệu nhị phân"),
        ("計画書を作成する。労働安全衛生".encode("shift_jis") * 9, "dữ liệu không rõ loại"),
    ],
)
def test_a_file_that_is_no_document_is_refused_with_what_it_is(data, seen):
    assert seen in refusal(data, code="binary_file")


def test_a_pdf_with_a_password_is_refused():
    assert "mật khẩu" in refusal(pdf(encryption=pikepdf.Encryption(user="a", owner="b")), code="encrypted_pdf")


def test_a_scan_is_refused_with_the_advice_to_recognise_its_letters():
    message = refusal(pdf(picture=True), code="scanned_pdf")
    assert "bản quét" in message
    assert "OCR" in message


def test_a_damaged_pdf_is_refused():
    assert "cấu trúc PDF" in refusal(b"%PDF-1.7\n" + b"hong" * 50, code="damaged_file")


def test_a_docx_cut_short_is_refused():
    assert "gói nén" in refusal(word()[:-200], code="damaged_file")


def test_a_docx_with_broken_xml_is_refused_with_the_part_named():
    data = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w:document"})
    assert "word/document.xml" in refusal(data, code="damaged_file")


def test_a_docx_that_declares_entities_is_refused():
    xml = b'<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d><body><p><r><t>&b;</t></r></p></body></d>'
    refusal(packed({"[Content_Types].xml": b"<a/>", "word/document.xml": xml}), code="damaged_file")


def test_a_word_file_with_a_password_is_refused():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in refusal(ole, code="encrypted_office")


def test_an_archive_that_swells_out_of_proportion_is_refused():
    data = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b" " * 30_000_000})
    assert "bung ra gấp" in refusal(data, code="archive_bomb")


def test_an_archive_of_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    assert "tệp con" in refusal(packed({f"word/{i}": b"" for i in range(11)}), code="archive_bomb")


def test_an_archive_of_too_much_is_refused_whatever_it_holds(monkeypatch):
    monkeypatch.setattr(archives, "MAX_TOTAL", 1000)
    assert "bung ra" in refusal(packed({"word/document.xml": b"x" * 1001}), code="archive_bomb")


def test_a_part_that_is_larger_than_allowed_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(archives, "MAX_PART", 100)
    assert "lớn hơn" in refusal(word("x" * 5000), code="archive_bomb")


def test_an_archive_whose_directory_lies_about_sizes_is_refused():
    data = bytearray(packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"x" * 100_000}))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 10)
    refusal(bytes(data), code="damaged_file")


def test_an_old_word_file_without_libreoffice_says_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "find_office", lambda: None)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
    message = refusal(ole, code="legacy_doc_needs_libreoffice")
    assert "lưu thành DOCX" in message
    assert "LibreOffice" in message


def program(tmp_path, script: str) -> str:
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_conversion_that_gives_nothing_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "find_office", lambda: program(tmp_path, "exit 1"))
    assert "không tạo được" in refusal(rb"{\rtf1 hong}", code="conversion_failed")


def test_a_conversion_that_never_ends_is_stopped(monkeypatch, tmp_path):
    monkeypatch.setattr(office, "find_office", lambda: program(tmp_path, "sleep 30"))
    monkeypatch.setattr(office, "TIME_LIMIT", 0.2)
    assert "quá 0.2 giây" in refusal(rb"{\rtf1 lau}", code="conversion_failed")


def test_a_broken_converted_file_is_a_failed_conversion(monkeypatch, tmp_path):
    script = 'while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; echo hong > "$2/source.docx"'
    monkeypatch.setattr(office, "find_office", lambda: program(tmp_path, script))
    refusal(rb"{\rtf1 hong}", code="conversion_failed")


def test_a_refusal_without_a_file_name_still_reads_as_a_sentence():
    with pytest.raises(reading.EmptyFile, match=r"^Tệp rỗng"):
        reading.read(b"")


def outcome(data: bytes, **how) -> ReadText | reading.Unreadable:
    """What reading gives: a text, or the refusal itself. Anything else that is raised fails the test."""
    try:
        return reading.read(data, **how)
    except reading.Unreadable as problem:
        return problem


STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xfe\xff", b"<w:p>"]


@given(st.sampled_from(STARTS), st.binary(max_size=400), st.sampled_from([None, *reading.ENCODINGS]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_text_or_a_refusal(start, data, encoding):
    found = outcome(start + data, encoding=encoding)
    assert isinstance(found, ReadText) or found.message


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_a_document_damaged_anywhere_gives_a_text_or_a_refusal(data):
    sound = data.draw(st.sampled_from([WORD, SHEETLESS, PDF]))
    changed = bytearray(sound)
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    found = outcome(bytes(changed))
    assert isinstance(found, ReadText) or found.message


WORD = word()
SHEETLESS = packed(
    {
        "[Content_Types].xml": b"<a/>",
        "word/document.xml": b'<d><body><tbl><tr><tc><tcPr><gridSpan val="2"/><vMerge val="restart"/></tcPr><p/></tc>'
        b'<tc><p><pPr><numPr><ilvl val="0"/><numId val="1"/></numPr></pPr><r><t>x</t></r></p></tc></tr></tbl></body></d>',
    }
)
PDF = pdf(picture=True)
