"""What changed between two versions, provision by provision, word by word. Plain data: no Django.

Provisions of equal words are the same wherever they now stand, so that a new item in the middle does not mark all that
follow; of the others, those of equal path belong together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from antoan.documents.writing import AFTER, Content, Part, parts

Mark = Literal["same", "added", "removed"]
Kind = Literal["same", "moved", "changed", "added", "removed"]

_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_LONG = 4000  # words above which two texts are set side by side whole


@dataclass(frozen=True)
class Piece:
    """A stretch of words and what happened to it."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Change:
    """One provision in both versions: its path before and after (None where it was not there), and its words."""

    kind: Kind
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]


_HEADER_NAMES = {
    "superior": "Cơ quan cấp trên", "issuer": "Cơ quan ban hành", "body": "Ký hiệu", "place": "Địa danh",
    "title": "Trích yếu", "addressees": "Kính gửi", "recipients": "Nơi nhận", "authority": "Thẩm quyền ký",
    "position": "Chức vụ", "name": "Người ký",
}  # fmt: skip


def difference(before: Content, after: Content) -> list[Change]:
    """Header and body of both, in the order of the later one; what was taken out stands where it stood."""
    return align(_all_parts(before), _all_parts(after))


def _all_parts(content: Content) -> list[Part]:
    header = [
        Part(title, tuple(value) if isinstance(value, list) else (value,))
        for name, title in _HEADER_NAMES.items()
        if (value := content["header"][name])
    ]
    return header + parts(content)


def align(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """The changes that lead from one list of provisions to the other."""
    changes: list[Change] = []
    matcher = SequenceMatcher(None, [part.bare for part in before], [part.bare for part in after], autojunk=False)
    for deed, i, j, k, m in matcher.get_opcodes():
        if deed == "equal":
            for old, new in zip(before[i:j], after[k:m], strict=True):
                kind: Kind = "same" if (old.path, old.text) == (new.path, new.text) else "moved"
                changes.append(Change(kind, old.path, new.path, pieces(old.text, new.text)))
        else:
            changes += _replaced(before[i:j], after[k:m])
    return changes


def _replaced(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """Within a stretch that differs: the same path is the same provision, as long as the order holds."""
    changes: list[Change] = []
    matcher = SequenceMatcher(None, [part.path for part in before], [part.path for part in after], autojunk=False)
    for deed, i, j, k, m in matcher.get_opcodes():
        if deed == "equal":
            for old, new in zip(before[i:j], after[k:m], strict=True):
                changes.append(Change("changed", old.path, new.path, pieces(old.text, new.text)))
            continue
        changes += [Change("removed", old.path, None, (Piece(old.text, "removed"),)) for old in before[i:j]]
        changes += [Change("added", None, new.path, (Piece(new.text, "added"),)) for new in after[k:m]]
    return changes


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both in one row: what stayed, what went, what came."""
    if before == after:
        return (Piece(after, "same"),)
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _LONG:
        return (Piece(before, "removed"), Piece(after, "added"))
    found: list[Piece] = []
    for deed, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if deed == "equal":
            found.append(Piece("".join(new[k:m]), "same"))
            continue
        if i < j:
            found.append(Piece("".join(old[i:j]), "removed"))
        if k < m:
            found.append(Piece("".join(new[k:m]), "added"))
    return tuple(_settled(found))


def _settled(found: list[Piece]) -> list[Piece]:
    """Blanks between two changed words belong to the change: "hằng quý" → "hằng tháng" is read at a glance."""
    settled: list[Piece] = []
    for place, piece in enumerate(found):
        between = 0 < place < len(found) - 1
        if piece.mark == "same" and between and piece.text.isspace() and "\n" not in piece.text:
            settled += [Piece(piece.text, "removed"), Piece(piece.text, "added")]
        else:
            settled.append(piece)
    return _grouped(settled)


def _grouped(found: list[Piece]) -> list[Piece]:
    """Between two stretches that stayed, first all that went, then all that came."""
    grouped: list[Piece] = []
    went = came = ""
    for piece in [*found, Piece("", "same")]:
        if piece.mark == "removed":
            went += piece.text
        elif piece.mark == "added":
            came += piece.text
        else:
            grouped += [Piece(text, mark) for text, mark in ((went, "removed"), (came, "added")) if text]  # type: ignore[arg-type]
            went = came = ""
            if piece.text:
                grouped.append(piece)
    return grouped


def told(changes: Sequence[Change], *, side: Literal["before", "after"]) -> list[tuple[str, str]]:
    """Paths and words of one side, read off the changes alone: what is shown is all that there is."""
    hidden = "added" if side == "before" else "removed"
    return [
        (path, "".join(piece.text for piece in change.pieces if piece.mark != hidden))
        for change in changes
        if (path := getattr(change, side)) is not None
    ]


def path_words(path: str) -> str:
    """What a place is called on screen."""
    return {"": "Phần mở đầu", AFTER: "Phần kết"}.get(path, path)


def changed(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if change.kind != "same"]
