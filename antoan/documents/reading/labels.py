"""Numbers as labels of lists: 3 → "3", "c", "iii", "III"; and bullets as characters that every font has."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Bullets of Symbol and Wingdings live in the private use area, where no other font shows them.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0be": "–",
    "\uf02d": "-",
    "\uf02b": "+",
    "\uf02a": "*",
    "\uf06f": "○",
    "\uf076": "❖",
    "\uf0e8": "➔",
    "\uf0ae": "→",
}


def roman(value: int) -> str:
    """A number in small Roman numerals; plain digits outside 1..3999."""
    if not 0 < value < 4000:
        return str(value)
    letters = ""
    for size, sign in _ROMAN:
        while value >= size:
            letters += sign
            value -= size
    return letters


def letter(value: int) -> str:
    """1 → "a", 26 → "z", 27 → "aa", as word processors count; plain digits below 1 and from 1000 on."""
    return "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * ((value - 1) // 26 + 1) if 0 < value < 1000 else str(value)


def bullet(sign: str) -> str:
    """A bullet as a character of ordinary fonts."""
    return "".join(_BULLETS.get(c, "•" if "\ue000" <= c <= "\uf8ff" else c) for c in sign).strip()
