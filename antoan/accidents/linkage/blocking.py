"""Which pairs are looked at. Of 100 000 × 100 000 pairs only those are compared that share something that is rare enough.

Each rule makes a key for every row; rows with the same key are compared. A key that many rows share would make too many
pairs: a rule spends its budget on its smallest blocks first, and leaves the largest ones to the other rules, whose keys
say more. So the work grows with the lists and not with how common a name is.
"""

from __future__ import annotations

import duckdb

EVERYTHING = 250_000  # so many pairs are simply all compared
PER_ROW = 12  # pairs that one rule may make for each row of the two lists

_DAY = "substr(born, 1, 4) || greatest(substr(born, 5, 2), substr(born, 7, 2)) || least(substr(born, 5, 2), substr(born, 7, 2))"
# SQL of a key, and the columns without which the rule does not exist. The day is one in which day and month may be exchanged.
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("identity", ("identity",)),
    ("unnest(phones)", ("phones",)),
    ("spelt || '|' || year", ("spelt", "year")),
    ("spelt || '|' || commune", ("spelt", "commune")),
    ("spelt", ("spelt",)),
    ("core || '|' || year", ("core", "year")),
    ("core || '|' || commune", ("core", "commune")),
    (f"{_DAY} || '|' || commune", ("born", "commune")),
    (f"{_DAY} || '|' || given", ("born", "given")),
    (f"{_DAY} || '|' || surname", ("born", "surname")),
    ("given || '|' || year || '|' || unnest(list_append(codes, commune))", ("given", "year", "commune")),
    ("surname || '|' || year || '|' || unnest(list_append(codes, commune))", ("surname", "year", "commune")),
    ("spelt || '|' || unnest(codes)", ("spelt", "codes")),
    ("initials || '|' || given || '|' || year", ("initials", "year")),
    ("initials || '|' || given || '|' || commune", ("initials", "commune")),
    ("day || '|' || given", ("day", "given")),
    ("day || '|' || surname || '|' || coalesce(commune, workplace)", ("day", "commune", "workplace")),
    ("workplace || '|' || given", ("workplace", "given")),
    ("hamlet || '|' || given", ("hamlet", "given")),
)


def make_pairs(connection: duckdb.DuckDBPyConnection, people: str, pairs: str, *, left: int, right: int) -> int:
    """Make a table `pairs` (join_key_l, join_key_r, each pair once) of the table `people`; answers with their number."""
    if left * right <= EVERYTHING:
        connection.execute(
            f"CREATE TABLE {pairs} AS SELECT '0' AS match_key, l.unique_id AS join_key_l, r.unique_id AS join_key_r "  # noqa: S608
            f"FROM {people} l, {people} r WHERE l.source = 0 AND r.source = 1"
        )
        return left * right
    present = {row[0] for row in connection.execute(f"DESCRIBE {people}").fetchall()}
    budget = PER_ROW * (left + right)
    connection.execute("CREATE TEMP TABLE candidates (l BIGINT, r BIGINT)")
    for key, needed in _RULES:
        if not present.issuperset(needed):
            continue
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE keys AS SELECT unique_id, source, key FROM "  # noqa: S608
            f"(SELECT unique_id, source, {key} AS key FROM {people}) WHERE key IS NOT NULL"
        )
        connection.execute(
            """
            INSERT INTO candidates
            WITH sizes AS (
                SELECT key, count(*) FILTER (source = 0) * count(*) FILTER (source = 1) AS size FROM keys GROUP BY key
            ), chosen AS (
                SELECT key, sum(size) OVER (ORDER BY size, key) AS spent FROM sizes WHERE size > 0
            )
            SELECT a.unique_id, b.unique_id
            FROM chosen JOIN keys a USING (key) JOIN keys b USING (key)
            WHERE spent <= ? AND a.source = 0 AND b.source = 1
            """,
            [budget],
        )
    connection.execute(
        f"CREATE TABLE {pairs} AS SELECT DISTINCT '0' AS match_key, l AS join_key_l, r AS join_key_r FROM candidates"  # noqa: S608
    )
    connection.execute("DROP TABLE candidates; DROP TABLE IF EXISTS keys")
    return int(connection.execute(f"SELECT count(*) FROM {pairs}").fetchall()[0][0])  # noqa: S608
