"""From an event to its day: the law's own examples, and what is true of every day."""

import json
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from antoan.cli.due import due
from antoan.law.errors import OpenQuestion, UnknownParameter
from antoan.obligations import calendar
from antoan.obligations.deriving import UnknownDuty, derive, duties

GRAVITIES = ("minor", "serious", "many_serious", "fatal", "technical")
days = st.dates(date(2016, 7, 1), date(2026, 6, 30))


def test_a_fatal_accident_declared_on_20_june_2024_is_to_be_investigated_by_monday_22_july():
    derived = derive("investigate_accident", date(2024, 6, 20), gravity="fatal")
    assert derived.due == date(2024, 7, 22)
    assert derived.citation == "Luật 84/2015/QH13, Điều 35"
    assert derived.steps[0] == "khai báo 20/06/2024, chết người: 30 ngày theo Luật 84/2015/QH13, Điều 35"
    assert "20/07/2024: thứ Bảy" in derived.steps
    assert derived.is_certain


def test_a_report_before_5_july_is_still_in_time_on_the_4th_and_does_not_roll():
    derived = derive("report_accidents", date(2026, 6, 30), term="half_year")
    assert derived.due == date(2026, 7, 4)  # a Saturday
    assert "nên gửi trong ngày 03/07/2026" in derived.steps[-1]


def test_what_is_to_be_done_at_once_waits_for_no_working_day():
    sunday = date(2024, 6, 23)
    assert derive("declare_accident", sunday, duty="employer_to_province").due == sunday


def test_a_month_without_that_number_ends_on_its_last_day():
    assert derive("retrain_staff", date(2024, 2, 29), group="4").due == date(2025, 2, 28)


def test_what_is_open_gives_no_day():
    with pytest.raises(OpenQuestion):
        derive("file_for_insurance", date(2025, 8, 1))


def test_a_year_without_its_announcement_says_so():
    derived = derive("send_minutes", date(2027, 2, 3))
    assert not derived.is_certain
    assert any("chưa có thông báo nghỉ Tết" in step for step in derived.steps)


def test_unknown_words_name_the_nearest():
    with pytest.raises(UnknownDuty) as duty:
        derive("investigate_acident", date(2024, 6, 20))
    assert duty.value.nearest[0] == "investigate_accident"
    with pytest.raises(UnknownParameter):
        derive("investigate_accident", date(2024, 6, 20), gravity="fatl")


@given(days, st.sampled_from(GRAVITIES))
def test_no_time_limit_ends_before_its_days_are_over_or_on_a_day_off(day, gravity):
    derived = derive("investigate_accident", day, gravity=gravity)
    limits = dict(zip(GRAVITIES, (4, 7, 20, 30, 60), strict=True))
    assert (derived.due - day).days >= limits[gravity]
    assert calendar.day_answer(derived.due).is_working is True


@given(days)
def test_a_later_event_never_ends_earlier(day):
    ends = [derive("investigate_accident", start, gravity="serious").due for start in (day, calendar.roll(day).day)]
    assert ends[0] <= ends[1]


def test_every_duty_of_the_table_rests_on_a_rule_of_the_pack():
    for duty in duties().values():
        assert duty.parameters is not None
        assert duty.name


def run(*arguments):
    return CliRunner().invoke(due, arguments)


def test_the_command_prints_day_steps_and_source():
    told = run("investigate_accident", "--from", "2024-06-20", "--with", "gravity=fatal", "--json")
    answer = json.loads(told.output)
    assert (answer["due"], answer["citation"]) == ("2024-07-22", "Luật 84/2015/QH13, Điều 35")
    assert (
        "chậm nhất ngày 22/07/2024"
        in run("investigate_accident", "--from", "20/06/2024", "--with", "gravity=fatal").output
    )


def test_the_command_lists_its_kinds_with_their_parameters():
    rows = {row["kind"]: row for row in json.loads(run("--list", "--json").output)}
    assert rows["investigate_accident"]["with"]["gravity"] == list(GRAVITIES)


@pytest.mark.parametrize(
    "arguments", [("investigate_acident", "--from", "2024-06-20"), ("report_osh",), ("report_osh", "--from", "2024-06-31"), ("investigate_accident", "--from", "2024-06-20", "--with", "fatal")]
)  # fmt: skip
def test_a_wrong_question_ends_with_a_line_and_exit_code_2(arguments):
    assert run(*arguments).exit_code == 2
