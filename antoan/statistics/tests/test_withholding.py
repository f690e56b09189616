"""Of units outside his reach a reader learns nothing small, in whatever way he asks."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.plans.tests.factories import make_running
from antoan.units.models import Kind
from antoan.units.tests.factories import make_unit

ASKED = {"chi_so": "plan_parts_on_time", "ky": "2024"}


@pytest.fixture
def area(world):
    """A commune in which two bodies work, of which Duyên sits in the first only; the other has two parts of plans."""
    mine, other = world.party("Phước Hòa"), world.committee
    area = make_unit("Xã Phước Hòa", kind=Kind.COMMUNE)
    type(other).objects.filter(pk__in=[mine.pk, other.pk]).update(area=area)
    make_running(world, lead=mine)
    make_running(world, lead=other)
    make_running(world, lead=other)
    return area


@pytest.fixture
def duyen(client, world):
    client.force_login(world.people["Duyên"])
    return client


def page(client, area, **asked):
    return client.get(reverse("statistics:explore"), {**ASKED, "don_vi": str(area.pk), **asked})


def test_small_figures_of_a_body_out_of_reach_are_not_told_on_the_page_nor_in_files(duyen, world, area):
    response = page(duyen, area, theo="unit")
    answer = response.context["answer"]
    assert answer.whole.withheld
    told = {part.name: part.denominator for part in answer.parts if part.denominator}
    assert str(world.committee) not in told
    assert "không nêu, vì có số quá nhỏ" in " ".join(response.content.decode().split())
    for kind in ("csv", "xlsx"):
        assert page(duyen, area, theo="unit", dang=kind).status_code == 200
    lines = page(duyen, area, theo="unit", dang="csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].endswith("(không nêu),,,,,")
    assert duyen.get(reverse("statistics:records"), {**ASKED, "don_vi": str(area.pk)}).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"theo": "unit"}, {"ky": "2024-Q4"}, {"ky": "2024-12"}, {"cay": "2024-06-01"}])
def test_no_other_question_gives_the_whole_away_from_which_his_own_could_be_taken(duyen, area, asked):
    assert page(duyen, area, **asked).context["answer"].whole.withheld


def test_where_others_never_had_such_a_record_nothing_is_withheld(duyen, area):
    for asked in ({}, {"ky": "2024-Q4"}):
        assert not page(duyen, area, chi_so="accident_cases", **asked).context["answer"].whole.withheld


def test_who_reaches_all_is_told_all(client, world, area):
    client.force_login(world.people["Hương"])
    answer = page(client, world.district, theo="unit").context["answer"]
    assert not answer.whole.withheld
    assert answer.whole.denominator == 3
    assert answer.tree_on == date(2024, 12, 31)
