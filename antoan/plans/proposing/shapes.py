"""What proposing gives: tasks, targets and the role of every sentence. Plain data, ready for JSON."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class ProposedTask:
    """A deed that a document asks of somebody, with the place it was read from.

    `start` and `end` count characters of `ReadText.text`. `due` is the day as written (ISO); `due_operator` says how it
    binds: "before" (trước ngày D: the last good day is the day before), "no_later_than" (chậm nhất ngày D),
    "within" (by the end of a month, quarter, year or span) or "on" (the day itself). `recurrence` is one of
    "continuous", "weekly", "monthly", "quarterly", "semiannual", "annual"; `recurrence_rule` is an RFC 5545 rule where
    the text gives enough for one; `when` says in words what is no single day: the cycle with its days, or a span that begins
    with some event ("trong vòng 05 ngày làm việc kể từ khi …"). `impossible_day` are the words of a time that no calendar has ("30/02/2024"). What the
    text does not say is None.
    """

    path: str
    text: str
    start: int
    end: int
    lead: list[str] = field(default_factory=list)
    coordinate: list[str] = field(default_factory=list)
    due: str | None = None
    recurrence: str | None = None
    product: str | None = None
    confidence: float = 0.0
    why: str = ""
    due_operator: str | None = None
    recurrence_rule: str | None = None
    impossible_day: str | None = None
    when: str | None = None


@dataclass
class ProposedTarget:
    """A figure to be reached (chỉ tiêu).

    `comparison` is ">=", ">", "<=", "<", "=", "increase" or "decrease" (the last two: a change by `value`);
    `value` is in `unit` as written ("%", "%/năm", "xã"), `of` is what is measured. `value_to` is the upper end of a range.
    """

    path: str
    text: str
    start: int
    end: int
    comparison: str | None = None
    value: float | None = None
    unit: str | None = None
    of: str | None = None
    due: str | None = None
    value_to: float | None = None


@dataclass
class SentenceRole:
    """A stretch of the text and what it is: heading, task, target, purpose, text, table, opening or closing."""

    path: str
    start: int
    end: int
    role: str


@dataclass
class Proposals:
    """Everything read from one document, in the order of the text."""

    tasks: list[ProposedTask] = field(default_factory=list)
    targets: list[ProposedTarget] = field(default_factory=list)
    sentences: list[SentenceRole] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)  # doubts of the reader, in Vietnamese, naming the place
