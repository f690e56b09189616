"""Settling what the names of bodies in a plan's text mean: a unit of the register, or one that is added to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from antoan.core import audit
from antoan.core.commands import command, locked
from antoan.core.scoping import Actor, require
from antoan.plans.commands.draft import match_bodies
from antoan.plans.models import Plan
from antoan.plans.queries.bodies import unsettled
from antoan.units import commands as units
from antoan.units.matching import Matcher
from antoan.units.models import Unit
from antoan.units.names import key_of


@command
def name_bodies(
    actor: Actor,
    *,
    plan: Plan,
    known: Mapping[str, Any],
    new: Mapping[str, str],
    several: Mapping[str, Sequence[Any]] = MappingProxyType({}),
) -> int:
    """Say once for the whole plan what names mean, then match its open proposals anew; the number now matched.

    `known`: name as written → the unit it means, noted as another name of that unit. `new`: name as written → full name
    of a unit to be added below the issuer. `several`: name → the units that it means together in this plan. What a person chose for a proposal himself stays.

    Raises:
        NotPermitted: the actor does not run the register there.
        NameTaken, NameMissing, DoesNotStand
    """
    require(actor, "units.manage", plan.unit)
    full_names = {key_of(name): name for name in new.values()}  # two spellings of one body make one unit
    made = units.add_units(actor, names=list(full_names.values()), parent=plan.unit, on=plan.day) if new else []
    unit_of = dict(zip(full_names, made, strict=True))
    meant: list[tuple[str, Unit]] = [*known.items(), *((name, unit_of[key_of(full)]) for name, full in new.items())]
    for name, unit in {key_of(name): (name, unit) for name, unit in meant}.values():
        if key_of(name) != key_of(unit.name):
            units.add_alias(actor, unit=unit, name=name, on=plan.day)
    if several:
        plan = locked(plan)
        plan.meanings |= {key_of(name): [unit.pk for unit in meaning] for name, meaning in several.items() if meaning}
        plan.save(update_fields=["meanings"])
    matcher, matched = Matcher(plan.unit, plan.day), 0
    for proposal in unsettled(plan):
        if not proposal.is_matched:
            match_bodies(proposal, matcher)
            matched += proposal.is_matched
    audit.record(
        actor, "plans.plan.bodies_named", plan, unit=plan.unit, matched=matched,
        names={name: unit.pk for name, unit in meant},
        several={name: [unit.pk for unit in meaning] for name, meaning in several.items()},
    )  # fmt: skip
    return matched
