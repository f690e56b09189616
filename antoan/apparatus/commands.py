"""What can be done with the apparatus: who works on safety, their training, and how many there should be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from antoan.accounts.models import Membership, User
from antoan.apparatus import kinds, validity
from antoan.apparatus.models import Posts, Share, Staff, Training
from antoan.apparatus.refusals import (
    AlreadyGone,
    AlreadyInRegister,
    ChangeTooEarly,
    GoneBeforeBegun,
    HoldsBeforeTrained,
    InFuture,
    NameMissing,
    NothingChanges,
    NotOfThisUnit,
    PostsBeforeKnown,
    PostsUnchanged,
    ReasonMissing,
    UnitEnded,
    ValidityUnknown,
)
from antoan.apparatus.sheets import StaffRow
from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.core.text import squeeze
from antoan.obligations import duties
from antoan.units.models import Unit

DAY = timedelta(days=1)


@command
def register_staff(
    actor: Actor,
    *,
    unit: Unit,
    name: str,
    since: date,
    share: str = Share.PART,
    position: str = "",
    user: User | None = None,
    allowance: int | None = None,
) -> Staff:
    """Enter a person who works on safety in the unit from that day. `allowance` in đồng a month, None: not known.

    Raises:
        NotPermitted, NameMissing, UnitEnded, AlreadyInRegister, NotOfThisUnit
    """
    require(actor, "apparatus.keep", unit)
    staff = _enter(unit, name=name, since=since, share=share, position=position, user=user, allowance=allowance)
    audit.record(actor, "apparatus.staff.registered", staff, unit=unit, **_facts(staff))
    return staff


@command
def mend_staff(
    actor: Actor,
    *,
    staff: Staff,
    version: int | None = None,
    name: str,
    since: date,
    position: str = "",
    user: User | None = None,
    allowance: int | None = None,
) -> Staff:
    """Correct what was entered wrongly or has come to be known; what it was before stays in the log.

    Raises:
        NotPermitted, ChangedMeanwhile, NameMissing, NotOfThisUnit
        GoneBeforeBegun: the person had left before that day.
    """
    require(actor, "apparatus.keep", staff.unit)
    staff = locked(staff, version=version)
    before = _facts(staff)
    if not squeeze(name):
        raise NameMissing
    if staff.valid_to and since >= staff.valid_to:
        raise GoneBeforeBegun(last_day=staff.valid_to - DAY, since=since)
    if user is not None and user.pk != staff.user_id:
        _must_work_there(user, staff.unit)
    staff.name, staff.position, staff.valid_from = squeeze(name), squeeze(position), since
    staff.user, staff.allowance = user, allowance
    staff.version += 1
    staff.save()
    audit.record(actor, "apparatus.staff.mended", staff, unit=staff.unit, **_facts(staff), before=before)
    return staff


@command
def change_share(actor: Actor, *, staff: Staff, share: str, on: date) -> Staff:
    """From that day on the person does it as the whole or a part of the job: a new row, the old one keeps its time.

    Raises:
        NotPermitted, AlreadyGone, NothingChanges, ChangeTooEarly
    """
    require(actor, "apparatus.keep", staff.unit)
    staff = _still_there(staff)
    if share == staff.share:
        raise NothingChanges(name=staff.name, share=staff.get_share_display())
    if on <= staff.valid_from:
        raise ChangeTooEarly(since=staff.valid_from)
    heir = carry_over(staff, unit=staff.unit, on=on, share=share, reason=f"Chuyển sang {Share(share).label}")
    audit.record(actor, "apparatus.staff.share_changed", heir, unit=staff.unit, **_facts(heir))
    return heir


@command
def end_staff(actor: Actor, *, staff: Staff, last_day: date, reason: str) -> Staff:
    """The person no longer does this work after that day; the duty to train again falls away.

    Raises:
        NotPermitted, AlreadyGone, ReasonMissing, GoneBeforeBegun
    """
    require(actor, "apparatus.keep", staff.unit)
    staff = _still_there(staff)
    if not reason.strip():
        raise ReasonMissing
    if last_day < staff.valid_from:
        raise GoneBeforeBegun(last_day=last_day, since=staff.valid_from)
    staff.valid_to, staff.end_reason = last_day + DAY, reason.strip()
    staff.version += 1
    staff.save()
    for training in open_trainings(staff):
        duties.withdraw(training.obligation, timezone.localdate())
    audit.record(
        actor, "apparatus.staff.ended", staff, unit=staff.unit, name=staff.name, last_day=last_day, reason=reason
    )
    return staff


@command
def record_training(
    actor: Actor,
    *,
    staff: Staff,
    trained_on: date,
    group: str = Training.Group.TWO,
    certificate: str = "",
    holds_until: date | None = None,
) -> Training:
    """Note a training; before its paper lapses the unit owes the next one, and the duty for the last one is done.

    Without `holds_until` the last day is reckoned by the law of the day of training.

    Raises:
        NotPermitted, AlreadyGone, InFuture, HoldsBeforeTrained
        ValidityUnknown: neither the paper nor the law says until when it holds.
    """
    require(actor, "apparatus.keep", staff.unit)
    staff = _still_there(staff)
    training = _train(staff, trained_on, group, certificate, holds_until)
    audit.record(
        actor, "apparatus.training.recorded", training, unit=staff.unit, name=staff.name, group=training.group,
        trained_on=trained_on, certificate=training.certificate, holds_until=training.holds_until,
    )  # fmt: skip
    return training


@command
def set_posts(actor: Actor, *, units: Iterable[Unit], wanted: int, since: date, basis: str = "") -> list[Posts]:
    """Say how many people each of these units should have from that day; the upper body may say it for those below.

    Raises:
        NotPermitted, PostsBeforeKnown
        PostsUnchanged: every unit has just that number already.
    """
    made = []
    for unit in units:
        require(actor, "apparatus.set_posts", unit)
        current = Posts.objects.select_for_update().filter(unit=unit, valid_to=None).first()
        if current and current.wanted == wanted:
            continue
        if current and since < current.valid_from:
            raise PostsBeforeKnown(since=current.valid_from)
        if current and since == current.valid_from:  # said anew on the same day: the later word counts
            current.wanted, current.basis = wanted, basis.strip()
            current.save()
            made.append(current)
            continue
        if current:
            current.valid_to = since
            current.save()
        made.append(Posts.objects.create(unit=unit, wanted=wanted, basis=basis.strip(), valid_from=since))
    if not made:
        raise PostsUnchanged(wanted=wanted)
    audit.record(
        actor, "apparatus.posts.set", made[0], unit=made[0].unit, wanted=wanted, since=since, basis=basis.strip(),
        units=[posts.unit_id for posts in made],
    )  # fmt: skip
    return made


@command
def import_staff(actor: Actor, *, unit: Unit, rows: Iterable[StaffRow]) -> dict[str, int]:
    """Take in a list of people: new ones are entered, known ones completed. Twice the same list changes nothing.

    Whoever is not on the list stays: leaving has a day and a reason, which a list does not tell.

    Raises:
        NotPermitted, UnitEnded, HoldsBeforeTrained, InFuture, ValidityUnknown
    """
    require(actor, "apparatus.keep", unit)
    counts = {"new": 0, "changed": 0, "same": 0}
    for row in rows:
        known = _standing_namesake(unit, row.name, row.position)
        if known is None:
            staff = _enter(
                unit, name=row.name, since=row.since or timezone.localdate(), share=row.share or Share.PART,
                position=row.position, user=None, allowance=row.allowance,
            )  # fmt: skip
            outcome = "new"
        else:
            staff, outcome = known, "changed" if _complete(known, row) else "same"
        if row.trained_on and not staff.trainings.filter(trained_on=row.trained_on).exists():
            _train(staff, row.trained_on, Training.Group.TWO, row.certificate, row.holds_until)
            outcome = "changed" if outcome == "same" else outcome
        counts[outcome] += 1
    audit.record(actor, "apparatus.staff.imported", unit, unit=unit, **counts)
    return counts


def carry_over(staff: Staff, *, unit: Unit, on: date, share: str, reason: str) -> Staff:
    """End a row on a day and begin the next one with its newest paper and its open duty. Called inside commands."""
    last, was_until, was_because = (
        staff.trainings.select_related("obligation").first(),
        staff.valid_to,
        staff.end_reason,
    )
    staff.valid_to, staff.end_reason = on, reason
    staff.version += 1
    staff.save()
    heir = Staff.objects.create(
        unit=unit, name=staff.name, position=staff.position, user=staff.user, share=share, allowance=staff.allowance,
        valid_from=on, valid_to=was_until, end_reason=was_because, passed_from=staff,
    )  # fmt: skip
    if last:
        carry_training(last, heir, on)
    return heir


def carry_training(training: Training, heir: Staff, on: date) -> Training:
    """The paper goes with its holder, and so does the duty to renew it."""
    duty = training.obligation
    is_open = duty is not None and duty.done_on is None and duty.ended_on is None
    return Training.objects.create(
        staff=heir, group=training.group, trained_on=training.trained_on, certificate=training.certificate,
        holds_until=training.holds_until, is_reckoned=training.is_reckoned,
        obligation=duties.pass_on(duty, unit=heir.unit, about=heir, on=on) if duty and is_open else None,
    )  # fmt: skip


def _enter(
    unit: Unit, *, name: str, since: date, share: str, position: str, user: User | None, allowance: int | None
) -> Staff:
    name, position = squeeze(name), squeeze(position)
    if not name:
        raise NameMissing
    if unit.ends_on and unit.ends_on <= since:
        raise UnitEnded(unit=unit, on=unit.ends_on)
    if known := _standing_namesake(unit, name, position):
        raise AlreadyInRegister(name=known.name, unit=unit, since=known.valid_from)
    if user is not None:
        _must_work_there(user, unit)
    return Staff.objects.create(
        unit=unit, name=name, valid_from=since, share=share, position=position, user=user, allowance=allowance
    )


def _standing_namesake(unit: Unit, name: str, position: str) -> Staff | None:
    """Whoever of that name still works there; where either position is unknown, the name alone decides."""
    same = Staff.objects.select_for_update().filter(unit=unit, name_key=Staff.key_of(name), valid_to=None)
    wanted = Staff.key_of(position)
    return next((row for row in same if not wanted or not row.position or Staff.key_of(row.position) == wanted), None)


def _complete(staff: Staff, row: StaffRow) -> bool:
    """Take over what the list knows more; the day of beginning and the kind of work are changed by their own deeds."""
    found = {
        "position": row.position or staff.position,
        "allowance": row.allowance if row.allowance is not None else staff.allowance,
    }
    changed = {field for field, value in found.items() if getattr(staff, field) != value}
    for field in changed:
        setattr(staff, field, found[field])
    if changed:
        staff.version += 1
        staff.save()
    return bool(changed)


def _train(staff: Staff, trained_on: date, group: str, certificate: str, holds_until: date | None) -> Training:
    if trained_on > timezone.localdate():
        refusal = InFuture(on=trained_on)
        refusal.field = "trained_on"
        raise refusal
    found = validity.as_written(holds_until) if holds_until else validity.reckoned(group, trained_on)
    if found is None:
        raise ValidityUnknown(on=trained_on)
    if found.until <= trained_on:
        raise HoldsBeforeTrained(until=found.until, on=trained_on)
    before = staff.trainings.first()
    training = Training.objects.create(
        staff=staff, group=group, trained_on=trained_on, certificate=certificate.strip(), holds_until=found.until,
        is_reckoned=holds_until is None,
    )  # fmt: skip
    if before and before.holds_until > found.until:
        return training  # an earlier training entered later: the newest paper still decides
    for earlier in open_trainings(staff):
        duties.fulfil(earlier.obligation, trained_on)
    duty = duties.oblige(
        kinds.TRAINING, unit=staff.unit, about=staff, due=found.until, begins_on=trained_on, basis=found.basis,
        title=f"Huấn luyện lại ATVSLĐ cho {staff.name}: giấy chứng nhận hết hạn ngày {found.until:%d/%m/%Y}",
    )  # fmt: skip
    duty.steps = list(found.steps)
    duty.save(update_fields=["steps"])
    training.obligation = duty
    training.save(update_fields=["obligation"])
    return training


def open_trainings(staff: Staff) -> list[Any]:
    """The trainings of which the next one is still owed."""
    owed = staff.trainings.filter(obligation__done_on=None, obligation__ended_on=None).exclude(obligation=None)
    return list(owed.select_related("obligation"))


def _still_there(staff: Staff) -> Staff:
    staff = locked(staff)
    if staff.valid_to is not None and staff.end_reason:
        raise AlreadyGone(name=staff.name, on=staff.valid_to - DAY)
    return staff


def _must_work_there(user: User, unit: Unit) -> None:
    if not Membership.objects.on(timezone.localdate()).filter(user=user, unit=unit).exists():
        raise NotOfThisUnit(person=user, unit=unit)


def _facts(staff: Staff) -> dict[str, Any]:
    return {
        "name": staff.name, "position": staff.position, "share": staff.share, "since": staff.valid_from,
        "allowance": staff.allowance, "account": staff.user_id,
    }  # fmt: skip
