"""Documents cited as bases: kind, number, date."""

from __future__ import annotations

import re
from datetime import date

from antoan.documents.tree import Base

KINDS = (
    "Chương trình hành động|Chương trình|Kế hoạch liên tịch|Kế hoạch|Quyết định|Chỉ thị|Nghị quyết liên tịch|Nghị quyết|"
    "Nghị định|Thông tư liên tịch|Thông tư|Thông báo kết luận|Thông báo|Hướng dẫn|Kết luận|Quy định|Quy chế|Báo cáo|"
    "Tờ trình|Công điện|Công văn|Văn bản|Pháp lệnh|Hiến pháp|Bộ luật|Luật|Đề án|Lệnh|Phương án"
)
_NUMBER = r"\d{1,5}(?:/\d{4})?\s?[-/–]\s?[A-ZĐ][\w&.]*(?:\s?[-/–]\s?[A-ZĐ][\w&.]*){0,4}|\d{1,4}/\d{4}/[A-ZĐ]{2}\w*"
_DATE = r"ngày\s+(?P<day>\d{1,2})\s?(?:[/.\-]|\s?tháng)\s?(?P<month>\d{1,2})\s?(?:[/.\-]|\s?năm)\s?(?P<year>\d{4})"
_CITED = re.compile(
    rf"(?P<kind>\b(?:{KINDS}))\s+(?:số\s*:?\s*)?(?P<number>{_NUMBER})(?:\s*,?\s*(?:của\s[^,;.]{{3,60}}?\s)?{_DATE})?",
)
_BARE = re.compile(rf"\bsố\s*:?\s*(?P<number>{_NUMBER})(?:\s*,?\s*{_DATE})?")
_KIND_BEFORE = re.compile(rf".*\b({KINDS})\b[^;:]*$")
_FARTHEST_KIND = 120
"""Characters before its number in which the kind of a document stands ("Luật Tổ chức chính quyền địa phương số …")."""
_LAW = re.compile(rf"\b(?P<kind>(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp)\s[^;:.\d]{{2,120}}?),?\s(?:{_DATE}|năm\s\d{{4}})")


def cited(text: str, warnings: list[str]) -> list[Base]:
    """Every document that `text` cites by number, and every law cited by name, in order; a date that cannot be is left out."""
    found: dict[str, Base] = {}
    places: dict[str, int] = {}
    for match in _CITED.finditer(text):
        number = re.sub(r"\s*([-/–])\s*", r"\1", match["number"]).replace("–", "-").rstrip(".")
        base = found.setdefault(number, Base(match["kind"], number, None))
        places.setdefault(number, match.start())
        base.date = base.date or iso_date(match, warnings)
    for match in _BARE.finditer(text):
        number = re.sub(r"\s*([-/–])\s*", r"\1", match["number"]).replace("–", "-").rstrip(".")
        if number not in found:
            before = _KIND_BEFORE.search(text[max(0, match.start() - _FARTHEST_KIND) : match.start()])
            found[number] = Base(before[1] if before else None, number, iso_date(match, warnings))
            places[number] = match.start()
    for match in _LAW.finditer(text):
        name = match["kind"].strip(" ,")
        if not name.endswith(" số") and name not in found:
            found[name] = Base(name, None, iso_date(match, warnings))
            places[name] = match.start()
    return [found[name] for name in sorted(found, key=places.__getitem__)]


def iso_date(match: re.Match[str], warnings: list[str]) -> str | None:
    """The date of a match with groups day, month, year; None, with a warning, where there is no such day."""
    if not match["day"]:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        warnings.append(
            f"Ngày {match['day']}/{match['month']}/{match['year']} nêu ở “{match[0][:60]}” không có trong lịch; để trống."
        )
        return None
