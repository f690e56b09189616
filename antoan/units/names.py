"""How units are called: keys for finding a name however it was typed, and what a name says about kind and level."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from antoan.core.text import fold, squeeze

# Abbreviations that offices write, folded, each with what it stands for. The order does not matter: whole words only.
_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc viet nam",
    "ubmt": "uy ban mat tran",
    "ub": "uy ban",
    "lhpn": "lien hiep phu nu",
    "ldld": "lien doan lao dong",
    "ccb": "cuu chien binh",
    "nd": "nong dan",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
    "ldtbxh": "lao dong thuong binh va xa hoi",
    "xh": "xa hoi",
    "gddt": "giao duc va dao tao",
    "tnmt": "tai nguyen va moi truong",
    "nnptnt": "nong nghiep va phat trien nong thon",
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "tp": "thanh pho",
    "ctxh": "chinh tri xa hoi",
    "vp": "van phong",
}
# Ways of speaking that name the same body, tried in this order on the key.
_SAME = (
    (r"\bld ?tb (va )?(xh|xa hoi)\b", "lao dong thuong binh va xa hoi"),
    (r"\blao dong thuong binh xa hoi\b", "lao dong thuong binh va xa hoi"),
    (r"\buy ban mat tran\b", "mat tran"),
    (r"\b(mat tran to quoc|lien hiep phu nu|nong dan|cuu chien binh) viet nam\b", r"\1"),
    (r"\bdoan (thanh nien )?(cong san )?ho chi minh\b", "doan thanh nien"),
    (r"\bban chap hanh (?=dang bo)", ""),
    (r"\bcong doan (?=huyen|tinh)", "lien doan lao dong "),
)
_AREA_WORDS = r"(nuoc|tinh|thanh pho|huyen|quan|thi xa|thi tran|xa|phuong|dac khu)"
_BARE = re.compile(rf"^{_AREA_WORDS} (?=\S)")


def key_of(name: str) -> str:
    """The key under which a name is found: folded, abbreviations spelt out, punctuation gone, one of several usual forms.

    "UBND huyện Bác Ái", "Uỷ ban nhân dân huyện Bác Ái" → "uy ban nhan dan huyen bac ai".
    """
    text = re.sub(r"['’`]", "", fold(name)).replace("&", " va ")
    words = re.sub(r"[^\w]+", " ", text).split()
    key = " ".join(_SHORT.get(word, word) for word in words)
    for pattern, form in _SAME:
        key = re.sub(pattern, form, key)
    return re.sub(r"\s+", " ", key).strip()


def bare_key_of(name: str) -> str:
    """The key of an area without the word of its kind: "Xã Bác Ái" → "bac ai". A body keeps all its words."""
    return _BARE.sub("", key_of(name))


# The word of an area's kind in running text, with its marks: folded, "xã" would be seen in "xã hội" and "quận" in "cơ quan".
_WORD = r"(?:tỉnh|thành phố|tp|huyện|quận|thị xã|thị trấn|(?<!hợp tác )xã(?! hội)|phường|đặc khu)"
_ONE_WORD = re.compile(rf"\b({_WORD})\b(?! (?:ủy|đoàn)\b)")
_COMMITTEE = re.compile(r"^(.*?)\b(tỉnh|thành|huyện|quận|thị) (ủy|đoàn)\b(.*)$")
# 0 central, 1 province, 2 district, 3 commune. A city or its committee stands on one of two.
LEVELS_OF_WORD = {
    "tỉnh": (1,), "thành phố": (1, 2), "tp": (1, 2), "huyện": (2,), "quận": (2,), "thị xã": (2,), "thị": (2,), "thành": (1, 2),
    "xã": (3,), "phường": (3,), "thị trấn": (3,), "đặc khu": (3,),
}  # fmt: skip
# A standing committee speaks for its whole body.
_SPEAKS_FOR = re.compile(r"^(?:ban thuong vu|ban thuong truc|thuong truc|lanh dao|tap the)(?: |$)(?=\S|$)")


def marks_of(words: str) -> tuple[str, ...]:
    """The syllables with all their marks wherever these are placed: "Hòa" and "Hoà" are the same, "Hóa" is not."""
    return tuple("".join(sorted(unicodedata.normalize("NFD", syllable))) for syllable in words.casefold().split())


@dataclass(frozen=True)
class BodyName:
    """A body's name taken apart: "UBND xã Phước Bình" → what it is, on which levels, of which area. Keys, not words."""

    head: str
    levels: tuple[int, ...] = ()
    area: str = ""
    area_marks: tuple[str, ...] = ()


def place_of(name: str) -> str:
    """The area in a body's name, as it is written there: "UBND xã Phước Hậu" → "xã Phước Hậu"; "" where it names none."""
    words = squeeze(name)
    if match := _COMMITTEE.match(words.casefold()):
        area = words[match.start(4) :].strip()
        return f"{match[2]} {area}" if area else ""
    found = _ONE_WORD.search(words.casefold())
    if not found or not words[: found.start()].strip() or not words[found.end() :].strip():
        return ""
    return f"{found[0]} {words[found.end() :].strip()}"


def proper(name: str) -> str:
    """A body's name that a paper's head writes in capitals, as running text writes it; any other name as it is.

    "ỦY BAN NHÂN DÂN XÃ PHƯỚC HẬU" → "Ủy ban nhân dân xã Phước Hậu". What is a proper name inside, only people know.
    """
    name = squeeze(name)
    if not name.isupper():
        return name
    words = name.lower()
    place = place_of(words)
    area = place.split(" ", 1)[1] if place else ""
    level_words = ("phố ", "xã ", "trấn ", "khu ")  # the second syllable of "thành phố", "thị xã" …
    while area.startswith(level_words):
        area = area.split(" ", 1)[1]
    head = words[: len(words) - len(area)].rstrip() if area else words
    for term in ("mặt trận tổ quốc", "việt nam", "hồ chí minh"):
        shown = term.title() if term != "mặt trận tổ quốc" else "Mặt trận Tổ quốc"
        head = re.sub(rf"\b{term}\b", shown, head)
    head = re.sub(r"^(sở|phòng|ban|bộ|hội) (\w)", lambda m: f"{m[1]} {m[2].upper()}", head)
    head = re.sub(r"- (\w)", lambda m: f"- {m[1].upper()}", head)
    return f"{head[:1].upper()}{head[1:]} {area.title()}".strip()


def spoken(text: str) -> str:
    """The text in lower case with its marks, "ủy" in one spelling, punctuation gone but for what parts a list."""
    text = squeeze(text).casefold().replace("uỷ", "ủy")
    return re.sub(r"\s+", " ", re.sub(r"[-–—./()“”\"]", " ", text)).strip(" ,;:")


def apart(text: str) -> BodyName:
    """Take a body's name apart. Where no word of an area's kind stands in it, all is head."""
    words = spoken(text)
    levels: tuple[int, ...] = ()
    if match := _COMMITTEE.match(words):
        before, whose, what, words_after = match.groups()
        levels = LEVELS_OF_WORD[whose]
        head = key_of(before)
        own = "cap uy" if what == "ủy" else "doan thanh nien"
        head = _SPEAKS_FOR.sub("", head) or own
        area = _ONE_WORD.sub(" ", words_after)
        return BodyName(head, levels, key_of(area), marks_of(area))
    found = list(_ONE_WORD.finditer(words))
    if not found or not words[: found[0].start()].strip():
        return BodyName(_SPEAKS_FOR.sub("", key_of(words)))
    # "của", "thuộc" and the like stand between what it is and where it is.
    head = re.sub(r" (cua|thuoc|cap|tren dia ban)$", "", key_of(words[: found[0].start()]))
    area = words[found[0].end() :]
    levels = LEVELS_OF_WORD[found[0].group(1)]
    return BodyName(_SPEAKS_FOR.sub("", head) or head, levels, key_of(area), marks_of(area))
