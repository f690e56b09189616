"""Tables as an office types them: a line for each row, its cells between bars. Plain data: no Django.

    | TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |
    | 1 | Rà soát mỏ đá | UBND xã | 30/6/2026 |
    | Tổng cộng | | | 1 |

The first row is the head; a row that begins with "Tổng" or "Cộng" closes the table in bold. "\\|" is a bar in a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from antoan.documents.rendering.paper import Align, Cell, Column, TableBlock

_BAR = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[-+]?\d[\d.,]*\s*%?")
_TOTAL = re.compile(r"(?:tổng|cộng)\b", re.IGNORECASE)
_RULE = re.compile(r"[|\s:-]+")  # "|---|---|", which other notations put below the head
_COUNTS = ("tt", "stt", "số tt", "số thứ tự")


def is_row(line: str) -> bool:
    return line.lstrip().startswith("|") and len(line.strip()) > 1


def cells_of(line: str) -> list[str]:
    """The cells of a typed row."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]


def line_of(cells: Iterable[str]) -> str:
    """A row as it is typed."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def groups(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in stretches: those of one table together, all others together."""
    for is_table, found in groupby(lines, is_row):
        yield is_table, list(found)


def table_of(lines: Sequence[str]) -> TableBlock:
    """The table of these rows; short rows are filled up, columns are as wide as their words need."""
    rows = [cells_of(line) for line in lines if not _RULE.fullmatch(line)] or [[""]]
    across = max(map(len, rows))
    rows = [row + [""] * (across - len(row)) for row in rows]
    head, body = rows[0], rows[1:]
    totals: list[list[str]] = []
    while body and _TOTAL.match(next((cell for cell in body[-1] if cell), "")):
        totals.insert(0, body.pop())
    columns = [_column(head[place], [row[place] for row in [*body, *totals]]) for place in range(across)]
    return TableBlock(columns=columns, rows=[[Cell(cell) for cell in row] for row in body], totals=totals)


def _column(title: str, texts: Sequence[str]) -> Column:
    """A column of running words is wide, one of numbers narrow and at the right, one that counts rows in the middle."""
    filled = [text for text in texts if text]
    align: Align = "left"
    if title.casefold().strip(" .") in _COUNTS:
        align = "center"
    elif filled and all(_NUMBER.fullmatch(text) for text in filled):
        align = "right"
    longest_word = max((len(word) for text in (title, *filled) for word in text.split()), default=1)
    longest = max((len(text) for text in filled), default=1)
    return Column(title, max(longest_word * 0.9, min(longest, 60) * 0.45, min(len(title), 20) * 0.4, 2.2), align)


def is_wide(lines: Iterable[str], *, most: int = 6) -> bool:
    """Whether a table among these lines needs the long side of the paper."""
    return any(is_row(line) and len(cells_of(line)) > most for line in lines)
