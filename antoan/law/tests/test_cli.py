"""`antoan law …` as other programs and people call it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner

from antoan import law
from antoan.cli.main import cli
from antoan.law import commands
from antoan.units.tests.factories import make_unit


@pytest.fixture
def call(db):
    def call(*words, code=0):
        result = CliRunner().invoke(cli, ["law", *words])
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def told(call):
    return lambda *words: json.loads(call(*words, "--json").stdout)


def test_check_reads_the_law_and_tries_its_cases(call, whole_law):
    assert "ví dụ đều đúng" in call("check").stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rules:\n  a.b: {nam: x}\n", "bad.yaml, dòng 2: khóa lạ “nam”"),
        (
            "defaults: {confidence: sure}\namendments:\n  wages.base:\n    values: [{valid_from: 2030-01-01, citation: Nghị định 161/2026/NĐ-CP, value: 1}]\n"
            "    cases:\n      - {day: 2030-01-01, gives: 2}\n",
            "bad.yaml, dòng 6: wages.base: ví dụ không đúng: cho 1, ví dụ ghi 2",
        ),
    ],
)
def test_check_names_file_and_line_of_what_is_wrong(call, whole_law, text, words):
    (whole_law / "bad.yaml").write_text(text, encoding="utf-8")
    assert words in call("check", code=1).stderr


def test_keys_are_a_list_of_names(told, call):
    keys = told("keys")
    assert "accidents.investigation_time_limit" in keys
    assert keys == sorted(keys)
    assert "Lương cơ sở" in call("keys").stdout


def test_show_gives_the_value_of_the_day_with_its_source(told):
    row = told("show", "wages.base", "--on", "2024-07-01")
    promised = ("key", "value", "unit", "valid_from", "valid_to", "citation", "confidence")
    assert {name: row[name] for name in promised} == {
        "key": "wages.base",
        "value": 2340000,
        "unit": "vnd_per_month",
        "valid_from": "2024-07-01",
        "valid_to": "2026-07-01",
        "citation": "Nghị định 73/2024/NĐ-CP",
        "confidence": "sure",
    }


def test_show_lists_the_variants_of_a_key(told):
    rows = told("show", "accidents.investigation_time_limit", "--on", "2024-06-20")
    assert {row["variant"]: row["value"] for row in rows} == {
        "minor": 4, "serious": 7, "many_serious": 20, "fatal": 30, "technical": 60,
    }  # fmt: skip


def test_show_takes_one_variant(told):
    assert (
        told("show", "accidents.investigation_time_limit", "--on", "2024-06-20", "--with", "gravity=fatal")["value"]
        == 30
    )


def test_show_says_what_is_open_and_guesses_nothing(told, call):
    asked = ("show", "accidents.declaration_receiver", "--on", "2025-04-01", "--with", "duty=employer_to_police")
    row = told(*asked)
    assert (row["value"], row["confidence"], row["question"]) == (None, "check", "O-28")
    assert "O-28: Công an cấp nào" in call(*asked).stdout


def test_show_speaks_to_people_with_the_mark(call):
    text = call("show", "wages.base", "--on", "2026-07-01").stdout
    assert (
        text.splitlines()[1]
        == "  2.530.000 đồng/tháng (từ ngày 01/07/2026; Nghị định 161/2026/NĐ-CP; chưa đối chiếu bản gốc)"
    )


@pytest.fixture
def with_a_register(db, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://asked-only-whether-it-is-set/x")


def test_the_mark_goes_once_an_officer_has_compared_the_entry(call, told, with_a_register, system):
    asked = ("show", "wages.base", "--on", "2026-07-01")
    assert told(*asked)["mark"] == "chưa đối chiếu bản gốc"
    entry = law.on(date(2026, 7, 1)).get("wages.base")
    made = commands.verify(
        system,
        unit=make_unit(name="Sở Nội vụ"),
        entries=[entry],
        compared_on=date(2026, 11, 2),
        gazette="Công báo số 12/2026",
    )
    row = told(*asked)
    assert "mark" not in row
    assert (row["verified_on"], row["gazette"]) == ("2026-11-02", "Công báo số 12/2026")
    assert "chưa đối chiếu" not in call(*asked).stdout
    commands.withdraw_verification(system, verification=made[0], reason="Nhầm số công báo")
    assert told(*asked)["mark"] == "chưa đối chiếu bản gốc"


def test_show_takes_today_where_no_day_is_said(told):
    assert told("show", "accidents.investigation_extension_times")["value"] == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "accidents.investigation_limit"], "Các khóa gần nhất: accidents.investigation_time_limit"),
        (["show", "wages.base", "--on", "2024-13-01"], "“2024-13-01” không phải là ngày"),
        (["show", "wages.base", "--on", "2010-01-01"], "quy định đầu tiên có hiệu lực từ 01/07/2013"),
        (["show", "accidents.investigator", "--with", "gravity=fatl"], "Các tham số gần nhất: gravity=fatal"),
        (["show", "accidents.investigator", "--with", "grvity=fatal"], "Các tham số gần nhất: gravity"),
        (["show", "accidents.investigator", "--with", "fatal"], "hãy ghi --with tên=giá_trị"),
        (["diff", "2025-07-01", "2025-06-30"], "Hãy ghi ngày trước rồi đến ngày sau"),
        (["diff", "2025-06-31", "2025-07-01"], "không phải là ngày"),
    ],
)
def test_wrong_use_is_said_in_one_line_with_what_is_near(call, words, message):
    result = call(*words, code=2)
    assert message in result.stderr
    assert result.stdout == ""


def test_diff_tells_who_is_competent_now_and_what_replaced_what(call):
    text = call("diff", "2025-06-30", "2025-07-01").stdout
    assert "Công an cấp xã" in text
    assert "Mẫu số 01 – Khai báo tai nạn lao động; trước đó là Phụ lục III" in text
    assert "Luật 41/2024/QH15: có hiệu lực từ ngày 01/07/2025, thay Luật 58/2014/QH13" in text


def test_diff_for_programs_carries_both_entries(told):
    rows = {row["key"]: row for row in told("diff", "2026-06-30", "2026-07-01") if "key" in row}
    wage = rows["wages.base"]
    assert (wage["before"]["value"], wage["after"]["value"], wage["on"]) == (2340000, 2530000, "2026-07-01")


def test_diff_of_two_days_of_the_same_law_says_so(call):
    assert (
        "Không có gì khác giữa ngày 02/07/2025 và ngày 03/07/2025." in call("diff", "2025-07-02", "2025-07-03").stdout
    )


def test_a_fault_in_the_home_is_said_and_the_shipped_law_answers(call, whole_law):
    (whole_law / "bad.yaml").write_text("rules: 5\n", encoding="utf-8")
    result = call("show", "wages.base", "--on", "2024-07-01")
    assert "antoan law check" in result.stderr
    assert "2.340.000" in result.stdout
