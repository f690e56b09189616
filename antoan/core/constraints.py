"""The words for each constraint of the database, in one place: a rule held by a table still answers in Vietnamese."""

import re

from django.apps import apps
from django.db import IntegrityError, models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.core.refusals import BrokenRule

_SENTENCES: dict[str, str | Promise] = {}


def says(**sentences: str | Promise) -> None:
    """Register what to say when the constraint of that name is broken. Called by each domain's models module."""
    _SENTENCES.update(sentences)


def sentence_of(name: str) -> str:
    if name in _SENTENCES:
        return str(_SENTENCES[name])
    if name.endswith("_ends_after_it_begins"):
        return str(_("Ngày kết thúc phải sau ngày bắt đầu."))
    return str(_("Dữ liệu trái với quy tắc “{name}”; chưa có gì được ghi.")).format(name=name)


def as_refusal(error: IntegrityError) -> BrokenRule:
    """Translate what the database said into a refusal that names the rule."""
    name = _name_in(error)
    return BrokenRule(sentence=sentence_of(name), name=name)


def _name_in(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None and diagnosis.constraint_name:
        return diagnosis.constraint_name
    text = str(error)
    if match := re.search(r"CHECK constraint failed: (\w+)|index '(\w+)'", text):
        return match.group(1) or match.group(2)
    if match := re.search(r"UNIQUE constraint failed: (.+)", text):
        columns = [part.strip().split(".") for part in match.group(1).split(",")]
        return _unique_by_columns(columns[0][0], {column for _, column in columns})
    return "khóa ngoại" if "FOREIGN KEY" in text else text


def _unique_by_columns(table: str, columns: set[str]) -> str:
    """SQLite names the columns of a broken unique rule, not its name; the model knows both."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table != table:
            continue
        for constraint in model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
                continue
            by_column = {getattr(model._meta.get_field(field), "column", None) for field in constraint.fields}
            if by_column == columns:
                return constraint.name
    return ", ".join(sorted(columns))
