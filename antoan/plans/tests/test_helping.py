"""Whoever helps is shown what he helps with, and is not called late for what another leads."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.obligations import queries as duties
from antoan.obligations.commands import remind
from antoan.obligations.models import Notice, Obligation
from antoan.plans import commands
from antoan.plans.models import Assignment
from antoan.plans.queries import head_record
from antoan.plans.tests.factories import make_plan, make_task

LONG_AGO = date(2024, 6, 30)


@pytest.fixture
def helped(world, office):
    """A late task that the People's Committee leads and the commune helps with."""
    plan = make_plan(world.district)
    task = make_task(plan, text="Kiểm tra các mỏ đá")
    commands.assign_task(
        office,
        task=task,
        leads=[world.committee],
        coordinators=[world.party("Phước Bình")],
        accountable={world.party("Phước Bình").pk: world.people["Xuân"]},
        due=LONG_AGO,
    )
    commands.issue_plan(office, plan=plan)
    return task


def test_the_first_sentence_counts_as_late_only_what_the_unit_leads(world, helped, client):
    client.force_login(world.people["Xuân"])
    page = client.get(reverse("web:home")).content.decode()
    assert "quá hạn" not in page
    assert "Phối hợp 1 việc do đơn vị khác chủ trì" in page
    assert "<h2>Phối hợp</h2>" in page
    assert "Kiểm tra các mỏ đá" in page
    client.force_login(world.people["Thành"])
    assert "<strong>1 việc quá hạn</strong>" in client.get(reverse("web:home")).content.decode()


def test_all_that_one_helps_with_has_its_own_page(world, helped, client):
    client.force_login(world.people["Xuân"])
    page = client.get(reverse("web:home"), {"xem": "phoi-hop"}).content.decode()
    assert "Kiểm tra các mỏ đá" in page
    assert "<h2>Phải làm</h2>" not in page


def test_no_reminder_says_to_the_helper_that_he_is_late(world, helped, system):
    remind(system, today=date(2024, 9, 16))
    assert set(Notice.objects.values_list("unit__name", flat=True)) == {"UBND huyện Bác Ái", "Huyện ủy Bác Ái"}


def test_page_and_paper_of_the_report_say_the_same_of_who_helps(world, helped, client):
    client.force_login(world.people["Hương"])
    page = client.get(reverse("plans:report", args=[helped.plan_id]), {"ky": "2024"}).content.decode()
    assert "<td>Phối hợp</td>" in page
    assert page.count("Đang thực hiện quá hạn") == 1


def test_a_head_answers_for_what_his_unit_leads(world, helped, office):
    record = head_record(office, world.people["Xuân"])
    assert (record.counts["total"], record.counts["overdue"], record.helping) == (0, 0, 1)


def test_a_head_s_late_parts_come_first(world, office, part):
    plan = make_plan(world.district, number="46")
    late = make_task(plan)
    thanh = {world.committee.pk: world.people["Thành"]}
    commands.assign_task(office, task=late, leads=[world.committee], accountable=thanh, due=LONG_AGO)
    commands.assign_task(office, task=part.task, leads=[world.committee], accountable=thanh, due=part.due)
    assert [row.task_id for row in head_record(office, world.people["Thành"]).rows] == [late.pk, part.task_id]


def test_who_is_made_to_lead_answers_for_the_result_from_then_on(world, office, helped):
    commune = world.party("Phước Bình")
    commands.assign_task(office, task=helped, leads=[commune], coordinators=[world.committee], due=LONG_AGO)
    kinds = dict(Obligation.objects.standing().values_list("unit", "kind"))
    assert kinds == {commune.pk: "plans.task", world.committee.pk: "plans.help"}
    assert Assignment.objects.get(unit=commune).obligation.state == "overdue"


def test_load_counts_what_is_helped_apart(world, helped):
    load = duties.load_of(world.actor("Xuân"))
    assert (load.overdue, load.total, load.helping) == (0, 0, 1)
