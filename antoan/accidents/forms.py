"""Forms of a case: they translate what was typed into the arguments of a deed, and nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accidents import codes
from antoan.accidents.commands.investigating import Member
from antoan.accidents.models import Accident, Cause, Disease, Fault, Injury, Investigation, Level, LogEntry, TeamMember
from antoan.core.fields import DayField
from antoan.units.models import Unit


class MomentField(forms.DateTimeField):
    """A moment by the browser's picker, or typed "08:00 20/06/2024"."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"])
        kwargs.setdefault("error_messages", {"invalid": _("Không đọc được ngày giờ. Hãy ghi như 08:00 20/06/2024.")})
        super().__init__(**kwargs)


class CaseForm(forms.Form):
    """A form of a deed on one case; subclasses fill their choices from it."""

    def __init__(self, *args: Any, accident: Accident, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.accident = accident
        self.prepare()

    def prepare(self) -> None:
        """Fill what depends on the case."""

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NothingForm(CaseForm):
    pass


class ReasonForm(CaseForm):
    reason = forms.CharField(label=_("Lý do"), max_length=500)


class LeaveForm(ReasonForm):
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=200, help_text=_("Ví dụ: Điều 3 khoản 8 Luật An toàn, vệ sinh lao động.")
    )


class OnForm(CaseForm):
    on = DayField(label=_("Ngày"))

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate


class ExtendForm(OnForm):
    reason = forms.CharField(label=_("Tình tiết phức tạp nào"), max_length=500)


class ExpertiseForm(ReasonForm):
    is_needed = forms.TypedChoiceField(
        label=_("Giám định"), choices=[("1", _("cần giám định kỹ thuật hoặc pháp y (60 ngày)")), ("0", _("không cần nữa"))],
        coerce=lambda value: value == "1", widget=forms.RadioSelect, initial="1",
    )  # fmt: skip
    field_order = ("is_needed", "reason")


class DescribeForm(CaseForm):
    place = forms.CharField(label=_("Nơi xảy ra"), max_length=300)
    employer_name = forms.CharField(label=_("Cơ sở, người sử dụng lao động"), max_length=200, required=False)
    hirer = forms.CharField(label=_("Người thuê mướn, chủ công trình"), max_length=200, required=False)
    work = forms.CharField(label=_("Công việc đang làm"), max_length=300, required=False)
    account = forms.CharField(label=_("Diễn biến"), widget=forms.Textarea, required=False)
    first_cause = forms.CharField(
        label=_("Nguyên nhân ban đầu"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    setting = forms.ChoiceField(label=_("Hoàn cảnh"), choices=Accident.Setting.choices)
    field = forms.ChoiceField(label=_("Lĩnh vực đặc thù"), choices=Accident.Field.choices, required=False)
    factor = forms.ChoiceField(label=_("Yếu tố gây chấn thương"), required=False)
    deviation = forms.ChoiceField(label=_("Diễn biến bất thường (mã ESAW, để so sánh quốc tế)"), required=False)
    contact = forms.ChoiceField(label=_("Cách tiếp xúc gây thương tích (mã ESAW)"), required=False)
    cost_property = forms.IntegerField(
        label=_("Thiệt hại tài sản, thiết bị (đồng)"), min_value=0, max_value=10**15, required=False
    )

    def prepare(self) -> None:
        lists = {
            "factor": codes.factors(self.accident.occurred_on),
            "deviation": codes.european("deviation"),
            "contact": codes.european("contact"),
        }
        for name, known in lists.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *((code, f"{code} {words}") for code, words in known.items())]
        self.initial = {name: getattr(self.accident, name) for name in self.fields} | dict(self.initial)

    def arguments(self) -> dict[str, Any]:
        return {"facts": dict(self.cleaned_data)}


class TeamForm(CaseForm):
    level = forms.ChoiceField(label=_("Cấp của đoàn"), choices=Level.choices)
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = forms.CharField(label=_("Người ra quyết định"), max_length=200)
    members = forms.CharField(
        label=_("Thành viên, mỗi dòng một người"),
        widget=forms.Textarea,
        help_text=_(
            "Họ tên; đơn vị; chức vụ; vai trò (trưởng đoàn, thành viên, thư ký, tham dự). Ví dụ: Trần Văn Sơn; Sở Nội vụ; Chuyên viên; trưởng đoàn"
        ),
    )
    plan = forms.CharField(label=_("Kế hoạch điều tra"), widget=forms.Textarea, required=False)

    def clean_members(self) -> list[Member]:
        roles = {str(label): value for value, label in TeamMember.Role.choices}
        found = []
        for number, line in enumerate(filter(str.strip, self.cleaned_data["members"].splitlines()), start=1):
            name, body, post, role = (*(part.strip() for part in line.split(";")), "", "", "", "")[:4]
            if role and role.casefold() not in roles:
                raise forms.ValidationError(
                    f"Dòng {number}: vai trò “{role}” không có. Hãy ghi một trong: {', '.join(roles)}."
                )
            if len(name) > 150:
                raise forms.ValidationError(
                    f"Dòng {number}: họ tên dài quá 150 chữ. Hãy ngăn các phần bằng dấu chấm phẩy."
                )
            found.append(Member(name, roles.get(role.casefold(), TeamMember.Role.MEMBER), body[:200], post[:150]))
        return found


class LogForm(CaseForm):
    kind = forms.ChoiceField(label=_("Loại"), choices=LogEntry.Kind.choices)
    at = MomentField(label=_("Lúc"))
    title = forms.CharField(label=_("Tóm tắt"), max_length=200)
    text = forms.CharField(label=_("Nội dung"), widget=forms.Textarea, required=False)
    author = forms.CharField(label=_("Người ghi"), max_length=150, required=False)
    photos = forms.FileField(
        label=_("Ảnh"), required=False, help_text=_("Một ảnh mỗi lần; JPG, PNG, HEIC, không quá 30 MB.")
    )
    keeps_place = forms.BooleanField(label=_("Giữ tọa độ nơi chụp ghi trong ảnh"), required=False)

    def prepare(self) -> None:
        self.fields["at"].initial = timezone.localtime


class CauseForm(CaseForm):
    text = forms.CharField(label=_("Vì sao"), max_length=500)
    code = forms.ChoiceField(label=_("Mã nguyên nhân"), required=False)
    because_of = forms.ModelChoiceField(
        Cause.objects.none(),
        label=_("Là nguyên nhân của"),
        required=False,
        empty_label=_("chính vụ tai nạn (nguyên nhân trực tiếp)"),
    )

    def prepare(self) -> None:
        code, because = self.fields["code"], self.fields["because_of"]
        assert isinstance(code, forms.ChoiceField)
        assert isinstance(because, forms.ModelChoiceField)
        code.choices = [
            ("", "–"),
            *((key, f"{key} {words}") for key, words in codes.causes(self.accident.occurred_on).items()),
        ]
        because.queryset = Cause.objects.filter(investigation__accident=self.accident, investigation__ended_on=None)


class FaultForm(CaseForm):
    side = forms.ChoiceField(label=_("Bên có lỗi"), choices=Fault.Side.choices)
    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    text = forms.CharField(label=_("Lỗi"), max_length=500)
    proposal = forms.CharField(label=_("Đề nghị xử lý"), max_length=300, required=False)


class MeasureForm(CaseForm):
    text = forms.CharField(label=_("Biện pháp"), max_length=500)
    body = forms.CharField(label=_("Người, cơ quan chịu trách nhiệm"), max_length=200)
    due = DayField(label=_("Ngày hoàn thành"))


class MinutesForm(CaseForm):
    minutes_number = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    minutes_on = DayField(label=_("Ngày lập biên bản"))
    account = forms.CharField(label=_("Diễn biến theo kết quả điều tra"), widget=forms.Textarea)
    conclusion = forms.ChoiceField(
        label=_("Kết luận"), choices=Investigation.Conclusion.choices, widget=forms.RadioSelect
    )


class AnnounceForm(CaseForm):
    at = MomentField(label=_("Họp lúc"))
    ended_at = MomentField(label=_("Kết thúc lúc"), required=False)
    place = forms.CharField(label=_("Nơi họp"), max_length=300)
    chair = forms.CharField(label=_("Chủ trì, thư ký"), max_length=200, required=False)
    present = forms.CharField(
        label=_("Thành phần dự, mỗi dòng một người"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Họ tên; đơn vị; chức vụ hoặc tư cách dự."),
    )
    opinions = forms.CharField(label=_("Ý kiến, bảo lưu"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.CharField(label=_("Kết luận của cuộc họp"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class DeathForm(forms.Form):
    died_on = DayField(label=_("Ngày chết"))
    known_on = DayField(label=_("Ngày nhận tin"), help_text=_("Thời hạn điều tra vụ chết người tính từ ngày này."))


_TRAINED = [("", _("chưa rõ")), ("1", _("có")), ("0", _("không"))]


def _truth(value: str) -> bool | None:
    return {"1": True, "0": False}.get(value)


class InjuryForm(forms.Form):
    """What is known of one person. The fields that are sealed are among them: opening the page is noted first."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150, required=False)
    told_outcome = forms.ChoiceField(label=_("Tình trạng"), choices=Injury.Outcome.choices)
    injuries = forms.MultipleChoiceField(
        label=_("Chấn thương theo danh mục"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Có ít nhất một chấn thương của danh mục thì là tai nạn nặng."),
    )
    wound = forms.CharField(label=_("Tình trạng thương tích"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    birth_day = forms.CharField(label=_("Ngày sinh"), max_length=10, required=False, help_text=_("Như 20/06/1985."))
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2199)
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=[("", _("chưa rõ")), ("male", _("nam")), ("female", _("nữ"))], required=False
    )
    national_id = forms.CharField(label=_("Số định danh cá nhân"), max_length=20, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    home = forms.CharField(label=_("Nơi thường trú"), max_length=300, required=False)
    origin = forms.CharField(label=_("Quê quán"), max_length=300, required=False)
    family = forms.CharField(label=_("Hoàn cảnh gia đình, người liên hệ"), max_length=500, required=False)
    is_disabled = forms.BooleanField(label=_("Người khuyết tật"), required=False)
    occupation = forms.CharField(label=_("Nghề nghiệp"), max_length=150, required=False)
    occupation_group = forms.ChoiceField(label=_("Nhóm nghề"), required=False)
    employment = forms.ChoiceField(label=_("Quan hệ lao động"), choices=[])
    contract = forms.CharField(label=_("Loại hợp đồng"), max_length=100, required=False)
    hired_since = forms.CharField(label=_("Thời gian làm cho người sử dụng lao động"), max_length=60, required=False)
    years_in_trade = forms.CharField(label=_("Tuổi nghề"), max_length=40, required=False)
    grade = forms.CharField(label=_("Bậc thợ"), max_length=40, required=False)
    started_work = forms.CharField(label=_("Giờ bắt đầu làm việc trong ngày"), max_length=20, required=False)
    is_trained = forms.TypedChoiceField(
        label=_("Đã huấn luyện ATVSLĐ"), choices=_TRAINED, coerce=_truth, empty_value=None, required=False
    )
    trained_on = DayField(label=_("Ngày huấn luyện"), required=False)
    treated_at = forms.CharField(label=_("Nơi điều trị"), max_length=200, required=False)
    first_care = forms.CharField(label=_("Xử lý ban đầu"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    days_lost = forms.IntegerField(label=_("Số ngày nghỉ"), min_value=0, max_value=5000, required=False)
    loss = forms.IntegerField(label=_("Mức suy giảm khả năng lao động (%)"), min_value=0, max_value=100, required=False)
    assessed_on = DayField(label=_("Ngày kết luận giám định"), required=False)
    wage = forms.IntegerField(
        label=_("Tiền lương tháng (đồng)"),
        min_value=0,
        max_value=10**10,
        required=False,
        help_text=_("Bình quân 6 tháng liền kề trước khi bị tai nạn."),
    )
    insured_years = forms.IntegerField(label=_("Số năm đóng bảo hiểm"), min_value=0, max_value=60, required=False)
    is_insured = forms.TypedChoiceField(
        label=_("Được đóng bảo hiểm tai nạn lao động"),
        choices=_TRAINED,
        coerce=_truth,
        empty_value=None,
        required=False,
    )
    fault = forms.ChoiceField(label=_("Lỗi"), choices=Injury.Fault.choices, required=False)
    cost_medical = forms.IntegerField(label=_("Chi phí y tế (đồng)"), min_value=0, max_value=10**15, required=False)
    cost_wages = forms.IntegerField(
        label=_("Trả lương trong thời gian điều trị (đồng)"), min_value=0, max_value=10**15, required=False
    )
    cost_paid = forms.IntegerField(
        label=_("Bồi thường, trợ cấp đã trả (đồng)"), min_value=0, max_value=10**15, required=False
    )

    def __init__(self, *args: Any, injury: Injury, **kwargs: Any):
        super().__init__(*args, **kwargs)
        on = injury.accident.occurred_on
        choices = {
            "injuries": codes.injury_groups(on),
            "employment": list(injury._meta.get_field("employment").choices or []),
            "occupation_group": [("", "–"), *codes.occupation_groups(on).items()],
        }
        for name, known in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = known
        self.initial = {name: getattr(injury, name) for name in self.fields} | {"wage": injury.wage_amount}
        for name in ("is_trained", "is_insured"):
            self.initial[name] = {True: "1", False: "0"}.get(getattr(injury, name), "")

    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["wage"] = "" if given["wage"] is None else str(given["wage"])
        return given


class DiseaseForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2199)
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=[("", _("chưa rõ")), ("male", _("nam")), ("female", _("nữ"))], required=False
    )
    occupation = forms.CharField(label=_("Nghề nghiệp"), max_length=150, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"))
    employer_name = forms.CharField(label=_("Cơ sở"), max_length=200, required=False)
    disease = forms.CharField(label=_("Bệnh"), max_length=150)
    is_beyond_list = forms.BooleanField(label=_("Ngoài danh mục được bảo hiểm"), required=False)
    found_on = DayField(label=_("Ngày phát hiện"))
    source = forms.ChoiceField(label=_("Nguồn"), choices=Disease.Source.choices)
    loss = forms.IntegerField(label=_("Mức suy giảm khả năng lao động (%)"), min_value=0, max_value=100, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
