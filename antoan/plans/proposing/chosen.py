"""What a person points at: a sentence that was not read as a task is read once more, and this time it is one."""

from __future__ import annotations

from dataclasses import replace

from antoan.documents.tree import Header, Paragraph, ParsedDocument, Provision, ReadText
from antoan.plans.proposing.deeds import is_only_time
from antoan.plans.proposing.lexicon import NOT_A_TASK
from antoan.plans.proposing.lines import read_lines
from antoan.plans.proposing.shapes import ProposedTask
from antoan.plans.proposing.walk import Walk
from antoan.plans.proposing.wording import key

SHORTEST = 4
"""Words under which a stretch of the text is a label or a number and not a sentence that could be a task."""


def read_chosen(parsed: ParsedDocument, start: int, end: int) -> list[ProposedTask]:
    """The tasks of the place [`start`, `end`) of a document: who, with whom, by when, under which provision.

    The place is read where it stands, so that the body of its heading and the year of the paper hold for it. It is a
    task in any case, whatever part of the paper it stands in.
    """
    branch = _branch(parsed.provisions, start)
    around = replace(parsed, opening=[], closing=[], provisions=_alone(branch))
    found = _overlapping(Walk(around, wanted=(start, end)).run().tasks, start, end)
    if found:
        return found
    # A heading, the opening or closing words, a row of a table of no tasks: the words by themselves.
    words = " ".join(parsed.read.text[start:end].split())
    place = Provision("", branch[-1].path if branch else "", "", start, end, start, [Paragraph(words, start, end)])
    by_itself = replace(parsed, opening=[], closing=[], provisions=[place], tables=[])
    return _overlapping(Walk(by_itself, wanted=(start, end)).run().tasks, start, end)


def read_alone(text: str, header: Header) -> list[ProposedTask]:
    """The tasks of words that stand in no document, in the name of the issuer and the year that `header` gives."""
    place = Provision("", "", "", 0, len(text), 0, [Paragraph(text, 0, len(text))])
    parsed = ParsedDocument(ReadText(text, "text/plain"), None, header, provisions=[place], body_end=len(text))
    return Walk(parsed, wanted=(0, len(text))).run().tasks


def may_ask(text: str) -> bool:
    """Whether a sentence among the tasks could be one: no lead-in, no labelled line, no pointer, no bare time."""
    text = text.strip()
    if len(text.split()) < SHORTEST or text.endswith(":") or text.startswith("("):
        return False
    return not (NOT_A_TASK.match(key(text)) or read_lines(text) or is_only_time(text))


def _branch(provisions: list[Provision], at: int) -> list[Provision]:
    """The provisions that a place lies in, from the outermost to the innermost."""
    branch: list[Provision] = []
    while inner := next((node for node in provisions if node.start <= at < node.end), None):
        branch.append(inner)
        provisions = inner.children
    return branch


def _alone(branch: list[Provision]) -> list[Provision]:
    """The branch as a tree without its side branches, which cannot change how its last provision is read."""
    tree: list[Provision] = []
    for node in reversed(branch):
        tree = [replace(node, children=tree)]
    return tree


def _overlapping(tasks: list[ProposedTask], start: int, end: int) -> list[ProposedTask]:
    return [task for task in tasks if task.start < end and start < task.end]
