"""What is owed to each person of a case, as far as what is known of them suffices to reckon it."""

from __future__ import annotations

from dataclasses import dataclass

from antoan.accidents.benefits import Benefit, Facts, WrongFacts, reckon
from antoan.accidents.models import Accident, Injury
from antoan.law.errors import LawError


@dataclass(frozen=True)
class Owed:
    """The reckoning of one person, or what is missing for it."""

    person: Injury
    benefit: Benefit | None
    missing: list[str]


def benefits_of(accident: Accident) -> list[Owed]:
    """For every person who worked for somebody; whoever worked for nobody is owed nothing by an employer or the fund."""
    return [_owed(accident, person) for person in accident.injuries.all() if person.same_as_id is None]


def _owed(accident: Accident, person: Injury) -> Owed:
    is_dead = person.gravity == "fatal"
    missing = []
    if not person.has_contract:
        missing.append("quan hệ lao động (chỉ tính cho người có hợp đồng)")
    if person.wage_amount is None:
        missing.append("tiền lương tháng")
    if not is_dead and person.loss is None:
        missing.append("mức suy giảm khả năng lao động")
    if missing:
        return Owed(person, None, missing)
    assert person.wage_amount is not None
    try:
        facts = Facts(
            wage=person.wage_amount, on=accident.occurred_on, loss=None if is_dead else person.loss, years=person.insured_years or 0,
            is_death=is_dead, fault=person.fault or "other", is_on_the_way=accident.setting == Accident.Setting.ON_THE_WAY,
            is_insured=person.is_insured is not False, entitled_on=person.died_on if is_dead else person.assessed_on,
        )  # fmt: skip
        return Owed(person, reckon(facts), [])
    except (WrongFacts, LawError) as problem:
        return Owed(person, None, [problem.message_vi])
