"""What pages read about papers: what came in, what is being written, what was issued, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from antoan.accounts.models import Membership, User
from antoan.accounts.queries import Seats, seats_of
from antoan.core.scoping import Actor
from antoan.core.text import squeeze
from antoan.documents import kinds, numbering, writing
from antoan.documents.commands.issuing import next_number
from antoan.documents.models import Dispatch, Document, Draft, Register, RegisterEntry
from antoan.units.models import Unit
from antoan.units.names import key_of


def own_units(actor: Actor, action: str) -> QuerySet[Unit]:
    """The units that stand today and in which the actor himself may do this."""
    units = Unit.objects.as_of(timezone.localdate())
    return units if actor.is_system else units.filter(pk__in=[grant.unit_id for grant in actor.granted(action)])


def ended_units(actor: Actor, action: str) -> QuerySet[Unit]:
    """His units in which he could do this if they still stood."""
    own = Unit.objects.filter(pk__in=[grant.unit_id for grant in actor.granted(action)])
    return own.filter(ends_on__lte=timezone.localdate())


def incoming_rows(actor: Actor, *, mine: bool = False) -> QuerySet[Dispatch]:
    """What was sent to the units in which the reader sits: unopened first, then what is not done, newest first."""
    rows = Dispatch.objects.visible_to(actor)
    if not actor.is_system:
        rows = rows.filter(unit__in=seats_of(actor).allowing("documents.view"))
    if mine:
        rows = rows.filter(assigned_to=actor.user_id, done_at=None)
    stage = Case(
        When(opened_at=None, then=Value(0)), When(done_at=None, then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    return (
        rows.annotate(stage=stage)
        .select_related("document__unit", "unit", "assigned_to")
        .defer("document__text")
        .order_by("stage", "-sent_at", "-id")
    )


def incoming_counts(actor: Actor) -> dict[str, int]:
    rows = incoming_rows(actor).order_by()
    return rows.aggregate(
        unopened=Count("pk", filter=Q(opened_at=None)),
        running=Count("pk", filter=Q(opened_at__isnull=False, done_at=None)),
        mine=Count("pk", filter=Q(assigned_to=actor.user_id, done_at=None)),
    )


def draft_rows(actor: Actor) -> QuerySet[Draft]:
    """The drafts of the reader's units that are still open first; issued ones stand in their own list."""
    stage = Case(
        When(status=Draft.Status.WITHDRAWN, then=Value(1)), default=Value(0), output_field=IntegerField()
    )  # fmt: skip
    return (
        Draft.objects.visible_to(actor)
        .exclude(status=Draft.Status.ISSUED)
        .annotate(stage=stage, open_comments=Count("comments", filter=Q(comments__resolved_at=None)))
        .select_related("unit", "begun_by")
        .order_by("stage", "-changed_at", "-id")
    )


def issued_rows(actor: Actor) -> QuerySet[Document]:
    """What the reader's units issued here, with how many of its receivers have opened it."""
    rows = Document.objects.filter(entry__isnull=False)
    if not actor.is_system:
        rows = rows.filter(unit__in=seats_of(actor).allowing("documents.view"))
    return (
        rows.annotate(
            sent=Count("dispatches"), opened=Count("dispatches", filter=Q(dispatches__opened_at__isnull=False))
        )
        .select_related("unit")
        .defer("text")
        .order_by("-entry__signed_on", "-id")
    )


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody among the papers: to be opened, dealt with, approved, issued."""

    unopened: list[Dispatch]
    mine: list[Dispatch]
    to_approve: list[Draft]
    to_issue: list[Draft]

    def __bool__(self) -> bool:
        return bool(self.unopened or self.mine or self.to_approve or self.to_issue)


def waiting_for(actor: Actor, seats: Seats, limit: int = 5) -> Waiting:
    """The first papers of each sort, oldest first. A query for each right that the actor has."""

    def dispatches(**facts: Any) -> list[Dispatch]:
        rows = Dispatch.objects.filter(done_at=None, **facts).select_related("document__unit", "unit")
        return list(rows.defer("document__text").order_by("sent_at", "id")[:limit])

    def drafts(action: str, status: str) -> list[Draft]:
        units = seats.allowing(action)
        rows = Draft.objects.filter(unit__in=units, status=status).select_related("unit", "sent_by", "approved_by")
        return list(rows.order_by("changed_at", "id")[:limit]) if units else []

    receives = seats.allowing("documents.receive")
    return Waiting(
        unopened=dispatches(unit__in=receives, opened_at=None) if receives else [],
        # With a day it is among his duties already.
        mine=dispatches(unit__in=receives, assigned_to=actor.user_id, due=None) if receives else [],
        to_approve=drafts("documents.approve", Draft.Status.WAITING),
        to_issue=drafts("documents.issue", Draft.Status.APPROVED),
    )


def colleagues(unit: Unit, on: date) -> QuerySet[User]:
    """Who may be given a paper of this unit."""
    seated = Membership.objects.on(on).filter(unit=unit).values("user")
    return User.objects.filter(pk__in=seated, is_active=True).order_by("full_name", "id")


# What a paper of another kind tells as well; its symbol and its recipients are its own.
_OF_THE_UNIT = ("superior", "issuer", "place", "authority", "position", "name")


def header_for(draft: Draft) -> dict[str, Any]:
    """The header to begin with: the draft's own, else the unit's last paper of this kind, else what any kind has alike."""
    if latest := draft.versions.first():
        return latest.content["header"]
    header = writing.HEADER | {"issuer": str(draft.unit)}
    if alike := _last_written(draft, same_kind=True) or _last_kept(draft, same_kind=True):
        header |= alike
    elif other := _last_written(draft, same_kind=False) or _last_kept(draft, same_kind=False):
        header |= {name: other[name] for name in _OF_THE_UNIT}
    if draft.kind in kinds.DECIDING and not header["deciding"]:
        header["deciding"] = _deciding(header)
    return header | {"title": draft.title, "addressees": []}


def _deciding(header: dict[str, Any]) -> str:
    """Who decides: the chair where he signs in his own name, else the body that he signs for."""
    issuer = str(header["issuer"])
    return (
        f"{header['position']} {issuer}".upper() if header["position"] and not header["authority"] else issuer.upper()
    )


def _last_written(draft: Draft, *, same_kind: bool) -> dict[str, Any]:
    """The header of the last paper of this form that the unit wrote here; empty where there is none."""
    drafts = Draft.objects.filter(unit=draft.unit, form=draft.form, versions__isnull=False)
    drafts = drafts.filter(kind=draft.kind) if same_kind else drafts
    for other in drafts.order_by("-changed_at", "-id")[:1]:
        return other.versions.all()[0].content["header"]
    return {}


def _last_kept(draft: Draft, *, same_kind: bool) -> dict[str, Any]:
    """The same of what the unit issued elsewhere and keeps here."""
    kept = Document.objects.filter(unit=draft.unit, form=draft.form).exclude(issuer=None).defer("text")
    name, letter = kinds.kind_of(draft.kind).name, kinds.kind_of(kinds.LETTER).name
    for document in kept.order_by("-id")[:20]:
        if same_kind and (document.kind or letter).casefold() != name.casefold():  # a letter bears no kind
            continue
        if key_of(document.issuer or "") != key_of(str(draft.unit)):
            continue  # of somebody else, and only kept here
        signer = document.signer
        return {
            "superior": document.superior or "", "issuer": document.issuer, "place": document.place or "",
            "body": kinds.body_of(document.symbol or "", draft.kind, draft.form), "recipients": document.recipients,
            "authority": signer.authority or "", "position": signer.position or "", "name": signer.name or "",
        }  # fmt: skip
    return {}


def numbers_ahead(draft: Draft, today: date) -> list[dict[str, Any]]:
    """The periods in which the draft may be numbered if it is signed between its beginning and today, each with its next number."""
    periods = dict.fromkeys(period for day in (draft.begun_on, today) for period in numbering.periods(draft.form, day))
    return [
        {
            "period": period,
            "words": numbering.words(period),
            "number": next_number(draft.unit, draft.kind, period),
            "is_begun": Register.objects.filter(unit=draft.unit, kind=draft.kind, period=period, last__gt=0).exists(),
        }
        for period in periods
    ]


def register_rows(actor: Actor) -> QuerySet[Register]:
    rows = Register.objects.visible_to(actor)
    if not actor.is_system:
        rows = rows.filter(unit__in=seats_of(actor).allowing("documents.view"))
    return rows.annotate(used=Count("entries")).select_related("unit").order_by("-period", "unit__name", "kind", "id")


def entry_rows(register: Register) -> QuerySet[RegisterEntry]:
    return register.entries.select_related("document", "by").defer("document__text").order_by("-number")


def free_numbers(register: Register) -> list[int]:
    """Numbers that paper jumped over: they are given next."""
    used = set(register.entries.filter(number__gt=register.last).values_list("number", flat=True))
    return [number for number in range(register.last + 1, max(used, default=0)) if number not in used]


def lines(text: str) -> list[str]:
    """The names of a list typed one a line, without dashes and marks at their ends."""
    return [name for line in text.splitlines() if (name := squeeze(line).strip(" -–+;,."))]
