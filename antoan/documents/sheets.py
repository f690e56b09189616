"""The lists of papers as spreadsheets: what the page shows, filtered as it is, all of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from antoan.core.spreadsheets import Column, write
from antoan.documents import kinds
from antoan.documents.models import Dispatch, Document, Draft, FilledForm, Register, RegisterEntry


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def incoming(rows: Iterable[Dispatch]) -> bytes:
    """Papers that came in, and how far they are."""
    columns = [
        Column("Số, ký hiệu", 20), Column("Trích yếu", 60), Column("Nơi ban hành", 32), Column("Ngày văn bản", 14),
        Column("Đơn vị nhận", 32), Column("Ngày gửi", 14), Column("Ngày mở", 14),
        Column("Người xử lý", 24), Column("Hạn xử lý", 14), Column("Ngày xong", 14),
        Column("Kết quả", 40),
    ]  # fmt: skip
    lines = [
        [
            row.document.reference, row.document.title, str(row.document.unit), row.document.issued_on, str(row.unit),
            _day(row.sent_at), _day(row.opened_at), str(row.assigned_to or ""), row.due, _day(row.done_at), row.result,
        ]
        for row in rows
    ]  # fmt: skip
    return write("Văn bản đến", columns, lines, sheet="Văn bản đến")


def drafts(rows: Iterable[Draft]) -> bytes:
    columns = [
        Column("Trích yếu", 60), Column("Loại", 16), Column("Đơn vị", 32), Column("Trạng thái", 18),
        Column("Bắt đầu soạn", 14), Column("Người soạn", 24), Column("Góp ý chưa giải quyết", 14),
        Column("Sửa lần cuối", 14),
    ]  # fmt: skip
    lines = [
        [
            row.title, row.get_kind_display(), str(row.unit), row.get_status_display(), row.begun_on,
            str(row.begun_by or ""), getattr(row, "open_comments", None), _day(row.changed_at),
        ]
        for row in rows
    ]  # fmt: skip
    return write("Dự thảo văn bản", columns, lines, sheet="Dự thảo")


def documents(rows: Iterable[Document], *, title: str) -> bytes:
    """Issued or kept papers; of issued ones also how many receivers have opened them."""
    columns = [
        Column("Số, ký hiệu", 20), Column("Loại", 16), Column("Trích yếu", 60), Column("Ngày", 14),
        Column("Nơi ban hành", 32), Column("Đơn vị", 32), Column("Đã gửi", 10), Column("Đã mở", 10),
    ]  # fmt: skip
    lines = [
        [
            row.reference, row.kind or "", row.title or row.file_name, row.issued_on, row.issuer or "",
            str(row.unit or ""), getattr(row, "sent", None), getattr(row, "opened", None),
        ]
        for row in rows
    ]  # fmt: skip
    return write(title, columns, lines, sheet="Văn bản")


def forms(rows: Iterable[FilledForm], names: dict[str, str]) -> bytes:
    columns = [Column("Biểu mẫu", 50), Column("Ghi chú", 40), Column("Ngày ký", 14), Column("Đơn vị", 32),
               Column("Sửa lần cuối", 14)]  # fmt: skip
    lines = [[names.get(row.key, row.key), row.title, row.on, str(row.unit), _day(row.changed_at)] for row in rows]
    return write("Biểu mẫu đang điền", columns, lines, sheet="Biểu mẫu")


def registers(rows: Iterable[Register]) -> bytes:
    columns = [Column("Sổ", 24), Column("Kỳ", 22), Column("Đơn vị", 32), Column("Đã dùng", 10),
               Column("Số tiếp theo", 12)]  # fmt: skip
    lines = [
        [kinds.kind_of(row.kind).name, row.period_words, str(row.unit), getattr(row, "used", None), row.next]
        for row in rows
    ]
    return write("Sổ số văn bản", columns, lines, sheet="Các sổ")


def entries(register: Register, rows: Iterable[RegisterEntry]) -> bytes:
    columns = [Column("Số", 8), Column("Trích yếu", 60), Column("Ngày ký", 14), Column("Ghi tại", 18),
               Column("Người ghi", 24)]  # fmt: skip
    lines = [
        [row.number, row.title, row.signed_on, "hệ thống" if row.document_id else "trên giấy", str(row.by or "")]
        for row in rows
    ]
    return write(f"{register}, {register.unit}", columns, lines, sheet="Số đã dùng")
