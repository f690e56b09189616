"""A time that is no single day is said as the text has it, wherever a task is shown."""

from __future__ import annotations

SAID = [
    ("annual", "hằng năm, trước ngày 15/11"),
    ("", "trong vòng 05 ngày làm việc kể từ ngày kết thúc kiểm tra"),
]
