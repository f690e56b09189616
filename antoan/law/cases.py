"""The cases that stand beside the rules: examples that a lawyer reads, corrects and adds to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from antoan.law.errors import Fault, LawError, NotInForce, OpenQuestion
from antoan.law.formulas import OutsideFormula
from antoan.law.pack import InForce, Pack
from antoan.law.rules import Provision, Rule

# What a case may say beside the day and the rule's parameters: a formula's quantity, a part of the value ("max"),
# and what is expected: the value, the number of its rows, its source.
ASKED, EXPECTED = {"of", "part"}, {"gives", "count", "citation"}


def failing(pack: Pack) -> Iterator[Fault]:
    """Every case of the pack that does not hold, with its place."""
    for rule in pack.rules.values():
        for case in rule.cases:
            if problem := _problem(pack, rule, case):
                yield Fault(case.file, case.line, f"{rule.key}: ví dụ không đúng: {problem}")


def _problem(pack: Pack, rule: Rule, case: Mapping[str, Any]) -> str:
    given = {name: str(value) for name, value in case.items() if name not in {"day", *ASKED, *EXPECTED}}
    if not isinstance(case.get("day"), date) or not EXPECTED & set(case):
        return "ví dụ cần day và một trong gives, count, citation"
    try:
        found = InForce(pack, case["day"]).get(rule.key, **given)
        value = _part(found, case)
    except OpenQuestion:
        return "" if case.get("gives") == "open" else "còn là câu hỏi mở"
    except NotInForce as problem:
        return "" if case.get("gives") == "not_in_force" else problem.message_vi
    except LawError as problem:
        return problem.message_vi
    except OutsideFormula:
        return "" if case.get("gives") == "outside" else "ngoài phạm vi của công thức"
    except (KeyError, IndexError, TypeError, ValueError, ArithmeticError):
        return f"không có phần “{case['part']}”" if "part" in case else f"không tính được với “{case.get('of')}”"
    if "gives" in case and not _same(value, case["gives"]):
        return f"cho {value}, ví dụ ghi {case['gives']}"
    size = len(value) if isinstance(value, list | dict) else 1
    if "count" in case and size != case["count"]:
        return f"có {size} dòng, ví dụ ghi {case['count']}"
    if "citation" in case and str(found.citation) != case["citation"]:
        return f"căn cứ là {found.citation}"
    return ""


def _part(found: Provision, case: Mapping[str, Any]) -> Any:
    if "of" in case:
        return found.of(case["of"])
    value = found.plain
    for step in str(case["part"]).split(".") if "part" in case else ():
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _same(value: Any, expected: Any) -> bool:
    if isinstance(value, Decimal):
        return type(expected) in (int, float) and value == Decimal(str(expected))
    return value == (expected.isoformat() if isinstance(expected, date) else expected)
