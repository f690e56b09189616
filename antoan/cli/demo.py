"""`antoan demo`, and the order in which the rooms tell the demonstration: a room may build on what was told before it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import click

# Rooms of one floor do not know each other, so the order stands here. Each is `def tell() -> None`, finds what it needs
# by name, and changes nothing when it is told again; a room that is not there, or has no story, is passed over.
STORYTELLERS = (
    "antoan.documents.demo:tell",
    "antoan.apparatus.demo:tell",
    "antoan.outreach.demo:tell",
    "antoan.workplaces.demo:tell",
    "antoan.accidents.demo:tell",
)


@click.command()
def demo() -> None:
    """Nạp dữ liệu mẫu: kế hoạch huyện Bác Ái 2024 và một năm thực hiện. Chạy lại không thay đổi gì."""
    from antoan.cli.setup import django

    django()
    from antoan.plans.demo.accounts import introduction

    tell()
    click.echo(introduction())


def tell(*, with_country: bool = True) -> None:
    """The whole demonstration: the plan with its bodies and people first, then each room's story, all or nothing each.

    `with_country` leaves out the 14 000 administrative units, for tests that do not need them.
    """
    from django.db import transaction

    from antoan.plans.demo.load import load

    load(with_country=with_country)
    for module, function in storytellers():
        with transaction.atomic():
            getattr(import_module(module), function)()


def storytellers() -> Iterator[tuple[str, str]]:
    """Module and function of each story that is there, in the order of telling."""
    for place in STORYTELLERS:
        module, _, function = place.partition(":")
        if find_spec(module.rpartition(".")[0]) and find_spec(module):
            yield module, function
