"""`antoan user …`: the first person of a fresh installation."""

from __future__ import annotations

import click

from antoan.cli.main import complain


@click.group()
def user() -> None:
    """Người dùng: tạo người quản trị đầu tiên, đặt lại mật khẩu."""


@user.command()
@click.argument("username")
@click.password_option(
    "--password", prompt="Mật khẩu mới", confirmation_prompt="Nhập lại mật khẩu", help="Không ghi thì được hỏi."
)
def password(username: str, password: str) -> None:
    """Đặt lại mật khẩu của USERNAME, khi không còn ai vào được để đặt lại."""
    from antoan.cli.setup import django

    django()
    from antoan.accounts import commands
    from antoan.accounts.models import User
    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor

    person = User.objects.filter(username=username).first()
    if person is None:
        complain(f"Không có người dùng “{username}”.")
    try:
        commands.set_password(system_actor(), user=person, password=password)
    except Refusal as refusal:
        complain(str(refusal))
    click.echo(f"Đã đặt lại mật khẩu của {person}.")


@user.command()
@click.argument("username")
@click.option("--name", "full_name", required=True, help="Họ và tên.")
@click.option("--unit", "unit_name", required=True, help="Tên đơn vị; chưa có thì được tạo.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=["admin", "office"],
    show_default=True,
    help="Vai trò, ghi được nhiều lần.",
)
@click.password_option(
    "--password", prompt="Mật khẩu", confirmation_prompt="Nhập lại mật khẩu", help="Không ghi thì được hỏi."
)
def add(username: str, full_name: str, unit_name: str, roles: tuple[str, ...], password: str) -> None:
    """Tạo người dùng USERNAME với vai trò ở một đơn vị."""
    from antoan.cli.setup import django

    django()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction
    from django.utils import timezone

    from antoan.accounts import commands
    from antoan.accounts.models import Role, User
    from antoan.core.refusals import Refusal
    from antoan.core.scoping import system_actor
    from antoan.plans.queries import unit_named
    from antoan.plans.queries.issuers import NoSuchUnit
    from antoan.units.commands import create_unit

    if User.objects.filter(username=username).exists():
        complain(f"Đã có người dùng “{username}”. Hãy chọn tên đăng nhập khác.")
    if unknown := [role for role in roles if role not in Role.values]:
        complain(f"Không có vai trò “{unknown[0]}”. Các vai trò: {', '.join(Role.values)}.")
    try:
        validate_password(password)
    except ValidationError as problem:
        complain(" ".join(problem.messages))
    today = timezone.localdate()
    with transaction.atomic():
        try:
            unit = unit_named(unit_name, on=today)
        except NoSuchUnit:
            unit = create_unit(system_actor(), name=unit_name, on=today.replace(month=1, day=1))
        except Refusal as refusal:
            complain(str(refusal))
        person = User.objects.create_user(username=username, password=password, full_name=full_name)
        for role in roles:
            commands.grant_membership(system_actor(), user=person, unit=unit, role=role)
    click.echo(f"Đã tạo {full_name} ({username}) ở {unit}.")
