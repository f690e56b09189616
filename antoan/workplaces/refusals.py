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
