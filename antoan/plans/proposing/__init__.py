"""From a read document to proposed tasks and targets; a person confirms them. Plain Python: no Django, no database."""

from __future__ import annotations

from antoan.documents.tree import ParsedDocument
from antoan.plans.proposing.bodies import is_whole_name
from antoan.plans.proposing.chosen import may_ask, read_alone, read_chosen
from antoan.plans.proposing.confidence import EVIDENCE
from antoan.plans.proposing.contract import as_json
from antoan.plans.proposing.shapes import Proposals, ProposedTarget, ProposedTask, SentenceRole
from antoan.plans.proposing.walk import Walk, kind_of_part

__all__ = [
    "Proposals",
    "ProposedTarget",
    "ProposedTask",
    "SentenceRole",
    "as_json",
    "is_name_in_doubt",
    "kind_of_part",
    "may_ask",
    "propose",
    "read_alone",
    "read_chosen",
]


def propose(parsed: ParsedDocument) -> Proposals:
    """Every task and target that a document asks for, each with its place, its bodies, its time and how sure it is.

    Linear in the length of the text; never raises: what cannot be understood is text, and shows as such in `sentences`.
    """
    return Walk(parsed).run()


def is_name_in_doubt(name: str, why: str) -> bool:
    """Whether a body's name may have been cut in the wrong place, by what it is made of or by the reason of its task."""
    return EVIDENCE["name_in_doubt"][1] in why.lower() or not is_whole_name(name)
