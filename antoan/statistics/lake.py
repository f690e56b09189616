"""The fact lake: every fact table as Parquet files, one a province and year, beside the database.

    $ANTOAN_HOME/lake/<table>/province=<unit>/year=<year>/facts.parquet
    $ANTOAN_HOME/lake/<table>/contents.json      how far the log was read, and what each file holds

The database is the truth; the lake is a copy that a query engine reads fast. It may be deleted at any time: what is missing
or damaged is written anew and said so.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.conf import settings
from django.db.models import F, Q

from antoan.core.facts import Column, FactTable, tables
from antoan.core.models import AuditEvent, AuditHead
from antoan.units.models import Kind, Unit, UnitClosure

CHUNK = 50_000  # rows in memory at a time
EVENTS = 5_000  # events of the log read at a time
LAYOUT = 1  # of contents.json and the folders; a lake of another layout is written anew
UNKNOWN = 0  # the partition of facts whose unit lies in no province
_TYPES = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "day": pa.date32(), "truth": pa.bool_()}

Partition = tuple[int, int]  # (unit of the province, year)


def folder() -> Path:
    """Where the lake lies."""
    return Path(settings.LAKE_ROOT)


def schema_of(table: FactTable) -> pa.Schema:
    own = [("key", pa.string()), ("unit", pa.int64()), ("day", pa.date32())]
    return pa.schema([*own, *((name, _TYPES[column.kind]) for name, column in table.columns.items())])


@dataclass
class Contents:
    """What the lake holds of one table: read up to which event of the log, and each file with its rows and digest."""

    event: int = 0
    shape: str = ""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: FactTable) -> Contents:
        """As written; empty where it is missing, unreadable or of another shape than the table has now."""
        try:
            held = cls(**json.loads(_contents_path(table).read_text()))
        except (OSError, ValueError, TypeError):
            return cls()
        return held if held.shape == _shape(table) else cls()

    def write(self, table: FactTable) -> None:
        path = _contents_path(table)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"event": self.event, "shape": self.shape, "files": self.files}, indent=1))
        draft.replace(path)

    @property
    def rows(self) -> int:
        return sum(file["rows"] for file in self.files.values())


@dataclass(frozen=True)
class Refreshed:
    """What a refresh or a rebuild did to one table."""

    table: str
    rebuilt: str  # why it was written wholly, "" where only parts were
    files: int  # written or removed
    rows: int  # in the lake now
    events: int  # of the log that were read
    damaged: bool = False  # files were missing or not as they were written

    def as_json(self) -> dict[str, Any]:
        return {
            "table": self.table,
            "rebuilt": self.rebuilt or None,
            "files": self.files,
            "rows": self.rows,
            "events": self.events,
        }


@dataclass(frozen=True)
class Difference:
    """Where the lake does not say what the database says."""

    table: str
    file: str
    said: str

    def as_json(self) -> dict[str, Any]:
        return {"table": self.table, "file": self.file, "message": self.said}


def refresh(names: Iterable[str] | None = None) -> list[Refreshed]:
    """Bring the lake up to the log's last event, rewriting only the files in which something changed."""
    return [_locked(table, _refresh) for table in _chosen(names)]


def rebuild(names: Iterable[str] | None = None) -> list[Refreshed]:
    """Write everything anew from the database."""
    return [_locked(table, lambda table: _rebuild(table, "theo yêu cầu")) for table in _chosen(names)]


def verify(names: Iterable[str] | None = None) -> list[Difference]:
    """Recount from the records and name every difference: missing and damaged files, rows that differ, rows too many."""
    return [difference for table in _chosen(names) for difference in _differences(table)]


def _chosen(names: Iterable[str] | None) -> list[FactTable]:
    known = tables()
    return list(known.values()) if names is None else [known[name] for name in names]


# --- writing ------------------------------------------------------------------------------------------------------------


def _refresh(table: FactTable) -> Refreshed:
    held = Contents.of(table)
    head = AuditHead.objects.get(pk=1).number
    if not held.shape:
        return _rebuild(table, "chưa có hoặc đã đổi cấu trúc")
    if held.event > head:
        return _rebuild(table, "nhật ký ngắn hơn lần trước: cơ sở dữ liệu khác")
    if damaged := [name for name, file in held.files.items() if _size(_root(table) / name) != file["size"]]:
        return replace(_rebuild(table, f"tệp thiếu hoặc hỏng: {', '.join(sorted(damaged)[:3])}"), damaged=True)
    if held.event == head:
        return Refreshed(table.name, "", 0, held.rows, head)
    touched, own = _touched(table, held.event, head)
    if touched is None and not own:
        held.event = head
        held.write(table)
        return Refreshed(table.name, "", 0, held.rows, head)
    if touched is not None and not touched:  # an empty Q: everything may have moved
        return _rebuild(table, "đơn vị được sắp xếp lại hoặc nhập danh sách")
    placed = Provinces.load()
    partitions = _partitions_of(table, touched, own, placed)
    written = sum(_write(table, held, partition, placed) for partition in sorted(partitions))
    held.event = head
    held.write(table)
    return Refreshed(table.name, "", written, held.rows, head)


def _touched(table: FactTable, after: int, head: int) -> tuple[Q | None, set[str]]:
    """Which rows the events since then may have changed, and the keys of rows that they may have removed."""
    label = table.rows().model._meta.label_lower
    found: Q | None = None
    own: set[str] = set()
    while after < head:
        events = list(AuditEvent.objects.filter(number__gt=after, number__lte=head).order_by("number")[:EVENTS])
        if not events:
            break
        after = events[-1].number
        own |= {event.target_id for event in events if event.target_type == label}
        some = table.touched(events)
        if some is not None:
            if not some:
                return some, own
            found = some if found is None else found | some
    return found, own


def _partitions_of(table: FactTable, touched: Q | None, own: set[str], placed: Provinces) -> set[Partition]:
    """Where the touched rows lie now, and where the lake still has them."""
    keys = set(own)
    partitions: set[Partition] = set()
    if touched is not None:
        model = table.rows().model
        keys |= {str(key) for key in model._base_manager.filter(touched).values_list("pk", flat=True)}
        rows = table.rows().filter(touched).order_by().values_list(*_heads(table)).distinct()
        for unit, day in rows.iterator(chunk_size=CHUNK):
            partitions.add(placed.partition(unit, _as_day(day)))
    wanted = pa.array(sorted(keys))
    for name in Contents.of(table).files:
        column = pq.read_table(_root(table) / name, columns=["key"])["key"]
        if pc.call_function("any", [pc.call_function("is_in", [column], pc.SetLookupOptions(wanted))]).as_py():
            partitions.add(_partition_in(name))
    return partitions


def _write(table: FactTable, held: Contents, partition: Partition, placed: Provinces) -> int:
    """Write one file anew; says whether it changed."""
    name = _name_of(partition)
    rows = _rows_of(table, partition, placed)
    before = held.files.get(name)
    if not rows.num_rows:
        (_root(table) / name).unlink(missing_ok=True)
        held.files.pop(name, None)
        return int(before is not None)
    held.files[name] = _save(table, name, rows)
    return int(before != held.files[name])


def _rows_of(table: FactTable, partition: Partition, placed: Provinces) -> pa.Table:
    province, year = partition
    within = table.rows().filter(_in_year(table, year))
    units = placed.units_ever_in(province)
    if units is not None:
        within = within.filter(**{f"{table.unit}__in": units})
    found = [
        batch.filter(pa.array([placed.partition(u, d) == partition for u, d in _unit_days(batch)]))
        for batch in _batches(table, within)
    ]
    return pa.concat_tables(found) if found else schema_of(table).empty_table()


def _rebuild(table: FactTable, why: str) -> Refreshed:
    head = AuditHead.objects.get(pk=1).number  # read first: what happens meanwhile is read again by the next refresh
    placed = Provinces.load()
    root = _root(table)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    parts: dict[Partition, list[pa.Table]] = defaultdict(list)
    for batch in _batches(table, table.rows()):
        where: dict[Partition, list[int]] = defaultdict(list)
        for index, (unit, day) in enumerate(_unit_days(batch)):
            where[placed.partition(unit, day)].append(index)
        for partition, indices in where.items():
            parts[partition].append(batch.take(pa.array(indices)))
    held = Contents(event=head, shape=_shape(table))
    for partition, some in sorted(parts.items()):
        name = _name_of(partition)
        held.files[name] = _save(table, name, pa.concat_tables(some))
    held.write(table)
    return Refreshed(table.name, why, len(held.files), held.rows, head)


def _save(table: FactTable, name: str, rows: pa.Table) -> dict[str, Any]:
    """Write a file so that whoever reads it meanwhile sees the old one whole. Rows in the order of their keys."""
    path = _root(table) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    pq.write_table(rows.sort_by("key"), draft, compression="zstd")
    draft.replace(path)
    return {"rows": rows.num_rows, "size": _size(path), "digest": _digest(path)}


# --- reading the database -------------------------------------------------------------------------------------------------


def _batches(table: FactTable, rows: Any) -> Iterator[pa.Table]:
    schema = schema_of(table)
    paths = {f"fact_{name}": _source(column.path) for name, column in table.columns.items()}
    paths |= {"fact_unit": _source(table.unit), "fact_day": _source(table.day)}
    names = ["fact_unit", "fact_day", *(f"fact_{name}" for name in table.columns)]
    values = rows.annotate(**paths).order_by("pk").values_list("pk", *names)
    batch: list[tuple] = []
    for row in values.iterator(chunk_size=CHUNK):
        if row[2] is not None:  # what has no day yet counts nowhere
            batch.append(row)
        if len(batch) == CHUNK:
            yield _table(schema, table, batch)
            batch = []
    if batch:
        yield _table(schema, table, batch)


def _table(schema: pa.Schema, table: FactTable, batch: list[tuple]) -> pa.Table:
    columns = list(zip(*batch, strict=True))
    arrays = [
        pa.array(map(str, columns[0]), pa.string()),
        pa.array(columns[1], pa.int64()),
        pa.array(map(_as_day, columns[2]), pa.date32()),
    ]
    for column, values in zip(table.columns.values(), columns[3:], strict=True):
        arrays.append(pa.array(_converted(column, values), _TYPES[column.kind]))
    return pa.Table.from_arrays(arrays, schema=schema)


def _converted(column: Column, values: Iterable[Any]) -> list[Any]:
    if column.kind == "number":
        return [None if value is None else float(value) for value in values]
    if column.kind == "text":
        return [None if value is None else str(value) for value in values]
    return list(values)


def _source(path: Any) -> Any:
    return F(path) if isinstance(path, str) else path


def _heads(table: FactTable) -> tuple[Any, Any]:
    return _source(table.unit), _source(table.day)


def _as_day(value: Any) -> date:
    return date(value, 1, 1) if isinstance(value, int) else value


def _in_year(table: FactTable, year: int) -> Q:
    """The rows that count in that year; by the path where there is one, so that an index can serve."""
    if not isinstance(table.day, str):
        return Q()
    field_is_year = table.day == "year" or table.day.endswith("__year")
    if field_is_year:
        return Q(**{table.day: year})
    return Q(**{f"{table.day}__gte": date(year, 1, 1), f"{table.day}__lt": date(year + 1, 1, 1)})


def _unit_days(batch: pa.Table) -> Iterable[tuple[int | None, date]]:
    return zip(batch["unit"].to_pylist(), batch["day"].to_pylist(), strict=True)


class Provinces:
    """In which province every unit lay on any day: an area by the tree, a body by the area in which it works."""

    def __init__(self, spans: dict[int, list[tuple[date, date | None, int]]], areas: dict[int, int]):
        self._spans, self._areas = spans, areas

    @classmethod
    def load(cls) -> Provinces:
        spans: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
        rows = UnitClosure.objects.filter(ancestor__kind=Kind.PROVINCE).order_by("valid_from", "id")
        for unit, province, start, end in rows.values_list("descendant", "ancestor", "valid_from", "valid_to"):
            spans[unit].append((start, end, province))
        bodies = Unit.objects.filter(area__isnull=False).order_by().values_list("pk", "area")
        return cls(spans, {body: area for body, area in bodies if area is not None})

    def province(self, unit: int | None, day: date) -> int:
        """On a day before or after its time, a unit lies where it lay first or last."""
        spans = self._spans.get(self._areas.get(unit, unit) if unit is not None else UNKNOWN)
        if not spans:
            return UNKNOWN
        for start, end, province in spans:
            if start <= day and (end is None or day < end):
                return province
        return spans[0][2] if day < spans[0][0] else spans[-1][2]

    def partition(self, unit: int | None, day: date) -> Partition:
        return self.province(unit, day), day.year

    def units_ever_in(self, province: int) -> set[int] | None:
        """The units that lay in the province at some time; None where that cannot be said (the unknown province)."""
        if province == UNKNOWN:
            return None
        areas = {unit for unit, spans in self._spans.items() if any(span[2] == province for span in spans)}
        return areas | {unit for unit, area in self._areas.items() if area in areas}


# --- verifying ------------------------------------------------------------------------------------------------------------


def _differences(table: FactTable) -> Iterator[Difference]:
    held = Contents.of(table)
    if not held.shape:
        yield Difference(table.name, "", "chưa có trong kho số liệu")
        return
    placed = Provinces.load()
    seen: dict[Partition, dict[str, tuple]] = defaultdict(dict)
    for batch in _batches(table, table.rows()):
        for row in batch.to_pylist():
            seen[placed.partition(row["unit"], row["day"])][row["key"]] = tuple(row.values())
    for name in sorted(held.files.keys() | {_name_of(partition) for partition in seen}):
        path = _root(table) / name
        expected = seen.get(_partition_in(name), {})
        if name not in held.files:
            yield Difference(table.name, name, f"thiếu tệp có {len(expected)} bản ghi")
            continue
        if _digest(path) != held.files[name]["digest"]:
            yield Difference(table.name, name, "tệp thiếu hoặc hỏng")
            continue
        kept = {row["key"]: tuple(row.values()) for row in pq.read_table(path, partitioning=None).to_pylist()}
        for key in sorted(expected.keys() - kept.keys()):
            yield Difference(table.name, name, f"thiếu bản ghi {key}")
        for key in sorted(kept.keys() - expected.keys()):
            yield Difference(table.name, name, f"thừa bản ghi {key}")
        for key in sorted(expected.keys() & kept.keys()):
            if expected[key] != kept[key]:
                yield Difference(table.name, name, f"bản ghi {key} khác với hồ sơ")


# --- files ----------------------------------------------------------------------------------------------------------------


def _root(table: FactTable) -> Path:
    return folder() / table.name


def _contents_path(table: FactTable) -> Path:
    return _root(table) / "contents.json"


def _name_of(partition: Partition) -> str:
    return f"province={partition[0]}/year={partition[1]}/facts.parquet"


def _partition_in(name: str) -> Partition:
    province, year, _ = name.split("/")
    return int(province.partition("=")[2]), int(year.partition("=")[2])


def _shape(table: FactTable) -> str:
    return hashlib.sha256(f"{LAYOUT} {schema_of(table)}".encode()).hexdigest()[:16]


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _size(path: Path) -> int:
    """In bytes; -1 where there is none. A file of the right size that is damaged all the same is found by `verify`."""
    try:
        return path.stat().st_size
    except OSError:
        return -1


@contextmanager
def _hold(table: FactTable) -> Iterator[None]:
    """One writer a table, whichever process it is in."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / f"{table.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _locked(table: FactTable, deed: Any) -> Refreshed:
    with _hold(table):
        return deed(table)
