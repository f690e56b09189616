"""Load the demonstration: the reference plan as filed in June 2024, the communes' answers, a year of work, the reform ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from importlib.resources import files as resources
from typing import Any

from django.db import transaction

from antoan.accounts.actors import actor_for
from antoan.accounts.models import User
from antoan.core.clock import as_if
from antoan.core.scoping import Actor, system_actor
from antoan.core.text import fold
from antoan.documents.ingestion import understand
from antoan.plans import commands
from antoan.plans.demo import accounts, answers, story
from antoan.plans.demo.bodies import COMMUNES, FOUNDED, REFORM, found, reform
from antoan.plans.models import Assignment, Extension, Obstacle, Plan, ProgressReport, Task, Urging
from antoan.plans.queries import nearest
from antoan.units.load import load_country
from antoan.units.models import Unit

FILE = "ke-hoach-huyen-uy-bac-ai-2024.txt"
ISSUED = date(2024, 6, 20)


def load(*, with_country: bool = True) -> Plan:
    """Load it once; a second call changes nothing. All or nothing: one transaction.

    `with_country` leaves out the 14 000 administrative units, for tests that do not need them.
    """
    if User.objects.filter(username="vanphong").exists():
        return Plan.objects.filter(unit__name="Huyện ủy Bác Ái", upper=None).earliest("pk")  # people add their own
    with transaction.atomic():
        return _Story(system_actor("demo"), with_country).tell()


class _Story:
    """The characters and the book, so that each chapter finds them."""

    def __init__(self, narrator: Actor, with_country: bool):
        self.narrator = narrator
        with as_if(FOUNDED + timedelta(days=1)):
            if with_country:
                load_country(narrator)
            self.bodies = found(narrator)
            self.users = accounts.admit(narrator, self.bodies, FOUNDED)
        self.plan: Plan
        self.events: list[tuple[date, int, Callable[[], Any]]] = []

    def tell(self) -> Plan:
        self.bring_in()
        self.assign()
        self.collect()
        # Told in the order of the days, because the log is a chain.
        for day, _, event in sorted(self.events, key=lambda entry: entry[:2]):
            with as_if(day):
                event()
        with as_if(REFORM - timedelta(days=4)):
            reform(self.narrator, self.bodies)
        with as_if(REFORM):
            names = ("Bác Ái", "Bác Ái Đông", "Bác Ái Tây", "Mỹ Sơn")
            new = {f"new:{name}": Unit.objects.get(name=f"Đảng ủy xã {name}") for name in names}
            new["new_committee:Bác Ái"] = Unit.objects.get(name="Ủy ban nhân dân xã Bác Ái")
            accounts.admit(self.narrator, new, REFORM)
        return self.plan

    def on(self, day: date, event: Callable[[], Any]) -> None:
        self.events.append((day, len(self.events), event))

    def actor(self, username: str) -> Actor:
        return actor_for(self.users[username], channel="demo")

    def task(self, path: str, words: str) -> Task:
        """The task of the reference plan at a path whose sentence contains the words."""
        return next(task for task in self.plan.tasks.all() if task.path == path and words.lower() in task.text.lower())

    def part(self, body: str, path: str, words: str) -> Assignment:
        return Assignment.objects.get(task=self.task(path, words), unit=self.bodies[body])

    def bring_in(self) -> None:
        text = resources(__package__).joinpath(FILE).read_bytes()
        with as_if(ISSUED):
            understood = understand(text, name=FILE)
            self.plan = commands.bring_in(self.actor("vanphong"), unit=self.bodies["district"], understood=understood)
            self.plan = commands.describe_plan(
                self.actor("vanphong"), plan=self.plan, number="45", symbol=self.plan.symbol, title=self.plan.title,
                issued_on=ISSUED, starts_on=ISSUED, ends_on=date(2025, 12, 31), upper=None, version=self.plan.version,
            )  # fmt: skip
            commands.accept_all(self.actor("vanphong"), plan=self.plan)

    def assign(self) -> None:
        with as_if(ISSUED + timedelta(days=1)):
            actor = self.actor("vanphong")
            for given in story.GIVEN:
                leads = [body for key in given.leads for body in self.expand(key)]
                head = self.users.get(given.head)
                accountable = {leads[0].pk: head} if head else {}
                accountable |= {
                    unit.pk: user for unit in leads for user in self.users.values() if _leads_commune(user, unit)
                }
                commands.assign_task(
                    actor, task=self.task(given.path, given.words), leads=leads,
                    coordinators=[self.bodies[key] for key in given.helpers], accountable=accountable,
                    due=given.due, recurrence=given.recurrence, rule=given.rule, product=given.product,
                )  # fmt: skip
            # What the story does not name is the People's Committee's standing work.
            for task in self.plan.tasks.filter(assignments__isnull=True):
                commands.assign_task(
                    actor,
                    task=task,
                    leads=[self.bodies["committee"]],
                    due=task.due,
                    recurrence=task.recurrence or "continuous",
                )
            commands.issue_plan(actor, plan=self.plan)
            communes = [self.bodies[f"party:{commune}"] for commune in COMMUNES]
            commands.expect_answers(actor, plan=self.plan, units=communes, due=date(2024, 7, 31))
        self.plan.refresh_from_db()

    def word_report(self, term: str) -> None:
        """The office notes who will sign the review."""
        name = self.plan.document.signer.name if self.plan.document else ""
        commands.edit_review(
            self.actor("vanphong"), plan=self.plan, unit=self.bodies["district"], term=term, narrative={}, header={"name": name}
        )  # fmt: skip

    def expand(self, key: str) -> list[Unit]:
        return [self.bodies[f"party:{commune}"] for commune in COMMUNES] if key == story.PARTY else [self.bodies[key]]

    def collect(self) -> None:
        """Everything that happened, noted with its day."""
        for term, day in (("2024", date(2024, 12, 31)), ("2025-H1", date(2025, 6, 25)), ("2025", date(2025, 6, 25))):
            self.on(day, partial(self.word_report, term))
        for answer in (*answers.ANSWERS, answers.DRAFT):
            self.on(answer.day, partial(self.answer, answer))
        commune, day, own = answers.WRITTEN
        self.on(day, partial(self.write, commune, day, own))
        for told in story.TOLD:
            self.on(told.day, partial(self.report, told))
            if told.answer:
                self.on(told.answer[0], partial(self.answer_report, told))
        for row in story.HINDERED:
            self.on(row.day, partial(self.hinder, row))
            if row.answer:
                self.on(row.answer[0], partial(self.answer_obstacle, row))
        for late in story.POSTPONED:
            self.on(late.day, partial(self.postpone, late))
            if late.decision:
                self.on(late.decision[0], partial(self.decide, late))
        for urged in story.URGED:
            self.on(urged.day, partial(self.urge, urged))
            if urged.seen:
                self.on(urged.seen[0], partial(self.see, urged))
        for line in story.FUNDED:
            self.on(date(2024, 12, 2) if line.year == 2024 else date(2025, 5, 5), partial(self.fund, line))

    def answer(self, answer: answers.Answer) -> None:
        unit = self.bodies[f"party:{answer.commune}"]
        actor = self.actor(_username(answer.commune))
        understood = understand(answer.content(), name=answer.file_name)
        plan = commands.bring_in(actor, unit=unit, understood=understood, upper=self.plan)
        if answer is answers.DRAFT:
            return
        commands.accept_all(actor, plan=plan)
        commands.assign_to_matched(actor, plan=plan)
        commands.issue_plan(actor, plan=plan, number=answer.number, issued_on=answer.day, despite=True)
        self.link(actor, plan)
        if answer.commune == answers.REFUSED[0]:
            _, path, words, reason = answers.REFUSED
            commands.refuse_answer(actor, task=self.task(path, words), unit=unit, reason=reason)

    def link(self, actor: Actor, plan: Plan) -> None:
        own = list(plan.tasks.all())
        for upper in self.plan.tasks.all():
            if (near := nearest(upper, own)) is not None:
                commands.link_answer(actor, upper=upper, lower=near)

    def write(self, commune: str, day: date, own: Any) -> None:
        actor, unit = self.actor(_username(commune)), self.bodies[f"party:{commune}"]
        tasks = [(self.task(path, words), text) for path, words, text in own]
        plan = commands.answer_in_writing(
            actor, upper=self.plan, unit=unit, title=f"Thực hiện Kế hoạch 45-KH/HU tại xã {commune}", tasks=tasks
        )
        for task in plan.tasks.all():
            commands.assign_task(
                actor, task=task, leads=[unit], due=task.due and max(task.due, day), recurrence=task.recurrence
            )
        commands.issue_plan(actor, plan=plan, number="25", issued_on=day)

    def report(self, told: story.Told) -> None:
        commands.report_progress(
            self.actor(told.user), assignment=self.part(told.body, told.path, told.words), text=told.text, percent=told.percent,
            claims_done=told.is_claim, product=told.product, no_product_reason=told.why,
        )  # fmt: skip

    def answer_report(self, told: story.Told) -> None:
        assert told.answer is not None
        report = ProgressReport.objects.get(assignment=self.part(told.body, told.path, told.words), text=told.text)
        _, verdict, words = told.answer
        deed = commands.confirm_report if verdict == "confirmed" else commands.return_report
        deed(self.actor("vanphong"), report=report, text=words)

    def hinder(self, row: story.Hindered) -> None:
        commands.raise_obstacle(
            self.actor(row.user),
            assignment=self.part(row.body, row.path, row.words),
            text=row.text,
            to=self.bodies[row.to],
            answer_due=row.due,
        )

    def answer_obstacle(self, row: story.Hindered) -> None:
        assert row.answer is not None
        commands.answer_obstacle(
            self.actor(row.answer[1]), obstacle=Obstacle.objects.get(text=row.text), answer=row.answer[2]
        )

    def postpone(self, late: story.Postponed) -> None:
        commands.ask_extension(
            self.actor(late.user),
            assignment=self.part(late.body, late.path, late.words),
            asked_due=late.due,
            reason=late.reason,
        )

    def decide(self, late: story.Postponed) -> None:
        assert late.decision is not None
        extension = Extension.objects.get(reason=late.reason)
        commands.decide_extension(
            self.actor("vanphong"), extension=extension, is_granted=late.decision[1], decision=late.decision[2]
        )

    def urge(self, urged: story.Urged) -> None:
        commands.urge(self.actor("vanphong"), plan=self.plan, unit=self.bodies[urged.body])

    def see(self, urged: story.Urged) -> None:
        assert urged.seen is not None
        urging = Urging.objects.get(unit=self.bodies[urged.body], plan=self.plan)
        commands.acknowledge_urging(self.actor(urged.seen[1]), urging=urging)

    def fund(self, line: story.Funded) -> None:
        commands.set_funding(
            self.actor("vanphong"), task=self.task(line.path, line.words), year=line.year, source=line.source, programme=line.programme,
            planned=line.planned, allocated=line.allocated, disbursed=line.disbursed,
        )  # fmt: skip


def _leads_commune(user: User, unit: Unit) -> bool:
    """Whether the person's post is in that commune's Party committee."""
    return unit.name.startswith("Đảng ủy xã") and user.position.endswith(unit.name)


def _username(commune: str) -> str:
    return fold(commune).replace(" ", "")
