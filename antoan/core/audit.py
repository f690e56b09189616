"""The audit log: who did what, when, from where and why, each event chained to the one before by its digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from antoan.core.models import AuditEvent, AuditHead
from antoan.core.scoping import Actor

GENESIS = "0" * 64


def record(
    actor: Actor, action: str, target: models.Model, *, unit: models.Model | None = None, **what: Any
) -> AuditEvent:
    """Append one event. `action` is "<domain>.<noun>.<past verb>"; `what` holds what changed, JSON-able.

    Must run inside a command's transaction: the head row is held until it ends, so the chain has one order.
    """
    head = AuditHead.objects.select_for_update().get(pk=1)
    event = AuditEvent(
        number=head.number + 1,
        at=timezone.now(),
        actor_id=actor.user_id,
        actor_name=actor.name,
        on_behalf_of_id=actor.on_behalf_of_id,
        channel=actor.channel,
        address=actor.address,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        unit_id=unit.pk if unit is not None else None,
        what=json.loads(json.dumps(what, cls=DjangoJSONEncoder)),
        previous=head.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    AuditHead.objects.filter(pk=1).update(number=event.number, digest=event.digest)
    return event


def digest_of(event: AuditEvent) -> str:
    """SHA-256 over the event's content and the digest before it."""
    content = [
        event.number, event.at.astimezone(UTC).isoformat(timespec="microseconds"), event.actor_id, event.actor_name, event.on_behalf_of_id,
        event.channel, event.address, event.action, event.target_type, event.target_id, event.unit_id, event.what, event.previous,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What verifying found: how many events stand, and the first broken link with the reason, if any."""

    events: int
    broken_at: int | None = None
    reason: str = ""


def verify(*, using: str = "default") -> Verdict:
    """Walk the chain of a database from its first event. Reads 1 000 events at a time."""
    previous, number = GENESIS, 0
    for event in AuditEvent.objects.using(using).order_by("number").iterator(chunk_size=1000):
        number += 1
        if event.at is None:  # a moment that the database can no longer read
            return Verdict(number - 1, number, f"nội dung sự kiện số {number} đã bị sửa")
        if event.number != number:
            return Verdict(number - 1, number, f"thiếu sự kiện số {number}")
        if event.previous != previous:
            return Verdict(number - 1, number, f"sự kiện số {number} không nối với sự kiện trước nó")
        if event.digest != digest_of(event):
            return Verdict(number - 1, number, f"nội dung sự kiện số {number} đã bị sửa")
        previous = event.digest
    head = AuditHead.objects.using(using).filter(pk=1).first()
    if head is None:
        return Verdict(number, number + 1, "dòng ghi mắt xích cuối đã bị xóa")
    if head.number < number:
        return Verdict(
            number,
            head.number + 1,
            f"sổ ghi {head.number} sự kiện nhưng có {number}: có sự kiện được thêm ngoài hệ thống",
        )
    if (head.number, head.digest) != (number, previous):
        return Verdict(
            number, number + 1, f"sổ ghi {head.number} sự kiện nhưng chỉ còn {number}: các sự kiện cuối đã bị xóa"
        )
    return Verdict(number)
