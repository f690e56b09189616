"""The register as a workbook, with the columns that an import understands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from antoan.core.spreadsheets import Column, write
from antoan.workplaces.models import RISKS, Workplace

COLUMNS = [
    Column("Tên cơ sở", 36), Column("Mã số thuế", 16), Column("Loại hình", 24), Column("Ngành (mã VSIC hoặc tên)", 34),
    Column("Xã/phường", 24), Column("Địa chỉ", 30), Column("Người đứng đầu", 22), Column("Điện thoại", 14),
    Column("Hoạt động từ ngày", 14), Column("Số lao động", 10), Column("Năm của số lao động", 10),
    *(Column(str(words), 12) for words in RISKS.values()),
]  # fmt: skip


def export(rows: Iterable[Workplace], *, of: str) -> bytes:
    return write(
        f"SỔ CƠ SỞ: {of}",
        COLUMNS,
        (
            [
                row.name, row.tax_code, str(row.get_kind_display()), f"{row.sector} {row.sector_name}", str(row.unit), row.address,
                row.head, row.phone, row.opened_on, row.workers, row.workers_year,
                *("x" if getattr(row, risk) else "" for risk in RISKS),
            ]
            for row in rows
        ),
        sheet="Cơ sở",
    )  # fmt: skip


def silent(rows: Iterable[Any], *, year: int) -> bytes:
    """Whom to telephone: those who have not reported on the year, as `reporting.silent` gives them."""
    columns = [
        Column("Tên cơ sở", 36), Column("Xã/phường", 24), Column("Người đứng đầu", 22), Column("Điện thoại", 14),
        Column("Số lao động", 10), Column("Đã nhắc ngày", 14), Column("Kết quả gọi", 30),
    ]  # fmt: skip
    cells = ([row.name, str(row.unit), row.head, row.phone, row.workers, row.reminded_on, ""] for row in rows)
    return write(f"CƠ SỞ CHƯA BÁO CÁO NĂM {year}", columns, cells, sheet="Chưa báo cáo")
