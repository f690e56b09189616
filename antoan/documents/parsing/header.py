"""The head of an official document: who issued it, its number, place and day, kind and title."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from antoan.documents.parsing.labels import readings
from antoan.documents.parsing.lines import Layout, Line, heal, heal_spans
from antoan.documents.tree import Header

_KINDS = (
    "chương trình hành động|chương trình công tác|chương trình phối hợp|chương trình|kế hoạch liên tịch|kế hoạch phối hợp|kế hoạch|"
    "nghị quyết liên tịch|nghị quyết|quyết định|chỉ thị|quy chế phối hợp|quy chế|quy định|thông cáo|thông báo kết luận|thông báo|"
    "thông tri|hướng dẫn liên ngành|hướng dẫn|phương án|đề án|dự án|báo cáo|biên bản|tờ trình|hợp đồng|công điện|giấy mời|kết luận|"
    "nghị định|thông tư liên tịch|thông tư|pháp lệnh|luật|quy hoạch|lịch|công văn"
)
_KIND = re.compile(rf"({_KINDS})", re.IGNORECASE)
MOTTO = re.compile(
    r"ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM|CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|"
    r"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc",
    re.IGNORECASE,
)
_YOUTH_UNION = re.compile(r"(?:^|\s{3,})ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH\s*$")
_DATE = re.compile(
    r"(?:(?P<place>[A-ZĐÀ-Ỹ][\w.'’–-]*(?: [\w.'’–-]+){0,7}?)\s*,\s*)?ng[àa]y\s*(?P<day>\d{0,2})[\s.…_]*th[áa]ng\s*(?P<month>\d{0,2})[\s.…_]*n[ăa]m\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\bS[ốố]\s*:?\s*(?P<number>\d{0,5}[a-zA-Z]?)[\s.…_]*(?:/(?P<legal>\d{4}))?(?P<mark>[-–/])\s*(?P<symbol>[A-ZĐ][\wĐđ.&]*(?:\s?[-–/]\s?[A-ZĐ][\wĐđ.&()]*)*)"
)
_NUMBER_ALONE = re.compile(r"\bSố\s*:?\s*(?P<number>\d{1,5})\s*$")
_ABSTRACT = re.compile(r"(?:V/v|Về\s+việc|v/v)\s*:?\s*", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Theo|Xét|Triển khai|Tiếp tục|Nhằm|Để|Trên cơ sở|Thi hành|Quán triệt|Ngày|Kính gửi|Thời gian qua|"
    r"Trong thời gian qua|Những năm qua|Trong những năm|Sau khi|Nhận được)\b"
)
_INCOMPLETE = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BAN CHẤP HÀNH(?: ĐẢNG BỘ)?|BAN THƯỜNG VỤ|ĐẢNG ỦY|ĐẢNG UỶ|"
    r"(?:ỦY BAN|UỶ BAN) MẶT TRẬN TỔ QUỐC(?: VIỆT NAM)?|BAN CHỈ ĐẠO|BAN CHẤP HÀNH ĐẢNG BỘ)"
)
_PLACE_WORD = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|VIỆT NAM)\b")
_STANDING = re.compile(r"BAN THƯỜNG TRỰC$")


@dataclass(frozen=True)
class Head:
    """What was understood of the head; `end` is the index of the first line after it."""

    header: Header
    form: str | None
    end: int


def read_head(text: str, lines: list[Line], layout: Layout, warnings: list[str]) -> Head:
    """The head of a document. What stands on the paper as a blank is None; a day that cannot be is None and a warning."""
    header = Header()
    kind_at = _kind_line(lines)
    upto = kind_at if kind_at is not None else _letter_head(lines)
    left: list[
        tuple[str, bool]
    ] = []  # what is left of a line once motto, day and number are taken; whether a rule follows
    form: str | None = None
    abstract: list[str] = []  # the words behind "V/v", line by line
    in_abstract = False
    for line in lines[:upto]:
        in_abstract = in_abstract and not line.rule and not (line.blank and not layout.double_spaced)
        if line.rule:
            if line.text.strip().startswith("*"):
                form = form or "party"
                left.append(("*", True))
            continue
        rest = line.text
        if match := MOTTO.search(rest):
            said = match[0].upper()
            form = "party" if "ĐẢNG" in said else "state"
            rest = MOTTO.sub("   ", rest)
        rest = _YOUTH_UNION.sub("", rest)
        if header.symbol is None and (match := _NUMBER.search(rest)):
            header.number = (match["number"] + (f"/{match['legal']}" if match["legal"] else "")) or None
            header.symbol = re.sub(r"\s*([-–/])\s*", r"\1", match["symbol"]).replace("–", "-")
            if form is None:
                form = "party" if match["mark"] != "/" else "state"
            rest = rest[: match.start()] + "   " + rest[match.end() :]
        elif header.number is None and (match := _NUMBER_ALONE.search(rest)):
            header.number = match["number"]
            rest = rest[: match.start()]
        if match := _DATE.search(rest):
            _take_date(header, match, text.count("\n", 0, line.start) + 1, warnings)
            rest = rest[: match.start()] + "   " + rest[match.end() :]
        if match := _ABSTRACT.match(rest.strip()):
            in_abstract = not abstract
            rest = rest.strip()[match.end() :]
        if in_abstract and rest.strip():
            abstract.append(re.split(r"\s{3,}", rest.strip())[0])
            continue
        for piece in re.split(r"\s{3,}", rest.strip()):
            if piece.strip(" *_.-–"):
                left.append((re.sub(r"\s+", " ", piece).strip(" *_"), False))
    _take_issuer(header, left)
    header.title = heal(" ".join(abstract)).strip(" *_") or None
    if kind_at is None:
        return Head(header, form, upto)
    end = _take_title(text, lines, layout, kind_at, header)
    return Head(header, form, end)


def _kind_line(lines: list[Line]) -> int | None:
    for index, line in enumerate(lines[:80]):
        bare = re.sub(r"\s+", " ", line.text).strip(" .:*")
        match = _KIND.match(bare)
        if match is None or line.rule:
            continue
        is_whole = match.end() == len(bare)
        if (bare.isupper() and (is_whole or bare[match.end() :].startswith(" "))) or (
            is_whole and index > 1 and bare[0].isupper()
        ):
            return index
    return None


def _letter_head(lines: list[Line]) -> int:
    """A document without kind is a letter: its head ends before "Kính gửi" or, without one, before the first label."""
    for index, line in enumerate(lines[:40]):
        if line.text.lower().startswith("kính gửi"):
            return index
    for index, line in enumerate(lines[:40]):
        if any(reading.number[-1] == 1 for reading in readings(line.text)) or _OPENING.match(line.text):
            return index
    return 0


def _take_date(header: Header, match: re.Match[str], number: int, warnings: list[str]) -> None:
    if header.year is not None:
        return
    header.year = int(match["year"])
    month, day = int(match["month"] or 0), int(match["day"] or 0)
    header.month = month if 1 <= month <= 12 else None
    header.day = day if day and _is_day(header.year, header.month, day) else None
    if (day and header.day is None) or (month and header.month is None):
        said = re.sub(r"\s+", " ", match[0]).strip()
        header.impossible_day = f"“{said}” (dòng {number})"
        warnings.append(
            f"Ngày ban hành {header.impossible_day} không có trong lịch; phần sai để trống, hãy sửa theo bản gốc."
        )
    if match["place"] and header.place is None:
        header.place = re.sub(r"\s+", " ", match["place"]).strip(" .")


def _is_day(year: int, month: int | None, day: int) -> bool:
    return year > 0 and day <= monthrange(year, month or 1)[1]


_BODY = re.compile(
    r"(?:[UỦỶ]\S* BAN|UBND|HĐND|HỘI|SỞ|PHÒNG|BAN|BỘ|CỤC|CHI|TỔNG|ĐẢNG|HUYỆN|TỈNH|THÀNH|THỊ|QUẬN|XÃ|PHƯỜNG|LIÊN ĐOÀN|CÔNG|"
    r"ĐOÀN|MẶT TRẬN|BCH|BTV|TRUNG|TRƯỜNG|VĂN PHÒNG|THANH TRA|TÒA|TOÀ|VIỆN|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|HỌC VIỆN|BỆNH VIỆN|TRẠM)\b",
    re.IGNORECASE,
)


def _take_issuer(header: Header, left: list[tuple[str, bool]]) -> None:
    names: list[str] = []
    for piece, is_rule in left:
        if is_rule:
            if names:
                break
            continue
        if (
            piece.isupper()
            or (names and piece[:1].isupper())
            or re.match(r"(?:Ủy ban|Đảng|Huyện|Tỉnh|Sở|UBND|HĐND|Phòng|Ban)\b", piece)
        ):
            names.append(piece)
    names = [name for name in names if len(name) > 2][:4]
    if not names:
        return
    joined = [names[0]]
    for place, name in enumerate(names[1:], start=1):
        above = joined[-1]
        # The last words of a name that had no room: no body begins with them, and one does in a line below.
        is_rest = (
            len(name.split()) <= 3 and not _BODY.match(name) and any(_BODY.match(below) for below in names[place + 1 :])
        )
        goes_on = (
            (_INCOMPLETE.fullmatch(above) and _PLACE_WORD.match(name))
            or _STANDING.match(name)
            or above.endswith((",", " VÀ", "-"))
            or name.startswith(("VÀ ", "- "))
            or is_rest
        )
        if (goes_on and not _STANDING.match(name)) or (_PLACE_WORD.match(name) and len(joined) == 2):
            joined[-1] = f"{above} {name}"
        else:
            joined.append(name)
    if len(joined) == 1:
        header.issuer = joined[0]
    else:
        header.superior = joined[0]
        header.issuer = " ".join(joined[1:])


def _take_title(text: str, lines: list[Line], layout: Layout, kind_at: int, header: Header) -> int:
    line = lines[kind_at]
    bare = re.sub(r"\s+", " ", line.text).strip(" .:*")
    match = _KIND.match(bare)
    assert match is not None
    header.kind = match[0].capitalize()
    spans: list[tuple[int, int]] = []
    rest = bare[match.end() :].strip()
    if rest:
        spans.append((line.end - len(rest), line.end))
    index = kind_at + 1
    while index < len(lines) and len(spans) < 12:
        line = lines[index]
        if line.rule:
            if spans:
                index += 1
                break
            index += 1
            continue
        if line.noise:
            index += 1
            continue
        above = lines[index - 1]
        if spans and _ends_title(line, above, layout):
            break
        if not spans and any(reading.number[-1] == 1 for reading in readings(line.text)):
            break
        spans.append((line.start, line.end))
        index += 1
    if spans:
        title = heal_spans(text, spans).text.strip(" *_")
        header.title = _ABSTRACT.sub("", title, count=1) if title[:3].lower() == "v/v" else title
    return index


def _ends_title(line: Line, above: Line, layout: Layout) -> bool:
    if any(reading.number[-1] == 1 for reading in readings(line.text)) or line.text.startswith("("):
        return True
    if line.text.isupper() and not above.text.isupper():
        return True
    apart = line.blank and not layout.double_spaced
    if _OPENING.match(line.text):
        if above.text.isupper() and not line.text.isupper():
            return True
        if line.text.startswith("Căn cứ"):
            return True
        indented = layout.indented and line.indent <= above.indent - 3
        had_room = above.reach + 1 + len(line.first_word) < layout.room
        opens = (
            had_room and line.reach >= layout.full * 0.85
        )  # a title's line is broken where it pleases, a text's is not
        return apart or indented or opens or layout.one_line_each or above.ends_sentence
    return apart and line.starts_upper and not above.text.rstrip().endswith((",", "-"))
