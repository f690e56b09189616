"""What can be done with units, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from antoan.core.models import AuditEvent
from antoan.core.refusals import NotPermitted
from antoan.core.scoping import Actor, Grant, system_actor
from antoan.units import commands, queries, refusals
from antoan.units.commands import Part
from antoan.units.models import Kind, Level, Succession, Unit, UnitClosure
from antoan.units.tests.factories import COMMUNES, IN_JUNE_2024, LONG_AGO, REFORM, make_unit, new_unit

pytestmark = pytest.mark.django_db
SYSTEM = system_actor()
EVE = REFORM - timedelta(days=1)
BASIS = "Nghị quyết số 202/2025/QH15"


def merge(predecessors, successor, **facts):
    return commands.merge_units(
        SYSTEM,
        predecessors=predecessors,
        successor=successor,
        **{"on": REFORM, "basis": BASIS, "with_sub_units": True, **facts},
    )


def names(units):
    return sorted(str(unit) for unit in units)


def test_a_new_unit_stands_from_its_day_under_its_parent():
    upper = make_unit("Huyện ủy Ninh Sơn", level=Level.DISTRICT)
    unit = make_unit("Đảng ủy xã Mỹ Sơn", parent=upper, on=IN_JUNE_2024, aliases=["Xã ủy Mỹ Sơn"])
    assert unit.parent_on(IN_JUNE_2024) == upper
    assert unit.version_on(IN_JUNE_2024 - timedelta(days=1)) is None
    assert list(Unit.objects.subtree(upper, on=IN_JUNE_2024).order_by("pk")) == [upper, unit]
    assert list(Unit.objects.named("xã ủy mỹ sơn", on=IN_JUNE_2024)) == [unit]


def test_a_body_is_found_by_its_abbreviation_and_by_its_full_name(world):
    for name in ("UBND huyện Bác Ái", "Uỷ ban nhân dân huyện Bác Ái", "uy ban nhan dan huyen bac ai"):
        assert list(Unit.objects.named(name, on=IN_JUNE_2024)) == [world.committee]


def test_siblings_of_one_name_are_refused_on_the_same_day(world):
    with pytest.raises(refusals.NameTaken, match="Huyện ủy Bác Ái đã có đơn vị tên “Đảng uỷ xã Phước Bình”"):
        make_unit("Đảng uỷ xã Phước Bình", parent=world.district)


def test_a_unit_without_a_name_is_refused():
    with pytest.raises(refusals.NameMissing):
        make_unit("  ")


def test_a_renamed_unit_keeps_its_identity_and_its_old_name_on_old_days(world):
    unit = world.communes["Phước Đại"].party
    commands.rename_unit(SYSTEM, unit=unit, name="Đảng ủy xã Phước Đại Mới", on=IN_JUNE_2024, basis=BASIS)
    unit.refresh_from_db()
    assert unit.name == "Đảng ủy xã Phước Đại Mới"
    assert unit.version_on(LONG_AGO).name == "Đảng ủy xã Phước Đại"
    assert list(Unit.objects.named("Đảng ủy xã Phước Đại", on=LONG_AGO)) == [unit]
    assert not Unit.objects.named("Đảng ủy xã Phước Đại", on=IN_JUNE_2024).exists()


def test_a_change_that_changes_nothing_is_refused(world):
    with pytest.raises(refusals.NothingChanges):
        commands.rename_unit(SYSTEM, unit=world.district, name="Huyện ủy Bác Ái", on=IN_JUNE_2024)


def test_a_change_before_the_unit_began_is_refused(world):
    with pytest.raises(refusals.BeforeItBegan, match="01/01/2021"):
        commands.rename_unit(SYSTEM, unit=world.district, name="Huyện ủy X", on=date(2020, 1, 1))


def test_a_change_before_one_that_is_on_record_is_refused(world):
    commands.rename_unit(SYSTEM, unit=world.district, name="Huyện ủy Bác Ái Mới", on=IN_JUNE_2024)
    with pytest.raises(refusals.ChangedLater, match="20/06/2024"):
        commands.rename_unit(SYSTEM, unit=world.district, name="Huyện ủy X", on=date(2023, 1, 1))


def test_a_transferred_unit_takes_its_whole_tree_along_from_that_day(world):
    commands.transfer_unit(SYSTEM, unit=world.committee, parent=world.province, on=IN_JUNE_2024, basis=BASIS)
    below = Unit.objects.subtree(world.district, on=IN_JUNE_2024)
    assert not below.filter(name__startswith="Phòng").exists()
    assert Unit.objects.subtree(world.district, on=LONG_AGO).filter(name__startswith="Phòng").count() == 3
    assert Unit.objects.subtree(world.province, on=IN_JUNE_2024).filter(name__startswith="Phòng").count() == 3


def test_a_unit_cannot_be_placed_under_its_own_child(world):
    with pytest.raises(refusals.UnderItself, match="UBND huyện Bác Ái nằm trong Huyện ủy Bác Ái"):
        commands.move_unit(SYSTEM, unit=world.district, parent=world.committee, on=IN_JUNE_2024)


def test_merged_units_end_and_the_new_one_takes_their_sub_units(world):
    olds = [world.communes[name].party for name in ("Phước Tiến", "Phước Thắng", "Phước Chính")]
    succession = merge(olds, new_unit("Đảng ủy xã Bác Ái", parent=world.province))
    heir = succession.parts.first().successor
    assert str(heir) == "Đảng ủy xã Bác Ái"
    for old in olds:
        old.refresh_from_db()
        assert old.ends_on == REFORM
        assert old.version_on(EVE)
        assert old.version_on(REFORM) is None
    assert len(queries.children(heir, REFORM)) == 6
    assert names(link.unit for link in queries.predecessors(heir)) == names(olds)
    assert not UnitClosure.objects.on(REFORM).filter(descendant__in=olds).exists()


def test_a_merger_names_the_sub_units_that_nobody_placed(world):
    old = world.communes["Phước Trung"]
    with pytest.raises(refusals.SubUnitsRemain, match=r"2 đơn vị.*UBND xã Phước Trung"):
        merge([old.party], new_unit("Đảng ủy xã Mỹ Sơn", parent=world.province), with_sub_units=False)
    old.party.refresh_from_db()
    assert old.party.ends_on is None


def test_bodies_in_an_area_that_ends_are_named_or_follow_it():
    country = make_unit("Việt Nam", kind=Kind.COUNTRY, level=Level.CENTRAL)
    old = make_unit("Xã Phước Trung", parent=country, kind=Kind.COMMUNE, code="22807")
    body = make_unit("Trạm y tế xã Phước Trung", kind=Kind.SCHOOL, area=old)
    heir = new_unit("Xã Mỹ Sơn", parent=country, kind=Kind.COMMUNE, code="22822")
    with pytest.raises(refusals.SubUnitsRemain, match="Trạm y tế xã Phước Trung"):
        merge([old], heir, with_sub_units=False)
    merge([old], heir)
    body.refresh_from_db()
    assert str(body.area) == "Xã Mỹ Sơn"


def test_a_new_area_may_take_the_code_of_one_that_ends_with_it_but_of_no_other():
    country = make_unit("Việt Nam", kind=Kind.COUNTRY, level=Level.CENTRAL)
    olds = [
        make_unit(f"Xã {name}", parent=country, kind=Kind.COMMUNE, code=code)
        for name, code in (("Phước Tiến", "22792"), ("Phước Thắng", "22795"), ("Phước Trung", "22807"))
    ]
    with pytest.raises(refusals.CodeTaken, match="22807"):
        merge(olds[:2], new_unit("Xã Bác Ái", parent=country, kind=Kind.COMMUNE, code="22807"))
    heir = (
        merge(olds[:2], new_unit("Xã Bác Ái", parent=country, kind=Kind.COMMUNE, code="22795")).parts.first().successor
    )
    assert heir.version_on(REFORM).code == "22795"
    assert heir not in olds


def test_units_merge_into_one_that_stands_and_it_goes_on(world):
    one, other = world.communes["Phước Bình"].people, world.communes["Phước Tân"].people
    succession = merge([one, other], one)
    assert [part.predecessor for part in succession.parts.all()] == [other]
    one.refresh_from_db()
    assert one.ends_on is None


@pytest.mark.parametrize(
    ("shares", "refusal"),
    [
        (("0.7", "0.4"), refusals.SharesTooLarge),
        (("1.2", None), refusals.ShareOutOfRange),
        (("0", None), refusals.ShareOutOfRange),
    ],
)
def test_shares_that_cannot_be_are_refused(world, shares, refusal):
    parts = [
        Part(new_unit(f"Phòng {n}", parent=world.committee), share and Decimal(share)) for n, share in enumerate(shares)
    ]
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    with pytest.raises(refusal):
        commands.split_unit(SYSTEM, unit=unit, parts=parts, on=REFORM, basis=BASIS)


def test_a_split_keeps_known_shares_and_says_which_are_not_known(world):
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    parts = [
        Part(new_unit("Phòng A", parent=world.committee), Decimal("0.625")),
        Part(new_unit("Phòng B", parent=world.committee)),
    ]
    commands.split_unit(SYSTEM, unit=unit, parts=parts, on=REFORM, basis=BASIS)
    assert [link.share_words for link in queries.successors(unit)] == ["62,5% dân số", "không rõ tỷ lệ"]


def test_a_unit_that_gives_a_part_away_goes_on(world):
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    part = Part(new_unit("Phòng Dân số", parent=world.committee))
    commands.split_unit(SYSTEM, unit=unit, parts=[part], on=REFORM, basis=BASIS, goes_on=True)
    unit.refresh_from_db()
    assert unit.ends_on is None
    assert names(link.unit for link in queries.successors(unit)) == ["Phòng Dân số"]


def test_a_split_may_hand_the_sub_units_to_one_of_the_new_units(world):
    first = new_unit("UBND A", parent=world.district, kind=Kind.PEOPLES_COMMITTEE, level=Level.DISTRICT)
    second = new_unit("UBND B", parent=world.district, kind=Kind.PEOPLES_COMMITTEE, level=Level.DISTRICT)
    succession = commands.split_unit(
        SYSTEM, unit=world.committee, parts=[Part(first), Part(second)], on=REFORM, basis=BASIS, sub_units_to=first
    )
    heir = succession.parts.order_by("pk").first().successor
    assert len(queries.children(heir, REFORM)) == 3


def test_an_abolished_unit_may_have_an_heir_or_none(world):
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    other = Unit.objects.get(name="Phòng Kinh tế và Hạ tầng huyện Bác Ái")
    commands.abolish_unit(SYSTEM, unit=unit, on=REFORM, basis=BASIS)
    commands.abolish_unit(SYSTEM, unit=other, on=REFORM, basis=BASIS, heir=world.committee)
    assert queries.successors(unit) == []
    assert names(link.unit for link in queries.successors(other)) == ["UBND huyện Bác Ái"]


def test_what_no_longer_stands_cannot_change_or_be_a_parent(world):
    unit = Unit.objects.get(name="Phòng Y tế huyện Bác Ái")
    commands.abolish_unit(SYSTEM, unit=unit, on=REFORM, basis=BASIS)
    with pytest.raises(refusals.DoesNotStand, match="đến trước ngày 01/07/2025"):
        commands.rename_unit(SYSTEM, unit=unit, name="Phòng Y", on=REFORM)
    with pytest.raises(refusals.DoesNotStand):
        make_unit("Trạm y tế", parent=unit, on=REFORM)


def test_a_unit_moved_and_ended_on_one_day_never_stood_in_the_place_between(world):
    people = [world.communes[name].people for name in ("Phước Tiến", "Phước Thắng")]
    parties = [world.communes[name].party for name in ("Phước Tiến", "Phước Thắng")]
    party = merge(parties, new_unit("Đảng ủy xã Bác Ái", parent=world.province)).parts.first().successor
    merge(people, new_unit("UBND xã Bác Ái", parent=party, kind=Kind.PEOPLES_COMMITTEE))
    assert people[0].versions.count() == 1
    assert people[0].versions.get().parent == parties[0]


def test_every_act_leaves_exactly_one_event(world):
    before = AuditEvent.objects.count()
    succession = merge([world.communes["Phước Trung"].party], new_unit("Đảng ủy xã Mỹ Sơn", parent=world.province))
    assert AuditEvent.objects.count() == before + 1
    commands.undo_succession(SYSTEM, succession=succession, reason="ghi nhầm")
    event = AuditEvent.objects.first()
    assert (AuditEvent.objects.count(), event.action) == (before + 2, "units.succession.undone")
    assert event.what["reason"] == "ghi nhầm"


def test_undoing_twice_or_under_a_later_change_is_refused(world):
    first = merge([world.communes["Phước Trung"].party], new_unit("Đảng ủy xã Mỹ Sơn", parent=world.province))
    heir = first.parts.first().successor
    second = commands.rename_unit(SYSTEM, unit=heir, name="Đảng ủy xã Mỹ Sơn Mới", on=date(2026, 1, 1))
    with pytest.raises(refusals.LaterChangeRestsOnIt, match="Đảng ủy xã Mỹ Sơn"):
        commands.undo_succession(SYSTEM, succession=first)
    commands.undo_succession(SYSTEM, succession=second)
    commands.undo_succession(SYSTEM, succession=first)
    first.refresh_from_db()
    with pytest.raises(refusals.AlreadyUndone):
        commands.undo_succession(SYSTEM, succession=first)


def test_a_whole_reorganisation_is_undone_to_the_last_row(world):
    def rows():
        return sorted(UnitClosure.objects.values_list()), sorted(Unit.objects.values_list())

    before, done = rows(), []
    for name in COMMUNES[:3]:
        done.append(merge([world.communes[name].people], new_unit(f"UBND mới {name}", parent=world.province)))
    for succession in reversed(done):
        commands.undo_succession(SYSTEM, succession=succession)
    assert rows() == before


def test_an_administrator_changes_what_is_below_him_and_nothing_else(world):
    grant = Grant(world.district.pk, "admin", frozenset({"units.manage"}), subtree=True)
    actor = Actor(user_id=1, name="Quản trị huyện", grants=(grant,))
    commands.rename_unit(actor, unit=world.committee, name="UBND huyện Bác Ái Mới", on=IN_JUNE_2024)
    with pytest.raises(NotPermitted):
        commands.rename_unit(actor, unit=world.province, name="X", on=IN_JUNE_2024)
    with pytest.raises(NotPermitted):
        commands.create_unit(actor, name="X", kind=Kind.OTHER, level=3, on=IN_JUNE_2024)
    with pytest.raises(NotPermitted):
        commands.transfer_unit(actor, unit=world.committee, parent=world.province, on=IN_JUNE_2024, basis=BASIS)


def test_what_a_unit_took_over_is_in_the_reach_of_its_officers(world):
    old = world.communes["Phước Trung"].people
    heir = merge([old], new_unit("UBND xã Mỹ Sơn", parent=world.province)).parts.first().successor
    actor = Actor(user_id=1, name="Lan", grants=(Grant(heir.pk, "officer", frozenset({"plans.view"}), subtree=False),))
    assert actor.may("plans.view", old)
    assert not actor.may("plans.view", world.communes["Phước Tân"].people)


def test_everybody_signed_in_reads_units_and_other_actions_keep_their_reach(world):
    signed_in = Actor(user_id=1, name="Lan")
    assert Unit.objects.visible_to(signed_in).count() == Unit.objects.count()
    assert not Unit.objects.visible_to(signed_in, "accounts.manage").exists()
    assert not Unit.objects.visible_to(Actor(user_id=None, name="")).exists()


def test_a_succession_says_what_it_is():
    assert str(Succession(deed=Succession.Deed.MERGE, effective_on=REFORM)) == "Sáp nhập, hợp nhất 01/07/2025"
