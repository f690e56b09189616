"""From rows as offices write them to one table of people that can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from antoan.accidents.linkage import births, names, phones, places
from antoan.core.text import fold

# The columns that are compared, and what lists call them (folded, punctuation gone).
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "ho va ten", "ho ten", "ten", "ho ten nguoi bi nan", "nguoi bi nan", "nan nhan", "ten nguoi lao dong",
             "ho va ten nguoi bi nan", "full name", "fullname", "nguoi lao dong", "ho va ten nguoi lao dong", "benh nhan"),
    "birth": ("birth", "ngay sinh", "nam sinh", "ngay thang nam sinh", "sinh ngay", "ngay sinh nam sinh", "dob", "birth date",
              "date of birth", "birthdate", "birth year", "sinh nam", "nam sinh ngay sinh"),
    "sex": ("sex", "gioi tinh", "gioi", "gender", "nam nu", "phai"),
    "commune": ("commune", "xa", "xa phuong", "phuong xa", "xa phuong thi tran", "dia chi xa", "noi o", "noi cu tru", "dia ban",
                "ten xa", "dia chi", "address", "phuong", "xa phuong dac khu"),
    "phone": ("phone", "dien thoai", "so dien thoai", "sdt", "dt", "so dt", "di dong", "telephone", "mobile", "dien thoai lien he"),
    "identity": ("identity", "cccd", "cmnd", "so cccd", "so cmnd", "cccd cmnd", "so dinh danh", "can cuoc", "so can cuoc",
                 "can cuoc cong dan", "ma so bhxh", "so bhxh", "so so bhxh", "national id", "so giay to"),
    "hamlet": ("hamlet", "thon", "ap", "to dan pho", "khu pho", "thon to", "buon", "xom", "thon to dan pho"),
    "workplace": ("workplace", "noi lam viec", "co so", "ten co so", "don vi", "cong ty", "employer", "noi cong tac", "doanh nghiep"),
    "date": ("date", "ngay", "ngay xay ra", "ngay tai nan", "ngay bi nan", "ngay vao vien", "ngay nhap vien", "accident date",
             "ngay bi tai nan", "ngay xay ra tai nan"),
}  # fmt: skip
_OF = {word: field for field, words in HEADINGS.items() for word in words}
TOLERATED = 0.1  # share of births that cannot be, up to which they are taken for unknown …
LONG = 50  # … in a list of so many rows; a shorter one is soon mended by hand
ID_HEADINGS = frozenset(
    ("id", "id a", "id b", "uid", "unique id", "person id", "ma", "ma so", "stt id", "record id", "rec id")
)
_SEXES = {
    "nam": "M", "m": "M", "male": "M", "trai": "M", "1": "M", "ong": "M",
    "nu": "F", "f": "F", "female": "F", "gai": "F", "0": "F", "2": "F", "ba": "F", "n": "F",
}  # fmt: skip


class Unusable(ValueError):
    """A list that cannot be linked; `message` is one Vietnamese line that says where and what to do."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass
class People:
    """One list, ready to be compared. `labels` names its rows: the column id where there is one, else 1, 2, 3 …"""

    labels: list[str]
    columns: dict[str, list[str]]  # only those that are compared, as they were written
    rows: Sequence[Mapping[str, Any]] = field(default_factory=list)
    has_ids: bool = False
    warnings: list[str] = field(default_factory=list)  # Vietnamese lines on what was left out

    def __len__(self) -> int:
        return len(self.labels)


def heading_of(text: str) -> str | None:
    """The field that a heading names, whatever its case and marks: "Họ và tên" → "name"; None for another column."""
    key = re.sub(r"[^\w]+|_", " ", fold(text)).strip()
    return _OF.get(key)


def people_of(rows: Sequence[Mapping[str, Any]], *, called: str = "Danh sách") -> People:
    """The people of a list of rows, each a mapping from heading to value.

    Raises:
        Unusable: no row, no column of names, ids that are there twice or missing, a birth that cannot be.
    """
    if not rows:
        raise Unusable(f"{called}: không có dòng dữ liệu nào. Hãy kiểm tra lại tệp, dòng đầu là tên cột.")
    headings = list(rows[0])
    fields: dict[str, str] = {}
    # A whole address serves where no column names the commune alone.
    for heading in sorted(headings, key=lambda each: fold(str(each)) in ("dia chi", "address")):
        known = heading_of(str(heading))
        if known and known not in fields:
            fields[known] = heading
    if "name" not in fields:
        seen = ", ".join(f"“{heading}”" for heading in headings[:8])
        raise Unusable(f"{called}: thiếu cột họ tên (“name” hoặc “Họ và tên”); các cột thấy được: {seen}.")
    if len(fields) < 2:
        raise Unusable(
            f"{called}: chỉ có cột họ tên. Hãy thêm ít nhất một cột ngày sinh, giới tính, xã hoặc điện thoại để so được."
        )
    id_heading = _id_heading(rows)
    labels = [_text(row.get(id_heading)) for row in rows] if id_heading is not None else []
    if id_heading is not None:
        _check_ids(labels, id_heading, called)
    columns = {known: [_text(row.get(heading)) for row in rows] for known, heading in fields.items()}
    if not any(names.parse(name).words for name in columns["name"]):
        raise Unusable(f"{called}: cột “{fields['name']}” không có họ tên nào. Hãy kiểm tra lại cột này.")
    people = People(labels or [str(n) for n in range(1, len(rows) + 1)], columns, rows, id_heading is not None)
    if "birth" in columns:
        people.warnings += _check_births(columns["birth"], str(fields["birth"]), called)
    return people


def ids_of(rows: Sequence[Mapping[str, Any]]) -> list[str] | None:
    """The ids of a list in its order; None where it has no column of them."""
    heading = _id_heading(rows)
    return None if heading is None else [_text(row.get(heading)) for row in rows]


def _id_heading(rows: Sequence[Mapping[str, Any]]) -> str | None:
    return next((h for h in rows[0] if re.sub(r"\W+|_", " ", fold(str(h))).strip() in ID_HEADINGS), None)


def _text(value: Any) -> str:
    if value is None or value != value:  # NaN
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):  # a moment of a workbook or a DataFrame is one too
        return f"{value:%d/%m/%Y}"
    return str(value).strip()


def _check_ids(labels: list[str], heading: str, called: str) -> None:
    first: dict[str, int] = {}
    for row, label in enumerate(labels, 1):
        if not label:
            raise Unusable(f"{called}, dòng dữ liệu {row}: cột “{heading}” trống. Hãy điền mã hoặc bỏ hẳn cột này.")
        if label in first:
            raise Unusable(
                f"{called}, dòng dữ liệu {row}: mã “{label}” đã dùng ở dòng {first[label]}. Mỗi dòng cần một mã riêng."
            )
        first[label] = row


def _latest() -> int:
    return date.today().year  # noqa: DTZ011 - a bound for births, where a few hours do not matter


def _check_births(written: list[str], heading: str, called: str) -> list[str]:
    """Empty the births that cannot be where they are few in a long list: nobody mends a hundred of them by hand."""
    latest = _latest()
    wrong: list[tuple[int, str]] = []
    for row, text in enumerate(written, 1):
        try:
            births.parse(text, latest=latest)
        except births.NoSuchBirth as problem:
            wrong.append((row, f"{called}, dòng dữ liệu {row}, cột “{heading}”: “{text}” {problem.reason}"))
    if not wrong:
        return []
    if len(written) < LONG or len(wrong) > TOLERATED * len(written):
        more = f" (và {len(wrong) - 1} dòng khác)" if len(wrong) > 1 else ""
        raise Unusable(f"{wrong[0][1]}{more}. Hãy sửa (ví dụ 12/03/1985 hoặc 1985) hoặc để trống ô này.")
    for row, _ in wrong:
        written[row - 1] = ""
    return [f"{wrong[0][1]}. {len(wrong)} ô như vậy được coi là trống."]


def table_of(left: People, right: People) -> pa.Table:
    """Both lists in one table: row n of the left list has unique_id n, row n of the right one len(left) + n."""
    shared = [known for known in HEADINGS if known in left.columns and known in right.columns]
    columns: dict[str, Any] = {"unique_id": list(range(len(left) + len(right)))}
    columns["source"] = [0] * len(left) + [1] * len(right)
    for known in shared:
        written = left.columns[known] + right.columns[known]
        columns |= _PREPARED[known](written)
    arrays = {name: _array(name, values) for name, values in columns.items()}
    return pa.table(arrays)


def _array(name: str, values: list[Any]) -> pa.Array:
    kinds = {
        "unique_id": pa.int64(), "source": pa.int8(), "year": pa.int32(), "day": pa.int32(), "mid": pa.list_(pa.string()), "words": pa.list_(pa.string()),
        "codes": pa.list_(pa.string()), "phones": pa.list_(pa.string()), "spelt_share": pa.float64(), "core_share": pa.float64(),
        "slip": pa.bool_(), "short": pa.bool_(), "bare": pa.bool_(),
    }  # fmt: skip
    return pa.array(values, type=kinds.get(name, pa.string()))


def _names(written: list[str]) -> dict[str, list[Any]]:
    parsed = [names.parse(text) for text in written]
    counts = Counter(word for name in parsed for word in name.words)
    spelling = names.Spelling(counts)
    keys: dict[str, list[Any]] = {
        key: []
        for key in (
            "spelt", "folded", "squeezed", "marked", "core", "mid", "initials", "given", "surname", "words", "ends", "letters", "spelt_share", "core_share", "slip", "short", "bare",
        )
    }  # fmt: skip
    made: dict[names.Name, tuple[Any, ...]] = {}
    for name in parsed:
        if name not in made:
            made[name] = _name_keys(name, spelling)
        for values, value in zip(keys.values(), made[name], strict=True):
            values.append(value)
    return keys


def _name_keys(name: names.Name, spelling: names.Spelling) -> tuple[Any, ...]:
    if name.is_empty:
        return (None,) * 14 + (False, False, False)
    words = name.words
    right = tuple(spelling.right(word) for word in words)
    ends = sorted({right[0], right[-1]})
    return (
        " ".join(sorted(right)),
        " ".join(sorted(words)),
        "".join(words),
        " ".join(sorted(name.marked)),
        " ".join(ends),
        sorted(right[1:-1]),
        "".join(sorted(word[0] for word in words)),
        right[-1],
        right[0],
        sorted(set(right)),
        " ".join(sorted({words[0], words[-1]})),
        "".join(sorted("".join(words))),
        names.share_of(right),
        names.share_of(ends),
        any(spelling.is_odd(word) for word in words),
        name.is_short,
        all(mark.isascii() for mark in name.marked),
    )


def _births(written: list[str]) -> dict[str, list[Any]]:
    latest = _latest()
    parsed = [births.parse(text, latest=latest) for text in written]
    return {
        "year": [birth and birth.year for birth in parsed],
        "born": [birth and birth.digits for birth in parsed],
        "exchanged": [birth and birth.exchanged for birth in parsed],
    }


def _sexes(written: list[str]) -> dict[str, list[Any]]:
    return {"sex": [_SEXES.get(fold(text)) for text in written]}


def _communes(written: list[str]) -> dict[str, list[Any]]:
    found = places.resolve(Counter(text for text in written if text))
    nowhere = places.Place("")
    these = [found.get(text, nowhere) for text in written]
    return {"commune": [place.key or None for place in these], "codes": [list(place.codes) for place in these]}


def _phones(written: list[str]) -> dict[str, list[Any]]:
    parsed = [phones.parse(text) for text in written]
    return {"phone": [numbers[0] if numbers else None for numbers in parsed], "phones": [list(n) for n in parsed]}


def _identities(written: list[str]) -> dict[str, list[Any]]:
    return {"identity": [re.sub(r"\W", "", text).casefold().lstrip("0") or None for text in written]}


def _plain(column: str) -> Any:
    def prepare(written: Iterable[str]) -> dict[str, list[Any]]:
        keys = {text: places.plain_key(text) or None for text in set(written)}
        return {column: [keys[text] for text in written]}

    return prepare


def _days(written: list[str]) -> dict[str, list[Any]]:
    return {"day": [day.toordinal() if (day := births.day_of(text)) else None for text in written]}


_PREPARED: dict[str, Any] = {
    "name": _names,
    "birth": _births,
    "sex": _sexes,
    "commune": _communes,
    "phone": _phones,
    "identity": _identities,
    "hamlet": _plain("hamlet"),
    "workplace": _plain("workplace"),
    "date": _days,
}
