"""Numbers of other people's things, written into one's own forms."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.core.models import AuditEvent
from antoan.plans import commands
from antoan.plans.models import AnswerLink, Extension, Proposal
from antoan.plans.tests.factories import make_plan, make_proposal, make_task


def tried(client, address, data):
    """The status, and that nothing was done."""
    before = AuditEvent.objects.count()
    status = client.post(address, data).status_code
    assert AuditEvent.objects.count() == before
    return status


def test_another_commune_neither_reports_nor_asks_nor_complains_for_it(browser, world, part):
    client = browser("Duyên")
    for name, data in {
        "assignment": {"text": "Đã xong", "claims_done": "on", "product": "x"},
        "raise_obstacle": {"text": "x", "to": world.district.pk, "answer_due": "2024-12-01"},
        "ask_extension": {"asked_due": "2025-06-01", "reason": "x"},
    }.items():
        assert tried(client, reverse(f"plans:{name}", args=[part.pk]), data) == 404


def test_who_reports_does_not_confirm_himself(browser, world, part):
    said = commands.report_progress(world.actor("Xuân"), assignment=part, text="Xong", claims_done=True, product="x")
    address = reverse("plans:answer_report", args=[said.pk])
    assert tried(browser("Xuân"), address, {"verdict": "confirmed"}) == 403


def test_who_asks_for_a_later_day_does_not_grant_it(browser, world, part):
    commands.ask_extension(world.actor("Xuân"), assignment=part, asked_due=date(2025, 6, 1), reason="Mưa lũ")
    address = reverse("plans:decide_extension", args=[Extension.objects.get().pk])
    assert tried(browser("Xuân"), address, {"deed": "grant"}) == 403


def test_merging_takes_only_proposals_of_the_plan(browser, world):
    mine, theirs = make_plan(world.district), make_plan(world.party("Phước Hòa"))
    foreign = make_proposal(theirs)
    chosen = [make_proposal(mine).pk, foreign.pk]
    assert tried(browser("Hương"), reverse("plans:merge", args=[mine.pk]), {"chosen": chosen}) == 302
    foreign.refresh_from_db()
    assert foreign.state == Proposal.State.PENDING


@pytest.mark.parametrize("which", ["upper", "lower"])
def test_a_link_joins_only_the_two_plans_of_the_page(browser, world, which):
    upper = make_plan(world.district)
    own = make_plan(world.party("Phước Bình"), upper=upper)
    facts = {"deed": "link", "upper": make_task(upper).pk, "lower": make_task(own).pk}
    facts[which] = make_task(make_plan(world.party("Phước Hòa"))).pk
    assert tried(browser("Xuân"), reverse("plans:links", args=[own.pk]), facts) == 404
    assert not AnswerLink.objects.exists()


def test_the_head_of_another_unit_is_not_made_accountable(browser, world):
    task = make_task(make_plan(world.district))
    phuoc_binh, stranger = world.party("Phước Bình"), world.people["Duyên"]
    address = reverse("plans:assign", args=[task.pk])
    browser("Hương").post(address, {"leads": phuoc_binh.pk, f"head-{phuoc_binh.pk}": stranger.pk})
    assert task.assignments.get().accountable is None


def test_a_role_that_one_does_not_hold_cannot_be_handed_over(browser, world):
    foreign = world.people["Duyên"].memberships.first()
    facts = {
        "membership": foreign.pk,
        "to": world.people["Xuân"].pk,
        "first_day": "2024-09-16",
        "last_day": "2024-09-20",
    }
    assert tried(browser("Xuân"), reverse("accounts:delegate"), facts) == 200
    assert not foreign.delegations.exists()
