"""Filling in a form of the law: begun from what the records tell, saved as it is typed, discarded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.documents import filling, statutory
from antoan.documents.models import FilledForm
from antoan.documents.refusals import NoSuchForm, UnitNotStanding, ValuesNotOfForm
from antoan.law.errors import LawError


@command
def begin_form(
    actor: Actor, *, unit: Any, key: str, on: date, case: Mapping[str, str] | None = None, title: str = "",
    facts: Mapping[str, Any] | None = None,
) -> FilledForm:  # fmt: skip
    """Begin to fill in the form that holds on the day of signing; `facts` are what records tell (`statutory.fill`).

    The name of the unit is known without being told. What was taken from the records can be changed by whoever fills in.

    Raises:
        NotPermitted
        NoSuchForm: no such form, no such case, or its fields are not known on that day.
        UnitNotStanding
    """
    require(actor, "documents.draft", unit)
    if unit.version_on(timezone.localdate()) is None:
        raise UnitNotStanding(unit=unit, day=timezone.localdate())
    try:
        form = statutory.form_on(key, on, **(case or {}))
    except LawError as problem:
        raise NoSuchForm(sentence=problem.message_vi) from problem
    values = filling.kept(statutory.values_from(form, {"unit.name": str(unit), **(facts or {})}))
    made = FilledForm.objects.create(
        unit=unit, key=key, case=dict(case or {}), on=on, title=title.strip(), values=values,
        begun_by_id=actor.user_id, changed_by_id=actor.user_id,
    )  # fmt: skip
    audit.record(actor, "documents.form.begun", made, unit=unit, key=key, on=on)
    return made


@command
def save_form(actor: Actor, *, filled: FilledForm, version: int, values: Mapping[str, Any]) -> FilledForm:
    """Keep what is typed, whole or not. The log tells that it was saved, not what: a form names injured people.

    Raises:
        NotPermitted, ChangedMeanwhile
        NoSuchForm: the form is no longer known on its day.
        ValuesNotOfForm: a value of another shape; the message names the field.
    """
    require(actor, "documents.draft", filled.unit)
    filled = locked(filled, version=version, what="biểu mẫu này")
    kept = filling.kept(values)
    try:
        form = statutory.form_on(filled.key, filled.on, **filled.case)
        statutory.paper_of(form, filling.spoken(form, kept))
    except LawError as problem:
        raise NoSuchForm(sentence=problem.message_vi) from problem
    except statutory.WrongValues as problem:
        raise ValuesNotOfForm(sentence=str(problem)) from problem
    if kept == filled.values:
        return filled
    filled.values, filled.changed_by_id, filled.changed_at = kept, actor.user_id, timezone.now()
    filled.version += 1
    filled.save()
    audit.record(actor, "documents.form.saved", filled, unit=filled.unit, count=len(kept))
    return filled


@command
def discard_form(actor: Actor, *, filled: FilledForm) -> None:
    """Take away a form that nobody needs any more, with what was typed.

    Raises:
        NotPermitted
    """
    require(actor, "documents.draft", filled.unit)
    filled = locked(filled)
    audit.record(actor, "documents.form.discarded", filled, unit=filled.unit, key=filled.key, on=filled.on)
    filled.delete()
