"""Statutory forms as papers: chosen by the day of signing, fields in the law's order, dots for what is missing."""

import io
import json
from datetime import UTC, date, datetime

import docx
import pytest
from click.testing import CliRunner

from antoan import law
from antoan.cli.main import cli
from antoan.documents import statutory
from antoan.documents.reading import read
from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.tests.samples import Pages

DECLARATION = "forms.accident_declaration"
KNOWN = {
    "establishment_name": "Hộ kinh doanh Pinăng Thị Hà",
    "addressees": ["Sở Nội vụ tỉnh Khánh Hòa", "Công an xã Bác Ái"],
    "victims": [["1", "Katơr Bình", "1987", "nam", "thợ đá", "chết"]],
}


def words_of(form, values=None):
    return read(render_pdf(statutory.paper_of(form, values or {}))).text


def run(*words):
    return CliRunner().invoke(cli, ["documents", "form", *map(str, words)])


@pytest.mark.parametrize(
    ("day", "number", "instrument"),
    [
        (date(2025, 6, 30), "Phụ lục III", "Nghị định 39/2016/NĐ-CP"),
        (date(2025, 7, 1), "Mẫu số 01", "Nghị định 129/2025/NĐ-CP"),
    ],
)
def test_the_form_is_the_one_of_the_day_of_signing_and_says_its_number_and_instrument(day, number, instrument):
    words = words_of(statutory.form_on(DECLARATION, day))
    assert words.index(number) < words.index("KHAI BÁO TAI NẠN LAO ĐỘNG")
    assert instrument in words


@pytest.mark.parametrize("key", statutory.fillable(date(2024, 6, 20)))
def test_every_form_prints_every_field_in_order_and_invents_nothing(key):
    by = {name: next(iter(codes)) for name, codes in law.current().rule(key).by.items()}
    form = statutory.form_on(key, date(2024, 6, 20), **by)
    words = " ".join(words_of(form).split())
    places = [words.index(field.name) for field in form.fields if field.kind not in ("heading", "signature")]
    assert places == sorted(places)
    assert "......" in words
    assert "chưa đối chiếu" in words or not form.mark


def test_what_is_known_stands_in_the_paper_and_the_rest_stays_dots():
    form = statutory.form_on(DECLARATION, date(2025, 9, 1))
    document = docx.Document(io.BytesIO(render_docx(statutory.paper_of(form, KNOWN))))
    lines = [line.text for line in document.paragraphs]
    assert "2. Tên cơ sở: Hộ kinh doanh Pinăng Thị Hà" in lines
    assert "5. Thời gian xảy ra tai nạn: \t" in lines  # dots to the end of the line
    assert [cell.text for cell in document.tables[0].rows[1].cells] == KNOWN["victims"][0]


def test_a_form_whose_number_nobody_knows_yet_leaves_room_for_it_and_says_why():
    form = statutory.form_on("forms.team_decision", date(2025, 9, 1), level="province")
    assert form.number == ""
    assert "O-01" in form.open_question
    assert "Mẫu số ……" in words_of(form)


FACTS = {
    "workplace.name": "Hợp tác xã đá Phước Bình",
    "workplace.telephone": "0912 345 678",
    "accident.occurred_at": datetime(2025, 9, 1, 1, 15, tzinfo=UTC),
    "accident.deaths": 1,
    "accident.gravity": "Chết người",
    "accident.injuries": [{"full_name": "Katơr Bình", "birth_year": 1987, "sex": "nam", "known_to_us": "x"}],
    "investigation.members": [{"full_name": "Chamaléa Thị Nết", "role": "Trưởng đoàn"}],
    "unit.name": "Sở Nội vụ tỉnh Khánh Hòa",
    "unit.place": "Khánh Hòa",
    "report.counts": {"1": {"1": 2, "2": 1}, "1.1.3": {"1": 1}},
}


def test_records_fill_each_form_with_what_it_asks_and_what_is_typed_goes_first():
    filled = statutory.fill(DECLARATION, date(2025, 9, 1), {"establishment_name": "Tổ đá số 2"}, facts=FACTS)
    words = " ".join(read(filled.pdf()).text.split())
    assert "Tổ đá số 2" in words
    assert "Hợp tác xã đá" not in words
    assert "08 giờ 15 phút, ngày 01/09/2025" in words
    assert "Số người chết: 1" in words
    assert "Katơr Bình" in words
    assert "1987" in words
    assert "Nơi xảy ra tai nạn" in filled.missing
    assert "Tên cơ sở" not in filled.missing
    assert "Địa chỉ, liên hệ của cơ sở: Fax" in filled.missing
    assert docx.Document(io.BytesIO(filled.docx())).tables


def test_a_decision_is_set_as_the_state_sets_decisions():
    filled = statutory.fill(
        "forms.team_decision", date(2025, 9, 1),
        {
            "heading": {"symbol": "QĐ-SNV", "signed_on": date(2025, 9, 1)},
            "bases": ["Căn cứ Luật An toàn, vệ sinh lao động ngày 25 tháng 6 năm 2015;"],
            "signature": {"position": "GIÁM ĐỐC", "name": "Nguyễn Văn Sơn"},
        },
        facts=FACTS, level="province",
    )  # fmt: skip
    words = Pages(filled.pdf()).words
    order = ["SỞ NỘI VỤ", "QUYẾT ĐỊNH", "Thành lập đoàn điều tra", "Căn cứ Luật", "QUYẾT ĐỊNH:",
             "Điều 1. Thành lập đoàn", "Chamaléa Thị Nết", "Điều 2.", "Điều 4.", "GIÁM ĐỐC", "Nguyễn Văn Sơn"]  # fmt: skip
    places, at = [], 0
    for part in order:
        at = words.index(part, at)
        places.append(at)
    assert places == sorted(places)
    assert "ngày 01 tháng 9 năm 2025" in words


def test_minutes_of_an_investigation_name_the_gravity_and_end_with_those_who_sign():
    filled = statutory.fill("forms.investigation_minutes", date(2024, 6, 20), facts=FACTS, level="province")
    words = Pages(filled.pdf()).words
    assert "Điều tra tai nạn lao động chết người" in words
    assert words.index("NGƯỜI SỬ DỤNG LAO ĐỘNG", words.index("Thiệt hại")) < words.index("TRƯỞNG ĐOÀN ĐIỀU TRA")


def test_figures_stand_in_the_row_and_column_of_their_codes_and_lists_are_those_of_the_law():
    filled = statutory.fill("forms.accident_return", date(2025, 1, 5), facts=FACTS)
    table = docx.Document(io.BytesIO(filled.docx())).tables[0]
    rows = {row.cells[0].text.strip(): [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert rows["1 Tai nạn lao động"][:2] == ["2", "1"]
    assert rows["3. Tổ chức lao động không hợp lý"][0] == "1"
    assert len(law.on(date(2025, 1, 5)).get("accidents.causes").plain) >= 9
    assert "counts" not in filled.missing


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"counts": {"9": {"1": 1}}}, "không có dòng 9; gần nhất"),
        ({"counts": {"1": {"12": 1}}}, "không có cột 12"),
        ({"counts": [1]}, "một bảng số"),
        ({"workers": {"men": 3}}, "không có ô men"),
    ],
)
def test_figures_of_no_row_or_column_are_refused(values, said):
    with pytest.raises(statutory.WrongValues, match=said):
        statutory.fill("forms.accident_return", date(2025, 1, 5), values)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"victms": []}, "gần nhất: victims"),
        ({"victims": "Katơr Bình"}, "một danh sách các dòng"),
        ({"victims": [["1"] * 9]}, "dòng 1: cần nhiều nhất 6 ô"),
        ({"victims": [{"Tuổi": "37"}]}, "không có cột Tuổi"),
        ({"place": ["a"]}, "cần chữ hoặc số"),
    ],
)
def test_wrong_values_are_said_with_their_field(values, said, tmp_path):
    (tmp_path / "v.json").write_text(json.dumps(values), encoding="utf-8")
    answer = run(DECLARATION, "--values", tmp_path / "v.json", "--out", tmp_path / "ra.pdf")
    assert answer.exit_code == 2
    assert said in answer.output
    assert not (tmp_path / "ra.pdf").exists()


def test_the_command_lists_describes_and_fills(tmp_path):
    assert DECLARATION in run().output
    assert "victims: Danh sách người bị nạn" in run(DECLARATION, "--on", "2024-06-20").output
    (tmp_path / "v.json").write_text(json.dumps(KNOWN), encoding="utf-8")
    assert run(DECLARATION, "--values", tmp_path / "v.json", "--out", tmp_path / "ra.pdf").exit_code == 0
    assert (tmp_path / "ra.pdf").read_bytes().startswith(b"%PDF")
    assert run("forms.accident_declaraton").exit_code == 2
