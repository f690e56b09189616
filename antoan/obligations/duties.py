"""Making, extending, fulfilling and passing on duties. Called inside the commands of domains, in their transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from antoan.core import clock
from antoan.obligations.models import Notice, Obligation


def oblige(
    kind: str,
    *,
    unit: Any,
    about: models.Model,
    title: str,
    begins_on: date,
    due: date | None,
    to: Any = None,
    accountable: Any = None,
    basis: str = "",
    owed_by: str = "",
) -> Obligation:
    """Make a duty of `unit`. `due` becomes its first due day too; None means: continuing, without a day.

    With `owed_by`, the key of a record, the record owes it and the unit watches over it.
    """
    return Obligation.objects.create(
        kind=kind,
        unit=unit,
        owed_by=owed_by,
        to=to,
        accountable=accountable,
        title=title,
        basis=basis,
        about_id=str(about.pk),
        begins_on=begins_on,
        first_due=due,
        due=due,
    )


def extend(obligation: Obligation, due: date) -> None:
    """Move the due day; the first one stays."""
    obligation.due = due
    obligation.first_due = obligation.first_due or due
    obligation.save(update_fields=["due", "first_due"])


def fulfil(obligation: Obligation, on: date) -> None:
    obligation.done_on = on
    obligation.save(update_fields=["done_on"])


def urge(told: Iterable[tuple[Obligation, int]]) -> None:
    """Say to these people that a duty with a day is urged. Said before, it is new to them again."""
    now = clock.now()
    notices = [
        Notice(obligation=duty, unit_id=duty.unit_id, user_id=user, step=Notice.Step.URGED, due=duty.due, made_at=now)
        for duty, user in told
        if duty.due is not None
    ]
    Notice.objects.filter(
        obligation__in={one.obligation_id for one in notices}, user__in={one.user_id for one in notices},
        step=Notice.Step.URGED,
    ).update(made_at=now, seen_at=None)  # fmt: skip
    Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)


def reopen(obligation: Obligation) -> None:
    obligation.done_on = None
    obligation.save(update_fields=["done_on"])


def withdraw(obligation: Obligation, on: date) -> None:
    """End a duty that is no longer owed, without calling it done."""
    obligation.ended_on = on
    obligation.save(update_fields=["ended_on"])


def pass_on(obligation: Obligation, *, unit: Any, about: models.Model, on: date) -> Obligation:
    """Give an open duty to the successor of the unit that owed it, with the same days; the old row keeps its owner.

    Of what a record owes, the watching passes on; the record goes on owing it.
    """
    return _pass(obligation, unit, str(about.pk), on)


def pass_on_noted(obligation: Obligation, *, unit: Any, on: date) -> Obligation:
    """The same for a duty noted from the law, which is about no row of a domain, and for one whose subject stays as it is."""
    return _pass(obligation, unit, obligation.about_id, on)


def _pass(obligation: Obligation, unit: Any, about: str, on: date) -> Obligation:
    heir = Obligation.objects.create(
        kind=obligation.kind,
        unit=unit,
        owed_by=obligation.owed_by,
        to=obligation.to,
        title=obligation.title,
        basis=obligation.basis,
        about_id=about,
        begins_on=on,
        first_due=obligation.first_due,
        due=obligation.due,
        steps=obligation.steps,  # why the day is what it is does not change with the owner
        derived=obligation.derived,
    )
    obligation.ended_on = on
    obligation.passed_to = heir
    obligation.save(update_fields=["ended_on", "passed_to"])
    return heir
