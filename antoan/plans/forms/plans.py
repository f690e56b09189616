"""Forms for the plan itself: bringing it in, its header, assigning, money, targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antoan.accounts.models import Membership, Role, User
from antoan.core.scoping import Actor
from antoan.plans.forms.fields import DayField, bodies_under, offer, own_units
from antoan.plans.models import Plan, Task
from antoan.plans.models.recurrence import Recurrence
from antoan.units.models import Unit


class BringInForm(forms.Form):
    """A plan document to take in."""

    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Word (.docx, .doc, .odt), PDF có chữ, hoặc văn bản thuần; tối đa 50 MB."),
        error_messages={"empty": _("Tệp không có gì bên trong. Hãy mở tệp kiểm tra rồi gửi lại bản có nội dung.")},
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ban hành"), empty_label=None)
    upper = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Trả lời kế hoạch cấp trên"),
        required=False,
        empty_label=_("Không, đây là kế hoạch đầu tiên"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, own_units(actor, "plans.draft"), "unit")
        expected = Plan.objects.visible_to(actor).exclude(status=Plan.Status.REVIEWING)
        offer(self, expected.filter(expected_answers__isnull=False).distinct(), "upper")


class BeginForm(forms.Form):
    """A plan without a document: only what a list of tasks must hang on."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị ban hành"), empty_label=None)
    title = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 2}))
    number = forms.CharField(label=_("Số"), max_length=30, required=False)
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=50, required=False, help_text=_("Ví dụ: KH/HU hoặc KH-UBND")
    )
    issued_on = DayField(label=_("Ngày ban hành"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, own_units(actor, "plans.draft"), "unit")


class DescribeForm(forms.Form):
    number = forms.CharField(label=_("Số"), max_length=30, required=False)
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=50, required=False, help_text=_("Ví dụ: KH/HU hoặc KH-UBND")
    )
    title = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 3}))
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    starts_on = DayField(label=_("Thực hiện từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu kế hoạch không nêu."))
    upper = forms.ModelChoiceField(
        Plan.objects.none(), label=_("Trả lời kế hoạch cấp trên"), required=False, empty_label=_("Không")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, Plan.objects.visible_to(actor).exclude(pk=plan.pk), "upper")


class IssueForm(forms.Form):
    """Putting a plan in force."""

    number = forms.CharField(label=_("Số văn bản"), max_length=30, required=False)
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    despite = forms.BooleanField(
        label=_("Vẫn đưa vào thực hiện dù còn nhiệm vụ chưa rõ cơ quan chủ trì (giao sau)"), required=False
    )


_HEADS = (Role.LEADER, Role.OFFICER, Role.OFFICE)


class AssignForm(forms.Form):
    """Who leads, who helps, until when. The accountable head of each body is chosen beside it."""

    leads = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Cơ quan chủ trì"), widget=forms.CheckboxSelectMultiple
    )
    coordinators = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Cơ quan phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = DayField(
        label=_("Thời hạn hoàn thành"),
        required=False,
        help_text=_("Để trống nếu văn bản không nêu hạn hoặc làm theo chu kỳ."),
    )
    recurrence = forms.ChoiceField(label=_("Chu kỳ"), required=False, choices=[("", _("Một lần")), *Recurrence.choices])
    product = forms.CharField(label=_("Sản phẩm, kết quả"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, task: Task, on: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # The issuer's own tree, and whoever has the task already although it stands elsewhere by now.
        below = bodies_under([task.plan.unit_id], on)
        given = task.assignments.standing().values("unit")
        # … and whom the text names, who may stand beside the issuer (the Front of a commune for its People's Committee).
        named = Unit.objects.none()
        if task.proposal:
            named = Unit.objects.filter(
                Q(pk__in=task.proposal.lead_units.all()) | Q(pk__in=task.proposal.coordinate_units.all())
            )
        choices = below | Unit.objects.filter(pk__in=given) | named
        self.units = list(choices.distinct().order_by("name"))
        offer(self, choices.distinct().order_by("name"), "leads", "coordinators")
        self.task = task
        # Who sits there today answers for it, however old the plan is.
        seats = Membership.objects.on(timezone.localdate()).filter(unit__in=self.units, role__in=_HEADS)
        self.people: dict[int, list[User]] = {}
        for seat in seats.select_related("user").order_by("user__full_name"):
            people = self.people.setdefault(seat.unit_id, [])
            if seat.user not in people:
                people.append(seat.user)

    def accountable(self) -> dict[int, User]:
        """unit key → the head chosen for it."""
        chosen: dict[int, User] = {}
        for unit_id, people in self.people.items():
            wanted = self.data.get(f"head-{unit_id}")
            for person in people:
                if str(person.pk) == wanted:
                    chosen[unit_id] = person
        return chosen


class FundingForm(forms.Form):
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("Nguồn vốn"), max_length=200, required=False)
    programme = forms.CharField(
        label=_("Chương trình, dự án lồng ghép"),
        max_length=300,
        required=False,
        help_text=_("Ghi ít nhất một trong hai ô này."),
    )
    planned = forms.DecimalField(
        label=_("Dự toán (đồng)"), min_value=0, max_digits=16, decimal_places=0, required=False
    )
    allocated = forms.DecimalField(
        label=_("Đã phân bổ (đồng)"), min_value=0, max_digits=16, decimal_places=0, required=False
    )
    disbursed = forms.DecimalField(
        label=_("Đã giải ngân (đồng)"), min_value=0, max_digits=16, decimal_places=0, required=False
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReadingForm(forms.Form):
    """A reading of a target."""

    on = DayField(label=_("Ngày"))
    value = forms.DecimalField(label=_("Giá trị"), max_digits=18, decimal_places=4)
    note = forms.CharField(
        label=_("Nguồn số liệu, cách tính"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
