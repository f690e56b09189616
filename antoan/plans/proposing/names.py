"""The words that names of bodies are made of. What stands behind a name in small letters and is none of them ends it.

An official name writes its first syllable of each part large ("Trung tâm Kiểm soát bệnh tật"), so a small word inside a
name is either the rest of such a part or a common word for a place, a level or a matter. Verbs cannot be listed to the
last one ("kẻ vạch", "dán áp phích"), the matters of offices nearly can.
"""

from __future__ import annotations

import re

from antoan.plans.proposing.wording import key, words

_LEVELS = (
    "tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu|thôn|bản|làng|buôn|ấp|khóm|khu phố|tổ dân phố|khu vực|vùng|miền|liên xã|liên huyện|cơ sở"
    "|cấp tỉnh|cấp thành phố|cấp trung ương|cấp bộ|cấp sở|cấp khu vực|cấp huyện|cấp xã|cấp trên|cấp dưới|cấp cơ sở|cấp mình|các cấp|cùng cấp|trung ương|địa phương|số|quốc gia|nhà nước|nhân dân|tôi|mình"
)
_MATTERS = (
    "nội vụ|y tế|y tế dự phòng|tài chính|công thương|nông nghiệp|môi trường|khoa học|công nghệ|văn hóa|thể thao|thể dục|du lịch|tư pháp|lao động|thương binh|xã hội"
    "|dân tộc|tôn giáo|ngoại vụ|kinh tế|hạ tầng|đô thị|kỹ thuật|thủy sản|thủy lợi|thủy nông|thú y|chăn nuôi|trồng trọt|lâm nghiệp|kiểm lâm|khuyến nông|khuyến công|rừng"
    "|rừng phòng hộ|rừng đặc dụng|rừng sản xuất|khu bảo tồn|thiên nhiên|biển|biển đảo|đê điều|thiên tai|khí tượng|thủy văn|tài nguyên|nước|nước sạch|điện|điện lực|điện tử|đường"
    "|đường bộ|đường sắt|đường thủy|đường thủy nội địa|hàng hải|hàng không|giao thông|giao thông vận tải|vận tải|bến xe|bến thủy|bến cảng|cảng|cảng cá|chợ|siêu thị|khu công nghiệp"
    "|khu kinh tế|khu chế xuất|cụm công nghiệp|khu công nghệ cao|công nghiệp|thương mại|dịch vụ|dịch vụ tổng hợp|dịch vụ công|dịch vụ sự nghiệp công|dịch vụ đô thị"
    "|sự nghiệp|sự nghiệp công|hành chính|hành chính công|công ích|công trình|công trình công cộng|công trình đô thị|công trình giao thông|công trình thủy lợi|dự án|quỹ đất"
    "|đất đai|địa chính|nhà ở|nhà đất|nông thôn|nông thôn mới|nông dân|phụ nữ|thanh niên|thanh thiếu niên|thiếu nhi|trẻ em|người cao tuổi|người khuyết tật|cựu chiến binh"
    "|quân sự|quốc phòng|an ninh|an ninh trật tự|trật tự|trật tự đô thị|trật tự xã hội|an toàn|an toàn lao động|an toàn thực phẩm|an toàn giao thông|vệ sinh an toàn thực phẩm"
    "|phòng hộ|bệnh tật|bệnh nghề nghiệp|sức khỏe|dân số|dược phẩm|mỹ phẩm|thực phẩm|pháp y|đa khoa|chuyên khoa|lao và bệnh phổi|sản nhi|tâm thần|da liễu|cổ truyền|chức năng"
    "|việc làm|nghề|nghề nghiệp|nhân lực|nhân sự|tiền lương|chính sách|chính sách xã hội|bảo hiểm|bảo hiểm xã hội|tín dụng|ngân sách|ngân hàng|giá|giá cả|công sản"
    "|chính trị|tư tưởng|lý luận|pháp luật|pháp chế|tiếp dân|tiếp công dân|nội chính|dân vận|tuyên giáo|đảng|công đoàn|hợp tác|hợp tác xã|quốc tế|đối ngoại|hữu nghị"
    "|tiêu chuẩn đo lường chất lượng|đo lường|tiêu chuẩn|chất lượng|chất lượng cao|năng lượng|hóa chất|vật liệu|vật liệu nổ|khoáng sản|mỏ|đá|than|dầu khí|xăng dầu"
    "|thông tin điện tử|báo chí|xuất bản|thư viện|bảo tàng|nghệ thuật|di sản|di tích|đại học|cao đẳng|trung cấp|tiểu học|trung học|trung học cơ sở|trung học phổ thông|phổ thông|mầm non"
    "|mẫu giáo|nội trú|bán trú|liên cấp|thường xuyên|thị trường|cạnh tranh|người tiêu dùng|doanh nghiệp|doanh nghiệp trẻ|trẻ|tư nhân|nhà nước|hộ gia đình|cộng đồng|trách nhiệm hữu hạn|một thành viên"
    "|liên ngành|liên kết|chuyên ngành|chuyên môn|chuyên trách|tổng hợp - hành chính|kiêm nhiệm|lâm thời|thường trực|hai cấp|nội bộ|dân phòng|dân quân|tự vệ|dân sự|hình sự|lưu động"
    "|văn thư|lưu trữ|nội dung|kế hoạch|trực thuộc|liên quan|vùng cao|miền núi|biên giới|ven biển|hải đảo|trọng điểm|nhà chung cư|chung cư|khu dân cư|khu đô thị|mía đường|lương thực|thuốc lá"
    "|cà phê|cao su|hồ tiêu|lúa gạo|giống|cây trồng|vật nuôi|thức ăn|bảo vệ thực vật|phía bắc|phía nam|miền trung|tây nguyên|việt nam|hồ chí minh"
)
_KINDS = (
    "sở|ban|ngành|phòng ban|phòng|đoàn thể|hội|hội đoàn thể|cơ quan|đơn vị|trường|trường học|lực lượng|tổ chức|trung tâm|trạm|đội|công ty|tổng công ty|tập đoàn|bệnh viện|chi cục|cục|vụ|viện"
    "|ngang bộ|đại biểu|thành viên|trực thuộc trung ương|phó|cấp phó|cán bộ|công chức|viên chức|xã viên|tổ viên|cộng tác viên|tình nguyện viên"
    "|huyện ủy|thị ủy|thành ủy|quận ủy|đảng ủy|tỉnh ủy|đảng bộ|chi bộ|huyện đoàn|ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chính phủ|bộ"
)
_TITLES = (
    "phó bí thư|bí thư|phó chủ tịch|chủ tịch|phó giám đốc|giám đốc|phó tổng giám đốc|tổng giám đốc|phó trưởng ban|trưởng ban|phó trưởng phòng|trưởng phòng|trưởng công an|trưởng thôn|trưởng trạm"
    "|phó chánh văn phòng|chánh văn phòng|chánh thanh tra|chánh án|viện trưởng|hiệu trưởng|thủ trưởng|ủy viên|thường trực|thường vụ|đồng chí|bộ trưởng|cục trưởng|chi cục trưởng|chỉ huy trưởng|kế toán trưởng"
    "|ban thường vụ|ban chấp hành|ban thường trực|văn phòng|tỉnh đoàn|thành đoàn|xã đoàn|phường đoàn|trung ương đoàn"
)
_WHOLE = (
    "tỉnh ủy|huyện ủy|thành ủy|thị ủy|quận ủy|đảng ủy|đảng bộ|chi bộ|chi ủy|chi đoàn|chi hội|công an|bộ đội|bộ đội biên phòng|biên phòng|y học cổ truyền|đông y|nam y|nông hội"
    "|phòng cháy, chữa cháy và cứu nạn, cứu hộ|phòng cháy và chữa cháy|phòng cháy, chữa cháy|cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"
    "|cung ứng dịch vụ sự nghiệp công|dịch vụ tổng hợp|phục vụ hành chính công|an toàn, vệ sinh lao động|an toàn vệ sinh lao động|quản lý điều hành giao thông|quản lý trật tự đô thị"
    "|quản lý rừng phòng hộ|quản lý rừng đặc dụng|quản lý bảo trì đường bộ|quản lý đường bộ|quản lý khai thác công trình thủy lợi|quản lý thủy nông|quản lý lao động|quản lý thị trường|quản lý chợ"
    "|bảo vệ an ninh, trật tự|bảo vệ an ninh trật tự|phòng, chống dịch bệnh|phòng, chống dịch|phòng, chống thiên tai|phòng chống thiên tai|phòng, chống tội phạm|phòng, chống ma túy"
    "|phòng, chống tham nhũng|phòng chống tham nhũng|phòng, chống mua bán người|phòng, chống cháy rừng|cảnh sát giao thông|cảnh sát cơ động|cảnh sát hình sự|thanh tra giao thông|thanh tra xây dựng"
    "|kiểm soát giao thông|kiểm soát thủ tục hành chính|kiểm soát bệnh tật|kiểm dịch động vật|kiểm dịch y tế|kiểm định kỹ thuật an toàn|kiểm định xe cơ giới|kiểm nghiệm|huấn luyện an toàn lao động"
    "|tổ chức - hành chính|tổ chức cán bộ|tổ chức hành chính|kế hoạch - tổng hợp|hành chính - tổng hợp|kế hoạch và đầu tư|quản trị nhân sự|quản trị chung cư|đăng ký đất đai|đăng ký kinh doanh"
    "|điều phối nông thôn mới|phát triển quỹ đất|phát triển nông thôn|xúc tiến đầu tư|xúc tiến thương mại|bảo trợ xã hội|hỗ trợ nông dân|hỗ trợ doanh nghiệp|tư vấn pháp luật|trợ giúp pháp lý"
    "|quan trắc tài nguyên và môi trường|quan trắc môi trường|sát hạch lái xe|giới thiệu việc làm|dịch vụ việc làm|điều dưỡng|phục hồi chức năng|truyền thanh|phát thanh|phát thanh và truyền hình|truyền hình"
    "|thi hành án dân sự|thi đua - khen thưởng|thi đua, khen thưởng|bảo tồn biển|bảo tồn thiên nhiên|cứu nạn, cứu hộ|tìm kiếm cứu nạn|xóa đói giảm nghèo|giảm nghèo|chuyển đổi số|cải cách hành chính"
    "|khám bệnh, chữa bệnh|giáo dục nghề nghiệp|giáo dục thường xuyên|quản lý dự án đầu tư xây dựng|quản lý các khu công nghiệp|quản lý khu kinh tế|quản lý cụm công nghiệp|quản lý vườn quốc gia"
    "|quản lý khu bảo tồn biển|quản lý khu bảo tồn|quản lý di tích|quản lý đô thị|quản lý đất đai|quản lý chất lượng|điều hành khu phố|phòng thủ dân sự|ứng phó sự cố|xử lý nước thải|cấp nước|thoát nước|cấp thoát nước"
    "|chiếu sáng công cộng|môi trường đô thị|vệ sinh môi trường|đăng kiểm|giám định|kiểm nghiệm thuốc|tự quản|khuyến học|từ thiện|chữ thập đỏ|bảo vệ quyền lợi người tiêu dùng|bảo vệ thực vật|bảo vệ rừng|bảo vệ môi trường"
    "|khai thác công trình thủy lợi|khai thác đá|chế biến thủy sản|xây dựng đảng|đoàn kết công giáo|đối thoại|bình ổn giá|dân số - kế hoạch hóa gia đình|công nghệ số cộng đồng"
)
_NOUNS = re.compile(words(_LEVELS, _MATTERS, _KINDS))
_PARTS = re.compile(words(_LEVELS, _MATTERS, _KINDS, _TITLES, _WHOLE))
_SHORT = re.compile(
    words(
        "đảng|đoàn|thuế|điện|nước|trường|hội|sở|bộ|ban|phòng|cục|vụ|tổ|đội|trạm|quân|dược|mỏ|chợ|cảng|thôn|xã|huyện|tỉnh|phường"
    )
)
"""Parts of names that are a single syllable: no second one in small letters belongs to them."""


def part_at(low: str, at: int, *, is_large: bool) -> int | None:
    """Where the part of a name that stands here ends: with a large first letter also one that could be a deed elsewhere."""
    found = (_PARTS if is_large else _NOUNS).match(low, at)
    return found.end() if found else None


def is_short(word: str) -> bool:
    """Whether a word is a whole part of a name by itself."""
    found = _SHORT.match(key(word))
    return bool(found and found.end() == len(word)) or word.isupper()
