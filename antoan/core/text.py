"""Vietnamese text for comparing and searching. What people typed is kept as typed; only keys are folded."""

import re
import unicodedata

_D = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """The text without tone and letter marks, đ included, in lower case, with single blanks: "Đảng uỷ" → "dang uy".

    Both ways of placing a tone mark (ủy, uỷ) fold to the same key.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.translate(_D)) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain).strip().casefold()


def squeeze(text: str) -> str:
    """The text in NFC with single blanks and no blank at its ends; marks and case stay."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
