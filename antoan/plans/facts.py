"""What statistics may count of plans: who leads what and how it stands, who was to answer, what is funded."""

from django.db.models import F, Min, Q
from django.utils.translation import gettext_lazy as _

from antoan.core.facts import Column, FactTable, by_target, register
from antoan.plans.models import Assignment, ExpectedAnswer, FundingLine, Obstacle, Plan

_IN_FORCE = (Plan.Status.IN_FORCE, Plan.Status.CLOSED)


def _expected_by_issuer(actor):
    return ExpectedAnswer.objects.filter(plan__in=Plan.objects.visible_to(actor))


def offer() -> None:
    """Register the fact tables of this room."""
    register(
        FactTable(
            name="plans.parts",
            grain=_("một phần việc mà một đơn vị chủ trì trong một kế hoạch đang có hiệu lực hoặc đã kết thúc"),
            rows=lambda: Assignment.objects.filter(part=Assignment.Part.LEAD, task__plan__status__in=_IN_FORCE),
            visible=lambda actor: Assignment.objects.visible_to(actor),
            columns={
                "plan": Column("task__plan", "whole", _("kế hoạch")),
                "assigned_on": Column("assigned_on", "day", _("ngày giao")),
                "first_due": Column("first_due", "day", _("hạn đầu")),
                "due": Column("due", "day", _("hạn hiện nay")),
                "done_on": Column("done_on", "day", _("ngày báo xong")),
                "confirmed_on": Column("confirmed_on", "day", _("ngày xác nhận")),
                "ended_on": Column("ended_on", "day", _("ngày thôi giao")),
                "percent": Column("percent", "whole", _("phần trăm")),
            },
            unit="unit",
            day="assigned_on",
            touched=by_target(
                plans__assignment="pk",
                plans__task="task",
                plans__plan="task__plan",
                plans__progressreport="reports",
                plans__extension="extensions",
            ),
        )
    )
    register(
        FactTable(
            name="plans.answers",
            grain=_("một đơn vị được yêu cầu trả lời một kế hoạch bằng kế hoạch của mình"),
            rows=lambda: ExpectedAnswer.objects.annotate(
                answered_on=Min(
                    "plan__answers__issued_on",
                    filter=Q(plan__answers__unit=F("unit"), plan__answers__status__in=_IN_FORCE),
                )
            ),
            visible=_expected_by_issuer,
            columns={
                "plan": Column("plan", "whole", _("kế hoạch")),
                "due": Column("due", "day", _("hạn ban hành")),
                "answered_on": Column("answered_on", "day", _("ngày ban hành kế hoạch trả lời")),
            },
            unit="unit",
            day="plan__starts_on",
            touched=by_target(plans__plan=("plan", "plan__answers")),
        )
    )
    register(
        FactTable(
            name="plans.funding",
            grain=_("một dòng kinh phí của một nhiệm vụ"),
            rows=lambda: FundingLine.objects.all(),
            visible=lambda actor: FundingLine.objects.visible_to(actor),
            columns={
                "plan": Column("task__plan", "whole", _("kế hoạch")),
                "planned": Column("planned", "number", _("dự toán (đồng)")),
                "allocated": Column("allocated", "number", _("đã phân bổ (đồng)")),
                "disbursed": Column("disbursed", "number", _("đã giải ngân (đồng)")),
            },
            unit="task__plan__unit",
            day="year",
            touched=by_target(plans__fundingline="pk", plans__task="task", plans__plan="task__plan"),
        )
    )
    register(
        FactTable(
            name="plans.obstacles",
            grain=_("một khó khăn, vướng mắc được nêu"),
            rows=lambda: Obstacle.objects.all(),
            visible=lambda actor: Obstacle.objects.visible_to(actor),
            columns={
                "plan": Column("assignment__task__plan", "whole", _("kế hoạch")),
                "answer_due": Column("answer_due", "day", _("hạn trả lời")),
                "answered_on": Column("answered_at__date", "day", _("ngày trả lời")),
            },
            unit="assignment__unit",
            day="at__date",
            touched=by_target(plans__obstacle="pk", plans__assignment="assignment"),
        )
    )
