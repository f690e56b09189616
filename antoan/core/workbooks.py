"""Taking a workbook apart, in a process of its own (`confined`): so this module imports next to nothing."""

from __future__ import annotations

import gc
import html
import io
import marshal
import re
import zipfile
from typing import Any

import python_calamine

from antoan.core.confined import Burst

_UNPACKED = 600 * 1024 * 1024  # bytes into which a workbook may unfold


def extract_book(data: bytes, row_limit: int, column_limit: int) -> dict[str, Any]:
    """What `open_book` needs of a workbook. Called in its own process.

    Raises:
        ValueError: it is no workbook. PermissionError: it has a password. Burst: it would unfold into too much.
    """
    gc.disable()  # the process ends with this: what would be collected is a million cells still wanted
    archive = _archive(data)
    if archive is not None and sum(part.file_size for part in archive.infolist()) > _UNPACKED:
        raise Burst
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        visible = python_calamine.SheetVisibleEnum.Visible
        hidden = {meta.name for meta in workbook.sheets_metadata if meta.visible != visible}
        sheets: list[tuple[Any, ...]] = []
        for sheet_name in workbook.sheet_names:
            if sheet_name in hidden:
                continue
            sheet = workbook.get_sheet_by_name(sheet_name)
            height, width = sheet.total_height, sheet.total_width
            is_within = height <= row_limit and width <= column_limit
            rows = _packed(sheet.to_python(skip_empty_area=False)) if is_within else []
            merged = tuple(sheet.merged_cell_ranges or ()) if is_within else ()
            sheets.append((sheet_name, height, width, rows, merged, frozenset()))
    except python_calamine.PasswordError as error:
        raise PermissionError(str(error)) from error
    except python_calamine.CalamineError as error:
        raise ValueError(str(error)) from error
    facts = {"sheets": sheets, "hidden": sorted(hidden), "is_1904": False, "has_macros": False}
    if archive is not None and "xl/workbook.xml" in archive.namelist():
        facts |= _facts_of(archive)
        unreckoned = _unreckoned(archive)
        facts["sheets"] = [(*sheet[:5], unreckoned.get(sheet[0], frozenset())) for sheet in sheets]
    return facts


def _packed(rows: list[list[Any]]) -> bytes | list[list[Any]]:
    """The cells in the fastest form that holds them: most sheets hold words and numbers alone."""
    try:
        return marshal.dumps(rows)
    except ValueError:  # days
        return rows


def _archive(data: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return None


def _facts_of(archive: zipfile.ZipFile) -> dict[str, bool]:
    head = archive.read("xl/workbook.xml")
    return {
        "is_1904": re.search(rb'date1904="(1|true)"', head) is not None,
        "has_macros": "xl/vbaProject.bin" in archive.namelist(),
    }


_EMPTY_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def _unreckoned(archive: zipfile.ZipFile) -> dict[str, frozenset[str]]:
    """By sheet: the cells whose formula was saved without its result, as programs do that are not Excel."""
    parts = archive.namelist()
    if "xl/_rels/workbook.xml.rels" not in parts:
        return {}
    targets = {}
    for relation in re.findall(rb"<Relationship [^>]*>", archive.read("xl/_rels/workbook.xml.rels")):
        key, target = re.search(rb'Id="([^"]*)"', relation), re.search(rb'Target="/?(?:xl/)?([^"]*)"', relation)
        if key and target:
            targets[key[1]] = f"xl/{target[1].decode()}"
    found = {}
    for sheet in re.findall(rb"<sheet [^>]*>", archive.read("xl/workbook.xml")):
        name, key = re.search(rb'name="([^"]*)"', sheet), re.search(rb'r:id="([^"]*)"', sheet)
        part = targets.get(key[1]) if key else None
        if name is None or part not in parts or not _has_formula(archive, part):
            continue
        cells = _EMPTY_FORMULA.findall(archive.read(part))
        found[html.unescape(name[1].decode())] = frozenset(cell.decode() for cell in cells)
    return found


def _has_formula(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as stream:
        before = b""
        while block := stream.read(1 << 20):
            if b"<f>" in before + block or b"<f " in before + block:
                return True
            before = block[-3:]
    return False
