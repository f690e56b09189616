"""Who is one person and who is not: the cases that offices know, and a population with a known truth."""

import pandas as pd
import pytest

from antoan.accidents.linkage import Unusable, link, scoring
from antoan.accidents.linkage.population import HEAVY, Population


def row(name, birth="", sex="", commune="", phone="", **more):
    return {"name": name, "birth": birth, "sex": sex, "commune": commune, "phone": phone, **more}


OTHERS_A = [
    row("Trần Văn Hùng", "03/07/1979", "Nam", "Phước Đại", "0912000001"),
    row("Lê Thị Mai", "21/11/1990", "Nữ", "Phước Thành", "0912000002"),
    row("Phạm Quốc Bảo", "15/05/1968", "Nam", "Phước Hòa", "0912000003"),
]
OTHERS_B = [
    row("Đặng Thị Hạnh", "1972", "Nữ", "Phước Chính", "0933000001"),
    row("Bùi Đức Anh", "30/09/2001", "Nam", "Phước Tân", "0933000002"),
    row("Hồ Minh Tâm", "08/02/1983", "Nam", "Phước Tiến", "0933000003"),
]


def linked(one, other, **options):
    """The links between two lists of these rows among people who are not in both."""
    found = link([*OTHERS_A, *one], [*OTHERS_B, *other], **options)
    return [(pair.left - len(OTHERS_A), pair.right - len(OTHERS_B)) for pair in found.pairs]


@pytest.mark.parametrize(
    "written",
    [
        row("Katơr Thị Lan", "12/03/1985", "Nữ", "Phước Bình", "0388123456"),
        row("Kator Thi Lan", "1985", "Nữ", "Phước Bình", "01688123456"),
        row("Lan Katơr Thị", "01/01/1985", "F", "Bác Ái Tây", "+84388123456"),
        row("Katơr Lan", "03/12/1985", "", "Ph Bình", ""),
        row("Katơr Thị Lna", "12/03/1985", "Nữ", "", "0388123456"),
    ],
    ids=[
        "the same",
        "marks lost, year alone, old prefix",
        "order, new commune",
        "middle name lost, day and month",
        "a slip",
    ],
)
def test_one_person_written_in_another_way_is_found(written):
    assert linked([row("Katơr Thị Lan", "12/03/1985", "Nữ", "Phước Bình", "0388123456")], [written]) == [(0, 0)]


def test_twins_are_two_people():
    an = row("Nguyễn Văn An", "10/10/1999", "Nam", "Phước Bình", "0388123456")
    binh = row("Nguyễn Văn Bình", "10/10/1999", "Nam", "Phước Bình", "0388123456")
    assert linked([an], [binh]) == []
    assert linked([an, binh], [binh, an]) == [(0, 1), (1, 0)]


def test_a_father_and_a_son_of_one_name_are_two_people_and_it_is_said():
    father = row("Chamaléa Tiến", "12/03/1960", "Nam", "Phước Bình", "0388123456")
    son = row("Chamaléa Tiến", "05/08/1988", "Nam", "Phước Bình", "0388123456")
    assert linked([father], [son]) == []
    assert linked([father, son], [son, father]) == [(0, 1), (1, 0)]
    doubtful = link([*OTHERS_A, father], [*OTHERS_B, son]).uncertain
    assert all("có thể là hai người trong một nhà" in pair.why for pair in doubtful)


def test_every_link_says_what_agreed_what_differed_and_how_much_it_weighed():
    one = [row("Katơr Thị Lan", "12/03/1985", "Nữ", "Phước Bình", "0388123456")]
    other = [row("Kator Thi Lan", "1985", "Nữ", "Phước Bình", "0977000111")]
    (pair,) = link([*OTHERS_A, *one], [*OTHERS_B, *other], threshold=0.3).pairs
    told = " | ".join(pair.why)
    assert "họ tên trùng, một bên mất dấu: Katơr Thị Lan – Kator Thi Lan (+" in told
    assert "cùng năm sinh, một bên chỉ ghi năm: 12/03/1985 – 1985 (+" in told
    assert "khác số điện thoại: 0388123456 – 0977000111 (−" in told
    assert set(pair.weights) == {"name", "birth", "sex", "commune", "phone"}


def test_headings_may_be_vietnamese_and_of_any_case():
    one = [{"HỌ VÀ TÊN": r["name"], "Ngày sinh": r["birth"], "xa": r["commune"]} for r in OTHERS_A]
    other = [{"Họ tên": r["name"], "năm sinh": r["birth"][-4:], "Xã/phường": r["commune"]} for r in OTHERS_A]
    found = link(one, pd.DataFrame(other))
    assert [(pair.a, pair.b) for pair in found.pairs] == [("1", "1"), ("2", "2"), ("3", "3")]
    assert found.compared == ("name", "birth", "commune")


def test_the_column_of_the_commune_goes_before_a_whole_address():
    one = [{"Họ tên": r["name"], "Địa chỉ": "Thôn 1, tỉnh Khánh Hòa", "Xã": r["commune"]} for r in OTHERS_A]
    (pair, *_) = link(one, OTHERS_A).pairs
    assert any(words.startswith("cùng xã: Phước Đại (") for words in pair.why)


def test_ids_name_the_rows_where_there_are_ids():
    one = [r | {"id": f"BV{n}"} for n, r in enumerate(OTHERS_A)]
    assert [(pair.a, pair.b) for pair in link(one, OTHERS_A).pairs] == [("BV0", "1"), ("BV1", "2"), ("BV2", "3")]


def test_a_person_twice_in_a_list_is_linked_twice_where_that_is_asked_for():
    twice = [row("Katơr Thị Lan", "12/03/1985", "Nữ", "Phước Bình", "0388123456")] * 2
    assert linked(twice[:1], twice, one_to_one=False) == [(0, 0), (0, 1)]
    assert len(linked(twice[:1], twice)) <= 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "không có dòng dữ liệu nào"),
        ([{"tuổi": "3"}], "thiếu cột họ tên"),
        ([{"name": "Lan"}], "chỉ có cột họ tên"),
        ([row("Lan", id="1"), row("Mai", id="1")], "mã “1” đã dùng ở dòng 1"),
        ([row("Lan", id="")], "cột “id” trống"),
        ([row("Lê Lan", "31/02/1985")], "dòng dữ liệu 1, cột “birth”: “31/02/1985” ngày này không có trong lịch"),
        ([row("", "1985")], "không có họ tên nào"),
    ],
)
def test_a_list_that_cannot_be_linked_is_refused_in_one_line(rows, said):
    with pytest.raises(Unusable) as refused:
        link(rows, OTHERS_B)
    assert said in refused.value.message
    assert "\n" not in refused.value.message


def test_a_few_births_that_cannot_be_in_a_long_list_are_taken_for_unknown():
    rows = [row(f"Lê Văn Tâm {n}", f"{n % 28 + 1:02}/03/1985", "Nam") for n in range(100)]
    rows[7]["birth"] = "31/02/1985"
    (warning,) = link(rows, OTHERS_B).warnings
    assert "dòng dữ liệu 8" in warning
    assert "1 ô như vậy được coi là trống" in warning


def test_lists_that_share_names_alone_are_refused():
    with pytest.raises(Unusable, match="chỉ có chung cột họ tên"):
        link([{"name": "Lê Lan", "birth": "1985"}], [{"name": "Lê Lan", "phone": "0912345678"}])


def measured(rows, overlap, errors, seed, **lists):
    one, other, truth = Population(seed).lists(rows, rows, int(rows * overlap), errors, **lists)
    found = link(one, other)
    right = {(pair.left, pair.right) for pair in found.pairs} & set(truth)
    return found, len(right) / len(found.pairs), len(right) / len(truth)


def test_a_thousand_rows_with_heavy_errors_are_linked_well_and_always_alike():
    found, precision, recall = measured(1000, 0.5, HEAVY, 77)
    assert precision >= 0.98
    assert recall >= 0.95
    assert found.expected_in_both == pytest.approx(500, rel=0.05)
    again, *_ = measured(1000, 0.5, HEAVY, 77)
    assert (again.pairs, again.uncertain) == (found.pairs, found.uncertain)


def test_strangers_are_not_linked():
    one, other, _ = Population(5).lists(60, 60, 0)
    assert link(one, other).pairs == []


def test_a_long_comparison_draws_no_bar_into_what_is_printed(monkeypatch):
    compare, settings = scoring._score, []

    def watched(connection, *rest):
        settings.extend(connection.execute("SELECT current_setting('enable_progress_bar')").fetchall())
        return compare(connection, *rest)

    monkeypatch.setattr(scoring, "_score", watched)
    assert link(OTHERS_A, OTHERS_A).links == 3
    assert settings == [(False,)]
