"""How far a grant reaches: the kernel's door to the unit tree (settings.ANTOAN_REACH)."""

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from antoan.core.scoping import Grant
from antoan.units.models import Unit, UnitClosure, UnitLineage


def units_within(grants: tuple[Grant, ...], *, with_areas: bool = False) -> QuerySet:
    """The units that these grants reach, with every unit whose work those took over.

    So the officer of xã Bác Ái still opens what xã Phước Thắng, which became part of it, had done. A grant in a unit
    that no longer stands reaches what lay below it on its last day: its office can still close its files.

    `with_areas` adds the places in which the bodies work, and for a grant over a subtree all places within those.
    """
    whole_trees = [grant.unit_id for grant in grants if grant.subtree]
    single = [grant.unit_id for grant in grants if not grant.subtree]
    standing = Q(successor__in=single) | Q(successor__in=whole_trees) | Q(successor__in=_below(whole_trees))
    if with_areas:
        whole_areas = Unit.objects.filter(pk__in=whole_trees).exclude(area=None).values("area")
        bodies = Q(pk__in=single) | Q(pk__in=whole_trees) | Q(pk__in=_below(whole_trees))
        standing |= Q(successor__in=Unit.objects.filter(bodies).exclude(area=None).values("area"))
        standing |= Q(successor__in=_below(whole_areas))
    return Unit.objects.filter(pk__in=UnitLineage.objects.filter(standing).values("predecessor")).values("pk")


def _below(ancestors: list[int] | QuerySet) -> QuerySet:
    """What lies below these units today or, of those that ended, on their last day."""
    today = timezone.localdate()
    holds_today = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    held_last = Q(ancestor__ends_on__lte=today, valid_to=F("ancestor__ends_on"))
    return UnitClosure.objects.filter(holds_today | held_last, ancestor__in=ancestors).values("descendant")
