"""Vietnamese text for comparing and searching. What people typed is kept as typed; only keys are folded."""

import re
import unicodedata

_D = str.maketrans("đĐ", "dD")


def _plain_letters() -> dict[int, str]:
    """Every letter of Vietnamese in NFC with the plain one in lower case: most texts fold by this table alone."""
    letters = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    found = {"đ": "d"} | {
        unicodedata.normalize("NFC", a + tone): unicodedata.normalize("NFD", a)[0] for a in letters for tone in tones
    }
    return {ord(shown): plain for letter, plain in found.items() for shown in (letter, letter.upper())}


_PLAIN = _plain_letters()


def fold(text: str) -> str:
    """The text without tone and letter marks, đ included, in lower case, with single blanks: "Đảng uỷ" → "dang uy".

    Both ways of placing a tone mark (ủy, uỷ) fold to the same key.
    """
    quick = text.translate(_PLAIN)
    if quick.isascii():
        return " ".join(quick.lower().split())
    plain = "".join(c for c in unicodedata.normalize("NFD", text.translate(_D)) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def squeeze(text: str) -> str:
    """The text in NFC with single blanks and no blank at its ends; marks and case stay."""
    return " ".join(unicodedata.normalize("NFC", text).split())
