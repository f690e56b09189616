"""Why a file could not be read: one class per reason, each saying in Vietnamese what was seen and what to do."""

from __future__ import annotations

from typing import Any


class Unreadable(Exception):
    """A file that gives no text. `code` is for programs; `message` is one line for the person who brought the file."""

    code = "unreadable"
    template = "{name} không đọc được. Hãy kiểm tra lại tệp rồi gửi lại."

    def __init__(self, *, filename: str = "", **facts: object) -> None:
        self.filename = filename
        self.facts = facts
        super().__init__(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.filename, self.facts)

    @property
    def message(self) -> str:
        """The sentence to show: the place (file, page, part) and the remedy, on one line."""
        name = f"Tệp “{_one_line(self.filename)}”" if self.filename else "Tệp"
        return self.template.format(name=name, **self.facts)

    def named(self, filename: str) -> Unreadable:
        """The same refusal with the name of the file, which the inner readers do not know."""
        self.filename = self.filename or filename
        self.args = (self.message,)
        return self


def _again(kind: type[Unreadable], filename: str, facts: dict[str, Any]) -> Unreadable:
    """The same refusal in another process."""
    return kind(filename=filename, **facts)


class Swollen(Unreadable):
    code = "swollen"
    template = "{name} mở ra quá lớn hoặc đọc quá lâu nên đã dừng lại. Hãy lưu thành tệp mới, bỏ bớt ảnh, chia nhỏ rồi gửi lại."


class EmptyFile(Unreadable):
    code = "empty_file"
    template = "{name} rỗng, không có byte nào. Hãy kiểm tra lại tệp trên máy rồi gửi lại."


class TooLarge(Unreadable):
    """`size` and `limit` are texts with their unit."""

    code = "too_large"
    template = "{name} có {size}, vượt giới hạn {limit}. Hãy bỏ bớt ảnh, nén hoặc chia nhỏ tệp rồi gửi lại."


class BinaryFile(Unreadable):
    """`seen` says what the bytes look like, `remedy` what to do with such a file."""

    code = "binary_file"
    template = "{name} là {seen}, không phải văn bản đọc được. {remedy}"


class EncryptedPdf(Unreadable):
    code = "encrypted_pdf"
    template = "{name} là PDF có mật khẩu nên không đọc được. Hãy mở bằng mật khẩu, lưu một bản không khóa rồi gửi lại."


class EncryptedOffice(Unreadable):
    code = "encrypted_office"
    template = (
        "{name} là tài liệu có mật khẩu nên không đọc được. Hãy mở bằng mật khẩu, gỡ mật khẩu, lưu lại rồi gửi lại."
    )


class ScannedPdf(Unreadable):
    """`pages` is the number of pages."""

    code = "scanned_pdf"
    template = (
        "{name} là bản quét (ảnh chụp {pages} trang), không có lớp chữ. "
        "Hãy xin tệp Word hoặc PDF gốc, hoặc nhận dạng chữ (OCR) rồi gửi lại."
    )


class DamagedFile(Unreadable):
    """`place` says which part of the file is broken."""

    code = "damaged_file"
    template = "{name} bị hỏng ở {place}. Hãy mở bằng phần mềm soạn thảo, lưu lại hoặc xin lại tệp rồi gửi lại."


class ArchiveBomb(Unreadable):
    """`seen` says which limit was crossed."""

    code = "archive_bomb"
    template = (
        "{name} nén bất thường: {seen}, nên không được mở ra. "
        "Hãy mở bằng phần mềm soạn thảo và lưu thành tệp mới rồi gửi lại."
    )


class WrongEncoding(Unreadable):
    """`encoding` was asked for; `place` says where it stopped to make sense."""

    code = "wrong_encoding"
    template = "{name} không đọc được theo bảng mã “{encoding}”: {place}. Hãy chọn một bảng mã khác."


class LegacyDocNeedsLibreOffice(Unreadable):
    """`format` is the old format."""

    code = "legacy_doc_needs_libreoffice"
    template = (
        "{name} thuộc định dạng cũ {format}, máy chủ cần LibreOffice để đọc mà chưa cài. "
        "Hãy mở bằng Word, lưu thành DOCX rồi gửi lại, hoặc nhờ quản trị cài LibreOffice."
    )


class ConversionFailed(Unreadable):
    """`format` is the old format, `reason` what went wrong with the conversion."""

    code = "conversion_failed"
    template = (
        "{name} thuộc định dạng cũ {format}, LibreOffice không chuyển đổi được: {reason}. "
        "Hãy mở bằng Word, lưu thành DOCX rồi gửi lại."
    )


def _one_line(name: str) -> str:
    return " ".join(name.split())[:120]
