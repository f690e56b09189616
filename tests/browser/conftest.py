"""A real browser before the real product: phone and desk, signed in as somebody of the reference district."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from antoan.core.audit import GENESIS
from antoan.core.models import AuditHead
from antoan.plans.tests.factories import World, make_world

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take that for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "chromium is not installed; ./test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db) -> World:
    AuditHead.objects.get_or_create(pk=1, defaults={"digest": GENESIS})  # emptying the tables took it away
    return make_world()


class Visitor:
    """Somebody with a device; `open` goes to an address, `check` holds the page against axe-core and its width."""

    def __init__(self, page: Page, base: str):
        self.page, self.base = page, base

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page

    def check(self) -> None:
        found = Axe().run(self.page).response["violations"]
        serious = [
            (rule["id"], rule["nodes"][0]["html"][:200]) for rule in found if rule["impact"] in ("serious", "critical")
        ]
        assert not serious, serious
        width = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"the page is {width} px wider than the screen: {self.page.url}"


@pytest.fixture
def visit(browser, live_server, world) -> Iterator[Callable[..., Visitor]]:
    """`visit("Hương", "phone")`: that person, signed in, before a screen of that size."""
    opened = []

    def arrive(name: str | None, size: str = "desk") -> Visitor:
        context = browser.new_context(viewport=SIZES[size], locale="vi-VN", has_touch=size == "phone")
        context.set_default_timeout(15_000)
        opened.append(context)
        if name:
            client = Client()
            client.force_login(world.people[name], backend="allauth.account.auth_backends.AuthenticationBackend")
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
        return Visitor(context.new_page(), live_server.url)

    yield arrive
    for context in opened:
        context.close()
