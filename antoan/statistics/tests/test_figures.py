"""A figure is counted from records, says how sure it is, and stays the same under the tree of any day."""

from datetime import date

import pytest

from antoan.core.periods import Term
from antoan.plans import commands
from antoan.plans.tests.factories import make_running
from antoan.statistics import lake
from antoan.statistics.compute import compute
from antoan.statistics.trees import find_unit, standing_instead, territory
from antoan.statistics.wording import said
from antoan.units import commands as units
from antoan.units.models import Kind, Level
from antoan.units.tests.factories import make_unit

YEAR = Term.parse("2024")
REFORM = date(2025, 7, 1)


def finish(world, part):
    report = commands.report_progress(
        world.actor("Thành" if part.unit == world.committee else "Duyên"),
        assignment=part, text="Đã xong", claims_done=True, product="Báo cáo",
    )  # fmt: skip
    commands.confirm_report(world.actor("Hương"), report=report)


def asked(unit, name="plan_parts_on_time", **how):
    lake.refresh()
    return compute(name, unit=unit, period=YEAR, **how)


@pytest.fixture
def two_parts(world):
    """One done in time by the People's Committee, one not done by Phước Hòa."""
    kept = make_running(world)
    finish(world, kept)
    return kept, make_running(world, lead=world.party("Phước Hòa"))


def test_a_share_says_what_it_was_counted_from_and_how_sure_it_is(world, two_parts):
    answer = asked(world.district)
    assert (answer.whole.numerator, answer.whole.denominator, answer.whole.value) == (1, 2, 50)
    assert answer.whole.low == pytest.approx(9.45, abs=0.01)  # Wilson, 1 of 2
    assert answer.whole.high == pytest.approx(90.55, abs=0.01)
    assert said(answer.indicator, answer.whole) == "50% (1 trên 2), khoảng tin cậy 95% từ 9,45% đến 90,55%"


def test_without_a_denominator_there_is_no_rate_and_it_is_not_zero(world):
    answer = asked(world.district)
    assert (answer.whole.value, answer.whole.low) == (None, None)
    assert said(answer.indicator, answer.whole) == "chưa có số liệu (không có mẫu số nên không tính tỷ lệ)"


def test_the_parts_add_up_to_the_whole(world, two_parts):
    answer = asked(world.district, by="unit")
    found = {part.name: (part.numerator, part.denominator) for part in answer.parts if part.denominator}
    assert found == {"UBND huyện Bác Ái": (1, 1), "Đảng ủy xã Phước Hòa": (0, 1)}
    assert sum(part.denominator or 0 for part in answer.parts) == answer.whole.denominator


def test_behind_a_figure_stand_the_very_records_that_the_reader_may_see(world, two_parts):
    kept, open_part = two_parts
    answer = asked(world.district, by="unit")
    assert list(answer.records(world.actor("Hương"))) == [kept]
    assert set(answer.records(world.actor("Hương"), side="denominator")) == {kept, open_part}
    key = str(world.party("Phước Hòa").pk)
    assert list(answer.records(world.actor("Hương"), key=key, side="denominator")) == [open_part]
    # Duyên sits in Phước Hòa: the committee's part is not hers to open.
    assert list(answer.records(world.actor("Duyên"), side="denominator")) == [open_part]


def merge(world, system, *names):
    heir = units.NewUnit("Đảng ủy xã Bác Ái Tây", Kind.PARTY_COMMITTEE, Level.COMMUNE, parent=world.district)
    olds = [world.party(name) for name in names]
    made = units.merge_units(
        system, predecessors=olds, successor=heir, on=REFORM, basis="Nghị quyết 202/2025/QH15", with_sub_units=True
    )
    return made.parts.first().successor


def test_a_merged_commune_has_the_figures_of_those_it_follows(world, system, two_parts):
    heir = merge(world, system, "Phước Hòa", "Phước Tân")
    then, now = asked(world.district), asked(world.district, by="unit", tree_on=REFORM)
    assert (then.whole.numerator, then.whole.denominator) == (now.whole.numerator, now.whole.denominator)
    parts = {part.name: part.denominator for part in now.parts if part.denominator}
    assert parts == {"UBND huyện Bác Ái": 1, heir.name: 1}
    assert now.apportioned == []  # a merger divides nothing


def test_a_unit_that_was_not_there_yet_is_asked_under_the_tree_of_its_first_day(world, system, two_parts):
    heir = merge(world, system, "Phước Hòa", "Phước Tân")
    answer = asked(heir)
    assert (answer.tree_on, answer.whole.denominator) == (REFORM, 1)


def test_a_new_units_figures_under_the_old_tree_are_divided_and_it_is_said(world, system, time_machine):
    heir = merge(world, system, "Phước Hòa", "Phước Tân")
    time_machine.move_to(date(2025, 8, 1))
    world.person("An", heir)
    make_running(world, lead=heir, due=date(2025, 12, 31))
    lake.refresh()
    answer = compute(
        "plan_parts_on_time", unit=world.district, period=Term.parse("2025"), by="unit", tree_on=date(2024, 12, 31)
    )
    parts = {part.name: part.denominator for part in answer.parts if part.denominator}
    assert parts == {"Đảng ủy xã Phước Hòa": 0.5, "Đảng ủy xã Phước Tân": 0.5}
    assert answer.whole.denominator == 1
    assert answer.apportioned == [
        "Đảng ủy xã Bác Ái Tây tính cho Đảng ủy xã Phước Hòa 50%; Đảng ủy xã Phước Tân 50% "
        "(chưa rõ tỷ lệ, chia theo phần lớn nhất hoặc chia đều)."
    ]


def test_under_any_tree_each_unit_counts_once_at_most(world, system):
    merge(world, system, "Phước Hòa", "Phước Tân", "Phước Bình")
    for day in (date(2024, 6, 1), REFORM):
        shares: dict[int, float] = {}
        for each in territory(world.tree.province, day).belongings:
            shares[each.unit] = shares.get(each.unit, 0) + each.share
        assert all(share == pytest.approx(1) for share in shares.values())


def test_a_body_whose_province_was_merged_answers_for_the_whole_new_province(db, system):
    old, other = (
        make_unit(name, kind=Kind.PROVINCE, level=Level.PROVINCE) for name in ("Tỉnh Khánh Hòa", "Tỉnh Ninh Thuận")
    )
    body = make_unit("Tỉnh ủy Khánh Hòa", level=Level.PROVINCE, area=old)
    commune = make_unit("Xã Phước Bình", kind=Kind.COMMUNE, parent=other)
    heir = units.NewUnit("Tỉnh Khánh Hòa", Kind.PROVINCE, Level.PROVINCE)
    units.merge_units(
        system,
        predecessors=[old, other],
        successor=heir,
        on=REFORM,
        basis="Nghị quyết 202/2025/QH15",
        with_sub_units=True,
    )
    assert commune.pk in {each.unit for each in territory(body, REFORM).belongings}
    assert commune.pk not in {each.unit for each in territory(body, date(2024, 6, 1)).belongings}


def test_under_a_tree_in_which_a_unit_does_not_stand_it_has_no_figures_and_the_heir_is_named(world, system):
    heir = merge(world, system, "Phước Hòa", "Phước Tân")
    assert standing_instead(world.party("Phước Hòa"), REFORM) == heir.name
    assert standing_instead(world.party("Phước Hòa"), date(2024, 6, 1)) is None


def test_a_commune_whose_name_others_bear_is_found_by_what_lies_above_it(db):
    communes = []
    for above in ("Huyện Bác Ái", "Huyện Long Thành"):
        district = make_unit(above, kind=Kind.DISTRICT, level=Level.DISTRICT)
        communes.append(make_unit("Xã Phước Bình", kind=Kind.COMMUNE, parent=district, code=f"2278{len(communes)}"))
    day = date(2024, 6, 1)
    assert set(find_unit("xã Phước Bình", day)) == set(communes)
    assert find_unit("Phước Bình, Bác Ái", day) == [communes[0]]
    assert find_unit("22781", day) == [communes[1]]
    assert find_unit("Phước Bình, Ninh Sơn", day) == []


def test_an_indicator_that_is_not_there_or_does_not_split_that_way_is_refused(world):
    with pytest.raises(KeyError):
        compute("no_such_indicator", unit=world.district, period=YEAR)
    with pytest.raises(KeyError):
        compute("plan_parts_on_time", unit=world.district, period=YEAR, by="due")
