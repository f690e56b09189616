"""The register's pages, walked by the people who use them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from antoan.accounts.actors import actor_for
from antoan.accounts.models import Role
from antoan.accounts.tests.factories import MembershipFactory
from antoan.obligations.models import Obligation
from antoan.units.models import Kind as UnitKind
from antoan.units.models import Level, Unit
from antoan.units.tests.factories import make_unit
from antoan.workplaces import commands, queries, reporting
from antoan.workplaces.commands import Count
from antoan.workplaces.models import Group, ImportBatch, Kind, Upkeep, Workplace
from antoan.workplaces.refusals import DueUnknown, GroupLargerThanAll, TaxCodeTaken
from antoan.workplaces.tests.books import book
from antoan.workplaces.tests.factories import make_workplace

TODAY = date(2025, 3, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db, time_machine):
    """Xã Phước Bình as a place, its People's Committee, and one of its officers."""
    time_machine.move_to(TODAY)
    place = make_unit("Xã Phước Bình", kind=UnitKind.COMMUNE, level=Level.COMMUNE)
    body = make_unit("UBND xã Phước Bình", kind=UnitKind.PEOPLES_COMMITTEE, area=place)
    body.officer = MembershipFactory(unit=body, role=Role.OFFICER).user
    body.place = place
    return body


@pytest.fixture
def neighbour(commune):
    place = make_unit("Xã Phước Hòa", kind=UnitKind.COMMUNE, level=Level.COMMUNE)
    body = make_unit("UBND xã Phước Hòa", kind=UnitKind.PEOPLES_COMMITTEE, area=place)
    return MembershipFactory(unit=body, role=Role.OFFICER).user


@pytest.fixture
def officer(client, commune):
    client.force_login(commune.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_register_says_how_many_and_is_found_without_marks(officer, commune, system):
    made = make_workplace(commune.place)
    make_workplace(commune.place, "Trạm Y tế xã", sector="86", kind=Kind.PUBLIC_BODY)
    commands.report_headcounts(system, workplace=made, year=2024, counts=[Count(Group.ALL, 24, 6)])
    page = officer.get(reverse("workplaces:index")).content.decode()
    assert "2 cơ sở" in page
    assert "24 lao động theo số báo gần nhất" in page
    page = officer.get(reverse("workplaces:index"), {"tim": "da suoi rua", "nganh": "B"}).content.decode()
    assert "Suối Rua" in page
    assert "Trạm Y tế" not in page


def test_a_neighbour_finds_nothing_and_the_record_does_not_exist_for_him(client, commune, neighbour):
    made = make_workplace(commune.place)
    client.force_login(neighbour, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Suối Rua" not in client.get(reverse("workplaces:index")).content.decode()
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.post(reverse("workplaces:counts", args=[made.pk]), {}).status_code == 404


def test_an_officer_enters_a_workplace_and_mends_it(officer, commune):
    facts = {
        "name": "Xưởng mộc Bố Lang",
        "kind": "household_business",
        "sector": "16",
        "unit": commune.place.pk,
        "risks": ["heights"],
    }
    officer.post(reverse("workplaces:add"), facts)
    made = Workplace.objects.get()
    assert (made.name_key, made.section, made.risks) == ("xuong moc bo lang", "C", ["Làm việc trên cao"])
    officer.post(
        reverse("workplaces:mend", args=[made.pk]),
        facts
        | {
            "name": "Xưởng mộc Bố Lang 2",
            "tax_code": "058090001234",
            "version": made.version,
            "address": "Thôn Bố Lang",
        },
    )
    made.refresh_from_db()
    assert (made.name, made.tax_code, made.placings.count()) == ("Xưởng mộc Bố Lang 2", "058090001234", 2)
    page = officer.get(made.get_absolute_url()).content.decode()
    assert "Đổi địa chỉ: Thôn Bố Lang" in page


def test_a_tax_code_names_one_workplace(system, commune):
    make_workplace(commune.place, tax_code="0301234567")
    with pytest.raises(TaxCodeTaken, match="Suối Rua"):
        make_workplace(commune.place, "Công ty khác", tax_code="0301 234 567")


def test_a_group_cannot_be_larger_than_everybody(system, commune):
    made = make_workplace(commune.place)
    with pytest.raises(GroupLargerThanAll, match="Cao tuổi"):
        commands.report_headcounts(
            system, workplace=made, year=2024, counts=[Count(Group.ALL, 3), Count(Group.ELDERLY, 4)]
        )


def test_equipment_that_expires_is_a_duty_of_the_commune_until_it_is_inspected_again(officer, commune, system):
    made = make_workplace(commune.place)
    address = reverse("workplaces:upkeep", args=[made.pk])
    officer.post(
        address, {"kind": "equipment", "name": "Bình khí nén 500 lít", "done_on": "2024-03-10", "due": "2025-03-10"}
    )
    duty = Obligation.objects.get()
    assert (duty.unit, duty.due, duty.kind) == (
        Unit.objects.get(pk=commune.pk),
        date(2025, 3, 10),
        "workplaces.equipment",
    )
    assert duty.basis == "Luật 84/2015/QH13, Điều 30, Điều 31"
    assert "Bình khí nén" in officer.get("/").content.decode()
    officer.post(
        address, {"kind": "equipment", "name": "Bình khí nén 500 lít", "done_on": "2025-03-01", "due": "2026-03-01"}
    )
    duty.refresh_from_db()
    assert duty.done_on == date(2025, 3, 1)
    assert Obligation.objects.filter(done_on=None).get().due == date(2026, 3, 1)


def test_where_the_paper_gives_no_day_the_law_does_or_it_is_asked_for(system, commune):
    made = make_workplace(commune.place, heights=True)
    row = commands.record_upkeep(system, workplace=made, kind=Upkeep.Kind.ENVIRONMENT, done_on=date(2024, 11, 5))
    assert (row.due, row.is_reckoned) == (date(2025, 11, 5), True)
    row = commands.record_upkeep(system, workplace=made, kind=Upkeep.Kind.SELF_INSPECTION, done_on=date(2024, 11, 5))
    assert row.due == date(2025, 5, 5)  # every six months where the work is dangerous
    with pytest.raises(DueUnknown):
        commands.record_upkeep(
            system, workplace=made, kind=Upkeep.Kind.EQUIPMENT, name="Cần trục", done_on=date(2024, 11, 5)
        )


def test_closing_a_workplace_ends_what_it_still_owed(system, commune):
    made = make_workplace(commune.place)
    commands.record_upkeep(system, workplace=made, kind=Upkeep.Kind.HEALTH, done_on=date(2024, 11, 5))
    commands.close_workplace(system, workplace=made, last_day=date(2025, 3, 2))
    assert not Obligation.objects.standing().exists()
    assert not queries.register_rows(system, queries.Sieve()).exists()


def test_the_silent_are_named_with_the_denominator_and_reminded_in_one_click(officer, commune, system):
    told, silent = make_workplace(commune.place), make_workplace(commune.place, "Mỏ đá Ma Ty")
    make_workplace(commune.place, "Tổ thợ xây thôn Bố Lang", sector="41", kind=Kind.BUILDERS)
    commands.report_headcounts(system, workplace=told, year=2024, counts=[Count(Group.ALL, 24)])
    page = officer.get(reverse("workplaces:expected"), {"nam": 2024}).content.decode()
    assert "1 trên 2 cơ sở" in page
    assert "Mỏ đá Ma Ty" in page
    assert "Tổ thợ xây" not in page
    officer.post(reverse("workplaces:remind"), {"nam": 2024, "xa": commune.place.pk})
    assert silent.reminders.get().year == 2024
    assert not told.reminders.exists()
    assert "đã nhắc 03/03/2025" in officer.get(reverse("workplaces:expected"), {"nam": 2024}).content.decode()


def test_another_room_may_say_what_counts_as_having_reported(commune, system, monkeypatch):
    from django.db.models import Exists, OuterRef

    made = make_workplace(commune.place)
    monkeypatch.setitem(
        reporting._SOURCES, "accidents",
        reporting.Source("accidents", "Báo cáo tai nạn", lambda year: Exists(Workplace.objects.filter(pk=OuterRef("pk")))),
    )  # fmt: skip
    [standing] = reporting.by_commune(reporting.expected(system, 2024), 2024)
    assert (standing.owed, standing.told, standing.percent) == (1, 1, 100.0)
    assert made not in reporting.silent(reporting.expected(system, 2024), 2024)


def test_a_duplicate_is_proposed_with_its_reason_merged_and_parted_again(officer, commune, system):
    first = make_workplace(commune.place, phone="0912345678")
    second = make_workplace(commune.place, "CTY TNHH đá xây dựng Suối Rua", phone="0912345678")
    page = officer.get(second.get_absolute_url()).content.decode()
    assert "cùng xã" in page
    officer.post(reverse("workplaces:merge", args=[second.pk]), {"into": first.pk})
    assert list(queries.known(system)) == [first]
    page = officer.get(second.get_absolute_url()).content.decode()
    assert "đã gộp vào" in page
    officer.post(reverse("workplaces:part", args=[second.pk]))
    assert queries.known(system).count() == 2


def test_the_same_name_in_one_commune_stands_on_the_page_of_duplicates(officer, commune, system):
    make_workplace(commune.place)
    make_workplace(commune.place)
    assert "1 cặp" in officer.get(reverse("workplaces:duplicates")).content.decode()


# --- bringing in a list: journey 4 ----------------------------------------------------------------------------------------

HEAD = ("Tên cơ sở", "Ngành", "Xã", "Lao động")


def upload(content, name="co-so.xlsx"):
    return {"kind": "workplaces", "file": SimpleUploadedFile(name, content)}


def test_a_list_with_faults_comes_back_marked_is_mended_and_goes_in(officer, commune):
    rows = [(f"Cơ sở số {number}", "41", "Phước Bình", number) for number in range(1, 31)]
    rows[4], rows[9] = ("Cơ sở số 5", "Bán phở", "Phước Bình", 5), ("", "41", "Phước Bình", 10)
    address = officer.post(reverse("workplaces:bring"), upload(book(HEAD, *rows))).headers["Location"]
    page = officer.get(address).content.decode()
    assert "30 dòng" in page
    assert "2 dòng có lỗi" in page
    assert not Workplace.objects.exists()

    marked = openpyxl.load_workbook(io.BytesIO(officer.get(address + "danh-dau-loi/").content))
    assert marked.active["B6"].comment is not None
    officer.post(address, {"deed": "whole"})
    assert not Workplace.objects.exists()
    officer.post(address, {"deed": "sound"})
    assert Workplace.objects.count() == 28

    marked.active["B6"], marked.active["A11"] = "56", "Cơ sở số 10"
    out = io.BytesIO()
    marked.save(out)
    address = officer.post(reverse("workplaces:bring"), upload(out.getvalue())).headers["Location"]
    page = officer.get(address).content.decode()
    assert "2 mới, 0 thay đổi, 28 như cũ" in page
    officer.post(address, {"deed": "sound"})
    assert Workplace.objects.count() == 30
    assert "Đã nhập lúc" in officer.get(address).content.decode()


def test_rows_that_were_unticked_stay_out(officer, commune):
    address = officer.post(
        reverse("workplaces:bring"), upload(book(HEAD, ("Một", "41", "Phước Bình", 1), ("Hai", "41", "Phước Bình", 2)))
    ).headers["Location"]
    officer.post(address, {"deed": "sound", "shown": ["2", "3"], "row": ["3"]})
    assert Workplace.objects.get().name == "Hai"


def test_columns_chosen_once_are_known_in_the_senders_next_list(officer, commune):
    strange = ("Nơi nào", "Làm gì", "Ở đâu")
    address = officer.post(reverse("workplaces:bring"), upload(book(strange, ("Mỏ đá", "08", "Phước Bình")))).headers[
        "Location"
    ]
    page = officer.get(address).content.decode()
    assert "không thấy dòng tiêu đề" in page
    officer.post(address, {"deed": "columns", "col-name": "0", "col-sector": "1", "col-commune": "2"})
    assert "1 mới" in officer.get(address).content.decode()
    again = officer.post(reverse("workplaces:bring"), upload(book(strange, ("Mỏ cát", "08", "Phước Bình")))).headers[
        "Location"
    ]
    assert "1 mới" in officer.get(again).content.decode()


def test_a_list_waits_for_its_sender_alone_and_may_be_dropped(officer, client, commune, neighbour):
    address = officer.post(reverse("workplaces:bring"), upload(book(HEAD, ("Một", "41", "Phước Bình", 1)))).headers[
        "Location"
    ]
    client.force_login(neighbour, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 404
    client.force_login(commune.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(address + "bo/")
    assert ImportBatch.objects.get().dropped_at is not None
    client.post(address, {"deed": "sound"})
    assert not Workplace.objects.exists()


def test_a_commune_of_another_office_is_out_of_the_senders_reach(officer, commune, neighbour):
    address = officer.post(reverse("workplaces:bring"), upload(book(HEAD, ("Một", "41", "Phước Hòa", 1)))).headers[
        "Location"
    ]
    assert "không thuộc địa bàn của bạn" in officer.get(address).content.decode()


def test_what_is_no_workbook_is_said_at_the_field(officer, commune):
    page = officer.post(reverse("workplaces:bring"), upload(b"%PDF-1.4")).content.decode()
    assert "Hãy lưu lại" in page


def test_the_register_leaves_as_a_workbook_that_goes_in_again(officer, commune, system):
    make_workplace(commune.place, tax_code="0301234567", heights=True)
    content = officer.get(reverse("workplaces:export")).content
    address = officer.post(reverse("workplaces:bring"), upload(content)).headers["Location"]
    assert "0 mới, 0 thay đổi, 1 như cũ" in officer.get(address).content.decode()


def test_the_register_costs_the_same_for_forty_rows_as_for_two(officer, commune, count_queries):
    def cost():
        with count_queries() as asked:
            officer.get(reverse("workplaces:index"))
            officer.get(reverse("workplaces:expected"))
            officer.get(reverse("workplaces:duplicates"))
        return len(asked)

    for number in range(2):
        make_workplace(commune.place, f"Cơ sở {number}")
    cost()
    few = cost()
    for number in range(2, 40):
        make_workplace(commune.place, f"Cơ sở {number}")
    assert cost() == few


def test_the_actor_of_a_commune_may_keep_its_place(commune):
    assert actor_for(commune.officer).may("workplaces.keep", commune.place)
