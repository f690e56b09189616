"""Reads packs of law strictly: whatever is unknown, doubled, missing or overlapping is named with its file and line.

A pack is a folder of YAML files. Each file may hold `instruments`, `rules`, `amendments` (entries added to rules that
another file holds) and `questions`; `defaults` are taken by every entry of the file that does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from antoan.core import placed_yaml
from antoan.core.placed_yaml import Block
from antoan.law.errors import Fault, WrongPack, nearest
from antoan.law.formulas import PIECE
from antoan.law.pack import Pack, Timeline
from antoan.law.rules import (
    ASKED,
    CONFIDENCE,
    FIELD_TYPES,
    KINDS,
    OPERATORS,
    RECORDS,
    UNITS,
    Citation,
    Instrument,
    Provision,
    Question,
    Rule,
    digest_of,
    freeze,
)

FILE = {"defaults", "instruments", "rules", "amendments", "questions"}
COMMON = {"unit", "citation", "confidence", "verified_on", "operator", "starts", "ends", "rolls", "note"}
RULE = COMMON | {"name_vi", "meaning", "kind", "by", "uses", "questions", "values", "cases"}
AMENDMENT = COMMON | {"values", "cases"}
OWN = {
    "citation",
    "confidence",
    "verified_on",
    "note",
}  # what an amendment says for itself and never takes from the rule
ENTRY = COMMON | {"valid_from", "valid_to", "value", "open", "repealed", "settles"}
INSTRUMENT = {
    "about", "issued", "valid_from", "valid_to", "replaces", "amends", "confidence", "verified_on", "note", "questions",
}  # fmt: skip
QUESTION = {"text", "affects", "settled_by"}
FIELD = {"code", "name", "type", "source", "columns", "note", "part_of", "rows", "across", "below"}  # of a form
TAKEN = {"key", "self", "day", "of", "part", "gives", "count", "citation"}  # what no parameter of a rule may be called
TEXTS = {"name_vi", "meaning", "about", "text", "settled_by", "note", "starts", "ends"}  # wherever they stand


def load(*folders: Path) -> Pack:
    """Read every *.yaml below the folders, in order, into one pack. A folder that is not there holds nothing.

    Raises:
        WrongPack: with every fault found.
    """
    reading = _Reading()
    for folder in folders:
        for path in sorted(folder.rglob("*.yaml")):
            reading.take(path, shown=str(path.relative_to(folder)) if folder.name == "vn" else str(path))
    pack = reading.finish()
    if reading.faults:
        raise WrongPack(sorted(set(reading.faults)))
    return pack


class _Reading:
    """What has been read so far, and what was wrong with it."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.instruments: dict[str, Instrument] = {}
        self.questions: dict[str, Question] = {}
        self.rules: dict[str, Rule] = {}
        self.common: dict[str, Block] = {}  # what a rule says for all its entries
        self.cases: dict[str, list[Block]] = {}
        self.linked: list[tuple[str, int, str]] = []  # keys by which forms take their rows and columns
        self.entries: dict[
            str, list[tuple[Block, list[Mapping[str, Any]], str]]
        ] = {}  # (entry, what surrounds it, file)

    def fault(self, file: str, line: int, message: str) -> None:
        self.faults.append(Fault(file, line, message))

    # --- files and sections ---------------------------------------------------------------------------------------------

    def take(self, path: Path, *, shown: str) -> None:
        content, faults = placed_yaml.read(path)
        for line, message in faults:
            self.fault(shown, line, message)
        if content is None:
            return
        if not self._is_block(content, shown, 1, "tệp", FILE):
            return
        defaults = content.get("defaults") or Block()
        if defaults and not self._is_block(defaults, shown, content.lines["defaults"], "defaults", COMMON):
            defaults = Block()
        for section, take in (
            ("instruments", self._instrument),
            ("questions", self._question),
            ("rules", self._rule),
            ("amendments", self._amendment),
        ):
            rows = content.get(section)
            if rows is None:
                continue
            if not isinstance(rows, Block):
                self.fault(shown, content.lines[section], f"{section} phải gồm các cặp tên: nội dung")
                continue
            for name, row in rows.items():
                take(str(name), row, shown, rows.lines[name], defaults)
        return

    def _is_block(self, row: Any, file: str, line: int, what: str, known: set[str], needed: Iterable[str] = ()) -> bool:
        if not isinstance(row, Block):
            self.fault(file, line, f"{what} phải gồm các cặp khóa: giá trị")
            return False
        for key in row:
            if key not in known:
                near = ", ".join(nearest(str(key), sorted(known)))
                self.fault(file, row.lines[key], f"khóa lạ “{key}”; các khóa gần nhất: {near}")
        for key in TEXTS & row.keys():
            if not isinstance(row[key], str):
                self.fault(file, row.lines[key], f"{what}: {key} phải là chữ")
                row[key] = ""
        for key in needed:
            if key not in row:
                self.fault(file, line, f"{what} thiếu “{key}”")
        return True

    def _instrument(self, name: str, row: Any, file: str, line: int, defaults: Block) -> None:
        if not self._is_block(row, file, line, f"văn bản {name}", INSTRUMENT, ["about"]):
            return None
        if name in self.instruments:
            return self.fault(file, line, f"văn bản {name} ghi hai lần ({_at(self.instruments[name].place)})")
        if row.get("valid_from") is None and not row.get("questions"):
            self.fault(file, line, f"văn bản {name} thiếu ngày có hiệu lực mà không kèm câu hỏi mở")
        self._days(row, file, line, ("issued", "valid_from", "valid_to", "verified_on"))
        self.instruments[name] = Instrument(
            name=name,
            about=row.get("about", ""),
            issued=row.get("issued"),
            valid_from=row.get("valid_from"),
            valid_to=row.get("valid_to"),
            replaces=self._names(row, "replaces", file),
            amends=self._names(row, "amends", file),
            confidence=self._confidence(row.get("confidence", defaults.get("confidence")), file, line),
            verified_on=row.get("verified_on", defaults.get("verified_on")),
            note=row.get("note", ""),
            questions=self._names(row, "questions", file),
            place=(file, line),
        )
        return None

    def _question(self, code: str, row: Any, file: str, line: int, defaults: Block) -> None:
        if not self._is_block(row, file, line, f"câu hỏi {code}", QUESTION, QUESTION):
            return None
        if code in self.questions:
            return self.fault(file, line, f"câu hỏi {code} ghi hai lần ({_at(self.questions[code].place)})")
        self.questions[code] = Question(
            code, row.get("text", ""), self._names(row, "affects", file), row.get("settled_by", ""), (file, line)
        )
        return None

    def _rule(self, key: str, row: Any, file: str, line: int, defaults: Block) -> None:
        if not self._is_block(row, file, line, key, RULE, ["name_vi", "kind", "values"]):
            return None
        if key in self.rules:
            return self.fault(file, line, f"khóa {key} ghi hai lần ({_at(self.rules[key].place)})")
        kind = str(row.get("kind", ""))
        if kind not in KINDS:
            self.fault(file, row.lines.get("kind", line), f"loại lạ “{kind}”; các loại: {', '.join(KINDS)}")
        by = row.get("by") or Block()
        if not isinstance(by, Block) or not all(isinstance(codes, Block) for codes in by.values()):
            self.fault(file, row.lines["by"], "by phải ghi mỗi tham số với các giá trị và tên của chúng")
            by = Block()
        self._no_gaps(by, file, line, key)
        for name in TAKEN & by.keys():
            self.fault(file, row.lines["by"], f"{key}: tham số không được mang tên “{name}”")
        self.rules[key] = Rule(
            key=key,
            name=row.get("name_vi", ""),
            meaning=row.get("meaning", ""),
            kind=kind,
            by=freeze(
                {str(name): {str(code): str(said) for code, said in codes.items()} for name, codes in by.items()}
            ),
            uses=self._names(row, "uses", file),
            questions=self._names(row, "questions", file),
            cases=(),
            place=(file, line),
        )
        self.common[key] = row
        self._take_entries(key, row, file, line, [row, defaults])
        return None

    def _amendment(self, key: str, row: Any, file: str, line: int, defaults: Block) -> None:
        if self._is_block(row, file, line, key, AMENDMENT, ["values"]):
            self._take_entries(key, row, file, line, [row, defaults])

    def _take_entries(self, key: str, row: Block, file: str, line: int, around: list[Mapping[str, Any]]) -> None:
        cases = row.get("cases") or []
        if not isinstance(cases, list) or not all(isinstance(case, Block) for case in cases):
            self.fault(file, row.lines["cases"], f"{key}: cases phải là danh sách các ví dụ")
            cases = []
        for case in cases:
            case.file = file
        self.cases.setdefault(key, []).extend(cases)
        values = row.get("values")
        if not isinstance(values, list) or not values:
            return self.fault(
                file, row.lines.get("values", line), f"{key}: values phải là danh sách có ít nhất một giá trị"
            )
        for entry in values:
            at = entry.line if isinstance(entry, Block) else row.lines["values"]
            if self._is_block(entry, file, at, f"{key}: giá trị", ENTRY, ["valid_from"]):
                self.entries.setdefault(key, []).append((entry, around, file))
        return None

    # --- putting it together --------------------------------------------------------------------------------------------

    def finish(self) -> Pack:
        self._end_what_was_replaced()
        timelines: dict[str, dict[tuple[str, ...], Timeline]] = {}
        for key, entries in self.entries.items():
            if key not in self.rules:
                entry, _, file = entries[0]
                near = ", ".join(nearest(key, self.rules))
                self.fault(file, entry.line, f"sửa đổi khóa {key} mà không có khóa này; các khóa gần nhất: {near}")
                continue
            self.rules[key] = replace(self.rules[key], cases=tuple(self.cases[key]))
            made = [provision for entry in entries for provision in self._expand(self.rules[key], *entry)]
            timelines[key] = self._lines(made)
        self._check_references()
        return Pack(freeze(self.instruments), freeze(self.rules), freeze(self.questions), freeze(timelines))

    def _expand(self, rule: Rule, entry: Block, around: list[Mapping[str, Any]], file: str) -> Iterator[Provision]:
        """The provisions of an entry: one, or one for each variant that it names."""
        line, common = entry.line, self.common[rule.key]
        layers = [entry, *around, {name: common[name] for name in common.keys() & COMMON - OWN}]

        def said(name: str, otherwise: Any = "") -> Any:
            return next((layer[name] for layer in layers if name in layer), otherwise)

        says = [name for name in ("value", "open", "repealed") if name in entry]
        if len(says) != 1:
            return self.fault(file, line, f"{rule.key}: ghi đúng một trong value, open, repealed")
        self._days(entry, file, line, ("valid_from", "valid_to", "verified_on"))
        if not isinstance(entry.get("valid_from"), date):
            return self.fault(file, entry.lines.get("valid_from", line), f"{rule.key}: valid_from phải là một ngày")
        is_open = says == ["open"]
        if "settles" in entry and str(entry["settles"]) not in self.questions:
            self.fault(file, entry.lines["settles"], f"không có câu hỏi mở {entry['settles']}")
        citation = self._citation(said("citation", None), file, line, rule.key, needed=not is_open)
        unit, operator = str(said("unit")), str(said("operator") or "")
        if unit not in UNITS:
            self.fault(file, line, f"{rule.key}: đơn vị tính lạ “{unit}”; các đơn vị: {', '.join(UNITS)}")
        if operator and operator not in OPERATORS:
            self.fault(file, line, f"{rule.key}: operator lạ “{operator}”; hãy dùng {', '.join(OPERATORS)}")
        confidence = "check" if is_open else self._confidence(said("confidence"), file, line)
        content = (said("starts"), said("ends"), said("rolls", None))
        for variant, value in self._variants(rule, entry, says[0], file):
            question = None
            if is_open:
                question = self.questions.get(str(value))
                if question is None:
                    self.fault(file, entry.lines["open"], f"{rule.key}: không có câu hỏi mở {value}")
                    continue
                value = None
            elif says == ["repealed"]:
                value = None
            if says == ["value"]:
                self._no_gaps(value, file, line, rule.key)
            if rule.kind == "formula" and value is not None:
                self._formula(value, file, line, rule.key)
            if rule.kind == "form" and rule.key.startswith("forms.") and isinstance(value, list):
                self._form_fields(value, file, line, rule.key)
            yield Provision(
                rule=rule,
                variant=variant,
                value=freeze(value),
                unit=unit,
                valid_from=entry["valid_from"],
                valid_to=entry.get("valid_to"),
                citation=citation,
                confidence=confidence,
                verified_on=said("verified_on", None),
                operator=operator,
                starts=content[0],
                ends=content[1],
                rolls=content[2],
                note=said("note"),
                question=question,
                is_repealed=says == ["repealed"],
                settles=entry.get("settles", ""),
                digest=digest_of(
                    rule.key,
                    variant,
                    value,
                    unit,
                    entry["valid_from"],
                    entry.get("valid_to"),
                    str(citation),
                    operator,
                    content,
                ),
                place=(file, line),
            )
        return None

    def _variants(self, rule: Rule, entry: Block, what: str, file: str) -> Iterator[tuple[tuple[str, ...], Any]]:
        """What the entry says for each variant. One word that is open or repealed may stand for all of them."""

        def walk(value: Any, names: tuple[str, ...], so_far: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
            if not names:
                yield so_far, value
                return
            if not isinstance(value, Block):
                if what == "value":
                    self.fault(file, entry.line, f"{rule.key}: giá trị phải ghi theo {names[0]}")
                else:
                    yield from (((*so_far, *rest), value) for rest in product(*(rule.by[name] for name in names)))
                return
            for code, inner in value.items():
                if str(code) not in rule.by[names[0]]:
                    near = ", ".join(nearest(str(code), rule.by[names[0]]))
                    self.fault(file, value.lines[code], f"{rule.key}: {names[0]} không có “{code}”; gần nhất: {near}")
                    continue
                yield from walk(inner, names[1:], (*so_far, str(code)))

        yield from walk(entry[what], tuple(rule.by), ())

    def _lines(self, provisions: list[Provision]) -> dict[tuple[str, ...], Timeline]:
        """The timeline of each variant: an entry without an end ends where the next begins, or with the instrument that it
        cites; open ones give way."""
        by_variant: dict[tuple[str, ...], list[Provision]] = {}
        for provision in provisions:
            by_variant.setdefault(provision.variant, []).append(provision)
        lines = {}
        for variant, held in by_variant.items():
            settled = sorted((each for each in held if not each.question), key=lambda each: each.valid_from)
            taken = {each.valid_from for each in settled}
            rows = sorted(
                [*settled, *(each for each in held if each.question and each.valid_from not in taken)],
                key=lambda each: each.valid_from,
            )
            for row, following in zip(rows, [*rows[1:], None], strict=True):
                self._close(row, following)
            lines[variant] = (tuple(row.valid_from for row in rows), tuple(rows))
        return lines

    def _close(self, row: Provision, following: Provision | None) -> None:
        where = f"{row.key}{'(' + ','.join(row.variant) + ')' if row.variant else ''}"
        if row.valid_to is not None and row.valid_to <= row.valid_from:
            return self.fault(
                *row.place, f"{where}: hết hiệu lực {row.valid_to} không sau ngày có hiệu lực {row.valid_from}"
            )
        if following and following.valid_from == row.valid_from:
            return self.fault(
                *following.place,
                f"{where}: hai giá trị cho cùng ngày {row.valid_from} (giá trị kia ở {_at(row.place)})",
            )
        if row.valid_to is None or row.question is not None:
            instrument = self.instruments.get(row.citation.document)
            lapses = instrument.valid_to if instrument and row.question is None else None
            if lapses and lapses <= row.valid_from:
                return self.fault(*row.place, f"{where}: {row.citation.document} đã hết hiệu lực từ {lapses}")
            ends = [day for day in (row.valid_to, following.valid_from if following else None, lapses) if day]
            object.__setattr__(
                row, "valid_to", min(ends, default=None)
            )  # still being made: nobody has seen the row yet
        elif following and row.valid_to > following.valid_from:
            self.fault(
                *following.place,
                f"{where}: khoảng hiệu lực từ {following.valid_from} chồng lên khoảng đến trước {row.valid_to} ({_at(row.place)})",
            )
        return None

    # --- checks ---------------------------------------------------------------------------------------------------------

    def _days(self, row: Block, file: str, line: int, names: Iterable[str]) -> None:
        for name in names:
            value = row.get(name)
            if value is not None and type(value) is not date:
                self.fault(file, row.lines[name], f"{name}: “{value}” không phải là ngày; hãy ghi như 2025-07-01")
                row[name] = None

    def _names(self, row: Block, name: str, file: str) -> tuple[str, ...]:
        """A list of names, such as those of the questions a rule waits for."""
        names = row.get(name) or []
        if not isinstance(names, list):
            self.fault(file, row.lines[name], f"{name} phải là danh sách")
            names = []
        return tuple(map(str, names))

    def _no_gaps(self, value: Any, file: str, line: int, key: str) -> None:
        """A comma in a text without quotes cuts it in two, and its rest becomes a name without a value."""
        for name, inner in (
            value.items() if isinstance(value, Block) else enumerate(value if isinstance(value, list) else ())
        ):
            if inner is None:
                place = value.lines[name] if isinstance(value, Block) else line
                said = f"{key}: “{name}” không có giá trị; chữ có dấu phẩy thì đặt trong ngoặc kép"
                self.fault(file, place, said)
            self._no_gaps(inner, file, line, key)

    def _confidence(self, value: Any, file: str, line: int) -> str:
        if value not in CONFIDENCE:
            self.fault(
                file, line, f"confidence phải là {' hoặc '.join(CONFIDENCE)}; điều chưa rõ thì ghi open: câu hỏi"
            )
        return str(value)

    def _citation(self, value: Any, file: str, line: int, key: str, *, needed: bool) -> Citation:
        document, provision = "", ""
        if isinstance(value, Block):
            self._is_block(value, file, line, "căn cứ", {"document", "provision"}, ["document"])
            document, provision = str(value.get("document", "")), str(value.get("provision") or "")
        elif value:
            document, _, provision = str(value).partition(", ")
        if not document:
            if needed:
                self.fault(file, line, f"{key}: thiếu căn cứ (citation)")
        elif document not in self.instruments:
            near = ", ".join(nearest(document, self.instruments))
            self.fault(file, line, f"{key}: không có văn bản “{document}” trong danh mục; gần nhất: {near}")
        return Citation(document, provision)

    def _formula(self, value: Any, file: str, line: int, key: str) -> None:
        if not isinstance(value, list) or not all(
            isinstance(piece, Block)
            and "from" in piece
            and set(piece) <= PIECE
            and all(type(number) in (int, float) for number in piece.values())
            for piece in value
        ):
            self.fault(file, line, f"{key}: công thức là danh sách các đoạn {{from, to, base, slope, above}}")
            return
        for before, after in pairwise(value):
            if before.get("to", float("inf")) >= after["from"]:
                self.fault(file, after.line, f"{key}: hai đoạn của công thức chồng nhau ở {after['from']}")

    def _form_fields(self, rows: list[Any], file: str, line: int, key: str) -> None:
        """Every field, column and row of a form says from where its value comes: nobody can fill in what comes from nowhere."""
        for row in rows:
            at = row.line if isinstance(row, Block) else line
            if not self._is_block(row, file, at, f"{key}: mục", FIELD, ["code", "name"]):
                continue
            said = f"{key}: mục “{row.get('code', '')}”"
            source = str(row.get("source") or "")
            record, _, field = source.partition(".")
            if not source:
                self.fault(
                    file, at, f"{said} không ghi nguồn (source); hãy ghi {ASKED} hoặc hồ sơ.mục: {', '.join(RECORDS)}"
                )
            elif record not in RECORDS or (record == ASKED and field):
                near = ", ".join(nearest(record, RECORDS))
                self.fault(file, row.lines["source"], f"{said}: nguồn lạ “{source}”; hồ sơ gần nhất: {near}")
            if (kind := row.get("type")) is not None and kind not in FIELD_TYPES:
                near = ", ".join(nearest(str(kind), FIELD_TYPES))
                self.fault(file, row.lines["type"], f"{said}: kiểu lạ “{kind}”; gần nhất: {near}")
            for name in ("rows", "across", "below"):
                if name in row:
                    self.linked.append((file, row.lines[name], str(row[name])))
            if columns := row.get("columns"):
                self._form_fields(columns if isinstance(columns, list) else [columns], file, at, key)

    def _end_what_was_replaced(self) -> None:
        """An instrument without an end of its own ends on the day its successor begins."""
        for newer in list(self.instruments.values()):
            for name in (*newer.replaces, *newer.amends):
                if name not in self.instruments:
                    near = ", ".join(nearest(name, self.instruments))
                    self.fault(*newer.place, f"{newer.name}: không có văn bản “{name}”; gần nhất: {near}")
            for name in newer.replaces:
                older = self.instruments.get(name)
                if older and older.valid_to is None and newer.valid_from:
                    self.instruments[name] = replace(older, valid_to=newer.valid_from)
        for each in self.instruments.values():
            if each.valid_from and each.valid_to and each.valid_to <= each.valid_from:
                self.fault(
                    *each.place,
                    f"{each.name}: hết hiệu lực {each.valid_to} không sau ngày có hiệu lực {each.valid_from}",
                )
        self._cycles({each.name: each.replaces for each in self.instruments.values()}, self.instruments, "thay thế")

    def _check_references(self) -> None:
        for rule in self.rules.values():
            for key in rule.uses:
                if key not in self.rules:
                    self.fault(
                        *rule.place,
                        f"{rule.key}: dùng khóa {key} không có; gần nhất: {', '.join(nearest(key, self.rules))}",
                    )
        for file, line, key in self.linked:
            if key not in self.rules:
                self.fault(
                    file, line, f"biểu mẫu lấy từ khóa {key} không có; gần nhất: {', '.join(nearest(key, self.rules))}"
                )
        waiting: list[Rule | Instrument] = [*self.rules.values(), *self.instruments.values()]
        for held in waiting:
            for code in held.questions:
                if code not in self.questions:
                    self.fault(*held.place, f"không có câu hỏi mở {code}")
        for question in self.questions.values():
            for key in question.affects:
                if key not in self.rules and key not in self.instruments:
                    near = ", ".join(nearest(key, self.rules))
                    self.fault(*question.place, f"{question.code}: không có khóa {key}; gần nhất: {near}")
        self._cycles({rule.key: rule.uses for rule in self.rules.values()}, self.rules, "dùng")

    def _cycles(self, links: Mapping[str, tuple[str, ...]], places: Mapping[str, Any], verb: str) -> None:
        """Every circle of references once, named from where it was entered."""
        done: set[str] = set()

        def walk(name: str, path: tuple[str, ...]) -> None:
            if name in path:
                circle = " → ".join((*path[path.index(name) :], name))
                file, line = places[name].place
                self.fault(file, line, f"vòng tròn {verb} lẫn nhau: {circle}")
            elif name not in done:
                for following in links.get(name, ()):
                    walk(following, (*path, name))
                done.add(name)

        for name in links:
            walk(name, ())


def _at(place: tuple[str, int]) -> str:
    return f"{place[0]}, dòng {place[1]}"
