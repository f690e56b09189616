"""Forms about units. Units are named by their names, one a line: with 14 000 of them no list of choices would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.core.fields import DayField
from antoan.core.refusals import Refusal
from antoan.core.scoping import Actor
from antoan.units import commands
from antoan.units.commands import NewUnit, Part
from antoan.units.models import Succession, SuccessionPart, Unit

Deed = Succession.Deed
_SHARE = re.compile(r"^(.*?)\s*=\s*(\d+(?:[.,]\d+)?)\s*%$")


class UnitUnclear(Refusal):
    message = "{sentence}"


def day_asked(text: str | None) -> date:
    """The day in the address ("2025-06-30" or "30/06/2025"); today where none is given or it cannot be read."""
    field = DayField(required=False)
    try:
        return field.clean(text or "") or timezone.localdate()
    except forms.ValidationError:
        return timezone.localdate()


def unit_called(name: str, *, on: date) -> Unit | None:
    """The one unit of that name on that day; "số 12" is the unit with that number. None where there is none.

    Raises:
        UnitUnclear: several bear the name; they are listed with their numbers.
    """
    if match := re.fullmatch(r"(?:số|#)?\s*(\d+)", name.strip().casefold()):
        return Unit.objects.as_of(on).filter(pk=int(match.group(1))).first()
    found = list(Unit.objects.named(name, on=on)[:6])
    if len(found) > 1:
        listed = "; ".join(
            f"{unit} thuộc {unit.parent_on(on) or 'cấp trên cùng'}: ghi “số {unit.pk}”" for unit in found
        )
        raise UnitUnclear(sentence=f"Ngày {on:%d/%m/%Y} có nhiều đơn vị tên “{name}”. {listed}.")
    return found[0] if found else None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class ReorganiseForm(forms.Form):
    """One act of reorganisation, in the words of the resolution."""

    deed = forms.ChoiceField(label=_("Hình thức"), choices=Deed.choices)
    on = DayField(label=_("Có hiệu lực từ ngày"))
    basis = forms.CharField(
        label=_("Căn cứ pháp lý"), max_length=300, help_text=_("Số, ký hiệu, ngày của nghị quyết hoặc quyết định.")
    )
    old = forms.CharField(
        label=_("Đơn vị cũ"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một đơn vị, ghi tên đầy đủ. Nếu trùng tên, ghi số của đơn vị, ví dụ: số 12."),
    )
    new = forms.CharField(
        label=_("Đơn vị mới hoặc đơn vị nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Mỗi dòng một đơn vị; tên chưa có sẽ được lập mới. Khi chia, tách có thể ghi tỷ lệ dân số: Đảng ủy xã A = 60%; "
            "các đơn vị trực thuộc theo đơn vị ở dòng đầu. Khi đổi tên: ghi tên mới. Khi chuyển: ghi cấp trên mới. Khi giải thể: ghi đơn vị nhận việc, hoặc để trống."
        ),
    )
    parent = forms.CharField(
        label=_("Cấp trên của đơn vị mới"), required=False, help_text=_("Để trống nếu vẫn là cấp trên của đơn vị cũ.")
    )
    sub_units = forms.BooleanField(label=_("Các đơn vị trực thuộc đi theo đơn vị mới"), required=False, initial=True)
    goes_on = forms.BooleanField(label=_("Khi tách: đơn vị cũ vẫn tiếp tục với phần còn lại"), required=False)

    def deed_for(self, actor: Actor) -> Callable[[], Succession]:
        """The command that the form describes, ready to be called; finding the units happens when it is.

        Raises, when called:
            UnitUnclear and whatever the command refuses.
        """
        return lambda: self._carry_out(actor)

    def _carry_out(self, actor: Actor) -> Succession:
        facts = self.cleaned_data
        on, basis = facts["on"], facts["basis"]
        olds = [self._standing(name, on, "old") for name in _lines(facts["old"])]
        news = _lines(facts["new"])
        one = olds[0]
        match facts["deed"]:
            case Deed.MERGE:
                target = self._found_or_new(self._only(news), one, on)
                return commands.merge_units(
                    actor, predecessors=olds, successor=target, on=on, basis=basis, with_sub_units=facts["sub_units"]
                )
            case Deed.SPLIT:
                parts = [self._part(line, one, on) for line in news]
                return commands.split_unit(
                    actor, unit=self._only(olds), parts=parts, on=on, basis=basis, goes_on=facts["goes_on"],
                    sub_units_to=parts[0].successor if parts and facts["sub_units"] else None,
                )  # fmt: skip
            case Deed.RENAME:
                return commands.rename_unit(actor, unit=self._only(olds), name=self._only(news), on=on, basis=basis)
            case Deed.TRANSFER:
                parent = self._standing(self._only(news), on, "new")
                return commands.transfer_unit(actor, unit=self._only(olds), parent=parent, on=on, basis=basis)
            case _:
                heir = self._standing(self._only(news), on, "new") if news else None
                return commands.abolish_unit(
                    actor, unit=self._only(olds), on=on, basis=basis, heir=heir,
                    sub_units_to=heir if facts["sub_units"] else None,
                )  # fmt: skip

    def _only(self, given: list[Any]) -> Any:
        """The one that this kind of act takes."""
        if len(given) != 1:
            name = Deed(self.cleaned_data["deed"]).label
            raise UnitUnclear(sentence=f"“{name}” cần đúng một dòng ở ô này, đã ghi {len(given)}. Hãy sửa lại.")
        return given[0]

    def _standing(self, name: str, on: date, field: str) -> Unit:
        unit = unit_called(name, on=on)
        if unit is None:
            refusal = UnitUnclear(
                sentence=f"Ngày {on:%d/%m/%Y} không có đơn vị nào tên “{name}”. Hãy kiểm tra lại tên và ngày."
            )
            refusal.field = field
            raise refusal
        return unit

    def _found_or_new(self, name: str, like: Unit, on: date) -> Unit | NewUnit:
        if (unit := unit_called(name, on=on)) is not None:
            return unit
        current = like.version_on(on)
        parent = current.parent if current else None
        if self.cleaned_data["parent"]:
            parent = self._standing(self.cleaned_data["parent"], on, "parent")
        return NewUnit(name, like.kind, current.level if current else 0, parent, like.area)

    def _part(self, line: str, like: Unit, on: date) -> Part:
        share = None
        if match := _SHARE.match(line):
            line = match.group(1)
            try:
                share = (Decimal(match.group(2).replace(",", ".")) / 100).quantize(Decimal("0.0001"))
            except InvalidOperation:
                share = None
        return Part(self._found_or_new(line, like, on), share, SuccessionPart.Extent.PART)


class AddUnitsForm(forms.Form):
    """New units under a parent, one name a line; what each is, is read from its name."""

    parent = forms.CharField(
        label=_("Trực thuộc"), help_text=_("Tên đầy đủ của cấp trên; nếu trùng tên, ghi số của đơn vị, ví dụ: số 12.")
    )
    names = forms.CharField(
        label=_("Tên các đơn vị"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một đơn vị, ghi tên đầy đủ như trên con dấu: Phòng Kinh tế xã Bác Ái."),
    )
    on = DayField(label=_("Có từ ngày"))

    def add(self, actor: Actor) -> list[Unit]:
        """Carry out what the form says.

        Raises:
            UnitUnclear and whatever the command refuses.
        """
        on = self.cleaned_data["on"]
        parent = unit_called(self.cleaned_data["parent"], on=on)
        if parent is None:
            refusal = UnitUnclear(
                sentence=f"Ngày {on:%d/%m/%Y} không có đơn vị nào tên “{self.cleaned_data['parent']}”. Hãy kiểm tra lại tên và ngày."
            )
            refusal.field = "parent"
            raise refusal
        return commands.add_units(actor, names=_lines(self.cleaned_data["names"]), parent=parent, on=on)


class AliasForm(forms.Form):
    """Another way in which papers call a unit."""

    name = forms.CharField(label=_("Tên gọi khác"), max_length=200)


class PassOnForm(forms.Form):
    """The day whose reorganisation shall be carried through in open work."""

    on = DayField(label=_("Ngày sắp xếp có hiệu lực"))


class UndoForm(forms.Form):
    """Why a change is taken back."""

    reason = forms.CharField(label=_("Lý do hoàn tác"), max_length=300)
