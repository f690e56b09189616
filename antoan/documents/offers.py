"""What other rooms offer to make of an issued document. This room knows none of them: they register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from antoan.core.scoping import Actor
from antoan.documents.models import Document


@dataclass(frozen=True)
class Offer:
    """A button on the page of the document: its words, the address it posts to, its icon."""

    label: str
    address: str
    icon: str


# A room appends a function: `offers.append(offer_of)` in AppConfig.ready(); None where there is nothing to offer.
offers: list[Callable[[Actor, Document], Offer | None]] = []


def offers_for(actor: Actor, document: Document) -> list[Offer]:
    """The buttons for this reader."""
    return [made for offer in offers if (made := offer(actor, document)) is not None]
