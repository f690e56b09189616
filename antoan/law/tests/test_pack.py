"""The law that is shipped: its cases, and what holds for all of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest

from antoan import law
from antoan.law import cases, pack
from antoan.law.errors import NotInForce, OpenQuestion, UnknownKey, UnknownParameter
from antoan.law.loading import load
from antoan.law.pack import InForce
from antoan.law.rules import UNVERIFIED

BEFORE, REFORM = date(2024, 6, 20), date(2025, 7, 1)


@pytest.fixture(scope="module")
def shipped():
    return load(pack.SHIPPED)


def test_every_case_holds(shipped):
    assert [str(fault) for fault in cases.failing(shipped)] == []


def test_every_rule_has_a_name_a_meaning_and_a_case(shipped):
    assert [rule.key for rule in shipped.rules.values() if not (rule.name and rule.meaning and rule.cases)] == []


def test_every_entry_that_decides_names_its_source(shipped):
    assert [each.reference for each in shipped.provisions() if each.decides and not each.citation.document] == []


def test_nothing_claims_to_have_been_compared(shipped):
    assert {each.verified_on for each in shipped.provisions()} == {None}


def test_what_is_likely_bears_the_mark_and_what_is_sure_does_not(shipped):
    on = InForce(shipped, date(2026, 7, 1))
    assert on.get("wages.base").mark == UNVERIFIED
    assert on.get("accidents.investigation_time_limit", gravity="fatal").mark == ""


def test_an_open_entry_has_no_value_and_a_question_of_its_own(shipped):
    opened = [each for each in shipped.provisions() if each.question]
    assert {each.value for each in opened} == {None}
    assert {each.confidence for each in opened} == {"check"}
    for each in opened:
        assert each.key in each.question.affects, f"{each.question.code} does not name {each.key}"


def test_the_open_questions_are_all_there(shipped):
    assert [f"O-{n:02}" for n in range(1, 31)] == list(shipped.questions)[:30]


@pytest.mark.parametrize(
    ("gravity", "days"), [("minor", 4), ("serious", 7), ("many_serious", 20), ("fatal", 30), ("technical", 60)]
)
def test_the_limits_for_investigating(shipped, gravity, days):
    limit = InForce(shipped, BEFORE).get("accidents.investigation_time_limit", gravity=gravity)
    assert (limit.value, limit.unit, str(limit.citation)) == (days, "calendar_day", "Luật 84/2015/QH13, Điều 35")
    assert (limit.valid_from, limit.valid_to) == (date(2016, 7, 1), None)


def test_another_body_is_competent_since_the_reform(shipped):
    asked = {"key": "accidents.declaration_receiver", "duty": "employer_to_police"}
    old, new = (InForce(shipped, day).get(**asked) for day in (BEFORE, REFORM))
    assert (old.value, new.value) == ("Công an cấp huyện", "Công an cấp xã")
    assert new.valid_from == REFORM
    with pytest.raises(OpenQuestion, match="O-28"):
        InForce(shipped, date(2025, 4, 1)).get(**asked)


@pytest.mark.parametrize("day", [REFORM, date(2026, 11, 24)])
def test_no_body_that_is_gone_is_competent(shipped, day):
    gone = ("cấp huyện", "Thương binh và Xã hội", "Phòng Nội vụ")
    said = {
        each.reference: str(each.plain) for each in InForce(shipped, day).in_force() if each.rule.kind == "competence"
    }
    assert {name: text for name, text in said.items() if any(body in text for body in gone)} == {}


def test_an_entry_ends_with_the_instrument_it_stands_in(shipped):
    entry = InForce(shipped, REFORM).get("forms.accident_declaration")
    assert entry.valid_to == date(2027, 3, 1)
    with pytest.raises(NotInForce):
        InForce(shipped, date(2027, 3, 1)).get("forms.accident_declaration")


def test_the_benefits_of_the_fund_in_money(shipped):
    on = InForce(shipped, date(2025, 1, 5))
    wage = on.get("wages.base").value
    assert on.get("benefits.lump_sum").of(5) * wage == 11_700_000
    assert on.get("benefits.lump_sum").of(30) * wage == 40_950_000
    assert on.get("benefits.monthly").of(31) * wage == 702_000
    assert on.get("benefits.death").value * wage == 84_240_000


def test_the_allowance_is_two_fifths_of_the_compensation(shipped):
    on = InForce(shipped, BEFORE)
    for loss in range(5, 101):
        full = on.get("compensation.lump_sum").of(loss)
        assert on.get("compensation.own_fault_allowance").of(loss) == full * Decimal("0.4")
        assert on.get("compensation.commuting_allowance").of(loss) == full * Decimal("0.4")


def test_a_day_before_the_first_text_says_when_that_began(shipped):
    with pytest.raises(NotInForce, match="has no value on 2015-01-01; its first text took effect on 2016-07-01"):
        InForce(shipped, date(2015, 1, 1)).get("accidents.investigation_time_limit", gravity="fatal")


def test_wrong_names_bring_the_nearest(shipped):
    on = InForce(shipped, BEFORE)
    with pytest.raises(UnknownKey) as key:
        on.get("accidents.investigation_limit", gravity="fatal")
    assert "accidents.investigation_time_limit" in key.value.nearest
    with pytest.raises(UnknownParameter) as value:
        on.get("accidents.investigation_time_limit", gravity="fatl")
    assert value.value.nearest[0] == "gravity=fatal"
    with pytest.raises(UnknownParameter) as name:
        on.get("accidents.investigation_time_limit", gravty="fatal")
    assert name.value.nearest == ["gravity"]
    with pytest.raises(UnknownParameter, match="nothing was given; it knows gravity"):
        on.get("accidents.investigation_time_limit")


def test_a_value_cannot_be_changed_by_mistake(shipped):
    value = InForce(shipped, BEFORE).get("accidents.causes").value
    with pytest.raises(TypeError):
        value[0]["name"] = "khác"


def test_a_look_up_is_quick_when_warm():
    law.on(BEFORE).get("wages.base")
    spent = []
    for _ in range(5):
        began = perf_counter()
        for _ in range(1000):
            law.on(BEFORE).get("accidents.investigation_time_limit", gravity="fatal")
        spent.append((perf_counter() - began) / 1000)
    assert min(spent) < 20e-6
