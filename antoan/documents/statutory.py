"""A form that the law prescribes, as a paper: the fields of the rule pack in their order, dots where nothing is known.

Which form holds on a day, what it asks and from which record each answer comes stand in the law's pack (`forms.*`). Its
layout there is ours until somebody has compared it with the annex, and the paper says so. No Django.

A room that holds records fills a form with one call:

    from antoan.documents import statutory

    filled = statutory.fill(
        "forms.accident_declaration",
        signed_on,
        facts={"workplace.name": "Hợp tác xã Phước Bình", "accident.occurred_at": accident.occurred_at, …},
        values={"first_cause": "Đá lăn từ vách"},   # what a person typed, by the code of the field
    )
    filled.pdf(), filled.docx(), filled.missing
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from antoan import law
from antoan.documents.rendering import render_docx, render_pdf
from antoan.documents.rendering.paper import (
    Block,
    Cell,
    Column,
    Heading,
    NationalTitle,
    Paper,
    Para,
    Run,
    Signatures,
    Signing,
    TableBlock,
    Text,
)
from antoan.documents.tree import Header, Signer
from antoan.law.errors import nearest
from antoan.law.rules import ASKED

DOTS = "…" * 16  # room for a few words
_ROWS = 3  # of an empty table
_ROOM = "\u00a0"  # an empty cell as high as a line
_NOT_COMPARED = "(Tên mục, thứ tự chưa đối chiếu với bản gốc)"
_LABELLED = re.compile(r"(?:Điều \d+\.|Phần [IVX]+\.|[A-Z]\.(?:\d+)?)\s*")  # these fields bear a label of their own
_KINDS = ("Quyết định", "Biên bản")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_WIDE = 8  # columns from which a table needs the long side of the paper


@dataclass(frozen=True)
class Part:
    """A column of a field: of its block, its table or its figures; of a signature, one who signs."""

    code: str
    name: str
    source: str


@dataclass(frozen=True)
class Line:
    """A row of figures; `depth` 1 where it stands below another ("phân theo nguyên nhân")."""

    code: str
    name: str
    depth: int = 0


@dataclass(frozen=True)
class Field:
    """One field of a form and the record from which it is filled ("accident.place"; "asked": a person writes it).

    `kind`: text, integer, number, date, datetime, choice, coded, list, table, block, blocks (one block a person), grid
    (figures, by row and column), heading (the head of an official document), signature.
    """

    code: str
    name: str
    kind: str
    source: str
    columns: tuple[Part, ...] = ()
    lines: tuple[Line, ...] = ()
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

    def field(self, code: str) -> Field | None:
        return next((field for field in self.fields if field.code == code), None)


@dataclass(frozen=True)
class Filled:
    """A form with its values, and the paper that it makes. `missing` names what is printed as dots."""

    form: Form
    values: Mapping[str, Any]
    paper: Paper

    @property
    def missing(self) -> list[str]:
        return [name for field in self.form.fields for name in _missing(field, self.values.get(field.code))]

    def pdf(self) -> bytes:
        """PDF/A, as `rendering.render_pdf` makes it."""
        return render_pdf(self.paper)

    def docx(self) -> bytes:
        return render_docx(self.paper)


class WrongValues(ValueError):
    """Values that are no values of this form; the message names each and how to mend it."""


def fill(
    key: str,
    on: date,
    values: Mapping[str, Any] | None = None,
    *,
    facts: Mapping[str, Any] | None = None,
    **given: str,
) -> Filled:
    """The form `key` of the day of signing, filled in: with what records tell, then with what a person typed.

    facts: what the records say, by source: "accident.place", "workplace.name" … Rows ("accident.injuries",
        "investigation.members") are lists of mappings by the code of the column: {"full_name": …, "birth_year": 1987}.
        What a form does not ask is left aside, so that a case offers all it knows to each of its forms.
    values: what a person says, by code of the field; it goes before the facts. A text for a text, a date or datetime (an
        aware one is told in Vietnamese time) or a number as such; a list for a list; {code of column: value} for a block
        and a heading, a list of those for a table and `blocks`; {code of row: {code of column: number}} for a grid; for a
        signature the name, or {"position": …, "name": …}, or {code of column: name} where several sign.
    given: the case of the form, such as level="province".

    Nothing is invented: what neither tells is printed as dots and named by `missing`.

    Raises:
        LawError: no such form, or its fields are not known on that day; `message_vi` says which is nearest.
        WrongValues: a value for a field that the form does not have, or of another shape.
    """
    form = form_on(key, on, **given)
    known = values_from(form, facts or {})
    for code, value in (values or {}).items():
        held = known.get(code)
        # What is typed of a block goes before what is known of the same, column by column.
        known[code] = {**held, **value} if isinstance(held, Mapping) and isinstance(value, Mapping) else value
    return Filled(form, known, paper_of(form, known))


def fillable(on: date) -> list[str]:
    """The keys of the forms whose fields are known on a day."""
    parts = [key for key in law.keys() if key.startswith("forms.") and key.endswith(".fields")]  # noqa: SIM118
    return [key.removesuffix(".fields") for key in parts if law.on(on).find(key)]


def cases_of(key: str) -> Mapping[str, Mapping[str, str]]:
    """What must be told beside the day to choose the form: {"level": {"establishment": "cấp cơ sở", …}}."""
    return law.current().rule(key).by


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
        fields=tuple(_field(row, on) for row in fields.plain),
        mark=mark,
        open_question=question,
    )


def _field(row: Mapping[str, Any], on: date) -> Field:
    columns = row.get("columns") or (_rows_of(row["across"], on) if "across" in row else ())
    parts = tuple(Part(column["code"], column["name"], column["source"]) for column in columns)
    lines = tuple(_lines(_rows_of(row["rows"], on), on)) if "rows" in row else ()
    kind = row.get("type") or ("block" if parts else "text")
    return Field(row["code"], row["name"], kind, row["source"], parts, lines, row.get("note", ""))


def _rows_of(key: str, on: date) -> Sequence[Mapping[str, Any]]:
    found = law.on(on).find(key)
    return found.plain if found else ()


def _lines(rows: Sequence[Mapping[str, Any]], on: date) -> Iterator[Line]:
    for row in rows:
        yield Line(row["code"], row["name"])
        for below in _rows_of(row["below"], on) if "below" in row else ():
            yield Line(f"{row['code']}.{below['code']}", f"{below['code']}. {below['name']}", 1)


# -- values --------------------------------------------------------------------------------------------------------


def values_from(form: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the records tell for this form, by the code of the field."""
    found: dict[str, Any] = {}
    for field in form.fields:
        if field.kind in ("block", "heading"):
            value: Any = {part.code: facts[part.source] for part in field.columns if part.source in facts}
        elif field.kind == "signature" and field.columns:
            value = {part.code: facts[part.source] for part in field.columns if part.source in facts}
        elif field.source in facts:
            value = facts[field.source]
            if field.kind in ("table", "blocks") and value is not None:
                value = [_known(row, field) for row in value]
        else:
            continue
        if not is_empty(value):
            found[field.code] = value
    return found


def _known(row: Any, field: Field) -> Any:
    """A row with the columns that the form asks; a record knows more than that."""
    if not isinstance(row, Mapping):
        return row
    return {part.code: row[part.code] for part in field.columns if part.code in row}


def is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, Mapping | list | tuple) and not value)


def said(value: Any, source: str = "") -> str:
    """A value as a form bears it: "08 giờ 15 phút, ngày 20/06/2024", "20/06/2024", "1.234,5", "có"; dots for nothing."""
    if is_empty(value):
        return DOTS
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        moment = value.astimezone(ZONE) if value.tzinfo else value
        return f"{moment:%H} giờ {moment:%M} phút, ngày {moment:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float | Decimal):
        return str(value) if source.endswith("_year") else _number(value)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return str(value)


def _number(value: float | Decimal) -> str:
    text = f"{Decimal(str(value)):,.4f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _missing(field: Field, value: Any) -> Iterator[str]:
    if field.kind == "block" or field.kind == "heading":
        held = value or {}
        empty = [part for part in field.columns if is_empty(_of(held, part))]
        if len(empty) == len(field.columns):
            yield field.name
        else:
            yield from (f"{field.name}: {part.name}" for part in empty)
    elif is_empty(value):
        yield field.name


def _of(row: Any, part: Part, place: int = -1) -> Any:
    """The value of a column in a row, given by code, by name or in order."""
    if isinstance(row, Mapping):
        return row.get(part.code, row.get(part.name))
    return row[place] if 0 <= place < len(row) else None


# -- the paper -----------------------------------------------------------------------------------------------------


def paper_of(form: Form, values: Mapping[str, Any]) -> Paper:
    """The paper with these values; what is missing is left as dots.

    Raises:
        WrongValues: a value for a field that the form does not have, or of another shape.
    """
    if faults := list(_faults(form, values)):
        raise WrongValues(" ".join(faults))
    heading = next((field for field in form.fields if field.kind == "heading"), None)
    is_decision = heading is not None and form.title.startswith("Quyết định")
    body: list[Block] = [] if heading else list(_title(form))
    bases: list[str] = []
    header = _official(form, heading, values) if heading else None
    number = 0
    for field in form.fields:
        value = values.get(field.code)
        if field.kind in ("heading", "signature") or (is_decision and field.code == "recipients"):
            continue
        if is_decision and field.code == "bases":
            bases = [str(line) for line in value or [f"Căn cứ {DOTS}"]]
            body.append(Para([Run("QUYẾT ĐỊNH:", bold=True)], align="center", indent=False))
            continue
        labelled = _LABELLED.match(field.name)
        number += not labelled
        body += _blocks(field, field.name if labelled else f"{number}. {field.name}", value)
    if not is_decision:
        body.append(_signing(form, values, is_dated=heading is None))
    wide = any(field.kind == "grid" and len(field.columns) > _WIDE for field in form.fields)
    return Paper(
        form="state",
        header=header,
        body=body,
        bases=bases,
        landscape=wide,
        mark=(
            form.number or f"Mẫu số {DOTS[:8]}",
            f"({form.instrument or DOTS})",
            *([_NOT_COMPARED] if form.mark else []),
        ),
    )


def _title(form: Form) -> Iterator[Block]:
    yield NationalTitle()
    yield Para([Run(form.title.upper(), bold=True)], align="center", indent=False)


def _official(form: Form, field: Field, values: Mapping[str, Any]) -> Header:
    """The head of a decision or of minutes, in the State's form."""
    held: Mapping[str, Any] = values.get(field.code) or {}
    given = {part.code: _of(held, part) for part in field.columns}
    day = given.get("signed_on")
    kind = next(kind for kind in (*_KINDS, form.title) if form.title.startswith(kind))
    title = re.sub(r"\s*\([^)]*\)$", "", form.title.removeprefix(kind).strip())
    title = " ".join(part for part in (title[:1].upper() + title[1:], str(given.get("gravity") or "").lower()) if part)
    recipients = values.get("recipients") or ([] if form.field("recipients") is None else [DOTS])
    signer = Signer()
    if kind == "Quyết định":
        who = values.get("signature")
        named = who if isinstance(who, Mapping) else {"name": who}
        signer = Signer(named.get("authority"), named.get("position") or DOTS[:10], named.get("name") or DOTS[:10])
    signed_on = day if isinstance(day, date) else None
    return Header(
        superior=_text(given.get("superior")),
        issuer=_text(given.get("issuer")) or DOTS,
        number=_text(given.get("number")),
        symbol=_text(given.get("symbol")),
        place=_text(given.get("place")),
        year=signed_on.year if signed_on else None,
        month=signed_on.month if signed_on else None,
        day=signed_on.day if signed_on else None,
        kind=kind,
        title=title or None,
        recipients=[str(line) for line in recipients],
        signer=signer,
    )


def _text(value: Any) -> str | None:
    return None if is_empty(value) else str(value)


def _signing(form: Form, values: Mapping[str, Any], *, is_dated: bool) -> Signatures:
    """Who signs, side by side, below the place and the day that are written by hand."""
    places = []
    for field in (each for each in form.fields if each.kind == "signature"):
        value = values.get(field.code)
        if field.columns:
            named = value if isinstance(value, Mapping) else {}
            places += [Signing(part.name.upper(), name=str(_of(named, part) or DOTS[:10])) for part in field.columns]
            continue
        who = value if isinstance(value, Mapping) else {"name": value}
        title = str(who.get("position") or field.name)
        places.append(Signing(title.upper(), field.note, str(who.get("name") or DOTS[:10])))
    return Signatures(places, day=f"{DOTS[:8]}, ngày …… tháng …… năm ………" if is_dated else "")


def _blocks(field: Field, label: str, value: Any) -> Iterator[Block]:
    label = f"{label}:"
    if field.kind == "table" or (field.kind == "grid" and not field.lines):
        yield Heading("", label, level=2)  # never alone at the foot of a page
        yield _table(field, value)
    elif field.kind == "grid":
        yield Heading("", label, level=2)
        yield _grid(field, value or {})
    elif field.kind == "block":
        yield Heading("", label, level=2)
        yield from _block(field, value or {})
    elif field.kind == "blocks":
        yield Heading("", label, level=2)
        people = [value] if isinstance(value, Mapping) else value or [{}]
        for number, person in enumerate(people, start=1):
            if len(people) > 1:
                yield Para([Run(f"Người thứ {number}", italic=True)], align="left")
            yield from _block(field, person)
    elif field.kind == "list":
        yield Heading("", label, level=2)
        for line in value or [""]:
            yield Para(str(line), label="-", align="left", dotted=0 if line else 1)
    elif is_empty(value):
        yield Para([Run(label, bold=True)], align="left", dotted=2 if field.kind == "text" else 1)
    else:
        yield Para([Run(f"{label} ", bold=True), Run(said(value, field.source))], align="left")


def _block(field: Field, held: Mapping[str, Any]) -> Iterator[Block]:
    for part in field.columns:
        value = _of(held, part)
        words = "" if is_empty(value) else f" {said(value, part.source)}"
        yield Para(f"{part.name}:{words}", label="-", align="left", dotted=0 if words else 1)


def _table(field: Field, value: Any) -> TableBlock:
    given = [value] if isinstance(value, Mapping) else list(value or [])
    if field.columns and field.columns[0].code == "number":  # a running number tells nothing that the rows do not
        given = [
            {"number": place, **row} if isinstance(row, Mapping) else row for place, row in enumerate(given, start=1)
        ]
    given = given or [{}] * (1 if field.kind == "grid" else _ROWS)
    rows = [[_cell(_of(row, part, place), part.source) for place, part in enumerate(field.columns)] for row in given]
    columns = [_column(field, part, [row[place].text for row in rows]) for place, part in enumerate(field.columns)]
    return TableBlock(columns=columns, rows=rows)


def _column(field: Field, part: Part, texts: Sequence[Text]) -> Column:
    """A column as wide as its longest word needs; numbers and years stand in the middle."""
    words = [len(word) for text in (part.name, *map(str, texts)) for word in text.split()]
    widest = max([len(text) for text in map(str, texts)], default=0)
    weight = max(max(words, default=1) * 0.8, min(widest, 24) * 0.5, 3)
    is_short = field.kind == "grid" or part.code in ("number", "birth_year", "sex")
    return Column(part.name, weight, "center" if is_short else "left")


def _grid(field: Field, held: Mapping[str, Any]) -> TableBlock:
    columns = [Column("Chỉ tiêu", 5), *(Column(part.name, 1.3, "center") for part in field.columns)]
    titles: list[Cell | str] = [Cell(column.title) for column in columns]
    header = [titles]
    if all(part.code.isdigit() for part in field.columns):
        header.append([Cell(""), *(Cell(f"({part.code})") for part in field.columns)])
    rows = []
    for line in field.lines:
        figures = held.get(line.code) or {}
        name = (
            f"{_ROOM * 2}{line.name}"
            if line.depth
            else f"{line.code} {line.name}"
            if line.code[:1].isdigit()
            else line.name
        )
        first = Cell(name, bold=not line.depth)
        rows.append(
            [first, *(_cell(_of(figures, part, place), part.source) for place, part in enumerate(field.columns))]
        )
    return TableBlock(columns=columns, rows=rows, header=header)


def _cell(value: Any, source: str) -> Cell:
    return Cell(_ROOM if is_empty(value) else said(value, source))


# -- what is no value of this form ---------------------------------------------------------------------------------

_ONE = (str, int, float, Decimal, date, type(None))
_SHAPES: dict[str, tuple[Any, str]] = {
    "table": (Sequence, "một danh sách các dòng"),
    "blocks": ((Sequence, Mapping), "một danh sách các nhóm tên và giá trị"),
    "list": (Sequence, "một danh sách"),
    "block": (Mapping, "một nhóm tên và giá trị"),
    "heading": (Mapping, "một nhóm tên và giá trị"),
    "grid": ((Mapping, Sequence), "một bảng số: mã dòng, rồi mã cột"),
    "signature": ((*_ONE, Mapping), "họ tên người ký"),
}


def _faults(form: Form, values: Mapping[str, Any]) -> Iterator[str]:
    known = {field.code: field for field in form.fields}
    checks: dict[str, Callable[[Field, Any], Iterator[str]]] = {
        "table": _table_faults, "blocks": _table_faults, "block": _block_faults, "heading": _block_faults,
        "grid": _grid_faults,
    }  # fmt: skip
    for code, value in values.items():
        field = known.get(code)
        if field is None:
            near = nearest(code, known)
            yield f"Biểu mẫu không có mục “{code}”{', gần nhất: ' + ', '.join(near) if near else ''}."
            continue
        shape, words = _SHAPES.get(field.kind, (_ONE, "chữ hoặc số"))
        is_text = isinstance(value, str) and field.kind in _SHAPES and field.kind != "signature"
        if value is not None and (not isinstance(value, shape) or is_text):
            yield f"Mục “{code}” ({field.name}) cần {words}."
        elif value is not None and field.kind in checks:
            yield from checks[field.kind](field, value)


def _block_faults(field: Field, value: Mapping[str, Any]) -> Iterator[str]:
    names = {name for part in field.columns for name in (part.code, part.name)}
    if extra := sorted(map(str, set(value) - names)):
        yield f"Mục “{field.code}” không có ô {', '.join(extra)}. Các ô: {', '.join(p.name for p in field.columns)}."


def _table_faults(field: Field, value: Any) -> Iterator[str]:
    for number, row in enumerate([value] if isinstance(value, Mapping) else value, start=1):
        yield from _row_faults(field, number, row)


def _row_faults(field: Field, number: int, row: Any) -> Iterator[str]:
    names = {name for part in field.columns for name in (part.code, part.name)}
    if isinstance(row, Mapping):
        if extra := sorted(map(str, set(row) - names)):
            yield f"Mục “{field.code}”, dòng {number}: không có cột {', '.join(extra)}."
    elif isinstance(row, str) or not isinstance(row, Sequence) or len(row) > len(field.columns):
        columns = ", ".join(part.name for part in field.columns)
        yield f"Mục “{field.code}”, dòng {number}: cần nhiều nhất {len(field.columns)} ô: {columns}."


def _grid_faults(field: Field, value: Any) -> Iterator[str]:
    if not field.lines:
        yield from _table_faults(field, value)
        return
    if not isinstance(value, Mapping):
        yield f"Mục “{field.code}” ({field.name}) cần {_SHAPES['grid'][1]}."
        return
    codes = [line.code for line in field.lines]
    for code, row in value.items():
        if code not in codes:
            near = nearest(str(code), codes)
            yield f"Mục “{field.code}”: không có dòng {code}; gần nhất: {', '.join(near)}."
        elif not isinstance(row, Mapping | Sequence) or isinstance(row, str):
            yield f"Mục “{field.code}”, dòng {code}: cần mã cột và số."
        elif isinstance(row, Mapping):
            yield from _row_faults(field, codes.index(code) + 1, row)


def is_asked(field: Field) -> bool:
    """Whether no record tells any of it, so that a person must write it."""
    return field.source == ASKED or (bool(field.columns) and all(part.source == ASKED for part in field.columns))
