"""What people do about the law: record that it was compared with the official text, and settle what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.models import AuditHead
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.law import pack, settlements
from antoan.law.errors import UnknownKey
from antoan.law.models import Settlement, Verification
from antoan.law.refusals import (
    AlreadyVerified,
    AlreadyWithdrawn,
    ComparedInFuture,
    DayMissing,
    DocumentNotKnown,
    NotAffected,
    NothingChosen,
    NothingToCompare,
    OwnLawNotSound,
    QuestionUnknown,
    ReasonMissing,
)
from antoan.law.rules import Provision
from antoan.units.models import Unit


@command
def verify(
    actor: Actor,
    *,
    unit: Unit,
    entries: Sequence[Provision],
    compared_on: date,
    gazette: str,
    note: str = "",
) -> list[Verification]:
    """Record that these entries say what the official text says; their mark goes.

    `gazette` is what was laid beside them ("Công báo số 821+822 ngày 27/7/2015").

    Raises:
        NotPermitted, NothingChosen, NothingToCompare, ComparedInFuture, AlreadyVerified
    """
    require(actor, "law.verify", unit)
    if not entries:
        raise NothingChosen
    if compared_on > timezone.localdate():
        raise ComparedInFuture(day=compared_on)
    _one_at_a_time()
    made = []
    for entry in entries:
        if not entry.decides:
            raise NothingToCompare(entry=entry.rule.name)
        same = {
            "key": entry.key,
            "variant": ",".join(entry.variant),
            "valid_from": entry.valid_from,
            "digest": entry.digest,
        }
        if already := Verification.objects.filter(**same, withdrawn_at=None).first():
            raise AlreadyVerified(entry=entry.rule.name, gazette=already.gazette)
        made.append(
            Verification.objects.create(
                **same,
                compared_on=compared_on,
                gazette=squeeze(gazette),
                note=squeeze(note),
                unit=unit,
                by_id=actor.user_id,
            )
        )
    audit.record(
        actor, "law.entry.verified", made[0], unit=unit, key=made[0].key, gazette=made[0].gazette,
        entries=[entry.reference for entry in entries],
    )  # fmt: skip
    return made


@command
def withdraw_verification(actor: Actor, *, verification: Verification, reason: str) -> Verification:
    """Say that the comparison does not hold; the mark comes back.

    Raises:
        NotPermitted: neither the unit that compared nor one above it. AlreadyWithdrawn, ReasonMissing
    """
    require(actor, "law.verify", verification.unit)
    verification = _withdrawn(actor, locked(verification), reason)
    audit.record(
        actor, "law.verification.withdrawn", verification, unit=verification.unit, key=verification.key, gazette=verification.gazette,
        reason=verification.withdrawn_because,
    )  # fmt: skip
    return verification


@command
def settle(
    actor: Actor,
    *,
    unit: Unit,
    question: str,
    answer: str,
    document: str,
    provision: str = "",
    key: str = "",
    variant: str = "",
    value: Any = None,
    valid_from: date | None = None,
    document_about: str = "",
    document_valid_from: date | None = None,
) -> Settlement:
    """Answer an open question from a document. With a `key`, the value decides from that day on, marked as not compared.

    `variant` holds the codes of one case, joined by commas; without it the value is for all of them.

    Raises:
        NotPermitted, QuestionUnknown, NotAffected, DayMissing, DocumentNotKnown
        TextNotSound, OwnLawNotSound: the strict reading of the law refuses it; nothing is written.
    """
    require(actor, "law.settle", unit)
    law = pack.current()
    if law.faults:  # the home's own texts are left out at present, and with them whatever the answer rests on
        raise OwnLawNotSound(faults=settlements.told(law.faults))
    if question not in law.questions:
        raise QuestionUnknown(code=question)
    document = squeeze(document)
    is_new = document not in law.instruments
    if is_new and not (document_about and document_valid_from):
        raise DocumentNotKnown(document=document)
    details: dict[str, Any] = {}
    if key:
        if valid_from is None:
            raise DayMissing
        try:
            details = settlements.details_of(law.rule(key), variant)
        except UnknownKey as unknown:
            raise NotAffected(code=question, target=key) from unknown
    _one_at_a_time()
    made = Settlement.objects.create(
        question=question, answer=squeeze(answer), key=key, variant=variant, value=value, details=details,
        valid_from=valid_from, document=document, provision=squeeze(provision), unit=unit, by_id=actor.user_id,
        document_about=squeeze(document_about) if is_new else "", document_valid_from=document_valid_from if is_new else None,
    )  # fmt: skip
    settlements.check(settlements.standing())
    audit.record(
        actor, "law.question.settled", made, unit=unit, question=question, key=key, variant=variant, value=value,
        valid_from=valid_from, document=document, provision=made.provision, answer=made.answer,
    )  # fmt: skip
    transaction.on_commit(settlements.write)
    return made


@command
def withdraw_settlement(actor: Actor, *, settlement: Settlement, reason: str) -> Settlement:
    """Take an answer back: what it decided is open again.

    Raises:
        NotPermitted: neither the unit that answered nor one above it. AlreadyWithdrawn, ReasonMissing, OwnLawNotSound
    """
    require(actor, "law.settle", settlement.unit)
    _one_at_a_time()
    settlement = _withdrawn(actor, locked(settlement), reason)
    settlements.check(settlements.standing())
    audit.record(
        actor, "law.settlement.withdrawn", settlement, unit=settlement.unit, question=settlement.question, key=settlement.key,
        document=settlement.document, reason=settlement.withdrawn_because,
    )  # fmt: skip
    transaction.on_commit(settlements.write)
    return settlement


def _withdrawn(actor: Actor, row: Any, reason: str) -> Any:
    if not row.stands:
        raise AlreadyWithdrawn
    if not squeeze(reason):
        raise ReasonMissing
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_because = timezone.now(), actor.user_id, squeeze(reason)
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return row


def _one_at_a_time() -> None:
    """Hold the audit log's head: what is recorded about the law is so little that one order for all costs nothing."""
    AuditHead.objects.select_for_update().get(pk=1)
