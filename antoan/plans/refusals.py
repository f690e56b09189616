"""Why a deed on a plan was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NoTasksFound(Refusal):
    field = "file"
    message = _(
        "Đọc được “{name}” nhưng không thấy nhiệm vụ nào trong đó. Nếu đây đúng là kế hoạch, hãy kiểm tra bảng mã hoặc gửi bản Word; "
        "nếu là văn bản khác, hãy lưu ở mục Văn bản."
    )


class IssuerUnknown(Refusal):
    field = "unit"
    message = _(
        "Văn bản do “{issuer}” ban hành nhưng hệ thống chưa biết đơn vị này. Hãy chọn đơn vị ban hành (--unit TÊN)."
    )


class NoSuchDay(Refusal):
    field = "file"
    message = _(
        "{name}: ngày ban hành {said} không có trong lịch nên chưa đưa gì vào. Hãy sửa ngày trong tệp theo bản gốc rồi đưa lại."
    )


class AlreadyDecided(Refusal):
    message = _("Đề xuất này đã {state}. Hãy tải lại trang để xem bản mới.")


class NeedsSecondPerson(Refusal):
    message = _("Người xác nhận lần hai phải khác người đã duyệt ({name}).")


class OwnRequest(Refusal):
    message = _(
        "Người xin gia hạn không tự quyết việc mình xin. Hãy để người khác của {unit} quyết, thường là thủ trưởng."
    )


class NothingToSplit(Refusal):
    field = "at"
    message = _("Chỗ tách phải nằm trong câu. Hãy đặt con trỏ giữa hai ý rồi tách lại.")


class MergeNeedsTwo(Refusal):
    message = _("Hãy chọn ít nhất hai đề xuất của cùng một kế hoạch để gộp.")


class EmptyText(Refusal):
    field = "text"
    message = _("Hãy ghi nội dung.")


class AlreadyProposed(Refusal):
    field = "text"
    message = _("Câu này đã là đề xuất (“{where}”). Hãy sửa hoặc tách đề xuất ấy, đừng thêm lần nữa.")


class ProposalsLeft(Refusal):
    message = _("Còn {count} đề xuất chưa duyệt. Hãy duyệt hoặc bỏ hết rồi mới đưa kế hoạch vào thực hiện.")


class TasksWithoutLead(Refusal):
    message = _(
        "Còn {count} nhiệm vụ chưa có cơ quan chủ trì (ví dụ: {example}). Hãy giao trước khi đưa kế hoạch vào thực hiện."
    )


class NobodyLeads(Refusal):
    field = "leads"
    message = _("Nhiệm vụ phải có ít nhất một cơ quan chủ trì.")


class LeadsAndCoordinates(Refusal):
    field = "coordinators"
    message = _("{unit} không thể vừa chủ trì vừa phối hợp cùng một nhiệm vụ. Hãy bỏ một trong hai.")


class DueBeforeStart(Refusal):
    field = "due"
    message = _("Thời hạn {due:%d/%m/%Y} đứng trước ngày bắt đầu {start:%d/%m/%Y}. Hãy kiểm tra lại ngày.")


class NotAccountableThere(Refusal):
    field = "accountable"
    message = _("{person} không giữ vai trò nào ở {unit}. Hãy chọn người của đơn vị đó.")


class PlanNotInForce(Refusal):
    message = _("Kế hoạch chưa được đưa vào thực hiện hoặc đã kết thúc, nên chưa ghi được việc này.")


class AlreadyDone(Refusal):
    message = _("Phần việc này đã được xác nhận hoàn thành ngày {on:%d/%m/%Y}.")


class NoLongerYours(Refusal):
    message = _("Phần việc này đã thôi giao cho {unit} từ ngày {on:%d/%m/%Y}.")


class DoneWithoutProduct(Refusal):
    field = "product"
    message = _("Báo xong thì phải nêu sản phẩm (văn bản, số liệu, ảnh) hoặc ghi lý do không có sản phẩm.")


class GoesOn(Refusal):
    field = "claims_done"
    message = _(
        "Việc thường xuyên làm suốt thời gian của kế hoạch (đến hết {until:%d/%m/%Y}). Hãy bỏ dấu “báo xong” và gửi như báo cáo tiến độ."
    )


class InFuture(Refusal):
    field = "on"
    message = _("Ngày {on:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã làm.")


class BeforeAssigned(Refusal):
    field = "on"
    message = _("Ngày {on:%d/%m/%Y} đứng trước ngày giao việc {assigned_on:%d/%m/%Y}. Hãy ghi ngày thực hiện.")


class NotALink(Refusal):
    field = "link"
    message = _("Đường dẫn minh chứng phải bắt đầu bằng https:// hoặc http://.")


class Superseded(Refusal):
    message = _("Đơn vị đã gửi báo cáo mới hơn. Hãy tải lại trang và trả lời báo cáo mới nhất.")


class JoinedMeanwhile(Refusal):
    message = _(
        "Phần việc này đã nhập với phần việc của đơn vị khác khi sắp xếp; {unit} cần báo cáo kết quả chung rồi mới xác nhận được."
    )


class PlanClosed(Refusal):
    message = _("Kế hoạch đã kết thúc nên không sửa được nữa.")


class KindsDiffer(Refusal):
    message = _("Không gộp được nhiệm vụ với chỉ tiêu. Hãy chọn các đề xuất cùng loại.")


class WorkRestsOnIt(Refusal):
    message = _("Không mở lại được: {what}. Hãy gỡ trước rồi mở lại đề xuất.")


class AnswersItself(Refusal):
    field = "upper"
    message = _("Kế hoạch được chọn lại trả lời chính kế hoạch này. Hãy chọn kế hoạch khác.")


class PercentOutOfRange(Refusal):
    field = "percent"
    message = _("Tỷ lệ {percent}% không hợp lệ: phải từ 0 đến 100.")


class NothingToDecide(Refusal):
    message = _("Báo cáo này đã được trả lời ({verdict}). Hãy tải lại trang.")


class ReasonNeeded(Refusal):
    field = "text"
    message = _("Hãy ghi rõ lý do để đơn vị biết phải làm gì tiếp.")


class NoDueToExtend(Refusal):
    message = _("Phần việc này không có thời hạn để gia hạn.")


class ExtensionNotLater(Refusal):
    field = "asked_due"
    message = _("Ngày xin lùi phải sau hạn hiện nay ({due:%d/%m/%Y}).")


class ExtensionWaits(Refusal):
    message = _("Đang có một đề nghị gia hạn đến {asked_due:%d/%m/%Y} chờ trả lời.")


class AnswersNotItsUpper(Refusal):
    field = "upper"
    message = _("Nhiệm vụ {lower} thuộc kế hoạch không trả lời kế hoạch có nhiệm vụ {upper}.")


class NotExpectedToAnswer(Refusal):
    message = _("{unit} không nằm trong danh sách đơn vị phải trả lời kế hoạch này.")


class NothingLate(Refusal):
    message = _("{unit} không có phần việc nào đang chờ trong kế hoạch này, nên không có gì để đôn đốc.")


class AnswerDueInPast(Refusal):
    field = "answer_due"
    message = _("Hạn trả lời {due:%d/%m/%Y} đã qua. Hãy chọn ngày từ hôm nay trở đi.")


class AlreadyAnswered(Refusal):
    message = _("Vướng mắc này đã được trả lời ngày {at:%d/%m/%Y}.")


class FundingUnnamed(Refusal):
    field = "source"
    message = _("Hãy ghi nguồn vốn hoặc chương trình, dự án.")


class MoreThanPlanned(Refusal):
    field = "disbursed"
    message = _("Đã giải ngân {disbursed:,} đồng, nhiều hơn số phân bổ {allocated:,} đồng. Hãy kiểm tra lại.")
