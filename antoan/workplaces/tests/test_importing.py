"""Lists from Excel and CSV: what is understood, what is refused and why, and that twice changes nothing."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from antoan.cli.main import cli
from antoan.core import bulk
from antoan.core.models import AuditEvent
from antoan.core.spreadsheets import AllHidden, NotASpreadsheet, SheetTooLarge, SheetTooLong
from antoan.core.text import fold
from antoan.units.models import Unit
from antoan.units.tests.conftest import khanh_hoa  # noqa: F401
from antoan.workplaces import commands
from antoan.workplaces.importing import cells, kinds, lists, marking, reading
from antoan.workplaces.importing.kinds import Mended, Setting
from antoan.workplaces.models import Group, HeadCount, Kind, Placing, Workplace
from antoan.workplaces.tests.books import CO_OP, HEADINGS, QUARRY, book

TODAY = date(2026, 1, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def country(db, khanh_hoa, time_machine):  # noqa: F811
    time_machine.move_to(TODAY)


def understood(system, data, *, name="co-so.xlsx", kind="workplaces", **options):
    return lists.understood(system, kinds.kind_of(kind), data, name=name, **options)


def brought(system, data, **options):
    return commands.import_list(system, understood=understood(system, data, **options), digest="").as_json()


def tried(system, data, **options):
    one = understood(system, data, **options)
    return lists.Outcome(one.table, lists.compared(one)).as_json()


def codes(said):
    return [(fault["row"], fault["column"], fault["code"]) for fault in said["faults"]]


def test_a_list_goes_in_and_twice_changes_nothing(system, country):
    data = book(HEADINGS, QUARRY, CO_OP)
    assert brought(system, data)["new"] == 2
    quarry = Workplace.objects.get(tax_code="4500123456")
    assert (quarry.sector, quarry.section, quarry.kind, quarry.workers) == ("08", "B", Kind.ENTERPRISE, 24)
    assert str(quarry.unit) == "Xã Bác Ái Tây"  # Phước Bình went into it on 01/07/2025
    assert Workplace.objects.get(tax_code="4500654321").kind == Kind.COOPERATIVE
    assert HeadCount.objects.get(workplace=quarry).group == Group.ALL
    events = AuditEvent.objects.filter(action="workplaces.list.imported")
    assert events.get().what["new"] == 2

    again = brought(system, data)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 2)
    assert (Workplace.objects.count(), Placing.objects.count(), HeadCount.objects.count()) == (2, 2, 2)
    assert Workplace.objects.get(pk=quarry.pk).recorded_at == quarry.recorded_at


def test_a_known_workplace_is_completed_and_an_empty_cell_takes_nothing_away(system, country):
    brought(system, book(HEADINGS, QUARRY))
    more = brought(
        system, book((*HEADINGS, "Điện thoại"), ("Cty Đá Suối Rua", "4500123456", "08", "Phước Bình", "", "0912345678"))
    )
    assert more["changed"] == 1
    quarry = Workplace.objects.get()
    assert (quarry.name, quarry.phone, quarry.workers) == ("Cty Đá Suối Rua", "0912345678", 24)


def test_a_workplace_that_moved_gets_its_next_placing(system, country):
    brought(system, book(HEADINGS, QUARRY))
    brought(system, book(HEADINGS, (*QUARRY[:3], "Phước Đại", 24)))
    assert [str(row.unit) for row in Placing.objects.select_related("unit")] == ["Xã Bác Ái Tây", "Xã Bác Ái Đông"]


def test_each_fault_names_its_row_its_column_and_what_to_write(system, country):
    said = tried(
        system,
        book(
            HEADINGS,
            QUARRY,
            ("", "4500123457", "08", "Phước Bình", 3),
            ("Xưởng mộc Bố Lang", "45001", "16", "Phước Bình", 3),
            ("Xưởng mộc Ma Ty", "", "Bán phở", "Phước Bình", 3),
            ("Xưởng mộc Hành Rạc", "", "16", "Phước Bính", 3),
            ("Xưởng mộc Trà Co", "", "16", "Phước Tiến", "ba"),
            ("Công ty khác", "4500123456", "08", "Phước Bình", 1),
        ),
    )
    assert (said["rows"], said["accepted"], said["rejected"]) == (7, 1, 6)
    assert codes(said) == [
        (3, "Tên cơ sở", "missing"),
        (4, "Mã số thuế", "not_a_tax_code"),
        (5, "Ngành (mã VSIC hoặc tên)", "unknown_sector"),
        (6, "Xã/phường", "unknown_commune"),
        (7, "Số lao động", "not_a_number"),
        (8, "Mã số thuế", "repeated"),
    ]
    assert not Workplace.objects.exists()


@pytest.mark.parametrize(
    "written",
    [
        "Phước Bình, Bác Ái, Ninh Thuận", "xã Phước Bình - huyện Bác Ái - tỉnh Ninh Thuận", "Ninh Thuận, Bác Ái, Phước Bình", "X. Phước Bình, H. Bác Ái",
        "phuoc binh", "Bác Ái Tây", "Xã Bác Ái Tây, Khánh Hòa",
    ],
)  # fmt: skip
def test_a_commune_is_found_however_it_is_written_before_and_after_the_reform(system, country, written):
    brought(system, book(HEADINGS, (*QUARRY[:3], written, 24)))
    assert str(Workplace.objects.get().unit) == "Xã Bác Ái Tây"


def test_a_commune_that_stays_ambiguous_is_a_fault_that_names_the_candidates(system, country):
    said = tried(system, book(HEADINGS, (*QUARRY[:3], "Phước Hải", 24), (*CO_OP[:3], "xã Ninh Phước", 1)))
    [_, fault] = said["faults"]
    assert fault["code"] == "ambiguous_commune"
    assert "Thị xã Ninh Hòa" in fault["message"]
    assert "Xã Ninh Phước, Tỉnh Khánh Hòa" in fault["message"]


def test_a_commune_of_after_the_reform_lies_in_the_district_that_was(system, country):
    district = Unit.objects.get(name="Huyện Bác Ái")
    said = brought(system, book(HEADINGS, (*QUARRY[:3], "Bác Ái Tây", 24)), unit=district)
    assert (said["accepted"], said["faults"]) == (1, [])


def test_a_commune_alone_is_read_within_the_unit_that_was_named(system, country):
    district = Unit.objects.get(name="Thị xã Ninh Hòa")
    said = tried(system, book(HEADINGS, (*QUARRY[:3], "Ninh Phước", 24), CO_OP), unit=district)
    assert codes(said) == [(3, "Xã/phường", "commune_out_of_reach")]


def test_numbers_that_a_spreadsheet_spoilt_are_mended_and_it_is_said(system, country):
    headings = (*HEADINGS, "Hoạt động từ ngày")
    rows = [
        ("Công ty Một", 301234567, 8, "Phước Bình", "1.234", 45000),
        ("Công ty Hai", 301234567001, "08", "Phước Bình", 5, "15/3/2019"),
        ("Hộ kinh doanh Ba", 58090001234, "16", "Phước Bình", 5, 2019),
    ]
    said = brought(system, book(headings, *rows))
    assert said["faults"] == []
    assert {row["row"] for row in said["mended"]} == {2, 3, 4}
    one, two, three = Workplace.objects.order_by("name_key")[0], *Workplace.objects.order_by("name_key")[1:3]
    assert (two.tax_code, two.opened_on, two.workers, two.sector) == ("0301234567", date(2023, 3, 15), 1234, "08")
    assert (one.tax_code, one.opened_on) == ("0301234567001", date(2019, 3, 15))
    assert (three.tax_code, three.opened_on) == ("058090001234", date(2019, 1, 1))


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_that_people_see(system, country):
    data = book((*HEADINGS, "Hoạt động từ ngày"), (*QUARRY, date(2019, 3, 15)), (*CO_OP, 42077), date_1904=True)
    assert brought(system, data)["faults"] == []
    assert {row.opened_on for row in Workplace.objects.all()} == {date(2019, 3, 15)}


def test_two_heading_rows_with_merged_cells_above_are_read_as_one(system, country):
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    page = made.add_worksheet()
    page.merge_range("A1:E1", "DANH SÁCH CƠ SỞ CÓ SỬ DỤNG LAO ĐỘNG")
    for at, heading in enumerate(("Tên cơ sở", "Ngành", "Xã")):
        page.merge_range(2, at, 3, at, heading)
    page.merge_range("D3:E3", "Số lao động")
    page.write_row(3, 3, ("Tổng số", "Nữ"))
    page.write_row(4, 0, (1, 2, 3, 4, 5))
    page.write_row(5, 0, ("Công ty Suối Rua", "08", "Phước Bình", 24, 6))
    page.write_row(6, 0, ("Tổng cộng", "", "", 24, 6))
    made.close()
    said = brought(system, out.getvalue())
    assert (said["rows"], said["faults"]) == (1, [])
    assert (HeadCount.objects.get().workers, HeadCount.objects.get().women) == (24, 6)


def test_formulas_count_by_their_value_and_one_without_a_value_is_a_fault(system, country):
    made = openpyxl.Workbook()
    made.active.append(HEADINGS)
    made.active.append(QUARRY)
    made.active.append((*CO_OP[:4], "=10+2"))
    out = io.BytesIO()
    made.save(out)
    assert codes(tried(system, out.getvalue())) == [(3, "Số lao động", "formula_without_value")]
    out = io.BytesIO()
    saved = xlsxwriter.Workbook(out)
    page = saved.add_worksheet()
    page.write_row(0, 0, HEADINGS)
    page.write_row(1, 0, QUARRY[:4])
    page.write_formula(1, 4, "=12+12", None, 24)
    saved.close()
    assert brought(system, out.getvalue())["new"] == 1


def test_text_in_an_old_font_becomes_readable_and_it_is_said(system, country):
    rows = [
        ("C«ng ty TNHH X©y dùng Th¾ng Lîi", "", "41", "Ph­íc B×nh", 5),
        ("Hîp t¸c x· N«ng nghiÖp", "", "01", "Ph­íc B×nh", 9),
    ]
    said = brought(system, book(HEADINGS, *rows))
    assert said["faults"] == []
    assert Workplace.objects.filter(name="Công ty TNHH Xây dựng Thắng Lợi").exists()
    assert any("TCVN3" in note for note in said["notes"])


def test_hidden_sheets_are_passed_over_and_a_workbook_of_hidden_sheets_is_refused(system, country):
    def hiding(first: bool) -> bytes:
        out = io.BytesIO()
        made = xlsxwriter.Workbook(out)
        page, other = made.add_worksheet("Cơ sở"), made.add_worksheet("Cũ")
        for number, row in enumerate((HEADINGS, QUARRY)):
            page.write_row(number, 0, row)
            other.write_row(number, 0, row)
        other.write_row(2, 0, CO_OP)
        (page if first else other).hide()
        if first:
            made.add_worksheet("Trống").activate()
            other.hide()
        made.close()
        return out.getvalue()

    said = tried(system, hiding(first=False))
    assert said["rows"] == 1
    assert "Cũ" in said["notes"][0]
    with pytest.raises(AllHidden):
        tried(system, hiding(first=True))


def test_a_workbook_with_macros_is_read_and_its_macros_are_not_run(system, country):
    with_macros = io.BytesIO(book(HEADINGS, QUARRY))
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    said = tried(system, with_macros.getvalue(), name="co-so.xlsm")
    assert said["accepted"] == 1
    assert "macro" in said["notes"][0]


def test_a_workbook_that_unfolds_into_too_much_is_refused(system, country):
    bomb = io.BytesIO(book(HEADINGS, QUARRY))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/big.xml", "w") as part:
        for _ in range(700):
            part.write(b" " * (1 << 20))
    with pytest.raises(SheetTooLarge):
        tried(system, bomb.getvalue())


def test_a_sheet_of_too_many_rows_is_refused_with_the_limit(system, country, monkeypatch):
    monkeypatch.setattr(reading, "ROW_LIMIT", 3)
    with pytest.raises(SheetTooLong, match="dòng"):
        tried(system, book(HEADINGS, *[QUARRY] * 40))


@pytest.mark.parametrize("data", [b"%PDF-1.4 khong phai bang", b"\x00\x01\x02\x03" * 50, b"PK\x03\x04hong", b"{}"])
def test_what_is_no_list_is_refused_in_words(system, country, data):
    with pytest.raises((NotASpreadsheet, reading.NotAList), match="Hãy lưu lại"):
        tried(system, data)


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("utf-16", ";"), ("cp1258", "\t")])
def test_a_csv_is_read_in_its_encoding_and_with_its_separator(system, country, encoding, separator):
    lines = [
        separator.join(map(str, row)).replace("Phước Hòa, Bác Ái, Ninh Thuận", "Phước Bình")
        for row in (HEADINGS, QUARRY, CO_OP)
    ]
    import unicodedata

    text = "\r\n".join(lines)
    if encoding == "cp1258":  # as Windows writes it: letter, then mark
        text = "".join(_windows(c) for c in unicodedata.normalize("NFC", text))
    said = tried(system, text.encode(encoding), name="co-so.csv")
    assert (said["accepted"], said["faults"]) == (2, [])


def _windows(letter: str) -> str:
    import unicodedata

    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        kept = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        return unicodedata.normalize("NFC", base + "".join(kept)) + "".join(mark for mark in marks if mark not in kept)
    return letter


def test_columns_may_be_named_by_a_map_in_either_direction(system, country):
    data = book(("Đơn vị nào", "Làm gì", "Ở đâu"), ("Công ty Suối Rua", "08", "Phước Bình"))
    with pytest.raises(reading.HeadingsNotFound):
        tried(system, data)
    assert tried(system, data, columns={"name": "Đơn vị nào", "Làm gì": "sector", "Xã/phường": "C"})["accepted"] == 1


def test_headcounts_find_their_workplace_and_split_by_group(system, country):
    brought(system, book(HEADINGS, QUARRY))
    headings = (
        "Tên cơ sở",
        "Xã/phường",
        "Năm",
        "Số lao động",
        "Lao động nữ",
        "Tổng số giờ làm việc",
        "Cao tuổi",
        "Thử việc",
    )
    data = book(
        headings,
        (QUARRY[0], "Phước Bình", 2024, 30, 8, 62400, 2, ""),
        ("Không có", "Phước Bình", 2024, 3, 1, "", "", ""),
    )
    said = brought(system, data, kind="headcounts")
    assert codes(said) == [(3, "Tên cơ sở", "unknown_workplace")]
    counts = {row.group: (row.workers, row.women, row.hours) for row in HeadCount.objects.filter(year=2024)}
    assert counts == {"all": (30, 8, 62400), "elderly": (2, None, None)}
    assert brought(system, data, kind="headcounts")["same"] == 1


def test_the_marked_workbook_shows_each_fault_in_its_cell_and_goes_in_once_mended(system, country):
    data = book(HEADINGS, QUARRY, ("Xưởng mộc Ma Ty", "", "Bán phở", "Phước Bình", 3))
    one = understood(system, data)
    lists.compared(one)
    marked = openpyxl.load_workbook(io.BytesIO(marking.marked(one.grid, one.table)))
    page = marked.active
    assert "danh mục ngành" in page["C3"].comment.text
    assert page["C3"].fill.start_color.rgb == "FFFFC7CE"
    assert page["B2"].value == "4500123456"
    page["C3"] = "16"
    out = io.BytesIO()
    marked.save(out)
    assert brought(system, out.getvalue())["new"] == 2


def test_the_template_is_read_back_and_offers_lists(system, country):
    content = marking.template(kinds.kind_of("workplaces"), communes=["Xã Bác Ái Tây"])
    filled = openpyxl.load_workbook(io.BytesIO(content))
    page = filled["Danh sách"]
    assert page["A1"].comment is not None
    assert page.data_validations.count > 3
    required = {one.heading for one in kinds.kind_of("workplaces").fields if one.required}
    assert required == {"Tên cơ sở", "Ngành (mã VSIC hoặc tên)", "Xã/phường"}
    row = {cell.value: cell.column for cell in page[1]}
    for heading, value in (
        ("Tên cơ sở", "Trạm Y tế xã"),
        ("Ngành (mã VSIC hoặc tên)", "86"),
        ("Xã/phường", "Bác Ái Tây"),
    ):
        page.cell(2, row[heading], value)
    out = io.BytesIO()
    filled.save(out)
    said = brought(system, out.getvalue())
    assert (said["new"], said["faults"]) == (1, [])


def test_the_command_prints_the_contract_and_exits_by_what_it_found(tmp_path, country):
    file = tmp_path / "co-so.xlsx"
    file.write_bytes(book(HEADINGS, QUARRY, ("Xưởng mộc", "", "Bán phở", "Phước Bình", 3)))
    run = CliRunner().invoke(cli, ["import", "workplaces", str(file), "--json", "--marked", str(tmp_path / "loi.xlsx")])
    said = json.loads(run.stdout)
    assert (run.exit_code, said["rows"], said["accepted"], said["rejected"]) == (1, 2, 1, 1)
    assert set(said["faults"][0]) == {"row", "column", "code", "message"}
    assert (tmp_path / "loi.xlsx").exists()
    assert CliRunner().invoke(cli, ["import", "nothing", str(file)]).exit_code == 2
    assert CliRunner().invoke(cli, ["import", "workplaces", str(tmp_path / "khong-co.xlsx")]).exit_code == 2


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20), max_size=4).map(" ".join))
def test_folding_by_table_says_what_folding_by_decomposition_says(text):
    import re
    import unicodedata

    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
        if not unicodedata.combining(c)
    )
    assert fold(text) == re.sub(r"\s+", " ", plain).strip().casefold()


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)), st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_a_day_is_read_back_in_every_form_that_offices_write(day, form):
    assert cells.day(day.strftime(form), Setting(None, None, TODAY)) == day


@given(st.integers(20000, 60000))
def test_a_serial_number_is_the_day_that_excel_shows(number):
    found = cells.day(number, Setting(None, None, TODAY))
    assert isinstance(found, Mended)
    assert (found.value - date(1899, 12, 30)).days == number


@given(st.integers(1, 3000))
def test_new_keys_are_distinct_ascending_and_of_version_seven(count):
    keys = bulk.new_keys(count)
    assert len(set(keys)) == count
    assert keys == sorted(keys)
    assert {key[12] for key in keys} == {"7"}
    assert {key[16] in "89ab" for key in keys} == {True}
