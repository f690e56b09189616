"""Tables in running text: cells parted by tabs or bars, or set in columns by blanks, known by their heading row."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from antoan.documents.tree import ReadCell, ReadTable

_PIECE = re.compile(r"\S+(?: \S+)*")  # two blanks or more part the columns
_ORDINAL_HEAD = re.compile(r"(?:STT|TT|Số TT|Số thứ tự)\.?$", re.IGNORECASE)
_HEAD = re.compile(
    r"\b(?:STT|TT|nội dung|nhiệm vụ|công việc|hoạt động|chủ trì|phối hợp|thực hiện|thời gian|thời hạn|tiến độ|hoàn thành|"
    r"sản phẩm|kết quả|đơn vị|cơ quan|phụ trách|kinh phí|ghi chú)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ]|[a-zđ])[.)]?$")
_BORDER = re.compile(r"\s*[-+=|:_ ]{3,}\s*$")
_PAGE = re.compile(r"\s*[-–]?\s*\d{1,4}\s*[-–]?\s*$")
_ENDS = re.compile(r"\s*(?:Nơi nhận|PHỤ LỤC|Phụ lục|Ghi chú:|TM\.|KT\.|T/M|Điều \d)")
_LONGEST_HEAD = 60
"""Characters of a heading cell; what is longer is a sentence that happens to stand apart."""
_LONGEST_CELL_LINE = 70
_OCCUPIED = 0.05
"""Share of lines that may reach into the blank between two columns (a title over the whole width)."""


@dataclass(frozen=True)
class _Piece:
    """Words of a line that stand apart: their columns in the line and their offset in the text."""

    words: str
    left: int
    right: int
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)


@dataclass(frozen=True)
class _Line:
    text: str
    start: int

    @property
    def pieces(self) -> list[_Piece]:
        return [_Piece(m[0], m.start(), m.end(), self.start + m.start()) for m in _PIECE.finditer(self.text)]

    @property
    def mark(self) -> str:
        """What parts the cells of this line: a tab, a bar, or nothing but blanks."""
        if "\t" in self.text:
            return "\t"
        return "|" if self.text.count("|") >= 2 else ""

    @property
    def cells(self) -> list[_Piece]:
        """The cells between marks, empty ones too."""
        mark = self.mark
        text, shift = self.text, 0
        if mark == "|":
            shift = len(text) - len(text.lstrip()) + text.lstrip().startswith("|")
            text = text[shift:].rstrip().removesuffix("|")
        result, at = [], shift
        for cell in text.split(mark):
            left = at + len(cell) - len(cell.lstrip())
            words = cell.strip()
            result.append(_Piece(words, left, left + len(words), self.start + (left if words else at)))
            at += len(cell) + 1
        return result


def find_tables(text: str) -> list[ReadTable]:
    """The tables of a text, in order. A table begins with a row of headings ("STT, Nội dung, Chủ trì, Thời gian")."""
    lines: list[_Line] = []
    at = 0
    for raw in text.split("\n"):
        lines.append(_Line(raw, at))
        at += len(raw) + 1
    tables: list[ReadTable] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        table = None
        stop = index + 1
        if _HEAD.search(line.text):
            if line.mark and _is_heading(line.cells):
                table, stop = _parted(lines, index)
            elif not line.mark and _is_heading(line.pieces):
                table, stop = _aligned(lines, index)
        if table is not None:
            tables.append(table)
        index = stop
    return tables


def _is_heading(pieces: list[_Piece]) -> bool:
    filled = [piece.words for piece in pieces if piece.words]
    if len(filled) < 3 or any(len(words) > _LONGEST_HEAD for words in filled):
        return False
    known = sum(_HEAD.search(words) is not None for words in filled)
    return known >= 2 and (_ORDINAL_HEAD.match(filled[0]) is not None or known == len(filled))


def _parted(lines: list[_Line], first: int) -> tuple[ReadTable | None, int]:
    """A table whose cells stand between tabs or bars. Where rules part its rows, the lines between two rules are one row."""
    mark = lines[first].mark
    ruled = first > 0 and lines[first - 1].text.lstrip().startswith("+")
    rows: list[list[list[_Piece]]] = []
    is_new, stop = True, first
    for index in range(first, len(lines)):
        line = lines[index]
        if _BORDER.match(line.text) and not line.text.isspace() and mark == "|":
            is_new, stop = True, index + 1
        elif line.mark == mark:
            cells = line.cells
            if is_new or not ruled:
                rows.append([[] for _ in cells])
            rows[-1] += [[] for _ in cells[len(rows[-1]) :]]
            for place, cell in zip(rows[-1], cells, strict=False):
                place.append(cell)
            is_new, stop = False, index + 1
        elif line.text.strip() or stop < index:
            break
    return _table(rows), stop


def _aligned(lines: list[_Line], anchor: int) -> tuple[ReadTable | None, int]:
    """A table set in columns by blanks, as a PDF's text layer or an old typewritten file holds it."""
    first = anchor
    left = lines[anchor].pieces[0].left
    while first > 0 and _heads_on(lines[first - 1], left):
        first -= 1
    heads = lines[anchor].pieces
    block: list[_Line | None] = list(lines[first : anchor + 1])  # None: an empty line
    stop = anchor + 1
    for index in range(anchor + 1, len(lines)):
        line = lines[index]
        if not line.text.strip() or (_PAGE.match(line.text) and not block[-1]):
            block.append(None)
        elif _ENDS.match(line.text) or not _fits(line, heads):
            break
        else:
            block.append(line)
            stop = index + 1
    while block and block[-1] is None:
        block.pop()
    edges = _edges([line for line in block if line is not None])
    if len(edges) < 2:
        return None, stop
    return _table(_rows(block, edges, anchor - first)), stop


def _heads_on(line: _Line, left: int) -> bool:
    """Whether a line above the row of "STT" still belongs to the headings, which stand on several lines."""
    pieces = line.pieces
    return len(pieces) > 1 and pieces[0].left > left and all(len(piece.words) < 30 for piece in pieces)


def _fits(line: _Line, heads: list[_Piece]) -> bool:
    """Whether a line can be part of a table under these headings, and is no paragraph behind it."""
    pieces = line.pieces
    if any(len(piece.words) > _LONGEST_CELL_LINE for piece in pieces):
        return False
    if len(pieces) > 1:
        return pieces[-1].left > heads[1].left or _ORDINAL.match(pieces[0].words) is not None
    only = pieces[0]
    before = [0, *(head.right for head in heads)]
    after = [*(head.left for head in heads[1:]), only.right]
    return any(
        only.left >= max(0, b - 2) and only.left >= heads[0].left and only.right <= a + 3
        for b, a in zip(before, after, strict=False)
    )


def _edges(lines: list[_Line]) -> list[int]:
    """Where one column ends and the next begins: the middles of the stretches that are blank on nearly every line."""
    full = [line for line in lines if len(line.pieces) > 2]
    taken: Counter[int] = Counter()
    for line in full:
        for piece in line.pieces:
            taken.update(range(piece.left, piece.right))
    if not taken:
        return []
    allowed = int(len(full) * _OCCUPIED)
    used = [place for place in range(max(taken) + 1) if taken[place] > allowed]
    return [(a + b + 1) // 2 for a, b in pairwise(used) if b - a > 2]


def _rows(block: list[_Line | None], edges: list[int], anchor: int) -> list[list[list[_Piece]]]:
    """The lines of a table as rows: a number in the first column opens one, or an empty line where rows have none."""
    by_number = any(
        line and (p := line.pieces) and p[0].left < edges[0] and _ORDINAL.match(p[0].words) for line in block
    )
    chunks = _chunks(block) if by_number else []
    # An empty line after every row: then a number may stand in the middle of its row's lines.
    by_blanks = not by_number or (len(chunks) > 2 and all(_numbers(chunk, edges) <= 1 for chunk in chunks))
    rows: list[list[list[_Piece]]] = []
    is_new = True
    for place, line in enumerate(block):
        if line is None:
            is_new = is_new or by_blanks
            continue
        pieces = line.pieces
        numbered = pieces[0].left < edges[0] and _ORDINAL.match(pieces[0].words) is not None
        if place > anchor and not by_blanks and numbered:
            is_new = True
        if is_new or (place == anchor + 1 and not by_number):
            rows.append([[] for _ in range(len(edges) + 1)])
        is_new = False
        for piece in pieces:
            rows[-1][sum(edge <= piece.left for edge in edges)].append(piece)
    return rows


def _chunks(block: list[_Line | None]) -> list[list[_Line]]:
    chunks: list[list[_Line]] = [[]]
    for line in block:
        if line is not None:
            chunks[-1].append(line)
        elif chunks[-1]:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _numbers(chunk: list[_Line], edges: list[int]) -> int:
    first = (line.pieces[0] for line in chunk)
    return sum(piece.left < edges[0] and _ORDINAL.match(piece.words) is not None for piece in first)


def _table(rows: list[list[list[_Piece]]]) -> ReadTable | None:
    """The table of these rows; None where it has no row below its headings."""
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 3:
        return None
    cells: list[ReadCell] = []
    for number, row in enumerate(rows):
        filled = [place for place, pieces in enumerate(row) if any(piece.words for piece in pieces)]
        for column, pieces in enumerate(row):
            said = [piece for piece in pieces if piece.words]
            alone = len(filled) == 1 and filled[0] == column
            if said:
                text = "\n".join(piece.words for piece in said)
                span = columns - column if alone else 1
                cells.append(ReadCell(text, said[0].start, said[-1].end, number, column, colspan=span))
    if not cells:
        return None
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    return ReadTable(start, end, len(rows), columns, cells)
