"""Why a deed of outreach was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class DirectiveMissing(Refusal):
    field = "directive"
    message = _("Hãy ghi văn bản được học tập, ví dụ: Chỉ thị số 31-CT/TW.")


class NobodyExpected(Refusal):
    message = _("Hãy ghi số người dự kiến của ít nhất một nhóm; nếu không thì không tính được tỷ lệ.")


class CalledOff(Refusal):
    message = _("Buổi này đã hoãn, hủy: {reason}. Hãy lên lịch buổi mới.")


class AlreadyHeld(Refusal):
    message = _("Buổi này đã tổ chức ngày {on:%d/%m/%Y}, không sửa lịch hay hủy được nữa.")


class InFuture(Refusal):
    field = "held_on"
    message = _("Ngày {on:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã tổ chức.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Hãy ghi lý do hoãn hoặc hủy.")


class NobodyCounted(Refusal):
    message = _("Chưa ghi số người dự của nhóm nào.")


class NobodyListed(Refusal):
    field = "file"
    message = _("Danh sách không có dòng nào nhập được.")


class NotExpectedGroup(Refusal):
    message = _("Nhóm “{group}” không có trong số dự kiến của buổi này.")


class UnitEnded(Refusal):
    message = _("{unit} đã kết thúc hoạt động từ ngày {on:%d/%m/%Y}. Đơn vị tiếp nối lên lịch buổi này.")


class GuidanceEmpty(Refusal):
    field = "text"
    message = _("Hãy ghi nội dung hướng dẫn hoặc chọn một văn bản kèm theo.")


class NobodyAddressed(Refusal):
    field = "units"
    message = _("Hãy chọn ít nhất một đơn vị nhận.")


class NotYourDocument(Refusal):
    field = "document"
    message = _("Văn bản này không thuộc {unit}. Hãy chọn văn bản của đơn vị gửi.")


class NotBelow(Refusal):
    field = "units"
    message = _("{unit} không thuộc cấp dưới của đơn vị gửi.")


class NotAddressed(Refusal):
    message = _("Hướng dẫn này không gửi đến đơn vị nào của bạn nên không cần xác nhận đã đọc.")
