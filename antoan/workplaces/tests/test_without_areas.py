"""Where no administrative areas are on record. A file of its own: the other tests of lists share a country."""

import pytest

from antoan.core.spreadsheets import SheetIsEmpty
from antoan.units.models import Kind as UnitKind
from antoan.units.tests.factories import make_unit
from antoan.workplaces import commands
from antoan.workplaces.importing import kinds, lists, marking
from antoan.workplaces.models import Workplace
from antoan.workplaces.tests.books import CO_OP, HEADINGS, QUARRY, book


@pytest.mark.django_db
def test_the_commune_is_found_by_its_bodies(system):
    make_unit("Đảng ủy xã Phước Bình")
    people = make_unit("UBND xã Phước Bình", kind=UnitKind.PEOPLES_COMMITTEE)
    data = book(HEADINGS, QUARRY, (*CO_OP[:3], "xã Phước Bình", 1))
    understood = lists.understood(system, kinds.kind_of("workplaces"), data, name="co-so.xlsx")
    commands.import_list(system, understood=understood, digest="")
    assert {row.unit for row in Workplace.objects.select_related("unit")} == {people}


@pytest.mark.django_db
def test_a_template_that_nobody_filled_in_is_empty_and_its_example_is_not_taken_in(system):
    kind = kinds.kind_of("workplaces")
    with pytest.raises(SheetIsEmpty):
        lists.understood(system, kind, marking.template(kind), name="mau.xlsx")
