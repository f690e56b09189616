"""Fields that several forms use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from antoan.core.fields import DayField
from antoan.core.scoping import Actor
from antoan.units.models import AREAS, Unit

__all__ = ["DayField", "FilesField", "bodies", "bodies_under", "offer", "own_units"]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; the phone's camera counts."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in chosen if one]


def offer(form: forms.Form, rows: Any, *names: str) -> None:
    """Let these fields of a form choose among these rows, which depend on who asks."""
    for name in names:
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


def bodies(on: date | None = None) -> Any:
    """The bodies (not the areas) that stand on a day."""
    return Unit.objects.as_of(on or timezone.localdate()).exclude(kind__in=AREAS)


def own_units(actor: Actor, action: str) -> Any:
    """The units in which the actor may do this himself."""
    if actor.is_system:
        return bodies()
    own = [grant.unit_id for grant in actor.granted(action)]
    return Unit.objects.filter(pk__in=own)


def bodies_under(units: Any, on: date) -> Any:
    """The bodies at or below these units on a day, for choosing."""
    from antoan.units.models import UnitClosure

    below = UnitClosure.objects.on(on).filter(ancestor__in=units).values("descendant")
    return Unit.objects.filter(pk__in=below).exclude(kind__in=AREAS)
