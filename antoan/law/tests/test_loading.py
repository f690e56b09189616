"""A pack is read strictly: every fault with its file and line, and a home's own law beside the shipped one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from antoan.law import cases, pack
from antoan.law.errors import NotInForce, OpenQuestion, WrongPack
from antoan.law.loading import load
from antoan.law.pack import InForce

INSTRUMENTS = """\
defaults: {confidence: sure}
instruments:
  Luật 1/2000/QH10: {about: Luật thử, valid_from: 2000-01-01}
  Nghị định 2/2010/NĐ-CP: {about: Nghị định thử, valid_from: 2010-01-01, valid_to: 2020-01-01}
"""
RULE = """\
defaults: {confidence: sure, citation: "Luật 1/2000/QH10, Điều 1"}
rules:
  trial.limit:
    name_vi: Thời hạn thử
    kind: deadline
    unit: calendar_day
    values:
      - {valid_from: 2000-01-01, value: 5}
"""


@pytest.fixture
def read(tmp_path):
    """Read these texts as one pack; each stands in a file of its own, named in order: 0.yaml, 1.yaml …"""

    def read(*texts):
        for n, text in enumerate((INSTRUMENTS, *texts)):
            (tmp_path / f"{n}.yaml").write_text(dedent(text), encoding="utf-8")
        return load(tmp_path)

    return read


@pytest.fixture
def faults(read):
    """(file, line, message) of what is wrong with these texts."""

    def faults(*texts):
        with pytest.raises(WrongPack) as wrong:
            read(*texts)
        return [(fault.file.rpartition("/")[2], fault.line, fault.message) for fault in wrong.value.faults]

    return faults


def rule(values, *more):
    """A rule with these entries: each on a line of its own from line 8 on."""
    head = RULE.partition("      - ")[0]
    return head + "".join(f"      - {value}\n" for value in values) + "".join(f"    {line}\n" for line in more)


ONE = "{valid_from: 2000-01-01, value: 5}"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (rule([ONE], "colour: red"), 9, "khóa lạ “colour”"),
        (rule(["{valid_from: 2000-01-01, valu: 5, value: 5}"]), 8, "khóa lạ “valu”; các khóa gần nhất: value"),
        (RULE + RULE.partition("rules:\n")[2], 9, "khóa “trial.limit” ghi hai lần (lần trước ở dòng 3)"),
        (rule(["{valid_from: 2000-01-01, value: 5, value: 6}"]), 8, "khóa “value” ghi hai lần"),
        (rule(["{valid_from: 2000-01-01, citation: null, value: 5}"]), 8, "thiếu căn cứ"),
        (rule(["{valid_from: 2000-01-01, citation: {provision: Điều 1}, value: 5}"]), 8, "thiếu “document”"),
        (rule(["{valid_from: 2000-01-01, citation: Luật 1/2000/QH11, value: 5}"]), 8, "không có văn bản “Luật 1/2000/QH11” trong danh mục; gần nhất: Luật 1/2000/QH10"),
        (rule([ONE, "{valid_from: 2000-01-01, value: 6}"]), 9, "hai giá trị cho cùng ngày 2000-01-01"),
        (rule(["{valid_from: 2000-01-01, valid_to: 2002-01-01, value: 5}", "{valid_from: 2001-01-01, value: 6}"]), 9, "chồng lên khoảng đến trước 2002-01-01"),
        (rule(["{valid_from: 2001-02-29, value: 5}"]), 8, "không có ngày 2001-02-29"),
        (rule(["{valid_from: hôm nay, value: 5}"]), 8, "không phải là ngày; hãy ghi như 2025-07-01"),
        (rule(["{valid_from: null, value: 5}"]), 8, "valid_from phải là một ngày"),
        (rule(["{value: 5}"]), 8, "thiếu “valid_from”"),
        (rule(["{valid_from: 2002-01-01, valid_to: 2002-01-01, value: 5}"]), 8, "không sau ngày có hiệu lực"),
        (rule(["{valid_from: 2000-01-01, unit: fortnight, value: 5}"]), 8, "đơn vị tính lạ “fortnight”"),
        (rule(["{valid_from: 2000-01-01, confidence: maybe, value: 5}"]), 8, "confidence phải là sure hoặc likely"),
        (rule(["{valid_from: 2000-01-01, operator: soon, value: 5}"]), 8, "operator lạ “soon”"),
        (rule(["{valid_from: 2000-01-01, open: O-77}"]), 8, "không có câu hỏi mở O-77"),
        (rule(["{valid_from: 2000-01-01, open: O-77, value: 5}"]), 8, "ghi đúng một trong value, open, repealed"),
        (rule(["{valid_from: 2000-01-01, value: {name: báo cáo, đúng hạn}}"]), 8, "“đúng hạn” không có giá trị"),
        (rule(["{valid_from: 2021-01-01, citation: Nghị định 2/2010/NĐ-CP, value: 5}"]), 8, "Nghị định 2/2010/NĐ-CP đã hết hiệu lực từ 2020-01-01"),
        (rule([ONE], "questions: O-01"), 9, "questions phải là danh sách"),
        (rule([ONE], "meaning: [5]"), 9, "meaning phải là chữ"),
        (rule([ONE], "uses: [trial.limt]"), 3, "dùng khóa trial.limt không có; gần nhất: trial.limit"),
        (rule([ONE], "by: {gravity: {fatal: chết người}}"), 8, "giá trị phải ghi theo gravity"),
        (rule(["{valid_from: 2000-01-01, value: {fatl: 5}}"], "by: {gravity: {fatal: chết người}}"), 8, "gravity không có “fatl”; gần nhất: fatal"),
        (rule([ONE], "by: fatal"), 9, "by phải ghi mỗi tham số"),
        (rule([ONE], "by: {day: {may: tháng 5}}"), 9, "tham số không được mang tên “day”"),
        (rule([ONE], "cases: [5]"), 9, "cases phải là danh sách các ví dụ"),
        (RULE.replace("kind: deadline", "kind: dedline"), 5, "loại lạ “dedline”"),
        (RULE.replace("    name_vi: Thời hạn thử\n", ""), 3, "trial.limit thiếu “name_vi”"),
        (RULE.replace("kind: deadline", "kind: formula"), 8, "công thức là danh sách các đoạn"),
        ("rules: [5]", 1, "rules phải gồm các cặp tên: nội dung"),
        ("rulse: {}", 1, "khóa lạ “rulse”; các khóa gần nhất: rules"),
        ("rules: {a: [}", 1, "không phải YAML"),
        ("- 5", 1, "tệp phải gồm các cặp khóa: giá trị"),
        ("defaults: 5", 1, "defaults phải gồm các cặp khóa: giá trị"),
        ("questions:\n  O-01: {text: Gì?, affects: [trial.limit]}", 2, "câu hỏi O-01 thiếu “settled_by”"),
        ("amendments:\n  trial.limt:\n    values: [{valid_from: 2001-01-01, value: 5}]", 3, "không có khóa này"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(faults, text, line, words):
    found = faults(text)
    assert any(("1.yaml", line) == (name, at) and words in message for name, at, message in found), found


def test_a_rule_in_two_files_names_both_places(faults):
    [(name, line, message)] = [each for each in faults(RULE, RULE) if "ghi hai lần" in each[2]]
    assert (name, line) == ("2.yaml", 3)
    assert "1.yaml, dòng 3" in message


def test_a_circle_of_rules_is_a_fault_with_its_path(faults):
    text = rule([ONE], "uses: [trial.other]") + rule([ONE], "uses: [trial.limit]").partition("rules:\n")[2].replace(
        "trial.limit:", "trial.other:"
    )
    [(name, line, message)] = faults(text)
    assert (name, line) == ("1.yaml", 3)
    assert message == "vòng tròn dùng lẫn nhau: trial.limit → trial.other → trial.limit"


def test_instruments_that_replace_each_other_are_a_fault(faults):
    text = """\
        defaults: {confidence: sure}
        instruments:
          A: {about: a, valid_from: 2001-01-01, replaces: [B]}
          B: {about: b, valid_from: 2002-01-01, replaces: [A]}
    """
    assert any("vòng tròn thay thế lẫn nhau: A → B → A" in message for *_, message in faults(text))


def test_a_file_that_is_no_text_is_a_fault(tmp_path):
    (tmp_path / "0.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WrongPack, match="không đọc được tệp"):
        load(tmp_path)


def test_all_faults_are_told_at_once(faults):
    assert (
        len(faults(rule(["{valid_from: 2000-01-01, colour: red, unit: fortnight, citation: Luật 9, value: 5}"]))) == 3
    )


def test_an_entry_without_an_end_ends_where_the_next_begins(read):
    held = read(rule([ONE, "{valid_from: 2005-01-01, value: 6}"])).history("trial.limit")
    assert [(each.value, each.valid_from, each.valid_to) for each in held] == [
        (5, date(2000, 1, 1), date(2005, 1, 1)),
        (6, date(2005, 1, 1), None),
    ]


def test_an_open_entry_may_stand_for_one_variant_and_gives_way_to_an_answer(read):
    question = 'questions:\n  O-01: {text: "Bao nhiêu ngày?", affects: [trial.limit], settled_by: Luật}\n'
    text = rule(
        ["{valid_from: 2000-01-01, value: {minor: 5, fatal: 6}}", "{valid_from: 2010-01-01, open: {fatal: O-01}}"],
        "by: {gravity: {minor: nhẹ, fatal: chết người}}",
    )
    on = InForce(read(question, text), date(2011, 1, 1))
    assert on.get("trial.limit", gravity="minor").value == 5
    with pytest.raises(OpenQuestion):
        on.get("trial.limit", gravity="fatal")

    answer = """\
        amendments:
          trial.limit:
            values:
              - {valid_from: 2010-01-01, value: {fatal: 9}, citation: Luật 1/2000/QH10, confidence: likely, settles: O-01}
            cases:
              - {day: 2011-01-01, gravity: fatal, gives: 9}
    """
    held = read(question, text, answer)
    assert InForce(held, date(2011, 1, 1)).get("trial.limit", gravity="fatal").value == 9
    assert list(cases.failing(held)) == []


def test_a_repealed_rule_holds_no_more(read):
    held = read(rule([ONE, "{valid_from: 2010-01-01, repealed: true}"]))
    with pytest.raises(NotInForce):
        InForce(held, date(2010, 1, 1)).get("trial.limit")
    assert InForce(held, date(2009, 12, 31)).get("trial.limit").value == 5


def test_an_amendment_names_its_own_source_and_never_borrows_the_rule_s(faults):
    text = """\
        amendments:
          trial.limit:
            values:
              - {valid_from: 2010-01-01, value: 9}
    """
    own = RULE.replace("    unit", "    citation: Luật 1/2000/QH10\n    confidence: sure\n    unit").replace(
        ', citation: "Luật 1/2000/QH10, Điều 1"', ""
    )
    messages = [message for name, _, message in faults(own, text) if name == "2.yaml"]
    assert any("thiếu căn cứ" in message for message in messages)
    assert any("confidence phải là" in message for message in messages)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("{day: 2001-01-01, gives: 6}", "cho 5, ví dụ ghi 6"),
        ("{day: 1999-01-01, gives: 5}", "không có giá trị vào ngày 01/01/1999"),
        ("{day: 2001-01-01}", "ví dụ cần day và một trong gives, count, citation"),
        ("{day: 2001-01-01, gravity: fatal, gives: 5}", "không có tham số “gravity”"),
        ("{day: 2001-01-01, part: max, gives: 5}", "không có phần “max”"),
        ("{day: 2001-01-01, of: x, gives: 5}", "không tính được với “x”"),
        ("{day: 2001-01-01, count: 2}", "có 1 dòng, ví dụ ghi 2"),
        ("{day: 2001-01-01, citation: Luật 9}", "căn cứ là Luật 1/2000/QH10, Điều 1"),
    ],
)
def test_a_case_that_does_not_hold_is_named_with_its_line(read, case, words):
    [fault] = cases.failing(read(rule([ONE], "cases:", f"  - {case}")))
    assert fault.line == 10
    assert words in fault.message


# --- the law of a home ----------------------------------------------------------------------------------------------------


def test_next_year_s_amendment_is_a_text_and_no_code(whole_law):
    how_to = Path(__file__).parents[3] / "docs" / "how-to" / "cap-nhat-quy-dinh.md"
    example = how_to.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    (whole_law / "2027.yaml").write_text(example, encoding="utf-8")
    assert pack.on(date(2027, 6, 30)).get("wages.base").value == 2_530_000
    assert pack.on(date(2027, 7, 1)).get("wages.base").value == 2_700_000
    assert pack.current().instruments["Nghị định 161/2026/NĐ-CP"].valid_to == date(2027, 7, 1)
    assert list(cases.failing(pack.current())) == []


def test_a_text_of_the_home_with_a_fault_decides_nothing(whole_law):
    bad = whole_law / "deep" / "bad.yaml"
    bad.parent.mkdir()
    bad.write_text("amendments:\n  wages.base:\n    values: [{valid_from: 2027-07-01, value: 1}]\n", encoding="utf-8")
    assert pack.on(date(2027, 7, 1)).get("wages.base").value == 2_530_000
    assert {fault.file for fault in pack.current().faults} == {str(bad)}
    bad.unlink()
    assert pack.current().faults == ()


def test_a_text_of_the_home_that_overlaps_the_shipped_law_is_left_out(whole_law):
    (whole_law / "early.yaml").write_text(
        "defaults: {confidence: sure}\namendments:\n  wages.base:\n    values:\n"
        "      - {valid_from: 2026-01-01, valid_to: 2027-01-01, citation: Nghị định 73/2024/NĐ-CP, value: 1}\n",
        encoding="utf-8",
    )
    assert pack.on(date(2026, 2, 1)).get("wages.base").value == 2_340_000
    assert "chồng lên" in pack.current().faults[0].message
