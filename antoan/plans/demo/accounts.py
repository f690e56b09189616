"""The people of the demonstration, one for each role, and how they sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from antoan.accounts import commands as accounts
from antoan.accounts.models import Role, User
from antoan.core.scoping import Actor
from antoan.units.models import Unit

PASSWORD = "an-toan-2024"  # noqa: S105  (of the demonstration, printed at every start)


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    position: str
    unit: str  # key in antoan.plans.demo.bodies
    roles: tuple[Role, ...]


PEOPLE = (
    Person("vanphong", "Chamaléa Thị Hương", "Chánh Văn phòng Huyện ủy", "district", (Role.OFFICE, Role.ADMIN)),
    Person("bithu", "Mẫu Thái Phương", "Bí thư Huyện ủy", "district", (Role.LEADER,)),
    Person("chutich", "Nguyễn Văn Thành", "Chủ tịch UBND huyện", "committee", (Role.LEADER, Role.OFFICER)),
    Person(
        "tuyengiao", "Pi Năng Thị Thủy", "Trưởng Ban Tuyên giáo Huyện ủy", "propaganda", (Role.LEADER, Role.OFFICER)
    ),
    Person("mattran", "Katơr Mạnh", "Chủ tịch Ủy ban MTTQ huyện", "front", (Role.LEADER, Role.OFFICER)),
    Person("hdnd", "Trần Thị Minh Nguyệt", "Phó Chủ tịch HĐND huyện", "council", (Role.LEADER, Role.OFFICER)),
    Person("laodong", "Đạo Thị Ngọc", "Chuyên viên Phòng LĐ-TB&XH huyện", "labour", (Role.OFFICER,)),
    Person("giamsat", "Chamaléa Điêu", "Thanh tra viên, Sở LĐ-TB&XH", "district", (Role.SUPERVISOR,)),
    Person(
        "phuocbinh",
        "Pupur Thanh Xuân",
        "Phó Bí thư Đảng ủy xã Phước Bình",
        "party:Phước Bình",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "phuochoa",
        "Chamaléa Thị Duyên",
        "Phó Bí thư Đảng ủy xã Phước Hòa",
        "party:Phước Hòa",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person("phuoctan", "Katơr Hùng", "Bí thư Đảng ủy xã Phước Tân", "party:Phước Tân", (Role.OFFICE, Role.OFFICER)),
    Person("phuoctien", "Pinăng Long", "Bí thư Đảng ủy xã Phước Tiến", "party:Phước Tiến", (Role.OFFICE, Role.OFFICER)),
    Person(
        "phuocthang",
        "Tain Thị Hạnh",
        "Phó Bí thư Đảng ủy xã Phước Thắng",
        "party:Phước Thắng",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "phuocthanh", "Chamaléa Hóa", "Bí thư Đảng ủy xã Phước Thành", "party:Phước Thành", (Role.OFFICE, Role.OFFICER)
    ),
    Person(
        "phuocdai", "Lê Thị Kim Oanh", "Phó Bí thư Đảng ủy xã Phước Đại", "party:Phước Đại", (Role.OFFICE, Role.OFFICER)
    ),
    Person(
        "phuocchinh", "Pi Năng Chiến", "Bí thư Đảng ủy xã Phước Chính", "party:Phước Chính", (Role.OFFICE, Role.OFFICER)
    ),
    Person(
        "phuoctrung",
        "Katơr Thị Lan",
        "Phó Bí thư Đảng ủy xã Phước Trung",
        "party:Phước Trung",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "bacai",
        "Katơr Thị Sính",
        "Phó Bí thư Đảng ủy xã Bác Ái (từ 01/07/2025)",
        "new:Bác Ái",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "bithubacai",
        "Pinăng Thị Hồng",
        "Bí thư Đảng ủy xã Bác Ái (từ 01/07/2025)",
        "new:Bác Ái",
        (Role.LEADER,),
    ),
    Person(
        "chutichbacai",
        "Mấu Thanh Bình",
        "Chủ tịch UBND xã Bác Ái (từ 01/07/2025)",
        "new_committee:Bác Ái",
        (Role.LEADER,),
    ),
    Person(
        "ubndbacai",
        "Nguyễn Thị Kim Chi",
        "Chánh Văn phòng HĐND và UBND xã Bác Ái (từ 01/07/2025)",
        "new_committee:Bác Ái",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "bacaidong",
        "Chamaléa Hóa",
        "Bí thư Đảng ủy xã Bác Ái Đông (từ 01/07/2025)",
        "new:Bác Ái Đông",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "bacaitay",
        "Pupur Thị Mai",
        "Phó Bí thư Đảng ủy xã Bác Ái Tây (từ 01/07/2025)",
        "new:Bác Ái Tây",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "myson",
        "Nguyễn Thị Hồng Vân",
        "Chánh Văn phòng Đảng ủy xã Mỹ Sơn",
        "new:Mỹ Sơn",
        (Role.OFFICE, Role.OFFICER),
    ),
    Person(
        "tinhuy",
        "Lê Hữu Phước",
        "Phó Chánh Văn phòng Tỉnh ủy Khánh Hòa",
        "khanh_hoa",
        (Role.OFFICE, Role.ADMIN, Role.LEADER),
    ),
)
SHOWN = ("vanphong", "bithu", "chutich", "phuocbinh", "giamsat")


def admit(actor: Actor, bodies: dict[str, Unit], since: date) -> dict[str, User]:
    """Make the people whose bodies stand; user name → user."""
    people = {}
    for person in PEOPLE:
        if person.unit not in bodies:
            continue
        user = User.objects.create_user(
            username=person.username, password=PASSWORD, full_name=person.full_name, position=person.position
        )
        for role in person.roles:
            accounts.grant_membership(actor, user=user, unit=bodies[person.unit], role=role)
        people[person.username] = user
    return people


def introduction() -> str:
    """The accounts as they are printed at the start."""
    names = {person.username: person for person in PEOPLE}
    lines = ["Tài khoản dùng thử (mật khẩu chung: " + PASSWORD + "):"]
    for username in SHOWN:
        person = names[username]
        roles = ", ".join(str(role.label) for role in person.roles)
        lines.append(f"  {username:<11} {person.full_name}, {person.position} ({roles})")
    lines.append(
        "  và mỗi xã một tài khoản: phuoctan, phuochoa … ; sau sắp xếp: bacai, bacaidong, bacaitay, myson, tinhuy"
    )
    lines.append(
        "  soạn, duyệt, ban hành văn bản: ubndbacai và chutichbacai (UBND xã Bác Ái), bacai và bithubacai (Đảng ủy xã)"
    )
    return "\n".join(lines)
