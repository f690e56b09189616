"""`antoan estimate`: what it prints, and its exit codes."""

import json

import pytest
from click.testing import CliRunner

from antoan.cli.estimate import estimate

SEBER = "khai_bao,benh_vien,count\n1,1,167\n1,0,781\n0,1,254\n"


@pytest.fixture
def run(tmp_path):
    def call(text: str | bytes, *options: str):
        file = tmp_path / "nguon.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return CliRunner().invoke(estimate, [str(file), *options])

    return call


def test_the_answer_as_json_keeps_its_keys(run):
    result = run(SEBER, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["sources"] == ["khai_bao", "benh_vien"]
    assert (found["observed"], found["estimate"], found["refused"]) == (1202, 2382.8, None)
    assert {"name", "formula", "estimate", "low", "high", "aic", "weight", "df"} <= set(found["models"][0])
    assert found["chosen"]["name"] == "Chapman"
    assert {"odds_ratio", "estimate", "low", "high"} == set(found["range"][0])


def test_the_answer_for_a_person_begins_with_the_sentence(run):
    first = run(SEBER).stdout.splitlines()[0]
    assert first == "Ước khoảng 2.383 người (từ 1.513 đến 8.570); các nguồn đã thấy 1.202, tức khoảng 50 %."


def test_a_refusal_is_an_answer_with_exit_code_one(run):
    result = run("a,b,count\n1,0,40\n0,1,30\n", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["estimate"] is None
    assert "Không ước lượng: Không ai có ở hai nguồn" in run("a,b,count\n1,0,40\n0,1,30\n").stdout


def test_strata_are_answered_each_and_in_sum(run):
    text = "ngành;a;b;count\nx;1;1;20\nx;1;0;30\nx;0;1;25\ny;1;1;40\ny;1;0;30\ny;0;1;25\n"
    result = run(text, "--by", "ngành", "--json")
    found = json.loads(result.stdout)
    assert [each["stratum"] for each in found["strata"]] == ["x", "y"]
    assert found["total"]["estimate"] > found["total"]["observed"] == 170
    assert run(text, "--by", "ngành").stdout.splitlines()[2].startswith("x: Ước khoảng")


def test_excel_files_in_unicode_are_read(run):
    assert run(SEBER.replace(",", "\t").encode("utf-16"), "--json").exit_code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nguon.csv trống"),
        ("a,b,count\n", "không có dòng nào"),
        ("a,b,count\n1,1\n", "dòng 2: có 2 ô mà tiêu đề có 3 cột"),
        ("a,a,count\n1,1,2\n", "hai cột cùng tên “a”"),
        ("a,,count\n1,1,2\n", "cột 2: dòng tiêu đề thiếu tên"),
        ('a,b,count\n1,1,"2\n', "ngoặc kép"),
        ("a,b,count\n1,x,2\n", "Dòng 2, cột “b”"),
        (b"\xe0\xff\x00", "không phải"),
        (b"PK\x03\x04\x00\x00", "không phải tệp CSV"),
    ],
)
def test_bad_input_ends_with_one_line_and_exit_code_two(run, text, said):
    result = run(text)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr
    assert result.stdout == ""
