"""Sentences of a healed paragraph. A semicolon does not end one here: deeds are told apart later."""

from __future__ import annotations

import re

from antoan.documents.parsing.lines import Healed
from antoan.documents.tree import Sentence

_STOP = re.compile(r"(?:\./\.|[.!?…]+)[”\"’»)\]]*(?=\s)")
# Written with a full stop and followed by a name or a number, so the stop ends nothing.
_ABBREVIATIONS = frozenset(
    "tp tx tt p q h x đ đ/c đ/c. đc ths th.s ts pgs gs bs ks cn ls ths.bs ct tm kt tl tuq t/m k/t t/l vd v.d vv v.v tr "
    "st mr mrs ms dr no nxb ub pgđ gđ pct bt pbt".split()
)
_CLASS_WORDS = frozenset("nhóm loại bảng mục cấp hạng biểu lục mẫu phần khu lô tổ khối vitamin gan".split())


def split_sentences(healed: Healed, begin: int = 0) -> list[Sentence]:
    """Sentences of `healed.text[begin:]`, each with its place in the whole text."""
    text = healed.text
    sentences: list[Sentence] = []
    start = begin
    depth = _depths(text)
    for match in _STOP.finditer(text, begin):
        if match.end() < len(text) - 1 and depth(match.start()) == 0 and _ends(text, match):
            _keep(healed, start, match.end(), sentences)
            start = match.end()
    _keep(healed, start, len(text), sentences)
    return sentences


def _keep(healed: Healed, start: int, end: int, sentences: list[Sentence]) -> None:
    while start < end and healed.text[start].isspace():
        start += 1
    if start < end:
        sentences.append(Sentence(healed.text[start:end], healed.offsets[start], healed.offsets[end - 1] + 1))


def _depths(text: str):
    """Tell how deep in brackets a place is; an unclosed bracket counts for nothing."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            opened = match.start() if opened is None else opened
        elif opened is not None:
            spans.append((opened, match.start()))
            opened = None
    cursor = 0

    def depth(place: int) -> int:
        nonlocal cursor
        while cursor < len(spans) and spans[cursor][1] < place:
            cursor += 1
        return int(cursor < len(spans) and spans[cursor][0] < place)

    return depth


def _ends(text: str, match: re.Match[str]) -> bool:
    mark = match[0]
    after = text[match.end() : match.end() + 3].lstrip()[:1]
    if mark.startswith("./."):
        return True
    if mark.startswith(("..", "…", "!", "?")):
        return not after.islower() and after not in ",;:)"
    head = text[max(0, match.start() - 12) : match.start()]
    word = re.split(r"[\s(“\"]", head)[-1]
    folded = word.lower()
    if folded in ("v.v", "vv", "v..v"):
        return not after.islower() and after not in ",;:)"
    if folded in _ABBREVIATIONS and not (word.islower() and len(word) > 3):
        return False
    if len(word) == 1 and word.isupper():  # an initial, unless it names a class: "nhóm B. Các đơn vị"
        before = text[max(0, match.start() - 14) : match.start() - 1].split()
        return bool(before) and before[-1].lower() in _CLASS_WORDS
    if word.isdigit() and len(word) <= 2 and after.isdigit():  # "15. 6. 2024"
        return False
    return after not in ",;"
