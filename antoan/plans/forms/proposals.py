"""The form that mends a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.plans.forms.fields import DayField, bodies_under, offer
from antoan.plans.models import Proposal
from antoan.plans.models.recurrence import Recurrence
from antoan.units.models import Unit


class MendForm(forms.Form):
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea(attrs={"rows": 4}))
    lead_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Cơ quan chủ trì"), required=False, widget=forms.CheckboxSelectMultiple
    )
    coordinate_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Cơ quan phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = DayField(label=_("Thời hạn"), required=False)
    recurrence = forms.ChoiceField(label=_("Chu kỳ"), required=False, choices=[("", _("Một lần")), *Recurrence.choices])
    product = forms.CharField(label=_("Sản phẩm"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any):
        kwargs.setdefault("prefix", None)
        super().__init__(*args, **kwargs)
        units = bodies_under([proposal.plan.unit_id], proposal.plan.day).order_by("name")
        offer(self, units, "lead_units", "coordinate_units")

    @classmethod
    def showing(cls, proposal: Proposal) -> MendForm:
        """The form filled with the proposal as it stands."""
        return cls(
            proposal=proposal,
            initial={
                "text": proposal.text,
                "lead_units": [unit.pk for unit in proposal.lead_units.all()],
                "coordinate_units": [unit.pk for unit in proposal.coordinate_units.all()],
                "due": proposal.due,
                "recurrence": proposal.recurrence,
                "product": proposal.product,
                "version": proposal.version,
            },
        )
