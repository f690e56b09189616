"""The duties that workplaces owe, what they are called and where each opens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from antoan.workplaces.models import Upkeep


def _page(duty):
    return reverse("workplaces:workplace", args=[duty.about_id])


def _counts(duty):
    return f"{reverse('workplaces:counts', args=[duty.about_id])}?nam={duty.derived['from'][:4]}"


REPORT = "workplaces.report"  # the year's report on safety, owed once a workplace was reminded of it
_AGAIN = _("Làm xong thì mở trang cơ sở, bấm “Ghi đã làm”: hạn lần sau tự tính.")
KINDS = [  # code, name, where it opens, how it is done
    (REPORT, _("Báo cáo an toàn, vệ sinh lao động của cơ sở"), _counts, _("Mở việc này và ghi số lao động của năm.")),
    (f"workplaces.{Upkeep.Kind.EQUIPMENT.value}", _("Kiểm định lại máy, thiết bị của cơ sở"), _page, _AGAIN),
    (f"workplaces.{Upkeep.Kind.ENVIRONMENT.value}", _("Quan trắc lại môi trường lao động của cơ sở"), _page, _AGAIN),
    (f"workplaces.{Upkeep.Kind.HEALTH.value}", _("Khám sức khỏe định kỳ của cơ sở"), _page, _AGAIN),
    (f"workplaces.{Upkeep.Kind.DISEASE.value}", _("Khám bệnh nghề nghiệp của cơ sở"), _page, _AGAIN),
    (f"workplaces.{Upkeep.Kind.SELF_INSPECTION.value}", _("Tự kiểm tra của cơ sở"), _page, _AGAIN),
]
