"""What the deeds of this room are called in the audit log."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "documents.document.ingested": "Đưa văn bản vào hệ thống",
    "documents.document.reread": "Đọc lại văn bản theo bảng mã khác",
    "documents.document.sent": "Gửi thêm văn bản đã ban hành",
    "documents.draft.started": "Bắt đầu soạn văn bản",
    "documents.draft.saved": "Lưu phiên bản dự thảo",
    "documents.draft.file_taken": "Nhận tệp sửa tay thành phiên bản dự thảo",
    "documents.draft.sent": "Trình duyệt dự thảo",
    "documents.draft.returned": "Trả lại dự thảo",
    "documents.draft.approved": "Duyệt dự thảo",
    "documents.draft.issued": "Ban hành văn bản",
    "documents.draft.withdrawn": "Bỏ dự thảo",
    "documents.form.begun": "Bắt đầu điền biểu mẫu",
    "documents.form.saved": "Lưu biểu mẫu đang điền",
    "documents.form.discarded": "Xóa biểu mẫu đang điền",
    "documents.comment.made": "Góp ý dự thảo",
    "documents.comment.resolved": "Giải quyết góp ý dự thảo",
    "documents.number.taken_on_paper": "Ghi số văn bản đã dùng trên giấy",
    "documents.dispatch.opened": "Mở văn bản đến",
    "documents.dispatch.assigned": "Phân công xử lý văn bản đến",
    "documents.dispatch.finished": "Xử lý xong văn bản đến",
}


def register() -> None:
    events.names(**DEEDS)
    events.facts(signed_on="ngày ký", period="kỳ", first="từ số", last="đến số", path="mục")
