"""The body as a tree: which line opens a provision, which continues a paragraph, what is a title and what is text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from antoan.documents.parsing.labels import Reading, Sequence, cites, readings
from antoan.documents.parsing.lines import Layout, Line, heal_spans
from antoan.documents.parsing.sentences import split_sentences
from antoan.documents.tree import Paragraph, Provision

_BULLET = re.compile(r"[-–—+•*●▪○◦]\s+|[-–•●▪](?=[^\W\d_])")
_LONGEST_FINISHED = 60
"""Characters up to which the words of an article that end like a sentence may still be its title."""
_STATES = re.compile(r"\b(?:này|kể từ|có hiệu lực|thi hành từ)\b")  # "Quyết định này có hiệu lực kể từ ngày ký."
_TITLED = frozenset({"part", "chapter", "section", "subsection", "roman", "capital"})
_BODIES = re.compile(
    r"(?:(?:Giao|Đề nghị|Mời|Yêu cầu|Các)\s+)*(?:UBND|HĐND|MTTQ|Ủy ban|Uỷ ban|Hội đồng|Đảng ủy|Đảng uỷ|Huyện ủy|Thành ủy|Tỉnh ủy|Sở|Phòng|Ban|"
    r"Trung tâm|Công an|Bộ|Đài|Cơ quan|Hội|Liên đoàn|Liên hiệp|Đoàn|Thành đoàn|Đại sứ quán|Văn phòng|Chi cục|Cục|Trường|Tổng|Công ty|Đơn vị)\b"
    r"(?!.*(?: chủ trì| có trách nhiệm| tổ chức | xây dựng | thực hiện | phối hợp với))",
    re.IGNORECASE,
)  # a heading that only names who must act
_LEAD_IN = re.compile(
    r"\b(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|như sau|sau đây|sau|gồm|gồm có|bao gồm|yêu cầu)\s*:$",
    re.IGNORECASE,
)  # words that ask or announce: more than the name of a matter or a body
_QUOTE_OPEN, _QUOTE_CLOSE = "“", "”"


@dataclass
class _Node:
    """A provision being built: its first words and the paragraphs below them, as spans of lines."""

    reading: Reading
    path: str
    start: int
    label_end: int
    head: list[tuple[int, int]] = field(default_factory=list)
    blocks: list[list[tuple[int, int]]] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def read_body(text: str, lines: list[Line], layout: Layout) -> tuple[list[Paragraph], list[Provision]]:
    """Paragraphs before the first label, and the tree. `lines` are those of the body alone."""
    opening: list[list[tuple[int, int]]] = []
    roots: list[_Node] = []
    sequence = Sequence()
    stack: list[_Node] = []
    above: Line | None = None
    is_quoted = False  # inside the new wording of an amended provision, whose numbers are not this document's
    for line in lines:
        if line.noise or line.table is not None:
            continue
        reading, depth = None, None
        if line.text.startswith(_QUOTE_OPEN) and above is not None and above.text.rstrip().endswith(":"):
            is_quoted = True
        if not is_quoted:
            reading, depth = _label(line, above, layout, sequence)
        if reading is not None and depth is not None:
            del stack[depth:]
            parent = stack[-1] if stack else None
            node = _Node(reading, _path(parent, reading), line.start, line.start + reading.length)
            (parent.children if parent else roots).append(node)
            sequence.push(reading, depth, node)
            stack.append(node)
            if node.label_end < line.end:
                node.head.append((node.label_end, line.end))
        elif stack:
            _add(stack[-1], line, above, layout)
        else:
            _extend(opening, line, above, layout)
        if _QUOTE_CLOSE in line.text:
            is_quoted = False
        above = line
    paragraphs = [paragraph for block in opening if (paragraph := _paragraph(text, block))]
    return paragraphs, [_finish(text, node) for node in roots]


def _label(line: Line, above: Line | None, layout: Layout, sequence: Sequence) -> tuple[Reading | None, int | None]:
    apart = layout.begins_apart(above, line)
    if above is not None and not apart and cites(above.text):
        return None, None
    for reading in readings(line.text):
        rest = line.text[reading.length :].lstrip()
        if rest[:1].islower() and not apart:
            continue
        depth = sequence.place(reading, apart=apart)
        if depth is not None:
            return reading, depth
    return None, None


def _path(parent: _Node | None, reading: Reading) -> str:
    if parent is None:
        return reading.label
    own = reading.label
    if reading.style == "decimal":  # 3.1 under 3 is V.3.1; under V alone it is V.3.1 as well
        tail = parent.path.split(".")
        parts = own.split(".")
        if len(parts) > 1 and tail[-len(parts) + 1 :] == parts[:-1]:
            own = parts[-1]
    if reading.style == "article":  # articles count through all chapters and are cited without them
        return own
    return f"{parent.path}.{own}"


def _is_bullet(line: Line, above: Line | None, layout: Layout) -> bool:
    """Whether a dash opens a point of a list, and is not one that happened to fall at the beginning of a wrapped line."""
    if not _BULLET.match(line.text):
        return False
    if above is None or layout.one_line_each or above.ends_sentence or (line.blank and not layout.double_spaced):
        return True
    if layout.indented:
        return line.indent >= layout.margin + 2
    return above.reach + 1 + len(line.first_word) < layout.room


def _add(node: _Node, line: Line, above: Line | None, layout: Layout) -> None:
    if not node.blocks and _continues_head(node, line, above, layout):
        node.head.append((line.start, line.end))
        return
    _extend(node.blocks, line, above, layout)


def _continues_head(node: _Node, line: Line, above: Line | None, layout: Layout) -> bool:
    if above is None or _is_bullet(line, above, layout):
        return False
    if not node.head:
        return True
    if node.reading.style in _TITLED and above.text.isupper() != line.text.isupper() and above.text.isupper():
        return False
    return layout.joins(above, line)


def _extend(blocks: list[list[tuple[int, int]]], line: Line, above: Line | None, layout: Layout) -> None:
    if not blocks or above is None or _is_bullet(line, above, layout) or not layout.joins(above, line):
        blocks.append([])
    blocks[-1].append((line.start, line.end))


def _paragraph(text: str, spans: list[tuple[int, int]]) -> Paragraph | None:
    healed = heal_spans(text, spans)
    if not healed.text.strip():
        return None
    match = _BULLET.match(healed.text)
    begin = match.end() if match else 0
    words = healed.text[begin:].strip()
    if not words:
        return None
    return Paragraph(words, spans[0][0], spans[-1][1], split_sentences(healed, begin))


def _finish(text: str, node: _Node) -> Provision:
    title, heading_end, first = _title(text, node)
    paragraphs = [
        paragraph for block in ([first] if first else []) + node.blocks if (paragraph := _paragraph(text, block))
    ]
    children = [_finish(text, child) for child in node.children]
    ends = [heading_end, *(p.end for p in paragraphs), *(c.end for c in children)]
    return Provision(
        node.reading.label,
        node.path,
        title,
        node.start,
        max(ends),
        heading_end,
        paragraphs=paragraphs,
        children=children,
    )


def _title(text: str, node: _Node) -> tuple[str, int, list[tuple[int, int]]]:
    """The title, where the heading ends, and the spans of the head's words that are text and not title."""
    if not node.head:
        return "", node.label_end, []
    healed = heal_spans(text, node.head)
    words = healed.text.strip()
    end = node.head[-1][1]
    if node.reading.style in _TITLED:
        return words.rstrip(" ."), end, []
    has_more = bool(node.blocks or node.children)
    listed = bool(node.children) or bool(
        node.blocks and _BULLET.match(text[node.blocks[0][0][0] : node.blocks[0][0][0] + 3])
    )
    if listed and len(words) < 180 and ";" not in words and words.count(". ") == 0 and _BODIES.match(words):
        return words.rstrip(" .:"), end, []
    finished = words.endswith((".", ";", "!", "?", "…"))
    colon = words.find(":")
    # "UBND các phường: Ba Đình, Hoàn Kiếm" over a list of points is one name, not a matter and its text.
    if 0 < colon < len(words) - 1 and _names(words[:colon]) and (finished or not has_more):
        at = healed.text.index(":")
        begin = healed.offsets[at] + 1
        rest = [(max(start, begin), stop) for start, stop in node.head if stop > begin]
        return words[:colon].strip(), begin, rest
    if node.reading.style == "article":
        longest = _LONGEST_FINISHED if finished else 250
        is_title = has_more and len(words) < longest and words.count(".") <= 1 and not _LEAD_IN.search(words)
        is_title = is_title and not (finished and _STATES.search(words))
        return (words.rstrip(" .:"), end, []) if is_title else ("", node.label_end, node.head)
    if words.endswith(":"):
        short = len(words) < 160 and has_more and not _LEAD_IN.search(words)
        return (words.rstrip(" :"), end, []) if short else ("", node.label_end, node.head)
    if has_more and not finished and len(words) < 300:
        return words, end, []
    return "", node.label_end, node.head


def _names(words: str) -> bool:
    """Whether the words before a colon only name a matter, which is short, or bodies, which may be many."""
    is_short = len(words) <= 90 and len(words.split()) <= 16
    is_bodies = len(words) <= 300 and _BODIES.match(words) is not None
    return (is_short or is_bodies) and not re.search(r"[.;!?]\s", words)
