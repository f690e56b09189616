"""The form that settles which units the names in a plan mean; a row for each name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.plans.queries.bodies import UnclearName
from antoan.units.models import Unit

LEAVE, NEW, SEVERAL = "", "new", "several"


class BodiesForm(forms.Form):
    """For each name: one of the units it may be, several of the issuer's tree, a new unit, or nothing yet."""

    def __init__(
        self,
        *args: Any,
        names: list[UnclearName],
        units: list[Unit],
        groups: Sequence[tuple[str, list[Unit]]] = (),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.groups = {f"group-{number}": (said, members) for number, (said, members) in enumerate(groups)}
        self.names = names
        self.units = {str(unit.pk): unit for unit in units}
        listed = [(key, str(unit)) for key, unit in self.units.items()]
        for number, unclear in enumerate(names):
            choices: list[tuple[str, Any]] = [(str(unit.pk), str(unit)) for unit in unclear.candidates]
            if not unclear.is_many:
                choices.append((NEW, _("Chưa có trong danh mục: thêm đơn vị mới")))
            if unclear.is_common or unclear.is_doubtful:
                choices += [(key, said) for key, (said, _members) in self.groups.items()]
            if listed:
                choices.append((SEVERAL, _("Là nhiều đơn vị: chọn trong danh sách bên dưới")))
            choices.append((LEAVE, _("Để sau, chọn cho từng nhiệm vụ")))
            self.fields[f"means-{number}"] = forms.ChoiceField(
                label=unclear.name,
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                initial=LEAVE if unclear.candidates or unclear.is_common or unclear.is_doubtful else NEW,
            )
            self.fields[f"full-{number}"] = forms.CharField(
                label=_("Tên đầy đủ của đơn vị mới"), required=False, max_length=200, initial=unclear.full_name
            )

            self.fields[f"units-{number}"] = forms.MultipleChoiceField(
                label=_("Các đơn vị mà tên này chỉ"),
                required=False,
                choices=listed,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(unit.pk) for unit in unclear.candidates],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, unclear in enumerate(self.names):
            if cleaned.get(f"means-{number}") == SEVERAL and not cleaned.get(f"units-{number}"):
                self.add_error(f"units-{number}", f"Hãy chọn các đơn vị mà “{unclear.name}” chỉ, hoặc chọn “Để sau”.")
        return cleaned

    def rows(self) -> list[dict[str, Any]]:
        """What the template shows: the name, and its two fields."""
        return [
            {
                "unclear": unclear,
                "means": self[f"means-{number}"],
                "full": self[f"full-{number}"],
                "units": self[f"units-{number}"],
            }
            for number, unclear in enumerate(self.names)
        ]

    def meanings(self) -> dict[str, dict[str, Any]]:
        """What was chosen, as the command takes it: {"known": {name: unit}, "new": {name: full name}, "several": …}."""
        known: dict[str, Unit] = {}
        new: dict[str, str] = {}
        several: dict[str, list[Unit]] = {}
        for number, unclear in enumerate(self.names):
            chosen = self.cleaned_data[f"means-{number}"]
            for name in (unclear.name, *unclear.spellings):
                if chosen == NEW:
                    new[name] = self.cleaned_data[f"full-{number}"] or unclear.full_name
                elif chosen == SEVERAL:
                    several[name] = [self.units[key] for key in self.cleaned_data[f"units-{number}"]]
                elif chosen in self.groups:
                    several[name] = self.groups[chosen][1]
                elif chosen:
                    known[name] = next(unit for unit in unclear.candidates if str(unit.pk) == chosen)
        return {"known": known, "new": new, "several": several}
