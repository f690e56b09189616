"""Which words can be Vietnamese: the yardstick by which encodings are told apart.

A written syllable is onset + rhyme + tone, and the lists are short and closed, so a wrong decoding shows at once.
Both ways of placing a tone (hoà, hòa) count as right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ONSETS = "ngh ng nh gh gi kh ch ph qu th tr b c d đ g h k l m n p r s t v x".split()
_RHYMES = frozenset(
    """
    a ai ao au ay ac ach am an ang anh ap at ak
    ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây
    e em en eng eo ec ep et ê êch êm ên êng ênh êp êt êu êk
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oc oe oen oeo oet oi om on ong ooc oong op ot
    ô ôc ôi ôm ôn ông ôp ôt ôk ơ ơi ơm ơn ơng ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uk
    uy uya uych uyên uyêt uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu yt ych yn ynh yp
    """.split()
)
_STOPS = ("c", "ch", "p", "t", "k")  # syllables that end so bear only the tones sắc and nặng
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOP_TONES = {"\u0301", "\u0323"}

# The commonest syllables with marks in official writing; they settle what the shape alone leaves open.
COMMON = frozenset(
    """
    và của các có được về với trong những một người để đã cho đến là không này năm số ngày tháng thực hiện nhiệm vụ
    tổ chức công tác xã huyện tỉnh thành phố ủy uỷ ban đảng kế hoạch chỉ thị nghị quyết định điều khoản luật lao động
    vệ sinh toàn cấp chính quyền đơn vị cơ sở quan phối hợp chủ trì báo cáo kiểm tra giám sát tuyên truyền phòng nơi
    nhận hội đồng nhân dân nước việt cộng hòa hoà nghĩa độc lập tự hạnh phúc căn cứ theo việc trên dưới từ sự tăng
    cường lãnh đạo quản lý bảo đảm đảm nâng cao hiệu quả yêu cầu mục đích giải pháp triển khai doanh nghiệp bộ trưởng
    """.split()
)

# Marks that stand between words in any file of an office; everything else beyond ASCII must prove itself in a word.
_PUNCTUATION = "“”‘’–—…•°«»²³½€\u00a0\ufeff\u200b"
_TOKEN = re.compile(rf"(?:[A-Za-z]|[^\x00-\x7f{_PUNCTUATION}])+")
_ASCII_ONLY = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC, any case) has the shape of a Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    if len(tones) > 1 or not plain:
        return False
    if plain.endswith(_STOPS) and len(plain) > 1 and not plain.endswith("gi") and tones and tones[0] not in _STOP_TONES:
        return False
    if plain in _RHYMES or (plain == "gi" and tones):
        return True
    return any(plain.startswith(onset) and plain[len(onset) :] in _RHYMES for onset in _ONSETS)


@dataclass(frozen=True)
class Score:
    """How Vietnamese a decoded text looks."""

    words: int  # words that hold at least one character beyond ASCII
    right: int  # of these, Vietnamese syllables in one consistent case
    common: int  # of these, among the commonest

    @property
    def share(self) -> float:
        """Right words among those that say anything, 0..1; 0.0 where none does."""
        return self.right / self.words if self.words else 0.0

    @property
    def rank(self) -> float:
        """For comparing decodings of the same bytes: the share, lifted a little by common words."""
        return (self.right + 0.25 * self.common) / (1.25 * self.words) if self.words else 0.0


def score(text: str) -> Score:
    """Count the words of a text (NFC) that can be Vietnamese."""
    words = right = common = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        if _ASCII_ONLY.fullmatch(word):
            continue
        words += 1
        if _one_case(word) and is_syllable(word):
            right += 1
            common += word.lower() in COMMON
    return Score(words, right, common)


def _one_case(word: str) -> bool:
    return word.islower() or word.isupper() or (word[0].isupper() and (len(word) == 1 or word[1:].islower()))
