"""Communes under their old and new names made comparable, from the vendored tables of 1 July 2025."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import antoan.units
from antoan.accidents.linkage.names import Spelling
from antoan.units.names import bare_key_of, key_of

_DATA = Path(antoan.units.__file__).parent / "data"
_UPPER = re.compile(r"[,;\n]|\s[-–—]\s|(?<=\w)\s+(?=(?:huyện|quận|thị xã|thành phố|tỉnh|tp\.?|h\.)\s)", re.IGNORECASE)
_KIND = re.compile(r"^(?:xã|phường|thị trấn|đặc khu|x|p|tt)\s*\.\s*(?=\S)", re.IGNORECASE)
_COMMUNE = re.compile(r"^(?:(?:xã|phường|thị trấn|đặc khu)\s|(?:x|p|tt)\s*\.)", re.IGNORECASE)
_MANY = 6  # a name borne by more communes than this, in the provinces of the lists, says nothing about its successors


@dataclass(frozen=True)
class Area:
    """A commune of the vendored tables: what it belongs or belonged to, and the communes of today that hold it."""

    province: str  # code of the province of today
    uppers: frozenset[str]  # keys of its district and provinces, old and new
    codes: frozenset[str]  # of communes of today


@dataclass(frozen=True)
class Place:
    """A commune as a list names it: its key for comparing, and the communes of today that it may be."""

    key: str
    codes: tuple[str, ...] = ()


@cache
def areas() -> Mapping[str, tuple[Area, ...]]:
    """Every commune before and after 1 July 2025 under the key of its bare name."""

    def read(name: str) -> list[dict[str, str]]:
        with (_DATA / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    names = {row["code"]: bare_key_of(row["name"]) for row in read("provinces_2024.csv")}
    new_names = {row["code"]: bare_key_of(row["name"]) for row in read("provinces_2025.csv")}
    districts = {row["code"]: row for row in read("districts_2024.csv")}
    province_of = {row["code"]: row["parent_code"] for row in read("communes_2025.csv")}
    successors: defaultdict[str, set[str]] = defaultdict(set)
    for row in read("succession_2025.csv"):
        successors[row["old_code"]].add(row["new_code"])
    found: defaultdict[str, list[Area]] = defaultdict(list)
    for row in read("communes_2025.csv"):
        province = row["parent_code"]
        uppers = frozenset({new_names[province]})
        found[bare_key_of(row["name"])].append(Area(province, uppers, frozenset({row["code"]})))
    for row in read("communes_2024.csv"):
        codes = frozenset(successors[row["code"]])
        if not codes:
            continue
        district = districts[row["parent_code"]]
        province = province_of[min(codes)]
        uppers = frozenset({bare_key_of(district["name"]), names[district["parent_code"]], new_names[province]})
        found[bare_key_of(row["name"])].append(Area(province, uppers, codes))
    return {key: tuple(same) for key, same in found.items()}


def resolve(counts: Mapping[str, int]) -> dict[str, Place]:
    """What each way of writing a commune stands for, read in the light of all the others.

    `counts` says how often each is written in the two lists together. A name that several provinces know is taken to
    be in those that the lists speak of most; slips of the pen and abbreviations ("Ph Bình") are mended from the names
    that the lists write in full. A name that no table knows is compared as it is written.
    """
    parts = {text: _parts(text) for text in counts}
    known = areas()
    frequent: Counter[str] = Counter()
    for text, (key, _) in parts.items():
        frequent[key] += counts[text]
    spelling = _respelt(frequent, known)
    votes: Counter[str] = Counter()
    for text, (key, uppers) in parts.items():
        found = _candidates(known.get(spelling.get(key, key), ()), uppers)
        provinces = {area.province for area in found}
        for province in sorted(provinces):
            votes[province] += counts[text] / len(provinces)  # type: ignore[assignment]
    places = {}
    for text, (key, uppers) in parts.items():
        key = spelling.get(key, key)
        found = _candidates(known.get(key, ()), uppers)
        most = max((votes[area.province] for area in found), default=0)
        likely = [area for area in found if votes[area.province] >= most * 0.5]
        codes = sorted({code for area in likely for code in area.codes})
        places[text] = Place(key, tuple(codes) if len(codes) <= _MANY else ())
    return places


def _parts(text: str) -> tuple[str, frozenset[str]]:
    """The key of the commune, and those of the district or province named after it."""
    pieces = [piece.strip() for piece in _UPPER.split(text) if piece and piece.strip()]
    if not pieces:
        return "", frozenset()
    at = next(
        (n for n, piece in enumerate(pieces) if _COMMUNE.match(piece)), 0
    )  # a hamlet or street may stand before it
    return bare_key_of(_KIND.sub("", pieces[at])), frozenset(bare_key_of(piece) for piece in pieces[at + 1 :])


def _candidates(same: tuple[Area, ...], uppers: frozenset[str]) -> list[Area]:
    fitting = [area for area in same if uppers & area.uppers]
    return fitting or list(same)


def _respelt(frequent: Counter[str], known: Mapping[str, tuple[Area, ...]]) -> dict[str, str]:
    """Slips and abbreviations of commune names → the name that the lists write in full."""
    mended = {}
    words = Spelling(frequent, known=frozenset(key for key in frequent if key in known), times=8)
    full = [key for key in frequent if key in known or frequent[key] >= 3]
    for key in frequent:
        if words.is_slip(key) and key not in known:
            mended[key] = words.right(key)
            continue
        if key in known or not any(len(word) <= 2 and word.isalpha() for word in key.split()):
            continue
        fitting = [other for other in full if other != key and _abbreviates(key, other)]
        if len(fitting) == 1:
            mended[key] = fitting[0]
    return mended


def _abbreviates(short: str, full: str) -> bool:
    a, b = short.split(), full.split()
    if len(a) == 1 and len(b) > 1 and len(a[0]) == len(b):
        a = list(a[0])  # "pb"
    return len(a) == len(b) and all(whole.startswith(part) for part, whole in zip(a, b, strict=True))


def plain_key(text: str) -> str:
    """The key of a hamlet or a workplace: folded, without the word for its kind and without punctuation."""
    key = key_of(text)
    for word in ("thon", "ap", "ban", "buon", "to dan pho", "to", "khu pho", "kp", "khom", "xom", "lang", "doi"):
        if key.startswith(word + " "):
            return key[len(word) + 1 :]
    return key
