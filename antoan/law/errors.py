"""What can be wrong with a question to the law, or with a text of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from antoan.law.rules import Question


class LawError(LookupError):
    """The law gives no answer; `message_vi` says so to people, `str()` to programs."""

    message_vi = ""


class UnknownKey(LawError):
    def __init__(self, key: str, known: Iterable[str]):
        self.key, self.nearest = key, nearest(key, known)
        super().__init__(f"{key} is no key of the law; nearest: {', '.join(self.nearest)}")
        self.message_vi = f"Không có khóa “{key}”. Các khóa gần nhất: {', '.join(self.nearest)}."


class UnknownParameter(LawError):
    def __init__(self, key: str, given: str, known: Iterable[str]):
        known = list(known)
        self.key, self.nearest = key, nearest(given, known) if given else known
        super().__init__(f"{key}: {given or 'nothing'} was given; it knows {', '.join(self.nearest)}")
        said = f"không có tham số “{given}”" if given else "thiếu tham số"
        hint = f"Các tham số gần nhất: {', '.join(self.nearest)}." if known else "Khóa này không nhận tham số."
        self.message_vi = f"{key}: {said}. {hint}"


class NotInForce(LawError):
    """No text holds on that day."""

    def __init__(self, key: str, day: date, *, first: date | None = None, last: date | None = None):
        self.key, self.day = key, day
        said, said_vi = "", ""
        if first and day < first:
            said = f"; its first text took effect on {first.isoformat()}"
            said_vi = f"; quy định đầu tiên có hiệu lực từ {first:%d/%m/%Y}"
        elif last and day >= last:
            said = f"; its last text ended before {last.isoformat()}"
            said_vi = f"; quy định cuối hết hiệu lực trước {last:%d/%m/%Y}"
        super().__init__(f"{key} has no value on {day.isoformat()}{said}.")
        self.message_vi = f"{key} không có giá trị vào ngày {day:%d/%m/%Y}{said_vi}."


class OpenQuestion(NotInForce):
    """The day is known to be governed, but by what has not been settled: nothing is guessed."""

    def __init__(self, key: str, day: date, question: Question):
        super().__init__(key, day)
        self.question = question
        self.args = (f"{key} on {day.isoformat()} is an open question ({question.code}).",)
        self.message_vi = f"{key} vào ngày {day:%d/%m/%Y} còn là câu hỏi mở {question.code}: {question.sentence}"


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong in a pack, and where."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.line}: {self.message}"


class WrongPack(ValueError):
    """A pack has faults; none of it decides anything."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The names most like the word; those that share a part of it where none is like it."""
    known = list(known)
    close = get_close_matches(word, known, n=4, cutoff=0.5)
    parts = [part for part in word.replace("_", ".").split(".") if len(part) > 3]
    return close or [name for name in known if any(part in name for part in parts)][:4] or known[:4]
