"""Forms of the register: they translate what was typed into the arguments of a deed, and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.core.fields import DayField
from antoan.core.scoping import Actor
from antoan.units.models import Unit
from antoan.workplaces import queries, sectors
from antoan.workplaces.importing import kinds
from antoan.workplaces.models import RISKS, Group, Kind, Upkeep, Workplace


def sector_choices() -> list[tuple[str, Any]]:
    """The divisions under their sections, as the decision lists them; a section alone where the division is not known."""
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for sector in sectors.all_sectors().values():
        if sector.code.isalpha():
            by_letter[sector.code] = [(sector.code, f"{sector.code} (chưa rõ ngành cấp 2)")]
        else:
            by_letter[sector.letter].append((sector.code, str(sector)))
    return [("", "Chọn ngành"), *((f"{one.code}. {one.name}", by_letter[one.code]) for one in sectors.sections())]


class WorkplaceForm(forms.Form):
    """What is known of a workplace; only name, branch and commune are required."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Tên cơ sở"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại hình"), choices=Kind.choices, initial=Kind.ENTERPRISE)
    sector = forms.ChoiceField(label=_("Ngành"), choices=sector_choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Xã, phường"), empty_label=None)
    address = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    tax_code = forms.CharField(
        label=_("Mã số thuế"), max_length=20, required=False, help_text=_("10 chữ số; hộ kinh doanh 12; chi nhánh 13.")
    )
    head = forms.CharField(label=_("Người đứng đầu"), max_length=150, required=False)
    phone = forms.CharField(
        label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    opened_on = DayField(label=_("Hoạt động từ ngày"), required=False)
    latitude = forms.FloatField(
        label=_("Vĩ độ"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Ví dụ 11.86; để trống nếu không rõ."),
    )
    longitude = forms.FloatField(label=_("Kinh độ"), required=False, min_value=-180, max_value=180)
    risks = forms.MultipleChoiceField(
        label=_("Yếu tố nguy hiểm"), choices=list(RISKS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, workplace: Workplace | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.communes(actor, "workplaces.keep")
        if workplace is not None:
            field.queryset = (field.queryset | Unit.objects.filter(pk=workplace.unit_id)).distinct()
            self.fields["sector"].choices = _with(sector_choices(), workplace.sector)  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of the deed."""
        cleaned = dict(self.cleaned_data)
        ticked = cleaned.pop("risks")
        if cleaned.get("id") is None:
            cleaned.pop("id", None)
        return cleaned | {risk: risk in ticked for risk in RISKS}


def _with(choices: list[tuple[str, Any]], code: str) -> list[tuple[str, Any]]:
    """The list with a deeper code that the register keeps already ("0810")."""
    if code in sectors.all_sectors():
        return choices
    return [(code, f"{code} {sectors.name_of(code)}"), *choices]


class MendForm(WorkplaceForm):
    since = DayField(label=_("Nếu đổi xã hoặc địa chỉ: từ ngày"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    last_day = DayField(label=_("Hoạt động đến hết ngày"))


class CountsForm(forms.Form):
    """The head-counts of a year: everybody, women and hours, then each group of whom the number is known."""

    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2199)
    workers = forms.IntegerField(label=_("Số lao động bình quân"), min_value=0, max_value=10**6)
    women = forms.IntegerField(label=_("Trong đó nữ"), min_value=0, required=False)
    hours = forms.IntegerField(
        label=_("Tổng số giờ làm việc trong năm"), min_value=0, required=False, help_text=_("Để trống nếu không rõ.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for group in Group:
            if group != Group.ALL:
                self.fields[group.value] = forms.IntegerField(label=group.label, min_value=0, required=False)

    @property
    def counts(self) -> list[tuple[str, int, int | None, int | None]]:
        told = self.cleaned_data
        rows = [(Group.ALL.value, told["workers"], told["women"], told["hours"])]
        return rows + [
            (group.value, told[group.value], None, None) for group in Group if told.get(group.value) is not None
        ]


class UpkeepForm(forms.Form):
    kind = forms.ChoiceField(label=_("Việc đã làm"), choices=Upkeep.Kind.choices)
    name = forms.CharField(
        label=_("Máy, thiết bị"), max_length=150, required=False, help_text=_("Chỉ ghi khi kiểm định, ví dụ: bình khí nén 500 lít.")
    )  # fmt: skip
    serial = forms.CharField(label=_("Số chế tạo, biển số"), max_length=60, required=False)
    done_on = DayField(label=_("Đã làm ngày"))
    due = DayField(
        label=_("Lần tới, chậm nhất ngày"),
        required=False,
        help_text=_("Theo giấy chứng nhận. Để trống thì tính theo quy định, nếu quy định cho biết."),
    )
    paper = forms.CharField(label=_("Số giấy chứng nhận, biên bản"), max_length=100, required=False)
    result = forms.CharField(label=_("Kết quả"), max_length=500, required=False)
    people = forms.IntegerField(label=_("Số người được khám"), min_value=0, required=False)
    found = forms.IntegerField(label=_("Số người phát hiện bệnh"), min_value=0, required=False)


class SafetyPlanForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=1990, max_value=2199)
    adopted_on = DayField(label=_("Kế hoạch an toàn lập ngày"), required=False)
    planned = forms.IntegerField(label=_("Kinh phí dự kiến (đồng)"), min_value=0, max_value=10**15, required=False)
    spent = forms.IntegerField(label=_("Đã chi (đồng)"), min_value=0, max_value=10**15, required=False)
    officers = forms.IntegerField(
        label=_("Người làm an toàn chuyên trách"), min_value=0, max_value=10**4, required=False
    )
    part_officers = forms.IntegerField(label=_("Người làm an toàn bán chuyên trách"), min_value=0, max_value=10**4, required=False)  # fmt: skip
    medical = forms.IntegerField(label=_("Người làm y tế"), min_value=0, max_value=10**4, required=False)
    network = forms.IntegerField(label=_("An toàn, vệ sinh viên"), min_value=0, max_value=10**4, required=False)


class BringForm(forms.Form):
    """A list, what kind it is, and within which unit its communes are read."""

    kind = forms.ChoiceField(label=_("Danh sách gì"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("Tệp Excel hoặc CSV"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv"}))  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        offered = [kind for kind in kinds.all_kinds() if actor.may_in_a_unit(kind.action)]
        field.choices = [(kind.code, kind.name) for kind in offered]
        field.initial = offered[0].code if offered else None
