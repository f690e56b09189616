"""Every room's deeds reach the lake: after each of them a refresh leaves nothing that differs from the records."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from antoan.accidents import commands as accidents
from antoan.accidents.tests.factories import dead, make_accident, make_small_world, person
from antoan.apparatus import commands as apparatus
from antoan.core.periods import Term
from antoan.outreach import commands as outreach
from antoan.statistics import lake
from antoan.statistics.compute import compute
from antoan.workplaces import commands as workplaces
from antoan.workplaces.tests.factories import make_workplace

YEAR = Term.parse("2024")


@pytest.fixture
def world(db, time_machine):
    time_machine.move_to(datetime(2024, 6, 24, 9, tzinfo=timezone.get_default_timezone()), tick=False)
    return make_small_world()


@pytest.fixture
def commune(world):
    return world.tree.communes["Phước Bình"].people


def follows() -> None:
    lake.refresh()
    assert lake.verify() == []


def counted(unit, name: str) -> float | None:
    return compute(name, unit=unit, period=YEAR).whole.value


def test_a_case_and_what_becomes_of_it(world, commune, system):
    accident = make_accident(people=[person(outcome="serious")])
    follows()
    assert (counted(commune, "accident_victims"), counted(commune, "accident_deaths")) == (1, 0)
    accidents.record_death(system, injury=accident.injuries.get(), died_on=date(2024, 6, 23))
    follows()
    assert (counted(commune, "accident_deaths"), counted(commune, "accident_cases_fatal")) == (1, 1)
    accidents.leave_out(system, accident=accident, reason="Ngã ở nhà", basis="Điều 3 khoản 8 Luật 84/2015/QH13")
    follows()
    assert counted(commune, "accident_victims") == 0
    accidents.take_back(system, accident=accident, reason="Có người làm chứng đang làm việc")
    follows()
    assert counted(commune, "accident_victims") == 1


def test_two_tellings_of_one_event_count_once(world, commune, system):
    first, second = make_accident(people=[dead()]), make_accident(people=[dead()], teller="hospital")
    follows()
    assert counted(commune, "accident_deaths") == 2
    merge = accidents.merge(system, accident=first, other=second, reasons=["cùng người, cùng ngày"])
    follows()
    assert counted(commune, "accident_deaths") == 1
    accidents.split_again(system, merge=merge, reason="Hai người khác nhau")
    follows()
    assert counted(commune, "accident_deaths") == 2


def test_a_workplace_its_people_and_the_rate_they_make(world, commune, system):
    quarry = make_workplace(commune)
    make_accident(people=[dead()], workplace=quarry)
    follows()
    assert counted(commune, "accident_frequency") is None  # no heads, no rate
    workplaces.report_headcounts(system, workplace=quarry, year=2024, counts=[workplaces.Count("all", 40, women=6)])
    follows()
    assert counted(commune, "accident_frequency") == 25
    workplaces.mend_workplace(system, workplace=quarry, name=quarry.name, sector="41", kind=quarry.kind)
    follows()
    by_section = compute("accident_victims", unit=commune, period=YEAR, by="section")
    assert {part.key: part.value for part in by_section.parts if part.value} == {"F": 1}
    workplaces.close_workplace(system, workplace=quarry, last_day=date(2024, 6, 20))
    follows()


def test_staff_training_posts_and_study(world, commune, system):
    staff = apparatus.register_staff(system, unit=commune, name="Katơr Thị Lan", since=date(2024, 7, 1))
    apparatus.set_posts(system, units=[commune], wanted=2, since=date(2024, 6, 1))
    follows()
    assert counted(commune, "osh_staff_wanted_filled") == 50
    apparatus.end_staff(system, staff=staff, last_day=date(2024, 8, 31), reason="Chuyển công tác")
    session = outreach.plan_session(
        system, unit=commune, directive="Chỉ thị số 31-CT/TW", subject="", on=date(2024, 6, 20), place="Hội trường xã",
        expected={"members": 40},
    )  # fmt: skip
    follows()
    assert (counted(commune, "osh_staff"), counted(commune, "study_attendance")) == (0, None)
    outreach.call_off_session(system, session=session, reason="Mưa lũ")
    follows()
