"""Who may do what, where. A membership gives a role in a unit; a role gives actions; a unit gives reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from antoan.core.refusals import NotPermitted


@dataclass(frozen=True)
class Grant:
    """What one membership (or delegation) gives: these actions, in this unit and, by `subtree`, in all below it.

    With a `record` it reaches no unit at all but that one record and what hangs on it: an employer and his workplace.
    """

    unit_id: int  # 0 where it reaches a record: no unit has that key
    role: str
    actions: frozenset[str]
    subtree: bool
    on_behalf_of_id: int | None = None  # the colleague on leave whose membership this is
    record: str = ""  # key of the one record which it reaches instead of a unit


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or acts: a person with grants, or the system itself (`antoan` on the command line, the clock)."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = ()
    channel: str = "web"
    address: str = ""
    is_system: bool = False
    _memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def granted(self, action: str) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if action in grant.actions)

    def may(self, action: str, target: Any = None) -> bool:
        """Whether the actor may do this in that unit, on that record (`Lone`) or, without a target, anywhere at all."""
        if self.is_system:
            return True
        grants = self.granted(action)
        if not grants or target is None:
            return bool(grants)
        key = f"{action}@{target.pk}"
        if key not in self._memo:
            self._memo[key] = _cover(grants, target, action)
        return self._memo[key]

    def may_in_a_unit(self, action: str) -> bool:
        """Whether the actor may do this in some unit, not only on a single record that is his."""
        return self.is_system or any(not grant.record for grant in self.granted(action))

    def note_grant(self, action: str, target: Any) -> None:
        """Remember for the log in whose place the actor acts now: a colleague's only where his own roles do not do."""
        borrowed = [grant for grant in self.granted(action) if grant.on_behalf_of_id]
        own = tuple(grant for grant in self.granted(action) if not grant.on_behalf_of_id)
        covering = (grant.on_behalf_of_id for grant in borrowed if _cover((grant,), target, action))
        self._memo["behalf"] = None if not borrowed or (own and _cover(own, target, action)) else next(covering, None)

    @property
    def on_behalf_of_id(self) -> int | None:
        """The colleague for whom the deed that was last permitted is done."""
        return self._memo.get("behalf")

    @property
    def unit_ids(self) -> tuple[int, ...]:
        """The units in which the actor sits, without what lies below them."""
        return tuple(dict.fromkeys(grant.unit_id for grant in self.grants if not grant.record))

    @property
    def records(self) -> tuple[str, ...]:
        """The single records which grants of the actor reach: the workplaces of an employer."""
        return tuple(dict.fromkeys(grant.record for grant in self.grants if grant.record))


class Lone:
    """A model whose row a grant may reach by itself; others reach it through the unit that holds it."""

    pk: Any

    @property
    def held_by(self) -> Any:
        """The unit in whose reach the row lies."""
        raise NotImplementedError


def _cover(grants: tuple[Grant, ...], target: Any, action: str) -> bool:
    unit = target
    if isinstance(target, Lone):
        if any(grant.record == str(target.pk) for grant in grants):
            return True
        unit = target.held_by
    in_units = tuple(grant for grant in grants if not grant.record)
    if not in_units:
        return False
    return any(grant.unit_id == unit.pk for grant in in_units) or reach(in_units, action).filter(pk=unit.pk).exists()


def system_actor(channel: str = "cli") -> Actor:
    """The system itself: every unit in reach, and the audit log says so."""
    return Actor(user_id=None, name="Hệ thống", channel=channel, is_system=True)


_IN_AREAS: set[str] = set()


def lies_in_areas(room: str) -> None:
    """What this room keeps ("workplaces") lies in places: a body that works in a commune reaches what lies in the commune."""
    _IN_AREAS.add(room)


def reach(grants: tuple[Grant, ...], action: str = "") -> models.QuerySet:
    """The units that these grants reach today, with all that they took over. One subquery.

    For the actions of rooms whose records lie in places, the areas in which those bodies work are reached too.
    """
    units = tuple(grant for grant in grants if not grant.record)
    return import_string(settings.ANTOAN_REACH)(units, with_areas=action.split(".")[0] in _IN_AREAS)


def require(actor: Actor, action: str, target: Any) -> None:
    """First line of every command; the target is a unit or a record that a grant may reach by itself (`Lone`).

    Raises:
        NotPermitted: no grant of the actor carries this action to it.
    """
    if not actor.may(action, target):
        raise NotPermitted(action=action_name(action), unit=target)
    actor.note_grant(action, target)


_ACTION_NAMES: dict[str, Any] = {}


def actions(**names: Any) -> None:
    """Register what an action is called on screen: `actions(**{"plans.assign": _("Giao nhiệm vụ")})`."""
    _ACTION_NAMES.update(names)


def action_name(action: str) -> str:
    return str(_ACTION_NAMES.get(action, action))


def all_actions() -> dict[str, str]:
    return {action: str(name) for action, name in sorted(_ACTION_NAMES.items())}


class ScopedQuerySet(models.QuerySet):
    """A queryset that knows which rows an actor may see.

    `scope` is the path (or the paths) to the unit that holds a row, "" where the row is a unit itself;
    `view_action` is the action that opens it. `record_scope` is the path to the key of the one record that a grant may
    reach instead of a unit ("pk" in that model itself); empty: no such grant opens these rows.
    """

    scope: str | tuple[str, ...]
    view_action: str
    record_scope: str = ""

    def visible_to(self, actor: Actor, action: str | None = None) -> Self:
        """The rows in the actor's reach; the others do not exist for him (404)."""
        if actor.is_system:
            return self
        action = action or self.view_action
        grants = actor.granted(action)
        records = [grant.record for grant in grants if grant.record] if self.record_scope else []
        in_units = tuple(grant for grant in grants if not grant.record)
        if not records and not in_units:
            return self.none()
        within = Q(**{f"{self.record_scope}__in": records}) if records else Q()
        if not in_units:
            return self.filter(within)
        units = reach(in_units, action)
        paths = (self.scope,) if isinstance(self.scope, str) else self.scope
        for path in paths:
            # A path over a many-relation goes through a subquery, so that no row comes twice.
            if "__" in path and self.model._meta.get_field(path.split("__")[0]).one_to_many:
                within |= Q(pk__in=self.model._base_manager.filter(**{f"{path}__in": units}).values("pk"))
            else:
                within |= Q(**{f"{path or 'pk'}__in": units})
        return self.filter(within)
