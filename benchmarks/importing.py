"""What bringing in a list costs, against the least that any program must do with it: read it and write its rows.

    python -m benchmarks.importing [ROWS]

Ours is the whole deed: every check, communes and branches found by name, duplicates looked for, workplaces with their
placing and head-count written, one audit event. The bare way is calamine's cells and one executemany on SQLite, or one
COPY on PostgreSQL (DATABASE_URL), into a table without an index. Both in one process, in turns; the ratio is of medians.
"""

from __future__ import annotations

import io
import json
import os
import random
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

HEADINGS = (
    "Tên cơ sở", "Mã số thuế", "Loại hình", "Ngành (mã VSIC hoặc tên)", "Xã/phường", "Địa chỉ", "Người đứng đầu", "Điện thoại",
    "Hoạt động từ ngày", "Số lao động", "Lao động nữ", "Năm",
)  # fmt: skip
ROUNDS = 3
RATIO, MEMORY = 4.0, 600  # of medians; MB
COMMUNES = (
    "Phước Bình, Bác Ái, Ninh Thuận", "xã Phước Hòa, huyện Bác Ái, Ninh Thuận", "Phước Đại, Bác Ái", "Xã Bác Ái Đông", "Bác Ái Tây",
    "Phường Phan Rang, Khánh Hòa", "Vĩnh Hải, Ninh Hải", "Xã Ninh Hải, Khánh Hòa", "Cà Ná, Thuận Nam", "Phước Chính, Bác Ái, Ninh Thuận",
)  # fmt: skip


def workbook(rows: int, seed: int = 11) -> bytes:
    """A credible list of so many workplaces in twelve columns."""
    dice = random.Random(seed)
    family = "Chamaléa Katơr Pi Nguyễn Trần Lê Đạo Pupur Pinăng Mấu Tain".split()
    given = "Hương Thành Mạnh Ngọc Duyên Hùng Long Hạnh Hóa Oanh Chiến Lan Sính".split()
    trades = (
        "Đá xây dựng",
        "Chế biến hạt điều",
        "Xây dựng",
        "Vận tải",
        "Mộc dân dụng",
        "Điện mặt trời",
        "Nông sản",
        "Cơ khí",
    )
    kinds = ("Doanh nghiệp", "Hợp tác xã", "Hộ kinh doanh")
    sectors = ("08", "16 ", "41", "49", "35", "01", "25", "Khai khoáng khác", "Xây dựng nhà các loại")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    page.write_row(0, 0, HEADINGS)
    for number in range(1, rows + 1):
        workers = dice.randint(1, 400)
        page.write_row(
            number, 0,
            (
                f"{dice.choice(('Công ty TNHH', 'HTX', 'Hộ kinh doanh'))} {dice.choice(trades)} {dice.choice(given)} {number}",
                f"{4500000000 + number}", dice.choice(kinds), dice.choice(sectors), dice.choice(COMMUNES),
                f"Thôn {dice.choice(given)} {dice.randint(1, 90)}", f"{dice.choice(family)} {dice.choice(given)}",
                f"09{dice.randint(10000000, 99999999)}", f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(2005, 2024)}",
                workers, dice.randint(0, workers), 2025,
            ),
        )  # fmt: skip
    book.close()
    return out.getvalue()


def bare(data: bytes) -> None:
    """Read and write, and nothing else."""
    from django.db import connection
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare ({', '.join(f'c{n} text' for n in range(len(HEADINGS)))})")
        if connection.vendor == "postgresql":
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.execute("BEGIN")
            cursor.executemany(f"INSERT INTO bare VALUES ({', '.join('%s' for _ in HEADINGS)})", rows)
            cursor.execute("COMMIT")


def ours(data: bytes) -> dict[str, Any]:
    """The whole import, into an empty register."""
    from antoan.core.scoping import system_actor
    from antoan.workplaces import commands
    from antoan.workplaces.importing import kinds, lists

    kind = kinds.kind_of("workplaces")
    assert kind is not None
    understood = lists.understood(system_actor(), kind, data, name="danh-sach.xlsx")
    return commands.import_list(system_actor(), understood=understood, digest="").as_json()


def timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of this process and the readers it started: what others do on the machine does not count."""
    begun = os.times()
    result = deed()
    done = os.times()
    return sum(done[:4]) - sum(begun[:4]), result


def measure(rows: int) -> dict[str, Any]:
    from antoan.workplaces.models import HeadCount, Placing, Workplace

    data = workbook(rows)
    times: dict[str, list[float]] = {"bare": [], "ours": [], "again": []}
    said: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for model in (HeadCount, Placing, Workplace):
            model.objects.all()._raw_delete("default")
        times["bare"].append(timed(lambda: bare(data))[0])
        seconds, said = timed(lambda: ours(data))
        times["ours"].append(seconds)
        assert (said["new"], said["rejected"]) == (rows, 0), said["faults"][:3]
        seconds, again = timed(lambda: ours(data))
        times["again"].append(seconds)
        assert again["same"] == rows, again
    medians = {name: statistics.median(values) for name, values in times.items()}
    return {
        "rows": rows,
        "columns": len(HEADINGS),
        "bare_seconds": round(medians["bare"], 2),
        "ours_seconds": round(medians["ours"], 2),
        "again_seconds": round(medians["again"], 2),
        "ratio": round(medians["ours"] / medians["bare"], 2),
        "limit": RATIO,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "reader_peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
        "limit_mb": MEMORY,
    }


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as home:
        os.environ.setdefault("ANTOAN_HOME", home)  # `antoan bench` gives one of its own
        from antoan.cli.setup import django

        django()
        from antoan.core.scoping import system_actor
        from antoan.units.load import load_country

        load_country(system_actor())
        measured = measure(rows)
    print(json.dumps(measured, ensure_ascii=False))


if __name__ == "__main__":
    main()
