"""Which encoding a text file is in: every candidate is tried and the most Vietnamese reading wins."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from antoan.documents.reading import charsets
from antoan.documents.reading.syllables import score
from antoan.documents.reading.unreadable import BinaryFile, WrongEncoding

_SAMPLE = 60_000  # bytes that are enough to tell an encoding
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "cp1258": "windows-1258",
    "1258": "windows-1258",
    "tcvn": "tcvn3",
    "abc": "tcvn3",
    "tcvn-3": "tcvn3",
    "tcvn5712": "tcvn3",
    "vni-windows": "vni",
    "vni-win": "vni",
}
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "windows-1258", "tcvn3", "vni")  # what a person may choose from

_LEGACY: dict[str, Callable[[bytes], str]] = {
    "windows-1258": lambda data: data.decode("cp1258", "replace"),
    "tcvn3": charsets.decode_tcvn3,
    "vni": charsets.decode_vni,
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PLAUSIBLE_UTF16 = re.compile(
    r"[\t\n\r\f -~\u00a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u203a\u20ab\u20ac\u2022\ufeff]"
)
_TOLERATED = 0.02  # share of senseless characters at which an encoding that a person chose is still believed


@dataclass(frozen=True)
class Decoded:
    """A text with the encoding that gave it and how sure that is (0..1)."""

    text: str
    encoding: str
    confidence: float


def decode(data: bytes) -> Decoded:
    """The text of bytes in an unknown encoding.

    Raises:
        BinaryFile: no encoding makes text of them.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            # The first bytes name the encoding; a broken end does not make another one likelier.
            return _sane(Decoded(data[len(mark) :].decode(encoding, "replace"), encoding, 1.0))
    if b"\0" in data:
        return _sane(_utf16_without_mark(data))
    try:
        return _sane(Decoded(data.decode("utf-8"), "utf-8", 1.0))
    except UnicodeDecodeError:
        return _sane(_legacy(data))


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of bytes in the encoding that a person chose.

    Raises:
        WrongEncoding: the name is unknown, or the bytes make no sense in it.
    """
    name = _ALIASES.get(encoding.strip().lower(), encoding.strip().lower())
    if name == "utf-16":
        name = "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    if name not in ENCODINGS:
        raise WrongEncoding(encoding=encoding.strip(), place=f"tên này không có; chỉ nhận {', '.join(ENCODINGS)}")
    for mark, marked in _BOMS:
        if marked == name:
            data = data.removeprefix(mark)
    if name in _LEGACY:
        text = _LEGACY[name](data)
        strange = text.count(charsets.UNKNOWN) + len(_CONTROLS.findall(text))
        if strange > _TOLERATED * len(text):
            raise WrongEncoding(encoding=name, place=f"{strange} ký tự không có trong bảng mã này")
        return Decoded(text, name, 1.0)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise WrongEncoding(
            encoding=name, place=f"byte thứ {problem.start + 1} (dòng {line}) không hợp lệ"
        ) from problem
    if name != "utf-8" and text and len(_PLAUSIBLE_UTF16.findall(text)) < len(text) / 2:
        raise WrongEncoding(encoding=name, place="phần lớn ký tự không phải chữ Việt")
    return Decoded(text, name, 1.0)


def heal_characters(text: str, *, least: int = 3) -> str:
    """Text of a modern file that was set in old fonts (TCVN3 or VNI letters shown as Latin ones), made readable.

    Text that already reads as Vietnamese, or has fewer than `least` words beyond ASCII, comes back as it is.
    """
    if text.isascii():
        return text
    sample = text[:_SAMPLE]
    as_is = score(unicodedata.normalize("NFC", sample))
    if as_is.words < least or as_is.share > 0.5:
        return text
    readings = {
        "tcvn3": lambda t: charsets.raise_capitals(charsets.tcvn3_characters(t)),
        "vni": charsets.vni_characters,
    }
    best = max(readings, key=lambda name: score(readings[name](sample)).rank)
    if score(readings[best](sample)).share < max(0.6, as_is.share + 0.3):
        return text
    return readings[best](text)


def _legacy(data: bytes) -> Decoded:
    """One of the old encodings, or UTF-8 with a few broken bytes."""
    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data[:_SAMPLE]
    ranks: dict[str, float] = {}
    shares: dict[str, float] = {}
    words = 0
    for name, reading in (*_LEGACY.items(), ("utf-8", lambda d: d.decode("utf-8", "replace"))):
        text = unicodedata.normalize("NFC", reading(sample))
        found = score(text)
        unknown = text.count(charsets.UNKNOWN) / max(1, len(text))
        ranks[name] = found.rank * (1 - min(1.0, 10 * unknown))
        shares[name] = found.share
        words = max(words, found.words)
    best, second = sorted(ranks, key=lambda name: -ranks[name])[:2]
    if shares[best] < 0.05 and _strangers(data) > 0.3:
        raise BinaryFile(
            seen="dữ liệu không rõ loại", remedy="Hãy gửi bản DOCX, ODT, PDF có lớp chữ hoặc TXT của văn bản."
        )
    decoded = _LEGACY[best](data) if best in _LEGACY else data.decode("utf-8", "replace")
    evidence = words / (words + 1.5)
    lead = 1 - ranks[second] / ranks[best] if ranks[best] else 0.0
    return Decoded(decoded, best, round(shares[best] * evidence * (0.6 + 0.4 * lead), 3))


def _utf16_without_mark(data: bytes) -> Decoded:
    even = data[: len(data) & ~1]
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        found.append(Decoded(text, encoding, round(len(_PLAUSIBLE_UTF16.findall(text)) / max(1, len(text)), 3)))
    best = max(found, key=lambda decoded: decoded.confidence)
    if best.confidence < 0.8:
        raise BinaryFile(seen="dữ liệu nhị phân", remedy="Hãy gửi bản DOCX, ODT, PDF có lớp chữ hoặc TXT của văn bản.")
    return best


def _sane(decoded: Decoded) -> Decoded:
    """The same, unless control characters show that it never was text."""
    strange = len(_CONTROLS.findall(decoded.text)) + (
        decoded.text.count(charsets.UNKNOWN) if decoded.encoding.startswith("utf-16") else 0
    )
    if strange > max(2, _TOLERATED * len(decoded.text)) or strange >= max(1, len(decoded.text)):
        raise BinaryFile(seen="dữ liệu nhị phân", remedy="Hãy gửi bản DOCX, ODT, PDF có lớp chữ hoặc TXT của văn bản.")
    return decoded


def _strangers(data: bytes) -> float:
    return sum(byte > 0x7F for byte in data[:_SAMPLE]) / max(1, len(data[:_SAMPLE]))
