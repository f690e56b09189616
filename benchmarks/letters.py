"""Official letters as PDF: `python -m benchmarks.letters whole|engine N` prints the CPU seconds of N letters.

`whole` takes the words as they are typed and sets the paper as issuing does; `engine` gives the same finished data to typst
and nothing else. No database.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from time import process_time
from typing import Any

from antoan.documents import papers, writing
from antoan.documents.rendering import pdf, render_pdf
from antoan.documents.rendering.paper import Paper

HEADER: dict[str, Any] = writing.HEADER | {
    "superior": "Ủy ban nhân dân tỉnh Khánh Hòa", "issuer": "Ủy ban nhân dân xã Bác Ái", "body": "UBND-VHXH",
    "place": "Bác Ái", "title": "Rà soát cơ sở khai thác đá trên địa bàn", "addressees": ["Các thôn", "Công an xã"],
    "recipients": ["Như trên", "Sở Nội vụ (b/c)", "Lưu: VT, VHXH"], "authority": "KT. CHỦ TỊCH",
    "position": "PHÓ CHỦ TỊCH", "name": "Pinăng Thị Hà",
}  # fmt: skip
TEXT = """Thực hiện Luật An toàn, vệ sinh lao động số 84/2015/QH13, Ủy ban nhân dân xã đề nghị thôn thứ {turn} thực hiện:
1. Rà soát, lập danh sách các cơ sở, hộ kinh doanh khai thác, chế biến đá; ghi rõ số lao động, số người chưa huấn luyện.
2. Nhắc các cơ sở khai báo tai nạn lao động ngay khi xảy ra; bảo vệ hiện trường, sơ cứu người bị nạn.
3. Báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/12/2026 để tổng hợp.
Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về bộ phận Văn hóa - Xã hội (đợt {turn})./."""


def paper(turn: int) -> Paper:
    content = {"header": HEADER, **writing.typed(TEXT.format(turn=turn + 1))}
    return papers.paper_of(content, form="state", kind="letter", number=turn + 1, signed_on=date(2026, 3, 16))


def whole(count: int) -> float:
    begun = process_time()
    for turn in range(count):
        assert render_pdf(paper(turn)).startswith(b"%PDF")
    return process_time() - begun


def engine(count: int) -> float:
    inputs = [{"paper": json.dumps(pdf._data(paper(turn)), ensure_ascii=False)} for turn in range(count)]
    begun = process_time()
    for each in inputs:
        assert pdf._compile(each, pdf.UNDATED, ["a-2b"]).startswith(b"%PDF")
    return process_time() - begun


if __name__ == "__main__":
    print(json.dumps({"whole": whole, "engine": engine}[sys.argv[1]](int(sys.argv[2]))))
