"""Telephone numbers of Việt Nam in one form: nine digits without the leading 0, old prefixes as they are today."""

from __future__ import annotations

import re
from functools import lru_cache

# Mobile numbers of eleven digits became ones of ten between 15/09/2018 and 14/11/2018 (plan of the Ministry of
# Information and Communications announced on 29/05/2018).
NEW_PREFIXES = {
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",  # MobiFone
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",  # VinaPhone
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",  # Viettel
    "186": "56", "188": "58",  # Vietnamobile
    "199": "59",  # Gmobile
}  # fmt: skip
_RUNS = re.compile(r"[;/,|\n]| - |hoặc|hoac|và")


@lru_cache(maxsize=1 << 16)
def parse(text: str) -> tuple[str, ...]:
    """The numbers in a cell, each once: "+84 912 345 678", "0912.345.678 / 01681234567"; () where there is none."""
    found: list[str] = []
    for part in _RUNS.split(text):
        number = _number(part)
        if number and number not in found:
            found.append(number)
    if not found and (number := _number(text)):
        found.append(number)
    return tuple(found)


def _number(text: str) -> str | None:
    text = re.sub(r"\.0$", "", text.strip())  # a workbook took the number for a quantity
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0084"):
        digits = digits[4:]
    elif digits.startswith("84") and len(digits) >= 11:
        digits = digits[2:]
    digits = digits.lstrip("0")
    if len(digits) == 10 and digits[:3] in NEW_PREFIXES:
        digits = NEW_PREFIXES[digits[:3]] + digits[3:]
    if not 7 <= len(digits) <= 11 or len(set(digits)) <= 2:
        return None  # "0000000000", "0999999999": typed to get past a form
    return digits
