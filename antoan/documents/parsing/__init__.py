"""From the words of a document to its parts: header, tree of provisions, tables, recipients and signer. No Django here."""

from __future__ import annotations

import re

from antoan.documents.parsing.bases import cited
from antoan.documents.parsing.footer import Foot, find_foot
from antoan.documents.parsing.header import read_head
from antoan.documents.parsing.lines import Line, heal, measure, split_lines
from antoan.documents.parsing.provisions import read_body
from antoan.documents.parsing.tables import read_tables
from antoan.documents.tree import Paragraph, ParsedDocument, Provision, ReadText

__all__ = ["coverage_gaps", "heal", "parse", "parse_body"]

_UNKNOWN = "\ufffd"  # stands where the bytes make no letter
_SURE = 0.5
"""Confidence of the detected encoding below which a person is asked to look."""
_LOST_TABLE = re.compile(r"(?:STT|TT)\s+(?:Nội dung|Nhiệm vụ|Tên|Công việc|NỘI DUNG|NHIỆM VỤ)\b")
_FAREWELL = re.compile(r"Trên đây là")
_CLOSING = re.compile(
    r"Trên đây là|Trong quá trình|Quá trình (?:tổ chức |triển khai |thực hiện)|Yêu cầu (?:các|Thủ trưởng|Giám đốc)|"
    r"(?:Kế hoạch|Chỉ thị|Nghị quyết|Quyết định|Hướng dẫn|Chương trình hành động|Kết luận|Quy chế|Quy định|Đề án|Phương án) này "
    r"(?:được|đã|có|phổ biến|thay thế)|Nhận được (?:Công văn|Kế hoạch|Chỉ thị|văn bản)|"
    r"(?:Văn phòng|UBND|Ủy ban|Uỷ ban|Sở|Ban|Phòng)[^.;]{0,80} thông báo[^.;]{0,80} biết\b"
)


def parse(read: ReadText) -> ParsedDocument:
    """Understand a document. Never fails: what is not there is None or empty, and doubts stand in `warnings`.

    Time grows with the length of the text.
    """
    warnings: list[str] = []
    lines = split_lines(read)
    layout = measure(read, lines)
    head = read_head(read.text, lines, layout, warnings)
    foot = find_foot(lines, head.end) or Foot(len(lines), len(lines))
    if foot.start < len(lines) and not any(not line.noise for line in lines[head.end : foot.start]):
        foot = Foot(len(lines), len(lines))
    body = lines[head.end : foot.start]
    annex = lines[foot.end :]
    opening, provisions = read_body(read.text, body, layout)
    before_annex: list[Paragraph] = []  # head and first words of a second document behind the first
    if not provisions and annex:
        later_opening, provisions = read_body(read.text, annex, layout)
        opening += later_opening
    elif annex:
        before_annex, more = read_body(read.text, annex, layout)
        provisions = provisions + more
    closing = sorted(_take_closing(provisions) + before_annex, key=lambda paragraph: paragraph.start)
    _doubt(read, lines, warnings)
    header = head.header
    header.recipients, header.signer = foot.recipients, foot.signer
    said = " ".join([header.title or "", *(paragraph.text for paragraph in opening)])
    header.bases = cited(said, warnings)
    start = body[0].start if body else len(read.text)
    end = (annex[-1].end if annex else body[-1].end) if body or annex else len(read.text)
    return ParsedDocument(
        read=read, form=head.form, header=header, opening=opening, provisions=provisions, closing=closing,
        tables=read_tables(read, lines), body_start=start, body_end=max(start, end), warnings=warnings,
        foot_start=lines[foot.start].start if foot.start < len(lines) else 0,
        foot_end=lines[foot.end - 1].end if foot.start < foot.end else 0,
    )  # fmt: skip


def _doubt(read: ReadText, lines: list[Line], warnings: list[str]) -> None:
    """Say where the text itself may have been misread: an encoding that was guessed, a table that lost its columns."""
    if read.encoding_confidence < _SURE:
        warnings.append(
            f"Bảng mã nhận ra là {read.encoding} nhưng chưa chắc ({read.encoding_confidence:.0%}). "
            "Nếu chữ hiện sai, hãy chọn bảng mã khác."
        )
    if broken := read.text.count(_UNKNOWN):
        line = read.text.count("\n", 0, read.text.index(_UNKNOWN)) + 1
        warnings.append(
            f"{broken} chỗ không đọc được, hiện là “{_UNKNOWN}” (chỗ đầu ở dòng {line}): tệp có byte không đúng bảng mã {read.encoding or ''}".rstrip()
            + ". Hãy đối chiếu bản gốc hoặc xin lại tệp."
        )
    lost = next((line for line in lines if line.table is None and _LOST_TABLE.match(line.text)), None)
    if lost is not None and not read.tables:
        warnings.append(
            f"Bảng bắt đầu bằng “{heal(lost.text)[:60]}” đã mất cột nên các dòng của bảng chưa thành nhiệm vụ. "
            "Hãy gửi bản DOCX, ODT hoặc PDF gốc."
        )


def _take_closing(provisions: list[Provision]) -> list[Paragraph]:
    """The last words, which belong to the document and not to its last item."""
    node = provisions[-1] if provisions else None
    while node is not None:
        for index, paragraph in enumerate(node.paragraphs):
            # What stands first under a heading is its matter: "Hiệu lực thi hành. Quyết định này có hiệu lực …".
            if (_CLOSING if index else _FAREWELL).match(paragraph.text) and (index or node.title):
                closing, node.paragraphs = node.paragraphs[index:], node.paragraphs[:index]
                return closing
        node = node.children[-1] if node.children else None
    return []


def coverage_gaps(parsed: ParsedDocument) -> list[tuple[int, int]]:
    """The stretches of the body, as offsets, whose words stand in no heading, paragraph, table or printer's mark."""
    spans = [(p.start, p.end) for p in (*parsed.opening, *parsed.closing)]
    spans += [(table.start, table.end) for table in parsed.read.tables]
    spans.append((parsed.foot_start, parsed.foot_end))  # recipients and signature, where an annex follows them

    def walk(nodes: list[Provision]) -> None:
        for node in nodes:
            spans.append((node.start, node.heading_end))
            spans.extend((p.start, p.end) for p in node.paragraphs)
            walk(node.children)

    walk(parsed.provisions)
    noise: list[Line] = [line for line in split_lines(parsed.read) if line.noise]
    spans += [(line.start, line.end) for line in noise]
    gaps, at = [], parsed.body_start
    for start, end in sorted(spans):
        if parsed.read.text[at : min(start, parsed.body_end)].strip():
            gaps.append((at, min(start, parsed.body_end)))
        at = max(at, end)
    if parsed.read.text[at : parsed.body_end].strip():
        gaps.append((at, parsed.body_end))
    return gaps


def parse_body(read: ReadText) -> tuple[list[Paragraph], list[Provision], list[Paragraph]]:
    """Opening words, provisions and closing words of a text that is the body alone, as somebody types it.

    It has no pages yet, so that a number alone in its line is no page number.
    """
    lines = split_lines(read)
    for line in lines:
        line.noise = line.rule = False
    opening, provisions = read_body(read.text, lines, measure(read, lines))
    return opening, provisions, _take_closing(provisions)
