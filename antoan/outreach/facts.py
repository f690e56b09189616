"""What statistics may count of outreach: who was to study and came, which unit has opened which guidance."""

from django.db.models import Min
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from antoan.core.facts import Column, FactTable, by_target, register
from antoan.outreach.models import Addressee, Audience, Group, Guidance, StudySession


def offer() -> None:
    """Register the fact tables of this room."""
    register(
        FactTable(
            name="outreach.audience",
            grain=_("một nhóm người của một buổi học tập"),
            rows=lambda: Audience.objects.filter(session__call_off_reason=""),
            visible=lambda actor: Audience.objects.filter(session__in=StudySession.objects.visible_to(actor)),
            columns={
                "session": Column("session", "whole", _("buổi học tập")),
                "held_on": Column("session__held_on", "day", _("đã tổ chức ngày")),
                "group": Column("group", "text", _("nhóm người dự"), dict(Group.choices)),
                "expected": Column("expected", "whole", _("số người dự kiến")),
                "attended": Column("attended", "whole", _("số người dự")),
            },
            unit="session__unit",
            day="session__on",
            touched=by_target(outreach__studysession="session"),
        )
    )
    register(
        FactTable(
            name="outreach.readings",
            grain=_("một đơn vị được gửi một hướng dẫn"),
            rows=lambda: Addressee.objects.annotate(read_on=TruncDate(Min("receipts__at"))),
            visible=lambda actor: Addressee.objects.filter(guidance__in=Guidance.objects.visible_to(actor)),
            columns={
                "guidance": Column("guidance", "whole", _("hướng dẫn")),
                "due": Column("obligation__first_due", "day", _("hạn đọc")),
                "read_on": Column("read_on", "day", _("ngày đọc")),
            },
            unit="unit",
            day="guidance__issued_at__date",
            touched=by_target(outreach__guidance="guidance"),
        )
    )
