"""What statistics may count of the apparatus: who works on safety, their training, how many there should be."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from antoan.apparatus.models import Posts, Share, Staff, Training
from antoan.core.facts import Column, FactTable, by_target, register
from antoan.core.models import AuditEvent


def _posts_touched(events: Sequence[AuditEvent]) -> Q | None:
    """One event sets the number for many units at once, and names them."""
    units = {unit for event in events if event.action == "apparatus.posts.set" for unit in event.what["units"]}
    if any(event.action.startswith("units.") for event in events):
        return Q()
    return Q(unit__in=sorted(units)) if units else None


def offer() -> None:
    """Register the fact tables of this room."""
    register(
        FactTable(
            name="apparatus.staff",
            grain=_("một người làm công tác ATVSLĐ ở một đơn vị trong một thời gian"),
            rows=lambda: Staff.objects.all(),
            visible=lambda actor: Staff.objects.visible_to(actor),
            columns={
                "valid_to": Column("valid_to", "day", _("ngày thôi")),
                "share": Column("share", "text", _("chuyên trách hay kiêm nhiệm"), dict(Share.choices)),
                "allowance": Column("allowance", "whole", _("phụ cấp (đồng/tháng)")),
            },
            unit="unit",
            day="valid_from",
            touched=by_target(apparatus__staff=("pk", "passed_to"), units__unit="unit"),
        )
    )
    register(
        FactTable(
            name="apparatus.trainings",
            grain=_("một lần huấn luyện của một người làm công tác ATVSLĐ"),
            rows=lambda: Training.objects.all(),
            visible=lambda actor: Training.objects.filter(staff__in=Staff.objects.visible_to(actor)),
            columns={
                "staff": Column("staff", "whole", _("người")),
                "holds_until": Column("holds_until", "day", _("có giá trị đến hết ngày")),
                "ended_on": Column("staff__valid_to", "day", _("ngày thôi làm")),
                "group": Column("group", "text", _("nhóm huấn luyện"), dict(Training.Group.choices)),
            },
            unit="staff__unit",
            day="trained_on",
            touched=by_target(
                apparatus__training="pk", apparatus__staff=("staff", "staff__passed_to"), units__unit="staff__unit"
            ),
        )
    )
    register(
        FactTable(
            name="apparatus.posts",
            grain=_("số người cần có của một đơn vị trong một thời gian"),
            rows=lambda: Posts.objects.all(),
            visible=lambda actor: Posts.objects.visible_to(actor),
            columns={
                "valid_to": Column("valid_to", "day", _("đến trước ngày")),
                "wanted": Column("wanted", "whole", _("số người cần có")),
            },
            unit="unit",
            day="valid_from",
            touched=_posts_touched,
        )
    )
