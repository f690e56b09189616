"""The workplaces of the demonstration: some forty places where people of the nine communes work, three years of figures.

The places are made up; what they are is what there is in such mountains: quarries, sun and water power, cooperatives,
cashew and wood, schools and health stations, builders who have no employer. Some report, some keep silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from antoan.core.clock import as_if
from antoan.core.scoping import system_actor
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Unit
from antoan.workplaces import commands
from antoan.workplaces.commands import Count
from antoan.workplaces.models import Group, Kind, Upkeep, Workplace

ENTERED = date(2024, 7, 8)  # the district's labour office entered the register after the plan had asked for it


@dataclass(frozen=True)
class Place:
    """One workplace: where, what, how many people in 2023, 2024 and 2025; None where it kept silent."""

    name: str
    commune: str
    sector: str
    kind: str
    workers: tuple[int | None, int | None, int | None] = (None, None, None)
    women: float = 0.3
    tax_code: str = ""
    head: str = ""
    phone: str = ""
    since: date | None = None
    risks: tuple[str, ...] = ()


E, C, H, F, P = Kind.ENTERPRISE, Kind.COOPERATIVE, Kind.HOUSEHOLD_BUSINESS, Kind.FARM, Kind.PUBLIC_BODY
PLACES = (
    Place("Công ty TNHH Đá xây dựng Suối Rua", "Phước Tiến", "0810", E, (24, 26, 28), 0.15, "4500301122", "Nguyễn Văn Thạch", "0913801122", date(2016, 5, 10), ("mining", "strict_machines", "heights")),
    Place("Công ty Cổ phần Khoáng sản Bác Ái", "Phước Thắng", "0810", E, (41, 38, 40), 0.12, "4500298877", "Lê Quang Định", "0913298877", date(2014, 3, 1), ("mining", "strict_machines", "chemicals")),
    Place("Mỏ đá granit Ma Ty", "Phước Tân", "0810", E, (15, 15, None), 0.1, "4500412345", "Trần Đình Khải", "0987412345", date(2019, 8, 20), ("mining", "strict_machines")),
    Place("Công ty Cổ phần Điện mặt trời Phước Trung", "Phước Trung", "3511", E, (32, 33, 33), 0.2, "4500611001", "Phạm Minh Quân", "0905611001", date(2019, 6, 25), ("electricity", "heights")),
    Place("Nhà máy điện mặt trời Phước Thành", "Phước Thành", "3511", E, (21, 22, 22), 0.18, "4500611002", "Đỗ Hữu Nghĩa", "0905611002", date(2020, 12, 20), ("electricity", "heights")),
    Place("Nhà máy thủy điện Thượng Sông Ông", "Phước Hòa", "3511", E, (26, 26, 27), 0.12, "4500290909", "Võ Thành Trung", "0908290909", date(2015, 10, 5), ("electricity", "strict_machines", "heights")),
    Place("Ban Quản lý hồ chứa nước Sông Cái", "Phước Tân", "3600", P, (18, 18, 19), 0.22, "4500330303", "Nguyễn Hữu Phúc", "0918330303", date(2018, 1, 15), ("electricity", "heights")),
    Place("Công ty TNHH Xây dựng Đại Thành", "Phước Đại", "41", E, (48, 55, 51), 0.14, "4500355001", "Đạo Văn Thành", "0912355001", date(2012, 4, 12), ("heights", "strict_machines")),
    Place("Công ty TNHH Xây dựng và Thương mại Phước Bình", "Phước Bình", "41", E, (19, None, None), 0.16, "4500401177", "Mấu Văn Bình", "0979401177", date(2017, 9, 9), ("heights",)),
    Place("Doanh nghiệp tư nhân Vận tải Ba Tháp", "Phước Chính", "4933", E, (12, 11, None), 0.08, "4500277012", "Huỳnh Tấn Lộc", "0933277012", date(2010, 2, 2), ()),
    Place("Công ty TNHH Chế biến hạt điều Bác Ái", "Phước Tiến", "1030", E, (86, 92, 97), 0.78, "4500322210", "Trần Thị Thu Hà", "0919322210", date(2013, 11, 1), ("strict_machines", "chemicals")),
    Place("Cơ sở sấy hạt điều Katơr Hùng", "Phước Tân", "1030", H, (9, 9, None), 0.7, "", "Katơr Hùng", "0368112233", date(2018, 3, 3), ("strict_machines",)),
    Place("Xưởng mộc Pi Năng Chiến", "Phước Chính", "16", H, (6, 7, 7), 0.0, "", "Pi Năng Chiến", "0368445566", date(2015, 6, 6), ("strict_machines",)),
    Place("Xưởng mộc Hành Rạc", "Phước Bình", "16", H, (4, None, None), 0.0, "", "Chamaléa Điêu", "0378120120", date(2020, 2, 20), ("strict_machines",)),
    Place("Cơ sở cơ khí Tà Lú", "Phước Đại", "25", H, (5, 5, None), 0.0, "", "Lê Văn Tám", "0905123321", date(2011, 1, 10), ("strict_machines", "electricity")),
    Place("Hộ kinh doanh gạch không nung Ma Rớ", "Phước Thành", "2395", H, (11, 12, None), 0.25, "", "Chamaléa Hóa", "0389002211", date(2016, 12, 12), ("strict_machines",)),
    Place("HTX Dịch vụ nông nghiệp Phước Bình", "Phước Bình", "0161", C, (22, 24, 26), 0.45, "4500500501", "Pupur Thanh Xuân", "0976500501", date(2018, 7, 7), ("chemicals",)),
    Place("HTX Nông nghiệp tổng hợp Phước Hòa", "Phước Hòa", "01", C, (14, 15, 15), 0.4, "4500500502", "Chamaléa Thị Duyên", "0976500502", date(2019, 4, 4), ("chemicals",)),
    Place("HTX Chăn nuôi dê, cừu Phước Trung", "Phước Trung", "0144", C, (10, 10, None), 0.5, "4500500503", "Katơr Thị Lan", "0976500503", date(2021, 5, 20), ()),
    Place("HTX Dược liệu Bác Ái", "Phước Tiến", "0128", C, (None, 8, 9), 0.6, "4500500504", "Pinăng Long", "0976500504", date(2023, 9, 1), ("chemicals",)),
    Place("Trang trại heo đen Suối Đá", "Phước Tiến", "0145", F, (7, 7, None), 0.4, "", "Tain Văn Phước", "0388771122", date(2017, 2, 1), ("chemicals",)),
    Place("Trang trại mía Phước Thắng", "Phước Thắng", "0114", F, (16, None, None), 0.4, "", "Tain Thị Hạnh", "0388771133", date(2014, 8, 8), ()),
    Place("Trạm Y tế xã Phước Bình", "Phước Bình", "86", P, (6, 6, 6), 0.67, head="Chamaléa Thị Nga", phone="0259384001"),
    Place("Trạm Y tế xã Phước Đại", "Phước Đại", "86", P, (7, 7, 7), 0.7, head="Đạo Thị Ngọc", phone="0259384007"),
    Place("Trung tâm Y tế huyện Bác Ái", "Phước Đại", "86", P, (98, 101, 104), 0.66, "4500280280", "Bác sĩ Nguyễn Thị Lệ", "0259384115", date(2003, 1, 1), ("electricity", "chemicals")),
    Place("Trường PTDT Nội trú THCS Pi Năng Tắc", "Phước Đại", "85", P, (52, 53, 54), 0.6, "4500280401", "Trần Văn Hiếu", "0259384220", date(2004, 9, 5)),
    Place("Trường Tiểu học Phước Thắng", "Phước Thắng", "85", P, (34, 34, None), 0.65, head="Nguyễn Thị Bích", phone="0259384311"),
    Place("Trường THCS Nguyễn Văn Trỗi", "Phước Hòa", "85", P, (29, 29, 29), 0.6, head="Mang Thị Hoa", phone="0259384322"),
    Place("Vườn quốc gia Phước Bình", "Phước Bình", "0210", P, (64, 66, 66), 0.2, "4500270270", "Nguyễn Công Vân", "0259384500", date(2006, 6, 8), ("heights",)),
    Place("Cửa hàng xăng dầu Phước Đại", "Phước Đại", "4730", E, (6, 6, 6), 0.33, "4500299111", "Lê Thị Kim Oanh", "0913299111", date(2009, 9, 9), ("chemicals", "strict_machines")),
    Place("Cửa hàng gas Thanh Tâm", "Phước Tiến", "4773", H, (3, None, None), 0.5, "", "Huỳnh Thị Tâm", "0908445511", date(2015, 3, 15), ("strict_machines", "chemicals")),
    Place("Hộ kinh doanh vật liệu xây dựng Phước Chính", "Phước Chính", "4663", H, (5, 5, None), 0.4, "", "Nguyễn Văn Bảy", "0908556611", date(2013, 5, 5), ()),
    Place("Điện lực Bác Ái", "Phước Đại", "3512", E, (38, 38, 39), 0.15, "4500200200", "Phan Thanh Sơn", "0259384800", date(2002, 1, 1), ("electricity", "heights")),
    Place("Bưu điện huyện Bác Ái", "Phước Đại", "53", E, (14, 14, 14), 0.5, "4500210210", "Đặng Thị Mai", "0259384100", date(2008, 1, 1)),
    Place("Tổ thợ xây thôn Bố Lang", "Phước Bình", "41", Kind.BUILDERS, (9, 8, 10), 0.1, head="Chamaléa Điêu", phone="0378120121", risks=("heights",)),
    Place("Nhóm thợ xây thôn Suối Khô", "Phước Chính", "41", Kind.BUILDERS, (6, 7, 6), 0.0, head="Pi Năng Thạch", risks=("heights",)),
    Place("Điểm đào đãi vàng Suối Gấm", "Phước Hòa", "07", Kind.MINING_PIT, (None, 12, None), 0.1, risks=("mining", "chemicals")),
    Place("Hộ nông dân thôn Trà Co", "Phước Tiến", "01", Kind.FAMILY_FARMING, (120, 120, 118), 0.48),
    Place("Hộ khai thác rừng trồng thôn Ma Dú", "Phước Thành", "0220", Kind.FAMILY_FARMING, (35, 33, 34), 0.3, risks=("heights",)),
    Place("Người giúp việc gia đình trong xã Phước Đại", "Phước Đại", "T", Kind.DOMESTIC, (None, 5, 6), 1.0),
)  # fmt: skip
# workplace, what, name, done on, next on (None: by the law), number of people examined
DONE = (
    ("Công ty TNHH Đá xây dựng Suối Rua", Upkeep.Kind.EQUIPMENT, "Bình khí nén 500 lít", date(2024, 3, 15), date(2026, 3, 15), None),
    ("Công ty TNHH Đá xây dựng Suối Rua", Upkeep.Kind.EQUIPMENT, "Máy xúc đào bánh xích 1,2 m³", date(2024, 6, 5), date(2025, 6, 5), None),
    ("Công ty TNHH Đá xây dựng Suối Rua", Upkeep.Kind.ENVIRONMENT, "", date(2024, 5, 20), None, None),
    ("Công ty TNHH Đá xây dựng Suối Rua", Upkeep.Kind.HEALTH, "", date(2024, 8, 12), None, 24),
    ("Công ty Cổ phần Khoáng sản Bác Ái", Upkeep.Kind.EQUIPMENT, "Trạm nghiền sàng 150 tấn/giờ", date(2023, 11, 2), date(2025, 11, 2), None),
    ("Công ty Cổ phần Khoáng sản Bác Ái", Upkeep.Kind.DISEASE, "", date(2024, 10, 9), None, 31),
    ("Công ty TNHH Chế biến hạt điều Bác Ái", Upkeep.Kind.EQUIPMENT, "Nồi hơi 2 tấn/giờ", date(2024, 9, 1), date(2026, 9, 1), None),
    ("Công ty TNHH Chế biến hạt điều Bác Ái", Upkeep.Kind.ENVIRONMENT, "", date(2024, 9, 18), None, None),
    ("Công ty TNHH Chế biến hạt điều Bác Ái", Upkeep.Kind.HEALTH, "", date(2025, 4, 22), None, 90),
    ("Công ty TNHH Xây dựng Đại Thành", Upkeep.Kind.EQUIPMENT, "Cần trục ô tô 16 tấn", date(2024, 12, 10), date(2025, 12, 10), None),
    ("Nhà máy thủy điện Thượng Sông Ông", Upkeep.Kind.EQUIPMENT, "Cầu trục gian máy 20 tấn", date(2023, 7, 1), date(2026, 7, 1), None),
    ("Nhà máy thủy điện Thượng Sông Ông", Upkeep.Kind.SELF_INSPECTION, "", date(2025, 3, 5), None, None),
    ("Công ty Cổ phần Điện mặt trời Phước Trung", Upkeep.Kind.SELF_INSPECTION, "", date(2025, 2, 11), None, None),
    ("Cửa hàng xăng dầu Phước Đại", Upkeep.Kind.EQUIPMENT, "Bể chứa xăng 25 m³", date(2022, 12, 20), date(2027, 12, 20), None),
    ("Trung tâm Y tế huyện Bác Ái", Upkeep.Kind.EQUIPMENT, "Nồi hấp tiệt trùng 75 lít", date(2024, 4, 4), date(2026, 4, 4), None),
)  # fmt: skip


def tell() -> None:
    """Enter the places, their figures and what they did. Told again, it changes nothing."""
    if Workplace.objects.filter(name=PLACES[0].name).exists():
        return
    narrator = system_actor("demo")
    communes = _communes()
    made: dict[str, Workplace] = {}
    with as_if(ENTERED):
        for place in PLACES:
            if place.commune not in communes:
                continue
            made[place.name] = commands.register_workplace(
                narrator, unit=communes[place.commune], name=place.name, sector=place.sector, kind=place.kind,
                tax_code=place.tax_code, head=place.head, phone=place.phone, opened_on=place.since,
                risks=frozenset(place.risks),
            )  # fmt: skip
    for at, year in enumerate((2023, 2024, 2025)):
        with as_if(max(date(year + 1, 1, 6), date(ENTERED.year, ENTERED.month, ENTERED.day + 2))):
            for place in PLACES:
                if place.name in made and (workers := place.workers[at]) is not None:
                    counts = _counts(place, workers)
                    commands.report_headcounts(narrator, workplace=made[place.name], year=year, counts=counts)
    for name, kind, machine, done_on, due, people in sorted(DONE, key=lambda one: one[3]):
        if name in made:
            with as_if(max(done_on, ENTERED)):
                commands.record_upkeep(
                    narrator, workplace=made[name], kind=kind, name=machine, done_on=done_on, due=due, people=people
                )
    with as_if(date(2025, 1, 15)):
        for name, planned, spent in (
            ("Công ty TNHH Đá xây dựng Suối Rua", 180_000_000, 96_500_000),
            ("Công ty TNHH Chế biến hạt điều Bác Ái", 240_000_000, 238_000_000),
        ):
            if name in made:
                commands.record_safety_plan(
                    narrator, workplace=made[name], year=2025, adopted_on=date(2025, 1, 10), planned=planned, spent=spent,
                    officers=1, part_officers=1, medical=1, network=4,
                )  # fmt: skip


def _communes() -> dict[str, Unit]:
    """The nine communes by their bare names: the areas or, where the country was not loaded, their committees."""
    names = {place.commune for place in PLACES}
    found: dict[str, Unit] = {}
    for name in names:
        body = (
            Unit.objects.filter(name=f"Ủy ban nhân dân xã {name}", kind=UnitKind.PEOPLES_COMMITTEE)
            .order_by("id")
            .first()
        )
        if body is not None:
            found[name] = body.area or body
    return found


def _counts(place: Place, workers: int) -> list[Count]:
    """The figures of a year: everybody with hours, and the groups that such a place has."""
    women = round(workers * place.women)
    counts = [Count(Group.ALL, workers, women, workers * 2080)]
    if workers >= 20:
        counts.append(Count(Group.LEARNERS, workers // 20))
        counts.append(Count(Group.PROBATION, workers // 25))
    if workers >= 40:
        counts += [Count(Group.ELDERLY, workers // 20), Count(Group.DISABLED, 1)]
    if not Workplace(kind=place.kind).has_employer:
        counts.append(Count(Group.NO_LABOUR_RELATION, workers))
    if place.kind == Kind.DOMESTIC:
        counts.append(Count(Group.DOMESTIC, workers))
    return counts
