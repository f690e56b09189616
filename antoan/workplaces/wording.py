"""What the deeds on the register of workplaces are called in the log that people read."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "workplaces.workplace.registered": "Ghi cơ sở vào sổ",
    "workplaces.workplace.mended": "Sửa cơ sở",
    "workplaces.workplace.closed": "Ghi cơ sở ngừng hoạt động",
    "workplaces.workplace.merged": "Gộp cơ sở ghi trùng",
    "workplaces.workplace.parted": "Tách lại cơ sở đã gộp",
    "workplaces.upkeep.recorded": "Ghi việc định kỳ của cơ sở",
    "workplaces.safety_plan.recorded": "Ghi tổ chức, kế hoạch an toàn của cơ sở",
    "workplaces.employer_code.made": "Cấp mã cho người sử dụng lao động",
    "workplaces.employer.entered": "Người sử dụng lao động vào bằng mã",
    "workplaces.employer.ended": "Thu lại tài khoản người sử dụng lao động",
    "workplaces.reminders.made": "Nhắc cơ sở báo cáo",
    "workplaces.workplace.urged": "Đôn đốc cơ sở",
    "workplaces.list.brought": "Gửi danh sách để nhập",
    "workplaces.list.columns_chosen": "Chọn cột cho danh sách",
    "workplaces.list.dropped": "Bỏ danh sách đã gửi",
    "workplaces.list.imported": "Nhập danh sách từ bảng tính",
    "workplaces.headcounts.reported": "Ghi số lao động của cơ sở",
}


def register() -> None:
    events.names(**DEEDS)
