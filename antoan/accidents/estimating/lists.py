"""What the estimate starts from: how many people stand on which of the lists, read from rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

MOST_SOURCES = 4
LINK_COLUMNS = ("link_precision", "link_recall")


class BadLists(ValueError):
    """The table cannot be read as lists; the message names row and column and says what to write instead."""


@dataclass(frozen=True)
class Links:
    """How far the links between the lists can be trusted: the share of links that are true, of true ones found."""

    precision: float = 1.0
    recall: float = 1.0

    @property
    def are_perfect(self) -> bool:
        return self.precision == self.recall == 1.0


@dataclass(frozen=True)
class Lists:
    """Counts by pattern. Bit i of a pattern says whether the person stands on source i; pattern 0 nobody could see."""

    sources: tuple[str, ...]
    counts: np.ndarray
    links: Links = field(default_factory=Links)

    @property
    def observed(self) -> int:
        return int(self.counts.sum())

    @property
    def sizes(self) -> list[int]:
        """How many people each source names."""
        patterns = np.arange(len(self.counts))
        return [int(self.counts[(patterns >> i & 1) == 1].sum()) for i in range(len(self.sources))]

    @property
    def seen_times(self) -> list[int]:
        """How many people stand on exactly 1, 2 … of the lists."""
        times = np.array([int(p).bit_count() for p in range(len(self.counts))])
        return [int(self.counts[times == t].sum()) for t in range(1, len(self.sources) + 1)]


def read(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    *,
    by: Sequence[str] = (),
    among: Sequence[str] = (),
    links: Links | None = None,
) -> dict[str, Lists]:
    """The lists of each stratum (of one, named "", without `by`), in the order in which the strata first appear.

    `rows` are pairs of the row's number in the file and its cells. A pattern that is written twice is added up, so a
    file may also hold one row for each person. Every column is a source but those known and those of `by`; where `among`
    names the sources, all other columns are left out of account.

    Raises:
        BadLists: a cell, a column or the whole cannot be read.
    """
    if not rows:
        raise BadLists(
            "Tệp không có dòng nào dưới dòng tiêu đề. Hãy ghi mỗi tổ hợp nguồn một dòng, cột count là số người."
        )
    columns = list(rows[0][1])
    if "count" not in columns:
        raise BadLists(f"Thiếu cột “count” (số người của mỗi tổ hợp). Các cột đã thấy: {', '.join(columns)}.")
    for name in (*by, *among):
        if name not in columns:
            raise BadLists(f"Không có cột “{name}”. Các cột đã thấy: {', '.join(columns)}.")
    sources = tuple(among) or tuple(name for name in columns if name not in ("count", *by, *LINK_COLUMNS))
    if twice := set(sources) & {"count", *by} or {name for name in sources if sources.count(name) > 1}:
        raise BadLists(f"Cột “{min(twice)}” được dùng hai lần; một cột chỉ là nguồn, là nhóm, hoặc là số người.")
    if len(sources) < 2:
        raise BadLists(
            f"Cần ít nhất hai cột nguồn (0 hoặc 1) cạnh cột “count”; chỉ thấy: {', '.join(sources) or 'không có'}."
        )
    if len(sources) > MOST_SOURCES:
        raise BadLists(
            f"Thấy {len(sources)} cột nguồn ({', '.join(sources)}); tính được với hai, ba hoặc bốn. "
            "Hãy gộp các nguồn gần nhau, hoặc chỉ rõ nguồn bằng --sources và cột chia nhóm bằng --by."
        )
    counts: dict[str, np.ndarray] = {}
    said: dict[str, Links] = {}
    for number, row in rows:
        for name in by:
            if not (row.get(name) or "").strip():
                raise BadLists(f"Dòng {number}, cột “{name}”: để trống. Hãy ghi tên nhóm.")
        stratum = " · ".join(row[name].strip() for name in by)
        pattern = sum(_mark(row.get(name), name, number) << i for i, name in enumerate(sources))
        count = _count(row.get("count"), number)
        if pattern == 0 and count:
            raise BadLists(
                f"Dòng {number}: không nguồn nào ghi 1 mà count là {count}. Người không có ở nguồn nào thì chưa ai đếm "
                "được; hãy bỏ dòng này."
            )
        counts.setdefault(stratum, np.zeros(1 << len(sources), dtype=np.int64))[pattern] += count
        own = _own_links(row, number)
        if own is not None and said.setdefault(stratum, own) != own:
            raise BadLists(
                f"Dòng {number}: {' và '.join(LINK_COLUMNS)} khác các dòng trên của cùng nhóm. Hãy ghi một giá trị cho mỗi nhóm."
            )
    return {name: Lists(sources, held, said.get(name, links or Links())) for name, held in counts.items()}


def _mark(text: str | None, column: str, number: int) -> int:
    text = (text or "").strip()
    if text not in ("0", "1"):
        raise BadLists(
            f"Dòng {number}, cột “{column}”: “{text}” không phải 0 hoặc 1. Nếu đây không phải là nguồn, hãy chia nhóm theo nó "
            "(--by) hoặc chỉ rõ các nguồn (--sources)."
        )
    return int(text)


def _count(text: str | None, number: int) -> int:
    text = (text or "").strip()
    if not text.isascii() or not text.isdigit():
        raise BadLists(
            f"Dòng {number}, cột “count”: “{text}” không phải số nguyên không âm. Hãy ghi số người, ví dụ 12."
        )
    if len(text) > 9:
        raise BadLists(f"Dòng {number}, cột “count”: {text} quá lớn; nhiều nhất 999999999.")
    return int(text)


def _own_links(row: Mapping[str, str], number: int) -> Links | None:
    """What the row itself says of the links of its stratum."""
    values = []
    for column in LINK_COLUMNS:
        text = (row.get(column) or "").strip().replace(",", ".")
        if not text:
            values.append(1.0)
            continue
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 < value <= 1:
            raise BadLists(
                f"Dòng {number}, cột “{column}”: “{text}” không phải tỷ lệ lớn hơn 0, nhiều nhất 1, ví dụ 0.97."
            )
        values.append(value)
    return Links(*values) if any(row.get(column) for column in LINK_COLUMNS) else None
