"""Definitions are read strictly: what is wrong is named with its file and line."""

import pytest

from antoan.core.facts import tables
from antoan.statistics import definitions
from antoan.statistics.definitions import SHIPPED, WrongIndicators, load

GOOD = """\
parts:
  name_vi: Số phần việc
  definition: Phần việc đang giao.
  numerator: {fact: plans.parts}
  unit: count
  source: {document: Quy tắc của sản phẩm}
"""


def faults(tmp_path, text):
    (tmp_path / "own.yaml").write_text(text)
    with pytest.raises(WrongIndicators) as wrong:
        load(tmp_path)
    return [str(fault) for fault in wrong.value.faults]


def test_what_is_shipped_is_whole_and_every_indicator_names_its_source():
    found = load(SHIPPED)
    assert found
    assert all(one.source and one.definition and one.numerator.fact in tables() for one in found.values())


def test_an_offices_own_indicator_is_read_beside_the_shipped_ones(tmp_path):
    (tmp_path / "own.yaml").write_text(GOOD)
    assert "parts" in load(SHIPPED, tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("unit: count", "unit: heads"), "unit là một trong"),
        (("unit: count", "unit: count\n  colour: red"), "khóa lạ “colour”"),
        (("fact: plans.parts", "fact: plans.none"), "không có bảng plans.none"),
        (("fact: plans.parts", "fact: plans.parts, take: sum, of: due"), "không cộng được cột “due”"),
        (("fact: plans.parts", "fact: plans.parts, where: {colour: red}"), "không có cột “colour”"),
        (("fact: plans.parts", "fact: plans.parts, where: {due: {around: period.end}}"), "không phải phép so sánh"),
        (("fact: plans.parts", "fact: plans.parts, day: percent"), "“percent” không phải là ngày"),
        (("unit: count", "unit: count\n  per: 100"), "có mẫu số thì có per"),
        (("unit: count", "unit: percent\n  per: 1000\n  denominator: {fact: plans.parts}"), "per phải là 100"),
        (("unit: count", "unit: count\n  interval: wilson"), "wilson cần tử số và mẫu số"),
        (("unit: count", "unit: count\n  interval: guess"), "interval là một trong"),
        (("unit: count", "unit: count\n  breakdowns: [due]"), "không chia được theo “due”"),
        (("  source: {document: Quy tắc của sản phẩm}\n", ""), "thiếu “source”"),
        (("unit: count", "unit: count\n  unit: count"), "ghi hai lần"),
        (("{fact: plans.parts}", "{indicator: parts}"), "vòng tròn parts → parts"),
        (("{fact: plans.parts}", "{indicator: nothing}"), "không có chỉ số nothing"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path, change, said):
    found = faults(tmp_path, GOOD.replace(*change))
    assert any(said in fault and fault.startswith("own.yaml, dòng ") for fault in found), found


def test_a_circle_over_several_indicators_is_named(tmp_path):
    text = "".join(
        GOOD.replace("parts:", f"{one}:", 1).replace("{fact: plans.parts}", f"{{indicator: {other}}}")
        for one, other in (("a", "b"), ("b", "c"), ("c", "a"))
    )
    assert any("vòng tròn a → b → c → a" in fault for fault in faults(tmp_path, text))


def test_the_installation_reads_its_own_folder_once():
    assert definitions.current() is definitions.current()
