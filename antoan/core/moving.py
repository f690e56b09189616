"""Carrying an installation from one database to another, row by row, and proving that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction

from antoan.core.refusals import Refusal

BATCH = 1000


class TargetNotEmpty(Refusal):
    message = "Cơ sở dữ liệu đích đã có dữ liệu ({table}: {rows} dòng). Hãy tạo một cơ sở dữ liệu trống rồi chạy lại."


class CountsDiffer(Refusal):
    message = "Bảng {table}: nguồn có {source} dòng, đích có {target} dòng. Chưa có gì được ghi vào đích."


class ChainBroken(Refusal):
    message = "Chuỗi nhật ký không còn nguyên vẹn ({where}, sự kiện số {number}: {reason}). Hãy chạy antoan audit verify trước."


@dataclass(frozen=True)
class Moved:
    table: str
    rows: int


def move(*, source: str = "default", target: str = "target") -> Iterator[Moved]:
    """Copy every table from one configured database to another, empty one; yields what was copied.

    One transaction on the target: a difference in any count, or a broken audit chain, leaves it empty.

    Raises:
        TargetNotEmpty, CountsDiffer, ChainBroken
    """
    with transaction.atomic(using=source):  # what others write meanwhile is not half of it
        yield from _move(source, target)


def _move(source: str, target: str) -> Iterator[Moved]:
    _refuse_broken_chain(source, "nguồn")
    call_command("migrate", database=target, verbosity=0, interactive=False)
    tables = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    _refuse_used(tables, target)
    with transaction.atomic(using=target):
        for model in tables:  # what migrating made by itself is replaced by the source's own rows
            model._base_manager.using(target).all()._raw_delete(target)
        for model in tables:
            yield Moved(model._meta.db_table, _copy(model, source, target))
        for model in tables:
            _refuse_difference(model, source, target)
        _refuse_broken_chain(target, "đích")
        with connections[target].cursor() as cursor:
            for statement in connections[target].ops.sequence_reset_sql(no_style(), tables):
                cursor.execute(statement)


def _copy(model: type[models.Model], source: str, target: str) -> int:
    rows, batch = 0, []
    # In the order of the key: a row that points to an earlier one of its own table finds it.
    for row in model._base_manager.using(source).order_by("pk").iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            rows += _write(model, batch, target)
            batch = []
    return rows + _write(model, batch, target)


def _write(model: type[models.Model], batch: list[models.Model], target: str) -> int:
    fixed = [
        (field, getattr(row, field.attname), row)
        for row in batch
        for field in model._meta.concrete_fields
        if _is_automatic(field)
    ]
    model._base_manager.using(target).bulk_create(batch)
    # auto_now fields were stamped by the copying; their own moments are put back.
    names = sorted({field.name for field, _, _ in fixed})
    for field, value, row in fixed:
        setattr(row, field.attname, value)
    if names and batch:
        model._base_manager.using(target).bulk_update(batch, names)
    return len(batch)


def _is_automatic(field: models.Field) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _refuse_used(tables: list[type[models.Model]], target: str) -> None:
    for model in tables:
        if model._meta.app_label in ("contenttypes", "auth") or model._meta.model_name == "audithead":
            continue  # filled by migrating
        if rows := model._base_manager.using(target).count():
            raise TargetNotEmpty(table=model._meta.db_table, rows=rows)


def _refuse_difference(model: type[models.Model], source: str, target: str) -> None:
    before, after = (model._base_manager.using(name).count() for name in (source, target))
    if before != after:
        raise CountsDiffer(table=model._meta.db_table, source=before, target=after)


def _refuse_broken_chain(using: str, where: str) -> None:
    from antoan.core.audit import verify

    verdict = verify(using=using)
    if verdict.broken_at is not None:
        raise ChainBroken(where=where, number=verdict.broken_at, reason=verdict.reason)
