"""What is owed for an accident: the law's own control values, and what holds for every case."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from antoan.accidents.benefits import Facts, money_of, reckon
from antoan.cli.main import cli

ON = date(2025, 1, 5)
WAGE = 8_000_000
losses = st.integers(5, 100)


def owed(loss=None, **facts):
    return reckon(Facts(**{"wage": WAGE, "on": ON, "loss": loss} | facts))


@pytest.mark.parametrize(
    ("loss", "months", "by_own_fault"),
    [(5, 1.5, 0.6), (10, 1.5, 0.6), (11, 1.9, 0.76), (20, 5.5, 2.2), (31, 9.9, 3.96), (50, 17.5, 7), (80, 29.5, 11.8), (81, 30, 12)],
)  # fmt: skip
def test_the_employer_owes_the_months_of_wage_that_the_law_prints(loss, months, by_own_fault):
    assert owed(loss).total("employer") == months * WAGE
    assert owed(loss, fault="own").total("employer") == by_own_fault * WAGE


def test_the_fund_pays_once_up_to_thirty_percent_and_monthly_from_thirty_one():
    assert owed(5).amount_of("lump_sum") == 11_700_000
    assert owed(30).amount_of("lump_sum") == 40_950_000
    assert owed(31).amount_of("monthly") == 702_000
    assert owed(30).total("fund", monthly=True) == 0 == owed(31).total("fund")


def test_years_of_contribution_add_their_part():
    assert owed(20, years=3).amount_of("lump_sum_years") == 1.1 * WAGE
    assert owed(40, years=3).amount_of("monthly_years") == 0.011 * WAGE


def test_a_death_gives_thirty_months_of_wage_and_thirty_six_base_wages_of_the_month_of_death():
    found = owed(is_death=True, on=date(2024, 6, 20), entitled_on=date(2024, 7, 10))
    assert found.total("employer") == 30 * WAGE
    assert found.total("fund") == 84_240_000
    assert owed(is_death=True, on=date(2024, 6, 20)).total("fund") == 36 * 1_800_000


def test_below_five_percent_nothing_is_owed_and_the_reason_is_said():
    found = owed(4)
    assert found.total("employer") == found.total("fund") == 0
    assert {"Luật 84/2015/QH13, Điều 45", "Luật 84/2015/QH13, Điều 38 khoản 4"} <= {s.citation for s in found.steps}
    assert all("dưới 5%" in step.formula for step in found.steps if step.code in ("compensation", "fund"))


def test_on_the_way_another_s_fault_gives_the_allowance_and_one_s_own_nothing():
    assert owed(50, is_on_the_way=True).total("employer") == 7 * WAGE
    assert owed(50, is_on_the_way=True, fault="own").total("employer") == 0


def test_an_employer_who_did_not_insure_pays_what_the_fund_would():
    insured, uninsured = owed(20, years=2), owed(20, years=2, is_insured=False)
    assert uninsured.total("fund") == 0
    assert uninsured.total("employer") == insured.total("employer") + insured.total("fund")


@given(losses, st.integers(0, 40))
def test_a_greater_loss_or_more_years_never_give_less(loss, years):
    now, more = owed(loss, years=years), owed(min(loss + 1, 100), years=years + 1)
    assert more.total("employer") >= now.total("employer")
    assert now.total("fund", monthly=True) <= more.total("fund", monthly=True)


@given(losses)
def test_own_fault_gives_two_fifths_of_the_compensation(loss):
    assert owed(loss, fault="own").total("employer") * 5 == owed(loss).total("employer") * 2


@given(losses, st.booleans(), st.sampled_from(["own", "other"]))
def test_every_step_has_its_source(loss, is_death, fault):
    assert all(step.citation and step.formula for step in owed(loss, is_death=is_death, fault=fault).steps)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("7500000", 7_500_000), ("7.500.000", 7_500_000), ("7,5tr", 7_500_000), ("7.5 triệu", 7_500_000), ("7500 nghìn", 7_500_000), ("7.500.000đ", 7_500_000)],
)  # fmt: skip
def test_money_is_read_as_offices_write_it(text, amount):
    assert money_of(text) == amount


def run(*words: str):
    return CliRunner().invoke(cli, ["accidents", "benefit", *words])


def test_the_command_prints_each_step_with_its_citation():
    said = run("--wage", "8000000", "--loss", "31", "--years", "3", "--on", "2025-01-05", "--json")
    found = json.loads(said.stdout)
    assert (said.exit_code, found["employer"], found["fund_monthly"]) == (0, 79_200_000, 790_000)
    assert found["base_wage"] == {"value": 2_340_000, "citation": "Nghị định 73/2024/NĐ-CP", "mark": None}
    assert all(step["citation"] for step in found["steps"])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("--wage x --loss 5 --on 2025-01-05", "--wage"),
        ("--wage 8tr --loss 5.5 --on 2025-01-05", "số nguyên"),
        ("--wage 8tr --loss 105 --on 2025-01-05", "105%"),
        ("--wage 8tr --loss 20 --on 2015-01-05", "05/01/2015"),
        ("--wage 8tr --on 2025-01-05", "--death"),
        ("--wage 8000 --loss 20 --on 2025-01-05", "quá nhỏ"),
        ("--loss 20 --on 2025-01-05", "tiền lương"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_with_one_line(words, names):
    said = run(*words.split())
    assert said.exit_code == 2
    assert names in said.stderr
    assert len(said.stderr.splitlines()) == 1
