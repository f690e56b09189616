"""Vietnamese text for the tests: made word by word, and written in the encodings of old offices."""

import unicodedata

from hypothesis import strategies as st

from antoan.documents.reading.charsets import TCVN3, TCVN3_STANDARD, VNI_PAIRS, VNI_SINGLES
from antoan.documents.reading.syllables import is_syllable

TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()
RHYMES = "a ai am an ang anh ao ăm ăn ăng âm ân âng ât âu âp e em ê ên iên iêt i inh o oa on ong ô ôi ông ơ ơi ơn u ung uôc ư ưng ương ươc ươi y".split()


def toned(rhyme: str, tone: str) -> str:
    """The rhyme with a tone on its marked vowel, or on its first."""
    place = next((i for i, c in enumerate(rhyme) if c in "ăâêôơ"), None)
    if place is None:
        place = next((i for i, c in enumerate(rhyme) if c in "ư"), 0)
    return unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])


SYLLABLES = sorted(
    {word for onset in ONSETS for rhyme in RHYMES for tone in TONES if is_syllable(word := onset + toned(rhyme, tone))}
)
words = st.sampled_from(SYLLABLES)
marked_words = st.sampled_from([word for word in SYLLABLES if not word.isascii()])
fillers = st.sampled_from(["12", "2024", "31-CT/TW,", "-", "(a)", "ban", "do"])


def cased(word: str, how: int) -> str:
    return [word, word.capitalize(), word.upper()][how]


@st.composite
def texts(draw, *, capitals: bool = True, least: int = 12):
    """Lines of Vietnamese words; at least `least` of them bear marks."""
    chosen = draw(st.lists(marked_words, min_size=least, max_size=40))
    chosen += draw(st.lists(st.one_of(words, fillers), max_size=20))
    chosen = draw(st.permutations(chosen))
    how = st.integers(0, 2) if capitals else st.just(0)
    said = [cased(word, draw(how)) for word in chosen]
    breaks = draw(
        st.lists(st.sampled_from([" ", " ", " ", "\n", ". ", "\n\n"]), min_size=len(said), max_size=len(said))
    )
    return "".join(word + gap for word, gap in zip(said, breaks, strict=True)).rstrip(" ")


def to_tcvn3(text: str) -> bytes:
    codes = {letter: code for code, letter in TCVN3.items()}
    return bytes(codes[c] for c in text)


def to_tcvn3_standard(text: str) -> bytes:
    """As a converter such as iconv writes it, toned capitals included."""
    codes = {letter: code for code, letter in TCVN3_STANDARD.items() if code < 0x80 or code > 0xA0 or letter.isalpha()}
    return bytes(codes[c] for c in text)


def to_vni(text: str) -> bytes:
    codes = {letter: single for single, letter in VNI_SINGLES.items()}
    codes |= {letter: pair for pair, letter in VNI_PAIRS.items() if pair[0].isupper() == pair[1].isupper()}
    return "".join(codes.get(c, c) for c in text).encode("cp1252")


def to_windows_1258(text: str) -> bytes:
    out = b""
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", c)
            tone = next(mark for mark in decomposed if mark in TONES[1:])
            rest = unicodedata.normalize("NFC", decomposed.replace(tone, "", 1))
            out += rest.encode("cp1258") + tone.encode("cp1258")
    return out
