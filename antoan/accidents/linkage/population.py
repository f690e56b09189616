"""A made-up population and two lists of it with errors, for measuring linkage and for its tests. Nobody here exists.

People live in households: the hard cases of linkage are relatives, who share surname, commune and telephone; twins share
the day of birth too, and now and then a son bears his father's name.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import antoan.units
from antoan.accidents.linkage.phones import NEW_PREFIXES
from antoan.core.text import fold

# Shares as commonly quoted after Lê Trung Hoa (2005); the last tenth is spread over further surnames.
SURNAMES = {
    "Nguyễn": 38.4, "Trần": 11, "Lê": 9.5, "Phạm": 7.1, "Huỳnh": 2.6, "Hoàng": 2.5, "Phan": 4.5, "Vũ": 1.9, "Võ": 2,
    "Đặng": 2.1, "Bùi": 2, "Đỗ": 1.4, "Hồ": 1.3, "Ngô": 1.3, "Dương": 1, "Lý": 0.5,
    **dict.fromkeys("Đinh Đào Đoàn Trịnh Trương Mai Lưu Lương Cao Tô Tạ Châu Thái Tống Hà Lâm Phùng Kiều".split(), 0.6),
}  # fmt: skip
PEOPLES = {  # of the mountains and plains of Ninh Thuận, Khánh Hòa, Lâm Đồng
    "raglai": "Katơr Chamaléa Pi_Năng Taing Mấu Patâu Manhuế Pupor Tain Katua".split(),
    "cham": "Thành Đàng Hứa Bá Kiều Lưu Quảng Trượng Lộ Nại Đạt Báo".split(),
    "kho": "K' Ka Mul Cil Liêng Bon_Tô Kơ_Să Lơ_Mu Đa_Gout Krajăn".split(),
}
MIDDLES = {
    "M": "Văn Văn Văn Văn Hữu Đức Minh Quang Công Ngọc Thanh Xuân Đình Quốc Trọng Hoàng Duy Tấn Viết Thế".split(),
    "F": "Thị Thị Thị Thị Thị Ngọc Thanh Thu Kim Bích Mỹ Hồng Phương Minh Như Thùy Diệu Tuyết Xuân Bảo".split(),
}
GIVEN = {
    "M": """Hùng Dũng Tuấn Minh Nam Long Hải Sơn Thành Trung Cường Đức Thắng Quân Bình An Phong Hiếu Huy Khánh Kiên Lâm Lộc
        Mạnh Nghĩa Phúc Phước Quang Quý Tâm Tân Tài Thịnh Thuận Tiến Toàn Trí Tú Tùng Vinh Việt Vũ Hòa Hậu Hoàng Duy Đạt Điệp
        Giang Hưng Khang Khoa Luân Nhân Nhật Phát Sang Sáng Tín Thanh Thiện Trường Tường Vương Chiến Công Danh Dương Đông Hào
        Hiển Lợi Lực Ngọc Ninh Sỹ Thông Thạch Tý Út Bảy Chín Tư Mười""".split(),
    "F": """Lan Hoa Hương Mai Hằng Hạnh Hà Thu Thảo Trang Linh Ngọc Nga Nhung Nguyệt Oanh Phương Phượng Quyên Quỳnh Tâm Thanh
        Thủy Thúy Tuyết Vân Yến Xuân Bích Châu Chi Cúc Diễm Dung Duyên Đào Điệp Giang Hiền Hòa Hồng Huệ Huyền Kiều Kim Lài
        Lành Lê Liên Liễu Loan Ly Mỹ My Na Ngân Nhàn Nhi Như Phúc Sen Sương Thắm Thắng Thơm Thương Trâm Trinh Trúc Tuyền Uyên
        Vy Ánh Anh An Bình Út Bảy Chín Tư Năm Sáu""".split(),
}
HIGHLAND_GIVEN = """Tiến Lan Hoa Thuyền Sương Ngánh Hiệp Nhiếp Dương Thị Mai Cúc Đông Hái Chiêm Lợi Thắm Brẻo Brôi Nhỏi Glong
    Hiệt Tâng Nhiêm Đrưng Niêm Thêm Chanh Điểu Liễu Huỳnh Sinh Xuân Trưng Hương Diên Đào Hỷ Thủy""".split()
WORKPLACES = """Công ty TNHH Xây dựng Phước Đại|Mỏ đá Hòn Giài|HTX Nông nghiệp Phước Bình|Công ty CP Điện gió Thuận Nam|Hộ ông Ba
    Thành|Công ty CP May Tiến Thuận|Nhà máy gạch Quảng Sơn|Công ty TNHH Muối Cà Ná|Trang trại bò Ninh Sơn|Cảng cá Đông Hải""".replace("\n    ", " ").split("|")  # fmt: skip


@dataclass(frozen=True)
class Person:
    name: str
    birth: date
    sex: str
    commune: str  # official code of 2024
    hamlet: int
    phone: str  # ten digits, or empty
    workplace: str


@dataclass(frozen=True)
class Errors:
    """How often each kind of error befalls a row of the second list (and half as often one of the first)."""

    marks: float = 0.2  # all marks lost
    slips: float = 0.1  # a letter wrong, missing, twice, exchanged
    form: float = 0.12  # middle name dropped, order of names changed, abbreviated
    birth: float = 0.2  # year alone, 01/01 for it, day and month exchanged, one digit wrong
    contact: float = 0.15  # another telephone, another commune, the commune's new name
    no_phone: float = 0.2
    no_birth: float = 0.01
    no_commune: float = 0.02

    def times(self, factor: float) -> Errors:
        return replace(self, **{name: min(0.9, value * factor) for name, value in vars(self).items()})


LIGHT = Errors(0.05, 0.03, 0.04, 0.08, 0.06, 0.05, 0.0, 0.0)
USUAL = Errors()
HEAVY = Errors(0.4, 0.15, 0.2, 0.3, 0.25, 0.5, 0.03, 0.04)

Row = dict[str, str]
YOUNGEST = date(2011, 12, 31)  # whoever is on a list of accidents at work has worked


class Population:
    """Households of three provinces. The same seed gives the same people."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - made-up people, not secrets
        folder = Path(antoan.units.__file__).parent / "data"
        districts = _districts(folder)
        communes = _read(folder / "communes_2024.csv")
        self.communes = {row["code"]: row for row in communes if row["parent_code"] in districts}
        self.new_names = {row["code"]: row["name"] for row in _read(folder / "communes_2025.csv")}
        self.successor = {
            row["old_code"]: row["new_code"]
            for row in _read(folder / "succession_2025.csv")
            if row["note"] in ("whole", "part, largest part")
        }
        self.codes = sorted(self.communes)
        self.size = [self.draw.lognormvariate(0, 0.7) for _ in self.codes]

    def people(self, count: int) -> list[Person]:
        found: list[Person] = []
        while len(found) < count:
            found += self._household()
        return found[:count]

    def lists(
        self, rows_a: int, rows_b: int, in_both: int, errors: Errors = USUAL
    ) -> tuple[list[Row], list[Row], list[tuple[int, int]]]:
        """Two lists with `in_both` people in common, and the true pairs by number of row from 0."""
        everyone = self.people(rows_a + rows_b - in_both)
        # Who is in both is drawn by person, so that of twins or of father and son often one alone is in a list.
        self.draw.shuffle(everyone)
        first, second = everyone[:rows_a], everyone[rows_a - in_both :]
        a = [(n, self.written(person, errors.times(0.5))) for n, person in enumerate(first)]
        b = [(n, self.written(person, errors)) for n, person in enumerate(second, rows_a - in_both)]
        self.draw.shuffle(a)
        self.draw.shuffle(b)
        place = {n: row for row, (n, _) in enumerate(a)}
        truth = [(place[n], row) for row, (n, _) in enumerate(b) if n in place]
        return [row for _, row in a], [row for _, row in b], truth

    # How one person is written on one list
    def written(self, person: Person, errors: Errors) -> Row:
        draw = self.draw.random
        name = person.name
        if draw() < errors.form:
            name = self._other_form(name)
        if draw() < errors.slips:
            name = self._slip(name)
        if draw() < errors.marks:
            name = _bare(name)
        if draw() < 0.05:
            name = name.upper()
        commune = self._commune(person.commune, moved=draw() < errors.contact / 2, new=draw() < errors.contact)
        phone = person.phone
        if draw() < errors.contact / 2:
            phone = self._new_phone()
        return {
            "name": name,
            "birth": "" if draw() < errors.no_birth else self._birth(person.birth, wrong=draw() < errors.birth),
            "sex": ("Nam" if person.sex == "M" else "Nữ") if draw() > 0.005 else "",
            "commune": "" if draw() < errors.no_commune else commune,
            "phone": "" if draw() < errors.no_phone else self._phone(phone),
            "hamlet": f"thôn {person.hamlet}",
            "workplace": person.workplace,
        }

    def _household(self) -> Iterator[Person]:
        draw = self.draw
        commune = draw.choices(self.codes, self.size)[0]
        kind = draw.choices(("kinh", *PEOPLES), (70, 14, 8, 8))[0]
        surname, mothers = self._surname(kind), self._surname(kind)
        phone = self._new_phone()
        hamlet, start = draw.randint(1, 8), date(1945, 1, 1) + timedelta(draw.randint(0, 365 * 40))
        job = draw.choice(WORKPLACES)

        def one(name: str, birth: date, sex: str) -> Person:
            own = phone if draw.random() < 0.35 else self._new_phone()
            at = job if draw.random() < 0.3 else draw.choice(WORKPLACES)
            return Person(name, birth, sex, commune, hamlet, own, at)

        father = self._name(surname, "M", kind)
        yield one(father, start, "M")
        yield one(self._name(mothers, "F", kind), start + timedelta(draw.randint(-1500, 3000)), "F")
        middle = draw.choice(MIDDLES["M"])
        born = start + timedelta(draw.randint(7000, 10000))
        for _ in range(draw.choices((0, 1, 2, 3, 4), (20, 25, 30, 15, 10))[0]):
            if born > YOUNGEST:
                return
            sex = draw.choice("MF")
            shared = middle if sex == "M" and draw.random() < 0.5 else None
            name = father if sex == "M" and draw.random() < 0.01 else self._name(surname, sex, kind, shared)
            yield one(name, born, sex)
            if draw.random() < 0.015:
                yield one(self._name(surname, sex, kind, shared), born, sex)
            born += timedelta(draw.randint(500, 2000))

    def _surname(self, kind: str) -> str:
        if kind == "kinh" or self.draw.random() < 0.1:
            return self.draw.choices(list(SURNAMES), list(SURNAMES.values()))[0]
        return self.draw.choice(PEOPLES[kind]).replace("_", " ")

    def _name(self, surname: str, sex: str, kind: str, middle: str | None = None) -> str:
        draw = self.draw
        if kind in ("raglai", "kho") and surname not in SURNAMES:
            given = draw.choice(HIGHLAND_GIVEN)
            if kind == "kho" and surname in ("K'", "Ka"):
                return f"K'{given}" if sex == "M" else f"Ka {given}"
            return f"{surname} Thị {given}" if sex == "F" and draw.random() < 0.7 else f"{surname} {given}"
        # Names run in fashions: a few are heard on every corner.
        given = GIVEN[sex][min(int(draw.expovariate(1 / 30)), len(GIVEN[sex]) - 1)]
        words = [surname, middle or draw.choice(MIDDLES[sex]), given]
        if draw.random() < 0.15:
            words.insert(2, draw.choice(GIVEN[sex]))
        return " ".join(words)

    def _other_form(self, name: str) -> str:
        words = name.split()
        match self.draw.randrange(4):
            case 0 | 1 if len(words) > 2:
                del words[self.draw.randrange(1, len(words) - 1)]
            case 2:
                words = [words[-1], *words[:-1]]
            case 3 if len(words) > 2:
                words = ["Ng." if words[0] == "Nguyễn" else words[0], *(w[0] + "." for w in words[1:-1]), words[-1]]
            case _:
                words.reverse()
        return " ".join(words)

    def _slip(self, name: str) -> str:
        places = [n for n, letter in enumerate(name) if letter.isalpha()]
        n = self.draw.choice(places)
        match self.draw.randrange(5):
            case 0:
                return name[:n] + name[n + 1 :]
            case 1:
                return name[: n + 1] + name[n:]
            case 2 if n + 1 < len(name) and name[n + 1] != " ":
                return name[:n] + name[n + 1] + name[n] + name[n + 2 :]
            case 3:  # a scanner's slip: another mark, or a letter that looks alike
                return name[:n] + self.draw.choice("áàảãạêôơưâăiltrnmu") + name[n + 1 :]
            case _:
                return name[:n] + self.draw.choice("abcdeghiklmnopqrstuvxy") + name[n + 1 :]

    def _birth(self, day: date, *, wrong: bool) -> str:
        if not wrong:
            return self.draw.choice(
                (f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}")
            )
        match self.draw.randrange(6):
            case 0 | 1:
                return str(day.year)
            case 2:
                return f"01/01/{day.year}"
            case 3 if day.day <= 12:
                return f"{day.month:02}/{day.day:02}/{day.year}"
            case 4:
                return f"{day:%d/%m/}{day.year + self.draw.choice((-10, -1, 1, 10))}"
            case _:
                return f"{(day + timedelta(self.draw.choice((-10, -1, 1, 10)))):%d/%m/%Y}"

    def _commune(self, code: str, *, moved: bool, new: bool) -> str:
        if moved:
            code = self.draw.choice(self.codes)
        name = self.communes[code]["name"]
        if new and code in self.successor:
            name = self.new_names[self.successor[code]]
        match self.draw.randrange(4):
            case 0:
                return name.removeprefix("Xã ").removeprefix("Phường ").removeprefix("Thị trấn ")
            case 1:
                return _bare(name) if self.draw.random() < 0.2 else name
            case _:
                return name

    def _new_phone(self) -> str:
        prefix = self.draw.choice(("90", "91", "93", "94", "96", "97", "98", *NEW_PREFIXES.values()))
        return f"0{prefix}{self.draw.randrange(10**7):07}"

    def _phone(self, phone: str) -> str:
        old = {new: before for before, new in NEW_PREFIXES.items()}
        match self.draw.randrange(8):
            case 0:
                return "+84" + phone[1:]
            case 1:
                return f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
            case 2 if phone[1:3] in old:
                return "0" + old[phone[1:3]] + phone[3:]
            case 3:
                return phone[1:]  # a workbook dropped the zero
            case _:
                return phone


def _districts(folder: Path) -> set[str]:
    wanted = {"58", "56", "68"}  # Ninh Thuận, Khánh Hòa, Lâm Đồng
    return {row["code"] for row in _read(folder / "districts_2024.csv") if row["parent_code"] in wanted}


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _bare(name: str) -> str:
    return fold(name).title()
