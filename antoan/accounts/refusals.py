"""Why something about accounts was not done, in words that say what to do next."""

from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import Refusal


class UnitHasEnded(Refusal):
    field = "unit"
    message = _("{unit} đã kết thúc hoạt động từ ngày {day:%d/%m/%Y}. Hãy chọn đơn vị kế thừa.")


class AlreadyHeld(Refusal):
    field = "role"
    message = _(
        "{person} đã giữ vai trò “{role}” tại {unit} trong thời gian này. Hãy chọn vai trò hoặc thời gian khác."
    )


class AlreadyEnded(Refusal):
    message = _("Vai trò của {person} tại {unit} đã kết thúc. Hãy tải lại trang để xem danh sách mới.")


class LastAdministrator(Refusal):
    message = _(
        "Bạn là người quản trị cuối cùng của {unit}. Hãy mời một người quản trị khác trước, hoặc đề nghị đơn vị cấp trên thực hiện."
    )


class InvitationUnknown(Refusal):
    message = _(
        "Liên kết mời không đúng hoặc thiếu ký tự. Hãy mở lại đúng liên kết được gửi, hoặc xin một liên kết mới."
    )


class InvitationClosed(Refusal):
    message = _("Lời mời này đã được dùng, đã thu hồi hoặc đã hết hạn. Hãy đề nghị người quản trị của {unit} mời lại.")


class UsernameTaken(Refusal):
    field = "username"
    message = _("Tên đăng nhập “{username}” đã có người dùng. Hãy chọn tên khác, ví dụ thêm tên xã hoặc năm sinh.")


class UsernameNotAllowed(Refusal):
    field = "username"
    message = _(
        "Tên đăng nhập “{username}” không dùng được. Chỉ dùng chữ, số và các dấu @ . + - _, viết liền, ít nhất 3 ký tự."
    )


class PasswordTooWeak(Refusal):
    field = "password"
    message = "{reasons}"


class ResetLinkClosed(Refusal):
    message = _(
        "Liên kết đặt lại mật khẩu không đúng, đã dùng hoặc đã hết hạn. Hãy đề nghị người quản trị đơn vị tạo liên kết mới."
    )


class DelegatesToSelf(Refusal):
    field = "to"
    message = _("Người làm thay phải là người khác. Hãy chọn một đồng nghiệp.")


class NotAColleague(Refusal):
    field = "to"
    message = _("{person} hiện không giữ vai trò nào trong hệ thống. Hãy chọn người đang công tác.")


class DelegationDaysWrong(Refusal):
    field = "last_day"
    message = _("Ngày cuối {last_day:%d/%m/%Y} phải từ ngày đầu {first_day:%d/%m/%Y} trở đi và không được ở quá khứ.")


class DelegationOutsideMembership(Refusal):
    field = "last_day"
    message = _("Vai trò tại {unit} không còn hiệu lực trong toàn bộ thời gian ủy quyền. Hãy rút ngắn thời gian.")


class DelegationEnded(Refusal):
    message = _("Ủy quyền này đã kết thúc.")
