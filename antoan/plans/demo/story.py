"""What happened in the first year of the reference plan: who was given what, who reported, what hindered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PARTY = "party:*"  # the Party committees of all nine communes


@dataclass(frozen=True)
class Given:
    """How the office assigned a task: found by its path and words."""

    path: str
    words: str
    leads: tuple[str, ...]
    helpers: tuple[str, ...] = ()
    head: str = ""  # user name
    due: date | None = None
    recurrence: str = ""
    product: str = ""
    rule: str = ""


GIVEN = (
    Given("II.1", "Tăng cường lãnh đạo", ("district",), ("committee",), "", None, "continuous"),
    Given("II.1", "Nêu cao trách nhiệm", ("district",), (), "", None, "continuous"),
    Given("II.1", "Thường xuyên tuyên truyền", ("propaganda",), ("front", "union"), "tuyengiao", None, "continuous"),
    Given(
        "II.2",
        "Tăng cường công tác tuyên truyền",
        ("propaganda",),
        ("labour",),
        "tuyengiao",
        date(2024, 12, 15),
        "",
        "Báo cáo số buổi, số người",
    ),
    Given(
        "II.2",
        "tạo điều kiện",
        ("committee",),
        ("union", "farmers"),
        "chutich",
        date(2025, 3, 31),
        "",
        "Danh sách lao động tự do được tiếp cận",
    ),
    Given(
        "II.2",
        "Phát huy tối đa",
        ("front",),
        ("farmers", "women", "youth", "veterans"),
        "mattran",
        date(2024, 12, 31),
        "",
        "Chương trình phối hợp",
    ),
    Given("II.3", "khắc phục", ("committee",), ("labour",), "chutich", date(2025, 6, 30), "", "Văn bản kiến nghị"),
    Given(
        "II.4",
        "thanh tra, kiểm tra",
        ("committee",),
        ("labour", "union"),
        "chutich",
        date(2024, 11, 30),
        "",
        "Kết luận kiểm tra",
    ),
    Given(
        "II.4",
        "khai báo",
        ("committee",),
        ("labour", "health"),
        "chutich",
        date(2024, 12, 31),
        "",
        "Báo cáo tai nạn lao động năm",
    ),
    Given(
        "II.4",
        "nhóm lao động",
        ("committee",),
        ("union", "women"),
        "chutich",
        date(2025, 5, 31),
        "",
        "Danh sách nhóm yếu thế",
    ),
    Given(
        "II.5",
        "lồng ghép",
        ("committee",),
        ("infrastructure",),
        "chutich",
        date(2024, 12, 20),
        "",
        "Nghị quyết, kế hoạch năm 2025",
    ),
    Given("II.5", "Khuyến khích", ("committee",), (), "chutich", date(2025, 6, 30), "", "Số cơ sở tự kiểm tra"),
    Given(
        "II.6",
        "Tăng cường công tác thanh tra",
        ("committee",),
        ("labour",),
        "chutich",
        date(2025, 4, 30),
        "",
        "Biên bản, kết luận",
    ),
    Given("II.6", "giám sát", ("front",), ("union",), "mattran", date(2025, 4, 30), "", "Báo cáo giám sát"),
    Given(
        "III.1",
        "học tập, quán triệt",
        ("district", "committee", "front", "council", PARTY),
        (),
        "",
        date(2024, 8, 31),
        "",
        "Báo cáo hội nghị",
    ),
    Given("III.1", "xây dựng kế hoạch", (PARTY,), (), "", date(2024, 7, 31), "", "Kế hoạch của xã"),
    Given("III.1", "kiểm tra, giám sát", (PARTY,), (), "", None, "continuous"),
    Given("III.2", "cụ thể hóa", ("council",), (), "hdnd", date(2024, 12, 20), "", "Nghị quyết HĐND huyện"),
    Given("III.2", "giám sát", ("council",), (), "hdnd", date(2025, 5, 31), "", "Báo cáo giám sát chuyên đề"),
    Given(
        "III.3",
        "xây dựng kế hoạch",
        ("committee",),
        ("labour",),
        "chutich",
        date(2024, 7, 15),
        "",
        "Kế hoạch của UBND huyện",
    ),
    Given("III.3", "kiện toàn", ("committee",), ("labour",), "chutich", date(2024, 9, 30), "", "Quyết định phân công"),
    Given("III.3", "chính sách", ("committee",), (), "chutich", date(2025, 3, 31), "", "Tờ trình"),
    Given(
        "III.3",
        "nâng cao năng lực",
        ("committee",),
        ("labour",),
        "chutich",
        date(2025, 6, 30),
        "",
        "Danh sách tập huấn",
    ),
    Given("III.3", "Theo dõi", ("committee",), ("labour",), "chutich", None, "continuous"),
    Given(
        "III.3",
        "sơ kết",
        ("committee",),
        (),
        "chutich",
        date(2024, 12, 10),
        "semiannual",
        "Báo cáo sơ kết",
        "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10",
    ),
    Given(
        "III.4", "phản biện", ("front",), ("union",), "mattran", date(2024, 12, 31), "", "Báo cáo giám sát, phản biện"
    ),
    Given("III.4", "vận động", ("front",), (), "mattran", None, "continuous"),
    Given(
        "III.5", "thông tin, tuyên truyền", ("propaganda",), (), "tuyengiao", date(2024, 7, 20), "", "Văn bản hướng dẫn"
    ),
)


@dataclass(frozen=True)
class Told:
    """A progress report: by whom, for which body, on which task."""

    day: date
    user: str
    body: str
    path: str
    words: str
    text: str
    percent: int | None = None
    product: str = ""  # with a product (or `why`) the part is claimed done
    why: str = ""
    answer: tuple[date, str, str] | None = None  # day, "confirmed" | "returned", words

    @property
    def is_claim(self) -> bool:
        return bool(self.product or self.why)


TOLD = (
    Told(date(2024, 7, 10), "chutich", "committee", "III.3", "xây dựng kế hoạch", "UBND huyện đã ban hành kế hoạch triển khai, gửi 9 xã và các phòng, ban.", 100,
         "Kế hoạch 118/KH-UBND ngày 09/7/2024", "", (date(2024, 7, 12), "confirmed", "")),
    Told(date(2024, 7, 19), "tuyengiao", "propaganda", "III.5", "thông tin, tuyên truyền", "Đã ban hành hướng dẫn tuyên truyền gửi các chi, đảng bộ trực thuộc.", 100,
         "Hướng dẫn 27-HD/BTGHU ngày 18/7/2024", "", (date(2024, 7, 22), "confirmed", "")),
    Told(date(2024, 8, 20), "phuocbinh", "party:Phước Bình", "III.1", "học tập, quán triệt", "Tổ chức hội nghị quán triệt tại hội trường xã, 64/67 đảng viên dự.", 100,
         "Báo cáo 51-BC/ĐU ngày 19/8/2024", "", (date(2024, 8, 26), "confirmed", "")),
    Told(date(2024, 8, 27), "phuocdai", "party:Phước Đại", "III.1", "học tập, quán triệt", "Đã quán triệt đến 7 chi bộ, 112 đảng viên.", 100,
         "Báo cáo 63-BC/ĐU ngày 26/8/2024", "", (date(2024, 8, 29), "confirmed", "")),
    Told(date(2024, 8, 30), "phuochoa", "party:Phước Hòa", "III.1", "học tập, quán triệt", "Đã quán triệt xong.", 100, "Đã làm", "",
         (date(2024, 9, 4), "returned", "Đề nghị ghi số văn bản báo cáo và số đảng viên tham dự.")),
    Told(date(2024, 9, 16), "phuochoa", "party:Phước Hòa", "III.1", "học tập, quán triệt", "Hội nghị ngày 29/8/2024, 41/45 đảng viên dự; 4 đồng chí đi làm ăn xa học bù.", 100,
         "Báo cáo 40-BC/ĐU ngày 13/9/2024", "", (date(2024, 9, 18), "confirmed", "")),
    Told(date(2024, 9, 9), "phuoctan", "party:Phước Tân", "III.1", "học tập, quán triệt", "Do mưa lũ đầu tháng 9, mới quán triệt được 3/5 chi bộ.", 60),
    Told(date(2024, 10, 21), "phuoctan", "party:Phước Tân", "III.1", "học tập, quán triệt", "Hoàn thành quán triệt tại 5/5 chi bộ.", 100,
         "Báo cáo 33-BC/ĐU ngày 18/10/2024", "", (date(2024, 10, 24), "confirmed", "")),
    Told(date(2024, 8, 28), "phuoctrung", "party:Phước Trung", "III.1", "học tập, quán triệt", "Quán triệt lồng ghép trong sinh hoạt chuyên đề quý III.", 100,
         "Biên bản sinh hoạt chuyên đề 8 chi bộ", "", (date(2024, 8, 30), "confirmed", "")),
    Told(date(2024, 8, 22), "hdnd", "council", "III.1", "học tập, quán triệt", "Thường trực HĐND huyện dự hội nghị trực tuyến của Huyện ủy ngày 15/8/2024.", 100,
         "Danh sách dự hội nghị", "", (date(2024, 8, 26), "confirmed", "")),
    Told(date(2024, 8, 26), "mattran", "front", "III.1", "học tập, quán triệt", "Đã quán triệt trong khối Mặt trận, đoàn thể huyện.", 100,
         "Báo cáo 71/BC-MTTQ-BTT", "", (date(2024, 8, 30), "confirmed", "")),
    Told(date(2024, 8, 28), "chutich", "committee", "III.1", "học tập, quán triệt", "Các phòng, ban đã quán triệt.", 100, "Báo cáo 402/BC-UBND", "",
         (date(2024, 8, 30), "confirmed", "")),
    Told(date(2024, 7, 15), "phuocbinh", "party:Phước Bình", "III.1", "xây dựng kế hoạch", "Đã ban hành kế hoạch của Đảng ủy xã.", 100,
         "Kế hoạch 32-KH/ĐU ngày 12/7/2024", "", (date(2024, 7, 17), "confirmed", "")),
    Told(date(2024, 7, 22), "phuocdai", "party:Phước Đại", "III.1", "xây dựng kế hoạch", "Đã ban hành kế hoạch.", 100,
         "Kế hoạch 41-KH/ĐU ngày 18/7/2024", "", (date(2024, 7, 24), "confirmed", "")),
    Told(date(2024, 7, 26), "phuochoa", "party:Phước Hòa", "III.1", "xây dựng kế hoạch", "Đã ban hành kế hoạch.", 100,
         "Kế hoạch 28-KH/ĐU ngày 24/7/2024", "", (date(2024, 7, 29), "confirmed", "")),
    Told(date(2024, 8, 12), "phuoctan", "party:Phước Tân", "III.1", "xây dựng kế hoạch", "Đã ban hành kế hoạch, chậm do thay Bí thư.", 100,
         "Kế hoạch 19-KH/ĐU ngày 09/8/2024", "", (date(2024, 8, 14), "confirmed", "")),
    Told(date(2024, 8, 5), "phuoctien", "party:Phước Tiến", "III.1", "xây dựng kế hoạch", "Đã lập kế hoạch trên hệ thống.", 100,
         "Kế hoạch ban hành 02/8/2024", "", (date(2024, 8, 7), "confirmed", "")),
    Told(date(2024, 7, 30), "phuoctrung", "party:Phước Trung", "III.1", "xây dựng kế hoạch", "Đã ban hành kế hoạch.", 100,
         "Kế hoạch 36-KH/ĐU ngày 29/7/2024", "", (date(2024, 8, 1), "confirmed", "")),
    Told(date(2024, 10, 14), "chutich", "committee", "III.3", "kiện toàn", "Đã phân công 01 lãnh đạo Phòng LĐ-TB&XH và 9 công chức xã phụ trách; còn thiếu người ở Phước Thắng.", 100,
         "Quyết định 1204/QĐ-UBND ngày 11/10/2024", "", (date(2024, 10, 16), "confirmed", "Chậm 2 tuần; đề nghị bổ sung người cho Phước Thắng.")),
    Told(date(2024, 10, 30), "phuocbinh", "party:Phước Bình", "III.1", "kiểm tra, giám sát", "Kiểm tra 2 tổ cưa xẻ gỗ rừng trồng: 1 tổ không có bảo hộ, đã yêu cầu dừng và cấp mũ, găng.", 40),
    Told(date(2024, 11, 26), "chutich", "committee", "II.4", "thanh tra, kiểm tra", "Kiểm tra 6 công trình xây dựng, 2 cơ sở khai thác đá; nhắc nhở 5, xử phạt 1.", 100,
         "Kết luận kiểm tra 05/KL-UBND ngày 25/11/2024", "", (date(2024, 11, 29), "confirmed", "")),
    Told(date(2024, 12, 6), "chutich", "committee", "III.3", "sơ kết", "Đã báo cáo sơ kết 6 tháng cuối năm 2024.", 100,
         "Báo cáo 655/BC-UBND ngày 05/12/2024", "", (date(2024, 12, 10), "confirmed", "")),
    Told(date(2024, 12, 12), "tuyengiao", "propaganda", "II.2", "Tăng cường công tác tuyên truyền", "38 buổi tuyên truyền, 2.146 lượt người nghe; 412 lượt là lao động không có hợp đồng.", 100,
         "Báo cáo 58-BC/BTGHU ngày 11/12/2024", "", (date(2024, 12, 16), "confirmed", "")),
    Told(date(2024, 12, 18), "hdnd", "council", "III.2", "cụ thể hóa", "Kỳ họp cuối năm đã đưa nội dung vào Nghị quyết phát triển kinh tế - xã hội năm 2025.", 100,
         "Nghị quyết 24/NQ-HĐND ngày 17/12/2024", "", (date(2024, 12, 19), "confirmed", "")),
    Told(date(2025, 1, 14), "chutich", "committee", "II.5", "lồng ghép", "Đã lồng ghép trong Chương trình giảm nghèo và Chương trình nông thôn mới 2025.", 100,
         "Kế hoạch 06/KH-UBND ngày 13/01/2025", "", (date(2025, 1, 16), "confirmed", "")),
    Told(date(2025, 1, 8), "mattran", "front", "II.2", "Phát huy tối đa", "Ký chương trình phối hợp với 4 tổ chức; đã tuyên truyền ở 21/38 thôn.", 70),
    Told(date(2025, 1, 20), "chutich", "committee", "II.4", "khai báo", "Năm 2024 ghi nhận 3 vụ tai nạn lao động, 1 người chết (thợ xây, xã Phước Đại); 9/9 xã gửi báo cáo.", 100,
         "Báo cáo 21/BC-UBND ngày 17/01/2025", "", (date(2025, 1, 22), "confirmed", "")),
    Told(date(2025, 2, 27), "phuocdai", "party:Phước Đại", "III.1", "kiểm tra, giám sát", "Kiểm tra lại công trình trường mẫu giáo sau vụ tai nạn: đã có lưới chống rơi, dây an toàn.", 60),
    Told(date(2025, 3, 26), "chutich", "committee", "II.2", "tạo điều kiện", "Lập danh sách 1.930 lao động tự do; phát tài liệu tiếng Raglai cho 640 người.", 65),
    Told(date(2025, 4, 25), "mattran", "front", "II.6", "giám sát", "Giám sát chuyên đề tại 3 xã, kiến nghị 4 nội dung.", 100,
         "Báo cáo 33/BC-MTTQ-BTT ngày 24/4/2025", "", (date(2025, 4, 28), "confirmed", "")),
    Told(date(2025, 6, 5), "chutich", "committee", "III.3", "sơ kết", "Báo cáo sơ kết 6 tháng đầu năm 2025 đã trình Ban Thường vụ.", 100, "Báo cáo 290/BC-UBND ngày 04/6/2025"),
)  # fmt: skip


@dataclass(frozen=True)
class Hindered:
    """An obstacle, and its answer where one came."""

    day: date
    user: str
    body: str
    path: str
    words: str
    text: str
    to: str
    due: date
    answer: tuple[date, str, str] | None = None  # day, user name, words


HINDERED = (
    Hindered(date(2024, 9, 12), "phuoctan", "party:Phước Tân", "III.1", "học tập, quán triệt",
             "Đường vào thôn Ma Ty bị sạt, chưa tổ chức được hội nghị tại hai chi bộ.", "district", date(2024, 9, 27),
             (date(2024, 9, 20), "vanphong", "Đồng ý tổ chức sau khi thông đường; đề nghị báo lại trước 25/10/2024.")),
    Hindered(date(2024, 11, 4), "phuocbinh", "party:Phước Bình", "III.1", "kiểm tra, giám sát",
             "Xã không có kinh phí mua mũ, găng, dây an toàn cho tổ cưa xẻ; người lao động không có hợp đồng.", "district", date(2024, 11, 30)),
    Hindered(date(2025, 2, 10), "chutich", "committee", "III.3", "chính sách",
             "Chưa có quy định về phụ cấp cho công chức xã kiêm nhiệm an toàn, vệ sinh lao động.", "province", date(2025, 3, 10)),
)  # fmt: skip


@dataclass(frozen=True)
class Postponed:
    """An extension that was asked for, and the decision."""

    day: date
    user: str
    body: str
    path: str
    words: str
    due: date
    reason: str
    decision: tuple[date, bool, str] | None = None


POSTPONED = (
    Postponed(date(2024, 12, 27), "mattran", "front", "II.2", "Phát huy tối đa", date(2025, 3, 31),
              "Các thôn vùng sâu chỉ tập hợp được sau mùa thu hoạch.", (date(2024, 12, 30), True, "Đồng ý đến 31/3/2025.")),
    Postponed(date(2025, 3, 28), "chutich", "committee", "III.3", "chính sách", date(2025, 6, 15),
              "Chờ ý kiến của Sở Nội vụ.", None),
)  # fmt: skip


@dataclass(frozen=True)
class Urged:
    day: date
    body: str
    seen: tuple[date, str] | None = None


URGED = (
    Urged(date(2024, 9, 16), "party:Phước Thắng", (date(2024, 9, 19), "phuocthang")),
    Urged(date(2024, 9, 16), "party:Phước Thành"),
    Urged(date(2025, 4, 7), "front", (date(2025, 4, 7), "mattran")),
)


@dataclass(frozen=True)
class Funded:
    path: str
    words: str
    year: int
    source: str
    programme: str
    planned: int | None = None
    allocated: int | None = None
    disbursed: int | None = None


FUNDED = (
    Funded("II.2", "Tăng cường công tác tuyên truyền", 2024, "Ngân sách huyện", "", 85_000_000, 60_000_000, 57_400_000),
    Funded("II.4", "thanh tra, kiểm tra", 2024, "Ngân sách huyện", "", 40_000_000, 40_000_000, 31_250_000),
    Funded("II.5", "lồng ghép", 2025, "", "Chương trình mục tiêu quốc gia giảm nghèo bền vững"),
    Funded("II.5", "lồng ghép", 2025, "", "Chương trình mục tiêu quốc gia xây dựng nông thôn mới"),
    Funded("III.3", "nâng cao năng lực", 2025, "Ngân sách tỉnh hỗ trợ", "", 120_000_000, 50_000_000, 0),
)
