"""The character sets that Vietnamese offices left behind, as facts: which bytes mean which letter.

TCVN3 ("ABC", fonts named .VnTime…): one byte per letter (TCVN 5712:1993, VN3, with the capitals of VN2 in its holes).
The table has no toned capitals in daily use: people chose a font whose name ends in H (.VnTimeH) and typed small
letters, so bytes alone cannot always tell a capital. `raise_capitals` mends the words whose plain letters are capitals
("CéNG HOµ" → "CỘNG HOÀ"); a line typed all in small letters under such a font stays small unless the font is known.

The standard itself also places toned capitals where Windows has punctuation and controls; converters such as iconv
write them there. `decode_tcvn3` takes them for what makes the more Vietnamese words.

VNI-Windows (fonts named VNI-…): a plain letter followed by a byte for its mark and tone.

Both leave 0x80–0x9F to Windows punctuation (quotes, dashes).
"""

from __future__ import annotations

import re
import unicodedata

from antoan.documents.reading.syllables import is_syllable, score

UNKNOWN = "\ufffd"

# 0xA1 to 0xFF of TCVN3.
_TCVN3_UPPER_HALF = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)


def _windows_low_half() -> dict[int, str]:
    """0x00–0xA0: ASCII, then what Windows-1252 prints between 0x80 and 0x9F."""
    table = {code: chr(code) for code in range(0x80)}
    for code in range(0x80, 0xA1):
        table[code] = bytes([code]).decode("cp1252", "replace")
    return table


# Toned capitals of the full standard: 0x80 to 0x9F, and some of the controls.
_STANDARD_CAPITALS = {0x80 + i: c for i, c in enumerate("ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ")} | dict(
    zip((0x01, 0x02, 0x04, 0x05, 0x06, *range(0x11, 0x18)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True)
)
_STANDARD_BYTES = bytes(_STANDARD_CAPITALS)
_SAMPLE = 60_000  # bytes that tell which of the two wrote a file

TCVN3 = _windows_low_half() | {0xA1 + i: c for i, c in enumerate(_TCVN3_UPPER_HALF)}
TCVN3_STANDARD = TCVN3 | _STANDARD_CAPITALS

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_WINDOWS_SIGNS = {"\u0300": "°", "\u0309": "±", "\u0303": "²", "\u0301": "³", "\u0323": "´"}  # 0xB0 to 0xB4
_STRAY_TONE = re.compile("(?<![aăâeêioôơuưyAĂÂEÊIOÔƠUƯY])[\u0300\u0309\u0303\u0301\u0323]")
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROOFS = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BOWLS = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = {
    "ñ": "đ",
    "ô": "ơ",
    "ö": "ư",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}


def _vni_pairs() -> dict[str, str]:
    """Every pair of characters (as Windows-1252 shows them) with its letter; the case follows the first of the pair."""
    small: dict[str, str] = {}
    for base in "aeoyuôö":
        letter = _VNI_ALONE.get(base, base)
        small |= {base + mark: letter + tone for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        small |= {base + mark: base + _CIRCUMFLEX + tone for mark, tone in _VNI_ROOFS.items()}
    small |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _VNI_BOWLS.items()}
    pairs: dict[str, str] = {}
    for pair, letter in small.items():
        whole = unicodedata.normalize("NFC", letter)
        for second in (pair[1], pair[1].upper()):
            pairs[pair[0] + second] = whole
            pairs[pair[0].upper() + second] = whole.upper()
    return pairs


VNI_PAIRS = _vni_pairs()
VNI_SINGLES = _VNI_ALONE | {key.upper(): letter.upper() for key, letter in _VNI_ALONE.items()}
_VNI = re.compile("|".join([*map(re.escape, VNI_PAIRS), *VNI_SINGLES]))
_TCVN3_BY_CHARACTER = {ord(bytes([code]).decode("latin-1")): letter for code, letter in TCVN3.items() if code > 0xA0}


def decode_tcvn3(data: bytes) -> str:
    """The text of TCVN3 bytes, capitals mended where the words show them."""
    if data.translate(None, _STANDARD_BYTES) != data:
        sample = data[:_SAMPLE]
        if score(_from_table(sample, TCVN3_STANDARD)).right > score(_from_table(sample, TCVN3)).right:
            return _from_table(data, TCVN3_STANDARD)
    return raise_capitals(_from_table(data, TCVN3))


def _from_table(data: bytes, table: dict[int, str]) -> str:
    return _settle_marks("".join(map(table.__getitem__, data)))


def decode_vni(data: bytes) -> str:
    """The text of VNI-Windows bytes. A mark without a letter to stand on stays as Windows would show it."""
    return vni_characters(data.decode("cp1252", "replace"))


def tcvn3_characters(text: str) -> str:
    """Text set in a TCVN3 font, as a modern file holds it (each byte shown as a Latin-1 character)."""
    return _settle_marks(text.translate(_TCVN3_BY_CHARACTER))


def _settle_marks(text: str) -> str:
    """Join tone marks to their vowels. Where none stands before it, the byte was a sign of Windows: 37°C, ±0,2 m³."""
    return unicodedata.normalize("NFC", _STRAY_TONE.sub(lambda m: _WINDOWS_SIGNS[m.group()], text))


def vni_characters(text: str) -> str:
    """Text set in a VNI font, as a modern file holds it (each byte shown as a Windows-1252 character)."""
    return _VNI.sub(lambda m: VNI_PAIRS.get(m.group()) or VNI_SINGLES[m.group()], text)


def from_font(text: str, font: str) -> str:
    """What a reader sees of `text` under a font of the old kind; text under any other font comes back as it is."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        seen = tcvn3_characters(text)
        return seen.upper() if name.endswith("h") else seen
    if name.startswith("vni-"):
        return vni_characters(text)
    return text


_RUN_OF_CAPITALS = re.compile(r"[^\W\d_]+(?:[ \u00a0]+[^\W\d_]+)*")


def raise_capitals(text: str) -> str:
    """Turn small marked letters into capitals in words whose plain letters are all capitals.

    A word proves itself by a plain capital after a small marked letter ("CéNG") or by two plain capitals ("D©N");
    one capital before marked letters ("Uû", "X·") is a capital only beside such a word, since it may open a name.
    """
    return _RUN_OF_CAPITALS.sub(lambda m: _raise_in_phrase(m.group()), text)


def _raise_in_phrase(phrase: str) -> str:
    if phrase.isascii() or phrase.islower():
        return phrase
    words = re.split(r"([ \u00a0]+)", phrase)
    proven = [_shouts(word) for word in words]
    for i in range(0, len(words), 2):
        word = words[i]
        if not proven[i] and not any(proven[max(i - 2, 0) : i + 3 : 2]):
            continue
        if not any("a" <= c <= "z" for c in word):
            words[i] = word.upper()
    return "".join(words)


def _shouts(word: str) -> bool:
    if any("a" <= c <= "z" for c in word):
        return False
    plain = sum(c.isascii() for c in word)
    if word.isupper():
        return plain >= 2 and is_syllable(word)
    return plain >= 2 or (plain == 1 and not word[0].isascii() and not word[0].islower())
