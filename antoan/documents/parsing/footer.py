"""The foot of an official document: who receives it and who signed, side by side or one below the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from antoan.documents.parsing.header import MOTTO
from antoan.documents.parsing.lines import Line
from antoan.documents.tree import Signer

_RECIPIENTS = re.compile(r"N[ơo]i\s+nh[ậa]n\s*:?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:T/M|TM\.?|K/T|KT\.?|T/L|TL\.?|TUQ\.?|T/UQ|Q\.)\s*[A-ZĐÀ-Ỹ]")
_POSITION = re.compile(
    r"(?:PHÓ\s+)?(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|TRƯỞNG|CHÁNH|CỤC TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|HIỆU TRƯỞNG|CHỈ HUY|VIỆN TRƯỞNG|"
    r"THỨ TRƯỞNG|TỔNG|QUYỀN|THƯỜNG TRỰC|CHỦ NHIỆM|PHÓ|ỦY VIÊN)\b"
)
# Also "Y Bhăm Niê Kđăm", "H'Yim Kđoh", "K'Sor H'Bơ Khăp", "A Lăng Y-Thu".
_NAME = re.compile(
    r"(?=.*[a-zà-ỹđ]{2})[A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?:['’-][A-ZĐÀ-Ỹa-zđ][a-zà-ỹđ]*)*(?:\s+[A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?:['’-][A-ZĐÀ-Ỹa-zđ][a-zà-ỹđ]*)*){1,6}$"
)
_BULLET = re.compile(r"^\s*[-–+•*]\s*")
_SIGNED = re.compile(r"\(?\s*(?:đã ký|\[?ký\]?|ký tên|đã kí)[^)]*\)?|\([^)]*\)", re.IGNORECASE)  # or a note in brackets
_PIECE = re.compile(r"\S+(?:[ ]{1,2}\S+)*")
_RIGHT_COLUMN = 28  # characters; what begins further right stands under the signer and not under "Nơi nhận"
_LAST = re.compile(r"l[ưu]u\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Signing:
    """A piece of a signature with its line and the column of its middle."""

    words: str
    line: int
    middle: int


@dataclass
class Foot:
    """What was understood of the foot: lines [`start`, `end`) of the document belong to it."""

    start: int
    end: int
    recipients: list[str] = field(default_factory=list)
    signer: Signer = field(default_factory=Signer)


def find_foot(lines: list[Line], after: int) -> Foot | None:
    """The foot that follows line `after`; None where the document has neither recipients nor a signature."""
    start = next((i for i in range(after, len(lines)) if _begins(lines, i)), None)
    if start is None:
        return None
    foot = Foot(start, start)
    _read(lines, foot)
    return foot


def _begins(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if lines[index].table is not None and not _RECIPIENTS.match(text):
        return False
    if _RECIPIENTS.match(text):
        return True
    if _AUTHORITY.match(text) and text.isupper():
        return True
    # A signature without authority: a position alone in capitals, and soon a name.
    if _POSITION.match(text) and text.isupper() and len(text) < 60:
        below = [line.text for line in lines[index + 1 : index + 8] if not line.noise]
        return any(_NAME.fullmatch(line.strip()) for line in below[:4]) or any(
            _RECIPIENTS.match(line) for line in below
        )
    return False


def _read(lines: list[Line], foot: Foot) -> None:
    recipients: list[str] = []
    right: list[_Signing] = []
    in_list, list_closed = False, False
    index = foot.start
    while index < len(lines):
        line = lines[index]
        if _ends(line, index, foot):
            break
        if line.noise:
            index += 1
            continue
        for found in _PIECE.finditer(line.text):
            piece = words = found[0]
            middle = line.indent + (found.start() + found.end()) // 2
            if line.indent + found.start() >= _RIGHT_COLUMN and not _RECIPIENTS.match(words):
                if not _SIGNED.fullmatch(words):
                    right.append(_Signing(words, index, middle))
                continue
            if match := _RECIPIENTS.match(words):
                in_list, list_closed = True, False
                words = words[match.end() :].strip()
                if not words:
                    continue
            is_capital = words.isupper() and len(words) > 3 and not (in_list and recipients and not list_closed)
            if _AUTHORITY.match(words) or (
                is_capital and (_POSITION.match(words) or (right and not _BULLET.match(piece)))
            ):
                right.append(_Signing(words, index, middle))
            elif in_list and _BULLET.match(words) and not list_closed:
                recipients.append(_BULLET.sub("", words))
            elif _SIGNED.fullmatch(words):
                continue
            elif (
                right
                and _NAME.fullmatch(words)
                and not (in_list and recipients and not list_closed and not _is_apart(line, recipients))
            ):
                right.append(_Signing(words, index, middle))
            elif in_list and recipients and not list_closed:
                recipients[-1] = f"{recipients[-1]}{'' if recipients[-1].endswith('-') else ' '}{words}"
            elif in_list and not list_closed:
                recipients.append(words)
            elif _NAME.fullmatch(words):
                right.append(_Signing(words, index, middle))
            if recipients and _LAST.match(recipients[-1]) and recipients[-1].rstrip().endswith((".", ";")):
                list_closed = True
        index += 1
    foot.end = index
    foot.recipients = [text for text in (one.strip(" .;,") for one in recipients) if text]
    foot.signer = _signer(_first_of_two(right))


def _first_of_two(signing: list[_Signing]) -> list[str]:
    """The words of the signature; of two side by side, as on a joint document, that of the leading body, on the right."""
    for left, right in pairwise(signing):
        if left.line == right.line and left.words.isupper() and right.words.isupper():
            between = (left.middle + right.middle) // 2
            return [one.words for one in signing if one.middle > between]
    return [one.words for one in signing]


def _is_apart(line: Line, recipients: list[str]) -> bool:
    """Whether a name stands by itself: after the closing mark of the list, or far to the right."""
    return recipients[-1].rstrip().endswith((".", ";")) or line.indent > 30 or bool(_LAST.match(recipients[-1]))


def _ends(line: Line, index: int, foot: Foot) -> bool:
    """An annex or a second document begins."""
    if index == foot.start:
        return False
    text = line.text
    if MOTTO.search(text):
        return True
    return bool(re.match(r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU|DANH MỤC|DANH SÁCH)\b", text)) or bool(
        re.match(r"(?:KẾ HOẠCH|QUY CHẾ|QUY ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN)$", text.strip())
    )


def _signer(right: list[str]) -> Signer:
    signer = Signer()
    for words in right:
        if signer.name is None and _AUTHORITY.match(words) and words.isupper():
            signer.authority = f"{signer.authority} {words}" if signer.authority else words
        elif signer.name is None and words.isupper():
            if signer.position is None and signer.authority and not _POSITION.match(words):
                signer.authority = f"{signer.authority} {words}"
            else:
                signer.position = f"{signer.position} {words}" if signer.position else words
        elif signer.name is None and (signer.authority or signer.position):
            signer.name = words
    return signer
