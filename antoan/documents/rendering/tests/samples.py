"""Papers for the tests of this package, and what is read back from a rendered page."""

import ctypes
from dataclasses import replace

import pypdfium2

from antoan.documents.rendering.paper import Appendix, Cell, Column, Heading, Paper, Para, TableBlock
from antoan.documents.tree import Header, Signer

PARTY_HEADER = Header(
    superior="Đảng bộ tỉnh Ninh Thuận",
    issuer="Huyện ủy Bác Ái",
    number="7",
    symbol="BC/HU",
    place="Bác Ái",
    year=2024,
    month=2,
    day=5,
    kind="Báo cáo",
    title="Kết quả thực hiện Chỉ thị số 31-CT/TW về công tác an toàn, vệ sinh lao động",
    recipients=["Thường trực Tỉnh ủy", "Các đồng chí Huyện ủy viên", "Lưu Văn phòng Huyện ủy"],
    signer=Signer(authority="T/M BAN THƯỜNG VỤ", position="BÍ THƯ", name="Mẫu Thái Phương"),
)
STATE_HEADER = Header(
    superior="Ủy ban nhân dân tỉnh Khánh Hòa",
    issuer="Ủy ban nhân dân xã Bác Ái",
    number="12",
    symbol="BC-UBND",
    place="Bác Ái",
    year=2026,
    month=6,
    day=30,
    kind="Báo cáo",
    title="Công tác an toàn, vệ sinh lao động 6 tháng đầu năm 2026",
    recipients=["Sở Nội vụ", "Thường trực Đảng ủy", "Lưu: VT, VHXH"],
    signer=Signer(authority="TM. ỦY BAN NHÂN DÂN", position="CHỦ TỊCH", name="Katơr Thị Sính"),
)
LONG = (
    "Thực hiện hiệu quả Luật An toàn, vệ sinh lao động; phòng ngừa, giảm thiểu tai nạn lao động, bệnh nghề nghiệp, nhất "
    "là tai nạn xảy ra tại các công trình xây dựng, hầm mỏ; bảo đảm sức khỏe, tính mạng của người lao động. "
)
TABLE = TableBlock(
    columns=[Column("STT", 0.6, "center"), Column("Nội dung", 3), Column("Tỉ lệ (%)", 1, "right")],
    rows=[[str(number), f"Nhiệm vụ thứ {number}. {LONG}", "12,5"] for number in range(1, 31)],
    totals=[[Cell("Tổng cộng", colspan=2, align="center"), "100"]],
    caption="Bảng 1. Tiến độ",
    note="Số liệu đến ngày 30/6.",
)
BODY = (
    Para("Ban Thường vụ Huyện ủy báo cáo kết quả như sau:"),
    Heading("I.", "TÌNH HÌNH THỰC HIỆN"),
    Heading("1.", "Công tác lãnh đạo, chỉ đạo", 2),
    Para(LONG, "-"),
    TABLE,
    Para(LONG * 2),
)
APPENDICES = (
    Appendix("DANH MỤC NHIỆM VỤ", [TABLE], "Phụ lục I", "(Kèm theo Báo cáo của Huyện ủy)", landscape=True),
    Appendix("GIẢI THÍCH", [Para(LONG)], "Phụ lục II"),
)
PARTY = Paper("party", PARTY_HEADER, BODY, bases=["Căn cứ Chỉ thị số 31-CT/TW;"], appendices=APPENDICES)
STATE = replace(PARTY, form="state", header=STATE_HEADER)


class Pages:
    """A rendered PDF as a reader meets it: the words of each page and where they stand, in points from the upper left."""

    def __init__(self, made: bytes) -> None:
        self.document = pypdfium2.PdfDocument(made)
        self.texts = [page.get_textpage().get_text_bounded() for page in self.document]

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def words(self) -> str:
        return flat("\n".join(self.texts))

    def size(self, page: int) -> tuple[float, float]:
        return self.document[page].get_size()

    def box(self, page: int, words: str) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the first place where `words` stand in one line."""
        text = self.document[page].get_textpage()
        found = text.search(words, match_case=True).get_next()
        assert found, f"{words!r} does not stand on page {page + 1}"
        boxes = [text.get_charbox(place) for place in range(found[0], found[0] + found[1])]
        height = self.size(page)[1]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        return left, height - max(box[3] for box in boxes), right, height - min(box[1] for box in boxes)

    def face(self, page: int, words: str) -> tuple[float, str]:
        """Size in points and name of the font of the first place where `words` stand."""
        text = self.document[page].get_textpage()
        found = text.search(words, match_case=True).get_next()
        assert found, f"{words!r} does not stand on page {page + 1}"
        name = ctypes.create_string_buffer(100)
        pypdfium2.raw.FPDFText_GetFontInfo(text.raw, found[0], name, len(name), None)
        size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, found[0])
        return round(size, 1), name.value.decode().partition("+")[2] or name.value.decode()

    def lines(self, page: int) -> list[tuple[float, float, float]]:
        """Left, right and distance from the upper edge of each drawn level line."""
        height = self.size(page)[1]
        found = []
        for part in self.document[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = part.get_bounds()
            if top - bottom < 2:
                found.append((left, right, height - top))
        return found

    def centre(self, page: int, words: str) -> float:
        left, _, right, _ = self.box(page, words)
        return (left + right) / 2


def flat(text: str) -> str:
    """The words with single blanks between them, however lines were broken."""
    return " ".join(text.replace("\ufffe", "").split())
