"""What a visit costs on a slow line: the first page with all it draws along, and each later page, as sent."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench, Measure
from benchmarks.serving import parts_of, readers, serving

FIRST, LATER = 100 * 1024, 20 * 1024  # bytes


def run(bench: Bench) -> Iterator[Measure]:
    world = bench.world(bench.sqlite)
    plan = f"/ke-hoach/{world['plan']}/"
    pages = {
        "home": ("province_office", "/"),
        "plans": ("province_office", "/ke-hoach/"),
        "plan": ("province_office", plan),
        "matrix": ("province_office", f"{plan}ma-tran/"),
        "part": ("commune_office", f"/ke-hoach/phan-viec/{world['part']}/"),
        "leader": ("province_leader", "/lanh-dao/"),
        "leader_country": ("country_leader", "/lanh-dao/"),
    }
    with serving(bench.sqlite) as port, readers(port, world["sessions"]) as people:
        door = "/tai-khoan/dang-nhap/"
        page = people["stranger"].get(door)
        known = parts_of(page.text, door, people["stranger"])
        yield Measure("wire.first", (page.sent + sum(known.values())) / FIRST, 1.0, "100 KB của lần mở đầu", 1)
        baseline = f"20 KB của mỗi trang sau ({bench.of_scale})"
        for name, (who, address) in pages.items():
            page = people[who].get(address)
            parts = parts_of(page.text, address, people[who])
            new = sum(size for part, size in parts.items() if part not in known)
            yield Measure(f"wire.{name}", (page.sent + new) / LATER, 1.0, baseline, 1)
