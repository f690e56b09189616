"""Opening the zip of a DOCX or ODT without trusting it: its directory is weighed first, and reading stops at a limit."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from antoan.documents.reading.unreadable import ArchiveBomb, DamagedFile, EncryptedOffice

MAX_MEMBERS = 5_000
MAX_TOTAL = 400 * 1024 * 1024  # bytes unpacked, pictures included
MAX_PART = 64 * 1024 * 1024  # bytes of one part that is read
MAX_RATIO = 200  # unpacked to packed; word processors stay below 50
_RATIO_FROM = 8 * 1024 * 1024  # small archives may be as dense as they like
_CHUNK = 256 * 1024

_ZIP_TROUBLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    struct.error,
    NotImplementedError,
    ValueError,
    RuntimeError,
    UnicodeError,
    IndexError,
)


class Archive:
    """A zip whose sizes have been checked.

    Raises:
        ArchiveBomb: too many members, too large, or too dense.
        DamagedFile: the directory cannot be read.
        EncryptedOffice: the members are locked.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _ZIP_TROUBLE as problem:
            raise DamagedFile(place="mục lục của gói nén") from problem
        if len(members) > MAX_MEMBERS:
            raise ArchiveBomb(seen=f"{len(members)} tệp con, giới hạn {MAX_MEMBERS}")
        total = sum(member.file_size for member in members)
        if total > MAX_TOTAL:
            raise ArchiveBomb(seen=f"bung ra {total // 1048576} MB, giới hạn {MAX_TOTAL // 1048576} MB")
        if total > _RATIO_FROM and total > MAX_RATIO * max(1, len(data)):
            raise ArchiveBomb(seen=f"bung ra gấp {total // max(1, len(data))} lần, giới hạn {MAX_RATIO} lần")
        if any(member.flag_bits & 1 for member in members):
            raise EncryptedOffice
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """The bytes of a part, at most MAX_PART of them.

        Raises:
            ArchiveBomb: the part is larger than allowed, whatever its directory entry says.
            DamagedFile: it is missing or broken.
        """
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > MAX_PART:
                        raise ArchiveBomb(seen=f"phần {name} lớn hơn {MAX_PART // 1048576} MB")
                    chunks.append(chunk)
        except (KeyError, *_ZIP_TROUBLE) as problem:
            raise DamagedFile(place=f"phần {name}") from problem
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element:
        """A part as XML; entities, outside files and the network stay closed.

        Raises:
            ArchiveBomb, DamagedFile
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise DamagedFile(place=f"phần {name}") from problem
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedFile(place=f"phần {name} (có khai báo thực thể)")
        return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The attribute of that local name, in any namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def number(text: str | None, default: int, *, most: int = 1_000_000) -> int:
    """A whole number between 0 and `most`; `default` where the text is none."""
    if text is None or not text.strip().isdecimal() or not text.isascii():
        return default
    return min(int(text[:12]), most)


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element
