"""Promises that hold for a whole class of things at once: every audit code, every command."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from antoan.accounts import events
from antoan.core.commands import REGISTRY

PACKAGE = Path(__file__).parent.parent / "antoan"
CODE = re.compile(
    r'"((?:accounts|units|documents|obligations|plans|law|apparatus|outreach|workplaces|accidents)\.[a-z_]+\.[a-z_]+)"'
)


def sources():
    return [path for path in PACKAGE.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]


def test_every_code_of_the_audit_log_has_words_for_people():
    written = {
        code
        for path in sources()
        if "audit.record" in (text := path.read_text(encoding="utf-8"))
        for code in CODE.findall(text)
    }
    assert len(written) > 50
    assert sorted(code for code in written if events.name_of(code) == code) == []


def test_every_command_says_what_it_does_and_what_it_refuses():
    import_module("antoan.urls")  # every room with its deeds
    named = {name: deed for name, deed in REGISTRY.items() if ".tests." not in name}
    assert len(named) > 60
    assert sorted(name for name, deed in named.items() if not (deed.__doc__ or "").strip()) == []
