"""An indicator for a unit, a period and a tree: the figure, its interval, and the records that were counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from django.db.models import QuerySet

from antoan.core.facts import tables
from antoan.core.periods import Term
from antoan.core.scoping import Actor
from antoan.statistics import definitions
from antoan.statistics.definitions import Indicator, Side
from antoan.statistics.engine import Engine, engine
from antoan.statistics.methods import intervals
from antoan.statistics.trees import Territory, territory
from antoan.units.models import Unit

ALL = "*"  # the group of a figure that is not split
LEVEL = 0.95


@dataclass(frozen=True)
class Figure:
    """One value. None: it cannot be known (no denominator), which is not zero.

    `numerator` and `denominator` may be fractions where a divided unit was apportioned.
    """

    key: str
    name: str
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    withheld: bool = False  # known, but it would tell too much of units outside the reader's reach

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "name": self.name,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "low": self.low,
            "high": self.high,
        }


@dataclass
class Answer:
    """An indicator asked for one unit and period, as a whole and split."""

    indicator: Indicator
    unit: Unit
    period: Term
    tree_on: date
    by: str | None
    whole: Figure
    parts: list[Figure] = field(default_factory=list)
    apportioned: list[str] = field(default_factory=list)
    engine: str = "duckdb"
    fallback: str = ""
    is_rewritten: bool = False  # files of the lake were damaged, and were written anew from the records
    _where: Territory | None = None

    def records(self, actor: Actor, *, key: str = ALL, side: str = "numerator") -> QuerySet:
        """The very rows that were counted, as far as the reader may see them. `key`: of one part alone.

        Raises:
            LookupError: the indicator has no such side.
        """
        wanted = getattr(self.indicator, side)
        if wanted is None:
            raise LookupError(side)
        table = tables()[wanted.fact]
        rows = _counted(engine(), wanted, self.period, self._where or territory(self.unit, self.tree_on))
        keys: list[str] = []
        if rows is not None:
            if key != ALL:
                rows = rows.filter(_group(rows, self.by) == key)
            keys = rows.select("key").distinct().to_pyarrow()["key"].to_pylist()
        return table.visible(actor).filter(pk__in=keys)


def compute(name: str, *, unit: Unit, period: Term, by: str | None = None, tree_on: date | None = None) -> Answer:
    """The indicator for the unit's territory under the tree of `tree_on`, by default that of the period's last day.

    A unit that ended before then has the tree of its own last day, one that began later that of its first.

    Raises:
        KeyError: no indicator of that name, or it does not split that way.
        WrongIndicators: the definitions cannot be read.
    """
    indicator = definitions.current()[name]
    splits = indicator.splits()
    if by is not None and by not in splits:
        raise KeyError(by)
    on = tree_on or _last_tree(unit, period)
    where = territory(unit, on)
    with_engine = engine()
    tops = _sum(with_engine, indicator.numerator, period, where, by)
    divided = _divided(with_engine, indicator.numerator, period, where)
    bottoms = None
    if indicator.denominator is not None:
        can_split = by in (None, "unit") or by in tables()[indicator.denominator.fact].columns
        bottoms = _sum(with_engine, indicator.denominator, period, where, by if can_split else None)
        if not can_split:
            bottoms = {ALL: bottoms[ALL]} if ALL in bottoms else {}
        divided |= _divided(with_engine, indicator.denominator, period, where)
    return Answer(
        indicator=indicator,
        unit=unit,
        period=period,
        tree_on=on,
        by=by,
        whole=_figure(indicator, ALL, str(unit), tops, bottoms),
        parts=[] if by is None else _parts(indicator, by, where, tops, bottoms),
        apportioned=where.said_of(divided),
        engine=with_engine.name,
        fallback=with_engine.fallback,
        _where=where,
    )


@dataclass(frozen=True)
class Outside:
    """The branches in which units outside a reach lie, and how many of their records each side counts, by branch."""

    branches: frozenset[str]
    counts: tuple[dict[str, float], ...]


def counts_outside(answer: Answer, reach: frozenset[int]) -> Outside | None:
    """What the answer counts of units that are not in the reach; None where these never had a record of the kind."""
    where = answer._where or territory(answer.unit, answer.tree_on)
    theirs = [each for each in where.belongings if each.unit not in reach]
    if not theirs:
        return None
    part = replace(where, belongings=theirs)
    sides = [side for side in (answer.indicator.numerator, answer.indicator.denominator) if side is not None]
    units = sorted({each.unit for each in theirs})
    tables_read = [engine().facts(name) for name in sorted({side.fact for side in sides})]
    if not any(
        facts is not None and facts.filter(facts.unit.isin(units)).count().to_pyarrow().as_py() for facts in tables_read
    ):
        return None
    counted = (_sum(engine(), replace(side, take="count", of=None), answer.period, part, "unit") for side in sides)
    return Outside(frozenset(str(each.to) for each in theirs), tuple(counted))


def _last_tree(unit: Unit, period: Term) -> date:
    if unit.ends_on and unit.ends_on <= period.last_day:
        return unit.ends_on - timedelta(days=1)
    began = unit.versions.order_by("valid_from").values_list("valid_from", flat=True).first()
    return max(period.last_day, began) if began else period.last_day


def _parts(
    indicator: Indicator, by: str, where: Territory, tops: dict[str, float], bottoms: dict[str, float] | None
) -> list[Figure]:
    names: dict[str, str]
    if by == "unit":
        names = {str(unit): name for unit, name in where.names.items()}
    else:
        choices = tables()[indicator.numerator.fact].columns[by].choices
        found = (tops.keys() | (bottoms or {}).keys()) - {ALL}
        names = {str(value): str(word) for value, word in choices.items()}
        names |= {value: value or "không rõ" for value in sorted(found - names.keys())}
    return [_figure(indicator, key, name, tops, bottoms) for key, name in names.items()]


def _figure(
    indicator: Indicator, key: str, name: str, tops: dict[str, float], bottoms: dict[str, float] | None
) -> Figure:
    top = tops.get(key, 0.0 if indicator.numerator.is_count else None)
    if bottoms is None:
        low, high = _interval(indicator, top, None)
        return Figure(key, name, top, None, top, low, high)
    bottom = bottoms.get(key)
    if not bottom or top is None or indicator.per is None:  # unknown is not zero
        return Figure(key, name, top, bottom, None, None, None)
    low, high = _interval(indicator, top, bottom)
    return Figure(key, name, top, bottom, top / bottom * indicator.per, low, high)


def _interval(indicator: Indicator, top: float | None, bottom: float | None) -> tuple[float | None, float | None]:
    """The interval of the value. A count that was apportioned is no whole number: its interval is taken as it stands."""
    if indicator.interval is None or top is None:
        return None, None
    per = indicator.per or 1
    if indicator.interval == "wilson":
        if bottom is None or top > bottom:
            return None, None
        low, high = intervals.wilson(top, bottom, LEVEL)
        return low * per, high * per
    low, high = intervals.garwood(top, LEVEL)
    return low / (bottom or 1) * per, high / (bottom or 1) * per


# --- expressions ------------------------------------------------------------------------------------------------------------


def _sum(using: Engine, side: Side, period: Term, where: Territory, by: str | None) -> dict[str, float]:
    """Group → what is counted in it; the whole under ALL. A group without facts is not in it."""
    rows = _counted(using, side, period, where)
    if rows is None:
        return {}
    found = {}  # shares of a third add up to a whole again only after rounding
    for group in [None] if by is None else [None, by]:
        grouped = rows.mutate(group=ibis.literal(ALL) if group is None else _group(rows, group))
        for row in grouped.group_by("group").agg(total=_measure(grouped, side)).to_pyarrow().to_pylist():
            if row["total"] is not None:
                found["" if row["group"] is None else str(row["group"])] = round(float(row["total"]), 6)
    return found


def _divided(using: Engine, side: Side, period: Term, where: Territory) -> set[int]:
    """The units whose facts were counted in shares."""
    rows = _counted(using, side, period, where) if where.divided else None
    if rows is None:
        return set()
    found = rows.filter(rows.unit.isin(sorted(where.divided))).select("unit").distinct()
    return set(found.to_pyarrow()["unit"].to_pylist())


def _measure(rows: ir.Table, side: Side) -> Any:
    match side.take:
        case "sum":
            return (rows[side.of] * rows.its_share).sum()
        case "distinct":
            return rows[side.of].nunique()
        case _:
            return rows.its_share.sum()


def _group(rows: ir.Table, by: str | None) -> Any:
    return rows.its_branch.cast("string") if by == "unit" else rows[by].cast("string")


def _counted(using: Engine, side: Side, period: Term, where: Territory) -> ir.Table | None:
    """The facts that count, each with the branch it belongs to and its share; None where there are none at all."""
    facts = using.facts(side.fact)
    if facts is None or not where.belongings:
        return None
    kept = facts.filter(*_conditions(facts, side, period))
    belongs = ibis.memtable(
        pa.table(
            {
                "unit": [each.unit for each in where.belongings],
                "its_branch": [each.to for each in where.belongings],
                "its_share": [each.share for each in where.belongings],
            }
        )
    )
    return kept.join(belongs, "unit")


def _conditions(facts: ir.Table, side: Side, period: Term) -> Iterable[Any]:
    if side.at_end is None:
        yield facts[side.day] >= period.start
        yield facts[side.day] < period.end
    else:
        begins, ends = side.at_end
        yield facts[begins] < period.end
        if ends is not None:
            yield facts[ends].isnull() | (facts[ends] >= period.end)
    for column, operator, value in side.where:
        yield _condition(facts, facts[column], operator, value, period)


def _condition(facts: ir.Table, column: Any, operator: str, value: Any, period: Term) -> Any:
    if isinstance(value, str):
        value = {"period.start": period.start, "period.end": period.end}.get(value, value)
        if isinstance(value, str) and value in facts.columns and operator not in ("is", "not"):
            value = facts[value]
    match operator:
        case "is":
            return column.isnull() if value is None else column.isin(value if isinstance(value, list) else [value])
        case "not":
            return column.notnull() if value is None else ~column.isin(value if isinstance(value, list) else [value])
        case "before":
            return column < value
        case "from":
            return column >= value
        case "upto":
            return column <= value
        case _:
            return column > value
