"""What is true of every history of changes, and hypothesis looks for the one where it is not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from antoan.core.refusals import Refusal
from antoan.core.scoping import system_actor
from antoan.units import closure, commands
from antoan.units.commands import Part
from antoan.units.models import (
    Kind,
    Level,
    Succession,
    SuccessionPart,
    Unit,
    UnitAlias,
    UnitClosure,
    UnitLineage,
    UnitVersion,
)
from antoan.units.refusals import LaterChangeRestsOnIt
from antoan.units.tests.factories import make_unit, new_unit

pytestmark = pytest.mark.django_db
START = date(2020, 1, 1)
SYSTEM = system_actor()
DEEDS = ("create", "rename", "move", "merge", "merge_into", "split", "split_off", "abolish", "alias")
changes = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 30), st.integers(0, 30), st.integers(0, 12), st.booleans()),
    min_size=1,
    max_size=12,
)
thorough = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def state():
    """Every row that a change may touch, as it is stored."""
    tables = (Unit, UnitVersion, UnitAlias, UnitClosure, UnitLineage, SuccessionPart)
    return {table.__name__: sorted(table.objects.order_by("pk").values_list()) for table in tables}


def attempt(deed, first, second, month, flag, number):
    """Try one change on the units there are; returns what takes it back, None where it was refused."""
    units = list(Unit.objects.order_by("pk"))
    one, other = units[first % len(units)], units[second % len(units)]
    on = START + timedelta(days=30 * month)
    fresh = new_unit(f"Đơn vị mới {number}", parent=other if flag else units[0])
    act = {"on": on, "basis": "NQ"}
    try:
        with transaction.atomic():
            match deed:
                case "create":
                    made = make_unit(f"Đơn vị {number}", parent=one, on=on)
                    return lambda: commands.withdraw_unit(SYSTEM, unit=made)
                case "alias":
                    alias = commands.add_alias(SYSTEM, unit=one, name=f"Tên khác {number}", on=on)
                    return lambda: commands.remove_alias(SYSTEM, alias=alias)
                case "rename":
                    done = commands.rename_unit(SYSTEM, unit=one, name=f"Tên mới {number}", **act)
                case "move":
                    done = commands.transfer_unit(SYSTEM, unit=one, parent=other, **act)
                case "merge":
                    done = commands.merge_units(
                        SYSTEM, predecessors=[one, other], successor=fresh, with_sub_units=flag, **act
                    )
                case "merge_into":
                    done = commands.merge_units(SYSTEM, predecessors=[one], successor=other, with_sub_units=flag, **act)
                case "split":
                    parts = [Part(fresh, Decimal("0.4")), Part(new_unit(f"Phần {number}", parent=units[0]))]
                    done = commands.split_unit(
                        SYSTEM, unit=one, parts=parts, sub_units_to=fresh if flag else None, **act
                    )
                case "split_off":
                    done = commands.split_unit(SYSTEM, unit=one, parts=[Part(fresh)], goes_on=True, **act)
                case "abolish":
                    done = commands.abolish_unit(SYSTEM, unit=one, sub_units_to=other if flag else None, **act)
            return lambda: commands.undo_succession(SYSTEM, succession=done)
    except Refusal:
        return None


class _Undone:
    """A stretch of database work that leaves nothing behind."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.root = make_unit("Gốc", on=START, level=Level.PROVINCE)
        for name in ("A", "B", "C"):
            unit = make_unit(f"Huyện {name}", parent=self.root, on=START, kind=Kind.OTHER, level=Level.DISTRICT)
            make_unit(f"Xã {name}1", parent=unit, on=START, kind=Kind.OTHER)
            make_unit(f"Xã {name}2", parent=unit, on=START, kind=Kind.OTHER)

    def __exit__(self, *error):
        transaction.set_rollback(True)
        return self.atomic.__exit__(*error)


def tree_by_walking(day):
    """(ancestor, descendant, depth) on a day, by asking each unit for its parent, one step at a time."""
    parent_of = dict(UnitVersion.objects.on(day).values_list("unit", "parent"))
    found = set()
    for unit in parent_of:
        at, depth = unit, 0
        while at is not None:
            found.add((at, unit, depth))
            at, depth = parent_of[at], depth + 1
    return found


def stored_closure():
    return set(UnitClosure.objects.values_list("ancestor", "descendant", "depth", "valid_from", "valid_to"))


def stored_lineage():
    return set(UnitLineage.objects.values_list("predecessor", "successor", "distance"))


@thorough
@given(changes)
@example(
    history=[("create", 23, 0, 1, False), ("split", 3, 0, 1, True)]
)  # a row that stayed named a new unit as its parent
def test_undoing_a_history_backwards_restores_every_row(history):
    with _Undone():
        done = []
        for number, change in enumerate(history):
            before = state()
            if (take_back := attempt(*change, number)) is not None:
                done.append((take_back, before))
        for take_back, before in reversed(done):
            take_back()
            assert state() == before


@thorough
@given(changes)
def test_closure_and_lineage_kept_by_the_way_equal_those_rebuilt_and_those_walked(history):
    with _Undone():
        for number, change in enumerate(history):
            attempt(*change, number)
        for month in range(14):
            day = START + timedelta(days=30 * month + 1)
            rows = UnitClosure.objects.on(day).values_list("ancestor", "descendant", "depth")
            assert sorted(rows) == sorted(tree_by_walking(day))
        kept = stored_closure(), stored_lineage()
        closure.rebuild_closure()
        closure.rebuild_lineage()
        assert (stored_closure(), stored_lineage()) == kept


@thorough
@given(changes, st.integers(0, 12))
def test_undoing_out_of_order_is_refused_or_leaves_a_sound_tree(history, chosen):
    with _Undone():
        for number, change in enumerate(history):
            attempt(*change, number)
        successions = list(Succession.objects.order_by("pk"))
        if not successions:
            return
        before = state()
        try:
            with transaction.atomic():
                commands.undo_succession(SYSTEM, succession=successions[chosen % len(successions)])
        except LaterChangeRestsOnIt:
            assert state() == before
            return
        kept = stored_closure(), stored_lineage()
        closure.rebuild_closure()
        closure.rebuild_lineage()
        assert (stored_closure(), stored_lineage()) == kept


@thorough
@given(changes)
def test_no_unit_ever_stands_under_one_that_does_not(history):
    with _Undone():
        for number, change in enumerate(history):
            attempt(*change, number)
        for month in range(14):
            day = START + timedelta(days=30 * month)
            standing = UnitVersion.objects.on(day)
            assert not standing.exclude(parent=None).exclude(parent__in=standing.values("unit")).exists()
            assert standing.count() == standing.values("unit").distinct().count()
