"""Which own task most likely covers an upper one: shared rare syllables, offered and never decided."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from antoan.core.text import fold
from antoan.plans.models import Task

_COMMON = frozenset(
    """va cua cac cho trong ve voi theo den tai tren duoc la co nhung mot de khi nay do thuc hien cong tac
an toan ve sinh lao dong to chuc tang cuong nang cao""".split()
)


def nearest(upper: Task, own: Sequence[Task]) -> Task | None:
    """The own task that shares most words with the upper one; None where none shares a third of them."""
    wanted = _words(upper.text)
    if not wanted:
        return None
    scored = [
        (len(wanted & words) / min(len(wanted), len(words)), task) for task in own if (words := _words(task.text))
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] >= 1 / 3 else None


def _words(text: str) -> set[str]:
    syllables = [word for word in re.findall(r"\w+", fold(text)) if word not in _COMMON]
    return {" ".join(pair) for pair in itertools.pairwise(syllables)} or set(syllables)
