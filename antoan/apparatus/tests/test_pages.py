from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antoan.apparatus import commands, sheets
from antoan.apparatus.models import Posts, Staff
from antoan.apparatus.tests.factories import make_staff, make_trained
from antoan.core import spreadsheets
from antoan.core.spreadsheets import Column
from antoan.plans.tests.factories import make_running

HEADINGS = ["Chức danh", "Số GCN", "Họ và tên", "Hình thức", "Từ ngày", "Ngày huấn luyện", "Hết hạn", "Phụ cấp"]
ROWS = [
    [
        "Công chức văn hóa - xã hội",
        "12/GCN",
        "Katơr Thị Lan",
        "Kiêm nhiệm",
        date(2024, 7, 1),
        "15/03/2024",
        "",
        "500.000",
    ],
    ["Phó Chủ tịch", "", "Chamaléa Sang", "Chuyên trách", "01/08/2024", "", "", ""],
    ["", "", "Pi Năng Thị Thủy", "nửa ngày", "31/02/2024", "", "", "nhiều"],
]


def workbook(rows=ROWS, headings=HEADINGS):
    return spreadsheets.write("DANH SÁCH", [Column(heading) for heading in headings], rows)


def page(client, name, *args, **data):
    return client.get(reverse(f"apparatus:{name}", args=args), data).content.decode()


def test_the_register_begins_with_who_is_there_and_who_is_missing(signed_in, office, commune):
    commands.set_posts(office, units=[commune], wanted=2, since=date(2024, 7, 1))
    make_trained(commune)
    text = page(signed_in("Xuân"), "register", commune.pk)
    assert "Đảng ủy xã Phước Bình: 1 người làm ATVSLĐ, kiêm nhiệm; <strong>còn thiếu 1</strong>" in text
    assert "còn hạn đến 15/03/2026" in text


def test_an_empty_register_says_what_to_do_first(signed_in, commune):
    text = page(signed_in("Xuân"), "register", commune.pk)
    assert "chưa có người làm ATVSLĐ; chưa ghi số người cần có" in text
    assert "nhập cả danh sách từ Excel" in text


def test_the_district_reads_who_lacks_people_and_whose_paper_lapses(world, signed_in, office, commune):
    other = world.party("Phước Hòa")
    commands.set_posts(office, units=[commune, other], wanted=1, since=date(2024, 7, 1))
    make_trained(commune, on=date(2022, 10, 1))
    text = page(signed_in("Hương"), "index")
    assert "1 đơn vị còn thiếu 1 người làm ATVSLĐ" in text
    assert "hết hạn ngày 01/10/2024" in text
    assert "Đảng ủy xã Phước Hòa" not in page(signed_in("Hương"), "index", xem="huan-luyen").split("Từng đơn vị")[1]


def test_a_commune_sees_itself_and_what_lies_below_not_its_neighbour(world, signed_in, commune):
    neighbour = make_staff(world.party("Phước Hòa"))
    client = signed_in("Xuân")
    assert "Phước Hòa" not in page(client, "index")
    assert client.get(reverse("apparatus:register", args=[neighbour.unit_id])).status_code == 404
    assert client.get(neighbour.get_absolute_url()).status_code == 404


def test_a_person_is_entered_trained_changed_and_leaves_by_pages(signed_in, commune):
    client = signed_in("Xuân")
    facts = {"name": "Katơr Thị Lan", "since": "2024-07-01", "share": "part"}
    client.post(reverse("apparatus:add", args=[commune.pk]), facts)
    staff = Staff.objects.get()
    client.post(reverse("apparatus:train", args=[staff.pk]), {"group": "2", "trained_on": "15/03/2024"})
    assert "giấy chứng nhận có giá trị đến hết ngày 15/03/2026" in page(client, "person", staff.pk)
    client.post(reverse("apparatus:share", args=[staff.pk]), {"share": "whole", "on": "2024-09-01"})
    now = Staff.objects.get(valid_to=None)
    client.post(
        reverse("apparatus:mend", args=[now.pk]),
        {"name": "Katơr Thị Lan", "since": "2024-09-01", "allowance": "0", "version": now.version},
    )
    client.post(reverse("apparatus:end", args=[now.pk]), {"last_day": "2024-09-15", "reason": "Nghỉ hưu"})
    text = page(client, "register", commune.pk)
    assert "Nghỉ hưu" in text
    assert "chưa có người làm ATVSLĐ" in text


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(signed_in, commune):
    make_staff(commune)
    facts = {"name": "Katơr Thị Lan", "since": "2024-07-01", "share": "part"}
    answer = signed_in("Xuân").post(reverse("apparatus:add", args=[commune.pk]), facts)
    assert "đang có trong sổ" in answer.context["form"].errors["name"][0]


def test_numbers_for_many_units_at_once(world, signed_in, commune):
    units = [commune.pk, world.party("Phước Hòa").pk]
    facts = {"units": units, "wanted": 2, "since": "2024-09-01", "basis": "Công văn 12"}
    assert signed_in("Hương").post(reverse("apparatus:posts"), facts).status_code == 302
    assert Posts.objects.filter(unit__in=units, wanted=2).count() == 2


def test_the_duty_to_train_stands_in_my_work_and_leads_to_the_person(signed_in, commune):
    staff = make_trained(commune, on=date(2022, 9, 20))
    client = signed_in("Xuân")
    text = client.get(reverse("web:home")).content.decode()
    assert "Huấn luyện lại ATVSLĐ cho Katơr Thị Lan" in text
    assert staff.get_absolute_url() in text


def test_a_list_is_previewed_with_its_faults_and_taken_in_once(signed_in, commune):
    client, address = signed_in("Xuân"), reverse("apparatus:bring", args=[commune.pk])
    looked = client.post(address, {"file": SimpleUploadedFile("ds.xlsx", workbook())})
    text = looked.content.decode()
    assert "<strong>3 người</strong>; 2 dòng nhập được" in text
    assert "31/02/2024" in text
    assert not Staff.objects.exists()
    carried = {"content": looked.context["content"], "sheet_name": "a", "deed": "take"}
    client.post(address, carried)
    lan = Staff.objects.get(name="Katơr Thị Lan")
    assert (lan.allowance, lan.position, lan.trainings.get().certificate) == (
        500_000,
        "Công chức văn hóa - xã hội",
        "12/GCN",
    )
    client.post(address, carried)
    assert Staff.objects.count() == 2
    assert lan.trainings.count() == 1


def test_a_list_without_names_asks_for_the_column(signed_in, commune):
    file = SimpleUploadedFile("ds.xlsx", workbook([["a", "b"]], ["Chức vụ", "Phụ cấp"]))
    text = signed_in("Xuân").post(reverse("apparatus:bring", args=[commune.pk]), {"file": file}).content.decode()
    assert "Không thấy cột họ và tên" in text
    assert "Cột nào là gì?" in text


@pytest.mark.parametrize("address", ["export", "template"])
def test_what_leaves_as_excel_comes_back_as_the_same_people(signed_in, commune, address):
    make_trained(commune, position="Công chức")
    given = [] if address == "template" else [commune.pk]
    answer = signed_in("Xuân").get(reverse(f"apparatus:{address}", args=given))
    [sheet] = spreadsheets.read(answer.content)
    start = sheets.find_headings(sheet)
    [row] = sheets.read_rows(sheet, start, sheets.recognise(sheet.rows[start]))
    assert not row.faults
    if address == "export":
        assert (row.name, row.position, row.share, row.holds_until) == (
            "Katơr Thị Lan",
            "Công chức",
            "part",
            date(2026, 3, 15),
        )


def test_a_page_costs_the_same_for_forty_units_as_for_two(world, signed_in, office, commune, count_queries):
    client = signed_in("Hương")

    def costs():
        made = []
        for name, args in (("index", []), ("register", [commune.pk]), ("posts", []), ("export_all", [])):
            with count_queries() as cost:
                assert client.get(reverse(f"apparatus:{name}", args=args)).status_code == 200
            made.append(len(cost))
        return made

    def fill(numbers):
        for number in numbers:
            make_trained(commune, f"Người số {number}")
            left = make_staff(commune, f"Người đã thôi {number}")
            commands.end_staff(world.actor("Xuân"), staff=left, last_day=date(2024, 8, 1), reason="Chuyển")
            make_staff(world.tree.communes["Phước Hòa"].people, f"Người xã khác {number}")

    commands.set_posts(office, units=[commune], wanted=2, since=date(2024, 7, 1))
    fill(range(2))
    costs()
    of_few = costs()
    fill(range(2, 40))
    assert costs() == of_few


def test_the_page_of_the_rule_says_what_stands_on_it(signed_in, world):
    make_running(world)
    text = signed_in("Xuân").get(reverse("law:rule", args=["training.validity"])).content.decode()
    assert "Hạn huấn luyện lại của người làm ATVSLĐ" in text
