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
    value_to: float | None = None  # the upper end of a range: "từ 250 đến 300 đơn vị máu"


_FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_NUMBER = rf"(?P<n>{_FIGURE})(?:\s*(?:%\s*)?(?:đến|tới|-)\s*(?P<n2>{_FIGURE}))?"
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
    "|dự án|hộ|trường|vụ|ca|bài|tin|cây xanh|cây|đội|tổ|câu lạc bộ|đơn vị máu|hoạt động|cuộc thi|diễn đàn|phần quà|suất quà|suất|nhà|chi bộ|chi hội|đảng viên|đoàn viên|hội viên|thanh niên"
    "|học sinh|giáo viên|học viên|gia đình|làng nghề|tờ rơi|pa nô|băng rôn|khẩu hiệu|phóng sự|tài liệu|bộ tài liệu|ấn phẩm|phòng học|giường bệnh|trạm y tế|khu công nghiệp"
    "|cụm công nghiệp|tiêu chí|sáng kiến|giải pháp|văn bản|thủ tục|dịch vụ công|chương trình|kế hoạch|cán bộ|hợp tác xã|tổ chức|thôn|điểm|ha|km|m2|m3|tấn|triệu đồng|tỷ đồng|nghìn đồng|đồng|giờ|ngày|chuyên đề|đợt"
)
_COUNT = re.compile(
    rf"(?<![\w/.,+-]){_NUMBER}\s*(?P<u>(?P<noun>{_NOUN_UNITS})(?:\s*/\s*{words('năm|tháng|quý|người|hộ|ha')})*)(?:\s+mỗi\s+năm)?"
)
_WHOM = words(
    "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu|thôn|bản|khu phố|đơn vị|cơ quan|địa phương|cơ sở|cơ sở đoàn|doanh nghiệp"
    "|chi bộ|chi đoàn|chi hội|trường|trường học|hộ|hộ gia đình|sở|ngành|tổ chức|đoàn viên|đảng viên"
)
_EACH = re.compile(
    rf"(?<!\w){words('mỗi|từng')}\s+(?!{words('năm|quý|tháng|tuần|ngày')})(?:{_WHOM}(?:\s*(?:,|/|và)\s*{_WHOM})*|\w+(?:\s+\w+)?)\s"
)
_AT_LEAST = re.compile(rf"(?<!\w){words('ít nhất|tối thiểu')}\s+\d")
_IS_TIMES = re.compile(words("đợt|lần|cuộc|buổi|lượt"))
_CARRIES_OUT = re.compile(rf"^{words('tổ chức|tiến hành|thực hiện|triển khai')}\s+(?=\w)", re.IGNORECASE)
_IS_MEASURE = re.compile(words("triệu đồng|tỷ đồng|nghìn đồng|đồng|ha|km|m2|m3|tấn|giờ|ngày"))
_HOW_OFTEN = ("lần", "ngày", "giờ")
_NEVER = re.compile(rf"(?<!\w){words('không để xảy ra|không để phát sinh|không có')}\s+")
_AIM = re.compile(
    words(
        "phấn đấu|chỉ tiêu|mục tiêu|đạt|ít nhất|tối thiểu|giảm|tăng|mỗi|tỷ lệ|trên|dưới|không quá|tối đa|bảo đảm|đảm bảo|duy trì"
    )
)
_PROMISE = re.compile(words("phấn đấu|chỉ tiêu|mục tiêu"))
_ALL = re.compile(rf"(?<!\d)100\s*%\s+(?!{words('vốn|mức|kinh phí|chi phí|giá trị|lương|quân số|công suất')})\w")
LONGEST_MEASURE = 300
"""Characters kept of what is measured."""
_BACK = 40
"""Characters before a figure in which its comparison stands."""
_CLAUSE = re.compile(
    r"[;.]\s|[;]|,\s+(?=(?:trên|ít nhất|tối thiểu|giảm|tăng|phấn đấu|dưới|đạt|mỗi|trong đó|và|đến năm|đến hết năm|100|\d)\s?)"
)
_MONEY_OR_LAW = re.compile(words("kinh phí|ngân sách|trích lại|mức đóng|lãi suất|điểm số") + r"|(?:điều|khoản)\s+\d")
_LEADING = re.compile(
    r"^\W*(?:"
    + words(
        "phấn đấu|mục tiêu|chỉ tiêu|đến cuối năm|đến hết năm|đến năm|hết năm|hằng năm|hàng năm|trong năm|giai đoạn|đến|trong đó|có|và|đồng thời|bảo đảm|đảm bảo|duy trì|trung bình|bình quân|tăng|giảm|nâng|kéo|đạt"
    )
    + r"\s*(?:\d{4}(?:\s*-\s*\d{4})?)?\W*)*"
)


_PARTS = {
    "một nửa": 2,
    "1/2": 2,
    "một phần hai": 2,
    "một phần ba": 3,
    "1/3": 3,
    "một phần tư": 4,
    "1/4": 4,
    "một phần năm": 5,
    "1/5": 5,
    "một phần mười": 10,
}
_PART_OF = re.compile(
    rf"(?<!\w)(?P<change>giảm|tăng)\s+(?:{words('ít nhất|tối thiểu|bình quân|trung bình|được|khoảng|trên')}\s+)*(?P<part>{words(*_PARTS)})(?!/)"
)
"""A change by a part of what there was: "giảm ít nhất một phần ba"."""
_CHANGED = {"giảm": "decrease", "tăng": "increase"}


def number(text: str) -> float | None:
    """A Vietnamese number: dots part thousands, a comma the decimals. "1.5" is one and a half: a dot with two digits or one."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if value < 1e15 else None


def read_figures(text: str, years: Years, *, aiming: bool, is_rule: bool = False) -> list[Figure]:
    """The figures of a sentence.

    `aiming`: it stands among objectives, where a plain count is a target as well. `is_rule`: it stands in an article,
    where a figure is a condition ("suy giảm khả năng lao động từ 31% trở lên") unless the words promise it.
    """
    low = key(text)
    if not (any(c.isdigit() for c in low) or _PART_OF.search(low) or (aiming and _NEVER.search(low))):
        return []
    if is_rule and not aiming and not _PROMISE.search(low):
        return []
    figures: list[Figure] = []
    starts = [0, *(m.end() for m in _CLAUSE.finditer(low)), len(low)]
    sentence_due = read_aim(text, years)
    for begin, stop in pairwise(starts):
        clause = low[begin:stop]
        if not aiming and _MONEY_OR_LAW.search(clause) and not re.search(r"tỷ lệ", clause):
            continue
        found = next((f for f in _PERCENT.finditer(clause) if not _is_start_value(clause, f)), None)
        if found is None and (aiming or _EACH.search(clause)):
            counts = (f for f in _COUNT.finditer(clause) if _compared(clause, f.start()) or _each_of(clause, f))
            found = next((f for f in counts if _AIM.search(clause) or f["n2"]), None)
        if found is None and _AT_LEAST.search(clause):
            counts = (f for f in _COUNT.finditer(clause) if _compared(clause, f.start()) == ">=")
            found = next((f for f in counts if f["noun"] not in _HOW_OFTEN), None)
        if found is None and (part := _PART_OF.search(clause)):
            of = _measured_before(text[begin:stop], clause, part)
            share = round(100 / _PARTS[re.sub(r"\s+", " ", part["part"])], 2)
            piece = text[begin:stop]
            left, right = len(piece) - len(piece.lstrip(" ,;-+•")), len(piece.rstrip(" ,;."))
            figures.append(Figure(begin + left, begin + right, _CHANGED[part["change"]], share, "%", of, sentence_due))
            continue
        if found is None and aiming and (never := _NEVER.search(clause)):
            of = text[begin + never.end() : stop].strip(" ,;.")[:LONGEST_MEASURE]
            figures.append(
                Figure(begin + never.start(), begin + len(clause.rstrip(" ,;.")), "=", 0, None, of, sentence_due)
            )
            continue
        if found is None or not (aiming or _AIM.search(clause) or _ALL.search(clause)):
            continue
        value = number(found["n"])
        if value is None:
            continue
        comparison = _compared(clause, found.start()) or (
            "=" if aiming or _AIM.search(clause) or value == 100 else None
        )
        comparison = _turned(clause, found.end(), comparison)
        upper = number(found["n2"]) if found["n2"] else None
        if upper is not None and comparison == "=":
            comparison = ">="
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
                _measured(piece, clause, found) or (figures[-1].of if figures else None),
                due,
                upper,
            )
        )
    return figures


def read_aim(text: str, years: Years) -> str | None:
    """The day by which everything under a heading or an opening line is aimed at ("Mục tiêu đến năm 2030")."""
    text = _VISION.sub("", text, count=1)
    return read_timing(text, years).due if _mentions_end(key(text)) else None


_VISION = re.compile(r"^\W*(?:và\s+)?tầm\s+nhìn\s+", re.IGNORECASE)


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


def _each_of(clause: str, found: re.Match[str]) -> bool:
    """Whether a count is asked of each ("mỗi xã 01 mô hình"); a price is not ("mỗi suất trị giá 500.000 đồng")."""
    return "đồng" not in found["u"] and _EACH.search(clause) is not None


def _turned(clause: str, at: int, comparison: str | None) -> str | None:
    """The comparison, where "trở lên" or "trở xuống" behind the figure turns a level into a bound."""
    turn = _TURN.match(clause, at)
    if turn is None or comparison not in (None, "="):
        return comparison
    return ">=" if turn[1] == "lên" else "<="


_TURN = re.compile(r"\s*trở\s+(lên|xuống)\s*")


def _is_start_value(clause: str, found: re.Match[str]) -> bool:
    """Whether a figure is only where a change begins: "từ 5% xuống còn 3,5%"."""
    after = clause[found.end() : found.end() + 40]
    return _CHANGES_TO.match(after) is not None and "%" in after


_CHANGES_TO = re.compile(r"\s*(?:\([^()]*\)|(?:vào\s+|cuối\s+)*năm\s+\d{4})?\s*(?:xuống|lên|còn|đến|-)")
_NO_MEASURE = re.compile(words("trở lên|so với|trong năm|vào năm|đến năm|năm|mỗi năm|vào cuối|/|grdp|gdp"))
"""What may follow a figure without being what it measures: "kinh tế số đạt 30% GRDP" is about the digital economy."""
_TAIL = re.compile(
    r"\s*,?\s*\(?(?:so\s+với|xong\s|hoàn\s+thành\s+(?:trước|trong)|trước\s+(?:ngày|tháng|năm|\d)|chậm\s+nhất|trong\s+(?:năm|quý|tháng)|"
    r"vào\s+(?:cuối\s+)?năm|đến\s+(?:hết\s+|cuối\s+)?năm)\b.*$",
    re.IGNORECASE | re.DOTALL,
)  # by when, or compared with what: no part of what is measured


def _measured(piece: str, clause: str, found: re.Match[str]) -> str | None:
    """What a figure measures: what follows it ("50% số xã …"), else what stands before ("Tỷ lệ … đạt 95%")."""
    each = _EACH.search(clause[: found.start()])
    turn = _TURN.match(clause, found.end())
    after = _TAIL.sub("", piece[turn.end() if turn else found.end() :]).strip(" ,;.:()")
    if "noun" in found.groupdict():
        if _IS_MEASURE.match(found["noun"]) and not after and (before := _measured_before(piece, clause, found)):
            return before  # "thu nhập bình quân đạt 45 triệu đồng/năm"
        if (
            not after
            and not each
            and _IS_TIMES.match(found["noun"])
            and (before := _measured_before(piece, clause, found))
        ):
            return _CARRIES_OUT.sub("", before)  # "tổ chức kiểm tra ít nhất 02 đợt/năm" counts inspections
        after = f"{piece[found.start('noun') : found.end('noun')]} {after}".strip()
        if each:
            return f"{piece[each.start() : each.end()].strip(' ,')}: {after}"[:LONGEST_MEASURE]
    if after and not _NO_MEASURE.match(key(after)):
        return after[:LONGEST_MEASURE]
    return _measured_before(piece, clause, found) or after[:LONGEST_MEASURE] or None


def _measured_before(piece: str, clause: str, found: re.Match[str]) -> str | None:
    head = piece[: found.start()]
    low_head = clause[: found.start()]
    opening = _LEADING.match(low_head)
    begin = opening.end() if opening else 0
    stop = len(low_head)
    while last := _COMPARISON_LAST.search(low_head[begin:stop]):
        stop = begin + last.start()
    return head[begin:stop].strip(" ,;.:()") or None
