"""Why a change of units was not made."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class NameMissing(Refusal):
    field = "name"
    message = _("Đơn vị chưa có tên. Hãy ghi tên đầy đủ, ví dụ “Đảng ủy xã Phước Bình”.")


class NameTaken(Refusal):
    field = "name"
    message = _("Ngày {on:%d/%m/%Y}, {parent} đã có đơn vị tên “{name}”. Hãy dùng đơn vị đó hoặc ghi tên khác.")


class CodeTaken(Refusal):
    field = "code"
    message = _("Ngày {on:%d/%m/%Y}, mã {code} đang là của {unit}. Hãy kiểm tra lại mã số chính thức.")


class DoesNotStand(Refusal):
    field = "on"
    message = _("Ngày {on:%d/%m/%Y}, {unit} không tồn tại ({period}). Hãy kiểm tra lại ngày hoặc chọn đơn vị khác.")


class BeforeItBegan(Refusal):
    field = "on"
    message = _(
        "{unit} chỉ bắt đầu từ ngày {began:%d/%m/%Y}; thay đổi ngày {on:%d/%m/%Y} là quá sớm. Hãy chọn ngày sau."
    )


class ChangedLater(Refusal):
    field = "on"
    message = _(
        "{unit} đã có thay đổi ghi từ ngày {later:%d/%m/%Y}, sau ngày {on:%d/%m/%Y}. "
        "Hãy hoàn tác thay đổi đó trước, hoặc chọn ngày từ {later:%d/%m/%Y} trở đi."
    )


class UnderItself(Refusal):
    field = "parent"
    message = _("{parent} nằm trong {unit} nên không thể là cấp trên của {unit}. Hãy chọn cấp trên khác.")


class NothingChanges(Refusal):
    message = _("{unit} đã như vậy từ trước ngày {on:%d/%m/%Y}; không có gì để ghi.")


class SharesTooLarge(Refusal):
    field = "share"
    message = _(
        "Các phần của {unit} cộng lại là {total}, lớn hơn toàn bộ (1). Hãy sửa lại tỷ lệ, hoặc để trống nếu không rõ."
    )


class ShareOutOfRange(Refusal):
    field = "share"
    message = _("Tỷ lệ {share} không phải là một phần từ 0 đến 1. Ghi 0,25 cho một phần tư, để trống nếu không rõ.")


class SubUnitsRemain(Refusal):
    field = "sub_units"
    message = _(
        "{unit} còn {count} đơn vị trực thuộc hoặc đóng trên địa bàn: {names}. "
        "Hãy cho biết các đơn vị này chuyển về đâu, hoặc sắp xếp chúng trước."
    )


class TooFewPredecessors(Refusal):
    field = "predecessors"
    message = _("Sáp nhập cần ít nhất một đơn vị cũ khác với đơn vị mới. Hãy chọn các đơn vị được sáp nhập.")


class TooFewParts(Refusal):
    field = "parts"
    message = _("Chia, tách cần ít nhất {least} đơn vị nhận. Hãy ghi đủ các đơn vị mới.")


class NamedTwice(Refusal):
    field = "parts"
    message = _("{unit} được nêu hai lần trong cùng một quyết định. Hãy bỏ bớt một dòng.")


class NotAnArea(Refusal):
    field = "area"
    message = _("{area} không phải là địa bàn (tỉnh, huyện, xã). Hãy chọn địa bàn nơi đơn vị làm việc.")


class AlreadyUndone(Refusal):
    message = _("Thay đổi này đã được hoàn tác ngày {day:%d/%m/%Y}.")


class LaterChangeRestsOnIt(Refusal):
    message = _(
        "Chưa hoàn tác được: sau đó đã có thay đổi khác dựa vào thay đổi này ({what}). "
        "Hãy hoàn tác các thay đổi sau trước, theo thứ tự ngược lại."
    )


class LoadedAsAWhole(Refusal):
    message = _(
        "Thay đổi này thuộc danh mục đơn vị hành chính cả nước ({basis}) nên không hoàn tác riêng từng đơn vị. "
        "Nếu danh mục có sai sót, hãy ghi một thay đổi mới."
    )
