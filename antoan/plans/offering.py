"""What this room offers on the page of an issued document: to follow its tasks as a plan."""

from __future__ import annotations

from django.urls import reverse

from antoan.core.scoping import Actor
from antoan.documents.models import Document
from antoan.documents.offers import Offer
from antoan.plans.models import Plan

KINDS = (
    "kế hoạch",
    "chương trình",
    "chỉ thị",
    "hướng dẫn",
    "nghị quyết",
    "kết luận",
)  # what asks somebody to do something


def offer_of(actor: Actor, document: Document) -> Offer | None:
    """The button for whoever may begin a plan of that unit, until there is one."""
    if (document.kind or "").casefold() not in KINDS or not actor.may("plans.draft", document.unit):
        return None
    if Plan.objects.filter(document=document).exists():
        return None
    return Offer("Theo dõi thành kế hoạch", reverse("plans:follow_issued", args=[document.pk]), "list-check")
