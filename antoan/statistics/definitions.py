"""Indicators are declared, not programmed: one YAML entry each in indicators/, read strictly.

    plan_parts_on_time:
      name_vi: Tỷ lệ phần việc hoàn thành đúng hạn
      definition: …
      numerator: {fact: plans.parts, take: count, day: due, where: {confirmed_on: {before: period.end}, done_on: {upto: due}}}
      denominator: {fact: plans.parts, take: count, day: due}
      per: 100
      unit: percent
      interval: wilson
      breakdowns: [unit]
      source: {document: …, provision: …}

`day` names the day column that must lie in the period; `at_end: [from, to]` instead counts what stands on its last day.
`where` compares columns with values, with `period.start` and `period.end` (the first day after it), or with each other.
An office's own indicators are read from $ANTOAN_HOME/indicators.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from antoan.core import placed_yaml
from antoan.core.facts import OWN, FactTable, tables
from antoan.core.placed_yaml import Block
from antoan.home import home

SHIPPED = Path(__file__).parent / "indicators"
INDICATOR = {
    "name_vi", "definition", "numerator", "denominator", "per", "unit", "interval", "breakdowns", "source", "better",
    "target", "population",
}  # fmt: skip
NEEDED = ("name_vi", "definition", "numerator", "unit", "source")
SIDE = {"fact", "take", "of", "day", "at_end", "where", "indicator"}
SOURCE = {"document", "provision"}
TARGET = {"value", "by", "document", "provision", "change_per_year"}
TAKES = ("count", "sum", "distinct")
OPERATORS = ("is", "not", "before", "from", "upto", "after")
INTERVALS = ("wilson", "poisson_exact")
UNITS = {  # how a value is written after its number
    "percent": "%", "count": "", "persons": "người", "cases": "vụ", "days": "ngày", "dong": "đồng", "per_1000": "/1.000",
    "per_100000": "/100.000", "per_1000000_hours": "/1.000.000 giờ",
}  # fmt: skip
PER = {"percent": 100, "per_1000": 1_000, "per_100000": 100_000, "per_1000000_hours": 1_000_000}


@dataclass(frozen=True)
class Side:
    """What is counted: rows of a fact table (or different values of a column, or its sum) that meet the conditions."""

    fact: str
    take: str = "count"
    of: str | None = None
    day: str = "day"
    at_end: tuple[str, str | None] | None = None
    where: tuple[tuple[str, str, Any], ...] = ()  # (column, operator, value or list of values)

    @property
    def is_count(self) -> bool:
        return self.take != "sum"


@dataclass(frozen=True)
class Indicator:
    """One declared indicator. `per` None: the value is the numerator itself."""

    key: str
    name: str
    definition: str
    numerator: Side
    denominator: Side | None
    per: int | None
    unit: str
    interval: str | None
    breakdowns: tuple[str, ...]
    source: str
    better: str | None  # "higher", "lower" or None: neither
    target: Mapping[str, Any] | None
    population: str  # whom it speaks of, printed beside the figure
    place: tuple[str, int]

    def splits(self) -> dict[str, Any]:
        """What it can be broken down by: name → words. Always by unit."""
        table = tables()[self.numerator.fact]
        return {"unit": "đơn vị"} | {name: str(table.columns[name].name) for name in self.breakdowns if name != "unit"}


@dataclass(frozen=True, order=True)
class Fault:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, dòng {self.line}: {self.message}"


class WrongIndicators(Exception):
    """Every fault found, with file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


@cache
def current() -> dict[str, Indicator]:
    """The indicators of this installation, by key.

    Raises:
        WrongIndicators
    """
    return load(SHIPPED, home() / "indicators")


def load(*folders: Path) -> dict[str, Indicator]:
    """Read every *.yaml of the folders.

    Raises:
        WrongIndicators: with every fault found.
    """
    reading = _Reading()
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            reading.take(path)
    found = reading.finish()
    if reading.faults:
        raise WrongIndicators(reading.faults)
    return dict(sorted(found.items()))


class _Stop(Exception):
    """This indicator cannot be understood; what was wrong is noted already."""


class _Reading:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.rows: dict[str, tuple[Block, str]] = {}

    def fault(self, file: str, line: int, message: str) -> None:
        self.faults.append(Fault(file, line, message))

    def stop(self, file: str, line: int, message: str) -> NoReturn:
        self.fault(file, line, message)
        raise _Stop

    def take(self, path: Path) -> None:
        content, faults = placed_yaml.read(path)
        for line, message in faults:
            self.fault(path.name, line, message)
        if content is not None and not isinstance(content, Block):
            self.fault(path.name, 1, "tệp phải gồm các cặp khóa: chỉ số")
            content = None
        for key, row in (content or Block()).items():
            line = content.lines[key]
            if str(key) in self.rows:
                self.fault(path.name, line, f"chỉ số {key} đã có ở {self.rows[str(key)][1]}")
            elif self._is_block(row, path.name, line, f"chỉ số {key}", INDICATOR, NEEDED):
                self.rows[str(key)] = (row, path.name)

    def finish(self) -> dict[str, Indicator]:
        found = {}
        for key, (row, file) in self.rows.items():
            with suppress(_Stop):
                found[key] = self._indicator(key, row, file)
        return found

    def _is_block(
        self, row: Any, file: str, line: int, what: str, known: Iterable[str], needed: Iterable[str] = ()
    ) -> bool:
        if not isinstance(row, Block):
            self.fault(file, line, f"{what} phải gồm các cặp khóa: giá trị")
            return False
        for key in row.keys() - set(known):
            self.fault(file, row.lines[key], f"{what}: khóa lạ “{key}”; dùng được: {', '.join(sorted(known))}")
        for key in needed:
            if row.get(key) in (None, ""):
                self.fault(file, line, f"{what} thiếu “{key}”")
        return True

    def _indicator(self, key: str, row: Block, file: str) -> Indicator:
        what = f"chỉ số {key}"
        numerator = self._side(row, "numerator", file, what, (key,))
        denominator = self._side(row, "denominator", file, what, (key,)) if "denominator" in row else None
        source: Any = row.get("source")
        if source is not None and not self._is_block(
            source, file, row.lines["source"], f"{what}: source", SOURCE, ["document"]
        ):
            source = None
        if source is None:
            raise _Stop
        unit, per, interval = row.get("unit"), row.get("per"), row.get("interval")
        self._check_units(row, file, what, numerator, denominator)
        breakdowns = tuple(row.get("breakdowns") or ())
        table = tables()[numerator.fact]
        for name in breakdowns:
            if name != "unit" and not (name in table.columns and table.columns[name].can_split):
                self.fault(file, row.lines["breakdowns"], f"{what}: không chia được theo “{name}” của {table.name}")
        if (better := row.get("better")) not in (None, "higher", "lower"):
            self.fault(file, row.lines["better"], f"{what}: better là higher hoặc lower")
        target: Any = row.get("target")
        if target is not None and not self._is_block(
            target, file, row.lines["target"], f"{what}: target", TARGET, ["document"]
        ):
            target = None
        return Indicator(
            key=key,
            name=str(row.get("name_vi")),
            definition=str(row.get("definition")),
            numerator=numerator,
            denominator=denominator,
            per=per if isinstance(per, int) else None,
            unit=str(unit),
            interval=interval,
            breakdowns=breakdowns,
            source=", ".join(str(source[name]) for name in ("document", "provision") if source.get(name)),
            better=better,
            target=target,
            population=str(row.get("population") or ""),
            place=(file, row.line),
        )

    def _check_units(self, row: Block, file: str, what: str, numerator: Side, denominator: Side | None) -> None:
        unit, per, interval = row.get("unit"), row.get("per"), row.get("interval")
        if unit not in UNITS:
            self.fault(file, row.lines.get("unit", row.line), f"{what}: unit là một trong {', '.join(UNITS)}")
        if (per is None) != (denominator is None):
            self.fault(file, row.line, f"{what}: có mẫu số thì có per, và ngược lại")
        if per is not None and PER.get(str(unit), per) != per:
            self.fault(file, row.lines["per"], f"{what}: đơn vị {unit} thì per phải là {PER[str(unit)]}")
        if interval is None:
            return
        if interval not in INTERVALS:
            self.fault(file, row.lines["interval"], f"{what}: interval là một trong {', '.join(INTERVALS)}")
        elif not numerator.is_count:
            self.fault(file, row.lines["interval"], f"{what}: chỉ số đếm mới có khoảng tin cậy, tổng thì không")
        elif interval == "wilson" and (
            denominator is None or not denominator.is_count or denominator.fact != numerator.fact
        ):
            self.fault(
                file, row.lines["interval"], f"{what}: wilson cần tử số và mẫu số đếm cùng một bảng {numerator.fact}"
            )

    def _side(self, row: Block, name: str, file: str, what: str, trail: tuple[str, ...]) -> Side:
        side: Any = row.get(name)
        line = row.lines.get(name, row.line)
        what = f"{what}: {name}"
        if not self._is_block(side, file, line, what, SIDE):
            raise _Stop
        if "indicator" in side:
            return self._borrowed(side, file, what, trail)
        table = tables().get(side.get("fact"))
        if table is None:
            self.stop(file, line, f"{what}: không có bảng {side.get('fact')}; có: {', '.join(tables())}")
        take, of = side.get("take", "count"), side.get("of")
        if take not in TAKES:
            self.stop(file, line, f"{what}: take là một trong {', '.join(TAKES)}")
        if (take == "count") != (of is None):
            self.stop(file, line, f"{what}: {take} {'không cần' if take == 'count' else 'cần'} “of”")
        if take == "sum" and (of not in table.columns or table.columns[of].kind not in ("whole", "number")):
            self.stop(file, line, f"{what}: không cộng được cột “{of}” của {table.name}")
        if take == "distinct" and of not in table.columns and of not in OWN:
            self.stop(file, line, f"{what}: {table.name} không có cột “{of}”")
        at_end = side.get("at_end")
        days = [side.get("day", "day"), *(at_end or ())]
        for column in days:
            if column is not None and not _is_day(table, column):
                self.stop(file, line, f"{what}: “{column}” không phải là ngày của {table.name}")
        where = self._where(side.get("where") or Block(), table, file, line, what)
        ends = (at_end[0], at_end[1] if len(at_end) > 1 else None) if at_end else None
        return Side(table.name, take, of, side.get("day", "day"), ends, where)

    def _borrowed(self, side: Block, file: str, what: str, trail: tuple[str, ...]) -> Side:
        """The numerator of another indicator, so that one count has one definition."""
        other = str(side["indicator"])
        if len(side) > 1:
            self.stop(file, side.line, f"{what}: indicator đứng một mình")
        if other in trail:
            self.stop(file, side.line, f"{what}: vòng tròn {' → '.join([*trail, other])}")
        if other not in self.rows:
            self.stop(file, side.line, f"{what}: không có chỉ số {other}")
        row, at = self.rows[other]
        return self._side(row, "numerator", at, f"chỉ số {other}", (*trail, other))

    def _where(self, where: Any, table: FactTable, file: str, line: int, what: str) -> tuple[tuple[str, str, Any], ...]:
        if not isinstance(where, Block):
            self.stop(file, line, f"{what}: where phải gồm các cặp cột: điều kiện")
        found: list[tuple[str, str, Any]] = []
        for column, condition in where.items():
            at = where.lines[column]
            if column not in table.columns and column not in OWN:
                self.stop(file, at, f"{what}: {table.name} không có cột “{column}”")
            if not isinstance(condition, Block):
                found.append((column, "is", condition))
                continue
            for operator, value in condition.items():
                if operator not in OPERATORS:
                    self.stop(file, at, f"{what}: “{operator}” không phải phép so sánh; có: {', '.join(OPERATORS)}")
                found.append((column, operator, value))
        return tuple(found)


def _is_day(table: FactTable, column: str) -> bool:
    return column == "day" or (column in table.columns and table.columns[column].kind == "day")
