"""What the audit log's codes and facts about accidents are called on screen."""

from django.utils.translation import gettext_lazy as _

from antoan.accounts import events

DEEDS = {
    "accidents.accident.declared": _("Khai báo tai nạn, sự cố"),
    "accidents.accident.accepted": _("Xác minh xong tin khai báo"),
    "accidents.accident.left_out": _("Ghi không phải tai nạn lao động"),
    "accidents.accident.routed": _("Chuyển cơ quan theo luật khác"),
    "accidents.accident.taken_back": _("Nhận lại vụ đã loại hoặc đã chuyển"),
    "accidents.accident.merged": _("Gộp hai tin thành một vụ"),
    "accidents.accident.split": _("Tách lại vụ đã gộp"),
    "accidents.accident.described": _("Sửa thông tin vụ tai nạn"),
    "accidents.accident.expertise_set": _("Ghi cần hay không cần giám định"),
    "accidents.accident.closed": _("Kết thúc vụ tai nạn"),
    "accidents.accident.reopened": _("Mở lại vụ tai nạn"),
    "accidents.injury.died": _("Ghi người bị nạn chết"),
    "accidents.injury.mended": _("Sửa thông tin người bị nạn"),
    "accidents.injury.looked_at": _("Xem thông tin định danh, sức khỏe"),
    "accidents.step.finished": _("Báo xong một bước của vụ tai nạn"),
    "accidents.team.set_up": _("Thành lập đoàn điều tra"),
    "accidents.log.entry_added": _("Ghi nhật ký điều tra"),
    "accidents.cause.added": _("Ghi nguyên nhân tai nạn"),
    "accidents.fault.added": _("Ghi người có lỗi"),
    "accidents.measure.added": _("Ghi biện pháp ngăn ngừa"),
    "accidents.measure.finished": _("Báo xong biện pháp ngăn ngừa"),
    "accidents.investigation.extended": _("Gia hạn điều tra"),
    "accidents.investigation.ended": _("Kết thúc đoàn điều tra"),
    "accidents.minutes.written": _("Lập biên bản điều tra"),
    "accidents.minutes.announced": _("Họp công bố biên bản điều tra"),
    "accidents.minutes.sent": _("Gửi biên bản điều tra"),
    "accidents.form.filled": _("Xuất biểu mẫu, hồ sơ có thông tin định danh"),
    "accidents.listed.linked": _("Nối ca bệnh viện, bảo hiểm với người bị nạn"),
    "accidents.listed.parted": _("Gỡ nối ca bệnh viện, bảo hiểm"),
    "accidents.drafts.erased": _("Xóa bản khai chưa gửi"),
    "accidents.disease.declared": _("Khai báo bệnh nghề nghiệp"),
    "core.keys.rotated": _("Mã hóa lại dữ liệu bằng khóa mới"),
}


def register() -> None:
    events.names(**DEEDS)
    events.facts(
        code=_("mã vụ"), change=_("thay đổi thẩm quyền, thời hạn"), basis=_("căn cứ"), other=_("vụ kia"), on=_("ngày")
    )
