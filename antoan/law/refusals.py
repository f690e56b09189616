"""Why something about the law was not recorded, in words that say what to do next."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NothingChosen(Refusal):
    field = "entries"
    message = _("Chưa chọn mục nào để ghi đã đối chiếu. Hãy chọn ít nhất một mục.")


class NothingToCompare(Refusal):
    field = "entries"
    message = _("{entry} chưa có giá trị, nên chưa có gì để đối chiếu. Hãy trả lời câu hỏi mở trước.")


class ComparedInFuture(Refusal):
    field = "compared_on"
    message = _("Ngày đối chiếu {day:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã xem bản gốc.")


class AlreadyVerified(Refusal):
    field = "entries"
    message = _("{entry} đã được ghi là đối chiếu với {gazette}. Hãy tải lại trang để xem.")


class AlreadyWithdrawn(Refusal):
    message = _("Mục này đã được rút lại. Hãy tải lại trang để xem.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Hãy ghi lý do rút lại, để người sau hiểu vì sao.")


class QuestionUnknown(Refusal):
    field = "question"
    message = _("Không có câu hỏi mở “{code}”. Hãy mở lại danh sách câu hỏi.")


class NotAffected(Refusal):
    field = "target"
    message = _("Câu hỏi {code} không hỏi về “{target}”. Hãy chọn một mục trong danh sách.")


class DocumentNotKnown(Refusal):
    field = "document"
    message = _(
        "Chưa có văn bản “{document}” trong danh mục. Hãy kiểm tra số, ký hiệu; nếu là văn bản mới, hãy ghi thêm nội dung và ngày có hiệu lực của nó."
    )


class DayMissing(Refusal):
    field = "valid_from"
    message = _("Giá trị cần ngày bắt đầu có hiệu lực. Hãy ghi ngày theo văn bản.")


class TextNotSound(Refusal):
    field = "value"
    message = _(
        "Câu trả lời chưa đọc được như một quy định: {faults}. Hãy sửa giá trị, căn cứ hoặc ngày; chưa có gì được ghi."
    )


class OwnLawNotSound(Refusal):
    message = _("Các tệp quy định riêng của hệ thống đang có lỗi: {faults}. Hãy đề nghị người quản trị sửa tệp trước.")
