"""Names of Vietnamese people made comparable: marks, order, middle names, abbreviations, slips of the pen.

Nothing here decides; it prepares the keys that `model` compares. The name as it was written is kept beside them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from antoan.core.text import fold, squeeze

# Share of the population that bears a surname, as commonly quoted after Lê Trung Hoa, "Họ và tên người Việt Nam" (2005):
# fourteen surnames for nine people in ten. Huỳnh is counted with Hoàng and Vũ with Võ there; they are halved here.
SURNAME_SHARES: dict[str, float] = {
    "nguyen": 0.384, "tran": 0.11, "le": 0.095, "pham": 0.071, "huynh": 0.0255, "hoang": 0.0255, "phan": 0.045,
    "vu": 0.0195, "vo": 0.0195, "dang": 0.021, "bui": 0.02, "do": 0.014, "ho": 0.013, "ngo": 0.013, "duong": 0.01,
    "ly": 0.005,
}  # fmt: skip
# Further surnames, and those of the Raglai, Chăm and K'Ho peoples of Ninh Thuận, Khánh Hòa and Lâm Đồng.
_OTHER_SURNAMES = """dinh dao doan trinh truong mai luu luong cao to ta chau thai tong quach lam ha trieu phung kieu la
    ton ngoc thach kim diep dam mac nghiem vuong tang huong banh lai van quang chu bach giang doi
    kator chamalea pinang taing mau patau manhue rolan pupor tain katua cham kbrong
    tai hua ba dong bao kien quang thap lo nao phu thien dang su trao vien
    kbreo kbrai kbroi ka ro mul cil lieng bonto kosa lomu dagout darmong krajan pangting cilyu""".split()
SURNAMES = frozenset(SURNAME_SHARES) | frozenset(_OTHER_SURNAMES)

# Names of several syllables that are written in one word, in two, with a hyphen or with an apostrophe.
_JOINED = (
    (("pi", "nang"), "pinang"),
    (("cha", "ma", "lea"), "chamalea"),
    (("cha", "malea"), "chamalea"),
    (("chama", "lea"), "chamalea"),
    (("ka", "tor"), "kator"),
    (("ta", "in"), "tain"),
    (("pa", "tau"), "patau"),
    (("pu", "por"), "pupor"),
    (("ma", "nhue"), "manhue"),
    (("ro", "lan"), "rolan"),
    (("ka", "tua"), "katua"),
)
_MIDDLE_SHARES = {"thi": 0.3, "van": 0.22, "huu": 0.02, "duc": 0.015, "ngoc": 0.02, "minh": 0.02, "thanh": 0.02}
# Given and middle names that are heard every day. A word of this list is no slip of the pen for another one.
COMMON = frozenset(
    """an anh ai au bach ban bang bao be bich binh bon bong bach cam canh cao chanh chau chi chien chinh chuc chung chuong
    chuyen cong cuc cuong cu da dai dam dan dang danh dao dat de diem dien diep dieu dinh do doan don dong du duc dung
    duong duy duyen em gai gam gia giang giao giau ha hai han hang hanh hao hau hien hieu hinh hoa hoai hoan hoang hoe hoi
    hong hop hue hung huong huu huy huyen huynh ket kha khai khang khanh khiem khoa khoi khuong khue kien kieu kim ky lac lai
    lam lan lanh le lien lieu linh loan loc loi long luan luc luong luu ly mai man manh mao mau men mi minh mo mong my nam
    nga ngan nghi nghia ngoan ngoc ngon nguyen nguyet nhan nhat nhi nhien nho nhu nhung nhut ni no nu nuong oanh phat phi
    phong phu phuc phuoc phung phuong quan quang que quoc quy quyen quyet quynh sam san sang sau sen son suong sy tai tam tan
    tao tay thach thai tham than thang thanh thao the thi thien thiep thiet thinh tho thoa thoai thoi thom thong thu thua
    thuan thuc thung thuong thuy thuyen tien tiep tin tinh to toai toan toi ton tot tra trai tram trang tri trieu trinh trong
    truc trung truong tu tuan tue tung tuoi tuong tuyen tuyet ty uoc ut uy uyen van vang vi viet vinh vu vui vuong vy xa xuan
    xuyen y yen""".split()
) | frozenset(SURNAME_SHARES)

_ADDRESS = frozenset("ong ba anh chi em co chu bac chau".split())
_PUNCTUATION = re.compile(r"[^\w\s.]")
_APOSTROPHES = re.compile(r"['’‘`´ʼ]\s?")
_READ_AS = str.maketrans("0135", "oles")  # what a scanner makes of letters
_VOWEL = re.compile(r"[aeiouy]")
_ABBREVIATED = {"ng": "nguyen", "ngx": "nguyen", "ngn": "nguyen", "nguy": "nguyen", "thj": "thi", "pi": "pinang"}


@dataclass(frozen=True)
class Name:
    """A name taken apart: folded words in the order surname … given, and the same words with their marks."""

    words: tuple[str, ...]
    marked: tuple[str, ...]
    is_short: bool = False  # at least one word is an abbreviation

    @property
    def is_empty(self) -> bool:
        return not self.words


@lru_cache(maxsize=1 << 18)
def parse(text: str) -> Name:
    """Take a name apart. "Bà Ng. Thị Lan (Tý)", "Lan Nguyễn Thị" and "nguyen thi lan" give the same three words."""
    written = re.sub(r"\([^)]*\)?", " ", squeeze(str(text)))
    written = _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", written)).replace(".", ". ")
    pairs = [(word, _marks(raw)) for raw in written.split() if (word := fold(raw).strip(".")) and not word.isdigit()]
    pairs = [(word if word.isalpha() else word.translate(_READ_AS), marked) for word, marked in pairs]
    pairs = _joined(pairs)
    if len(pairs) > 2 and pairs[0][0] in _ADDRESS and pairs[1][0] in SURNAMES:
        pairs = pairs[1:]
    pairs = [(_ABBREVIATED.get(word, word), marked) for word, marked in pairs]
    short = any(not _VOWEL.search(word) or (len(word) == 1 and word not in "yu") for word, _ in pairs)
    pairs = _surname_first(pairs)
    return Name(tuple(word for word, _ in pairs), tuple(marked for _, marked in pairs), short)


def _surname_first(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words from surname to given name, where a list turned them: "Lan Nguyễn Thị", "Lan Thị Nguyễn" → "Nguyễn Thị Lan"."""
    if len(pairs) < 2 or len(pairs[0][0]) == 1:
        return pairs
    first, second, last = pairs[0][0], pairs[1][0], pairs[-1][0]
    if (
        len(pairs) > 2
        and second in SURNAMES
        and (last in ("thi", "van") or (first not in SURNAMES and second in SURNAME_SHARES))
    ):
        return [*pairs[1:], pairs[0]]
    if first not in SURNAMES and last in SURNAMES and (last in SURNAME_SHARES or last not in COMMON):
        return pairs[::-1]
    return pairs


def _marks(word: str) -> str:
    """The word with its marks in one spelling, wherever the tone stands: "Hoà" and "Hòa" are the same, "Hóa" is not."""
    return "".join(sorted(unicodedata.normalize("NFD", word.strip(".").casefold())))


def _joined(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    words = tuple(word for word, _ in pairs)
    for parts, whole in _JOINED:
        for start in range(len(words) - len(parts) + 1):
            if words[start : start + len(parts)] == parts:
                marked = "".join(sorted("".join(m for _, m in pairs[start : start + len(parts)])))
                return [*pairs[:start], (whole, marked), *pairs[start + len(parts) :]]
    return pairs


def share_of(words: Iterable[str]) -> float:
    """How large a part of all people would bear these words in a name, before any list was seen."""
    share = 1.0
    for word in words:
        share *= SURNAME_SHARES.get(word) or _MIDDLE_SHARES.get(word) or (0.01 if word in COMMON else 0.002)
    return share


class Spelling:
    """Which words of the lists are slips of the pen for which others, learnt from how often each is written.

    A word seldom written, one letter away from a word at least twenty times as frequent (or from one that everybody
    knows), is taken for that word when names are looked up. "Nguyne" → "nguyen"; "anh" stays, though "an" is near.
    """

    def __init__(self, counts: Mapping[str, int], *, known: frozenset[str] = COMMON | SURNAMES, times: int = 20):
        self._right: dict[str, str] = {}
        self._known = known
        self._counts = counts
        weights = Counter(counts)
        total = sum(counts.values())
        self._seldom = max(2, total // 200_000)
        for word in known:
            weights[word] += max(times, total // 20_000)
        near: defaultdict[str, list[str]] = defaultdict(list)
        for word in weights:
            for key in _deletions(word):
                near[key].append(word)
        for word in counts:
            if word in known or len(word) < 2:
                continue
            candidates = {
                other
                for key in _deletions(word)
                for other in near[key]
                if other != word and weights[other] >= times * weights[word] and is_one_slip(word, other)
            }
            if candidates:
                self._right[word] = max(candidates, key=lambda other: (weights[other], other))

    def right(self, word: str) -> str:
        """The word that was meant, as far as the lists tell; itself where it is no slip."""
        return self._right.get(word, word)

    def is_slip(self, word: str) -> bool:
        return word in self._right

    def is_odd(self, word: str) -> bool:
        """Whether the word may be a slip, though nobody can say for which: seldom written and not known."""
        return self.is_slip(word) or (word not in self._known and self._counts.get(word, 0) <= self._seldom)


def _deletions(word: str) -> set[str]:
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed, or two neighbours exchanged make one word of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else a == b[1:]
