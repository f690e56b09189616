"""A page costs the same number of queries for two rows as for forty, whoever opens it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from antoan.accounts.models import Membership, Role, User
from antoan.accounts.tests.factories import InvitationFactory, make_unit
from antoan.core import audit, files
from antoan.documents.models import Document, Provision
from antoan.obligations.models import Notice, Obligation
from antoan.plans.models import (
    AnswerLink,
    Assignment,
    Evidence,
    ExpectedAnswer,
    Extension,
    FundingLine,
    Obstacle,
    Plan,
    ProgressReport,
    Target,
    TargetReading,
    Task,
    Urging,
)
from antoan.plans.tests.factories import World, make_plan, make_proposal, make_task, make_world

TODAY = timezone.localdate
FEW, MANY = 2, 40


class Office:
    """The district's office with a plan in force, filled with so many rows of everything that a page lists."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.district, self.office = self.world.district, self.world.people["Hương"]
        for role in (Role.LEADER, Role.ADMIN):
            Membership.objects.get_or_create(
                user=self.office, unit=self.district, role=role, valid_from=date(2023, 1, 1)
            )
        self.plan = make_plan(self.district, status=Plan.Status.IN_FORCE, document=self._document(0))
        self.part = self._part(make_task(self.plan), self.district)
        self.rows = 0

    def fill(self, rows: int) -> None:
        """Add rows until there are so many of each kind."""
        for number in range(self.rows + 1, rows + 1):
            self._add(number)
        self.rows = rows

    def _add(self, number: int) -> None:
        late = TODAY() - timedelta(days=10)
        unit = make_unit(f"Đảng ủy xã số {number}", parent=self.district)
        task = make_task(self.plan, product="Báo cáo")
        parts = [self._part(task, unit, due=late), self._part(make_task(self.plan), self.district, due=late)]
        answer = make_plan(unit, upper=self.plan, status=Plan.Status.IN_FORCE, document=self._document(number))
        AnswerLink.objects.create(upper=task, lower=make_task(answer))
        ExpectedAnswer.objects.create(plan=self.plan, unit=unit, due=late)
        make_proposal(self.plan)
        make_plan(self.district, number=str(number))  # still in review
        for part in parts:
            report = self._report(part)
            Evidence.objects.create(report=report, name="Văn bản", link="https://example.org/van-ban")
            Obstacle.objects.create(assignment=part, text="Thiếu kinh phí", to=self.district, answer_due=late)
            Extension.objects.create(assignment=part, old_due=late, asked_due=TODAY(), reason="Mưa lũ")
            Notice.objects.create(obligation=part.obligation, unit=self.district, step=Notice.Step.OVERDUE, due=late)
        self._report(self.part)
        Urging.objects.create(plan=self.plan, unit=self.district, text="Đề nghị báo cáo", answer_by=TODAY())
        FundingLine.objects.create(task=task, year=2024, source="Ngân sách")
        target = Target.objects.create(plan=self.plan, text=f"Chỉ tiêu {number}")
        TargetReading.objects.create(target=target, on=TODAY(), value=number)
        InvitationFactory(unit=self.district)
        clerk = User.objects.create(username=f"canbo-{number}", full_name=f"Cán bộ {number}")
        Membership.objects.create(user=clerk, unit=unit, role=Role.OFFICER, valid_from=date(2023, 1, 1))
        audit.record(self.world.actor("Hương"), "plans.plan.described", self.plan, unit=self.district)

    def _document(self, number: int) -> Document:
        file = files.keep(f"Kế hoạch {number}".encode(), name="ke-hoach.txt", media_type="text/plain")
        made = Document.objects.create(
            unit=self.district, file=file, file_name="ke-hoach.txt", text="Kế hoạch", title="Thực hiện Chỉ thị"
        )
        Provision.objects.create(
            document=made, order=1, label="I", path="I", title="MỤC ĐÍCH", start=0, end=8, heading_end=8
        )
        return made

    def _part(self, task: Task, unit: Any, due: date | None = None) -> Assignment:
        begun = {"first_due": due, "due": due, "accountable": self.office}
        duty = Obligation.objects.create(
            kind="plans.task", unit=unit, to=self.district, title=task.text, begins_on=date(2024, 6, 20), **begun
        )
        part = Assignment.objects.create(task=task, unit=unit, obligation=duty, assigned_on=date(2024, 6, 20), **begun)
        duty.about_id = str(part.pk)
        duty.save()
        return part

    def _report(self, part: Assignment) -> ProgressReport:
        return ProgressReport.objects.create(
            assignment=part, on=TODAY(), text="Đã làm", claims_done=True, product="Báo cáo", by=self.office
        )

    @property
    def pages(self) -> dict[str, str]:
        """Every page that lists something, by the name of its address."""
        of_plan = ("plan", "text", "matrix", "resources", "targets", "log", "review", "expect")
        alone = (
            "web:home", "web:leader", "plans:index", "documents:index", "units:index", "accounts:people", "accounts:audit",
        )  # fmt: skip
        return {
            **{name: reverse(name) for name in alone},
            **{f"plans:{name}": reverse(f"plans:{name}", args=[self.plan.pk]) for name in of_plan},
            "plans:assignment": reverse("plans:assignment", args=[self.part.pk]),
            "plans:task": reverse("plans:task", args=[self.part.task_id]),
            "documents:document": reverse("documents:document", args=[self.plan.document_id]),
            "units:unit": reverse("units:unit", args=[self.district.pk]),
            "web:head": reverse("web:head", args=[self.office.pk]),
        }


@pytest.mark.django_db
def test_a_page_costs_the_same_for_forty_rows_as_for_two(count_queries):
    office = Office()
    client = Client()
    client.force_login(office.office, backend="allauth.account.auth_backends.AuthenticationBackend")

    def costs() -> dict[str, int]:
        made = {}
        for name, address in office.pages.items():
            with count_queries() as cost:
                assert client.get(address).status_code == 200, name
            made[name] = len(cost)
        return made

    office.fill(FEW)
    costs()  # what is asked once for all: content types, the template's first use
    of_few = costs()
    office.fill(MANY)
    of_many = costs()
    assert {name: (of_few[name], cost) for name, cost in of_many.items() if cost != of_few[name]} == {}
