"""The national list: counts, identities and who follows whom, as the law has it."""

from datetime import date

import pytest

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, system_actor
from antoan.units import queries
from antoan.units.load import KNOWN_SINCE, REFORM, load_country
from antoan.units.models import Kind, Succession, Unit, UnitClosure, UnitVersion

pytestmark = pytest.mark.django_db
EVE = date(2025, 6, 30)


def area(code, day):
    return UnitVersion.objects.on(day).select_related("unit").get(code=code).unit


def heirs(unit):
    return [str(link.unit) for link in queries.successors(unit)]


def count(kind, day):
    return UnitVersion.objects.on(day).filter(kind=kind).count()


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [(KNOWN_SINCE, 63, 696, 10035), (EVE, 63, 696, 10035), (REFORM, 34, 0, 3321)],
)
def test_the_country_has_as_many_areas_as_the_law_says(country, day, provinces, districts, communes):
    assert (count(Kind.PROVINCE, day), count(Kind.DISTRICT, day), count(Kind.COMMUNE, day)) == (
        provinces, districts, communes,
    )  # fmt: skip


def test_loading_again_changes_nothing_and_leaves_no_event(country):
    before = Unit.objects.count(), UnitClosure.objects.count(), Succession.objects.count()
    again = load_country(system_actor())
    assert (again.units, again.successions) == (0, 0)
    assert (Unit.objects.count(), UnitClosure.objects.count(), Succession.objects.count()) == before
    assert AuditEvent.objects.filter(action="units.country.loaded").count() == 1


def test_code_22795_was_phuoc_thang_and_is_bac_ai(country):
    before, after = area("22795", EVE), area("22795", REFORM)
    assert (str(before), str(after)) == ("Xã Phước Thắng", "Xã Bác Ái")
    assert before != after
    assert before.ends_on == REFORM
    assert heirs(before) == ["Xã Bác Ái"]


def test_eight_of_the_nine_communes_stay_in_bac_ai_and_phuoc_trung_goes_to_my_son(country):
    went = {}
    for version in queries.children(area("584", EVE), EVE):
        went.setdefault(heirs(version.unit)[0], set()).add(version.name.removeprefix("Xã "))
    assert went == {
        "Xã Bác Ái": {"Phước Tiến", "Phước Thắng", "Phước Chính"},
        "Xã Bác Ái Đông": {"Phước Thành", "Phước Đại"},
        "Xã Bác Ái Tây": {"Phước Bình", "Phước Hòa", "Phước Tân"},
        "Xã Mỹ Sơn": {"Phước Trung"},
    }


def test_ninh_thuan_went_into_khanh_hoa_by_resolution_202(country):
    (link,) = queries.successors(area("58", EVE))
    assert str(link.unit) == "Tỉnh Khánh Hòa"
    assert "202/2025/QH15" in link.succession.basis
    old, new = area("56", EVE), area("56", REFORM)
    assert old != new  # one name and code, two extents: another unit


def test_the_end_of_the_districts_names_no_heir(country):
    district = area("584", EVE)
    assert district.ends_on == REFORM
    assert queries.successors(district) == []
    assert [act.deed for act in queries.acts(district)] == [Succession.Deed.ABOLISH]


def test_a_commune_whole_and_alone_goes_on_as_the_same_unit_under_its_province(country):
    going_on = Unit.objects.filter(kind=Kind.COMMUNE, versions__valid_to=REFORM, ends_on=None)
    assert going_on.count() == 124
    unit = going_on.order_by("pk").first()
    assert unit.parent_on(EVE).kind == Kind.DISTRICT
    assert unit.parent_on(REFORM).kind == Kind.PROVINCE
    assert queries.predecessors(unit) == []


def test_an_island_district_without_communes_is_followed_by_its_special_zone(country):
    assert heirs(area("755", EVE)) == ["Đặc khu Côn Đảo"]


def test_a_divided_commune_says_that_the_share_is_not_known(country):
    divided = Unit.objects.filter(succeeded_by__extent="largest_part").order_by("pk").first()
    links = queries.successors(divided)
    assert len(links) > 1
    assert {link.share_words for link in links} == {"không rõ tỷ lệ"}


def test_hue_is_a_city_since_2025_and_was_a_province_before(country):
    unit = area("46", REFORM)
    assert unit.version_on(date(2024, 12, 31)).name == "Tỉnh Thừa Thiên Huế"
    assert unit.version_on(date(2025, 1, 1)).name == "Thành phố Huế"


def test_the_subtree_of_a_province_on_a_day_is_one_query(country, django_assert_num_queries):
    province = area("56", REFORM)
    with django_assert_num_queries(1):
        names = {unit.name for unit in Unit.objects.subtree(province, on=REFORM)}
    assert len(names) == 66  # itself and 65 communes
    assert {"Xã Bác Ái", "Xã Mỹ Sơn", "Tỉnh Khánh Hòa"} <= names


def test_only_the_system_loads_the_national_list():
    with pytest.raises(NotPermitted):
        load_country(Actor(user_id=1, name="Lan"))
