"""The bodies of the reference district, and what became of them on 1 July 2025.

The administrative units are real (antoan.units.data); which bodies took over which is told by the merger of their
areas. Where the law names no heir, the demonstration names the province's body of the same kind.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from antoan.core.scoping import Actor
from antoan.units import commands as units
from antoan.units.models import Kind, Level, Unit, UnitVersion

FOUNDED = date(2024, 1, 1)  # since when the demonstration knows the bodies
REFORM = date(2025, 7, 1)

COMMUNES = (
    "Phước Bình", "Phước Hòa", "Phước Tân", "Phước Tiến", "Phước Thắng", "Phước Thành", "Phước Đại", "Phước Chính", "Phước Trung",
)  # fmt: skip
# new commune → the old ones that went into it, as far as they were communes of Bác Ái
MERGERS = {
    "Bác Ái": ("Phước Tiến", "Phước Thắng", "Phước Chính"),
    "Bác Ái Đông": ("Phước Thành", "Phước Đại"),
    "Bác Ái Tây": ("Phước Bình", "Phước Hòa", "Phước Tân"),
    "Mỹ Sơn": ("Phước Trung",),
}
BASIS_PROVINCE = "Nghị quyết 202/2025/QH15"
BASIS_BODIES = "Kết thúc hoạt động cấp huyện, sắp xếp cấp xã từ 01/07/2025"

DISTRICT_BODIES = (
    # key, name, kind, aliases
    ("party_office", "Văn phòng Huyện ủy Bác Ái", Kind.PARTY_BOARD, ("Văn phòng Huyện ủy",)),
    ("propaganda", "Ban Tuyên giáo Huyện ủy Bác Ái", Kind.PARTY_BOARD, ("Ban Tuyên giáo Huyện ủy", "Ban Tuyên giáo")),
    ("council", "Thường trực Hội đồng nhân dân huyện Bác Ái", Kind.PEOPLES_COUNCIL,
     ("Thường trực HĐND huyện", "Hội đồng nhân dân huyện", "HĐND huyện", "Thường trực Hội đồng nhân dân huyện")),
    ("committee", "Ủy ban nhân dân huyện Bác Ái", Kind.PEOPLES_COMMITTEE, ("UBND huyện", "Ủy ban nhân dân huyện")),
    ("front", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Bác Ái", Kind.FRONT,
     ("MTTQ huyện", "UBMTTQ huyện", "Mặt trận Tổ quốc", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện")),
    ("union", "Liên đoàn Lao động huyện Bác Ái", Kind.ORGANISATION, ("LĐLĐ huyện", "Liên đoàn Lao động huyện")),
    ("farmers", "Hội Nông dân huyện Bác Ái", Kind.ORGANISATION, ("Hội Nông dân huyện",)),
    ("women", "Hội Liên hiệp Phụ nữ huyện Bác Ái", Kind.ORGANISATION, ("Hội LHPN huyện", "Hội Liên hiệp Phụ nữ huyện")),
    ("youth", "Huyện đoàn Bác Ái", Kind.ORGANISATION, ("Huyện đoàn",)),
    ("veterans", "Hội Cựu chiến binh huyện Bác Ái", Kind.ORGANISATION, ("Hội Cựu chiến binh huyện", "Hội CCB huyện")),
)  # fmt: skip
COMMITTEE_OFFICES = (
    ("labour", "Phòng Lao động - Thương binh và Xã hội huyện Bác Ái", ("Phòng LĐTBXH huyện", "Phòng LĐ-TB&XH")),
    ("health", "Trung tâm Y tế huyện Bác Ái", ("Trung tâm Y tế huyện",)),
    ("infrastructure", "Phòng Kinh tế và Hạ tầng huyện Bác Ái", ("Phòng Kinh tế và Hạ tầng",)),
)


def area(code: str, day: date) -> Unit | None:
    """The administrative unit that bore the code on a day, where the country has been loaded."""
    version = UnitVersion.objects.on(day).filter(code=code).select_related("unit").first()
    return version.unit if version else None


def found(actor: Actor) -> dict[str, Unit]:
    """Make the bodies as they stood in 2024; key → unit."""
    bodies: dict[str, Unit] = {}

    def make(
        key: str, name: str, kind: str, level: int, parent: str | None, at: Unit | None, aliases: Any = ()
    ) -> None:
        bodies[key] = units.create_unit(
            actor,
            name=name,
            kind=kind,
            level=level,
            on=FOUNDED,
            parent=bodies[parent] if parent else None,
            area=at,
            aliases=list(aliases),
        )

    province, district = area("58", FOUNDED), area("584", FOUNDED)
    make("province", "Tỉnh ủy Ninh Thuận", Kind.PARTY_COMMITTEE, Level.PROVINCE, None, province)
    make(
        "province_committee",
        "Ủy ban nhân dân tỉnh Ninh Thuận",
        Kind.PEOPLES_COMMITTEE,
        Level.PROVINCE,
        "province",
        province,
        ["UBND tỉnh"],
    )
    make(
        "labour_department", "Sở Lao động - Thương binh và Xã hội tỉnh Ninh Thuận", Kind.DEPARTMENT, Level.PROVINCE,
        "province_committee", province, ["Sở Lao động, thương binh và xã hội", "Sở LĐTBXH"],
    )  # fmt: skip
    make("khanh_hoa", "Tỉnh ủy Khánh Hòa", Kind.PARTY_COMMITTEE, Level.PROVINCE, None, area("56", FOUNDED))
    make(
        "khanh_hoa_committee",
        "Ủy ban nhân dân tỉnh Khánh Hòa",
        Kind.PEOPLES_COMMITTEE,
        Level.PROVINCE,
        "khanh_hoa",
        area("56", FOUNDED),
    )
    make(
        "district", "Huyện ủy Bác Ái", Kind.PARTY_COMMITTEE, Level.DISTRICT, "province", district,
        ["Ban Thường vụ Huyện ủy", "Huyện ủy", "BTV Huyện ủy"],
    )  # fmt: skip
    for key, name, kind, aliases in DISTRICT_BODIES:
        make(key, name, kind, Level.DISTRICT, "district", district, aliases)
    for key, name, aliases in COMMITTEE_OFFICES:
        make(key, name, Kind.DEPARTMENT, Level.DISTRICT, "committee", district, aliases)
    codes = _codes()
    for commune in COMMUNES:
        place = area(codes[commune], FOUNDED)
        party = f"party:{commune}"
        make(party, f"Đảng ủy xã {commune}", Kind.PARTY_COMMITTEE, Level.COMMUNE, "district", place)
        make(
            f"committee:{commune}",
            f"Ủy ban nhân dân xã {commune}",
            Kind.PEOPLES_COMMITTEE,
            Level.COMMUNE,
            party,
            place,
            [f"UBND xã {commune}"],
        )
        make(
            f"front:{commune}",
            f"Ủy ban Mặt trận Tổ quốc Việt Nam xã {commune}",
            Kind.FRONT,
            Level.COMMUNE,
            party,
            place,
        )
    return bodies


def _codes() -> dict[str, str]:
    order = ("22783", "22786", "22789", "22792", "22795", "22798", "22801", "22804", "22807")
    return dict(zip(COMMUNES, order, strict=True))


def reform(actor: Actor, bodies: dict[str, Unit]) -> None:
    """Record who follows whom on 1 July 2025. Open work stays where it is until `antoan units succeed` is run."""
    new_areas = {"Bác Ái": "22795", "Bác Ái Đông": "22801", "Bác Ái Tây": "22786", "Mỹ Sơn": "22822"}
    khanh_hoa, committee = bodies["khanh_hoa"], bodies["khanh_hoa_committee"]
    for new, olds in MERGERS.items():
        parent = khanh_hoa
        for prefix, name, kind in (
            ("party", f"Đảng ủy xã {new}", Kind.PARTY_COMMITTEE),
            ("committee", f"Ủy ban nhân dân xã {new}", Kind.PEOPLES_COMMITTEE),
            ("front", f"Ủy ban Mặt trận Tổ quốc Việt Nam xã {new}", Kind.FRONT),
        ):
            heir = units.NewUnit(
                name=name, kind=kind, level=Level.COMMUNE, area=area(new_areas[new], REFORM), parent=parent
            )
            olds_of_kind = [bodies[f"{prefix}:{old}"] for old in olds]
            made = units.merge_units(
                actor, predecessors=olds_of_kind, successor=heir, on=REFORM, basis=BASIS_BODIES, with_sub_units=True
            )
            if prefix == "party":
                parent = made.parts.all()[0].successor
    for key, _, _ in COMMITTEE_OFFICES:
        units.abolish_unit(actor, unit=bodies[key], on=REFORM, basis=BASIS_BODIES, heir=committee)
    for key, _, kind, _ in DISTRICT_BODIES:
        taker = committee if kind == Kind.PEOPLES_COMMITTEE else khanh_hoa
        units.abolish_unit(actor, unit=bodies[key], on=REFORM, basis=BASIS_BODIES, heir=taker)
    units.abolish_unit(actor, unit=bodies["district"], on=REFORM, basis=BASIS_BODIES, heir=khanh_hoa)
    for old, kept in (("labour_department", committee), ("province_committee", committee), ("province", khanh_hoa)):
        units.merge_units(
            actor, predecessors=[bodies[old]], successor=kept, on=REFORM, basis=BASIS_PROVINCE, with_sub_units=True
        )
