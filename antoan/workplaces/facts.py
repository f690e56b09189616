"""What statistics may count of workplaces: the places themselves, and who works there in which year."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from antoan.core.facts import Column, FactTable, by_target, register
from antoan.core.models import AuditEvent
from antoan.workplaces import sectors
from antoan.workplaces.models import Group, HeadCount, Kind, Workplace

EVER = date(1900, 1, 1)  # of a place whose beginning nobody knows: it stands on every day before its end


def _unless_a_list(path: str):
    """A list touches more places than its event names, so everything is counted anew after one."""
    by_place = by_target(workplaces__workplace=path)

    def touched(events: Sequence[AuditEvent]) -> Q | None:
        return Q() if any(event.action == "workplaces.list.imported" for event in events) else by_place(events)

    return touched


def offer() -> None:
    """Register the fact tables of this room."""
    sections = {sector.code: sector.name for sector in sectors.sections()}
    register(
        FactTable(
            name="workplaces.workplaces",
            grain=_("một cơ sở, hoặc một nơi làm việc không có người sử dụng lao động"),
            rows=lambda: Workplace.objects.filter(merged_into=None),
            visible=lambda actor: Workplace.objects.visible_to(actor),
            columns={
                "closed_on": Column("closed_on", "day", _("ngừng từ ngày")),
                "kind": Column("kind", "text", _("loại hình"), dict(Kind.choices)),
                "section": Column("section", "text", _("ngành"), sections),
                "workers": Column("workers", "whole", _("số lao động")),
                "workers_year": Column("workers_year", "whole", _("năm của số lao động")),
            },
            unit="unit",
            day=Coalesce("opened_on", Value(EVER)),
            touched=_unless_a_list("pk"),
        )
    )
    register(
        FactTable(
            name="workplaces.headcounts",
            grain=_("số lao động của một nhóm ở một cơ sở trong một năm"),
            rows=lambda: HeadCount.objects.filter(workplace__merged_into=None),
            visible=lambda actor: HeadCount.objects.visible_to(actor),
            columns={
                "workplace": Column("workplace", "text", _("cơ sở")),
                "group": Column("group", "text", _("nhóm lao động"), dict(Group.choices)),
                "kind": Column("workplace__kind", "text", _("loại hình"), dict(Kind.choices)),
                "section": Column("workplace__section", "text", _("ngành"), sections),
                "workers": Column("workers", "whole", _("số lao động bình quân")),
                "women": Column("women", "whole", _("trong đó nữ")),
                "hours": Column("hours", "whole", _("số giờ làm việc")),
                "reported_on": Column("reported_on", "day", _("ngày báo")),
            },
            unit="workplace__unit",
            day="year",
            touched=_unless_a_list("workplace"),
        )
    )
