"""The table in docs/permissions.md is the truth: the roles in code equal it, and every address answers as it says."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from antoan.accounts import roles
from antoan.accounts.models import RecordMembership, RecordRole, Role
from antoan.accounts.tests.factories import UserFactory
from antoan.core.scoping import all_actions
from antoan.workplaces.tests.factories import make_workplace
from tests.samples import ARGUMENTS, POSTED, World, make_world

DOCUMENT = Path(__file__).parent.parent / "docs" / "permissions.md"
REACHES = {"cả cấp dưới": True, "đơn vị": False}
SIGN_IN = "đăng nhập"
PERSONAS = ("khách", "người ngoài", "đơn vị khác", *Role.values)


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the table that follows a heading of the document, without its head."""
    text = DOCUMENT.read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_roles_in_code_are_those_of_the_table():
    table: dict[str, dict[str, bool]] = {role: {} for role in Role.values}
    for action, _name, *cells in rows_under("Vai trò và quyền"):
        for role, cell in zip(Role.values, cells, strict=True):
            if cell != "–":
                table[role][action] = REACHES[cell]
    code = {str(role): {a: roles.reaches_subtree(a) for a in actions} for role, actions in roles.ACTIONS.items()}
    assert code == table


def test_the_table_names_every_action_as_the_screen_does():
    named = {action: name for action, name, *_ in rows_under("Vai trò và quyền")}
    registered = all_actions()
    assert registered == {action: named.get(action) for action in registered}
    assert set(named) == {action for held in roles.ACTIONS.values() for action in held}


def addresses(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the product: its name with its namespace, and its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else "", f"/{route}"


def answer(client: Client, method: str, address: str, data: dict) -> str:
    """What a persona gets: a status code, or "đăng nhập" where it is sent to the sign-in page. Nothing it does stays."""
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, data)
        if response.streaming:
            response.getvalue()  # a file that is offered stays open until it was read
        transaction.set_rollback(True)
    location = response.headers.get("Location", "")
    return SIGN_IN if location.split("?")[0] == reverse("account_login") else str(response.status_code)


def clients(world: World) -> dict[str, Client]:
    signed_in = {"người ngoài": world.outsider, "đơn vị khác": world.neighbour, **world.people}
    made = {"khách": Client()}
    for persona, user in signed_in.items():
        made[persona] = Client()
        made[persona].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def as_line(name: str, route: str, method: str, answers: list[str]) -> str:
    return f"| `{name}` | `{route}` | {method} | {' | '.join(answers)} |"


@pytest.mark.django_db
@pytest.mark.slow
def test_every_address_answers_every_role_as_the_table_says(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")  # hundreds of refusals are what we came for
    world = make_world()
    walkers = clients(world)
    table = {(name, method): (route, cells) for name, route, method, *cells in rows_under("Địa chỉ và vai trò")}
    wrong, seen = [], set()
    for name, route in addresses():
        if not name:
            wrong.append(f"the address {route} has no name")
            continue
        if re.search(r"[<(]", route) and name not in ARGUMENTS:
            wrong.append(f"tests/samples.py has no arguments for {name} ({route})")
            continue
        got: list[str] = []
        for method in ("GET", "POST"):
            known = table.get((name, method))
            if method == "POST" and known is None and "405" not in got:
                continue  # a page with a form: its GET says who may open it, its deeds are tested with their commands
            with transaction.atomic():
                address = reverse(name, kwargs=ARGUMENTS[name](world) if name in ARGUMENTS else None)
                data = POSTED[name](world) if name in POSTED else {}
                got = [answer(walkers[persona], method, address, data) for persona in PERSONAS]
                transaction.set_rollback(True)
            if method == "GET" and set(got[1:]) == {"405"}:
                continue  # takes POST only, which comes next
            seen.add((name, method))
            if known != (route, got):
                wrong.append(as_line(name, route, method, got))
    gone = [f"no longer an address: {name} {method}" for name, method in table if (name, method) not in seen]
    assert not wrong + gone, "the table should read, if these answers are right:\n" + "\n".join(wrong + gone)


@pytest.mark.django_db
@pytest.mark.slow
def test_an_employer_opens_beside_his_own_workplace_only_what_an_outsider_opens(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
    world = make_world()
    user, own = UserFactory(), make_workplace(world.unit, "Mỏ đá Ma Ty")
    RecordMembership.objects.create(
        user=user, role=RecordRole.EMPLOYER, record=str(own.pk), valid_from=date(2024, 1, 1)
    )
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    opened = set()
    for name, _route in addresses():
        with transaction.atomic():
            address = reverse(name, kwargs=ARGUMENTS[name](world) if name in ARGUMENTS else None)
            if answer(client, "GET", address, {}) in ("200", "302"):
                opened.add(name)
            transaction.set_rollback(True)
    rows = rows_under("Địa chỉ và vai trò")
    of_outsiders = {
        name for name, _route, method, _guest, outsider, *_ in rows if method == "GET" and outsider in ("200", "302")
    }
    assert opened == of_outsiders
