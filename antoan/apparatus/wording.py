"""What the deeds of the apparatus are called in the log that people read."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "apparatus.staff.registered": "Ghi người làm công tác ATVSLĐ",
    "apparatus.staff.mended": "Sửa thông tin người làm công tác ATVSLĐ",
    "apparatus.staff.share_changed": "Đổi chuyên trách, kiêm nhiệm",
    "apparatus.staff.ended": "Ghi người thôi làm công tác ATVSLĐ",
    "apparatus.staff.imported": "Nhập sổ người làm công tác ATVSLĐ từ Excel",
    "apparatus.training.recorded": "Ghi lần huấn luyện ATVSLĐ",
    "apparatus.posts.set": "Ghi số người làm công tác ATVSLĐ cần có",
}


def register() -> None:
    events.names(**DEEDS)
