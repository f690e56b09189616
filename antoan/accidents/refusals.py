"""Why a deed on an accident was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class OccurredInFuture(Refusal):
    field = "occurred_on"
    message = _("Tai nạn được ghi vào {occurred_at:%H:%M %d/%m/%Y}, sau thời điểm hiện tại. Hãy kiểm tra lại ngày giờ.")


class OccurredBeforeWorkplace(Refusal):
    field = "occurred_on"
    message = _(
        "Tai nạn được ghi vào ngày {on:%d/%m/%Y}, trước khi {workplace} hoạt động ({since:%d/%m/%Y}). Hãy kiểm tra lại ngày, hoặc chọn đúng cơ sở."
    )


class OccurredLongAgo(Refusal):
    field = "occurred_on"
    message = _(
        "Ngày {on:%d/%m/%Y} là trước khi Luật An toàn, vệ sinh lao động có hiệu lực (01/07/2016). Hãy kiểm tra lại năm."
    )


class NobodyHurt(Refusal):
    field = "people"
    message = _("Chưa ghi ai bị nạn. Nếu không ai bị thương, hãy chọn “sự cố kỹ thuật, không ai bị thương”.")


class SomebodyHurt(Refusal):
    field = "people"
    message = _(
        "Đã ghi {count} người bị nạn, nên đây là tai nạn, không phải sự cố không có người bị thương. Hãy chọn lại loại."
    )


class DiedBeforeAccident(Refusal):
    field = "died_on"
    message = _(
        "{name} được ghi chết ngày {died_on:%d/%m/%Y}, trước ngày tai nạn {occurred_on:%d/%m/%Y}. Hãy kiểm tra lại hai ngày."
    )


class DiedInFuture(Refusal):
    field = "died_on"
    message = _("Ngày chết {died_on:%d/%m/%Y} ở sau hôm nay. Hãy kiểm tra lại ngày.")


class BirthImpossible(Refusal):
    field = "birth_year"
    message = _("Năm sinh {year} không hợp với ngày tai nạn {occurred_on:%d/%m/%Y}. Hãy ghi bốn chữ số của năm sinh.")


class PlaceUnknown(Refusal):
    field = "commune"
    message = _(
        "Không tìm thấy xã, phường “{text}”. Hãy ghi như “Phước Bình, Bác Ái, Ninh Thuận”, tên cũ hoặc tên mới đều được."
    )


class PlaceAmbiguous(Refusal):
    field = "commune"
    message = _("“{text}” có thể là: {candidates}. Hãy ghi thêm tên huyện, tỉnh sau dấu phẩy.")


class TooManyDeclarations(Refusal):
    message = _(
        "Nơi này đã gửi quá nhiều tin trong một giờ. Việc gấp hãy gọi 115 và Ủy ban nhân dân xã; bản khai vẫn được giữ, một giờ sau hãy gửi lại."
    )


class DraftIncomplete(Refusal):
    message = _("Bản khai còn thiếu bước: {steps}. Hãy bổ sung rồi gửi.")


class DraftGone(Refusal):
    message = _("Bản khai này không còn: đã gửi, hoặc quá {days} ngày. Hãy khai lại từ đầu.")


class ReasonMissing(Refusal):
    field = "reason"
    message = _("Hãy ghi lý do.")


class BasisMissing(Refusal):
    field = "basis"
    message = _("Hãy ghi căn cứ, ví dụ: Điều 3 khoản 8 Luật An toàn, vệ sinh lao động.")


class CaseLeftOut(Refusal):
    message = _("Vụ {code} {status}; việc này không làm được nữa. Hãy mở vụ đang theo dõi.")


class NotMergeable(Refusal):
    field = "other"
    message = _("Không gộp được {other} vào {code}: {why}")


class MergeGone(Refusal):
    message = _("Lần gộp này đã được tách lại, hoặc một vụ đã đi tiếp. Hãy tải lại trang.")


class AlreadyInvestigated(Refusal):
    message = _(
        "Vụ {code} đang do đoàn {level} điều tra từ ngày {on:%d/%m/%Y}. Muốn điều tra lại, hãy kết thúc đoàn ấy với lý do."
    )


class NoInvestigation(Refusal):
    message = _("Vụ {code} chưa có đoàn điều tra. Hãy ghi quyết định thành lập đoàn trước.")


class NotCompetent(Refusal):
    field = "level"
    message = _("Vụ này {gravity}: thẩm quyền là {investigator} ({citation}), không phải đoàn {level}.")


class ExtensionNotAllowed(Refusal):
    message = _("Không gia hạn được: {why} ({citation}).")


class NoHead(Refusal):
    field = "members"
    message = _("Đoàn điều tra phải có đúng một trưởng đoàn; đang ghi {count}.")


class MinutesIncomplete(Refusal):
    message = _("Biên bản chưa đủ: {missing}. Hãy bổ sung rồi công bố.")


class OutOfOrder(Refusal):
    field = "on"
    message = _("{what} ngày {on:%d/%m/%Y} đứng trước {before} ngày {earlier:%d/%m/%Y}. Hãy kiểm tra lại ngày.")


class InFuture(Refusal):
    field = "on"
    message = _("Ngày {on:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã diễn ra.")


class NotYetAnnounced(Refusal):
    message = _("Vụ {code} chưa họp công bố biên bản, nên chưa kết thúc được. Hãy ghi cuộc họp công bố trước.")


class NotClosed(Refusal):
    message = _("Vụ {code} chưa kết thúc, không cần mở lại.")


class UnknownCode(Refusal):
    field = "code"
    message = _("Mã “{code}” không có trong danh mục {list}. Hãy chọn một mã của danh mục.")


class PhotoTooLarge(Refusal):
    field = "photo"
    message = _(
        "Ảnh “{name}” nặng {size_mb} MB, vượt {limit_mb} MB. Hãy chụp lại ở cỡ vừa, hoặc gửi không kèm ảnh; tin vẫn được nhận."
    )


class NotAPhoto(Refusal):
    field = "photo"
    message = _("“{name}” không phải là ảnh đọc được. Hãy gửi ảnh JPG, PNG hoặc HEIC.")


class DiseaseNotFound(Refusal):
    field = "disease"
    message = _(
        "“{disease}” không có trong danh mục bệnh nghề nghiệp được bảo hiểm vào ngày {on:%d/%m/%Y} ({citation}). Nếu vẫn muốn ghi, hãy đánh dấu “ngoài danh mục”."
    )


class FormUnknown(Refusal):
    field = "kind"
    message = _("Không có biểu mẫu “{kind}”. Các biểu mẫu: {known}.")


class CaseUnknown(Refusal):
    message = _("Không có vụ “{code}” trong phạm vi của bạn. Hãy kiểm tra mã (dạng TN240620-7KQF).")
