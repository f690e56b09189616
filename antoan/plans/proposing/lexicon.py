"""The words of the office: verbs of duty, adverbs before them, and what the heading of a section announces."""

from __future__ import annotations

import re

from antoan.plans.proposing.wording import words

DUTY_VERBS = (
    "tổ chức|triển khai|thực hiện|xây dựng|ban hành|tham mưu|chỉ đạo|lãnh đạo|hướng dẫn|kiểm tra|giám sát|thanh tra|theo dõi"
    "|đôn đốc|tổng hợp|báo cáo|đề xuất|rà soát|tăng cường|đẩy mạnh|đẩy nhanh|nâng cao|tiếp tục|phối hợp|chủ trì|tuyên truyền"
    "|phổ biến|quán triệt|học tập|nghiên cứu|bố trí|bảo đảm|đảm bảo|cân đối|lồng ghép|khuyến khích|vận động|huy động|phát huy"
    "|hoàn thiện|hoàn thành|kiện toàn|củng cố|cụ thể hóa|thể chế hóa|đưa|cử|gửi|trình|thẩm định|thẩm tra|phê duyệt|quyết định|xử lý"
    "|khắc phục|phát hiện|ngăn chặn|ngăn ngừa|phòng ngừa|giải quyết|tiếp nhận|cung cấp|cập nhật|công bố|công khai|niêm yết|ký kết"
    "|lập|dịch|thiết kế|sản xuất|tạo điều kiện|tạo|chuyển|phân công|phân cấp|giao|chịu trách nhiệm|có trách nhiệm|có nhiệm vụ"
    "|quan tâm|chú trọng|coi trọng|nêu cao|đề cao|đổi mới|đa dạng hóa|ứng dụng|đánh giá|sơ kết|tổng kết|khen thưởng|biểu dương"
    "|nhân rộng|duy trì|vận hành|phát động|hưởng ứng|tham gia|hỗ trợ|tư vấn|đào tạo|bồi dưỡng|tập huấn|huấn luyện|khai báo"
    "|thống kê|điều tra|kết nối|thu hút|đầu tư|mua sắm|căn cứ|tập trung|ưu tiên|xác định|quản lý|sử dụng|áp dụng|phân bổ"
    "|tiến hành|kiểm soát|bổ sung|sửa đổi|khảo sát|góp ý|phản biện|tiếp sóng|phát sóng|ghi hình|đưa tin|chấp hành|chăm lo"
    "|chăm sóc|bảo vệ|thông tin|thông báo|truyền thông|định hướng|lựa chọn|tuyển chọn|đón tiếp|sắp xếp|phân luồng|chuẩn bị"
    "|chấn chỉnh|xem xét|nắm|nắm bắt|đề nghị|yêu cầu|kêu gọi|mời|thành lập|mở|kiểm kê|hạn chế|giảm thiểu|cải thiện|cải cách|cải tạo"
    "|phát triển|mở rộng|khai thác|bàn giao|lắp đặt|tham dự|thể hiện|chỉ định|cam kết|đăng ký|tuân thủ|chi trả|hoạch định|quy định"
    "|quy hoạch|dự báo|thu thập|thu hồi|tích hợp|số hóa|chuẩn hóa|kế thừa|thiết lập|lưu trữ|tự kiểm tra|quảng bá|giới thiệu|thúc đẩy"
    "|gắn|khôi phục|thay thế|sửa chữa|nạo vét|kết hợp|trang bị|trang trí|in ấn|in|biên soạn|soạn thảo|phát hành|đăng tải|đăng|phản ánh"
    "|chia sẻ|trao đổi|thảo luận|hội thảo|thi đua|tuyên dương|giáo dục|nhắc nhở|răn đe|xử phạt|tạm dừng|đình chỉ|cấp phát|cấp|thu|chi"
    "|tiếp thu|giải trình|công nhận|xét|bình chọn|tôn vinh|động viên|khích lệ|thăm hỏi|tặng|kiến nghị|điều phối|điều hành|điều chỉnh"
    "|bám sát|phấn đấu|quyết liệt|thống nhất|xác nhận|làm đầu mối|làm tốt|làm rõ|làm|lấy ý kiến|đo lường|quan trắc|kiểm định|khám|chữa|điều trị"
    "|phục hồi|phát|ứng trực|trực|tuần tra|rà phá|cảnh báo|khơi thông|thanh thải|liên hệ|đàm phán|kiên quyết|dừng|giữ|tìm|nhập|xuất bản"
    "|bầu|tuyển dụng|bổ nhiệm|luân chuyển|đấu tranh|phòng|phòng chống|phòng, chống|chống|giải ngân|thanh toán|quyết toán|nghiệm thu|thi công"
    "|khởi công|khánh thành|đầu mối|thu gom|vệ sinh|trồng|tiêm|cắt giảm|cắt|rút ngắn|đơn giản hóa|chủ động|lưu ý|cho|kết luận|dự toán"
    "|thuê|bảo dưỡng|bảo quản|bảo trì|tái cơ cấu|cơ cấu|tinh gọn|sáp nhập|cung ứng|đồng hành|tự chủ|tự đánh giá|tự rà soát|đa dạng|sáng tạo"
    "|thăm|trao|trao tặng|gặp mặt|ra quân|treo|cắm|ký|nộp|kết nạp|đối thoại|tiếp xúc|di dời|sơ tán|canh gác|chuyển đổi|tu sửa"
    "|đo kiểm|đo đạc|lấy mẫu|xét nghiệm|diễn tập|trưng bày|chiếu phim|trang cấp|kê khai|sàng lọc|tháo dỡ|gia cố|che chắn|rào chắn|sao gửi|bồi thường"
    "|trích|thi hành|khẳng định|chứng nhận|giảm|tăng|phân loại|phân tích|phân tuyến|xã hội hóa|họp|mua|giúp|soạn|dựng|siêu âm|đo|dán|kẻ vạch|hiện đại hóa|hoàn trả|hoàn chỉnh|xóa|giảng dạy"
)
"""Verbs that open what somebody is to do."""

ADVERBS = (
    "tiếp tục|kịp thời|thường xuyên|định kỳ|nghiêm túc|khẩn trương|chủ động|tích cực|đồng thời|hằng năm|hàng năm|hằng quý|hàng quý"
    "|hằng tháng|hàng tháng|hằng tuần|hàng tuần|mỗi năm|mỗi quý|mỗi tháng|mỗi tuần|tập trung|trực tiếp|kiên quyết|sẵn sàng|từng bước|ưu tiên|phải|cần|cùng|đặc biệt|cũng|không ngừng|liên tục"
    "|làm tốt việc|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|quyết liệt|thực sự|luôn|sớm|nhanh chóng|gương mẫu|phấn đấu|theo chức năng"
    "|nghiêm|đột xuất|bước đầu|trước mắt|hướng tới|cơ bản"
)
"""Words that may stand before the verb of a deed."""

COPULAS = (
    "là cơ quan|là đơn vị|là đầu mối|là thành viên|là cơ quan thường trực|có kế hoạch|có văn bản|có báo cáo|có phương án|có giải pháp"
    "|có biện pháp|có hình thức|có cơ chế|không được|không để|nghiêm cấm|có quyền|được giao|được phân công"
)
"""Phrases that charge somebody though they are no verbs of action."""

VERB = re.compile(words(DUTY_VERBS, ADVERBS, COPULAS))
_NO_VERB = re.compile(
    words(
        "giao thông|giao dịch|giao lưu|cấp tỉnh|cấp huyện|cấp xã|cấp ủy|cấp trên|cấp dưới|cấp cơ sở|cấp thành phố|cấp trung ương|cấp bộ|cấp phòng|cấp sở"
        "|cấp mình|cấp có thẩm quyền|cấp học|cấp quốc gia|chi bộ|chi, đảng bộ|chi đảng bộ|chi cục|chi nhánh|chi hội|chi đoàn|chi ủy|chi tiết|chi phí|phát thanh|phát biểu"
        "|phòng ban|phòng họp|phòng y tế|trực thuộc|trực tuyến|thu nhập|thu ngân sách|làm việc|cho thuê|in ấn phẩm|tăng trưởng|giảm nghèo|làng nghề|đầu mối giao thông"
        "|quyết định số|quyết định này|thông báo số|báo cáo số|hướng dẫn số|đề nghị của|yêu cầu của|cắt băng|phát điện"
        "|cho người|cho các|cho cán bộ|thông tin đại chúng|phòng cháy|phòng, ban|phòng, ngành|tổ chức đảng|tổ chức chính trị|tổ chức xã hội|tổ chức đoàn thể"
        "|tổ chức công đoàn|tổ chức, cá nhân|tổ chức và cá nhân|quy định tại|quy định của|quy định này|quy hoạch và|cấp các"
    )
    + r"|tổ\s+chức\s+hội(?!\s+(?:nghị|thảo|thi|diễn|chợ|đàm|thao|họp|trại|quân|ý))(?!\w)"
)
_BROADCASTS = re.compile(
    r"(?:phát\s+thanh|truyền\s+thanh|tiếp\s+âm)\s+(?:(?:thường\s+xuyên|định\s+kỳ|rộng\s+rãi|kịp\s+thời)\s+)?"
    + words(
        "nội dung|các|tin|bài|tin, bài|tin bài|bản tin|chuyên mục|chuyên đề|trên|thông điệp|thông tin|tuyên truyền|về|chương trình|ít nhất|mỗi|hằng|tối thiểu"
    )
)
"""What makes "phát thanh" a deed and no part of a name: something is sent out."""


def broadcasts(low: str, at: int) -> bool:
    """Whether something is broadcast at this place of a key ("phát thanh nội dung …")."""
    return _BROADCASTS.match(low, at) is not None


_SECOND_SYLLABLE = re.compile(
    words(
        "khẩn cấp|thường trực|túc trực|công trình|chương trình|quy trình|lộ trình|tiến trình|quá trình|giáo trình|tờ trình|quốc phòng|văn phòng|dự phòng|biên phòng|đề phòng|cuộc họp|buổi họp|phòng họp|kỳ họp|máy đo|thiết bị đo|số đo|thang đo"
        "|công lập|dân lập|độc lập|tư lập|thành lập|trung cấp|cao cấp|sơ cấp|phân cấp|các cấp|trợ cấp|cung cấp|nâng cấp|xuống cấp|bàn giao|ngoại giao|chuyển giao"
        "|phiên dịch|giao dịch|nguồn thu|gia tăng|cắt giảm|nguồn chi"
    )
)


def opens_deed(low: str, at: int) -> bool:
    """Whether a verb of duty stands at this place of a key; "giao thông" is no "giao", "công trình" no "trình"."""
    if broadcasts(low, at):
        return True
    if VERB.match(low, at) is None or _NO_VERB.match(low, at):
        return False
    before = low.rfind(" ", 0, max(0, at - 1)) + 1
    return not (before < at and _SECOND_SYLLABLE.match(low, before) and low[before:at].strip().isalpha())


ADVERB_RUN = re.compile(rf"(?:{words(ADVERBS)}[\s,]*)*")

CONNECTIVE = re.compile(
    r"\s*(?:[-+•*–—]\s*)?(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]+\s+)?(?:"
    + words(
        "đồng thời|bên cạnh đó|ngoài ra|trong đó|trước mắt|đặc biệt|và|song song với đó|cùng với đó|mặt khác|theo đó"
    )
    + r"\s*,?\s*)?"
)
"""What may stand before the first word of a clause: a mark, a number, a linking word."""

NOT_A_TASK = re.compile(
    r"\s*(?:"
    + words(
        "trên đây là|trong quá trình thực hiện|trong quá trình triển khai|trong quá trình tổ chức|nơi nhận|kế hoạch này có hiệu lực"
        "|quyết định này có hiệu lực|nghị định này có hiệu lực|thông tư này có hiệu lực|nghị quyết này|quyết định này thay thế"
        "|đánh giá cao|ghi nhận|cơ bản thống nhất|thống nhất chủ trương|thống nhất với|chi tiết tại|chi tiết theo|kèm theo|ghi chú|chi tiết"
    )
    + r"|\()"
)
"""Openings of closing formulas, notes and pointers, which ask nothing of a named body."""

ALREADY_DONE = re.compile(words("đã|đang"))

_ORGANISES = re.compile(
    words("tổ chức thực hiện|phân công|trách nhiệm thực hiện|trách nhiệm của|trách nhiệm thi hành|tổ chức triển khai")
)
_DUTIES = re.compile(words("nhiệm vụ|giải pháp|biện pháp"))
_MATTERS = re.compile(words("nội dung|hoạt động|công việc"))
_AND_DUTIES = re.compile(rf"(?:,|\bvà)\s+{words('nhiệm vụ|giải pháp|biện pháp|nội dung|hoạt động')}")
_AIMS = re.compile(
    r"\W*(?:(?:các|một\s+số|những|về)\s+)?"
    + words("mục đích|yêu cầu|mục tiêu|quan điểm|chỉ tiêu|phương châm|nguyên tắc|tầm nhìn")
)
_TELLS = re.compile(
    r"\W*"
    + words(
        "tình hình|thực trạng|đặc điểm|kết quả|đánh giá chung|đánh giá tình hình|tồn tại|những hạn chế|hạn chế và|hạn chế, nguyên nhân|nguyên nhân|căn cứ"
        "|cơ sở pháp lý|phạm vi|đối tượng|dự báo|giải thích từ ngữ|bối cảnh|sự cần thiết|khái quát|thời gian|địa điểm|chủ đề|hiệu lực|hiệu lực thi hành"
    )
)


def section_kind(title: str, inherited: str | None) -> str | None:
    """What a heading (as a key) announces: "organise", "tasks", "purpose" (aims and demands) or "context" (facts).

    A heading that announces nothing keeps the kind of the section above it. "Mục tiêu, nhiệm vụ" holds duties;
    "Mục tiêu của các hoạt động" is an aim still.
    """
    if _AIMS.match(title) and not _DUTIES.search(title):
        return "purpose"
    if _TELLS.match(title) and not _AND_DUTIES.search(title):
        return "context"
    if _ORGANISES.search(title):
        return "organise"
    if _DUTIES.search(title):
        return "tasks"
    if _MATTERS.search(title) and inherited != "purpose":
        return "tasks"
    return inherited
