"""A document's body as paragraphs in which each proposed or accepted sentence can be lit."""

from __future__ import annotations

from dataclasses import dataclass, field

from antoan.documents.models import Document
from antoan.plans.models import Plan, Proposal


@dataclass(frozen=True)
class Piece:
    """A run of text; `proposal` is set where it is a sentence that was proposed."""

    text: str
    proposal: Proposal | None = None


@dataclass
class Block:
    """A heading or a paragraph of the document."""

    is_heading: bool
    path: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """The document's body in its order, with the proposals inside."""

    document: Document
    blocks: list[Block]
    loose: list[Proposal]  # proposals that stand nowhere in the body: from tables, or added by hand


def reading_of(plan: Plan) -> Reading | None:
    """The plan's document from its first provision to its last annex, None where it was written here. Three queries."""
    document = plan.document
    if document is None:  # written here from the upper plan: there is no paper to show
        return None
    proposals = sorted(plan.proposals.exclude(state=Proposal.State.MERGED), key=lambda p: (p.start, p.order))
    placed: set[int] = set()
    blocks: list[Block] = []
    body_end = 0
    for provision in document.provisions.order_by("order"):
        label = provision.label if provision.label.endswith((")", ".")) else f"{provision.label}."
        if provision.title:
            blocks.append(Block(True, provision.path, [Piece(f"{label} {provision.title}")]))
        for number, paragraph in enumerate(provision.paragraphs):
            inside = [p for p in proposals if paragraph["start"] <= p.start < paragraph["end"] and p.pk not in placed]
            placed.update(p.pk for p in inside)
            pieces = _pieces(document.text, paragraph, inside)
            body_end = max(body_end, paragraph["end"])
            if not provision.title and number == 0:  # a numbered paragraph keeps its number on its own line
                pieces.insert(0, Piece(f"{label} "))
            blocks.append(Block(False, provision.path, pieces))
    # The foot and the annexes have no provisions: their lines as they stand, and each row of a table as its task has it.
    behind = (
        [p for p in proposals if p.start >= body_end and p.end > p.start and p.pk not in placed] if body_end else []
    )
    for proposal in behind:
        if proposal.start < body_end:  # two tasks of one row
            continue
        blocks += _lines(document.text[body_end : proposal.start])
        blocks.append(
            Block(False, proposal.path, [Piece(_heal(document.text[proposal.start : proposal.end]), proposal)])
        )
        placed.add(proposal.pk)
        body_end = proposal.end
    blocks += _lines(document.text[body_end:]) if body_end else []
    return Reading(document, blocks, [p for p in proposals if p.pk not in placed])


def _lines(text: str) -> list[Block]:
    return [Block(False, "", [Piece(_heal(line.strip()))]) for line in text.splitlines() if line.strip()]


def _pieces(text: str, paragraph: dict, inside: list[Proposal]) -> list[Piece]:
    pieces, at, end = [], paragraph["start"], paragraph["end"]
    for proposal in inside:
        start = max(proposal.start, at)
        if start > at:
            pieces.append(Piece(_heal(text[at:start])))
        stop = max(min(proposal.end, end), start)
        pieces.append(Piece(_heal(text[start:stop]), proposal))
        at = stop
    if at < end:
        pieces.append(Piece(_heal(text[at:end])))
    return [piece for piece in pieces if piece.text]


def _heal(text: str) -> str:
    return " ".join(text.split()) + (" " if text[-1:].isspace() else "")
