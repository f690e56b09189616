"""Lists of accidents, of hospitals and of the insurance: what goes in, what comes back marked, and twice is once."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from antoan.accidents.models import Accident, Injury, ListedCase
from antoan.accidents.tests.factories import dead, make_accident
from antoan.obligations.models import Obligation
from antoan.workplaces import commands as lists_commands
from antoan.workplaces.importing import kinds, lists, marking

HEADINGS = [
    "Ngày xảy ra",
    "Giờ",
    "Xã/phường",
    "Nơi xảy ra",
    "Tên cơ sở",
    "Số vụ",
    "Họ và tên",
    "Năm sinh",
    "Giới tính",
    "Tình trạng",
    "Ngày chết",
    "Ngày công bố",
]
QUARRY = [
    "18/06/2024",
    "8:30",
    "Phước Bình",
    "Mỏ đá",
    "Công ty Suối Rua",
    "1",
    "Katơr Văn Hùng",
    "1985",
    "nam",
    "nặng",
    "",
    "",
]


def csv(*rows):
    return "\n".join(";".join(row) for row in rows).encode()


def brought(system, data, kind="accidents"):
    one = lists.understood(system, kinds.kind_of(kind), data, name="danh-sach.csv")
    return lists_commands.import_list(system, understood=one, digest="").as_json()


def but(row, **changed):
    names = dict(
        zip(
            ("day", "at", "commune", "place", "employer", "event", "name", "born", "sex", "outcome", "died", "closed"),
            range(12),
            strict=True,
        )
    )
    made = list(row)
    for name, value in changed.items():
        made[names[name]] = value
    return made


def test_a_list_of_accidents_goes_in_people_of_one_case_together_and_twice_changes_nothing(world, system, commune):
    data = csv(
        HEADINGS,
        QUARRY,
        but(QUARRY, name="Pi Năng Tới", outcome="nhẹ"),
        but(QUARRY, event="2", day="10/06/2024", name="Chamaléa Thị Bình", sex="nữ", outcome="chết"),
    )
    first = brought(system, data)
    assert (first["accepted"], first["rejected"]) == (3, 0), first["faults"]
    assert (Accident.objects.count(), Injury.objects.count()) == (2, 3)
    assert Obligation.objects.get(kind="accidents.investigate", unit=world.labour).due == date(2024, 7, 24)
    again = brought(system, data)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 3)
    assert Injury.objects.count() == 3


def test_a_case_whose_minutes_were_announced_comes_in_closed_and_owes_nothing(world, system):
    brought(system, csv(HEADINGS, but(QUARRY, closed="21/06/2024")))
    assert Accident.objects.get().status == "closed"
    assert not Obligation.objects.exists()


def test_a_later_list_that_says_dead_changes_the_case(world, system):
    brought(system, csv(HEADINGS, QUARRY))
    said = brought(system, csv(HEADINGS, but(QUARRY, outcome="chết", died="22/06/2024")))
    assert said["changed"] == 1
    assert Injury.objects.get().died_on == date(2024, 6, 22)
    assert Accident.objects.get().investigator == world.labour


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"day": "25/06/2024"}, "in_future"),
        ({"day": "18/06/2016"}, "before_the_law"),
        ({"outcome": "chết", "died": "17/06/2024"}, "died_before_accident"),
        ({"died": "20/06/2024"}, "died_and_not_dead"),
        ({"born": "2024"}, "birth_impossible"),
        ({"commune": "Xã Không Có"}, "unknown_commune"),
        ({"at": "25:00"}, "not_an_hour"),
        ({"outcome": "khỏe"}, "not_a_choice"),
        ({"place": "", "employer": ""}, "missing"),
    ],
)
def test_what_cannot_be_is_marked_at_its_cell_and_the_rest_goes_in(world, system, changed, code):
    said = brought(system, csv(HEADINGS, QUARRY, but(QUARRY, event="2", name="Pi Năng Tới", **changed)))
    assert (said["accepted"], said["rejected"]) == (1, 1)
    assert [fault["code"] for fault in said["faults"]] == [code]


def test_a_person_twice_in_one_case_is_marked(world, system):
    said = brought(system, csv(HEADINGS, QUARRY, QUARRY))
    assert [fault["code"] for fault in said["faults"]] == ["repeated"]


def test_a_hospital_s_register_is_kept_sealed_and_is_no_declaration(world, system):
    data = csv(
        ["Ngày vào viện", "Xã/phường", "Họ và tên", "Năm sinh", "Chẩn đoán", "Nguyên nhân ngoài", "Tử vong"],
        ["19/06/2024", "Phước Bình", "Katơr Văn Hùng", "1985", "S72.0", "W20", ""],
    )
    said = brought(system, data, "hospital-cases")
    assert said["accepted"] == 1, said["faults"]
    row = ListedCase.objects.get()
    assert (row.source, row.name, row.diagnosis, row.external_cause) == ("hospital", "Katơr Văn Hùng", "S72.0", "W20")
    assert not Accident.objects.exists()
    assert brought(system, data, "hospital-cases")["same"] == 1


def test_the_insurance_s_list_and_a_wrong_icd_code(world, system):
    data = csv(
        ["Ngày tai nạn", "Xã", "Họ và tên", "Đơn vị đóng", "Tỷ lệ"],
        ["18/06/2024", "Phước Bình", "Katơr Văn Hùng", "Công ty Suối Rua", "31%"],
    )
    assert brought(system, data, "insurance-cases")["accepted"] == 1
    assert ListedCase.objects.get().loss == 31
    wrong = csv(
        ["Ngày vào viện", "Xã", "Họ và tên", "Chẩn đoán"], ["18/06/2024", "Phước Bình", "Katơr Văn Hùng", "gãy chân"]
    )
    assert [fault["code"] for fault in brought(system, wrong, "hospital-cases")["faults"]] == ["not_an_icd_code"]


@pytest.mark.parametrize("kind", ["accidents", "hospital-cases", "insurance-cases"])
def test_the_template_of_each_list_goes_back_in(world, system, kind):
    book = marking.template(kinds.kind_of(kind))
    understood = lists.understood(system, kinds.kind_of(kind), book, name="mau.xlsx", sheet="Ví dụ", is_trial=True)
    assert {field.name for field in kinds.kind_of(kind).fields} == set(understood.table.places)


def test_a_case_told_before_and_a_listed_one_are_proposed_as_one(world, system, officer):
    from antoan.accidents.matching import proposals

    make_accident(people=[dead()])
    brought(system, csv(HEADINGS, but(QUARRY, day="20/06/2024", at="8:15", employer="")))
    listed = Accident.objects.latest("told_at")
    assert proposals(officer, listed)


def test_a_listed_person_is_linked_for_a_reason_on_a_page_and_parted_again(world, system, signed_in):
    accident = make_accident(people=[dead()])
    data = csv(
        ["Ngày vào viện", "Xã", "Họ và tên", "Năm sinh"],
        ["21/06/2024", "Phước Bình", "Hùng Katơr Văn", "1985"],
        ["21/06/2024", "Phước Bình", "Pi Năng Thị Mơ", "1990"],
    )
    brought(system, data, "hospital-cases")
    client = signed_in("Xuân")
    page = client.get(reverse("accidents:listed")).content.decode()
    assert "2 người trong danh sách bệnh viện, bảo hiểm chưa thấy" in page
    assert "họ tên như nhau, cách nhau 1 ngày, cùng năm sinh, cùng xã" in page
    assert page.count("Cùng một người") == 1
    row = next(one for one in ListedCase.objects.all() if "Hùng" in one.name)
    client.post(
        reverse("accidents:link", args=[row.pk]), {"injury": accident.injuries.get().pk, "reason": "họ tên như nhau"}
    )
    assert "1 người đã nối" in client.get(reverse("accidents:listed"), {"xem": "da-noi"}).content.decode()
    client.post(reverse("accidents:unlink", args=[row.pk]), {"reason": "Anh em cùng tên"})
    row.refresh_from_db()
    assert row.injury is None
    assert signed_in("Duyên").get(reverse("accidents:listed")).content.decode().count("Hùng") == 0
