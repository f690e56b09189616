"""From the bytes of a file to its text: TXT in every old encoding, DOCX, ODT, PDF with a text layer, DOC and RTF.

The kind of a file is told from its bytes. Every refusal is an `Unreadable` whose message a commune officer can act on.
"""

from __future__ import annotations

from pathlib import Path

from antoan.documents.reading import office, sniffing
from antoan.documents.reading.detection import ENCODINGS
from antoan.documents.reading.opendocument import read_opendocument
from antoan.documents.reading.pdf import read_pdf
from antoan.documents.reading.plain import read_plain
from antoan.documents.reading.unreadable import (
    ArchiveBomb,
    BinaryFile,
    ConversionFailed,
    DamagedFile,
    EmptyFile,
    EncryptedOffice,
    EncryptedPdf,
    LegacyDocNeedsLibreOffice,
    ScannedPdf,
    TooLarge,
    Unreadable,
    WrongEncoding,
)
from antoan.documents.reading.word import read_word
from antoan.documents.tree import ReadText

__all__ = [
    "ENCODINGS",
    "MAX_BYTES",
    "ArchiveBomb",
    "BinaryFile",
    "ConversionFailed",
    "DamagedFile",
    "EmptyFile",
    "EncryptedOffice",
    "EncryptedPdf",
    "LegacyDocNeedsLibreOffice",
    "ScannedPdf",
    "TooLarge",
    "Unreadable",
    "WrongEncoding",
    "read",
    "read_file",
]

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARACTERS = 3_000_000  # a thousand pages; what is longer is no document that an office issues


def read(data: bytes, *, filename: str = "", encoding: str | None = None, limit: int = MAX_BYTES) -> ReadText:
    """The text of a file. `encoding` is a person's correction of the detection and counts for plain text only.

    `filename` is only named in messages; `limit` is in bytes.

    Raises:
        Unreadable: one of the classes of this package, with `code` and a Vietnamese `message`.
    """
    try:
        _weigh(len(data), limit)
        text = _read(data, encoding)
        if len(text.text) > MAX_CHARACTERS:
            raise TooLarge(size=f"{_thousands(len(text.text))} ký tự", limit=f"{_thousands(MAX_CHARACTERS)} ký tự")
        return text
    except Unreadable as problem:
        raise problem.named(filename) from problem.__cause__


def read_file(path: str | Path, *, encoding: str | None = None, limit: int = MAX_BYTES) -> ReadText:
    """The text of the file at `path`; its size is looked at before a byte of it is read.

    Raises:
        Unreadable: as `read`.
        OSError: there is no such file, or it may not be opened.
    """
    path = Path(path)
    try:
        _weigh(path.stat().st_size, limit)
    except Unreadable as problem:
        raise problem.named(path.name) from problem.__cause__
    return read(path.read_bytes(), filename=path.name, encoding=encoding, limit=limit)


def _weigh(size: int, limit: int) -> None:
    if not size:
        raise EmptyFile
    if size > limit:
        raise TooLarge(size=f"dung lượng {_megabytes(size)} MB", limit=f"{_megabytes(limit)} MB")


def _thousands(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _megabytes(size: int) -> str:
    return f"{size / 1048576:.1f}".removesuffix(".0").replace(".", ",")


def _read(data: bytes, encoding: str | None) -> ReadText:
    media_type = sniffing.sniff(data)
    match media_type:
        case sniffing.PDF:
            return read_pdf(data)
        case sniffing.DOCX:
            return read_word(data)
        case sniffing.ODT:
            return read_opendocument(data)
        case sniffing.DOC | sniffing.RTF:
            return _read_converted(data, media_type)
        case _:
            return read_plain(data, encoding=encoding)


def _read_converted(data: bytes, media_type: str) -> ReadText:
    converted = office.to_docx(data, media_type)
    try:
        read = read_word(converted)
    except DamagedFile as problem:
        raise ConversionFailed(format=office.FORMATS[media_type], reason="tệp DOCX tạo ra bị hỏng") from problem
    read.media_type = media_type
    return read
