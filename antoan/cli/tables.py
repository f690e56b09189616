"""A table of the command line, from a CSV file as Excel or a program writes it; no Django and no database."""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from pathlib import Path
from unicodedata import normalize

from antoan.cli.main import complain

MOST_BYTES = 50_000_000


def read(path: Path, known: Sequence[str] = ()) -> list[tuple[int, dict[str, str]]]:
    """The rows under the heading, each with its number in the file; ends with a line of complaint where it cannot.

    Commas, semicolons and tabs part the cells, whichever stand in the heading. Names in `known` are recognised in any case.
    """
    if path.stat().st_size > MOST_BYTES:
        complain(f"{path.name} lớn hơn {MOST_BYTES // 1_000_000} MB. Hãy cộng trước theo dòng rồi đưa bảng đã cộng.")
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = normalize("NFC", raw.decode(encoding))
    except UnicodeDecodeError:
        complain(f"{path.name} không phải chữ UTF-8. Trong Excel: Lưu thành → CSV UTF-8.")
    if "\0" in text:
        complain(f"{path.name} không phải tệp CSV. Trong Excel: Lưu thành → CSV UTF-8.")
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        complain(f"{path.name} trống. Dòng đầu là tên cột, mỗi dòng sau là một hàng số liệu.")
    parted = max(",;\t", key=first.count)
    reader = csv.reader(lines, delimiter=parted, strict=True)
    heading: list[str] | None = None
    rows = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading = _heading(path, cells, known)
                continue
            if len(cells) != len(heading):
                complain(
                    f"{path.name}, dòng {reader.line_num}: có {len(cells)} ô mà tiêu đề có {len(heading)} cột. "
                    "Ô có dấu phẩy bên trong phải đặt trong ngoặc kép."
                )
            rows.append((reader.line_num, dict(zip(heading, (cell.strip() for cell in cells), strict=True))))
    except csv.Error:
        complain(f"{path.name}, dòng {reader.line_num}: ngoặc kép chưa đóng hoặc đặt sai chỗ.")
    return rows


def _heading(path: Path, cells: list[str], known: Sequence[str]) -> list[str]:
    """The names of the columns."""
    as_known = {name.casefold(): name for name in known}
    names = [as_known.get(cell.strip().casefold(), cell.strip()) for cell in cells]
    for place, name in enumerate(names, 1):
        if not name:
            complain(f"{path.name}, cột {place}: dòng tiêu đề thiếu tên cột.")
        if names.count(name) > 1:
            complain(f"{path.name}: có hai cột cùng tên “{name}”. Hãy bỏ hoặc đổi tên một cột.")
    return names
