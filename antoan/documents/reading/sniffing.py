"""What kind of file the bytes are. The name of a file says nothing: offices send RTF and HTML named .doc every day."""

from __future__ import annotations

import re

from antoan.documents.reading.archives import Archive
from antoan.documents.reading.unreadable import BinaryFile, DamagedFile, EncryptedOffice

TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"

_SEND_TEXT = "Hãy gửi bản DOCX, ODT, PDF có lớp chữ hoặc TXT của văn bản."
_SEND_OCR = "Hãy nhận dạng chữ (OCR) hoặc xin tệp Word, PDF gốc rồi gửi lại."
_SEND_DOCX = "Hãy mở bằng Word, lưu thành DOCX rồi gửi lại."
_SHEET = "Hãy dùng mục nhập bảng theo dõi cho bảng tính, ở đây chỉ nhận văn bản."

_SIGNATURES = (
    (b"\xff\xd8\xff", "ảnh JPEG", _SEND_OCR),
    (b"\x89PNG\r\n\x1a\n", "ảnh PNG", _SEND_OCR),
    (b"GIF87a", "ảnh GIF", _SEND_OCR),
    (b"GIF89a", "ảnh GIF", _SEND_OCR),
    (b"II*\0", "ảnh TIFF", _SEND_OCR),
    (b"MM\0*", "ảnh TIFF", _SEND_OCR),
    (b"Rar!\x1a\x07", "gói nén RAR", "Hãy giải nén rồi gửi từng văn bản."),
    (b"7z\xbc\xaf\x27\x1c", "gói nén 7z", "Hãy giải nén rồi gửi từng văn bản."),
    (b"\x1f\x8b\x08", "gói nén gzip", "Hãy giải nén rồi gửi từng văn bản."),
    (b"MZ", "chương trình Windows", _SEND_TEXT),
    (b"\x7fELF", "chương trình", _SEND_TEXT),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"<w:wordDocument\b|<pkg:package\b")


def sniff(data: bytes) -> str:
    """The media type that the bytes show: one of this module's constants.

    Raises:
        BinaryFile: a kind that holds no readable text here (picture, sheet, slides, program, web page).
        EncryptedOffice, DamagedFile, ArchiveBomb
    """
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):
        return _zip(data)
    if data[:64].lstrip().startswith(b"{\\rtf"):
        return RTF
    if _HTML.match(data[:2048]):
        raise BinaryFile(seen="trang web HTML", remedy=_SEND_DOCX)
    if data.startswith(b"MIME-Version:") and b"text/html" in data[:4096]:
        raise BinaryFile(seen="trang web lưu dạng MHTML", remedy=_SEND_DOCX)
    if _WORD_XML.search(data[:4096]):
        raise BinaryFile(seen="tài liệu Word dạng XML cũ", remedy=_SEND_DOCX)
    for signature, seen, remedy in _SIGNATURES:
        if data.startswith(signature) and (signature != b"MZ" or b"\0" in data[:128]):
            raise BinaryFile(seen=seen, remedy=remedy)
    return TEXT


def _zip(data: bytes) -> str:
    archive = Archive(data)
    if "mimetype" in archive.names:
        kind = archive.read("mimetype")[:100].strip()
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return ODT
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            raise BinaryFile(seen="bảng tính ODS", remedy=_SHEET)
    if "[Content_Types].xml" in archive.names:
        if any(name.startswith("word/") for name in archive.names):
            return DOCX
        if any(name.startswith("xl/") for name in archive.names):
            raise BinaryFile(seen="bảng tính Excel", remedy=_SHEET)
        if any(name.startswith("ppt/") for name in archive.names):
            raise BinaryFile(seen="tệp trình chiếu PowerPoint", remedy=_SEND_TEXT)
        raise DamagedFile(place="gói DOCX (không thấy phần word/document.xml)")
    raise BinaryFile(seen="gói nén ZIP", remedy="Hãy giải nén rồi gửi từng văn bản.")


def _ole(data: bytes) -> str:
    """Old Office files name their streams in UTF-16 in the directory of the container."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise EncryptedOffice
    if has("WordDocument"):
        return DOC
    if has("Workbook") or has("Book\0"):
        raise BinaryFile(seen="bảng tính Excel cũ", remedy=_SHEET)
    if has("PowerPoint Document"):
        raise BinaryFile(seen="tệp trình chiếu PowerPoint cũ", remedy=_SEND_TEXT)
    raise BinaryFile(seen="dữ liệu Office cũ không rõ loại", remedy=_SEND_TEXT)
