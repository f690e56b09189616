"""Loading a part of the country: what holds for it holds for the whole."""

from datetime import date

import pytest

from antoan.core.scoping import system_actor
from antoan.units import closure, queries
from antoan.units.commands import undo_succession
from antoan.units.load import REFORM, load_country
from antoan.units.models import Kind, UnitClosure, UnitLineage, UnitVersion
from antoan.units.refusals import LoadedAsAWhole

pytestmark = pytest.mark.django_db
EVE = date(2025, 6, 30)


def area(code, day):
    return UnitVersion.objects.on(day).select_related("unit").get(code=code).unit


def count(kind, day):
    return UnitVersion.objects.on(day).filter(kind=kind).count()


def test_the_loaded_tree_equals_the_one_rebuilt_from_the_parents(khanh_hoa):
    def kept():
        return (
            set(UnitClosure.objects.values_list("ancestor", "descendant", "depth", "valid_from", "valid_to")),
            set(UnitLineage.objects.values_list("predecessor", "successor", "distance")),
        )

    before = kept()
    closure.rebuild_closure()
    closure.rebuild_lineage()
    assert kept() == before


def test_a_part_of_the_country_can_be_loaded_first_and_the_rest_later(khanh_hoa):
    assert (count(Kind.PROVINCE, EVE), count(Kind.PROVINCE, REFORM)) == (2, 1)
    more = load_country(system_actor(), provinces={"46"})
    assert more.units > 0
    assert (count(Kind.PROVINCE, EVE), count(Kind.PROVINCE, REFORM)) == (3, 2)
    assert load_country(system_actor(), provinces={"46", "58"}).units == 0


def test_one_act_of_the_national_list_is_not_undone_by_itself(khanh_hoa):
    succession = queries.successors(area("22795", EVE))[0].succession
    with pytest.raises(LoadedAsAWhole, match="danh mục đơn vị hành chính cả nước"):
        undo_succession(system_actor(), succession=succession)


def test_a_name_shows_those_that_bear_it_and_then_those_that_bore_it(khanh_hoa):
    rows = queries.shown("Bác Ái", on=date(2025, 8, 1))
    assert [(row["name"], row["stands"]) for row in rows] == [("Xã Bác Ái", True), ("Huyện Bác Ái", False)]
    assert queries.shown("Bác Ái", on=EVE)[0]["name"] == "Huyện Bác Ái"
    assert [row["name"] for row in queries.shown("Bác Ái", on=EVE)] == ["Huyện Bác Ái"]  # what is to come is no past


def test_a_name_with_what_lies_above_it_is_the_one_there(khanh_hoa):
    (row,) = queries.shown("Phước Bình, Bác Ái, Ninh Thuận", on=date(2025, 8, 1))
    assert (row["code"], [link["name"] for link in row["successors"]]) == ("22783", ["Xã Bác Ái Tây"])
    assert queries.shown("Phước Bình, Ninh Sơn", on=date(2025, 8, 1)) == []
