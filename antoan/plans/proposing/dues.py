"""When something is due, or how often it returns, as far as the words say it. What they do not say stays None."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from antoan.plans.proposing.wording import key, words


@dataclass
class Timing:
    """What a stretch of text says about time: `due` is ISO, `operator` how it binds, `why` the reasons in Vietnamese."""

    due: str | None = None
    operator: str | None = None
    recurrence: str | None = None
    rule: str | None = None
    why: list[str] = field(default_factory=list)
    # In words, where the time is no single day: "hằng năm, trước ngày 15/11", "trong vòng 05 ngày làm việc".
    when: str | None = None
    impossible: str | None = None  # the words of a day that no calendar has
    says_more: bool = False  # than one due day or cycle holds: a person must look

    @property
    def says_something(self) -> bool:
        return bool(self.due or self.recurrence)


@dataclass(frozen=True)
class Years:
    """The year that a day without a year belongs to, and where it was taken from; both None where nothing fixes it."""

    year: int | None = None
    origin: str | None = None
    issued: date | None = None

    @classmethod
    def of(cls, *, title: str | None, year: int | None, month: int | None = None, day: int | None = None) -> Years:
        """The year named alone in the title, else the year of the document's date."""
        issued = _date(year, month, day or 1) if year and month else None
        named = set(_YEAR.findall(_without_citations(key(title or ""))))
        if len(named) == 1:
            return cls(int(named.pop()), "tên văn bản", issued)
        return cls(year, "ngày ban hành văn bản", issued) if year else cls()

    def within(self, heading: str) -> Years:
        """The years below a heading: one that names a single year fixes it for all below."""
        named = set(_YEAR.findall(_without_citations(key(heading))))
        return Years(int(named.pop()), "tên mục", self.issued) if len(named) == 1 else self


_YEAR = re.compile(r"(?<!\w)năm\s+(2[01]\d\d)(?![\w/])(?!\s*-\s*2[01]\d\d)")
_CITATION = re.compile(
    r"(?:số\s*)?\d+[\w.]*\s*[-/]\s*[\w/.-]*[a-zđ][\w/.-]*(?:\s*,?\s*(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})?"
    r"|(?:luật|hiến pháp|bộ luật|nghị định|thông tư|chỉ thị|nghị quyết|quyết định|kế hoạch|chương trình|công văn|kết luận|văn bản|thông báo|tờ trình)"
    r"\s+(?:số\s*)?(?:(?!(?:trước|chậm|muộn|đến|quá|trong|xong|hạn|vào|từ)\b)[^,;.]){0,60}?\bngày\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
)
_ENDED = re.compile(r"[“\"][^”\"]{0,300}[”\"]")

_DAY = (
    r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:[/.-]\s*(?P<m>\d{1,2})(?:\s*[/.-]\s*(?P<y>\d{4}))?(?!\s*[/%\d])"
    r"|\s+tháng\s+(?P<m2>\d{1,2})(?:\s*(?:,\s*)?(?:năm|/)\s*(?P<y2>\d{4}))?)(?:\s*,?\s*(?:của\s+)?(?P<next>năm\s+(?:sau|tới|kế\s+tiếp|liền\s+kề)))?"
)
_MONTH = r"tháng\s+(?:\d{1,2}\s*(?:,|-|và)\s*(?:tháng\s+)?)*(?P<m>\d{1,2})(?!\d)(?:\s*(?:[/-]|,?\s*năm)\s*(?P<y>\d{4}))?(?!\s*/)"
_QUARTER = r"quý\s+(?:(?:iv|iii|ii|i|[1-4])\s*(?:,|-|và)\s*(?:quý\s+)?)*(?P<q>iv|iii|ii|i|[1-4])(?![\w])(?:\s*(?:[/-]|,?\s*năm)\s*(?P<y>\d{4}))?"
_HALF = r"(?:6|06|sáu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>\d{4}))?"
_YEAR_ONLY = r"năm\s+(?P<y>\d{4})"
_SPAN = r"(?:giai\s+đoạn\s+)(?P<y0>\d{4})\s*-\s*(?P<y>\d{4})"
_UNITS = (
    ("day", _DAY),
    ("month", _MONTH),
    ("quarter", _QUARTER),
    ("half", _HALF),
    ("span", _SPAN),
    ("year", _YEAR_ONLY),
)
_COMPILED = tuple((unit, re.compile(pattern)) for unit, pattern in _UNITS)

_BEFORE = words("trước|xong trước|hoàn thành trước|trước thời điểm|trước thời hạn")
_BY = words(
    "chậm nhất là|chậm nhất|muộn nhất là|muộn nhất|không quá|không muộn hơn|hạn cuối|thời hạn cuối|hạn chót|chậm nhất vào|chậm nhất đến"
    "|chậm nhất trong|xong vào|thời hạn|hạn"
)
_WITHIN = words(
    "thời gian thực hiện|thời gian hoàn thành|thời gian|trong|xong trong|hoàn thành trong|đến hết|hết|đến|đến cuối|cuối|vào cuối|hoàn thành vào|hoàn thành|xong|kết thúc|kết thúc vào|đến trước|tính đến|phấn đấu đến|ngay trong"
)
_ON = words("vào|diễn ra|tổ chức ngày|tổ chức vào")
_ANY_OPERATOR = re.compile(
    rf"(?<!\w)(?:(?P<before>{_BEFORE})|(?P<no_later_than>{_BY})|(?P<within>{_WITHIN})|(?P<on>{_ON}))\s*[,:]?\s*"
    r"(?:(?:là|hết|cuối|vào|đến|trong)\s+)*(?P<hour>\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2}\s*)?(?:phút\s*)?,?\s*(?=ngày))?"
)
_FROM = re.compile(r"(?<!\w)(?:bắt đầu\s+)?(?:từ|kể từ)\s+(?:ngày\s+|tháng\s+|quý\s+|năm\s+|đầu\s+)?[\divx]")
_SPAN_OF_DAYS = re.compile(
    r"(?<!\w)(?:từ\s+)?(?:ngày\s+)?\d{1,2}(?:/\d{1,2})?(?:/\d{4})?\s*(?:đến|-)\s*(?:hết\s+)?(?=(?:ngày\s+)?\d{1,2}/\d{1,2})"
)
_CONDITION = re.compile(
    words(
        "ngay sau khi|sau khi|kể từ ngày|kể từ khi|khi có|tính từ ngày|trước khi|trước mùa mưa|trước mùa|trong thời hạn"
    )
    + r"[^,;.]{0,80}"
)

_TERM = re.compile(
    r"(?<!\w)(?:(?:trong\s+(?:vòng|thời\s+hạn|thời\s+gian)|chậm\s+nhất|muộn\s+nhất)(?:\s+(?:là|sau|trong|không\s+quá))*\s+\d+\s+(?:ngày|giờ|tuần|tháng)"
    r"|trong\s+\d+\s+(?:ngày|giờ|tuần))(?!\w)(?!\s+(?:qua|đầu|cuối|gần|vừa|một))(?:\s+làm\s+việc)?(?P<from>\s*,?\s*(?:kể\s+từ|tính\s+từ|từ|sau)\s+(?:ngày|khi|lúc|thời\s+điểm)[^,;.]{0,80})?"
)
"""A span of time that begins with some event: no day can be told of it."""

_CONTINUOUS = re.compile(
    r"(?:^\W*|(?<=[;,:.])\s*|\b(?:và|được|phải|thực hiện|hiện|tiến hành|triển khai|một cách)\s+)"
    r"(?:thường\s+xuyên|liên\s+tục)(?!\s+(?:úng|ngập|bị|xảy))"
    r"|thường\s+xuyên\s*,\s*(?:liên\s+tục|định\s+kỳ|kịp\s+thời)|(?<!chi )(?<!nhiệm vụ )(?<!ngập )(?<!vốn )(?<!kinh phí )thường\s+xuyên\s+(?:theo\s+dõi|kiểm\s+tra"
    r"|tuyên\s+truyền|rà\s+soát|cập\s+nhật|đôn\s+đốc|tổ\s+chức|phối\s+hợp|giám\s+sát|quan\s+tâm|báo\s+cáo|nắm|giữ|duy\s+trì|hướng\s+dẫn)"
)
_CYCLES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "weekly",
        "FREQ=WEEKLY",
        re.compile(
            r"(?:hằng|hàng|mỗi)\s+tuần(?!\w)|(?:1|01|một)\s+lần\s*/\s*(?:1\s*)?tuần|tuần\s*/\s*lần|định\s+kỳ\s+tuần"
        ),
    ),
    (
        "monthly",
        "FREQ=MONTHLY",
        re.compile(
            r"(?:hằng|hàng|mỗi)\s+tháng(?!\w)|(?:1|01|một)\s+lần\s*/\s*tháng|(?<!\d)(?<!\d )(?:1|01|một)\s+tháng\s*/\s*(?:01\s+|1\s+)?lần"
            r"|định\s+kỳ\s+tháng(?!\s+\d)|(?:báo\s+cáo)\s+tháng\s*,"
        ),
    ),
    (
        "quarterly",
        "FREQ=YEARLY;BYMONTH=3,6,9,12",
        re.compile(
            r"(?:hằng|hàng|mỗi|từng)\s+quý(?!\w)|(?:4|04|bốn)\s+(?:lần|đợt|cuộc|kỳ)\s*/\s*(?:1\s*|01\s*)?năm|quý\s*/\s*lần|(?:1|01|một)\s+lần\s*/\s*quý|(?:định\s+kỳ|báo\s+cáo|theo)\s+quý(?!\s*[iv1-4])"
            r"|(?:3|03|ba)\s+tháng\s*(?:/|một|1|01)\s*(?:01\s+|1\s+)?lần|định\s+kỳ\s+(?:3|03|ba)\s+tháng"
            r"|(?<!\w)ngày\s+(?:mồng\s+|mùng\s+)?\d{1,2}\s+(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:mỗi\s+|từng\s+|hằng\s+|hàng\s+)?quý(?!\s*(?:[iv1-4]|này|sau|trước))"
            r"|(?<!\w)ngày\s+(?:mồng\s+|mùng\s+)?\d{1,2}\s+(?:của\s+)?tháng\s+đầu\s+(?:của\s+)?quý\s+(?:sau|tiếp\s+theo|kế\s+tiếp)"
        ),
    ),
    (
        "semiannual",
        "FREQ=YEARLY;BYMONTH=6,12",
        re.compile(
            r"(?:hằng|hàng|mỗi|định\s+kỳ|báo\s+cáo|sơ\s+kết|kỳ|đánh\s+giá|kết\s+quả)\s+(?:[\w]+\s+){0,3}?(?:6|06|sáu)\s+tháng(?!\s+(?:đầu|cuối)\s+năm\s+\d{4})"
            r"|(?:6|06|sáu)\s+tháng\s*(?:/|một|1|01)\s*(?:01\s+|1\s+)?lần|(?:6|06|sáu)\s+tháng\s*(?:,|và|\()\s*(?:\(?\s*(?:hằng|hàng|01|1|cả|một)?\s*)năm"
            r"|(?:2|02|hai)\s+(?:lần|đợt|cuộc|kỳ)\s*/\s*(?:1\s*|01\s*)?năm|(?:6|06|sáu)\s+tháng\s+(?:đầu\s+năm\s*)?và\s+(?:cả\s+|cuối\s+|hằng\s+|hàng\s+)?năm|(?:(?:mỗi|hằng|hàng|một)\s+)?năm\s+(?:(?:tổ\s+chức|thực\s+hiện|tiến\s+hành|kiểm\s+tra|ít\s+nhất|tối\s+thiểu)\s+){0,3}(?:2|02|hai)\s+(?:lần|đợt|cuộc|kỳ)(?!\w)"
        ),
    ),
    (
        "annual",
        "FREQ=YEARLY",
        re.compile(
            r"(?:hằng|hàng|mỗi)\s+năm(?!\w)|(?:1|01|một)\s+(?:lần|đợt|cuộc)\s*/\s*(?:1\s*|01\s*)?năm|(?:1|01|một)?\s*năm\s*(?:/|một)\s*(?:01\s+|1\s+)?lần"
            r"|định\s+kỳ\s+(?:hằng\s+|hàng\s+|một\s+)?năm(?!\s+\d)"
        ),
    ),
)
_YEARS_APART = re.compile(r"(?<!\w)(?:0?[2-9]|10|hai|ba|bốn|năm|mười)\s+năm\s*(?:/|một|1|01)\s*(?:01\s+|1\s+)?lần")
_PERIODIC = re.compile(r"(?<!không )định\s+kỳ|theo\s+kỳ")
_MONTH_DAY = re.compile(
    r"ngày\s+(?:mồng\s+|mùng\s+)?(?P<d>\d{1,2})(?!\s*/)\s*(?:(?:của\s+|tháng\s+)*(?P<w>cuối\s+quý|cuối\s+của\s+quý|đầu\s+quý|(?:hằng|hàng|mỗi)\s+tháng|tháng\s+sau)?)"
)
_YEAR_DAY = re.compile(r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})(?!\s*(?:[/\d]|lần))")
CYCLE_NAMES = {
    "continuous": "thường xuyên",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "semiannual": "6 tháng một lần",
    "annual": "hằng năm",
}
_OPERATOR_WORDS = {
    "before": "câu ghi “trước” thời điểm này, hạn lấy đúng ngày nêu trong câu",
    "no_later_than": "chậm nhất ngày này",
    "within": "đến hết thời gian nêu trong câu",
    "on": "đúng thời gian nêu trong câu",
}


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    if not (year and month and day) or not (1 <= month <= 12 and 1900 <= year <= 2199):
        return None
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _without_citations(low: str) -> str:
    """The key with the dates and years of cited documents and of quoted names blanked, its length kept.

    "24/24" and "24/7" say round the clock, and are no days either.
    """
    return _ROUND_THE_CLOCK.sub(_blank, _ENDED.sub(_blank, _CITATION.sub(_blank, low)))


_ROUND_THE_CLOCK = re.compile(r"(?<![\d/])24\s*/\s*(?:24|0?7)(?![\d/])(?!\s*/)")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def read_timing(text: str, years: Years, *, labelled: bool = False) -> Timing:
    """Read the due date or the cycle from a deed, or from a cell or line that holds nothing but a time (`labelled`)."""
    low = _without_citations(key(text))
    timing = Timing()
    _read_recurrence(low, timing, labelled=labelled)
    if timing.recurrence not in (None, "continuous"):
        if not _BOUND_DAY.search(low):
            if found := _MONTH_OF_A_YEAR.search(low):
                timing.says_more = True
                timing.why.append(f"câu còn nêu thời gian “{found[0]}”, hãy xem chu kỳ kéo dài đến khi nào")
            return timing
        # "sơ kết 6 tháng trước ngày 25/6/2026": the day of one year, and no cycle
        timing = Timing(why=["câu nêu ngày của một năm, nên không coi là chu kỳ"])
    _read_due(text, low, years, timing, labelled=labelled)
    if timing.due and not _SPAN_OF_DAYS.search(low) and not _FROM.search(low):
        days = {_iso(found) for found in _FULL_DAY.finditer(low)} | {f"{y}-12-31" for y in _ON_YEAR.findall(low)}
        more = sorted(day for day in days if day and day != timing.due)
        if timing.operator in _OUTRIGHT and not more and len(_yearly_days(low)) > 1 and not timing.says_more:
            timing.says_more = True
            timing.why.append("câu nêu nhiều ngày, đây là ngày đầu; hãy tách thành nhiệm vụ riêng")
        elif timing.operator == "within" and not labelled and _TWO_SPANS.search(low) and not timing.says_more:
            timing.says_more = True
            timing.why.append("câu nêu nhiều mốc thời gian; hãy tách thành nhiệm vụ riêng hoặc chọn hạn")
        if more and not timing.says_more:
            timing.says_more = True
            timing.why.append(
                f"câu còn nêu thời hạn khác ({', '.join(map(_said, more))}); hãy tách thành nhiệm vụ riêng"
            )
    return timing


_FULL_DAY = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})(?!\d)")
_BOUND_DAY = re.compile(rf"(?<!\w)(?:{_BEFORE}|{_BY})\s+(?:ngày\s+)?{_FULL_DAY.pattern}")
_MONTH_OF_A_YEAR = re.compile(r"trong\s+tháng\s+\d{1,2}\s*(?:/|,?\s*năm\s+)\s*\d{4}")
_ON_YEAR = re.compile(r"(?<!\w)(?:vào|trong)\s+(?:cuối\s+)?năm\s+(2[01]\d\d)(?!\d)")


_TWO_SPANS = re.compile(
    r"(?:trong|vào|thời\s+gian(?:\s+thực\s+hiện)?\s*:?)\s+(?:(?:các\s+)?năm\s+20\d\d\s*(?:,|và)\s*(?:năm\s+)?20\d\d|quý\s+(?:iv|iii|ii|i|[1-4])\s*(?:,|và)\s*(?:quý\s+)?(?:iv|iii|ii|i|[1-4])|tháng\s+\d{1,2}\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2})(?!\w)"
)


def _iso(found: re.Match[str]) -> str | None:
    day = _date(int(found["y"]), int(found["m"]), int(found["d"]))
    return day.isoformat() if day else None


def _said(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _read_recurrence(low: str, timing: Timing, *, labelled: bool) -> None:
    if found := _YEARS_APART.search(low):
        timing.why.append(f"chu kỳ “{found[0]}” dài hơn một năm, hãy tự đặt")
        low = low[: found.start()] + " " * len(found[0]) + low[found.end() :]
    for name, rule, pattern in _CYCLES:
        if pattern.search(low) or (
            labelled and name == "semiannual" and re.search(r"6\s+tháng(?!\s+(?:đầu|cuối))", low)
        ):
            several = _yearly_days(low)
            if name == "annual" and _TWO_MONTHS.search(low):
                name = "semiannual"
            if name == "annual" and len(several) in (2, 4):  # "trước ngày 15/6 và ngày 15/12 hằng năm"
                name = "semiannual" if len(several) == 2 else "quarterly"
            timing.recurrence, timing.rule = name, _rule(low, name, rule)
            timing.when = _when(low, name)
            if several and (name in ("weekly", "monthly") or (name == "quarterly" and len(several) != 4)):
                timing.says_more = True
                timing.why.append("câu còn nêu ngày cho kỳ dài hơn; hãy tách thành nhiệm vụ riêng")
            timing.why.append(f"chu kỳ: {CYCLE_NAMES[name]}")
            timing.impossible = next((f[0].strip() for f in _YEAR_DAY.finditer(low) if not _is_yearly(f)), None)
            if timing.impossible:
                timing.why.append(f"“{timing.impossible}” {_NO_SUCH_DAY}")
            elif timing.rule is None:
                timing.says_more = True
                timing.why.append("mỗi kỳ nêu một ngày khác nhau, xem trong câu")
            if timing.rule and "BYMONTHDAY" in timing.rule:
                timing.operator = "before" if re.search(r"(?<!\w)trước\s+(?:ngày\s+)?\d", low) else "no_later_than"
                timing.why.append(
                    "mỗi kỳ có ngày cố định: "
                    + ("trước ngày đó" if timing.operator == "before" else "chậm nhất ngày đó")
                )
            return
    if _CONTINUOUS.search(low) or (labelled and re.search(r"thường\s+xuyên|liên\s+tục", low)):
        timing.recurrence = "continuous"
        timing.why.append("chu kỳ: thường xuyên")
    elif _PERIODIC.search(low):
        timing.why.append("câu nói “định kỳ” nhưng không nêu bao lâu một lần")


def _is_yearly(found: re.Match[str]) -> bool:
    """Whether a day without a year comes in some year."""
    month, day = int(found["m"]), int(found["d"])
    return 1 <= month <= 12 and 1 <= day <= monthrange(2024, month)[1]


def _yearly_days(low: str) -> list[tuple[int, int]]:
    """The days without a year that a text names, as (month, day), in the order of the year."""
    return sorted({(int(f["m"]), int(f["d"])) for f in _YEAR_DAY.finditer(low) if _is_yearly(f)})


_TWO_MONTHS = re.compile(r"tháng\s+\d{1,2}\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2}\s*,?\s*(?:hằng|hàng|mỗi)\s+năm")
"""Two months of every year: "vào tháng 5 và tháng 11 hằng năm"."""
_NEXT_QUARTER = re.compile(r"tháng\s+đầu\s+(?:của\s+)?quý\s+(?:sau|tiếp\s+theo|kế\s+tiếp)")


def _rule(low: str, name: str, rule: str) -> str | None:
    """The RFC 5545 rule, with its day where the text names one ("trước ngày 20 của tháng cuối quý")."""
    dates = _yearly_days(low)
    if (name in ("annual", "semiannual") and dates) or (name == "quarterly" and len(dates) == 4):
        days = {d for _, d in dates}
        if len(days) == 1:
            return f"FREQ=YEARLY;BYMONTH={','.join(str(m) for m, _ in dates)};BYMONTHDAY={days.pop()}"
        return rule if name == "annual" else None
    months = sorted(
        {
            int(m)
            for m in re.findall(
                r"(?<!\d )tháng\s+(\d{1,2})(?![\d/])",
                re.sub(r"(tháng\s+\d{1,2}\s*(?:,|và))\s+(?=\d)", r"\1 tháng ", low),
            )
            if 1 <= int(m) <= 12
        }
    )
    if (name == "annual" or (name == "semiannual" and _TWO_MONTHS.search(low))) and months:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"
    day = _MONTH_DAY.search(low)
    if day and 1 <= int(day["d"]) <= 31 and name in ("monthly", "quarterly"):
        if name == "quarterly" and _NEXT_QUARTER.search(low):
            return f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={int(day['d'])}"
        if name == "quarterly" and (not day["w"] or "cuối" not in day["w"]):
            return rule
        return f"{rule};BYMONTHDAY={int(day['d'])}"
    return rule


def _when(low: str, name: str) -> str | None:
    """A cycle in words with the day that the text names: "hằng quý, trước ngày 20 của tháng cuối quý"; None: it names none."""
    said, dates = "", [f"{d:02d}/{m:02d}" if m < 3 else f"{d:02d}/{m}" for m, d in _yearly_days(low)]
    day = _MONTH_DAY.search(low) if name in ("monthly", "quarterly") else None
    if day and 1 <= int(day["d"]) <= 31 and len(dates) != 4:
        said = f"{_bound(low)} {int(day['d']):02d}"
        if found := _WHICH_MONTH.search(low, day.end("d")):
            said += f" {found[0]}"
        if dates:
            said += f"; câu còn nêu ngày {_listed(dates)}"
    elif dates:
        said = f"{_bound(low)} {_listed(dates)}"
    elif name == "weekly" and (found := _WEEKDAY.search(low)):
        said = found[0]
    elif name in ("annual", "semiannual") and (found := _SEASON.search(low)):
        said = re.sub(r"(?<=quý )[iv]+", lambda roman: roman[0].upper(), found[0])
    return " ".join(f"{CYCLE_NAMES[name]}, {said}".split()) if said else None


def _bound(low: str) -> str:
    """The word that binds the days of a cycle."""
    if re.search(r"(?<!\w)trước\s+(?:ngày\s+)?(?:mồng\s+|mùng\s+)?\d", low):
        return "trước ngày"
    return "chậm nhất ngày" if re.search(rf"(?<!\w){_BY}\s+(?:(?:vào|là|đến)\s+)*(?:ngày\s+)?\d", low) else "ngày"


_WHICH_MONTH = re.compile(
    r"(?:của\s+)?tháng\s+(?:cuối\s+(?:của\s+)?(?:mỗi\s+|từng\s+|hằng\s+|hàng\s+)?quý|đầu\s+(?:của\s+)?quý\s+(?:sau|tiếp\s+theo|kế\s+tiếp)|đầu\s+quý|sau|tiếp\s+theo|kế\s+tiếp)"
)
_WEEKDAY = re.compile(r"(?<!\w)(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)(?!\w)")
_SEASON = re.compile(
    r"(?:trước|trong|vào)\s+(?:tháng\s+\d{1,2}(?!\s*/)(?:\s*(?:,|và)\s*(?:tháng\s+)?\d{1,2})*|quý\s+(?:iv|iii|ii|i|[1-4]))(?!\w)"
)


def _listed(items: list[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} và {last}" if first else last


def _shortened(words: str, longest: int = 120) -> str:
    """A phrase in one line, cut behind a word where it is long."""
    words = " ".join(words.split()).strip(" ,;.")
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"


def _read_due(text: str, low: str, years: Years, timing: Timing, *, labelled: bool) -> None:
    if spans := list(_SPAN_OF_DAYS.finditer(low)):
        at = spans[-1].end()
        if _settle(text, low, at, "within", years, timing):
            return
    best: tuple[str, int] | None = None
    count = 0
    for found in _ANY_OPERATOR.finditer(low):
        operator = next(name for name in _RANK if found[name])
        if found["hour"] and operator == "before":
            operator = "no_later_than"  # "trước 17 giờ ngày 25/3": on that day it is still in time
        if not any(pattern.match(low, found.end()) for _, pattern in _COMPILED):
            continue
        if operator in ("within", "on") and not labelled and not _binds(low, found):
            continue
        count += operator in _OUTRIGHT
        if best is None or _RANK[operator] < _RANK[best[0]]:
            best = operator, found.end()
    if best and _settle(text, low, best[1], best[0], years, timing):
        if count > 1:
            timing.says_more = True
            timing.why.append("câu nêu nhiều thời hạn, đây là thời hạn đầu")
        return
    bracketed = None if labelled else _IN_BRACKETS.search(low)
    if bracketed and _settle(text, low, bracketed.end(), "within", years, timing):
        return
    if labelled and (span := _BARE_YEARS.fullmatch(low)):
        timing.due, timing.operator = f"{span['y']}-12-31", "within"
        timing.why.append(f"hạn “{text.strip()}”: {_OPERATOR_WORDS['within']}")
        return
    if labelled and not _FROM.search(low):
        places = [f.start() for _, pattern in _COMPILED for f in pattern.finditer(low)]
        for place in sorted(set(places)):
            if _settle(text, low, place, "on", years, timing):
                return
    if timing.recurrence is None and not timing.why:
        if _FROM.search(low) and labelled:
            timing.why.append("chỉ nêu thời điểm bắt đầu, không nêu hạn")
        elif term := _TERM.search(low):
            timing.when = _shortened(text[term.start() : term.end()])
            if not term["from"]:
                timing.when += ", chưa rõ tính từ ngày nào"
            timing.says_more = True
            timing.why.append(f"hạn “{timing.when}”: hãy tự đặt ngày")
        elif condition := _CONDITION.search(low):
            if condition[0].startswith(_SETS_A_DAY):  # "khi có mưa" says when to act, not until when
                timing.when = _shortened(text[condition.start() : condition.end()])
            timing.why.append(f"hạn tính theo điều kiện “{condition[0].strip()}”, không phải ngày cố định")


_BARE_YEARS = re.compile(r"\W*(?:(?:giai\s+đoạn\s+)?(?:19|20|21)\d\d\s*-\s*)?(?P<y>(?:19|20|21)\d\d)\W*")
_RANK = {"before": 0, "no_later_than": 0, "within": 1, "on": 1}
_OUTRIGHT = ("before", "no_later_than")
_IN_BRACKETS = re.compile(
    r"\(\s*(?:dự\s+kiến\s*,?\s*)?(?:thời\s+gian\s*:?\s*)?(?:trong\s+)?(?=(?:tháng\s+\d|quý\s+[iv\d])[^()]{0,40}\))"
)


_SETS_A_DAY = ("ngay sau", "sau khi", "kể từ", "tính từ", "trước mùa", "trong thời hạn")
_PAST = re.compile(words("xuất hiện|xảy ra|đã|công bố|ban hành|tầm nhìn") + r"\s*$")
_HORIZON = re.compile(rf"(?<!\w){words('quy hoạch|đề án|chiến lược|chương trình')}[^,;.]*$")
_VISION = re.compile(rf"năm\s+\d{{4}}\s*,?\s*(?:và\s+)?{words('định hướng|tầm nhìn')}")


def _binds(low: str, found: re.Match[str]) -> bool:
    """Whether "trong", "đến" and the like bind the deed.

    "Trong năm 2026" does; a past fact ("đã … trong năm 2025") and the horizon of a named programme ("Quy hoạch … đến
    năm 2045, tầm nhìn 2065") do not.
    """
    if _PAST.search(low[max(0, found.start() - 30) : found.start()]):
        return False
    if found[0].startswith("đến") and low.startswith("năm", found.end()):
        before = low[max(0, found.start() - 150) : found.start()]
        return not (_HORIZON.search(before) or _VISION.match(low, found.end()))
    return True


def _settle(text: str, low: str, at: int, operator: str, years: Years, timing: Timing) -> bool:
    """Take the date, month, quarter, half year or year that stands at `at`; false where none does or it cannot be."""
    for unit, pattern in _COMPILED:
        found = pattern.match(low, at)
        if not found:
            continue
        due, reason = _resolve(unit, found, text[found.start() : found.end()].strip(), years)
        if due is None:
            if reason and reason.endswith(_NO_SUCH_DAY):
                timing.impossible = text[found.start() : found.end()].strip()
            if reason and reason not in timing.why:
                timing.why.append(reason)
            return False
        if operator == "before" and unit != "day":
            due = _first_day(unit, due)  # "trước tháng 9": the first day that is too late
        if years.issued and due < years.issued and not (operator in _OUTRIGHT and unit == "day"):
            timing.why.append(f"“{text[found.start() : found.end()].strip()}” đã qua trước khi văn bản ban hành")
            return False
        timing.due, timing.operator = due.isoformat(), operator
        if unit != "day" and operator in ("no_later_than", "on"):
            timing.operator = "within"
        timing.why.append(f"hạn “{text[found.start() : found.end()].strip()}”: {_OPERATOR_WORDS[timing.operator]}")
        if reason:
            timing.why.append(reason)
        return True
    return False


_NO_SUCH_DAY = "không phải một ngày có thật"


def _first_day(unit: str, last: date) -> date:
    """The first day of a month, quarter, half or whole year, given its last."""
    months = {"month": 1, "quarter": 3, "half": 6}.get(unit, 12)
    return date(last.year, last.month - months + 1, 1)


def _resolve(unit: str, found: re.Match[str], said: str, years: Years) -> tuple[date | None, str | None]:
    parts = found.groupdict()
    written = parts.get("y") or parts.get("y2")
    year = int(written) if written else years.year
    if year is not None and not written and parts.get("next"):
        year += 1
    if year is None:
        return None, f"“{said}” không nêu năm và văn bản không định được năm"
    if unit == "day":
        due = _date(year, int(parts["m"] or parts["m2"]), int(parts["d"]))
    elif unit == "month":
        month = int(parts["m"])
        due = _date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and 1900 <= year <= 2199 else None
    elif unit == "quarter":
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(parts["q"]) or int(parts["q"])
        due = _date(year, 3 * quarter, (31, 30, 30, 31)[quarter - 1])
    elif unit == "half":
        due = _date(year, 6, 30) if parts["h"] == "đầu" else _date(year, 12, 31)
    else:
        due = _date(year, 12, 31)
    if due is None:
        return None, f"“{said}” {_NO_SUCH_DAY}"
    if written:
        return due, None
    if years.issued and due < years.issued:
        return None, f"“{said}” không nêu năm, mà năm {year} thì đã qua trước khi văn bản ban hành"
    return due, f"năm {year} lấy từ {years.origin}"
