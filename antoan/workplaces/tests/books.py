"""Workbooks as people send them, made cell by cell."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

HEADINGS = ("Tên cơ sở", "Mã số thuế", "Ngành (mã VSIC hoặc tên)", "Xã/phường", "Số lao động")
QUARRY = ("Công ty TNHH Đá xây dựng Suối Rua", "4500123456", "08", "Phước Bình", 24)
CO_OP = ("HTX Nông nghiệp Phước Hòa", "4500654321", "01", "Phước Hòa, Bác Ái, Ninh Thuận", 12)


def book(*rows: Sequence[Any], **options: Any) -> bytes:
    """A workbook of one sheet with these rows, headings included."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    page = made.add_worksheet("Cơ sở")
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            if hasattr(cell, "year"):
                page.write_datetime(number, at, cell, day)
            else:
                page.write(number, at, cell)
    made.close()
    return out.getvalue()
