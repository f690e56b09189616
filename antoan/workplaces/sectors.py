"""Branches of the economy: VSIC 2018 codes as the register keeps them, and the letters of 2018 and 2025 for statistics.

A code is known by list, edition and code: L is real estate in 2018 and finance in 2025 (data/README.md).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from antoan.core.text import fold

DATA = Path(__file__).parent / "data"
SINCE_2025 = date(2025, 11, 15)  # Quyết định 36/2025/QĐ-TTg in force


@dataclass(frozen=True)
class Sector:
    """One branch: its code in VSIC 2018, its name, and the letter of its section."""

    code: str
    name: str
    letter: str

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


@cache
def all_sectors() -> dict[str, Sector]:
    """The sections (A to U) and divisions (01 to 99) of VSIC 2018 by code, in the order of the list."""
    with (DATA / "vsic_2018.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row["code"]: Sector(row["code"], row["name_vi"], row["parent_code"] or row["code"]) for row in rows}


def sections() -> list[Sector]:
    return [sector for sector in all_sectors().values() if sector.code.isalpha()]


@cache
def sections_2025() -> dict[str, str]:
    """The letters of VSIC 2025 and their names."""
    with (DATA / "vsic_2025_level1.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row["name_vi"] for row in csv.DictReader(lines)}


def sector_of(code: str) -> Sector | None:
    """The section or division to which a code of any of the five levels belongs: "0810" → 08. None: no such code."""
    code = code.strip().upper()
    return all_sectors().get(code if code.isalpha() else code[:2])


def is_code(text: str) -> bool:
    """Whether the text has the form of a code: one letter, or two to five digits, with or without its letter before."""
    return re.fullmatch(r"[A-Ua-u]|[A-Ua-u]?\d{2,5}", text.strip()) is not None


def section_of(code: str, *, edition: int = 2018) -> str:
    """The letter of the section in the edition of 2018 or 2025; "" for a code that does not exist.

    Section J of 2018 became J (publishing, broadcasting: 58 to 60) and K (telecommunications, computing: 61 to 63);
    the letters after it moved by one.
    """
    sector = sector_of(code)
    if sector is None:
        return ""
    if edition == 2018 or sector.letter < "J":
        return sector.letter
    if sector.letter == "J":
        return "K" if sector.code[:2] in ("61", "62", "63") else "J"
    return chr(ord(sector.letter) + 1)


def name_of(code: str) -> str:
    """The name of the branch that a code of the register belongs to; the code itself where the list has none."""
    sector = sector_of(code)
    return sector.name if sector else code


@cache
def _by_name() -> dict[str, str]:
    return {_words(sector.name): sector.code for sector in reversed(all_sectors().values())}


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", fold(text)).strip()


@cache
def recognised(text: str) -> str:
    """The code that a cell means: a code of any level, a full name, or "08 - Khai khoáng khác". "" where it means none.

    A code that a spreadsheet robbed of its first nought comes back whole: "1" → "01", "810" → "0810" (no 81 0 exists).
    """
    words = text.strip()
    if match := re.match(r"^([A-Ua-u]?)\s*\.?\s*(\d{1,5})\b", words):
        digits = match[2]
        for code in (digits, f"0{digits}"):
            if len(code) in (2, 3, 4, 5) and sector_of(code):
                return code
        return ""
    if match := re.match(r"^([A-Ua-u])(?:$|\s*[-–.:]\s*)", words):
        return match[1].upper()
    return _by_name().get(_words(words), "")
