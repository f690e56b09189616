"""Where everything that is found in a document is weighed and kept."""

from __future__ import annotations

from bisect import bisect_right

from antoan.documents.tree import ParsedDocument
from antoan.plans.proposing.confidence import weigh
from antoan.plans.proposing.dues import Timing, Years
from antoan.plans.proposing.shapes import ProposedTarget, ProposedTask, SentenceRole
from antoan.plans.proposing.targets import read_figures
from antoan.plans.proposing.wording import Placed, key

NORMATIVE = ("luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư", "thông tư liên tịch", "quy chế", "quy định")
"""Kinds of documents whose sentences state rules: there only an outright charge is a task."""
VAGUE_BELOW = 30
"""Characters under which a task's text says too little to be sure of."""


class Findings:
    """The tasks, targets and roles found so far, with what holds for the whole document."""

    def __init__(self, parsed: ParsedDocument, wanted: tuple[int, int] | None = None) -> None:
        self.wanted = wanted
        self.source = parsed.read.text
        self.issuer = parsed.header.issuer
        self.is_normative = key(parsed.header.kind or "") in NORMATIVE
        self.tasks: list[ProposedTask] = []
        self.targets: list[ProposedTarget] = []
        self.roles: list[SentenceRole] = []
        self.warnings: list[str] = []
        self._tables = sorted((table.start, table.end) for table in parsed.tables)

    def add_task(
        self,
        path: str,
        text: str,
        start: int,
        end: int,
        lead: list[str],
        coordinate: list[str],
        timing: Timing,
        evidence: list[str],
        *,
        product: str | None = None,
    ) -> ProposedTask:
        """Weigh and keep one task."""
        evidence = timed(evidence, timing)
        if len(text) < VAGUE_BELOW:
            evidence = [*evidence, "vague"]
        confidence, why = weigh(evidence, timing.why)
        task = ProposedTask(
            path=path,
            text=text,
            start=start,
            end=end,
            lead=list(dict.fromkeys(lead)),
            coordinate=list(dict.fromkeys(coordinate)),
            due=timing.due,
            recurrence=timing.recurrence,
            product=product,
            confidence=confidence,
            why=why,
            due_operator=timing.operator,
            recurrence_rule=timing.rule,
            impossible_day=timing.impossible,
            when=timing.when,
        )
        self.tasks.append(task)
        return task

    def add_target(
        self, path: str, placed: Placed, years: Years, *, aiming: bool, is_rule: bool, due: str | None = None
    ) -> bool:
        """Keep the figures of a sentence; false where it has none. `due` holds where the sentence names no day."""
        figures = read_figures(placed.text, years, aiming=aiming, is_rule=is_rule)
        for figure in figures:
            start, end = placed.span(figure.start, figure.end)
            text = placed.text[figure.start : figure.end].strip()
            found = (figure.comparison, figure.value, figure.unit, figure.of, figure.due or due, figure.value_to)
            self.targets.append(ProposedTarget(path, text, start, end, *found))
        return bool(figures)

    def role(self, path: str, start: int, end: int, role: str) -> None:
        """Note what a stretch of the text is."""
        self.roles.append(SentenceRole(path, start, end, role))

    def is_wanted(self, start: int, end: int) -> bool:
        """Whether a person said that there is a task at this place."""
        return self.wanted is not None and start < self.wanted[1] and self.wanted[0] < end

    def is_in_table(self, start: int, end: int) -> bool:
        """Whether a place lies inside a table, whose rows are read as rows."""
        before = bisect_right(self._tables, (start, len(self.source))) - 1
        return before >= 0 and self._tables[before][0] <= start and end <= self._tables[before][1]


def timed(evidence: list[str], timing: Timing) -> list[str]:
    """The evidence, with the time as one more piece where the words give any."""
    more = ["several_times"] if timing.says_more else []
    if timing.impossible:
        more.append("impossible_day")
    return [*evidence, *(["timed"] if timing.says_something else []), *more]
