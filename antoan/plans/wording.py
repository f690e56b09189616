"""What the deeds of plans, documents and the clock are called in the log that people read."""

from __future__ import annotations

from antoan.accounts import events

DEEDS = {
    "documents.document.ingested": "Đưa văn bản vào hệ thống",
    "documents.document.reread": "Đọc lại văn bản theo bảng mã khác",
    "obligations.notices.made": "Nhắc việc sắp đến hạn, quá hạn",
    "obligations.digests.queued": "Gửi thư nhắc việc buổi sáng",
    "obligations.duty.noted": "Ghi việc phải làm theo luật",
    "obligations.duty.finished": "Báo xong việc theo luật",
    "obligations.duties.recomputed": "Tính lại hạn sau khi luật thay đổi",
    "obligations.feed.made": "Tạo địa chỉ lịch riêng",
    "obligations.feed.revoked": "Thu hồi địa chỉ lịch riêng",
    "plans.plan.begun": "Lập kế hoạch từ bảng theo dõi",
    "plans.plan.bodies_named": "Cho biết tên cơ quan trong văn bản là đơn vị nào",
    "plans.plan.brought_in": "Đưa kế hoạch vào hệ thống",
    "plans.plan.reread": "Đọc lại theo bảng mã khác",
    "plans.plan.described": "Sửa thông tin kế hoạch",
    "plans.plan.all_accepted": "Nhận tất cả đề xuất còn lại",
    "plans.plan.assigned": "Giao các nhiệm vụ đã rõ cơ quan chủ trì",
    "plans.plan.issued": "Đưa kế hoạch vào thực hiện",
    "plans.plan.closed": "Kết thúc kế hoạch",
    "plans.plan.answers_expected": "Yêu cầu đơn vị ban hành kế hoạch thực hiện",
    "plans.plan.written": "Viết kế hoạch trả lời cấp trên",
    "plans.plan.tracker_imported": "Nhập bảng theo dõi từ Excel",
    "plans.proposal.accepted": "Nhận một đề xuất",
    "plans.proposal.mended": "Sửa một đề xuất",
    "plans.proposal.rejected": "Bỏ một đề xuất",
    "plans.proposal.put_back": "Mở lại một đề xuất",
    "plans.proposal.merged": "Gộp các đề xuất",
    "plans.proposal.split": "Tách một đề xuất",
    "plans.proposal.added": "Thêm một đề xuất",
    "plans.proposal.confirmed": "Xác nhận lần hai một đề xuất",
    "plans.task.assigned": "Giao nhiệm vụ",
    "plans.progress.reported": "Báo cáo tiến độ",
    "plans.progress.confirmed": "Xác nhận hoàn thành",
    "plans.progress.returned": "Trả lại báo cáo",
    "plans.obstacle.raised": "Nêu khó khăn, vướng mắc",
    "plans.obstacle.answered": "Trả lời vướng mắc",
    "plans.extension.asked": "Xin gia hạn",
    "plans.extension.decided": "Trả lời đề nghị gia hạn",
    "plans.answer.linked": "Nối nhiệm vụ với cấp trên",
    "plans.answer.unlinked": "Gỡ mối nối nhiệm vụ",
    "plans.answer.refused": "Ghi lý do không thực hiện",
    "plans.urging.sent": "Đôn đốc",
    "plans.urging.seen": "Đã xem văn bản đôn đốc",
    "plans.funding.set": "Ghi nguồn lực",
    "plans.funding.removed": "Bỏ dòng nguồn lực",
    "plans.target.read": "Ghi số liệu chỉ tiêu",
    "plans.review.edited": "Sửa báo cáo sơ kết, tổng kết",
}


def register() -> None:
    events.names(**DEEDS)
