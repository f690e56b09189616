"""Statutory forms as papers: chosen by the day of signing, fields in the law's order, dots for what is missing."""

import io
import json
from datetime import date

import docx
import pytest
from click.testing import CliRunner

from antoan import law
from antoan.cli.main import cli
from antoan.documents import statutory
from antoan.documents.reading import read
from antoan.documents.rendering import render_docx, render_pdf

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
    assert "………" in words
    assert "chưa đối chiếu" in words or not form.mark


def test_what_is_known_stands_in_the_paper_and_the_rest_stays_dots():
    form = statutory.form_on(DECLARATION, date(2025, 9, 1))
    document = docx.Document(io.BytesIO(render_docx(statutory.paper_of(form, KNOWN))))
    lines = [line.text for line in document.paragraphs]
    assert "2. Tên cơ sở: Hộ kinh doanh Pinăng Thị Hà" in lines
    assert f"5. Thời gian xảy ra tai nạn: {statutory.DOTS}" in lines
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == KNOWN["victims"][0]


def test_a_form_whose_number_nobody_knows_yet_leaves_room_for_it_and_says_why():
    form = statutory.form_on("forms.team_decision", date(2025, 9, 1), level="province")
    assert form.number == ""
    assert "O-01" in form.open_question
    assert "Mẫu số ……" in words_of(form)


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
