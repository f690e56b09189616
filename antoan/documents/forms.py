"""Forms of papers: they translate what was typed into the arguments of a deed, and nothing else."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan import law
from antoan.accounts.models import User
from antoan.core.fields import DayField
from antoan.core.scoping import Actor
from antoan.documents import kinds, numbering, papers, statutory, writing
from antoan.documents.models import Document
from antoan.documents.queries import lines, own_units
from antoan.units.models import Kind, Unit

PARTY_BODIES = (Kind.PARTY_COMMITTEE, Kind.PARTY_BOARD)


class LinesField(forms.CharField):
    """A list, one a line."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return lines(super().clean(value))


def _own(form: forms.Form, actor: Actor, action: str) -> None:
    """Let the field `unit` choose among the actor's own units; a single one is not asked."""
    field = form.fields["unit"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = own_units(actor, action)
    if len(only := list(field.queryset[:2])) == 1:
        field.initial = only[0].pk
        field.widget = forms.HiddenInput()


class NewDraftForm(forms.Form):
    """The few facts with which a document begins. Its form comes with the address, and only that form's kinds are offered."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ban hành"), empty_label=None)
    kind = forms.ChoiceField(
        label=_("Loại văn bản"),
        error_messages={"invalid_choice": _("Thể thức này không có loại văn bản đó. Hãy chọn loại khác.")},
    )
    form = forms.ChoiceField(label=_("Thể thức"), choices=Document.Form, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Văn bản nói về việc gì, ví dụ: Thực hiện công tác an toàn, vệ sinh lao động năm 2026"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _own(self, actor, "documents.draft")
        first = own_units(actor, "documents.draft").first()
        is_party = first is not None and first.kind in PARTY_BODIES
        self.fields["form"].initial = Document.Form.PARTY if is_party else Document.Form.STATE
        wanted = self["form"].value()
        self.chosen = wanted if wanted in Document.Form.values else self.fields["form"].initial
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.code, kind.name) for kind in kinds.kinds_in(self.chosen)]


class WriteForm(forms.Form):
    """The whole paper as it is typed."""

    title = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 2}))
    text = forms.CharField(
        label=_("Nội dung"), strip=False, widget=forms.Textarea(attrs={"rows": 22, "class": "typed"}),
        help_text=_(
            "Mỗi đoạn một dòng. Đánh số như văn bản giấy: I. … 1. … a) … Điều 1. …; gạch đầu dòng bằng dấu -. "
            "Bảng: mỗi dòng một hàng, các ô giữa dấu |, hàng đầu là tên cột: | TT | Nhiệm vụ | Thời hạn |. "
            "Phụ lục: bắt đầu bằng dòng == Phụ lục I: Tên phụ lục."
        ),
        error_messages={"required": _("Phần nội dung chưa có chữ nào. Hãy nhập nội dung rồi lưu.")},
    )  # fmt: skip
    recipients = LinesField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Mỗi dòng một nơi; dòng cuối là Lưu …"),
    )  # fmt: skip
    addressees = LinesField(
        label=_("Kính gửi"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Với công văn, giấy mời, tờ trình. Mỗi dòng một nơi."),
    )  # fmt: skip
    superior = forms.CharField(label=_("Cơ quan cấp trên"), required=False, max_length=300)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    body = forms.CharField(
        label=_("Chữ viết tắt cơ quan trong ký hiệu"), required=False, max_length=30,
        help_text=_("Ví dụ UBND (thành KH-UBND), HU (thành KH/HU); với công văn Nhà nước: UBND-VHXH"),
    )  # fmt: skip
    place = forms.CharField(label=_("Địa danh"), required=False, max_length=100)
    authority = forms.CharField(
        label=_("Thẩm quyền ký"), required=False, max_length=200, help_text=_("TM. ỦY BAN NHÂN DÂN; T/M BAN THƯỜNG VỤ")
    )
    position = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=200)
    name = forms.CharField(label=_("Họ tên người ký"), required=False, max_length=150)
    deciding = forms.CharField(
        label=_("Thẩm quyền ban hành"), required=False, max_length=200,
        help_text=_("In trên các căn cứ, ví dụ: CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ BÁC ÁI"),
    )  # fmt: skip
    secretary_post = forms.CharField(
        label=_("Người ghi biên bản ký là"), required=False, max_length=100,
        help_text=_("THƯ KÝ, hoặc NGƯỜI GHI BIÊN BẢN"),
    )  # fmt: skip
    secretary = forms.CharField(label=_("Họ tên người ghi biên bản"), required=False, max_length=150)
    note = forms.CharField(
        label=_("Ghi chú cho phiên bản này"), required=False, max_length=300, help_text=_("Đã sửa gì, theo ý kiến ai")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if kind == kinds.MINUTES:
            self.fields["position"].label = _("Người chủ trì ký là")
            self.fields["position"].help_text = _("CHỦ TỌA, hoặc CHỦ TRÌ")
            self.fields["name"].label = _("Họ tên người chủ trì")
            self.initial["position"] = self.initial.get("position") or "CHỦ TỌA"
            self.initial["secretary_post"] = self.initial.get("secretary_post") or papers.SECRETARY
        else:
            del self.fields["secretary_post"], self.fields["secretary"]
        if kind not in kinds.DECIDING:
            del self.fields["deciding"]

    def header(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, empty) for name, empty in writing.HEADER.items()}


class WordFileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Word đã sửa"), help_text=_("Tải bản Word của dự thảo, sửa rồi gửi lại tại đây.")
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)
    despite = forms.BooleanField(label=_("Vẫn nhận, dù tệp sửa từ phiên bản cũ hoặc không tải từ đây"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class IssueForm(forms.Form):
    """The day of signing and, in the year of a congress, the term."""

    signed_on = DayField(label=_("Ngày ký"))
    period = forms.ChoiceField(label=_("Đánh số trong"), widget=forms.RadioSelect, required=False)
    more = LinesField(
        label=_("Gửi thêm đơn vị"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tên đơn vị không nằm trong danh sách trên, mỗi dòng một tên."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, form: str, numbers: list[dict[str, Any]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.form = form
        if form == Document.Form.PARTY and len(numbers) > 1:
            field = self.fields["period"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(row["period"], f"{row['words']} (số {row['number']:02d})") for row in numbers]
            begun = [row["period"] for row in numbers if row["is_begun"]]
            field.initial = begun[-1] if begun else numbers[0]["period"]
            field.required = True
        else:
            del self.fields["period"]

    def period_of(self) -> str:
        """What was chosen, else the only period of that day."""
        return self.cleaned_data.get("period") or numbering.periods(self.form, self.cleaned_data["signed_on"])[-1]


class PaperNumbersForm(forms.Form):
    """Numbers that were used on paper."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), empty_label=None)
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[(kind.code, kind.name) for kind in kinds.KINDS])
    period = forms.ChoiceField(label=_("Sổ"))
    first = forms.IntegerField(label=_("Từ số"))
    last = forms.IntegerField(label=_("Đến số"), required=False, help_text=_("Để trống nếu chỉ một số."))
    title = forms.CharField(
        label=_("Trích yếu"), required=False, help_text=_("Nếu ghi một khoảng số, có thể để trống.")
    )
    signed_on = DayField(label=_("Ngày ký"), required=False)

    def __init__(self, *args: Any, actor: Actor, periods: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _own(self, actor, "documents.issue")
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(period, numbering.words(period)) for period in periods]


class PersonField(forms.ModelChoiceField):
    """Somebody of the office, with what he is there."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.position})" if obj.position else str(obj)


class AssignForm(forms.Form):
    to = PersonField(User.objects.none(), label=_("Giao cho"), empty_label=_("Chọn đồng nghiệp"))
    due = DayField(label=_("Hạn xử lý"), required=False)
    instruction = forms.CharField(label=_("Ý kiến chỉ đạo"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, people: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, PersonField)
        field.queryset = people


class NewFormForm(forms.Form):
    """Which form of the law, for whom, and the day on which it is signed: the day decides which one holds."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị lập"), empty_label=None)
    key = forms.ChoiceField(label=_("Biểu mẫu"))
    on = DayField(label=_("Ngày ký"), help_text=_("Mẫu phải dùng được chọn theo ngày này."))
    case = forms.ChoiceField(label=_("Trường hợp"), required=False)
    title = forms.CharField(
        label=_("Ghi chú để nhận ra"), required=False, max_length=200,
        help_text=_("Ví dụ: vụ đá lăn ngày 20/06/2024 ở Phước Bình. Không in trên giấy."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _own(self, actor, "documents.draft")
        rules = law.current().rules
        keys = [key.removesuffix(".fields") for key in law.keys() if re.fullmatch(r"forms\.\w+\.fields", key)]  # noqa: SIM118
        choose, cases = self.fields["key"], self.fields["case"]
        assert isinstance(choose, forms.ChoiceField)
        assert isinstance(cases, forms.ChoiceField)
        choose.choices = [(key, rules[key].name) for key in keys]
        with_cases = {key: statutory.cases_of(key) for key in keys}
        offered = [
            (
                rules[key].name,
                [(f"{key}|{name}={code}", said) for name, codes in by.items() for code, said in codes.items()],
            )
            for key, by in with_cases.items()
            if by
        ]
        cases.choices = [("", _("Không phân biệt")), *offered]
        chosen = self["key"].value()
        if not self.is_bound and chosen in with_cases:  # one form is asked for: only its own cases are offered
            own = [row for name, row in offered if name == rules[chosen].name]
            if own:
                cases.choices = own[0]
            else:
                cases.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        key, given = facts.get("key", ""), facts.get("case", "")
        by = statutory.cases_of(key) if key else {}
        of, _bar, pair = given.partition("|")
        if by and of != key:
            names = "; ".join(said for codes in by.values() for said in codes.values())
            self.add_error("case", _("Biểu mẫu này phân theo trường hợp: {names}. Hãy chọn một.").format(names=names))
        name, _eq, code = pair.partition("=")
        facts["case"] = {name: code} if by and of == key else {}
        return facts

    def facts(self) -> dict[str, Any]:
        """The arguments of the deed."""
        return self.cleaned_data
