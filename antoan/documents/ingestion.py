"""From the bytes of a file to an understood document: reading and parsing in one step. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from antoan.documents import parsing, reading
from antoan.documents.refusals import NothingInside, UnreadableFile
from antoan.documents.tree import ParsedDocument


@dataclass(frozen=True)
class Understood:
    """A file with what was read and understood of it."""

    data: bytes
    name: str
    parsed: ParsedDocument


def understand(data: bytes, *, name: str, encoding: str | None = None) -> Understood:
    """Read and parse; `encoding` is a person's correction of what was detected.

    Raises:
        UnreadableFile, NothingInside
    """
    try:
        read = reading.read(data, filename=name, encoding=encoding)
    except reading.Unreadable as problem:
        raise UnreadableFile(sentence=problem.message, code=problem.code, name=name) from problem
    if not read.text.strip():
        raise NothingInside(name=name)
    return Understood(data, name, parsing.parse(read))
