"""Where indicator expressions run: DuckDB in this process, or an Apache Spark cluster named by ANTOAN_ENGINE.

The expressions are the same (Ibis); a cluster that does not answer is said so, and the work is done here.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.types as ir

from antoan.core.facts import tables
from antoan.statistics import lake

log = logging.getLogger(__name__)
MEMORY, THREADS = "1GB", 2


@dataclass(frozen=True)
class Engine:
    """A connection, what it is called, and why it is not the one that was asked for ("" where it is)."""

    name: str
    backend: Any
    fallback: str = ""

    def facts(self, name: str) -> ir.Table | None:
        """A fact table over its files; None where the lake holds no fact of it."""
        table = tables()[name]
        files = [str(lake.folder() / name / file) for file in sorted(lake.Contents.of(table).files)]
        return self.backend.read_parquet(files) if files else None


@lru_cache(maxsize=1)
def _asked_for(address: str) -> Engine:
    if not address or address == "duckdb":
        return Engine("duckdb", _duckdb())
    try:
        return Engine(address, _spark(address))
    except (ImportError, OSError, RuntimeError, ValueError) as problem:
        said = f"Không nối được tới {address} ({type(problem).__name__}); tính bằng DuckDB trên máy này."
        log.warning(said)
        return Engine("duckdb", _duckdb(), said)


def engine() -> Engine:
    """The engine that ANTOAN_ENGINE names, by default DuckDB in this process."""
    return _asked_for(os.environ.get("ANTOAN_ENGINE", ""))


def _duckdb() -> Any:
    backend = ibis.duckdb.connect(memory_limit=MEMORY, threads=THREADS)
    backend.raw_sql("SET enable_progress_bar = false")  # it would be drawn into what a command prints
    return backend


def _spark(address: str) -> Any:
    if not address.startswith("spark://"):
        raise ValueError(address)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master(address).appName("antoan").config("spark.ui.enabled", "false").getOrCreate()
    return ibis.pyspark.connect(session)
