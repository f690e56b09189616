"""Why a deed on the register of workplaces was not done."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NameMissing(Refusal):
    field = "name"
    message = _("Hãy ghi tên cơ sở.")


class SectorUnknown(Refusal):
    field = "sector"
    message = _(
        "“{sector}” không phải là mã hay tên ngành kinh tế (VSIC). Hãy chọn trong danh mục, ví dụ 41 Xây dựng nhà."
    )


class TaxCodeWrong(Refusal):
    field = "tax_code"
    message = _(
        "“{tax_code}” không phải là mã số thuế. Mã có 10 chữ số, 12 chữ số (hộ kinh doanh) hoặc 13 chữ số (chi nhánh)."
    )


class TaxCodeTaken(Refusal):
    field = "tax_code"
    message = _(
        "Mã số thuế {tax_code} đã có trong sổ: {name}. Hãy mở cơ sở ấy để sửa; nếu là một địa điểm của nó, hãy ghi là cơ sở trực thuộc."
    )


class NotACommune(Refusal):
    field = "unit"
    message = _("{unit} không phải là xã, phường. Hãy chọn xã, phường, đặc khu nơi cơ sở hoạt động.")


class ClosedBeforeOpened(Refusal):
    field = "closed_on"
    message = _("Ngày ngừng {closed:%d/%m/%Y} không sau ngày bắt đầu {opened:%d/%m/%Y}. Hãy kiểm tra lại ngày.")


class HalfAPoint(Refusal):
    field = "latitude"
    message = _("Tọa độ cần đủ cả vĩ độ và kinh độ. Hãy ghi cả hai hoặc để trống cả hai.")


class MoreWomenThanWorkers(Refusal):
    field = "women"
    message = _("Nữ {women} người nhưng tổng số chỉ có {workers} người ({group}). Hãy kiểm tra lại.")


class GroupLargerThanAll(Refusal):
    field = "workers"
    message = _("Nhóm “{group}” có {workers} người, nhiều hơn tổng số {all} người. Hãy kiểm tra lại.")


class YearUnlikely(Refusal):
    field = "year"
    message = _("Năm {year} không nằm trong khoảng từ 1990 đến năm nay. Hãy kiểm tra lại.")


class InFuture(Refusal):
    field = "done_on"
    message = _("Ngày {on:%d/%m/%Y} ở sau hôm nay. Hãy ghi ngày đã làm.")


class DueUnknown(Refusal):
    field = "due"
    message = _("Quy định không cho biết lần tới của việc này. Hãy ghi ngày theo giấy chứng nhận hoặc biên bản.")


class DueBeforeDone(Refusal):
    field = "due"
    message = _("Lần tới {due:%d/%m/%Y} không sau ngày đã làm {done:%d/%m/%Y}. Hãy kiểm tra lại.")


class EquipmentUnnamed(Refusal):
    field = "name"
    message = _("Hãy ghi tên máy, thiết bị, ví dụ: cần trục tháp 5 tấn.")


class AlreadyClosed(Refusal):
    message = _("{name} đã ngừng hoạt động từ ngày {on:%d/%m/%Y}.")


class BatchClosed(Refusal):
    message = _("Danh sách này đã được nhập hoặc đã bỏ. Hãy gửi tệp mới nếu cần nhập tiếp.")


class FaultsRemain(Refusal):
    message = _(
        "Còn {rejected} dòng có lỗi mà bạn chọn nhập tất cả hoặc không nhập gì. Hãy sửa tệp rồi gửi lại, hoặc chọn nhập các dòng đúng."
    )


class NobodySilent(Refusal):
    message = _("Không có cơ sở nào còn im lặng để nhắc.")


class NothingLateThere(Refusal):
    message = _("{name} không còn việc nào quá hạn để đôn đốc.")


class OwerNotRegistered(Refusal):
    message = _(
        "Người phải làm “{title}” chưa có trong sổ cơ sở nên chưa đôn đốc được từ đây. Hãy ghi cơ sở vào sổ, hoặc gọi điện."
    )


class SameWorkplace(Refusal):
    field = "into"
    message = _("Hai cơ sở phải khác nhau và chưa được gộp vào cơ sở nào.")


class NotMerged(Refusal):
    message = _("{name} không được gộp vào cơ sở nào.")


class CodeUnknown(Refusal):
    field = "code"
    message = _("Mã này không đúng, đã dùng hoặc đã hết hạn. Hãy kiểm tra lại từng chữ, hoặc xin xã cấp mã mới.")


class TooManyTrials(Refusal):
    field = "code"
    message = _("Đã thử quá nhiều lần từ nơi này. Hãy chờ 15 phút rồi thử lại, hoặc gọi cho xã.")


class NoEmployerThere(Refusal):
    message = _(
        "{name} là nơi làm việc không có người sử dụng lao động, nên không có tài khoản cơ sở. Hãy sửa loại hình nếu ghi nhầm."
    )
