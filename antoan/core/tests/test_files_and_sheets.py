from datetime import date

import pytest

from antoan.core import files, spreadsheets


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once():
    first = files.keep(b"hai lan", name="a.txt")
    assert files.keep(b"hai lan", name="b.txt") == first
    assert files.load(first) == b"hai lan"


@pytest.mark.django_db
def test_a_file_over_the_limit_is_refused_with_its_size():
    with pytest.raises(files.FileTooLarge, match=r"3.0 MB.*2 MB"):
        files.keep(b"x" * (3 << 20), name="anh.jpg", limit=2 << 20)


@pytest.mark.django_db
def test_an_empty_file_is_refused():
    with pytest.raises(files.EmptyUpload, match=r"anh\.jpg"):
        files.keep(b"", name="anh.jpg")


@pytest.mark.django_db
def test_the_type_is_read_from_the_bytes_and_not_from_the_name():
    png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
    with pytest.raises(files.FileTypeNotAccepted, match="image/png"):
        files.keep(png, name="van-ban.pdf", accept=frozenset({"application/pdf"}))


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Windows\\a.txt", "a\x00b.txt", "", "x" * 400])
def test_a_file_name_cannot_lead_anywhere(name):
    safe = files.safe_name(name)
    assert safe
    assert len(safe) <= 150
    assert not set(safe) & set("/\\\x00")


def test_what_leaves_as_a_workbook_can_be_read_again_and_formulas_stay_text():
    columns = [spreadsheets.Column("Tên"), spreadsheets.Column("Ngày"), spreadsheets.Column("Số")]
    data = spreadsheets.write("Bảng thử", columns, [["=1+1", date(2024, 6, 20), 7], ["Đảng ủy", None, 2.5]])
    [sheet] = spreadsheets.read(data)
    assert sheet.rows[2] == ["Tên", "Ngày", "Số"]
    assert sheet.rows[3] == ["=1+1", date(2024, 6, 20), 7]
    assert sheet.rows[4][0] == "Đảng ủy"


@pytest.mark.parametrize("data", [b"", b"khong phai bang tinh", b"PK\x03\x04hong"])
def test_what_is_no_workbook_is_refused(data):
    with pytest.raises(spreadsheets.NotASpreadsheet, match="xlsx"):
        spreadsheets.read(data, name="theo-doi.xlsx")
