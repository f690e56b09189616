"""The duties that a case puts on units, what they are called and where each opens."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _case(duty):
    return reverse("accidents:case", args=[duty.about_id])


MEASURE = "accidents.measure"
KINDS = {
    "accidents.triage": _("Xác minh, phân loại tin khai báo tai nạn"),
    "accidents.declare_province": _("Khai báo tai nạn với cơ quan cấp tỉnh"),
    "accidents.declare_police": _("Khai báo tai nạn với công an"),
    "accidents.report_province": _("Báo nhanh tai nạn cho cơ quan cấp tỉnh"),
    "accidents.report_police": _("Báo nhanh tai nạn cho công an"),
    "accidents.report_occurrence": _("Báo cáo sự cố kỹ thuật nghiêm trọng"),
    "accidents.set_up_team": _("Thành lập đoàn điều tra cấp cơ sở"),
    "accidents.investigate": _("Điều tra tai nạn lao động"),
    "accidents.record": _("Lập biên bản ghi nhận sự việc"),
    "accidents.send_minutes": _("Gửi biên bản điều tra"),
    "accidents.pay": _("Trả bồi thường, trợ cấp"),
    MEASURE: _("Thực hiện biện pháp ngăn ngừa tái diễn"),
}
ADDRESS = _case
_TOLD = _("Làm xong thì mở vụ và bấm “Đã làm” ở bước này.")
_WRITTEN = _("Làm xong thì gửi bản chụp cho cán bộ xã để ghi vào vụ.")
# How an employer does what is his, and how it is told here that it was.
HOW = {
    "accidents.declare_province": _TOLD,
    "accidents.declare_police": _TOLD,
    "accidents.pay": _TOLD,
    "accidents.set_up_team": _WRITTEN,
    "accidents.investigate": _WRITTEN,
    "accidents.send_minutes": _WRITTEN,
    MEASURE: _WRITTEN,
}
# Those that a person reports as done; the others are done by the deed that they ask for.
BY_HAND = (
    "accidents.declare_province",
    "accidents.declare_police",
    "accidents.report_province",
    "accidents.report_police",
    "accidents.report_occurrence",
    "accidents.record",
    "accidents.pay",
)
