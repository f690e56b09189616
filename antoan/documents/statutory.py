"""A form that the law prescribes, as a paper: the fields of the rule pack in their order, dots where nothing is known.

Which form holds on a day and what it asks stand in the law's pack (`forms.*`); its layout there is ours until somebody
has compared it with the annex, and the paper says so. No Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from antoan import law
from antoan.documents.rendering.paper import Block, Cell, Column, Heading, Paper, Para, Run, TableBlock, Text
from antoan.law.errors import nearest

DOTS = "…" * 16  # room for a few words
_LINE = "…" * 31  # a line to write on
_ROWS = 3  # of an empty table
_ROOM = "\u00a0"  # an empty cell as high as a line
_NOT_COMPARED = "Tên mục, thứ tự do hệ thống ghi, chưa đối chiếu với bản gốc của biểu mẫu."


@dataclass(frozen=True)
class Field:
    """One field of a form. `kind`: text, integer, number, date, datetime, choice, coded, list, table, block, signature."""

    code: str
    name: str
    kind: str
    columns: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Form:
    """A form as it holds on a day. `number` is "" and `open_question` says why where no source gives it yet."""

    key: str
    on: date
    title: str
    number: str
    instrument: str
    signer: str
    fields: tuple[Field, ...]
    mark: str
    open_question: str = ""


class WrongValues(ValueError):
    """Values that are no values of this form; the message names each and how to mend it."""


def fillable(on: date) -> list[str]:
    """The keys of the forms whose fields are known on a day."""
    parts = [key for key in law.keys() if key.startswith("forms.") and key.endswith(".fields")]  # noqa: SIM118
    return [key.removesuffix(".fields") for key in parts if law.on(on).find(key)]


def form_on(key: str, on: date, **given: str) -> Form:
    """The form `key` as it is to be used for a paper signed on a day.

    Raises:
        LawError: no such form, or its fields are not known on that day.
    """
    law.current().rule(key)
    fields = law.on(on).get(f"{key}.fields")
    title, number, instrument, signer, mark, question = law.current().rule(key).name, "", "", "", fields.mark, ""
    try:
        shown = law.on(on).get(key, **given)
        facts = shown.plain
        title, number = facts.get("title", title), facts.get("number", "")
        instrument, signer, mark = facts.get("instrument", ""), facts.get("signer", ""), shown.mark or mark
    except law.OpenQuestion as problem:
        question = problem.message_vi
    return Form(
        key=key,
        on=on,
        title=title,
        number=number,
        instrument=instrument,
        signer=signer,
        fields=tuple(_field(row) for row in fields.plain),
        mark=mark,
        open_question=question,
    )


def _field(row: Mapping[str, Any]) -> Field:
    columns = tuple(row.get("columns", ()))
    kind = row.get("type") or ("block" if columns else "text")
    return Field(row["code"], row["name"], kind, columns, row.get("note", ""))


def paper_of(form: Form, values: Mapping[str, Any]) -> Paper:
    """The paper with these values (field code → text, list, rows or block); what is missing is left as dots.

    Raises:
        WrongValues: a value for a field that the form does not have, or of another shape.
    """
    if faults := list(_faults(form, values)):
        raise WrongValues(" ".join(faults))
    body: list[Block] = list(_head(form))
    shown = [field for field in form.fields if field.kind not in ("heading", "signature")]
    for number, field in enumerate(shown, start=1):
        body += _blocks(field, number, values.get(field.code))
    day = [Run(f"{DOTS}, ngày …… tháng …… năm ………", italic=True)]
    body.append(Para(day, align="right", indent=False))
    for field in form.fields:
        if field.kind == "signature":
            body.append(_line([Run(field.name, bold=True)]))
            body.append(_line(str(values.get(field.code) or _LINE)))
    if form.mark:
        body.append(_line([Run(_NOT_COMPARED, italic=True)]))
    return Paper(form="state", header=None, body=body)


def _head(form: Form) -> Iterator[Block]:
    number = form.number or f"Mẫu số {DOTS[:8]}"
    yield Para([Run(number, bold=True)], align="right", indent=False)
    yield Para([Run(f"({form.instrument or DOTS})", italic=True)], align="right", indent=False)
    yield _line(_ROOM)
    yield Para([Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)], align="center", indent=False)
    yield Para([Run("Độc lập - Tự do - Hạnh phúc", bold=True)], align="center", indent=False)
    yield _line(_ROOM)
    yield Para([Run(form.title.upper(), bold=True)], align="center", indent=False)


def _blocks(field: Field, number: int, value: Any) -> Iterator[Block]:
    label = f"{number}. {field.name}:"
    if field.kind == "table":
        yield Heading("", label, level=2)  # never alone at the foot of a page
        columns = field.columns or ("Nội dung",)
        rows = [[_cell(row, i, column) for i, column in enumerate(columns)] for row in value or [{}] * _ROWS]
        yield TableBlock(columns=[Column(column) for column in columns], rows=rows)
    elif field.kind == "block":
        yield Heading("", label, level=2)  # never alone at the foot of a page
        for column in field.columns:
            yield Para(f"{column}: {_said((value or {}).get(column))}", label="-", align="left")
    elif field.kind == "list":
        yield Heading("", label, level=2)  # never alone at the foot of a page
        for line in value or [_LINE[:-4]]:
            yield Para(str(line), label="-", align="left")
    elif value in (None, "") and field.kind == "text":
        yield Para([Run(f"{label} ", bold=True), Run(DOTS)], align="left")
        yield _line(_LINE)
    else:
        yield Para([Run(f"{label} ", bold=True), Run(_said(value))], align="left")


def _line(text: Text) -> Para:
    return Para(text, align="left", indent=False)


def _said(value: Any) -> str:
    return DOTS if value in (None, "") else str(value)


def _cell(row: Any, place: int, column: str) -> Cell:
    value = row.get(column) if isinstance(row, Mapping) else row[place] if place < len(row) else None
    return Cell(_ROOM if value in (None, "") else str(value))


_SHAPES: dict[str, tuple[Any, str]] = {
    "table": (Sequence, "một danh sách các dòng"),
    "list": (Sequence, "một danh sách"),
    "block": (Mapping, "một nhóm tên và giá trị"),
}


def _faults(form: Form, values: Mapping[str, Any]) -> Iterator[str]:
    known = {field.code: field for field in form.fields}
    for code, value in values.items():
        field = known.get(code)
        if field is None:
            near = nearest(code, known)
            yield f"Biểu mẫu không có mục “{code}”{', gần nhất: ' + ', '.join(near) if near else ''}."
            continue
        shape, said = _SHAPES.get(field.kind, ((str, int, float, type(None)), "chữ hoặc số"))
        if value is not None and (not isinstance(value, shape) or (isinstance(value, str) and field.kind in _SHAPES)):
            yield f"Mục “{code}” ({field.name}) cần {said}."
            continue
        if field.kind == "table":
            for number, row in enumerate(value or (), start=1):
                yield from _row_faults(field, number, row)
        if field.kind == "block" and (extra := set(value or ()) - set(field.columns)):
            yield f"Mục “{code}” không có ô {', '.join(sorted(map(str, extra)))}. Các ô: {', '.join(field.columns)}."


def _row_faults(field: Field, number: int, row: Any) -> Iterator[str]:
    columns = field.columns or ("Nội dung",)
    if isinstance(row, Mapping):
        if extra := set(row) - set(columns):
            yield f"Mục “{field.code}”, dòng {number}: không có cột {', '.join(sorted(map(str, extra)))}."
    elif isinstance(row, str) or not isinstance(row, Sequence) or len(row) > len(columns):
        yield f"Mục “{field.code}”, dòng {number}: cần nhiều nhất {len(columns)} ô: {', '.join(columns)}."
