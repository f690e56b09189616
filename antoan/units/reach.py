"""How far a grant reaches: the kernel's door to the unit tree (settings.ANTOAN_REACH)."""

from django.db.models import F, Q
from django.utils import timezone

from antoan.core.scoping import Grant
from antoan.units.models import Unit, UnitClosure, UnitLineage


def units_within(grants: tuple[Grant, ...]):
    """The units that these grants reach, with every unit whose work those took over.

    So the officer of xã Bác Ái still opens what xã Phước Thắng, which became part of it, had done. A grant in a unit
    that no longer stands reaches what lay below it on its last day: its office can still close its files.
    """
    today = timezone.localdate()
    whole_trees = [grant.unit_id for grant in grants if grant.subtree]
    single = [grant.unit_id for grant in grants if not grant.subtree]
    holds_today = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    held_last = Q(ancestor__ends_on__lte=today, valid_to=F("ancestor__ends_on"))
    below = UnitClosure.objects.filter(holds_today | held_last, ancestor__in=whole_trees).values("descendant")
    standing = Q(successor__in=single) | Q(successor__in=whole_trees) | Q(successor__in=below)
    return Unit.objects.filter(pk__in=UnitLineage.objects.filter(standing).values("predecessor")).values("pk")
