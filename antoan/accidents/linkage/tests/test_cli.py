"""`antoan link`: files in, JSON or words out; what cannot be used ends with code 2 and one line."""

import csv
import json

import pytest
from click.testing import CliRunner

from antoan.accidents.linkage.population import Population
from antoan.cli.link import link


@pytest.fixture(scope="module")
def lists():
    return Population(11).lists(40, 30, 20)


def write(path, rows, *, encoding="utf-8", delimiter=","):
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def run(*arguments):
    return CliRunner().invoke(link, [str(each) for each in arguments])


def test_json_has_pairs_and_how_well_they_fit_the_truth(lists, tmp_path):
    one, other, truth = lists
    a, b = write(tmp_path / "a.csv", one), write(tmp_path / "b.csv", other, delimiter=";")
    known = write(tmp_path / "t.csv", [{"a": x + 1, "b": y + 1} for x, y in truth])
    done = run(a, b, "--truth", known, "--json")
    data = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (data["rows_a"], data["rows_b"], data["links"]) == (40, 30, len(data["pairs"]))
    assert data["precision"] == 1
    assert data["recall"] >= 0.9
    assert data["seconds"] > 0
    assert data["truth_by"] == ["row", "row"]
    assert data["pairs"][0].keys() == {"a", "b", "probability", "why"}
    assert {pair["a"] for pair in data["pairs"]} <= set(range(1, 41))


def test_a_truth_file_without_headings_loses_no_pair(lists, tmp_path):
    one, other, truth = lists
    a, b = write(tmp_path / "a.csv", one), write(tmp_path / "b.csv", other)
    known = tmp_path / "t.csv"
    known.write_text("".join(f"{x + 1},{y + 1}\n" for x, y in truth))
    with_headings = write(tmp_path / "h.csv", [{"a": x + 1, "b": y + 1} for x, y in truth])
    bare, headed = (json.loads(run(a, b, "--truth", file, "--json").stdout) for file in (known, with_headings))
    assert (bare["precision"], bare["recall"]) == (headed["precision"], headed["recall"])


@pytest.mark.parametrize("way", ["ids", "rows from 0"])
def test_the_truth_may_name_rows_by_id_or_count_from_nought(lists, tmp_path, way):
    one, other, truth = lists
    if way == "ids":
        one = [row | {"Mã số": f"BV-{n}"} for n, row in enumerate(one)]
        other = [row | {"ID": f"BH-{n}"} for n, row in enumerate(other)]
        known = [{"id_b": f"BH-{y}", "id_a": f"BV-{x}"} for x, y in truth]
    else:
        known = [{"x": x, "y": y} for x, y in truth]
    a, b = write(tmp_path / "a.csv", one), write(tmp_path / "b.csv", other)
    data = json.loads(run(a, b, "--truth", write(tmp_path / "t.csv", known), "--json").stdout)
    assert data["precision"] == 1
    assert data["truth_by"] == (["id", "id"] if way == "ids" else ["row0", "row0"])


def test_without_a_truth_there_is_no_measure_and_words_are_printed(lists, tmp_path):
    one, other, _ = lists
    a, b = write(tmp_path / "a.csv", one, encoding="utf-16"), write(tmp_path / "b.csv", other, encoding="utf-8-sig")
    done = run(a, b, "--out", tmp_path / "pairs.csv")
    assert done.exit_code == 0
    assert "cặp được ghép" in done.stdout
    assert "độ phủ" not in done.stdout
    with (tmp_path / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert pairs[0]["mức"] == "ghép"
    assert pairs[0]["A: name"] == one[int(pairs[0]["a"]) - 1]["name"]


GOOD = "name,birth\nLê Văn An,1985\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "tệp rỗng"),
        (b"\n\n", "tệp rỗng"),
        (b"name,birth\n", "không có dòng dữ liệu nào"),
        ("họ,sinh\nLan,1985\n".encode(), "thiếu cột họ tên"),
        ("name,birth\nLê An,1985,thừa\n".encode(), "có 3 ô nhưng chỉ có 2 cột"),
        ("id,name,birth\n1,Lê An,1985\n1,Lê Lan,1986\n".encode(), "đã dùng ở dòng 1"),
        ("name,birth\nLê An,30/02/1985\n".encode(), "“30/02/1985”"),
        (bytes(range(256)) * 20, "không phải tệp chữ CSV"),
        (b"PK\x03\x04" + b"\x00" * 40, "không phải"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_ends_with_one_line_that_names_it(tmp_path, content, said):
    bad, good = tmp_path / "xau.csv", tmp_path / "tot.csv"
    bad.write_bytes(content)
    good.write_text(GOOD, encoding="utf-8")
    done = run(bad, good, "--json")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert str(bad) in done.stderr
    assert said in done.stderr


def test_a_missing_file_and_a_truth_of_strangers_are_named(tmp_path):
    good, truth = tmp_path / "tot.csv", tmp_path / "dung.csv"
    good.write_text(GOOD, encoding="utf-8")
    truth.write_text("a,b\n1,9\n", encoding="utf-8")
    assert "Không mở được" in run(tmp_path / "khong-co.csv", good).stderr
    done = run(good, good, "--truth", truth)
    assert done.exit_code == 2
    assert "“9” không phải mã hay số dòng (1–1) nào của danh sách thứ hai" in done.stderr


def test_a_list_in_an_old_encoding_is_read(tmp_path):
    old, new = tmp_path / "cu.csv", tmp_path / "moi.csv"
    text = "Họ và tên;Năm sinh;Điện thoại\nTrần Thị Thủy;1985;0912345678\nLê Hữu Đức;1979;0987654321\n"
    old.write_bytes(_tcvn3(text))
    new.write_text(text, encoding="utf-8")
    data = json.loads(run(old, new, "--json").stdout)
    assert [(pair["a"], pair["b"]) for pair in data["pairs"]] == [(1, 1), (2, 2)]


def _tcvn3(text):
    letters = {"ọ": 0xE4, "à": 0xB5, "ê": 0xAA, "ă": 0xA8, "Đ": 0xA7, "đ": 0xAE, "ệ": 0xD6, "ầ": 0xC7, "ị": 0xDE, "ủ": 0xF1,
               "ữ": 0xF7, "ứ": 0xF8, "ạ": 0xB9, "i": 0x69, "ơ": 0xAC, "ư": 0xAD}  # fmt: skip
    return bytes(letters.get(letter) or ord(letter) for letter in text)
