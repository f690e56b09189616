"""A list understood: every column of the grid read into values, the faults beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from antoan.core.text import fold
from antoan.documents.reading.detection import heal_characters
from antoan.workplaces.importing import cells
from antoan.workplaces.importing.kinds import Comparison, Faulty, Field, Kind, Mended, Setting
from antoan.workplaces.importing.reading import Grid
from antoan.workplaces.importing.tables import Table

_TOTALS = re.compile(r"(tong( cong| so)?|cong)\b[^a-z]*$")
_EMPTY = ("", None)


def understand(grid: Grid, columns: Mapping[str, int], kind: Kind, setting: Setting) -> Table:
    """Read the rows of a grid; empty rows and a last row of totals are left out. Equal cells are read once."""
    setting.is_1904 = grid.is_1904
    places = [columns[one.name] for one in kind.fields if one.name in columns]
    kept = [i for i, row in enumerate(grid.rows) if any(row[at] not in _EMPTY for at in places)]
    if kept and _is_total(grid.rows[kept[-1]], places):
        kept.pop()
    headings = {
        one.name: grid.headings[columns[one.name]] if one.name in columns else one.heading for one in kind.fields
    }
    table = Table(headings, dict(columns), [grid.first_row + i for i in kept], {})
    for note in grid.notes:
        table.notes[note] += 1
    is_whole = len(kept) == len(grid.rows)
    for one in kind.fields:
        if one.name not in columns:
            table.columns[one.name] = [one.empty] * len(kept)
            continue
        at = columns[one.name]
        raw = [row[at] for row in grid.rows] if is_whole else [grid.rows[i][at] for i in kept]
        _refuse_unreckoned(table, one, grid, at, raw)
        table.columns[one.name] = _read(table, one, raw, setting)
    return table


def _is_total(row: list[Any], places: list[int]) -> bool:
    words = [row[at] for at in places if isinstance(row[at], str) and row[at].strip()]
    return bool(words) and all(_TOTALS.match(fold(word)) for word in words[:1]) and len(words) == 1


def _refuse_unreckoned(table: Table, one: Field, grid: Grid, at: int, raw: list[Any]) -> None:
    if not grid.unreckoned:
        return
    column = letters(at)
    for i, number in enumerate(table.numbers):
        if f"{column}{number}" in grid.unreckoned and raw[i] in _EMPTY:
            table.fault(
                i,
                one.name,
                "formula_without_value",
                "Ô là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi.",
            )


def letters(at: int) -> str:
    """How Excel calls a column counted from 0: 27 → "AB"."""
    said, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        said = chr(65 + rest) + said
    return said


def _read(table: Table, one: Field, raw: list[Any], setting: Setting) -> list[Any]:
    raw = _healed(table, one, raw)
    if one.read is cells.commune:
        distinct = {cell for cell in raw if cell not in _EMPTY}
        setting.places.prepare({cells.said(cell) for cell in distinct})
    answers: dict[Any, Any] = {}
    values: list[Any] = []
    refused: set[Any] = set()
    for i, cell in enumerate(raw):
        try:
            known = answers[cell]
        except KeyError:
            known = answers[cell] = _answer(one, cell, setting)
            if known.__class__ is Faulty or known.__class__ is Mended:
                refused.add(cell)
        except TypeError:  # a cell that cannot be a key: none that calamine gives today
            known = _answer(one, cell, setting)
        if known.__class__ is Mended:
            table.mend(i, one.name, known.how)
            known = known.value
        elif known.__class__ is Faulty:
            if i not in table.bad or known.code != "missing" or not _is_said(table, i, one):
                table.fault(i, one.name, known.code, known.message)
            known = one.empty
        values.append(known)
    if one.read is cells.commune and setting.places.moved:
        seen = Counter(setting.places.moved[said] for cell in raw if (said := cells.said(cell)) in setting.places.moved)
        table.notes.update(seen)
    return values


def _is_said(table: Table, index: int, one: Field) -> bool:
    """Whether the cell was refused already: an empty formula is not missing besides."""
    return any(fault.row == table.numbers[index] and fault.column == table.headings[one.name] for fault in table.faults)


def _answer(one: Field, cell: Any, setting: Setting) -> Any:
    """A value, a `Mended` one or the `Faulty` that refuses the cell."""
    if cell in _EMPTY or (isinstance(cell, str) and not cell.strip()):
        return (
            Faulty("missing", f"Chưa ghi {one.heading[0].lower()}{one.heading[1:]}. Ô này bắt buộc.")
            if one.required
            else one.empty
        )
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        return Faulty("error_value", f"Ô có lỗi công thức {cell}. Hãy sửa công thức hoặc ghi giá trị.")
    try:
        return one.read(cell, setting)
    except Faulty as fault:
        return fault.with_traceback(None)  # kept for equal cells, without what was being done


def _healed(table: Table, one: Field, raw: list[Any]) -> list[Any]:
    """Text set in an old font (TCVN3, VNI) becomes readable; whether a column is, its own words tell."""
    sample = [cell for cell in dict.fromkeys(raw[:5000]) if isinstance(cell, str) and not cell.isascii()][:300]
    if not sample or (joined := "\n".join(sample)) == heal_characters(joined, least=2):
        return raw
    made: dict[str, str] = {}
    lines = [cell for cell in dict.fromkeys(raw) if isinstance(cell, str)]
    for start in range(0, len(lines), 500):
        some = [line.replace("\n", " ") for line in lines[start : start + 500]]
        made |= dict(
            zip(lines[start : start + 500], heal_characters("\n".join(some), least=1).split("\n"), strict=True)
        )
    table.notes[f"Cột “{table.headings[one.name]}” dùng phông chữ cũ (TCVN3 hoặc VNI): đã đổi sang Unicode."] += 1
    return [made.get(cell, cell) if isinstance(cell, str) else cell for cell in raw]


def compare(table: Table, kind: Kind, setting: Setting) -> Comparison:
    """What taking the table in would do, in the order of its rows; faults in the order of the file."""
    comparison = kind.compare(table, setting)
    for index in table.bad:
        comparison.status[index] = ""
    order = {one.name: at for at, one in enumerate(kind.fields)}
    by_heading = {heading: order[name] for name, heading in table.headings.items()}
    table.faults.sort(key=lambda fault: (fault.row, by_heading.get(fault.column, 99)))
    return comparison
