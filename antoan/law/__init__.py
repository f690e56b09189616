"""Law as dated data: `law.on(day).get(key, …)` gives a value with its unit, its period and its source. No Django here.

    limit = law.on(date(2024, 6, 20)).get("accidents.investigation_time_limit", gravity="fatal")
    limit.value, limit.unit, str(limit.citation)      # 30, "calendar_day", "Luật 84/2015/QH13, Điều 35"

The texts are in vn/**.yaml, and an office's own in $ANTOAN_HOME/law (docs/how-to/cap-nhat-quy-dinh.md).
"""

from antoan.law.errors import LawError, NotInForce, OpenQuestion, UnknownKey, UnknownParameter, WrongPack
from antoan.law.pack import current, keys, on
from antoan.law.rules import Citation, Instrument, Provision, Question, Rule
from antoan.law.usage import Use, used_by

__all__ = [
    "Citation",
    "Instrument",
    "LawError",
    "NotInForce",
    "OpenQuestion",
    "Provision",
    "Question",
    "Rule",
    "UnknownKey",
    "UnknownParameter",
    "Use",
    "WrongPack",
    "current",
    "keys",
    "on",
    "used_by",
]
