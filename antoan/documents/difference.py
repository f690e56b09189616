"""What changed between two versions, provision by provision, word by word. Plain data: no Django.

Provisions of equal words are the same wherever they now stand, so that a new item in the middle does not mark all that
follow; of the others, those belong together that share most of their words.
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
_ALIKE = 0.4  # share of common words from which a provision is the old one, changed
_MANY = 2500  # pairs that are compared word by word
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
    "position": "Chức vụ", "name": "Người ký", "secretary_post": "Tư cách người ghi", "secretary": "Người ghi biên bản",
    "deciding": "Thẩm quyền ban hành",
}  # fmt: skip


def difference(before: Content, after: Content) -> list[Change]:
    """Header and body of both, in the order of the later one; what was taken out stands where it stood."""
    return align(_all_parts(before), _all_parts(after))


def _all_parts(content: Content) -> list[Part]:
    header = [
        Part(title, tuple(value) if isinstance(value, list) else (value,))
        for name, title in _HEADER_NAMES.items()
        if (value := content["header"].get(name))
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


def _alike(old: Part, new: Part) -> float:
    """How much of the words two provisions share, from 0 to 1; a little more where they stand in the same place."""
    if old.path == new.path and old.path in _HEADER_NAMES.values():
        return 1.0
    matcher = SequenceMatcher(None, old.bare.split(), new.bare.split(), autojunk=False)
    share = matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
    return 0.0 if share < _ALIKE else share + (0.2 if old.path == new.path else 0.0)


def _pairs(before: Sequence[Part], after: Sequence[Part]) -> list[tuple[int, int]]:
    """Which provisions are the same one, changed: the pairs that share most words in all, none crossing another."""
    if len(before) * len(after) > _MANY:  # rewritten from end to end: the places alone decide
        matcher = SequenceMatcher(None, [part.path for part in before], [part.path for part in after], autojunk=False)
        return [(i + n, j + n) for i, j, size in matcher.get_matching_blocks() for n in range(size)]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = [[_alike(old, new) for new in after] for old in before]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = best[i + 1][j + 1] + alike[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together if alike[i][j] else 0.0)
    pairs, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _replaced(before: Sequence[Part], after: Sequence[Part]) -> list[Change]:
    """A stretch that differs: what was changed, between it what went and what came."""
    changes: list[Change] = []
    i = j = 0
    for k, m in [*_pairs(before, after), (len(before), len(after))]:
        changes += [Change("removed", old.path, None, (Piece(old.text, "removed"),)) for old in before[i:k]]
        changes += [Change("added", None, new.path, (Piece(new.text, "added"),)) for new in after[j:m]]
        if k < len(before) and m < len(after):
            old, new = before[k], after[m]
            changes.append(Change("changed", old.path, new.path, pieces(old.text, new.text)))
        i, j = k + 1, m + 1
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
