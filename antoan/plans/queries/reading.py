"""A document's body as paragraphs and tables in which each proposed or accepted sentence can be lit."""

from __future__ import annotations

from dataclasses import dataclass, field

from antoan.documents.kept import tables_of
from antoan.documents.models import Document
from antoan.documents.tree import Table
from antoan.plans.models import Plan, Proposal
from antoan.plans.proposing import kind_of_part, may_ask


@dataclass(frozen=True)
class Piece:
    """A run of text; `proposal` is set where it is a sentence that was proposed."""

    text: str
    proposal: Proposal | None = None
    place: str = ""  # "120-184": a sentence among the tasks that is none yet, by its offsets


@dataclass(frozen=True)
class Cell:
    """A cell of a table as it is drawn, once with its spans."""

    text: str
    rowspan: int
    colspan: int
    proposal: Proposal | None
    is_heading: bool


@dataclass
class Block:
    """A heading, a paragraph or a table of the document."""

    is_heading: bool
    path: str
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """The document's body in its order, with the proposals inside."""

    document: Document
    blocks: list[Block]
    loose: list[Proposal]  # proposals that stand nowhere in the body: added by hand

    @property
    def left_out(self) -> list[Piece]:
        """The sentences among the tasks of which none was proposed."""
        return [piece for block in self.blocks for piece in block.pieces if piece.place]


def reading_of(plan: Plan) -> Reading | None:
    """The plan's document from its first provision to its last annex, None where it was written here. Three queries."""
    document = plan.document
    if document is None:  # written here from the upper plan: there is no paper to show
        return None
    proposals = sorted(plan.proposals.exclude(state=Proposal.State.MERGED), key=lambda p: (p.start, p.order))
    tables = tables_of(document)
    drawn: set[int] = set()
    placed: set[int] = set()
    blocks: list[Block] = []
    body_end = 0
    kinds: dict[int | None, str | None] = {None: None}
    for provision in document.provisions.order_by("order"):
        kinds[provision.pk] = kind_of_part(provision.title.strip(), kinds[provision.parent_id])
        label = provision.label if provision.label.endswith((")", ".")) else f"{provision.label}."
        if provision.title:
            blocks.append(Block(True, provision.path, [Piece(f"{label} {provision.title}")]))
        for number, paragraph in enumerate(provision.paragraphs):
            body_end = max(body_end, paragraph["end"])
            if table := next((t for t in tables if t.start <= paragraph["start"] < t.end), None):
                if table.start not in drawn:
                    drawn.add(table.start)
                    blocks.append(_table(table, provision.path, proposals, placed))
                    body_end = max(body_end, table.end)
                continue
            inside = [p for p in proposals if paragraph["start"] <= p.start < paragraph["end"] and p.pk not in placed]
            placed.update(p.pk for p in inside)
            pieces = _pieces(document.text, paragraph, inside, kinds[provision.pk] in ("tasks", "organise"))
            if not provision.title and number == 0:  # a numbered paragraph keeps its number on its own line
                pieces.insert(0, Piece(f"{label} "))
            blocks.append(Block(False, provision.path, pieces))
    if body_end:
        blocks += _behind(document.text, body_end, [t for t in tables if t.start not in drawn], proposals, placed)
    return Reading(document, blocks, [p for p in proposals if p.pk not in placed])


def _behind(text: str, at: int, tables: list[Table], proposals: list[Proposal], placed: set[int]) -> list[Block]:
    """The foot and the annexes, which have no provisions: their tables as they are drawn, and the lines between them."""
    blocks: list[Block] = []
    for table in sorted(tables, key=lambda t: t.start):
        if table.start < at:
            continue
        blocks += _lines_between(text, at, table.start, proposals, placed)
        blocks.append(_table(table, "", proposals, placed))
        at = table.end
    return blocks + _lines_between(text, at, len(text), proposals, placed)


def _lines_between(text: str, at: int, stop: int, proposals: list[Proposal], placed: set[int]) -> list[Block]:
    """The lines as they stand, and each proposal in a line of its own."""
    blocks: list[Block] = []
    for proposal in proposals:
        if proposal.pk in placed or not at <= proposal.start < proposal.end <= stop:
            continue
        blocks += _lines(text[at : proposal.start])
        blocks.append(Block(False, proposal.path, [Piece(_heal(text[proposal.start : proposal.end]), proposal)]))
        placed.add(proposal.pk)
        at = proposal.end
    return blocks + _lines(text[at:stop])


def _table(table: Table, path: str, proposals: list[Proposal], placed: set[int]) -> Block:
    """A table with its merged cells; the cell that a task was read from is lit."""
    inside = [p for p in proposals if table.start <= p.start < table.end and p.pk not in placed]
    rows: list[list[Cell]] = []
    for number, line in enumerate(table.grid):
        row: list[Cell] = []
        for column, cell in enumerate(line):
            if cell.text and (cell.row, cell.column) != (number, column):
                continue  # the rest of a merged cell
            found = [p for p in inside if cell.start <= p.start < cell.end]
            placed.update(p.pk for p in found)
            row.append(Cell(cell.text, cell.rowspan, cell.colspan, found[0] if found else None, number == 0))
        rows.append(row)
    return Block(False, path, rows=[row for row in rows if row])


def _lines(text: str) -> list[Block]:
    return [Block(False, "", [Piece(_heal(line.strip()))]) for line in text.splitlines() if line.strip()]


def _pieces(text: str, paragraph: dict, inside: list[Proposal], is_among_tasks: bool) -> list[Piece]:
    pieces, at, end = [], paragraph["start"], paragraph["end"]
    for proposal in inside:
        start = max(proposal.start, at)
        if start > at:
            pieces += _unlit(text, at, start, paragraph, is_among_tasks)
        stop = max(min(proposal.end, end), start)
        pieces.append(Piece(_heal(text[start:stop]), proposal))
        at = stop
    if at < end:
        pieces += _unlit(text, at, end, paragraph, is_among_tasks)
    return [piece for piece in pieces if piece.text]


def _unlit(text: str, at: int, stop: int, paragraph: dict, is_among_tasks: bool) -> list[Piece]:
    """A stretch between proposals, with the whole sentences of it that could be tasks."""
    pieces: list[Piece] = []
    for sentence in (paragraph.get("sentences") or [paragraph]) if is_among_tasks else []:
        if not at <= sentence["start"] < sentence["end"] <= stop or not may_ask(sentence["text"]):
            continue
        if at < sentence["start"]:
            pieces.append(Piece(_heal(text[at : sentence["start"]])))
        words = _heal(text[sentence["start"] : sentence["end"]])
        pieces.append(Piece(words, place=f"{sentence['start']}-{sentence['end']}"))
        at = sentence["end"]
    return [*pieces, Piece(_heal(text[at:stop]))] if at < stop else pieces


def _heal(text: str) -> str:
    return " ".join(text.split()) + (" " if text[-1:].isspace() else "")
