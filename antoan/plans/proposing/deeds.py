"""From a sentence to its deeds: who acts, with whom, and where one deed ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from antoan.plans.proposing.bodies import each_named, is_bare, is_end_doubtful, is_verb_at, read_bodies
from antoan.plans.proposing.lexicon import ALREADY_DONE, CONNECTIVE, NOT_A_TASK, VERB, opens_deed
from antoan.plans.proposing.wording import depths, key, words


@dataclass
class Deed:
    """One deed within a sentence: its place in the sentence's text and the bodies that it names."""

    start: int
    end: int
    lead: list[str] = field(default_factory=list)
    coordinate: list[str] = field(default_factory=list)
    is_charged: bool = False  # "giao", "có trách nhiệm", "chủ trì" stand in the words
    is_supporting: bool = False  # the deed is to work with another body: "Phối hợp với …"
    is_guessed: bool = (
        False  # a body is named and then something that it does, by a verb that the lexicon does not hold
    )
    doubts: list[str] = field(default_factory=list)  # names of which it is not sure where they end
    opens_list: bool = False  # ends with a colon: what follows belongs to the same bodies


SHORTEST_DEED = 3
"""Words under which a piece after a semicolon stays with the piece before."""
_COMMAS_TRIED = 12
"""Commas after which no subject is looked for behind an introducing clause."""

FARTHEST_VERB = 160
"""Characters after its subject within which the verb of a deed is looked for."""

_CHARGE = re.compile(
    rf"(?:{words('giao cho|giao|phân công|đề nghị|kính đề nghị|trân trọng đề nghị|yêu cầu|mời|kiến nghị|ủy quyền cho|ủy nhiệm')})\s*:?\s+"
)
_WEAK_CHARGE = re.compile(words("yêu cầu|mời|kiến nghị"))
_DUTY = re.compile(
    words(
        "có trách nhiệm|chịu trách nhiệm|chủ trì|có nhiệm vụ|giao|đề nghị|yêu cầu|là cơ quan|là đầu mối|là đơn vị|phải|phân công|được giao"
    )
)
_CHAIRS = re.compile(r"(?<!\w)chủ\s+trì\s*[,;]\s*")
_AND_ALSO = re.compile(r"\s*[,;]?\s*(?:và\s+)?")
_ONLY_TIME = re.compile(
    rf"(?:thời\s+gian\s+|thời\s+hạn\s+)?(?:{words('phải hoàn thành|cơ bản hoàn thành|hoàn thành|xong|kết thúc|thực hiện xong|thời gian|thời hạn')}[\s,:]+)"
    rf"(?:{words('trước|trong|chậm nhất|muộn nhất|vào|đến|hết|cuối|là|xong|ngày|tháng|quý|năm|tuần|đầu|của|hằng|hàng|và|nhất|học|này|i|ii|iii|iv')}|[\d\s/.,;()-])*"
)
"""A clause that only says by when the deed before it is to be done ("hoàn thành trước ngày 31/8/2024")."""
_ONLY_CYCLE = re.compile(
    r"(?:(?:ít\s+nhất|tối\s+thiểu|định\s+kỳ)\s+)?(?:(?:mỗi|hằng|hàng)\s+(?:năm|quý|tháng|tuần)\s*,?\s*)?(?:(?:ít\s+nhất|tối\s+thiểu)\s+)?"
    r"(?:\d{1,2}|một|hai|ba|bốn)\s+(?:lần|cuộc|đợt|buổi|lượt|kỳ)(?:\s*(?:/|trong|mỗi|một|hằng|hàng)\s*(?:0?1\s+|một\s+)?(?:năm|quý|tháng|tuần))?[\s.;,]*"
)
"""A clause that only says how often ("mỗi năm ít nhất một cuộc")."""
_SETTING = re.compile(
    words(
        "đối với|trường hợp|trong trường hợp|khi|nếu|hằng năm|hàng năm|hằng quý|hằng tháng|hàng tháng|trên cơ sở|chậm nhất|trước ngày"
    )
)
_ABOUT = re.compile(r"đối\s+với\s+")
_INTRODUCTION = re.compile(
    words(
        "căn cứ|trên cơ sở|theo|trước|sau khi|hằng tuần|hàng tuần|mỗi năm|mỗi quý|mỗi tháng|mỗi tuần|hằng năm|hàng năm|định kỳ|trong|đối với|để|nhằm|khi|nếu|trường hợp|từ|đến|cùng với|ngoài|hằng quý|hàng quý"
        "|hằng tháng|hàng tháng|chậm nhất|bên cạnh|thực hiện chỉ thị|thực hiện nghị quyết|thực hiện kế hoạch|thực hiện nhiệm vụ|thực hiện ý kiến|với|tại|vào|ngay sau|thông qua|qua|chỉ đạo của"
    )
)
_WITH = re.compile(
    r"(?<!\w)phối\s+hợp(?:\s+(?:chặt\s+chẽ|thường\s+xuyên|đồng\s+bộ|chỉ\s+đạo))?(?:\s*,?\s*(?:với|cùng|và))*(?:\s+với)?\s+"
)
_BY = re.compile(r"(?<!\w)do\s+")
_BY_VERB = re.compile(
    rf"\s*(?:(?P<leads>{words('chủ trì|làm đầu mối|chịu trách nhiệm|đảm nhiệm')})|{words('thực hiện|tổ chức')})"
)
_ONLY_SUPPORTS = re.compile(
    rf"\s*(?:{words('tích cực|chủ động|thường xuyên')}[\s,]+)?{words('phối hợp|tham gia|hỗ trợ')}"
)
_ENUMERATES = re.compile(
    rf"(?:{words('gồm|bao gồm|gồm có|như|dự án|công trình|hạng mục|văn bản|lệnh')}[^:;.]{{0,40}}:|{words('gồm|bao gồm|gồm có')})"
    r"\s*(?=\(?\w)"
)
"""What announces a list of things whose members may sound like deeds ("gồm: (1) Cải tạo tuyến kênh …; (2) …")."""
_MEMBER = re.compile(r"\s*\(?(?:(?P<digit>\d{1,2})|(?P<roman>[ivx]{1,4})|(?P<letter>[a-zđ]))[.)]\s*")
_SPEAKS_FOR = re.compile(
    rf"^{words('ban thường vụ|ban thường trực|thường trực|ban chấp hành|chủ tịch|phó chủ tịch|lãnh đạo')}\s+(?=\w)"
)
"""Who asks in the name of the body that issues the document: "Ban Thường vụ Đảng ủy yêu cầu …"."""
_JOINT_ISSUERS = ("hai ngành", "ba ngành", "hai bên", "các bên", "hai cơ quan", "hai đơn vị")
"""What the bodies that issue a joint document call themselves."""
_SUBJECT_ALONE = re.compile(
    rf"\s*,?\s*{words('theo|trong|căn cứ|trên cơ sở|khi|tại|với|thuộc|ngoài|bằng|sau|từ|trước|hằng năm|hàng năm|định kỳ|ngay|đồng thời|có|nơi')}"
)
_CLAUSE_END = re.compile(r"[;]\s*|,\s*(?=đồng\s+thời\s)|\.\s+(?=\S)")


def read_deeds(text: str, *, under: list[str], issuer: str | None = None, guess: bool = False) -> list[Deed]:
    """The deeds of a sentence, in its order; empty where the sentence asks nothing.

    With `guess` a clause whose subject is a body is a deed even where its verb is unknown.

    `under` are the bodies to whom the place already belongs (a heading, the opening of the item). They decide whether
    "yêu cầu các Chủ đầu tư …" charges the owners or is itself what the body has to do.
    """
    low = key(text)
    if NOT_A_TASK.match(low):
        return []
    deeds: list[Deed] = []
    carried: Deed | None = None
    for begin, stop in _clauses(text, low, under, issuer):
        deed = _clause(text, low, begin, stop, under, issuer)
        if guess and (deed is None or (not deed.lead and _opens_with_body(text, low, begin))):
            names = _guessed(text, low, begin, stop, issuer)
            if names or (deed is None and names is not None):
                deed = Deed(begin, stop, names, is_guessed=True)
                deed.coordinate = _coordinating(text, low, begin, stop, deed)
        if deed is None:
            if deeds:
                deeds[-1].end = stop  # a piece without a verb of its own stays with the deed before
            continue
        deed.doubts = [name for name in (*deed.lead, *deed.coordinate) if _is_doubtful(text, low, begin, stop, name)]
        deed.lead, deed.coordinate = each_named(deed.lead), each_named(deed.coordinate)
        if not deed.lead and carried is not None:
            deed.lead = list(carried.lead)
            deed.is_charged = deed.is_charged or carried.is_charged
        if deed.lead:
            carried = deed
        deeds.append(deed)
    if deeds:
        deeds[-1].end = len(text)
        deeds[-1].opens_list = text.rstrip().endswith(":")
    return deeds


def _clauses(text: str, low: str, under: list[str], issuer: str | None) -> list[tuple[int, int]]:
    """Where the pieces of a sentence begin and end, split only where a new verb or a new subject stands."""
    depth = depths(text)
    opening = _subject(text, low, 0, len(text), under, issuer)
    not_before = opening[2] if opening else 0
    begins = [0]
    members: str | None = None  # how the members of an open list are marked
    checked = 0
    for mark in _CLAUSE_END.finditer(low):
        at = mark.end()
        if mark.start() < not_before or depth[mark.start()] or at >= len(text):
            continue
        if members is None:
            announced = (_marked(low, found.end()) for found in _ENUMERATES.finditer(low, checked, mark.start()))
            members = next((marked for marked in announced if marked), None)
        checked = at
        if members and low[mark.start()] != "." and not low.startswith("đồng thời", at):
            marked = _marked(low, at)
            if marked in (None, "verb", members):
                continue
        members = None
        if len(low[at : at + 80].split(" ")) <= SHORTEST_DEED:
            continue
        starts = CONNECTIVE.match(low, at)
        first = starts.end() if starts else at
        if opens_deed(low, first) or _subject(text, low, at, len(text), under, issuer):
            begins.append(at)
    return list(zip(begins, [*begins[1:], len(text)], strict=True))


def _marked(low: str, at: int) -> str | None:
    """How the member of a list that begins here is marked: by a digit, a Roman number, a letter, or only by its verb."""
    found = _MEMBER.match(low, at)
    if found:
        return "roman" if found["letter"] in ("i", "v", "x") else found.lastgroup
    return "verb" if opens_deed(low, at) else None


def _clause(text: str, low: str, begin: int, stop: int, under: list[str], issuer: str | None) -> Deed | None:
    start = CONNECTIVE.match(low, begin)
    first = start.end() if start else begin
    subject = _subject(text, low, begin, stop, under, issuer)
    if _ONLY_TIME.fullmatch(low, first, stop) or _ONLY_CYCLE.fullmatch(low, first, stop):
        return None
    if subject is None and not opens_deed(low, first):
        introduced = _introduced_verb(text, low, first, stop, under)
        if introduced is None:
            return _done_by(text, low, begin, stop)
        first = introduced
    deed = Deed(begin, stop)
    body_of_text = first
    if subject:
        deed.lead, deed.is_charged, body_of_text = subject
    elif (chaired := _done_by(text, low, begin, stop)) and chaired.is_charged:
        deed.lead = chaired.lead
    deed.is_charged = deed.is_charged or _DUTY.search(low, body_of_text, min(stop, body_of_text + 60)) is not None
    deed.coordinate = _coordinating(text, low, begin, stop, deed)
    deed.is_supporting = not deed.is_charged and _ONLY_SUPPORTS.match(low, body_of_text) is not None
    return deed


def _introduced_verb(text: str, low: str, at: int, stop: int, under: list[str]) -> int | None:
    """The verb behind an introducing clause without a subject: "Đối với trạm bơm Yên Sở, thực hiện bảo dưỡng …".

    Under a body's own heading any opening clause will do: "Kết thúc giám sát, ban hành báo cáo".
    """
    if not (under or _SETTING.match(low, at)) or ALREADY_DONE.match(low, at):
        return None
    for _ in range(_COMMAS_TRIED):
        comma = low.find(",", at, stop)
        if comma < 0 or ALREADY_DONE.search(low, at, comma):
            return None
        at = comma + 1
        while at < stop and low[at] == " ":
            at += 1
        if is_verb_at(text, low, at):
            return at
    return None


def _subject(
    text: str, low: str, begin: int, stop: int, under: list[str], issuer: str | None
) -> tuple[list[str], bool, int] | None:
    """The bodies that act in a clause, whether they are charged outright, and where their verb begins."""
    start = CONNECTIVE.match(low, begin)
    at = start.end() if start else begin
    if charge := _CHARGE.match(low, at):
        names = read_bodies(text, charge.end(), low=low)
        if names[0] and not (under and _WEAK_CHARGE.match(low, at)):
            return [b.name for b in names[0]], True, names[1]
    if found := _acting(text, low, at, stop, issuer):
        return found
    if (about := _ABOUT.match(low, at)) and (found := _acting(text, low, about.end(), stop, issuer)):
        return found
    if _INTRODUCTION.match(low, at):
        for _ in range(_COMMAS_TRIED):
            comma = low.find(",", at, stop)
            if comma < 0:
                break
            at = comma + 1
            while at < stop and low[at] == " ":
                at += 1
            if charge := _CHARGE.match(low, at):
                names = read_bodies(text, charge.end(), low=low)
                if names[0] and not (under and _WEAK_CHARGE.match(low, at)):
                    return [b.name for b in names[0]], True, names[1]
            if found := _acting(text, low, at, stop, issuer):
                if is_bare(found[0][0]):
                    found = found[0][1:], found[1], found[2]
                if found[0]:
                    return found
    return None


def _acting(text: str, low: str, at: int, stop: int, issuer: str | None) -> tuple[list[str], bool, int] | None:
    bodies, end = read_bodies(text, at, low=low)
    if not bodies or end >= stop:
        return None
    verb = _verb_behind(text, low, end, stop)
    if verb is None:
        # A word that official names are not made of: part of a name in a list, or the verb itself.
        more, end = read_bodies(text, at, low=low, described=True)
        verb = _verb_behind(text, low, end, stop) if end < stop else None
        if verb is None:
            return None
        bodies = more if len(more) > len(bodies) else bodies
    names = [body.name for body in bodies]
    ask = _CHARGE.match(low, verb)
    if ask and _is_issuer(names, issuer):
        all_asked: list[str] = []
        while ask:
            asked, verb = read_bodies(text, ask.end(), low=low)
            all_asked += [body.name for body in asked]
            more_asked = _AND_ALSO.match(low, verb)
            ask = _CHARGE.match(low, more_asked.end()) if asked and more_asked else None
        if all_asked:
            return all_asked, True, verb
    return names, False, verb


def _verb_behind(text: str, low: str, end: int, stop: int) -> int | None:
    """Where the verb of a subject that ends at `end` begins; None where none that the lexicon holds comes."""
    verb = end
    while verb < stop and (low[verb] in " ,:" or low[verb] == "("):
        if low[verb] == "(":
            closing = low.find(")", verb, min(stop, verb + 200))
            if closing < 0:
                return None
            verb = closing
        verb += 1
    if ALREADY_DONE.match(low, verb):
        return None
    if _SUBJECT_ALONE.match(low, verb) and not opens_deed(low, verb):
        verb = _first_verb(text, low, verb, min(stop, verb + FARTHEST_VERB))
        if verb < 0:
            return None
    return verb if opens_deed(low, verb) else None


def _is_doubtful(text: str, low: str, begin: int, stop: int, name: str) -> bool:
    at = text.find(name, begin, stop)
    return at >= 0 and is_end_doubtful(text, low, name, at + len(name))


def _first_verb(text: str, low: str, at: int, stop: int) -> int:
    """The first verb of duty from a place on, behind a comma or bare; -1 where none comes soon."""
    for word in re.finditer(r"(?<![\w-])\w", low[at:stop]):
        if is_verb_at(text, low, at + word.start()):
            return at + word.start()
    return -1


def _is_issuer(names: list[str], issuer: str | None) -> bool:
    if len(names) != 1:
        return False
    if key(names[0]) in _JOINT_ISSUERS:
        return True
    if not issuer:
        return False
    short = re.compile(words("ủy ban nhân dân"))
    mine, named = (_SPEAKS_FOR.sub("", short.sub("ubnd", key(name))) for name in (issuer, names[0]))
    return mine == named or mine.startswith(named) or named.startswith(mine)


def _coordinating(text: str, low: str, begin: int, stop: int, deed: Deed) -> list[str]:
    """Bodies named after "phối hợp với", and those of whom the clause says that they work along ("Y phối hợp")."""
    names: list[str] = []
    at = begin
    while found := _WITH.search(low, at, stop):
        bodies, end = read_bodies(text, found.end(), low=low)
        names += [body.name for body in bodies]
        at = max(found.end(), end)
    along = _CHAIRS.search(low, begin, stop)
    if along:
        bodies, end = read_bodies(text, along.end(), low=low)
        if bodies and re.match(r"\s*,?\s*(?:tham\s+gia\s+)?phối\s+hợp", low[end : end + 30]):
            names += [body.name for body in bodies]
    lead = {key(name) for name in deed.lead}
    return [name for name in dict.fromkeys(names) if key(name) not in lead]


def _done_by(text: str, low: str, begin: int, stop: int) -> Deed | None:
    """A clause in the passive: "… do Sở Y tế chủ trì"."""
    at = begin
    while found := _BY.search(low, at, stop):
        bodies, end = read_bodies(text, found.end(), low=low)
        if bodies and (verb := _BY_VERB.match(low, end)):
            deed = Deed(begin, stop, [body.name for body in bodies], is_charged=bool(verb["leads"]))
            deed.coordinate = _coordinating(text, low, begin, stop, deed)
            return deed
        at = max(found.end(), end)
    return None


_CUT = re.compile(r"\s*[,;]\s*(?:và\s+|đồng\s+thời\s+)?|\s+và\s+")


def cuts_of(text: str, deed: Deed) -> Iterator[tuple[int, int]]:
    """Where a deed may be cut in two that each have a verb of their own: the end of the one, the begin of the other."""
    low, depth = key(text), depths(text)
    for found in _CUT.finditer(low, deed.start + 1, deed.end):
        at = found.end()
        if depth[found.start()] or at >= deed.end or not is_verb_at(text, low, at):
            continue
        if not _ONLY_TIME.fullmatch(low, at, deed.end):
            yield found.start(), at


def is_only_time(text: str) -> bool:
    """Whether a sentence only says by when what stands before it is to be done ("Hoàn thành trong quý III/2024.")."""
    return _ONLY_TIME.fullmatch(key(text.strip())) is not None


def _opens_with_body(text: str, low: str, begin: int) -> bool:
    """Whether a clause begins with a body though its first word may be a verb too ("Phòng Kinh tế …", "Hằng tuần, Đoàn …")."""
    start = CONNECTIVE.match(low, begin)
    first = start.end() if start else begin
    cycle = _EACH.match(low, first)
    return bool(read_bodies(text, cycle.end() if cycle else first, low=low)[0])


_EACH = re.compile(r"(?:hằng|hàng|mỗi|từng)\s+(?:năm|quý|tháng|tuần|ngày)\s*,\s*")


def _guessed(text: str, low: str, begin: int, stop: int, issuer: str | None) -> list[str] | None:
    """The bodies of which a clause says something that they do, though its verb is unknown; none where it states a fact.

    The list is empty where the name and the deed cannot be told apart.
    """
    start = CONNECTIVE.match(low, begin)
    first = start.end() if start else begin
    starts = [first]
    if _INTRODUCTION.match(low, first):
        starts += [found.end() for found in re.finditer(r",\s*", low[:stop]) if found.end() > first][:_COMMAS_TRIED]
    for at in starts:
        bodies, end = read_bodies(text, at, low=low)
        if not bodies or end > stop:
            continue
        rest = _TIME_BETWEEN.sub("", low[end:stop].lstrip(" ,"))
        if not rest[:1].isalpha() or ALREADY_DONE.match(rest) or _STATES.match(rest):
            said = text[bodies[-1].start : bodies[-1].end].split()
            small = next((n for n, word in enumerate(reversed(said)) if not word.islower()), len(said))
            return None if small < SHORTEST_DEED or ALREADY_DONE.match(rest) else []
        if not _is_issuer([bodies[0].name], issuer):
            return [body.name for body in bodies]
    return None


_TIME_BETWEEN = re.compile(rf"{words('trước|trong|từ|chậm nhất|hằng|hàng|mỗi|định kỳ')}[^,]{{0,60}},\s*")
_STATES = re.compile(
    words(
        "là|có|gồm|bao gồm|được|bị|thì|còn|vẫn|chiếm|đạt|trên|trong|tại|từ|trước|sau|và|của|cho|với|theo|để|khi|chưa|không|như|do"
    )
)


_IS_SAID_OF = re.compile(rf"(?:[\w-]+\s+){{1,5}}?{words('là|chiếm|gồm|bao gồm|thuộc về')}")
"""A thing of which something is said: "Máy gặt là nguồn nguy hiểm"."""


def states_no_fact(text: str) -> bool:
    """Whether a sentence without a subject opens with a word of its own, as a deed does whose verb is unknown."""
    low = key(text.strip())
    start = CONNECTIVE.match(low)
    first = start.end() if start else 0
    return (
        len(low.split()) > SHORTEST_DEED
        and not low.endswith(":")
        and low[first : first + 1].isalpha()
        and not (
            _STATES.match(low, first)
            or _IS_SAID_OF.match(low, first)
            or NOT_A_TASK.match(low)
            or ALREADY_DONE.search(low)
        )
    )


def is_matter_of_duty(title: str) -> bool:
    """Whether a heading is itself a deed ("Tổ chức hội nghị quán triệt Chỉ thị")."""
    low = key(title)
    start = CONNECTIVE.match(low)
    return VERB.match(low, start.end() if start else 0) is not None and opens_deed(low, start.end() if start else 0)


_CONDITIONAL = re.compile(rf"\W*{words('trường hợp|khi có|khi xảy ra|nếu|trong trường hợp')}")


def is_conditional(text: str) -> bool:
    """Whether a deed is only to be done when something happens ("Trường hợp …, các đơn vị …")."""
    return _CONDITIONAL.match(key(text)) is not None


_LEAD_IN = re.compile(
    r"(?:"
    + words("có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|tổ chức triển khai|tổ chức thực hiện|như sau|sau đây")
    + r"|(?:nhiệm vụ|nội dung|giải pháp|công việc|yêu cầu)(?!\w)[^:]{0,40}\s(?:sau|sau đây|cụ thể|trọng tâm)(?:\s+đây)?)\s*:\s*$"
)


def is_lead_in(text: str) -> bool:
    """Whether a clause only says who is charged with what follows it ("Sở Y tế có trách nhiệm:")."""
    return _LEAD_IN.search(key(text)[-120:]) is not None
