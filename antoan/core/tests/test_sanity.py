"""What no database can hold, and files that burst their reader, are refused in words and harm nobody."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from antoan.core import spreadsheets
from antoan.core.confined import Burst, confined
from antoan.core.fields import DayField

CORNER = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">'
    '<is><t>Nội dung</t></is></c></row><row r="99999"><c r="XFD99999" t="inlineStr"><is><t>xa</t></is></c></row></sheetData></worksheet>'
)


def workbook_with_a_cell_in_the_far_corner():
    packed = io.BytesIO(spreadsheets.write("Bảng", [spreadsheets.Column("Nội dung")], [["Việc"]]))
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, CORNER if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return out.getvalue()


def test_a_cell_in_the_far_corner_takes_no_server_down():
    with pytest.raises((spreadsheets.SheetTooLarge, spreadsheets.SheetTooLong)):
        spreadsheets.read(workbook_with_a_cell_in_the_far_corner(), name="theo-doi.xlsx")


def test_a_reader_that_swells_or_dies_bursts_alone_and_its_own_errors_come_through():
    with pytest.raises(Burst):
        confined("builtins:bytearray", 8 * 1024**3)
    with pytest.raises(Burst):
        confined("os:_exit", 3)
    with pytest.raises(ValueError, match="invalid literal"):
        confined("builtins:int", "không")
    assert confined("builtins:sum", [1, 2]) == 3


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-06-31", "31/6/2024"])
def test_a_day_beyond_the_calendar_is_refused_in_words(day):
    with pytest.raises(ValidationError) as caught:
        DayField().clean(day)
    assert "ngày" in caught.value.messages[0]
    assert DayField().clean("20/06/2024") == date(2024, 6, 20)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tai-khoan/nhan-loi-moi/%00/", "/don-vi/?q=%00"])
def test_the_character_nul_is_a_bad_request_before_any_query(client, address):
    assert client.get(address).status_code == 400


@pytest.mark.django_db
def test_nul_in_a_form_and_a_name_of_a_novel_are_refused(client):
    address = reverse("account_login")
    assert client.post(address, {"login": "van\0thu", "password": "x"}).status_code == 400
    assert client.post(address, {"login": "a" * 100_000, "password": "x"}).status_code == 200
