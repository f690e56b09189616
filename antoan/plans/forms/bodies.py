"""The form that settles which units the names in a plan mean; a row for each name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.plans.queries.bodies import UnclearName
from antoan.units.models import Unit

LEAVE, NEW = "", "new"


class BodiesForm(forms.Form):
    """For each name: one of the units it may be, a new unit, or nothing yet."""

    def __init__(self, *args: Any, names: list[UnclearName], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.names = names
        for number, unclear in enumerate(names):
            choices: list[tuple[str, Any]] = [(str(unit.pk), str(unit)) for unit in unclear.candidates]
            if not unclear.is_many:
                choices.append((NEW, _("Chưa có trong danh mục: thêm đơn vị mới")))
            choices.append((LEAVE, _("Để sau, chọn cho từng nhiệm vụ")))
            self.fields[f"means-{number}"] = forms.ChoiceField(
                label=unclear.name,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=LEAVE if unclear.candidates or unclear.is_many else NEW,
            )
            self.fields[f"full-{number}"] = forms.CharField(
                label=_("Tên đầy đủ của đơn vị mới"), required=False, max_length=200, initial=unclear.full_name
            )

    def rows(self) -> list[dict[str, Any]]:
        """What the template shows: the name, and its two fields."""
        return [
            {"unclear": unclear, "means": self[f"means-{number}"], "full": self[f"full-{number}"]}
            for number, unclear in enumerate(self.names)
        ]

    def meanings(self) -> dict[str, dict[str, Any]]:
        """What was chosen, as the command takes it: {"known": {name: unit}, "new": {name: full name}}."""
        known: dict[str, Unit] = {}
        new: dict[str, str] = {}
        for number, unclear in enumerate(self.names):
            chosen = self.cleaned_data[f"means-{number}"]
            if chosen == NEW:
                new[unclear.name] = self.cleaned_data[f"full-{number}"] or unclear.full_name
            elif chosen:
                known[unclear.name] = next(unit for unit in unclear.candidates if str(unit.pk) == chosen)
        return {"known": known, "new": new}
