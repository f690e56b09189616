"""Names written in documents, and the units that they mean."""

import pytest

from antoan.core.scoping import system_actor
from antoan.units import commands
from antoan.units.matching import Matcher, kind_of_name, match_bodies
from antoan.units.models import Kind, Level
from antoan.units.tests.factories import COMMUNES, IN_JUNE_2024, LONG_AGO, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def matcher(world):
    return Matcher(world.district, IN_JUNE_2024)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("UBND huyện", "UBND huyện Bác Ái"),
        ("Ủy ban nhân dân huyện", "UBND huyện Bác Ái"),
        ("Uỷ ban Nhân dân huyện Bác Ái", "UBND huyện Bác Ái"),
        ("MTTQ", "Ủy ban MTTQ Việt Nam huyện Bác Ái"),
        ("Mặt Trận tổ quốc", "Ủy ban MTTQ Việt Nam huyện Bác Ái"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "Ủy ban MTTQ Việt Nam huyện Bác Ái"),
        ("HĐND", "Thường trực HĐND huyện Bác Ái"),
        ("Thường trực Hội đồng nhân dân huyện", "Thường trực HĐND huyện Bác Ái"),
        ("Ban Tuyên giáo Huyện ủy", "Ban Tuyên giáo Huyện ủy Bác Ái"),
        ("Đảng uỷ xã Phước Bình", "Đảng ủy xã Phước Bình"),
        ("đảng ủy xã phước hoà", "Đảng ủy xã Phước Hòa"),
        ("dang uy xa phuoc binh", "Đảng ủy xã Phước Bình"),
        ("Đoàn TNCS Hồ Chí Minh huyện", "Huyện đoàn Bác Ái"),
        ("Hội LHPN huyện", "Hội Liên hiệp Phụ nữ huyện Bác Ái"),
        ("Phòng LĐ-TB&XH huyện", "Phòng Lao động - Thương binh và Xã hội huyện Bác Ái"),
        ("Tỉnh ủy", "Tỉnh ủy Ninh Thuận"),
        ("UBND tỉnh", "UBND tỉnh Ninh Thuận"),
        ("Sở Lao động, thương binh và xã hội", "Sở Lao động - Thương binh và Xã hội tỉnh Ninh Thuận"),
    ],
)
def test_one_body_is_recognised_however_the_office_writes_it(matcher, text, unit):
    match = matcher.match(text)
    assert ([str(found) for found in match.units], match.certain) == ([unit], True)
    assert unit in match.why


@pytest.mark.parametrize(
    "text",
    [
        "Các Đảng uỷ xã",
        "Đảng ủy các xã",
        "Ban Thường vụ các đảng ủy xã",
        "các chi bộ, đảng bộ trực thuộc",
        "Các cấp ủy",
        "tổ chức đảng",
        "Các TCCSĐ trực thuộc",
    ],
)
def test_the_commune_committees_are_meant_together_and_come_in_official_order(matcher, text):
    match = matcher.match(text)
    assert match.certain
    assert [str(unit) for unit in match.units] == [f"Đảng ủy xã {name}" for name in COMMUNES]


@pytest.mark.parametrize("text", ["chính quyền", "chính quyền các cấp", "UBND các cấp"])
def test_government_means_the_peoples_committees_of_the_issuers_level_and_below(matcher, text):
    match = matcher.match(text)
    assert match.certain
    assert [str(unit) for unit in match.units] == ["UBND huyện Bác Ái", *(f"UBND xã {name}" for name in COMMUNES)]


@pytest.mark.parametrize("text", ["các tổ chức chính trị - xã hội huyện", "các tổ chức chính trị-xã hội huyện"])
def test_the_mass_organisations_are_those_under_the_issuer(matcher, text):
    match = matcher.match(text)
    assert match.certain
    assert {unit.kind for unit in match.units} == {Kind.ORGANISATION}
    assert len(match.units) == 5


@pytest.mark.parametrize("text", ["UBND các xã", "UBND cấp xã", "UBND các xã, thị trấn"])
def test_a_plural_with_a_level_means_every_body_of_that_level(matcher, text):
    assert [str(unit) for unit in matcher.match(text).units] == [f"UBND xã {name}" for name in COMMUNES]


def test_departments_and_boards_of_the_issuers_level_are_meant_by_phong_ban(matcher):
    match = matcher.match("các phòng, ban")
    assert match.certain
    assert {unit.kind for unit in match.units} == {Kind.DEPARTMENT, Kind.PARTY_BOARD}
    assert len(match.units) == 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND các xã: Phước Bình, Phước Tân", ["UBND xã Phước Bình", "UBND xã Phước Tân"]),
        ("Đảng ủy các xã Phước Bình và Phước Hoà", ["Đảng ủy xã Phước Bình", "Đảng ủy xã Phước Hòa"]),
        ("Thường trực HĐND, UBND huyện", ["Thường trực HĐND huyện Bác Ái", "UBND huyện Bác Ái"]),
    ],
)
def test_a_list_of_places_or_bodies_is_read_to_its_end(matcher, text, names):
    match = matcher.match(text)
    assert ([str(unit) for unit in match.units], match.certain) == (names, True)


@pytest.mark.parametrize("text", ["các ban Huyện ủy", "các cơ quan tham mưu, giúp việc Huyện ủy"])
def test_the_boards_of_a_committee_are_meant_together(matcher, text):
    match = matcher.match(text)
    assert match.certain
    assert [unit.kind for unit in match.units] == [Kind.PARTY_BOARD] * 2


def test_a_plural_of_a_higher_level_is_never_sure(matcher):
    match = matcher.match("các sở, ban, ngành")
    assert (match.units, match.certain, len(match.candidates)) == ([], False, 1)


def test_a_list_with_one_unknown_place_is_left_to_a_person(matcher):
    match = matcher.match("UBND các xã: Phước Bình, Phước Lộc")
    assert (match.units, match.certain) == ([], False)
    assert [str(unit) for unit in match.candidates] == ["UBND xã Phước Bình"]
    assert "Phước Lộc" in match.why


@pytest.mark.parametrize("text", ["UBND xã", "Đảng ủy xã", "Đảng ủy"])
def test_what_could_be_several_is_never_guessed(matcher, text):
    match = matcher.match(text)
    assert (match.units, match.certain, len(match.candidates)) == ([], False, 9)


def test_a_place_with_other_marks_is_only_a_candidate(matcher):
    match = matcher.match("Đảng ủy xã Phước Bính")
    assert (match.units, match.certain) == ([], False)
    assert [str(unit) for unit in match.candidates] == ["Đảng ủy xã Phước Bình"]


@pytest.mark.parametrize(
    "text", ["", " – ", "các doanh nghiệp", "Đ/c Nguyễn Long Biên", "Kho bạc Nhà nước", "người lao động", "xã hội"]
)
def test_who_is_no_body_here_matches_nothing_and_it_is_said_so(matcher, text):
    match = matcher.match(text)
    assert (match.units, match.candidates, match.certain) == ([], [], False)
    assert match.why


def test_an_alias_is_as_good_as_the_name(world):
    commands.add_alias(system_actor(), unit=world.committee, name="Cơ quan hành chính huyện", on=LONG_AGO)
    match = match_bodies("cơ quan hành chính huyện", issuer=world.district, on=IN_JUNE_2024)
    assert (match.units, match.certain) == ([world.committee], True)


def test_a_body_of_another_district_is_out_of_sight(world):
    other = make_unit("Huyện ủy Ninh Sơn", parent=world.province, level=Level.DISTRICT)
    make_unit("Đảng ủy xã Mỹ Sơn", parent=other)
    match = match_bodies("Đảng ủy xã Mỹ Sơn", issuer=world.district, on=IN_JUNE_2024)
    assert (match.units, match.candidates) == ([], [])


def test_a_peoples_committee_sees_the_bodies_of_its_party_committees_tree(world):
    commune = world.communes["Phước Bình"]
    match = match_bodies("MTTQ xã", issuer=commune.people, on=IN_JUNE_2024)
    assert (match.units, match.certain) == ([commune.front], True)


def test_the_tree_of_another_day_is_that_days_tree(world):
    before = match_bodies("các Đảng ủy xã", issuer=world.district, on=IN_JUNE_2024)
    make_unit("Đảng ủy xã Phước Mới", parent=world.district, on=IN_JUNE_2024.replace(year=2025))
    assert len(match_bodies("các Đảng ủy xã", issuer=world.district, on=IN_JUNE_2024).units) == len(before.units) == 9


def test_a_whole_document_is_matched_with_a_constant_number_of_queries(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        matcher = Matcher(world.district, IN_JUNE_2024)
        for text in ("UBND huyện", "các Đảng ủy xã", "MTTQ", "Sở Y tế", "UBND các xã: Phước Bình, Phước Tân") * 20:
            matcher.match(text)


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("HUYỆN ỦY BÁC ÁI", Kind.PARTY_COMMITTEE, Level.DISTRICT),
        ("Đảng ủy phường Phan Rang", Kind.PARTY_COMMITTEE, Level.COMMUNE),
        ("Ban Tuyên giáo Tỉnh ủy", Kind.PARTY_BOARD, Level.PROVINCE),
        ("UBND tỉnh Khánh Hòa", Kind.PEOPLES_COMMITTEE, Level.PROVINCE),
        ("Ủy ban nhân dân thành phố Hà Nội", Kind.PEOPLES_COMMITTEE, Level.PROVINCE),
        ("Sở Nội vụ", Kind.DEPARTMENT, Level.PROVINCE),
        ("Bộ Nội vụ", Kind.DEPARTMENT, Level.CENTRAL),
        ("Huyện đoàn Bác Ái", Kind.ORGANISATION, Level.DISTRICT),
        ("Công an xã Phước Bình", Kind.ARMED_FORCE, Level.COMMUNE),
        ("Hợp tác xã Phước Đại", Kind.OTHER, Level.COMMUNE),
    ],
)
def test_a_name_says_what_a_body_is_and_on_which_level(name, kind, level):
    assert kind_of_name(name) == (kind, level)


def test_one_office_that_serves_two_bodies_is_not_a_list_of_two(matcher):
    match = matcher.match("Văn phòng HĐND và UBND huyện")
    assert not match.certain
    assert match.candidates == []


def test_a_plural_of_which_the_register_knows_one_is_asked_and_not_narrowed_to_it():
    commune = make_unit("UBND xã Ninh Phước", kind=Kind.PEOPLES_COMMITTEE, level=Level.COMMUNE)
    youth = make_unit(
        "Đoàn TNCS Hồ Chí Minh xã Ninh Phước", kind=Kind.ORGANISATION, level=Level.COMMUNE, parent=commune
    )
    match = Matcher(commune, IN_JUNE_2024).match("các tổ chức chính trị - xã hội")
    assert not match.certain
    assert match.candidates == [youth]
    assert "mới có Đoàn TNCS Hồ Chí Minh xã Ninh Phước" in match.why
