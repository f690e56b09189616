"""After an accident: what the employer owes stands on his own list with its source, and the commune watches over it."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from antoan.accidents import commands
from antoan.accidents.tests.factories import QUARRY, dead, make_accident, make_team, person, telling
from antoan.accounts.actors import actor_for
from antoan.accounts.models import Role
from antoan.obligations import queries
from antoan.obligations.models import Obligation
from antoan.workplaces.tests.factories import make_workplace
from antoan.workplaces.tests.test_employers import let_in


@pytest.fixture
def quarry(world, commune):
    return make_workplace(commune, QUARRY)


@pytest.fixture
def employer(quarry, system, client):
    user = let_in(system, quarry)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def declared_by(employer, workplace, **facts):
    return commands.declare(actor_for(employer), telling(workplace=workplace, employer_name="", **facts)).accident


def kinds_of(rows):
    return {row.kind.removeprefix("accidents.") for row in rows}


def test_an_employer_who_declares_a_fatal_accident_finds_his_steps_with_their_days_and_sources(
    client, employer, quarry
):
    declared_by(employer, quarry, people=[dead()])
    rows = queries.work_of(actor_for(employer))
    assert kinds_of(rows) == {"declare_police"}  # that he told the province stands done already
    page = client.get("/").content.decode()
    assert "công an" in page
    assert "hạn 24/06/2024" in page
    assert rows.get().basis
    assert rows.get().basis in page
    assert "Việc cơ sở phải làm" in page


def test_the_commune_counts_none_of_it_as_its_own_and_the_leader_s_page_says_the_same(
    client, employer, quarry, world, time_machine
):
    declared_by(employer, quarry, people=[person(outcome="serious")])
    time_machine.move_to(date(2024, 7, 30))
    body = world.people["Bình"]
    world.person("Hòa", world.tree.communes["Phước Bình"].people, Role.LEADER)
    actor = actor_for(body)
    load, late = queries.load_of(actor), queries.late_in_reach(actor)
    assert kinds_of(Obligation.objects.standing().watched()) == {"set_up_team", "investigate"}
    assert (load.watched, load.watched_late) == (2, 2)
    assert (late.duties, late.watched) == (load.overdue, load.watched_late)
    for name, address in (("Bình", "/"), ("Hòa", reverse("web:leader"))):
        client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(address).content.decode()
        assert f"<strong>{load.overdue} việc quá hạn" in page
        assert f"{load.watched_late} việc cơ sở chậm" in page


def test_what_happens_at_a_site_is_on_the_list_of_the_employer(employer, quarry, commune):
    site = make_workplace(commune, "Bãi đá thôn Bố Lang", parent=quarry)
    declared_by(employer, site, people=[person(outcome="serious")])
    assert "investigate" in kinds_of(queries.work_of(actor_for(employer)))


def test_an_employer_outside_the_register_owes_too_and_not_the_commune(world, commune):
    accident = make_accident(employer_name="Tổ hợp Ma Ty")
    duty = Obligation.objects.get(kind="accidents.investigate")
    assert (duty.unit, duty.owed_by) == (commune, str(accident.pk))
    assert queries.load_of(actor_for(world.people["Bình"])).watched >= 1


def test_a_measure_is_owed_by_whoever_it_names(world, quarry, inspector):
    accident = make_accident(workplace=quarry, people=[dead()])
    make_team(accident)
    for body in ("Công ty TNHH Đá xây dựng Suối Rua", "Trường dạy nghề Ninh Sơn"):
        commands.add_measure(inspector, accident=accident, text="Dọn đá treo", body=body, due=date(2024, 8, 1))
    assert list(
        Obligation.objects.filter(kind="accidents.measure").order_by("pk").values_list("owed_by", flat=True)
    ) == [str(quarry.pk), str(accident.pk)]


@pytest.mark.parametrize(("kind", "owes"), [("accidents.investigate", True), ("accidents.triage", False)])
def test_duties_made_before_are_given_to_whoever_owes_them(quarry, kind, owes):
    accident = make_accident(workplace=quarry)
    row = Obligation.objects.get(kind=kind)
    Obligation.objects.filter(pk=row.pk).update(owed_by="", title=f"Theo dõi: {row.title}" if owes else row.title)
    import_module("antoan.accidents.migrations.0003_employers_owe_their_steps").employers_owe(apps, None)
    row.refresh_from_db()
    assert row.owed_by == (str(accident.workplace_id) if owes else "")
    assert not row.title.startswith("Theo dõi")


def test_the_employer_says_himself_that_he_told_the_police_and_only_of_his_own_steps(client, employer, quarry, world):
    accident = declared_by(employer, quarry, people=[dead()])
    row = Obligation.objects.get(kind="accidents.declare_police")
    assert "Đã làm" in client.get(accident.get_absolute_url()).content.decode()
    client.post(reverse("accidents:finish", args=[accident.pk, row.pk]))
    row.refresh_from_db()
    assert row.done_on == date(2024, 6, 24)
    of_the_province = Obligation.objects.get(kind="accidents.investigate")
    assert client.post(reverse("accidents:finish", args=[accident.pk, of_the_province.pk])).status_code == 403


def test_a_declaration_from_the_account_of_the_workplace_says_so(client, employer, quarry):
    accident = declared_by(employer, quarry, people=[dead()])
    page = client.get(accident.get_absolute_url()).content.decode()
    assert "tài khoản của cơ sở" in page
    assert "cán bộ ghi" not in page


def test_the_clock_names_an_article_once(world):
    make_accident(people=[dead()])
    assert Obligation.objects.get(kind="accidents.investigate").basis == "Luật 84/2015/QH13, Điều 35"


def test_a_second_death_does_not_make_a_fatal_case_fatal_again(world, signed_in):
    accident = make_accident(people=[dead(), person("Pi Năng Tư", outcome="serious")])
    living = accident.injuries.get(told_outcome="serious")
    page = signed_in("Bình").get(reverse("accidents:death", args=[living.pk])).content.decode()
    assert "Vụ trở thành vụ chết người" not in page
    assert "Vụ đã là vụ chết người" in page


def test_the_page_of_a_case_links_only_to_days_that_its_reader_may_open(client, employer, quarry):
    accident = declared_by(employer, quarry, people=[person(outcome="serious")])
    page = client.get(accident.get_absolute_url()).content.decode()
    linked = {row.kind for row in Obligation.objects.all() if reverse("obligations:duty", args=[row.pk]) in page}
    assert linked == {"accidents.set_up_team", "accidents.investigate"}
    for row in Obligation.objects.filter(kind__in=linked):
        text = client.get(reverse("obligations:duty", args=[row.pk])).content.decode()
        assert "Cách làm" in text
