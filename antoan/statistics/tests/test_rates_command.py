"""`antoan rates`: honest rates of a table of areas, what its sentences say, and what it refuses."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from antoan.cli.rates import rates
from antoan.statistics.methods import area_rates
from antoan.statistics.methods.area_rates import Area
from antoan.statistics.methods.intervals import garwood
from antoan.statistics.tests.lip_cancer import EXPECTED, OBSERVED

COMMUNES = """area,cases,exposure,neighbours
Phước Bình,3,1200,Phước Tân;Phước Hòa
Phước Tân,0,900,Phước Bình
Phước Hòa,1,2500,Phước Bình|Phước Tân
Phước Thành,2,,
Phước Chính,10,9800,
Phước Trung,1,,
Phước Kháng,0,0,
"""


@pytest.fixture
def run(tmp_path):
    def call(text: str, *options: str):
        file = tmp_path / "xa.csv"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(rates, [str(file), *options])

    return call


def areas_of(found) -> dict:
    return {row["area"]: row for row in found["areas"]}


def test_the_answer_as_json_keeps_its_keys(run):
    found = json.loads(run(COMMUNES, "--json").stdout)
    assert found["per"] == 100_000
    wanted = "area cases exposure rate low high ratio ratio_low ratio_high smoothed funnel sentence".split()
    assert all(set(wanted) <= set(row) for row in found["areas"])
    assert {"phi", "total", "sentence"} <= set(found)


def test_figures_are_those_of_the_exact_interval(run):
    found = json.loads(run(COMMUNES, "--json", "--per", "1000").stdout)
    row = areas_of(found)["Phước Bình"]
    assert row["rate"] == pytest.approx(2.5)
    assert (row["low"], row["high"]) == pytest.approx(tuple(limit / 1.2 for limit in garwood(3)))
    due = 14 / 14400 * 1200
    assert (row["ratio"], row["ratio_high"]) == pytest.approx((3 / due, garwood(3)[1] / due))
    assert found["total"]["rate"] == pytest.approx(14 / 14.4)


def test_no_exposure_means_no_rate_rather_than_nought(run):
    found = json.loads(run(COMMUNES, "--json").stdout)
    for name in ("Phước Thành", "Phước Kháng"):
        row = areas_of(found)[name]
        assert row["rate"] is row["low"] is row["ratio"] is row["smoothed"] is row["funnel"] is None
    assert found["unknown"] == ["Phước Thành", "Phước Trung", "Phước Kháng"]
    assert found["total"]["counted_cases"] == 14
    assert found["total"]["cases"] == 17
    assert "chưa biết số người" in areas_of(found)["Phước Thành"]["sentence"]
    assert "Chưa tính được 3 nơi" in found["sentence"]


def test_unknown_cases_are_not_nought_either(run):
    row = json.loads(run("area,cases,exposure\na,,500\nb,5,900\n", "--json").stdout)["areas"][0]
    assert row["cases"] is row["rate"] is None
    assert row["sentence"] == "a: chưa có số ca, nên không nói được gì; không biết không phải là không có."


def test_smoothing_is_towards_neighbours_where_they_are_told(run):
    found = areas_of(json.loads(run(COMMUNES, "--json").stdout))
    assert found["Phước Bình"]["smoothed_towards"] == "neighbours"
    assert found["Phước Chính"]["smoothed_towards"] == "all"
    assert 0 < found["Phước Tân"]["smoothed"] < found["Phước Bình"]["rate"]


def test_the_answer_for_a_person_begins_with_the_whole(run):
    lines = run(COMMUNES, "--of", "lao động").stdout.splitlines()
    assert lines[0].startswith(
        "14 ca trên 14.400 lao động, tức 97,2 trên 100.000 (khoảng tin cậy 95 % từ 53,2 đến 163);"
    )
    assert lines[2] == (
        "Phước Bình: 3 ca trên 1.200 lao động, tức 250 trên 100.000 (khoảng tin cậy 95 % từ 51,6 đến 731). "
        "Không khác mức chung (1,2 ca với số lao động này) một cách có ý nghĩa: chênh lệch cỡ này do may rủi cũng thường gặp."
    )
    assert lines[3].endswith("không có ca nào chưa chứng tỏ an toàn hơn.")


def test_a_commune_far_above_is_told_from_one_above_by_chance():
    many = [Area(f"xã {i}", 20, 10_000, None) for i in range(40)]
    found = area_rates.compute([*many, Area("cao", 90, 10_000, None), Area("hơi cao", 33, 10_000, None)])
    far, near, usual = found["areas"][40], found["areas"][41], found["areas"][0]
    assert far["funnel"] == "cao hơn 99,8 %"
    assert "Cần tìm nguyên nhân" in far["sentence"]
    assert near["funnel"] == "cao hơn 95 %"
    assert "chưa nên kết luận" in near["sentence"]
    assert usual["funnel"] == "trong giới hạn"
    assert "Không khác mức chung" in usual["sentence"]
    assert "2 nơi khác mức chung, trong đó 1 nơi khác hẳn" in found["sentence"]


def test_a_commune_below_is_not_praised_before_its_declaring_was_looked_at():
    many = [Area(f"xã {i}", 40, 10_000, None) for i in range(40)]
    found = area_rates.compute([*many, Area("thấp", 5, 10_000, None), Area("hơi thấp", 26, 10_000, None)])
    assert found["areas"][40]["funnel"] == "thấp hơn 99,8 %"
    assert "khai báo thiếu" in found["areas"][40]["sentence"]
    assert found["areas"][41]["funnel"] == "thấp hơn 95 %"
    assert "chưa nên khen" in found["areas"][41]["sentence"]


@pytest.mark.parametrize("additive", [False, True])
def test_where_areas_differ_anyway_the_sentence_says_so(additive):
    areas = [Area(f"huyện {i}", o, None, e) for i, (o, e) in enumerate(zip(OBSERVED, EXPECTED, strict=True))]
    found = area_rates.compute(areas, additive=additive)
    assert found["phi"] > 3
    assert found["areas"][0]["rate"] is None
    assert found["areas"][0]["ratio"] == pytest.approx(9 / 1.4)
    moderate = found["areas"][15]  # 9 where 4.6 were expected
    assert moderate["funnel"] == "trong giới hạn"
    within = [row for row in found["areas"] if row["funnel"] == "trong giới hạn" and row["ratio_low"] > 1]
    assert within
    assert all("các nơi vốn chênh nhau" in row["sentence"] for row in within)
    assert all("mức dự kiến" in row["sentence"] for row in within)


def test_nobody_hurt_anywhere_is_told_without_comparing():
    found = area_rates.compute([Area("a", 0, 500, None), Area("b", 0, 900, None)])
    assert found["total"]["rate"] == 0
    assert found["areas"][0]["ratio"] is found["areas"][0]["funnel"] is None
    assert found["areas"][0]["sentence"].endswith("Không nơi nào có ca, nên không có gì để so.")


def test_nothing_known_is_an_answer_too():
    found = area_rates.compute([Area("a", 3, None, None)])
    assert found["total"]["rate"] is None
    assert "không tính được tỷ suất nào" in found["sentence"]


tables = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 300)), st.one_of(st.none(), st.floats(1, 1e7))),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(tables, st.booleans())
def test_every_table_has_an_answer_that_json_can_hold(rows, additive):
    areas = [Area(f"xã {i}", cases, exposure, None) for i, (cases, exposure) in enumerate(rows)]
    found = area_rates.compute(areas, additive=additive)
    json.dumps(found, allow_nan=False)
    for row in found["areas"]:
        assert row["sentence"].startswith(row["area"])
        assert (row["rate"] is None) == (row["cases"] is None or not row["exposure"])
        if row["rate"] is not None:
            assert row["low"] <= row["rate"] <= row["high"]
        if row["ratio"] is not None and row["funnel"] != "trong giới hạn":
            assert ("cao" in row["funnel"]) == (row["ratio"] > 1)


def test_a_dot_that_may_part_thousands_is_asked_about(run):
    refused = run("area,cases,exposure\na,3,12.345\nb,4,9.100\n")
    assert refused.exit_code == 2
    assert "Dòng 2, cột “exposure”: “12.345” có thể là 12345" in refused.stderr
    found = json.loads(run("area,cases,exposure\na,3,12.345\nb,4,9.1\n", "--json").stdout)
    assert found["areas"][0]["exposure"] == 12.345


def test_names_are_the_same_however_the_marks_were_typed(run):
    text = "area,cases,exposure,neighbours\nPhước Bình,3,1200,\nPhước Hòa,4,900,Phu\u031bo\u031b\u0301c Bi\u0300nh\n"
    assert areas_of(json.loads(run(text, "--json").stdout))["Phước Hòa"]["smoothed_towards"] == "neighbours"


def test_a_nation_of_communes_is_answered():
    areas = [Area(f"xã {i}", i % 7, 500 + i, None, (f"xã {(i + 1) % 3321}",)) for i in range(3321)]
    assert len(area_rates.compute(areas)["areas"]) == 3321


def test_offices_numbers_are_read(run):
    found = json.loads(run('area;cases;exposure\na;12;"1.234,5"\nb;3;2000\n', "--json").stdout)
    assert found["areas"][0]["exposure"] == 1234.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area,cases\na,1\n", "Thiếu cột “exposure”"),
        ("area,cases,exposure\n", "không có dòng nào"),
        ("area,cases,exposure\na,-1,500\n", "Dòng 2, cột “cases”: “-1” là số âm"),
        ("area,cases,exposure\na,1.5,500\n", "Dòng 2, cột “cases”: “1.5” không phải số nguyên"),
        ("area,cases,exposure\na,ba,500\n", "Dòng 2, cột “cases”: “ba” không phải số"),
        ("area,cases,exposure\na,nan,500\n", "không phải số"),
        ("area,cases,exposure\na,1,500\nb,2,0\n", "Dòng 3, cột “exposure”: bằng 0 mà có 2 ca"),
        ("area,cases,exposure\na,1,500\na,2,600\n", "Dòng 3, cột “area”: “a” đã có ở dòng 2"),
        ("area,cases,exposure\n,1,500\n", "Dòng 2, cột “area”: để trống"),
        ("area,cases,exposure,neighbours\na,1,500,b\n", "Dòng 2, cột “neighbours”: không có địa bàn “b”"),
        ("area,cases,exposure,expected\na,1,500,0\n", "Dòng 2, cột “expected”: phải lớn hơn 0"),
        ("area,cases,exposure\na,1,1e300\n", "quá lớn"),
    ],
)
def test_bad_input_ends_with_one_line_and_exit_code_two(run, text, said):
    result = run(text)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert said in result.stderr
    assert result.stdout == ""
