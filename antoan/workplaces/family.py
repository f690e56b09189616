"""Which workplaces hang on which: whoever holds an account for an employer's workplace reaches its sites, and a workplace
that was entered twice is reached through either entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q

from antoan.workplaces.models import Workplace


def below(records: Collection[str]) -> list[str]:
    """Sites of these workplaces, and the other entries of the same ones."""
    near = Q(parent__in=records) | Q(merged_into__in=records) | Q(merged__in=records)
    return [str(pk) for pk in Workplace.objects.filter(near).order_by("pk").values_list("pk", flat=True)]


def above(records: Collection[str]) -> Iterator[tuple[str, str]]:
    """The employers' workplaces of which these are sites, and the other entries of the same ones."""
    known = set(records)
    rows = Workplace.objects.filter(Q(pk__in=known) | Q(merged_into__in=known)).order_by()
    for pk, parent, twin in rows.values_list("pk", "parent", "merged_into"):
        if str(pk) in known:
            yield from ((str(pk), str(upper)) for upper in (parent, twin) if upper)
        if str(twin) in known:
            yield str(twin), str(pk)
