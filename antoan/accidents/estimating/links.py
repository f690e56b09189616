"""The error of the linkage carried into the estimate: what the lists may look like behind the links that were made.

A missed link makes one person two, and the unseen too many; a false link makes two persons one, and the unseen too few.
"""

from __future__ import annotations

import numpy as np

from antoan.accidents.estimating.lists import Links, Lists


def possible_tables(lists: Lists, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Draws of the true counts by pattern, given those that the links show; the size of each list never changes.

    Of those linked, each chain is false with probability 1 − precision: the record of one of its lists, drawn with equal
    chance, belonged to somebody else. The true chains found are a share `recall` of all, so as many more as a negative
    binomial says are still split in two; no more are joined than there are halves to join.
    """
    counts = np.repeat(lists.counts[None].astype(np.int64), draws, axis=0)
    if lists.links.are_perfect:
        return counts
    patterns = [p for p in range(len(lists.counts)) if p.bit_count() > 1]
    for pattern in sorted(patterns, key=int.bit_count, reverse=True):
        shown = int(lists.counts[pattern])
        false = rng.binomial(shown, 1 - lists.links.precision, size=draws)
        true = shown - false
        _move(counts, pattern, false, lists, rng, joining=False)
        missed = _missed(true, lists.links, rng)
        _move(counts, pattern, missed, lists, rng, joining=True)
    return counts


def _missed(found: np.ndarray, links: Links, rng: np.random.Generator) -> np.ndarray:
    """True chains that were not found, given those that were."""
    if links.recall == 1:
        return np.zeros_like(found)
    return np.where(found > 0, rng.negative_binomial(np.maximum(found, 1), links.recall), 0)


def _move(
    counts: np.ndarray, pattern: int, how_many: np.ndarray, lists: Lists, rng: np.random.Generator, *, joining: bool
) -> None:
    """Split (or join) so many people of a pattern, in each draw, into one list's record and the rest."""
    members = [1 << i for i in range(len(lists.sources)) if pattern >> i & 1]
    shares = rng.multinomial(how_many, np.full(len(members), 1 / len(members)))
    for alone, share in zip(members, shares.T, strict=True):
        rest = pattern ^ alone
        if joining:
            moved = np.minimum(share, np.minimum(counts[:, alone], counts[:, rest]))
            counts[:, pattern] += moved
            counts[:, alone] -= moved
            counts[:, rest] -= moved
        else:
            moved = np.minimum(share, counts[:, pattern])
            counts[:, pattern] -= moved
            counts[:, alone] += moved
            counts[:, rest] += moved
