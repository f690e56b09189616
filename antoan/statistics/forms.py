"""The question of the page of figures, as a small form of words: what, where, when, split how, under the tree of which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from antoan.core.fields import DayField
from antoan.core.periods import NotATerm, Term
from antoan.core.scoping import Actor
from antoan.statistics import definitions, queries
from antoan.statistics.trees import standing_instead


class QuestionForm(forms.Form):
    """Read from the address, so that every question can be sent to somebody else as a link."""

    chi_so = forms.ChoiceField(label="Chỉ số")
    don_vi = forms.CharField(label="Ở đâu", help_text="Đơn vị hoặc địa bàn trong tầm của bạn, ví dụ: xã Bác Ái.")
    ky = forms.CharField(label="Kỳ", help_text="Năm 2024, nửa năm 2024-H1, quý 2024-Q3, tháng 2024-06.")
    theo = forms.ChoiceField(label="Chia theo", required=False)
    cay = DayField(
        label="Theo sắp xếp đơn vị của ngày",
        required=False,
        help_text="Để trống: ngày cuối kỳ; đơn vị không còn hay chưa có ngày ấy thì ngày cuối, ngày đầu của nó.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.units: list[Any] = []
        choices = [(room, [(one.key, one.name) for one in some]) for room, some in queries.groups()]
        self.fields["chi_so"].choices = choices  # type: ignore[attr-defined]
        chosen = definitions.current().get(self.data.get("chi_so", ""))
        splits = chosen.splits() if chosen else {"unit": "đơn vị"}
        self.fields["theo"].choices = [("", "không chia"), *splits.items()]  # type: ignore[attr-defined]

    def clean_ky(self) -> Term:
        try:
            return Term.parse(self.cleaned_data["ky"])
        except NotATerm as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name, period = cleaned.get("don_vi"), cleaned.get("ky")
        if name and period:
            if name.isdecimal():  # a link names the unit by its key; the field shows its name
                self.units = list(queries.units_in_reach(self.actor).filter(pk=int(name)))
                self.data = {**self.data, "don_vi": str(self.units[0])} if self.units else self.data
            else:
                self.units = queries.units_named(self.actor, name, on=cleaned.get("cay") or period.last_day)
            self._must_stand(cleaned.get("cay"))
            if not self.units and "don_vi" not in self.errors:
                self.add_error(
                    "don_vi", f"Trong tầm của bạn không có đơn vị “{name}”. Hãy ghi đủ tên, ví dụ “xã Bác Ái”."
                )
        return cleaned

    def _must_stand(self, tree: date | None) -> None:
        """Under the tree of a day that was asked for, a unit that does not stand then has no figures, which is not zero."""
        if tree is None or len(self.units) != 1:
            return
        instead = standing_instead(self.units[0], tree)
        if instead is not None:
            hint = f" Hãy hỏi: {instead}." if instead else ""
            self.add_error("don_vi", f"Ngày {tree:%d/%m/%Y} không có {self.units[0]}.{hint}")
            self.units = []
