"""Why a document was not taken in, written, numbered, sent or answered."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class UnreadableFile(Refusal):
    """What `antoan.documents.reading` says of the file, as it says it."""

    field = "file"
    message = "{sentence}"


class NothingInside(Refusal):
    field = "file"
    message = _("“{name}” không có chữ nào trong phần nội dung. Hãy mở tệp kiểm tra rồi gửi lại bản có nội dung.")


# --- writing ------------------------------------------------------------------------------------------------------------


class KindNotInForm(Refusal):
    field = "kind"
    message = _("{form} không có loại văn bản “{kind}”. Hãy chọn loại khác.")


class UnitNotStanding(Refusal):
    field = "signed_on"
    message = _(
        "{unit} không còn hoặc chưa hoạt động vào ngày {day:%d/%m/%Y} nên không ban hành được văn bản ngày đó. "
        "Hãy kiểm tra lại ngày, hoặc soạn tại đơn vị kế thừa."
    )


class TitleMissing(Refusal):
    field = "title"
    message = _("Chưa có trích yếu. Hãy ghi ngắn gọn văn bản nói về việc gì.")


class NothingWritten(Refusal):
    field = "text"
    message = _("Phần nội dung chưa có chữ nào. Hãy nhập nội dung rồi lưu.")


class AddresseesMissing(Refusal):
    field = "addressees"
    message = _("Công văn phải ghi nơi “Kính gửi”. Hãy ghi ít nhất một nơi.")


class HeaderIncomplete(Refusal):
    message = _("Phần đầu và người ký còn thiếu: {missing}. Hãy sửa nội dung để bổ sung rồi trình duyệt.")


class NotBeingWritten(Refusal):
    message = _("Dự thảo {status} nên không sửa được nữa. Muốn sửa, người duyệt phải trả lại dự thảo trước.")


class NothingChanged(Refusal):
    field = "file"
    message = _("Tệp “{name}” giống hệt phiên bản {number}; không có gì để lưu.")


class AnotherDraftsFile(Refusal):
    field = "file"
    message = _("Tệp “{name}” được tải từ dự thảo khác: {title}. Hãy gửi tệp tại trang của dự thảo đó.")


class UnknownFile(Refusal):
    field = "file"
    message = _(
        "Tệp “{name}” không được tải từ dự thảo này và nội dung khác hẳn ({share}% giống nhau). "
        "Nếu đúng là bản sửa của dự thảo này, hãy đánh dấu “Vẫn nhận” rồi gửi lại."
    )


class TablesNotTaken(Refusal):
    field = "file"
    message = _(
        "Tệp “{name}” có {count} bảng nằm ngoài phần nội dung và phụ lục (sau nơi nhận, chữ ký); nhận vào sẽ mất. "
        "Hãy chuyển bảng lên trước nơi nhận, hoặc vào một phụ lục, rồi gửi lại."
    )


class BasedOnOlderVersion(Refusal):
    field = "file"
    message = _(
        "Tệp “{name}” được sửa từ phiên bản {based_on}, nhưng dự thảo đã có phiên bản {latest}. Nhận tệp sẽ bỏ những gì "
        "sửa sau phiên bản {based_on}. Nếu vẫn muốn, hãy đánh dấu “Vẫn nhận” rồi gửi lại."
    )


class EmptyComment(Refusal):
    field = "text"
    message = _("Chưa có nội dung góp ý.")


class AlreadyResolved(Refusal):
    message = _("Góp ý này đã được giải quyết.")


class WrongStatus(Refusal):
    message = _("Dự thảo {status}, nên chưa làm được việc này. Hãy tải lại trang để xem bước tiếp theo.")


class CommentsOpen(Refusal):
    message = _("Còn {count} góp ý chưa giải quyết. Hãy giải quyết từng góp ý, hoặc trả lại dự thảo để sửa.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Hãy ghi lý do, để người soạn biết phải làm gì.")


# --- statutory forms ----------------------------------------------------------------------------------------------------


class NoSuchForm(Refusal):
    """What the law's pack says of the form, as it says it."""

    field = "key"
    message = "{sentence}"


class ValuesNotOfForm(Refusal):
    message = "{sentence}"


# --- issuing ------------------------------------------------------------------------------------------------------------


class SignedBeforeDraft(Refusal):
    field = "signed_on"
    message = _(
        "Ngày ký {signed_on:%d/%m/%Y} trước ngày bắt đầu soạn dự thảo ({begun_on:%d/%m/%Y}). Hãy kiểm tra lại ngày ký."
    )


class SignedInFuture(Refusal):
    field = "signed_on"
    message = _("Ngày ký {signed_on:%d/%m/%Y} chưa đến. Văn bản được ban hành vào ngày ký hoặc sau đó.")


class SymbolMissing(Refusal):
    field = "body"
    message = _("Dự thảo chưa có chữ viết tắt tên cơ quan trong ký hiệu (như UBND, HU). Hãy trả lại để bổ sung.")


class NotThatPeriod(Refusal):
    field = "period"
    message = _("Văn bản ký ngày {signed_on:%d/%m/%Y} không được đánh số vào sổ {period}.")


class NumberTaken(Refusal):
    field = "first"
    message = _("Số {number} của sổ này đã dùng cho “{title}”. Hãy kiểm tra lại số trên giấy.")


class NumbersBackwards(Refusal):
    field = "last"
    message = _("Khoảng số từ {first} đến {last} không đúng. Hãy ghi số đầu trước, số cuối sau, nhiều nhất {limit} số.")


class NotIssuedHere(Refusal):
    message = _("Chỉ gửi được văn bản đã ban hành tại đây.")


# --- receiving ----------------------------------------------------------------------------------------------------------


class NotOpened(Refusal):
    message = _("Hãy mở văn bản trước khi phân công hoặc ghi kết quả.")


class NotAColleague(Refusal):
    field = "to"
    message = _("{person} hiện không có vai trò nào tại {unit}. Hãy chọn người của đơn vị.")


class DueBeforeToday(Refusal):
    field = "due"
    message = _("Hạn xử lý {due:%d/%m/%Y} đã qua. Hãy chọn ngày từ hôm nay trở đi.")


class AlreadyDone(Refusal):
    message = _("Văn bản này đã được xử lý xong ngày {on:%d/%m/%Y}.")
