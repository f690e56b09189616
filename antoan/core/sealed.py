"""Data on identity and health, sealed in the database: whoever copies the file reads nothing without the key.

The keys are Fernet keys, the newest first: those of ANTOAN_FIELD_KEYS (with commas between), else the lines of the file
`field_keys` in the home, which is made when the first value is written. `antoan keys rotate` seals everything anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models
from django.utils.translation import gettext_lazy as _

from antoan.core import audit
from antoan.core.commands import command
from antoan.core.refusals import Refusal
from antoan.core.scoping import Actor
from antoan.home import home

FILE = "field_keys"
BATCH = 500


class KeyMissing(Refusal):
    message = _(
        "Không mở được dữ liệu đã mã hóa: thiếu khóa đã dùng. Hãy khôi phục tệp {where} hoặc ANTOAN_FIELD_KEYS rồi chạy lại."
    )


class KeysFromOutside(Refusal):
    message = _(
        "Khóa lấy từ ANTOAN_FIELD_KEYS. Hãy đặt khóa mới lên đầu biến ấy (giữ các khóa cũ phía sau), rồi chạy lại với --reseal."
    )


class NotAKey(Refusal):
    message = _("Khóa thứ {number} trong {where} không phải là khóa Fernet (44 ký tự). Hãy kiểm tra lại.")


def path() -> Path:
    return home() / FILE


def _texts() -> tuple[str, ...]:
    if given := os.environ.get("ANTOAN_FIELD_KEYS", ""):
        return tuple(key.strip() for key in given.split(",") if key.strip())
    file = path()
    if not file.exists():
        _write((Fernet.generate_key().decode(),), is_first=True)
    return tuple(line.strip() for line in file.read_text().splitlines() if line.strip())


def _write(keys: tuple[str, ...], *, is_first: bool = False) -> None:
    """The file with these keys, which only its owner can read; of two that make the first, one wins."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{FILE}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write("\n".join(keys) + "\n")
    if not is_first:
        draft.replace(file)
        return
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _box() -> MultiFernet:
    keys = _texts()
    return _made(keys)


@lru_cache(maxsize=4)
def _made(keys: tuple[str, ...]) -> MultiFernet:
    boxes = []
    for number, key in enumerate(keys, start=1):
        try:
            boxes.append(Fernet(key))
        except ValueError as error:
            raise NotAKey(number=number, where=FILE) from error
    return MultiFernet(boxes)


def seal(text: str) -> str:
    """The text as it lies in the database; an empty one stays empty."""
    return _box().encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """What was sealed.

    Raises:
        KeyMissing: it was sealed with a key that is no longer there.
    """
    if not token:
        return ""
    try:
        return _box().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise KeyMissing(where=path()) from error


class SealedText(models.TextField):
    """A text that the database holds sealed. It cannot be searched or sorted by; "" is the only value it can be asked for."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None else seal(str(value))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: it cannot be looked up by {lookup_name}")
        return super().get_lookup(lookup_name)


@dataclass(frozen=True)
class Resealed:
    table: str
    rows: int


def rotate(actor: Actor, *, reseal_only: bool = False, drop_old: bool = False) -> Iterator[Resealed]:
    """Put a new key in front, seal every value with it, and where asked forget the old keys. Yields table by table.

    A run that was stopped is simply run again with `reseal_only`: the old keys stay until everything was sealed anew.

    Raises:
        KeysFromOutside: the keys come from the environment, which this program cannot change.
    """
    is_outside = bool(os.environ.get("ANTOAN_FIELD_KEYS"))
    if is_outside and not reseal_only:
        raise KeysFromOutside
    if not reseal_only:
        _write((Fernet.generate_key().decode(), *_texts()))
    for model in apps.get_models():
        names = [field.name for field in model._meta.local_fields if isinstance(field, SealedText)]
        if names and model._meta.managed and not model._meta.proxy:
            yield Resealed(str(model._meta.verbose_name), _reseal_table(actor, model, names))
    if drop_old and not is_outside:
        _write(_texts()[:1])


def _reseal_table(actor: Actor, model: type[models.Model], names: list[str]) -> int:
    last, count = None, 0
    while True:
        rows = model._base_manager.order_by("pk")
        batch = list((rows if last is None else rows.filter(pk__gt=last))[:BATCH])
        if not batch:
            return count
        last = batch[-1].pk
        count += len(batch)
        _reseal(actor, model=model, names=names, rows=batch)


@command
def _reseal(actor: Actor, *, model: type[models.Model], names: list[str], rows: list[models.Model]) -> None:
    """Seal one batch of rows with the newest key."""
    fresh = list(model._base_manager.select_for_update().filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    model._base_manager.bulk_update(fresh, names)
    if fresh:
        audit.record(actor, "core.keys.rotated", fresh[-1], table=model._meta.label_lower, rows=len(fresh))
