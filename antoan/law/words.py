"""The law in the words of an officer: values, cases and changes as sentences. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from antoan.law import pack
from antoan.law.pack import Pack
from antoan.law.rules import OPERATORS, RECORDS, UNITS, Provision, Rule

DOMAINS = {
    "accidents": "Tai nạn lao động",
    "authorities": "Cơ quan theo từng thời kỳ",
    "benefits": "Chế độ của quỹ bảo hiểm",
    "calendar": "Ngày nghỉ, cách tính ngày",
    "compensation": "Bồi thường, trợ cấp",
    "contributions": "Đóng bảo hiểm",
    "definitions": "Khái niệm",
    "diseases": "Bệnh nghề nghiệp",
    "documents": "Thể thức văn bản",
    "duties": "Việc định kỳ của cơ sở",
    "forms": "Biểu mẫu",
    "inspections": "Thanh tra, kiểm tra",
    "insurance": "Bảo hiểm tai nạn lao động, bệnh nghề nghiệp",
    "petitions": "Khiếu nại, tố cáo, tiếp công dân",
    "reports": "Báo cáo",
    "sanctions": "Xử phạt vi phạm hành chính",
    "staff": "Người làm công tác an toàn, vệ sinh lao động",
    "statistics": "Thống kê",
    "targets": "Chỉ tiêu",
    "training": "Huấn luyện",
    "voluntary_insurance": "Bảo hiểm tai nạn lao động tự nguyện",
    "wages": "Lương cơ sở, lương tối thiểu",
}
PARTS = {  # what the parts of a value are called; a part without a name here is shown as it is written
    "about": "nội dung",
    "above": "phần trên",
    "across": "các cột số",
    "address": "nơi nhận",
    "also_per": "cũng tính trên",
    "amount": "mức",
    "annex": "phụ lục",
    "base": "mức đầu",
    "base_wages": "số lần lương cơ sở",
    "below": "các dòng bên dưới",
    "body": "cơ quan",
    "box": "ô số",
    "by": "người thực hiện",
    "cap": "tối đa",
    "case": "trường hợp",
    "cause": "nguyên nhân",
    "choice": "cách chọn",
    "code": "mã",
    "columns": "các cột",
    "content": "nội dung",
    "date": "ngày",
    "date_lunar": "ngày âm lịch",
    "day": "ngày",
    "days": "số ngày",
    "denominator": "mẫu số",
    "due": "hạn nộp",
    "each": "tính cho",
    "field": "mục",
    "fields": "các mục",
    "first": "mã đầu",
    "form": "mẫu",
    "from": "từ",
    "grounds": "căn cứ",
    "group": "nhóm",
    "groups": "các nhóm",
    "head": "trưởng đoàn",
    "hours": "số giờ",
    "individual": "cá nhân",
    "instead": "thay cho",
    "instrument": "văn bản",
    "kind": "loại",
    "label": "tên mục",
    "last": "mã cuối",
    "layout": "bố cục",
    "level": "cấp",
    "max": "nhiều nhất",
    "members": "gồm",
    "min": "ít nhất",
    "months": "số tháng",
    "name": "tên",
    "note": "ghi chú",
    "number": "số",
    "numerator": "tử số",
    "of": "của",
    "operator": "cách tính",
    "organisation": "tổ chức",
    "osha_per": "theo OSHA tính trên",
    "page": "trang",
    "part_of": "thuộc dòng",
    "party": "văn bản của Đảng",
    "people": "số người",
    "per": "mỗi",
    "period": "kỳ",
    "provision": "điều khoản",
    "receiver": "nơi nhận",
    "receivers": "nơi nhận",
    "required": "bắt buộc",
    "rows": "các dòng",
    "rule": "quy tắc",
    "section": "phần",
    "sections": "các phần",
    "share_of_fee_percent": "tỷ lệ học phí, %",
    "side": "phía",
    "signer": "người ký",
    "size": "cỡ chữ",
    "slope": "mỗi đơn vị thêm",
    "source": "lấy từ",
    "state": "văn bản hành chính",
    "style": "kiểu chữ",
    "text": "nội dung",
    "times": "số lần",
    "times_a_year": "số lần mỗi năm",
    "title": "tên",
    "to": "đến",
    "type": "kiểu",
    "unit": "đơn vị tính",
    "value": "giá trị",
    "who": "ai",
    "year": "năm",
}
COUNTED = {"times": "lần", "months": "tháng", "days": "ngày", "years": "năm", "hours": "giờ", "people": "người"}
AMOUNTS = ("amount", "max", "min", "value")  # the parts that are counted in the unit of the whole
FEW = 8  # so many short items still fit into one line
LONG = 260  # characters of a sentence that is still read at a glance

_codes: WeakKeyDictionary[Pack, dict[str, str]] = WeakKeyDictionary()


def domain(code: str) -> str:
    return DOMAINS.get(code, code)


def code(text: str) -> str:
    """A code of a parameter in words: a value may name variants of another rule ("employer_to_police")."""
    law = pack.current()
    if law not in _codes:
        _codes[law] = {
            code: said
            for rule in law.rules.values()
            for codes in rule.by.values()
            for code, said in codes.items()
            if "_" in code
        }
    return _codes[law].get(text, text)


def source(text: str) -> str:
    """From which record a field of a form is filled."""
    return RECORDS.get(text.partition(".")[0], text)


def rule_name(key: str) -> str:
    """The name of a rule, where there is one of that key."""
    rule = pack.current().rules.get(key)
    return rule.name if rule else key


def stop(text: str) -> str:
    """The text with a capital at its head and one full stop at its end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".") if text else ""


def unit_of(name: Any, unit: str) -> str:
    """In what a part of a value is counted, where the whole is counted in `unit`."""
    return "day_of_year" if name in ("date", "date_lunar") else unit if name in AMOUNTS else ""


def part(name: Any) -> str:
    """What a part of a value is called on screen."""
    return PARTS.get(str(name), str(name).replace("_", " "))


def title(name: Any) -> str:
    """What a part is called at the head of a column."""
    said = part(name)
    return said[:1].upper() + said[1:]


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else "–"


def number(value: Any) -> str:
    """1234.5 → "1.234,5"."""
    text = f"{Decimal(str(value)):,.4f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def said(value: Any, unit: str = "") -> str:
    """A value in one line: "30 ngày", "0,5%", "từ 5 đến 10 triệu đồng", "32 mục"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return day(value)
    if is_number(value):
        return _counted(number(value), unit)
    if isinstance(value, str):
        return _date_in_year(value) if unit == "day_of_year" else code(value)
    if isinstance(value, Mapping):
        return _said_parts(value, unit)
    if not value:
        return "không có"
    if all(isinstance(item, Mapping) or is_list(item) for item in value) or len(value) > FEW:
        return f"danh mục gồm {len(value)} mục"
    return "; ".join(said(item, unit) for item in value)


def _counted(text: str, unit: str) -> str:
    name = UNITS.get(unit, "")
    return f"{text}{'' if name in ('', '%') else ' '}{name}"


def _date_in_year(text: str) -> str:
    """ "07-05" → "ngày 05/07"."""
    month, _, rest = text.partition("-")
    return f"ngày {rest}/{month}" if month.isdecimal() and rest.isdecimal() else text


def _said_parts(value: Mapping[str, Any], unit: str) -> str:
    low, high = value.get("min"), value.get("max")
    if low is not None and high is not None and set(value) <= {"min", "max"}:
        return f"từ {said(low)} đến {said(high, unit)}"
    if set(value) <= {*COUNTED, "per", "kind"} and set(value) & set(COUNTED):
        return _said_counts(value)
    for name in ("title", "name"):
        if isinstance(value.get(name), str):
            number_ = value.get("number")
            return f"{number_} – {value[name]}" if isinstance(number_, str) else value[name]
    return "; ".join(f"{part(name)}: {said(item, unit_of(name, unit))}" for name, item in value.items())


def _said_counts(value: Mapping[str, Any]) -> str:
    """{"times": 1, "months": 12} → "1 lần trong 12 tháng"; {"days": 1, "per": "tuần"} → "1 ngày mỗi tuần"."""
    counts = [f"{number(item)} {COUNTED[name]}" for name, item in value.items() if name in COUNTED]
    told = " trong ".join(counts) if {"times", "months"} <= set(value) else ", ".join(counts)
    told += f" mỗi {value['per']}" if "per" in value else ""
    return f"{told}, {value['kind']}" if "kind" in value else told


def difference(before: Any, after: Any) -> str:
    """What a list has gained and lost: "thêm Ngày Văn hóa Việt Nam; bỏ …". Empty where the two are no lists of names."""
    old, new = _names(before), _names(after)
    gained, lost = [each for each in new if each not in old], [each for each in old if each not in new]
    told = [f"{verb} {', '.join(names)}" for verb, names in (("thêm", gained), ("bỏ", lost)) if names]
    return "; ".join(told) if old and new and len(gained) + len(lost) <= FEW else ""


def _names(value: Any) -> list[str]:
    if not is_list(value):
        return []
    named = [item.get("name", item.get("title")) if isinstance(item, Mapping) else item for item in value]
    names = [each for each in named if isinstance(each, str)]
    return names if len(names) == len(value) else []


def pieces(value: Iterable[Mapping[str, Any]], unit: str) -> list[str]:
    """A formula, one sentence a stretch: "từ 11 đến 80: 1,5 + 0,4 × (số đã cho − 10) tháng tiền lương"."""
    told = []
    for piece in value:
        reach = f"từ {number(piece['from'])}" + (f" đến {number(piece['to'])}" if "to" in piece else " trở lên")
        base, slope, above = (piece.get(name, 0) for name in ("base", "slope", "above"))
        quantity = f"(mức − {number(above)})" if above else "mức"
        sums = [number(base)] if base or not slope else []
        sums += [f"{number(slope)} × {quantity}"] if slope else []
        told.append(f"{reach}: {_counted(' + '.join(sums), unit)}")
    return told


def sentence(entry: Provision) -> str:
    """What an entry settles, in one line: "không quá 30 ngày"."""
    if entry.question is not None:
        return f"còn là câu hỏi mở {entry.question.code}"
    if entry.is_repealed:
        return "không còn áp dụng"
    if entry.rule.kind == "formula" and is_list(entry.value):
        return "; ".join(pieces(entry.value, entry.unit))
    if entry.operator == "immediately":
        return OPERATORS[entry.operator]
    if entry.value == 0 and entry.operator == "no_later_than":
        return "không có"  # "không quá 0 ngày" is no time at all
    told = said(entry.value, entry.unit)
    return f"{OPERATORS[entry.operator]} {told}".strip() if entry.operator else told


def summary(entries: Sequence[Provision]) -> str:
    """What a rule says on a day over all its variants, as one sentence without a full stop."""
    if not entries:
        return "không có quy định nào có hiệu lực"
    if len(entries) == 1 and not entries[0].variant:
        return sentence(entries[0])
    same: dict[str, list[str]] = {}
    for entry in entries:
        same.setdefault(sentence(entry), []).append(entry.variant_name)
    if len(same) == 1:
        return next(iter(same))
    told = ""
    for done, (text, names) in enumerate(same.items()):
        piece = f"{', '.join(names)}: {text}"
        if told and len(told) + len(piece) > LONG:
            return f"{told}; và {len(same) - done} trường hợp khác"
        told = f"{told}; {piece}" if told else piece
    return told


def case(rule: Rule, example: Mapping[str, Any], unit: str) -> str:
    """A case as a lawyer reads it: "Ngày 20/06/2024, chết người: 30 ngày"."""
    given = [rule.by[name].get(str(example[name]), str(example[name])) for name in rule.by if name in example]
    when = ", ".join([f"Ngày {day(example.get('day'))}", *given])
    if "of" in example:
        when += f", mức {number(example['of'])}"
    if "part" in example:
        steps = (
            f"dòng {int(step) + 1}" if step.isdecimal() else part(step) for step in str(example["part"]).split(".")
        )
        when += f", {', '.join(steps)}"
    return f"{when}: {_outcome(example, unit)}"


def _outcome(example: Mapping[str, Any], unit: str) -> str:
    special = {
        "not_in_force": "chưa có hoặc không còn quy định",
        "open": "còn là câu hỏi mở",
        "outside": "ngoài phạm vi áp dụng",
    }
    told = []
    if "gives" in example:
        gives = example["gives"]
        counted = "" if "part" in example else unit
        told.append(special.get(gives) or said(gives, unit) if isinstance(gives, str) else said(gives, counted))
    if "count" in example:
        told.append(f"{example['count']} mục")
    if "citation" in example:
        told.append(f"theo {example['citation']}")
    return ", ".join(told)
