"""Figures to be reached: how compared, how much, of what, by when. Vietnamese numbers: 1.234,5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from antoan.plans.proposing.dues import Years, read_timing
from antoan.plans.proposing.wording import key, words


@dataclass
class Figure:
    """One figure within a sentence, with its place in the sentence's text."""

    start: int
    end: int
    comparison: str | None
    value: float
    unit: str | None
    of: str | None
    due: str | None


_NUMBER = r"(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_WORDS = {
    ">=": words("ít nhất|tối thiểu|từ|không dưới|không thấp hơn|không ít hơn|ít ra|đạt ít nhất|đạt tối thiểu"),
    ">": words("trên|hơn|cao hơn|vượt|lớn hơn|nhiều hơn"),
    "<=": words("không quá|tối đa|nhiều nhất|không vượt quá|không cao hơn|còn không quá|xuống còn|còn"),
    "<": words("dưới|thấp hơn|nhỏ hơn|ít hơn|còn dưới|xuống dưới"),
    "decrease": words("giảm|giảm bình quân|giảm trung bình|kéo giảm|cắt giảm"),
    "increase": words("tăng|tăng thêm|tăng bình quân|tăng trưởng|nâng thêm|tăng trung bình"),
    "=": words(
        "đạt|bảo đảm|đảm bảo|bằng|phấn đấu|là|có|đạt tỷ lệ|duy trì|tăng lên|nâng lên|hoàn thành|giảm xuống|giảm còn|lên"
    ),
}
_COMPARISONS = tuple((symbol, re.compile(rf"(?<!\w){pattern}")) for symbol, pattern in _WORDS.items())
_COMPARISON_LAST = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS.values())})\s*$|\s+từ\s+\d[\d,.]*\s*%\s*$")
_CHANGE = re.compile(r"(?<!\w)(giảm|tăng)\s+(?:thêm\s+|bình quân\s+)?$")
_UNIT = r"(?:%|phần\s+trăm)(?:\s*/\s*năm|\s+mỗi\s+năm|\s+hằng\s+năm|\s+hàng\s+năm)?"
_PERCENT = re.compile(rf"(?<![\w/.,+-]){_NUMBER}\s*(?P<u>{_UNIT})(?!\w)")
_NOUN_UNITS = words(
    "xã|phường|huyện|tỉnh|đơn vị|doanh nghiệp|cơ sở|lượt người|lượt|người lao động|người|lao động|cuộc|lớp|hội nghị|buổi|lần|mô hình|sản phẩm|công trình"
    "|dự án|hộ|trường|vụ|ca|bài|tin|chương trình|kế hoạch|cán bộ|hợp tác xã|tổ chức|thôn|điểm|ha|km|m2|m3|tấn|triệu đồng|tỷ đồng|nghìn đồng|đồng|giờ|ngày|chuyên đề|đợt"
)
_COUNT = re.compile(rf"(?<![\w/.,+-]){_NUMBER}\s*(?P<u>{_NOUN_UNITS})(?:\s*/\s*năm|\s+mỗi\s+năm)?")
_EACH = re.compile(rf"(?<!\w){words('mỗi|từng')}\s+[^,;.\d]{{2,60}}?\s")
_AIM = re.compile(
    words(
        "phấn đấu|chỉ tiêu|mục tiêu|đạt|ít nhất|tối thiểu|giảm|tăng|mỗi|tỷ lệ|trên|dưới|không quá|tối đa|bảo đảm|đảm bảo|duy trì"
    )
)
_ALL = re.compile(rf"(?<!\d)100\s*%.*?(?<!\w){words('được|có|hoàn thành|thực hiện')}")
LONGEST_MEASURE = 300
"""Characters kept of what is measured."""
_BACK = 40
"""Characters before a figure in which its comparison stands."""
_CLAUSE = re.compile(r"[;.]\s|[;]|,\s+(?=(?:trên|ít nhất|tối thiểu|giảm|tăng|phấn đấu|dưới|đạt|trong đó|và|100|\d)\s?)")
_MONEY_OR_LAW = re.compile(words("kinh phí|ngân sách|trích lại|mức đóng|lãi suất|điểm số") + r"|(?:điều|khoản)\s+\d")
_LEADING = re.compile(
    r"^\W*(?:"
    + words(
        "phấn đấu|mục tiêu|chỉ tiêu|đến cuối năm|đến hết năm|đến năm|hết năm|hằng năm|hàng năm|trong năm|giai đoạn|đến|trong đó|có|và|đồng thời|bảo đảm|đảm bảo|duy trì|trung bình|bình quân|tăng|giảm|nâng|kéo|đạt"
    )
    + r"\s*(?:\d{4}(?:\s*-\s*\d{4})?)?\W*)*"
)


def number(text: str) -> float | None:
    """A Vietnamese number: dots part thousands, a comma the decimals. "1.5" is one and a half: a dot with two digits or one."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if value < 1e15 else None


def read_figures(text: str, years: Years, *, aiming: bool) -> list[Figure]:
    """The figures of a sentence. `aiming`: it stands among objectives, where a plain count is a target as well."""
    low = key(text)
    if not any(c.isdigit() for c in low):
        return []
    figures: list[Figure] = []
    starts = [0, *(m.end() for m in _CLAUSE.finditer(low)), len(low)]
    sentence_due = read_aim(text, years)
    for begin, stop in pairwise(starts):
        clause = low[begin:stop]
        if _MONEY_OR_LAW.search(clause) and not re.search(r"tỷ lệ", clause):
            continue
        found = next((f for f in _PERCENT.finditer(clause) if not _is_start_value(clause, f)), None)
        if found is None and (aiming or _EACH.search(clause)) and _AIM.search(clause):
            found = next(
                (f for f in _COUNT.finditer(clause) if _compared(clause, f.start()) or _EACH.search(clause)), None
            )
        if found is None or not (aiming or _AIM.search(clause) or _ALL.search(clause)):
            continue
        value = number(found["n"])
        if value is None:
            continue
        comparison = _compared(clause, found.start()) or (
            "=" if aiming or _AIM.search(clause) or value == 100 else None
        )
        due = read_timing(text[begin:stop], years).due or sentence_due
        piece = text[begin:stop]
        left, right = len(piece) - len(piece.lstrip(" ,;-+•")), len(piece.rstrip(" ,;."))
        if right <= left:
            continue
        figures.append(
            Figure(
                begin + left,
                begin + right,
                comparison,
                value,
                re.sub(r"\s+", "", found["u"]) if "%" in found["u"] else found["u"],
                _measured(piece, clause, found),
                due,
            )
        )
    return figures


def read_aim(text: str, years: Years) -> str | None:
    """The day by which everything under a heading or an opening line is aimed at ("Mục tiêu đến năm 2030")."""
    return read_timing(text, years).due if _mentions_end(key(text)) else None


_AIMS_AT = re.compile(
    r"\W*(?:"
    + words("phấn đấu|mục tiêu|chỉ tiêu|đến năm|đến hết năm|đến cuối năm")
    + r"|(?:giảm|tăng)\s+(?:\w+\s+){0,3}\d)"
)


def is_aim(text: str) -> bool:
    """Whether a clause with a figure is an aim and no deed ("Phấn đấu đến năm 2030 …", "Giảm 4%/năm …")."""
    return _AIMS_AT.match(key(text)) is not None


def _mentions_end(low: str) -> bool:
    return re.search(r"(?:đến|hết|cuối|trong|giai đoạn)\s+(?:cuối\s+|hết\s+)?(?:năm\s+)?2\d{3}", low) is not None


def _compared(clause: str, at: int) -> str | None:
    """The comparison in the words just before a figure: the nearest wins, and a change ("giảm") outranks a level."""
    before = clause[max(0, at - _BACK) : at]
    last: tuple[int, int, str] | None = None
    for symbol, pattern in _COMPARISONS:
        for found in pattern.finditer(before):
            if last is None or (found.end(), found.end() - found.start()) > last[:2]:
                last = found.end(), found.end() - found.start(), symbol
    if last is None:
        return None
    gap = before[last[0] :].strip()
    if gap and last[2] not in ("decrease", "increase", "="):
        return None
    opening = before[: last[0] - last[1]]
    if last[2] in (">=", ">") and (change := _CHANGE.search(opening)):
        return "decrease" if change[1] == "giảm" else "increase"  # "giảm ít nhất 5%": a change, not a level
    return last[2]


def _is_start_value(clause: str, found: re.Match[str]) -> bool:
    """Whether a figure is only where a change begins: "từ 5% xuống còn 3,5%"."""
    after = clause[found.end() : found.end() + 20]
    return re.match(r"\s*(?:xuống|lên|còn|đến|-)", after) is not None and "%" in after


def _measured(piece: str, clause: str, found: re.Match[str]) -> str | None:
    """What a figure measures: what follows it ("50% số xã …"), else what stands before ("Tỷ lệ … đạt 95%")."""
    each = _EACH.search(clause[: found.start()])
    after = piece[found.end() :].strip(" ,;.:()")
    if "%" not in found["u"]:
        after = f"{piece[found.start('u') : found.end('u')]} {after}".strip()
        if each:
            return f"{piece[each.start() : each.end()].strip(' ,')}: {after}"[:LONGEST_MEASURE]
    if after and not re.match(words("trở lên|so với|trong năm|vào năm|đến năm|năm|mỗi năm|vào cuối|/"), key(after)):
        return after[:LONGEST_MEASURE]
    head = piece[: found.start()]
    low_head = clause[: found.start()]
    opening = _LEADING.match(low_head)
    begin = opening.end() if opening else 0
    stop = len(low_head)
    while last := _COMPARISON_LAST.search(low_head[begin:stop]):
        stop = begin + last.start()
    return head[begin:stop].strip(" ,;.:()") or None
