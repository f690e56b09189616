"""A table of areas (cases, exposure, neighbours) turned into honest rates, each with a sentence that a layman can use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from antoan.statistics.methods import funnels, smoothing
from antoan.statistics.methods.funnels import Place
from antoan.statistics.methods.intervals import garwood

COLUMNS = ("area", "cases", "exposure", "neighbours", "expected")
REQUIRED = COLUMNS[:3]
FEW = 10  # areas below which how much they differ is itself hardly known


class BadTable(ValueError):
    """The table cannot be read; the message names row and column and says what to write instead."""


@dataclass(frozen=True)
class Area:
    """One row: None where the table is silent, for what is unknown is not nought."""

    name: str
    cases: int | None
    exposure: float | None
    expected: float | None
    neighbours: tuple[str, ...] = ()


# ---- reading


def read(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[Area]:
    """The areas of a table; `rows` are pairs of the row's number in the file and its cells.

    Raises:
        BadTable: a cell, a column or the whole cannot be read.
    """
    if not rows:
        raise BadTable("Tệp không có dòng nào dưới dòng tiêu đề. Mỗi địa bàn một dòng.")
    missing = [name for name in REQUIRED if name not in rows[0][1]]
    if missing:
        raise BadTable(
            f"Thiếu cột {', '.join(f'“{name}”' for name in missing)}. Các cột đã thấy: {', '.join(rows[0][1])}. "
            "Cần: area (tên địa bàn), cases (số ca), exposure (số người hoặc giờ làm việc)."
        )
    _refuse_thousands(rows)
    areas: list[Area] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        name = row["area"].strip()
        if not name:
            raise BadTable(f"Dòng {number}, cột “area”: để trống. Hãy ghi tên địa bàn.")
        if name in seen:
            raise BadTable(
                f"Dòng {number}, cột “area”: “{name}” đã có ở dòng {seen[name]}. Hãy cộng hai dòng, hoặc ghi tên đầy đủ hơn."
            )
        seen[name] = number
        areas.append(_area(name, number, row))
    for area, (number, _) in zip(areas, rows, strict=True):
        for near in area.neighbours:
            if near not in seen:
                raise BadTable(
                    f"Dòng {number}, cột “neighbours”: không có địa bàn “{near}” trong cột area. "
                    "Hãy ghi đúng tên như ở cột area, cách nhau bằng dấu ; hoặc |."
                )
    return areas


def _refuse_thousands(rows: Sequence[tuple[int, Mapping[str, str]]]) -> None:
    """12.345 is twelve thousand to an office and twelve to a program. Where all dots of a file may be either, ask."""
    dotted = [
        (number, row["exposure"].strip())
        for number, row in rows
        if "." in row["exposure"] and "," not in row["exposure"]
    ]
    if dotted and all(re.fullmatch(r"\d{1,3}(\.\d{3})+", text) for _, text in dotted):
        number, text = dotted[0]
        raise BadTable(
            f"Dòng {number}, cột “exposure”: “{text}” có thể là {text.replace('.', '')}, cũng có thể là một số lẻ. "
            f"Hãy ghi {text.replace('.', '')} (không có dấu chấm), hoặc thêm một chữ số lẻ."
        )


def _area(name: str, number: int, row: Mapping[str, str]) -> Area:
    cases, exposure, expected = (
        _figure(row.get(column), column, number) for column in ("cases", "exposure", "expected")
    )
    if cases is not None and cases != int(cases):
        raise BadTable(
            f"Dòng {number}, cột “cases”: “{row['cases']}” không phải số nguyên. Số ca là số đếm; đừng dùng dấu chấm phần nghìn."
        )
    if cases and exposure == 0:
        raise BadTable(
            f"Dòng {number}, cột “exposure”: bằng 0 mà có {int(cases)} ca. Nếu chưa biết, hãy để trống; không biết không phải là 0."
        )
    if expected is not None and not expected:
        raise BadTable(f"Dòng {number}, cột “expected”: phải lớn hơn 0; nếu chưa biết, hãy để trống.")
    near = (row.get("neighbours") or "").replace("|", ";").split(";")
    listed = tuple(dict.fromkeys(each.strip() for each in near if each.strip() and each.strip() != name))
    return Area(name, None if cases is None else int(cases), exposure, expected, listed)


def _figure(text: str | None, column: str, number: int) -> float | None:
    """A figure as programs (1234.5) or offices (1.234,5) write it; None where the cell is empty."""
    text = (text or "").strip()
    if not text:
        return None
    plain = text.replace(" ", "").replace("\xa0", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".") if plain.count(",") == 1 else "?"
    try:
        value = float(plain) if plain.isascii() and "_" not in plain else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise BadTable(
            f"Dòng {number}, cột “{column}”: “{text}” không phải số. Hãy ghi như 1234 hoặc 1234.5; chưa biết thì để trống."
        )
    if value < 0:
        raise BadTable(f"Dòng {number}, cột “{column}”: “{text}” là số âm.")
    if value > 1e15:
        raise BadTable(f"Dòng {number}, cột “{column}”: “{text}” quá lớn.")
    return value


# ---- reckoning


def compute(
    areas: Sequence[Area], *, per: float = 100_000, level: float = 0.95, additive: bool = False, of: str = "người"
) -> dict[str, Any]:
    """Rate, ratio, smoothed rate and place in the funnel of each area, and the figures of all together.

    Rates are per `per` of the exposure's unit (`of` names it in sentences); ratios are to what is expected: the column,
    or else the common rate times exposure. None stands wherever something needed is unknown.
    """
    known = [i for i, a in enumerate(areas) if a.cases is not None and a.exposure]
    cases = np.array([areas[i].cases for i in known], dtype=float)
    exposure = np.array([areas[i].exposure for i in known], dtype=float)
    total = _total(areas, cases, exposure, per, level)
    is_given = any(a.expected is not None for a in areas)
    due = _expected(areas, is_given, None if total["rate"] is None else total["rate"] / per)
    near = _near(areas, known)
    smoothed = dict(zip(known, smoothing.local_rates(cases, exposure, near).tolist(), strict=True)) if known else {}
    towards = {i: "neighbours" if those else "all" for i, those in zip(known, near, strict=True)}
    judged = [i for i, each in enumerate(due) if each and areas[i].cases is not None]
    counts, expected = [areas[i].cases or 0 for i in judged], [due[i] or 0.0 for i in judged]
    among = None if is_given else int(cases.sum())
    spread = funnels.Dispersion(1.0, 0.0, additive)
    z: dict[int, float] = {}
    if judged:
        spread = funnels.dispersion(counts, expected, among, additive=additive)
        z = dict(zip(judged, funnels.judged(counts, expected, among, additive=additive).tolist(), strict=True))
    rows = []
    for i, area in enumerate(areas):
        row = _row(area, due[i], per, level)
        row["smoothed"] = smoothed[i] * per if i in smoothed else None
        row["smoothed_towards"] = towards.get(i)
        row["z"] = round(z[i], 4) if i in z else None
        row["funnel"] = str(funnels.place(z[i])) if i in z else None
        row["sentence"] = sentence(row, total, spread, of=of, is_given=is_given)
        rows.append(row)
    return {
        "per": per,
        "level": level,
        "total": total,
        "phi": spread.phi,
        "between": spread.between,
        "overdispersion": "additive" if additive else "multiplicative",
        "unknown": [row["area"] for row in rows if row["rate"] is None],
        "sentence": _overall(rows, total, spread, of),
        "areas": rows,
    }


def _total(
    areas: Sequence[Area], cases: np.ndarray, exposure: np.ndarray, per: float, level: float
) -> dict[str, float | int | None]:
    """All areas whose cases and exposure are both known; the cases of the others would inflate the rate."""
    row: dict[str, Any] = {
        "areas": len(areas),
        "cases": int(sum(a.cases or 0 for a in areas)),
        "counted_cases": int(cases.sum()),
        "exposure": float(exposure.sum()) if len(exposure) else None,
        "per": per,
        "level": level,
        "rate": None,
        "low": None,
        "high": None,
    }
    if len(exposure):
        scale = per / float(exposure.sum())
        low, high = garwood(int(cases.sum()), level)
        row |= {"rate": int(cases.sum()) * scale, "low": low * scale, "high": high * scale}
    return row


def _expected(areas: Sequence[Area], is_given: bool, common: float | None) -> list[float | None]:
    if is_given:
        return [a.expected for a in areas]
    return [a.exposure * common if a.exposure and common else None for a in areas]


def _near(areas: Sequence[Area], known: Sequence[int]) -> list[list[int]]:
    """For each known area its neighbours that are known too, both counted among the known."""
    place = {areas[i].name: k for k, i in enumerate(known)}
    return [[place[name] for name in areas[i].neighbours if name in place] for i in known]


def _row(area: Area, due: float | None, per: float, level: float) -> dict[str, Any]:
    row: dict[str, Any] = {"area": area.name, "cases": area.cases, "exposure": area.exposure}
    row |= dict.fromkeys(("rate", "low", "high", "expected", "ratio", "ratio_low", "ratio_high"))
    if area.cases is None:
        return row
    low, high = garwood(area.cases, level)
    if area.exposure:
        scale = per / area.exposure
        row |= {"rate": area.cases * scale, "low": low * scale, "high": high * scale}
    if due:
        row |= {"expected": due, "ratio": area.cases / due, "ratio_low": low / due, "ratio_high": high / due}
    return row


# ---- sentences


def number(value: float) -> str:
    """As an office writes it, with as many places as can be read: 1.234; 12,3; 0,45."""
    places = 0 if value >= 100 or value == int(value) else 1 if value >= 1 else 2
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def sentence(
    row: Mapping[str, Any], total: Mapping[str, Any], spread: funnels.Dispersion, *, of: str, is_given: bool
) -> str:
    """What may and what may not be said of this area, for somebody who never heard of an interval."""
    name, cases = row["area"], row["cases"]
    if cases is None:
        return f"{name}: chưa có số ca, nên không nói được gì; không biết không phải là không có."
    if row["rate"] is None:
        start = (
            f"{name}: {number(cases)} ca, chưa biết số {of} nên không tính được tỷ suất; không biết không phải là 0."
        )
    else:
        start = (
            f"{name}: {number(cases)} ca trên {number(row['exposure'])} {of}, tức {number(row['rate'])} trên "
            f"{number(total['per'])} (khoảng tin cậy {number(100 * total['level'])} % từ {number(row['low'])} đến {number(row['high'])})."
        )
    return f"{start} {judged}" if (judged := _judged(row, total, spread, of, is_given)) else start


def _judged(
    row: Mapping[str, Any], total: Mapping[str, Any], spread: funnels.Dispersion, of: str, is_given: bool
) -> str:
    if row["funnel"] is None:
        if row["rate"] is not None and not is_given and total["rate"] == 0:
            return "Không nơi nào có ca, nên không có gì để so."
        return ""
    level = "mức dự kiến" if is_given else "mức chung"
    common = f"{level} ({number(row['expected'])} ca với số {of} này)"
    match row["funnel"]:
        case Place.FAR_ABOVE:
            return f"Cao hơn hẳn {common}: may rủi chỉ tạo ra chênh lệch như thế khoảng một lần trong 1.000. Cần tìm nguyên nhân."
        case Place.ABOVE:
            return (
                f"Cao hơn {common}. Nhưng cứ khoảng 40 nơi bình thường thì một nơi cũng cao như thế do may rủi: "
                "nên xem lại hoàn cảnh, chưa nên kết luận."
            )
        case Place.FAR_BELOW:
            return (
                f"Thấp hơn hẳn {common}, may rủi hiếm khi tạo ra. Có thể an toàn hơn, cũng có thể khai báo thiếu: "
                "hãy kiểm tra việc khai báo trước khi khen."
            )
        case Place.BELOW:
            return (
                f"Thấp hơn {common}. Nhưng cứ khoảng 40 nơi bình thường thì một nơi cũng thấp như thế do may rủi, "
                "và khai báo thiếu cũng làm số thấp đi: chưa nên khen."
            )
    alone = row["ratio_low"] > 1 or row["ratio_high"] < 1
    if alone and (spread.phi > 1 or spread.between > 0):
        way = "cao" if row["ratio"] > 1 else "thấp"
        return (
            f"Không khác {common} một cách có ý nghĩa: xét riêng thì {way} hơn, nhưng các nơi vốn chênh nhau nhiều hơn may rủi "
            "nên chưa thể nói nơi này khác hẳn."
        )
    if not row["cases"]:
        return f"Không khác {common} một cách có ý nghĩa: không có ca nào chưa chứng tỏ an toàn hơn."
    return f"Không khác {common} một cách có ý nghĩa: chênh lệch cỡ này do may rủi cũng thường gặp."


def _overall(rows: Sequence[Mapping[str, Any]], total: Mapping[str, Any], spread: funnels.Dispersion, of: str) -> str:
    """The first sentence of the whole: how many, the common rate, how many areas really differ."""
    if total["rate"] is None:
        return f"Không nơi nào có đủ số ca và số {of}, nên không tính được tỷ suất nào."
    out = [row for row in rows if row["funnel"] not in (None, Place.WITHIN)]
    far = [row for row in out if row["funnel"] in (Place.FAR_ABOVE, Place.FAR_BELOW)]
    said = (
        f"{number(total['counted_cases'])} ca trên {number(total['exposure'])} {of}, tức {number(total['rate'])} trên "
        f"{number(total['per'])} (khoảng tin cậy {number(100 * total['level'])} % từ {number(total['low'])} đến {number(total['high'])}); "
    )
    if not out:
        said += "không nơi nào khác mức chung một cách có ý nghĩa."
    else:
        said += f"{len(out)} nơi khác mức chung, trong đó {len(far)} nơi khác hẳn."
    if spread.phi > 1:
        said += f" Các nơi chênh nhau nhiều hơn may rủi (φ = {number(spread.phi)}), giới hạn đã được nới theo."
        if sum(row["funnel"] is not None for row in rows) < FEW:
            said += " Có ít nơi nên hệ số này chưa chắc; hãy xem cả khoảng của từng nơi."
    unknown = [row["area"] for row in rows if row["rate"] is None]
    if unknown:
        said += f" Chưa tính được {len(unknown)} nơi vì thiếu số ca hoặc số {of}; các nơi ấy không tính vào mức chung."
    return said
