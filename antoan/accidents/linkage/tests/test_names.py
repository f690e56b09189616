"""Names, births, telephones and communes are made comparable however a list writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.accidents.linkage import births, names, phones, places
from antoan.accidents.linkage.names import is_one_slip, parse
from antoan.core.text import fold

LAN = ("nguyen", "thi", "lan")


@pytest.mark.parametrize(
    "written",
    [
        "Nguyễn Thị Lan",
        "NGUYEN THI LAN",
        "Lan Nguyễn Thị",
        "Lan Thị Nguyễn",
        "Ng. Thị Lan",
        "Bà Nguyễn Thị Lan",
        "Nguyễn Thị Lan (Tý)",
        "  Nguyễn\u00a0Thị   Lan ",
        "Nguy3n Th1 Lan".replace("1", "i"),
    ],
)
def test_a_name_is_the_same_three_words_however_it_is_written(written):
    assert parse(written).words == LAN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pi Năng Thị Én", "Pinăng Thị Én"),
        ("Pi-năng Thị Én", "Pi năng Thị Én"),
        ("Chamaléa Tiến", "Cha Ma Léa Tiến"),
        ("Katơr Thị Lan", "Ka Tơr Thị Lan"),
        ("K'Brẻo", "K’Brẻo"),
        ("Tiến Chamaléa", "Chamaléa Tiến"),
    ],
)
def test_raglai_and_kho_names_are_one_in_every_spelling(one, other):
    assert parse(one).words == parse(other).words


def test_the_marks_of_a_name_are_kept_beside_it():
    assert parse("Trần Hoà").marked == parse("Trần Hòa").marked
    assert parse("Trần Hóa").marked != parse("Trần Hòa").marked


@given(st.text(max_size=40))
def test_any_text_is_a_name_and_its_folded_form_has_the_same_number_of_words(text):
    assert len(parse(text).words) == len(parse(text).marked)


@given(
    st.lists(
        st.sampled_from("Nguyễn Trần Lê Thị Văn Hữu Lan Hùng Đức Ánh Thủy Chamaléa Katơr".split()),
        min_size=1,
        max_size=5,
    )
)
def test_a_name_that_lost_its_marks_has_the_same_words(words):
    assert parse(" ".join(words)).words == parse(fold(" ".join(words))).words


def test_a_word_seldom_written_is_taken_for_its_frequent_neighbour():
    spelling = names.Spelling({"nguyen": 900, "nguyne": 3, "an": 40, "anh": 30, "lan": 60})
    assert spelling.right("nguyne") == "nguyen"
    assert spelling.right("anh") == "anh"
    assert spelling.right("lan") == "lan"


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("lan", "laan", True),
        ("lan", "ln", True),
        ("lan", "lna", True),
        ("lan", "lam", True),
        ("lan", "mai", False),
        ("lan", "lan", False),
    ],
)
def test_one_slip_is_one_letter_or_two_neighbours(one, other, slip):
    assert is_one_slip(one, other) is slip
    assert is_one_slip(other, one) is slip


@pytest.mark.parametrize(
    ("written", "year", "digits"),
    [
        ("12/03/1985", 1985, "19850312"),
        ("1985-03-12", 1985, "19850312"),
        ("12.3.85", 1985, "19850312"),
        ("12031985", 1985, "19850312"),
        ("1985-03-12 00:00:00", 1985, "19850312"),
        ("03/25/1985", 1985, "19850325"),
        ("1985", 1985, None),
        ("1985.0", 1985, None),
        ("03/1985", 1985, None),
        ("01/01/1985", 1985, None),
        ("00/00/1985", 1985, None),
    ],
)
def test_a_birth_is_read_as_far_as_it_is_known(written, year, digits):
    birth = births.parse(written, latest=2026)
    assert (birth.year, birth.digits) == (year, digits)


@pytest.mark.parametrize("written", ["31/02/1985", "12/03/2090", "1850", "năm ngoái", "12/13/14/15", "45/1985"])
def test_a_birth_that_cannot_be_is_refused(written):
    with pytest.raises(births.NoSuchBirth):
        births.parse(written, latest=2026)


@pytest.mark.parametrize("written", ["", "  ", "không rõ", "?", "nan"])
def test_an_unknown_birth_is_no_birth(written):
    assert births.parse(written, latest=2026) is None


@given(st.dates(min_value=births.date(1900, 1, 1), max_value=births.date(2020, 12, 31)))
def test_a_day_is_the_same_in_both_common_forms(day):
    assert births.parse(f"{day:%d/%m/%Y}", latest=2026) == births.parse(day.isoformat(), latest=2026)


@pytest.mark.parametrize(
    "written",
    [
        "0388123456",
        "+84 388 123 456",
        "84388123456",
        "0084388123456",
        "0388.123.456",
        "388123456",
        "01688123456",
        "+841688123456",
    ],
)
def test_a_telephone_is_one_number_with_its_old_and_its_new_prefix(written):
    assert phones.parse(written) == ("388123456",)


def test_two_telephones_in_a_cell_are_two():
    assert phones.parse("0912 345 678 / 01681234567") == ("912345678", "381234567")


@pytest.mark.parametrize("written", ["", "không có", "0000000000", "12", "113"])
def test_what_is_no_number_is_none(written):
    assert phones.parse(written) == ()


def test_every_old_prefix_has_a_new_one_of_its_own():
    assert len(set(phones.NEW_PREFIXES.values())) == len(phones.NEW_PREFIXES) == 21


def test_an_old_commune_and_the_one_that_took_it_over_share_a_code():
    found = places.resolve(
        {"xã Phước Thắng": 5, "Xã Bác Ái": 5, "Phước Bình, huyện Bác Ái, tỉnh Ninh Thuận": 5, "Bác Ái Tây": 3}
    )
    assert set(found["xã Phước Thắng"].codes) & set(found["Xã Bác Ái"].codes)
    assert set(found["Phước Bình, huyện Bác Ái, tỉnh Ninh Thuận"].codes) & set(found["Bác Ái Tây"].codes)
    assert not set(found["Xã Bác Ái"].codes) & set(found["Bác Ái Tây"].codes)


def test_an_abbreviated_or_mistyped_commune_is_the_one_written_in_full():
    found = places.resolve({"Phước Bình": 20, "Ph Bình": 1, "Phuoc Binhh": 1, "Phước Đại": 20, "X. Phước Đại": 3})
    assert found["Ph Bình"].key == found["Phuoc Binhh"].key == found["Phước Bình"].key
    assert found["X. Phước Đại"].key == found["Phước Đại"].key


def test_a_commune_that_no_table_knows_is_compared_as_written():
    assert places.resolve({"Khu vực số 9": 1})["Khu vực số 9"] == places.Place("khu vuc so 9")


def test_a_commune_is_found_in_an_address():
    found = places.resolve({"Thôn Hành Rạc 1, xã Phước Bình, huyện Bác Ái, tỉnh Ninh Thuận": 1, "Phước Bình": 9})
    assert len({place.key for place in found.values()}) == 1
