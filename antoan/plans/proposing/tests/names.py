"""Credible names of bodies, and what such bodies do, for properties that hold for every pair of them."""

from __future__ import annotations

_OFFICES = [
    "Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương", "Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tư pháp", "Sở Lao động - Thương binh và Xã hội", "Sở Dân tộc và Tôn giáo",
    "Sở Ngoại vụ", "Sở Thông tin và Truyền thông", "Sở Giao thông vận tải", "Sở Kế hoạch và Đầu tư", "Sở Du lịch",
    "Bộ Nội vụ", "Bộ Y tế", "Bộ Xây dựng", "Bộ Quốc phòng", "Bộ Công an", "Bộ Công Thương", "Bộ Nông nghiệp và Môi trường",
    "Cục Việc làm", "Cục An toàn lao động", "Chi cục Kiểm lâm", "Chi cục Thủy lợi", "Chi cục Quản lý thị trường", "Chi cục Trồng trọt và Bảo vệ thực vật",
    "Chi cục Chăn nuôi và Thú y", "Cục Thống kê tỉnh", "Thanh tra tỉnh", "Thanh tra Sở Xây dựng", "Văn phòng UBND tỉnh", "Văn phòng Tỉnh ủy",
    "Văn phòng HĐND và UBND xã", "Văn phòng Đảng ủy", "Văn phòng Đăng ký đất đai", "Văn phòng Điều phối nông thôn mới tỉnh",
    "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Kinh tế và Hạ tầng", "Phòng Nội vụ", "Phòng Y tế",
    "Phòng Tài chính - Kế hoạch", "Phòng Giáo dục và Đào tạo", "Phòng Lao động - Thương binh và Xã hội", "Phòng Nông nghiệp và Môi trường huyện",
    "Phòng Tài nguyên và Môi trường", "Phòng Việc làm và An toàn lao động", "Phòng Quản lý đô thị", "Phòng Cảnh sát giao thông",
    "Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "Phòng Tư pháp", "Phòng Dân tộc", "Phòng Tổ chức - Hành chính", "Phòng Kế hoạch - Tổng hợp",
    "Phòng Kỹ thuật an toàn", "Phòng Quản trị nhân sự", "Phòng Đo lường", "Phòng Quản lý lao động", "Phòng Kiểm tra nội bộ",
]  # fmt: skip
_SERVICES = [
    "Trung tâm Dịch vụ tổng hợp xã", "Trung tâm Dịch vụ tổng hợp", "Trung tâm Phục vụ hành chính công xã", "Trung tâm Phục vụ hành chính công",
    "Trung tâm Cung ứng dịch vụ sự nghiệp công xã", "Trung tâm Cung ứng dịch vụ sự nghiệp công", "Trung tâm Y tế huyện", "Trung tâm Y tế khu vực Bác Ái",
    "Trung tâm Kiểm soát bệnh tật tỉnh", "Trung tâm Kiểm soát bệnh tật", "Trung tâm Dịch vụ việc làm tỉnh", "Trung tâm Dịch vụ việc làm",
    "Trung tâm Chính trị phường", "Trung tâm Chính trị xã Phước Hà", "Trung tâm Văn hóa - Thể thao", "Trung tâm Khuyến nông tỉnh", "Trung tâm Khuyến công và Xúc tiến thương mại",
    "Trung tâm Quan trắc tài nguyên và môi trường", "Trung tâm Kỹ thuật tiêu chuẩn đo lường chất lượng", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên",
    "Trung tâm Phát triển quỹ đất", "Trung tâm Huấn luyện an toàn lao động", "Trung tâm Kiểm định kỹ thuật an toàn khu vực III", "Trung tâm Đào tạo và Sát hạch lái xe",
    "Trung tâm Quản lý điều hành giao thông", "Trung tâm Bảo trợ xã hội tỉnh", "Trung tâm Hỗ trợ nông dân", "Trung tâm Văn hóa, Thông tin và Truyền thanh",
    "Trạm Y tế", "Trạm Y tế xã", "Trạm Y tế phường Phước Mỹ", "Trạm Khuyến nông", "Trạm Chăn nuôi và Thú y", "Trạm Quản lý thủy nông", "Trạm Kiểm soát giao thông",
    "Bệnh viện Đa khoa tỉnh", "Bệnh viện Phục hồi chức năng", "Bệnh viện Y học cổ truyền", "Bệnh viện Điều dưỡng", "Thư viện tỉnh", "Bảo tàng tỉnh",
    "Đài Truyền thanh xã", "Đài Phát thanh và Truyền hình tỉnh", "Báo và Phát thanh, Truyền hình Khánh Hòa", "Cổng thông tin điện tử tỉnh",
    "Ban Quản lý rừng phòng hộ Phước Bình", "Ban Quản lý rừng phòng hộ", "Ban Quản lý rừng đặc dụng", "Ban Quản lý khu kinh tế tỉnh", "Ban Quản lý các khu công nghiệp",
    "Ban Quản lý dự án đầu tư xây dựng tỉnh", "Ban Quản lý dự án đầu tư xây dựng", "Ban Quản lý chợ Phú Quý", "Ban Quản lý cụm công nghiệp", "Ban Quản lý bảo trì đường bộ",
    "Ban Quản lý Vườn quốc gia Phước Bình", "Ban Quản lý khai thác công trình thủy lợi", "Ban Quản lý Khu bảo tồn biển", "Ban Chỉ huy Quân sự xã", "Ban Chỉ huy Phòng thủ dân sự",
    "Ban Chỉ huy phòng, chống thiên tai và tìm kiếm cứu nạn", "Ban Chỉ đạo phòng, chống dịch", "Ban Chỉ đạo An toàn, vệ sinh lao động", "Ban Điều hành khu phố", "Ban Quản trị chung cư",
    "Hạt Kiểm lâm huyện", "Đồn Biên phòng Vĩnh Hải", "Đội Cảnh sát giao thông", "Đội Quản lý trật tự đô thị", "Đội Quản lý thị trường số 3", "Đội Thanh tra giao thông",
    "Đội An toàn lao động cơ sở", "Đội Phòng cháy, chữa cháy cơ sở", "Tổ Công nghệ số cộng đồng", "Tổ Kiểm tra liên ngành", "Tổ Bảo vệ an ninh, trật tự cơ sở", "Tổ công tác",
    "Trường Tiểu học Phước Đại", "Trường Cao đẳng Nghề", "Trường Trung học phổ thông Tôn Đức Thắng", "Trường Chính trị tỉnh", "Trường Mầm non Hoa Sen",
]  # fmt: skip
_PARTY = [
    "Đảng ủy", "Đảng ủy UBND xã", "Đảng ủy các cơ quan Đảng xã", "Đảng ủy xã Phước Thành", "Đảng ủy Công an tỉnh", "Đảng ủy Quân sự xã", "Đảng ủy cơ sở Công ty Điện lực",
    "Huyện ủy", "Tỉnh ủy Khánh Hòa", "Thành ủy", "Ban Thường vụ Huyện ủy", "Ban Thường vụ Đảng ủy", "Ban Tổ chức Huyện ủy", "Ban Tuyên giáo Huyện ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "Ban Xây dựng Đảng", "Ban Nội chính Tỉnh ủy", "Ban Dân vận Huyện ủy", "Ủy ban Kiểm tra Đảng ủy", "Ủy ban Kiểm tra Huyện ủy", "Chi bộ thôn Ma Ty", "Chi bộ Trạm Y tế",
    "Thường trực Đảng ủy", "Thường trực HĐND xã", "HĐND xã", "UBND xã", "UBND huyện", "UBND tỉnh", "Ủy ban nhân dân xã Ea Knốp", "UBND phường Đông Hải", "UBND đặc khu Phú Quý",
]  # fmt: skip
_FRONT = [
    "Ủy ban MTTQ Việt Nam xã", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "MTTQ huyện", "Hội Nông dân xã", "Hội Nông dân", "Hội Liên hiệp Phụ nữ xã", "Hội Phụ nữ xã", "Hội Cựu chiến binh xã",
    "Hội Chữ thập đỏ huyện", "Hội Người cao tuổi", "Hội Khuyến học", "Hội Liên hiệp Thanh niên Việt Nam xã", "Hội Đông y", "Hội Bảo vệ quyền lợi người tiêu dùng", "Hội Luật gia tỉnh",
    "Đoàn TNCS Hồ Chí Minh xã", "Đoàn Thanh niên", "Tỉnh đoàn", "Liên đoàn Lao động tỉnh", "LĐLĐ huyện", "Công đoàn cơ sở", "Công đoàn các khu công nghiệp", "Liên minh Hợp tác xã tỉnh",
    "Hiệp hội Doanh nghiệp tỉnh", "Hội Doanh nghiệp trẻ",
]  # fmt: skip
_FORCES = [
    "Công an xã", "Công an tỉnh", "Công an huyện Bác Ái", "Bộ Chỉ huy Quân sự tỉnh", "Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Tòa án nhân dân khu vực 2", "Viện kiểm sát nhân dân huyện",
    "Bảo hiểm xã hội tỉnh", "Bảo hiểm xã hội cơ sở Ninh Sơn", "Kho bạc Nhà nước khu vực XIII", "Thuế tỉnh", "Điện lực Ninh Sơn", "Ngân hàng Chính sách xã hội huyện", "Quỹ Tín dụng nhân dân",
    "Cảng vụ Hàng hải Nha Trang",
]  # fmt: skip
_ENTERPRISES = [
    "Công ty TNHH MTV Khai thác công trình thủy lợi Ninh Thuận", "Công ty Cổ phần Mía đường 333", "Công ty Điện lực Khánh Hòa", "Công ty TNHH Chế biến thủy sản Hải Long",
    "Tập đoàn Điện lực Việt Nam", "Hợp tác xã Nông nghiệp Tuấn Tú", "Hợp tác xã Dịch vụ vận tải Phước Dân", "Nhà máy đường 333", "Xí nghiệp Khai thác đá số 2", "Công ty Cổ phần Xây dựng 47",
    "Công ty Lâm nghiệp Ninh Sơn", "Công ty Cổ phần Cấp nước Ninh Thuận",
]  # fmt: skip
BODIES = [*_OFFICES, *_SERVICES, *_PARTY, *_FRONT, *_FORCES, *_ENTERPRISES]

DEEDS = [
    "tổ chức khám sức khỏe cho người lao động", "tổ chức hội nghị quán triệt", "tổ chức 03 lớp tập huấn", "tổ chức kiểm tra các mỏ đá", "tập huấn sơ cấp cứu cho 50 người", "huấn luyện cho 200 lượt nông dân",
    "khám bệnh nghề nghiệp cho công nhân", "khám phát hiện bệnh nghề nghiệp", "đo kiểm môi trường lao động tại nhà máy", "quan trắc môi trường lao động", "mua 200 mũ bảo hộ cấp cho thợ đá", "mua sắm trang thiết bị",
    "họp giao ban hằng tháng", "họp rút kinh nghiệm", "tuần tra rừng mùa khô", "tuyên truyền trên loa truyền thanh", "phát tờ rơi đến từng hộ", "phát động thi đua", "phối hợp với Công an xã kiểm tra",
    "chủ trì, phối hợp với các phòng liên quan rà soát", "chịu trách nhiệm hướng dẫn", "có trách nhiệm báo cáo", "xây dựng kế hoạch", "ban hành kế hoạch", "tham mưu UBND xã ban hành", "hướng dẫn các cơ sở tự kiểm tra",
    "kiểm tra việc sử dụng máy", "giám sát việc thực hiện", "đôn đốc các đơn vị", "tổng hợp, báo cáo UBND tỉnh", "tổng hợp kết quả", "báo cáo kết quả", "theo dõi, đôn đốc việc thực hiện", "rà soát danh sách",
    "lập danh sách cơ sở", "thống kê tai nạn lao động", "điều tra tai nạn lao động", "bố trí kinh phí", "bảo đảm kinh phí", "cấp phát tờ gấp", "vận động hội viên tham gia", "triển khai thực hiện kế hoạch",
    "thực hiện nghiêm các quy định", "quản lý chặt chẽ vật tư", "bảo vệ hiện trường", "đầu tư hệ thống báo cháy", "khai thác số liệu phần mềm", "vận hành hệ thống loa", "đào tạo nghề cho thanh niên", "phòng ngừa tai nạn",
    "phổ biến Luật An toàn, vệ sinh lao động", "mở lớp huấn luyện", "mở đợt cao điểm", "cử cán bộ tham gia", "gửi báo cáo trước ngày 15/6", "thành lập tổ kiểm tra", "kiện toàn Hội đồng", "xử lý vi phạm",
    "thăm hỏi gia đình nạn nhân", "treo băng rôn", "in tờ gấp", "sửa chữa đường điện", "lắp đặt biển báo", "diễn tập chữa cháy", "trực cấp cứu trong vụ ép", "biên soạn tài liệu", "đăng tải tin bài", "thu gom vỏ thuốc",
    "hỗ trợ nạn nhân", "tư vấn cho doanh nghiệp", "cung cấp số liệu", "nghiệm thu công trình", "kiểm định thiết bị nâng", "phải báo cáo ngay", "cần rà soát lại", "hằng quý báo cáo kết quả", "định kỳ kiểm tra",
    "thường xuyên tuyên truyền", "chủ động phối hợp", "kịp thời xử lý", "tiếp tục duy trì", "trực tiếp kiểm tra", "dừng thi công khi có giông", "căng dây cảnh báo", "rào chắn hố sâu", "cắm biển báo", "ký cam kết với hộ dân",
    "chở nạn nhân đi cấp cứu", "gỡ bỏ lán trại", "viết bài tuyên truyền", "gọi điện nhắc từng hộ", "dán áp phích tại chợ", "đi kiểm tra từng lò gạch", "kẻ vạch sơn", "chiếu phim tuyên truyền",
    "đo tiếng ồn tại xưởng", "dạy sơ cứu", "tính số vụ tai nạn", "đặt hòm thư góp ý",
]  # fmt: skip
"""What follows a name: verbs of the office, verbs of the field, and some that no list of verbs will ever hold."""
