"""The grammar of bodies: Party, State, Front, mass organisations, forces, courts, enterprises and their heads.

A name begins with a head ("Sở", "Ủy ban nhân dân", "các tổ chức chính trị") and runs on until a verb, a preposition,
another head after a comma or "và", or a small word that names are not made of (see `names`). So "Sở Nông nghiệp và Môi trường" stays whole, while "Sở Y tế và Công an tỉnh" are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from antoan.plans.proposing.lexicon import VERB, broadcasts, opens_deed
from antoan.plans.proposing.names import is_short, part_at
from antoan.plans.proposing.wording import key, words

LONGEST_NAME = 30
"""Words after which a name is no name any more; the longest official ones have some twenty."""


@dataclass(frozen=True)
class Body:
    name: str
    start: int
    end: int


_GENERIC = (
    "sở|ban|ngành|phòng|bộ|cơ quan|đơn vị|đoàn thể|hội|địa phương|xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh|quận|đặc khu|thôn|bản|làng"
    "|khu phố|tổ dân phố|buôn|ấp|cấp|hội đoàn thể|trường|cơ sở|lực lượng|ban ngành|chi|ban đảng|ủy ban|phòng ban"
)
_PEOPLE = (
    "các ông (bà)|các ông, bà|các ông/bà|ông (bà)|phó thủ tướng chính phủ|phó thủ tướng|thứ trưởng|phó trưởng ban|phó trưởng phòng|phó hiệu trưởng|phó cục trưởng|chủ nhiệm|phó chủ nhiệm"
    "|kiểm sát viên|trưởng trạm|trạm trưởng|trưởng thôn|trưởng bản|trưởng khu phố|trưởng các đoàn thể|trưởng ban quản lý"
    "|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|thủ trưởng|người đứng đầu|bí thư|phó bí thư|chánh văn phòng|phó chánh văn phòng"
    "|chánh thanh tra|chánh án|viện trưởng|hiệu trưởng|bộ trưởng|cục trưởng|chi cục trưởng|tổng cục trưởng|vụ trưởng|trưởng ban|trưởng phòng"
    "|trưởng các ban|trưởng các phòng|trưởng công an|trưởng đoàn|trưởng thôn|thủ tướng chính phủ|thủ tướng|đồng chí|các đồng chí"
    "|kế toán ngân sách|kế toán|thủ quỹ|trưởng làng|trưởng buôn|già làng|nhân viên y tế thôn bản|nhân viên y tế|cộng tác viên"
    "|kế toán trưởng|chỉ huy trưởng|tổng biên tập|trưởng|các thành viên"
)
# Names that may be followed by a verb at once.
_COMPLETE = (
    "ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thường trực hội đồng nhân dân|thường trực hđnd|chính quyền|chính phủ|quốc hội|mặt trận tổ quốc"
    "|ủy ban mặt trận tổ quốc|ubmttq|ubmttqvn|mttq|mặt trận|ủy ban mttq|cấp ủy|các cấp ủy|đảng ủy|huyện ủy|thành ủy|tỉnh ủy|thị ủy|quận ủy"
    "|đảng bộ|chi bộ|chi ủy|chi, đảng bộ|chi bộ, đảng bộ|ban thường vụ|ban chấp hành|thường trực|đảng đoàn|ban cán sự đảng"
    "|tổ chức đảng|tổ chức cơ sở đảng|tccsđ|tổ chức chính trị|tổ chức công đoàn|tổ chức đoàn thể|tổ chức xã hội|tổ chức thành viên"
    "|các tổ chức|tổ chức quốc tế|đoàn thể|công an|quân sự|quân đội|lực lượng vũ trang|công đoàn|liên đoàn lao động|lđlđ|thành đoàn|tỉnh đoàn|huyện đoàn|xã đoàn|phường đoàn"
    "|đoàn thanh niên|đoàn tncs|hội nông dân|hội phụ nữ|hội liên hiệp phụ nữ|hội cựu chiến binh|hội chữ thập đỏ|hội người cao tuổi|hội khuyến học"
    "|hội luật gia|thuế tỉnh|thuế thành phố|thuế cơ sở|hội liên hiệp thanh niên|doanh nghiệp|hợp tác xã|người sử dụng lao động|người lao động|chủ sử dụng lao động|chủ đầu tư|nhà thầu|nhà thầu thi công|nhà thầu xây dựng|tư vấn giám sát"
    "|chủ tàu cá|chủ tàu|chủ phương tiện|chủ cơ sở|chủ hộ|chủ mỏ|chủ lò|chủ nhà|chủ thầu|chủ rừng|chủ xe|chủ vườn|thuyền trưởng|thuyền viên"
    "|nhà đầu tư|chủ doanh nghiệp|cơ sở sản xuất, kinh doanh, dịch vụ|cơ sở sản xuất, kinh doanh|cơ sở sản xuất kinh doanh|cơ sở sản xuất|cơ sở giáo dục|cơ sở y tế|cơ sở khám bệnh|hộ kinh doanh|hộ gia đình|cơ quan|đơn vị|cá nhân"
    "|địa phương|bảo hiểm xã hội|bhxh|kho bạc nhà nước|ngân hàng nhà nước|tòa án nhân dân|tòa án|tand|viện kiểm sát nhân dân|viện kiểm sát|vksnd"
    "|cơ quan thi hành án|thi hành án dân sự|bộ đội biên phòng|đồn biên phòng|hạt kiểm lâm|kiểm lâm|cấp có thẩm quyền|nhà trường|đại sứ quán"
    "|trạm y tế|cơ quan báo chí|cơ quan thông tấn|đoàn đại biểu quốc hội|ubkt|ban chỉ đạo|ban tổ chức|ban dân vận|ban tuyên giáo|ban nội chính"
    "|văn phòng hđnd và ubnd|văn phòng hội đồng nhân dân và ủy ban nhân dân|văn phòng đoàn đại biểu quốc hội và hđnd|vp hđnd và ubnd"
    "|văn phòng|văn phòng cấp ủy|sở lđtbxh|sở lđ-tbxh|phòng lđtbxh|sở nội vụ|ủy ban kiểm tra|kiểm toán nhà nước|thanh tra chính phủ|thanh tra tỉnh"
    "|thanh tra thành phố|thanh tra huyện|thanh tra sở|cảnh sát giao thông|cảnh sát|thanh tra giao thông|điện lực|tổ công tác|tổ giúp việc"
    "|đơn vị tư vấn|đơn vị kiểm định|đơn vị kiểm tra|đơn vị thi công|đơn vị vận hành|đơn vị khai thác|đơn vị cung cấp|đơn vị sự nghiệp|đơn vị tổ chức sự kiện"
    "|đơn vị huấn luyện|đơn vị duy trì|đơn vị quản lý|đơn vị sử dụng lao động|đơn vị chủ trì|đơn vị phối hợp|cơ quan chủ trì|cơ quan thường trực|cơ quan tham mưu, giúp việc|cơ quan tham mưu giúp việc|cơ quan tham mưu"
    "|cơ quan truyền thông|cơ quan thông tin|cơ quan quản lý|cơ quan chuyên môn|cơ quan chức năng|cơ quan chủ quản|cơ sở đào tạo|cơ sở nghiên cứu|tổ chức kiểm định"
    "|tổ chức huấn luyện|cơ quan thẩm định|cơ quan kiểm tra|cơ quan điều tra|lực lượng chức năng|các lực lượng|ban ngành|cơ quan quản lý nhà nước"
    "|thanh tra bộ|thanh tra tỉnh|thanh tra nhà nước|hai ngành|ba ngành|hai bên|các bên|hai cơ quan|hai đơn vị|cán bộ, công chức|công chức|viên chức|cán bộ phụ trách"
    "|hệ thống chính trị|cán bộ|đảng viên|cộng đồng|nghệ nhân|nghệ sĩ|nghệ sỹ|làng nghề|các nhóm|nhóm|giám tuyển|câu lạc bộ|đảng viên"
)
# Names that are nothing without a further word ("Sở", "Trung tâm"): the word after them is never a verb.
_OPEN = (
    "trung tâm|tạp chí|bộ phận|chuyên viên|ban quản lý|bql|ban qlda|ban chỉ huy|chi cục|tổng cục|tổng công ty|công ty|tập đoàn|bệnh viện|bộ chỉ huy|bộ tư lệnh|bchqs"
    "|liên hiệp|liên hiệp các|liên minh|hiệp hội|cổng thông tin|học viện|trường học|nhà máy|bảo tàng|nhà hát|hãng phim|cảng vụ|hội đồng|thư viện"
    "|vườn quốc gia|quỹ|xí nghiệp|cơ quan báo|báo và đài|báo và phát thanh|đài phát thanh|đài truyền hình|đài truyền thanh|đài tiếng nói|ngân hàng|cục thuế|chi cục thuế"
    "|hội liên hiệp|liên đoàn|tòa soạn|câu lạc bộ|ủy ban|trung ương đoàn|trung ương hội"
)
_SINGLE = "sở|ban|phòng|bộ|cục|vụ|viện|trường|hội|đoàn|đài|báo|trạm|đội|tổ|cụm|tổng hội|tòa|khối|ngành|thuế"
_NOT_AFTER_SINGLE = words(
    "hành|ngừa|chống|cháy|cáo|hợp|viên|nghị|thảo|máy|chức|kèm|hữu|tại|đảm|vệ|nhận diện|quy|tiêu chí|luật|diễn|trưng|kiến|câu hỏi|cục"
    "|dịch|bệnh|nghiệp|dưỡng|phí|môn|lượng|nhập"
)
_PLACES = "thành phố|tỉnh|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn"

_MANY = rf"(?:{words('toàn thể các|tất cả các|các|những|mọi|một số|mỗi|toàn thể|toàn bộ|từng|cả')}\s+)?"
_COMPLETE_HEAD = re.compile(rf"{_MANY}(?:{words(_COMPLETE)})")
_PEOPLE_HEAD = re.compile(rf"{_MANY}(?:{words(_PEOPLE)})")
_OPEN_HEAD = re.compile(rf"{_MANY}(?:{words(_OPEN)})")
_SINGLE_HEAD = re.compile(rf"{words(_SINGLE)}\s+(?!{_NOT_AFTER_SINGLE}|thi\s+(?!hành))")
_PLACE_HEAD = re.compile(rf"{words(_PLACES)}\s+")
_COMPANY = re.compile(rf"(?:các\s+)?{words('công ty|tổng công ty|tập đoàn|xí nghiệp')}")
_COMPANY_FORMS = ("cổ", "phần", "tnhh", "mtv", "ty")
_BUSINESS = re.compile(
    words(
        "cổ phần|tnhh mtv|tnhh|một thành viên|tư vấn|đầu tư|xây dựng|dịch vụ|thương mại|phát triển|môi trường|công trình|đô thị|sản xuất|kinh doanh|khai thác"
        "|vận tải|hạ tầng|kỹ thuật|công nghiệp|nông nghiệp|thủy lợi|quản lý|chế biến|xuất nhập khẩu|du lịch|truyền thông|thiết kế|giám sát|công nghệ|thiết bị|và"
    )
)
_NAMED_PERSON = re.compile(r"(?:các\s+)?(?:ông|bà)\s+")
_GENERIC_WORD = re.compile(words(_GENERIC))
_PLACE_WORD = re.compile(words(_PLACES))
_GENERIC_RUN = re.compile(
    rf"(?:{words('các|toàn thể các|một số|những|mỗi|từng|tất cả các')}\s+)(?:{words(_GENERIC)})(?:\s*(?:[,/-]|,?\s*và|,?\s*hoặc)\s*(?:{words(_GENERIC)})(?!\s+(?:[\w]+\s+)?{words('chỉ đạo')}))*"
)
_BARE_GENERIC_RUN = re.compile(
    rf"(?:{words('sở|ban|bộ|phòng')})(?:\s*(?:,|và)\s*(?:{words('ban|ngành|phòng|đoàn thể|hội|cơ quan|đơn vị|địa phương|sở')}))+"
)
_KEPT_WHOLE = re.compile(
    words(
        "quốc phòng|việc làm|dịch vụ tổng hợp|phòng cháy, chữa cháy|phòng cháy và chữa cháy|phòng cháy chữa cháy|các cấp|phòng, chống|phòng chống|hđnd và ubnd|hội đồng nhân dân và ủy ban nhân dân|dự án đầu tư xây dựng công trình|dự án đầu tư xây dựng|dự án đầu tư|dự án|tổ chức chính trị|tổ chức xã hội|tổ chức đảng|tổ chức cơ sở đảng"
        "|tổ chức thành viên|tổ chức - hành chính|quản lý nhà nước|quản lý thị trường|quản lý hạ tầng kỹ thuật|quản lý hạ tầng|quản lý đô thị"
        "|quản lý dự án|quản lý các khu|quản lý khu|quản lý chất lượng|quản lý đất đai|bảo vệ môi trường|bảo vệ thực vật|bảo trợ xã hội"
        "|giáo dục và đào tạo|giáo dục - đào tạo|giáo dục nghề nghiệp|giáo dục thường xuyên|kiểm soát bệnh tật|phát triển quỹ đất|phát triển nông thôn"
        "|xúc tiến đầu tư|phục vụ hành chính công|thông tin và truyền thông|thông tin đại chúng|phát thanh|truyền hình"
        "|được giám sát|được kiểm tra|được thanh tra|được kiểm toán|được lựa chọn|được cử|được mời|được hỗ trợ|được thụ hưởng|được phân bổ"
        "|duy trì thoát nước|duy trì hệ thống thoát nước|được giao nhiệm vụ|được phân công|được giao|có liên quan|liên quan|có tên trong"
        "|trên địa bàn|trên toàn|trong tỉnh|trong huyện|trong nước|trong và ngoài nước|trực thuộc|trực tiếp quản lý|sử dụng lao động|sử dụng đất|xây dựng nông thôn mới"
        "|thi đua - khen thưởng|thi đua khen thưởng|thi đua, khen thưởng|thi hành án|có thẩm quyền|đầu tư xây dựng|đầu tư phát triển"
        "|vận hành thoát nước|sự kiện tổ chức chương trình|cơ sở|kiểm tra đảng|cứu nạn, cứu hộ|tìm kiếm cứu nạn"
        "|tham gia bảo vệ|đảng viên|có sử dụng|có người lao động|diễn ra sự kiện|có nguy cơ|có đông|đóng trên|chức năng|cấp có"
        "|thuộc|quản lý kinh tế|khám bệnh, chữa bệnh|đăng kiểm|đăng ký đất đai"
    )
)
_STOP = re.compile(
    words(
        "trong|để|theo|về|nhằm|tại|trên|từ|khi|đã|đang|sẽ|phải|cần|nên|thì|là|được|với|bằng|vì|do|nếu|qua|có|vào|mà|đến|như|này|đối với|không|nhưng"
        "|trước|sau|ngay|chịu|nghiêm túc|thực sự|khẩn trương|luôn|tự|cùng với|sớm|cơ bản|trường hợp|gồm|bao gồm|đều|còn|vẫn|rồi|nơi"
    )
)
_JOIN = re.compile(r"\s*(?:[,;/&]\s*(?:và\s+|cùng\s+|hoặc\s+)?|(?:và|cùng với|cùng|hoặc)\s+)")
_WORD = re.compile(r"[\w.&'’-]*[\w.&'’]")
_BRACKET = re.compile(r"\s*\([^()]{0,200}\)")
_NAME_TAIL = re.compile(
    words(
        "thương binh|xã hội|thể thao|du lịch|thông tin|truyền thông|môi trường|đào tạo|công nghệ|phát triển|dân vận|vật tư|khoa học|truyền hình|đô thị|hạ tầng|quỹ đất"
    )
)
_OTHER_KIND = re.compile(words("đơn vị|cơ quan|cơ sở|lực lượng|trường"))  # "UBND các xã và đơn vị vận hành" are two
_GENERIC_TAIL = re.compile(rf"(?:các|những|một số)\s+(?:[^,]+,\s*)*?(?:{words(_GENERIC)})$")
_COMMITTEE = re.compile(words("huyện ủy|thị ủy|thành ủy|quận ủy|đảng ủy|tỉnh ủy|chi ủy|đảng bộ|thị|thành|quận"))
_COMMITTEES = re.compile(rf"\w\s+(?:các|những)\s+(?:(?:{_COMMITTEE.pattern})\s*,\s*)*(?:{_COMMITTEE.pattern}|huyện)$")
_NO_BODY = re.compile(
    rf"(?:{_MANY})(?:{words('cơ quan|đơn vị')})\s+{words('chỉ đạo|chủ trì|phối hợp|thực hiện|tổ chức|chủ trì thực hiện|thường trực|và')}"
)


def _head(text: str, low: str, at: int, loose: bool = False) -> tuple[int, str] | None:
    """Where a head that begins at `at` ends, and its class: complete, open, person, generic, place."""
    for pattern, sort in ((_GENERIC_RUN, "generic"), (_BARE_GENERIC_RUN, "generic")):
        if found := pattern.match(low, at):
            longer = _COMPLETE_HEAD.match(low, at)
            if not longer or longer.end() < found.end() or (sort == "generic" and longer.end() == found.end()):
                return found.end(), sort
    best: tuple[int, str] | None = None
    for pattern, sort in ((_COMPLETE_HEAD, "complete"), (_OPEN_HEAD, "open"), (_PEOPLE_HEAD, "person")):
        found = pattern.match(low, at)
        if found and (best is None or found.end() > best[0]):
            best = found.end(), sort
    if best:
        return best
    if (found := _SINGLE_HEAD.match(low, at)) and (loose or text[at].isupper()) and _is_capital(text, found.end()):
        return found.end() - 1, "open"
    if (found := _NAMED_PERSON.match(low, at)) and _is_capital(text, found.end()):
        return found.end() - 1, "named"
    if (found := _PLACE_HEAD.match(low, at)) and _is_capital(text, found.end()):
        return found.end() - 1, "place"
    return None


def _is_capital(text: str, at: int) -> bool:
    return at < len(text) and (text[at].isupper() or text[at].isdigit())


def is_verb_at(text: str, low: str, at: int) -> bool:
    """Whether the word at this place opens a deed: a verb of the office in small letters, not part of a fixed name."""
    if at >= len(text) or not text[at].islower() or not opens_deed(low, at):
        return False
    return broadcasts(low, at) or not _KEPT_WHOLE.match(low, at)


_UNMISTAKABLE = re.compile(
    words(
        "tổ chức|triển khai|thực hiện|phối hợp|chủ trì|tham mưu|chỉ đạo|báo cáo|đôn đốc|rà soát|ban hành|kiểm tra|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|phải"
    )
)
"""Verbs that open a deed even right behind a name that wants a further word ("Ban Quản lý tổ chức …")."""
_PRIVATE = re.compile(
    rf"(?:{words('các|những|mọi')}\s+)?"
    + words(
        "doanh nghiệp|hợp tác xã|hộ kinh doanh|hộ gia đình|cơ sở sản xuất, kinh doanh, dịch vụ|cơ sở sản xuất, kinh doanh|cơ sở sản xuất kinh doanh|cơ sở sản xuất"
        "|cơ sở kinh doanh|cơ sở"
    )
)
_POST = re.compile(rf"(?!{words('các|đồng chí')}){words('công chức|viên chức|cán bộ|chuyên viên', _PEOPLE)}")
"""What a person named before a comma is."""
_MANY_OF = re.compile(rf"{words('các|những|mọi|tất cả các|toàn thể các')}\s")

MOST_BODIES = 60


def _is_private(name: str) -> bool:
    """Whether a name means enterprises and their like at large, none of which a register of offices holds."""
    return bool(_PRIVATE.match(key(name))) and name[1:] == name[1:].lower()


def read_bodies(
    text: str, at: int = 0, *, low: str | None = None, loose: bool = False, described: bool = False
) -> tuple[list[Body], int]:
    """The bodies listed from `at` on, and where the list ends; none where no body begins there.

    `described` takes words into a name that official names are not made of, until a verb known to the lexicon comes.

    `loose` reads a list that holds nothing else (a table cell, a heading, "Đơn vị phối hợp: …"): there verbs and
    prepositions do not end a name, and what is between two separators is a name even if its head is unknown.
    """
    low = key(text) if low is None else low
    at = _skip_blanks(text, at)
    bodies: list[Body] = []
    end = at
    while at < len(text) and len(bodies) < MOST_BODIES:
        head = _head(text, low, at, loose)
        if head is None and not (loose and bodies):
            break
        stop, next_at = _name_end(text, low, at, head or (at, "complete"), loose, described)
        name = text[at:stop].strip(" ,;:.-–\u200b\n")
        if not name:
            break
        if bodies and head is not None and head[1] == "person" and _is_bare_title(bodies[-1].name):
            first = bodies.pop()
            bodies.append(Body(text[first.start : stop].strip(), first.start, stop))
        elif (
            bodies
            and _MANY_OF.match(key(bodies[-1].name))
            and _is_private(bodies[-1].name)
            and _is_private(name)
            and (not _MANY_OF.match(key(name)))
        ):
            first = bodies.pop()  # "Các doanh nghiệp, cơ sở sản xuất trên địa bàn" are one crowd
            bodies.append(Body(text[first.start : stop].strip(), first.start, stop))
        else:
            bodies.append(Body(name, at, at + len(name)))
        end = stop
        if next_at is None:
            break
        at = next_at
    return bodies, end


def _is_bare_title(name: str) -> bool:
    low = key(name)
    found = _PEOPLE_HEAD.match(low)
    return bool(found and found.end() == len(low)) and not low.startswith("các ")


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _name_end(
    text: str, low: str, start: int, head: tuple[int, str], loose: bool, described: bool
) -> tuple[int, int | None]:
    """Where the name ends, and where the next body of the list begins, if another follows."""
    at, sort = head
    is_fresh = sort == "open"  # no verb can follow an open head at once
    is_company = _COMPANY.match(low, start) is not None  # until its own name has come, words of trade are no verbs
    is_official = not (described or _is_described(text, low, start))
    wants_rest = False  # the first syllable of a part has come ("Nghiệp"), the second may follow ("vụ")
    end = at
    count = 0
    while at < len(text) and count < LONGEST_NAME:
        if bracket := _BRACKET.match(text, at):
            at = bracket.end()  # "(qua Phòng …)" is a remark, not part of the name
            if at >= len(text) or (not loose and not text[at : at + 1].strip()):
                continue
            continue
        join = _JOIN.match(low, at)
        if join:
            follows = join.end()
            mark = low[join.start() : join.end()].strip()
            next_head = _head(text, low, follows, loose)
            if next_head and next_head[1] == "place" and sort != "place":
                next_head = None
            if next_head and sort == "named" and "," in mark and _POST.match(low, follows):
                at = follows  # "Bà Lê Thị Mười, công chức Văn hóa - Xã hội" is one person
                sort = "person"
                continue
            if next_head and low[start:end].endswith((" chi", " chi bộ")):
                next_head = None  # "Bí thư các chi, đảng bộ"
            if next_head and _COMMITTEES.search(low[start:end]) and (another := _COMMITTEE.match(low, follows)):
                at = end = another.end()  # "Ban tuyên giáo các huyện ủy, thị ủy, thành ủy"
                continue
            if (
                next_head
                and _GENERIC_WORD.match(low, follows)
                and _GENERIC_TAIL.search(low[max(start, end - 80) : end])
            ):
                next_head = None  # "Thủ trưởng các sở, ban, ngành"
            if next_head:
                return end, follows
            if mark.startswith(";"):
                return (end, follows) if loose and follows < len(text) else (end, None)
            if is_company and _BUSINESS.match(low, follows):
                at = follows
                continue
            if is_verb_at(text, low, follows) and not (loose and _NAME_TAIL.match(low, follows)):
                return end, None
            is_name_part = (
                mark == "và"
                or (follows < len(text) and text[follows].isupper())
                or _names_a_place(text, follows)
                or _NAME_TAIL.match(low, follows)
                or (sort in ("generic", "person") and _GENERIC_WORD.match(low, follows))
                or _PLACE_WORD.match(low, follows)
                or _KEPT_WHOLE.match(low, follows)
            )
            if not is_name_part:
                return (end, follows) if loose and "," in mark and follows < len(text) else (end, None)
            at = follows
            is_fresh = wants_rest = False
            continue
        if text[at].isspace():
            at += 1
            continue
        if (
            text[at] == ":"
            and re.search(r"(?:các|những) \w+\s*$", low[start:at])
            and _is_capital(text, _skip_blanks(text, at + 1))
        ):
            at += 1  # "UBND các phường: Ba Đình, Hoàn Kiếm"
            continue
        if text[at] in "-–":
            at += 1
            continue
        if text[at] in "“\"'" and count:
            return end, None
        word = _WORD.match(text, at)
        if not word:
            return end, None
        kept = (
            None
            if broadcasts(low, at)
            else _KEPT_WHOLE.match(low, at) or (_BUSINESS.match(low, at) if is_company else None)
        )
        # A deed may follow a whole name; a name that wants a further word takes its part first ("Ban Quản lý rừng phòng hộ").
        is_begun = is_fresh or (not count and _TAKES_A_MATTER.match(low, start) is not None)
        part = part_at(low, at, is_large=text[at].isupper() or is_begun) if is_official else None
        if part and text[at].isupper() and _is_proper(text, head[0], at) and is_verb_at(text, low, word.end() + 1):
            part = None  # "Phước Dân vận động": the name of a place, and then a deed
        if (
            is_fresh and not count and not loose and text[at].islower() and _UNMISTAKABLE.match(low, at)
            and not low[start:at].rstrip().endswith((" các", " những")) and is_verb_at(text, low, at)
        ):  # fmt: skip
            return end, None
        if kept and not (part and part > kept.end()):
            at = end = kept.end()
            is_fresh = wants_rest = False
            count += 1
            continue
        if part and (text[at].isupper() or is_begun or not is_verb_at(text, low, at)):
            is_company = is_company and _BUSINESS.match(low, at) is not None
            at = end = part
            is_fresh = low[word.start() : word.end()] == "các" and part == word.end()
            wants_rest = False
            count += 1
            continue
        is_rest = wants_rest and _is_one_verb(low, start, at, word.end())
        if (
            not loose
            and not is_fresh
            and not is_rest
            and (is_verb_at(text, low, at) or (_STOP.match(low, at) and text[at].islower()))
        ):
            return end, None
        is_foreign = is_official and not loose and not is_fresh and text[at].islower()
        if is_foreign and not (wants_rest and len(word[0]) > 1) and not _is_linked(text, at):
            return end, None
        wants_rest = is_official and (
            is_fresh
            if text[at].islower()
            else word[0].isalpha() and not (is_short(word[0]) or _is_proper(text, head[0], at))
        )
        is_company = is_company and low[word.start() : word.end()] in _COMPANY_FORMS
        is_fresh = low[word.start() : word.end()] in ("các", "những")  # "Hội đồng các cấp": no verb follows at once
        count += 1
        at = word.end()
        end = at
        if text[at - 1] == "." and not _is_abbreviation(text, at):
            return at - 1, None
    return end, None


_TAKES_A_MATTER = re.compile(words("ban chỉ đạo|ban chỉ huy"))
_DESCRIBED = re.compile(
    rf"{_MANY}"
    + words(
        "doanh nghiệp|hợp tác xã|người|chủ|cơ sở|đơn vị|cơ quan|nhà thầu|nhà đầu tư|hộ|cá nhân|tổ chức|cán bộ|công chức|viên chức|cộng đồng|nhóm|lực lượng"
        "|tư vấn|nghệ nhân|nghệ sĩ|đảng viên|hội viên|địa phương|làng nghề|hệ thống|thành viên|ông|bà|hai|ba|cấp"
    )
)


def _is_described(text: str, low: str, at: int) -> bool:
    """Whether a body is told by what it does or has ("các cơ sở sấy cà phê") and not called by an official name."""
    found = _DESCRIBED.match(low, at)
    return found is not None and not _is_capital(text, _skip_blanks(text, found.end()))


def _is_proper(text: str, after_head: int, at: int) -> bool:
    """Whether the large word at this place belongs to a proper name: another stands before it, or the word for a place."""
    before = text[after_head:at].split()
    if not before or not before[-1][-1].isalnum():
        return False
    return _is_capital(before[-1], 0) or bool(_PLACE_WORD.fullmatch(key(before[-1])))


def _is_one_verb(low: str, start: int, at: int, end: int) -> bool:
    """Whether the syllable at this place and the one before it are one word ("Đào tạo"), so that it opens no deed."""
    before = low.rfind(" ", start, at - 1) + 1
    found = VERB.match(low, before)
    return bool(found and found.end() >= end)


_TIE = re.compile(words("các|những|và"))


def _is_linked(text: str, at: int) -> bool:
    """Whether a small word that is no part of a name still ties two parts of one ("Công đoàn các khu công nghiệp")."""
    return _TIE.match(text, at) is not None


def _names_a_place(text: str, at: int) -> bool:
    """Whether a small word and a proper name stand here: "sông Nhuệ, sông Đáy"."""
    word = _WORD.match(text, at)
    return bool(word and word[0].islower() and _is_capital(text, _skip_blanks(text, word.end())))


def _is_abbreviation(text: str, at: int) -> bool:
    """Whether the stop before `at` belongs to a short form ("TP. Hà Nội") and does not end the sentence."""
    begin = text.rfind(" ", 0, at - 1) + 1
    return at - 1 - begin <= 3 and text[begin : at - 1].isupper()


_EACH_NAMED = re.compile(r"(?P<who>.*?)(?:[Cc]ác)\s+(?P<kind>[Ss]ở|[Pp]hòng|[Bb]an)\s*:\s*(?P<names>.+)")


def each_named(names: Iterable[str]) -> list[str]:
    """The names, with "Giám đốc các Sở: Nội vụ, Y tế" told one by one as "Giám đốc Sở Nội vụ", "Giám đốc Sở Y tế"."""
    told: list[str] = []
    for name in names:
        found = _EACH_NAMED.fullmatch(name)
        if found is None:
            told.append(name)
            continue
        parts = re.split(r"\s*[,;]\s*(?=[A-ZĐÀ-Ỹ])", found["names"])
        told += [f"{found['who']}{found['kind'].capitalize()} {part.strip()}" for part in parts if part.strip()]
    return list(dict.fromkeys(told))


def is_end_doubtful(text: str, low: str, body: str, at: int) -> bool:
    """Whether it is not sure that the name `body` ends at this place of its sentence: an unknown small word follows.

    The word may be a verb that no lexicon holds ("Trạm Y tế dán áp phích") or the rest of the name.
    """
    read, _ = read_bodies(body)
    if len(read) != 1 or read[0].name != body:
        return not _is_described(body, key(body), 0)
    word = _WORD.match(text, _skip_blanks(text, at))
    if not word or not word[0][0].islower() or text[at : word.start()].strip() or _is_described(body, key(body), 0):
        return False
    return not (
        opens_deed(low, word.start()) or _STOP.match(low, word.start()) or low[word.start() : word.end()] == "và"
    )


def is_whole_name(name: str) -> bool:
    """Whether a name is made of what official names are made of, from its head to its end."""
    read, _ = read_bodies(name)
    return len(read) != 1 or read[0].name == name


def is_bare(name: str) -> bool:
    """Whether a name is a general word alone in small letters ("đơn vị"), left over from "các cơ quan, đơn vị"."""
    found = _GENERIC_WORD.match(name)
    return bool(found and found.end() == len(name))


def read_cell(text: str) -> list[str]:
    """The bodies of a cell or a labelled line, which hold nothing but bodies. A name of unknown kind is kept as it is."""
    text = text.strip(" .;:,-+•\n")
    if not text:
        return []
    names: list[str] = []
    for piece in re.split(r"\s*[;\n]\s*(?:[-+•]\s*)?", text):
        piece = re.sub(r"^[-+•]\s*", "", piece).strip(" .,:")
        if not piece:
            continue
        bodies, _ = read_bodies(piece, loose=True)
        names += [body.name for body in bodies] or [piece]
    return each_named(names)


_HEADING_OPENER = re.compile(
    rf"\s*(?:{words('đề nghị|kính đề nghị|trân trọng đề nghị|mời|giao|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công|đối với|nhiệm vụ cụ thể của|trách nhiệm')}\s*:?\s*)?"
)


_WHOSE_DUTY = re.compile(
    rf"\s*{words('trách nhiệm của|nhiệm vụ của|trách nhiệm, quyền hạn của|nhiệm vụ, quyền hạn của')}\s+"
)
LONGEST_HEADED = 12
"""Words of a heading's body whose kind is unknown; a longer one is a matter."""


def read_heading(title: str) -> list[str]:
    """The bodies that a heading charges ("1. Sở Y tế", "Đề nghị Ban Tuyên giáo …"); none where it names a matter."""
    low = key(title)
    opener = _HEADING_OPENER.match(low)
    at = opener.end() if opener else 0
    if _NO_BODY.match(low, at):
        return []
    bodies, end = read_bodies(title, at, low=low)
    if not bodies:
        whose = _WHOSE_DUTY.match(low)  # "Trách nhiệm của chủ lồng bè": whoever that is
        named = title[whose.end() :].strip(" .:;,-") if whose else ""
        return [named] if 0 < len(named.split()) <= LONGEST_HEADED else []
    if low[end:].lstrip().startswith(","):
        bodies, end = read_bodies(title, at, low=low, loose=True)
    rest = low[end:].strip(" .;:,-")
    if rest and not (rest.startswith("(") or VERB.match(rest) or _STOP.match(rest)):
        bodies, end = read_bodies(title, at, low=low, described=True)
        rest = low[end:].strip(" .;:,-")
    if rest and not (rest.startswith("(") or VERB.match(rest) or _STOP.match(rest)):
        return []
    return [body.name for body in bodies]
