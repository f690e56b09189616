"""How likely each candidate pair is one person: Splink compares on DuckDB, and what agreement is worth is learnt here.

Splink's own learning wants thousands of matches and one pass for each field; lists of ten rows and of a hundred thousand
take the same way here: expectation and maximisation over all candidates at once, started and held by prior knowledge.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from splink import DuckDBAPI, Linker

from antoan.accidents.linkage import blocking, model
from antoan.accidents.linkage.matching import Floats, Ints, exclusive

MEMORY = "1200MB"
THREADS = 2
_SAMPLE = 240_000  # pairs of strangers from which `u` is learnt
_HOPELESS = -11.0  # log2 of odds under the first model, below which a pair is not looked at again
_TRUST_U = 3_000.0  # pairs that the prior `u` counts for
_TRUST_SPREAD = 20.0  # agreements that the prior `spread` of a level counts for
_TRUST_M = 25.0  # matches that the prior `m` counts for
OVERLAP = 0.3  # share of the shorter list thought to be in the longer one, before anything is seen
_ROUNDS = 14
_KIN = 0.6  # relatives in the other list whom a row has on average


@dataclass
class Scored:
    """Candidate pairs (positions in the two lists), their chance, and what each field said, in bits."""

    left: Ints
    right: Ints
    weight: Floats  # log2 of the odds of the pair on its own
    chance: Floats
    levels: dict[str, Ints]  # field → number of the level in its comparison; -1 where not compared
    bits: dict[str, Floats]  # field → log2 of how much likelier among one person than among strangers
    kin: Floats  # chance that they are relatives rather than strangers, if they are not one person
    compared: Sequence[model.Comparison] = ()
    candidates: int = 0
    matches: float = 0.0  # people expected to be in both lists
    m: dict[str, list[float]] = field(default_factory=dict)


def score(people: pa.Table, *, left: int, right: int, one_to_one: bool) -> Scored:
    """Score every candidate pair of the table that `records.table_of` made."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="antoan-link-") as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": MEMORY,
                "threads": THREADS,
                "temp_directory": folder,
                "preserve_insertion_order": False,
            },
        )
        connection.execute("SET enable_progress_bar = false")  # it would stand in the middle of what --json prints
        try:
            return _score(connection, people, left, right, one_to_one)
        finally:
            connection.close()


def _score(connection: duckdb.DuckDBPyConnection, people: pa.Table, left: int, right: int, one_to_one: bool) -> Scored:
    compared = [each for each in model.ALL if each.column in people.column_names]
    connection.register("arrived", people)
    connection.execute("CREATE TABLE people AS SELECT * FROM arrived")
    connection.unregister("arrived")
    rarities = sorted({level.rare for each in compared for level in each.levels if level.rare})
    api = DuckDBAPI(connection)
    linker = Linker(
        api.register("people"),
        model.settings(compared, OVERLAP * min(left, right) / (left * right)),
        log_level=None,
        validate_settings=False,
    )
    chance_of = {}
    for column in rarities:
        chance_of[column] = _count(connection, column)
        lookup = api.register(f"rare_{column}")
        linker.table_management.register_term_frequency_lookup(lookup, column)
    strangers = _strangers(linker, api, left, right, compared)
    candidates = blocking.make_pairs(connection, "people", "pairs", left=left, right=right)
    found = _compare(linker, api, "pairs", compared, rarities)
    return _learn(found, compared, strangers, chance_of, candidates, left, right, one_to_one)


def _count(connection: duckdb.DuckDBPyConnection, column: str) -> float:
    """Make the table of how rare each value is; answers with the chance that two strangers agree.

    A value counts one less in each list than it was seen: that two rows bear a name says nothing about others.
    """
    rarity = model.RARITIES[column]
    tf = f"tf_{column}"
    connection.execute(
        f"""
        CREATE TABLE rare_{column} AS
        WITH lists AS (SELECT count(DISTINCT source) AS lists, count({column}) AS rows FROM people WHERE {column} IS NOT NULL)
        SELECT {column}, (greatest(count(*) - lists, 0) + {rarity.unseen} + {rarity.weight} * any_value({rarity.prior}))
                         / (any_value(rows) + {rarity.weight}) AS {tf}
        FROM people, lists WHERE {column} IS NOT NULL GROUP BY {column}, lists
        """  # noqa: S608
    )
    agree = connection.execute(
        f"""
        SELECT coalesce(sum(seen * (seen - 1)) / greatest(1, any_value(rows) * (any_value(rows) - 1)), 0), coalesce(any_value(rows), 0)
        FROM (SELECT count(*)::DOUBLE AS seen FROM people WHERE {column} IS NOT NULL GROUP BY source, {column}),
             (SELECT count({column})::DOUBLE AS rows FROM people)
        """  # noqa: S608
    ).fetchall()[0]
    agreed, rows = float(agree[0]) * 2, float(agree[1])
    prior = rarity.prior if isinstance(rarity.prior, float) else 1e-4
    return (agreed * rows + prior * rarity.weight) / (rows + rarity.weight)


def _strangers(
    linker: Linker, api: DuckDBAPI, left: int, right: int, compared: Sequence[model.Comparison]
) -> dict[str, Ints]:
    """How often each level is seen between rows of one list, who are different people."""
    draw = np.random.default_rng(20240324)  # the same lists give the same answer
    firsts, seconds = [], []
    for start, size in ((0, left), (left, right)):
        wanted = min(_SAMPLE // 2, 50 * size, size * (size - 1) // 2)
        if wanted:
            one = draw.integers(0, size, wanted)
            other = (one + draw.integers(1, size, wanted)) % size
            firsts.append(np.minimum(one, other) + start)
            seconds.append(np.maximum(one, other) + start)
    if not firsts:
        return {each.name: np.zeros(len(each.levels), dtype=np.int64) for each in compared}
    sample = pa.table(
        {
            "match_key": pa.array(["0"] * sum(map(len, firsts))),
            "join_key_l": np.concatenate(firsts),
            "join_key_r": np.concatenate(seconds),
        }
    )
    api.duckdb_con.register("drawn", sample)
    api.duckdb_con.execute("CREATE TABLE sample AS SELECT DISTINCT * FROM drawn")
    api.duckdb_con.unregister("drawn")
    linker.table_management.register_blocked_pairs_for_predict(api.register("sample"))
    seen = linker.inference.predict(warning_mode="never")
    counts = {}
    for each in compared:
        count = np.zeros(len(each.levels), dtype=np.int64)
        for value, times in api.duckdb_con.execute(
            f"SELECT gamma_{each.name}, count(*) FROM {seen.physical_name} GROUP BY 1"  # noqa: S608
        ).fetchall():
            if value >= 0:
                count[len(each.levels) - 1 - value] = times
        counts[each.name] = count
    seen.drop_table_from_database_and_remove_from_cache()
    return counts


def _compare(
    linker: Linker,
    api: DuckDBAPI,
    pairs: str,
    compared: Sequence[model.Comparison],
    rarities: Sequence[str],
) -> dict[str, Any]:
    """The levels of every pair of that table and the frequency of the values on which it agrees, ordered by pair."""
    linker.table_management.register_blocked_pairs_for_predict(api.register(pairs))
    seen = linker.inference.predict(threshold_match_weight=_HOPELESS, warning_mode="never")
    columns = ["unique_id_l", "unique_id_r", *(f"gamma_{each.name}::TINYINT AS gamma_{each.name}" for each in compared)]
    columns += [f"greatest(tf_{column}_l, tf_{column}_r)::FLOAT AS tf_{column}" for column in rarities]
    found = api.duckdb_con.execute(
        f"SELECT {', '.join(columns)} FROM {seen.physical_name} ORDER BY unique_id_l, unique_id_r"  # noqa: S608
    ).fetchnumpy()
    seen.drop_table_from_database_and_remove_from_cache()
    return found


def _learn(
    found: dict[str, Any],
    compared: Sequence[model.Comparison],
    strangers: dict[str, Ints],
    chance_of: dict[str, float],
    candidates: int,
    left: int,
    right: int,
    one_to_one: bool,
) -> Scored:
    rows = np.asarray(found["unique_id_l"], dtype=np.int64)
    columns = np.asarray(found["unique_id_r"], dtype=np.int64) - left
    levels: dict[str, Ints] = {}
    against: dict[str, Floats] = {}  # log2 of the chance of this agreement between strangers
    kin = np.full(len(rows), np.log2(_KIN / max(right, left, 2)))
    for each in compared:
        gamma = np.asarray(found[f"gamma_{each.name}"], dtype=np.int64)
        level = np.where(gamma < 0, -1, len(each.levels) - 1 - gamma)
        levels[each.name] = level
        total = strangers[each.name].sum()
        u = np.array([one.u for one in each.levels])
        u = (strangers[each.name] + _TRUST_U * u) / (total + _TRUST_U)
        by_chance = np.zeros(len(rows))
        for n, one in enumerate(each.levels):
            here = level == n
            if one.rare:
                frequency = np.asarray(found[f"tf_{one.rare}"], dtype=np.float64)[here]
                # Of strangers who agree on the value, how many are seen at this level and not at another one.
                alike = total * chance_of[one.rare]
                spread = (strangers[each.name][n] + _TRUST_SPREAD * one.spread) / (alike + _TRUST_SPREAD)
                by_chance[here] = np.log2(np.minimum(frequency * spread, 1.0))
            else:
                by_chance[here] = np.log2(u[n])
            kin[here] += np.log2(one.kin)
        against[each.name] = by_chance
    against_all = sum(against.values(), np.zeros(len(rows)))
    # Neither strangers nor relatives: the odds of the two together.
    other = np.logaddexp2(against_all, kin)
    m = {each.name: np.array([one.m for one in each.levels]) for each in compared}
    prior_matches = OVERLAP * min(left, right)
    matches = prior_matches
    weight, chance = np.zeros(0), np.zeros(0)
    for _ in range(_ROUNDS):
        weight = np.log2(matches / (left * right)) - other
        for each in compared:
            weight = weight + np.append(np.log2(m[each.name]), 0.0)[levels[each.name]]
        chance = _chances(rows, columns, weight, one_to_one)
        before = matches
        matches = (chance.sum() + prior_matches * 0.02 + 0.1) / 1.02
        for each in compared:
            m[each.name] = _maximised(each, levels[each.name], chance)
        if abs(matches - before) < 1e-4 * before:
            break
    bits = {
        each.name: np.append(np.log2(m[each.name]), 0.0)[levels[each.name]] - against[each.name] for each in compared
    }
    return Scored(
        rows, columns, weight, chance, levels, bits,
        np.exp2(kin - other), compared, candidates, float(matches),
        {name: [float(value) for value in values] for name, values in m.items()},
    )  # fmt: skip


def _chances(rows: Ints, columns: Ints, weight: Floats, one_to_one: bool) -> Floats:
    if one_to_one:
        return exclusive(rows, columns, weight)
    return 1 / (1 + np.exp2(-np.clip(weight, -60, 60)))


def _maximised(each: model.Comparison, level: Ints, chance: Floats) -> Floats:
    """What agreement the matches show, held by the prior, and never more at a level than it can be."""
    seen = level >= 0
    count = np.bincount(level[seen], weights=chance[seen], minlength=len(each.levels))
    prior = np.array([one.m for one in each.levels])
    m = (count + _TRUST_M * prior) / (count.sum() + _TRUST_M)
    m = np.minimum(m, [one.most for one in each.levels])
    result: Floats = m / m.sum()
    return result
