"""Why a deed on the apparatus was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NameMissing(Refusal):
    field = "name"
    message = _("Hãy ghi họ và tên.")


class AlreadyInRegister(Refusal):
    field = "name"
    message = _(
        "{name} đang có trong sổ của {unit} từ ngày {since:%d/%m/%Y}. Nếu là người khác trùng họ tên, hãy ghi chức vụ để phân biệt."
    )


class UnitEnded(Refusal):
    message = _("{unit} đã kết thúc hoạt động từ ngày {on:%d/%m/%Y}. Hãy ghi vào sổ của đơn vị tiếp nối.")


class InFuture(Refusal):
    field = "on"
    message = _("Ngày {on:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã diễn ra.")


class NotOfThisUnit(Refusal):
    field = "user"
    message = _("{person} không giữ vai trò nào ở {unit}. Hãy để trống tài khoản hoặc chọn người của đơn vị.")


class AlreadyGone(Refusal):
    message = _("{name} đã thôi làm công tác này từ ngày {on:%d/%m/%Y}.")


class GoneBeforeBegun(Refusal):
    field = "last_day"
    message = _("Ngày cuối {last_day:%d/%m/%Y} đứng trước ngày bắt đầu {since:%d/%m/%Y}. Hãy kiểm tra lại ngày.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Hãy ghi lý do thôi, ví dụ: nghỉ hưu, chuyển công tác theo Quyết định số ….")


class NothingChanges(Refusal):
    field = "share"
    message = _("{name} đã là {share}. Hãy chọn hình thức khác.")


class ChangeTooEarly(Refusal):
    field = "on"
    message = _("Ngày thay đổi phải sau ngày {since:%d/%m/%Y}. Nếu ghi nhầm từ đầu, hãy dùng “Sửa”.")


class ValidityUnknown(Refusal):
    field = "holds_until"
    message = _("Không có quy định về thời hạn vào ngày {on:%d/%m/%Y}. Hãy ghi ngày hết hạn theo giấy chứng nhận.")


class HoldsBeforeTrained(Refusal):
    field = "holds_until"
    message = _("Ngày hết hạn {until:%d/%m/%Y} không sau ngày huấn luyện {on:%d/%m/%Y}. Hãy kiểm tra lại ngày.")


class PostsBeforeKnown(Refusal):
    field = "since"
    message = _("Đã có số người cần có áp dụng từ ngày {since:%d/%m/%Y}. Hãy chọn ngày từ đó trở đi.")


class PostsUnchanged(Refusal):
    field = "wanted"
    message = _("Đơn vị đang cần đúng {wanted} người; không có gì thay đổi.")
