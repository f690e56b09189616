"""Sorting what was told: one event told twice becomes one case, what is no accident leaves, all of it reversible."""

from __future__ import annotations

from django.utils import timezone

from antoan.accidents import duties
from antoan.accidents.matching import same_person
from antoan.accidents.models import Accident, Declaration, Injury, Merge
from antoan.accidents.places import holder
from antoan.accidents.refusals import BasisMissing, CaseLeftOut, MergeGone, NotMergeable, ReasonMissing
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require


@command
def accept(actor: Actor, *, accident: Accident) -> Accident:
    """Say that what was told was checked and is a case to be investigated; the clock runs from the first news.

    Raises:
        NotPermitted, CaseLeftOut
    """
    accident = _sortable(actor, accident)
    if accident.status == Accident.Status.TOLD:
        _set_status(accident, Accident.Status.OPEN)
    accident.declarations.filter(is_suspect=True).update(is_suspect=False)
    duties.follow(accident)
    audit.record(actor, "accidents.accident.accepted", accident, unit=holder(accident.unit), code=accident.code)
    return accident


@command
def leave_out(actor: Actor, *, accident: Accident, reason: str, basis: str) -> Accident:
    """Say that it was no occupational accident: nobody here goes on with it, and it is not counted.

    Raises:
        NotPermitted, CaseLeftOut, ReasonMissing, BasisMissing
    """
    return _leave(actor, accident, Accident.Status.NO_ACCIDENT, reason, basis, "accidents.accident.left_out")


@command
def route(actor: Actor, *, accident: Accident, reason: str, basis: str) -> Accident:
    """Hand the case to the body of another law (road traffic, sea, armed forces …); it stays in the register as such.

    Raises:
        NotPermitted, CaseLeftOut, ReasonMissing, BasisMissing
    """
    return _leave(actor, accident, Accident.Status.ROUTED, reason, basis, "accidents.accident.routed")


@command
def take_back(actor: Actor, *, accident: Accident, reason: str) -> Accident:
    """Take a case up again that was left out or handed on: the law's clock runs as if it never had been.

    Raises:
        NotPermitted, ReasonMissing
        CaseLeftOut: it was merged; split it instead.
    """
    require(actor, "accidents.triage", accident.unit)
    accident = locked(accident)
    if not reason.strip():
        raise ReasonMissing
    if accident.status not in (Accident.Status.NO_ACCIDENT, Accident.Status.ROUTED):
        raise CaseLeftOut(code=accident.code, status=accident.get_status_display())
    accident.left_out_reason = accident.left_out_basis = ""
    _set_status(accident, Accident.Status.OPEN)
    duties.follow(accident)
    audit.record(
        actor, "accidents.accident.taken_back", accident, unit=holder(accident.unit), code=accident.code, reason=reason
    )
    return accident


@command
def merge(actor: Actor, *, accident: Accident, other: Accident, reasons: list[str]) -> Merge:
    """Make two cases one: the tellings and people of `other` join `accident`; who is in both is counted once.

    What moved is written down, so that `split_again` puts back exactly that.

    Raises:
        NotPermitted: one of them is out of reach.
        NotMergeable: the same case, one is left out already, or the other is being investigated.
    """
    require(actor, "accidents.triage", accident.unit)
    require(actor, "accidents.triage", other.unit)
    if accident.pk == other.pk:
        raise NotMergeable(code=accident.code, other=other.code, why="đó là cùng một vụ.")
    accident, other = locked(accident), locked(other)
    for one in (accident, other):
        if one.is_left_out or one.status == Accident.Status.CLOSED:
            raise NotMergeable(code=accident.code, other=other.code, why=f"vụ {one.code} {one.get_status_display()}.")
    if other.kind != accident.kind:
        raise NotMergeable(
            code=accident.code, other=other.code, why="một vụ là tai nạn, một vụ là sự cố không ai bị thương."
        )
    if other.investigations.exists():
        raise NotMergeable(
            code=accident.code,
            other=other.code,
            why=f"vụ {other.code} đã có đoàn điều tra; hãy gộp theo chiều ngược lại.",
        )
    twins, joined = _pair(accident, other)
    declarations = [str(pk) for pk in other.declarations.values_list("pk", flat=True)]
    row = Merge.objects.create(
        into=accident, other=other, reasons=reasons, by_id=actor.user_id,
        moved={
            "declarations": declarations, "injuries": [str(one.pk) for one in joined],
            "twins": [[str(a.pk), str(b.pk)] for a, b in twins], "status": other.status,
            "told_at": accident.told_at.isoformat(),
        },
    )  # fmt: skip
    other.declarations.update(accident=accident)
    Injury.objects.filter(pk__in=[one.pk for one in joined]).update(accident=accident)
    for own, twin in twins:
        own.same_as = twin
        own.save(update_fields=["same_as"])
    other.merged_into = accident
    _set_status(other, Accident.Status.MERGED)
    accident.told_at = min(accident.told_at, other.told_at)
    accident.version += 1
    accident.save(update_fields=["told_at", "version"])
    for one in (other, accident):
        _reckon_again(one, f"Gộp vụ {other.code} vào vụ {accident.code}")
    audit.record(
        actor,
        "accidents.accident.merged",
        accident,
        unit=accident.unit,
        code=accident.code,
        other=other.code,
        reasons=reasons,
    )
    return row


@command
def split_again(actor: Actor, *, merge: Merge, reason: str) -> Merge:
    """Undo a merge: the tellings and people that came with it go back to their own case.

    Raises:
        NotPermitted, ReasonMissing, MergeGone
    """
    require(actor, "accidents.triage", merge.into.unit)
    if not reason.strip():
        raise ReasonMissing
    merge = Merge.objects.select_for_update().select_related("into", "other").get(pk=merge.pk)
    accident, other = locked(merge.into), locked(merge.other)
    if merge.undone_at or accident.is_left_out or other.merged_into_id != accident.pk:
        raise MergeGone
    moved = merge.moved
    Declaration.objects.filter(pk__in=moved["declarations"], accident=accident).update(accident=other)
    Injury.objects.filter(pk__in=moved["injuries"], accident=accident).update(accident=other)
    Injury.objects.filter(pk__in=[pair[0] for pair in moved["twins"]]).update(same_as=None)
    other.merged_into = None
    _set_status(other, moved["status"])
    first = accident.declarations.order_by("told_at").first()
    accident.told_at = first.told_at if first else accident.told_at
    accident.version += 1
    accident.save(update_fields=["told_at", "version"])
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    for one in (other, accident):
        _reckon_again(one, f"Tách lại vụ {other.code} khỏi vụ {accident.code}")
    audit.record(
        actor,
        "accidents.accident.split",
        accident,
        unit=accident.unit,
        code=accident.code,
        other=other.code,
        reason=reason,
    )
    return merge


def _pair(accident: Accident, other: Accident) -> tuple[list[tuple[Injury, Injury]], list[Injury]]:
    """Who of the other case is in the first already, with whom; and who is not."""
    left = list(accident.injuries.filter(same_as=None))
    twins, joined = [], []
    for person in other.injuries.filter(same_as=None):
        match = next((one for one in left if same_person(one, person)), None)
        if match:
            left.remove(match)
            twins.append((person, match))
        else:
            joined.append(person)
    return twins, joined


def _reckon_again(accident: Accident, why: str) -> None:
    if not accident.is_left_out:
        duties.note_gravity(accident, known_on=timezone.localdate(), reason=why)
    duties.follow(accident)


def _leave(actor: Actor, accident: Accident, status: str, reason: str, basis: str, code: str) -> Accident:
    accident = _sortable(actor, accident)
    if not reason.strip():
        raise ReasonMissing
    if not basis.strip():
        raise BasisMissing
    accident.left_out_reason, accident.left_out_basis = reason.strip()[:500], basis.strip()[:200]
    _set_status(accident, status)
    duties.follow(accident)
    audit.record(actor, code, accident, unit=holder(accident.unit), code=accident.code, reason=reason, basis=basis)
    return accident


def _sortable(actor: Actor, accident: Accident) -> Accident:
    require(actor, "accidents.triage", accident.unit)
    accident = locked(accident)
    if accident.is_left_out or accident.status == Accident.Status.CLOSED:
        raise CaseLeftOut(code=accident.code, status=accident.get_status_display())
    return accident


def _set_status(accident: Accident, status: str) -> None:
    accident.status = status
    accident.version += 1
    accident.save(update_fields=["status", "version", "merged_into", "left_out_reason", "left_out_basis", "closed_on"])
