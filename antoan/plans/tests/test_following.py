"""A plan that was written and issued here is followed as a plan, by a button on the page of the document."""

from datetime import date

import pytest
from django.urls import reverse

from antoan.core.refusals import NotPermitted
from antoan.documents.tests.factories import make_issued, make_world
from antoan.plans import commands as plan_commands
from antoan.plans.models import Plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-03-16 10:00+07:00")


@pytest.fixture
def world():
    return make_world()


def test_an_issued_plan_becomes_a_followed_plan_by_a_button(client, world):
    document = make_issued(world.committee, signed_on=TODAY, recipients=list(world.communes.values()))
    client.force_login(world.people["Hạnh"])
    address = reverse("plans:follow_issued", args=[document.pk])
    page = client.get(document.get_absolute_url()).content.decode()
    assert address in page
    assert "Theo dõi thành kế hoạch" in page
    answer = client.post(address)
    plan = Plan.objects.get(document=document)
    assert answer.url == reverse("plans:review", args=[plan.pk])
    assert (plan.number, plan.symbol, plan.issued_on) == ("01", "KH-UBND", TODAY)
    for proposal in plan.proposals.all():
        assert document.text[proposal.start : proposal.end].split()[:2]
    assert client.get(answer.url).status_code == 200
    assert client.post(address).status_code == 302
    assert Plan.objects.count() == 1
    assert address not in client.get(document.get_absolute_url()).content.decode()


def test_a_letter_offers_no_plan_and_a_stranger_makes_none(world, client):
    letter = make_issued(world.committee, signed_on=TODAY, kind="letter", addressees=["UBND các xã"])
    client.force_login(world.people["Hạnh"])
    assert "Theo dõi thành kế hoạch" not in client.get(letter.get_absolute_url()).content.decode()
    document = make_issued(world.committee, signed_on=TODAY)
    with pytest.raises(NotPermitted):
        plan_commands.follow_issued(world.actor("Duyên"), document=document)
