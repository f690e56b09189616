"""What the deeds of outreach are called in the log that people read."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "outreach.session.planned": "Lên lịch buổi học tập",
    "outreach.session.changed": "Sửa lịch buổi học tập",
    "outreach.session.called_off": "Hoãn, hủy buổi học tập",
    "outreach.session.counted": "Ghi số người dự buổi học tập",
    "outreach.session.listed": "Nhập danh sách người dự buổi học tập",
    "outreach.guidance.issued": "Gửi hướng dẫn",
    "outreach.guidance.read": "Mở hướng dẫn",
}


def register() -> None:
    events.names(**DEEDS)
