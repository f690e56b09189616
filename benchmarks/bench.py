"""The place where measures are taken: homes of their own, databases of their own, and how a ratio is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
# What a person's shell may hold and no measure should see.
UNWANTED = ("DATABASE_URL", "ANTOAN_", "DJANGO_", "PYTHONPATH", "PYTHONHOME")


@dataclass(frozen=True)
class Measure:
    """A ratio against a named baseline of the same run; over `limit` is a fault, None only informs. `n` is the sample."""

    name: str
    ratio: float
    limit: float | None
    baseline: str
    n: int

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.ratio > self.limit

    def as_data(self) -> dict[str, Any]:
        return {**vars(self), "ratio": round(self.ratio, 3)}

    def __str__(self) -> str:
        limit = "" if self.limit is None else f" (giới hạn {self.limit:g})"
        return f"{self.name}: {self.ratio:.3f} × {self.baseline}{limit}, n = {self.n}"


@dataclass(frozen=True)
class Place:
    """An installation of its own: a home, and a database in it or on a PostgreSQL server."""

    database: str  # "sqlite" or "postgresql"
    environment: dict[str, str]

    def run(self, module: str, *arguments: object) -> Any:
        """Run a module of benchmarks inside this installation; what it prints last is its answer, as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout.splitlines()[-1])


@dataclass
class Bench:
    """What a measure may ask for. `scale` 1 is 3 400 units, 500 plans, 50 000 tasks and 1 000 000 audit events."""

    scale: float = 0.05
    requests: int = 60
    reports: int = 100
    postgresql: str | None = None  # a server on which databases may be made; without one, a throw-away cluster
    _opened: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    def tell(self, words: str) -> None:
        """A word on what is under way, apart from the results."""
        print(words, file=sys.stderr, flush=True)

    @property
    def of_scale(self) -> str:
        """How the size of the data is told beside a baseline: "quy mô 0,05"."""
        return f"quy mô {self.scale:g}".replace(".", ",")

    @cached_property
    def folder(self) -> Path:
        return Path(self._opened.enter_context(tempfile.TemporaryDirectory(prefix="antoan-bench-")))

    @cached_property
    def sqlite(self) -> Place:
        return self._place("sqlite")

    @cached_property
    def places(self) -> list[Place]:
        """One on SQLite and, where PostgreSQL can be had, one there."""
        server = self.postgresql or self._own_cluster()
        if server is None:
            self.tell("Không có PostgreSQL trên máy này: chỉ đo trên SQLite.")
            return [self.sqlite]
        url = self._opened.enter_context(_database_of_its_own(server))
        return [self.sqlite, self._place("postgresql", DATABASE_URL=url)]

    @cached_property
    def _worlds(self) -> dict[str, dict[str, Any]]:
        return {}

    def world(self, place: Place) -> dict[str, Any]:
        """The data set of this scale in that place, made once a run: who reads, which plans, and their sessions."""
        if place.database not in self._worlds:
            self.tell(f"Đang dựng dữ liệu {self.of_scale} trên {place.database} …")
            self._worlds[place.database] = place.run("scale", self.scale)
        return self._worlds[place.database]

    def _place(self, database: str, **extra: str) -> Place:
        home = self.folder / database
        home.mkdir()
        return Place(database, clean_environment() | {"ANTOAN_HOME": str(home), **extra})

    def _own_cluster(self) -> str | None:
        """The cluster that ./test makes for itself; None where PostgreSQL is not installed."""
        sys.path.insert(0, str(ROOT / "tools"))
        try:
            from checks import initdb, postgres
        finally:
            sys.path.remove(str(ROOT / "tools"))
        if initdb() is None:
            return None
        return self._opened.enter_context(postgres())


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}


@contextmanager
def _database_of_its_own(server: str) -> Iterator[str]:
    import psycopg

    name = f"antoan_bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not exceed."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]
