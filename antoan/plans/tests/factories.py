"""A valid world of plans: the reference district's office, its bodies, a plan with tasks, and the people who act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from antoan.accounts.actors import actor_for
from antoan.accounts.models import Membership, Role, User
from antoan.core.scoping import Actor
from antoan.plans import commands
from antoan.plans.models import Plan, Proposal, Task
from antoan.units.models import Unit
from antoan.units.tests.factories import make_reference_district

LONG_AGO = date(2023, 1, 1)


@dataclass
class World:
    """The district's tree with an office, a leader and officers who can act."""

    tree: SimpleNamespace
    people: dict[str, User] = field(default_factory=dict)

    @property
    def district(self) -> Unit:
        return self.tree.district

    @property
    def committee(self) -> Unit:
        return self.tree.committee

    def party(self, commune: str) -> Unit:
        return self.tree.communes[commune].party

    def person(self, name: str, unit: Unit, *roles: str) -> User:
        user = User.objects.create(username=name.lower().replace(" ", ""), full_name=name)
        for role in roles or (Role.OFFICE,):
            Membership.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
        self.people[name] = user
        return user

    def actor(self, name: str) -> Actor:
        return actor_for(self.people[name])


def make_world() -> World:
    world = World(make_reference_district())
    world.person("Hương", world.district, Role.OFFICE, Role.ADMIN)
    world.person("Phương", world.district, Role.LEADER)
    world.person("Thành", world.committee, Role.OFFICER, Role.LEADER)
    world.person("Xuân", world.party("Phước Bình"), Role.OFFICE, Role.OFFICER)
    world.person("Duyên", world.party("Phước Hòa"), Role.OFFICE, Role.OFFICER)
    return world


def make_plan(unit: Unit, **facts: Any) -> Plan:
    facts = {
        "title": "Thực hiện Chỉ thị số 31-CT/TW",
        "symbol": "KH/HU",
        "number": "45",
        "starts_on": date(2024, 6, 20),
    } | facts
    return Plan.objects.create(unit=unit, **facts)


def make_task(plan: Plan, **facts: Any) -> Task:
    number = plan.tasks.count() + 1
    facts = {
        "text": f"Kiểm tra an toàn, vệ sinh lao động đợt {number}",
        "path": f"II.{number}",
        "order": number,
    } | facts
    return Task.objects.create(plan=plan, **facts)


def make_proposal(plan: Plan, **facts: Any) -> Proposal:
    number = plan.proposals.count() + 1
    text = facts.pop("text", f"Ủy ban nhân dân huyện kiểm tra an toàn, vệ sinh lao động đợt {number}")
    facts = {"path": f"II.{number}", "order": number, "start": 100 * number, "end": 100 * number + len(text)} | facts
    read = {
        "text": text,
        "lead": facts.get("lead", []),
        "coordinate": [],
        "due": None,
        "recurrence": None,
        "product": None,
    }
    return Proposal.objects.create(plan=plan, text=text, read=read, **facts)


def make_running(world: World, *, due: date | None = date(2024, 12, 31), lead: Unit | None = None, **facts: Any) -> Any:
    """A plan in force with one task given to one unit: its assignment."""
    plan = make_plan(world.district)
    task = make_task(plan, **facts)
    actor = world.actor("Hương")
    [part] = commands.assign_task(
        actor,
        task=task,
        leads=[lead or world.committee],
        due=due,
        recurrence=facts.get("recurrence", ""),
        rule=facts.get("rule", ""),
    )
    commands.issue_plan(actor, plan=plan)
    part.refresh_from_db()
    return part
